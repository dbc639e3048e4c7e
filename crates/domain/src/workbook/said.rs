//! Canonical texts of cells in the words that people write: for messages, and for differences that are told in a line.

use super::cell::{NO_DATA, NOT_APPLICABLE, NOT_MEASURABLE, WHOLE_YEAR, month_of};
use super::records::Record;
use super::schema::{Kind, Sheet};
use crate::calendar::Month;
use crate::calendar::thai_date::long;
use crate::thai::digits::{Digits, group_thousands};

/// A cell's canonical text in Thai words.
#[must_use]
pub fn said(kind: Kind, value: &str) -> String {
    let words = match kind {
        Kind::Choice(choices) => choices().into_iter().find(|(key, ..)| *key == value).map(|(_, th, _)| th.to_owned()),
        Kind::Date => value.parse().ok().map(|day| long(day, Digits::Arabic)),
        Kind::YesNo => Some(if value == "yes" { "ใช่" } else { "ไม่ใช่" }.to_owned()),
        Kind::Period if value == WHOLE_YEAR => Some("ทั้งปี".to_owned()),
        Kind::Period => month_of(value).and_then(month_th),
        Kind::Money | Kind::Reported if value == NO_DATA => Some("ไม่มีข้อมูล".to_owned()),
        Kind::Reported if value == NOT_APPLICABLE => Some("ไม่เกี่ยวข้อง".to_owned()),
        Kind::Reported if value == NOT_MEASURABLE => Some("วัดผลไม่ได้".to_owned()),
        Kind::Number | Kind::Money | Kind::Reported => Some(group_thousands(value)),
        _ => None,
    };
    words.unwrap_or_else(|| value.to_owned())
}

/// What identifies a row of a sheet, in Thai words; parts that are not given are left out.
#[must_use]
pub fn identity_said<'a>(sheet: &Sheet, identity: impl IntoIterator<Item = &'a str>) -> String {
    let parts = sheet.columns.iter().zip(identity).filter(|(_, part)| !part.is_empty());
    parts.map(|(column, part)| said(column.kind, part)).collect::<Vec<_>>().join(" · ")
}

/// The same of a record.
pub(super) fn record_said(sheet: &Sheet, record: &Record) -> String {
    identity_said(sheet, record.identity(sheet).iter().map(String::as_str))
}

/// The short name of a month of the fiscal year, of which October is the first.
fn month_th(month: u8) -> Option<String> {
    let number = i8::try_from((month + 8) % 12 + 1).ok()?;
    Month::from_number(number).map(|month| month.thai_short().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::schema::sheet;

    #[test]
    fn an_identity_is_told_in_words_without_empty_parts() {
        let observations = sheet("observations").expect("a sheet");
        assert_eq!(identity_said(observations, ["indicator", "A1", "", "", "M02"]), "ตัวชี้วัด · A1 · พ.ย.");
        assert_eq!(identity_said(observations, ["project", "P1", "", "กผ.", "R6"]), "โครงการ · P1 · กผ. · R6");
    }

    #[test]
    fn every_kind_of_cell_that_has_words_is_told_in_them() {
        let told = |key: &str, column: &str, value: &str| {
            let sheet = sheet(key).expect("a sheet");
            let column = sheet.columns.iter().find(|it| it.key == column).expect("a column");
            said(column.kind, value)
        };
        assert_eq!(told("plan", "edition_state", "announced"), "ประกาศใช้");
        assert_eq!(told("units", "valid_from", "2022-10-01"), "1 ตุลาคม 2565");
        assert_eq!(told("observations", "value", "n/m"), "วัดผลไม่ได้");
        assert_eq!(told("budget", "amount", "1234567.50"), "1,234,567.50");
        assert_eq!(told("budget", "period", "M01"), "ต.ค.");
        assert_eq!(told("indicators", "code", "1234"), "1234", "a code is what the agency writes");
    }
}
