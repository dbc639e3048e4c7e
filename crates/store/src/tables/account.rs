//! Accounts and their access tokens. A password or a token's secret is never here, only what proves it.

use jiff::Timestamp;
use phaen_app::ports::{Account, FactorKey, Token};
use phaen_domain::id::UnitCode;
use phaen_domain::words::Words;

use super::cell::{comparable, read_or_none, read_word};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static ALL: Sql = Sql::new(
        "account",
        "SELECT id, login, name, role, password_hash, closed, version, unit_code, email, second_factor FROM account",
    );
    static NAMES: Sql = Sql::new("account", "SELECT login, name FROM account");
    static BY_LOGIN: Sql = Sql::new(
        "account",
        "SELECT id, login, name, role, password_hash, closed, version, unit_code, email, second_factor FROM account WHERE login = $1",
    );
    static BY_TOKEN: Sql = Sql::new(
        "account",
        "SELECT a.id, a.login, a.name, a.role, a.password_hash, a.closed, a.version, a.unit_code, a.email, a.second_factor
         FROM token t JOIN account a ON a.id = t.account_id WHERE t.secret_hash = $1 AND t.revoked_at IS NULL",
    );
    static ADD: Sql = Sql::new(
        "account",
        "INSERT INTO account (id, login, name, role, password_hash, closed, version, unit_code, email, second_factor)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT DO NOTHING",
    );
    static CHANGE: Sql = Sql::new(
        "account",
        "UPDATE account SET login = $2, name = $3, role = $4, password_hash = $5, closed = $6, version = $7, unit_code = $8,
                            email = $9, second_factor = $10
         WHERE id = $1 AND version + 1 = $7",
    );
    static TOKENS: Sql = Sql::new(
        "token",
        "SELECT id, account_id, name, secret_hash, created_at, revoked_at
         FROM token WHERE account_id = $1 ORDER BY created_at DESC, id DESC",
    );
    static REVOKE_TOKENS: Sql =
        Sql::new("token", "UPDATE token SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL");
    static SAVE_TOKEN: Sql = Sql::new(
        "token",
        "INSERT INTO token (id, account_id, name, secret_hash, created_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET revoked_at = excluded.revoked_at",
    );
}

/// All accounts, by login.
pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<Account>, Error> {
    let mut accounts = tx.list(&ALL, &[], account)?;
    // Sorted here, because each server sorts texts in its own way.
    accounts.sort_by(|a, b| a.login.cmp(&b.login));
    Ok(accounts)
}

/// Login and name of all accounts.
pub(super) fn names(tx: &mut Tx<'_>) -> Result<Vec<(String, String)>, Error> {
    tx.list(&NAMES, &[], |row| Ok((row.string("login")?, row.string("name")?)))
}

/// An account by its login.
pub(super) fn by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<Account>, Error> {
    tx.find(&BY_LOGIN, &params![login], account)
}

/// The account behind a token that is not revoked.
pub(super) fn by_token(tx: &mut Tx<'_>, secret_hash: &str) -> Result<Option<Account>, Error> {
    tx.find(&BY_TOKEN, &params![secret_hash], account)
}

/// An account from a row that has its columns.
pub(super) fn account(row: &Row<'_>) -> Result<Account, Error> {
    Ok(Account {
        id: row.string("id")?,
        login: row.string("login")?,
        name: row.string("name")?,
        role: read_word(row, "role")?,
        unit: read_or_none(row, "unit_code", UnitCode::new)?,
        email: row.string_or_none("email")?,
        second_factor: row.string_or_none("second_factor")?.map(FactorKey),
        password_hash: row.string("password_hash")?,
        closed: row.flag("closed")?,
        version: row.number("version")?,
    })
}

/// Stores a new account, or one whose stored version is one below; tells whether it was.
pub(super) fn save(tx: &mut TechnicalTx<'_>, it: &Account) -> Result<bool, Error> {
    let statement = if it.version == 1 { &ADD } else { &CHANGE };
    let row = params![
        &it.id,
        &it.login,
        &it.name,
        it.role.key(),
        &it.password_hash,
        it.closed,
        it.version,
        it.unit.as_ref().map(UnitCode::as_str),
        it.email.as_deref(),
        it.second_factor.as_ref().map(|key| key.0.as_str())
    ];
    Ok(tx.execute(statement, &row)? == 1)
}

/// The tokens of an account, newest first.
pub(super) fn tokens(tx: &mut Tx<'_>, account: &str) -> Result<Vec<Token>, Error> {
    tx.list(&TOKENS, &params![account], |row| {
        Ok(Token {
            id: row.string("id")?,
            account: row.string("account_id")?,
            name: row.string("name")?,
            secret_hash: row.string("secret_hash")?,
            created_at: row.parsed("created_at")?,
            revoked_at: row.parsed_or_none("revoked_at")?,
        })
    })
}

/// Revokes all tokens of an account.
pub(super) fn revoke_tokens(tx: &mut TechnicalTx<'_>, account: &str, at: Timestamp) -> Result<(), Error> {
    tx.execute(&REVOKE_TOKENS, &params![account, comparable(at)]).map(drop)
}

/// Stores a new token, or revokes one.
pub(super) fn save_token(tx: &mut TechnicalTx<'_>, it: &Token) -> Result<(), Error> {
    let row = params![&it.id, &it.account, &it.name, &it.secret_hash, comparable(it.created_at), it.revoked_at.map(comparable),];
    tx.execute(&SAVE_TOKEN, &row).map(drop)
}
