//! How values of the domain lie in cells: exact figures as decimal text, words as their keys, absent parts of a key as ''.
//!
//! It must never round, replace or guess: what does not read back is an inconsistent row.

use std::fmt::Display;

use jiff::Timestamp;
use phaen_domain::number::Decimal;
use phaen_domain::words::Words;

use crate::error::Error;
use crate::row::Row;
use crate::value::Param;

/// An exact figure with the digits it was given with.
pub(super) fn decimal(value: Decimal) -> Param<'static> {
    value.to_string().into()
}

/// An exact figure, or nothing.
pub(super) fn decimal_or_none(value: Option<Decimal>) -> Param<'static> {
    value.map_or(Param::Null, decimal)
}

/// An instant as a text of one width, so that texts compare as instants do, whatever the collation.
pub(super) fn comparable(at: Timestamp) -> Param<'static> {
    format!("{at:.9}").into()
}

/// Several values in one text, parted by semicolons.
pub(super) fn joined<T: Display>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
}

/// An exact figure that must be there.
pub(super) fn read_decimal(row: &Row<'_>, column: &str) -> Result<Decimal, Error> {
    row.read_as(column, Decimal::parse)
}

/// An exact figure, or nothing.
pub(super) fn read_decimal_or_none(row: &Row<'_>, column: &str) -> Result<Option<Decimal>, Error> {
    read_or_none(row, column, Decimal::parse)
}

/// A member of an enumeration by its key.
pub(super) fn read_word<T: Words>(row: &Row<'_>, column: &str) -> Result<T, Error> {
    T::from_key(row.text(column)?).ok_or_else(|| row.inconsistent(column))
}

/// A text that may be missing, turned into a value of the domain.
pub(super) fn read_or_none<T, E>(
    row: &Row<'_>,
    column: &str,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, Error> {
    row.text_or_none(column)?.map(|text| read(text).map_err(|_| row.inconsistent(column))).transpose()
}

/// A part of a key that is '' when absent.
pub(super) fn read_key<T, E>(row: &Row<'_>, column: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, Error> {
    match row.text(column)? {
        "" => Ok(None),
        text => read(text).map(Some).map_err(|_| row.inconsistent(column)),
    }
}

/// Several values from one text.
pub(super) fn read_joined<T, E>(
    row: &Row<'_>,
    column: &str,
    mut read: impl FnMut(&str) -> Result<T, E>,
) -> Result<Vec<T>, Error> {
    let text = row.text(column)?;
    let parts = text.split(';').filter(|_| !text.is_empty());
    parts.map(|part| read(part).map_err(|_| row.inconsistent(column))).collect()
}
