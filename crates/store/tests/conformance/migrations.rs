//! The schema: pairs of migrations, their sample rows, and what is refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use phaen_store::migration::{self, Migrated, Migration, MigrationError};
use phaen_store::schema::{self, Column};
use phaen_store::testing::{self, Fresh};
use phaen_store::{Db, Engine, Error};

use crate::{on_both_engines, verified};

on_both_engines!(
    migrating_twice_changes_nothing,
    sample_rows_load_after_each_migration,
    an_altered_migration_is_refused,
    an_unknown_migration_is_refused,
    a_migration_that_fails_leaves_nothing,
    the_list_of_tables_is_the_schema_in_an_order_for_copying,
    two_nodes_may_start_at_once,
);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(name)
}

fn files(name: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder(name)).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn every_migration_has_its_pair_its_sample_rows_and_its_place_in_the_list() {
    let listed: BTreeSet<String> = migration::ALL.iter().map(|migration| format!("{}.sql", migration.name)).collect();
    let samples: BTreeSet<String> = migration::ALL.iter().map(|migration| format!("{}.sql", &migration.name[..4])).collect();
    assert_eq!(files("sqlite"), listed);
    assert_eq!(files("postgres"), listed);
    assert_eq!(files("samples"), samples);
    for (number, migration) in (1..).zip(migration::ALL) {
        assert!(migration.name.starts_with(&format!("{number:04}_")), "{}", migration.name);
    }
}

fn columns(engine: Engine) -> Vec<Column> {
    let fresh = Fresh::on(engine);
    fresh.open().read(schema::columns).unwrap()
}

#[test]
fn both_engines_have_the_same_tables_columns_and_keys() {
    let (sqlite, postgres) = (columns(Engine::Sqlite), columns(Engine::Postgres));
    assert_eq!(sqlite, postgres);
    for column in sqlite {
        assert!(["INTEGER", "TEXT", "BYTES"].contains(&column.kind.as_str()), "{column:?}");
    }
}

#[test]
fn both_engines_have_the_same_references() {
    let references = |engine| {
        let fresh = Fresh::on(engine);
        let references = fresh.open().read(schema::references).unwrap();
        references.into_iter().map(|it| (it.from, it.to)).collect::<BTreeSet<_>>()
    };
    assert_eq!(references(Engine::Sqlite), references(Engine::Postgres));
}

fn migrating_twice_changes_nothing(engine: Engine) {
    let fresh = Fresh::on(engine);
    let db = Db::open(fresh.address()).unwrap();
    let all = migration::ALL.len();
    assert_eq!(db.migrate().unwrap(), Migrated { before: 0, run: all });
    assert_eq!(db.migrate().unwrap(), Migrated { before: all, run: 0 });
}

fn sample_rows_load_after_each_migration(engine: Engine) {
    let fresh = Fresh::on(engine);
    let db = Db::open(fresh.address()).unwrap();
    for (index, migration) in migration::ALL.iter().enumerate() {
        testing::migrate_with(&db, &migration::ALL[..=index]).unwrap();
        let rows = fs::read_to_string(folder("samples").join(format!("{}.sql", &migration.name[..4])));
        testing::run(&db, &rows.unwrap()).unwrap();
    }
    assert_eq!(verified(&db), 2);
}

fn an_altered_migration_is_refused(engine: Engine) {
    let fresh = Fresh::on(engine);
    let db = fresh.open();
    let mut list = migration::ALL.to_vec();
    list[0] = Migration { sqlite: "SELECT 1", postgres: "SELECT 1", ..list[0] };
    let refused = testing::migrate_with(&db, &list).unwrap_err();
    let altered = MigrationError::Altered { name: list[0].name.to_owned() };
    assert!(matches!(refused, Error::Migration(error) if error == altered));
}

fn an_unknown_migration_is_refused(engine: Engine) {
    let fresh = Fresh::on(engine);
    let db = fresh.open();
    let newer = Migration { name: "9999_newer", sqlite: "SELECT 1", postgres: "SELECT 1" };
    let mut list = migration::ALL.to_vec();
    list.push(newer);
    // A text that answers with rows is no migration for SQLite's statement runner, so it makes a table.
    let last = list.len() - 1;
    list[last].sqlite = "CREATE TABLE newer (id INTEGER)";
    testing::migrate_with(&db, &list).unwrap();
    let refused = db.migrate().unwrap_err();
    let unknown = MigrationError::Unknown { name: "9999_newer".to_owned() };
    assert!(matches!(refused, Error::Migration(error) if error == unknown));
}

fn a_migration_that_fails_leaves_nothing(engine: Engine) {
    let fresh = Fresh::on(engine);
    let db = fresh.open();
    let text = "CREATE TABLE half (id INTEGER); CREATE TABLE journal (id INTEGER)";
    let mut list = migration::ALL.to_vec();
    list.push(Migration { name: "9999_half", sqlite: text, postgres: text });
    let failed = testing::migrate_with(&db, &list).unwrap_err();
    assert!(matches!(failed, Error::Migration(MigrationError::Failed { name, .. }) if name == "9999_half"));
    let tables = db.read(schema::table_names).unwrap();
    assert!(!tables.contains(&"half".to_owned()));
    assert_eq!(db.migrate().unwrap().run, 0);
}

fn the_list_of_tables_is_the_schema_in_an_order_for_copying(engine: Engine) {
    let fresh = Fresh::on(engine);
    let db = fresh.open();
    let mut listed: Vec<&str> = schema::TABLES.to_vec();
    listed.push(schema::MIGRATIONS_TABLE);
    listed.sort_unstable();
    assert_eq!(db.read(schema::table_names).unwrap(), listed);
    let place = |table: &str| schema::TABLES.iter().position(|it| *it == table);
    for reference in db.read(schema::references).unwrap() {
        let in_order = place(&reference.to) < place(&reference.from);
        let to_itself = reference.to == reference.from && reference.can_wait;
        assert!(in_order || to_itself, "{reference:?}");
    }
    for table in schema::TECHNICAL_TABLES {
        assert!(place(table).is_some(), "{table}");
    }
    for table in schema::TABLES {
        let columns = db.read(schema::columns).unwrap();
        let keyed = columns.iter().any(|column| column.table == *table && column.key_place > 0);
        assert!(keyed, "{table} needs a primary key to be copied block by block");
    }
}

fn two_nodes_may_start_at_once(engine: Engine) {
    let fresh = Fresh::on(engine);
    let start = || Db::open(fresh.address()).unwrap().migrate().unwrap().run;
    let run: usize = std::thread::scope(|scope| {
        let nodes: Vec<_> = (0..6).map(|_| scope.spawn(start)).collect();
        nodes.into_iter().map(|node| node.join().unwrap()).sum()
    });
    assert_eq!(run, migration::ALL.len());
}

#[test]
fn a_database_that_would_hide_thai_text_is_refused() {
    let admin = Fresh::on(Engine::Postgres);
    for (options, setting) in [
        ("ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", "LC_CTYPE"),
        ("ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'", "server_encoding"),
    ] {
        let unfit = Fresh::database(admin.address(), options);
        let refused = Db::open(unfit.address());
        assert!(matches!(refused, Err(Error::Unfit { setting: it, .. }) if it == setting));
    }
}
