//! The load data: an agency of 110 generated units, named as such (`decisions.md` 23), that all report the same thirty indicators.
//!
//! The same seed gives the same plan, on every machine. It must never be taken for an agency's figures: every name says that it is generated.

use jiff::civil::date;
use phaen_domain::budget::{BudgetKind, BudgetLine, BudgetOwner, BudgetPeriod, ExpenseClass};
use phaen_domain::calendar::FiscalYear;
use phaen_domain::id::{IndicatorCode, NodeCode, PlanCode, ProjectCode, RoundCode, ScaleCode, UnitCode};
use phaen_domain::indicator::{Accumulation, Aggregation, Indicator, Measure, Owner, PercentRule, Shape, Target, ZeroTarget};
use phaen_domain::money::Satang;
use phaen_domain::number::{Decimal, Rounding};
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::organisation::{Agency, Unit};
use phaen_domain::plan::{AgencyPlan, Edition, EditionState, Level, Narrative, Plan, PlanKind, PlanNode, TotalRule};
use phaen_domain::project::{Funding, Project, ProjectIndicator};
use phaen_domain::round::{Round, RoundState};
use phaen_domain::scoring::{BelowLowest, Scale, ScaleKind, ScalePoint};

/// Units that report.
pub(crate) const UNITS: u64 = 110;
/// Indicators that each unit reports.
pub(crate) const INDICATORS: u64 = 30;
/// Projects, three of each unit.
const PROJECTS: u64 = 330;
/// Code of the plan.
pub(crate) const PLAN: &str = "generated-2570";
/// Where the figures come from.
pub(crate) const SEED: u64 = 2_570;

/// Reporting rounds that the data know.
pub(crate) const ROUNDS: [&str; 2] = ["R6", "R12"];

/// Numbers from a seed (splitmix64): small, even and the same everywhere.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// A number from `low` to `high` with two decimal places.
    fn hundredths(&mut self, low: u64, high: u64) -> Decimal {
        let (whole, rest) = (self.between(low, high - 1), self.between(0, 99));
        decimal(&format!("{whole}.{rest:02}"))
    }
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn whole(number: u64) -> Decimal {
    Decimal::whole(i64::try_from(number).unwrap())
}

fn unit_code(unit: u64) -> UnitCode {
    UnitCode::new(&format!("U{unit:03}")).unwrap()
}

/// Code of an indicator, counted from 1.
pub(crate) fn indicator_code(indicator: u64) -> IndicatorCode {
    IndicatorCode::new(&format!("I{indicator:02}")).unwrap()
}

/// The whole agency: 110 units, thirty indicators, their observations at these rounds.
pub(crate) fn agency(rounds: &[&str]) -> AgencyPlan {
    agency_with(rounds, PROJECTS)
}

/// The same with so many projects.
pub(crate) fn agency_with(rounds: &[&str], projects: u64) -> AgencyPlan {
    let mut seeded = Seeded(SEED);
    let year = FiscalYear::new(2570).unwrap();
    let mut plan = AgencyPlan {
        agency: Agency {
            code: "GENERATED".to_owned(), name_th: "ส่วนราชการจำลองสำหรับวัดความเร็ว".to_owned(), name_en: None
        },
        units: (1..=UNITS).map(unit).collect(),
        plan: Plan {
            code: PlanCode::new(PLAN).unwrap(),
            name_th: "แผนปฏิบัติราชการจำลอง (ข้อมูลสร้างขึ้น) ปีงบประมาณ พ.ศ. 2570".to_owned(),
            name_en: None,
            kind: PlanKind::Annual,
            fiscal_year: year,
            carries_out: None,
            total_rule: TotalRule::SumOfScores,
            vision: None,
        },
        edition: Edition { number: 1, state: EditionState::Announced, announced_on: Some(date(2026, 9, 30)), reason: None },
        levels: (1u8..).zip(["ประเด็น", "เป้าประสงค์"]).map(level).collect(),
        nodes: nodes(),
        scales: vec![five_bands(), project_status()],
        indicators: Vec::new(),
        targets: Vec::new(),
        projects: Vec::new(),
        budget: Vec::new(),
        rounds: [("R6", 6, date(2027, 3, 31)), ("R12", 12, date(2027, 9, 30))].map(|it| round(it, year)).into(),
        cited_totals: Vec::new(),
        observations: Vec::new(),
        problems: Vec::new(),
        narratives: narratives(),
    };
    for number in 1..=INDICATORS {
        add_indicator(&mut plan, number, &mut seeded);
    }
    for number in 1..=projects {
        add_project(&mut plan, number, &mut seeded);
    }
    plan.observations.retain(|it| matches!(&it.period, Period::Round(round) if rounds.contains(&round.as_str())));
    plan
}

