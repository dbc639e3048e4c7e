//! Totals on the wire: of the plan, of a node, of projects together.

use phaen_domain::figure::FigureId;
use phaen_domain::id::NodeCode;
use phaen_domain::number::Exact;
use phaen_domain::scoring::{ProjectsTotal, Scorecard, Total};
use phaen_domain::shown;
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::{Figure, StatusCount, counts};
use super::working::{Line, lines};

/// The plan's total: A, B, C and the counts of statuses.
#[derive(Serialize, ToSchema)]
pub(super) struct PlanTotal {
    /// A: the sum of scores.
    score: Figure,
    /// B: the sum of full scores.
    full: Figure,
    /// C: A × 100 / B; none when nothing counts.
    percent: Option<Figure>,
    /// How many indicators count or were left out.
    count: Figure,
    /// How many achieved.
    achieved: Figure,
    /// How many did not.
    not_achieved: Figure,
    /// Those that achieved, in percent of those that count.
    achieved_share: Option<Figure>,
    /// The others, in percent of those that count.
    not_achieved_share: Option<Figure>,
    /// Counts of all statuses.
    statuses: Vec<StatusCount>,
    /// The working.
    working: Vec<Line>,
}

impl PlanTotal {
    pub(super) fn of(scorecard: &Scorecard) -> Self {
        let (total, id) = (&scorecard.plan, FigureId::plan);
        let sum = NodeSum::of(total, id);
        Self {
            score: sum.score,
            full: sum.full,
            percent: sum.percent,
            count: Figure::count(&id("count"), total.counts.all()),
            achieved: Figure::count(&id("achieved"), total.counts.achieved),
            not_achieved: Figure::count(&id("not_achieved"), total.counts.not_achieved()),
            achieved_share: Figure::some(&id("achieved_share"), total.achieved_share().as_ref(), shown::percent),
            not_achieved_share: Figure::some(&id("not_achieved_share"), total.not_achieved_share().as_ref(), shown::percent),
            statuses: sum.statuses,
            working: sum.working,
        }
    }
}

/// The total of a node.
#[derive(Serialize, ToSchema)]
pub(super) struct NodeSum {
    /// A.
    score: Figure,
    /// B.
    full: Figure,
    /// C.
    percent: Option<Figure>,
    /// Counts of all statuses.
    statuses: Vec<StatusCount>,
    /// The working.
    working: Vec<Line>,
}

impl NodeSum {
    pub(super) fn of(total: &Total, id: impl Fn(&str) -> FigureId) -> Self {
        Self {
            score: Figure::exact(&id("score"), &total.score, shown::score),
            full: Figure::exact(&id("full"), &total.full, shown::score),
            percent: Figure::some(&id("percent"), total.percent.as_ref(), shown::percent),
            statuses: counts(&total.counts),
            working: lines(&total.working),
        }
    }
}

/// Projects together.
#[derive(Serialize, ToSchema)]
pub(super) struct ProjectsSum {
    /// The sum of points.
    points: Figure,
    /// The sum of full points.
    full: Figure,
    /// In percent.
    percent: Option<Figure>,
    /// How many projects.
    count: Figure,
    /// How many at full points.
    achieved: Figure,
    /// Those at full points, in percent of those that count.
    achieved_share: Option<Figure>,
    /// The others, in percent of those that count.
    not_achieved_share: Option<Figure>,
    /// Budget of the year.
    budget: Option<Figure>,
    /// Disbursed up to the end of the round.
    disbursed: Option<Figure>,
    /// Disbursed in percent of the budget.
    disbursed_percent: Option<Figure>,
    /// How many stand at which points, lowest first.
    at_points: Vec<AtPoints>,
    /// Counts of all statuses.
    statuses: Vec<StatusCount>,
}

/// How many projects stand at which points.
#[derive(Serialize, ToSchema)]
struct AtPoints {
    /// The points of one project.
    step: String,
    /// How many projects stand there.
    count: Figure,
    /// What they bring together.
    points: Figure,
}

impl ProjectsSum {
    pub(super) fn of(sum: &ProjectsTotal, node: Option<&NodeCode>) -> Self {
        let id = |what: &str| FigureId::projects(node, what);
        let (total, money) = (&sum.total, &sum.money);
        let percent = |what, value: Option<Exact>| Figure::some(&id(what), value.as_ref(), shown::percent);
        Self {
            points: Figure::exact(&id("points"), &total.score, shown::points),
            full: Figure::exact(&id("full"), &total.full, shown::points),
            percent: Figure::some(&id("percent"), total.percent.as_ref(), shown::percent),
            count: Figure::count(&id("count"), total.counts.all()),
            achieved: Figure::count(&id("achieved"), total.counts.achieved),
            achieved_share: percent("achieved_share", sum.achieved_share()),
            not_achieved_share: percent("not_achieved_share", sum.not_achieved_share()),
            budget: Figure::money(&id("budget"), money.budget),
            disbursed: Figure::money(&id("disbursed"), money.disbursed),
            disbursed_percent: percent("disbursed_percent", money.disbursed_percent()),
            at_points: sum.at_points.iter().map(|(step, count)| at_points(node, step, *count)).collect(),
            statuses: counts(&total.counts),
        }
    }
}

fn at_points(node: Option<&NodeCode>, step: &Exact, count: usize) -> AtPoints {
    let id = |what: &str| FigureId::projects(node, &format!("{what}_{}", step.plain()));
    let exact = Exact::from(i64::try_from(count).unwrap_or(i64::MAX));
    AtPoints {
        step: step.plain(),
        count: Figure::exact(&id("count_at"), &exact, shown::points),
        points: Figure::exact(&id("points_at"), &(&exact * step), shown::points),
    }
}
