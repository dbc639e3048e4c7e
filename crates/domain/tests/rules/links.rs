//! Figures that take other figures as their actual: computed in dependency order, a circle refused and named (`scoring.md` 4).

use phaen_domain::indicator::ActualSource;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{Actual, Circle, Rule, Scorecard, Status, Unscorable};

use crate::golden_plan::plan_of_the_book;
use crate::support::{
    empty_plan, indicator, indicator_code, node, node_code, observed, project, round_code, shown, status_of_project, target,
    value,
};

fn card(plan: &AgencyPlan) -> Result<Scorecard, Circle> {
    Scorecard::of(plan, &round_code("R12"))
}

fn linked(plan: &mut AgencyPlan, code: &str, node: &str, source: ActualSource) {
    let mut kpi = indicator(code, node);
    kpi.actual_from = Some(source);
    plan.indicators.push(kpi);
    plan.targets.push(target(code, "90"));
}

fn of_indicator(code: &str) -> ActualSource {
    ActualSource::Indicator(indicator_code(code))
}

fn names(circle: &Circle) -> Vec<&str> {
    circle.0.iter().map(phaen_domain::id::IndicatorCode::as_str).collect()
}

#[test]
fn a_department_indicator_takes_the_plans_own_total_as_its_actual() {
    let mut plan = plan_of_the_book();
    let mut policy = node("policy", None);
    policy.counted = false;
    plan.nodes.push(policy);
    linked(&mut plan, "POLICY-4", "policy", ActualSource::PlanTotal);
    let card = card(&plan).unwrap();
    let score = card.indicator(&indicator_code("POLICY-4")).unwrap();
    assert_eq!(score.actual, Actual::Known(crate::support::exact("93.60")));
    assert_eq!((shown(score.percent.as_ref().unwrap()), score.working.lines[0].rule), ("104.00".to_owned(), Rule::Linked));
    assert_eq!(shown(card.plan.percent.as_ref().unwrap()), "93.60");
}

#[test]
fn a_policy_indicator_takes_the_projects_total_and_scores_4_58() {
    let mut plan = empty_plan();
    plan.nodes.push(node("N", None));
    for (code, status) in [("P1", "100"), ("P2", "75")] {
        plan.projects.push(project(code, "N"));
        plan.observations.push(status_of_project(code, "R12", value(status)));
    }
    linked(&mut plan, "POLICY-5", "N", ActualSource::ProjectsTotal);
    let score = card(&plan).unwrap().indicator(&indicator_code("POLICY-5")).unwrap().clone();
    assert_eq!(score.actual, Actual::Known(crate::support::exact("87.5")));
    assert_eq!(shown(score.percent.as_ref().unwrap()), "97.22");
}

#[test]
fn a_chain_of_links_is_computed_in_order_of_need_not_of_print() {
    let mut plan = empty_plan();
    plan.nodes.extend([node("A", None), node("B", None)]);
    linked(&mut plan, "K1", "A", of_indicator("K2"));
    linked(&mut plan, "K2", "A", ActualSource::NodeTotal(node_code("B")));
    plan.indicators.push(indicator("K3", "B"));
    plan.targets.push(target("K3", "100"));
    plan.observations.push(observed("K3", "R12", value("90")));
    let card = card(&plan).unwrap();
    assert_eq!(shown(card.node(&node_code("B")).unwrap().percent.as_ref().unwrap()), "80.00");
    for code in ["K1", "K2"] {
        let score = card.indicator(&indicator_code(code)).unwrap();
        assert_eq!(score.actual, Actual::Known(crate::support::exact("80")), "{code}");
        assert!(score.working.recomputes());
    }
}

#[test]
fn a_link_carries_no_data_and_no_measure_on() {
    let mut plan = empty_plan();
    plan.nodes.push(node("A", None));
    plan.indicators.push(indicator("K1", "A"));
    plan.targets.push(target("K1", "1"));
    linked(&mut plan, "K2", "A", of_indicator("K1"));
    assert_eq!(card(&plan).unwrap().indicators[1].status, Status::Awaiting);
    let reason = phaen_domain::observation::Reported::NotMeasurable("x".to_owned());
    plan.observations.push(observed("K1", "R12", reason));
    assert_eq!(card(&plan).unwrap().indicators[1].actual, Actual::NotMeasurable("x".to_owned()));
}

