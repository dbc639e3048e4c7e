//! The difference between what is stored and what a workbook says, row by row, before anything is stored.

use std::collections::HashMap;

use super::records::{Record, Records};
use super::schema::Sheet;

/// One cell that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Key of the column.
    pub column: &'static str,
    /// Thai header of the column.
    pub column_th: &'static str,
    /// What is stored.
    pub before: Option<String>,
    /// What the workbook says.
    pub after: Option<String>,
}

/// What happens to one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowChange {
    /// It is new.
    Added,
    /// Some cells differ.
    Changed(Vec<CellChange>),
    /// It is no longer there.
    Removed,
}

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDifference {
    /// Key of the sheet.
    pub sheet: &'static str,
    /// Thai title of the sheet.
    pub sheet_th: &'static str,
    /// What identifies the row.
    pub identity: Vec<String>,
    /// What happens to it.
    pub change: RowChange,
}

/// All rows that differ, sheet by sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// The rows.
    pub rows: Vec<RowDifference>,
}

impl Difference {
    /// Whether both say the same.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Rows added, changed and removed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&RowChange) -> bool| self.rows.iter().filter(|row| wanted(&row.change)).count();
        (
            count(|change| matches!(change, RowChange::Added)),
            count(|change| matches!(change, RowChange::Changed(_))),
            count(|change| matches!(change, RowChange::Removed)),
        )
    }

    /// Whether any row of these sheets differs.
    #[must_use]
    pub fn touches(&self, sheets: &[&str]) -> bool {
        self.rows.iter().any(|row| sheets.contains(&row.sheet))
    }
}

/// Compares what is stored with what a workbook says. Rows are matched by identity, never by place.
#[must_use]
pub fn compare(stored: &Records, wanted: &Records) -> Difference {
    let mut rows = Vec::new();
    for ((sheet, before), (_, after)) in stored.sheets().zip(wanted.sheets()) {
        compare_sheet(sheet, before, after, &mut rows);
    }
    Difference { rows }
}

fn compare_sheet(sheet: &'static Sheet, before: &[Record], after: &[Record], rows: &mut Vec<RowDifference>) {
    let old: HashMap<Vec<String>, &Record> = before.iter().map(|record| (record.identity(sheet), record)).collect();
    let new: HashMap<Vec<String>, &Record> = after.iter().map(|record| (record.identity(sheet), record)).collect();
    let mut add =
        |identity: Vec<String>, change| rows.push(RowDifference { sheet: sheet.key, sheet_th: sheet.title, identity, change });
    for record in after {
        let identity = record.identity(sheet);
        match old.get(&identity) {
            None => add(identity, RowChange::Added),
            Some(stored) => {
                let cells = changed_cells(sheet, stored, record);
                if !cells.is_empty() {
                    add(identity, RowChange::Changed(cells));
                }
            }
        }
    }
    for record in before {
        let identity = record.identity(sheet);
        if !new.contains_key(&identity) {
            add(identity, RowChange::Removed);
        }
    }
}

fn changed_cells(sheet: &'static Sheet, before: &Record, after: &Record) -> Vec<CellChange> {
    let cells = sheet.columns.iter().zip(before.values.iter().zip(&after.values));
    let changed = cells.filter(|(_, (before, after))| before != after);
    changed
        .map(|(column, (before, after))| CellChange {
            column: column.key,
            column_th: column.th,
            before: before.clone(),
            after: after.clone(),
        })
        .collect()
}
