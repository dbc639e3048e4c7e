//! What is typed in returns, field by field, each with its own version: two people never undo each other's work.

use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::{Entry, FieldKey, Fields, SubmissionKey};

use super::submission::key_cells;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static OF_RETURN: Sql = Sql::new(
        "submission_field",
        "SELECT field, body, version, typed_by, typed_at FROM submission_field
         WHERE plan_code = $1 AND round_code = $2 AND unit_code = $3",
    );
    static OF_ROUND: Sql = Sql::new(
        "submission_field",
        "SELECT unit_code, field, body, version, typed_by, typed_at FROM submission_field
         WHERE plan_code = $1 AND round_code = $2 ORDER BY unit_code",
    );
    // A return of which nothing is to be told is a row as well: that its round has returns is asked here.
    static PROBLEMS: Sql = Sql::new(
        "submission_field",
        "SELECT s.round_code, s.unit_code, f.field, f.body, f.version, f.typed_by, f.typed_at
         FROM submission s LEFT JOIN submission_field f
              ON f.plan_code = s.plan_code AND f.round_code = s.round_code AND f.unit_code = s.unit_code
                 AND s.state = 'verified'
                 AND (f.field LIKE '%:problem%' OR f.field LIKE '%:remedy' OR f.field LIKE '%:next_plan')
         WHERE s.plan_code = $1 ORDER BY s.round_code, s.unit_code",
    );
    // A field whose stored version is not one below stays as it is.
    static SAVE: Sql = Sql::new(
        "submission_field",
        "INSERT INTO submission_field (plan_code, round_code, unit_code, field, body, version, typed_by, typed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (plan_code, round_code, unit_code, field) DO UPDATE SET
             body = excluded.body, version = excluded.version, typed_by = excluded.typed_by, typed_at = excluded.typed_at
         WHERE submission_field.version + 1 = excluded.version",
    );
}

/// What is typed in a return.
pub(super) fn of_return(tx: &mut Tx<'_>, key: &SubmissionKey) -> Result<Fields, Error> {
    Ok(Fields(tx.list(&OF_RETURN, &key_cells(key), field)?.into_iter().collect()))
}

/// What is typed in all returns of a round.
pub(super) fn of_round(tx: &mut Tx<'_>, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(UnitCode, Fields)>, Error> {
    let mut units: Vec<(UnitCode, Fields)> = Vec::new();
    let rows = tx.list(&OF_ROUND, &params![plan.as_str(), round.as_str()], |row| {
        Ok((row.read_as("unit_code", UnitCode::new)?, field(row)?))
    })?;
    for (unit, (key, entry)) in rows {
        match units.last_mut().filter(|(last, _)| *last == unit) {
            Some((_, fields)) => drop(fields.0.insert(key, entry)),
            None => units.push((unit, Fields([(key, entry)].into()))),
        }
    }
    Ok(units)
}

/// All returns of a plan, each with what is typed in it about problems where it is verified.
pub(super) fn problems_of_plan(tx: &mut Tx<'_>, plan: &PlanCode) -> Result<Vec<(RoundCode, UnitCode, Fields)>, Error> {
    let mut returns: Vec<(RoundCode, UnitCode, Fields)> = Vec::new();
    let rows = tx.list(&PROBLEMS, &params![plan.as_str()], |row| {
        let typed = row.text_or_none("field")?.is_some();
        let typed = typed.then(|| field(row)).transpose()?;
        Ok((row.read_as("round_code", RoundCode::new)?, row.read_as("unit_code", UnitCode::new)?, typed))
    })?;
    for (round, unit, typed) in rows {
        if returns.last().is_none_or(|(last_round, last, _)| *last_round != round || *last != unit) {
            returns.push((round, unit, Fields::default()));
        }
        if let Some(((key, entry), (.., fields))) = typed.zip(returns.last_mut()) {
            fields.0.insert(key, entry);
        }
    }
    Ok(returns)
}

fn field(row: &Row<'_>) -> Result<(FieldKey, Entry), Error> {
    let entry = Entry {
        text: row.string("body")?,
        version: row.number("version")?,
        by: row.string("typed_by")?,
        at: row.parsed("typed_at")?,
    };
    Ok((row.parsed("field")?, entry))
}

/// Stores a field whose stored version is one below; tells whether it was. A first version finds nothing stored.
pub(super) fn save(tx: &mut TechnicalTx<'_>, key: &SubmissionKey, field: &FieldKey, entry: &Entry) -> Result<bool, Error> {
    let [plan, round, unit] = key_cells(key);
    let row = [
        plan,
        round,
        unit,
        field.to_string().into(),
        (&entry.text).into(),
        entry.version.into(),
        (&entry.by).into(),
        entry.at.into(),
    ];
    Ok(tx.execute(&SAVE, &row)? == 1)
}
