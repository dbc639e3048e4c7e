//! The scorecard of one unit: its own indicators, reports, targets and projects.

use phaen_domain::id::IndicatorCode;
use phaen_domain::indicator::{Aggregation, Target};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{Scorecard, Status, Unscorable};

use crate::support::{
    empty_plan, indicator, indicator_code, node, observed, observed_by, owner, project, round_code, shown, status_of_project,
    target, unit_code, value,
};

fn plan(aggregation: Aggregation) -> AgencyPlan {
    let mut plan = empty_plan();
    plan.nodes.push(node("N", None));
    let mut kpi = indicator("K", "N");
    kpi.measure.aggregation = aggregation;
    kpi.owners = vec![owner("ก", None), owner("ข", None)];
    plan.indicators.push(kpi);
    plan.targets.push(target("K", "80"));
    plan.observations.push(observed_by("ก", "K", "R12", value("76")));
    plan.observations.push(observed_by("ข", "K", "R12", value("40")));
    plan
}

fn of_unit(plan: &AgencyPlan, unit: &str) -> Scorecard {
    Scorecard::of_unit(plan, &round_code("R12"), Some(&unit_code(unit))).unwrap()
}

fn percent(card: &Scorecard, code: &str) -> Option<String> {
    card.indicator(&indicator_code(code)).unwrap().percent.as_ref().map(shown)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_unit_is_judged_by_its_own_report() {
    let plan = plan(Aggregation::Average);
    assert_eq!(percent(&of_unit(&plan, "ก"), "K"), some("95.00"));
    assert_eq!(percent(&of_unit(&plan, "ข"), "K"), some("50.00"));
    let agency = Scorecard::of(&plan, &round_code("R12")).unwrap();
    assert_eq!(percent(&agency, "K"), some("72.50"));
}

#[test]
fn a_units_own_target_stands_before_the_agencys() {
    let mut plan = plan(Aggregation::Average);
    plan.targets.push(Target { unit: Some(unit_code("ข")), ..target("K", "40") });
    assert_eq!(percent(&of_unit(&plan, "ข"), "K"), some("100.00"));
    assert_eq!(percent(&of_unit(&plan, "ก"), "K"), some("95.00"));
    let agency = Scorecard::of(&plan, &round_code("R12")).unwrap();
    assert_eq!(percent(&agency, "K"), some("72.50"), "a unit's target is not the agency's");
}

#[test]
fn a_units_target_of_the_round_stands_before_its_target_of_the_year() {
    let mut plan = plan(Aggregation::Average);
    plan.targets.push(Target { unit: Some(unit_code("ข")), round: Some(round_code("R12")), ..target("K", "50") });
    plan.targets.push(Target { unit: Some(unit_code("ข")), ..target("K", "40") });
    assert_eq!(percent(&of_unit(&plan, "ข"), "K"), some("80.00"));
}

#[test]
fn the_agencys_target_of_a_sum_is_no_target_of_one_unit() {
    let plan = plan(Aggregation::Sum);
    let score = of_unit(&plan, "ก").indicator(&indicator_code("K")).unwrap().clone();
    assert_eq!(score.unscorable, Some(Unscorable::NoTarget));
}

#[test]
fn an_indicator_of_other_units_is_not_held_against_a_unit() {
    let mut plan = plan(Aggregation::Average);
    let mut other = indicator("OTHER", "N");
    other.owners = vec![owner("ข", None)];
    plan.indicators.push(other);
    plan.targets.push(target("OTHER", "10"));
    let card = of_unit(&plan, "ก");
    let score = card.indicator(&indicator_code("OTHER")).unwrap();
    assert_eq!((score.status, score.unscorable), (Status::NotScored, Some(Unscorable::NotOfUnit)));
    assert_eq!((card.plan.full.plain().as_str(), card.plan.counts.all()), ("5", 1));
    assert_eq!(of_unit(&plan, "ข").plan.counts.awaiting, 1, "its owner still owes a report");
    assert_eq!(
        card.indicators.iter().map(|s| &s.indicator).collect::<Vec<_>>(),
        plan.indicators.iter().map(|i| &i.code).collect::<Vec<&IndicatorCode>>()
    );
}

#[test]
fn a_figure_reported_centrally_is_that_of_the_unit_that_owns_it() {
    let mut plan = plan(Aggregation::Central);
    plan.observations = vec![observed("K", "R12", value("80"))];
    assert_eq!(percent(&of_unit(&plan, "ก"), "K"), some("100.00"));
    assert_eq!(of_unit(&plan, "ค").plan.counts.all(), 0);
}

#[test]
fn a_unit_sees_its_own_projects() {
    let mut plan = plan(Aggregation::Average);
    for (code, unit, status) in [("P1", "ก", "100"), ("P2", "ข", "50"), ("P3", "ก", "75")] {
        let mut project = project(code, "N");
        project.owners.push(unit_code(unit));
        plan.projects.push(project);
        plan.observations.push(status_of_project(code, "R12", value(status)));
    }
    let card = of_unit(&plan, "ก");
    assert_eq!(card.projects.iter().map(|score| score.project.as_str()).collect::<Vec<_>>(), ["P1", "P3"]);
    assert_eq!(card.projects_total.total.score.plain(), "175");
    assert_eq!(Scorecard::of(&plan, &round_code("R12")).unwrap().projects.len(), 3);
}
