//! The `Store` port of the use cases on a database of either engine; each subject's traits stand in a file of the port's name.
//!
//! Each closure is one transaction; the engine's errors become texts for the log. It must decide nothing: versions are compared
//! where they are stored, everything else is the use cases' business.

mod accounts;
mod calendar;
mod entrances;
mod evidence;
mod jobs;
mod journal;
mod notices;
mod offices;
mod plans;
mod requests;
mod returns;

use std::path::Path;

use phaen_app::AppError;
use phaen_app::ports::{Reading, Store, StoreFailure, Technical, Writing};

use crate::db::Db;
use crate::error::Error;
use crate::schema;
use crate::tx::{TechnicalTx, WriteTx};

/// Serves a reading port: reading is the same in all kinds of transactions.
macro_rules! in_every_transaction {
    (impl $port:ident $methods:tt) => {
        impl $port for $crate::tx::Tx<'_> $methods
        impl $port for $crate::tx::TechnicalTx<'_> $methods
        impl $port for $crate::tx::WriteTx<'_> $methods
    };
}
use in_every_transaction;

in_every_transaction! {
    impl Reading {}
}

impl Writing for WriteTx<'_> {}

impl Technical for TechnicalTx<'_> {}

/// Everything Phaen remembers, in one database.
#[derive(Debug, Clone)]
pub struct SqlStore {
    db: Db,
}

impl SqlStore {
    /// Opens a database and brings its schema up.
    ///
    /// # Errors
    /// As [`Db::open`] and [`Db::migrate`].
    pub fn open(address: &str) -> Result<Self, Error> {
        let db = Db::open(address)?;
        db.migrate()?;
        Ok(Self { db })
    }

    /// Opens a database that was made before, and brings its schema up; makes none, so that a mistyped address is told.
    ///
    /// # Errors
    /// [`Error::NoDatabase`], and as [`SqlStore::open`].
    pub fn open_existing(address: &str) -> Result<Self, Error> {
        if address.strip_prefix("sqlite:").is_some_and(|path| !Path::new(path).exists()) {
            return Err(Error::NoDatabase);
        }
        let db = Db::open(address)?;
        if !db.read(schema::table_names)?.iter().any(|table| table == schema::MIGRATIONS_TABLE) {
            return Err(Error::NoDatabase);
        }
        db.migrate()?;
        Ok(Self { db })
    }

    /// The database, for copying and for tests.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }
}

impl From<Db> for SqlStore {
    /// Takes a database that is migrated already.
    fn from(db: Db) -> Self {
        Self { db }
    }
}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        let failure = StoreFailure(error.to_string());
        match error {
            Error::Full(_) => Self::StoreFull(failure),
            error if error.may_pass() => Self::StoreAway(failure),
            _ => Self::Store(failure),
        }
    }
}

impl Store for SqlStore {
    fn read(&self, work: &mut dyn FnMut(&mut dyn Reading) -> Result<(), AppError>) -> Result<(), AppError> {
        self.db.read(|tx| work(tx))
    }

    fn write(&self, work: &mut dyn FnMut(&mut dyn Writing) -> Result<(), AppError>) -> Result<(), AppError> {
        self.db.write(|tx| work(tx))
    }

    fn technical(&self, work: &mut dyn FnMut(&mut dyn Technical) -> Result<(), AppError>) -> Result<(), AppError> {
        self.db.write_unjournaled(|tx| work(tx))
    }
}
