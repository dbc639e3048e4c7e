//! What Phaen remembers: SQLite (one file) and PostgreSQL behind one blocking interface, with one SQL text for both.
//!
//! Serves every use case: a read is one closure on one snapshot ([`Db::read`]), a write is one closure, one transaction
//! and at least one journal entry ([`Db::write`]). The typed tables stand on top of this engine, one module per feature.
//!
//! It must never decide anything about plans, scores or authority, hold a derived figure, or call the clock. It is
//! synchronous: async callers go through a blocking pool, because a PostgreSQL client may neither be used nor dropped on an
//! async thread.

pub mod copy;
mod db;
mod dialect;
mod error;
pub mod journal;
pub mod migration;
mod pool;
mod postgres;
mod row;
pub mod schema;
mod sql;
mod sqlite;
mod tables;
#[cfg(feature = "testing")]
pub mod testing;
mod turn;
mod tx;
mod value;

pub use db::{Db, Engine, Options};
pub use error::{Constraint, Error};
pub use row::Row;
pub use sql::{Delete, Insert, Registered, Sql, registered};
pub use tables::SqlStore;
pub use tx::{TechnicalTx, Tx, WriteTx};
pub use value::{Param, Value};
