//! Projects at a round (document 004, section 2.3 and its appendix): status as points, money beside it.

use std::collections::{BTreeSet, HashMap};

use super::judgement::{Status, status_at};
use super::order::Tree;
use super::scale::Scale;
use super::total::{Contribution, StatusCounts, Total, share};
use super::window::Windows;
use super::working::Working;
use crate::budget::{BudgetKind, BudgetLine, BudgetOwner, BudgetPeriod};
use crate::id::{NodeCode, ProjectCode, RoundCode, ScaleCode, UnitCode};
use crate::money::Satang;
use crate::number::{Exact, Rounding};
use crate::observation::{Observation, Reported, Subject};
use crate::plan::{AgencyPlan, TotalRule};
use crate::project::Project;

/// One project at a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectScore {
    /// Which project.
    pub project: ProjectCode,
    /// The reported status (0, 25, 50, 75, 100); none when not reported.
    pub points: Option<Exact>,
    /// Full points.
    pub full: Exact,
    /// Status.
    pub status: Status,
    /// Money.
    pub money: Money,
    /// The working of its points.
    pub working: Working,
}

/// Money of one project or of many: nothing given stays nothing given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Money {
    /// Budget of the year.
    pub budget: Option<Satang>,
    /// Disbursed from 1 October to the end of the round.
    pub disbursed: Option<Satang>,
}

impl Money {
    /// Disbursed in percent of the budget, two places; `None` without a budget or a disbursement.
    #[must_use]
    pub fn disbursed_percent(&self) -> Option<Exact> {
        percent_of(self.disbursed?, self.budget?)
    }
}

/// Amount × 100 / allocation, rounded to two places.
#[must_use]
pub fn percent_of(amount: Satang, allocation: Satang) -> Option<Exact> {
    let hundred = &Exact::from(amount.in_satang()) * &Exact::hundred();
    let ratio = hundred.divided_by(&Exact::from(allocation.in_satang()))?;
    Some(Rounding::HalfUp(2).apply(&ratio).exact())
}

/// The sum of what is given; nothing when nothing is given or the sum is no amount.
fn sum(amounts: impl Iterator<Item = Satang>) -> Option<Satang> {
    let mut amounts = amounts.peekable();
    amounts.peek()?;
    Satang::sum(amounts).ok()
}

/// Projects together: all of them or those under one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectsTotal {
    /// A, B, C of the points.
    pub total: Total,
    /// How many stand at which points, lowest first.
    pub at_points: Vec<(Exact, usize)>,
    /// Money.
    pub money: Money,
    /// The same for each node that has projects under it, at whatever depth.
    pub by_node: Vec<(NodeCode, ProjectsTotal)>,
}

impl ProjectsTotal {
    /// Projects at full points in percent of all (31/49 = 63.27).
    #[must_use]
    pub fn achieved_share(&self) -> Option<Exact> {
        share(self.total.counts.achieved, self.total.counts.scored())
    }

    /// The others in percent of all.
    #[must_use]
    pub fn not_achieved_share(&self) -> Option<Exact> {
        share(self.total.counts.not_achieved(), self.total.counts.scored())
    }
}

/// Scores all projects at a round, one by one and together.
#[must_use]
pub fn score_projects(plan: &AgencyPlan, round: &RoundCode) -> (Vec<ProjectScore>, ProjectsTotal) {
    projects_of(plan, round, None, &Windows::of(plan, round), &Tree::of(plan))
}

/// Scores all projects, or those of one unit.
pub(super) fn projects_of(
    plan: &AgencyPlan,
    round: &RoundCode,
    unit: Option<&UnitCode>,
    windows: &Windows<'_>,
    tree: &Tree<'_>,
) -> (Vec<ProjectScore>, ProjectsTotal) {
    let mut lines: HashMap<&ProjectCode, Vec<&BudgetLine>> = HashMap::new();
    for line in &plan.budget {
        if let BudgetOwner::Project(project) = &line.owner {
            lines.entry(project).or_default().push(line);
        }
    }
    let scales: HashMap<&ScaleCode, &Scale> = plan.scales.iter().map(|scale| (&scale.code, scale)).collect();
    let projects = plan.projects.iter().filter(|project| unit.is_none_or(|unit| project.owners.contains(unit)));
    let projects = projects.collect::<Vec<_>>();
    let scores = projects.iter().map(|project| {
        let money = lines.get(&project.code).map(|lines| money_of(plan, lines, round)).unwrap_or_default();
        let subject = Subject::Project(project.code.clone());
        let observation = windows.at_round(&subject).min_by_key(|observation| rank_of(project, observation));
        score_project(project, scales.get(&project.scale).copied(), observation, money)
    });
    let scores = scores.collect::<Vec<_>>();
    let mut whole = add_up(&scores.iter().collect::<Vec<_>>(), &steps_of(&projects, &scales));
    whole.by_node = by_node(plan, tree, &projects, &scores, &scales);
    (scores, whole)
}

/// Whose report of a project counts: the agency's own, then that of the first owner, then anyone's by name.
fn rank_of<'a>(project: &Project, observation: &'a Observation) -> (Option<usize>, Option<&'a UnitCode>) {
    let unit = observation.unit.as_ref();
    let place = |unit| project.owners.iter().position(|owner| owner == unit).unwrap_or(usize::MAX);
    (unit.map(place), unit)
}

