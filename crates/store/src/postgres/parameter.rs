//! Values on their way to and from PostgreSQL. Columns are BIGINT, TEXT and BYTEA; smaller integers and truth values appear
//! only in answers and are widened. NUMERIC is refused: a sum must be written `CAST(SUM(x) AS BIGINT)`.

use std::error::Error;

use ::postgres::types::private::BytesMut;
use ::postgres::types::{FromSql, IsNull, ToSql, Type};

use crate::value::{Cell, Param};

impl ToSql for Param<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) => match *ty {
                Type::INT8 => number.to_sql(ty, out),
                Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
                Type::INT2 => i16::try_from(*number)?.to_sql(ty, out),
                _ => Err(format!("an integer was given where {ty} is needed").into()),
            },
            Self::Text(text) if <&str as ToSql>::accepts(ty) => text.as_ref().to_sql(ty, out),
            Self::Text(_) => Err(format!("text was given where {ty} is needed").into()),
            Self::Bytes(bytes) if *ty == Type::BYTEA => bytes.as_ref().to_sql(ty, out),
            Self::Bytes(_) => Err(format!("bytes were given where {ty} is needed").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        // Decided above, where the value is known.
        true
    }

    ::postgres::types::to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Cell::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(|number| Cell::Int(number.into())),
            Type::INT2 => i16::from_sql(ty, raw).map(|number| Cell::Int(number.into())),
            Type::BOOL => bool::from_sql(ty, raw).map(|flag| Cell::Int(flag.into())),
            Type::BYTEA => <&[u8]>::from_sql(ty, raw).map(Cell::Bytes),
            _ => <&str>::from_sql(ty, raw).map(Cell::Text),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Cell::Null)
    }

    fn accepts(ty: &Type) -> bool {
        let own = [Type::INT8, Type::INT4, Type::INT2, Type::BOOL, Type::BYTEA];
        own.contains(ty) || <&str as FromSql>::accepts(ty)
    }
}

/// One cell of a row; `None` for a kind of value that does not belong in storage.
pub(crate) fn cell(row: &::postgres::Row, index: usize) -> Option<Cell<'_>> {
    row.try_get(index).ok()
}
