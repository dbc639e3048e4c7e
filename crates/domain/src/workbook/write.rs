//! An [`AgencyPlan`] becomes records again: the same things in the same order, so that what is exported imports back equal.

use super::cell::{NO_DATA, NOT_APPLICABLE, NOT_MEASURABLE};
use super::records::{Record, Records};
use super::schema::{Sheet, sheet};
use crate::budget::{BudgetLine, BudgetOwner, BudgetPeriod};
use crate::indicator::{ActualSource, Indicator, Target};
use crate::number::Rounding;
use crate::observation::{Observation, Reported, Subject};
use crate::organisation::Unit;
use crate::plan::{AgencyPlan, PlanNode};
use crate::project::Project;
use crate::round::Round;
use crate::scoring::Scale;
use crate::words::Words;

/// Cells by column key.
type Cells = Vec<(&'static str, Option<String>)>;

fn add(records: &mut Records, key: &'static str, cells: Cells) {
    let Some(sheet) = sheet(key) else { return };
    records.add(key, Record { row: 0, values: placed(sheet, cells) });
}

fn placed(sheet: &Sheet, cells: Cells) -> Vec<Option<String>> {
    let mut values = vec![None; sheet.columns.len()];
    for (key, value) in cells {
        if let Some(slot) = sheet.place(key).and_then(|place| values.get_mut(place)) {
            *slot = value;
        }
    }
    values
}

fn shown(value: impl ToString) -> Option<String> {
    Some(value.to_string())
}

fn given<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}

fn word<T: Words>(value: T) -> Option<String> {
    Some(value.key().to_owned())
}

/// A yes or no that is written only when it differs from what an empty cell means.
fn unless(value: bool, empty_means: bool) -> Option<String> {
    (value != empty_means).then(|| if value { "yes" } else { "no" }.to_owned())
}

fn word_unless<T: Words>(value: T, empty_means: T) -> Option<String> {
    if value == empty_means { None } else { word(value) }
}

