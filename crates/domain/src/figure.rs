//! Names of figures: every printed number carries its id, so that screen, sheet, book and API can be compared (capability 40).
//!
//! A name is `<object>/<what>` such as `indicator:K11/score`; the round and the edition are those of the page or document it stands in.

use std::collections::HashMap;
use std::fmt;

use crate::id::{IndicatorCode, NodeCode, ProjectCode, RoundCode};
use crate::indicator::ActualSource;
use crate::number::{Decimal, Exact};
use crate::observation::{Observation, Period, Reported, Subject};
use crate::plan::AgencyPlan;
use crate::scoring::{Actual, BudgetRow, IndicatorScore, ProjectScore, ProjectsTotal, Scorecard, Total, budget_table};
use crate::shown;
use crate::words::Words;

/// The name of one figure of a scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureId(String);

impl FigureId {
    /// A figure of an indicator: `actual`, `percent`, `score`, `full`.
    #[must_use]
    pub fn indicator(code: &IndicatorCode, what: &str) -> Self {
        Self(format!("indicator:{code}/{what}"))
    }

    /// A figure of a node's total: `score`, `full`, `percent`.
    #[must_use]
    pub fn node(code: &NodeCode, what: &str) -> Self {
        Self(format!("node:{code}/{what}"))
    }

    /// A figure of the plan's total: `score`, `full`, `percent`, `achieved`, `achieved_share` …
    #[must_use]
    pub fn plan(what: &str) -> Self {
        Self(format!("plan/{what}"))
    }

    /// A figure of a project: `points`, `budget`, `disbursed`, `disbursed_percent`.
    #[must_use]
    pub fn project(code: &ProjectCode, what: &str) -> Self {
        Self(format!("project:{code}/{what}"))
    }

    /// A figure of an indicator of a project, by its place: `actual`.
    #[must_use]
    pub fn project_indicator(code: &ProjectCode, order: u32, what: &str) -> Self {
        Self(format!("project_indicator:{code}:{order}/{what}"))
    }

    /// A figure of all projects together, or of those under a node.
    #[must_use]
    pub fn projects(node: Option<&NodeCode>, what: &str) -> Self {
        node.map_or_else(|| Self(format!("projects/{what}")), |node| Self(format!("projects:{node}/{what}")))
    }

