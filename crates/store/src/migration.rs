//! How a schema comes to be: numbered texts, in pairs for the two engines, run once each and only forward.
//!
//! Serves the start of every command. Each text is recorded with its hash. It must never run on a database that holds a migration this
//! program does not know (it belongs to a newer one) or knows otherwise (someone edited history).

use sha2::{Digest, Sha256};

use crate::db::{Connection, Engine, Manner};
use crate::error::Error;
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::Tx;

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `NNNN_what`.
    pub name: &'static str,
    /// Its text for SQLite.
    pub sqlite: &'static str,
    /// Its text for PostgreSQL.
    pub postgres: &'static str,
}

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        &[$(Migration {
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),+]
    };
}

/// All steps, in order. A new one is added at the end, with a file in each folder and one with sample rows.
pub const ALL: &[Migration] = migrations![
    "0001_journal",
    "0002_plan",
    "0003_results",
    "0004_accounts",
    "0005_completion",
    "0006_narrative_version",
    "0007_session_seen",
    "0008_offices",
    "0009_calendar",
    "0010_returns",
    "0011_evidence",
    "0012_findings",
    "0013_notices",
    "0014_requests",
    "0015_entrances",
    "0016_evidence_of_item",
    "0017_round_of_plan",
    "0018_decisions_of_returns",
    "0019_replaced_observation",
    "0020_book_of_revision",
    "0021_scale_of_round",
    "0022_findings_of_plan",
];

/// What bringing the schema up did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migrated {
    /// Steps that had been run before.
    pub before: usize,
    /// Steps run now.
    pub run: usize,
}

/// Why a schema is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MigrationError {
    /// The recorded text is not this program's.
    #[error("migration {name} was altered after it was run")]
    Altered {
        /// The migration.
        name: String,
    },
    /// This program has no such step: the database belongs to a newer one.
    #[error("migration {name} is unknown: the database belongs to a newer program")]
    Unknown {
        /// The migration.
        name: String,
    },
    /// A step failed.
    #[error("migration {name} failed: {message}")]
    Failed {
        /// The migration.
        name: String,
        /// What the engine said.
        message: String,
    },
}

/// Recorded steps carry the file's name, number included, so that a renamed file shows as altered history.
const RECORD_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    name TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL
)";

/// The two migrators of two starting nodes queue here; the number is arbitrary but must never change.
const LOCK: &str = "SELECT pg_advisory_lock(50662566)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(50662566)";

statements! {
    static RECORDED: Sql = Sql::new(
        "schema_migration",
        "SELECT name, sha256 FROM schema_migration ORDER BY name",
    );
    static RECORD: Sql = Sql::new(
        "schema_migration",
        "INSERT INTO schema_migration (name, sha256) VALUES ($1, $2)",
    );
}

impl Migration {
    /// The text for an engine.
    #[must_use]
    pub fn text_for(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }

    fn hash_for(&self, engine: Engine) -> String {
        let digest = Sha256::digest(self.text_for(engine).as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

pub(crate) fn run(connection: &mut Connection) -> Result<Migrated, Error> {
    run_list(connection, ALL)
}

/// Runs what is not recorded yet of this list.
pub(crate) fn run_list(connection: &mut Connection, list: &[Migration]) -> Result<Migrated, Error> {
    let shared_server = connection.engine() == Engine::Postgres;
    if shared_server {
        connection.batch(LOCK)?;
    }
    let result = run_locked(connection, list);
    if shared_server {
        if connection.in_transaction() {
            connection.rollback()?;
        }
        connection.batch(UNLOCK)?;
    }
    result
}

fn run_locked(connection: &mut Connection, list: &[Migration]) -> Result<Migrated, Error> {
    let mut done = Migrated { before: 0, run: 0 };
    // Each step is its own transaction, and looks again at what is recorded: on SQLite another process may be at it too.
    while let Some(migration) = step(connection, list, &mut done)? {
        tracing::info!(migration, "migrated");
    }
    Ok(done)
}

fn step(connection: &mut Connection, list: &[Migration], done: &mut Migrated) -> Result<Option<&'static str>, Error> {
    connection.begin_write(Manner::Schema)?;
    connection.batch(RECORD_TABLE)?;
    let engine = connection.engine();
    let mut tx = Tx::new(connection);
    let recorded = tx.list(&RECORDED, &[], |row| Ok((row.string("name")?, row.string("sha256")?)))?;
    check(&recorded, list, engine)?;
    let next = list.get(recorded.len());
    if let Some(migration) = next {
        let failed = |error: Error| MigrationError::Failed { name: migration.name.to_owned(), message: error.to_string() };
        tx.command(migration.text_for(engine)).map_err(failed)?;
        tx.execute_any(&RECORD, &params![migration.name, migration.hash_for(engine)])?;
        done.run += 1;
    } else {
        done.before = recorded.len() - done.run;
    }
    connection.commit()?;
    Ok(next.map(|migration| migration.name))
}

fn check(recorded: &[(String, String)], list: &[Migration], engine: Engine) -> Result<(), MigrationError> {
    for (index, (name, sha256)) in recorded.iter().enumerate() {
        let known = list.get(index).filter(|migration| migration.name == name);
        let Some(known) = known else {
            return Err(MigrationError::Unknown { name: name.clone() });
        };
        if known.hash_for(engine) != *sha256 {
            return Err(MigrationError::Altered { name: name.clone() });
        }
    }
    Ok(())
}

/// The names of the steps recorded in a live database.
///
/// # Errors
/// What the engine reports.
pub(crate) fn recorded_names(tx: &mut Tx<'_>) -> Result<Vec<String>, Error> {
    tx.list(&RECORDED, &[], |row| row.string("name"))
}
