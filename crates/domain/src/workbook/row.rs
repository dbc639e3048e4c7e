//! One record seen by the names of its columns, with typed getters. Cells that were refused are absent here; their problem is known.

use jiff::civil::Date;

use super::problem::{CellProblem, ProblemRule, Problems};
use super::records::Record;
use super::schema::Sheet;
use crate::calendar::parse_date;
use crate::id::CodeError;
use crate::money::Satang;
use crate::number::Decimal;
use crate::words::Words;

/// A record with its sheet.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) sheet: &'static Sheet,
    pub(super) record: &'a Record,
}

impl<'a> Row<'a> {
    /// The canonical text of a cell.
    pub(super) fn cell(&self, key: &str) -> Option<&'a str> {
        let place = self.sheet.place(key)?;
        self.record.values.get(place)?.as_deref()
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.cell(key).map(str::to_owned)
    }

    pub(super) fn code<T>(&self, key: &str, new: impl Fn(&str) -> Result<T, CodeError>) -> Option<T> {
        self.cell(key).and_then(|text| new(text).ok())
    }

    pub(super) fn codes<T>(&self, key: &str, new: impl Fn(&str) -> Result<T, CodeError>) -> Vec<T> {
        self.cell(key).map(|text| text.split(';').filter_map(|part| new(part).ok()).collect()).unwrap_or_default()
    }

    pub(super) fn number(&self, key: &str) -> Option<Decimal> {
        self.cell(key).and_then(|text| Decimal::parse(text).ok())
    }

    pub(super) fn numbers(&self, key: &str) -> Vec<Decimal> {
        self.cell(key).map(|text| text.split(';').filter_map(|part| Decimal::parse(part).ok()).collect()).unwrap_or_default()
    }

    pub(super) fn whole(&self, key: &str) -> Option<u32> {
        self.cell(key).and_then(|text| text.parse().ok())
    }

    pub(super) fn small(&self, key: &str) -> Option<u8> {
        self.cell(key).and_then(|text| text.parse().ok())
    }

    pub(super) fn money(&self, key: &str) -> Option<Satang> {
        self.cell(key).and_then(|text| Satang::parse(text).ok())
    }

    pub(super) fn date(&self, key: &str) -> Option<Date> {
        self.cell(key).and_then(|text| parse_date(text).ok())
    }

    pub(super) fn yes(&self, key: &str, otherwise: bool) -> bool {
        self.cell(key).map_or(otherwise, |text| text == "yes")
    }

    pub(super) fn choice<T: Words>(&self, key: &str) -> Option<T> {
        self.cell(key).and_then(|text| T::from_key(text))
    }

    /// Whether one of these cells was refused, so that nobody knows yet what the row says there.
    pub(super) fn is_refused(&self, problems: &Problems, columns: &[&'static str]) -> bool {
        columns.iter().any(|column| self.cell(column).is_none() && problems.has(self.sheet.key, self.record.row, column))
    }

    /// Reports a problem at one of the row's cells. A cell that was refused is not called empty as well.
    pub(super) fn problem(&self, problems: &mut Problems, column: &'static str, rule: ProblemRule) {
        if self.is_refused(problems, &[column]) {
            return;
        }
        let value = self.text(column).unwrap_or_default();
        problems.add(CellProblem { sheet: self.sheet.key, row: self.record.row, column: Some(column), value, rule });
    }
}
