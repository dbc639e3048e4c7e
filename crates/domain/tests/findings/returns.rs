//! Each rule of a return, with the figure that breaks it and one that does not.

use phaen_domain::budget::{BudgetKind, BudgetLine, BudgetOwner, BudgetPeriod};
use phaen_domain::finding::{Earlier, Rule, Severity};
use phaen_domain::id::ProjectCode;
use phaen_domain::indicator::{Aggregation, Shape};
use phaen_domain::money::Satang;
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Reported, Subject};

use crate::data::{findings_in, findings_with, led, rules};

/// An indicator's figure and narrative.
fn of(code: &str, value: &str, narrative: &str) -> Vec<Rule> {
    let name = |field: &str| format!("indicator:{code}:{field}");
    let names = [name("answer"), name("value"), name("narrative")];
    rules(&[(&names[0], "figure"), (&names[1], value), (&names[2], narrative)])
}

/// A project's status and narrative.
fn project(code: &str, status: &str, narrative: &str) -> Vec<Rule> {
    let name = |field: &str| format!("project:{code}:{field}");
    let names = [name("answer"), name("value"), name("narrative")];
    rules(&[(&names[0], "figure"), (&names[1], status), (&names[2], narrative)])
}

const NONE: [Rule; 0] = [];

#[test]
fn each_step_that_is_done_has_its_own_file_unless_a_source_is_named() {
    let mut plan = led();
    plan.observations.clear();
    let indicator = plan.indicators.iter_mut().find(|it| it.code.as_str() == "K01").unwrap();
    indicator.measure.shape = Shape::Steps;
    let done = [("indicator:K01:answer", "figure"), ("indicator:K01:steps", "1;2;3"), ("indicator:K01:narrative", "ทำแล้ว")];
    let found = |texts: &[(&str, &str)], files: &[(&str, u8)]| {
        let found = findings_with(&plan, texts, files).into_iter();
        found.map(|it| (it.rule, it.facts)).collect::<Vec<_>>()
    };
    let own = [("indicator:K01", 1), ("indicator:K01", 3)];
    assert_eq!(found(&done, &own), [(Rule::StepWithoutFile, "2".to_owned())]);
    assert_eq!(found(&done, &[&own[..], &[("indicator:K01", 2)]].concat()), []);
    assert_eq!(found(&[&done[..], &[("indicator:K01:source", "หนังสือ")]].concat(), &own), []);
}

#[test]
fn a_figure_needs_a_source_and_should_have_words() {
    let mut plan = led();
    plan.observations.clear();
    let figure = [("indicator:K01:answer", "figure"), ("indicator:K01:value", "2")];
    let bare = findings_in(&plan, &figure, &Earlier::new());
    assert_eq!(
        bare.iter().map(|it| (it.rule, it.severity)).collect::<Vec<_>>(),
        [(Rule::EvidenceMissing, Severity::Blocking), (Rule::NarrativeMissing, Severity::Notice)]
    );
    assert!(bare[0].th().contains("ตัวชี้วัด K01") && bare[0].th().contains("แหล่งที่มา"), "{}", bare[0].th());
    assert!(bare[0].en().contains("Indicator K01") && bare[0].en().contains("Name a source"), "{}", bare[0].en());
    let backed =
        [&figure[..], &[("indicator:K01:source", "หนังสือ ยธ 1/2566"), ("indicator:K01:narrative", "แก้ไข 2 ฉบับ")]].concat();
    assert!(findings_in(&plan, &backed, &Earlier::new()).is_empty());
}

#[test]
fn no_data_needs_nothing() {
    assert_eq!(rules(&[("indicator:K01:answer", "no_data")]), NONE);
}

#[test]
fn an_indicator_without_need_of_evidence_asks_for_none() {
    let mut plan = led();
    plan.indicators.iter_mut().for_each(|it| it.evidence_required = false);
    let found = findings_in(&plan, &[("indicator:K01:answer", "figure"), ("indicator:K01:value", "2")], &Earlier::new());
    assert!(found.iter().all(|it| it.rule != Rule::EvidenceMissing));
}

#[test]
fn a_bounded_percentage_stays_in_its_bounds_and_a_growth_may_leave_them() {
    assert_eq!(of("K02", "101", "-"), [Rule::PercentOutside]);
    assert_eq!(of("K03", "101", "-"), [Rule::PercentAbove]);
    assert_eq!(of("K03", "-1", "-"), [Rule::PercentOutside]);
    assert_eq!(of("K08", "178.42", "-"), NONE);
    assert_eq!(of("K03", "100", "-"), NONE);
}

