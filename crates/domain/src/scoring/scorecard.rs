//! The scorecard (ตารางคะแนน) of an edition at a round: every indicator, node, project and total, each with its working.
//!
//! Figures may take other figures as their actual, by declared links; they are computed in dependency order and a circle is refused.
//! Nothing here is stored: a scorecard is computed whenever it is read.

use std::collections::HashMap;

use super::actual::{Actual, actual_of};
use super::judgement::{Status, judge};
use super::order::{Circle, Figure, Tree};
use super::percent::Unscorable;
use super::project_score::{ProjectScore, ProjectsTotal, projects_of};
use super::scale::{Placed, Scale};
use super::total::{Contribution, StatusCounts, Total};
use super::window::Windows;
use super::working::{Rule, Term, Working};
use crate::id::{IndicatorCode, NodeCode, RoundCode, ScaleCode, UnitCode};
use crate::indicator::{ActualSource, Aggregation, Indicator, Target};
use crate::number::Exact;
use crate::observation::Observation;
use crate::plan::{AgencyPlan, scale_of_round};

/// One indicator at a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorScore {
    /// Which indicator.
    pub indicator: IndicatorCode,
    /// What is known of its actual.
    pub actual: Actual,
    /// The target it is judged by, as a place in [`AgencyPlan::targets`].
    pub target: Option<usize>,
    /// The scale that scores it at this round, as a place in [`AgencyPlan::scales`].
    pub scale: Option<usize>,
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
    /// Projects in the order of the plan: all of them, or the unit's own.
    pub projects: Vec<ProjectScore>,
    /// The projects' total.
    pub projects_total: ProjectsTotal,
}

impl Scorecard {
    /// Scores an edition at a round for the agency as a whole.
    ///
    /// # Errors
    /// [`Circle`] names the indicators that wait for each other.
    pub fn of(plan: &AgencyPlan, round: &RoundCode) -> Result<Self, Circle> {
        Self::of_unit(plan, round, None)
    }

    /// Scores an edition at a round for one unit, from its own reports, targets and projects; for the agency when no unit is given.
    ///
    /// # Errors
    /// [`Circle`] names the indicators that wait for each other.
    pub fn of_unit(plan: &AgencyPlan, round: &RoundCode, unit: Option<&UnitCode>) -> Result<Self, Circle> {
        let tree = Tree::of(plan);
        let windows = Windows::of(plan, round);
        let (projects, projects_total) = projects_of(plan, round, unit, &windows, &tree);
        let mut scorer = Scorer::new(plan, round, unit, &projects_total, windows, &tree);
        for figure in tree.order()? {
            scorer.compute(figure);
        }
        let nodes = plan.nodes.iter().zip(scorer.nodes);
        let nodes = nodes.filter_map(|(node, total)| total.map(|total| NodeTotal { node: node.code.clone(), total })).collect();
        let indicators = scorer.done.into_iter().flatten().collect();
        let total = scorer.total.unwrap_or_else(|| Total::of(plan.plan.total_rule, &[], StatusCounts::default()));
        Ok(Self { round: round.clone(), indicators, nodes, plan: total, projects, projects_total })
    }

    /// The score of one indicator. Lists go by place instead: indicators stand in the order of the plan.
    #[must_use]
    pub fn indicator(&self, code: &IndicatorCode) -> Option<&IndicatorScore> {
        self.indicators.iter().find(|score| score.indicator == *code)
    }

    /// The total of one node. Lists go by place instead: nodes stand in the order of the plan.
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
    tree: &'a Tree<'a>,
    scales: HashMap<&'a ScaleCode, (usize, &'a Scale)>,
    targets: HashMap<&'a IndicatorCode, Vec<(usize, &'a Target)>>,
    done: Vec<Option<IndicatorScore>>,
    nodes: Vec<Option<Total>>,
    total: Option<Total>,
}

impl<'a> Scorer<'a> {
    fn new(
        plan: &'a AgencyPlan,
        round: &'a RoundCode,
        unit: Option<&'a UnitCode>,
        projects: &'a ProjectsTotal,
        windows: Windows<'a>,
        tree: &'a Tree<'a>,
    ) -> Self {
        let mut targets: HashMap<&IndicatorCode, Vec<(usize, &Target)>> = HashMap::new();
        for (place, target) in plan.targets.iter().enumerate() {
            targets.entry(&target.indicator).or_default().push((place, target));
        }
        Self {
            plan,
            round,
            unit,
            projects,
            windows,
            tree,
            scales: plan.scales.iter().enumerate().map(|(place, scale)| (&scale.code, (place, scale))).collect(),
            targets,
            done: vec![None; plan.indicators.len()],
            nodes: vec![None; plan.nodes.len()],
            total: None,
        }
    }

    /// Computes one figure; all that it takes has been computed before.
    fn compute(&mut self, figure: Figure) {
        match figure {
            Figure::Indicator(place) => {
                let score = self.plan.indicators.get(place).map(|indicator| self.indicator(indicator));
                if let Some(slot) = self.done.get_mut(place) {
                    *slot = score;
                }
            }
            Figure::Node(place) => {
                let total = self.node(place);
                if let Some(slot) = self.nodes.get_mut(place) {
                    *slot = Some(total);
                }
            }
            Figure::Plan => self.total = Some(self.of_nodes(self.tree.counted_top(), Vec::new(), StatusCounts::default())),
        }
    }

