//! The driver for SQLite: one file, write-ahead log, one writer and many readers, every commit synced to disk.
//!
//! It must hold no rule of its own: what differs from PostgreSQL in words stands in `dialect.rs`.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, OpenFlags, ToSql, ffi};

use crate::db::{Engine, Manner};
use crate::error::{Constraint, Error};
use crate::row::{Cells, Row};
use crate::sql::Sql;
use crate::value::{Cell, Param};

/// How long to wait for another process that holds the file.
const PATIENCE: Duration = Duration::from_secs(10);
/// Prepared statements kept for each connection.
const STATEMENTS: usize = 512;

/// A database file, or one that lives as long as it is open.
pub(crate) struct File {
    path: PathBuf,
    temporary: bool,
}

impl File {
    /// The file at this path; `:memory:` makes a private one that is removed in the end. It is a real file with a
    /// write-ahead log, so tests meet the same locking as the real thing, but nothing waits for the disk.
    pub(crate) fn at(path: &str) -> Result<Self, Error> {
        match path {
            "" => Err(Error::Address("the path is missing")),
            ":memory:" => Self::temporary(),
            _ => Ok(Self { path: path.into(), temporary: false }),
        }
    }

    fn temporary() -> Result<Self, Error> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let name = format!("phaen-{}-{number}.db", std::process::id());
            let path = std::env::temp_dir().join(name);
            match std::fs::File::create_new(&path) {
                Ok(_) => return Ok(Self { path, temporary: true }),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Error::Open(error.to_string())),
            }
        }
    }

    pub(crate) fn connect(&self, for_writing: bool) -> Result<Connection, Error> {
        let open = || -> Result<rusqlite::Connection, rusqlite::Error> {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let raw = rusqlite::Connection::open_with_flags(&self.path, flags)?;
            raw.busy_timeout(PATIENCE)?;
            raw.set_prepared_statement_cache_capacity(STATEMENTS);
            // Otherwise the engine prepares a statement again, each time, to plan for the values at hand.
            raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            raw.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
            let synchronous = if self.temporary { "OFF" } else { "FULL" };
            raw.pragma_update(None, "synchronous", synchronous)?;
            raw.pragma_update(None, "foreign_keys", true)?;
            raw.pragma_update(None, "trusted_schema", false)?;
            raw.pragma_update(None, "query_only", !for_writing)?;
            Ok(raw)
        };
        open().map(|raw| Connection { raw }).map_err(|error| Error::Open(error.to_string()))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        if self.temporary {
            for ending in ["", "-wal", "-shm"] {
                let mut path = self.path.clone().into_os_string();
                path.push(ending);
                // What is already gone need not be removed.
                let _ = std::fs::remove_file(Path::new(&path));
            }
        }
    }
}

/// One connection to the file.
pub(crate) struct Connection {
    raw: rusqlite::Connection,
}

