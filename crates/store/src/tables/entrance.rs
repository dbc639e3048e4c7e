//! Links of invitation, recovery codes, time steps whose code was taken, and those whose code is waited for. Secrets are never here.

use jiff::Timestamp;
use phaen_app::ports::{Account, HalfSignedIn, Invitation};

use super::account;
use super::cell::comparable;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static INVITATION: Sql = Sql::new(
        "invitation",
        "SELECT i.secret_hash, i.account_id, i.invited_by, i.created_at, i.expires_at, i.used_at, i.revoked_at,
                a.id, a.login, a.name, a.role, a.password_hash, a.closed, a.version, a.unit_code, a.email, a.second_factor
         FROM invitation i JOIN account a ON a.id = i.account_id WHERE i.secret_hash = $1",
    );
    static INVITATIONS: Sql = Sql::new(
        "invitation",
        "SELECT secret_hash, account_id, invited_by, created_at, expires_at, used_at, revoked_at
         FROM invitation WHERE account_id = $1 ORDER BY created_at DESC, secret_hash",
    );
    static SAVE_INVITATION: Sql = Sql::new(
        "invitation",
        "INSERT INTO invitation (secret_hash, account_id, invited_by, created_at, expires_at, used_at, revoked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (secret_hash) DO UPDATE SET used_at = excluded.used_at, revoked_at = excluded.revoked_at
         WHERE invitation.used_at IS NULL AND invitation.revoked_at IS NULL",
    );
    static CODES_LEFT: Sql = Sql::new(
        "recovery_code",
        "SELECT COUNT(*) AS codes FROM recovery_code WHERE account_id = $1 AND used_at IS NULL",
    );
    static FORGET_CODES: Sql = Sql::new("recovery_code", "DELETE FROM recovery_code WHERE account_id = $1");
    static ADD_CODE: Sql = Sql::new("recovery_code", "INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)");
    static USE_CODE: Sql = Sql::new(
        "recovery_code",
        "UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL",
    );
    static TAKE_STEP: Sql = Sql::new(
        "second_factor_use",
        "INSERT INTO second_factor_use (account_id, last_step) VALUES ($1, $2)
         ON CONFLICT (account_id) DO UPDATE SET last_step = excluded.last_step
         WHERE second_factor_use.last_step < excluded.last_step",
    );
    static HALF: Sql = Sql::new(
        "half_signed_in",
        "SELECT a.id, a.login, a.name, a.role, a.password_hash, a.closed, a.version, a.unit_code, a.email, a.second_factor
         FROM half_signed_in h JOIN account a ON a.id = h.account_id WHERE h.secret_hash = $1 AND h.expires_at > $2",
    );
    static ADD_HALF: Sql = Sql::new(
        "half_signed_in",
        "INSERT INTO half_signed_in (secret_hash, account_id, expires_at) VALUES ($1, $2, $3)",
    );
    static FORGET_HALVES: Sql = Sql::new("half_signed_in", "DELETE FROM half_signed_in WHERE expires_at <= $1");
    static END_HALF: Sql = Sql::new("half_signed_in", "DELETE FROM half_signed_in WHERE secret_hash = $1");
    static END_HALVES: Sql = Sql::new("half_signed_in", "DELETE FROM half_signed_in WHERE account_id = $1");
}

/// A link with the account that it opens.
pub(super) fn invitation(tx: &mut Tx<'_>, secret_hash: &str) -> Result<Option<(Invitation, Account)>, Error> {
    tx.find(&INVITATION, &params![secret_hash], |row| Ok((of_row(row)?, account::account(row)?)))
}

/// The links of an account, newest first.
pub(super) fn invitations(tx: &mut Tx<'_>, account: &str) -> Result<Vec<Invitation>, Error> {
    tx.list(&INVITATIONS, &params![account], of_row)
}

fn of_row(row: &Row<'_>) -> Result<Invitation, Error> {
    Ok(Invitation {
        secret_hash: row.string("secret_hash")?,
        account: row.string("account_id")?,
        invited_by: row.string("invited_by")?,
        created_at: row.parsed("created_at")?,
        expires_at: row.parsed("expires_at")?,
        used_at: row.parsed_or_none("used_at")?,
        revoked_at: row.parsed_or_none("revoked_at")?,
    })
}

/// Stores a link, or that it was used or taken back; tells whether it was still open.
pub(super) fn save_invitation(tx: &mut TechnicalTx<'_>, it: &Invitation) -> Result<bool, Error> {
    let row = params![
        &it.secret_hash,
        &it.account,
        &it.invited_by,
        comparable(it.created_at),
        comparable(it.expires_at),
        it.used_at.map(comparable),
        it.revoked_at.map(comparable)
    ];
    Ok(tx.execute(&SAVE_INVITATION, &row)? == 1)
}

/// How many recovery codes of an account are unused.
pub(super) fn codes_left(tx: &mut Tx<'_>, account: &str) -> Result<u32, Error> {
    tx.get(&CODES_LEFT, &params![account], |row| row.number("codes"))
}

/// Puts recovery codes in the place of those that an account had: a handful, so one statement for each.
pub(super) fn replace_codes(tx: &mut TechnicalTx<'_>, account: &str, hashes: &[String]) -> Result<(), Error> {
    tx.execute(&FORGET_CODES, &params![account])?;
    hashes.iter().try_for_each(|hash| tx.execute(&ADD_CODE, &params![account, hash]).map(drop))
}

/// Uses up a recovery code; tells whether there was one.
pub(super) fn use_code(tx: &mut TechnicalTx<'_>, account: &str, hash: &str, at: Timestamp) -> Result<bool, Error> {
    Ok(tx.execute(&USE_CODE, &params![account, hash, comparable(at)])? == 1)
}

/// Takes the code of a time step; tells whether none of that step or a later one was taken before.
pub(super) fn take_step(tx: &mut TechnicalTx<'_>, account: &str, step: i64) -> Result<bool, Error> {
    Ok(tx.execute(&TAKE_STEP, &params![account, step])? == 1)
}

/// The account whose code is waited for.
pub(super) fn half(tx: &mut Tx<'_>, secret_hash: &str, now: Timestamp) -> Result<Option<Account>, Error> {
    tx.find(&HALF, &params![secret_hash, comparable(now)], account::account)
}

/// Notes somebody whose code is waited for, and removes those whose time is over.
pub(super) fn save_half(tx: &mut TechnicalTx<'_>, it: &HalfSignedIn, now: Timestamp) -> Result<(), Error> {
    tx.execute(&FORGET_HALVES, &params![comparable(now)])?;
    tx.execute(&ADD_HALF, &params![&it.secret_hash, &it.account, comparable(it.expires_at)]).map(drop)
}

/// Waits no longer for a code.
pub(super) fn end_half(tx: &mut TechnicalTx<'_>, secret_hash: &str) -> Result<(), Error> {
    tx.execute(&END_HALF, &params![secret_hash]).map(drop)
}

/// Waits no longer for any code of an account.
pub(super) fn end_halves(tx: &mut TechnicalTx<'_>, account: &str) -> Result<(), Error> {
    tx.execute(&END_HALVES, &params![account]).map(drop)
}
