//! What the tests build plans from: golden rows, the scales of the sources, and small plans.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::date;
use phaen_domain::budget::{BudgetKind, BudgetLine, BudgetOwner, BudgetPeriod, ExpenseClass};
use phaen_domain::calendar::FiscalYear;
use phaen_domain::id::{IndicatorCode, NodeCode, PlanCode, ProjectCode, RoundCode, ScaleCode, UnitCode};
use phaen_domain::indicator::{Accumulation, Aggregation, Indicator, Measure, Owner, PercentRule, Shape, Target, ZeroTarget};
use phaen_domain::money::Satang;
use phaen_domain::number::{Decimal, Exact, Rounding};
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::organisation::Agency;
use phaen_domain::plan::{AgencyPlan, Edition, EditionState, Plan, PlanKind, PlanNode, TotalRule};
use phaen_domain::project::{Funding, Project};
use phaen_domain::round::{Round, RoundState};
use phaen_domain::scoring::{BelowLowest, Scale, ScaleKind, ScalePoint};

/// A row of a golden file by column name.
pub(crate) type Row = HashMap<String, String>;

fn golden_path(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file)
}

pub(crate) fn golden(file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(golden_path(file)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

pub(crate) fn golden_json(file: &str) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(golden_path(file)).unwrap()).unwrap()
}

/// The contradiction of this id in the print.
pub(crate) fn contradiction(id: &str) -> Row {
    golden("inconsistencies_examples.csv").into_iter().find(|row| row["id"] == id).unwrap()
}

pub(crate) fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

pub(crate) fn exact(text: &str) -> Exact {
    decimal(text).exact()
}

/// Two places, half up: how the print shows figures.
pub(crate) fn shown(figure: &Exact) -> String {
    figure.round_half_up(2).to_string()
}

pub(crate) fn indicator_code(code: &str) -> IndicatorCode {
    IndicatorCode::new(code).unwrap()
}

pub(crate) fn node_code(code: &str) -> NodeCode {
    NodeCode::new(code).unwrap()
}

pub(crate) fn unit_code(code: &str) -> UnitCode {
    UnitCode::new(code).unwrap()
}

pub(crate) fn project_code(code: &str) -> ProjectCode {
    ProjectCode::new(code).unwrap()
}

pub(crate) fn round_code(code: &str) -> RoundCode {
    RoundCode::new(code).unwrap()
}

pub(crate) fn satang(baht: &str) -> Satang {
    Satang::parse(baht).unwrap()
}

fn point(from: Option<&str>, score: &str, band: u8, points_shown: Option<&str>) -> ScalePoint {
    ScalePoint { from: from.map(decimal), score: decimal(score), band, points_shown: points_shown.map(decimal) }
}

fn scale(code: &str, kind: ScaleKind, full: &str, below_lowest: BelowLowest, points: Vec<ScalePoint>) -> Scale {
    Scale {
        code: ScaleCode::new(code).unwrap(),
        name_th: code.to_owned(),
        name_en: None,
        kind,
        full_score: decimal(full),
        interpolated: true,
        below_lowest,
        near_from: Decimal::whole(90),
        rounding: Rounding::HalfUp(2),
        points,
    }
}

/// The department's five bands (`scoring.md` 2).
pub(crate) fn five_bands(below_lowest: BelowLowest) -> Scale {
    let bands = [("60", "1", 1), ("70", "2", 2), ("80", "3", 3), ("90", "4", 4), ("100", "5", 5)];
    let points = bands.into_iter().map(|(from, score, band)| point(Some(from), score, band, Some(from))).collect();
    scale("five-bands", ScaleKind::Bands, "5", below_lowest, points)
}

/// Five thresholds of each indicator (`scoring.md` 3); level 0 below the first when `below_lowest` is zero.
pub(crate) fn five_thresholds(below_lowest: BelowLowest) -> Scale {
    let points = (1u8..=5).map(|level| point(None, &level.to_string(), level, None)).collect();
    scale("five-thresholds", ScaleKind::Anchors, "5", below_lowest, points)
}

/// Three targets of each indicator: 50, 75, 100.
pub(crate) fn three_targets(below_lowest: BelowLowest) -> Scale {
    let points = [("50", 1), ("75", 2), ("100", 3)].into_iter().map(|(score, band)| point(None, score, band, None)).collect();
    scale("three-targets", ScaleKind::Anchors, "100", below_lowest, points)
}

/// The project status 0, 25, 50, 75, 100; below full is ไม่บรรลุ.
pub(crate) fn project_status() -> Scale {
    let steps = [("0", 0), ("25", 1), ("50", 2), ("75", 3), ("100", 4)];
    let points = steps.into_iter().map(|(score, band)| point(None, score, band, Some(score))).collect();
    Scale {
        near_from: Decimal::whole(100),
        interpolated: false,
        ..scale("project-status", ScaleKind::Points, "100", BelowLowest::Zero, points)
    }
}

/// All scales above, as a plan holds them.
pub(crate) fn scales() -> Vec<Scale> {
    vec![five_bands(BelowLowest::Floor), five_thresholds(BelowLowest::Floor), three_targets(BelowLowest::Zero), project_status()]
}

fn round(code: &str, months: u8, ends_on: jiff::civil::Date) -> Round {
    Round {
        code: round_code(code),
        fiscal_year: FiscalYear::new(2566).unwrap(),
        name_th: format!("รอบ {months} เดือน"),
        name_en: None,
        months,
        starts_on: date(2022, 10, 1),
        ends_on,
        due_on: None,
        completed_on: None,
        state: RoundState::Open,
        revision: 0,
        note: None,
    }
}

