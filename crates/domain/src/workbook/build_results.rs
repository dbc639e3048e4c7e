//! Rows of money, cited totals and observations become things of the domain: what is reported.

use std::collections::HashSet;

use super::cell::{NO_DATA, NOT_APPLICABLE, NOT_MEASURABLE, is_whole_year, month_of};
use super::problem::{ProblemRule, Problems};
use super::row::Row;
use crate::budget::{BudgetLine, BudgetOwner, BudgetPeriod, ExpenseClass};
use crate::id::{IndicatorCode, NodeCode, ProjectCode, RoundCode, UnitCode};
use crate::observation::{Observation, Period, Reported, Subject};
use crate::round::CitedTotal;

/// A row whose amount is "-" and that sets no target says nothing and is left out.
pub(super) fn budget_line(row: &Row<'_>, rounds: &HashSet<&str>) -> Option<BudgetLine> {
    let amount = row.money("amount");
    let target_percent = row.number("target_percent");
    if amount.is_none() && target_percent.is_none() {
        return None;
    }
    let period = match row.cell("period") {
        None => BudgetPeriod::Year,
        Some(period) if is_whole_year(period, rounds) => BudgetPeriod::Year,
        Some(period) => match month_of(period) {
            Some(month) => BudgetPeriod::Month(month),
            None => BudgetPeriod::Round(RoundCode::new(period).ok()?),
        },
    };
    Some(BudgetLine {
        owner: row.code("project", ProjectCode::new).map_or(BudgetOwner::Agency, BudgetOwner::Project),
        kind: row.choice("kind")?,
        source: row.text("source")?,
        class: row.choice("class").unwrap_or(ExpenseClass::Overall),
        period,
        amount,
        target_percent,
        note: row.text("note"),
    })
}

pub(super) fn cited_total(row: &Row<'_>) -> Option<CitedTotal> {
    Some(CitedTotal {
        round: row.code("round", RoundCode::new)?,
        node: row.code("node", NodeCode::new),
        percent: row.number("percent")?,
        source: row.text("source")?,
    })
}

/// A row without any figure is one that nobody filled in yet: not given, so nothing is observed.
pub(super) fn observation(row: &Row<'_>, problems: &mut Problems) -> Option<Observation> {
    let reported = reported(row, problems)?;
    let code = row.cell("code")?;
    let subject = match row.cell("subject")? {
        "indicator" => Subject::Indicator(IndicatorCode::new(code).ok()?),
        "project" => Subject::Project(ProjectCode::new(code).ok()?),
        _ => {
            let item = row.whole("item");
            if item.is_none() {
                row.problem(problems, "item", ProblemRule::Required);
            }
            Subject::ProjectIndicator(ProjectCode::new(code).ok()?, item?)
        }
    };
    let period = row.cell("period")?;
    let period = match month_of(period) {
        Some(month) => Period::Month(month),
        None => Period::Round(RoundCode::new(period).ok()?),
    };
    Some(Observation {
        subject,
        unit: row.code("unit", UnitCode::new),
        period,
        reported,
        narrative: row.text("narrative"),
        source: row.text("source"),
        evidence: row.text("evidence"),
    })
}

fn reported(row: &Row<'_>, problems: &mut Problems) -> Option<Reported> {
    let reason = || row.text("reason").unwrap_or_default();
    match row.cell("value") {
        Some(NO_DATA) => return Some(Reported::NoData),
        Some(NOT_APPLICABLE) => return Some(Reported::NotApplicable(reason())),
        Some(NOT_MEASURABLE) => return Some(Reported::NotMeasurable(reason())),
        Some(_) => return row.number("value").map(Reported::Value),
        None => {}
    }
    match (row.number("numerator"), row.number("denominator")) {
        (Some(numerator), Some(denominator)) => return Some(Reported::Ratio(numerator, denominator)),
        (Some(_), None) => row.problem(problems, "denominator", ProblemRule::Required),
        (None, Some(_)) => row.problem(problems, "numerator", ProblemRule::Required),
        (None, None) => {}
    }
    let steps = row.cell("steps")?;
    Some(Reported::Steps(steps.split(';').filter_map(|step| step.parse().ok()).collect()))
}
