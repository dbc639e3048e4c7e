//! The journal (บันทึกการตรวจสอบ): the append-only list of everything done, chained by hash.
//!
//! Serves the auditor and the internal audit unit: who did what, in which office, for what reason, and what
//! the value was before. Each entry's hash covers the hash before it, so that an entry which is altered,
//! removed or moved later is found and named ([`verify`]).
//!
//! It must never hold the contents of files, passwords or tokens, and an entry once written is never changed. The chain
//! shows tampering only up to its head: an auditor who keeps a printed head hash outside the system can also show
//! that the whole chain was not rewritten.

mod noted;
mod verify;

use std::fmt::{self, Write as _};
use std::str::FromStr;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

pub use noted::{NotAHead, NotedHead};
pub use verify::{Broken, BrokenKind, Head, StoredEntry, Verified, verify};

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Place in the chain: 1, 2, 3 … without gaps.
    pub seq: u64,
    /// The instant it was done.
    pub at: Timestamp,
    /// The account that did it.
    pub actor: String,
    /// The office in which the actor acted, and by which order when standing in.
    pub acting_for: Option<String>,
    /// What was done, past tense: `observation_entered`.
    pub action: String,
    /// Kind of the object it was done to: `indicator`.
    pub object_kind: String,
    /// Code or id of that object.
    pub object_code: String,
    /// The reason given.
    pub reason: Option<String>,
    /// Fields that changed, with the values before and after.
    pub detail: Vec<Change>,
}

/// An entry before it has its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// The instant it was done.
    pub at: Timestamp,
    /// The account that did it.
    pub actor: String,
    /// The office in which the actor acted, and by which order when standing in.
    pub acting_for: Option<String>,
    /// What was done, past tense: `observation_entered`.
    pub action: String,
    /// Kind of the object it was done to: `indicator`.
    pub object_kind: String,
    /// Code or id of that object.
    pub object_code: String,
    /// The reason given.
    pub reason: Option<String>,
    /// Fields that changed, with the values before and after.
    pub detail: Vec<Change>,
}

impl NewEntry {
    /// The entry at its place in the chain.
    #[must_use]
    pub fn numbered(self, seq: u64) -> Entry {
        Entry {
            seq,
            at: self.at,
            actor: self.actor,
            acting_for: self.acting_for,
            action: self.action,
            object_kind: self.object_kind,
            object_code: self.object_code,
            reason: self.reason,
            detail: self.detail,
        }
    }
}

/// One field's value before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field's name.
    pub field: String,
    /// The value before; `None` when there was none.
    pub before: Option<String>,
    /// The value after; `None` when it was taken away.
    pub after: Option<String>,
}

/// SHA-256 of a journal entry together with everything before it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct EntryHash([u8; 32]);

impl EntryHash {
    /// What stands before the first entry.
    pub const GENESIS: Self = Self([0; 32]);
}

impl fmt::Display for EntryHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for EntryHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a journal hash")]
pub struct NotAHash;

impl FromStr for EntryHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(NotAHash),
        };
        let bytes = text.as_bytes();
        if bytes.len() != 64 {
            return Err(NotAHash);
        }
        let mut hash = [0; 32];
        for (to, pair) in hash.iter_mut().zip(bytes.chunks_exact(2)) {
            *to = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(hash))
    }
}

/// The one text of an entry that is hashed: named lines, each text with its length in bytes before it, so that no two
/// entries share a text. Its first line carries the version of this encoding.
#[must_use]
pub fn canonical(entry: &Entry) -> String {
    let mut out = String::with_capacity(256);
    // Writing to a String cannot fail.
    let _ = write!(out, "phaen journal v1\nseq {}\nat {}\n", entry.seq, entry.at);
    line(&mut out, "actor", Some(&entry.actor));
    line(&mut out, "acting_for", entry.acting_for.as_deref());
    line(&mut out, "action", Some(&entry.action));
    line(&mut out, "object_kind", Some(&entry.object_kind));
    line(&mut out, "object_code", Some(&entry.object_code));
    line(&mut out, "reason", entry.reason.as_deref());
    out.push_str(&detail_text(&entry.detail));
    out
}

fn line(out: &mut String, name: &str, text: Option<&str>) {
    let _ = match text {
        Some(text) => writeln!(out, "{name} {}:{text}", text.len()),
        None => writeln!(out, "{name} -"),
    };
}

/// The hash of an entry that stands after the entry with hash `prev`.
#[must_use]
pub fn entry_hash(prev: &EntryHash, entry: &Entry) -> EntryHash {
    let mut hasher = Sha256::new();
    hasher.update(prev.0);
    hasher.update(canonical(entry).as_bytes());
    EntryHash(hasher.finalize().into())
}

