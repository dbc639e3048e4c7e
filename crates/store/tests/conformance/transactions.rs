//! Reading, writing, giving up, and what may not be committed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use phaen_store::{Constraint, Db, Engine, Error, Options, Sql, Value, params, testing};

use crate::{
    CHANGE_NOTE, NEW_NOTE, NEW_NOTES, NEW_VISIT, NOTE, NOTES, codes, done, no_params, note, on_both_engines, verified, with_notes,
};

on_both_engines!(
    what_was_written_is_read_back,
    every_kind_of_value_survives,
    many_rows_go_in_together,
    an_error_takes_everything_back,
    a_panic_takes_everything_back,
    a_write_without_a_journal_entry_is_refused,
    a_write_that_changes_nothing_needs_no_entry,
    technical_rows_need_no_entry_and_nothing_else_may_do_without,
    a_stale_version_changes_no_row,
    a_broken_rule_is_named,
    nothing_runs_after_a_failed_statement,
    a_swallowed_error_is_not_committed,
    a_reader_sees_nothing_of_an_unfinished_write,
    a_read_sees_one_moment,
    a_read_cannot_write,
    a_write_inside_a_write_is_refused,
    a_row_that_does_not_fit_is_named,
    a_wrong_number_of_parameters_is_an_error,
    one_row_and_several_are_told_apart,
    statements_are_counted,
    like_finds_thai_text,
);

fn what_was_written_is_read_back(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let seq = db.write(|tx| note(tx, "ก-1")).unwrap();
    assert_eq!(seq, 1);
    let body = db.read(|tx| tx.get(&NOTE, &params!["ก-1"], |row| row.string("body"))).unwrap();
    assert_eq!(body, "เนื้อความ");
    let none = db.read(|tx| tx.find(&NOTE, &params!["ก-2"], |row| row.string("body")));
    assert_eq!(none.unwrap(), None);
    assert_eq!(verified(&db), 1);
}

fn every_kind_of_value_survives(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let bytes = if engine == Engine::Sqlite { "BLOB" } else { "BYTEA" };
    let integer = if engine == Engine::Sqlite { "INTEGER" } else { "BIGINT" };
    testing::run(&db, &format!("CREATE TABLE kind (n {integer}, t TEXT, b {bytes})")).unwrap();
    static NEW: Sql = Sql::new("kind", "INSERT INTO kind (n, t, b) VALUES ($1, $2, $3)");
    static ALL: Sql = Sql::new("kind", "SELECT n, t, b FROM kind WHERE n IS NOT NULL ORDER BY n");
    static EMPTY: Sql = Sql::new("kind", "SELECT n, t, b FROM kind WHERE n IS NULL");
    let date = jiff::civil::date(2023, 9, 30);
    db.write(|tx| {
        tx.execute(&NEW, &params![i64::MIN, "", &[][..] as &[u8]])?;
        tx.execute(&NEW, &params![i64::MAX, date, &[0_u8, 255][..]])?;
        tx.execute(&NEW, &params![None::<i64>, None::<&str>, None::<&[u8]>])?;
        tx.append(done("kinds_written", "all"))
    })
    .unwrap();
    let rows = db.read(|tx| tx.list(&ALL, &[], |row| Ok((row.int("n")?, row.string("t")?, row.bytes("b")?.to_vec())))).unwrap();
    assert_eq!(rows[0], (i64::MIN, String::new(), vec![]));
    assert_eq!(rows[1], (i64::MAX, "2023-09-30".to_owned(), vec![0, 255]));
    db.read(|tx| {
        tx.get(&EMPTY, &[], |row| {
            assert_eq!((row.int_or_none("n")?, row.text_or_none("t")?), (None, None));
            Ok(())
        })
    })
    .unwrap();
    assert_eq!(phaen_store::Param::from(&Value::Int(7)), phaen_store::Param::Int(7));
}

fn many_rows_go_in_together(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let names: Vec<String> = (0..123).map(|number| format!("n{number:03}")).collect();
    db.write(|tx| {
        let rows: Vec<_> = names.iter().map(|name| params![name, 1, "ข้อ", None::<i64>]).collect();
        tx.insert(&NEW_NOTES, &rows)?;
        assert_eq!(tx.statements(), 1, "an odd number of rows as well");
        tx.append(done("notes_imported", "all"))
    })
    .unwrap();
    assert_eq!(codes(&db), names);
}

fn an_error_takes_everything_back(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let given_up = db.write(|tx| {
        note(tx, "a")?;
        Err::<(), Error>(Error::Missing { table: "plan".to_owned() })
    });
    assert!(matches!(given_up, Err(Error::Missing { .. })));
    assert_eq!((codes(&db), verified(&db)), (vec![], 0));
}

