//! How periods make a window and units make the agency: an example for each rule, and what is not a figure among them.

use phaen_domain::indicator::{Accumulation, Aggregation, MilestoneStep, PercentRule, Shape, Target};
use phaen_domain::observation::{Observation, Period, Reported};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{Actual, IndicatorScore, Origin, Rule, Scorecard, Term, Unscorable};

use crate::support::{
    anchors, decimal, empty_plan, exact, indicator, indicator_code, node, observed, observed_by, observed_in_month, owner, ratio,
    round_code, target, unit_code, value,
};

fn plan(accumulation: Accumulation, aggregation: Aggregation, observations: Vec<Observation>) -> AgencyPlan {
    let mut plan = empty_plan();
    plan.nodes.push(node("N", None));
    let mut kpi = indicator("K", "N");
    kpi.measure.accumulation = accumulation;
    kpi.measure.aggregation = aggregation;
    plan.indicators.push(kpi);
    plan.targets.push(target("K", "100"));
    plan.observations = observations;
    plan
}

fn score_at(plan: &AgencyPlan, round: &str) -> IndicatorScore {
    let card = Scorecard::of(plan, &round_code(round)).unwrap();
    let score = card.indicator(&indicator_code("K")).unwrap().clone();
    assert!(score.working.recomputes());
    if let Actual::Known(figure) = &score.actual {
        let line = score.working.last(phaen_domain::scoring::Term::Actual).unwrap();
        assert_eq!(line.value, *figure, "the working ends in the actual that is judged");
    }
    score
}

fn known(plan: &AgencyPlan, round: &str) -> String {
    match score_at(plan, round).actual {
        Actual::Known(figure) => figure.plain(),
        other => format!("{other:?}"),
    }
}

fn three_months() -> Vec<Observation> {
    [(1, "10"), (2, "40"), (7, "25")].map(|(month, figure)| observed_in_month("K", month, value(figure))).into()
}

#[test]
fn a_cumulative_value_is_that_of_the_round_itself() {
    let observations = vec![observed("K", "R6", value("30")), observed("K", "R12", value("80"))];
    let plan = plan(Accumulation::Cumulative, Aggregation::Central, observations);
    assert_eq!(known(&plan, "R6"), "30");
    assert_eq!(known(&plan, "R12"), "80");
    assert_eq!(score_at(&plan, "R9").actual, Actual::NoData, "an earlier round's value is not carried on");
}

#[test]
fn months_and_rounds_within_the_window_are_added() {
    let plan = plan(Accumulation::Sum, Aggregation::Central, three_months());
    assert_eq!(known(&plan, "R6"), "50");
    assert_eq!(known(&plan, "R9"), "75");
}

#[test]
fn the_latest_value_given_counts_and_no_data_does_not_replace_it() {
    let mut plan = plan(Accumulation::Latest, Aggregation::Central, three_months());
    assert_eq!(known(&plan, "R6"), "40");
    plan.observations.push(observed_in_month("K", 8, Reported::NoData));
    assert_eq!(known(&plan, "R12"), "25");
}

#[test]
fn the_average_is_of_the_values_given() {
    let plan = plan(Accumulation::Average, Aggregation::Central, three_months());
    assert_eq!(known(&plan, "R12"), "25");
}

#[test]
fn the_maximum_is_the_largest_value_given() {
    let plan = plan(Accumulation::Maximum, Aggregation::Central, three_months());
    assert_eq!(known(&plan, "R12"), "40");
}

#[test]
fn the_minimum_is_the_smallest_value_given_and_its_month_is_named() {
    let mut plan = plan(Accumulation::Minimum, Aggregation::Central, three_months());
    plan.observations.push(observed_in_month("K", 8, Reported::NoData));
    let score = score_at(&plan, "R12");
    assert_eq!(score.actual, Actual::Known(exact("10")), "no data is no smallest value");
    let picked = score.working.lines.iter().find(|line| line.rule == Rule::OverTime(Accumulation::Minimum)).unwrap();
    assert_eq!(picked.of, [Origin::Period(Period::Month(1))]);
    assert_eq!(score.percent, Some(exact("10")));
    plan.observations.push(observed_in_month("K", 9, value("0")));
    assert_eq!(known(&plan, "R9"), "0", "a reported zero is one");
    assert_eq!(known(&plan, "R6"), "10", "and an earlier round does not look at it");
}

