//! The outbox: technical rows. Taking a letter is one statement that another node's taking cannot slip into; a letter that a node was
//! delivering when it died is taken again once its time is over.

use jiff::Timestamp;
use phaen_app::ports::{Digests, Letter, LetterState};

use super::cell::comparable;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};
use crate::value::Param;

statements! {
    static NEWEST: Sql = Sql::new(
        "letter",
        "SELECT id, address, subject, body, state, attempts, next_at, failure, created_at FROM letter
         ORDER BY CASE state WHEN 'failed' THEN 0 WHEN 'sent' THEN 2 ELSE 1 END, created_at DESC, id LIMIT $1",
    );
    static ONE: Sql = Sql::new(
        "letter",
        "SELECT id, address, subject, body, state, attempts, next_at, failure, created_at FROM letter WHERE id = $1",
    );
    static RETRY_FAILED: Sql = Sql::new(
        "letter",
        "UPDATE letter SET state = 'waiting', attempts = 0, next_at = $1 WHERE state = 'failed'",
    );
    static COUNTS: Sql = Sql::new("letter", "SELECT state, COUNT(*) AS letters FROM letter GROUP BY state ORDER BY state");
    static POST: Insert = Insert::new("letter", COLUMNS, "ON CONFLICT DO NOTHING");
    // A letter of this day that somebody else posted has another instant: what it does not carry waits for the next day.
    static CARRIED: Sql = Sql::new(
        "notice",
        "UPDATE notice SET mailed_on = $1
         WHERE read_at IS NULL AND mailed_on IS NULL AND created_at >= $2 AND created_at < $3
           AND EXISTS (SELECT 1 FROM letter l WHERE l.id = CAST($4 AS TEXT) || notice.account_id AND l.created_at = $5)",
    );
    static TAKE: Sql = Sql::new(
        "letter",
        "UPDATE letter SET state = 'sending', attempts = attempts + 1, next_at = $2
         WHERE state IN ('waiting', 'sending') AND (next_at <= $1 OR next_at > $3) AND id = (
             SELECT id FROM letter WHERE state IN ('waiting', 'sending') AND (next_at <= $1 OR next_at > $3)
             ORDER BY next_at, id LIMIT 1)
         RETURNING id, address, subject, body, state, attempts, next_at, failure, created_at",
    );
    static SAVE: Sql = Sql::new(
        "letter",
        "INSERT INTO letter (id, address, subject, body, state, attempts, next_at, failure, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, attempts = excluded.attempts, next_at = excluded.next_at,
             failure = excluded.failure",
    );
    static FORGET: Sql = Sql::new("letter", "DELETE FROM letter WHERE state IN ('sent', 'failed') AND created_at < $1");
}

const COLUMNS: &[&str] = &["id", "address", "subject", "body", "state", "attempts", "next_at", "failure", "created_at"];

const fn key(state: LetterState) -> &'static str {
    match state {
        LetterState::Waiting => "waiting",
        LetterState::Sending => "sending",
        LetterState::Sent => "sent",
        LetterState::Failed => "failed",
    }
}

fn state(row: &Row<'_>) -> Result<LetterState, Error> {
    let states = [LetterState::Waiting, LetterState::Sending, LetterState::Sent, LetterState::Failed];
    let text = row.text("state")?;
    states.into_iter().find(|state| key(*state) == text).ok_or_else(|| row.inconsistent("state"))
}

fn letter(row: &Row<'_>) -> Result<Letter, Error> {
    Ok(Letter {
        id: row.string("id")?,
        address: row.string("address")?,
        subject: row.string("subject")?,
        body: row.string("body")?,
        state: state(row)?,
        attempts: row.number("attempts")?,
        next_at: row.parsed("next_at")?,
        failure: row.string_or_none("failure")?,
        created_at: row.parsed("created_at")?,
    })
}

fn cells(it: &Letter) -> [Param<'_>; 9] {
    params![
        &it.id,
        &it.address,
        &it.subject,
        &it.body,
        key(it.state),
        it.attempts,
        comparable(it.next_at),
        it.failure.as_deref(),
        comparable(it.created_at),
    ]
}

/// The newest letters, those that failed or wait first.
pub(super) fn newest(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Letter>, Error> {
    tx.list(&NEWEST, &params![limit], letter)
}

/// A letter by its id.
pub(super) fn one(tx: &mut Tx<'_>, id: &str) -> Result<Option<Letter>, Error> {
    tx.find(&ONE, &params![id], letter)
}

/// How many letters stand in each state.
pub(super) fn counts(tx: &mut Tx<'_>) -> Result<Vec<(LetterState, usize)>, Error> {
    tx.list(&COUNTS, &[], |row| Ok((state(row)?, row.number("letters")?)))
}

/// Posts digests that were not posted before, and notes on their notices that they carry them.
pub(super) fn post(tx: &mut TechnicalTx<'_>, digests: &Digests<'_>) -> Result<usize, Error> {
    let Some(posted_at) = digests.letters.first().map(|letter| letter.created_at) else { return Ok(0) };
    let posted = tx.insert_counted(&POST, &digests.letters.iter().map(cells).collect::<Vec<_>>())?;
    let (from, before) = (comparable(digests.from), comparable(digests.before));
    let carried = [digests.day.into(), from, before, digests.prefix.into(), comparable(posted_at)];
    tx.execute(&CARRIED, &carried)?;
    Ok(posted)
}

/// Takes the letter that has waited longest.
pub(super) fn take(
    tx: &mut TechnicalTx<'_>,
    now: Timestamp,
    until: Timestamp,
    too_far: Timestamp,
) -> Result<Option<Letter>, Error> {
    let taken = tx.execute_returning(&TAKE, &params![comparable(now), comparable(until), comparable(too_far)], letter)?;
    Ok(taken.into_iter().next())
}

/// Stores how a letter stands now.
pub(super) fn save(tx: &mut TechnicalTx<'_>, it: &Letter) -> Result<(), Error> {
    tx.execute(&SAVE, &cells(it)).map(drop)
}

/// Puts all letters that failed in line again; gives how many that were.
pub(super) fn retry_failed(tx: &mut TechnicalTx<'_>, now: Timestamp) -> Result<usize, Error> {
    Ok(usize::try_from(tx.execute(&RETRY_FAILED, &params![comparable(now)])?).unwrap_or(usize::MAX))
}

/// Forgets letters that were posted before an instant and were sent or given up.
pub(super) fn forget(tx: &mut TechnicalTx<'_>, before: Timestamp) -> Result<(), Error> {
    tx.execute(&FORGET, &params![comparable(before)]).map(drop)
}