fn a_panic_takes_everything_back(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        db.write(|tx| -> Result<(), Error> {
            note(tx, "a")?;
            panic!("in the closure")
        })
    }));
    assert!(panicked.is_err());
    assert_eq!((codes(&db), verified(&db)), (vec![], 0));
    db.write(|tx| note(tx, "b")).unwrap();
    assert_eq!((codes(&db), verified(&db)), (vec!["b".to_owned()], 1));
}

fn a_write_without_a_journal_entry_is_refused(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let silent = db.write(|tx| tx.execute(&NEW_NOTE, &params!["a", "b", None::<i64>]));
    assert!(matches!(silent, Err(Error::Unjournaled)), "{silent:?}");
    assert_eq!(codes(&db), Vec::<String>::new());
}

fn a_write_that_changes_nothing_needs_no_entry(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let found = db.write(|tx| tx.list(&NOTES, &[], |row| row.string("code")));
    assert_eq!(found.unwrap(), Vec::<String>::new());
    assert_eq!(verified(&db), 0);
}

fn technical_rows_need_no_entry_and_nothing_else_may_do_without(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    db.write(|tx| {
        note(tx, "a")?;
        tx.execute(&NEW_VISIT, &params![1, "a"])
    })
    .unwrap();
    assert_eq!(db.write_unjournaled(|tx| tx.execute(&NEW_VISIT, &params![2, "a"])).unwrap(), 1);
    let refused = db.write_unjournaled(|tx| tx.execute(&NEW_NOTE, &params!["b", "c", None::<i64>]));
    assert!(matches!(refused, Err(Error::NotTechnical { table }) if table == "note"));
    let rows = [params!["b", 1, "c", None::<i64>]];
    let refused = db.write_unjournaled(|tx| tx.insert(&NEW_NOTES, &rows));
    assert!(matches!(refused, Err(Error::NotTechnical { .. })));
    assert_eq!((codes(&db), verified(&db)), (vec!["a".to_owned()], 1));
}

fn a_stale_version_changes_no_row(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    db.write(|tx| note(tx, "a")).unwrap();
    let change = |version: i64, body: &str| {
        db.write(|tx| match tx.execute(&CHANGE_NOTE, &params!["a", version, body])? {
            1 => tx.append(done("note_changed", "a")),
            _ => Err(Error::Missing { table: "note".to_owned() }),
        })
    };
    assert_eq!(change(1, "แก้ครั้งที่หนึ่ง").unwrap(), 2);
    assert!(change(1, "แก้จากฉบับเก่า").is_err());
    let body = db.read(|tx| tx.get(&NOTE, &params!["a"], |row| row.string("body"))).unwrap();
    assert_eq!((body.as_str(), verified(&db)), ("แก้ครั้งที่หนึ่ง", 2));
}

fn a_broken_rule_is_named(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    db.write(|tx| note(tx, "a")).unwrap();
    let refusal = |sql: &Sql, params: &[phaen_store::Param<'_>]| match db.write(|tx| tx.execute(sql, params)) {
        Err(Error::Refused(constraint)) => constraint,
        other => panic!("{other:?}"),
    };
    assert_eq!(refusal(&NEW_NOTE, &params!["a", "b", 1]), Constraint::Unique);
    assert_eq!(refusal(&NEW_NOTE, &params!["b", "b", -1]), Constraint::Check);
    assert_eq!(refusal(&NEW_NOTE, &params![None::<&str>, "b", 1]), Constraint::NotNull);
    assert_eq!(refusal(&NEW_VISIT, &params![1, "b"]), Constraint::ForeignKey);
}

fn nothing_runs_after_a_failed_statement(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    db.write(|tx| note(tx, "a")).unwrap();
    let result = db.write(|tx| {
        assert!(note(tx, "a").is_err());
        note(tx, "b")
    });
    assert!(matches!(result, Err(Error::Aborted)), "{result:?}");
}

fn a_swallowed_error_is_not_committed(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    db.write(|tx| note(tx, "a")).unwrap();
    let result = db.write(|tx| {
        tx.append(done("note_written", "b"))?;
        let _ = note(tx, "a");
        Ok::<(), Error>(())
    });
    assert!(matches!(result, Err(Error::Aborted)), "{result:?}");
    assert_eq!(verified(&db), 1);
}

fn a_reader_sees_nothing_of_an_unfinished_write(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    db.write(|tx| {
        note(tx, "a")?;
        assert_eq!(codes(&db), Vec::<String>::new());
        Ok::<(), Error>(())
    })
    .unwrap();
    assert_eq!(codes(&db), vec!["a"]);
}

fn a_read_sees_one_moment(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    db.read(|tx| {
        let before = tx.list(&NOTES, &[], |row| row.string("code"))?;
        std::thread::scope(|scope| scope.spawn(|| db.write(|tx| note(tx, "a"))).join()).unwrap().unwrap();
        let after = tx.list(&NOTES, &[], |row| row.string("code"))?;
        assert_eq!(before, after);
        Ok::<(), Error>(())
    })
    .unwrap();
    assert_eq!(codes(&db), vec!["a"]);
}

