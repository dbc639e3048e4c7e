//! Zero, no data, not applicable, not measurable and what cannot be computed are different answers (`decisions.md` 5, `scoring.md` 1).

use phaen_domain::indicator::{PercentRule, ZeroTarget};
use phaen_domain::observation::Reported;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{Actual, IndicatorScore, Scorecard, Status, Unscorable};

use crate::support::{
    empty_plan, exact, indicator, indicator_code, node, observed, project, ratio, round_code, shown, status_of_project, target,
    value,
};

fn plan_with(reported: Option<Reported>, target_value: &str) -> AgencyPlan {
    let mut plan = empty_plan();
    plan.nodes.push(node("N", None));
    plan.indicators.push(indicator("K", "N"));
    plan.targets.push(target("K", target_value));
    plan.observations.extend(reported.map(|reported| observed("K", "R12", reported)));
    plan
}

fn card(plan: &AgencyPlan) -> Scorecard {
    Scorecard::of(plan, &round_code("R12")).unwrap()
}

fn score_of(plan: &AgencyPlan) -> IndicatorScore {
    card(plan).indicator(&indicator_code("K")).unwrap().clone()
}

fn full_score_in_b(plan: &AgencyPlan) -> String {
    card(plan).plan.full.plain()
}

#[test]
fn a_typed_zero_is_a_result_that_scores_0_and_misses() {
    let plan = plan_with(Some(value("0")), "50");
    let score = score_of(&plan);
    assert_eq!((score.actual.clone(), score.status), (Actual::Known(exact("0")), Status::Missed));
    assert_eq!((shown(score.percent.as_ref().unwrap()), shown(score.score().unwrap())), ("0.00".to_owned(), "0.00".to_owned()));
    assert_eq!(full_score_in_b(&plan), "5");
}

#[test]
fn no_data_scores_0_without_a_percentage_and_stays_in_b() {
    for reported in [None, Some(Reported::NoData)] {
        let plan = plan_with(reported, "50");
        let score = score_of(&plan);
        assert_eq!((score.actual.clone(), score.status), (Actual::NoData, Status::Awaiting));
        assert_eq!((score.percent.clone(), shown(score.score().unwrap())), (None, "0.00".to_owned()));
        assert_eq!(score.placed.unwrap().points_shown, None, "no band is printed for no data");
        assert_eq!(full_score_in_b(&plan), "5");
    }
}

#[test]
fn what_is_not_applicable_leaves_b_and_keeps_its_reason() {
    let plan = plan_with(Some(Reported::NotApplicable("ยุบภารกิจ".to_owned())), "50");
    let score = score_of(&plan);
    assert_eq!((score.actual.clone(), score.status), (Actual::NotApplicable("ยุบภารกิจ".to_owned()), Status::NotApplicable));
    assert_eq!((score.score(), full_score_in_b(&plan).as_str()), (None, "0"));
}

#[test]
fn what_is_not_measurable_leaves_b_and_keeps_its_reason() {
    let plan = plan_with(Some(Reported::NotMeasurable("ยังไม่ประกาศผล".to_owned())), "50");
    let score = score_of(&plan);
    assert_eq!((score.actual.clone(), score.status), (Actual::NotMeasurable("ยังไม่ประกาศผล".to_owned()), Status::NotMeasurable));
    assert_eq!((score.score(), full_score_in_b(&plan).as_str()), (None, "0"));
}

#[test]
fn a_zero_target_without_a_rule_refuses_the_indicator() {
    let plan = plan_with(Some(value("3")), "0");
    let score = score_of(&plan);
    assert_eq!((score.unscorable, score.status), (Some(Unscorable::ZeroTarget), Status::NotScored));
    assert_eq!((score.score(), full_score_in_b(&plan).as_str()), (None, "0"));
}

#[test]
fn a_zero_target_that_is_all_or_nothing_is_met_or_not() {
    for (rule, actual, percent) in [
        (PercentRule::Higher, "0", "100.00"),
        (PercentRule::Higher, "-1", "0.00"),
        (PercentRule::LowerRatio, "0", "100.00"),
        (PercentRule::LowerRatio, "1", "0.00"),
        (PercentRule::LowerDifference, "0", "100.00"),
        (PercentRule::LowerDifference, "2", "0.00"),
    ] {
        let mut plan = plan_with(Some(value(actual)), "0");
        plan.indicators[0].measure.percent_rule = rule;
        plan.indicators[0].measure.zero_target = ZeroTarget::AllOrNothing;
        assert_eq!(shown(score_of(&plan).percent.as_ref().unwrap()), percent, "{rule:?} {actual}");
    }
}

