//! The journal in storage: the head row, the entries, and reading them back.
//!
//! Serves the journal of an object, `phaen journal verify` and the proof after a copy. Entries are only ever added, by
//! [`WriteTx::append`](crate::WriteTx::append); nothing here may change or remove one.

use phaen_domain::journal::{
    Broken, BrokenKind, Entry, Head, NewEntry, StoredEntry, Verified, detail_text, entry_hash, parse_detail,
};

use phaen_app::ports::Since;

use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::Tx;
use crate::value::Param;

const COLUMNS: &[&str] =
    &["seq", "at", "actor", "acting_for", "action", "object_kind", "object_code", "reason", "detail", "prev_hash", "hash"];

statements! {
    static HEAD: Sql = Sql::new(
        "journal_head",
        "SELECT id, seq, hash FROM journal_head WHERE id = 1",
    );
    static MOVE_HEAD: Sql = Sql::new(
        "journal_head",
        "UPDATE journal_head SET seq = $1, hash = $2 WHERE id = 1 AND seq = $3",
    );
    static ENTRIES: Insert = Insert::new("journal", COLUMNS, "");
    static AFTER: Sql = Sql::new(
        "journal",
        "SELECT seq, at, actor, acting_for, action, object_kind, object_code, reason, detail, prev_hash, hash
         FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2",
    );
    static ITSELF_AND_OTHERS: Sql = Sql::new(
        "journal",
        "SELECT seq, hash FROM journal WHERE seq >= $1 AND (seq = $1 OR $2 NOT LIKE '% ' || action || ' %' OR object_kind = $3 AND object_code = $4)
         ORDER BY seq LIMIT 2",
    );
    static ITSELF_AND_NEWEST_OTHER: Sql = Sql::new(
        "journal",
        "SELECT seq, hash FROM journal
         WHERE seq = $1 OR seq = (SELECT o.seq FROM journal o WHERE o.seq > $1 AND $2 NOT LIKE '% ' || o.action || ' %'
                                  ORDER BY o.seq DESC LIMIT 1)
         ORDER BY seq",
    );
    static BEFORE: Sql = Sql::new(
        "journal",
        "SELECT seq, at, actor, acting_for, action, object_kind, object_code, reason, detail, prev_hash, hash
         FROM journal WHERE seq < $1 ORDER BY seq DESC LIMIT $2",
    );
    static OF_OBJECT: Sql = Sql::new(
        "journal",
        "SELECT seq, at, actor, acting_for, action, object_kind, object_code, reason, detail, prev_hash, hash
         FROM journal WHERE object_kind = $1 AND object_code = $2 AND seq < $3
         ORDER BY seq DESC LIMIT $4",
    );
}

/// How many entries the walk over the whole journal reads at a time.
const BLOCK: i64 = 1_000;

/// The end of the chain.
///
/// # Errors
/// What the engine reports, or an inconsistent head row.
pub fn head(tx: &mut Tx<'_>) -> Result<Head, Error> {
    tx.get(&HEAD, &[], head_of)
}

/// Number and hash of an entry from a row that has both.
pub(crate) fn head_of(row: &Row<'_>) -> Result<Head, Error> {
    Ok(Head { seq: row.number("seq")?, hash: row.parsed("hash")? })
}

/// Whether the chain goes on from `since`, with entries of these actions only, and none of them about `object`.
///
/// # Errors
/// What the engine reports.
pub fn only_since(tx: &mut Tx<'_>, since: &Head, actions: &[&str], object: Option<(&str, &str)>) -> Result<bool, Error> {
    // One text for a list: both engines understand that alike.
    let actions = format!(" {} ", actions.join(" "));
    let (kind, code) = object.unwrap_or_default();
    let found = tx.list(&ITSELF_AND_OTHERS, &params![seq_param(since.seq)?, actions, kind, code], head_of)?;
    // Another chain, such as that of a backup put in place, has another entry there or none.
    Ok(if since.seq == 0 { found.is_empty() } else { found == [*since] })
}

/// How the chain goes on from `since`: with entries of these actions only, or with others too.
///
/// # Errors
/// What the engine reports.
pub fn since(tx: &mut Tx<'_>, since: &Head, actions: &[&str]) -> Result<Since, Error> {
    // One text for a list: both engines understand that alike.
    let actions = format!(" {} ", actions.join(" "));
    let found = tx.list(&ITSELF_AND_NEWEST_OTHER, &params![seq_param(since.seq)?, actions], head_of)?;
    let itself = if since.seq == 0 { 0 } else { usize::from(found.first() == Some(since)) };
    Ok(match found.get(itself) {
        // Another chain, such as that of a backup put in place, has another entry there or none.
        _ if itself == 0 && since.seq > 0 => Since::AnotherChain,
        Some(other) => Since::Other(other.seq),
        None => Since::Only,
    })
}

/// The latest entries with a number below `before` (`None`: the very latest), newest first.
///
/// # Errors
/// What the engine reports, or an inconsistent row.
pub fn latest(tx: &mut Tx<'_>, before: Option<u64>, limit: u32) -> Result<Vec<Entry>, Error> {
    tx.list(&BEFORE, &params![below(before), limit], |row| Ok(stored(row)?.entry))
}