fn joined<T: ToString>(values: &[T]) -> Option<String> {
    if values.is_empty() { None } else { Some(values.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")) }
}

/// All records of a plan.
#[must_use]
pub fn write(plan: &AgencyPlan) -> Records {
    let mut records = Records::default();
    let out = &mut records;
    add(
        out,
        "agency",
        vec![
            ("code", shown(&plan.agency.code)),
            ("name_th", shown(&plan.agency.name_th)),
            ("name_en", plan.agency.name_en.clone()),
        ],
    );
    plan.units.iter().for_each(|unit| add(out, "units", unit_cells(unit)));
    add(out, "plan", plan_cells(plan));
    for level in &plan.levels {
        let cells = vec![("depth", shown(level.depth)), ("name_th", shown(&level.name_th)), ("name_en", level.name_en.clone())];
        add(out, "levels", cells);
    }
    plan.nodes.iter().for_each(|node| add(out, "nodes", node_cells(node)));
    plan.scales.iter().for_each(|scale| write_scale(out, scale));
    plan.rounds.iter().for_each(|round| add(out, "rounds", round_cells(round)));
    plan.indicators.iter().for_each(|indicator| write_indicator(out, indicator));
    plan.targets.iter().for_each(|target| add(out, "targets", target_cells(target)));
    plan.projects.iter().for_each(|project| write_project(out, project));
    plan.budget.iter().for_each(|line| add(out, "budget", budget_cells(line)));
    plan.observations.iter().for_each(|observation| add(out, "observations", observation_cells(observation)));
    write_texts(out, plan);
    records
}

fn write_texts(out: &mut Records, plan: &AgencyPlan) {
    for cited in &plan.cited_totals {
        let cells = vec![
            ("round", shown(&cited.round)),
            ("node", given(cited.node.as_ref())),
            ("percent", shown(cited.percent)),
            ("source", shown(&cited.source)),
        ];
        add(out, "cited_totals", cells);
    }
    for problem in &plan.problems {
        let cells = vec![
            ("code", shown(&problem.code)),
            ("recommendation", unless(problem.recommendation, false)),
            ("category", problem.category.clone()),
            ("text", shown(&problem.text)),
            ("source", problem.source.clone()),
        ];
        add(out, "problems", cells);
    }
    for narrative in &plan.narratives {
        let cells = vec![
            ("section", shown(&narrative.section)),
            ("order", shown(narrative.order)),
            ("text", shown(&narrative.text)),
            ("source", narrative.source.clone()),
        ];
        add(out, "narratives", cells);
    }
}

fn unit_cells(unit: &Unit) -> Cells {
    vec![
        ("code", shown(&unit.code)),
        ("abbreviation", shown(&unit.abbreviation)),
        ("name_th", shown(&unit.name_th)),
        ("name_en", unit.name_en.clone()),
        ("kind", shown(&unit.kind)),
        ("parent", given(unit.parent.as_ref())),
        ("valid_from", given(unit.valid_from.as_ref())),
        ("valid_to", given(unit.valid_to.as_ref())),
        ("successor", given(unit.successor.as_ref())),
        ("collective", unless(unit.collective, false)),
        ("note", unit.note.clone()),
    ]
}

fn plan_cells(all: &AgencyPlan) -> Cells {
    let (plan, edition) = (&all.plan, &all.edition);
    vec![
        ("code", shown(&plan.code)),
        ("name_th", shown(&plan.name_th)),
        ("name_en", plan.name_en.clone()),
        ("kind", word(plan.kind)),
        ("fiscal_year", shown(plan.fiscal_year)),
        ("carries_out", given(plan.carries_out.as_ref())),
        ("total_rule", word(plan.total_rule)),
        ("vision", plan.vision.clone()),
        ("edition", shown(edition.number)),
        ("edition_state", word(edition.state)),
        ("announced_on", given(edition.announced_on.as_ref())),
        ("reason", edition.reason.clone()),
    ]
}

fn node_cells(node: &PlanNode) -> Cells {
    vec![
        ("code", shown(&node.code)),
        ("parent", given(node.parent.as_ref())),
        ("depth", shown(node.depth)),
        ("number", node.number.clone()),
        ("name_th", shown(&node.name_th)),
        ("name_en", node.name_en.clone()),
        ("weight", given(node.weight.as_ref())),
        ("counted", unless(node.counted, true)),
    ]
}

fn write_scale(out: &mut Records, scale: &Scale) {
    let Rounding::HalfUp(places) = scale.rounding;
    let cells = vec![
        ("code", shown(&scale.code)),
        ("name_th", shown(&scale.name_th)),
        ("name_en", scale.name_en.clone()),
        ("kind", word(scale.kind)),
        ("full_score", shown(scale.full_score)),
        ("interpolated", unless(scale.interpolated, true)),
        ("below_lowest", word(scale.below_lowest)),
        ("near_from", shown(scale.near_from)),
        ("places", shown(places)),
    ];
    add(out, "scales", cells);
    for point in &scale.points {
        let cells = vec![
            ("scale", shown(&scale.code)),
            ("score", shown(point.score)),
            ("from", given(point.from.as_ref())),
            ("band", (point.band != 0).then(|| point.band.to_string())),
            ("points_shown", given(point.points_shown.as_ref())),
        ];
        add(out, "scale_points", cells);
    }
}

fn round_cells(round: &Round) -> Cells {
    vec![
        ("code", shown(&round.code)),
        ("name_th", shown(&round.name_th)),
        ("name_en", round.name_en.clone()),
        ("months", shown(round.months)),
        ("due_on", given(round.due_on.as_ref())),
        ("state", word(round.state)),
        ("note", round.note.clone()),
        ("completed_on", given(round.completed_on.as_ref())),
    ]
}

fn write_indicator(out: &mut Records, indicator: &Indicator) {
    add(out, "indicators", indicator_cells(indicator));
    for owner in &indicator.owners {
        let cells = vec![
            ("indicator", shown(&indicator.code)),
            ("unit", shown(&owner.unit)),
            ("primary", unless(owner.primary, true)),
            ("weight", given(owner.weight.as_ref())),
        ];
        add(out, "owners", cells);
    }
    for step in &indicator.steps {
        let cells = vec![
            ("indicator", shown(&indicator.code)),
            ("round", given(step.round.as_ref())),
            ("level", shown(step.level)),
            ("text", shown(&step.text)),
            ("done_by", given(step.done_by.as_ref())),
        ];
        add(out, "steps", cells);
    }
}

fn indicator_cells(indicator: &Indicator) -> Cells {
    use crate::indicator::{Accumulation, Aggregation, ZeroTarget};
    let measure = &indicator.measure;
    let link = indicator.actual_from.as_ref().map(|source| match source {
        ActualSource::Indicator(code) => format!("indicator:{code}"),
        ActualSource::NodeTotal(code) => format!("node:{code}"),
        ActualSource::PlanTotal => "total:plan".to_owned(),
        ActualSource::ProjectsTotal => "total:projects".to_owned(),
    });
    vec![
        ("code", shown(&indicator.code)),
        ("node", shown(&indicator.node)),
        ("number", indicator.number.clone()),
        ("name_th", shown(&indicator.name_th)),
        ("name_en", indicator.name_en.clone()),
        ("unit_of_measure", shown(&measure.unit_of_measure)),
        ("shape", word(measure.shape)),
        ("percent_rule", word(measure.percent_rule)),
        ("zero_target", word_unless(measure.zero_target, ZeroTarget::Refused)),
        ("accumulation", word_unless(measure.accumulation, Accumulation::Cumulative)),
        ("aggregation", word_unless(measure.aggregation, Aggregation::Central)),
        ("scale", given(indicator.scale.as_ref())),
        ("weight", given(indicator.weight.as_ref())),
        ("counted", unless(indicator.counted, true)),
        ("actual_from", link),
        ("evidence_required", unless(indicator.evidence_required, true)),
        ("definition", indicator.definition.clone()),
        ("formula", indicator.formula.clone()),
        ("data_source", indicator.data_source.clone()),
        ("frequency", indicator.frequency.clone()),
        ("baseline", indicator.baseline.clone()),
        ("dimension", indicator.dimension.clone()),
        ("note", indicator.note.clone()),
    ]
}

fn target_cells(target: &Target) -> Cells {
    vec![
        ("indicator", shown(&target.indicator)),
        ("unit", given(target.unit.as_ref())),
        ("round", given(target.round.as_ref())),
        ("value", given(target.value.as_ref())),
        ("high", given(target.high.as_ref())),
        ("anchors", joined(&target.anchors)),
        ("printed", target.printed.clone()),
        ("note", target.note.clone()),
    ]
}

fn write_project(out: &mut Records, project: &Project) {
    let cells = vec![
        ("code", shown(&project.code)),
        ("node", shown(&project.node)),
        ("number", project.number.clone()),
        ("name_th", shown(&project.name_th)),
        ("scale", shown(&project.scale)),
        ("owners", joined(&project.owners)),
        ("funding", word(project.funding)),
        ("note", project.note.clone()),
    ];
    add(out, "projects", cells);
    for indicator in &project.indicators {
        let cells = vec![
            ("project", shown(&project.code)),
            ("order", shown(indicator.order)),
            ("text", shown(&indicator.text)),
            ("target_printed", indicator.target_printed.clone()),
            ("target_value", given(indicator.target_value.as_ref())),
            ("unit_of_measure", indicator.unit_of_measure.clone()),
            ("lower_is_better", unless(indicator.lower_is_better, false)),
            ("note", indicator.note.clone()),
        ];
        add(out, "project_indicators", cells);
    }
}

fn budget_cells(line: &BudgetLine) -> Cells {
    use crate::budget::ExpenseClass;
    let project = match &line.owner {
        BudgetOwner::Agency => None,
        BudgetOwner::Project(code) => shown(code),
    };
    let period = match &line.period {
        // An empty cell is the whole year; any word for it could be the name of a round.
        BudgetPeriod::Year => None,
        BudgetPeriod::Round(code) => shown(code),
        BudgetPeriod::Month(month) => Some(format!("M{month:02}")),
    };
    vec![
        ("project", project),
        ("kind", word(line.kind)),
        ("source", shown(&line.source)),
        ("class", word_unless(line.class, ExpenseClass::Overall)),
        ("period", period),
        ("amount", line.amount.map(|amount| amount.plain())),
        ("target_percent", given(line.target_percent.as_ref())),
        ("note", line.note.clone()),
    ]
}

fn observation_cells(observation: &Observation) -> Cells {
    let (subject, code, item) = match &observation.subject {
        Subject::Indicator(code) => ("indicator", code.to_string(), None),
        Subject::Project(code) => ("project", code.to_string(), None),
        Subject::ProjectIndicator(code, item) => ("project_indicator", code.to_string(), shown(item)),
    };
    let mut cells = vec![
        ("subject", shown(subject)),
        ("code", Some(code)),
        ("item", item),
        ("unit", given(observation.unit.as_ref())),
        ("period", shown(&observation.period)),
        ("narrative", observation.narrative.clone()),
        ("source", observation.source.clone()),
        ("evidence", observation.evidence.clone()),
    ];
    cells.extend(reported_cells(&observation.reported));
    cells
}

fn reported_cells(reported: &Reported) -> Cells {
    match reported {
        Reported::Value(value) => vec![("value", shown(value))],
        Reported::Ratio(numerator, denominator) => vec![("numerator", shown(numerator)), ("denominator", shown(denominator))],
        Reported::Steps(steps) => vec![("steps", Some(steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")))],
        Reported::NoData => vec![("value", shown(NO_DATA))],
        Reported::NotApplicable(reason) => vec![("value", shown(NOT_APPLICABLE)), ("reason", words(reason))],
        Reported::NotMeasurable(reason) => vec![("value", shown(NOT_MEASURABLE)), ("reason", words(reason))],
    }
}

/// Blanks are no reason.
fn words(reason: &str) -> Option<String> {
    let reason = reason.trim();
    (!reason.is_empty()).then(|| reason.to_owned())
}
