//! Calendars with a private address. The secret of the address is never here, only its hash.

use phaen_app::ports::{Account, Feed};
use phaen_domain::id::UnitCode;

use super::account;
use super::cell::{comparable, read_key};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static BY_SECRET: Sql = Sql::new(
        "feed",
        "SELECT a.id, a.login, a.name, a.role, a.password_hash, a.closed, a.version, a.unit_code, a.email, a.second_factor,
                f.secret_hash, f.account_id, f.unit_code AS feed_unit, f.created_at, f.revoked_at
         FROM feed f JOIN account a ON a.id = f.account_id WHERE f.secret_hash = $1 AND f.revoked_at IS NULL",
    );
    static OF_ACCOUNT: Sql = Sql::new(
        "feed",
        "SELECT secret_hash, account_id, unit_code AS feed_unit, created_at, revoked_at
         FROM feed WHERE account_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, secret_hash",
    );
    static SAVE: Sql = Sql::new(
        "feed",
        "INSERT INTO feed (secret_hash, account_id, unit_code, created_at, revoked_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (secret_hash) DO UPDATE SET revoked_at = excluded.revoked_at",
    );
}

fn feed(row: &Row<'_>) -> Result<Feed, Error> {
    Ok(Feed {
        secret_hash: row.string("secret_hash")?,
        account: row.string("account_id")?,
        unit: read_key(row, "feed_unit", UnitCode::new)?,
        created_at: row.parsed("created_at")?,
        revoked_at: row.parsed_or_none("revoked_at")?,
    })
}

/// The calendar behind a secret, with its account.
pub(super) fn by_secret(tx: &mut Tx<'_>, secret_hash: &str) -> Result<Option<(Feed, Account)>, Error> {
    tx.find(&BY_SECRET, &params![secret_hash], |row| Ok((feed(row)?, account::account(row)?)))
}

/// The calendars of an account that are not taken back.
pub(super) fn of_account(tx: &mut Tx<'_>, account: &str) -> Result<Vec<Feed>, Error> {
    tx.list(&OF_ACCOUNT, &params![account], feed)
}

/// Stores a new calendar, or takes one back.
pub(super) fn save(tx: &mut TechnicalTx<'_>, it: &Feed) -> Result<(), Error> {
    let unit = it.unit.as_ref().map_or("", UnitCode::as_str);
    let row = params![&it.secret_hash, &it.account, unit, comparable(it.created_at), it.revoked_at.map(comparable)];
    tx.execute(&SAVE, &row).map(drop)
}