    /// A figure of the agency's budget table.
    #[must_use]
    pub fn budget(row: &BudgetRow, what: &str) -> Self {
        Self(format!("budget:{}:{}/{what}", row.class.key(), row.kind.key()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A figure with its name, as it is shown everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub id: FigureId,
    /// How it is shown, in Arabic digits.
    pub shown: String,
}

fn figure(id: FigureId, shown: Option<String>) -> Option<Figure> {
    shown.map(|shown| Figure { id, shown })
}

/// Figures of an indicator. The actual is given by the caller, who knows the digits it was reported with.
#[must_use]
pub fn of_indicator(score: &IndicatorScore, actual: Option<String>) -> Vec<Figure> {
    let id = |what| FigureId::indicator(&score.indicator, what);
    let figures = [
        figure(id("actual"), actual),
        figure(id("percent"), score.percent.as_ref().map(shown::percent)),
        figure(id("score"), score.score().map(shown::score)),
        figure(id("full"), score.full.as_ref().map(shown::score)),
    ];
    figures.into_iter().flatten().collect()
}

/// Figures of a total.
#[must_use]
pub fn of_total(total: &Total, id: impl Fn(&str) -> FigureId) -> Vec<Figure> {
    let figures = [
        figure(id("score"), Some(shown::score(&total.score))),
        figure(id("full"), Some(shown::score(&total.full))),
        figure(id("percent"), total.percent.as_ref().map(shown::percent)),
    ];
    figures.into_iter().flatten().collect()
}

/// Figures of a project.
#[must_use]
pub fn of_project(score: &ProjectScore) -> Vec<Figure> {
    let id = |what| FigureId::project(&score.project, what);
    let figures = [
        figure(id("points"), score.points.as_ref().map(shown::points)),
        figure(id("budget"), score.money.budget.map(shown::baht)),
        figure(id("disbursed"), score.money.disbursed.map(shown::baht)),
        figure(id("disbursed_percent"), score.money.disbursed_percent().as_ref().map(shown::percent)),
    ];
    figures.into_iter().flatten().collect()
}

/// Figures of projects together.
#[must_use]
pub fn of_projects(total: &ProjectsTotal, node: Option<&NodeCode>) -> Vec<Figure> {
    let id = |what: &str| FigureId::projects(node, what);
    let figures = [
        figure(id("points"), Some(shown::points(&total.total.score))),
        figure(id("full"), Some(shown::points(&total.total.full))),
        figure(id("percent"), total.total.percent.as_ref().map(shown::percent)),
        figure(id("count"), Some(total.total.counts.all().to_string())),
        figure(id("achieved"), Some(total.total.counts.achieved.to_string())),
        figure(id("achieved_share"), total.achieved_share().as_ref().map(shown::percent)),
        figure(id("not_achieved_share"), total.not_achieved_share().as_ref().map(shown::percent)),
        figure(id("budget"), total.money.budget.map(shown::baht)),
        figure(id("disbursed"), total.money.disbursed.map(shown::baht)),
        figure(id("disbursed_percent"), total.money.disbursed_percent().as_ref().map(shown::percent)),
    ];
    figures.into_iter().flatten().collect()
}

/// Figures of a row of the budget table.
#[must_use]
pub fn of_budget(row: &BudgetRow) -> Vec<Figure> {
    let id = |what| FigureId::budget(row, what);
    let figures = [
        figure(id("allocation"), row.allocation.map(shown::baht)),
        figure(id("target_percent"), row.target_percent.as_ref().map(shown::percent)),
        figure(id("target"), row.target.map(shown::baht)),
        figure(id("actual"), row.actual.map(shown::baht)),
        figure(id("actual_percent"), row.actual_percent.as_ref().map(shown::percent)),
        figure(id("difference"), row.difference.map(shown::baht)),
        figure(id("difference_points"), row.difference_points.as_ref().map(shown::difference)),
    ];
    figures.into_iter().flatten().collect()
}

/// The plan's own figures: its total and the counts of statuses.
#[must_use]
pub fn of_plan(scorecard: &Scorecard) -> Vec<Figure> {
    let mut figures = of_total(&scorecard.plan, FigureId::plan);
    let counts = &scorecard.plan.counts;
    let more = [
        figure(FigureId::plan("count"), Some(counts.all().to_string())),
        figure(FigureId::plan("achieved"), Some(counts.achieved.to_string())),
        figure(FigureId::plan("not_achieved"), Some(counts.not_achieved().to_string())),
        figure(FigureId::plan("achieved_share"), scorecard.plan.achieved_share().as_ref().map(shown::percent)),
        figure(FigureId::plan("not_achieved_share"), scorecard.plan.not_achieved_share().as_ref().map(shown::percent)),
    ];
    figures.extend(more.into_iter().flatten());
    figures
}

/// How many projects stand at which points, and what they bring: `count_at_25` and `points_at_25` of each step of the scale.
#[must_use]
pub fn of_points(total: &ProjectsTotal, node: Option<&NodeCode>) -> Vec<Figure> {
    let figures = total.at_points.iter().flat_map(|(points, count)| {
        let step = points.plain();
        let brought = &Exact::from(i64::try_from(*count).unwrap_or(i64::MAX)) * points;
        let id = |what: &str| FigureId::projects(node, &format!("{what}_{step}"));
        let count = Figure { id: id("count_at"), shown: shown::points(&Exact::from(i64::try_from(*count).unwrap_or(i64::MAX))) };
        [count, Figure { id: id("points_at"), shown: shown::points(&brought) }]
    });
    figures.collect()
}

/// Actuals with the digits they were reported with, also where one indicator takes another's actual.
#[derive(Debug)]
pub struct Actuals<'a> {
    links: HashMap<&'a IndicatorCode, &'a IndicatorCode>,
    reported: HashMap<&'a IndicatorCode, Vec<&'a Observation>>,
    round: &'a RoundCode,
}

impl<'a> Actuals<'a> {
    /// The actuals of a plan at a round.
    #[must_use]
    pub fn of(plan: &'a AgencyPlan, round: &'a RoundCode) -> Self {
        let links = plan.indicators.iter().filter_map(|indicator| match &indicator.actual_from {
            Some(ActualSource::Indicator(source)) => Some((&indicator.code, source)),
            _ => None,
        });
        let mut reported: HashMap<&IndicatorCode, Vec<&Observation>> = HashMap::new();
        for observation in &plan.observations {
            if let Subject::Indicator(code) = &observation.subject {
                reported.entry(code).or_default().push(observation);
            }
        }
        Self { links: links.collect(), reported, round }
    }

    /// How the actual of an indicator is shown; `None` where there is none.
    #[must_use]
    pub fn shown(&self, score: &IndicatorScore) -> Option<String> {
        let Actual::Known(known) = &score.actual else { return None };
        let reports = self.reported.get(self.source_of(&score.indicator)).into_iter().flatten();
        let same = reports.filter(|o| matches!(&o.reported, Reported::Value(digits) if digits.exact() == *known));
        let nearest = same.max_by_key(|o| (o.period == Period::Round(self.round.clone()), o.unit.is_none()));
        shown::actual(&score.actual, nearest.map(|observation| &observation.reported))
    }

    /// The indicator at the end of the links; a circle ends where it was entered.
    fn source_of<'b>(&'b self, code: &'b IndicatorCode) -> &'b IndicatorCode {
        let mut source = code;
        for _ in 0..self.links.len() {
            match self.links.get(source) {
                Some(next) => source = next,
                None => break,
            }
        }
        source
    }
}

/// What was reported of the indicators of projects at a round. They are followed without a score, so that only what is a number is a figure.
#[derive(Debug)]
pub struct ItemResults<'a>(HashMap<(&'a ProjectCode, u32), &'a Observation>);

impl<'a> ItemResults<'a> {
    /// The results of a plan at a round.
    #[must_use]
    pub fn of(plan: &'a AgencyPlan, round: &RoundCode) -> Self {
        let mut found: HashMap<(&ProjectCode, u32), &Observation> = HashMap::new();
        for observation in plan.observations.iter().filter(|it| matches!(&it.period, Period::Round(code) if code == round)) {
            let Subject::ProjectIndicator(code, order) = &observation.subject else { continue };
            // The agency's own report comes before those of its units.
            let kept = found.entry((code, *order)).or_insert(observation);
            if kept.unit.is_some() && observation.unit.is_none() {
                *kept = observation;
            }
        }
        Self(found)
    }

