//! Many writers at once: in one process, in several, failing and losing.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use phaen_store::{Db, Engine, Error, params};

use crate::{CHANGE_NOTE, NOTE, codes, done, note, on_both_engines, open, verified, with_notes};

on_both_engines!(
    fifty_writers_of_one_process_leave_one_whole_chain,
    fifty_writers_of_two_processes_leave_one_whole_chain,
    a_writer_that_fails_takes_nothing_of_the_others,
    no_change_of_a_counter_is_lost,
    readers_are_served_while_writers_write,
);

fn write_from_threads(nodes: &[&Db], writers: usize, each: usize) {
    thread::scope(|scope| {
        for writer in 0..writers {
            let db = nodes[writer % nodes.len()];
            scope.spawn(move || {
                for number in 0..each {
                    db.write(|tx| note(tx, &format!("{writer}-{number}"))).unwrap();
                }
            });
        }
    });
}

fn fifty_writers_of_one_process_leave_one_whole_chain(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    write_from_threads(&[&db], 50, 4);
    assert_eq!((codes(&db).len(), verified(&db)), (200, 200));
}

fn fifty_writers_of_two_processes_leave_one_whole_chain(engine: Engine) {
    let (fresh, db) = with_notes(engine);
    let other = open(&fresh);
    write_from_threads(&[&db, &other], 50, 4);
    assert_eq!((codes(&db).len(), verified(&db)), (200, 200));
}

fn a_writer_that_fails_takes_nothing_of_the_others(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let numbers: Vec<u32> = (0..60).collect();
    let kept: Vec<u32> = thread::scope(|scope| {
        let writer = |number: u32| {
            let db = &db;
            let write = move || {
                db.write(|tx| {
                    note(tx, &format!("{number:02}"))?;
                    match number % 6 {
                        1 => Err(Error::Missing { table: "plan".to_owned() }),
                        2 => panic!("in the closure"),
                        // Exists already in this very transaction.
                        3 => note(tx, &format!("{number:02}")),
                        _ => Ok(0),
                    }
                })
            };
            (number, scope.spawn(write))
        };
        let running: Vec<_> = numbers.iter().copied().map(writer).collect();
        let ended = running.into_iter().map(|(number, thread)| (number, thread.join()));
        ended.filter(|(_, result)| matches!(result, Ok(Ok(_)))).map(|(number, _)| number).collect()
    });
    let expected: Vec<u32> = numbers.into_iter().filter(|number| !matches!(number % 6, 1..=3)).collect();
    assert_eq!(kept, expected);
    let written: Vec<String> = expected.iter().map(|number| format!("{number:02}")).collect();
    assert_eq!((codes(&db), verified(&db)), (written, 30));
}

fn no_change_of_a_counter_is_lost(engine: Engine) {
    let (fresh, db) = with_notes(engine);
    let other = open(&fresh);
    db.write(|tx| note(tx, "counter")).unwrap();
    let count_up = |db: &Db| {
        db.write(|tx| {
            let version = tx.get(&NOTE, &params!["counter"], |row| row.int("version"))?;
            let changed = tx.execute(&CHANGE_NOTE, &params!["counter", version, "นับ"])?;
            assert_eq!(changed, 1, "a version read in this transaction cannot be stale");
            tx.append(done("counted", "counter"))
        })
    };
    thread::scope(|scope| {
        for db in [&db, &other, &db, &other, &db, &other] {
            scope.spawn(move || {
                for _ in 0..10 {
                    count_up(db).unwrap();
                }
            });
        }
    });
    let version = db.read(|tx| tx.get(&NOTE, &params!["counter"], |row| row.int("version")));
    assert_eq!((version.unwrap(), verified(&db)), (61, 61));
}

fn readers_are_served_while_writers_write(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    thread::scope(|scope| {
        let writing = scope.spawn(|| write_from_threads(&[&db], 4, 10));
        // Each walk sees a whole beginning of the chain.
        let mut walked = 0;
        while !writing.is_finished() || walked == 0 {
            verified(&db);
            walked += 1;
        }
    });
    assert_eq!(verified(&db), 40);
}

#[test]
fn a_transaction_that_lost_on_postgresql_runs_again_and_wins() {
    let (fresh, db) = with_notes(Engine::Postgres);
    let other = open(&fresh);
    let runs = AtomicU32::new(0);
    let seq = db.write(|tx| {
        let run = runs.fetch_add(1, Ordering::SeqCst);
        let seq = note(tx, "slow")?;
        if run == 0 {
            // Another node writes after this transaction has seen the head.
            thread::scope(|scope| scope.spawn(|| other.write(|tx| note(tx, "quick"))).join()).unwrap()?;
        }
        Ok::<u64, Error>(seq)
    });
    assert_eq!((seq.unwrap(), runs.into_inner()), (2, 2));
    assert_eq!((codes(&db), verified(&db)), (vec!["quick".to_owned(), "slow".to_owned()], 2));
}