fn unit(number: u64) -> Unit {
    Unit {
        code: unit_code(number),
        abbreviation: format!("นจ.{number}"),
        name_th: format!("หน่วยงานจำลองที่ {number}"),
        name_en: Some(format!("Generated unit {number}")),
        kind: "หน่วยงานจำลอง".to_owned(),
        parent: None,
        valid_from: None,
        valid_to: None,
        successor: None,
        collective: false,
        note: None,
    }
}

fn level((depth, name): (u8, &str)) -> Level {
    Level { depth, name_th: name.to_owned(), name_en: None }
}

/// Three issues of two goals each.
fn nodes() -> Vec<PlanNode> {
    let node = |code: String, parent: Option<&str>, depth, number: String, name: String| PlanNode {
        code: NodeCode::new(&code).unwrap(),
        parent: parent.map(|parent| NodeCode::new(parent).unwrap()),
        depth,
        number: Some(number),
        name_th: name,
        name_en: None,
        weight: None,
        counted: true,
    };
    let mut nodes = Vec::new();
    for issue in 1..=3 {
        let code = format!("N{issue}");
        nodes.push(node(code.clone(), None, 1, issue.to_string(), format!("ประเด็นจำลองที่ {issue} การพัฒนาคุณภาพงานบริการ")));
        for goal in 1..=2 {
            let number = format!("{issue}.{goal}");
            let name = format!("เป้าประสงค์จำลองที่ {number} ประชาชนได้รับบริการที่สะดวกรวดเร็ว");
            nodes.push(node(format!("{code}-{goal}"), Some(&code), 2, number, name));
        }
    }
    nodes
}

fn scale(code: &str, name: &str, kind: ScaleKind, full: i64, points: Vec<ScalePoint>) -> Scale {
    Scale {
        code: ScaleCode::new(code).unwrap(),
        name_th: name.to_owned(),
        name_en: None,
        kind,
        full_score: Decimal::whole(full),
        interpolated: kind == ScaleKind::Bands,
        below_lowest: if kind == ScaleKind::Bands { BelowLowest::Floor } else { BelowLowest::Zero },
        near_from: Decimal::whole(90),
        rounding: Rounding::HalfUp(2),
        points,
    }
}

fn five_bands() -> Scale {
    let point = |(from, score, band)| ScalePoint {
        from: Some(Decimal::whole(from)),
        score: Decimal::whole(score),
        band,
        points_shown: Some(Decimal::whole(from)),
    };
    let points = [(60, 1, 1), (70, 2, 2), (80, 3, 3), (90, 4, 4), (100, 5, 5)].map(point);
    scale("five-bands", "ห้าระดับ", ScaleKind::Bands, 5, points.into())
}

fn project_status() -> Scale {
    let point = |(score, band)| {
        let score = Decimal::whole(score);
        ScalePoint { from: None, score, band, points_shown: Some(score) }
    };
    let points = [(0, 0), (25, 1), (50, 2), (75, 3), (100, 4)].map(point);
    scale("project-status", "สถานะโครงการ", ScaleKind::Points, 100, points.into())
}

fn round((code, months, ends_on): (&str, u8, jiff::civil::Date), fiscal_year: FiscalYear) -> Round {
    Round {
        code: RoundCode::new(code).unwrap(),
        fiscal_year,
        name_th: format!("รอบ {months} เดือน"),
        name_en: Some(format!("{months} months")),
        months,
        starts_on: fiscal_year.first_day(),
        ends_on,
        due_on: None,
        completed_on: None,
        state: RoundState::Open,
        revision: 0,
        note: None,
    }
}

