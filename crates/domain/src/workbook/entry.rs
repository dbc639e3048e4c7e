//! One target or one observation that is entered by hand is held against the same rules as a workbook's.

use super::problem::Problems;
use super::{understand_records, write};
use crate::id::{IndicatorCode, ProjectCode};
use crate::indicator::Target;
use crate::observation::{Observation, Subject};
use crate::plan::AgencyPlan;

/// Every rule that a target breaks.
#[must_use]
pub fn check_target(plan: &AgencyPlan, target: &Target) -> Problems {
    let mut small = without_items(plan);
    small.indicators = indicator(plan, &target.indicator);
    small.targets = vec![target.clone()];
    problems_of(&small)
}

/// Every rule that an observation breaks.
#[must_use]
pub fn check_observation(plan: &AgencyPlan, observation: &Observation) -> Problems {
    let mut small = without_items(plan);
    match &observation.subject {
        Subject::Indicator(code) => small.indicators = indicator(plan, code),
        Subject::Project(code) | Subject::ProjectIndicator(code, _) => small.projects = project(plan, code),
    }
    small.observations = vec![observation.clone()];
    problems_of(&small)
}

fn problems_of(plan: &AgencyPlan) -> Problems {
    understand_records(&write(plan), Problems::default()).err().unwrap_or_default()
}

/// The plan without indicators, projects and what belongs to them; weights are left out because siblings are.
fn without_items(plan: &AgencyPlan) -> AgencyPlan {
    AgencyPlan {
        agency: plan.agency.clone(),
        units: plan.units.clone(),
        plan: plan.plan.clone(),
        edition: plan.edition.clone(),
        levels: plan.levels.clone(),
        nodes: plan.nodes.clone(),
        scales: plan.scales.clone(),
        rounds: plan.rounds.clone(),
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
    // The link of an indicator to another is not at stake here, and the other one is left out.
    found
        .into_iter()
        .map(|mut indicator| {
            indicator.weight = None;
            indicator
        })
        .collect()
}

fn project(plan: &AgencyPlan, code: &ProjectCode) -> Vec<crate::project::Project> {
    plan.projects.iter().filter(|project| project.code == *code).cloned().collect()
}