#[test]
fn a_ratio_is_a_part_of_something() {
    let mut plan = led();
    plan.observations.clear();
    plan.indicators.iter_mut().find(|it| it.code.as_str() == "K03").unwrap().measure.shape = Shape::Ratio;
    let of = |part: &str, whole: &str, narrative: &str| {
        let texts = [
            ("indicator:K03:answer", "figure"),
            ("indicator:K03:numerator", part),
            ("indicator:K03:denominator", whole),
            ("indicator:K03:source", "s"),
            ("indicator:K03:narrative", narrative),
        ];
        findings_in(&plan, &texts, &Earlier::new()).into_iter().map(|it| it.rule).collect::<Vec<_>>()
    };
    assert_eq!(of("5", "0", "-"), [Rule::DenominatorZero]);
    assert_eq!(of("5", "4", "-"), [Rule::NumeratorAbove]);
    assert_eq!(of("4", "5", "ทำได้ 4 เรื่อง จาก 5 เรื่อง"), NONE);
    assert_eq!(of("4", "5", "ทำได้ 4 เรื่อง จาก 6 เรื่อง"), [Rule::NarrativeContradicts]);
}

#[test]
fn a_value_is_held_against_the_round_before() {
    let mut plan = led();
    plan.observations.clear();
    let subject = |code: &str| Subject::Indicator(phaen_domain::id::IndicatorCode::new(code).unwrap());
    let before = Earlier::from([
        ((subject("K12"), None), ("R9".to_owned(), Reported::Value(Decimal::whole(1000)))),
        ((subject("K03"), None), ("R9".to_owned(), Reported::Value(Decimal::whole(90)))),
    ]);
    let of = |code: &str, value: &str| {
        let names = ["answer", "value", "source", "narrative"].map(|field| format!("indicator:{code}:{field}"));
        let texts = [(&*names[0], "figure"), (&*names[1], value), (&*names[2], "s"), (&*names[3], "-")];
        findings_in(&plan, &texts, &before).into_iter().map(|it| it.rule).collect::<Vec<_>>()
    };
    assert_eq!(of("K12", "1200"), NONE);
    assert_eq!(of("K12", "900"), [Rule::CumulativeFell]);
    assert_eq!(of("K12", "12000"), [Rule::History]);
    assert_eq!(of("K03", "85"), NONE, "a share may fall");
    assert_eq!(of("K03", "8.5"), [Rule::History], "a slipped decimal point");
}

#[test]
fn a_value_is_held_against_those_of_other_units() {
    let mut plan = led();
    let indicator = plan.indicators.iter_mut().find(|it| it.code.as_str() == "K12").unwrap();
    indicator.measure.aggregation = Aggregation::Sum;
    let observation =
        plan.observations.iter().find(|it| matches!(&it.subject, Subject::Indicator(code) if code.as_str() == "K12"));
    let observation = observation.unwrap().clone();
    plan.observations = plan
        .units
        .iter()
        .rev()
        .take(3)
        .map(|unit| {
            let mut of_unit = observation.clone();
            (of_unit.unit, of_unit.reported) = (Some(unit.code.clone()), Reported::Value(Decimal::whole(50)));
            of_unit
        })
        .collect();
    let of = |value: &str| {
        let texts = [
            ("indicator:K12:answer", "figure"),
            ("indicator:K12:value", value),
            ("indicator:K12:source", "s"),
            ("indicator:K12:narrative", "-"),
        ];
        findings_in(&plan, &texts, &Earlier::new()).into_iter().map(|it| it.rule).collect::<Vec<_>>()
    };
    assert_eq!((of("60"), of("5000")), (vec![], vec![Rule::Siblings]));
}

#[test]
fn a_narrative_agrees_with_its_field_in_both_digits() {
    assert_eq!(of("K03", "92", "ผลสำรวจ ร้อยละ ๙๒.๐๐"), NONE);
    assert_eq!(of("K03", "92", "ผลสำรวจ ร้อยละ ๒๙"), [Rule::NarrativeContradicts]);
    assert_eq!(of("K07", "120", "อบรม ๑๒๐ คน"), NONE);
    assert_eq!(of("K07", "120", "อบรม 70 คน และ 50 คน"), NONE, "parts that make the figure");
    assert_eq!(of("K07", "120", "อบรม 210 คน"), [Rule::NarrativeContradicts]);
    assert_eq!(of("K03", "85", "เพิ่มขึ้นจากร้อยละ 80 เป็นร้อยละ 85"), NONE);
    assert_eq!(of("K03", "80", "เพิ่มขึ้นจากร้อยละ 80 เป็นร้อยละ 85"), [Rule::NarrativeContradicts]);
    assert_eq!(of("K02", "18.62", "119 เรื่อง จากเรื่องร้องเรียนทั้งหมด 639 เรื่อง"), NONE);
    assert_eq!(of("K02", "16.82", "119 เรื่อง จากเรื่องร้องเรียนทั้งหมด 639 เรื่อง"), [Rule::NarrativeContradicts]);
}

