//! A workbook of another agency, with level names, scales, weights and rounds of its own, scores right without a line of code.
//! Expected figures were worked out by hand; the rows stand under `crates/phaen/tests/other_agency`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects")]

use std::path::Path;

use phaen_domain::id::{IndicatorCode, ProjectCode, RoundCode, UnitCode};
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::Scorecard;
use phaen_domain::shown;
use phaen_domain::workbook::{
    Problems, RawCell, RawRow, RawSheet, RawWorkbook, SHEETS, check_observation, understand, understand_records, write,
};

fn plan() -> AgencyPlan {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../phaen/tests/other_agency");
    let mut raw = RawWorkbook::default();
    for sheet in SHEETS {
        let Ok(mut reader) = csv::ReaderBuilder::new().has_headers(false).from_path(folder.join(format!("{}.csv", sheet.key)))
        else {
            continue;
        };
        let rows = reader.records().zip(1..).map(|(record, number)| RawRow {
            number,
            cells: record.unwrap().iter().map(|cell| RawCell::Text(cell.to_owned())).collect(),
        });
        raw.sheets.push(RawSheet { name: sheet.key.to_owned(), rows: rows.collect() });
    }
    understand(&raw).unwrap_or_else(|problems| panic!("{:#?}", problems.listed()))
}

fn scorecard(round: &str) -> Scorecard {
    Scorecard::of(&plan(), &RoundCode::new(round).unwrap()).unwrap()
}

fn scores(card: &Scorecard) -> Vec<String> {
    card.indicators.iter().map(|score| score.score().map_or_else(String::new, shown::score)).collect()
}

#[test]
fn at_twelve_months_ratios_sums_and_falling_targets_score_by_their_own_scales() {
    let card = scorecard("ทั้งปี");
    // A1: 85 of 100 lies between 80 (3) and 90 (4). A2: 180 of 200 km = 90 %. B1: 15 days between 20 (75) and 10 (100).
    assert_eq!(scores(&card), ["3.50", "9.00", "87.50"]);
    let node = |code: &str| card.nodes.iter().find(|node| node.node.as_str() == code).unwrap().total.percent.clone().unwrap();
    assert_eq!(shown::percent(&node("S1")), "80.00");
    assert_eq!(shown::percent(&node("S2")), "87.50");
    // 60 × 80.00 + 40 × 87.50
    assert_eq!(shown::percent(card.plan.percent.as_ref().unwrap()), "83.00");
}

#[test]
fn at_six_months_the_round_has_its_own_target_and_no_data_scores_zero() {
    let card = scorecard("ครึ่งปี");
    assert_eq!(scores(&card), ["4.00", "8.75", "0.00"]);
    assert_eq!(shown::percent(card.plan.percent.as_ref().unwrap()), "50.25");
}

#[test]
fn projects_have_stages_and_money_of_their_own() {
    let total = scorecard("ทั้งปี").projects_total;
    assert_eq!(shown::percent(total.total.percent.as_ref().unwrap()), "75.00");
    assert_eq!(shown::baht(total.money.budget.unwrap()), "1,000,000.00");
    assert_eq!(shown::percent(&total.money.disbursed_percent().unwrap()), "25.00");
}

#[test]
fn every_working_of_the_other_agency_recomputes() {
    for round in ["ครึ่งปี", "ทั้งปี"] {
        let card = scorecard(round);
        assert!(card.indicators.iter().all(|score| score.working.recomputes()));
        assert!(card.nodes.iter().all(|node| node.total.working.recomputes()));
    }
}

#[test]
fn a_blank_is_no_reason_for_what_cannot_be_measured() {
    let plan = plan();
    let mut observation = plan.observations[0].clone();
    for (reason, problems) in [("  ", 1), ("ยังไม่มีผลสำรวจ", 0)] {
        observation.reported = Reported::NotMeasurable(reason.to_owned());
        assert_eq!(check_observation(&plan, &observation).count(), problems, "{reason:?}");
    }
}

/// An observation changed in every way that somebody may type it.
fn typed(observation: &Observation) -> Vec<Observation> {
    let decimal = |text: &str| Decimal::parse(text).unwrap();
    let mut reported =
        vec![Reported::NoData, Reported::NotApplicable("ไม่มีงาน".to_owned()), Reported::NotMeasurable(" ".to_owned())];
    reported.extend(["-5", "0", "50", "101"].map(|value| Reported::Value(decimal(value))));
    reported.extend([("5", "0"), ("5", "8")].map(|(above, below)| Reported::Ratio(decimal(above), decimal(below))));
    reported.extend([vec![], vec![1], vec![9]].map(Reported::Steps));
    let (indicator, project) = (IndicatorCode::new("ไม่มี").unwrap(), ProjectCode::new("ไม่มี").unwrap());
    let subjects = [Subject::Indicator(indicator), Subject::Project(project.clone()), Subject::ProjectIndicator(project, 1)];
    let periods = [Period::Month(3), Period::Round(RoundCode::new("R99").unwrap())];
    let base = || observation.clone();
    let mut typed = vec![base(), Observation { unit: Some(UnitCode::new("ไม่มี").unwrap()), ..base() }];
    typed.extend(reported.into_iter().map(|reported| Observation { reported, ..base() }));
    typed.extend(subjects.into_iter().map(|subject| Observation { subject, ..base() }));
    typed.extend(periods.into_iter().map(|period| Observation { period, ..base() }));
    typed
}

#[test]
fn a_result_typed_by_hand_breaks_the_rules_that_it_breaks_in_a_workbook() {
    let plan = plan();
    let mut refused = 0;
    for observation in plan.observations.iter().flat_map(typed) {
        let alone = AgencyPlan { observations: vec![observation.clone()], ..plan.clone() };
        let in_a_workbook = understand_records(&write(&alone), Problems::default()).err().unwrap_or_default();
        refused += usize::from(!in_a_workbook.is_empty());
        assert_eq!(check_observation(&plan, &observation), in_a_workbook, "{observation:?}");
    }
    assert!(refused > 5 * plan.observations.len(), "{refused}");
}

#[test]
fn it_keeps_its_own_level_names() {
    let plan = plan();
    assert_eq!(plan.levels.iter().map(|level| level.name_th.as_str()).collect::<Vec<_>>(), ["ยุทธศาสตร์", "กลยุทธ์"]);
}
