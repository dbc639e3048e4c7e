//! A named write and its name are durable together or not at all: whatever is asked again is done once, also after a kill.

use std::collections::{BTreeMap, BTreeSet};
use std::env;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use phaen_app::accounts::NewAccount;
use phaen_app::once::Known;
use phaen_app::ports::{KeptAnswer, KeyedRequest, Store};
use phaen_app::{App, AppError};
use phaen_domain::access::Role;
use phaen_store::testing::Fresh;
use phaen_store::{Engine, SqlStore};

use crate::killed::{acknowledge, kill_a_writer};
use crate::on_both_engines;
use crate::plans::store;
use crate::use_cases::{actor, app_at, app_on};

on_both_engines!(
    a_named_write_is_done_once_and_its_answer_kept,
    a_write_that_gives_up_leaves_its_name_free,
    a_second_write_under_one_name_is_refused_aloud,
    two_nodes_that_are_asked_at_once_do_it_once,
    nothing_named_is_done_twice_or_lost_by_a_kill,
);

/// The address at which this program, started again by the test, writes until it is killed.
const WRITER: &str = "PHAEN_ONCE_WRITER";
/// Writes acknowledged before the writer is killed.
const ACKNOWLEDGED: usize = 60;
/// Keys that each thread of the writer has for itself.
const KEYS: i64 = 10_000;

/// A store with one account, and that account's id.
fn with_account(engine: Engine) -> (Fresh, SqlStore, String) {
    let (fresh, store) = store(engine);
    let app = app_on(&store);
    let new = NewAccount {
        login: "policy".to_owned(),
        name: "หัวหน้ากลุ่มนโยบายและแผน".to_owned(),
        role: Role::HeadOfPolicy,
        unit: None,
        email: None,
        password: "รหัสผ่านทดสอบ-2566".to_owned(),
    };
    app.create_account(&actor(Role::Administrator), &new).unwrap();
    let id = account(&app);
    (fresh, store, id)
}

fn account(app: &App) -> String {
    app.accounts(&actor(Role::Administrator)).unwrap().remove(0).id
}

fn request(account: &str, number: i64) -> KeyedRequest {
    KeyedRequest { account: account.to_owned(), key: format!("key-{number}"), hash: format!("hash-{number}") }
}

fn day(number: i64) -> Date {
    date(2000, 1, 1).saturating_add(number.days())
}

/// The write that is named here: each makes an entry of its day, also when the day is there already.
fn name_a_holiday(app: &App, account: &str, number: i64) -> Result<(), AppError> {
    let named = app.once(&request(account, number));
    named.set_holiday(&actor(Role::HeadOfPolicy), day(number), Some("วันหยุดทดสอบ")).map(drop)
}

/// How often the journal tells of each day.
fn told(store: &SqlStore) -> BTreeMap<String, usize> {
    let mut days = BTreeMap::new();
    store
        .read(&mut |tx| {
            for entry in tx.journal(Some(("calendar", "agency")), None, 100_000)? {
                for change in entry.detail {
                    *days.entry(change.field).or_insert(0) += 1;
                }
            }
            Ok(())
        })
        .unwrap();
    days
}

fn a_named_write_is_done_once_and_its_answer_kept(engine: Engine) {
    let (_fresh, store, id) = with_account(engine);
    let app = app_on(&store);
    assert_eq!(app.known_request(&request(&id, 1)).unwrap(), Known::Nothing);
    name_a_holiday(&app, &id, 1).unwrap();
    assert_eq!(app.known_request(&request(&id, 1)).unwrap(), Known::Done, "done, and not answered yet");
    assert!(matches!(name_a_holiday(&app, &id, 1), Err(AppError::DoneBefore)));
    let (first, later) =
        (KeptAnswer { status: 201, text: "\n{\"ก\":1}".to_owned() }, KeptAnswer { status: 200, text: String::new() });
    app.keep_answer(&request(&id, 1), &first).unwrap();
    app.keep_answer(&request(&id, 1), &later).unwrap();
    assert_eq!(app.known_request(&request(&id, 1)).unwrap(), Known::Answered(first), "the first answer stays");
    let other = KeyedRequest { hash: "other".to_owned(), ..request(&id, 1) };
    assert!(matches!(app.known_request(&other), Err(AppError::KeyReused)));
    assert!(told(&store).values().all(|count| *count == 1));
}