#[test]
fn the_minimum_of_ratios_compares_their_percentages() {
    let observations = vec![observed("K", "R6", ratio("90", "98")), observed("K", "R12", ratio("1", "2"))];
    let plan = plan(Accumulation::Minimum, Aggregation::Central, observations);
    assert_eq!(known(&plan, "R12"), "50");
}

#[test]
fn the_largest_and_the_smallest_unit_are_so_whatever_is_better() {
    let observations = vec![observed_by("ก", "K", "R12", value("60")), observed_by("ข", "K", "R12", value("30"))];
    for (way, wanted, unit) in [(Aggregation::Maximum, "60", "ก"), (Aggregation::Minimum, "30", "ข")] {
        let mut plan = plan(Accumulation::Cumulative, way, observations.clone());
        for rule in [PercentRule::Higher, PercentRule::LowerBounded, PercentRule::LowerDifference] {
            plan.indicators[0].measure.percent_rule = rule;
            assert_eq!(known(&plan, "R12"), wanted, "{way:?} {rule:?}");
        }
        let picked = score_at(&plan, "R12");
        let picked = picked.working.lines.iter().find(|line| line.rule == Rule::OverUnits(way)).unwrap();
        assert_eq!(picked.of, [Origin::Unit(unit_code(unit))]);
    }
}

#[test]
fn the_ratio_of_sums_is_not_the_mean_of_ratios() {
    let observations = vec![observed_in_month("K", 1, ratio("1", "2")), observed_in_month("K", 2, ratio("90", "98"))];
    let plan = plan(Accumulation::RatioOfSums, Aggregation::Central, observations);
    assert_eq!(known(&plan, "R6"), "91");
}

#[test]
fn a_month_that_does_not_apply_leaves_the_sum_of_the_others() {
    let mut plan = plan(Accumulation::Sum, Aggregation::Central, three_months());
    plan.observations.push(observed_in_month("K", 8, Reported::NotApplicable("ไม่มีคดี".to_owned())));
    assert_eq!(known(&plan, "R12"), "75");
}

#[test]
fn a_latest_report_that_cannot_be_measured_says_so() {
    let mut plan = plan(Accumulation::Latest, Aggregation::Central, three_months());
    plan.observations.push(observed_in_month("K", 8, Reported::NotMeasurable("ยังไม่ประกาศ".to_owned())));
    assert_eq!(score_at(&plan, "R12").actual, Actual::NotMeasurable("ยังไม่ประกาศ".to_owned()));
}

/// Each line with whose it is and of when, and each part of its formula likewise.
fn named(score: &IndicatorScore) -> Vec<String> {
    let name = |origin: &Origin| match origin {
        Origin::Unit(unit) => unit.to_string(),
        Origin::Period(period) => period.to_string(),
    };
    let lines = score.working.lines.iter().filter(|line| line.term == Term::Actual);
    let told = lines.map(|line| {
        let of = line.of.iter().map(name).collect::<Vec<_>>().join(" ");
        let parts = line.expr.parts().into_iter().map(|(of, part)| format!("{} {}", name(of), part.text()));
        format!("{of}: {} [{}]", line.expr.text(), parts.collect::<Vec<_>>().join(", "))
    });
    told.collect()
}

#[test]
fn a_working_names_each_month_and_each_unit_that_it_adds_up() {
    let mut observations = three_months();
    for observation in &mut observations {
        observation.unit = Some(unit_code("ก"));
    }
    observations.push(observed_by("ข", "K", "R6", value("7")));
    let sum = plan(Accumulation::Sum, Aggregation::Sum, observations.clone());
    let told = ["ก: 10 + 40 + 25 [M01 10, M02 40, M07 25]", "ข: 7 [R6 7]", ": 75 + 7 [ก 75, ข 7]"];
    assert_eq!(named(&score_at(&sum, "R12")), told);
    let worst = plan(Accumulation::Maximum, Aggregation::Worst, observations);
    let told = ["ก M02: 40 []", "ข R6: 7 []", "ข: 7 []"];
    assert_eq!(named(&score_at(&worst, "R12")), told, "who was picked is named, and of when");
}

