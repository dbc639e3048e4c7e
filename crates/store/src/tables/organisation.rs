//! The agency and its units. Units outlive every edition that names them, so they are only ever added or described anew.

use phaen_domain::id::UnitCode;
use phaen_domain::organisation::{Agency, Unit};

use super::cell::read_or_none;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static AGENCY: Sql = Sql::new("agency", "SELECT code, name_th, name_en FROM agency");
    static SAVE_AGENCY: Sql = Sql::new(
        "agency",
        "INSERT INTO agency (code, name_th, name_en) VALUES ($1, $2, $3)
         ON CONFLICT (code) DO UPDATE SET name_th = excluded.name_th, name_en = excluded.name_en",
    );
    static UNITS: Sql = Sql::new(
        "unit",
        "SELECT code, position, abbreviation, name_th, name_en, kind, parent, valid_from, valid_to, successor, collective, note
         FROM unit",
    );
    static SAVE_UNITS: Insert = Insert::new(
        "unit",
        &[
            "code", "position", "abbreviation", "name_th", "name_en", "kind", "parent", "valid_from", "valid_to", "successor",
            "collective", "note",
        ],
        "ON CONFLICT (code) DO UPDATE SET position = excluded.position, abbreviation = excluded.abbreviation,
             name_th = excluded.name_th, name_en = excluded.name_en, kind = excluded.kind, parent = excluded.parent,
             valid_from = excluded.valid_from, valid_to = excluded.valid_to, successor = excluded.successor,
             collective = excluded.collective, note = excluded.note",
    );
}

/// The agency, once there is one.
pub(super) fn agency(tx: &mut Tx<'_>) -> Result<Option<Agency>, Error> {
    tx.find(&AGENCY, &[], |row| {
        Ok(Agency { code: row.string("code")?, name_th: row.string("name_th")?, name_en: row.string_or_none("name_en")? })
    })
}

/// Its units in printed order.
pub(super) fn units(tx: &mut Tx<'_>) -> Result<Vec<Unit>, Error> {
    let mut units = tx.list(&UNITS, &[], |row| Ok((row.int("position")?, unit(row)?)))?;
    // Units that came with different plans may have one place. Sorted here, because each server sorts texts in its own way.
    units.sort_by(|(a, a_unit), (b, b_unit)| (a, &a_unit.code).cmp(&(b, &b_unit.code)));
    Ok(units.into_iter().map(|(_, unit)| unit).collect())
}

fn unit(row: &Row<'_>) -> Result<Unit, Error> {
    Ok(Unit {
        code: row.read_as("code", UnitCode::new)?,
        abbreviation: row.string("abbreviation")?,
        name_th: row.string("name_th")?,
        name_en: row.string_or_none("name_en")?,
        kind: row.string("kind")?,
        parent: read_or_none(row, "parent", UnitCode::new)?,
        valid_from: row.parsed_or_none("valid_from")?,
        valid_to: row.parsed_or_none("valid_to")?,
        successor: read_or_none(row, "successor", UnitCode::new)?,
        collective: row.flag("collective")?,
        note: row.string_or_none("note")?,
    })
}

/// Stores the agency and these units; other units stay.
pub(super) fn save(tx: &mut TechnicalTx<'_>, agency: &Agency, units: &[Unit]) -> Result<(), Error> {
    tx.execute(&SAVE_AGENCY, &params![&agency.code, &agency.name_th, agency.name_en.as_deref()])?;
    let rows: Vec<_> = (1_i64..)
        .zip(units)
        .map(|(position, unit)| {
            params![
                unit.code.as_str(),
                position,
                &unit.abbreviation,
                &unit.name_th,
                unit.name_en.as_deref(),
                &unit.kind,
                unit.parent.as_ref().map(UnitCode::as_str),
                unit.valid_from,
                unit.valid_to,
                unit.successor.as_ref().map(UnitCode::as_str),
                unit.collective,
                unit.note.as_deref(),
            ]
        })
        .collect();
    tx.insert(&SAVE_UNITS, &rows)
}