fn a_write_that_gives_up_leaves_its_name_free(engine: Engine) {
    let (_fresh, store, id) = with_account(engine);
    let app = app_on(&store);
    let refused = app.once(&request(&id, 1)).set_holiday(&actor(Role::HeadOfPolicy), day(1), Some("\u{202e}"));
    assert!(matches!(refused, Err(AppError::Fields(_))));
    let refused = app.once(&request(&id, 1)).revoke_delegation(&actor(Role::Administrator), "none");
    assert!(matches!(refused, Err(AppError::NotFound { .. })));
    assert_eq!(app.known_request(&request(&id, 1)).unwrap(), Known::Nothing);
    name_a_holiday(&app, &id, 1).unwrap();
}

fn a_second_write_under_one_name_is_refused_aloud(engine: Engine) {
    let (_fresh, store, id) = with_account(engine);
    let policy = actor(Role::HeadOfPolicy);
    let named = app_on(&store).once(&request(&id, 1));
    named.set_holiday(&policy, day(1), Some("วันหยุดทดสอบ")).unwrap();
    let second = named.set_holiday(&policy, day(2), Some("วันหยุดทดสอบ"));
    assert!(matches!(second, Err(AppError::Store(_))), "its half would be missing where it is asked again: {second:?}");
    assert_eq!(told(&store).len(), 1);
}

fn two_nodes_that_are_asked_at_once_do_it_once(engine: Engine) {
    let (fresh, store, id) = with_account(engine);
    let other = SqlStore::open(fresh.address()).unwrap();
    let nodes = [app_at(&store, 10_000), app_at(&other, 20_000)];
    for number in 0..20 {
        let done: usize = std::thread::scope(|scope| {
            let asked: Vec<_> = nodes
                .iter()
                .flat_map(|app| [app, app])
                .map(|app| {
                    let id = &id;
                    scope.spawn(move || match name_a_holiday(app, id, number) {
                        Ok(()) => 1,
                        Err(AppError::DoneBefore) => 0,
                        Err(other) => panic!("{other}"),
                    })
                })
                .collect();
            asked.into_iter().map(|one| one.join().unwrap()).sum()
        });
        assert_eq!(done, 1, "{number}");
    }
    assert!(told(&store).values().all(|count| *count == 1));
}

fn nothing_named_is_done_twice_or_lost_by_a_kill(engine: Engine) {
    if let Ok(address) = env::var(WRITER) {
        return write_until_killed(&SqlStore::open(&address).unwrap());
    }
    let (fresh, store, id) = with_account(engine);
    let test = ("once", "nothing_named_is_done_twice_or_lost_by_a_kill");
    let acknowledged = kill_a_writer(test, WRITER, &fresh, engine, ACKNOWLEDGED);
    let acknowledged: BTreeSet<i64> = acknowledged.iter().map(|number| number.parse().unwrap()).collect();
    drop(store);
    // As after a restart: new connections, the write-ahead log replayed. Whoever got no answer asks again by the same key.
    let store = SqlStore::open(fresh.address()).unwrap();
    let app = app_at(&store, 1_000_000);
    let mut unanswered = 0;
    for writer in 0..4 {
        let last = acknowledged.iter().filter(|number| **number / KEYS == writer).max().copied().unwrap_or(writer * KEYS);
        for number in writer * KEYS..last + 3 {
            let known = app.known_request(&request(&id, number)).unwrap();
            assert!(known != Known::Nothing || !acknowledged.contains(&number), "{number} was acknowledged and is lost");
            unanswered += usize::from(known == Known::Nothing);
            assert_eq!(name_a_holiday(&app, &id, number).is_ok(), known == Known::Nothing, "{number}");
        }
    }
    assert!(unanswered > 0, "something was still to be done");
    let told = told(&store);
    assert!(told.values().all(|count| *count == 1), "{told:?}");
    assert!(told.len() >= acknowledged.len() + unanswered);
}

fn write_until_killed(store: &SqlStore) {
    let id = account(&app_on(store));
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (app, id) = (app_at(store, (writer + 1) * 100_000), &id);
            scope.spawn(move || {
                for number in writer * KEYS..(writer + 1) * KEYS {
                    name_a_holiday(&app, id, number).unwrap();
                    acknowledge(&number.to_string());
                }
            });
        }
    });
}
