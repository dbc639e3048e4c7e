//! The 30 division indicators of fiscal year 2565: targets at 6 and 12 months, levels and the steps of their sheets.
//!
//! No results are printed (`decisions.md` 24), so levels, targets and sheets are tested, with results made up for the purpose.

use phaen_domain::indicator::{Indicator, MilestoneStep, PercentRule, Shape, Target};
use phaen_domain::observation::Reported;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{Scorecard, level_reached};

use crate::support::{
    contradiction, empty_plan, golden, golden_json, indicator, indicator_code, node, observed, round_code, shown, target, value,
};

fn level_indicator(order: &str) -> Indicator {
    let mut kpi = indicator(&format!("D-{order:0>2}"), "division");
    kpi.measure.percent_rule = PercentRule::Level;
    kpi.measure.shape = Shape::Level;
    kpi
}

fn round_target(code: &str, round: &str, level: &str) -> Target {
    Target { round: Some(round_code(round)), ..target(code, level) }
}

fn division_plan() -> AgencyPlan {
    let mut plan = empty_plan();
    plan.nodes.push(node("division", None));
    for row in golden("psdg2565_kpis.csv") {
        let kpi = level_indicator(&row["order"]);
        plan.targets.push(round_target(kpi.code.as_str(), "R6", &row["target_level_6m"]));
        plan.targets.push(round_target(kpi.code.as_str(), "R12", &row["target_level_12m"]));
        plan.indicators.push(kpi);
    }
    plan
}

fn percents_at(plan: &AgencyPlan, round: &str) -> Vec<String> {
    let scorecard = Scorecard::of(plan, &round_code(round)).unwrap();
    scorecard.indicators.iter().map(|score| shown(score.percent.as_ref().unwrap())).collect()
}

#[test]
fn all_30_indicators_have_level_3_as_target_at_6_months_and_level_5_at_12() {
    let plan = division_plan();
    assert_eq!((plan.indicators.len(), plan.targets.len()), (30, 60));
    for (round, level) in [("R6", "3"), ("R12", "5")] {
        let scorecard = Scorecard::of(&plan, &round_code(round)).unwrap();
        for score in &scorecard.indicators {
            let target = &plan.targets[score.target.unwrap()];
            assert_eq!(target.value.unwrap().to_string(), level, "{} at {round}", score.indicator);
        }
    }
}

#[test]
fn level_n_is_n_thirds_of_the_6_month_target_and_n_fifths_of_the_12_month_target() {
    let at_6 = ["0.00", "33.33", "66.67", "100.00", "133.33", "166.67"];
    let at_12 = ["0.00", "20.00", "40.00", "60.00", "80.00", "100.00"];
    for level in 0..=5usize {
        let mut plan = division_plan();
        for code in plan.indicators.iter().map(|kpi| kpi.code.clone()).collect::<Vec<_>>() {
            plan.observations.push(observed(code.as_str(), "R6", value(&level.to_string())));
            plan.observations.push(observed(code.as_str(), "R12", value(&level.to_string())));
        }
        assert_eq!(percents_at(&plan, "R6"), vec![at_6[level]; 30]);
        assert_eq!(percents_at(&plan, "R12"), vec![at_12[level]; 30]);
    }
}

#[test]
fn a_percentage_by_name_is_measured_in_levels_where_its_unit_says_so_e04() {
    assert!(contradiction("E04")["subject"].contains("KPIs 7, 22 and 23"));
    for row in golden("psdg2565_kpis.csv").iter().filter(|row| row["name"].starts_with("ร้อยละ")) {
        assert_eq!(row["unit"], "ระดับ");
    }
}

#[test]
fn levels_are_defined_on_sheets_only_and_no_weight_is_printed_e07_e08() {
    for id in ["E07", "E08"] {
        assert_eq!(contradiction(id)["kind"], "missing");
    }
    assert!(golden("psdg2565_kpis.csv").iter().all(|row| (1..=5).all(|level| row[&format!("level_{level}")].is_empty())));
    let details = golden_json("psdg2565_kpi_details.json");
    assert!(details["sheets"].as_array().unwrap().iter().all(|sheet| sheet["weight"].is_null()));
}

/// The round of a sheet's steps: some sheets have other steps at 6 months than at 12.
fn round_of(name: &str) -> Option<&'static str> {
    match name {
        "whole_year" => None,
        "round_2" | "6_months" => Some("R6"),
        "round_1" | "12_months" => Some("R12"),
        other => panic!("no round {other}"),
    }
}

fn steps_of(sheet: &serde_json::Value) -> Vec<MilestoneStep> {
    let rounds = sheet["rounds"].as_array().unwrap().iter();
    let steps = rounds.flat_map(|round| {
        let code = round_of(round["round"].as_str().unwrap()).map(round_code);
        round["levels"].as_array().unwrap().iter().map(move |level| MilestoneStep {
            round: code.clone(),
            level: u8::try_from(level["level"].as_u64().unwrap()).unwrap(),
            text: level["th"].as_str().unwrap().to_owned(),
            done_by: None,
        })
    });
    steps.collect()
}

fn sheets() -> Vec<serde_json::Value> {
    golden_json("psdg2565_kpi_details.json")["sheets"].as_array().unwrap().clone()
}

