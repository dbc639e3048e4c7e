//! What was explained about findings of returns and of plans, which themselves are computed and never stored.

use phaen_domain::finding::Explained;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::SubmissionKey;
use phaen_domain::words::Words;

use super::cell::{comparable, read_word};
use super::submission::key_cells;
use crate::error::Error;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};
use crate::value::Param;

statements! {
    static OF_RETURN: Sql = Sql::new(
        "finding_answer",
        "SELECT rule, field, facts, explanation, explained_by, explained_at FROM finding_answer
         WHERE plan_code = $1 AND round_code = $2 AND unit_code = $3 ORDER BY field, rule",
    );
    static OF_ROUND: Sql = Sql::new(
        "finding_answer",
        "SELECT unit_code, rule, field, facts, explanation, explained_by, explained_at FROM finding_answer
         WHERE plan_code = $1 AND round_code = $2 ORDER BY unit_code, field, rule",
    );
    static SAVE: Sql = Sql::new(
        "finding_answer",
        "INSERT INTO finding_answer (plan_code, round_code, unit_code, rule, field, facts, explanation, explained_by, explained_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (plan_code, round_code, unit_code, rule, field) DO UPDATE SET
             facts = excluded.facts, explanation = excluded.explanation, explained_by = excluded.explained_by,
             explained_at = excluded.explained_at",
    );
    static OF_PLAN: Sql = Sql::new(
        "plan_finding_answer",
        "SELECT rule, field, facts, explanation, explained_by, explained_at FROM plan_finding_answer
         WHERE plan_code = $1 ORDER BY field, rule, facts",
    );
    static SAVE_OF_PLAN: Sql = Sql::new(
        "plan_finding_answer",
        "INSERT INTO plan_finding_answer (plan_code, rule, field, facts, explanation, explained_by, explained_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (plan_code, rule, field, facts) DO UPDATE SET
             explanation = excluded.explanation, explained_by = excluded.explained_by, explained_at = excluded.explained_at",
    );
}

/// What was explained about a return's findings.
pub(super) fn of_return(tx: &mut Tx<'_>, key: &SubmissionKey) -> Result<Vec<Explained>, Error> {
    tx.list(&OF_RETURN, &key_cells(key), read)
}

/// What was explained about the findings of all returns of a round.
pub(super) fn of_round(tx: &mut Tx<'_>, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(UnitCode, Explained)>, Error> {
    let row = [plan.as_str().into(), round.as_str().into()];
    tx.list(&OF_ROUND, &row, |row| Ok((row.read_as("unit_code", UnitCode::new)?, read(row)?)))
}

fn read(row: &Row) -> Result<Explained, Error> {
    Ok(Explained {
        rule: read_word(row, "rule")?,
        field: row.parsed("field")?,
        facts: row.string("facts")?,
        text: row.string("explanation")?,
        by: row.string("explained_by")?,
        at: row.parsed("explained_at")?,
    })
}

/// Stores an explanation in the place of an earlier one.
pub(super) fn save(tx: &mut TechnicalTx<'_>, key: &SubmissionKey, it: &Explained) -> Result<(), Error> {
    let row: Vec<Param<'_>> = key_cells(key).into_iter().chain(cells(it)).collect();
    tx.execute(&SAVE, &row).map(drop)
}

/// What was explained about the findings of a plan itself.
pub(super) fn of_plan(tx: &mut Tx<'_>, plan: &PlanCode) -> Result<Vec<Explained>, Error> {
    tx.list(&OF_PLAN, &[plan.as_str().into()], read)
}

/// Stores an explanation of a finding of the plan itself in the place of an earlier one of the same finding.
pub(super) fn save_of_plan(tx: &mut TechnicalTx<'_>, plan: &PlanCode, it: &Explained) -> Result<(), Error> {
    let row: Vec<Param<'_>> = std::iter::once(plan.as_str().into()).chain(cells(it)).collect();
    tx.execute(&SAVE_OF_PLAN, &row).map(drop)
}

fn cells(it: &Explained) -> [Param<'_>; 6] {
    let (rule, field) = (it.rule.key().into(), it.field.to_string().into());
    [rule, field, (&it.facts).into(), (&it.text).into(), (&it.by).into(), comparable(it.at)]
}
