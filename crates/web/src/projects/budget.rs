//! The agency's budget table (document 004, part 2) with its chart: each class of expense, disbursed and spent, against its target.

use phaen_domain::figure::{FigureId, of_budget};
use phaen_domain::id::RoundCode;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{BudgetRow, budget_table};
use phaen_domain::shown;

use super::cell::Cell;
use super::rows::word;
use crate::chart::{Amount, Axis, Chart, Group, Heading, Paint, Series};
use crate::text::Text;

/// One line of the table.
pub(super) struct Line {
    pub(super) class: &'static str,
    pub(super) kind: &'static str,
    pub(super) allocation: Cell,
    pub(super) target_percent: Cell,
    pub(super) target: Cell,
    pub(super) actual: Cell,
    pub(super) actual_percent: Cell,
    pub(super) difference: Cell,
    pub(super) difference_points: Cell,
    /// Whether the target was reached, in words and colour; none without a target.
    pub(super) reached: Option<bool>,
}

/// The table and its drawing; nothing when the agency gives no money of its own.
pub(super) struct Budget {
    pub(super) lines: Vec<Line>,
    pub(super) chart: Chart,
}

impl Budget {
    pub(super) fn of(t: Text, plan: &AgencyPlan, round: &RoundCode) -> Option<Self> {
        let rows = budget_table(plan, round);
        if rows.is_empty() {
            return None;
        }
        Some(Self { chart: chart(t, &rows), lines: rows.iter().map(|row| line(t, row)).collect() })
    }
}

fn line(t: Text, row: &BudgetRow) -> Line {
    let figures = of_budget(row);
    let cell = |what| Cell::of(t, &figures, &FigureId::budget(row, what));
    Line {
        class: word(t, row.class),
        kind: word(t, row.kind),
        allocation: cell("allocation"),
        target_percent: cell("target_percent"),
        target: cell("target"),
        actual: cell("actual"),
        actual_percent: cell("actual_percent"),
        difference: cell("difference"),
        difference_points: cell("difference_points"),
        reached: row.difference_points.as_ref().map(|points| !points.is_negative()),
    }
}

fn chart(t: Text, rows: &[BudgetRow]) -> Chart {
    let series = vec![
        Series { name: t.projects_budget_target().to_owned(), paint: Paint::Third },
        Series { name: t.projects_budget_actual().to_owned(), paint: Paint::First },
    ];
    let amount = |value: &Option<phaen_domain::number::Exact>| Amount {
        value: value.as_ref().map(phaen_domain::number::Exact::hundredths),
        shown: value.as_ref().map_or_else(|| shown::NO_FIGURE.to_owned(), |value| t.digits(&shown::percent(value)).into_owned()),
    };
    let groups = rows.iter().map(|row| Group {
        label: format!("{} {}", word(t, row.class), word(t, row.kind)),
        amounts: vec![amount(&row.target_percent), amount(&row.actual_percent)],
    });
    let highest = rows.iter().flat_map(|row| [&row.target_percent, &row.actual_percent]).flatten().map(|v| v.hundredths()).max();
    let marks = [0, 25, 50, 75, 100].map(|mark: i64| (mark * 100, t.digits(&mark.to_string()).into_owned()));
    let heading = Heading::new("budget-chart", t.projects_budget_chart(), t.projects_budget_chart_words());
    let axis = Axis::new(highest.unwrap_or(0).max(10_000), marks.to_vec());
    Chart::grouped(&heading, &axis, &series, &groups.collect::<Vec<_>>())
}
