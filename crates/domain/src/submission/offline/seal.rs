//! What the hidden cells of a sheet say, as one text: what a seal is put on when the sheet goes out, and held against when it comes back. Which
//! row is of which field, the version and the text that were stored, and whose return it is, nobody changes on the way.

use std::fmt::Write as _;

use super::{Line, OfflineSheet, place};
use crate::submission::SubmissionKey;
use crate::workbook::{RawCell, RawRow, RawWorkbook};

impl OfflineSheet {
    /// What its hidden cells say.
    #[must_use]
    pub fn hidden(&self) -> String {
        let mut text = head(&self.about.key);
        for (row, line) in self.rows() {
            if let Line::Field(asked) = line {
                push(&mut text, row, &asked.key.to_string(), &asked.version.to_string(), &asked.base);
            }
        }
        text
    }
}

/// What the hidden cells of a file say that came back as the sheet of this return, and the seal that stands in it.
#[must_use]
pub fn hidden_in(raw: &RawWorkbook, key: &SubmissionKey) -> (String, String) {
    let (mut text, mut seal) = (head(key), String::new());
    for row in raw.sheets.iter().filter(|sheet| sheet.name == place::SHEET).flat_map(|sheet| &sheet.rows) {
        let own = |column| row_text(row, column);
        if row.number == place::SEAL {
            seal = own(place::VERSION);
        } else if row.number > place::HEADS && !own(place::FIELD).is_empty() {
            push(&mut text, row.number, &own(place::FIELD), &own(place::VERSION), &own(place::BASE));
        }
    }
    (text, seal)
}

fn head(key: &SubmissionKey) -> String {
    format!("{}\n{}\n{}\n", key.plan, key.round, key.unit)
}

/// A row; texts with their length before them, so that no text can look like another row. A spreadsheet keeps neither the way in which a line
/// ends (some write a return as `_x000D_`) nor blanks at the end.
fn push(text: &mut String, row: u32, field: &str, version: &str, base: &str) {
    let base = base.replace("_x000D_", "").replace('\r', "");
    let base = base.trim();
    let _ = writeln!(text, "{row}|{}|{field}|{version}|{}|{base}", field.len(), base.len());
}

fn row_text(row: &RawRow, column: usize) -> String {
    row.cells.get(column).unwrap_or(&RawCell::Empty).shown().trim().to_owned()
}
