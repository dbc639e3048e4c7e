//! A head that somebody noted outside the system, held against the journal.
//!
//! The chain alone shows what was altered, removed or moved before its end. Whether its end itself was cut off shows only against a head that
//! was noted earlier: the entry must still be there, with the same hash.

use std::str::FromStr;

use super::{EntryHash, Head};
use crate::thai::digits::to_arabic;

/// Whether the journal still leads to a head that was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotedHead {
    /// The entry is there and has the noted hash.
    Stands,
    /// The journal ends before this entry: its last entries were removed, or an older database stands in its place.
    CutOff,
    /// No entry of this number has the noted hash: the journal was written anew, or is another.
    Replaced,
}

/// The text is not a number and 64 hexadecimal digits with a colon or a space between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number and hash of a journal entry")]
pub struct NotAHead;

impl FromStr for Head {
    type Err = NotAHead;

    /// Reads `12:9f…` as it was copied or typed off paper: Thai digits and capitals are the same, and so is a space for the colon.
    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let text = to_arabic(text.trim()).to_ascii_lowercase();
        let (number, hash) = text.split_once([':', ' ']).ok_or(NotAHead)?;
        let seq = number.trim().parse().map_err(|_| NotAHead)?;
        let hash: EntryHash = hash.trim().parse().map_err(|_| NotAHead)?;
        Ok(Self { seq, hash })
    }
}

#[cfg(test)]
mod tests {
    use super::{EntryHash, Head, NotAHead};

    #[test]
    fn a_head_reads_as_it_is_shown_and_as_it_is_typed_off_paper() {
        let digits = "0123456789abcdef".repeat(4);
        let head = Head { seq: 12, hash: digits.parse().unwrap() };
        for text in
            [format!("12:{digits}"), format!("12 {digits}\n"), format!(" 12: {digits} "), format!("๑๒:{}", digits.to_uppercase())]
        {
            assert_eq!(text.parse(), Ok(head), "{text}");
        }
        assert_eq!(format!("0:{}", EntryHash::GENESIS).parse(), Ok(Head::EMPTY));
    }

    #[test]
    fn what_is_no_head_is_refused() {
        let digits = "0123456789abcdef".repeat(4);
        for text in ["", "12", "12:", &digits, &format!(":{digits}"), &format!("-1:{digits}"), &format!("12:{}", &digits[1..])] {
            assert_eq!(text.parse::<Head>(), Err(NotAHead), "{text}");
        }
    }
}
