//! What both engines must do alike. Every test here is one function run on each, on a fresh database.

#![expect(clippy::unwrap_used, clippy::panic, reason = "this whole program is tests")]

mod accounts;
mod application;
mod batches;
mod clock;
mod concurrency;
mod copy;
mod crash;
mod entrances;
mod evidence;
mod findings;
mod frozen;
mod full;
mod journal;
mod killed;
mod letters;
mod migrations;
mod money;
mod months;
mod notices;
mod once;
mod plans;
mod problems;
mod recall;
mod restated;
mod results;
mod returns;
mod rounds;
mod samples;
mod servers;
mod sessions;
mod stages;
mod standing_again;
mod statements;
mod successors;
mod texts;
mod touching;
mod transactions;
mod use_cases;
mod verifying;
mod visits;

use phaen_domain::journal::{Change, NewEntry};
use phaen_store::testing::{self, Fresh};
use phaen_store::{Db, Engine, Error, Insert, Options, Param, Sql, WriteTx, params};

/// Names each test once and runs it on both engines.
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite { $(#[test] fn $test() { super::$test(phaen_store::Engine::Sqlite); })+ }
        mod postgres { $(#[test] fn $test() { super::$test(phaen_store::Engine::Postgres); })+ }
    };
}
pub(crate) use on_both_engines;

/// A table of notes with versions, and a technical one of visits, as the typed tables will have them.
fn with_notes(engine: Engine) -> (Fresh, Db) {
    let fresh = Fresh::on(engine);
    let db = open(&fresh);
    let integer = if engine == Engine::Sqlite { "INTEGER" } else { "BIGINT" };
    let tables = format!(
        "CREATE TABLE note (code TEXT NOT NULL PRIMARY KEY, version {integer} NOT NULL, body TEXT,
             amount {integer} CHECK (amount >= 0));
         CREATE TABLE visit (id {integer} NOT NULL PRIMARY KEY, note TEXT NOT NULL REFERENCES note (code))"
    );
    testing::run(&db, &tables).unwrap();
    (fresh, db)
}

fn open(fresh: &Fresh) -> Db {
    fresh.open_with(Options { technical_tables: &["visit"], ..Options::default() })
}

static NEW_NOTE: Sql = Sql::new("note", "INSERT INTO note (code, version, body, amount) VALUES ($1, 1, $2, $3)");
static NEW_NOTES: Insert = Insert::new("note", &["code", "version", "body", "amount"], "");
static CHANGE_NOTE: Sql = Sql::new("note", "UPDATE note SET body = $3, version = version + 1 WHERE code = $1 AND version = $2");
static NOTE: Sql = Sql::new("note", "SELECT code, version, body, amount FROM note WHERE code = $1");
static NOTES: Sql = Sql::new("note", "SELECT code, version, body, amount FROM note ORDER BY code");
static NEW_VISIT: Sql = Sql::new("visit", "INSERT INTO visit (id, note) VALUES ($1, $2)");

fn done(action: &str, code: &str) -> NewEntry {
    NewEntry {
        at: jiff::Timestamp::UNIX_EPOCH,
        actor: "analyst".to_owned(),
        acting_for: None,
        action: action.to_owned(),
        object_kind: "note".to_owned(),
        object_code: code.to_owned(),
        reason: Some("ทดสอบ".to_owned()),
        detail: vec![Change { field: "body".to_owned(), before: None, after: Some("ก".to_owned()) }],
    }
}

/// Writes a note and its journal entry.
fn note(tx: &mut WriteTx<'_>, code: &str) -> Result<u64, Error> {
    tx.execute(&NEW_NOTE, &params![code, "เนื้อความ", None::<i64>])?;
    tx.append(done("note_written", code))
}

fn codes(db: &Db) -> Vec<String> {
    db.read(|tx| tx.list(&NOTES, &[], |row| row.string("code"))).unwrap()
}

/// How many entries the journal has, having walked all of it.
fn verified(db: &Db) -> u64 {
    db.read(phaen_store::journal::verify).unwrap().unwrap().count
}

fn no_params() -> [Param<'static>; 0] {
    []
}
