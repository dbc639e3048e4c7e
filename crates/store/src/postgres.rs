//! The driver for PostgreSQL: writes run serializable, reads on a repeatable-read snapshot. Since every write of agency rows moves
//! the one head row, writes have the order of the journal, and a snapshot is always a whole beginning of it.
//!
//! It must hold no rule of its own: what differs from SQLite in words stands in `dialect.rs`. A client of this library may not
//! be used or dropped on an async thread.

mod parameter;
mod tls;

use std::collections::HashMap;
use std::time::Duration;

use ::postgres::error::SqlState;
use ::postgres::{Client, Config, Statement, types::ToSql};

use crate::db::{Engine, Manner};
use crate::error::{Constraint, Error};
use crate::row::{Cells, Row};
use crate::sql::Sql;
use crate::value::Param;

pub(crate) use parameter::cell;

/// Prepared statements kept for each connection.
const STATEMENTS: usize = 512;

/// Said once on every new connection. A server that acknowledges commits before they are on disk is told not to.
const GREETING: &str = "SET client_min_messages = warning;
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

/// Whether the value of a setting fits.
type Fits = fn(&str) -> bool;

/// A server and database.
pub(crate) struct Server {
    config: Config,
    tls: tls::Tls,
}

impl Server {
    pub(crate) fn at(address: &str) -> Result<Self, Error> {
        let (address, root_certificate) = tls::split_root_certificate(address);
        let mut config: Config = address.parse().map_err(|_| Error::Address("it does not read as a PostgreSQL address"))?;
        config.application_name("phaen");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        let asked = address.contains("sslmode=");
        let tls = tls::Tls::for_config(&mut config, asked, root_certificate.as_deref())?;
        let server = Self { config, tls };
        server.connect()?.check_setting()?;
        Ok(server)
    }

    pub(crate) fn connect(&self) -> Result<Connection, Error> {
        let client = self.tls.connect(&self.config);
        let client = client.map_err(|error| Error::Open(in_full(&error)))?;
        let mut connection = Connection { client: Some(client), prepared: HashMap::new(), in_transaction: false };
        connection.batch(GREETING)?;
        Ok(connection)
    }
}

/// One connection to the server.
pub(crate) struct Connection {
    /// Always there until dropped.
    client: Option<Client>,
    prepared: HashMap<String, Statement>,
    in_transaction: bool,
}

impl Drop for Connection {
    fn drop(&mut self) {
        // The library panics when a client is dropped on an async thread, and a thread of its own is never one.
        if let Some(client) = self.client.take() {
            let _ = std::thread::spawn(move || drop(client)).join();
        }
    }
}

impl Connection {
    fn client(&mut self) -> Result<&mut Client, Error> {
        self.client.as_mut().ok_or(Error::Aborted)
    }

    /// Refuses a database in which Thai text would be lost or not be found.
    fn check_setting(&mut self) -> Result<(), Error> {
        let row = self
            .client()?
            .query_one(
                "SELECT current_setting('server_version_num'), current_setting('server_encoding'),
                        CAST(datctype AS TEXT) FROM pg_database WHERE datname = current_database()",
                &[],
            )
            .map_err(|error| report(&error))?;
        let needs: [(&'static str, &'static str, Fits); 3] = [
            ("server_version_num", "150000 or later", |it| it.parse::<u32>().is_ok_and(|version| version >= 150_000)),
            ("server_encoding", "UTF8", |it| it == "UTF8"),
            ("LC_CTYPE", "a UTF-8 locale such as C.UTF-8", |it| it != "C" && it != "POSIX"),
        ];
        for (index, (setting, needed, fits)) in needs.into_iter().enumerate() {
            let value: String = row.try_get(index).map_err(|error| report(&error))?;
            if !fits(&value) {
                return Err(Error::Unfit { setting, value, needed });
            }
        }
        Ok(())
    }

