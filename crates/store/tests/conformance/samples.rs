//! What the tests of the typed tables store: the demonstration agency, and a plan with every enumeration, every optional
//! field present and absent, and texts that would break a careless statement.

use jiff::civil::date;
use phaen_app::ports::Provenance;
use phaen_domain::budget::{BudgetLine, BudgetOwner, BudgetPeriod};
use phaen_domain::calendar::FiscalYear;
use phaen_domain::id::{IndicatorCode, NodeCode, PlanCode, ProjectCode, RoundCode, ScaleCode, UnitCode};
use phaen_domain::indicator::{ActualSource, Indicator, Measure, MilestoneStep, Owner, Target};
use phaen_domain::money::Satang;
use phaen_domain::number::{Decimal, Rounding};
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::organisation::{Agency, Unit};
use phaen_domain::plan::{
    AgencyPlan, Edition, EditionState, Level, Narrative, Plan, PlanKind, PlanNode, ReportedProblem, TotalRule,
};
use phaen_domain::project::{Project, ProjectIndicator};
use phaen_domain::round::{CitedTotal, Round};
use phaen_domain::scoring::{Scale, ScalePoint};
use phaen_domain::words::Words;
use phaen_domain::workbook::{RawRow, RawSheet, RawWorkbook, Records, understand};

#[path = "../../../domain/tests/demonstration/mod.rs"]
mod agency;

use agency::cell;
pub(crate) use agency::folder;

/// A text that quotes, comments, escapes, numbers parameters, breaks lines, and leaves Thai and the basic plane.
pub(crate) const NASTY: &str =
    "'; DROP TABLE plan; -- \"x\" \\ \\' $1 ?1 :a @b %_ [ก็] กำ ํา\u{200b}\u{feff}\t\r\n  ๑๒๓ é e\u{301} 🇹🇭 \u{202e}ซ้าย 𝕏 ";

pub(crate) fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

pub(crate) fn round_code(text: &str) -> RoundCode {
    RoundCode::new(text).unwrap()
}

pub(crate) fn plan_code(text: &str) -> PlanCode {
    PlanCode::new(text).unwrap()
}

pub(crate) fn indicator_code(text: &str) -> IndicatorCode {
    IndicatorCode::new(text).unwrap()
}

fn unit_code(number: usize) -> UnitCode {
    UnitCode::new(&format!("สบจ.{number} O'Brien")).unwrap()
}

fn project_code(number: usize) -> ProjectCode {
    ProjectCode::new(&format!("โครงการ {number}")).unwrap()
}

fn node_code(number: usize) -> NodeCode {
    NodeCode::new(&format!("N{number}")).unwrap()
}

fn scale_code(number: usize) -> ScaleCode {
    ScaleCode::new(&format!("เกณฑ์ {number}")).unwrap()
}

/// A member of an enumeration, taking turns.
fn turn<T: Words>(number: usize) -> T {
    T::TABLE[number % T::TABLE.len()].0
}

fn some<T>(number: usize, value: T) -> Option<T> {
    number.is_multiple_of(2).then_some(value)
}

fn text(number: usize, what: &str) -> Option<String> {
    some(number, format!("{what} {number} {NASTY}"))
}

