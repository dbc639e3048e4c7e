//! Signed-in browsers and failed sign-ins: technical rows, never in the journal.

use std::collections::BTreeMap;

use jiff::Timestamp;
use phaen_app::ports::{Account, Session};
use phaen_domain::journal::Head;
use phaen_domain::lockout::Failures;

use super::account;
use super::cell::comparable;
use crate::error::Error;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};
use crate::{journal, params};

statements! {
    static ONE: Sql = Sql::new(
        "session",
        "SELECT a.id, a.login, a.name, a.role, a.password_hash, a.closed, a.version, a.unit_code, a.email, a.second_factor,
                s.secret_hash, s.account_id, s.csrf, s.created_at, s.seen_at, s.expires_at, s.browser, s.network
         FROM session s JOIN account a ON a.id = s.account_id WHERE s.secret_hash = $1 AND s.expires_at > $2",
    );
    static WITH_HEAD: Sql = Sql::new(
        "session",
        "SELECT a.id, a.login, a.name, a.role, a.password_hash, a.closed, a.version, a.unit_code, a.email, a.second_factor,
                s.secret_hash, s.account_id, s.csrf, s.created_at, s.seen_at, s.expires_at, s.browser, s.network, h.seq, h.hash,
                (SELECT COUNT(*) FROM notice n WHERE n.account_id = a.id AND n.read_at IS NULL) AS unread
         FROM session s JOIN account a ON a.id = s.account_id CROSS JOIN journal_head h
         WHERE s.secret_hash = $1 AND s.expires_at > $2 AND h.id = 1",
    );
    static ADD: Sql = Sql::new(
        "session",
        "INSERT INTO session (secret_hash, account_id, csrf, created_at, seen_at, expires_at, browser, network)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    static OF_ACCOUNT: Sql = Sql::new(
        "session",
        "SELECT secret_hash, account_id, csrf, created_at, seen_at, expires_at, browser, network
         FROM session WHERE account_id = $1 AND expires_at > $2 ORDER BY created_at DESC, secret_hash",
    );
    static SEE: Sql = Sql::new("session", "UPDATE session SET seen_at = $2 WHERE secret_hash = $1");
    static END_OTHERS: Sql = Sql::new(
        "session",
        "DELETE FROM session WHERE (account_id = $1 AND secret_hash <> $2) OR expires_at <= $3",
    );
    static END: Sql = Sql::new(
        "session",
        "DELETE FROM session WHERE (account_id = $1 AND ($2 = '' OR secret_hash = $2)) OR expires_at <= $3",
    );
    static FAILURES: Sql = Sql::new(
        "sign_in_failure",
        "SELECT CAST(COALESCE(SUM(failures), 0) AS BIGINT) AS failures, MAX(failed_at) AS last_at
         FROM sign_in_failure WHERE caller = $1 AND failed_at BETWEEN $2 AND $3",
    );
    static ALL_FAILURES: Sql = Sql::new(
        "sign_in_failure",
        "SELECT caller, CAST(SUM(failures) AS BIGINT) AS failures, MAX(failed_at) AS last_at
         FROM sign_in_failure WHERE failed_at BETWEEN $1 AND $2 GROUP BY caller",
    );
    static NOTE_FAILURE: Sql = Sql::new(
        "sign_in_failure",
        "INSERT INTO sign_in_failure (caller, failed_at, failures) VALUES ($1, $2, 1)
         ON CONFLICT (caller, failed_at) DO UPDATE SET failures = sign_in_failure.failures + 1",
    );
    static FORGET_OLD: Sql = Sql::new("sign_in_failure", "DELETE FROM sign_in_failure WHERE failed_at < $1 OR failed_at > $2");
    static FORGET: Sql = Sql::new("sign_in_failure", "DELETE FROM sign_in_failure WHERE caller = $1");
}

/// An unexpired session with its account.
pub(super) fn one(tx: &mut Tx<'_>, secret_hash: &str, now: Timestamp) -> Result<Option<(Session, Account)>, Error> {
    tx.find(&ONE, &params![secret_hash, comparable(now)], with_account)
}

