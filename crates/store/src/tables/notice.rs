//! Notices: technical rows. The same one is told once, which the table itself holds, so any number of nodes may tell it.

use jiff::Timestamp;
use phaen_app::ports::Notice;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::words::Words;

use super::cell::{comparable, read_key, read_word};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};
use crate::value::Param;

statements! {
    static OF_ACCOUNT: Sql = Sql::new(
        "notice",
        "SELECT id, account_id, kind, plan_code, round_code, unit_code, facts, created_at, read_at, mailed_on
         FROM notice WHERE account_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
    );
    static UNMAILED: Sql = Sql::new(
        "notice",
        "SELECT id, account_id, kind, plan_code, round_code, unit_code, facts, created_at, read_at, mailed_on
         FROM notice WHERE read_at IS NULL AND mailed_on IS NULL AND created_at >= $1 AND created_at < $2
         ORDER BY account_id, created_at, id",
    );
    static ADD: Insert = Insert::new(
        "notice",
        &["id", "account_id", "kind", "plan_code", "round_code", "unit_code", "facts", "created_at"],
        "ON CONFLICT DO NOTHING",
    );
    static FORGET: Sql = Sql::new(
        "notice",
        "DELETE FROM notice WHERE created_at < $1 AND EXISTS (
             SELECT 1 FROM plan_round r
             WHERE r.plan_code = notice.plan_code AND r.round_code = notice.round_code AND r.state = 'frozen')",
    );
    static READ: Sql = Sql::new(
        "notice",
        "UPDATE notice SET read_at = $3 WHERE account_id = $1 AND ($2 = '' OR id = $2) AND read_at IS NULL",
    );
}

fn notice(row: &Row<'_>) -> Result<Notice, Error> {
    Ok(Notice {
        id: row.string("id")?,
        account: row.string("account_id")?,
        kind: read_word(row, "kind")?,
        plan: row.read_as("plan_code", PlanCode::new)?,
        round: row.read_as("round_code", RoundCode::new)?,
        unit: read_key(row, "unit_code", UnitCode::new)?,
        facts: row.string("facts")?,
        created_at: row.parsed("created_at")?,
        read_at: row.parsed_or_none("read_at")?,
        mailed_on: row.parsed_or_none("mailed_on")?,
    })
}

/// The newest notices of an account.
pub(super) fn of_account(tx: &mut Tx<'_>, account: &str, limit: u32) -> Result<Vec<Notice>, Error> {
    tx.list(&OF_ACCOUNT, &params![account, limit], notice)
}

/// What nobody read and no digest carried, told in a span of time.
pub(super) fn unmailed(tx: &mut Tx<'_>, from: Timestamp, before: Timestamp) -> Result<Vec<Notice>, Error> {
    tx.list(&UNMAILED, &params![comparable(from), comparable(before)], notice)
}

/// Tells what was not told before; gives how many that were.
pub(super) fn add(tx: &mut TechnicalTx<'_>, notices: &[Notice]) -> Result<usize, Error> {
    let row = |it: &Notice| -> [Param<'static>; 8] {
        [
            it.id.clone().into(),
            it.account.clone().into(),
            it.kind.key().into(),
            it.plan.to_string().into(),
            it.round.to_string().into(),
            it.unit.as_ref().map_or_else(String::new, ToString::to_string).into(),
            it.facts.clone().into(),
            comparable(it.created_at),
        ]
    };
    tx.insert_counted(&ADD, &notices.iter().map(row).collect::<Vec<_>>())
}

/// Forgets what was told before an instant of rounds that are frozen; gives how much that was.
pub(super) fn forget(tx: &mut TechnicalTx<'_>, before: Timestamp) -> Result<usize, Error> {
    Ok(usize::try_from(tx.execute(&FORGET, &params![comparable(before)])?).unwrap_or(usize::MAX))
}

/// Marks one notice of an account as read, or all of them.
pub(super) fn read(tx: &mut TechnicalTx<'_>, account: &str, id: Option<&str>, at: Timestamp) -> Result<(), Error> {
    tx.execute(&READ, &params![account, id.unwrap_or_default(), comparable(at)]).map(drop)
}
