//! The scorecard (ตารางคะแนน) of an edition at a round: every indicator, node, project and total, each with its working.
//!
//! Figures may take other figures as their actual, by declared links; they are computed in dependency order and a circle is refused.
//! Nothing here is stored: a scorecard is computed whenever it is read.

use std::collections::HashMap;

use super::actual::{Actual, actual_of};
use super::percent::{Unscorable, percent_of_target};
use super::project_score::{ProjectScore, ProjectsTotal, score_projects};
use super::scale::{Placed, Scale, ScaleKind};
use super::total::{Contribution, StatusCounts, Total};
use super::window::Windows;
use super::working::{Expr, Rule, Term, Working};
use crate::id::{IndicatorCode, NodeCode, RoundCode, UnitCode};
use crate::indicator::{ActualSource, Indicator, PercentRule, Target};
use crate::number::{Decimal, Exact};
use crate::plan::{AgencyPlan, PlanNode};

/// How a result stands against its target. Colour, icon and word follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// บรรลุ: 100 percent or more.
    Achieved,
    /// ใกล้เคียง: near, by the scale.
    Near,
    /// ไม่บรรลุ
    Missed,
    /// รอรายงาน: no data; scores 0 and stays in B.
    Awaiting,
    /// ไม่สามารถวัดผลได้: leaves B.
    NotMeasurable,
    /// ไม่เกี่ยวข้อง: leaves B.
    NotApplicable,
    /// Followed without a score, or no score follows.
    NotScored,
}

/// One indicator at a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorScore {
    /// Which indicator.
    pub indicator: IndicatorCode,
    /// What is known of its actual.
    pub actual: Actual,
    /// The target it is judged by, as a place in [`AgencyPlan::targets`].
    pub target: Option<usize>,
    /// Percent of target, exact.
    pub percent: Option<Exact>,
    /// Where it stands on its scale.
    pub placed: Option<Placed>,
    /// Full score, when it is scored.
    pub full: Option<Exact>,
    /// Status.
    pub status: Status,
    /// Why no score follows, if none does.
    pub unscorable: Option<Unscorable>,
    /// The working.
    pub working: Working,
}

impl IndicatorScore {
    /// The score where it stays in B.
    #[must_use]
    pub fn score(&self) -> Option<&Exact> {
        self.placed.as_ref().map(|placed| &placed.score)
    }
}

/// One node with its total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeTotal {
    /// Which node.
    pub node: NodeCode,
    /// Its total.
    pub total: Total,
}

/// The whole scorecard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scorecard {
    /// The round.
    pub round: RoundCode,
    /// Indicators in the order of the plan.
    pub indicators: Vec<IndicatorScore>,
    /// Nodes in the order of the plan.
    pub nodes: Vec<NodeTotal>,
    /// The plan's total.
    pub plan: Total,
    /// Projects in the order of the plan.
    pub projects: Vec<ProjectScore>,
    /// The projects' total.
    pub projects_total: ProjectsTotal,
}

/// Figures that take each other as their actual.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("figures take each other as their actual: {0:?}")]
pub struct Circle(pub Vec<IndicatorCode>);

impl Scorecard {
    /// Scores an edition at a round for the agency as a whole.
    ///
    /// # Errors
    /// [`Circle`] names the indicators that wait for each other.
    pub fn of(plan: &AgencyPlan, round: &RoundCode) -> Result<Self, Circle> {
        Self::of_unit(plan, round, None)
    }

    /// Scores an edition at a round for one unit, from its own reports and targets; for the agency when no unit is given.
    ///
    /// # Errors
    /// [`Circle`] names the indicators that wait for each other.
    pub fn of_unit(plan: &AgencyPlan, round: &RoundCode, unit: Option<&UnitCode>) -> Result<Self, Circle> {
        let (projects, projects_total) = score_projects(plan, round);
        let mut scorer = Scorer::new(plan, round, unit, &projects_total);
        for place in 0..plan.indicators.len() {
            scorer.indicator(place)?;
        }
        let nodes = plan.nodes.iter().map(|node| {
            let total = scorer.node(node)?;
            Ok(NodeTotal { node: node.code.clone(), total })
        });
        let nodes = nodes.collect::<Result<Vec<_>, Circle>>()?;
        let total = scorer.plan_total()?;
        let indicators = scorer.done.into_iter().flatten().collect();
        Ok(Self { round: round.clone(), indicators, nodes, plan: total, projects, projects_total })
    }

