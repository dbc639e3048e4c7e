//! Evidence: what supports reported figures. The bytes of files stand elsewhere, by their hash.

use jiff::Timestamp;
use phaen_domain::evidence::{Evidence, EvidenceFile, FileHash, Support};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::{ItemKey, SubmissionKey};

use super::cell::{comparable, read_word};
use super::submission::key_cells;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    // Two questions in one: with OR between them, PostgreSQL would read the whole table for each return.
    static OF_RETURN: Sql = Sql::new(
        "evidence",
        "SELECT e.id, e.plan_code, e.round_code, e.unit_code, e.item, e.step, e.file_hash, e.link, e.name, e.added_by, e.added_at,
                e.removed_by, e.removed_at, f.media, f.size
         FROM evidence e LEFT JOIN evidence_file f ON f.hash = e.file_hash
         WHERE e.plan_code = $1 AND e.round_code = $2 AND e.unit_code = $3
         UNION
         SELECT e.id, e.plan_code, e.round_code, e.unit_code, e.item, e.step, e.file_hash, e.link, e.name, e.added_by, e.added_at,
                e.removed_by, e.removed_at, f.media, f.size
         FROM evidence e JOIN evidence_file f ON f.hash = e.file_hash
         WHERE e.removed_at IS NULL AND e.file_hash IN (
                SELECT own.file_hash FROM evidence own
                WHERE own.plan_code = $1 AND own.round_code = $2 AND own.unit_code = $3 AND own.removed_at IS NULL)
         ORDER BY added_at, id",
    );
    static OF_ROUND: Sql = Sql::new(
        "evidence",
        "SELECT e.id, e.plan_code, e.round_code, e.unit_code, e.item, e.step, e.file_hash, e.link, e.name, e.added_by, e.added_at,
                e.removed_by, e.removed_at, f.media, f.size
         FROM evidence e LEFT JOIN evidence_file f ON f.hash = e.file_hash
         WHERE e.plan_code = $1 AND e.round_code = $2 AND e.removed_at IS NULL
         ORDER BY e.unit_code, e.added_at, e.id",
    );
    static OF_ITEM: Sql = Sql::new(
        "evidence",
        "SELECT e.id, e.plan_code, e.round_code, e.unit_code, e.item, e.step, e.file_hash, e.link, e.name, e.added_by, e.added_at,
                e.removed_by, e.removed_at, f.media, f.size
         FROM evidence e LEFT JOIN evidence_file f ON f.hash = e.file_hash
         WHERE e.plan_code = $1 AND e.item = $2 AND e.removed_at IS NULL
         ORDER BY e.round_code, e.unit_code, e.added_at, e.id",
    );
    static ONE: Sql = Sql::new(
        "evidence",
        "SELECT e.id, e.plan_code, e.round_code, e.unit_code, e.item, e.step, e.file_hash, e.link, e.name, e.added_by, e.added_at,
                e.removed_by, e.removed_at, f.media, f.size
         FROM evidence e LEFT JOIN evidence_file f ON f.hash = e.file_hash
         WHERE e.id = $1",
    );
    static FILES: Sql = Sql::new("evidence_file", "SELECT hash AS file_hash, media, size FROM evidence_file ORDER BY hash");
    static KEEP_FILE: Sql = Sql::new(
        "evidence_file",
        "INSERT INTO evidence_file (hash, media, size, first_by, first_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING",
    );
    static ADD: Sql = Sql::new(
        "evidence",
        "INSERT INTO evidence (plan_code, round_code, unit_code, id, item, step, file_hash, link, name, added_by, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    static REMOVE: Sql = Sql::new(
        "evidence",
        "UPDATE evidence SET removed_by = $2, removed_at = $3 WHERE id = $1 AND removed_at IS NULL",
    );
}

/// What supports a return, and other uses of the same files.
pub(super) fn of_return(tx: &mut Tx<'_>, key: &SubmissionKey) -> Result<Vec<Evidence>, Error> {
    tx.list(&OF_RETURN, &key_cells(key), evidence)
}

/// What supports the figures of a round, by unit.
pub(super) fn of_round(tx: &mut Tx<'_>, plan: &PlanCode, round: &RoundCode) -> Result<Vec<Evidence>, Error> {
    tx.list(&OF_ROUND, &params![plan.as_str(), round.as_str()], evidence)
}

/// What supports an item at every round and of every unit.
pub(super) fn of_item(tx: &mut Tx<'_>, plan: &PlanCode, item: &ItemKey) -> Result<Vec<Evidence>, Error> {
    tx.list(&OF_ITEM, &params![plan.as_str(), item.to_string()], evidence)
}

/// One piece of evidence.
pub(super) fn one(tx: &mut Tx<'_>, id: &str) -> Result<Option<Evidence>, Error> {
    tx.find(&ONE, &params![id], evidence)
}

/// Every file.
pub(super) fn files(tx: &mut Tx<'_>) -> Result<Vec<EvidenceFile>, Error> {
    tx.list(&FILES, &params![], file)
}

fn file(row: &Row<'_>) -> Result<EvidenceFile, Error> {
    Ok(EvidenceFile { hash: row.parsed::<FileHash>("file_hash")?, media: read_word(row, "media")?, size: row.number("size")? })
}

fn evidence(row: &Row<'_>) -> Result<Evidence, Error> {
    let support = match row.string_or_none("link")? {
        Some(link) => Support::Link(link),
        None => Support::File(file(row)?),
    };
    Ok(Evidence {
        id: row.string("id")?,
        key: SubmissionKey {
            plan: row.read_as("plan_code", PlanCode::new)?,
            round: row.read_as("round_code", RoundCode::new)?,
            unit: row.read_as("unit_code", UnitCode::new)?,
        },
        item: row.parsed("item")?,
        step: row.number("step")?,
        support,
        name: row.string("name")?,
        added_by: row.string("added_by")?,
        added_at: row.parsed("added_at")?,
        removed: row.string_or_none("removed_by")?.zip(row.parsed_or_none("removed_at")?),
    })
}

/// Stores a piece of evidence, and its file if that is new.
pub(super) fn add(tx: &mut TechnicalTx<'_>, it: &Evidence) -> Result<(), Error> {
    let at = comparable(it.added_at);
    if let Some(file) = it.file() {
        let media = phaen_domain::words::Words::key(file.media);
        let size = i64::try_from(file.size).unwrap_or(i64::MAX);
        tx.execute(&KEEP_FILE, &params![file.hash.as_str(), media, size, &it.added_by, at.clone()])?;
    }
    let link = match &it.support {
        Support::Link(link) => Some(link.as_str()),
        Support::File(_) => None,
    };
    let [plan, round, unit] = key_cells(&it.key);
    let row = [
        plan,
        round,
        unit,
        (&it.id).into(),
        it.item.to_string().into(),
        u32::from(it.step).into(),
        it.file().map(|file| file.hash.as_str()).into(),
        link.into(),
        (&it.name).into(),
        (&it.added_by).into(),
        at,
    ];
    tx.execute(&ADD, &row).map(drop)
}

/// Marks a piece of evidence as removed; tells whether it still counted.
pub(super) fn remove(tx: &mut TechnicalTx<'_>, id: &str, by: &str, at: Timestamp) -> Result<bool, Error> {
    Ok(tx.execute(&REMOVE, &params![id, by, comparable(at)])? == 1)
}