#[test]
fn counts_give_their_percentage_and_parts_their_total() {
    assert_eq!(project("P15", "75", "ไกล่เกลี่ยสำเร็จ 348 เรื่องจาก 375 เรื่อง คิดเป็นร้อยละ 96.40"), [Rule::RatioPercent], "D41");
    assert_eq!(project("P15", "75", "ไกล่เกลี่ยสำเร็จ ๓๔๘ เรื่องจาก ๓๗๕ เรื่อง คิดเป็นร้อยละ ๙๒.๘"), NONE);
    assert_eq!(project("P15", "75", "รวม 12 ครั้ง แบ่งเป็น กรุงเทพฯ 5 ครั้ง ภูมิภาค 6 ครั้ง"), [Rule::SumOfParts]);
    assert_eq!(project("P15", "75", "รวม 11 ครั้ง แบ่งเป็น กรุงเทพฯ 5 ครั้ง ภูมิภาค 6 ครั้ง"), NONE);
}

#[test]
fn a_day_outside_the_year_is_asked_about() {
    let contract = "ลงนามสัญญา 88/2566 ลงวันที่ ๑๘ ตุลาคม ๒๕๖๖ ส่งมอบครบ";
    assert_eq!(project("P44", "75", contract), [Rule::DateAfter], "D45");
    assert_eq!(project("P44", "75", "ลงวันที่ 30 ก.ย. 2565"), [Rule::DateBefore]);
    assert_eq!(project("P44", "75", "ลงวันที่ 18 ตุลาคม 2565"), NONE);
}

#[test]
fn status_100_stands_against_indicators_words_and_money() {
    assert!(project("P25", "100", "อบรมแล้ว").contains(&Rule::StatusNoMoney), "D48");
    assert_eq!(project("P01", "100", "ยังไม่มีฉบับใดใช้บังคับ"), [Rule::StatusWords]);
    let with = |value: &str| {
        rules(&[
            ("project:P08:answer", "figure"),
            ("project:P08:value", "100"),
            ("project_indicator:P08:1:answer", "figure"),
            ("project_indicator:P08:1:value", value),
        ])
    };
    assert_eq!((with("4").contains(&Rule::StatusUnmet), with("3").contains(&Rule::StatusUnmet)), (false, true));
    assert!(project("P28", "100", "สะสางบัญชีได้ 9,171 จาก 33,941 บัญชี").contains(&Rule::StatusUnmet));
}

#[test]
fn status_0_has_no_money_spent_and_money_stays_within_its_budget() {
    let of = |status: &str, month: &str| {
        rules(&[("project:P25:answer", "figure"), ("project:P25:value", status), ("project:P25:disbursed_01", month)])
    };
    assert!(of("0", "100.00").contains(&Rule::StatusMoneySpent));
    assert!(!of("25", "100.00").contains(&Rule::StatusMoneySpent));
    assert!(of("25", "9999999999.00").contains(&Rule::MoneyAbove));
    assert!(!of("25", "100.00").contains(&Rule::MoneyAbove));
    assert!(of("25", "100.00").contains(&Rule::SumOfParts), "the plan says that nothing was disbursed in the year");
}

#[test]
fn months_that_were_verified_before_are_added_to_those_that_are_typed() {
    let mut plan = led();
    let own = |line: &BudgetLine| line.owner == BudgetOwner::Project(ProjectCode::new("P25").unwrap());
    let mut line = plan.budget.iter().find(|line| own(line)).unwrap().clone();
    plan.budget.retain(|line| !own(line));
    (line.kind, line.period, line.amount) = (BudgetKind::Allotted, BudgetPeriod::Year, Some(Satang::from_satang(100_000_000)));
    let march = (BudgetKind::Disbursed, BudgetPeriod::Month(6), Some(Satang::from_satang(80_000_000)));
    let (kind, period, amount) = march;
    plan.budget.extend([line.clone(), BudgetLine { kind, period, amount, ..line }]);
    let of = |months: &[(&str, &str)]| {
        let texts = [&[("project:P25:answer", "figure"), ("project:P25:value", "50")], months].concat();
        let found = findings_in(&plan, &texts, &Earlier::new()).into_iter().find(|it| it.rule == Rule::MoneyAbove);
        found.map(|it| it.facts)
    };
    assert_eq!(of(&[("project:P25:disbursed_12", "200000.00")]), None);
    assert_eq!(of(&[("project:P25:disbursed_12", "300000.00")]), Some("1,100,000.00 | 1,000,000.00".to_owned()));
    assert_eq!(of(&[("project:P25:disbursed_12", "300000.00"), ("project:P25:disbursed_06", "700000.00")]), None);
    assert_eq!(of(&[("project:P25:disbursed_12", "300000.00"), ("project:P25:disbursed_06", "")]), None, "it was cleared");
}

#[test]
fn one_measure_has_one_value() {
    let both = |other: &str| {
        rules(&[
            ("indicator:K01:answer", "figure"),
            ("indicator:K01:value", "4"),
            ("indicator:K05:answer", "figure"),
            ("indicator:K05:value", other),
        ])
    };
    assert_eq!(both("4"), NONE);
    assert_eq!(both("5"), [Rule::TwoValues], "said once, at the later of the two");
}
