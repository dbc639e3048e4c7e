//! The indicators of the annual plan: printed targets, actuals, percentages, scores and totals.

use std::collections::BTreeMap;

use phaen_domain::budget::BudgetPeriod;
use phaen_domain::id::{IndicatorCode, NodeCode};
use phaen_domain::indicator::ActualSource;
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Reported, Subject};
use phaen_domain::plan::EditionState;
use phaen_domain::round::RoundState;
use phaen_domain::scoring::{Actual, Status};

use crate::print::{a_b_c, golden, led, number, plan_of, reported, same, scorecard, two};

#[test]
fn the_plan_scores_79_56_of_85_which_is_93_60_percent() {
    let plan = led();
    let card = scorecard(&plan, "R12");
    assert_eq!(a_b_c(&card.plan), ["79.56", "85.00", "93.60"]);
    assert_eq!((card.plan.counts.achieved, card.plan.counts.not_achieved()), (15, 2));
    assert_eq!(card.plan.achieved_share().as_ref().map(two).as_deref(), Some("88.24"));
    assert_eq!(card.plan.not_achieved_share().as_ref().map(two).as_deref(), Some("11.76"));
    for (node, group) in [
        ("OVERALL", "overall"),
        ("ISSUE-1", "plan_issue_1"),
        ("ISSUE-2", "plan_issue_2"),
        ("ISSUE-3", "plan_issue_3"),
        ("ISSUE-4", "plan_issue_4"),
    ] {
        let printed = golden("fy2566_plan_kpi_subtotals.csv").into_iter().find(|row| row["group"] == group).unwrap();
        let total = card.node(&NodeCode::new(node).unwrap()).unwrap();
        let wanted = [printed["score_a"].as_str(), printed["full_score_b"].as_str(), printed["percent_c"].as_str()];
        assert_eq!(a_b_c(total), wanted, "{node}");
        assert_eq!(total.counts.all().to_string(), printed["kpi_count"], "{node}");
    }
}

#[test]
fn each_plan_indicator_has_its_printed_target_actual_percent_and_score() {
    let plan = led();
    let card = scorecard(&plan, "R12");
    for row in golden("fy2566_plan_kpis.csv") {
        let code = IndicatorCode::new(&format!("K{:0>2}", row["order"])).unwrap();
        let indicator = plan.indicators.iter().find(|indicator| indicator.code == code).unwrap();
        assert_eq!((&indicator.name_th, &indicator.measure.unit_of_measure), (&row["name"], &row["unit"]), "{code}");
        assert_eq!(indicator.number.as_ref(), Some(&row["list_2_2_order"]), "{code}");
        let target = plan.targets.iter().find(|target| target.indicator == code).unwrap();
        assert_eq!(target.printed.as_ref(), Some(&row["target_printed"]), "{code}");
        let growth = row["scoring_rule"] == "growth_on_base";
        let goal = if growth { "1" } else { row["target_value"].as_str() };
        assert!(same(target.value, goal), "{code}");
        let score = card.indicator(&code).unwrap();
        assert_eq!(score.actual, Actual::Known(number(&row["actual"]).exact()), "{code}");
        assert_eq!(score.percent.as_ref().map(two).as_ref(), Some(&row["percent_of_target_recomputed"]), "{code}");
        assert_eq!(score.score().map(two).as_ref(), Some(&row["score"]), "{code}");
        let placed = score.placed.as_ref().unwrap();
        assert_eq!(placed.band.to_string(), row["band"], "{code}");
        assert!(indicator.owners.iter().all(|owner| owner.unit.as_str() == "กนย.") && indicator.owners.len() == 1, "{code}");
    }
}

#[test]
fn vision_indicators_take_their_actual_by_link_and_never_count() {
    let plan = led();
    let card = scorecard(&plan, "R12");
    let rows = golden("fy2566_vision_kpis.csv");
    assert_eq!(rows.len(), 5);
    for row in rows {
        let code = IndicatorCode::new(&format!("V{}", row["order"])).unwrap();
        let indicator = plan.indicators.iter().find(|indicator| indicator.code == code).unwrap();
        let score = card.indicator(&code).unwrap();
        assert!(score.full.is_none(), "{code} has no printed score");
        if row["status"] == "not_measurable" {
            assert_eq!((score.status, indicator.actual_from.as_ref()), (Status::NotMeasurable, None));
            let target = plan.targets.iter().find(|target| target.indicator == code).unwrap();
            assert_eq!((target.value, target.printed.as_deref()), (None, Some("ผ่านเกณฑ์มาตรฐาน")));
        } else {
            let source = IndicatorCode::new(&format!("K{:0>2}", row["same_as_plan_kpi"])).unwrap();
            assert_eq!(indicator.actual_from, Some(ActualSource::Indicator(source)), "{code}");
            assert_eq!(score.actual, Actual::Known(number(&row["actual"]).exact()), "{code}");
            assert_eq!(score.status, Status::Achieved, "{code}");
        }
    }
    let vision = card.node(&NodeCode::new("VISION").unwrap()).unwrap();
    assert_eq!((vision.counts.achieved, vision.counts.not_measurable, vision.percent.is_none()), (4, 1, true));
    assert!(plan.nodes.iter().all(|node| node.counted == (node.code.as_str() != "VISION")));
}

#[test]
fn no_observation_stands_that_the_transcribed_figures_do_not_have() {
    let measured = golden("fy2566_project_indicators.csv").iter().filter(|row| row["result_measures_indicator"] == "yes").count();
    let (plan_indicators, not_measurable, projects) = (17, 1, 49);
    assert_eq!(reported(&led()).len(), plan_indicators + not_measurable + projects + measured);
    assert!(plan_of("psdg-2565").observations.is_empty());
}

#[test]
fn indicator_13_is_a_typed_zero_and_not_missing() {
    let code = IndicatorCode::new("K13").unwrap();
    assert_eq!(reported(&led())[&Subject::Indicator(code)], Reported::Value(Decimal::whole(0)));
}

#[test]
fn totals_of_earlier_rounds_are_cited_and_nothing_is_invented_to_reach_them() {
    let plan = led();
    let cited = plan.cited_totals.iter().map(|total| (total.round.to_string(), total.percent.to_string(), total.node.clone()));
    let wanted = [("R6", "45.59"), ("R9", "59.41")].map(|(round, percent)| (round.to_owned(), percent.to_owned(), None));
    assert_eq!(cited.collect::<Vec<_>>(), wanted);
    let states = plan.rounds.iter().map(|round| (round.code.to_string(), round.state)).collect::<BTreeMap<_, _>>();
    assert_eq!((states["R6"], states["R9"], states["R12"]), (RoundState::Open, RoundState::Open, RoundState::Frozen));
    assert_eq!(plan.edition.state, EditionState::Announced);
    let earlier = plan.budget.iter().filter(|line| matches!(&line.period, BudgetPeriod::Round(code) if code.as_str() != "R12"));
    assert_eq!(earlier.count(), 0);
}