    fn statement(&mut self, sql: &Sql) -> Result<Statement, Error> {
        let text = sql.text_for(Engine::Postgres);
        if let Some(statement) = self.prepared.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.client()?.prepare(text).map_err(|error| report(&error))?;
        if sql.is_made_for_once() {
            // The server forgets it when this is dropped.
            return Ok(statement);
        }
        if self.prepared.len() >= STATEMENTS {
            // Those in daily use are back at once.
            self.prepared.clear();
        }
        self.prepared.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn query(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        visit: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let statement = self.statement(sql)?;
        sql.remember_columns(|| statement.columns().iter().map(|it| it.name()).collect());
        check_count(&statement, sql, params)?;
        let rows = self.client()?.query(&statement, &as_arguments(params));
        for row in &rows.map_err(|error| report(&error))? {
            visit(&Row::new(sql, Cells::Postgres(row)))?;
        }
        Ok(())
    }

    pub(crate) fn execute(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<u64, Error> {
        let statement = self.statement(sql)?;
        check_count(&statement, sql, params)?;
        self.client()?.execute(&statement, &as_arguments(params)).map_err(|error| report(&error))
    }

    pub(crate) fn batch(&mut self, text: &str) -> Result<(), Error> {
        self.client()?.batch_execute(text).map_err(|error| report(&error))
    }

    pub(crate) fn begin_read(&mut self) -> Result<(), Error> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    pub(crate) fn begin_write(&mut self, manner: Manner) -> Result<(), Error> {
        self.begin(match manner {
            // One that waits this long for a row has met one that is first in line, and would wait for a row of its own
            // in turn: it gives way long before the server looks for a deadlock.
            Manner::Together => "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL lock_timeout = '100ms'",
            // Locking a table takes no snapshot: what this transaction will see is settled after it has come first.
            Manner::FirstInLine => "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE journal_head IN EXCLUSIVE MODE",
            Manner::Schema => "BEGIN ISOLATION LEVEL SERIALIZABLE",
        })
    }

    fn begin(&mut self, text: &str) -> Result<(), Error> {
        let begun = self.batch(text);
        // When only the lock failed the transaction is open all the same.
        self.in_transaction = true;
        if begun.is_err() {
            let _ = self.rollback();
        }
        begun
    }

    pub(crate) fn mark(&mut self, marked_before: bool) -> Result<(), Error> {
        self.batch(if marked_before { "RELEASE turn; SAVEPOINT turn" } else { "SAVEPOINT turn" })
    }

    pub(crate) fn undo(&mut self) -> Result<(), Error> {
        self.batch("ROLLBACK TO turn")
    }

    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        self.batch("COMMIT")?;
        self.in_transaction = false;
        Ok(())
    }

    pub(crate) fn rollback(&mut self) -> Result<(), Error> {
        self.batch("ROLLBACK")?;
        self.in_transaction = false;
        Ok(())
    }

    pub(crate) fn in_transaction(&self) -> bool {
        self.in_transaction
    }

    pub(crate) fn is_usable(&self) -> bool {
        !self.in_transaction && self.client.as_ref().is_some_and(|client| !client.is_closed())
    }

    /// Proves that a text prepares.
    #[cfg(feature = "testing")]
    pub(crate) fn prepare(&mut self, sql: &Sql) -> Result<(), Error> {
        self.statement(sql).map(|_| ())
    }
}

fn as_arguments<'p>(params: &'p [Param<'p>]) -> Vec<&'p (dyn ToSql + Sync)> {
    params.iter().map(|param| param as &(dyn ToSql + Sync)).collect()
}

fn check_count(statement: &Statement, sql: &Sql, params: &[Param<'_>]) -> Result<(), Error> {
    // The library would panic.
    let needed = statement.params().len();
    if needed == params.len() {
        return Ok(());
    }
    let text = sql.text_for(Engine::Postgres);
    Err(Error::Engine(format!("{} parameters given, {needed} needed for {text}", params.len())))
}

/// The library's errors say what happened only in their cause.
fn in_full(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

/// Ways of losing to another writer; the same closure may win when run again.
const LOST: [SqlState; 3] = [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED, SqlState::LOCK_NOT_AVAILABLE];

/// What a server says that is stopping or starting.
const GOING: [SqlState; 3] = [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW];

/// Whether the connection is gone: told by the library, or by the network under it.
fn is_lost(error: &::postgres::Error) -> bool {
    error.is_closed() || std::error::Error::source(error).is_some_and(|cause| cause.is::<std::io::Error>())
}

fn report(error: &::postgres::Error) -> Error {
    match error.code() {
        Some(code) if LOST.contains(code) => Error::Contended,
        Some(code) if *code == SqlState::UNIQUE_VIOLATION => Error::Refused(Constraint::Unique),
        Some(code) if *code == SqlState::FOREIGN_KEY_VIOLATION => Error::Refused(Constraint::ForeignKey),
        Some(code) if *code == SqlState::NOT_NULL_VIOLATION => Error::Refused(Constraint::NotNull),
        Some(code) if *code == SqlState::CHECK_VIOLATION => Error::Refused(Constraint::Check),
        Some(code) if *code == SqlState::DISK_FULL => Error::Full(in_full(error)),
        code if is_lost(error) || code.is_some_and(|code| GOING.contains(code)) => Error::Open(in_full(error)),
        _ => Error::Engine(in_full(error)),
    }
}
