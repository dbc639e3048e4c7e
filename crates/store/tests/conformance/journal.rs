//! The journal in storage: reading it, and finding what was tampered with.

use phaen_app::ports::Since;
use phaen_domain::journal::{Broken, BrokenKind, Entry, Head};
use phaen_store::{Db, Engine, journal, testing};

use crate::{done, note, on_both_engines, verified, with_notes};

on_both_engines!(
    entries_read_back_as_written,
    several_entries_of_one_write_are_chained,
    tampering_is_found_and_named,
    a_long_journal_verifies,
    whether_anything_else_happened_since_is_told,
);

fn entries_read_back_as_written(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    for code in ["a", "b", "c"] {
        db.write(|tx| note(tx, code)).unwrap();
    }
    let expected = |seq, code| -> Entry { done("note_written", code).numbered(seq) };
    let latest = db.read(|tx| journal::latest(tx, None, 2)).unwrap();
    assert_eq!(latest, vec![expected(3, "c"), expected(2, "b")]);
    let older = db.read(|tx| journal::latest(tx, Some(2), 2)).unwrap();
    assert_eq!(older, vec![expected(1, "a")]);
    let of_object = db.read(|tx| journal::of_object(tx, "note", "b", None, 9)).unwrap();
    assert_eq!(of_object, vec![expected(2, "b")]);
    assert_eq!(db.read(journal::head).unwrap().seq, 3);
}

fn several_entries_of_one_write_are_chained(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let last = db.write(|tx| {
        for number in 1..=120 {
            assert_eq!(tx.append(done("counted", &number.to_string()))?, number);
        }
        note(tx, "a")
    });
    assert_eq!((last.unwrap(), verified(&db)), (121, 121));
}

fn broken_by(db: &Db, tampering: &str) -> Broken {
    testing::run(db, tampering).unwrap();
    db.read(journal::verify).unwrap().unwrap_err()
}

fn tampering_is_found_and_named(engine: Engine) {
    use BrokenKind::{Added, Altered, HeadMismatch, Removed, Reordered};
    let set_hash = "UPDATE journal_head SET hash = '";
    let zeros = "0".repeat(64);
    for (tampering, seq, kind) in [
        ("UPDATE journal SET actor = 'someone' WHERE seq = 2".to_owned(), 2, Altered),
        ("UPDATE journal SET at = '2020-01-01T00:00:00Z' WHERE seq = 3".to_owned(), 3, Altered),
        ("UPDATE journal SET at = 'yesterday' WHERE seq = 3".to_owned(), 3, Altered),
        ("UPDATE journal SET detail = 'changes 0' WHERE seq = 1".to_owned(), 1, Altered),
        ("UPDATE journal SET hash = prev_hash WHERE seq = 4".to_owned(), 4, Altered),
        ("DELETE FROM journal WHERE seq = 2".to_owned(), 2, Removed),
        ("DELETE FROM journal WHERE seq = 4".to_owned(), 4, Removed),
        (
            "UPDATE journal SET seq = 9 WHERE seq = 2; UPDATE journal SET seq = 2 WHERE seq = 3;
             UPDATE journal SET seq = 3 WHERE seq = 9"
                .to_owned(),
            2,
            Reordered,
        ),
        ("UPDATE journal_head SET seq = 3".to_owned(), 4, Added),
        (format!("{set_hash}{zeros}'"), 4, HeadMismatch),
    ] {
        let (_fresh, db) = with_notes(engine);
        for code in ["a", "b", "c", "d"] {
            db.write(|tx| note(tx, code)).unwrap();
        }
        assert_eq!(broken_by(&db, &tampering), Broken { seq, kind }, "{tampering}");
    }
}

fn a_long_journal_verifies(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    db.write(|tx| {
        for number in 0..2_345 {
            tx.append(done("counted", &number.to_string()))?;
        }
        Ok::<(), phaen_store::Error>(())
    })
    .unwrap();
    assert_eq!(verified(&db), 2_345);
}

fn whether_anything_else_happened_since_is_told(engine: Engine) {
    let (_fresh, db) = with_notes(engine);
    let mut heads = vec![db.read(journal::head).unwrap()];
    for action in ["named", "counted", "counted"] {
        db.write(|tx| tx.append(done(action, "a"))).unwrap();
        heads.push(db.read(journal::head).unwrap());
    }
    let only = |db: &Db, since: &Head| db.read(|tx| journal::only_since(tx, since, &["counted"], None)).unwrap();
    assert_eq!(heads.iter().map(|head| only(&db, head)).collect::<Vec<_>>(), [false, true, true, true]);
    let either = |db: &Db, since: &Head| db.read(|tx| journal::only_since(tx, since, &["counted", "named"], None)).unwrap();
    assert_eq!(heads.iter().map(|head| either(&db, head)).collect::<Vec<_>>(), [true, true, true, true]);
    let besides =
        |db: &Db, since: &Head, code| db.read(|tx| journal::only_since(tx, since, &["counted"], Some(("note", code)))).unwrap();
    assert_eq!([besides(&db, &heads[1], "a"), besides(&db, &heads[1], "b"), besides(&db, &heads[3], "a")], [false, true, true]);
    let on = |db: &Db, since: &Head| db.read(|tx| journal::since(tx, since, &["counted"])).unwrap();
    assert_eq!(
        heads.iter().map(|head| on(&db, head)).collect::<Vec<_>>(),
        [Since::Other(1), Since::Only, Since::Only, Since::Only]
    );
    // In another database the same numbers belong to other entries, or to none.
    let (_fresh, other) = with_notes(engine);
    other.write(|tx| tx.append(done("counted", "b"))).unwrap();
    other.write(|tx| tx.append(done("counted", "b"))).unwrap();
    assert_eq!(heads.iter().map(|head| only(&other, head)).collect::<Vec<_>>(), [true, false, false, false]);
    let told = [Since::Only, Since::AnotherChain, Since::AnotherChain, Since::AnotherChain];
    assert_eq!(heads.iter().map(|head| on(&other, head)).collect::<Vec<_>>(), told);
}
