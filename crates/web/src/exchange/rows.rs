//! What a workbook would change, sheet by sheet: all of it counted, some hundred rows shown.

use phaen_domain::workbook::schema::{Kind, sheet};
use phaen_domain::workbook::{CellChange, Difference, RowChange, RowDifference};

use super::cells::{header, in_words};
use super::texts::both_sides;
use crate::components::{Tag, Tone};
use crate::journal::names::Names;
use crate::text::Text;

/// Rows shown in all; all are counted.
pub(super) const MOST_ROWS: usize = 300;

/// One cell that differs.
pub(super) struct Cell {
    pub(super) column: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// One row that differs.
pub(super) struct Row {
    pub(super) change: Tag,
    pub(super) identity: String,
    pub(super) cells: Vec<Cell>,
}

/// One sheet with differences.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) added: String,
    pub(super) changed: String,
    pub(super) removed: String,
    pub(super) rows: Vec<Row>,
    /// How many rows are not shown.
    pub(super) more: Option<String>,
}

/// The sheets that differ, in the order of the workbook.
pub(super) fn sheets(t: Text, names: &Names, difference: &Difference) -> Vec<Sheet> {
    let mut left = MOST_ROWS;
    let mut sheets = Vec::new();
    for of_sheet in difference.rows.chunk_by(|a, b| a.sheet == b.sheet) {
        let Some(first) = of_sheet.first() else { continue };
        let count = |wanted: fn(&RowChange) -> bool| t.count(of_sheet.iter().filter(|row| wanted(&row.change)).count());
        let shown = of_sheet.len().min(left);
        left -= shown;
        let more = of_sheet.len() - shown;
        sheets.push(Sheet {
            name: header(t, first.sheet_th, first.sheet_en).to_owned(),
            added: count(|change| matches!(change, RowChange::Added)),
            changed: count(|change| matches!(change, RowChange::Changed(_))),
            removed: count(|change| matches!(change, RowChange::Removed)),
            rows: of_sheet.iter().take(shown).map(|difference| row(t, names, difference)).collect(),
            more: (more > 0).then(|| t.exchange_more_rows(t.count(more))),
        });
    }
    sheets
}

fn row(t: Text, names: &Names, difference: &RowDifference) -> Row {
    let (change, cells) = match &difference.change {
        RowChange::Added => (Tag::new(Tone::Success, t.exchange_row_added()), Vec::new()),
        RowChange::Removed => (Tag::new(Tone::Refusal, t.exchange_row_removed()), Vec::new()),
        RowChange::Changed(cells) => {
            let cells = cells.iter().map(|change| cell(t, difference.sheet, change)).collect();
            (Tag::new(Tone::Warning, t.exchange_row_changed()), cells)
        }
    };
    let columns = sheet(difference.sheet).map_or(&[][..], |sheet| sheet.columns);
    let parts = difference.identity.iter().zip(columns).filter(|(part, _)| !part.is_empty());
    let parts = parts.map(|(part, column)| match column.kind {
        Kind::Code => names.of_any(t, part).map_or_else(|| part.clone(), |name| format!("{part} {name}")),
        Kind::Period => names.of_any(t, part).unwrap_or_else(|| part.clone()),
        kind => words(t, kind, part),
    });
    let identity = parts.collect::<Vec<_>>().join(" · ");
    let name = header(t, difference.sheet_th, difference.sheet_en).to_owned();
    Row { change, identity: if identity.is_empty() { name } else { identity }, cells }
}

fn cell(t: Text, of_sheet: &str, change: &CellChange) -> Cell {
    let column = sheet(of_sheet).and_then(|sheet| sheet.columns.iter().find(|column| column.key == change.column));
    let kind = column.map_or(Kind::LongText, |column| column.kind);
    let texts = [&change.before, &change.after].map(|side| side.as_deref().unwrap_or(""));
    let texts = if is_written(kind) { both_sides(texts[0], texts[1]) } else { texts.map(|value| words(t, kind, value)) };
    let given = [change.before.is_some(), change.after.is_some()];
    let [before, after] = [0, 1].map(|side| if given[side] { texts[side].clone() } else { t.exchange_empty_cell().to_owned() });
    Cell { column: header(t, change.column_th, change.column_en).to_owned(), before, after }
}

/// Whether people write such a cell in their own words, digits included.
fn is_written(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::LongText)
}

/// A cell's canonical text for the reader: words where it has them, else in the reader's digits unless it is written text or a code.
fn words(t: Text, kind: Kind, value: &str) -> String {
    let as_stored = is_written(kind) || matches!(kind, Kind::Period);
    let otherwise = || if as_stored { value.to_owned() } else { t.digits(value).into_owned() };
    in_words(t, kind, value).unwrap_or_else(otherwise)
}