#[test]
fn a_base_of_zero_is_an_answer_of_its_own() {
    let plan = plan_with(Some(ratio("3", "0")), "50");
    assert_eq!(score_of(&plan).unscorable, Some(Unscorable::ZeroBase));
    let mut growth = plan_with(Some(value("3")), "-100");
    growth.indicators[0].measure.percent_rule = PercentRule::GrowthOnBase;
    assert_eq!(score_of(&growth).unscorable, Some(Unscorable::ZeroBase));
    let mut bounded = plan_with(Some(value("3")), "100");
    bounded.indicators[0].measure.percent_rule = PercentRule::LowerBounded;
    assert_eq!(score_of(&bounded).unscorable, Some(Unscorable::ZeroBase));
}

#[test]
fn the_five_answers_are_five_different_ones() {
    let answers = [
        plan_with(Some(value("3")), "0"),
        plan_with(Some(ratio("3", "0")), "50"),
        plan_with(None, "50"),
        plan_with(Some(Reported::NotMeasurable("x".to_owned())), "50"),
        plan_with(Some(Reported::NotApplicable("x".to_owned())), "50"),
    ]
    .map(|plan| {
        let score = score_of(&plan);
        (score.status, score.unscorable)
    });
    for (place, answer) in answers.iter().enumerate() {
        assert!(!answers[..place].contains(answer), "{answer:?} is said twice");
    }
}

#[test]
fn without_a_target_there_is_no_score() {
    let mut plan = plan_with(Some(value("3")), "50");
    plan.targets.clear();
    assert_eq!(score_of(&plan).unscorable, Some(Unscorable::NoTarget));
}

#[test]
fn a_round_without_its_own_target_is_judged_by_the_year_and_with_one_by_its_own() {
    let mut plan = plan_with(Some(value("30")), "60");
    assert_eq!(shown(score_of(&plan).percent.as_ref().unwrap()), "50.00");
    let own = phaen_domain::indicator::Target { round: Some(round_code("R12")), ..target("K", "40") };
    plan.targets.push(own);
    assert_eq!(shown(score_of(&plan).percent.as_ref().unwrap()), "75.00");
}

#[test]
fn an_indicator_scored_by_status_needs_no_target() {
    let mut plan = plan_with(Some(value("75")), "0");
    plan.targets.clear();
    plan.indicators[0].scale = Some(phaen_domain::id::ScaleCode::new("project-status").unwrap());
    let score = score_of(&plan);
    assert_eq!((score.unscorable, score.score().map(shown)), (None, Some("75.00".to_owned())));
}

#[test]
fn a_project_status_that_its_scale_does_not_know_is_not_scored_and_leaves_the_total() {
    let mut plan = plan_with(None, "50");
    plan.projects.extend([project("P1", "N"), project("P2", "N")]);
    plan.observations.push(status_of_project("P1", "R12", value("60")));
    plan.observations.push(status_of_project("P2", "R12", value("100")));
    let card = card(&plan);
    assert_eq!(card.projects[0].status, Status::NotScored);
    assert_eq!(card.projects_total.total.full.plain(), "100");
    assert_eq!(card.projects_total.total.counts.scored(), 1);
}

#[test]
fn a_project_without_a_report_scores_0_and_stays_in_the_total_and_one_not_applicable_leaves_it() {
    let mut plan = plan_with(None, "50");
    plan.projects.extend([project("P1", "N"), project("P2", "N"), project("P3", "N")]);
    plan.observations.push(status_of_project("P1", "R12", value("100")));
    plan.observations.push(status_of_project("P3", "R12", Reported::NotApplicable("ยกเลิกโครงการ".to_owned())));
    let card = card(&plan);
    assert_eq!(card.projects[1].status, Status::Awaiting);
    assert_eq!(card.projects[2].status, Status::NotApplicable);
    let total = &card.projects_total.total;
    assert_eq!((total.score.plain(), total.full.plain()), ("100".to_owned(), "200".to_owned()));
}

#[test]
fn a_project_that_two_owners_report_stands_where_its_first_owner_says() {
    let mut plan = plan_with(None, "50");
    let mut shared = project("P", "N");
    shared.owners = ["ข", "ก"].map(crate::support::unit_code).into();
    plan.projects.push(shared);
    for (unit, status) in [("ก", "25"), ("ค", "0"), ("ข", "75")] {
        let unit = Some(crate::support::unit_code(unit));
        plan.observations.push(phaen_domain::observation::Observation { unit, ..status_of_project("P", "R12", value(status)) });
    }
    assert_eq!(card(&plan).projects[0].points, Some(exact("75")));
    plan.observations.reverse();
    assert_eq!(card(&plan).projects[0].points, Some(exact("75")), "whoever reported first");
    plan.observations.push(status_of_project("P", "R12", value("100")));
    assert_eq!(card(&plan).projects[0].points, Some(exact("100")), "the agency's own report stands before its units'");
}
