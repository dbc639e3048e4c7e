//! The difference between what is stored and what a workbook says, row by row, before anything is stored.

use std::collections::{HashMap, HashSet};

use super::records::{Record, Records};
use super::schema::Sheet;
use super::write::{write, write_differing};
use crate::plan::AgencyPlan;

/// One cell that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Key of the column.
    pub column: &'static str,
    /// Thai header of the column.
    pub column_th: &'static str,
    /// The same in English.
    pub column_en: &'static str,
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
    /// The same in English.
    pub sheet_en: &'static str,
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

/// Compares the plan that is stored, if one is, with the plan that a workbook says: the difference between their records. What is the
/// same in both is not written out for it.
#[must_use]
pub fn compare_plans(stored: Option<&AgencyPlan>, wanted: &AgencyPlan) -> Difference {
    let (before, after) = match stored {
        Some(stored) => write_differing(stored, wanted),
        None => (Records::default(), write(wanted)),
    };
    compare(&before, &after)
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
    let old: HashMap<String, &Record> = before.iter().map(|record| (record.identity_text(sheet), record)).collect();
    let mut add = |record: &Record, change| {
        rows.push(RowDifference {
            sheet: sheet.key,
            sheet_th: sheet.title,
            sheet_en: sheet.title_en,
            identity: record.identity(sheet),
            change,
        });
    };
    for record in after {
        match old.get(&record.identity_text(sheet)) {
            None => add(record, RowChange::Added),
            Some(stored) => {
                let cells = changed_cells(sheet, stored, record);
                if !cells.is_empty() {
                    add(record, RowChange::Changed(cells));
                }
            }
        }
    }
    if before.is_empty() {
        return;
    }
    let new: HashSet<String> = after.iter().map(|record| record.identity_text(sheet)).collect();
    for record in before {
        if !new.contains(&record.identity_text(sheet)) {
            add(record, RowChange::Removed);
        }
    }
    if ORDERED.contains(&sheet.key) {
        compare_order(sheet, before, after, rows);
    }
}

/// Sheets whose rows are printed in the order in which they stand.
const ORDERED: [&str; 5] = ["nodes", "indicators", "owners", "projects", "problems"];

/// Rows that both have but in another order.
fn compare_order(sheet: &'static Sheet, before: &[Record], after: &[Record], rows: &mut Vec<RowDifference>) {
    let places = |records: &[Record], others: &[Record]| {
        let others: HashSet<_> = others.iter().map(|record| record.identity(sheet)).collect();
        records.iter().map(|record| record.identity(sheet)).filter(|identity| others.contains(identity)).collect::<Vec<_>>()
    };
    let (old, new) = (places(before, after), places(after, before));
    let old_places: HashMap<&Vec<String>, usize> = old.iter().enumerate().map(|(place, identity)| (identity, place)).collect();
    for (place, identity) in new.iter().enumerate() {
        let Some(old_place) = old_places.get(identity).filter(|old_place| **old_place != place) else { continue };
        let moved = CellChange {
            column: "order",
            column_th: "ลำดับแถว",
            column_en: "Order of the row",
            before: Some((old_place + 1).to_string()),
            after: Some((place + 1).to_string()),
        };
        match rows.iter_mut().find(|row| row.sheet == sheet.key && row.identity == *identity) {
            Some(RowDifference { change: RowChange::Changed(cells), .. }) => cells.push(moved),
            _ => rows.push(RowDifference {
                sheet: sheet.key,
                sheet_th: sheet.title,
                sheet_en: sheet.title_en,
                identity: identity.clone(),
                change: RowChange::Changed(vec![moved]),
            }),
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
            column_en: column.en,
            before: before.clone(),
            after: after.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(rows: &[(&str, &str)]) -> Records {
        let mut records = Records::default();
        for (code, name) in rows {
            let mut values = vec![None; 8];
            values[0] = Some((*code).to_owned());
            values[4] = Some((*name).to_owned());
            records.add("nodes", Record { row: 0, values });
        }
        records
    }

    #[test]
    fn rows_are_added_changed_and_removed_by_their_code() {
        let difference = compare(&nodes(&[("A", "หนึ่ง"), ("B", "สอง")]), &nodes(&[("A", "หนึ่งใหม่"), ("C", "สาม")]));
        assert_eq!(difference.counts(), (1, 1, 1));
    }

    #[test]
    fn another_order_is_a_change() {
        let (before, after) = (nodes(&[("A", "ก"), ("B", "ข")]), nodes(&[("B", "ข"), ("A", "ก")]));
        assert_eq!(compare(&before, &after).counts(), (0, 2, 0));
        assert!(compare(&before, &before).is_empty());
    }

    #[test]
    fn a_new_row_in_front_moves_no_other() {
        assert_eq!(compare(&nodes(&[("A", "ก")]), &nodes(&[("B", "ข"), ("A", "ก")])).counts(), (1, 0, 0));
    }
}