/// A plan with everything in it. It need not obey the rules between rows: storage has no opinion of them.
pub(crate) fn everything() -> AgencyPlan {
    AgencyPlan {
        agency: Agency {
            code: "กบค".to_owned(), name_th: NASTY.to_owned(), name_en: Some("Department's \"own\"".to_owned())
        },
        units: (0..7).map(unit).collect(),
        plan: Plan {
            code: plan_code("แผน 2566"),
            name_th: NASTY.to_owned(),
            name_en: Some("Plan".to_owned()),
            kind: PlanKind::Division,
            fiscal_year: FiscalYear::new(2566).unwrap(),
            carries_out: Some(plan_code("แผน 5 ปี")),
            total_rule: TotalRule::WeightedAverage,
            vision: Some("วิสัยทัศน์".repeat(3_000)),
        },
        edition: Edition {
            number: 3,
            state: EditionState::Approved,
            announced_on: Some(date(2022, 9, 30)),
            reason: Some(NASTY.to_owned()),
        },
        levels: vec![level(2), level(1)],
        nodes: (0..9).map(node).collect(),
        scales: (0..6).map(scale).collect(),
        indicators: (0..61).map(indicator).collect(),
        targets: (0..61).flat_map(targets).collect(),
        projects: (0..53).map(project).collect(),
        budget: budget(),
        rounds: (0..6).map(round).collect(),
        cited_totals: vec![cited("R6", None), cited("R6", Some(node_code(1))), cited("R9", None)],
        observations: observations(),
        problems: (0..4).map(problem).collect(),
        narratives: (0..55).map(narrative).collect(),
    }
}

fn unit(number: usize) -> Unit {
    Unit {
        code: unit_code(number),
        abbreviation: format!("สบจ.{number}"),
        name_th: format!("สำนักงาน {number} {NASTY}"),
        name_en: text(number, "Office"),
        kind: "สำนักงาน".to_owned(),
        // Also one that comes later in the list.
        parent: some(number, unit_code((number + 3) % 7)),
        valid_from: some(number, date(1997, 10, 1)),
        valid_to: some(number + 1, date(2023, 9, 30)),
        successor: some(number + 1, unit_code(0)),
        collective: number.is_multiple_of(3),
        note: text(number + 1, "หมายเหตุ"),
    }
}

fn level(depth: u8) -> Level {
    Level { depth, name_th: format!("ระดับ {depth}"), name_en: some(depth.into(), "Level".to_owned()) }
}

fn node(number: usize) -> PlanNode {
    PlanNode {
        code: node_code(number),
        parent: (number > 2).then(|| node_code(number / 3)),
        depth: if number > 2 { 2 } else { 1 },
        number: text(number, "เลขที่"),
        name_th: format!("ประเด็น {number} {NASTY}"),
        name_en: text(number + 1, "Issue"),
        weight: some(number, decimal("33.3300")),
        counted: !number.is_multiple_of(4),
    }
}

fn scale(number: usize) -> Scale {
    let point = |band: u8| ScalePoint {
        from: some(number, decimal(&format!("{band}0.00"))),
        score: decimal(&format!("{band}.0")),
        band,
        points_shown: some(number + 1, decimal("100")),
    };
    Scale {
        code: scale_code(number),
        name_th: NASTY.to_owned(),
        name_en: text(number, "Scale"),
        kind: turn(number),
        full_score: decimal("5"),
        interpolated: number.is_multiple_of(2),
        below_lowest: turn(number),
        near_from: decimal("90.0"),
        rounding: Rounding::HalfUp(u8::try_from(number).unwrap()),
        points: (1..=5).take(number).map(point).collect(),
    }
}

fn indicator(number: usize) -> Indicator {
    let step = |level: u8| MilestoneStep {
        round: some(level.into(), round_code("R6")),
        level,
        text: NASTY.to_owned(),
        done_by: some(usize::from(level) / 2, date(2023, 3, 31)),
    };
    let owner = |place: usize| Owner {
        unit: unit_code((number + place) % 7),
        primary: place == 0,
        weight: some(number, decimal("0.123456789012345678901234567890")),
    };
    let sources = [
        None,
        Some(ActualSource::Indicator(indicator_code("ตัวชี้วัด 0"))),
        Some(ActualSource::NodeTotal(node_code(1))),
        Some(ActualSource::PlanTotal),
        Some(ActualSource::ProjectsTotal),
    ];
    Indicator {
        code: indicator_code(&format!("ตัวชี้วัด {number}")),
        node: node_code(number % 9),
        number: text(number, "1."),
        name_th: format!("ร้อยละ {number} {NASTY}"),
        name_en: text(number + 1, "Percent"),
        measure: Measure {
            unit_of_measure: "ร้อยละ".to_owned(),
            shape: turn(number),
            percent_rule: turn(number),
            zero_target: turn(number),
            accumulation: turn(number),
            aggregation: turn(number),
        },
        scale: some(number, scale_code(number % 6)),
        weight: some(number, decimal("10")),
        counted: !number.is_multiple_of(3),
        actual_from: sources[number % 5].clone(),
        evidence_required: number.is_multiple_of(3),
        owners: (0..number % 4).map(owner).collect(),
        steps: (1..=5).take(number % 6).map(step).collect(),
        definition: text(number, "คำอธิบาย"),
        formula: text(number + 1, "สูตร"),
        data_source: text(number, "แหล่งข้อมูล"),
        frequency: text(number + 1, "ความถี่"),
        baseline: text(number, "ข้อมูลพื้นฐาน"),
        dimension: text(number + 1, "มิติ"),
        note: text(number, "หมายเหตุ"),
    }
}

