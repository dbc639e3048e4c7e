//! The tree of an edition: the names of its levels, and its nodes in printed order.

use phaen_domain::id::NodeCode;
use phaen_domain::plan::{Level, PlanNode};

use super::Scope;
use super::cell::{decimal_or_none, read_decimal_or_none, read_or_none};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static LEVELS: Sql = Sql::new(
        "level",
        "SELECT depth, name_th, name_en FROM level WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_LEVELS: Insert = Insert::new("level", &["plan_code", "edition", "depth", "position", "name_th", "name_en"], "");
    static NODES: Sql = Sql::new(
        "plan_node",
        "SELECT code, parent, depth, number, name_th, name_en, weight, counted
         FROM plan_node WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_NODES: Insert = Insert::new(
        "plan_node",
        &["plan_code", "edition", "code", "position", "parent", "depth", "number", "name_th", "name_en", "weight", "counted"],
        "",
    );
}

/// Names of the levels.
pub(super) fn levels(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<Level>, Error> {
    tx.list(&LEVELS, &of.key(), |row| {
        Ok(Level { depth: row.number("depth")?, name_th: row.string("name_th")?, name_en: row.string_or_none("name_en")? })
    })
}

/// The nodes.
pub(super) fn nodes(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<PlanNode>, Error> {
    tx.list(&NODES, &of.key(), node)
}

fn node(row: &Row<'_>) -> Result<PlanNode, Error> {
    Ok(PlanNode {
        code: row.read_as("code", NodeCode::new)?,
        parent: read_or_none(row, "parent", NodeCode::new)?,
        depth: row.number("depth")?,
        number: row.string_or_none("number")?,
        name_th: row.string("name_th")?,
        name_en: row.string_or_none("name_en")?,
        weight: read_decimal_or_none(row, "weight")?,
        counted: row.flag("counted")?,
    })
}

/// Adds levels and nodes to an edition that has none.
pub(super) fn add(tx: &mut TechnicalTx<'_>, of: Scope<'_>, levels: &[Level], nodes: &[PlanNode]) -> Result<(), Error> {
    let rows: Vec<_> = (1_i64..)
        .zip(levels)
        .map(|(position, level)| {
            params![of.plan, of.edition, u32::from(level.depth), position, &level.name_th, level.name_en.as_deref()]
        })
        .collect();
    tx.insert(&ADD_LEVELS, &rows)?;
    let rows: Vec<_> = (1_i64..)
        .zip(nodes)
        .map(|(position, node)| {
            params![
                of.plan,
                of.edition,
                node.code.as_str(),
                position,
                node.parent.as_ref().map(NodeCode::as_str),
                u32::from(node.depth),
                node.number.as_deref(),
                &node.name_th,
                node.name_en.as_deref(),
                decimal_or_none(node.weight),
                node.counted,
            ]
        })
        .collect();
    tx.insert(&ADD_NODES, &rows)
}
