//! What was decided on rounds, and money that returns reported by month.

use phaen_app::ports::Disbursement;
use phaen_domain::id::{PlanCode, ProjectCode, RoundCode};
use phaen_domain::money::Satang;
use phaen_domain::observation::Period;
use phaen_domain::round::RoundDecision;
use phaen_domain::words::Words;

use super::cell::{comparable, read_word};
use super::period;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Delete, Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static OF_ROUND: Sql = Sql::new(
        "round_decision",
        "SELECT id, plan_code, round_code, kind, revision, decided_by, office, decided_at, reason, document_no, expires_on
         FROM round_decision WHERE plan_code = $1 AND round_code = $2 ORDER BY decided_at, id",
    );
    static OF_PLAN: Sql = Sql::new(
        "round_decision",
        "SELECT id, plan_code, round_code, kind, revision, decided_by, office, decided_at, reason, document_no, expires_on
         FROM round_decision WHERE plan_code = $1 ORDER BY decided_at, id",
    );
    static ADD: Sql = Sql::new(
        "round_decision",
        "INSERT INTO round_decision (id, plan_code, round_code, kind, revision, decided_by, office, decided_at, reason,
                                     document_no, expires_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    static DISBURSED: Sql = Sql::new(
        "disbursement",
        "SELECT project_code, period, amount, entered_by, entered_at FROM disbursement
         WHERE plan_code = $1 ORDER BY project_code, period",
    );
    static FORGET_DISBURSED: Delete = Delete::new("disbursement", &["plan_code", "project_code", "period"]);
    static SAVE_DISBURSED: Insert = Insert::new(
        "disbursement",
        &["plan_code", "project_code", "period", "amount", "entered_by", "entered_at"],
        "ON CONFLICT (plan_code, project_code, period) DO UPDATE SET
             amount = excluded.amount, entered_by = excluded.entered_by, entered_at = excluded.entered_at",
    );
}

/// What was decided on a round, oldest first.
pub(super) fn of_round(tx: &mut Tx<'_>, plan: &PlanCode, round: &RoundCode) -> Result<Vec<RoundDecision>, Error> {
    tx.list(&OF_ROUND, &params![plan.as_str(), round.as_str()], read)
}

/// What was decided on all rounds of a plan, oldest first.
pub(super) fn of_plan(tx: &mut Tx<'_>, plan: &PlanCode) -> Result<Vec<RoundDecision>, Error> {
    tx.list(&OF_PLAN, &params![plan.as_str()], read)
}

fn read(row: &Row<'_>) -> Result<RoundDecision, Error> {
    Ok(RoundDecision {
        id: row.string("id")?,
        plan: row.read_as("plan_code", PlanCode::new)?,
        round: row.read_as("round_code", RoundCode::new)?,
        kind: read_word(row, "kind")?,
        revision: row.number("revision")?,
        by: row.string("decided_by")?,
        office: row.string("office")?,
        at: row.parsed("decided_at")?,
        reason: row.string_or_none("reason")?,
        document_no: row.string_or_none("document_no")?,
        expires_on: row.parsed_or_none("expires_on")?,
    })
}

/// Keeps a decision.
pub(super) fn add(tx: &mut TechnicalTx<'_>, it: &RoundDecision) -> Result<(), Error> {
    let row = params![
        &it.id,
        it.plan.as_str(),
        it.round.as_str(),
        it.kind.key(),
        it.revision,
        &it.by,
        &it.office,
        comparable(it.at),
        it.reason.as_deref(),
        it.document_no.as_deref(),
        it.expires_on,
    ];
    tx.execute(&ADD, &row).map(drop)
}

/// Money reported by month for a plan's projects.
pub(super) fn disbursements(tx: &mut Tx<'_>, plan: &PlanCode) -> Result<Vec<Disbursement>, Error> {
    tx.list(&DISBURSED, &params![plan.as_str()], |row| {
        let Period::Month(month) = period::read(row)? else { return Err(row.inconsistent("period")) };
        Ok(Disbursement {
            project: row.read_as("project_code", ProjectCode::new)?,
            month,
            amount: Some(Satang::from_satang(row.int("amount")?)),
            entered_by: row.string("entered_by")?,
            entered_at: row.parsed("entered_at")?,
        })
    })
}

/// Stores money by month; what has no amount is taken away.
pub(super) fn save_disbursements(tx: &mut TechnicalTx<'_>, plan: &PlanCode, amounts: &[Disbursement]) -> Result<(), Error> {
    let (mut rows, mut gone) = (Vec::new(), Vec::new());
    for it in amounts {
        let month = period::text_of(&Period::Month(it.month))?;
        match it.amount {
            Some(amount) => rows.push(params![
                plan.as_str(),
                it.project.to_string(),
                month,
                amount.in_satang(),
                it.entered_by.clone(),
                it.entered_at
            ]),
            None => gone.push(params![plan.as_str(), it.project.as_str(), month]),
        }
    }
    tx.delete(&FORGET_DISBURSED, &gone)?;
    tx.insert(&SAVE_DISBURSED, &rows)
}
