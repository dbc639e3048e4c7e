//! How a formula or an error value is shown in a workbook that is handed back, and read again as what it was.
//!
//! A live formula is never written. It stands as text behind words that nobody types, so that the next reading finds the same problem
//! instead of taking the text for data.

use phaen_domain::workbook::RawCell;

const FORMULA: &str = "⚠ สูตร (ไม่รับ): =";
const ERROR: &str = "⚠ ค่าผิดพลาด: ";

/// The text for a cell of the workbook handed back.
pub(super) fn handed_back(cell: &RawCell) -> String {
    match cell {
        RawCell::Formula(formula) => format!("{FORMULA}{formula}"),
        RawCell::Error(error) => format!("{ERROR}{error}"),
        other => other.shown(),
    }
}

/// A text cell of a file as it was before it was handed back.
pub(super) fn came_in(text: &str) -> RawCell {
    if text.is_empty() {
        RawCell::Empty
    } else if let Some(formula) = text.strip_prefix(FORMULA) {
        RawCell::Formula(formula.to_owned())
    } else if let Some(error) = text.strip_prefix(ERROR) {
        RawCell::Error(error.to_owned())
    } else {
        RawCell::Text(text.to_owned())
    }
}
