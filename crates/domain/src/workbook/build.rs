//! Records become an [`AgencyPlan`]: each row a thing of the domain. What refers to what is checked in `check.rs`.

use std::collections::HashSet;

use super::cell::{NO_DATA, NOT_APPLICABLE, NOT_MEASURABLE, is_whole_year, month_of};
use super::problem::{ProblemRule, Problems};
use super::records::Records;
use super::row::Row;
use super::schema::sheet;
use crate::budget::{BudgetLine, BudgetOwner, BudgetPeriod, ExpenseClass};
use crate::calendar::FiscalYear;
use crate::id::{IndicatorCode, NodeCode, PlanCode, ProjectCode, RoundCode, ScaleCode, UnitCode};
use crate::indicator::{Accumulation, ActualSource, Aggregation, Indicator, Measure, MilestoneStep, Owner, Target, ZeroTarget};
use crate::number::{Decimal, Rounding};
use crate::observation::{Observation, Period, Reported, Subject};
use crate::organisation::{Agency, Unit};
use crate::plan::{AgencyPlan, Edition, Level, Narrative, Plan, PlanNode, ReportedProblem};
use crate::project::{Project, ProjectIndicator};
use crate::round::{CitedTotal, Round};
use crate::scoring::{Scale, ScalePoint};

/// The rows of a sheet.
pub(super) fn rows<'a>(records: &'a Records, key: &str) -> Vec<Row<'a>> {
    let Some(sheet) = sheet(key) else { return Vec::new() };
    records.of(key).iter().map(|record| Row { sheet, record }).collect()
}

/// Builds the plan. `None` when agency or plan cannot be told; rows that cannot be things are left out and their problem is known.
pub(super) fn build(records: &Records, problems: &mut Problems) -> Option<AgencyPlan> {
    let agency = rows(records, "agency").first().and_then(agency)?;
    let plan_row = *rows(records, "plan").first()?;
    let plan = plan(&plan_row)?;
    let edition = edition(&plan_row)?;
    let each = |key: &str| rows(records, key);
    let round_codes = super::check::codes(records, "rounds");
    Some(AgencyPlan {
        units: each("units").iter().filter_map(unit).collect(),
        levels: each("levels").iter().filter_map(level).collect(),
        nodes: each("nodes").iter().filter_map(node).collect(),
        scales: each("scales").iter().filter_map(|row| scale(row, records)).collect(),
        indicators: indicators(records, problems),
        targets: each("targets").iter().filter_map(target).collect(),
        projects: each("projects").iter().filter_map(|row| project(row, records)).collect(),
        budget: each("budget").iter().filter_map(|row| budget_line(row, &round_codes)).collect(),
        rounds: each("rounds").iter().filter_map(|row| round(row, plan.fiscal_year)).collect(),
        cited_totals: each("cited_totals").iter().filter_map(cited_total).collect(),
        observations: each("observations").iter().filter_map(|row| observation(row, problems)).collect(),
        problems: each("problems").iter().filter_map(reported_problem).collect(),
        narratives: each("narratives").iter().filter_map(narrative).collect(),
        agency,
        plan,
        edition,
    })
}

fn agency(row: &Row<'_>) -> Option<Agency> {
    Some(Agency { code: row.text("code")?, name_th: row.text("name_th")?, name_en: row.text("name_en") })
}

fn unit(row: &Row<'_>) -> Option<Unit> {
    Some(Unit {
        code: row.code("code", UnitCode::new)?,
        abbreviation: row.text("abbreviation")?,
        name_th: row.text("name_th")?,
        name_en: row.text("name_en"),
        kind: row.text("kind")?,
        parent: row.code("parent", UnitCode::new),
        valid_from: row.date("valid_from"),
        valid_to: row.date("valid_to"),
        successor: row.code("successor", UnitCode::new),
        collective: row.yes("collective", false),
        note: row.text("note"),
    })
}

