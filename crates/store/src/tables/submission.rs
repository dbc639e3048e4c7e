//! Units' returns for rounds: one row for each unit that has something to report, with where its return is.

use std::collections::BTreeMap;

use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::{Extension, Submission, SubmissionKey};
use phaen_domain::words::Words;

use super::cell::{comparable, read_or_none, read_word};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};
use crate::value::Param;

statements! {
    static OF_ROUND: Sql = Sql::new(
        "submission",
        "SELECT plan_code, round_code, unit_code, state, inherited_from, due_on, extended_to, extension_reason, extended_by,
                extended_office, proposed_at, endorsed_by, endorsed_office, endorsed_at, first_submitted_at,
                submitted_at, submitted_by, submitted_office, return_due_on, verified_at, verified_by, verified_office, submissions, version
         FROM submission WHERE plan_code = $1 AND round_code = $2 ORDER BY unit_code",
    );
    static OF_PLAN: Sql = Sql::new(
        "submission",
        "SELECT plan_code, round_code, unit_code, state, inherited_from, due_on, extended_to, extension_reason, extended_by,
                extended_office, proposed_at, endorsed_by, endorsed_office, endorsed_at, first_submitted_at,
                submitted_at, submitted_by, submitted_office, return_due_on, verified_at, verified_by, verified_office, submissions, version
         FROM submission WHERE plan_code = $1 ORDER BY round_code, unit_code",
    );
    static ONE: Sql = Sql::new(
        "submission",
        "SELECT plan_code, round_code, unit_code, state, inherited_from, due_on, extended_to, extension_reason, extended_by,
                extended_office, proposed_at, endorsed_by, endorsed_office, endorsed_at, first_submitted_at,
                submitted_at, submitted_by, submitted_office, return_due_on, verified_at, verified_by, verified_office, submissions, version
         FROM submission WHERE plan_code = $1 AND round_code = $2 AND unit_code = $3",
    );
    // By the journal: whoever did something stays known also when somebody else wrote over it.
    static WHO_DID: Sql = Sql::new(
        "journal",
        "SELECT DISTINCT s.unit_code AS unit_code, j.actor AS actor
         FROM submission s JOIN journal j
           ON j.object_kind = 'return' AND j.object_code = s.plan_code || '/' || s.round_code || '/' || s.unit_code
         WHERE s.plan_code = $1 AND s.round_code = $2 AND ($3 = '' OR s.unit_code = $3) AND $4 LIKE '% ' || j.action || ' %'
         ORDER BY s.unit_code, j.actor",
    );
    static ADD: Insert = Insert::new("submission", COLUMNS, "");
    // A row whose stored version is not one below stays as it is, and is not counted.
    static CHANGE: Insert = Insert::new(
        "submission",
        COLUMNS,
        "ON CONFLICT (plan_code, round_code, unit_code) DO UPDATE SET
             state = excluded.state, inherited_from = excluded.inherited_from, due_on = excluded.due_on,
             extended_to = excluded.extended_to, extension_reason = excluded.extension_reason,
             extended_by = excluded.extended_by, extended_office = excluded.extended_office,
             proposed_at = excluded.proposed_at, endorsed_by = excluded.endorsed_by,
             endorsed_office = excluded.endorsed_office, endorsed_at = excluded.endorsed_at,
             first_submitted_at = excluded.first_submitted_at, submitted_at = excluded.submitted_at,
             submitted_by = excluded.submitted_by, submitted_office = excluded.submitted_office,
             return_due_on = excluded.return_due_on, verified_at = excluded.verified_at, verified_by = excluded.verified_by,
             verified_office = excluded.verified_office, submissions = excluded.submissions, version = excluded.version
         WHERE submission.version + 1 = excluded.version",
    );
}

const COLUMNS: &[&str] = &[
    "plan_code",
    "round_code",
    "unit_code",
    "state",
    "inherited_from",
    "due_on",
    "extended_to",
    "extension_reason",
    "extended_by",
    "extended_office",
    "proposed_at",
    "endorsed_by",
    "endorsed_office",
    "endorsed_at",
    "first_submitted_at",
    "submitted_at",
    "submitted_by",
    "submitted_office",
    "return_due_on",
    "verified_at",
    "verified_by",
    "verified_office",
    "submissions",
    "version",
];

/// All returns of a round.
pub(super) fn of_round(tx: &mut Tx<'_>, plan: &PlanCode, round: &RoundCode) -> Result<Vec<Submission>, Error> {
    tx.list(&OF_ROUND, &params![plan.as_str(), round.as_str()], submission)
}

/// All returns of a plan's rounds.
pub(super) fn of_plan(tx: &mut Tx<'_>, plan: &PlanCode) -> Result<Vec<Submission>, Error> {
    tx.list(&OF_PLAN, &params![plan.as_str()], submission)
}