    /// The score of one indicator.
    #[must_use]
    pub fn indicator(&self, code: &IndicatorCode) -> Option<&IndicatorScore> {
        self.indicators.iter().find(|score| score.indicator == *code)
    }

    /// The total of one node.
    #[must_use]
    pub fn node(&self, code: &NodeCode) -> Option<&Total> {
        self.nodes.iter().find(|node| node.node == *code).map(|node| &node.total)
    }
}

struct Scorer<'a> {
    plan: &'a AgencyPlan,
    round: &'a RoundCode,
    unit: Option<&'a UnitCode>,
    projects: &'a ProjectsTotal,
    windows: Windows<'a>,
    scales: HashMap<&'a str, &'a Scale>,
    places: HashMap<&'a str, usize>,
    targets: HashMap<&'a str, Vec<usize>>,
    children: HashMap<Option<&'a str>, Vec<&'a PlanNode>>,
    below: HashMap<&'a str, Vec<usize>>,
    done: Vec<Option<IndicatorScore>>,
    waiting: Vec<usize>,
}

impl<'a> Scorer<'a> {
    fn new(plan: &'a AgencyPlan, round: &'a RoundCode, unit: Option<&'a UnitCode>, projects: &'a ProjectsTotal) -> Self {
        let mut targets: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, target) in plan.targets.iter().enumerate() {
            targets.entry(target.indicator.as_str()).or_default().push(place);
        }
        let mut children: HashMap<Option<&str>, Vec<&PlanNode>> = HashMap::new();
        for node in &plan.nodes {
            children.entry(node.parent.as_ref().map(NodeCode::as_str)).or_default().push(node);
        }
        let mut below: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, indicator) in plan.indicators.iter().enumerate() {
            below.entry(indicator.node.as_str()).or_default().push(place);
        }
        Self {
            plan,
            round,
            unit,
            projects,
            windows: Windows::of(plan, round),
            scales: plan.scales.iter().map(|scale| (scale.code.as_str(), scale)).collect(),
            places: plan.indicators.iter().enumerate().map(|(place, i)| (i.code.as_str(), place)).collect(),
            targets,
            children,
            below,
            done: vec![None; plan.indicators.len()],
            waiting: Vec::new(),
        }
    }

    fn indicator(&mut self, place: usize) -> Result<(), Circle> {
        if self.done.get(place).is_none_or(Option::is_some) {
            return Ok(());
        }
        let Some(indicator) = self.plan.indicators.get(place) else { return Ok(()) };
        if self.waiting.contains(&place) {
            let codes = self.waiting.iter().filter_map(|p| self.plan.indicators.get(*p));
            return Err(Circle(codes.map(|i| i.code.clone()).collect()));
        }
        self.waiting.push(place);
        let mut working = Working::default();
        let actual = match &indicator.actual_from {
            Some(source) => self.linked(source, &mut working)?,
            None => {
                actual_of(&indicator.measure, &indicator.owners, &self.windows.of_indicator(indicator, self.unit), &mut working)
            }
        };
        self.waiting.pop();
        let score = self.judged(indicator, actual, working);
        if let Some(slot) = self.done.get_mut(place) {
            *slot = Some(score);
        }
        Ok(())
    }

    fn linked(&mut self, source: &ActualSource, working: &mut Working) -> Result<Actual, Circle> {
        let figure = match source {
            ActualSource::Indicator(code) => return self.linked_indicator(code, working),
            ActualSource::PlanTotal => self.plan_total()?.percent,
            ActualSource::NodeTotal(code) => match self.plan.nodes.iter().find(|node| node.code == *code) {
                Some(node) => self.node(node)?.percent,
                None => None,
            },
            ActualSource::ProjectsTotal => self.projects.total.percent.clone(),
        };
        Ok(figure.map_or(Actual::Unscorable(Unscorable::LinkWithoutFigure), |figure| {
            working.note(Term::Actual, Rule::Linked, &figure);
            Actual::Known(figure)
        }))
    }

    fn linked_indicator(&mut self, code: &IndicatorCode, working: &mut Working) -> Result<Actual, Circle> {
        let Some(place) = self.places.get(code.as_str()).copied() else {
            return Ok(Actual::Unscorable(Unscorable::LinkWithoutFigure));
        };
        self.indicator(place)?;
        let other = self.done.get(place).and_then(Option::as_ref);
        let actual = other.map_or(Actual::Unscorable(Unscorable::LinkWithoutFigure), |score| score.actual.clone());
        if let Actual::Known(figure) = &actual {
            working.note(Term::Actual, Rule::Linked, figure);
        }
        Ok(actual)
    }

    fn judged(&self, indicator: &Indicator, actual: Actual, mut working: Working) -> IndicatorScore {
        let target = self.target_of(&indicator.code);
        let scale = indicator.scale.as_ref().and_then(|code| self.scales.get(code.as_str())).copied();
        let goal = target.and_then(|place| self.plan.targets.get(place));
        let judgement = judge(indicator, scale, goal, &actual, &mut working);
        IndicatorScore {
            indicator: indicator.code.clone(),
            actual,
            target,
            percent: judgement.percent,
            full: judgement.placed.as_ref().and(scale).map(|scale| scale.full_score.exact()),
            placed: judgement.placed,
            status: judgement.status,
            unscorable: judgement.unscorable,
            working,
        }
    }

    /// The target of this unit and round; else of the year; else of the agency (`decisions.md` 7).
    fn target_of(&self, indicator: &IndicatorCode) -> Option<usize> {
        let candidates = self.targets.get(indicator.as_str())?;
        let fits = |place: &&usize| {
            self.plan.targets.get(**place).is_some_and(|target| {
                (target.unit.is_none() || target.unit.as_ref() == self.unit)
                    && (target.round.is_none() || target.round.as_ref() == Some(self.round))
            })
        };
        let closeness =
            |place: &&usize| self.plan.targets.get(**place).map(|target| (target.unit.is_some(), target.round.is_some()));
        candidates.iter().filter(fits).max_by_key(closeness).copied()
    }

    fn node(&mut self, node: &PlanNode) -> Result<Total, Circle> {
        let mut counts = StatusCounts::default();
        let mut contributions = self.contributions_of(node, &mut counts)?;
        for child in self.children.get(&Some(node.code.as_str())).cloned().unwrap_or_default() {
            let total = self.node(child)?;
            counts.add(&total.counts);
            contributions.push(total.contribution(child.weight));
        }
        Ok(Total::of(self.plan.plan.total_rule, &contributions, counts))
    }

    fn contributions_of(&mut self, node: &PlanNode, counts: &mut StatusCounts) -> Result<Vec<Contribution>, Circle> {
        let mut contributions = Vec::new();
        for place in self.below.get(node.code.as_str()).cloned().unwrap_or_default() {
            self.indicator(place)?;
            let Some(indicator) = self.plan.indicators.get(place).filter(|indicator| indicator.counted) else { continue };
            let Some(score) = self.done.get(place).and_then(Option::as_ref) else { continue };
            counts.count(score.status);
            if let (Some(points), Some(full)) = (score.score(), &score.full) {
                contributions.push(Contribution { score: points.clone(), full: full.clone(), weight: indicator.weight });
            }
        }
        Ok(contributions)
    }

    fn plan_total(&mut self) -> Result<Total, Circle> {
        let mut counts = StatusCounts::default();
        let mut contributions = Vec::new();
        for node in self.children.get(&None).cloned().unwrap_or_default() {
            if node.counted {
                let total = self.node(node)?;
                counts.add(&total.counts);
                contributions.push(total.contribution(node.weight));
            }
        }
        Ok(Total::of(self.plan.plan.total_rule, &contributions, counts))
    }
}

