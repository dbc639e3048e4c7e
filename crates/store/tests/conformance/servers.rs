//! What only a server does: it goes and comes back, and keeps what was prepared on a connection.

use std::sync::Barrier;
use std::thread;

use phaen_store::testing::{Cluster, Fresh};
use phaen_store::{Db, Engine, Error, Sql, params};

use crate::{NEW_NOTES, done, verified, with_notes};

static PREPARED: Sql =
    Sql::new("schema", "SELECT COUNT(*) AS kept FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO note %'");

/// Readers that are served side by side.
const READERS: usize = 4;

#[test]
fn the_first_read_after_a_restart_is_served_however_many_connections_were_lost() {
    let mut cluster = Cluster::start(false);
    let fresh = Fresh::database(cluster.address(), "");
    let db: Db = fresh.open();
    let together = Barrier::new(READERS);
    thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                db.read(|_| {
                    together.wait();
                    Ok::<_, Error>(())
                })
            });
        }
    });
    cluster.restart("fast");
    for _ in 0..READERS {
        assert_eq!(verified(&db), 0);
    }
    drop(db);
    drop(fresh);
}

#[test]
fn a_server_keeps_prepared_what_comes_again_and_not_what_was_made_for_once() {
    let (_fresh, db) = with_notes(Engine::Postgres);
    let put = |letter: &str, count: usize| {
        let codes: Vec<String> = (0..count).map(|number| format!("{letter}{number}")).collect();
        let rows: Vec<_> = codes.iter().map(|code| params![code, 1_i64, None::<String>, None::<i64>]).collect();
        db.write(|tx| {
            tx.insert(&NEW_NOTES, &rows)?;
            tx.append(done("notes_written", letter))
        })
        .unwrap();
        db.write(|tx| {
            let kept = tx.get(&PREPARED, &[], |row| row.int("kept"))?;
            tx.append(done("looked", letter))?;
            Ok::<_, Error>(kept)
        })
        .unwrap()
    };
    assert_eq!((put("a", 5), put("b", 7), put("c", 5)), (1, 1, 1));
}
