//! Whether the journal still is what was written: walks the chain once and names the entry that is not.
//!
//! Serves `phaen journal verify` and the proof after a database copy. It must never repair anything.

use std::fmt;

use super::{Entry, EntryHash, entry_hash};

/// An entry with the hashes stored beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// What was done.
    pub entry: Entry,
    /// Hash of the entry before, as stored.
    pub prev_hash: EntryHash,
    /// Hash of this entry, as stored.
    pub hash: EntryHash,
}

/// The stored end of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of the last entry; 0 when there is none.
    pub seq: u64,
    /// Its hash; [`EntryHash::GENESIS`] when there is none.
    pub hash: EntryHash,
}

impl Head {
    /// The head of a journal without entries.
    pub const EMPTY: Self = Self { seq: 0, hash: EntryHash::GENESIS };
}

/// A journal that is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many entries it has.
    pub count: u64,
    /// Hash of the last one, worth printing and keeping elsewhere.
    pub head_hash: EntryHash,
}

/// The first place where the journal is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Number of the entry concerned.
    pub seq: u64,
    /// What is wrong with it.
    pub kind: BrokenKind,
}

/// What can be wrong with a journal entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenKind {
    /// The entry's contents or hashes were changed.
    Altered,
    /// The entry is missing.
    Removed,
    /// The entry stands in another's place.
    Reordered,
    /// An entry that the head does not know.
    Added,
    /// The head's hash is not that of the last entry: one of the two was changed.
    HeadMismatch,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            BrokenKind::Altered => "was altered",
            BrokenKind::Removed => "was removed",
            BrokenKind::Reordered => "was moved",
            BrokenKind::Added => "is not known to the head",
            BrokenKind::HeadMismatch => "does not match the head",
        };
        write!(f, "journal entry {} {what}", self.seq)
    }
}

impl std::error::Error for Broken {}

/// Walks the stored entries in the order they stand, and compares the end with the head.
///
/// # Errors
/// [`Broken`] names the first entry that was altered, removed, moved or added.
pub fn verify(entries: impl IntoIterator<Item = StoredEntry>, head: &Head) -> Result<Verified, Broken> {
    let mut entries = entries.into_iter();
    let mut end = Head::EMPTY;
    // The last entry that hashes right, kept so that a break in the chain behind it can be put on it.
    while let Some(stored) = entries.next() {
        let expected = end.seq + 1;
        if stored.entry.seq != expected {
            return Err(misplaced(expected, &stored, entries));
        }
        if entry_hash(&stored.prev_hash, &stored.entry) != stored.hash {
            return Err(changed(stored, entries));
        }
        if stored.prev_hash != end.hash {
            // This entry is as written and remembers another hash before it: the one before was rewritten.
            return Err(Broken { seq: end.seq.max(1), kind: BrokenKind::Altered });
        }
        end = Head { seq: expected, hash: stored.hash };
    }
    compare_with_head(&end, head)
}

fn compare_with_head(end: &Head, head: &Head) -> Result<Verified, Broken> {
    if end.seq < head.seq {
        Err(Broken { seq: end.seq + 1, kind: BrokenKind::Removed })
    } else if end.seq > head.seq {
        Err(Broken { seq: head.seq + 1, kind: BrokenKind::Added })
    } else if end.hash != head.hash {
        Err(Broken { seq: end.seq, kind: BrokenKind::HeadMismatch })
    } else {
        Ok(Verified { count: end.seq, head_hash: end.hash })
    }
}

/// Another number stands where `expected` should: it comes later (moved), or never (removed).
fn misplaced(expected: u64, found: &StoredEntry, mut later: impl Iterator<Item = StoredEntry>) -> Broken {
    if found.entry.seq < expected {
        return Broken { seq: found.entry.seq, kind: BrokenKind::Reordered };
    }
    let moved = later.any(|stored| stored.entry.seq == expected);
    let kind = if moved { BrokenKind::Reordered } else { BrokenKind::Removed };
    Broken { seq: expected, kind }
}

