//! The division's plan: its indicators with levels, targets and steps.

use phaen_domain::id::{IndicatorCode, RoundCode};
use phaen_domain::indicator::Shape;
use phaen_domain::round::RoundState;

use crate::print::{golden, plan_of, same};

#[test]
fn the_division_plan_has_its_30_indicators_with_levels_targets_and_steps() {
    let plan = plan_of("psdg-2565");
    let rounds = plan.rounds.iter().map(|round| (round.code.as_str(), round.state)).collect::<Vec<_>>();
    assert_eq!(rounds, [("R6", RoundState::Planned), ("R12", RoundState::Planned)]);
    let rows = golden("psdg2565_kpis.csv");
    assert_eq!(rows.len(), 30);
    for row in &rows {
        let code = IndicatorCode::new(&format!("D{:0>2}", row["order"])).unwrap();
        let indicator = plan.indicators.iter().find(|indicator| indicator.code == code).unwrap();
        assert_eq!((&indicator.name_th, &indicator.measure.unit_of_measure), (&row["name"], &row["unit"]), "{code}");
        assert_eq!(indicator.owners.iter().map(|owner| owner.unit.as_str()).collect::<Vec<_>>(), ["กพร."], "{code}");
        for (round, column) in [("R6", "target_level_6m"), ("R12", "target_level_12m")] {
            let of_round = |target: &&phaen_domain::indicator::Target| {
                target.indicator == code && target.round.as_ref().is_some_and(|r| r.as_str() == round)
            };
            let target = plan.targets.iter().find(of_round).unwrap();
            assert!(same(target.value, &row[column]), "{code} {round}");
        }
        let stepped = indicator.measure.shape == Shape::Steps;
        assert_eq!(stepped, !indicator.steps.is_empty(), "{code}");
        assert_eq!(stepped, indicator.definition.is_some(), "{code}");
    }
    let stepped = plan.indicators.iter().filter(|indicator| indicator.measure.shape == Shape::Steps);
    let stepped = stepped.map(|indicator| indicator.code.as_str()).collect::<Vec<_>>();
    assert_eq!(stepped, ["D01", "D02", "D03", "D04", "D05", "D08", "D09", "D11", "D12", "D14", "D15", "D17", "D18"]);
}

#[test]
fn steps_differ_by_round_and_carry_their_days_where_the_sheet_prints_them() {
    let plan = plan_of("psdg-2565");
    let steps = |code: &str, round: Option<&str>| {
        let indicator = plan.indicators.iter().find(|indicator| indicator.code.as_str() == code).unwrap();
        let own = indicator.steps.iter().filter(|step| step.round.as_ref().map(RoundCode::as_str) == round);
        own.map(|step| (step.level, step.done_by.map(|day| day.to_string()).unwrap_or_default())).collect::<Vec<_>>()
    };
    let levels = |steps: Vec<(u8, String)>| steps.into_iter().map(|(level, _)| level).collect::<Vec<_>>();
    assert_eq!(levels(steps("D01", None)), [1, 2, 3, 4, 5]);
    for code in ["D03", "D12", "D14"] {
        assert!(steps(code, None).is_empty(), "{code}");
        assert_eq!(levels(steps(code, Some("R6"))), [1, 2, 3, 4, 5], "{code}");
        assert_eq!(levels(steps(code, Some("R12"))), [1, 2, 3, 4, 5], "{code}");
    }
    assert_eq!(steps("D03", Some("R6"))[4].1, "2021-12-29");
    assert_eq!(steps("D12", Some("R12"))[3..], [(4, "2022-10-31".to_owned()), (5, "2022-09-30".to_owned())]);
}
