//! Records become an [`AgencyPlan`]: each row a thing of the domain. What refers to what is checked in `check.rs`.

use std::collections::HashMap;

use super::build_results::{budget_line, cited_total, observation};
use super::problem::{ProblemRule, Problems};
use super::records::Records;
use super::row::Row;
use super::schema::sheet;
use crate::calendar::FiscalYear;
use crate::id::{IndicatorCode, NodeCode, PlanCode, ProjectCode, RoundCode, ScaleCode, UnitCode};
use crate::indicator::{Accumulation, ActualSource, Aggregation, Indicator, Measure, MilestoneStep, Owner, Target, ZeroTarget};
use crate::number::{Decimal, Rounding};
use crate::organisation::{Agency, Unit};
use crate::plan::{AgencyPlan, Edition, EditionState, Level, Narrative, Plan, PlanKind, PlanNode, ReportedProblem, TotalRule};
use crate::project::{Project, ProjectIndicator};
use crate::round::Round;
use crate::scoring::{Scale, ScalePoint};

/// The rows of a sheet.
pub(super) fn rows<'a>(records: &'a Records, key: &str) -> Vec<Row<'a>> {
    let Some(sheet) = sheet(key) else { return Vec::new() };
    records.of(key).iter().map(|record| Row { sheet, record }).collect()
}

/// A plan with the word whether agency and plan could be told.
pub(super) struct Built {
    pub(super) plan: AgencyPlan,
    pub(super) is_whole: bool,
}

/// Builds the plan. Rows that cannot be things are left out and their problem is known; where agency or plan cannot be told, something
/// stands in for them, so that the other sheets are checked all the same.
pub(super) fn build(records: &Records, problems: &mut Problems) -> Option<Built> {
    let each = |key: &str| rows(records, key);
    let told_agency = each("agency").first().and_then(agency);
    let told_plan = each("plan").first().and_then(plan);
    let told_edition = each("plan").first().and_then(edition);
    let is_whole = told_agency.is_some() && told_plan.is_some() && told_edition.is_some();
    let plan = told_plan.or_else(untold_plan)?;
    let round_codes = super::check::codes(records, "rounds");
    let plan = AgencyPlan {
        agency: told_agency.unwrap_or_else(|| Agency { code: UNTOLD.to_owned(), name_th: UNTOLD.to_owned(), name_en: None }),
        units: each("units").iter().filter_map(unit).collect(),
        edition: told_edition.unwrap_or(Edition { number: 1, state: EditionState::Draft, announced_on: None, reason: None }),
        levels: each("levels").iter().filter_map(level).collect(),
        nodes: each("nodes").iter().filter_map(node).collect(),
        scales: scales(records),
        indicators: indicators(records, problems),
        targets: each("targets").iter().filter_map(target).collect(),
        projects: projects(records),
        budget: each("budget").iter().filter_map(|row| budget_line(row, &round_codes)).collect(),
        rounds: each("rounds").iter().filter_map(|row| round(row, plan.fiscal_year)).collect(),
        cited_totals: each("cited_totals").iter().filter_map(cited_total).collect(),
        observations: each("observations").iter().filter_map(|row| observation(row, problems)).collect(),
        problems: each("problems").iter().filter_map(reported_problem).collect(),
        narratives: each("narratives").iter().filter_map(narrative).collect(),
        plan,
    };
    Some(Built { plan, is_whole })
}

/// What stands where nothing could be read; it is never stored.
const UNTOLD: &str = "-";

/// A plan of so early a year that no day of a round comes before it.
fn untold_plan() -> Option<Plan> {
    Some(Plan {
        code: PlanCode::new(UNTOLD).ok()?,
        name_th: UNTOLD.to_owned(),
        name_en: None,
        kind: PlanKind::Annual,
        fiscal_year: FiscalYear::FIRST,
        carries_out: None,
        total_rule: TotalRule::SumOfScores,
        vision: None,
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
        fiscal_year: row.cell("fiscal_year").and_then(|text| FiscalYear::parse(text).ok())?,
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

/// What the rows of a sheet say, by the code in a column, in the order of the rows.
fn gathered<'a, T>(
    records: &'a Records,
    sheet: &str,
    by: &str,
    read: impl Fn(&Row<'a>) -> Option<T>,
) -> HashMap<&'a str, Vec<T>> {
    let mut gathered = HashMap::<&str, Vec<T>>::new();
    for row in rows(records, sheet) {
        if let (Some(code), Some(thing)) = (row.cell(by), read(&row)) {
            gathered.entry(code).or_default().push(thing);
        }
    }
    gathered
}

fn scales(records: &Records) -> Vec<Scale> {
    let mut points = gathered(records, "scale_points", "scale", scale_point);
    let mut take = |row: &Row<'_>| {
        let own = row.cell("code").and_then(|code| points.remove(code));
        scale(row, own.unwrap_or_default())
    };
    rows(records, "scales").iter().filter_map(&mut take).collect()
}

fn scale(row: &Row<'_>, mut points: Vec<ScalePoint>) -> Option<Scale> {
    points.sort_by_key(|point| point.score.exact());
    Some(Scale {
        code: row.code("code", ScaleCode::new)?,
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
    let mut owners = gathered(records, "owners", "indicator", owner);
    let mut steps = gathered(records, "steps", "indicator", step);
    let mut take = |row: &Row<'_>| {
        let code = row.cell("code")?;
        indicator(row, owners.remove(code).unwrap_or_default(), steps.remove(code).unwrap_or_default(), problems)
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
    let actual_from = match row.cell("actual_from") {
        None => None,
        Some(text) => {
            let link = link(text);
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
        scale: row.code("scale", ScaleCode::new),
    })
}

fn projects(records: &Records) -> Vec<Project> {
    let mut indicators = gathered(records, "project_indicators", "project", project_indicator);
    let mut take = |row: &Row<'_>| {
        let own = row.cell("code").and_then(|code| indicators.remove(code));
        project(row, own.unwrap_or_default())
    };
    rows(records, "projects").iter().filter_map(&mut take).collect()
}

fn project(row: &Row<'_>, indicators: Vec<ProjectIndicator>) -> Option<Project> {
    Some(Project {
        code: row.code("code", ProjectCode::new)?,
        node: row.code("node", NodeCode::new)?,
        number: row.text("number"),
        name_th: row.text("name_th")?,
        scale: row.code("scale", ScaleCode::new)?,
        owners: row.codes("owners", UnitCode::new),
        funding: row.choice("funding")?,
        indicators,
        note: row.text("note"),
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
