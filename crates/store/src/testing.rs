//! What the tests of this and other crates stand on: fresh databases on both engines. Not part of the product.
//!
//! The PostgreSQL server is the one named by `PHAEN_TEST_POSTGRES` (an address whose user may create databases), or a private
//! cluster made from the installed programs and shared by the tests of one process. A missing server is a failed test,
//! never a skipped one.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot get its database must fail loudly")]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::db::{Connection, Db, Engine, Options};
use crate::error::Error;
use crate::migration::{self, Migrated, Migration};
use crate::sql::Sql;

/// Makes a cluster, says `ready`, restarts it in the manner that a line of its standard input names, and removes it when that ends: when the
/// test process is gone, however it went.
const CLUSTER: &str = r#"
set -eu
trap '' INT TERM HUP
cd /
bin=$1 port=$2 durable=$3
dir=$(mktemp -d)
{
    "$bin/initdb" -D "$dir/data" -E UTF8 --locale=C.UTF-8 -A trust -U phaen --no-sync &&
    "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w \
        -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$dir
            -c max_connections=300 -c fsync=$durable -c full_page_writes=$durable" start
} > "$dir/log" 2>&1 || { cat "$dir/log" "$dir/server.log" >&2; rm -rf "$dir"; exit 1; }
echo ready
while read -r manner; do
    "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -m "$manner" restart >> "$dir/log" 2>&1
    echo ready
done
"$bin/pg_ctl" -D "$dir/data" -m immediate stop > "$dir/log" 2>&1 || true
rm -rf "$dir"
"#;

/// The server refuses to run as root, so root becomes `postgres` first.
const AS_POSTGRES: &str = r#"
if [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid=postgres --regid=postgres --init-groups -- sh -c "$@"
else
    exec sh -c "$@"
fi
"#;

/// A private PostgreSQL cluster; it goes when this value or the process does.
pub struct Cluster {
    address: String,
    child: Child,
    says: BufReader<ChildStdout>,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Its input ends, it cleans up and goes.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

impl Cluster {
    /// Makes and starts one. Only a durable one waits for the disk.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn start(durable: bool) -> Self {
        let bin = installed_programs();
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        let child = Command::new("sh")
            .args(["-c", AS_POSTGRES, "sh", CLUSTER, "sh"])
            .arg(bin)
            .arg(port.to_string())
            .arg(if durable { "on" } else { "off" })
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // A signal to the test's group must not end the shell before it has cleaned up.
            .process_group(0)
            .spawn()
            .expect("a shell");
        let address = format!("postgres://phaen@127.0.0.1:{port}/postgres");
        let mut child = child;
        let says = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut cluster = Self { address, child, says };
        cluster.is_ready();
        cluster
    }

    /// Stops the server and starts it again: `fast` ends its sessions, `immediate` is as after a crash.
    ///
    /// # Panics
    /// When it does not come back.
    pub fn restart(&mut self, manner: &str) {
        let orders = self.child.stdin.as_mut().expect("a pipe");
        writeln!(orders, "{manner}").expect("the shell");
        self.is_ready();
    }

    fn is_ready(&mut self) {
        let mut line = String::new();
        self.says.read_line(&mut line).expect("an answer");
        assert!(line == "ready\n", "PostgreSQL did not start; its log stands above");
    }

    /// The address of its first database.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

fn installed_programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL must be installed");
    versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
        .max()
        .expect("PostgreSQL must be installed")
}

fn server() -> &'static str {
    static SERVER: OnceLock<(String, Option<Cluster>)> = OnceLock::new();
    let (address, _) = SERVER.get_or_init(|| match std::env::var("PHAEN_TEST_POSTGRES") {
        Ok(address) => (address, None),
        Err(_) => {
            let cluster = Cluster::start(false);
            (cluster.address.clone(), Some(cluster))
        }
    });
    address
}

/// A database made for one test, empty and not migrated; it is removed when this value is dropped.
pub struct Fresh {
    address: String,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Server { admin: String, name: String },
}

impl Fresh {
    /// A new database on this engine.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn on(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::file(),
            Engine::Postgres => Self::database(server(), ""),
        }
    }

    /// A new database on this server, with options for `CREATE DATABASE`.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn database(admin: &str, options: &str) -> Self {
        let name = format!("phaen_test_{}_{}", std::process::id(), number());
        administer(admin, &format!("CREATE DATABASE {name} TEMPLATE template0 {options}"));
        let (base, query) = admin.split_once('?').unwrap_or((admin, ""));
        let (base, _) = base.rsplit_once('/').expect("an address with a database");
        let separator = if query.is_empty() { "" } else { "?" };
        let address = format!("{base}/{name}{separator}{query}");
        Self { address, place: Place::Server { admin: admin.to_owned(), name } }
    }

    fn file() -> Self {
        let name = format!("phaen-test-{}-{}", std::process::id(), number());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).expect("a folder");
        let address = format!("sqlite:{}", folder.join("phaen.db").display());
        Self { address, place: Place::Folder(folder) }
    }

    /// Its address, for [`Db::open`].
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Opens and migrates it.
    ///
    /// # Panics
    /// When that fails.
    #[must_use]
    pub fn open(&self) -> Db {
        self.open_with(Options::default())
    }

    /// Opens it with options and migrates it.
    ///
    /// # Panics
    /// When that fails.
    #[must_use]
    pub fn open_with(&self, options: Options) -> Db {
        let db = Db::open_with(&self.address, options).expect("a database");
        db.migrate().expect("migrations");
        db
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        match &self.place {
            Place::Folder(folder) => {
                // What is already gone need not be removed.
                let _ = std::fs::remove_dir_all(folder);
            }
            Place::Server { admin, name } => {
                if !std::thread::panicking() {
                    administer(admin, &format!("DROP DATABASE {name} WITH (FORCE)"));
                }
            }
        }
    }
}

fn number() -> u32 {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

fn administer(address: &str, command: &str) {
    let mut client = ::postgres::Client::connect(address, ::postgres::NoTls).expect("the server");
    if let Err(error) = client.batch_execute(command) {
        panic!("{command}: {error:?}");
    }
}

/// A migrated SQLite database that lives as long as it is open.
///
/// # Panics
/// When it cannot be made.
#[must_use]
pub fn memory() -> Db {
    let db = Db::open("sqlite::memory:").expect("a database");
    db.migrate().expect("migrations");
    db
}

/// Runs commands outside all rules: to make a table for one test, or to tamper with a row.
///
/// # Errors
/// What the engine reports.
pub fn run(db: &Db, commands: &str) -> Result<(), Error> {
    db.alone(|connection| connection.batch(commands))
}

/// Brings the schema up by another list of migrations.
///
/// # Errors
/// As [`Db::migrate`].
pub fn migrate_with(db: &Db, list: &[Migration]) -> Result<Migrated, Error> {
    db.alone(|connection| migration::run_list(connection, list))
}

/// Prepares a text without running it. On SQLite the answer says whether it only reads.
///
/// # Errors
/// What the engine reports.
pub fn prepare(db: &Db, sql: &Sql) -> Result<Option<bool>, Error> {
    db.alone(|connection| match connection {
        Connection::Sqlite(connection) => connection.prepare(sql).map(Some),
        Connection::Postgres(connection) => connection.prepare(sql).map(|()| None),
    })
}