struct Judgement {
    percent: Option<Exact>,
    placed: Option<Placed>,
    status: Status,
    unscorable: Option<Unscorable>,
}

impl Judgement {
    const fn without_score(status: Status, unscorable: Option<Unscorable>) -> Self {
        Self { percent: None, placed: None, status, unscorable }
    }
}

/// Judges an actual by target and scale. Public figures of a round all pass through here.
fn judge(
    indicator: &Indicator,
    scale: Option<&Scale>,
    target: Option<&Target>,
    actual: &Actual,
    working: &mut Working,
) -> Judgement {
    let figure = match actual {
        Actual::Known(figure) => figure,
        Actual::NoData => return no_data(scale, working),
        Actual::NotApplicable(_) => return Judgement::without_score(Status::NotApplicable, None),
        Actual::NotMeasurable(_) => return Judgement::without_score(Status::NotMeasurable, None),
        Actual::Unscorable(why) => return Judgement::without_score(Status::NotScored, Some(*why)),
    };
    let Some(target) = target else {
        return Judgement::without_score(Status::NotScored, Some(Unscorable::NoTarget));
    };
    match scale.map(|scale| (scale.kind, scale)) {
        Some((ScaleKind::Anchors, scale)) => by_anchors(scale, figure, &target.anchors, working),
        Some((ScaleKind::Points, scale)) => by_points(scale, figure, working),
        Some((ScaleKind::Bands, scale)) => by_percent(indicator, Some(scale), figure, target, working),
        None => by_percent(indicator, None, figure, target, working),
    }
}