/// The division plan with the 13 sheets' steps; these indicators are reported by steps done.
fn plan_with_sheets() -> AgencyPlan {
    let mut plan = division_plan();
    for sheet in sheets() {
        let code = indicator_code(&format!("D-{:0>2}", sheet["list_order"].as_u64().unwrap()));
        let kpi = plan.indicators.iter_mut().find(|kpi| kpi.code == code).unwrap();
        kpi.measure.shape = Shape::Steps;
        kpi.steps = steps_of(&sheet);
    }
    plan
}

#[test]
fn thirteen_sheets_have_five_steps_in_each_of_their_rounds() {
    let plan = plan_with_sheets();
    let with_steps = plan.indicators.iter().filter(|kpi| !kpi.steps.is_empty()).collect::<Vec<_>>();
    assert_eq!(with_steps.len(), 13);
    let by_round = with_steps.iter().filter(|kpi| kpi.steps.iter().any(|step| step.round.is_some())).count();
    assert_eq!(by_round, 2, "two sheets have other steps in each round");
    for kpi in with_steps {
        for round in ["R6", "R12"] {
            let of_round = phaen_domain::scoring::steps_at(&kpi.steps, Some(&round_code(round)));
            assert_eq!(of_round.iter().map(|step| step.level).collect::<Vec<_>>(), [1, 2, 3, 4, 5], "{} at {round}", kpi.code);
        }
    }
}

#[test]
fn level_n_is_reached_when_steps_1_to_n_are_all_done() {
    assert_eq!(level_reached(&[]), 0);
    assert_eq!(level_reached(&[1, 2, 3]), 3);
    assert_eq!(level_reached(&[3, 1, 2]), 3, "in whatever order they are written");
    assert_eq!(level_reached(&[1, 2, 4, 5]), 2, "a step left out holds all later ones back");
    assert_eq!(level_reached(&[2, 3, 4, 5]), 0, "without the first no level is reached");
}

#[test]
fn steps_done_are_judged_by_the_target_level_of_their_round() {
    let mut plan = plan_with_sheets();
    let codes = plan.indicators.iter().filter(|kpi| !kpi.steps.is_empty()).map(|kpi| kpi.code.clone()).collect::<Vec<_>>();
    for code in &codes {
        plan.observations.push(observed(code.as_str(), "R6", Reported::Steps(vec![1, 2, 3])));
        plan.observations.push(observed(code.as_str(), "R12", Reported::Steps(vec![1, 2, 3, 5])));
    }
    for (round, percent) in [("R6", "100.00"), ("R12", "60.00")] {
        let scorecard = Scorecard::of(&plan, &round_code(round)).unwrap();
        for code in &codes {
            let score = scorecard.indicator(code).unwrap();
            assert_eq!(shown(score.percent.as_ref().unwrap()), percent, "{code} at {round}");
            assert!(score.working.recomputes());
        }
    }
}

#[test]
fn a_round_with_steps_of_its_own_has_no_others() {
    let sheet = sheets().into_iter().find(|sheet| sheet["sheet"] == 13).unwrap();
    let steps = steps_of(&sheet);
    assert_eq!(steps.len(), 10);
    let texts = |round: &str| {
        let of_round = phaen_domain::scoring::steps_at(&steps, Some(&round_code(round)));
        of_round.into_iter().map(|step| step.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!((texts("R6").len(), texts("R12").len()), (5, 5));
    assert!(texts("R6").iter().all(|text| !texts("R12").contains(text)));
}

#[test]
fn levels_of_one_round_say_nothing_about_another_round() {
    let mut plan = plan_with_sheets();
    plan.observations.push(observed("D-14", "R6", Reported::Steps(vec![1, 2, 3, 4, 5])));
    let scorecard = Scorecard::of(&plan, &round_code("R12")).unwrap();
    assert_eq!(scorecard.indicator(&indicator_code("D-14")).unwrap().status, phaen_domain::scoring::Status::Awaiting);
}

#[test]
fn a_step_beyond_the_sheet_reaches_no_level() {
    let mut plan = plan_with_sheets();
    plan.observations.push(observed("D-01", "R12", Reported::Steps(vec![1, 2, 3, 4, 5, 6, 7])));
    let scorecard = Scorecard::of(&plan, &round_code("R12")).unwrap();
    assert_eq!(shown(scorecard.indicator(&indicator_code("D-01")).unwrap().percent.as_ref().unwrap()), "100.00");
}

/// Levels 4 and 5 are two dates for step 3 (April or March, October or September).
#[test]
fn levels_4_and_5_of_sheet_11_are_two_dates_for_step_3() {
    let sheet = sheets().into_iter().find(|sheet| sheet["sheet"] == 11).unwrap();
    let mut steps = steps_of(&sheet);
    steps.iter_mut().filter(|step| step.level == 4).for_each(|step| step.done_by = Some(jiff::civil::date(2022, 4, 30)));
    steps.iter_mut().filter(|step| step.level == 5).for_each(|step| step.done_by = Some(jiff::civil::date(2022, 3, 31)));
    let steps = phaen_domain::scoring::steps_at(&steps, Some(&round_code("R6")));
    let level_when_published = |day| {
        let done_on = (1..=5).map(|level| (level, day)).collect::<Vec<_>>();
        level_reached(&phaen_domain::scoring::steps_in_time(&steps, &done_on))
    };
    assert_eq!(level_when_published(jiff::civil::date(2022, 3, 31)), 5);
    assert_eq!(level_when_published(jiff::civil::date(2022, 4, 1)), 4);
    assert_eq!(level_when_published(jiff::civil::date(2022, 4, 30)), 4);
    assert_eq!(level_when_published(jiff::civil::date(2022, 5, 1)), 3);
}