/// The latest entries about one object with a number below `before`, newest first.
///
/// # Errors
/// What the engine reports, or an inconsistent row.
pub fn of_object(tx: &mut Tx<'_>, kind: &str, code: &str, before: Option<u64>, limit: u32) -> Result<Vec<Entry>, Error> {
    let params = params![kind, code, below(before), limit];
    tx.list(&OF_OBJECT, &params, |row| Ok(stored(row)?.entry))
}

fn below(before: Option<u64>) -> i64 {
    before.and_then(|seq| i64::try_from(seq).ok()).unwrap_or(i64::MAX)
}

/// Walks the whole chain. The outer error is the engine's; the inner result says whether the journal is whole.
///
/// # Errors
/// What the engine reports.
pub fn verify(tx: &mut Tx<'_>) -> Result<Result<Verified, Broken>, Error> {
    let head = head(tx)?;
    let mut walk = Walk { tx, block: Vec::new().into_iter(), after: 0, failed: None };
    let verdict = phaen_domain::journal::verify(&mut walk, &head);
    match walk.failed {
        None => Ok(verdict),
        // An entry that does not even read was altered; an entry before it may be the first to break the chain.
        Some(Error::Inconsistent { table, row, .. }) if table == "journal" => {
            let unreadable = Broken { seq: row.parse().unwrap_or(0), kind: BrokenKind::Altered };
            Ok(Err(verdict.err().filter(|broken| broken.seq < unreadable.seq).unwrap_or(unreadable)))
        }
        Some(error) => Err(error),
    }
}

/// The entries in order, read block by block.
struct Walk<'t, 'c> {
    tx: &'t mut Tx<'c>,
    block: std::vec::IntoIter<Result<StoredEntry, Error>>,
    after: i64,
    failed: Option<Error>,
}

impl Iterator for Walk<'_, '_> {
    type Item = StoredEntry;

    fn next(&mut self) -> Option<StoredEntry> {
        if self.failed.is_some() {
            return None;
        }
        if self.block.len() == 0 {
            let mut after = self.after;
            let block = self.tx.list(&AFTER, &params![after, BLOCK], |row| {
                after = row.int("seq")?;
                Ok(stored(row))
            });
            self.after = after;
            match block {
                Ok(block) => self.block = block.into_iter(),
                Err(error) => self.failed = Some(error),
            }
        }
        match self.block.next()? {
            Ok(entry) => Some(entry),
            Err(error) => {
                self.failed = Some(error);
                None
            }
        }
    }
}

/// The head of a journal that ends with this entry.
pub(crate) const fn head_at(last: &StoredEntry) -> Head {
    Head { seq: last.entry.seq, hash: last.hash }
}

/// The entry that follows `head`.
pub(crate) fn next_entry(head: &Head, entry: NewEntry) -> StoredEntry {
    let entry = entry.numbered(head.seq + 1);
    let hash = entry_hash(&head.hash, &entry);
    StoredEntry { entry, prev_hash: head.hash, hash }
}

/// Moves the head over these entries and writes them.
pub(crate) fn write_entries(tx: &mut Tx<'_>, entries: &[StoredEntry]) -> Result<(), Error> {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return Ok(());
    };
    let before = seq_param(first.entry.seq)? - 1;
    let params = params![seq_param(last.entry.seq)?, last.hash.to_string(), before];
    if tx.execute_any(&MOVE_HEAD, &params)? != 1 {
        // Another writer moved the head since it was read.
        return Err(Error::Contended);
    }
    let rows = entries.iter().map(entry_params).collect::<Result<Vec<_>, Error>>()?;
    for (sql, block) in ENTRIES.divide(&rows) {
        tx.execute_any(&sql, block.as_flattened())?;
    }
    Ok(())
}

fn seq_param(seq: u64) -> Result<i64, Error> {
    i64::try_from(seq).map_err(|_| Error::Inconsistent {
        table: "journal".to_owned(),
        column: "seq".to_owned(),
        row: seq.to_string(),
    })
}

fn entry_params(stored: &StoredEntry) -> Result<[Param<'_>; 11], Error> {
    let entry = &stored.entry;
    Ok(params![
        seq_param(entry.seq)?,
        entry.at,
        &entry.actor,
        entry.acting_for.as_deref(),
        &entry.action,
        &entry.object_kind,
        &entry.object_code,
        entry.reason.as_deref(),
        detail_text(&entry.detail),
        stored.prev_hash.to_string(),
        stored.hash.to_string(),
    ])
}

fn stored(row: &Row<'_>) -> Result<StoredEntry, Error> {
    Ok(StoredEntry {
        entry: Entry {
            seq: row.number("seq")?,
            at: row.parsed("at")?,
            actor: row.string("actor")?,
            acting_for: row.string_or_none("acting_for")?,
            action: row.string("action")?,
            object_kind: row.string("object_kind")?,
            object_code: row.string("object_code")?,
            reason: row.string_or_none("reason")?,
            detail: row.read_as("detail", parse_detail)?,
        },
        prev_hash: row.parsed("prev_hash")?,
        hash: row.parsed("hash")?,
    })
}