impl Connection {
    fn statement(&self, sql: &Sql, params: &[Param<'_>]) -> Result<CachedStatement<'_>, Error> {
        let mut statement = self.raw.prepare_cached(sql.text_for(Engine::Sqlite)).map_err(report)?;
        if statement.parameter_count() != params.len() {
            return Err(Error::Engine(format!(
                "{} parameters given, {} needed for {}",
                params.len(),
                statement.parameter_count(),
                sql.text_for(Engine::Sqlite)
            )));
        }
        for (index, param) in params.iter().enumerate() {
            statement.raw_bind_parameter(index + 1, param).map_err(report)?;
        }
        Ok(statement)
    }

    pub(crate) fn query(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        visit: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.statement(sql, params)?;
        sql.remember_columns(|| statement.column_names().collect());
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(report)? {
            visit(&Row::new(sql, Cells::Sqlite(row)))?;
        }
        Ok(())
    }

    pub(crate) fn execute(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<u64, Error> {
        let mut statement = self.statement(sql, params)?;
        let changed = statement.raw_execute();
        if sql.is_made_for_once() {
            statement.discard();
        }
        let changed = changed.map_err(report)?;
        u64::try_from(changed).map_err(|error| Error::Engine(error.to_string()))
    }

    pub(crate) fn batch(&mut self, text: &str) -> Result<(), Error> {
        self.raw.execute_batch(text).map_err(report)
    }

    fn command(&mut self, text: &str) -> Result<(), Error> {
        self.raw.prepare_cached(text).and_then(|mut it| it.raw_execute()).map_err(report)?;
        Ok(())
    }

    pub(crate) fn begin_read(&mut self) -> Result<(), Error> {
        self.command("BEGIN")
    }

    pub(crate) fn begin_write(&mut self, _: Manner) -> Result<(), Error> {
        self.command("BEGIN IMMEDIATE")
    }

    pub(crate) fn mark(&mut self, marked_before: bool) -> Result<(), Error> {
        if marked_before {
            self.command("RELEASE turn")?;
        }
        self.command("SAVEPOINT turn")
    }

    pub(crate) fn undo(&mut self) -> Result<(), Error> {
        self.command("ROLLBACK TO turn")
    }

    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        self.command("COMMIT")
    }

    pub(crate) fn rollback(&mut self) -> Result<(), Error> {
        // Some errors (disk full) have ended the transaction already.
        if self.in_transaction() { self.command("ROLLBACK") } else { Ok(()) }
    }

    pub(crate) fn in_transaction(&self) -> bool {
        !self.raw.is_autocommit()
    }

    pub(crate) fn is_usable(&self) -> bool {
        self.raw.is_autocommit()
    }

    /// Whether a text only reads, by the engine's own word. Also proves that it prepares.
    #[cfg(feature = "testing")]
    pub(crate) fn prepare(&mut self, sql: &Sql) -> Result<bool, Error> {
        let text = sql.text_for(Engine::Sqlite);
        self.raw.prepare(text).map(|statement| statement.readonly()).map_err(report)
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// One cell of a row; `None` for a kind of value that does not belong in storage.
pub(crate) fn cell<'r>(row: &'r rusqlite::Row<'_>, index: usize) -> Option<Cell<'r>> {
    match row.get_ref(index).ok()? {
        ValueRef::Null => Some(Cell::Null),
        ValueRef::Integer(number) => Some(Cell::Int(number)),
        ValueRef::Text(text) => std::str::from_utf8(text).ok().map(Cell::Text),
        ValueRef::Blob(bytes) => Some(Cell::Bytes(bytes)),
        ValueRef::Real(_) => None,
    }
}

fn report(error: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(failure, _) = &error else {
        return Error::Engine(error.to_string());
    };
    match (failure.extended_code, failure.code) {
        (ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID, _) => {
            Error::Refused(Constraint::Unique)
        }
        (ffi::SQLITE_CONSTRAINT_FOREIGNKEY, _) => Error::Refused(Constraint::ForeignKey),
        (ffi::SQLITE_CONSTRAINT_NOTNULL, _) => Error::Refused(Constraint::NotNull),
        (ffi::SQLITE_CONSTRAINT_CHECK, _) => Error::Refused(Constraint::Check),
        (_, rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Error::Busy,
        (_, rusqlite::ErrorCode::DiskFull) => Error::Full(error.to_string()),
        _ => Error::Engine(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::File;
    use crate::params;
    use crate::sql::{Insert, Sql};
    use crate::value::Param;

    #[test]
    fn a_statement_is_prepared_once_whatever_values_it_is_given() {
        let file = File::at(":memory:").unwrap();
        let mut connection = file.connect(true).unwrap();
        connection.batch("CREATE TABLE a (code TEXT PRIMARY KEY); CREATE TABLE b (code TEXT PRIMARY KEY, of TEXT)").unwrap();
        let sql = Sql::new("b", "SELECT b.code FROM b JOIN a ON a.code = b.of WHERE b.code = $1 AND b.of > $2");
        for value in ["a", "b", "c"] {
            connection.query(&sql, &params![value, value], &mut |_| Ok(())).unwrap();
        }
        let statement = connection.statement(&sql, &params!["d", "d"]).unwrap();
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }

    #[test]
    fn a_text_made_for_once_is_not_kept_prepared() {
        let file = File::at(":memory:").unwrap();
        let mut connection = file.connect(true).unwrap();
        connection.batch("CREATE TABLE a (code TEXT PRIMARY KEY)").unwrap();
        let insert = Insert::new("a", &["code"], "");
        let rows: Vec<_> = ["a", "b", "c", "d", "e"].map(|code| params![code]).to_vec();
        let mut runs = |count: usize, again: Param<'_>| {
            let (sql, block) = insert.divide(&rows[..count]).next().unwrap();
            connection.execute(&sql, block.as_flattened()).unwrap();
            connection.batch("DELETE FROM a").unwrap();
            let params = vec![again; count];
            let statement = connection.statement(&sql, &params).unwrap();
            statement.get_status(StatementStatus::Run)
        };
        assert_eq!((runs(5, "x".into()), runs(3, "x".into())), (1, 0));
    }
}
