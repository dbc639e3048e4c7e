//! A database: opened by its address, read and written by closures.
//!
//! Serves every use case and the command line. Reads run side by side on connections of their own; writes of one process
//! take turns (see `turn.rs`). It must never be opened, used or dropped on an async thread.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::Error;
use crate::migration::{self, Migrated};
use crate::pool::Pool;
use crate::row::Row;
use crate::schema;
use crate::sql::Sql;
use crate::turn::Writer;
use crate::tx::{TechnicalTx, Tx, WriteTx};
use crate::value::Param;
use crate::{postgres, sqlite};

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, embedded.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// How a database is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Connections for reading; there is always one more, for writing.
    pub readers: usize,
    /// Tables that may be written without a journal entry.
    pub technical_tables: &'static [&'static str],
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 8, technical_tables: schema::TECHNICAL_TABLES }
    }
}

/// A database. Clones share the same connections.
#[derive(Clone)]
pub struct Db(Arc<Shared>);

struct Shared {
    readers: Pool,
    writer: Writer,
    technical_tables: &'static [&'static str],
    statements: AtomicU64,
    // Last, so that a database in memory goes after its connections.
    source: Source,
}

/// How a writing transaction meets the writers of other processes. SQLite lets one in at a time whatever the manner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Side by side; it loses when another was quicker.
    Together,
    /// It comes after all that are at work, and all others after it.
    FirstInLine,
    /// No other is expected: the schema is being made.
    Schema,
}

/// Where connections come from.
pub(crate) enum Source {
    Sqlite(sqlite::File),
    Postgres(Box<postgres::Server>),
}

/// One connection of either engine.
pub(crate) enum Connection {
    Sqlite(sqlite::Connection),
    Postgres(Box<postgres::Connection>),
}

impl Db {
    /// Opens `sqlite:PATH`, `sqlite::memory:` or `postgres://…` without looking at the schema.
    ///
    /// # Errors
    /// When the address does not read, the database cannot be reached, or the server does not fit.
    pub fn open(address: &str) -> Result<Self, Error> {
        Self::open_with(address, Options::default())
    }

    /// Opens a database with options.
    ///
    /// # Errors
    /// When the address does not read, the database cannot be reached, or the server does not fit.
    pub fn open_with(address: &str, options: Options) -> Result<Self, Error> {
        let source = if let Some(path) = address.strip_prefix("sqlite:") {
            Source::Sqlite(sqlite::File::at(path)?)
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Source::Postgres(Box::new(postgres::Server::at(address)?))
        } else {
            return Err(Error::Address("it must begin with sqlite: or postgres://"));
        };
        let writer = Writer::new(source.connect(true)?);
        Ok(Self(Arc::new(Shared {
            readers: Pool::new(options.readers),
            writer,
            technical_tables: options.technical_tables,
            statements: AtomicU64::new(0),
            source,
        })))
    }