/// A plan of fiscal year 2566 without anything in it but its rounds (6, 9 and 12 months) and scales.
pub(crate) fn empty_plan() -> AgencyPlan {
    AgencyPlan {
        agency: Agency { code: "LED".to_owned(), name_th: "กรมบังคับคดี".to_owned(), name_en: None },
        units: Vec::new(),
        plan: Plan {
            code: PlanCode::new("LED-2566").unwrap(),
            name_th: "แผนปฏิบัติราชการรายปี".to_owned(),
            name_en: None,
            kind: PlanKind::Annual,
            fiscal_year: FiscalYear::new(2566).unwrap(),
            carries_out: None,
            total_rule: TotalRule::SumOfScores,
            vision: None,
        },
        edition: Edition { number: 1, state: EditionState::Announced, announced_on: None, reason: None },
        levels: Vec::new(),
        nodes: Vec::new(),
        scales: scales(),
        indicators: Vec::new(),
        targets: Vec::new(),
        projects: Vec::new(),
        budget: Vec::new(),
        rounds: vec![round("R6", 6, date(2023, 3, 31)), round("R9", 9, date(2023, 6, 30)), round("R12", 12, date(2023, 9, 30))],
        cited_totals: Vec::new(),
        observations: Vec::new(),
        problems: Vec::new(),
        narratives: Vec::new(),
    }
}

pub(crate) fn node(code: &str, parent: Option<&str>) -> PlanNode {
    PlanNode {
        code: node_code(code),
        parent: parent.map(node_code),
        depth: if parent.is_some() { 2 } else { 1 },
        number: None,
        name_th: code.to_owned(),
        name_en: None,
        weight: None,
        counted: true,
    }
}

pub(crate) fn measure(percent_rule: PercentRule) -> Measure {
    Measure {
        unit_of_measure: "ร้อยละ".to_owned(),
        shape: Shape::Value,
        percent_rule,
        zero_target: ZeroTarget::Refused,
        accumulation: Accumulation::Cumulative,
        aggregation: Aggregation::Central,
    }
}

/// A higher-is-better indicator on the five bands.
pub(crate) fn indicator(code: &str, node: &str) -> Indicator {
    Indicator {
        code: indicator_code(code),
        node: node_code(node),
        number: None,
        name_th: code.to_owned(),
        name_en: None,
        measure: measure(PercentRule::Higher),
        scale: Some(ScaleCode::new("five-bands").unwrap()),
        weight: None,
        counted: true,
        actual_from: None,
        evidence_required: true,
        owners: Vec::new(),
        steps: Vec::new(),
        definition: None,
        formula: None,
        data_source: None,
        frequency: None,
        baseline: None,
        dimension: None,
        note: None,
    }
}

pub(crate) fn owner(unit: &str, weight: Option<&str>) -> Owner {
    Owner { unit: unit_code(unit), primary: true, weight: weight.map(decimal) }
}

/// The year's target of the agency.
pub(crate) fn target(indicator: &str, value: &str) -> Target {
    Target {
        indicator: indicator_code(indicator),
        unit: None,
        round: None,
        value: Some(decimal(value)),
        high: None,
        anchors: Vec::new(),
        printed: None,
        note: None,
        scale: None,
    }
}

pub(crate) fn anchors(indicator: &str, values: &[&str]) -> Target {
    Target { value: None, anchors: values.iter().map(|value| decimal(value)).collect(), ..target(indicator, "0") }
}

pub(crate) fn value(text: &str) -> Reported {
    Reported::Value(decimal(text))
}

pub(crate) fn ratio(numerator: &str, denominator: &str) -> Reported {
    Reported::Ratio(decimal(numerator), decimal(denominator))
}

fn observation(subject: Subject, unit: Option<&str>, period: Period, reported: Reported) -> Observation {
    Observation { subject, unit: unit.map(unit_code), period, reported, narrative: None, source: None, evidence: None }
}

/// What the agency reports at a round.
pub(crate) fn observed(indicator: &str, round: &str, reported: Reported) -> Observation {
    observation(Subject::Indicator(indicator_code(indicator)), None, Period::Round(round_code(round)), reported)
}

/// What a unit reports at a round.
pub(crate) fn observed_by(unit: &str, indicator: &str, round: &str, reported: Reported) -> Observation {
    observation(Subject::Indicator(indicator_code(indicator)), Some(unit), Period::Round(round_code(round)), reported)
}

/// What the agency reports for a month of the fiscal year.
pub(crate) fn observed_in_month(indicator: &str, month: u8, reported: Reported) -> Observation {
    observation(Subject::Indicator(indicator_code(indicator)), None, Period::Month(month), reported)
}

pub(crate) fn status_of_project(project: &str, round: &str, reported: Reported) -> Observation {
    observation(Subject::Project(project_code(project)), None, Period::Round(round_code(round)), reported)
}

pub(crate) fn project(code: &str, node: &str) -> Project {
    Project {
        code: project_code(code),
        node: node_code(node),
        number: None,
        name_th: code.to_owned(),
        scale: ScaleCode::new("project-status").unwrap(),
        owners: Vec::new(),
        funding: Funding::NotGiven,
        indicators: Vec::new(),
        note: None,
    }
}

/// An amount of the whole year.
pub(crate) fn money(owner: BudgetOwner, kind: BudgetKind, class: ExpenseClass, baht: &str) -> BudgetLine {
    BudgetLine {
        owner,
        kind,
        source: "เงินงบประมาณ".to_owned(),
        class,
        period: BudgetPeriod::Year,
        amount: Some(satang(baht)),
        target_percent: None,
        note: None,
    }
}