/// No data scores 0 and stays in B (`decisions.md` 5).
fn no_data(scale: Option<&Scale>, working: &mut Working) -> Judgement {
    let placed = scale.map(|_| {
        working.line(Term::Score, Rule::NoDataIsZero, Expr::constant(0));
        Placed { score: Exact::zero(), band: 0, points_shown: None }
    });
    Judgement { percent: None, placed, status: Status::Awaiting, unscorable: None }
}

fn by_percent(indicator: &Indicator, scale: Option<&Scale>, figure: &Exact, target: &Target, working: &mut Working) -> Judgement {
    let measure = &indicator.measure;
    match percent_of_target(measure.percent_rule, measure.zero_target, figure, target, working) {
        Err(why) => Judgement::without_score(Status::NotScored, Some(why)),
        Ok(percent) => {
            let placed = scale.map(|scale| scale.place_percent(&percent, working));
            let status = status_at(&percent, scale.map_or(Decimal::whole(90), |scale| scale.near_from));
            Judgement { percent: Some(percent), placed, status, unscorable: None }
        }
    }
}

fn by_anchors(scale: &Scale, figure: &Exact, anchors: &[Decimal], working: &mut Working) -> Judgement {
    match scale.place_actual(figure, anchors, working) {
        Some(placed) => scored(scale, placed),
        None => Judgement::without_score(Status::NotScored, Some(Unscorable::NotOnScale)),
    }
}

fn by_points(scale: &Scale, figure: &Exact, working: &mut Working) -> Judgement {
    match scale.place_status(figure, working) {
        Some(placed) => scored(scale, placed),
        None => Judgement::without_score(Status::NotScored, Some(Unscorable::NotOnScale)),
    }
}

fn scored(scale: &Scale, placed: Placed) -> Judgement {
    let of_full = (&placed.score * &Exact::hundred()).divided_by(&scale.full_score.exact());
    let status = of_full.map_or(Status::NotScored, |share| status_at(&share, scale.near_from));
    Judgement { percent: None, placed: Some(placed), status, unscorable: None }
}

/// บรรลุ from 100, ใกล้เคียง from the scale's edge, else ไม่บรรลุ.
#[must_use]
pub fn status_at(percent: &Exact, near_from: Decimal) -> Status {
    match percent {
        p if *p >= Exact::hundred() => Status::Achieved,
        p if *p >= near_from.exact() => Status::Near,
        _ => Status::Missed,
    }
}

/// Whether an indicator's percentage is bounded in the way its rule asks: a share of 100 cannot be above it.
#[must_use]
pub fn is_within_bounds(rule: PercentRule, actual: &Exact) -> bool {
    rule != PercentRule::LowerBounded || (!actual.is_negative() && *actual <= Exact::hundred())
}
