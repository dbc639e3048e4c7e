//! A whole database from one engine to the other and back.

use phaen_store::copy::{CopyError, copy};
use phaen_store::testing::{self, Fresh};
use phaen_store::{Db, Engine, Error, SqlStore};

use crate::plans::{load, save};
use crate::samples::{demonstration, everything, folder};
use crate::use_cases::{app_on, import, told};
use crate::{accounts, done};

fn filled(engine: Engine, entries: u32) -> (Fresh, Db) {
    let fresh = Fresh::on(engine);
    let db = fresh.open();
    db.write(|tx| (0..entries).try_for_each(|number| tx.append(done("counted", &number.to_string())).map(drop))).unwrap();
    (fresh, db)
}

fn empty(engine: Engine) -> (Fresh, Db) {
    let fresh = Fresh::on(engine);
    let db = fresh.open();
    (fresh, db)
}

#[test]
fn a_database_moves_to_a_server_and_back_and_is_proved_equal() {
    let (_a, sqlite) = filled(Engine::Sqlite, 1_234);
    let (_b, postgres) = empty(Engine::Postgres);
    let (_c, back) = empty(Engine::Sqlite);
    let there = copy(&sqlite, &postgres).unwrap();
    assert_eq!(there.journal.count, 1_234);
    assert!(there.tables.contains(&("journal".to_owned(), 1_234)));
    assert_eq!(copy(&postgres, &back).unwrap(), there);
    // Work goes on where it was.
    let seq = back.write(|tx| tx.append(done("counted", "next"))).unwrap();
    assert_eq!(seq, 1_235);
}

/// The sample rows of offices, calendar, returns and what comes with them, and of figures that a return replaced, about the demonstration
/// plan and an account that is there.
fn fill_rounds(db: &Db) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/samples");
    for number in (8..=14).chain([19, 22]) {
        let text = std::fs::read_to_string(folder.join(format!("{number:04}.sql"))).unwrap();
        let text = text.replace("annual-2566", "LED-2566").replace("018b0000-0000-7000-8000-000000000001", "id-ant");
        testing::run(db, &text).unwrap();
    }
}

#[test]
fn everything_an_agency_stored_moves_to_a_server_and_back() {
    let (_a, sqlite) = empty(Engine::Sqlite);
    let (_b, postgres) = empty(Engine::Postgres);
    let (_c, back) = empty(Engine::Sqlite);
    let store = SqlStore::from(sqlite.clone());
    for name in ["led-2566", "psdg-2565"] {
        assert!(import(&app_on(&store), &folder(name)).unwrap());
    }
    let mut plan = everything();
    plan.agency = demonstration("led-2566").agency;
    save(&store, &plan);
    accounts::fill(&store);
    fill_rounds(&sqlite);
    let there = copy(&sqlite, &postgres).unwrap();
    let empty_tables: Vec<&String> = there.tables.iter().filter(|(_, rows)| *rows == 0).map(|(table, _)| table).collect();
    assert!(empty_tables.is_empty(), "{empty_tables:?} had nothing to copy");
    assert_eq!(copy(&postgres, &back).unwrap(), there);
    for db in [postgres, back] {
        let copied = SqlStore::from(db);
        assert!(load(&copied, &plan) == load(&store, &plan), "the plan differs");
        assert_eq!(told(&copied), told(&store));
        assert!(!import(&app_on(&copied), &folder("psdg-2565")).unwrap());
    }
}

#[test]
fn an_empty_database_copies_too() {
    let (_a, from) = empty(Engine::Postgres);
    let (_b, to) = empty(Engine::Sqlite);
    assert_eq!(copy(&from, &to).unwrap().journal.count, 0);
}

#[test]
fn a_target_that_holds_rows_is_refused_and_left_alone() {
    let (_a, from) = filled(Engine::Sqlite, 3);
    let (_b, to) = filled(Engine::Postgres, 2);
    let refused = copy(&from, &to).unwrap_err();
    let not_empty = CopyError::NotEmpty { table: "journal".to_owned() };
    assert!(matches!(refused, Error::Copy(error) if error == not_empty));
    assert_eq!(crate::verified(&to), 2);
}

#[test]
fn a_source_whose_journal_was_tampered_with_is_refused() {
    let (_a, from) = filled(Engine::Sqlite, 3);
    testing::run(&from, "UPDATE journal SET actor = 'someone' WHERE seq = 2").unwrap();
    let (_b, to) = empty(Engine::Postgres);
    let refused = copy(&from, &to).unwrap_err();
    assert!(matches!(refused, Error::Copy(CopyError::Journal(broken)) if broken.seq == 2));
    assert_eq!(crate::verified(&to), 0);
}

#[test]
fn databases_of_different_schemas_are_not_copied() {
    let (_a, from) = empty(Engine::Sqlite);
    let (_b, to) = empty(Engine::Postgres);
    testing::run(&to, "DELETE FROM schema_migration").unwrap();
    let refused = copy(&from, &to).unwrap_err();
    assert!(matches!(refused, Error::Copy(CopyError::DifferentSchemas)));
}