/// An unexpired session with its account, the end of the journal's chain, and how many notices wait: in one statement, since every page
/// asks for all three.
pub(super) fn with_head(
    tx: &mut Tx<'_>,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<(Session, Account, Head, usize)>, Error> {
    tx.find(&WITH_HEAD, &params![secret_hash, comparable(now)], |row| {
        let (session, account) = with_account(row)?;
        Ok((session, account, journal::head_of(row)?, row.number("unread")?))
    })
}

fn with_account(row: &Row<'_>) -> Result<(Session, Account), Error> {
    Ok((session(row)?, account::account(row)?))
}

fn session(row: &Row<'_>) -> Result<Session, Error> {
    let created_at = row.parsed("created_at")?;
    Ok(Session {
        secret_hash: row.string("secret_hash")?,
        account: row.string("account_id")?,
        csrf: row.string("csrf")?,
        created_at,
        // A session that began before this was noted was seen when it began.
        seen_at: row.parsed_or_none("seen_at")?.unwrap_or(created_at),
        expires_at: row.parsed("expires_at")?,
        browser: row.string_or_none("browser")?,
        network: row.string_or_none("network")?,
    })
}

/// The unexpired sessions of an account, newest first.
pub(super) fn of_account(tx: &mut Tx<'_>, account: &str, now: Timestamp) -> Result<Vec<Session>, Error> {
    tx.list(&OF_ACCOUNT, &params![account, comparable(now)], session)
}

/// Stores a session.
pub(super) fn add(tx: &mut TechnicalTx<'_>, it: &Session) -> Result<(), Error> {
    let row = params![
        &it.secret_hash,
        &it.account,
        &it.csrf,
        comparable(it.created_at),
        comparable(it.seen_at),
        comparable(it.expires_at),
        it.browser.as_deref(),
        it.network.as_deref(),
    ];
    tx.execute(&ADD, &row).map(drop)
}

/// Ends a session, or all of an account, and removes those that expired.
pub(super) fn end(tx: &mut TechnicalTx<'_>, account: &str, secret_hash: Option<&str>, now: Timestamp) -> Result<(), Error> {
    tx.execute(&END, &params![account, secret_hash.unwrap_or_default(), comparable(now)]).map(drop)
}

/// Ends all sessions of an account but one, and removes those that expired.
pub(super) fn end_others(tx: &mut TechnicalTx<'_>, account: &str, kept: &str, now: Timestamp) -> Result<(), Error> {
    tx.execute(&END_OTHERS, &params![account, kept, comparable(now)]).map(drop)
}

/// Notes when a session was last seen.
pub(super) fn see(tx: &mut TechnicalTx<'_>, secret_hash: &str, at: Timestamp) -> Result<(), Error> {
    tx.execute(&SEE, &params![secret_hash, comparable(at)]).map(drop)
}

/// Failed sign-ins of a login or an address between two instants.
pub(super) fn failures(tx: &mut Tx<'_>, caller: &str, between: [Timestamp; 2]) -> Result<Failures, Error> {
    let [since, until] = between.map(comparable);
    tx.get(&FAILURES, &params![caller, since, until], counted)
}

/// Failed sign-ins of every login and address between two instants.
pub(super) fn all_failures(tx: &mut Tx<'_>, between: [Timestamp; 2]) -> Result<BTreeMap<String, Failures>, Error> {
    let [since, until] = between.map(comparable);
    let all = tx.list(&ALL_FAILURES, &params![since, until], |row| Ok((row.string("caller")?, counted(row)?)))?;
    Ok(all.into_iter().collect())
}

fn counted(row: &Row<'_>) -> Result<Failures, Error> {
    Ok(Failures { count: row.number("failures")?, last: row.parsed_or_none("last_at")? })
}

/// Notes a failed sign-in, and forgets those outside two instants.
pub(super) fn note_failure(tx: &mut TechnicalTx<'_>, caller: &str, at: Timestamp, kept: [Timestamp; 2]) -> Result<(), Error> {
    let [since, until] = kept.map(comparable);
    tx.execute(&FORGET_OLD, &params![since, until])?;
    tx.execute(&NOTE_FAILURE, &params![caller, comparable(at)]).map(drop)
}

/// Forgets the failed sign-ins of a login or an address.
pub(super) fn forget_failures(tx: &mut TechnicalTx<'_>, caller: &str) -> Result<(), Error> {
    tx.execute(&FORGET, &params![caller]).map(drop)
}
