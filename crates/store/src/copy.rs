//! A whole database moved from one engine to the other, and the proof that nothing was lost.
//!
//! Serves `phaen database copy`, the way from the embedded file to a server and back. Everything is read from one snapshot and
//! written in one transaction into an empty target; before that commits, the rows of each table are counted on both sides and the
//! target's journal is verified from its first entry to a head equal to the source's. It must never write to the source, nor to
//! a target that holds anything.

use phaen_domain::journal::{Broken, Verified};

use crate::db::{Db, Manner};
use crate::dialect::WAIT_WITH_REFERENCES;
use crate::error::Error;
use crate::schema::{self, Column, TABLES};
use crate::sql::{Sql, insert_text};
use crate::tx::Tx;
use crate::value::{Param, Value};
use crate::{Engine, journal, migration};

/// Rows read at a time.
const BLOCK: usize = 500;
/// Parameters in one statement at most; PostgreSQL allows 65,535 and SQLite 32,766.
const PARAMETERS: usize = 10_000;

/// What was copied and proved equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Rows of each table, in the order they were copied.
    pub tables: Vec<(String, u64)>,
    /// The journal, recomputed on the target.
    pub journal: Verified,
}

/// Why a copy was refused. The target is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// The target holds rows.
    #[error("the target is not empty: {table} has rows")]
    NotEmpty {
        /// A table with rows.
        table: String,
    },
    /// The two databases have different schemas.
    #[error("source and target have different schemas")]
    DifferentSchemas,
    /// A table has a different number of rows after the copy.
    #[error("{table} has {source_rows} rows in the source and {target_rows} in the target")]
    Unequal {
        /// The table.
        table: String,
        /// Rows in the source.
        source_rows: u64,
        /// Rows in the target.
        target_rows: u64,
    },
    /// The journal is not whole.
    #[error("the journal is not whole: {0}")]
    Journal(Broken),
    /// The journal's head differs.
    #[error("the journal's head differs after the copy")]
    Head,
}

/// Copies everything from one migrated database into another that is migrated and empty.
///
/// # Errors
/// [`CopyError`] when it is refused or not proved equal, and what the engines report.
pub fn copy(source: &Db, target: &Db) -> Result<Copied, Error> {
    source.read(|from| {
        target.alone(|connection| {
            connection.begin_write(Manner::FirstInLine)?;
            let copied = copy_all(from, &mut Tx::new(connection))?;
            connection.commit()?;
            Ok(copied)
        })
    })
}

fn copy_all(from: &mut Tx<'_>, to: &mut Tx<'_>) -> Result<Copied, Error> {
    if migration::recorded_names(from)? != migration::recorded_names(to)? {
        return Err(CopyError::DifferentSchemas.into());
    }
    refuse_unless_empty(to)?;
    to.command(match to.engine() {
        Engine::Sqlite => WAIT_WITH_REFERENCES.0,
        Engine::Postgres => WAIT_WITH_REFERENCES.1,
    })?;
    // A new schema has a head that says 0.
    to.command("DELETE FROM journal_head")?;
    let columns = schema::columns(from)?;
    for table in TABLES {
        let of_table: Vec<&Column> = columns.iter().filter(|it| it.table == *table).collect();
        copy_table(from, to, table, &of_table)?;
    }
    prove_equal(from, to)
}

fn refuse_unless_empty(to: &mut Tx<'_>) -> Result<(), Error> {
    for table in TABLES.iter().filter(|table| **table != "journal_head") {
        if count(to, table)? > 0 {
            return Err(CopyError::NotEmpty { table: (*table).to_owned() }.into());
        }
    }
    Ok(())
}

fn count(tx: &mut Tx<'_>, table: &str) -> Result<u64, Error> {
    let sql = Sql::built(table, format!("SELECT COUNT(*) AS rows FROM {table}"));
    tx.get(&sql, &[], |row| row.number("rows"))
}

fn copy_table(from: &mut Tx<'_>, to: &mut Tx<'_>, table: &str, columns: &[&Column]) -> Result<(), Error> {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let key = key_places(columns);
    let first = select(table, &names, &key, false);
    let next = select(table, &names, &key, true);
    let at_once = (PARAMETERS / names.len().max(1)).clamp(1, BLOCK);
    let whole_block = insert_text(table, &names, at_once, "");
    let mut after: Option<Vec<Value>> = None;
    loop {
        let (sql, params) = match &after {
            None => (&first, Vec::new()),
            Some(last) => (&next, key.iter().map(|place| Param::from(&last[*place])).collect()),
        };
        let rows = from.list(sql, &params, |row| row.values())?;
        for block in rows.chunks(at_once) {
            let values: Vec<Param<'_>> = block.iter().flatten().map(Param::from).collect();
            if block.len() == at_once {
                to.execute_any(&whole_block, &values)?;
            } else {
                to.execute_any(&insert_text(table, &names, block.len(), ""), &values)?;
            }
        }
        if rows.len() < BLOCK {
            return Ok(());
        }
        after = rows.into_iter().next_back();
    }
}

/// Places of the primary key's columns, in the key's order.
fn key_places(columns: &[&Column]) -> Vec<usize> {
    let mut key: Vec<(i64, usize)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.key_place > 0)
        .map(|(place, column)| (column.key_place, place))
        .collect();
    key.sort_unstable();
    key.into_iter().map(|(_, place)| place).collect()
}

fn select(table: &str, names: &[&str], key: &[usize], onward: bool) -> Sql {
    let key: Vec<&str> = key.iter().map(|place| names[*place]).collect();
    let (columns, order) = (names.join(", "), key.join(", "));
    let after = if onward {
        let places: Vec<String> = (1..=key.len()).map(|place| format!("${place}")).collect();
        format!("WHERE ({order}) > ({})", places.join(", "))
    } else {
        String::new()
    };
    Sql::built(table, format!("SELECT {columns} FROM {table} {after} ORDER BY {order} LIMIT {BLOCK}"))
}

fn prove_equal(from: &mut Tx<'_>, to: &mut Tx<'_>) -> Result<Copied, Error> {
    let mut tables = Vec::new();
    for table in TABLES {
        let (source_rows, target_rows) = (count(from, table)?, count(to, table)?);
        if source_rows != target_rows {
            let table = (*table).to_owned();
            return Err(CopyError::Unequal { table, source_rows, target_rows }.into());
        }
        tables.push(((*table).to_owned(), target_rows));
    }
    let verified = journal::verify(to)?.map_err(CopyError::Journal)?;
    let head = journal::head(from)?;
    if (head.seq, head.hash) != (verified.count, verified.head_hash) {
        return Err(CopyError::Head.into());
    }
    Ok(Copied { tables, journal: verified })
}
