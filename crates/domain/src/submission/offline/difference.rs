//! What a sheet would change: field by field, as it was, as it is stored now, and as the file has it.

use super::Brought;
use crate::number::Decimal;
use crate::submission::{Field, FieldKey, Fields};

/// A field that the person changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The row in the file.
    pub row: u32,
    /// Which field.
    pub key: FieldKey,
    /// As it was when the sheet was made.
    pub base: String,
    /// As it is stored now.
    pub stored: String,
    /// The version that is stored now.
    pub version: u32,
    /// Login of who stored it last.
    pub by: Option<String>,
    /// As the file has it.
    pub text: String,
    /// Whether it was changed in both places, so that a person has to choose.
    pub conflict: bool,
}

/// What differs, in the order of the sheet. What the person left alone stays as it is stored, whoever changed it meanwhile.
#[must_use]
pub fn differences(brought: &[Brought], fields: &Fields) -> Vec<Difference> {
    let difference = |it: &Brought| {
        let entry = fields.0.get(&it.key);
        let stored = entry.map_or("", |entry| entry.text.as_str());
        let version = entry.map_or(0, |entry| entry.version);
        if same(it.key.field, &it.text, &it.base) || same(it.key.field, &it.text, stored) {
            return None;
        }
        Some(Difference {
            row: it.row,
            key: it.key.clone(),
            base: it.base.clone(),
            stored: stored.to_owned(),
            version,
            by: entry.map(|entry| entry.by.clone()),
            text: it.text.clone(),
            conflict: it.version != version,
        })
    };
    brought.iter().filter_map(difference).collect()
}

/// Whether two texts say the same: a spreadsheet does not keep the zeros at a number's end.
fn same(field: Field, one: &str, other: &str) -> bool {
    let number =
        matches!(field, Field::Value | Field::Numerator | Field::Denominator | Field::ProposedValue | Field::Disbursed(_));
    let value = |text: &str| Decimal::parse(text).ok().filter(|_| number);
    one == other || value(one).is_some_and(|one| value(other).is_some_and(|other| one.exact() == other.exact()))
}
