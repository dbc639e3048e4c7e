//! Indicators of an edition in printed order, with their owners and steps.

use std::collections::HashMap;

use phaen_domain::id::{IndicatorCode, NodeCode, RoundCode, ScaleCode, UnitCode};
use phaen_domain::indicator::{ActualSource, Indicator, Measure, MilestoneStep, Owner};
use phaen_domain::words::Words;

use super::Scope;
use super::cell::{decimal_or_none, read_decimal_or_none, read_key, read_or_none, read_word};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};
use crate::value::Param;

statements! {
    static INDICATORS: Sql = Sql::new(
        "indicator",
        "SELECT code, node_code, number, name_th, name_en, unit_of_measure, shape, percent_rule, zero_target, accumulation,
                aggregation, scale_code, weight, counted, actual_from, actual_code, evidence_required, definition, formula,
                data_source, frequency, baseline, dimension, note
         FROM indicator WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_INDICATORS: Insert = Insert::new(
        "indicator",
        &[
            "plan_code", "edition", "code", "position", "node_code", "number", "name_th", "name_en", "unit_of_measure", "shape",
            "percent_rule", "zero_target", "accumulation", "aggregation", "scale_code", "weight", "counted", "actual_from",
            "actual_code", "evidence_required", "definition", "formula", "data_source", "frequency", "baseline", "dimension",
            "note",
        ],
        "",
    );
    static OWNERS: Sql = Sql::new(
        "owner",
        "SELECT indicator_code, unit_code, is_primary, weight
         FROM owner WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_OWNERS: Insert = Insert::new(
        "owner",
        &["plan_code", "edition", "indicator_code", "unit_code", "position", "is_primary", "weight"],
        "",
    );
    static STEPS: Sql = Sql::new(
        "milestone_step",
        "SELECT indicator_code, round_code, level, wording, done_by
         FROM milestone_step WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_STEPS: Insert = Insert::new(
        "milestone_step",
        &["plan_code", "edition", "indicator_code", "round_code", "level", "position", "wording", "done_by"],
        "",
    );
}

/// Keys of the links to a figure elsewhere.
const INDICATOR: &str = "indicator";
const NODE: &str = "node";
const PLAN: &str = "plan";
const PROJECTS: &str = "projects";

/// The indicators.
pub(super) fn indicators(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<Indicator>, Error> {
    let mut owners: HashMap<String, Vec<Owner>> = HashMap::new();
    for (indicator, owner) in tx.list(&OWNERS, &of.key(), |row| Ok((row.string("indicator_code")?, owner(row)?)))? {
        owners.entry(indicator).or_default().push(owner);
    }
    let mut steps: HashMap<String, Vec<MilestoneStep>> = HashMap::new();
    for (indicator, step) in tx.list(&STEPS, &of.key(), |row| Ok((row.string("indicator_code")?, step(row)?)))? {
        steps.entry(indicator).or_default().push(step);
    }
    tx.list(&INDICATORS, &of.key(), |row| {
        let code = row.text("code")?;
        let (owners, steps) = (owners.remove(code).unwrap_or_default(), steps.remove(code).unwrap_or_default());
        indicator(row, owners, steps)
    })
}

fn indicator(row: &Row<'_>, owners: Vec<Owner>, steps: Vec<MilestoneStep>) -> Result<Indicator, Error> {
    Ok(Indicator {
        code: row.read_as("code", IndicatorCode::new)?,
        node: row.read_as("node_code", NodeCode::new)?,
        number: row.string_or_none("number")?,
        name_th: row.string("name_th")?,
        name_en: row.string_or_none("name_en")?,
        measure: Measure {
            unit_of_measure: row.string("unit_of_measure")?,
            shape: read_word(row, "shape")?,
            percent_rule: read_word(row, "percent_rule")?,
            zero_target: read_word(row, "zero_target")?,
            accumulation: read_word(row, "accumulation")?,
            aggregation: read_word(row, "aggregation")?,
        },
        scale: read_or_none(row, "scale_code", ScaleCode::new)?,
        weight: read_decimal_or_none(row, "weight")?,
        counted: row.flag("counted")?,
        actual_from: actual_from(row)?,
        evidence_required: row.flag("evidence_required")?,
        owners,
        steps,
        definition: row.string_or_none("definition")?,
        formula: row.string_or_none("formula")?,
        data_source: row.string_or_none("data_source")?,
        frequency: row.string_or_none("frequency")?,
        baseline: row.string_or_none("baseline")?,
        dimension: row.string_or_none("dimension")?,
        note: row.string_or_none("note")?,
    })
}

fn actual_from(row: &Row<'_>) -> Result<Option<ActualSource>, Error> {
    let source = match row.text_or_none("actual_from")? {
        None => return Ok(None),
        Some(INDICATOR) => ActualSource::Indicator(row.read_as("actual_code", IndicatorCode::new)?),
        Some(NODE) => ActualSource::NodeTotal(row.read_as("actual_code", NodeCode::new)?),
        Some(PLAN) => ActualSource::PlanTotal,
        Some(PROJECTS) => ActualSource::ProjectsTotal,
        Some(_) => return Err(row.inconsistent("actual_from")),
    };
    Ok(Some(source))
}

fn actual_cells(source: Option<&ActualSource>) -> (Option<&'static str>, Option<&str>) {
    match source {
        None => (None, None),
        Some(ActualSource::Indicator(code)) => (Some(INDICATOR), Some(code.as_str())),
        Some(ActualSource::NodeTotal(code)) => (Some(NODE), Some(code.as_str())),
        Some(ActualSource::PlanTotal) => (Some(PLAN), None),
        Some(ActualSource::ProjectsTotal) => (Some(PROJECTS), None),
    }
}

fn owner(row: &Row<'_>) -> Result<Owner, Error> {
    Ok(Owner {
        unit: row.read_as("unit_code", UnitCode::new)?,
        primary: row.flag("is_primary")?,
        weight: read_decimal_or_none(row, "weight")?,
    })
}

fn step(row: &Row<'_>) -> Result<MilestoneStep, Error> {
    Ok(MilestoneStep {
        round: read_key(row, "round_code", RoundCode::new)?,
        level: row.number("level")?,
        text: row.string("wording")?,
        done_by: row.parsed_or_none("done_by")?,
    })
}

/// Adds indicators to an edition that has none.
pub(super) fn add(tx: &mut TechnicalTx<'_>, of: Scope<'_>, indicators: &[Indicator]) -> Result<(), Error> {
    let rows: Vec<_> = (1_i64..).zip(indicators).map(|(position, it)| indicator_cells(of, position, it)).collect();
    tx.insert(&ADD_INDICATORS, &rows)?;
    let owners = indicators.iter().flat_map(|it| it.owners.iter().map(move |owner| (it, owner)));
    let rows: Vec<_> = (1_i64..)
        .zip(owners)
        .map(|(position, (indicator, owner))| {
            let weight = decimal_or_none(owner.weight);
            params![of.plan, of.edition, indicator.code.as_str(), owner.unit.as_str(), position, owner.primary, weight]
        })
        .collect();
    tx.insert(&ADD_OWNERS, &rows)?;
    let steps = indicators.iter().flat_map(|it| it.steps.iter().map(move |step| (it, step)));
    let rows: Vec<_> = (1_i64..)
        .zip(steps)
        .map(|(position, (indicator, step))| {
            params![
                of.plan,
                of.edition,
                indicator.code.as_str(),
                step.round.as_ref().map_or("", RoundCode::as_str),
                u32::from(step.level),
                position,
                &step.text,
                step.done_by,
            ]
        })
        .collect();
    tx.insert(&ADD_STEPS, &rows)
}

fn indicator_cells<'a>(of: Scope<'a>, position: i64, it: &'a Indicator) -> [Param<'a>; 27] {
    let (actual_from, actual_code) = actual_cells(it.actual_from.as_ref());
    params![
        of.plan,
        of.edition,
        it.code.as_str(),
        position,
        it.node.as_str(),
        it.number.as_deref(),
        &it.name_th,
        it.name_en.as_deref(),
        &it.measure.unit_of_measure,
        it.measure.shape.key(),
        it.measure.percent_rule.key(),
        it.measure.zero_target.key(),
        it.measure.accumulation.key(),
        it.measure.aggregation.key(),
        it.scale.as_ref().map(ScaleCode::as_str),
        decimal_or_none(it.weight),
        it.counted,
        actual_from,
        actual_code,
        it.evidence_required,
        it.definition.as_deref(),
        it.formula.as_deref(),
        it.data_source.as_deref(),
        it.frequency.as_deref(),
        it.baseline.as_deref(),
        it.dimension.as_deref(),
        it.note.as_deref(),
    ]
}
