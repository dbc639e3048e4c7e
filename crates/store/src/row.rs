//! One row of an answer, read by column name. What does not fit the domain becomes [`Error::Inconsistent`], which names table,
//! column and row; it must never be replaced by a default.

use std::fmt::Display;
use std::str::FromStr;

use crate::error::Error;
use crate::sql::Sql;
use crate::value::{Cell, Value};

/// One row of an answer.
pub struct Row<'a> {
    sql: &'a Sql,
    cells: Cells<'a>,
}

/// Where the cells lie.
pub(crate) enum Cells<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a ::postgres::Row),
}

impl<'a> Row<'a> {
    pub(crate) fn new(sql: &'a Sql, cells: Cells<'a>) -> Self {
        Self { sql, cells }
    }

    fn cell_at(&self, index: usize) -> Option<Cell<'_>> {
        match self.cells {
            Cells::Sqlite(row) => crate::sqlite::cell(row, index),
            Cells::Postgres(row) => crate::postgres::cell(row, index),
        }
    }

    fn cell(&self, column: &str) -> Result<Cell<'_>, Error> {
        self.sql.position(column).and_then(|index| self.cell_at(index)).ok_or_else(|| self.inconsistent(column))
    }

    /// The error that says this column of this row does not fit.
    #[must_use]
    pub fn inconsistent(&self, column: &str) -> Error {
        let row = match self.cell_at(0) {
            Some(Cell::Int(number)) => number.to_string(),
            Some(Cell::Text(text)) => text.chars().take(80).collect(),
            _ => String::new(),
        };
        Error::Inconsistent { table: self.sql.table().to_owned(), column: column.to_owned(), row }
    }

    /// Text that must be there.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it is not text.
    pub fn text(&self, column: &str) -> Result<&str, Error> {
        self.text_or_none(column)?.ok_or_else(|| self.inconsistent(column))
    }

    /// Text that may be missing.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it is something else.
    pub fn text_or_none(&self, column: &str) -> Result<Option<&str>, Error> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            _ => Err(self.inconsistent(column)),
        }
    }

    /// Text that must be there, as an owned string.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it is not text.
    pub fn string(&self, column: &str) -> Result<String, Error> {
        self.text(column).map(str::to_owned)
    }

    /// Text that may be missing, as an owned string.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it is something else.
    pub fn string_or_none(&self, column: &str) -> Result<Option<String>, Error> {
        Ok(self.text_or_none(column)?.map(str::to_owned))
    }

    /// An integer that must be there.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it is not an integer.
    pub fn int(&self, column: &str) -> Result<i64, Error> {
        self.int_or_none(column)?.ok_or_else(|| self.inconsistent(column))
    }

    /// An integer that may be missing.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it is something else.
    pub fn int_or_none(&self, column: &str) -> Result<Option<i64>, Error> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Int(number) => Ok(Some(number)),
            _ => Err(self.inconsistent(column)),
        }
    }

    /// An integer as a smaller or unsigned type.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it is not an integer or does not fit.
    pub fn number<T: TryFrom<i64>>(&self, column: &str) -> Result<T, Error> {
        T::try_from(self.int(column)?).map_err(|_| self.inconsistent(column))
    }

    /// The same, or nothing.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it is something else or does not fit.
    pub fn number_or_none<T: TryFrom<i64>>(&self, column: &str) -> Result<Option<T>, Error> {
        self.int_or_none(column)?.map(|number| T::try_from(number).map_err(|_| self.inconsistent(column))).transpose()
    }

    /// 0 or 1 as no or yes.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it is anything else.
    pub fn flag(&self, column: &str) -> Result<bool, Error> {
        match self.int(column)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.inconsistent(column)),
        }
    }

    /// Bytes that must be there.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when they are not bytes.
    pub fn bytes(&self, column: &str) -> Result<&[u8], Error> {
        match self.cell(column)? {
            Cell::Bytes(bytes) => Ok(bytes),
            _ => Err(self.inconsistent(column)),
        }
    }

    /// Text that reads as `T`: a date, an instant, a code, an id.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it does not read.
    pub fn parsed<T: FromStr>(&self, column: &str) -> Result<T, Error> {
        self.text(column)?.parse().map_err(|_| self.inconsistent(column))
    }

    /// Text that reads as `T`, or nothing.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it does not read.
    pub fn parsed_or_none<T: FromStr>(&self, column: &str) -> Result<Option<T>, Error> {
        self.text_or_none(column)?.map(|text| text.parse().map_err(|_| self.inconsistent(column))).transpose()
    }

    /// Text turned into `T` by a function of the domain.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when the function refuses it.
    pub fn read_as<T, E: Display>(&self, column: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Result<T, Error> {
        read(self.text(column)?).map_err(|_| self.inconsistent(column))
    }

    /// All cells in the order of the statement, for the copy between databases.
    pub(crate) fn values(&self) -> Result<Vec<Value>, Error> {
        let columns = self.sql.columns();
        let cell = |(index, column): (usize, &String)| {
            let cell = self.cell_at(index).ok_or_else(|| self.inconsistent(column))?;
            Ok(cell.to_value())
        };
        columns.iter().enumerate().map(cell).collect()
    }
}