fn targets(number: usize) -> Vec<Target> {
    let code = indicator_code(&format!("ตัวชี้วัด {number}"));
    let target = |unit, round| Target {
        indicator: code.clone(),
        unit,
        round,
        value: some(number, decimal("-0.50")),
        high: some(number / 2, decimal("99999999999999999999999999999999999.99")),
        anchors: (0..number % 4).map(|place| decimal(&format!("{place}.250"))).collect(),
        printed: text(number, "ไม่น้อยกว่า"),
        note: text(number + 1, "ที่มา"),
        scale: some(number + 1, scale_code(number % 6)),
    };
    let unit = unit_code(number % 7);
    vec![
        target(None, None),
        target(Some(unit.clone()), None),
        target(None, Some(round_code("R6"))),
        target(Some(unit), Some(round_code("R12"))),
    ]
}

fn project(number: usize) -> Project {
    let indicator = |order: u32| ProjectIndicator {
        order,
        text: NASTY.to_owned(),
        target_printed: text(number, "ร้อยละ"),
        target_value: some(number, decimal("80.00")),
        unit_of_measure: text(number + 1, "คน"),
        lower_is_better: order == 2,
        note: text(number, "หมายเหตุ"),
    };
    Project {
        code: project_code(number),
        node: node_code(number % 9),
        number: text(number, "เลขที่"),
        name_th: NASTY.to_owned(),
        scale: scale_code(number % 6),
        owners: (0..number % 4).map(|place| unit_code((number + place) % 7)).collect(),
        funding: turn(number),
        indicators: (1..=3).take(number % 4).map(indicator).collect(),
        note: text(number, "หมายเหตุ"),
    }
}

fn budget() -> Vec<BudgetLine> {
    let periods = [BudgetPeriod::Year, BudgetPeriod::Round(round_code("R6")), BudgetPeriod::Month(1), BudgetPeriod::Month(12)];
    let line = |number: usize| BudgetLine {
        owner: if number.is_multiple_of(3) { BudgetOwner::Agency } else { BudgetOwner::Project(project_code(number % 53)) },
        kind: turn(number),
        source: format!("เงิน {number} {}", "ยาวมาก".repeat(300)),
        class: turn(number / 2),
        period: periods[number % 4].clone(),
        amount: some(number, Satang::from_satang(i64::MAX - i64::try_from(number).unwrap())),
        target_percent: some(number + 1, decimal("75.00")),
        note: text(number / 2, "ที่มา"),
    };
    (0..120).map(line).collect()
}

fn round(number: usize) -> Round {
    let months = u8::try_from(2 * number + 1).unwrap();
    Round {
        code: if number < 3 { round_code(["R3", "R6", "R9"][number]) } else { round_code(&format!("รอบ {months}")) },
        fiscal_year: FiscalYear::new(2566).unwrap(),
        name_th: format!("รอบ {months} เดือน {NASTY}"),
        name_en: text(number, "months"),
        months,
        starts_on: date(2022, 10, 1),
        ends_on: date(2023, 9, 30),
        due_on: some(number, date(2023, 10, 5)),
        completed_on: some(number + 1, date(2023, 11, 19)),
        state: turn(number),
        revision: 0,
        note: text(number + 1, "หมายเหตุ"),
    }
}