fn plan(row: &Row<'_>) -> Option<Plan> {
    Some(Plan {
        code: row.code("code", PlanCode::new)?,
        name_th: row.text("name_th")?,
        name_en: row.text("name_en"),
        kind: row.choice("kind")?,
        fiscal_year: row.text("fiscal_year").and_then(|text| FiscalYear::parse(&text).ok())?,
        carries_out: row.code("carries_out", PlanCode::new),
        total_rule: row.choice("total_rule")?,
        vision: row.text("vision"),
    })
}

fn edition(row: &Row<'_>) -> Option<Edition> {
    Some(Edition {
        number: row.whole("edition")?,
        state: row.choice("edition_state")?,
        announced_on: row.date("announced_on"),
        reason: row.text("reason"),
    })
}

fn level(row: &Row<'_>) -> Option<Level> {
    Some(Level { depth: row.small("depth")?, name_th: row.text("name_th")?, name_en: row.text("name_en") })
}

fn node(row: &Row<'_>) -> Option<PlanNode> {
    Some(PlanNode {
        code: row.code("code", NodeCode::new)?,
        parent: row.code("parent", NodeCode::new),
        depth: row.small("depth")?,
        number: row.text("number"),
        name_th: row.text("name_th")?,
        name_en: row.text("name_en"),
        weight: row.number("weight"),
        counted: row.yes("counted", true),
    })
}

fn scale(row: &Row<'_>, records: &Records) -> Option<Scale> {
    let code = row.code("code", ScaleCode::new)?;
    let own = rows(records, "scale_points").into_iter().filter(|point| point.text("scale").as_deref() == Some(code.as_str()));
    let mut points = own.filter_map(|point| scale_point(&point)).collect::<Vec<_>>();
    points.sort_by_key(|point| point.score.exact());
    Some(Scale {
        code,
        name_th: row.text("name_th")?,
        name_en: row.text("name_en"),
        kind: row.choice("kind")?,
        full_score: row.number("full_score")?,
        interpolated: row.yes("interpolated", true),
        below_lowest: row.choice("below_lowest")?,
        near_from: row.number("near_from").unwrap_or(Decimal::whole(90)),
        rounding: Rounding::HalfUp(row.small("places").unwrap_or(2)),
        points,
    })
}

fn scale_point(row: &Row<'_>) -> Option<ScalePoint> {
    Some(ScalePoint {
        from: row.number("from"),
        score: row.number("score")?,
        band: row.small("band").unwrap_or(0),
        points_shown: row.number("points_shown"),
    })
}

fn round(row: &Row<'_>, fiscal_year: FiscalYear) -> Option<Round> {
    let months = row.small("months").filter(|months| (1..=12).contains(months))?;
    Some(Round {
        code: row.code("code", RoundCode::new)?,
        fiscal_year,
        name_th: row.text("name_th")?,
        name_en: row.text("name_en"),
        months,
        starts_on: fiscal_year.first_day(),
        ends_on: fiscal_year.month(months)?.last_day,
        due_on: row.date("due_on"),
        completed_on: row.date("completed_on"),
        state: row.choice("state")?,
        revision: 0,
        note: row.text("note"),
    })
}

fn indicators(records: &Records, problems: &mut Problems) -> Vec<Indicator> {
    let mut owners = std::collections::HashMap::<String, Vec<Owner>>::new();
    for row in rows(records, "owners") {
        if let (Some(indicator), Some(owner)) = (row.text("indicator"), owner(&row)) {
            owners.entry(indicator).or_default().push(owner);
        }
    }
    let mut steps = std::collections::HashMap::<String, Vec<MilestoneStep>>::new();
    for row in rows(records, "steps") {
        if let (Some(indicator), Some(step)) = (row.text("indicator"), step(&row)) {
            steps.entry(indicator).or_default().push(step);
        }
    }
    let mut take = |row: &Row<'_>| {
        let code = row.text("code")?;
        indicator(row, owners.remove(&code).unwrap_or_default(), steps.remove(&code).unwrap_or_default(), problems)
    };
    rows(records, "indicators").iter().filter_map(&mut take).collect()
}

