//! The tables: which there are, in which order a copy may fill them, and what the schema of a live database looks like.
//!
//! A new table is added here once; a test asserts that this list is the migrated schema's, in an order in which every table stands
//! after those it points to.

use crate::dialect::{COLUMNS, REFERENCES, TABLE_NAMES};
use crate::error::Error;
use crate::tx::Tx;

/// Every table that holds data, each after the tables it points to.
pub const TABLES: &[&str] = &[
    "journal",
    "journal_head",
    "agency",
    "unit",
    "plan",
    "edition",
    "level",
    "plan_node",
    "scale",
    "scale_point",
    "indicator",
    "owner",
    "milestone_step",
    "target",
    "project",
    "project_owner",
    "project_indicator",
    "budget_line",
    "reported_problem",
    "narrative",
    "cited_total",
    "round",
    "plan_round",
    "observation",
    "replaced_observation",
    "snapshot",
    "account",
    "token",
    "session",
    "sign_in_failure",
    "job",
    "job_file",
    "upload",
    "position",
    "holding",
    "delegation",
    "invitation",
    "recovery_code",
    "second_factor_use",
    "half_signed_in",
    "holiday",
    "setting",
    "submission",
    "submission_field",
    "submitted_version",
    "return_comment",
    "round_decision",
    "disbursement",
    "evidence_file",
    "evidence",
    "finding_answer",
    "plan_finding_answer",
    "notice",
    "letter",
    "feed",
    "answered_request",
];

/// Tables that may be written without a journal entry: what they hold says nothing about the agency.
pub const TECHNICAL_TABLES: &[&str] = &[
    "session",
    "sign_in_failure",
    "job",
    "job_file",
    "upload",
    "recovery_code",
    "second_factor_use",
    "half_signed_in",
    "notice",
    "letter",
    "answered_request",
];

/// The table in which migrations are recorded; it is each database's own and never copied.
pub const MIGRATIONS_TABLE: &str = "schema_migration";

/// One column of a live schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its table.
    pub table: String,
    /// Its name.
    pub name: String,
    /// `INTEGER`, `TEXT` or `BYTES`, the same word for both engines; any other type as the engine calls it.
    pub kind: String,
    /// Whether it must have a value.
    pub required: bool,
    /// Its place in the primary key, from 1; 0 when it is not in it.
    pub key_place: i64,
}

/// A table that points to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The table with the foreign key.
    pub from: String,
    /// The table it points to.
    pub to: String,
    /// Whether the check can wait for the end of the transaction.
    pub can_wait: bool,
}

/// The tables of a live database, sorted by name.
///
/// # Errors
/// What the engine reports.
pub fn table_names(tx: &mut Tx<'_>) -> Result<Vec<String>, Error> {
    tx.list(&TABLE_NAMES, &[], |row| row.string("table_name"))
}

/// The columns of a live database, by table and place.
///
/// # Errors
/// What the engine reports.
pub fn columns(tx: &mut Tx<'_>) -> Result<Vec<Column>, Error> {
    tx.list(&COLUMNS, &[], |row| {
        let kind = match row.text("column_type")? {
            "integer" | "bigint" => "INTEGER",
            "text" => "TEXT",
            "blob" | "bytea" => "BYTES",
            other => other,
        };
        Ok(Column {
            table: row.string("table_name")?,
            name: row.string("column_name")?,
            kind: kind.to_owned(),
            required: row.flag("required")?,
            key_place: row.int("key_place")?,
        })
    })
}

/// Which table points to which.
///
/// # Errors
/// What the engine reports.
pub fn references(tx: &mut Tx<'_>) -> Result<Vec<Reference>, Error> {
    tx.list(&REFERENCES, &[], |row| {
        Ok(Reference { from: row.string("from_table")?, to: row.string("to_table")?, can_wait: row.flag("can_wait")? })
    })
}