fn cited(round: &str, node: Option<NodeCode>) -> CitedTotal {
    CitedTotal { round: round_code(round), node, percent: decimal("45.59"), source: NASTY.to_owned() }
}

fn problem(number: usize) -> ReportedProblem {
    ReportedProblem {
        code: format!("PB {number}"),
        recommendation: number.is_multiple_of(2),
        category: text(number, "หมวด"),
        text: NASTY.to_owned(),
        source: text(number + 1, "ที่มา"),
    }
}

fn narrative(number: usize) -> Narrative {
    Narrative {
        section: format!("part{}.mission", number % 5),
        order: u32::try_from(number / 5).unwrap(),
        text: NASTY.to_owned(),
        source: text(number, "เล่ม"),
    }
}

fn observations() -> Vec<Observation> {
    let reported = [
        Reported::Value(decimal("0")),
        Reported::Value(decimal("92.00")),
        Reported::Ratio(decimal("1"), decimal("-3.0")),
        Reported::Steps(vec![1, 2, 255]),
        Reported::Steps(Vec::new()),
        Reported::NoData,
        Reported::NotApplicable(NASTY.to_owned()),
        Reported::NotMeasurable(String::new()),
    ];
    let subjects = |number: usize| match number % 3 {
        0 => Subject::Indicator(indicator_code(&format!("ตัวชี้วัด {number}"))),
        1 => Subject::Project(project_code(number)),
        _ => Subject::ProjectIndicator(project_code(number), u32::try_from(number).unwrap()),
    };
    let of_subject = |number: usize| {
        let observation = |unit, period| Observation {
            subject: subjects(number),
            unit,
            period,
            reported: reported[number % 8].clone(),
            narrative: text(number, "ผล"),
            source: text(number + 1, "ที่มา"),
            evidence: text(number, "หลักฐาน"),
        };
        [
            observation(Some(unit_code(number % 7)), Period::Month(12)),
            observation(None, Period::Round(round_code("R12"))),
            observation(None, Period::Month(1)),
        ]
    };
    (0..40).rev().flat_map(of_subject).collect()
}

/// Someone who stands behind a value, at an instant finer than a microsecond.
pub(crate) fn behind(version: u32) -> Provenance {
    Provenance {
        entered_by: format!("analyst {NASTY}"),
        entered_at: "2023-10-06T08:00:00.123456789Z".parse().unwrap(),
        import_hash: some(usize::try_from(version).unwrap(), "e3b0".repeat(16)),
        version,
    }
}

/// The observations of a plan with who stands behind each.
pub(crate) fn with_behind(plan: &AgencyPlan, version: u32) -> Vec<(Observation, Provenance)> {
    plan.observations.iter().map(|observation| (observation.clone(), behind(version))).collect()
}

/// The plan of a folder of the demonstration data.
pub(crate) fn demonstration(name: &str) -> AgencyPlan {
    understand(&folder(name)).unwrap()
}

/// Records as a workbook that comes in: the header in row 1, the first record in row 2.
pub(crate) fn workbook(records: &Records) -> RawWorkbook {
    let sheets = records.sheets().map(|(described, records)| {
        let header = described.columns.iter().map(|column| cell(column.key)).collect();
        let row = |(number, values): (u32, &Vec<Option<String>>)| RawRow {
            number,
            cells: values.iter().map(|value| cell(value.as_deref().unwrap_or_default())).collect(),
        };
        let body = (2..).zip(records.iter().map(|record| &record.values)).map(row);
        let rows = std::iter::once(RawRow { number: 1, cells: header }).chain(body).collect();
        RawSheet { name: described.key.to_owned(), rows }
    });
    RawWorkbook { sheets: sheets.collect() }
}
