//! Projects at a round (document 004, section 2.3 and its appendix): status as points, money beside it.

use std::collections::HashMap;

use super::scale::Scale;
use super::scorecard::{Status, status_at};
use super::total::{Contribution, StatusCounts, Total, share};
use super::window::Windows;
use super::working::Working;
use crate::budget::{BudgetKind, BudgetLine, BudgetOwner, BudgetPeriod};
use crate::id::{NodeCode, ProjectCode, RoundCode};
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

    fn add(&mut self, other: &Self) {
        self.budget = sum(self.budget, other.budget);
        self.disbursed = sum(self.disbursed, other.disbursed);
    }
}

/// Amount × 100 / allocation, rounded to two places.
#[must_use]
pub fn percent_of(amount: Satang, allocation: Satang) -> Option<Exact> {
    let hundred = &Exact::from(amount.in_satang()) * &Exact::hundred();
    let ratio = hundred.divided_by(&Exact::from(allocation.in_satang()))?;
    Some(Rounding::HalfUp(2).apply(&ratio).exact())
}

fn sum(a: Option<Satang>, b: Option<Satang>) -> Option<Satang> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        (one, other) => one.or(other),
    }
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
    /// The same for each node that has projects.
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
    let windows = Windows::of(plan, round);
    let mut lines: HashMap<&ProjectCode, Vec<&BudgetLine>> = HashMap::new();
    for line in &plan.budget {
        if let BudgetOwner::Project(project) = &line.owner {
            lines.entry(project).or_default().push(line);
        }
    }
    let scores = plan.projects.iter().map(|project| {
        let scale = plan.scales.iter().find(|scale| scale.code == project.scale);
        let money = lines.get(&project.code).map(|lines| money_of(plan, lines, round)).unwrap_or_default();
        score_project(project, scale, windows.at_round(&Subject::Project(project.code.clone())), money)
    });
    let scores = scores.collect::<Vec<_>>();
    let total = total_of(plan, &scores);
    (scores, total)
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
        (Some(placed), _) => status_of(scale, &placed.score, &full),
        (None, _) => Status::Awaiting,
    };
    ProjectScore { project: project.code.clone(), points: placed.map(|placed| placed.score), full, status, money, working }
}

/// A project achieves at full points and is missed below: there is no near (document 004 counts 31 and 18).
fn status_of(scale: Option<&Scale>, points: &Exact, full: &Exact) -> Status {
    let share = (points * &Exact::hundred()).divided_by(full);
    share.zip(scale).map_or(Status::NotScored, |(share, scale)| status_at(&share, scale.near_from))
}

fn money_of(plan: &AgencyPlan, lines: &[&BudgetLine], round: &RoundCode) -> Money {
    let amount = |kind: BudgetKind| {
        lines
            .iter()
            .filter(|line| line.kind == kind && is_within(plan, &line.period, round))
            .fold(None, |total, line| sum(total, line.amount))
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

fn total_of(plan: &AgencyPlan, scores: &[ProjectScore]) -> ProjectsTotal {
    let all = scores.iter().collect::<Vec<_>>();
    let mut whole = add_up(plan, &all);
    for node in &plan.nodes {
        let under = plan.projects.iter().zip(scores).filter(|(project, _)| project.node == node.code);
        let under = under.map(|(_, score)| score).collect::<Vec<_>>();
        if !under.is_empty() {
            whole.by_node.push((node.code.clone(), add_up(plan, &under)));
        }
    }
    whole
}

fn add_up(plan: &AgencyPlan, scores: &[&ProjectScore]) -> ProjectsTotal {
    let mut counts = StatusCounts::default();
    let mut money = Money::default();
    let mut contributions = Vec::new();
    for score in scores {
        counts.count(score.status);
        money.add(&score.money);
        if !matches!(score.status, Status::NotApplicable | Status::NotMeasurable) {
            let points = score.points.clone().unwrap_or_else(Exact::zero);
            contributions.push(Contribution { score: points, full: score.full.clone(), weight: None });
        }
    }
    let total = Total::of(TotalRule::SumOfScores, &contributions, counts);
    ProjectsTotal { total, at_points: at_points(plan, scores), money, by_node: Vec::new() }
}

fn at_points(plan: &AgencyPlan, scores: &[&ProjectScore]) -> Vec<(Exact, usize)> {
    let mut steps = plan.projects.iter().filter_map(|project| plan.scales.iter().find(|scale| scale.code == project.scale));
    let points = steps.next().map(|scale| scale.points.iter().map(|point| point.score.exact()).collect::<Vec<_>>());
    let count = |step: &Exact| scores.iter().filter(|score| score.points.as_ref() == Some(step)).count();
    points
        .unwrap_or_default()
        .into_iter()
        .map(|step| {
            let n = count(&step);
            (step, n)
        })
        .collect()
}