fn score_project(project: &Project, scale: Option<&Scale>, observation: Option<&Observation>, money: Money) -> ProjectScore {
    let mut working = Working::default();
    let full = scale.map_or_else(Exact::hundred, |scale| scale.full_score.exact());
    let reported = observation.map(|observation| &observation.reported);
    let placed = match (scale, reported) {
        (Some(scale), Some(Reported::Value(value))) => scale.place_status(&value.exact(), &mut working),
        _ => None,
    };
    let status = match (&placed, reported) {
        (_, Some(Reported::NotApplicable(_))) => Status::NotApplicable,
        (_, Some(Reported::NotMeasurable(_))) => Status::NotMeasurable,
        (_, None | Some(Reported::NoData)) => Status::Awaiting,
        (Some(placed), _) => status_of(scale, &placed.score, &full),
        (None, _) => Status::NotScored,
    };
    ProjectScore { project: project.code.clone(), points: placed.map(|placed| placed.score), full, status, money, working }
}

/// A project achieves at full points; from where it is near is the scale's (document 004 has no near: it counts 31 and 18).
fn status_of(scale: Option<&Scale>, points: &Exact, full: &Exact) -> Status {
    let share = (points * &Exact::hundred()).divided_by(full);
    share.zip(scale).map_or(Status::NotScored, |(share, scale)| status_at(&share, scale.near_from))
}

fn money_of(plan: &AgencyPlan, lines: &[&BudgetLine], round: &RoundCode) -> Money {
    let amount = |kind: BudgetKind| {
        let counting = lines.iter().filter(|line| line.kind == kind && is_within(plan, &line.period, round));
        sum(counting.filter_map(|line| line.amount))
    };
    let budget = amount(BudgetKind::Allotted).or_else(|| amount(BudgetKind::Appropriated));
    Money { budget, disbursed: amount(BudgetKind::Disbursed) }
}

/// Whether an amount counts at a round: the year's always, a month's when the round covers it, a round's at that round.
#[must_use]
pub fn is_within(plan: &AgencyPlan, period: &BudgetPeriod, round: &RoundCode) -> bool {
    match period {
        BudgetPeriod::Year => true,
        BudgetPeriod::Round(code) => code == round,
        BudgetPeriod::Month(month) => plan.rounds.iter().any(|r| r.code == *round && *month <= r.months),
    }
}

/// The totals of the nodes that have projects under them, at whatever depth, in the order of the plan.
fn by_node(
    plan: &AgencyPlan,
    tree: &Tree<'_>,
    projects: &[&Project],
    scores: &[ProjectScore],
    scales: &HashMap<&ScaleCode, &Scale>,
) -> Vec<(NodeCode, ProjectsTotal)> {
    let mut under: Vec<Vec<usize>> = vec![Vec::new(); plan.nodes.len()];
    for (place, project) in projects.iter().enumerate() {
        let mut node = tree.node(&project.node);
        while let Some(own) = node.and_then(|node| under.get_mut(node)) {
            // Nodes that stand under each other are refused elsewhere; here the way up must only come to an end.
            if own.last() == Some(&place) {
                break;
            }
            own.push(place);
            node = node.and_then(|node| tree.above(node));
        }
    }
    let totals = plan.nodes.iter().zip(under).filter(|(_, under)| !under.is_empty()).map(|(node, under)| {
        let projects = under.iter().filter_map(|place| projects.get(*place).copied()).collect::<Vec<_>>();
        let scores = under.iter().filter_map(|place| scores.get(*place)).collect::<Vec<_>>();
        (node.code.clone(), add_up(&scores, &steps_of(&projects, scales)))
    });
    totals.collect()
}

fn add_up(scores: &[&ProjectScore], steps: &[Exact]) -> ProjectsTotal {
    let mut counts = StatusCounts::default();
    let mut contributions = Vec::new();
    for score in scores {
        counts.count(score.status);
        if !matches!(score.status, Status::NotApplicable | Status::NotMeasurable | Status::NotScored) {
            let points = score.points.clone().unwrap_or_else(Exact::zero);
            contributions.push(Contribution { score: points, full: score.full.clone(), weight: None });
        }
    }
    let money = Money {
        budget: sum(scores.iter().filter_map(|score| score.money.budget)),
        disbursed: sum(scores.iter().filter_map(|score| score.money.disbursed)),
    };
    let total = Total::of(TotalRule::SumOfScores, &contributions, counts);
    ProjectsTotal { total, at_points: at_points(scores, steps), money, by_node: Vec::new() }
}

/// The points of the scales that these projects use, lowest first.
fn steps_of(projects: &[&Project], scales: &HashMap<&ScaleCode, &Scale>) -> Vec<Exact> {
    let codes = projects.iter().map(|project| &project.scale).collect::<BTreeSet<_>>();
    let points = codes.into_iter().filter_map(|code| scales.get(code)).flat_map(|scale| &scale.points);
    points.map(|point| point.score.exact()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn at_points(scores: &[&ProjectScore], steps: &[Exact]) -> Vec<(Exact, usize)> {
    let count = |step: &Exact| scores.iter().filter(|score| score.points.as_ref() == Some(step)).count();
    steps.iter().map(|step| (step.clone(), count(step))).collect()
}
