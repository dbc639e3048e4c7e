//! What a closure can do inside its transaction. Three kinds, each a step up: [`Tx`] reads, [`TechnicalTx`] also writes technical
//! rows (sessions, jobs), [`WriteTx`] writes the agency's rows and the journal. A function that takes the lowest kind it
//! needs can be called from all above it.
//!
//! A write of agency rows without a journal entry cannot be committed, and no statement runs after one that failed.

use std::ops::{Deref, DerefMut};

use phaen_domain::journal::{Head, NewEntry, StoredEntry};

use crate::db::{Connection, Engine};
use crate::error::Error;
use crate::journal;
use crate::row::Row;
use crate::sql::{Delete, Insert, Sql};
use crate::value::Param;

/// Reads inside one transaction, all from the same snapshot.
pub struct Tx<'c> {
    connection: &'c mut Connection,
    health: Health,
    statements: u64,
}

/// What became of the transaction so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Health {
    /// Every statement succeeded.
    Sound,
    /// A statement failed.
    Failed,
    /// Another writer won; the same closure may win when run again.
    Lost,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(connection: &'c mut Connection) -> Self {
        Self { connection, health: Health::Sound, statements: 0 }
    }

    pub(crate) fn health(&self) -> Health {
        self.health
    }

    /// How many statements this closure has run.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements
    }

    /// The engine behind this transaction.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.connection.engine()
    }

    /// All rows of an answer.
    ///
    /// # Errors
    /// What the engine reports, or what `map` refuses.
    pub fn list<T>(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut rows = Vec::new();
        self.each(sql, params, &mut |row| {
            rows.push(map(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The one row of an answer, or `None`.
    ///
    /// # Errors
    /// [`Error::Several`] when there are more, and what the engine reports or `map` refuses.
    pub fn find<T>(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut found = None;
        self.each(sql, params, &mut |row| {
            if found.is_some() {
                return Err(Error::Several { table: sql.table().to_owned() });
            }
            found = Some(map(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The one row of an answer that must exist.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none, and all of [`Tx::find`].
    pub fn get<T>(&mut self, sql: &Sql, params: &[Param<'_>], map: impl FnMut(&Row<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.find(sql, params, map)?.ok_or_else(|| Error::Missing { table: sql.table().to_owned() })
    }

    /// Every row of an answer, one after another, without keeping them.
    ///
    /// # Errors
    /// What the engine reports, or what `visit` refuses.
    pub fn each(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        visit: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.run(|connection| connection.query(sql, params, visit))
    }

    /// The end of the journal's chain.
    pub(crate) fn head(&mut self) -> Result<Head, Error> {
        journal::head(self)
    }

    pub(crate) fn execute_any(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<u64, Error> {
        self.run(|connection| connection.execute(sql, params))
    }

    /// A command of the engine, without parameters.
    pub(crate) fn command(&mut self, text: &str) -> Result<(), Error> {
        self.run(|connection| connection.batch(text))
    }

    fn run<T>(&mut self, statement: impl FnOnce(&mut Connection) -> Result<T, Error>) -> Result<T, Error> {
        if self.health != Health::Sound {
            return Err(Error::Aborted);
        }
        self.statements += 1;
        let result = statement(self.connection);
        match &result {
            Ok(_) => {}
            Err(Error::Contended) => self.health = Health::Lost,
            Err(_) => self.health = Health::Failed,
        }
        result
    }
}

/// Reads and writes of technical rows: those whose changes say nothing about the agency (sessions, jobs, counters).
pub struct TechnicalTx<'c> {
    tx: Tx<'c>,
    technical_tables: &'static [&'static str],
    wrote_agency_rows: bool,
    journaled: bool,
}

impl<'c> TechnicalTx<'c> {
    pub(crate) fn new(tx: Tx<'c>, technical_tables: &'static [&'static str]) -> Self {
        Self { tx, technical_tables, wrote_agency_rows: false, journaled: false }
    }

    /// Runs a statement that changes rows, and says how many it changed.
    ///
    /// # Errors
    /// [`Error::NotTechnical`] outside a journaled write, and what the engine reports.
    pub fn execute(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<u64, Error> {
        self.check_table(sql)?;
        self.tx.execute_any(sql, params)
    }

    /// Runs a statement that changes rows and answers with some (`RETURNING`).
    ///
    /// # Errors
    /// [`Error::NotTechnical`] outside a journaled write, and what the engine reports or `map` refuses.
    pub fn execute_returning<T>(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.check_table(sql)?;
        self.tx.list(sql, params, map)
    }

    /// Puts rows into a table, many in one statement.
    ///
    /// # Errors
    /// [`Error::NotTechnical`] outside a journaled write, and what the engine reports.
    pub fn insert<const N: usize>(&mut self, into: &Insert, rows: &[[Param<'_>; N]]) -> Result<(), Error> {
        self.insert_counted(into, rows).map(drop)
    }

    /// Puts rows into a table, many in one statement, and says how many were put in or changed.
    ///
    /// # Errors
    /// [`Error::NotTechnical`] outside a journaled write, and what the engine reports.
    pub fn insert_counted<const N: usize>(&mut self, into: &Insert, rows: &[[Param<'_>; N]]) -> Result<usize, Error> {
        self.check_table(into.one())?;
        let mut count = 0;
        for (sql, block) in into.divide(rows) {
            count += self.tx.execute_any(&sql, block.as_flattened())?;
        }
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// Takes rows out of a table, many in one statement.
    ///
    /// # Errors
    /// [`Error::NotTechnical`] outside a journaled write, and what the engine reports.
    pub fn delete<const N: usize>(&mut self, from: &Delete, keys: &[[Param<'_>; N]]) -> Result<(), Error> {
        for block in keys.chunks(Delete::MOST) {
            self.execute(&from.text(block.len()), block.as_flattened())?;
        }
        Ok(())
    }

    fn check_table(&mut self, sql: &Sql) -> Result<(), Error> {
        if !self.technical_tables.contains(&sql.table()) {
            if !self.journaled {
                return Err(Error::NotTechnical { table: sql.table().to_owned() });
            }
            self.wrote_agency_rows = true;
        }
        Ok(())
    }
}

impl<'c> Deref for TechnicalTx<'c> {
    type Target = Tx<'c>;

    fn deref(&self) -> &Tx<'c> {
        &self.tx
    }
}

impl DerefMut for TechnicalTx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.tx
    }
}

/// Reads, writes and the journal.
pub struct WriteTx<'c> {
    tx: TechnicalTx<'c>,
    /// The head as this closure found it, once it is known.
    found: Option<Head>,
    entries: Vec<StoredEntry>,
}

impl<'c> WriteTx<'c> {
    /// `found` is the head left by an earlier closure of the same database transaction.
    pub(crate) fn new(mut tx: TechnicalTx<'c>, found: Option<Head>, journaled: bool) -> Self {
        tx.journaled = journaled;
        Self { tx, found, entries: Vec::new() }
    }

    /// The end of the journal's chain before this closure's own entries. Nobody else can move it, so it is read once.
    pub(crate) fn head(&mut self) -> Result<Head, Error> {
        if let Some(found) = self.found {
            return Ok(found);
        }
        let found = self.tx.head()?;
        self.found = Some(found);
        Ok(found)
    }

    /// Adds an entry to the journal and says which number it has.
    ///
    /// The entry is numbered and hashed now and written when the closure has ended, so that the head row is the last row this
    /// transaction locks, whatever order the closure works in.
    ///
    /// # Errors
    /// What the engine reports when the head is read.
    pub fn append(&mut self, entry: NewEntry) -> Result<u64, Error> {
        self.add_entry(entry).map(|head| head.seq)
    }

    /// As [`WriteTx::append`]; says where the chain then ends.
    pub(crate) fn add_entry(&mut self, entry: NewEntry) -> Result<Head, Error> {
        let before = match self.entries.last() {
            Some(last) => journal::head_at(last),
            None => self.head()?,
        };
        let stored = journal::next_entry(&before, entry);
        let head = journal::head_at(&stored);
        self.entries.push(stored);
        Ok(head)
    }

    /// Whether this closure has an entry of the journal yet.
    pub(crate) fn is_journaled(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Writes the entries of this closure; the head as it then is, when it is known.
    pub(crate) fn finish(&mut self) -> Result<Option<Head>, Error> {
        let Some(last) = self.entries.last().map(journal::head_at) else {
            return if self.tx.wrote_agency_rows { Err(Error::Unjournaled) } else { Ok(self.found) };
        };
        journal::write_entries(&mut self.tx.tx, &self.entries)?;
        Ok(Some(last))
    }

    pub(crate) fn technical(&mut self) -> &mut TechnicalTx<'c> {
        &mut self.tx
    }
}

impl<'c> Deref for WriteTx<'c> {
    type Target = TechnicalTx<'c>;

    fn deref(&self) -> &TechnicalTx<'c> {
        &self.tx
    }
}

impl DerefMut for WriteTx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.tx
    }
}