fn a_read_cannot_write(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    static DELETE: Sql = Sql::new("note", "DELETE FROM note RETURNING code");
    db.write(|tx| note(tx, "a")).unwrap();
    let refused = db.read(|tx| tx.list(&DELETE, &[], |row| row.string("code")));
    assert!(matches!(refused, Err(Error::Engine(_))), "{refused:?}");
    assert_eq!(codes(&db), vec!["a"]);
}

fn a_write_inside_a_write_is_refused(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let result = db.write(|tx| {
        note(tx, "a")?;
        db.write(|tx| note(tx, "b"))
    });
    assert!(matches!(result, Err(Error::Nested)));
    assert_eq!(codes(&db), Vec::<String>::new());
}

fn a_row_that_does_not_fit_is_named(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    db.write(|tx| note(tx, "ก-1")).unwrap();
    let inconsistent =
        |read: fn(&phaen_store::Row<'_>) -> Result<(), Error>| match db.read(|tx| tx.get(&NOTE, &params!["ก-1"], read)) {
            Err(Error::Inconsistent { table, column, row }) => (table, column, row),
            other => panic!("{other:?}"),
        };
    let named = |column: &str| ("note".to_owned(), column.to_owned(), "ก-1".to_owned());
    assert_eq!(inconsistent(|row| row.int("amount").map(drop)), named("amount"));
    assert_eq!(inconsistent(|row| row.int("body").map(drop)), named("body"));
    assert_eq!(inconsistent(|row| row.text("version").map(drop)), named("version"));
    assert_eq!(inconsistent(|row| row.parsed::<jiff::Timestamp>("body").map(drop)), named("body"));
    assert_eq!(inconsistent(|row| row.text("no_such").map(drop)), named("no_such"));
}

fn a_wrong_number_of_parameters_is_an_error(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let too_few = db.read(|tx| tx.find(&NOTE, &no_params(), |row| row.string("code")));
    assert!(matches!(too_few, Err(Error::Engine(_))));
    let too_many = db.read(|tx| tx.find(&NOTE, &params!["a", "b"], |row| row.string("code")));
    assert!(matches!(too_many, Err(Error::Engine(_))));
}

fn one_row_and_several_are_told_apart(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let one = || db.read(|tx| tx.get(&NOTES, &[], |row| row.string("code")));
    assert!(matches!(one(), Err(Error::Missing { table }) if table == "note"));
    db.write(|tx| note(tx, "a")).unwrap();
    assert_eq!(one().unwrap(), "a");
    db.write(|tx| note(tx, "b")).unwrap();
    assert!(matches!(one(), Err(Error::Several { table }) if table == "note"));
}

fn statements_are_counted(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let before = db.statements();
    db.read(|tx| {
        tx.find(&NOTE, &params!["a"], |row| row.string("code"))?;
        tx.list(&NOTES, &[], |row| row.string("code"))?;
        assert_eq!(tx.statements(), 2);
        Ok::<(), Error>(())
    })
    .unwrap();
    assert_eq!(db.statements() - before, 2);
    // One row, the head read, the head moved, the entry.
    db.write(|tx| note(tx, "a")).unwrap();
    assert_eq!(db.statements() - before, 6);
}

fn like_finds_thai_text(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    static LIKE: Sql = Sql::new("note", "SELECT code FROM note WHERE body LIKE '%' || $1 || '%'");
    db.write(|tx| note(tx, "a")).unwrap();
    let found = db.read(|tx| tx.list(&LIKE, &params!["งบประมาณ"], |row| row.string("code")));
    assert_eq!(found.unwrap(), Vec::<String>::new());
    let found = db.read(|tx| tx.list(&LIKE, &params!["ความ"], |row| row.string("code")));
    assert_eq!(found.unwrap(), vec!["a"]);
}

#[test]
fn an_address_that_does_not_read_is_refused() {
    for address in ["", "sqlite:", "mysql://h/d", "postgres://h:port/d"] {
        assert!(matches!(Db::open(address), Err(Error::Address(_))), "{address}");
    }
}

#[test]
fn a_database_in_memory_is_its_own_and_serves_many_readers() {
    let (one, other) = (testing::memory(), testing::memory());
    let tables = "CREATE TABLE note (code TEXT NOT NULL PRIMARY KEY, version INTEGER, body TEXT, amount INTEGER)";
    testing::run(&one, tables).unwrap();
    testing::run(&other, tables).unwrap();
    one.write(|tx| note(tx, "a")).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| assert_eq!(codes(&one), vec!["a"]));
        }
    });
    assert_eq!(codes(&other), Vec::<String>::new());
}

#[test]
fn more_readers_than_connections_wait_their_turn() {
    let options = Options { readers: 2, ..Options::default() };
    let db = Db::open_with("sqlite::memory:", options).unwrap();
    db.migrate().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| assert_eq!(verified(&db), 0));
        }
    });
}