/// One return.
pub(super) fn one(tx: &mut Tx<'_>, key: &SubmissionKey) -> Result<Option<Submission>, Error> {
    tx.find(&ONE, &key_cells(key), submission)
}

/// Logins of those who did one of these things to the returns of a round, or to that of one unit, by unit.
pub(super) fn who_did(
    tx: &mut Tx<'_>,
    (plan, round): (&PlanCode, &RoundCode),
    unit: Option<&UnitCode>,
    actions: &[&str],
) -> Result<BTreeMap<UnitCode, Vec<String>>, Error> {
    // One text for a list: both engines understand that alike.
    let actions = format!(" {} ", actions.join(" "));
    let row = params![plan.as_str(), round.as_str(), unit.map_or("", UnitCode::as_str), actions];
    let found = tx.list(&WHO_DID, &row, |row| Ok((row.read_as("unit_code", UnitCode::new)?, row.string("actor")?)))?;
    let mut units: BTreeMap<UnitCode, Vec<String>> = BTreeMap::new();
    for (unit, login) in found {
        units.entry(unit).or_default().push(login);
    }
    Ok(units)
}

/// Stores new returns.
pub(super) fn add(tx: &mut TechnicalTx<'_>, submissions: &[Submission]) -> Result<(), Error> {
    tx.insert(&ADD, &submissions.iter().map(cells).collect::<Vec<_>>())
}

/// Stores returns whose stored version is one below; tells how many were.
pub(super) fn change(tx: &mut TechnicalTx<'_>, submissions: &[Submission]) -> Result<usize, Error> {
    tx.insert_counted(&CHANGE, &submissions.iter().map(cells).collect::<Vec<_>>())
}

/// Plan, round and unit.
pub(super) fn key_cells(key: &SubmissionKey) -> [Param<'_>; 3] {
    params![key.plan.as_str(), key.round.as_str(), key.unit.as_str()]
}

fn submission(row: &Row<'_>) -> Result<Submission, Error> {
    Ok(Submission {
        key: SubmissionKey {
            plan: row.read_as("plan_code", PlanCode::new)?,
            round: row.read_as("round_code", RoundCode::new)?,
            unit: row.read_as("unit_code", UnitCode::new)?,
        },
        state: read_word(row, "state")?,
        inherited_from: read_or_none(row, "inherited_from", UnitCode::new)?,
        due_on: row.parsed("due_on")?,
        extension: extension(row)?,
        proposed_at: row.parsed_or_none("proposed_at")?,
        endorsed_by: row.string_or_none("endorsed_by")?,
        endorsed_office: row.string_or_none("endorsed_office")?,
        endorsed_at: row.parsed_or_none("endorsed_at")?,
        first_submitted_at: row.parsed_or_none("first_submitted_at")?,
        submitted_at: row.parsed_or_none("submitted_at")?,
        submitted_by: row.string_or_none("submitted_by")?,
        submitted_office: row.string_or_none("submitted_office")?,
        return_due_on: row.parsed_or_none("return_due_on")?,
        verified_at: row.parsed_or_none("verified_at")?,
        verified_by: row.string_or_none("verified_by")?,
        verified_office: row.string_or_none("verified_office")?,
        submissions: row.number("submissions")?,
        version: row.number("version")?,
    })
}

fn extension(row: &Row<'_>) -> Result<Option<Extension>, Error> {
    let Some(due_on) = row.parsed_or_none("extended_to")? else { return Ok(None) };
    let (reason, by) = (row.string("extension_reason")?, row.string("extended_by")?);
    Ok(Some(Extension { due_on, reason, by, office: row.string("extended_office")? }))
}

fn cells(it: &Submission) -> [Param<'_>; 24] {
    let extension = it.extension.as_ref();
    let [plan, round, unit] = key_cells(&it.key);
    [
        plan,
        round,
        unit,
        it.state.key().into(),
        it.inherited_from.as_ref().map(UnitCode::as_str).into(),
        it.due_on.into(),
        extension.map(|it| it.due_on).into(),
        extension.map(|it| it.reason.as_str()).into(),
        extension.map(|it| it.by.as_str()).into(),
        extension.map(|it| it.office.as_str()).into(),
        it.proposed_at.map(comparable).into(),
        it.endorsed_by.as_deref().into(),
        it.endorsed_office.as_deref().into(),
        it.endorsed_at.map(comparable).into(),
        it.first_submitted_at.map(comparable).into(),
        it.submitted_at.map(comparable).into(),
        it.submitted_by.as_deref().into(),
        it.submitted_office.as_deref().into(),
        it.return_due_on.into(),
        it.verified_at.map(comparable).into(),
        it.verified_by.as_deref().into(),
        it.verified_office.as_deref().into(),
        it.submissions.into(),
        it.version.into(),
    ]
}
