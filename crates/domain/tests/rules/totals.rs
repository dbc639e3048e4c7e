//! Totals by sum and by weight, level by level (`scoring.md` 4).

use phaen_domain::number::Exact;
use phaen_domain::observation::Reported;
use phaen_domain::plan::{AgencyPlan, TotalRule};
use phaen_domain::scoring::{Scorecard, Total};

use crate::support::{
    decimal, empty_plan, indicator, node, node_code, observed, project, round_code, shown, status_of_project, target, value,
};

fn card(plan: &AgencyPlan) -> Scorecard {
    Scorecard::of(plan, &round_code("R12")).unwrap()
}

fn add(plan: &mut AgencyPlan, code: &str, node: &str, weight: Option<&str>, percent: &str) {
    let mut kpi = indicator(code, node);
    kpi.weight = weight.map(decimal);
    plan.indicators.push(kpi);
    plan.targets.push(target(code, "100"));
    plan.observations.push(observed(code, "R12", value(percent)));
}

/// Two nodes of weight 70 and 30; the first has indicators of weight 3 and 1 with scores 5 and 1, the second one of score 4.
fn weighted_plan() -> AgencyPlan {
    let mut plan = empty_plan();
    plan.plan.total_rule = TotalRule::WeightedAverage;
    for (code, weight) in [("A", "70"), ("B", "30")] {
        let mut node = node(code, None);
        node.weight = Some(decimal(weight));
        plan.nodes.push(node);
    }
    add(&mut plan, "K1", "A", Some("3"), "100");
    add(&mut plan, "K2", "A", Some("1"), "60");
    add(&mut plan, "K3", "B", None, "90");
    plan
}

fn figures(total: &Total) -> (String, String, String) {
    assert!(total.working.recomputes());
    assert_eq!(total.working.result(), total.percent.as_ref());
    (shown(&total.score), shown(&total.full), total.percent.as_ref().map_or_else(String::new, shown))
}

fn abc(a: &str, b: &str, c: &str) -> (String, String, String) {
    (a.to_owned(), b.to_owned(), c.to_owned())
}

#[test]
fn a_weighted_total_is_the_weighted_mean_of_the_scores_on_their_own_scale() {
    let card = card(&weighted_plan());
    assert_eq!(figures(card.node(&node_code("A")).unwrap()), abc("4.00", "5.00", "80.00"), "(3 × 5 + 1 × 1) / 4");
    assert_eq!(figures(card.node(&node_code("B")).unwrap()), abc("4.00", "5.00", "80.00"));
    assert_eq!(figures(&card.plan), abc("4.00", "5.00", "80.00"));
}

#[test]
fn weights_of_nodes_and_of_indicators_are_applied_level_by_level() {
    let mut plan = weighted_plan();
    plan.observations.pop();
    plan.observations.push(observed("K3", "R12", value("70")));
    let total = card(&plan).plan;
    assert_eq!(figures(&total), abc("3.40", "5.00", "68.00"), "(70 × 4 + 30 × 2) / 100");
}

#[test]
fn a_weighted_total_of_a_deeper_tree_goes_up_through_every_level() {
    let mut plan = weighted_plan();
    let mut below = node("B1", Some("B"));
    below.weight = Some(decimal("1"));
    plan.nodes.push(below);
    add(&mut plan, "K4", "B1", Some("1"), "60");
    let card = card(&plan);
    assert_eq!(figures(card.node(&node_code("B")).unwrap()), abc("2.50", "5.00", "50.00"), "K3 and B1 weigh the same");
    assert_eq!(figures(&card.plan), abc("3.55", "5.00", "71.00"));
}

#[test]
fn the_weight_of_what_leaves_b_is_spread_over_the_others() {
    let mut plan = weighted_plan();
    plan.observations.retain(|observation| observation.subject != subject("K2"));
    plan.observations.push(observed("K2", "R12", Reported::NotApplicable("x".to_owned())));
    assert_eq!(figures(card(&plan).node(&node_code("A")).unwrap()), abc("5.00", "5.00", "100.00"));
}

#[test]
fn a_node_of_which_nothing_is_left_gives_its_weight_to_its_siblings() {
    let mut plan = weighted_plan();
    plan.observations.retain(|observation| observation.subject != subject("K3"));
    plan.observations.push(observed("K3", "R12", Reported::NotMeasurable("x".to_owned())));
    let card = card(&plan);
    assert_eq!(card.node(&node_code("B")).unwrap().percent, None);
    assert_eq!(figures(&card.plan), abc("4.00", "5.00", "80.00"));
}