fn owner(row: &Row<'_>) -> Option<Owner> {
    Some(Owner { unit: row.code("unit", UnitCode::new)?, primary: row.yes("primary", true), weight: row.number("weight") })
}

fn step(row: &Row<'_>) -> Option<MilestoneStep> {
    Some(MilestoneStep {
        round: row.code("round", RoundCode::new),
        level: row.small("level")?,
        text: row.text("text")?,
        done_by: row.date("done_by"),
    })
}

fn indicator(row: &Row<'_>, owners: Vec<Owner>, steps: Vec<MilestoneStep>, problems: &mut Problems) -> Option<Indicator> {
    let actual_from = match row.text("actual_from") {
        None => None,
        Some(text) => {
            let link = link(&text);
            if link.is_none() {
                row.problem(problems, "actual_from", ProblemRule::Link);
            }
            link
        }
    };
    Some(Indicator {
        code: row.code("code", IndicatorCode::new)?,
        node: row.code("node", NodeCode::new)?,
        number: row.text("number"),
        name_th: row.text("name_th")?,
        name_en: row.text("name_en"),
        measure: measure(row)?,
        scale: row.code("scale", ScaleCode::new),
        weight: row.number("weight"),
        counted: row.yes("counted", true),
        actual_from,
        evidence_required: row.yes("evidence_required", true),
        owners,
        steps,
        definition: row.text("definition"),
        formula: row.text("formula"),
        data_source: row.text("data_source"),
        frequency: row.text("frequency"),
        baseline: row.text("baseline"),
        dimension: row.text("dimension"),
        note: row.text("note"),
    })
}

fn measure(row: &Row<'_>) -> Option<Measure> {
    Some(Measure {
        unit_of_measure: row.text("unit_of_measure")?,
        shape: row.choice("shape")?,
        percent_rule: row.choice("percent_rule")?,
        zero_target: row.choice("zero_target").unwrap_or(ZeroTarget::Refused),
        accumulation: row.choice("accumulation").unwrap_or(Accumulation::Cumulative),
        aggregation: row.choice("aggregation").unwrap_or(Aggregation::Central),
    })
}

/// `indicator:CODE`, `node:CODE`, `total:plan` or `total:projects`.
fn link(text: &str) -> Option<ActualSource> {
    match text.split_once(':')? {
        ("indicator", code) => IndicatorCode::new(code).ok().map(ActualSource::Indicator),
        ("node", code) => NodeCode::new(code).ok().map(ActualSource::NodeTotal),
        ("total", "plan") => Some(ActualSource::PlanTotal),
        ("total", "projects") => Some(ActualSource::ProjectsTotal),
        _ => None,
    }
}

fn target(row: &Row<'_>) -> Option<Target> {
    Some(Target {
        indicator: row.code("indicator", IndicatorCode::new)?,
        unit: row.code("unit", UnitCode::new),
        round: row.code("round", RoundCode::new),
        value: row.number("value"),
        high: row.number("high"),
        anchors: row.numbers("anchors"),
        printed: row.text("printed"),
        note: row.text("note"),
    })
}

fn project(row: &Row<'_>, records: &Records) -> Option<Project> {
    let code = row.code("code", ProjectCode::new)?;
    let own = rows(records, "project_indicators").into_iter().filter(|r| r.text("project").as_deref() == Some(code.as_str()));
    Some(Project {
        node: row.code("node", NodeCode::new)?,
        number: row.text("number"),
        name_th: row.text("name_th")?,
        scale: row.code("scale", ScaleCode::new)?,
        owners: row.codes("owners", UnitCode::new),
        funding: row.choice("funding")?,
        indicators: own.filter_map(|row| project_indicator(&row)).collect(),
        note: row.text("note"),
        code,
    })
}

fn project_indicator(row: &Row<'_>) -> Option<ProjectIndicator> {
    Some(ProjectIndicator {
        order: row.whole("order")?,
        text: row.text("text")?,
        target_printed: row.text("target_printed"),
        target_value: row.number("target_value"),
        unit_of_measure: row.text("unit_of_measure"),
        lower_is_better: row.yes("lower_is_better", false),
        note: row.text("note"),
    })
}