    /// The engine behind this database.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.0.source {
            Source::Sqlite(_) => Engine::Sqlite,
            Source::Postgres(_) => Engine::Postgres,
        }
    }

    /// How many statements have been run on this database so far, by all threads. A test that makes one request at a time
    /// takes the difference and asserts the page's budget.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.0.statements.load(Ordering::Relaxed)
    }

    /// Brings the schema to this program's, or refuses it.
    ///
    /// # Errors
    /// When a migration recorded there was altered or is unknown to this program, or one fails.
    pub fn migrate(&self) -> Result<Migrated, Error> {
        self.0.writer.alone(&self.0.source, migration::run)
    }

    /// Runs a closure on one snapshot. It may run a second time when the connection was lost.
    ///
    /// # Errors
    /// What the closure or the engine reports.
    pub fn read<T, E: From<Error>>(&self, mut closure: impl FnMut(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut lost_before = false;
        loop {
            let mut loan = self.0.readers.borrow(|| self.0.source.connect(false))?;
            let connection = loan.connection()?;
            let result = self.read_once(connection, &mut closure);
            if result.is_ok() || connection.is_usable() || lost_before {
                return result;
            }
            lost_before = true;
            drop(loan);
            // When the server went away it took all of them; the next one is opened anew.
            self.0.readers.forget_idle();
        }
    }

    fn read_once<T, E: From<Error>>(
        &self,
        connection: &mut Connection,
        closure: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut snapshot = Snapshot::begin(connection)?;
        let mut tx = Tx::new(snapshot.connection);
        let result = closure(&mut tx);
        self.count(tx.statements());
        snapshot.end()?;
        result
    }

    /// Runs a closure in one durable transaction. It commits only together with a journal entry, and runs again when another
    /// writer wins: it may have no effect but through `tx`.
    ///
    /// # Errors
    /// What the closure or the engine reports; then nothing was written.
    pub fn write<T, E: From<Error>>(&self, mut closure: impl FnMut(&mut WriteTx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.take_turn(true, &mut closure)
    }

    /// Runs a closure in one durable transaction that writes technical rows only: sessions, jobs, counters.
    ///
    /// # Errors
    /// [`Error::NotTechnical`] for any other table, and what the closure or the engine reports; then nothing was written.
    pub fn write_unjournaled<T, E: From<Error>>(
        &self,
        mut closure: impl FnMut(&mut TechnicalTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.take_turn(false, &mut |tx| closure(tx.technical()))
    }

    fn take_turn<T, E: From<Error>>(
        &self,
        journaled: bool,
        closure: &mut impl FnMut(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut result = None;
        let mut run = |tx: Tx<'_>, head| {
            let technical = TechnicalTx::new(tx, self.0.technical_tables);
            let mut tx = WriteTx::new(technical, head, journaled);
            let outcome = closure(&mut tx);
            let finished = if outcome.is_ok() { tx.finish().map(Some) } else { Ok(None) };
            result = Some(outcome);
            self.count(tx.statements());
            (tx.health(), finished)
        };
        let turn = self.0.writer.take_turn(&self.0.source, &mut run);
        match (turn, result) {
            // The closure's own error says more than the engine's.
            (_, Some(Err(error))) => Err(error),
            (Ok(()), Some(Ok(value))) => Ok(value),
            (Err(error), _) => Err(error.into()),
            (Ok(()), None) => Err(Error::Aborted.into()),
        }
    }

    fn count(&self, statements: u64) {
        self.0.statements.fetch_add(statements, Ordering::Relaxed);
    }

    /// Runs on the writer's connection outside all rules.
    pub(crate) fn alone<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T, Error>) -> Result<T, Error> {
        self.0.writer.alone(&self.0.source, work)
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address may hold a password.
        f.debug_tuple("Db").field(&self.engine()).finish()
    }
}

/// A reading transaction; ends when dropped, also by a panic in the closure.
struct Snapshot<'c> {
    connection: &'c mut Connection,
}

impl<'c> Snapshot<'c> {
    fn begin(connection: &'c mut Connection) -> Result<Self, Error> {
        connection.begin_read()?;
        Ok(Self { connection })
    }

    fn end(&mut self) -> Result<(), Error> {
        self.connection.rollback()
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        if self.connection.in_transaction() {
            // A connection that cannot end its transaction is not lent again.
            let _ = self.connection.rollback();
        }
    }
}

impl Source {
    pub(crate) fn connect(&self, for_writing: bool) -> Result<Connection, Error> {
        match self {
            Self::Sqlite(file) => file.connect(for_writing).map(Connection::Sqlite),
            Self::Postgres(server) => server.connect().map(|connection| Connection::Postgres(Box::new(connection))),
        }
    }
}

/// Calls the same method on the connection of either engine.
macro_rules! either {
    ($connection:expr, $name:ident($($argument:expr),*)) => {
        match $connection {
            Connection::Sqlite(connection) => connection.$name($($argument),*),
            Connection::Postgres(connection) => connection.$name($($argument),*),
        }
    };
}

impl Connection {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Every row of an answer.
    pub(crate) fn query(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        visit: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        either!(self, query(sql, params, visit))
    }

    /// How many rows a statement changed.
    pub(crate) fn execute(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<u64, Error> {
        either!(self, execute(sql, params))
    }

    /// Commands without parameters or answers.
    pub(crate) fn batch(&mut self, text: &str) -> Result<(), Error> {
        either!(self, batch(text))
    }

    /// Begins a transaction that only reads.
    pub(crate) fn begin_read(&mut self) -> Result<(), Error> {
        either!(self, begin_read())
    }

    /// Begins a transaction that writes.
    pub(crate) fn begin_write(&mut self, manner: Manner) -> Result<(), Error> {
        either!(self, begin_write(manner))
    }

    /// Marks the place to which [`Connection::undo`] goes back, and forgets an earlier mark.
    pub(crate) fn mark(&mut self, marked_before: bool) -> Result<(), Error> {
        either!(self, mark(marked_before))
    }

    /// Goes back to the mark.
    pub(crate) fn undo(&mut self) -> Result<(), Error> {
        either!(self, undo())
    }

    /// Makes everything since the beginning durable.
    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        either!(self, commit())
    }

    /// Gives up everything since the beginning.
    pub(crate) fn rollback(&mut self) -> Result<(), Error> {
        either!(self, rollback())
    }

    pub(crate) fn in_transaction(&self) -> bool {
        either!(self, in_transaction())
    }

    /// Whether the connection can be used again.
    pub(crate) fn is_usable(&self) -> bool {
        either!(self, is_usable())
    }
}
