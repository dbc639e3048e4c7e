//! Codes: the agency's own permanent names of things.
//!
//! A code is what an agency writes in its workbook and never gives to another thing: the identity of a plan item outlives its editions
//! because its code does (`docs/adr/0003-codes-are-lineage.md`). A code is never shown as the number of an item; numbers may change with
//! each edition.

use std::fmt;

use crate::visible::{is_unseen, is_unshowable};

/// Longest code that is accepted, in characters.
pub const LONGEST_CODE: usize = 60;

/// Why a text cannot be a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing but white space.
    #[error("a code is empty")]
    Empty,
    /// More than [`LONGEST_CODE`] characters.
    #[error("a code has {0} characters")]
    TooLong(usize),
    /// A character that would break addresses, lists or files.
    #[error("a code contains {0:?}")]
    Character(char),
}

/// Checks a code: visible characters and single spaces, without `/ \ ? # % " < > ; |` and characters that nobody sees.
///
/// # Errors
/// [`CodeError`] names what is wrong.
pub fn check_code(text: &str) -> Result<String, CodeError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CodeError::Empty);
    }
    let length = text.chars().count();
    if length > LONGEST_CODE {
        return Err(CodeError::TooLong(length));
    }
    let breaks = |c: char| matches!(c, '/' | '\\' | '?' | '#' | '%' | '"' | '<' | '>' | ';' | '|' | '\u{200c}' | '\u{200d}');
    let refused = |c: char| c.is_control() || breaks(c) || is_unseen(c) || is_unshowable(c);
    match text.chars().find(|c| refused(*c)) {
        Some(c) => Err(CodeError::Character(c)),
        None => Ok(text.to_owned()),
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes a text that [`check_code`] accepts.
            ///
            /// # Errors
            /// [`CodeError`] names what is wrong.
            pub fn new(text: &str) -> Result<Self, CodeError> {
                check_code(text).map(Self)
            }

            /// The code as written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

codes! {
    /// Names a unit (หน่วยงาน) of the agency.
    UnitCode;
    /// Names a plan (แผน).
    PlanCode;
    /// Names a node of the plan tree: an issue, a goal, a strategy …
    NodeCode;
    /// Names an indicator (ตัวชี้วัด).
    IndicatorCode;
    /// Names a project (โครงการ).
    ProjectCode;
    /// Names a scale (เกณฑ์การให้คะแนน).
    ScaleCode;
    /// Names a reporting round within a fiscal year, such as `R12`.
    RoundCode;
    /// Names a position (ตำแหน่ง).
    PositionCode;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thai_abbreviation_is_a_code() {
        assert_eq!(UnitCode::new(" สบจ.สงขลา สาขานาทวี ").unwrap().as_str(), "สบจ.สงขลา สาขานาทวี");
    }

    #[test]
    fn what_would_break_an_address_is_refused() {
        assert_eq!(UnitCode::new("ก/ข"), Err(CodeError::Character('/')));
        assert_eq!(UnitCode::new("  "), Err(CodeError::Empty));
        assert_eq!(UnitCode::new(&"ก".repeat(61)), Err(CodeError::TooLong(61)));
        for unseen in ['\u{200b}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{2060}', '\u{feff}', '\u{ad}', '\n', '\t'] {
            assert_eq!(UnitCode::new(&format!("ก{unseen}ข")), Err(CodeError::Character(unseen)));
        }
    }
}
