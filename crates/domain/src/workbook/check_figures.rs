//! Observations and money that fit what they are about: shape, bounds, statuses, periods, funding.

use std::collections::{HashMap, HashSet};

use super::build::rows;
use super::cell::{NO_BUDGET, NOT_APPLICABLE, NOT_MEASURABLE, is_whole_year, month_of};
use super::check::codes;
use super::names::Names;
use super::one_way::OneWay;
use super::problem::{ProblemRule, Problems};
use super::records::Records;
use super::row::Row;
use crate::indicator::{Indicator, Shape};
use crate::plan::AgencyPlan;
use crate::project::{Funding, Project};
use crate::scoring::{Scale, ScaleKind, is_within_bounds};
use crate::submission::is_chosen;
use crate::words::Words;

pub(super) fn check(records: &Records, plan: &AgencyPlan, names: &Names<'_>, problems: &mut Problems) {
    let known = Known::of(records, plan, names);
    let mut ways = OneWay::of(plan);
    for row in rows(records, "observations") {
        known.period(&row, problems);
        known.subject(&row, problems);
        reason(&row, problems);
        if let Some((column, rule)) = ways.take_row(&row) {
            row.problem(problems, column, rule);
        }
    }
    for row in rows(records, "budget") {
        known.period(&row, problems);
        known.money(&row, problems);
    }
}

struct Known<'a> {
    indicators: HashMap<&'a str, &'a Indicator>,
    projects: HashMap<&'a str, &'a Project>,
    scales: HashMap<&'a str, &'a Scale>,
    rounds: HashSet<&'a str>,
    /// Indicators, projects and rounds as their sheets name them, also those whose rows have wrong cells: their figures are not to blame for that.
    names: &'a Names<'a>,
    /// Projects' indicators, likewise; none where one of them could not be told.
    items: Option<HashSet<(&'a str, u32)>>,
}

impl<'a> Known<'a> {
    fn of(records: &'a Records, plan: &'a AgencyPlan, names: &'a Names<'a>) -> Self {
        let item = |row: &Row<'a>| row.cell("project").zip(row.whole("order"));
        Self {
            indicators: plan.indicators.iter().map(|i| (i.code.as_str(), i)).collect(),
            projects: plan.projects.iter().map(|p| (p.code.as_str(), p)).collect(),
            scales: plan.scales.iter().map(|s| (s.code.as_str(), s)).collect(),
            rounds: codes(records, "rounds"),
            names,
            items: rows(records, "project_indicators").iter().map(item).collect(),
        }
    }

    fn period(&self, row: &Row<'_>, problems: &mut Problems) {
        let Some(period) = row.cell("period") else { return };
        let year = row.sheet.key != "observations" && is_whole_year(period, &self.rounds);
        if !year && month_of(period).is_none() && !self.names.knows("rounds", period) {
            row.problem(problems, "period", ProblemRule::Unknown("rounds"));
        }
    }

    fn subject(&self, row: &Row<'_>, problems: &mut Problems) {
        let code = row.cell("code").unwrap_or_default();
        match row.cell("subject") {
            Some("indicator") => match self.indicators.get(code) {
                Some(indicator) => self.indicator(row, indicator, problems),
                None => self.unnamed(row, "indicators", problems),
            },
            Some("project") => match self.projects.get(code) {
                Some(project) => self.project(row, project, problems),
                None => self.unnamed(row, "projects", problems),
            },
            Some(_) => match row.whole("item") {
                Some(item) if self.names.knows("projects", code) => {
                    if self.items.as_ref().is_some_and(|items| !items.contains(&(code, item))) {
                        row.problem(problems, "code", ProblemRule::Unknown("project_indicators"));
                    }
                }
                _ => self.unnamed(row, "projects", problems),
            },
            None => {}
        }
    }

    /// Refuses a figure of what its sheet does not name.
    fn unnamed(&self, row: &Row<'_>, sheet: &'static str, problems: &mut Problems) {
        if !self.names.knows(sheet, row.cell("code").unwrap_or_default()) {
            row.problem(problems, "code", ProblemRule::Unknown(sheet));
        }
    }

    fn indicator(&self, row: &Row<'_>, indicator: &Indicator, problems: &mut Problems) {
        let shape = indicator.measure.shape;
        let (value, numerator, steps) = (row.number("value"), row.number("numerator"), row.cell("steps"));
        let fits = match shape {
            Shape::Value | Shape::Level => numerator.is_none() && steps.is_none(),
            // A figure that was chosen in the place of the rule's is one number, and its source says so.
            Shape::Ratio | Shape::Steps if row.cell("source").is_some_and(is_chosen) => numerator.is_none() && steps.is_none(),
            Shape::Ratio => value.is_none() && steps.is_none(),
            Shape::Steps => value.is_none() && numerator.is_none(),
        };
        if indicator.actual_from.is_some() {
            row.problem(problems, "code", ProblemRule::ReportedAndLinked);
        }
        if !fits {
            row.problem(problems, "value", ProblemRule::WrongShape(shape.th()));
        }
        if row.number("denominator").is_some_and(|denominator| denominator.is_zero()) {
            row.problem(problems, "denominator", ProblemRule::ZeroDenominator);
        }
        if value.is_some_and(|value| !is_within_bounds(indicator.measure.percent_rule, value)) {
            row.problem(problems, "value", ProblemRule::OutOfBounds);
        }
        let known = |step: &str| step.parse::<u8>().is_ok_and(|level| indicator.steps.iter().any(|s| s.level == level));
        if steps.is_some_and(|steps| shape == Shape::Steps && !steps.split(';').all(known)) {
            row.problem(problems, "steps", ProblemRule::UnknownStep);
        }
    }

    fn project(&self, row: &Row<'_>, project: &Project, problems: &mut Problems) {
        let scale = self.scales.get(project.scale.as_str()).filter(|scale| scale.kind == ScaleKind::Points);
        let knows = |value: crate::number::Decimal| {
            scale.is_none_or(|scale| scale.points.iter().any(|point| point.score.exact() == value.exact()))
        };
        if row.number("value").is_some_and(|value| !knows(value)) {
            row.problem(problems, "value", ProblemRule::UnknownStatus);
        }
        if row.number("numerator").is_some() || row.cell("steps").is_some() {
            row.problem(problems, "value", ProblemRule::WrongShape(Shape::Level.th()));
        }
    }

    fn money(&self, row: &Row<'_>, problems: &mut Problems) {
        let amount = row.money("amount");
        let unread = row.is_refused(problems, &["amount", "target_percent"]);
        if row.cell("amount").is_none() && row.number("target_percent").is_none() && !unread {
            row.problem(problems, "amount", ProblemRule::EmptyBudget);
        }
        let project = row.cell("project").and_then(|code| self.projects.get(code).copied());
        let funded = |funding| project.is_some_and(|project| project.funding == funding);
        if funded(Funding::Amount) && row.cell("amount") == Some(NO_BUDGET) {
            row.problem(problems, "amount", ProblemRule::FundingWithoutBudget);
        }
        if funded(Funding::NoBudget) && amount.is_some_and(|amount| !amount.is_zero()) {
            row.problem(problems, "amount", ProblemRule::BudgetWithoutFunding);
        }
    }
}

fn reason(row: &Row<'_>, problems: &mut Problems) {
    let needs = matches!(row.cell("value"), Some(NOT_APPLICABLE | NOT_MEASURABLE));
    if needs && row.cell("reason").is_none() {
        row.problem(problems, "reason", ProblemRule::ReasonMissing);
    }
}