/// Every way of comparing and of adding up has its turn.
fn measure(number: u64) -> Measure {
    let (unit, shape, percent_rule, aggregation) = match number % 6 {
        0 => ("ร้อยละ", Shape::Ratio, PercentRule::Higher, Aggregation::RatioOfSums),
        1 => ("ร้อยละ", Shape::Value, PercentRule::Higher, Aggregation::Average),
        2 => ("ฉบับ", Shape::Value, PercentRule::Higher, Aggregation::Sum),
        3 => ("ร้อยละ", Shape::Value, PercentRule::LowerBounded, Aggregation::Average),
        4 if number == 4 => ("วัน", Shape::Value, PercentRule::LowerDifference, Aggregation::Weighted),
        4 => ("วัน", Shape::Value, PercentRule::LowerDifference, Aggregation::Average),
        _ => ("ระดับ", Shape::Level, PercentRule::Level, Aggregation::Worst),
    };
    Measure {
        unit_of_measure: unit.to_owned(),
        shape,
        percent_rule,
        zero_target: ZeroTarget::Refused,
        accumulation: Accumulation::Cumulative,
        aggregation,
    }
}

fn add_indicator(plan: &mut AgencyPlan, number: u64, seeded: &mut Seeded) {
    let (node, place) = ((number - 1) / 5, (number - 1) % 5 + 1);
    let (issue, goal) = (node / 2 + 1, node % 2 + 1);
    let measure = measure(number);
    let weighted = measure.aggregation == Aggregation::Weighted;
    // Where units count by weight they all own the indicator; else one does, as plans are printed.
    let owners = if weighted { UNITS } else { 1 };
    let owner = |unit| Owner { unit: unit_code(unit), primary: unit == 1, weight: weighted.then(|| whole(1 + unit % 5)) };
    let text = |what: &str| Some(format!("{what}ของตัวชี้วัดจำลองที่ {number} นับจากรายงานของหน่วยงานจำลองทุกแห่งตลอดปีงบประมาณ"));
    let indicator = Indicator {
        code: indicator_code(number),
        node: NodeCode::new(&format!("N{issue}-{goal}")).unwrap(),
        number: Some(format!("{issue}.{goal}.{place}")),
        name_th: format!("ตัวชี้วัดจำลองที่ {number} ความสำเร็จของการให้บริการประชาชนตามมาตรฐานที่กำหนด"),
        name_en: Some(format!("Generated indicator {number}")),
        measure,
        scale: Some(ScaleCode::new("five-bands").unwrap()),
        weight: None,
        counted: true,
        actual_from: None,
        evidence_required: false,
        owners: (1..=owners).map(owner).collect(),
        steps: Vec::new(),
        definition: text("คำอธิบาย"),
        formula: text("สูตรการคำนวณ"),
        data_source: text("แหล่งข้อมูล"),
        frequency: Some("รายรอบ".to_owned()),
        baseline: None,
        dimension: None,
        note: None,
    };
    add_targets(plan, &indicator, seeded);
    for round in ROUNDS {
        for unit in 1..=UNITS {
            plan.observations.push(observation(&indicator, unit, round, seeded));
        }
    }
    plan.indicators.push(indicator);
}

/// The value that is to be reached by a unit.
fn goal(measure: &Measure, seeded: &mut Seeded) -> Decimal {
    match measure.percent_rule {
        PercentRule::LowerBounded => seeded.hundredths(5, 15),
        PercentRule::LowerDifference => whole(seeded.between(15, 30)),
        PercentRule::Level => whole(5),
        _ => whole(seeded.between(80, 95)),
    }
}

/// One target for the agency and one for each unit, for the year.
fn add_targets(plan: &mut AgencyPlan, indicator: &Indicator, seeded: &mut Seeded) {
    let value = goal(&indicator.measure, seeded);
    let agency = if indicator.measure.aggregation == Aggregation::Sum { whole(UNITS * 85) } else { value };
    let of = |unit: Option<UnitCode>, value: Decimal| Target {
        indicator: indicator.code.clone(),
        unit,
        round: None,
        value: Some(value),
        high: None,
        anchors: Vec::new(),
        printed: Some(format!("ค่าเป้าหมาย {value} {}", indicator.measure.unit_of_measure)),
        note: None,
        scale: None,
    };
    plan.targets.push(of(None, agency));
    for unit in 1..=UNITS {
        let value = goal(&indicator.measure, seeded);
        plan.targets.push(of(Some(unit_code(unit)), value));
    }
}

fn reported(measure: &Measure, seeded: &mut Seeded) -> Reported {
    match (measure.shape, measure.percent_rule) {
        (Shape::Ratio, _) => {
            let all = seeded.between(200, 5_000);
            Reported::Ratio(whole(all * seeded.between(60, 99) / 100), whole(all))
        }
        (Shape::Level, _) => Reported::Value(whole(seeded.between(1, 5))),
        (_, PercentRule::LowerBounded) => Reported::Value(seeded.hundredths(2, 20)),
        (_, PercentRule::LowerDifference) => Reported::Value(seeded.hundredths(10, 40)),
        _ => Reported::Value(seeded.hundredths(55, 110)),
    }
}

