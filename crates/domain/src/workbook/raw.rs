//! A workbook as it comes in: cells with what the file says, before any rule of ours has read them.

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
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Number(text) | Self::Error(text) => text.clone(),
            Self::Date(date) => date.to_string(),
            Self::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Formula(text) => format!("={text}"),
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
