//! Plans and their editions: what a listing shows, where an edition stands, and replacing one whole.
//!
//! Names, rules and vision belong to the edition, because an announced edition never changes. The code and the fiscal year are
//! the plan's own.

use std::collections::BTreeMap;

use phaen_app::plan_view::in_force;
use phaen_app::ports::PlanListing;
use phaen_domain::calendar::FiscalYear;
use phaen_domain::id::PlanCode;
use phaen_domain::plan::{Edition, EditionState, Plan};
use phaen_domain::words::Words;

use super::Scope;
use super::cell::{read_or_none, read_word};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static ALL: Sql = Sql::new(
        "edition",
        "SELECT p.code, p.fiscal_year, e.number, e.state, e.announced_on, e.reason, e.name_th, e.name_en, e.kind,
                e.carries_out, e.total_rule, e.vision,
                CASE WHEN EXISTS (SELECT 1 FROM submission s WHERE s.plan_code = p.code) THEN 1 ELSE 0 END AS has_returns
         FROM edition e JOIN plan p ON p.code = e.plan_code ORDER BY e.number",
    );
    static ONE: Sql = Sql::new(
        "edition",
        "SELECT p.code, p.fiscal_year, e.number, e.state, e.announced_on, e.reason, e.name_th, e.name_en, e.kind,
                e.carries_out, e.total_rule, e.vision
         FROM edition e JOIN plan p ON p.code = e.plan_code WHERE e.plan_code = $1 AND e.number = $2",
    );
    static STATE: Sql = Sql::new(
        "edition",
        "SELECT plan_code, state FROM edition WHERE plan_code = $1 AND number = $2",
    );
    static SAVE_PLAN: Sql = Sql::new(
        "plan",
        "INSERT INTO plan (code, fiscal_year) VALUES ($1, $2)
         ON CONFLICT (code) DO UPDATE SET fiscal_year = excluded.fiscal_year",
    );
    static REMOVE: Sql = Sql::new(
        "edition",
        "DELETE FROM edition WHERE plan_code = $1 AND number = $2",
    );
    static ADD: Sql = Sql::new(
        "edition",
        "INSERT INTO edition (plan_code, number, state, announced_on, reason, name_th, name_en, kind, carries_out,
                              total_rule, vision)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    static MOVE: Sql = Sql::new(
        "edition",
        "UPDATE edition SET state = $3 WHERE plan_code = $1 AND number = $2",
    );
    static SUPERSEDE: Sql = Sql::new(
        "edition",
        "UPDATE edition SET state = $3 WHERE plan_code = $1 AND number < $2 AND state = $4",
    );
}

/// Whether units have returns for a plan, and its editions, each as it says the plan.
type Found = (bool, Vec<(Plan, Edition)>);

/// All plans by fiscal year and code, each as its edition in force says it, with its editions, newest last.
pub(super) fn listings(tx: &mut Tx<'_>) -> Result<Vec<PlanListing>, Error> {
    let mut plans: BTreeMap<(FiscalYear, PlanCode), Found> = BTreeMap::new();
    let rows = tx.list(&ALL, &[], |row| Ok((row.flag("has_returns")?, plan_and_edition(row)?)))?;
    for (has_returns, (plan, edition)) in rows {
        let of_plan = plans.entry((plan.fiscal_year, plan.code.clone())).or_default();
        of_plan.0 = has_returns;
        of_plan.1.push((plan, edition));
    }
    let listing = |(has_returns, of_plan): Found| {
        let (plans, editions): (Vec<_>, Vec<_>) = of_plan.into_iter().unzip();
        let number = in_force(&editions)?;
        let plan = plans.into_iter().zip(&editions).find(|(_, edition)| edition.number == number)?.0;
        Some(PlanListing { plan, editions, has_returns })
    };
    Ok(plans.into_values().filter_map(listing).collect())
}

/// One edition with its plan.
pub(super) fn one(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Option<(Plan, Edition)>, Error> {
    tx.find(&ONE, &params![of.plan, of.edition], plan_and_edition)
}

/// Where an edition stands.
pub(super) fn state(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Option<EditionState>, Error> {
    tx.find(&STATE, &params![of.plan, of.edition], |row| read_word(row, "state"))
}

fn plan_and_edition(row: &Row<'_>) -> Result<(Plan, Edition), Error> {
    let plan = Plan {
        code: row.read_as("code", PlanCode::new)?,
        name_th: row.string("name_th")?,
        name_en: row.string_or_none("name_en")?,
        kind: read_word(row, "kind")?,
        fiscal_year: FiscalYear::new(row.number("fiscal_year")?).map_err(|_| row.inconsistent("fiscal_year"))?,
        carries_out: read_or_none(row, "carries_out", PlanCode::new)?,
        total_rule: read_word(row, "total_rule")?,
        vision: row.string_or_none("vision")?,
    };
    let edition = Edition {
        number: row.number("number")?,
        state: read_word(row, "state")?,
        announced_on: row.parsed_or_none("announced_on")?,
        reason: row.string_or_none("reason")?,
    };
    Ok((plan, edition))
}

/// Removes an edition with everything in it, if it is there, and adds it anew without anything in it.
pub(super) fn replace(tx: &mut TechnicalTx<'_>, plan: &Plan, edition: &Edition) -> Result<(), Error> {
    let code = plan.code.as_str();
    tx.execute(&SAVE_PLAN, &params![code, u32::from(plan.fiscal_year.buddhist_year())])?;
    tx.execute(&REMOVE, &params![code, edition.number])?;
    let row = params![
        code,
        edition.number,
        edition.state.key(),
        edition.announced_on,
        edition.reason.as_deref(),
        &plan.name_th,
        plan.name_en.as_deref(),
        plan.kind.key(),
        plan.carries_out.as_ref().map(PlanCode::as_str),
        plan.total_rule.key(),
        plan.vision.as_deref(),
    ];
    tx.execute(&ADD, &row)?;
    supersede_older(tx, Scope { plan: code, edition: edition.number }, edition.state)
}

/// Moves an edition to another state.
pub(super) fn set_state(tx: &mut TechnicalTx<'_>, of: Scope<'_>, state: EditionState) -> Result<(), Error> {
    if tx.execute(&MOVE, &params![of.plan, of.edition, state.key()])? == 0 {
        return Err(Error::Missing { table: MOVE.table().to_owned() });
    }
    supersede_older(tx, of, state)
}

/// An edition that is announced takes the place of the announced ones before it.
fn supersede_older(tx: &mut TechnicalTx<'_>, of: Scope<'_>, state: EditionState) -> Result<(), Error> {
    if state == EditionState::Announced {
        let (superseded, announced) = (EditionState::Superseded.key(), EditionState::Announced.key());
        tx.execute(&SUPERSEDE, &params![of.plan, of.edition, superseded, announced])?;
    }
    Ok(())
}
