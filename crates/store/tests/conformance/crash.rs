//! Killed in the middle of writing: what was acknowledged is there, and nothing is half-written.

use std::collections::BTreeSet;
use std::env;

use phaen_store::{Db, Engine};

use crate::killed::{acknowledge, kill_a_writer};
use crate::{codes, note, on_both_engines, open, verified, with_notes};

on_both_engines!(nothing_acknowledged_is_lost_and_nothing_is_half_written);

/// The address at which this program, started again by the test, writes until it is killed.
const WRITER: &str = "PHAEN_CRASH_WRITER";
/// Notes acknowledged before the writer is killed.
const ACKNOWLEDGED: usize = 150;

fn nothing_acknowledged_is_lost_and_nothing_is_half_written(engine: Engine) {
    if let Ok(address) = env::var(WRITER) {
        return write_until_killed(&Db::open(&address).unwrap());
    }
    let (fresh, db) = with_notes(engine);
    let acknowledged = kill_a_writer(
        ("crash", "nothing_acknowledged_is_lost_and_nothing_is_half_written"),
        WRITER,
        &fresh,
        engine,
        ACKNOWLEDGED,
    );
    drop(db);
    // As after a restart: new connections, the write-ahead log replayed.
    let db = open(&fresh);
    let found: BTreeSet<String> = codes(&db).into_iter().collect();
    let lost: Vec<_> = acknowledged.difference(&found).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(verified(&db), u64::try_from(found.len()).unwrap());
}

fn write_until_killed(db: &Db) {
    std::thread::scope(|scope| {
        for writer in 0..4 {
            scope.spawn(move || {
                for number in 0.. {
                    let code = format!("{writer}-{number}");
                    db.write(|tx| note(tx, &code)).unwrap();
                    acknowledge(&code);
                }
            });
        }
    });
}