#[test]
fn a_link_to_nothing_or_to_a_total_of_nothing_is_named() {
    for source in [
        of_indicator("NONE"),
        ActualSource::NodeTotal(node_code("NONE")),
        ActualSource::NodeTotal(node_code("EMPTY")),
        ActualSource::ProjectsTotal,
    ] {
        let mut plan = empty_plan();
        plan.nodes.extend([node("A", None), node("EMPTY", None)]);
        linked(&mut plan, "K", "A", source.clone());
        let score = card(&plan).unwrap().indicators[0].clone();
        assert_eq!(score.unscorable, Some(Unscorable::LinkWithoutFigure), "{source:?}");
        assert_eq!(score.status, Status::NotScored);
    }
}

#[test]
fn a_circle_is_refused_and_names_its_members_and_nobody_who_leads_to_it() {
    let mut plan = empty_plan();
    plan.nodes.push(node("A", None));
    linked(&mut plan, "LEADS", "A", of_indicator("K1"));
    linked(&mut plan, "K1", "A", of_indicator("K2"));
    linked(&mut plan, "K2", "A", of_indicator("K3"));
    linked(&mut plan, "K3", "A", of_indicator("K1"));
    assert_eq!(names(&card(&plan).unwrap_err()), ["K1", "K2", "K3"]);
}

#[test]
fn an_indicator_that_takes_itself_is_a_circle() {
    let mut plan = empty_plan();
    plan.nodes.push(node("A", None));
    linked(&mut plan, "K1", "A", of_indicator("K1"));
    assert_eq!(names(&card(&plan).unwrap_err()), ["K1"]);
}

#[test]
fn an_indicator_that_counts_in_the_total_it_takes_is_a_circle() {
    for source in [ActualSource::PlanTotal, ActualSource::NodeTotal(node_code("A")), ActualSource::NodeTotal(node_code("A1"))] {
        let mut plan = empty_plan();
        plan.nodes.extend([node("A", None), node("A1", Some("A"))]);
        linked(&mut plan, "K1", "A1", source.clone());
        assert_eq!(names(&card(&plan).unwrap_err()), ["K1"], "{source:?}");
    }
}

#[test]
fn an_indicator_that_does_not_count_may_stand_under_the_total_it_takes() {
    let mut plan = empty_plan();
    plan.nodes.push(node("A", None));
    plan.indicators.push(indicator("K1", "A"));
    plan.targets.push(target("K1", "100"));
    plan.observations.push(observed("K1", "R12", value("90")));
    linked(&mut plan, "K2", "A", ActualSource::PlanTotal);
    plan.indicators[1].counted = false;
    let card = card(&plan).unwrap();
    assert_eq!(card.indicators[1].actual, Actual::Known(crate::support::exact("80")));
}

#[test]
fn a_chain_of_20_000_links_is_computed_without_running_out_of_stack() {
    let mut plan = empty_plan();
    plan.nodes.push(node("A", None));
    let last = 20_000;
    for place in 0..last {
        linked(&mut plan, &format!("K{place}"), "A", of_indicator(&format!("K{}", place + 1)));
    }
    let mut end = indicator(&format!("K{last}"), "A");
    end.counted = false;
    plan.indicators.push(end);
    plan.targets.push(target(&format!("K{last}"), "90"));
    plan.observations.push(observed(&format!("K{last}"), "R12", value("90")));
    let card = card(&plan).unwrap();
    assert_eq!(shown(card.plan.percent.as_ref().unwrap()), "100.00");
}

#[test]
fn nodes_that_stand_under_each_other_are_refused_instead_of_followed_for_ever() {
    let mut plan = empty_plan();
    plan.nodes.extend([node("A", Some("B")), node("B", Some("A"))]);
    linked(&mut plan, "K1", "A", ActualSource::ProjectsTotal);
    assert!(card(&plan).is_err());
}
