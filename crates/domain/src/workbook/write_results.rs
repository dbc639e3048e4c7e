//! Money and observations become cells: what is reported, for the sheets that results stand on.

use super::cell::{NO_DATA, NOT_APPLICABLE, NOT_MEASURABLE};
use super::write::{Cells, given, shown, word, word_unless};
use crate::budget::{BudgetLine, BudgetOwner, BudgetPeriod};
use crate::observation::{Observation, Reported, Subject};

pub(super) fn budget_cells(line: &BudgetLine) -> Cells {
    use crate::budget::ExpenseClass;
    let project = match &line.owner {
        BudgetOwner::Agency => None,
        BudgetOwner::Project(code) => shown(code),
    };
    let period = match &line.period {
        // An empty cell is the whole year; any word for it could be the name of a round.
        BudgetPeriod::Year => None,
        BudgetPeriod::Round(code) => shown(code),
        BudgetPeriod::Month(month) => Some(format!("M{month:02}")),
    };
    vec![
        ("project", project),
        ("kind", word(line.kind)),
        ("source", shown(&line.source)),
        ("class", word_unless(line.class, ExpenseClass::Overall)),
        ("period", period),
        ("amount", line.amount.map(|amount| amount.plain())),
        ("target_percent", given(line.target_percent.as_ref())),
        ("note", line.note.clone()),
    ]
}

pub(super) fn observation_cells(observation: &Observation) -> Cells {
    let (subject, code, item) = match &observation.subject {
        Subject::Indicator(code) => ("indicator", code.to_string(), None),
        Subject::Project(code) => ("project", code.to_string(), None),
        Subject::ProjectIndicator(code, item) => ("project_indicator", code.to_string(), shown(item)),
    };
    let mut cells = vec![
        ("subject", shown(subject)),
        ("code", Some(code)),
        ("item", item),
        ("unit", given(observation.unit.as_ref())),
        ("period", shown(&observation.period)),
    ];
    cells.extend(reported_cells(&observation.reported));
    cells.extend([
        ("narrative", observation.narrative.clone()),
        ("source", observation.source.clone()),
        ("evidence", observation.evidence.clone()),
    ]);
    cells
}

fn reported_cells(reported: &Reported) -> Cells {
    match reported {
        Reported::Value(value) => vec![("value", shown(value))],
        Reported::Ratio(numerator, denominator) => vec![("numerator", shown(numerator)), ("denominator", shown(denominator))],
        Reported::Steps(steps) => vec![("steps", Some(steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")))],
        Reported::NoData => vec![("value", shown(NO_DATA))],
        Reported::NotApplicable(reason) => vec![("value", shown(NOT_APPLICABLE)), ("reason", words(reason))],
        Reported::NotMeasurable(reason) => vec![("value", shown(NOT_MEASURABLE)), ("reason", words(reason))],
    }
}

/// Blanks are no reason.
fn words(reason: &str) -> Option<String> {
    let reason = reason.trim();
    (!reason.is_empty()).then(|| reason.to_owned())
}
