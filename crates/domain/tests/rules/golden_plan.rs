//! The 17 plan indicators of the results book of fiscal year 2566: percent, band, points, score, groups and shares.

use phaen_domain::indicator::{PercentRule, Shape};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{IndicatorScore, Scorecard, Status};

use crate::support::{
    Row, contradiction, empty_plan, exact, golden, indicator, indicator_code, node, node_code, observed, round_code, shown,
    target, value,
};

fn code(row: &Row) -> String {
    format!("KPI-{:0>2}", row["order"])
}

fn rule_of(row: &Row) -> PercentRule {
    match row["scoring_rule"].as_str() {
        "higher_is_better" => PercentRule::Higher,
        "lower_is_better_complement" => PercentRule::LowerBounded,
        "growth_on_base" => PercentRule::GrowthOnBase,
        "level" => PercentRule::Level,
        other => panic!("no rule {other}"),
    }
}

/// The golden file holds the target level (101); a target says the growth that is wanted (1).
fn target_value(row: &Row) -> String {
    match rule_of(row) {
        PercentRule::GrowthOnBase => (&exact(&row["target_value"]) - &exact("100")).plain(),
        _ => row["target_value"].clone(),
    }
}

/// The plan of the book, with the groups of its appendix as nodes.
pub(crate) fn plan_of_the_book() -> AgencyPlan {
    let mut plan = empty_plan();
    for row in golden("fy2566_plan_kpis.csv") {
        if plan.nodes.iter().all(|node| node.code.as_str() != row["group"]) {
            plan.nodes.push(node(&row["group"], None));
        }
        let mut kpi = indicator(&code(&row), &row["group"]);
        kpi.measure.percent_rule = rule_of(&row);
        if rule_of(&row) == PercentRule::Level {
            kpi.measure.shape = Shape::Level;
        }
        plan.targets.push(target(&code(&row), &target_value(&row)));
        plan.observations.push(observed(&code(&row), "R12", value(&row["actual"])));
        plan.indicators.push(kpi);
    }
    plan
}

fn scorecard() -> Scorecard {
    Scorecard::of(&plan_of_the_book(), &round_code("R12")).unwrap()
}

fn kpi<'a>(scorecard: &'a Scorecard, code: &str) -> &'a IndicatorScore {
    scorecard.indicator(&indicator_code(code)).unwrap()
}

fn row(order: &str) -> Row {
    golden("fy2566_plan_kpis.csv").into_iter().find(|row| row["order"] == order).unwrap()
}

#[test]
fn every_percent_of_target_is_as_printed_except_of_kpi_10() {
    let scorecard = scorecard();
    let rows = golden("fy2566_plan_kpis.csv");
    assert_eq!(rows.len(), 17);
    for row in rows.iter().filter(|row| row["order"] != "10") {
        let percent = kpi(&scorecard, &code(row)).percent.as_ref().unwrap();
        assert_eq!(shown(percent), row["percent_of_target"], "KPI {}", row["order"]);
    }
}

#[test]
fn every_percent_of_target_is_as_recomputed() {
    let scorecard = scorecard();
    for row in golden("fy2566_plan_kpis.csv") {
        let percent = kpi(&scorecard, &code(&row)).percent.as_ref().unwrap();
        assert_eq!(shown(percent), row["percent_of_target_recomputed"], "KPI {}", row["order"]);
    }
}

#[test]
fn every_band_with_its_points_and_every_score_is_as_printed() {
    let scorecard = scorecard();
    for row in golden("fy2566_plan_kpis.csv") {
        let score = kpi(&scorecard, &code(&row));
        let placed = score.placed.as_ref().unwrap();
        assert_eq!(placed.band.to_string(), row["band"], "band of KPI {}", row["order"]);
        assert_eq!(placed.points_shown.unwrap().to_string(), row["band_points"], "points of KPI {}", row["order"]);
        assert_eq!(shown(&placed.score), row["score"], "score of KPI {}", row["order"]);
        assert_eq!(shown(score.full.as_ref().unwrap()), format!("{}.00", row["full_score"]));
    }
}

#[test]
fn every_status_is_as_printed_when_near_counts_as_not_achieved() {
    let scorecard = scorecard();
    for row in golden("fy2566_plan_kpis.csv") {
        let achieved = kpi(&scorecard, &code(&row)).status == Status::Achieved;
        assert_eq!(achieved, row["list_2_2_status"] == "achieved", "KPI {}", row["order"]);
    }
    assert_eq!(kpi(&scorecard, "KPI-11").status, Status::Near);
    assert_eq!(kpi(&scorecard, "KPI-13").status, Status::Missed);
}