#[test]
fn ratios_are_named_by_unit_as_they_are_averaged() {
    let observations = vec![observed_by("ก", "K", "R12", ratio("1", "2")), observed_by("ข", "K", "R12", ratio("3", "4"))];
    let plan = plan(Accumulation::Cumulative, Aggregation::Average, observations);
    let told = ["ก: 1 × 100 / 2 []", "ข: 3 × 100 / 4 []", ": (50 + 75) / 2 [ก 50, ข 75]"];
    assert_eq!(named(&score_at(&plan, "R12")), told);
}

fn two_units() -> Vec<Observation> {
    vec![observed_by("ก", "K", "R12", value("30")), observed_by("ข", "K", "R12", value("60"))]
}

#[test]
fn what_is_reported_centrally_is_not_added_to_what_units_report() {
    let mut observations = two_units();
    observations.push(observed("K", "R12", value("55")));
    let central = plan(Accumulation::Cumulative, Aggregation::Central, observations.clone());
    assert_eq!(known(&central, "R12"), "55");
    let sum = plan(Accumulation::Cumulative, Aggregation::Sum, observations);
    assert_eq!(known(&sum, "R12"), "90");
}

#[test]
fn a_central_figure_reported_by_units_is_that_of_its_primary_owner() {
    let mut plan = plan(Accumulation::Cumulative, Aggregation::Central, two_units());
    plan.indicators[0].owners.push(owner("ข", None));
    assert_eq!(known(&plan, "R12"), "60");
}

#[test]
fn units_are_added_or_averaged() {
    assert_eq!(known(&plan(Accumulation::Cumulative, Aggregation::Sum, two_units()), "R12"), "90");
    assert_eq!(known(&plan(Accumulation::Cumulative, Aggregation::Average, two_units()), "R12"), "45");
}

#[test]
fn units_are_weighted_by_their_weights() {
    let mut plan = plan(Accumulation::Cumulative, Aggregation::Weighted, two_units());
    plan.indicators[0].owners = vec![owner("ก", Some("3")), owner("ข", Some("1"))];
    assert_eq!(known(&plan, "R12"), "37.5");
    plan.indicators[0].owners = vec![owner("ก", Some("0")), owner("ข", Some("0"))];
    assert_eq!(score_at(&plan, "R12").unscorable, Some(Unscorable::ZeroBase), "weights that are all zero weigh nothing");
}

#[test]
fn units_make_a_ratio_of_sums() {
    let observations = vec![observed_by("ก", "K", "R12", ratio("1", "2")), observed_by("ข", "K", "R12", ratio("90", "98"))];
    assert_eq!(known(&plan(Accumulation::Cumulative, Aggregation::RatioOfSums, observations), "R12"), "91");
}

#[test]
fn values_without_parts_make_no_ratio_of_sums() {
    let plan = plan(Accumulation::Cumulative, Aggregation::RatioOfSums, two_units());
    assert_eq!(score_at(&plan, "R12").unscorable, Some(Unscorable::RatioWithoutParts));
}

#[test]
fn the_worst_unit_is_the_lowest_where_higher_is_better_and_the_highest_where_lower_is() {
    let mut plan = plan(Accumulation::Cumulative, Aggregation::Worst, two_units());
    assert_eq!(known(&plan, "R12"), "30");
    for rule in [PercentRule::LowerBounded, PercentRule::LowerRatio, PercentRule::LowerDifference] {
        plan.indicators[0].measure.percent_rule = rule;
        assert_eq!(known(&plan, "R12"), "60", "{rule:?}");
    }
}

#[test]
fn the_worst_unit_of_a_range_is_the_one_farthest_outside() {
    let mut observations = two_units();
    observations.push(observed_by("ค", "K", "R12", value("45")));
    let mut plan = plan(Accumulation::Cumulative, Aggregation::Worst, observations);
    plan.indicators[0].measure.percent_rule = PercentRule::Range;
    plan.targets = vec![Target { high: Some(decimal("50")), ..target("K", "32") }];
    assert_eq!(known(&plan, "R12"), "60");
    plan.targets = vec![Target { high: Some(decimal("59")), ..target("K", "50") }];
    assert_eq!(known(&plan, "R12"), "30");
}