/// The changes of an entry as they stand in the canonical text and in storage.
#[must_use]
pub fn detail_text(detail: &[Change]) -> String {
    let mut out = format!("changes {}\n", detail.len());
    for change in detail {
        line(&mut out, "field", Some(&change.field));
        line(&mut out, "before", change.before.as_deref());
        line(&mut out, "after", change.after.as_deref());
    }
    out
}

/// The text is not one that [`detail_text`] writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the changes of a journal entry")]
pub struct NotADetail;

/// Reads what [`detail_text`] wrote; anything else is refused.
///
/// # Errors
/// [`NotADetail`] when the text is not exactly of that form.
pub fn parse_detail(text: &str) -> Result<Vec<Change>, NotADetail> {
    let mut rest = text.strip_prefix("changes ").ok_or(NotADetail)?;
    let (count, after_count) = rest.split_once('\n').ok_or(NotADetail)?;
    let count: usize = count.parse().map_err(|_| NotADetail)?;
    rest = after_count;
    let mut detail = Vec::new();
    for _ in 0..count {
        detail.push(Change {
            field: take_line(&mut rest, "field")?.ok_or(NotADetail)?,
            before: take_line(&mut rest, "before")?,
            after: take_line(&mut rest, "after")?,
        });
    }
    // Writing it again settles leading zeros, signs and trailing text in one stroke.
    if detail_text(&detail) == text { Ok(detail) } else { Err(NotADetail) }
}

fn take_line(rest: &mut &str, name: &str) -> Result<Option<String>, NotADetail> {
    let value = rest.strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')).ok_or(NotADetail)?;
    if let Some(after) = value.strip_prefix("-\n") {
        *rest = after;
        return Ok(None);
    }
    let (length, value) = value.split_once(':').ok_or(NotADetail)?;
    let length: usize = length.parse().map_err(|_| NotADetail)?;
    let text = value.get(..length).ok_or(NotADetail)?;
    *rest = value[length..].strip_prefix('\n').ok_or(NotADetail)?;
    Ok(Some(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Change, Entry, EntryHash, NotADetail, canonical, detail_text, entry_hash, parse_detail};

    fn an_entry() -> Entry {
        Entry {
            seq: 7,
            at: "2023-10-05T03:04:05.000000006Z".parse().unwrap(),
            actor: "analyst".to_owned(),
            acting_for: None,
            action: "observation_entered".to_owned(),
            object_kind: "indicator".to_owned(),
            object_code: "1.1".to_owned(),
            reason: Some("ตามหนังสือ".to_owned()),
            detail: vec![Change { field: "value".to_owned(), before: None, after: Some("2779".to_owned()) }],
        }
    }

    #[test]
    fn the_canonical_text_of_version_1_never_changes() {
        assert_eq!(
            canonical(&an_entry()),
            "phaen journal v1\nseq 7\nat 2023-10-05T03:04:05.000000006Z\nactor 7:analyst\nacting_for -\n\
             action 19:observation_entered\nobject_kind 9:indicator\nobject_code 3:1.1\nreason 30:ตามหนังสือ\n\
             changes 1\nfield 5:value\nbefore -\nafter 4:2779\n"
        );
        assert_eq!(
            entry_hash(&EntryHash::GENESIS, &an_entry()).to_string(),
            "951284941b01fdf4094783ffefe3f5e419d7936b669b7bd7d3be42a1ba75d5a7"
        );
    }

    #[test]
    fn a_dash_and_nothing_are_different_texts() {
        let dash = Entry { acting_for: Some("-".to_owned()), ..an_entry() };
        assert_ne!(canonical(&dash), canonical(&an_entry()));
    }

    #[test]
    fn text_cannot_pretend_to_be_the_next_line() {
        let honest = Entry { reason: None, acting_for: Some("a".to_owned()), ..an_entry() };
        let forged = Entry { reason: None, acting_for: Some("a\naction 1:b".to_owned()), ..an_entry() };
        assert_ne!(canonical(&honest), canonical(&forged));
    }

    #[test]
    fn a_hash_reads_back_from_its_text_and_nothing_else_does() {
        let hash = entry_hash(&EntryHash::GENESIS, &an_entry());
        assert_eq!(hash.to_string().parse(), Ok(hash));
        let upper = hash.to_string().to_uppercase();
        for wrong in ["", "00", upper.as_str(), &"ก".repeat(22)] {
            assert!(wrong.parse::<EntryHash>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn changes_that_were_tampered_with_do_not_read() {
        let text = detail_text(&an_entry().detail);
        for wrong in [
            String::new(),
            text.replace("changes 1", "changes 2"),
            text.replace("4:2779", "04:2779"),
            text.replace("4:2779", "5:2779"),
            text.replace("before -", "before"),
            format!("{text}\n"),
        ] {
            assert_eq!(parse_detail(&wrong), Err(NotADetail), "{wrong}");
        }
    }
}