/// A row whose amount is "-" and that sets no target says nothing and is left out.
fn budget_line(row: &Row<'_>, rounds: &HashSet<String>) -> Option<BudgetLine> {
    let amount = row.money("amount");
    let target_percent = row.number("target_percent");
    if amount.is_none() && target_percent.is_none() {
        return None;
    }
    let period = match row.text("period").as_deref() {
        None => BudgetPeriod::Year,
        Some(period) if is_whole_year(period, rounds) => BudgetPeriod::Year,
        Some(period) => match month_of(period) {
            Some(month) => BudgetPeriod::Month(month),
            None => BudgetPeriod::Round(RoundCode::new(period).ok()?),
        },
    };
    Some(BudgetLine {
        owner: row.code("project", ProjectCode::new).map_or(BudgetOwner::Agency, BudgetOwner::Project),
        kind: row.choice("kind")?,
        source: row.text("source")?,
        class: row.choice("class").unwrap_or(ExpenseClass::Overall),
        period,
        amount,
        target_percent,
        note: row.text("note"),
    })
}

fn cited_total(row: &Row<'_>) -> Option<CitedTotal> {
    Some(CitedTotal {
        round: row.code("round", RoundCode::new)?,
        node: row.code("node", NodeCode::new),
        percent: row.number("percent")?,
        source: row.text("source")?,
    })
}

/// A row without any figure is one that nobody filled in yet: not given, so nothing is observed.
fn observation(row: &Row<'_>, problems: &mut Problems) -> Option<Observation> {
    let reported = reported(row, problems)?;
    let code = row.text("code")?;
    let subject = match row.text("subject").as_deref()? {
        "indicator" => Subject::Indicator(IndicatorCode::new(&code).ok()?),
        "project" => Subject::Project(ProjectCode::new(&code).ok()?),
        _ => {
            let item = row.whole("item");
            if item.is_none() {
                row.problem(problems, "item", ProblemRule::Required);
            }
            Subject::ProjectIndicator(ProjectCode::new(&code).ok()?, item?)
        }
    };
    let period = row.text("period")?;
    let period = match month_of(&period) {
        Some(month) => Period::Month(month),
        None => Period::Round(RoundCode::new(&period).ok()?),
    };
    Some(Observation {
        subject,
        unit: row.code("unit", UnitCode::new),
        period,
        reported,
        narrative: row.text("narrative"),
        source: row.text("source"),
        evidence: row.text("evidence"),
    })
}

fn reported(row: &Row<'_>, problems: &mut Problems) -> Option<Reported> {
    let reason = || row.text("reason").unwrap_or_default();
    match row.text("value").as_deref() {
        Some(NO_DATA) => return Some(Reported::NoData),
        Some(NOT_APPLICABLE) => return Some(Reported::NotApplicable(reason())),
        Some(NOT_MEASURABLE) => return Some(Reported::NotMeasurable(reason())),
        Some(_) => return row.number("value").map(Reported::Value),
        None => {}
    }
    match (row.number("numerator"), row.number("denominator")) {
        (Some(numerator), Some(denominator)) => return Some(Reported::Ratio(numerator, denominator)),
        (Some(_), None) => row.problem(problems, "denominator", ProblemRule::Required),
        (None, Some(_)) => row.problem(problems, "numerator", ProblemRule::Required),
        (None, None) => {}
    }
    let steps = row.text("steps")?;
    Some(Reported::Steps(steps.split(';').filter_map(|step| step.parse().ok()).collect()))
}

fn reported_problem(row: &Row<'_>) -> Option<ReportedProblem> {
    Some(ReportedProblem {
        code: row.text("code")?,
        recommendation: row.yes("recommendation", false),
        category: row.text("category"),
        text: row.text("text")?,
        source: row.text("source"),
    })
}

fn narrative(row: &Row<'_>) -> Option<Narrative> {
    Some(Narrative {
        section: row.text("section")?,
        order: row.whole("order")?,
        text: row.text("text")?,
        source: row.text("source"),
    })
}
