//! One target or one observation that is entered by hand is held against the same rules as a workbook's.

use super::check::check_observations;
use super::problem::Problems;
use super::{understand_records, write};
use crate::id::{IndicatorCode, ProjectCode, UnitCode};
use crate::indicator::Target;
use crate::observation::{Observation, Subject};
use crate::organisation::Unit;
use crate::plan::{AgencyPlan, PlanNode};
use crate::scoring::Scale;

/// Every rule that a target breaks, or that the indicator's other targets of the round break beside it: they share the round's bands.
#[must_use]
pub fn check_target(plan: &AgencyPlan, target: &Target) -> Problems {
    let mut small = without_items(plan, target.unit.as_ref());
    let same = |it: &&Target| it.indicator == target.indicator && it.round == target.round && it.unit != target.unit;
    let others = || plan.targets.iter().filter(same).filter(|it| it.round.is_some());
    small.units.extend(others().flat_map(|it| alone(plan, it.unit.as_ref())));
    small.nodes.clone_from(&plan.nodes);
    small.scales.clone_from(&plan.scales);
    small.indicators = indicator(plan, &target.indicator);
    small.targets = std::iter::once(target).chain(others()).cloned().collect();
    problems_of(&small)
}

/// Every rule that an observation breaks.
#[must_use]
pub fn check_observation(plan: &AgencyPlan, observation: &Observation) -> Problems {
    let mut small = without_items(plan, observation.unit.as_ref());
    match &observation.subject {
        Subject::Indicator(code) => small.indicators = indicator(plan, code),
        Subject::Project(code) | Subject::ProjectIndicator(code, _) => small.projects = project(plan, code),
    }
    small.nodes = nodes_of(plan, &small);
    small.scales = scales_of(plan, &small);
    small.observations = vec![observation.clone()];
    let mut problems = Problems::default();
    check_observations(&write(&small), &small, &mut problems);
    problems
}

fn problems_of(plan: &AgencyPlan) -> Problems {
    understand_records(&write(plan), Problems::default()).err().unwrap_or_default()
}

/// The plan with this unit only, without nodes, scales, indicators, projects and what belongs to them; weights are left out because
/// siblings are.
fn without_items(plan: &AgencyPlan, unit: Option<&UnitCode>) -> AgencyPlan {
    AgencyPlan {
        agency: plan.agency.clone(),
        units: alone(plan, unit),
        plan: plan.plan.clone(),
        edition: plan.edition.clone(),
        levels: plan.levels.clone(),
        rounds: plan.rounds.clone(),
        nodes: Vec::new(),
        scales: Vec::new(),
        indicators: Vec::new(),
        targets: Vec::new(),
        projects: Vec::new(),
        budget: Vec::new(),
        cited_totals: Vec::new(),
        observations: Vec::new(),
        problems: Vec::new(),
        narratives: Vec::new(),
    }
}

fn indicator(plan: &AgencyPlan, code: &IndicatorCode) -> Vec<crate::indicator::Indicator> {
    let found = plan.indicators.iter().find(|indicator| indicator.code == *code).cloned();
    // Whose indicator it is and its link to another are not at stake here; the units and the other one are left out.
    found
        .into_iter()
        .map(|mut indicator| {
            indicator.weight = None;
            indicator.owners.clear();
            indicator
        })
        .collect()
}

fn project(plan: &AgencyPlan, code: &ProjectCode) -> Vec<crate::project::Project> {
    let mut found: Vec<_> = plan.projects.iter().filter(|project| project.code == *code).cloned().collect();
    found.iter_mut().for_each(|project| project.owners.clear());
    found
}

/// The nodes under which the indicators and projects of a small plan stand, without those around them.
fn nodes_of(plan: &AgencyPlan, small: &AgencyPlan) -> Vec<PlanNode> {
    let codes = small.indicators.iter().map(|it| &it.node).chain(small.projects.iter().map(|it| &it.node)).collect::<Vec<_>>();
    let found = plan.nodes.iter().filter(|node| codes.contains(&&node.code)).cloned();
    found.map(|node| PlanNode { parent: None, weight: None, ..node }).collect()
}

/// The scales that the indicators and projects of a small plan are scored by.
fn scales_of(plan: &AgencyPlan, small: &AgencyPlan) -> Vec<Scale> {
    let codes = small.indicators.iter().filter_map(|it| it.scale.as_ref()).chain(small.projects.iter().map(|it| &it.scale));
    let codes = codes.collect::<Vec<_>>();
    plan.scales.iter().filter(|scale| codes.contains(&&scale.code)).cloned().collect()
}

/// A unit without those around it: they were checked when it was stored.
fn alone(plan: &AgencyPlan, unit: Option<&UnitCode>) -> Vec<Unit> {
    let found = plan.units.iter().find(|it| Some(&it.code) == unit).cloned();
    found.into_iter().map(|unit| Unit { parent: None, successor: None, ..unit }).collect()
}
