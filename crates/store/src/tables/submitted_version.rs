//! Returns as they were submitted, each for ever readable, and what was said about them.

use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::{Comment, FieldKey, SubmissionKey, SubmittedVersion};

use super::cell::{comparable, read_key};
use super::submission::key_cells;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static VERSIONS: Sql = Sql::new(
        "submitted_version",
        "SELECT number, submitted_at, submitted_by, endorsed_by, hash FROM submitted_version
         WHERE plan_code = $1 AND round_code = $2 AND unit_code = $3 ORDER BY number",
    );
    static BODY: Sql = Sql::new(
        "submitted_version",
        "SELECT body FROM submitted_version WHERE plan_code = $1 AND round_code = $2 AND unit_code = $3 AND number = $4",
    );
    static ADD_VERSION: Sql = Sql::new(
        "submitted_version",
        "INSERT INTO submitted_version (plan_code, round_code, unit_code, number, submitted_at, submitted_by, endorsed_by, body, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    static COMMENTS: Sql = Sql::new(
        "return_comment",
        "SELECT id, unit_code, field, body, said_by, office, said_at, about, resolved_by, resolved_at FROM return_comment
         WHERE plan_code = $1 AND round_code = $2 AND unit_code = $3 ORDER BY said_at, id",
    );
    static OPEN_COMMENTS: Sql = Sql::new(
        "return_comment",
        "SELECT id, unit_code, field, body, said_by, office, said_at, about, resolved_by, resolved_at FROM return_comment
         WHERE plan_code = $1 AND round_code = $2 AND resolved_at IS NULL ORDER BY said_at, id",
    );
    static SAVE_COMMENT: Sql = Sql::new(
        "return_comment",
        "INSERT INTO return_comment (plan_code, round_code, unit_code, id, field, body, said_by, office, said_at, about,
                                     resolved_by, resolved_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (id) DO UPDATE SET resolved_by = excluded.resolved_by, resolved_at = excluded.resolved_at",
    );
}

/// A return as it was submitted, first one first.
pub(super) fn versions(tx: &mut Tx<'_>, key: &SubmissionKey) -> Result<Vec<SubmittedVersion>, Error> {
    tx.list(&VERSIONS, &key_cells(key), |row| {
        Ok(SubmittedVersion {
            number: row.number("number")?,
            submitted_at: row.parsed("submitted_at")?,
            submitted_by: row.string("submitted_by")?,
            endorsed_by: row.string("endorsed_by")?,
            hash: row.string("hash")?,
        })
    })
}

/// All fields of a return as they were submitted once, as canonical text.
pub(super) fn body(tx: &mut Tx<'_>, key: &SubmissionKey, number: u32) -> Result<Option<String>, Error> {
    let [plan, round, unit] = key_cells(key);
    tx.find(&BODY, &[plan, round, unit, number.into()], |row| row.string("body"))
}

/// Keeps a return as it was submitted.
pub(super) fn add_version(tx: &mut TechnicalTx<'_>, key: &SubmissionKey, it: &SubmittedVersion, body: &str) -> Result<(), Error> {
    let [plan, round, unit] = key_cells(key);
    let at = comparable(it.submitted_at);
    let row = [
        plan,
        round,
        unit,
        it.number.into(),
        at,
        (&it.submitted_by).into(),
        (&it.endorsed_by).into(),
        body.into(),
        (&it.hash).into(),
    ];
    tx.execute(&ADD_VERSION, &row).map(drop)
}

/// Comments on a return, oldest first.
pub(super) fn comments(tx: &mut Tx<'_>, key: &SubmissionKey) -> Result<Vec<Comment>, Error> {
    tx.list(&COMMENTS, &key_cells(key), comment)
}

/// Unsettled comments on all returns of a round.
pub(super) fn open_comments(tx: &mut Tx<'_>, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(UnitCode, Comment)>, Error> {
    tx.list(&OPEN_COMMENTS, &params![plan.as_str(), round.as_str()], |row| {
        Ok((row.read_as("unit_code", UnitCode::new)?, comment(row)?))
    })
}

fn comment(row: &Row<'_>) -> Result<Comment, Error> {
    let resolved = row.string_or_none("resolved_by")?.zip(row.parsed_or_none("resolved_at")?);
    Ok(Comment {
        id: row.string("id")?,
        field: read_key(row, "field", str::parse::<FieldKey>)?,
        text: row.string("body")?,
        by: row.string("said_by")?,
        office: row.string("office")?,
        at: row.parsed("said_at")?,
        about: row.number("about")?,
        resolved,
    })
}

/// Stores a comment, new or settled.
pub(super) fn save_comment(tx: &mut TechnicalTx<'_>, key: &SubmissionKey, it: &Comment) -> Result<(), Error> {
    let [plan, round, unit] = key_cells(key);
    let resolved = it.resolved.as_ref();
    let row = [
        plan,
        round,
        unit,
        (&it.id).into(),
        it.field.as_ref().map_or_else(String::new, ToString::to_string).into(),
        (&it.text).into(),
        (&it.by).into(),
        (&it.office).into(),
        comparable(it.at),
        it.about.into(),
        resolved.map(|(by, _)| by.as_str()).into(),
        resolved.map(|(_, at)| comparable(*at)).into(),
    ];
    tx.execute(&SAVE_COMMENT, &row).map(drop)
}
