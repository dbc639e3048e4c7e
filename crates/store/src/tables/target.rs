//! Targets of an edition with their versions. A version counts up with every change of the value, also when a whole edition is
//! brought in anew, so that who saw the older value is always told.

use std::collections::HashMap;

use phaen_domain::id::{IndicatorCode, RoundCode, ScaleCode, UnitCode};
use phaen_domain::indicator::Target;
use phaen_domain::number::Decimal;

use super::Scope;
use super::cell::{decimal_or_none, joined, read_decimal_or_none, read_joined, read_key, read_or_none};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static TARGETS: Sql = Sql::new(
        "target",
        "SELECT indicator_code, unit_code, round_code, value, high, anchors, printed, note, version, scale_code
         FROM target WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_TARGETS: Insert = Insert::new(
        "target",
        &[
            "plan_code", "edition", "indicator_code", "unit_code", "round_code", "position", "value", "high", "anchors",
            "printed", "note", "version", "scale_code",
        ],
        "",
    );
    static ADD_ONE: Sql = Sql::new(
        "target",
        "INSERT INTO target (plan_code, edition, indicator_code, unit_code, round_code, position, value, high, anchors,
                             printed, note, version, scale_code)
         VALUES ($1, $2, $3, $4, $5,
                 (SELECT COALESCE(MAX(position), 0) + 1 FROM target WHERE plan_code = $1 AND edition = $2),
                 $6, $7, $8, $9, $10, 1, $11)
         ON CONFLICT DO NOTHING",
    );
    static CHANGE: Sql = Sql::new(
        "target",
        "UPDATE target SET value = $6, high = $7, anchors = $8, printed = $9, note = $10, scale_code = $11, version = version + 1
         WHERE plan_code = $1 AND edition = $2 AND indicator_code = $3 AND unit_code = $4 AND round_code = $5
               AND version = $12",
    );
}

/// Indicator, unit and round of a target.
type Key<'a> = (&'a IndicatorCode, Option<&'a UnitCode>, Option<&'a RoundCode>);

const fn key(target: &Target) -> Key<'_> {
    (&target.indicator, target.unit.as_ref(), target.round.as_ref())
}

/// The targets with their versions.
pub(super) fn targets(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<(Target, u32)>, Error> {
    tx.list(&TARGETS, &of.key(), |row| Ok((target(row)?, row.number("version")?)))
}

fn target(row: &Row<'_>) -> Result<Target, Error> {
    Ok(Target {
        indicator: row.read_as("indicator_code", IndicatorCode::new)?,
        unit: read_key(row, "unit_code", UnitCode::new)?,
        round: read_key(row, "round_code", RoundCode::new)?,
        value: read_decimal_or_none(row, "value")?,
        high: read_decimal_or_none(row, "high")?,
        anchors: read_joined(row, "anchors", Decimal::parse)?,
        printed: row.string_or_none("printed")?,
        note: row.string_or_none("note")?,
        scale: read_or_none(row, "scale_code", ScaleCode::new)?,
    })
}

/// Adds targets to an edition that has none any more; `before` are those it had.
pub(super) fn add(tx: &mut TechnicalTx<'_>, of: Scope<'_>, targets: &[Target], before: &[(Target, u32)]) -> Result<(), Error> {
    let before: HashMap<Key<'_>, &(Target, u32)> = before.iter().map(|stored| (key(&stored.0), stored)).collect();
    let version = |target: &Target| match before.get(&key(target)) {
        None => 1,
        Some((same, version)) if same == target => *version,
        Some((_, version)) => version + 1,
    };
    let rows: Vec<_> = (1_i64..)
        .zip(targets)
        .map(|(position, target)| {
            params![
                of.plan,
                of.edition,
                target.indicator.as_str(),
                target.unit.as_ref().map_or("", UnitCode::as_str),
                target.round.as_ref().map_or("", RoundCode::as_str),
                position,
                decimal_or_none(target.value),
                decimal_or_none(target.high),
                joined(&target.anchors),
                target.printed.as_deref(),
                target.note.as_deref(),
                version(target),
                target.scale.as_ref().map(ScaleCode::as_str),
            ]
        })
        .collect();
    tx.insert(&ADD_TARGETS, &rows)
}

/// Stores one target if its stored version is the one seen (0: not there yet); tells whether it was.
pub(super) fn save(tx: &mut TechnicalTx<'_>, of: Scope<'_>, target: &Target, seen_version: u32) -> Result<bool, Error> {
    let mut row = Vec::from(params![
        of.plan,
        of.edition,
        target.indicator.as_str(),
        target.unit.as_ref().map_or("", UnitCode::as_str),
        target.round.as_ref().map_or("", RoundCode::as_str),
        decimal_or_none(target.value),
        decimal_or_none(target.high),
        joined(&target.anchors),
        target.printed.as_deref(),
        target.note.as_deref(),
        target.scale.as_ref().map(ScaleCode::as_str),
    ]);
    let changed = if seen_version == 0 {
        tx.execute(&ADD_ONE, &row)?
    } else {
        row.push(seen_version.into());
        tx.execute(&CHANGE, &row)?
    };
    Ok(changed == 1)
}
