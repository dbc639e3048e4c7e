//! Projects of an edition in printed order, with their responsible units and their own indicators.

use std::collections::HashMap;

use phaen_domain::id::{NodeCode, ProjectCode, ScaleCode, UnitCode};
use phaen_domain::project::{Project, ProjectIndicator};
use phaen_domain::words::Words;

use super::Scope;
use super::cell::{decimal_or_none, read_decimal_or_none, read_word};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static PROJECTS: Sql = Sql::new(
        "project",
        "SELECT code, node_code, number, name_th, scale_code, funding, note
         FROM project WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_PROJECTS: Insert = Insert::new(
        "project",
        &[
            "plan_code", "edition", "code", "position", "node_code", "number", "name_th", "scale_code", "funding", "note",
        ],
        "",
    );
    static OWNERS: Sql = Sql::new(
        "project_owner",
        "SELECT project_code, unit_code FROM project_owner WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_OWNERS: Insert = Insert::new(
        "project_owner",
        &["plan_code", "edition", "project_code", "position", "unit_code"],
        "",
    );
    static INDICATORS: Sql = Sql::new(
        "project_indicator",
        "SELECT project_code, item, wording, target_printed, target_value, unit_of_measure, lower_is_better, note
         FROM project_indicator WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_INDICATORS: Insert = Insert::new(
        "project_indicator",
        &[
            "plan_code", "edition", "project_code", "item", "position", "wording", "target_printed", "target_value",
            "unit_of_measure", "lower_is_better", "note",
        ],
        "",
    );
}

/// The projects.
pub(super) fn projects(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<Project>, Error> {
    let mut owners: HashMap<String, Vec<UnitCode>> = HashMap::new();
    let owner = |row: &Row<'_>| Ok((row.string("project_code")?, row.read_as("unit_code", UnitCode::new)?));
    for (project, unit) in tx.list(&OWNERS, &of.key(), owner)? {
        owners.entry(project).or_default().push(unit);
    }
    let mut indicators: HashMap<String, Vec<ProjectIndicator>> = HashMap::new();
    for (project, item) in tx.list(&INDICATORS, &of.key(), |row| Ok((row.string("project_code")?, indicator(row)?)))? {
        indicators.entry(project).or_default().push(item);
    }
    tx.list(&PROJECTS, &of.key(), |row| {
        let code = row.text("code")?;
        Ok(Project {
            code: row.read_as("code", ProjectCode::new)?,
            node: row.read_as("node_code", NodeCode::new)?,
            number: row.string_or_none("number")?,
            name_th: row.string("name_th")?,
            scale: row.read_as("scale_code", ScaleCode::new)?,
            owners: owners.remove(code).unwrap_or_default(),
            funding: read_word(row, "funding")?,
            indicators: indicators.remove(code).unwrap_or_default(),
            note: row.string_or_none("note")?,
        })
    })
}

fn indicator(row: &Row<'_>) -> Result<ProjectIndicator, Error> {
    Ok(ProjectIndicator {
        order: row.number("item")?,
        text: row.string("wording")?,
        target_printed: row.string_or_none("target_printed")?,
        target_value: read_decimal_or_none(row, "target_value")?,
        unit_of_measure: row.string_or_none("unit_of_measure")?,
        lower_is_better: row.flag("lower_is_better")?,
        note: row.string_or_none("note")?,
    })
}

/// Adds projects to an edition that has none.
pub(super) fn add(tx: &mut TechnicalTx<'_>, of: Scope<'_>, projects: &[Project]) -> Result<(), Error> {
    let rows: Vec<_> = (1_i64..)
        .zip(projects)
        .map(|(position, project)| {
            params![
                of.plan,
                of.edition,
                project.code.as_str(),
                position,
                project.node.as_str(),
                project.number.as_deref(),
                &project.name_th,
                project.scale.as_str(),
                project.funding.key(),
                project.note.as_deref(),
            ]
        })
        .collect();
    tx.insert(&ADD_PROJECTS, &rows)?;
    let owners = projects.iter().flat_map(|project| project.owners.iter().map(move |unit| (project, unit)));
    let rows: Vec<_> = (1_i64..)
        .zip(owners)
        .map(|(position, (project, unit))| params![of.plan, of.edition, project.code.as_str(), position, unit.as_str()])
        .collect();
    tx.insert(&ADD_OWNERS, &rows)?;
    let indicators = projects.iter().flat_map(|project| project.indicators.iter().map(move |item| (project, item)));
    let rows: Vec<_> = (1_i64..)
        .zip(indicators)
        .map(|(position, (project, item))| {
            params![
                of.plan,
                of.edition,
                project.code.as_str(),
                item.order,
                position,
                &item.text,
                item.target_printed.as_deref(),
                decimal_or_none(item.target_value),
                item.unit_of_measure.as_deref(),
                item.lower_is_better,
                item.note.as_deref(),
            ]
        })
        .collect();
    tx.insert(&ADD_INDICATORS, &rows)
}
