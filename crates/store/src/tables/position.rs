//! Positions, who holds them and who stands in for them.

use phaen_domain::access::Action;
use phaen_domain::id::{PositionCode, UnitCode};
use phaen_domain::position::{Delegation, Holding, Offices, Position};
use phaen_domain::words::Words;

use super::cell::{comparable, read_joined, read_or_none, read_word};
use crate::error::Error;
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static POSITIONS: Sql = Sql::new(
        "position",
        "SELECT code, name_th, name_en, role, unit_code, closed, version FROM position",
    );
    static HOLDINGS: Sql = Sql::new(
        "holding",
        "SELECT id, position_code, account_id, from_day, to_day FROM holding ORDER BY from_day, id",
    );
    static DELEGATIONS: Sql = Sql::new(
        "delegation",
        "SELECT id, position_code, account_id, kind, order_no, from_day, to_day, acts, reason, recorded_by, revoked_at
         FROM delegation ORDER BY from_day, id",
    );
    static SAVE_POSITION: Sql = Sql::new(
        "position",
        "INSERT INTO position (code, name_th, name_en, role, unit_code, closed, version) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (code) DO UPDATE SET
             name_th = excluded.name_th, name_en = excluded.name_en, role = excluded.role, unit_code = excluded.unit_code,
             closed = excluded.closed, version = excluded.version
         WHERE position.version + 1 = excluded.version",
    );
    static SAVE_HOLDING: Sql = Sql::new(
        "holding",
        "INSERT INTO holding (id, position_code, account_id, from_day, to_day) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET to_day = excluded.to_day",
    );
    static REMOVE_HOLDING: Sql = Sql::new("holding", "DELETE FROM holding WHERE id = $1");
    static SAVE_DELEGATION: Sql = Sql::new(
        "delegation",
        "INSERT INTO delegation (id, position_code, account_id, kind, order_no, from_day, to_day, acts, reason, recorded_by, revoked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE SET revoked_at = excluded.revoked_at",
    );
}

/// All positions with who holds and who stands in for them; positions by code.
pub(super) fn all(tx: &mut Tx<'_>) -> Result<Offices, Error> {
    let mut positions = tx.list(&POSITIONS, &[], |row| {
        Ok(Position {
            code: row.read_as("code", PositionCode::new)?,
            name_th: row.string("name_th")?,
            name_en: row.string_or_none("name_en")?,
            role: read_word(row, "role")?,
            unit: read_or_none(row, "unit_code", UnitCode::new)?,
            closed: row.flag("closed")?,
            version: row.number("version")?,
        })
    })?;
    // Sorted here, because each server sorts texts in its own way.
    positions.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(Offices { positions, holdings: holdings(tx)?, delegations: delegations(tx)? })
}

fn holdings(tx: &mut Tx<'_>) -> Result<Vec<Holding>, Error> {
    tx.list(&HOLDINGS, &[], |row| {
        Ok(Holding {
            id: row.string("id")?,
            position: row.read_as("position_code", PositionCode::new)?,
            account: row.string("account_id")?,
            from: row.parsed("from_day")?,
            to: row.parsed_or_none("to_day")?,
        })
    })
}

fn delegations(tx: &mut Tx<'_>) -> Result<Vec<Delegation>, Error> {
    tx.list(&DELEGATIONS, &[], |row| {
        Ok(Delegation {
            id: row.string("id")?,
            position: row.read_as("position_code", PositionCode::new)?,
            account: row.string("account_id")?,
            kind: read_word(row, "kind")?,
            order_no: row.string("order_no")?,
            from: row.parsed("from_day")?,
            to: row.parsed("to_day")?,
            acts: read_joined(row, "acts", |key| Action::from_key(key).ok_or(()))?,
            reason: row.string("reason")?,
            recorded_by: row.string("recorded_by")?,
            revoked_at: row.parsed_or_none("revoked_at")?,
        })
    })
}

/// Stores a new position, or one whose stored version is one below; tells whether it was.
pub(super) fn save(tx: &mut TechnicalTx<'_>, it: &Position) -> Result<bool, Error> {
    let unit = it.unit.as_ref().map(UnitCode::as_str);
    let row = params![it.code.as_str(), &it.name_th, it.name_en.as_deref(), it.role.key(), unit, it.closed, it.version];
    Ok(tx.execute(&SAVE_POSITION, &row)? == 1)
}

/// Stores an account's time in a position, new or with another last day.
pub(super) fn save_holding(tx: &mut TechnicalTx<'_>, it: &Holding) -> Result<(), Error> {
    let row = params![&it.id, it.position.as_str(), &it.account, it.from, it.to];
    tx.execute(&SAVE_HOLDING, &row).map(drop)
}

/// Takes an account's time in a position out.
pub(super) fn remove_holding(tx: &mut TechnicalTx<'_>, id: &str) -> Result<(), Error> {
    tx.execute(&REMOVE_HOLDING, &params![id]).map(drop)
}

/// Stores an order to stand in, new or taken back.
pub(super) fn save_delegation(tx: &mut TechnicalTx<'_>, it: &Delegation) -> Result<(), Error> {
    let acts = it.acts.iter().map(|act| act.key()).collect::<Vec<_>>().join(";");
    let row = params![
        &it.id,
        it.position.as_str(),
        &it.account,
        it.kind.key(),
        &it.order_no,
        it.from,
        it.to,
        acts,
        &it.reason,
        &it.recorded_by,
        it.revoked_at.map(comparable),
    ];
    tx.execute(&SAVE_DELEGATION, &row).map(drop)
}