#[test]
fn every_group_and_the_plan_have_the_printed_a_b_and_c() {
    let scorecard = scorecard();
    let rows = golden("fy2566_plan_kpi_subtotals.csv");
    let printed = rows.iter().filter(|row| row["group"] != "plan_13_not_printed").collect::<Vec<_>>();
    assert_eq!(printed.len(), 6);
    for row in printed {
        let total = match row["group"].as_str() {
            "total" => &scorecard.plan,
            group => scorecard.node(&node_code(group)).unwrap(),
        };
        assert_eq!(shown(&total.full), row["full_score_b"], "B of {}", row["group"]);
        assert_eq!(shown(&total.score), row["score_a"], "A of {}", row["group"]);
        assert_eq!(shown(total.percent.as_ref().unwrap()), row["percent_c"], "C of {}", row["group"]);
        assert_eq!(total.counts.all().to_string(), row["kpi_count"]);
        assert!(total.working.recomputes());
        assert_eq!(total.working.result(), total.percent.as_ref());
    }
}

#[test]
fn the_plan_reaches_79_56_of_85_which_is_93_60_percent() {
    let total = scorecard().plan;
    assert_eq!((shown(&total.score), shown(&total.full)), ("79.56".to_owned(), "85.00".to_owned()));
    assert_eq!(shown(total.percent.as_ref().unwrap()), "93.60");
}

#[test]
fn the_third_group_reaches_9_56_of_15_which_is_63_73_percent() {
    let scorecard = scorecard();
    let total = scorecard.node(&node_code("plan_issue_2")).unwrap();
    assert_eq!((shown(&total.score), shown(&total.full)), ("9.56".to_owned(), "15.00".to_owned()));
    assert_eq!(shown(total.percent.as_ref().unwrap()), "63.73");
}

#[test]
fn the_13_indicators_of_the_plan_issues_alone_reach_59_56_of_65_which_is_91_63_percent() {
    let mut plan = plan_of_the_book();
    plan.nodes.iter_mut().filter(|node| node.code.as_str() == "overall").for_each(|node| node.counted = false);
    let total = Scorecard::of(&plan, &round_code("R12")).unwrap().plan;
    let rows = golden("fy2566_plan_kpi_subtotals.csv");
    let row = rows.iter().find(|row| row["group"] == "plan_13_not_printed").unwrap();
    assert_eq!(shown(&total.full), row["full_score_b_recomputed"]);
    assert_eq!(shown(&total.score), row["score_a_recomputed"]);
    assert_eq!(shown(total.percent.as_ref().unwrap()), row["percent_c_recomputed"]);
}

#[test]
fn fifteen_of_17_achieved_is_88_24_percent_and_two_not_is_11_76() {
    let total = scorecard().plan;
    assert_eq!((total.counts.achieved, total.counts.not_achieved(), total.counts.scored()), (15, 2, 17));
    assert_eq!(shown(&total.achieved_share().unwrap()), "88.24");
    assert_eq!(shown(&total.not_achieved_share().unwrap()), "11.76");
}

#[test]
fn earlier_rounds_without_observations_score_nothing_of_85_and_await_reports() {
    for round in ["R6", "R9"] {
        let total = Scorecard::of(&plan_of_the_book(), &round_code(round)).unwrap().plan;
        assert_eq!((shown(&total.score), shown(&total.full)), ("0.00".to_owned(), "85.00".to_owned()));
        assert_eq!(total.counts.awaiting, 17);
    }
}

#[test]
fn the_printed_percentages_of_the_rounds_follow_from_their_scores_of_85() {
    for row in golden("fy2566_rounds.csv") {
        let percent = (&exact(&row["score_a_of_85_implied"]) * &exact("100")).divided_by(&exact("85")).unwrap();
        assert_eq!(shown(&percent), row["percent"]);
    }
}

#[test]
fn the_working_of_every_indicator_recomputes_to_its_score() {
    for score in &scorecard().indicators {
        assert!(score.working.recomputes(), "{}", score.indicator);
        assert_eq!(score.working.result(), score.score(), "{}", score.indicator);
    }
}

#[test]
fn the_working_of_kpi_11_goes_from_76_49_over_95_6125_to_4_56() {
    let scorecard = scorecard();
    let lines = &kpi(&scorecard, "KPI-11").working.lines;
    let steps = lines.iter().map(|line| format!("{} = {}", line.expr.text(), line.value.plain())).collect::<Vec<_>>();
    assert_eq!(steps, ["76.49 = 76.49", "76.49 × 100 / 80 = 95.6125", "4 + (95.6125 − 90) / 10 = 4.56125", "4.56125 = 4.56",]);
}

#[test]
fn the_working_of_kpi_2_is_the_formula_of_its_bounded_rule() {
    let scorecard = scorecard();
    let texts = kpi(&scorecard, "KPI-02").working.lines.iter().map(|line| line.expr.text()).collect::<Vec<_>>();
    assert!(texts.contains(&"(100 − 18.62) × 100 / (100 − 23)".to_owned()), "{texts:?}");
}

