//! Problems with what stands in the cell: rules between rows know a cell by its canonical text, people by what they typed.

use std::collections::HashMap;

use super::problem::{ProblemRule, Problems};
use super::raw::{RawCell, RawRow, RawWorkbook};
use super::records::{Header, find_header};
use super::schema::sheet;

/// One sheet of the file.
struct Page<'a> {
    header: Header,
    rows: HashMap<u32, &'a RawRow>,
}

impl Problems {
    /// The same with the texts of the file's cells.
    #[must_use]
    pub fn as_written(mut self, raw: &RawWorkbook) -> Self {
        let mut pages = HashMap::new();
        for problem in self.listed_mut() {
            // A repeated row is named by all that identifies it, not by one cell.
            let Some(column) = problem.column.filter(|_| !matches!(problem.rule, ProblemRule::Duplicate(_))) else { continue };
            let page = pages.entry(problem.sheet).or_insert_with(|| Page::of(raw, problem.sheet));
            if let Some(text) = page.as_ref().and_then(|page| page.text(problem.sheet, problem.row, column)) {
                problem.value = text;
            }
        }
        self
    }
}

impl<'a> Page<'a> {
    fn of(raw: &'a RawWorkbook, key: &str) -> Option<Self> {
        let found = raw.sheets.iter().find(|page| sheet(page.name.trim()).is_some_and(|known| known.key == key))?;
        let (header, _) = find_header(sheet(key)?, found)?;
        Some(Self { header, rows: found.rows.iter().map(|row| (row.number, row)).collect() })
    }

    fn text(&self, key: &str, row: u32, column: &str) -> Option<String> {
        let place = self.header.get(sheet(key)?.place(column)?).copied().flatten()?;
        let cell = self.rows.get(&row)?.cells.get(place)?;
        Some(cell).filter(|cell| **cell != RawCell::Empty).map(|cell| cell.shown().trim().to_owned())
    }
}