#[test]
fn the_worst_unit_of_falling_anchors_is_the_highest() {
    let mut plan = plan(Accumulation::Cumulative, Aggregation::Worst, two_units());
    plan.indicators[0].measure.percent_rule = PercentRule::Anchors;
    plan.indicators[0].scale = Some(phaen_domain::id::ScaleCode::new("five-thresholds").unwrap());
    plan.targets = vec![anchors("K", &["90", "70", "50", "30", "10"])];
    assert_eq!(known(&plan, "R12"), "60");
    plan.targets = vec![anchors("K", &["10", "30", "50", "70", "90"])];
    assert_eq!(known(&plan, "R12"), "30");
}

#[test]
fn each_unit_makes_its_own_window_before_units_are_put_together() {
    let months = |unit: &'static str, figures: [&'static str; 2]| {
        figures.into_iter().zip([1, 2]).map(move |(figure, month)| Observation {
            unit: Some(crate::support::unit_code(unit)),
            ..observed_in_month("K", month, value(figure))
        })
    };
    let observations = months("ก", ["1", "2"]).chain(months("ข", ["10", "20"])).collect();
    assert_eq!(known(&plan(Accumulation::Sum, Aggregation::Average, observations), "R6"), "16.5");
}

#[test]
fn units_without_a_figure_are_left_out_of_those_that_have_one() {
    let mut observations = two_units();
    observations.push(observed_by("ค", "K", "R12", Reported::NotApplicable("ไม่มีภารกิจ".to_owned())));
    observations.push(observed_by("ง", "K", "R12", Reported::NoData));
    assert_eq!(known(&plan(Accumulation::Cumulative, Aggregation::Average, observations), "R12"), "45");
}

#[test]
fn one_unit_to_which_it_does_not_apply_does_not_excuse_another_without_data() {
    let observations = vec![
        observed_by("ก", "K", "R12", Reported::NoData),
        observed_by("ข", "K", "R12", Reported::NotApplicable("ไม่มีภารกิจ".to_owned())),
    ];
    assert_eq!(score_at(&plan(Accumulation::Cumulative, Aggregation::Sum, observations), "R12").actual, Actual::NoData);
    let silent = vec![observed_by("ข", "K", "R12", Reported::NotApplicable("ไม่มีภารกิจ".to_owned()))];
    let mut plan = plan(Accumulation::Cumulative, Aggregation::Sum, silent);
    plan.indicators[0].owners = vec![owner("ก", None), owner("ข", None)];
    assert_eq!(score_at(&plan, "R12").actual, Actual::NoData, "a unit that stays silent has no data");
}

#[test]
fn a_level_given_outright_for_an_indicator_with_steps_is_taken_as_reported() {
    let mut plan = plan(Accumulation::Cumulative, Aggregation::Central, vec![observed("K", "R12", value("4"))]);
    plan.indicators[0].measure.shape = Shape::Steps;
    plan.indicators[0].measure.percent_rule = PercentRule::Level;
    plan.targets = vec![target("K", "5")];
    assert_eq!(known(&plan, "R12"), "4");
}

#[test]
fn only_the_steps_of_the_sheet_reach_a_level() {
    let mut plan =
        plan(Accumulation::Latest, Aggregation::Central, vec![observed("K", "R12", Reported::Steps(vec![1, 2, 3, 4]))]);
    plan.indicators[0].measure.shape = Shape::Steps;
    let step = |level| MilestoneStep { round: None, level, text: "ขั้น".to_owned(), done_by: None };
    plan.indicators[0].steps = vec![step(1), step(2), step(3)];
    assert_eq!(known(&plan, "R12"), "3");
}

#[test]
fn a_ratio_is_divided_once_and_exactly() {
    let plan = plan(Accumulation::Cumulative, Aggregation::Central, vec![observed("K", "R12", ratio("38543", "21603"))]);
    let Actual::Known(figure) = score_at(&plan, "R12").actual else { panic!("no figure") };
    assert_eq!(figure, (&exact("38543") * &exact("100")).divided_by(&exact("21603")).unwrap());
}