#[test]
fn kpi_5_has_the_same_figures_whether_its_target_says_at_least_1_or_1_d13() {
    let row = row("5");
    assert_ne!(row["target_printed"], row["list_2_2_target_printed"]);
    assert_eq!(contradiction("D13")["printed"], "at least 1 / 1");
    assert_eq!(shown(kpi(&scorecard(), "KPI-05").percent.as_ref().unwrap()), "400.00");
}

#[test]
fn kpi_10_prints_101_24_where_its_own_rule_gives_100_24_d10() {
    let row = row("10");
    assert_eq!(contradiction("D10")["recomputed"], "101.24*100/101 = 100.24");
    assert_eq!(row["percent_of_target"], "101.24");
    let scorecard = scorecard();
    let score = kpi(&scorecard, "KPI-10");
    assert_eq!(shown(score.percent.as_ref().unwrap()), "100.24");
    assert_eq!(shown(score.score().unwrap()), row["score"], "the score is full either way");
}

#[test]
fn kpi_13_prints_a_dash_in_the_list_where_its_appendix_counts_a_zero() {
    let row = row("13");
    assert_eq!((row["list_2_2_actual_printed"].as_str(), row["actual"].as_str()), ("- คน", "0"));
    let scorecard = scorecard();
    let score = kpi(&scorecard, "KPI-13");
    assert_eq!(score.status, Status::Missed, "a zero is a result");
    let mut plan = plan_of_the_book();
    plan.observations.retain(|observation| observation.subject.clone() != subject("KPI-13"));
    plan.observations.push(observed("KPI-13", "R12", phaen_domain::observation::Reported::NoData));
    let without = Scorecard::of(&plan, &round_code("R12")).unwrap();
    assert_eq!(kpi(&without, "KPI-13").status, Status::Awaiting, "a dash is no data");
    assert_eq!(without.plan.percent, scorecard.plan.percent, "both score 0 and stay in B");
}

fn subject(code: &str) -> phaen_domain::observation::Subject {
    phaen_domain::observation::Subject::Indicator(indicator_code(code))
}

#[test]
fn kpi_14_prints_100_as_result_in_the_list_where_20_of_20_is_100_percent_d11() {
    let row = row("14");
    assert_eq!(contradiction("D11")["recomputed"], "20/20 = 100.00");
    assert_eq!((row["actual"].as_str(), row["list_2_2_actual_printed"].as_str()), ("20", "ร้อยละ ๑๐๐"));
    assert_eq!(shown(kpi(&scorecard(), "KPI-14").percent.as_ref().unwrap()), "100.00");
}

#[test]
fn kpi_17_prints_one_process_as_target_where_only_level_5_gives_its_percent_d12() {
    assert_eq!(contradiction("D12")["recomputed"], "5/5 = 100.00; 5/1 = 500.00");
    assert_eq!(shown(kpi(&scorecard(), "KPI-17").percent.as_ref().unwrap()), "100.00");
    let mut plan = plan_of_the_book();
    plan.targets.retain(|target| target.indicator.as_str() != "KPI-17");
    plan.targets.push(target("KPI-17", "1"));
    let other = Scorecard::of(&plan, &round_code("R12")).unwrap();
    assert_eq!(shown(kpi(&other, "KPI-17").percent.as_ref().unwrap()), "500.00");
}

#[test]
fn the_vision_has_four_results_above_target_and_one_that_cannot_be_measured_with_its_reason() {
    let mut plan = plan_of_the_book();
    let mut vision = node("vision", None);
    vision.counted = false;
    plan.nodes.push(vision);
    for row in golden("fy2566_vision_kpis.csv") {
        let code = format!("VISION-{}", row["order"]);
        let mut kpi = indicator(&code, "vision");
        if row["direction"] == "lower" && !row["target_value"].is_empty() {
            kpi.measure.percent_rule = PercentRule::LowerBounded;
        }
        let reported = if row["actual"].is_empty() {
            phaen_domain::observation::Reported::NotMeasurable(row["note"].clone())
        } else {
            plan.targets.push(target(&code, &row["target_value"]));
            value(&row["actual"])
        };
        plan.observations.push(observed(&code, "R12", reported));
        plan.indicators.push(kpi);
    }
    let scorecard = Scorecard::of(&plan, &round_code("R12")).unwrap();
    let counts = &scorecard.node(&node_code("vision")).unwrap().counts;
    assert_eq!((counts.achieved, counts.not_measurable, counts.all()), (4, 1, 5));
    let reason = &golden("fy2566_vision_kpis.csv")[2]["note"];
    assert_eq!(kpi(&scorecard, "VISION-3").actual, phaen_domain::scoring::Actual::NotMeasurable(reason.clone()));
    assert_eq!(shown(scorecard.plan.percent.as_ref().unwrap()), "93.60", "the vision does not count in the plan");
}