    fn indicator(&self, indicator: &Indicator) -> IndicatorScore {
        let mut working = Working::default();
        let target = self.target_of(indicator);
        let goal = target.map(|(_, target)| target);
        let window = self.window_of(indicator);
        let actual = match &indicator.actual_from {
            _ if !self.is_concerned(indicator, goal, &window) => Actual::Unscorable(Unscorable::NotOfUnit),
            Some(source) => self.linked(source, &mut working),
            None => actual_of(indicator, goal, self.unit, &window, &mut working),
        };
        let found = self.scale_of(indicator);
        let scale = found.map(|(_, scale)| scale);
        let judgement = judge(indicator, scale, goal, &actual, &mut working);
        IndicatorScore {
            indicator: indicator.code.clone(),
            actual,
            target: target.map(|(place, _)| place),
            scale: found.map(|(place, _)| place),
            percent: judgement.percent,
            full: judgement.placed.as_ref().and(scale).map(|scale| scale.full_score.exact()),
            placed: judgement.placed,
            status: judgement.status,
            unscorable: judgement.unscorable,
            working,
        }
    }

    /// What counts for an indicator. What is reported centrally is also the figure of the unit that owns it.
    fn window_of(&self, indicator: &Indicator) -> Vec<&'a Observation> {
        let own = self.windows.of_indicator(indicator, self.unit);
        if own.is_empty() && indicator.measure.aggregation == Aggregation::Central && self.owns(indicator) {
            return self.windows.of_indicator(indicator, None).into_iter().filter(|o| o.unit.is_none()).collect();
        }
        own
    }

    fn owns(&self, indicator: &Indicator) -> bool {
        indicator.owners.iter().any(|owner| Some(&owner.unit) == self.unit)
    }

    /// Whether an indicator stands on this scorecard: on the agency's every one, on a unit's those that it owns, has to reach or reports.
    fn is_concerned(&self, indicator: &Indicator, target: Option<&Target>, window: &[&Observation]) -> bool {
        let has_target = target.is_some_and(|target| target.unit.is_some());
        self.unit.is_none() || has_target || !window.is_empty() || self.owns(indicator)
    }

    fn linked(&self, source: &ActualSource, working: &mut Working) -> Actual {
        let nothing = Actual::Unscorable(Unscorable::LinkWithoutFigure);
        let of_node = |code| self.tree.node(code).and_then(|place| self.nodes.get(place)).and_then(Option::as_ref);
        let of_indicator = |code| self.tree.indicator(code).and_then(|place| self.done.get(place)).and_then(Option::as_ref);
        let actual = match source {
            ActualSource::Indicator(code) => of_indicator(code).map_or(nothing, |score| score.actual.clone()),
            ActualSource::PlanTotal => known(self.total.as_ref()).unwrap_or(nothing),
            ActualSource::NodeTotal(code) => known(of_node(code)).unwrap_or(nothing),
            ActualSource::ProjectsTotal => known(Some(&self.projects.total)).unwrap_or(nothing),
        };
        if let Actual::Known(figure) = &actual {
            working.note(Term::Actual, Rule::Linked, figure);
        }
        actual
    }

    /// The target of this unit and round; else of the year; else of the agency (`decisions.md` 7). What units add up to is no target of
    /// one unit.
    fn target_of(&self, indicator: &Indicator) -> Option<(usize, &'a Target)> {
        let added_up = self.unit.is_some() && indicator.measure.aggregation == Aggregation::Sum;
        let fits = |target: &Target| {
            let of_agency = target.unit.is_none() && !added_up;
            let of_unit = target.unit.is_some() && target.unit.as_ref() == self.unit;
            (of_agency || of_unit) && target.round.as_ref().is_none_or(|round| round == self.round)
        };
        let candidates = self.targets.get(&indicator.code)?.iter().filter(|(_, target)| fits(target));
        candidates.max_by_key(|(_, target)| (target.unit.is_some(), target.round.is_some())).copied()
    }

    /// The round's own bands, else the indicator's scale: [`AgencyPlan::scale_at`] without looking through the whole plan.
    fn scale_of(&self, indicator: &Indicator) -> Option<(usize, &'a Scale)> {
        let targets = self.targets.get(&indicator.code).into_iter().flatten().map(|(_, target)| *target);
        let code = scale_of_round(targets, self.round).or(indicator.scale.as_ref())?;
        self.scales.get(code).copied()
    }

    fn node(&self, place: usize) -> Total {
        let mut counts = StatusCounts::default();
        let mut contributions = Vec::new();
        for place in self.tree.counted_indicators(place) {
            let Some(score) = self.done.get(place).and_then(Option::as_ref) else { continue };
            if score.unscorable == Some(Unscorable::NotOfUnit) {
                continue;
            }
            counts.count(score.status);
            if let (Some(points), Some(full)) = (score.score(), &score.full) {
                let weight = self.plan.indicators.get(place).and_then(|indicator| indicator.weight);
                contributions.push(Contribution { score: points.clone(), full: full.clone(), weight });
            }
        }
        self.of_nodes(self.tree.counted_children(place), contributions, counts)
    }

    fn of_nodes(
        &self,
        nodes: impl Iterator<Item = usize>,
        mut contributions: Vec<Contribution>,
        mut counts: StatusCounts,
    ) -> Total {
        for place in nodes {
            let weight = self.plan.nodes.get(place).and_then(|node| node.weight);
            if let Some(total) = self.nodes.get(place).and_then(Option::as_ref) {
                counts.add(&total.counts);
                contributions.push(total.contribution(weight));
            }
        }
        Total::of(self.plan.plan.total_rule, &contributions, counts)
    }
}

fn known(total: Option<&Total>) -> Option<Actual> {
    total.and_then(|total| total.percent.clone()).map(Actual::Known)
}
