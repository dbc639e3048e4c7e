//! An [`AgencyPlan`] becomes records again: the same things in the same order, so that what is exported imports back equal.

use super::records::{Record, Records};
use super::schema::{Sheet, sheet};
use super::write_results::{budget_cells, observation_cells};
use crate::indicator::{ActualSource, Indicator, Target};
use crate::number::Rounding;
use crate::organisation::{Agency, Unit};
use crate::plan::{AgencyPlan, Edition, Level, Narrative, Plan, PlanNode, ReportedProblem};
use crate::project::Project;
use crate::round::{CitedTotal, Round};
use crate::scoring::Scale;
use crate::words::Words;

/// Cells by column key.
pub(super) type Cells = Vec<(&'static str, Option<String>)>;

fn add(records: &mut Records, key: &'static str, cells: Cells) {
    let Some(sheet) = sheet(key) else { return };
    records.add(key, Record { row: 0, values: placed(sheet, cells) });
}

fn placed(sheet: &Sheet, cells: Cells) -> Vec<Option<String>> {
    let mut values = vec![None; sheet.columns.len()];
    let mut next = 0;
    for (key, value) in cells {
        // Cells mostly come in the order of their columns.
        let in_order = sheet.columns.get(next).filter(|column| column.key == key).map(|_| next);
        if let Some(place) = in_order.or_else(|| sheet.place(key))
            && let Some(slot) = values.get_mut(place)
        {
            *slot = value;
            next = place + 1;
        }
    }
    values
}

pub(super) fn shown(value: impl ToString) -> Option<String> {
    Some(value.to_string())
}

pub(super) fn given<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}

pub(super) fn word<T: Words>(value: T) -> Option<String> {
    Some(value.key().to_owned())
}

/// A yes or no that is written only when it differs from what an empty cell means.
fn unless(value: bool, empty_means: bool) -> Option<String> {
    (value != empty_means).then(|| if value { "yes" } else { "no" }.to_owned())
}

pub(super) fn word_unless<T: Words>(value: T, empty_means: T) -> Option<String> {
    if value == empty_means { None } else { word(value) }
}

fn joined<T: ToString>(values: &[T]) -> Option<String> {
    if values.is_empty() { None } else { Some(values.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")) }
}

/// A part of a plan that is written to sheets of its own.
struct Part {
    /// Whether two plans say the same in it.
    same: fn(&AgencyPlan, &AgencyPlan) -> bool,
    /// Writes it.
    write: fn(&mut Records, &AgencyPlan),
}

/// A part whose things are written one by one, on one sheet or as their own function says.
macro_rules! each {
    ($things:ident, $write:ident) => {
        Part { same: |a, b| a.$things == b.$things, write: |out, plan| plan.$things.iter().for_each(|thing| $write(out, thing)) }
    };
    ($things:ident on $sheet:literal, $cells:ident) => {
        Part {
            same: |a, b| a.$things == b.$things,
            write: |out, plan| plan.$things.iter().for_each(|thing| add(out, $sheet, $cells(thing))),
        }
    };
}

const PARTS: [Part; 15] = [
    Part { same: |a, b| a.agency == b.agency, write: |out, plan| add(out, "agency", agency_cells(&plan.agency)) },
    Part {
        same: |a, b| a.plan == b.plan && a.edition == b.edition,
        write: |out, plan| add(out, "plan", plan_cells(&plan.plan, &plan.edition)),
    },
    each!(units on "units", unit_cells),
    each!(levels on "levels", level_cells),
    each!(nodes on "nodes", node_cells),
    each!(scales, write_scale),
    each!(rounds on "rounds", round_cells),
    each!(indicators, write_indicator),
    each!(targets on "targets", target_cells),
    each!(projects, write_project),
    each!(budget on "budget", budget_cells),
    each!(observations on "observations", observation_cells),
    each!(cited_totals on "cited_totals", cited_total_cells),
    each!(problems on "problems", problem_cells),
    each!(narratives on "narratives", narrative_cells),
];

/// All records of a plan.
#[must_use]
pub fn write(plan: &AgencyPlan) -> Records {
    let mut records = Records::default();
    PARTS.iter().for_each(|part| (part.write)(&mut records, plan));
    records
}

/// The records of two plans, without the parts in which both say the same.
pub(super) fn write_differing(one: &AgencyPlan, other: &AgencyPlan) -> (Records, Records) {
    let mut records = (Records::default(), Records::default());
    for part in PARTS.iter().filter(|part| !(part.same)(one, other)) {
        (part.write)(&mut records.0, one);
        (part.write)(&mut records.1, other);
    }
    records
}

fn agency_cells(agency: &Agency) -> Cells {
    vec![("code", shown(&agency.code)), ("name_th", shown(&agency.name_th)), ("name_en", agency.name_en.clone())]
}

fn level_cells(level: &Level) -> Cells {
    vec![("depth", shown(level.depth)), ("name_th", shown(&level.name_th)), ("name_en", level.name_en.clone())]
}

fn cited_total_cells(cited: &CitedTotal) -> Cells {
    vec![
        ("round", shown(&cited.round)),
        ("node", given(cited.node.as_ref())),
        ("percent", shown(cited.percent)),
        ("source", shown(&cited.source)),
    ]
}

fn problem_cells(problem: &ReportedProblem) -> Cells {
    vec![
        ("code", shown(&problem.code)),
        ("recommendation", unless(problem.recommendation, false)),
        ("category", problem.category.clone()),
        ("text", shown(&problem.text)),
        ("source", problem.source.clone()),
    ]
}

fn narrative_cells(narrative: &Narrative) -> Cells {
    vec![
        ("section", shown(&narrative.section)),
        ("order", shown(narrative.order)),
        ("text", shown(&narrative.text)),
        ("source", narrative.source.clone()),
    ]
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

fn plan_cells(plan: &Plan, edition: &Edition) -> Cells {
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
        ("scale", given(target.scale.as_ref())),
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
