//! The sheet as it goes out: what stands in which cell.

use crate::submission::{FieldKey, SubmissionKey};

/// Where things stand in the sheet. Columns are counted from 0, rows from 1.
pub mod place {
    /// The sheet's name.
    pub const SHEET: &str = "แบบรายงาน";
    /// What the first hidden cell says.
    pub const MARK: &str = "phaen-return";
    /// The form of the sheet that is written and read.
    pub const FORM: &str = "1";
    /// Hidden: which field a row is of; above the fields, whose sheet it is.
    pub const FIELD: usize = 0;
    /// Hidden: the version that was stored when the sheet was made.
    pub const VERSION: usize = 1;
    /// Hidden: the text that was stored when the sheet was made.
    pub const BASE: usize = 2;
    /// Number as printed.
    pub const NUMBER: usize = 3;
    /// The item's name, or the field's.
    pub const LABEL: usize = 4;
    /// The answer: the only cells that are open.
    pub const ANSWER: usize = 5;
    /// What was reported at the round before.
    pub const BEFORE: usize = 6;
    /// The target.
    pub const TARGET: usize = 7;
    /// How to fill it in.
    pub const HELP: usize = 8;
    /// The row in which the seal stands, beside the plan.
    pub const SEAL: u32 = 2;
    /// The row of the heads.
    pub const HEADS: u32 = 5;
}

/// Whose sheet it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Which return.
    pub key: SubmissionKey,
    /// The seal on its hidden cells.
    pub seal: String,
    /// Title, such as the unit's name.
    pub title: String,
    /// Plan, round and due day in one line.
    pub subtitle: String,
}

/// How an answer is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// One line of text.
    Line,
    /// Paragraphs.
    Lines,
    /// One of these words.
    Choice(Vec<String>),
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which field.
    pub key: FieldKey,
    /// The version that is stored; 0 when nothing was typed yet.
    pub version: u32,
    /// The text that is stored.
    pub base: String,
    /// The field's name.
    pub label: String,
    /// How the answer is given.
    pub way: Way,
    /// The answer as it is shown: a word of the choice, or the text.
    pub answer: String,
    /// What was reported at the round before.
    pub before: Option<String>,
    /// The target.
    pub target: Option<String>,
    /// How to fill it in.
    pub help: Option<String>,
}

/// A line of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The heading of an item.
    Item {
        /// Number as printed.
        number: Option<String>,
        /// Name.
        name: String,
    },
    /// A field of the item above.
    Field(Asked),
}

/// A return as a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfflineSheet {
    /// Whose it is.
    pub about: About,
    /// Its lines in the order of the printed form.
    pub lines: Vec<Line>,
}

impl OfflineSheet {
    /// The lines with the numbers of their rows.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &Line)> {
        (place::HEADS + 1..).zip(&self.lines)
    }

    /// What stands in the hidden cells above the fields, row by row: the first two columns.
    #[must_use]
    pub fn marks(&self) -> [(String, &str); 4] {
        let key = &self.about.key;
        [
            (place::MARK.to_owned(), place::FORM),
            (key.plan.to_string(), &self.about.seal),
            (key.round.to_string(), ""),
            (key.unit.to_string(), ""),
        ]
    }

    /// Its fields.
    pub fn asked_mut(&mut self) -> impl Iterator<Item = &mut Asked> {
        self.lines.iter_mut().filter_map(|line| match line {
            Line::Field(asked) => Some(asked),
            Line::Item { .. } => None,
        })
    }
}