fn observation(indicator: &Indicator, unit: u64, round: &str, seeded: &mut Seeded) -> Observation {
    Observation {
        subject: Subject::Indicator(indicator.code.clone()),
        unit: Some(unit_code(unit)),
        period: Period::Round(RoundCode::new(round).unwrap()),
        reported: reported(&indicator.measure, seeded),
        narrative: Some(format!("ดำเนินการตามแผนแล้ว {} ครั้ง (ข้อความสร้างขึ้น)", seeded.between(1, 40))),
        source: Some(format!("รายงานจำลองเลขที่ {}", seeded.between(1_000, 9_999))),
        evidence: None,
    }
}

/// A project, with two indicators, money and a status at each round.
fn add_project(plan: &mut AgencyPlan, number: u64, seeded: &mut Seeded) {
    let code = ProjectCode::new(&format!("P{number:03}")).unwrap();
    let indicator = |order: u32| ProjectIndicator {
        order,
        text: format!("จำนวนผู้เข้าร่วมกิจกรรมจำลองที่ {order} ของโครงการ"),
        target_printed: Some("ไม่น้อยกว่า 100 คน".to_owned()),
        target_value: Some(whole(100)),
        unit_of_measure: Some("คน".to_owned()),
        lower_is_better: false,
        note: None,
    };
    plan.projects.push(Project {
        code: code.clone(),
        node: NodeCode::new(&format!("N{}-{}", number % 3 + 1, number % 2 + 1)).unwrap(),
        number: Some(number.to_string()),
        name_th: format!("โครงการจำลองที่ {number} พัฒนาระบบและบุคลากรเพื่อยกระดับการให้บริการประชาชน"),
        scale: ScaleCode::new("project-status").unwrap(),
        owners: vec![unit_code(number % UNITS + 1)],
        funding: Funding::Amount,
        indicators: vec![indicator(1), indicator(2)],
        note: None,
    });
    let appropriated = seeded.between(100_000, 5_000_000);
    let disbursed = appropriated * seeded.between(50, 100) / 100;
    plan.budget.push(money(&code, BudgetKind::Appropriated, BudgetPeriod::Year, appropriated));
    let at_end = BudgetPeriod::Round(RoundCode::new("R12").unwrap());
    plan.budget.push(money(&code, BudgetKind::Disbursed, at_end, disbursed));
    for round in ROUNDS {
        let status = whole(seeded.between(2, 4) * 25);
        plan.observations.push(of_project(Subject::Project(code.clone()), round, status));
        for order in 1..=2 {
            let value = whole(seeded.between(80, 150));
            plan.observations.push(of_project(Subject::ProjectIndicator(code.clone(), order), round, value));
        }
    }
}

fn money(project: &ProjectCode, kind: BudgetKind, period: BudgetPeriod, baht: u64) -> BudgetLine {
    BudgetLine {
        owner: BudgetOwner::Project(project.clone()),
        kind,
        source: "เงินงบประมาณ".to_owned(),
        class: ExpenseClass::Overall,
        period,
        amount: Satang::from_baht(i64::try_from(baht).unwrap()),
        target_percent: None,
        note: None,
    }
}

fn of_project(subject: Subject, round: &str, value: Decimal) -> Observation {
    Observation {
        subject,
        unit: None,
        period: Period::Round(RoundCode::new(round).unwrap()),
        reported: Reported::Value(value),
        narrative: Some("ดำเนินการแล้วตามแผน (ข้อความสร้างขึ้น)".to_owned()),
        source: Some("รายงานจำลอง".to_owned()),
        evidence: None,
    }
}

fn narratives() -> Vec<Narrative> {
    let paragraph = "ข้อความส่วนนี้สร้างขึ้นเพื่อวัดความเร็วของการจัดทำเล่ม มิใช่ผลการดำเนินงานของส่วนราชการใด ";
    let narrative = |section: &str| Narrative {
        section: section.to_owned(),
        order: 1,
        text: paragraph.repeat(6).trim_end().to_owned(),
        source: None,
    };
    ["part1.mission", "part1.structure"].map(narrative).into()
}
