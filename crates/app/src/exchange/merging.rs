//! What a workbook leaves out stays: units and rounds of the agency, observations that it does not give (`decisions.md` 6), and money that
//! returns reported by month.

use std::collections::{BTreeMap, HashMap, HashSet};

use phaen_domain::budget::{BudgetLine, BudgetOwner};
use phaen_domain::id::ProjectCode;
use phaen_domain::money::Satang;
use phaen_domain::observation::{Observation, Subject};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::round::{Round, RoundState};
use phaen_domain::workbook::{CellProblem, OneWay, ProblemRule, Problems, Records};

use crate::App;
use crate::editing::reported_text;
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{Disbursement, Reading};

/// The workbook's plan with what it leaves out taken from what is stored.
pub(super) fn merge(stored: &AgencyPlan, mut wanted: AgencyPlan) -> AgencyPlan {
    keep_units(stored, &mut wanted);
    keep_rounds(&stored.rounds, &mut wanted);
    let given: HashSet<_> = wanted.observations.iter().map(Observation::about).collect();
    let kept = stored.observations.iter().filter(|observation| !given.contains(&observation.about()));
    let kept = kept.cloned().collect::<Vec<_>>();
    wanted.observations.extend(kept);
    wanted
}

/// Money by project and month.
pub(super) type Month = (ProjectCode, u8, Satang);

/// Money of the projects of which returns report months: what a workbook leaves out stays, what it gives takes its place. All of it, and what
/// differs from what is stored.
pub(super) fn months(reported: Vec<Disbursement>, given: &[BudgetLine]) -> (Vec<Month>, Vec<Month>) {
    let stored: BTreeMap<_, _> = reported.into_iter().filter_map(|it| Some(((it.project, it.month), it.amount?))).collect();
    let mut told: BTreeMap<(ProjectCode, u8), Satang> = BTreeMap::new();
    for line in given {
        let (BudgetOwner::Project(project), Some(month), Some(amount)) = (&line.owner, line.month(), line.amount) else {
            continue;
        };
        if stored.keys().any(|(of, _)| of == project) {
            let sum = told.entry((project.clone(), month)).or_insert(Satang::ZERO);
            *sum = sum.checked_add(amount).unwrap_or(*sum);
        }
    }
    let flat = |((project, month), amount)| (project, month, amount);
    let changed = told.clone().into_iter().filter(|(key, amount)| stored.get(key) != Some(amount)).map(flat).collect();
    let mut all = stored;
    all.extend(told);
    (all.into_iter().map(flat).collect(), changed)
}

/// A new plan of an agency that has others: units stay, and so do the rounds of its fiscal year; where the plan stands at them is its own.
pub(super) fn with_agency_of(app: &App, tx: &mut dyn Reading, mut wanted: AgencyPlan) -> Result<AgencyPlan, AppError> {
    for listing in tx.plans()? {
        let view = app.view(tx, listing.plan.code.as_str(), None)?;
        keep_units(&view.plan, &mut wanted);
        if listing.plan.fiscal_year == wanted.plan.fiscal_year {
            keep_rounds(&view.plan.rounds.iter().map(untouched).collect::<Vec<_>>(), &mut wanted);
        }
    }
    Ok(wanted)
}

/// A round of the year as it is for a plan that has done nothing at it.
fn untouched(round: &Round) -> Round {
    Round { state: RoundState::Planned, completed_on: None, revision: 0, ..round.clone() }
}

fn keep_units(stored: &AgencyPlan, wanted: &mut AgencyPlan) {
    let given: HashSet<_> = wanted.units.iter().map(|unit| unit.code.clone()).collect();
    wanted.units.extend(stored.units.iter().filter(|unit| !given.contains(&unit.code)).cloned());
}

fn keep_rounds(stored: &[Round], wanted: &mut AgencyPlan) {
    for round in stored {
        match wanted.rounds.iter_mut().find(|given| given.code == round.code) {
            Some(given) => {
                given.revision = round.revision;
                given.completed_on = given.completed_on.or(round.completed_on);
            }
            None => wanted.rounds.push(round.clone()),
        }
    }
    wanted.rounds.sort_by_key(|round| round.months);
}

/// Observations that are new or differ, with their stored versions.
pub(super) fn changed_observations(stored: &PlanView, wanted: &AgencyPlan) -> Vec<(Observation, u32)> {
    let versions = stored.stored.provenance.iter().map(|provenance| provenance.version);
    let known = stored.plan.observations.iter().zip(versions);
    let known: HashMap<_, _> = known.map(|(observation, version)| (observation.about(), (observation, version))).collect();
    let changed = wanted.observations.iter().filter_map(|observation| match known.get(&observation.about()) {
        Some((before, _)) if *before == observation => None,
        Some((_, version)) => Some((observation.clone(), *version)),
        None => Some((observation.clone(), 0)),
    });
    changed.collect()
}

/// Results that come in another way than those that stay: the first so many of the plan's are given, the others are kept.
pub(super) fn other_ways(plan: &AgencyPlan, given: usize, records: &Records) -> Problems {
    let mut problems = Problems::default();
    let (given, kept) = plan.observations.split_at(given.min(plan.observations.len()));
    let mut ways = OneWay::of(plan);
    kept.iter().for_each(|observation| drop(ways.take(observation)));
    for observation in given {
        if let Some((column, rule)) = ways.take(observation) {
            problems.add(observation_problem(records, observation, column, rule));
        }
    }
    problems
}

/// A problem at the observation's own row.
pub(super) fn observation_problem(
    records: &Records,
    observation: &Observation,
    column: &'static str,
    rule: ProblemRule,
) -> CellProblem {
    let (code, item) = match &observation.subject {
        Subject::Indicator(code) => (code.to_string(), None),
        Subject::Project(code) => (code.to_string(), None),
        Subject::ProjectIndicator(code, item) => (code.to_string(), Some(item.to_string())),
    };
    let unit = observation.unit.as_ref().map(ToString::to_string);
    let period = Some(observation.period.to_string());
    let about = [Some(code), item, unit, period];
    let matches = |values: &[Option<String>]| values.get(1..5) == Some(&about);
    let row = records.of("observations").iter().find(|record| matches(&record.values)).map_or(0, |record| record.row);
    let value = reported_text(&observation.reported);
    CellProblem { sheet: "observations", row, column: Some(column), value, rule }
}