#[test]
fn no_data_keeps_its_weight_and_scores_nothing() {
    let mut plan = weighted_plan();
    plan.observations.retain(|observation| observation.subject != subject("K1"));
    assert_eq!(figures(card(&plan).node(&node_code("A")).unwrap()), abc("0.25", "5.00", "5.00"), "1 × 1 / 4");
}

#[test]
fn scores_of_different_scales_are_weighed_as_shares_of_100() {
    let mut plan = weighted_plan();
    let status = phaen_domain::id::ScaleCode::new("project-status").unwrap();
    plan.indicators[1].scale = Some(status);
    plan.observations.retain(|observation| observation.subject != subject("K2"));
    plan.observations.push(observed("K2", "R12", value("50")));
    assert_eq!(figures(card(&plan).node(&node_code("A")).unwrap()), abc("87.50", "100.00", "87.50"), "(3 × 1 + 1 × 0.5) / 4");
}

#[test]
fn weights_that_are_all_zero_make_no_total() {
    let mut plan = weighted_plan();
    plan.indicators.iter_mut().for_each(|kpi| kpi.weight = Some(decimal("0")));
    assert_eq!(card(&plan).plan.percent, None);
}

fn subject(code: &str) -> phaen_domain::observation::Subject {
    phaen_domain::observation::Subject::Indicator(crate::support::indicator_code(code))
}

#[test]
fn a_sum_of_scores_takes_no_weights() {
    let mut plan = weighted_plan();
    plan.plan.total_rule = TotalRule::SumOfScores;
    assert_eq!(figures(&card(&plan).plan), abc("10.00", "15.00", "66.67"));
}

#[test]
fn a_total_of_nothing_has_no_percentage() {
    let card = card(&empty_plan());
    assert_eq!((card.plan.percent, card.plan.counts.all()), (None, 0));
    assert_eq!(card.projects_total.total.percent, None);
}

#[test]
fn what_is_not_counted_stays_out_of_the_plan_at_every_level() {
    let mut plan = empty_plan();
    plan.nodes.push(node("A", None));
    let mut followed = node("A1", Some("A"));
    followed.counted = false;
    plan.nodes.push(followed);
    add(&mut plan, "K1", "A", None, "100");
    add(&mut plan, "K2", "A1", None, "0");
    add(&mut plan, "K3", "A", None, "0");
    plan.indicators[2].counted = false;
    let card = card(&plan);
    assert_eq!(figures(&card.plan), abc("5.00", "5.00", "100.00"));
    assert_eq!(figures(card.node(&node_code("A1")).unwrap()), abc("0.00", "5.00", "0.00"), "its own total is shown all the same");
}

#[test]
fn a_branch_that_is_not_counted_has_totals_of_its_own() {
    let mut plan = empty_plan();
    for (code, parent) in [("V", None), ("V1", Some("V"))] {
        let mut node = node(code, parent);
        node.counted = false;
        plan.nodes.push(node);
    }
    add(&mut plan, "K1", "V1", None, "100");
    let card = card(&plan);
    assert_eq!(figures(card.node(&node_code("V")).unwrap()), abc("5.00", "5.00", "100.00"));
    assert_eq!(card.plan.percent, None);
}

#[test]
fn the_groups_add_up_to_the_plan() {
    let mut plan = empty_plan();
    for code in ["A", "B"] {
        plan.nodes.push(node(code, None));
    }
    plan.nodes.push(node("A1", Some("A")));
    for (place, percent) in ["100", "95.61", "61.3", "12", "0"].iter().enumerate() {
        add(&mut plan, &format!("K{place}"), ["A", "A1", "B"][place % 3], None, percent);
    }
    let card = card(&plan);
    let top = ["A", "B"].map(|code| card.node(&node_code(code)).unwrap());
    assert_eq!(top.iter().map(|total| total.score.clone()).sum::<Exact>(), card.plan.score);
    assert_eq!(top.iter().map(|total| total.full.clone()).sum::<Exact>(), card.plan.full);
}

#[test]
fn projects_below_a_goal_count_in_the_issue_above_it() {
    let mut plan = empty_plan();
    plan.nodes.extend([node("A", None), node("A1", Some("A")), node("B", None)]);
    plan.projects.extend([project("P1", "A1"), project("P2", "A"), project("P3", "A1")]);
    for (code, status) in [("P1", "100"), ("P2", "50"), ("P3", "75")] {
        plan.observations.push(status_of_project(code, "R12", value(status)));
    }
    let total = card(&plan).projects_total;
    let by_node = total.by_node.iter().map(|(node, total)| (node.as_str(), total.total.score.plain())).collect::<Vec<_>>();
    assert_eq!(by_node, [("A", "225".to_owned()), ("A1", "175".to_owned())]);
}
