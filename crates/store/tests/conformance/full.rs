//! A disk that is full, by SQLite's own limit of pages: it is told as such, nothing is half-written, and work goes on once there is room.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use phaen_app::{App, AppError};
use phaen_domain::journal::NewEntry;
use phaen_domain::observation::Subject;
use phaen_domain::submission::{Field, FieldKey};
use phaen_store::{Engine, Error, Sql, SqlStore, params, testing};

use crate::returns::{key, officer, open, type_in};
use crate::samples::indicator_code;
use crate::use_cases::with_led;
use crate::{NEW_NOTE, codes, done, note, verified, with_notes};

/// How large the database is.
static PAGES: Sql = Sql::new("schema", "SELECT page_count FROM pragma_page_count()");

/// No page more than there are.
const NO_ROOM: &str = "PRAGMA max_page_count = 1";
/// The engine's own limit.
const ROOM: &str = "PRAGMA max_page_count = 4294967294";
/// Writes after which the last free page must be used up.
const MANY: u32 = 400;

fn narrative() -> FieldKey {
    FieldKey::of(Subject::Indicator(indicator_code("K01")), Field::Narrative)
}

/// A text that is longer than a page.
fn long(number: u32) -> String {
    format!("{number} {}", "ดำเนินการแล้ว ".repeat(300))
}

/// Changes a field until there is no room; its version then.
fn fill_up(app: &App, store: &SqlStore) -> u32 {
    testing::run(store.db(), NO_ROOM).unwrap();
    let mut version = 0;
    for number in 0..MANY {
        match type_in(app, "กนย.", narrative(), &long(number), version) {
            Ok(stored) => version = stored,
            Err(AppError::StoreFull(_)) => return version,
            Err(other) => panic!("{other:?}"),
        }
    }
    panic!("there was room all the time");
}

#[test]
fn a_full_disk_is_told_as_such_and_leaves_nothing_half_written() {
    let (_fresh, store, app) = with_led(Engine::Sqlite);
    open(&app);
    let version = fill_up(&app, &store);
    let entries = verified(store.db());
    let stored = || app.unit_return(&officer("กนย."), &key("กนย.")).unwrap().fields.0.get(&narrative()).cloned();
    assert_eq!(stored().map_or(0, |entry| entry.version), version, "what was acknowledged stands, what was refused does not");
    assert!(matches!(type_in(&app, "กนย.", narrative(), &long(MANY), version), Err(AppError::StoreFull(_))));
    assert_eq!(verified(store.db()), entries);

    testing::run(store.db(), ROOM).unwrap();
    assert_eq!(type_in(&app, "กนย.", narrative(), &long(MANY), version).unwrap(), version + 1);
    assert_eq!(stored().map(|entry| entry.text), Some(long(MANY).trim().to_owned()));
    assert_eq!(verified(store.db()), entries + 1);
}

#[test]
fn all_who_write_at_once_on_a_full_disk_are_told_and_none_is_half_written() {
    let (_fresh, store, app) = with_led(Engine::Sqlite);
    open(&app);
    fill_up(&app, &store);
    let entries = verified(store.db());
    let fields = [Field::Problem, Field::Remedy, Field::NextPlan, Field::Narrative];
    let item = |number: usize| FieldKey::of(Subject::Indicator(indicator_code(["K02", "K03"][number % 2])), fields[number / 2]);
    let kept = thread::scope(|scope| {
        let app = &app;
        let write = |number: usize| scope.spawn(move || type_in(app, "กนย.", item(number), &long(1), 0));
        let writers: Vec<_> = (0..8).map(write).collect();
        let told: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
        assert!(told.iter().all(|it| matches!(it, Ok(1) | Err(AppError::StoreFull(_)))), "{told:?}");
        told.iter().filter(|it| it.is_ok()).count()
    });
    assert_eq!(verified(store.db()), entries + u64::try_from(kept).unwrap(), "what was told is what is there");
}

/// What finds no room: the row itself, or the entry of the journal that is written when the closure has ended.
#[derive(Clone, Copy, PartialEq)]
enum TooLarge {
    Row,
    Entry,
}

#[test]
fn one_who_finds_no_room_takes_nothing_of_those_who_share_the_commit() {
    for too_large in [TooLarge::Row, TooLarge::Entry] {
        let (_fresh, db) = with_notes(Engine::Sqlite);
        let pages = db.read(|tx| tx.get(&PAGES, &[], |row| row.int("page_count"))).unwrap();
        testing::run(&db, &format!("PRAGMA max_page_count = {}", pages + 40)).unwrap();
        let large = "ก".repeat(400_000);
        let (entered, first_is_in) = channel();
        let (go, gone) = channel::<()>();
        let told = thread::scope(|scope| {
            let (db, large) = (&db, large.as_str());
            let first = scope.spawn(move || {
                db.write(|tx| {
                    // When it runs again nobody waits any more.
                    let _ = entered.send(());
                    let _ = gone.recv();
                    note(tx, "first")
                })
            });
            first_is_in.recv().unwrap();
            let small = scope.spawn(move || db.write(|tx| note(tx, "small")));
            let big = scope.spawn(move || {
                db.write(|tx| {
                    let body = if too_large == TooLarge::Row { large } else { "" };
                    tx.execute(&NEW_NOTE, &params!["big", body, None::<i64>])?;
                    let reason = Some(if too_large == TooLarge::Entry { large } else { "" }.to_owned());
                    tx.append(NewEntry { reason, ..done("note_written", "big") })
                })
            });
            // Both stand in line by now, and share the commit of the first.
            thread::sleep(Duration::from_millis(200));
            drop(go);
            [first, small, big].map(|writer| writer.join().unwrap())
        });
        let [first, small, big] = told;
        assert!(first.is_ok() && small.is_ok(), "{first:?} {small:?}");
        assert!(matches!(big, Err(Error::Full(_))), "{big:?}");
        assert_eq!((codes(&db), verified(&db)), (vec!["first".to_owned(), "small".to_owned()], 2));
    }
}