    /// The number that was reported; `None` for anything else.
    #[must_use]
    pub fn value(&self, code: &ProjectCode, order: u32) -> Option<Decimal> {
        match &self.0.get(&(code, order))?.reported {
            Reported::Value(value) => Some(*value),
            _ => None,
        }
    }

    /// The figure of an indicator.
    #[must_use]
    pub fn figure(&self, code: &ProjectCode, order: u32) -> Option<Figure> {
        figure(FigureId::project_indicator(code, order, "actual"), self.value(code, order).map(shown::decimal))
    }
}

/// Every figure of a scorecard, in the order of the plan: its total, nodes, indicators, projects and budget table.
///
/// A node in which nothing counts has no total, and a plan without projects no figures of projects.
#[must_use]
pub fn of_scorecard(plan: &AgencyPlan, scorecard: &Scorecard) -> Vec<Figure> {
    let mut figures = of_plan(scorecard);
    for node in scorecard.nodes.iter().filter(|node| !node.total.full.is_zero()) {
        figures.extend(of_total(&node.total, |what| FigureId::node(&node.node, what)));
    }
    let actuals = Actuals::of(plan, &scorecard.round);
    for score in &scorecard.indicators {
        figures.extend(of_indicator(score, actuals.shown(score)));
    }
    if !scorecard.projects.is_empty() {
        figures.extend(of_projects(&scorecard.projects_total, None));
        figures.extend(of_points(&scorecard.projects_total, None));
        for (node, total) in &scorecard.projects_total.by_node {
            figures.extend(of_projects(total, Some(node)));
        }
    }
    figures.extend(scorecard.projects.iter().flat_map(of_project));
    let results = ItemResults::of(plan, &scorecard.round);
    let items = plan.projects.iter().flat_map(|project| project.indicators.iter().map(|it| (&project.code, it.order)));
    figures.extend(items.filter_map(|(code, order)| results.figure(code, order)));
    figures.extend(budget_table(plan, &scorecard.round).iter().flat_map(of_budget));
    figures
}
