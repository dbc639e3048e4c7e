//! Named writes of the API with their answers: technical rows. A write that is done and not answered yet has the status 0.

use jiff::Timestamp;
use phaen_app::ports::{DoneRequest, KeptAnswer, KeyedRequest};

use super::cell::comparable;
use crate::error::Error;
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static ONE: Sql = Sql::new(
        "answered_request",
        "SELECT request_hash, status, answer FROM answered_request WHERE account_id = $1 AND idempotency_key = $2",
    );
    static NOTE: Sql = Sql::new(
        "answered_request",
        "INSERT INTO answered_request (account_id, idempotency_key, request_hash, status, answer, answered_at)
         VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT (account_id, idempotency_key) DO NOTHING",
    );
    static ANSWER: Sql = Sql::new(
        "answered_request",
        "INSERT INTO answered_request (account_id, idempotency_key, request_hash, status, answer, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, idempotency_key) DO UPDATE
         SET status = excluded.status, answer = excluded.answer
         WHERE answered_request.status = 0 AND answered_request.request_hash = excluded.request_hash",
    );
    static FORGET: Sql = Sql::new("answered_request", "DELETE FROM answered_request WHERE answered_at < $1");
}

/// A named write that was done.
pub(super) fn one(tx: &mut Tx<'_>, account: &str, key: &str) -> Result<Option<DoneRequest>, Error> {
    tx.find(&ONE, &params![account, key], |row| {
        let status: u16 = row.number("status")?;
        let text = row.string("answer")?;
        Ok(DoneRequest { hash: row.string("request_hash")?, answer: (status > 0).then_some(KeptAnswer { status, text }) })
    })
}

/// Notes that a named write is done, unless it is noted.
pub(super) fn note(tx: &mut TechnicalTx<'_>, it: &KeyedRequest, at: Timestamp) -> Result<bool, Error> {
    Ok(tx.execute(&NOTE, &params![&it.account, &it.key, &it.hash, comparable(at)])? == 1)
}

/// Keeps the answer to a named write, and forgets what was done before an instant.
pub(super) fn keep_answer(
    tx: &mut TechnicalTx<'_>,
    it: &KeyedRequest,
    answer: &KeptAnswer,
    at: Timestamp,
    forget_before: Timestamp,
) -> Result<(), Error> {
    tx.execute(&FORGET, &params![comparable(forget_before)])?;
    let row = params![&it.account, &it.key, &it.hash, i64::from(answer.status), &answer.text, comparable(at)];
    tx.execute(&ANSWER, &row).map(drop)
}
