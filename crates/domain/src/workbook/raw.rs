//! A workbook as it comes in: cells with what the file says, before any rule of ours has read them.

use std::borrow::Cow;

use jiff::civil::Date;

/// What a file says in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RawCell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number, in plain decimal digits.
    Number(String),
    /// A date.
    Date(Date),
    /// TRUE or FALSE.
    Bool(bool),
    /// A live formula, which is never taken as data.
    Formula(String),
    /// An error value such as #REF!.
    Error(String),
}

impl RawCell {
    /// The cell as text, for messages and for the workbook handed back.
    #[must_use]
    pub fn shown(&self) -> String {
        self.text().into_owned()
    }

    /// The same; borrowed where the cell holds its text.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Number(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Bool(value) => Cow::Borrowed(if *value { "TRUE" } else { "FALSE" }),
            Self::Formula(text) => Cow::Owned(format!("={text}")),
        }
    }
}

/// One row with its number in the file, counted from 1; cells from column A.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// The row's number in the file.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<RawCell>,
}

/// One sheet: its name and rows, the two header rows among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawSheet {
    /// The sheet's or file's name.
    pub name: String,
    /// Rows that hold anything.
    pub rows: Vec<RawRow>,
}

/// A whole file or folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawWorkbook {
    /// Sheets in file order.
    pub sheets: Vec<RawSheet>,
}