/// The entry does not hash to what is stored beside it: it is another entry renumbered (moved), or it was altered.
fn changed(stored: StoredEntry, later: impl Iterator<Item = StoredEntry>) -> Broken {
    let seq = stored.entry.seq;
    let mut held = stored.entry;
    for other in later {
        held.seq = other.entry.seq;
        let moved_with_hashes = entry_hash(&stored.prev_hash, &held) == stored.hash;
        let moved_alone = entry_hash(&other.prev_hash, &held) == other.hash;
        if moved_with_hashes || moved_alone {
            return Broken { seq, kind: BrokenKind::Reordered };
        }
    }
    Broken { seq, kind: BrokenKind::Altered }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop_assert_eq, proptest};
    use proptest::{collection, option, prop_oneof};

    use super::super::{Change, Entry, EntryHash, detail_text, entry_hash, parse_detail};
    use super::{Broken, BrokenKind, Head, StoredEntry, verify};

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![Just(String::new()), Just("-".to_owned()), "[a-z0-9:\n -]{0,12}", "[ก-๛]{1,8}"]
    }

    fn change() -> impl Strategy<Value = Change> {
        (text(), option::of(text()), option::of(text())).prop_map(|(field, before, after)| Change { field, before, after })
    }

    fn entry() -> impl Strategy<Value = Entry> {
        let whom = (text(), option::of(text()), text(), text(), text(), option::of(text()));
        (0_i64..4_000_000_000, whom, collection::vec(change(), 0..3)).prop_map(|(second, whom, detail)| Entry {
            seq: 0,
            at: jiff::Timestamp::from_second(second).unwrap(),
            actor: whom.0,
            acting_for: whom.1,
            action: whom.2,
            object_kind: whom.3,
            object_code: whom.4,
            reason: whom.5,
            detail,
        })
    }

    fn chain(entries: Vec<Entry>) -> (Vec<StoredEntry>, Head) {
        let mut head = Head::EMPTY;
        let mut stored = Vec::new();
        for mut entry in entries {
            entry.seq = head.seq + 1;
            let hash = entry_hash(&head.hash, &entry);
            stored.push(StoredEntry { prev_hash: head.hash, hash, entry });
            head = Head { seq: head.seq + 1, hash };
        }
        (stored, head)
    }

    /// A journal of 2 to 8 entries and two different places in it, in order.
    fn journal() -> impl Strategy<Value = (Vec<StoredEntry>, Head, usize, usize)> {
        (collection::vec(entry(), 2..9), any::<usize>(), any::<usize>()).prop_map(|(entries, a, b)| {
            let n = entries.len();
            let (a, b) = (a % n, b % (n - 1));
            let b = if b >= a { b + 1 } else { b };
            let (stored, head) = chain(entries);
            (stored, head, a.min(b), a.max(b))
        })
    }

    fn seq_of(place: usize) -> u64 {
        u64::try_from(place).unwrap() + 1
    }

    fn alter(stored: &mut StoredEntry, which: u8) {
        let entry = &mut stored.entry;
        let more = |text: &Option<String>| Some(text.as_ref().map_or(String::new(), |text| format!("{text}x")));
        match which {
            0 => entry.at += jiff::SignedDuration::from_nanos(1),
            1 => entry.actor.push('x'),
            2 => entry.acting_for = more(&entry.acting_for),
            3 => entry.action.push('x'),
            4 => entry.object_kind.push('x'),
            5 => entry.object_code.push('x'),
            6 => entry.reason = more(&entry.reason),
            7 => entry.detail.push(Change { field: String::new(), before: None, after: None }),
            8 => stored.hash = EntryHash([0xff; 32]),
            _ => stored.prev_hash = EntryHash([0xff; 32]),
        }
    }

    proptest! {
        #[test]
        fn a_journal_as_written_verifies((stored, head, ..) in journal()) {
            let count = head.seq;
            let verified = verify(stored, &head).unwrap();
            prop_assert_eq!((verified.count, verified.head_hash), (count, head.hash));
        }

        #[test]
        fn an_altered_field_is_found_and_named((mut stored, head, at, _) in journal(), which in 0_u8..10) {
            alter(&mut stored[at], which);
            prop_assert_eq!(verify(stored, &head), Err(Broken { seq: seq_of(at), kind: BrokenKind::Altered }));
        }

        #[test]
        fn an_entry_altered_together_with_its_hash_is_found_and_named((mut stored, head, at, _) in journal()) {
            alter(&mut stored[at], 1);
            stored[at].hash = entry_hash(&stored[at].prev_hash, &stored[at].entry);
            let last = at + 1 == stored.len();
            let kind = if last { BrokenKind::HeadMismatch } else { BrokenKind::Altered };
            prop_assert_eq!(verify(stored, &head), Err(Broken { seq: seq_of(at), kind }));
        }

        #[test]
        fn a_removed_entry_is_found_and_named((mut stored, head, at, _) in journal()) {
            stored.remove(at);
            prop_assert_eq!(verify(stored, &head), Err(Broken { seq: seq_of(at), kind: BrokenKind::Removed }));
        }

        #[test]
        fn two_entries_that_changed_places_are_found_and_named((mut stored, head, a, b) in journal()) {
            stored.swap(a, b);
            prop_assert_eq!(verify(stored, &head), Err(Broken { seq: seq_of(a), kind: BrokenKind::Reordered }));
        }

        #[test]
        fn two_entries_that_changed_numbers_are_found_and_named((mut stored, head, a, b) in journal()) {
            stored.swap(a, b);
            (stored[a].entry.seq, stored[b].entry.seq) = (seq_of(a), seq_of(b));
            prop_assert_eq!(verify(stored, &head), Err(Broken { seq: seq_of(a), kind: BrokenKind::Reordered }));
        }

        #[test]
        fn an_entry_moved_under_the_hashes_of_another_is_found((mut stored, head, a, b) in journal()) {
            let (mut first, mut second) = (stored[a].entry.clone(), stored[b].entry.clone());
            (first.seq, second.seq) = (seq_of(b), seq_of(a));
            let same = first == Entry { seq: first.seq, ..second.clone() };
            (stored[a].entry, stored[b].entry) = (second, first);
            let expected = Err(Broken { seq: seq_of(a), kind: BrokenKind::Reordered });
            let found = verify(stored, &head);
            // Two entries that say the same cannot be told apart, and nothing was changed then.
            prop_assert_eq!(found.is_ok(), same);
            if !same { prop_assert_eq!(found, expected.map(|()| super::Verified { count: 0, head_hash: head.hash })); }
        }

        #[test]
        fn an_entry_the_head_does_not_know_is_found((stored, _, at, _) in journal()) {
            let known = at.checked_sub(1).map_or(Head::EMPTY, |before| Head { seq: seq_of(before), hash: stored[before].hash });
            prop_assert_eq!(verify(stored, &known), Err(Broken { seq: seq_of(at), kind: BrokenKind::Added }));
        }

        #[test]
        fn changes_read_back_as_written(detail in collection::vec(change(), 0..5)) {
            prop_assert_eq!(parse_detail(&detail_text(&detail)), Ok(detail));
        }
    }

    #[test]
    fn an_empty_journal_verifies() {
        assert_eq!(verify([], &Head::EMPTY).map(|verified| verified.count), Ok(0));
    }

    #[test]
    fn an_entry_inserted_a_second_time_is_found() {
        let (mut stored, head) = chain(vec![sample(); 3]);
        stored.push(stored[1].clone());
        assert_eq!(verify(stored, &head), Err(Broken { seq: 2, kind: BrokenKind::Reordered }));
    }

    fn sample() -> Entry {
        Entry {
            seq: 0,
            at: jiff::Timestamp::UNIX_EPOCH,
            actor: "a".to_owned(),
            acting_for: None,
            action: "b".to_owned(),
            object_kind: "c".to_owned(),
            object_code: "d".to_owned(),
            reason: None,
            detail: Vec::new(),
        }
    }
}
