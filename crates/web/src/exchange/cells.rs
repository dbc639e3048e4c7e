//! Cells of the workbook as people read them: choices by their official word, yes and no, the rest as written.

use phaen_domain::thai::digits::group_thousands;
use phaen_domain::workbook::schema::{Kind, Sheet};

use crate::display::Lang;
use crate::text::Text;
use crate::when;

/// A canonical text in words, where its kind of cell has words of its own.
pub(crate) fn in_words(t: Text, kind: Kind, value: &str) -> Option<String> {
    match kind {
        Kind::Choice(choices) if t.display().lang == Lang::Thai => {
            choices().iter().find(|(key, _)| *key == value).map(|(_, th)| t.digits(th).into_owned())
        }
        Kind::Choice(_) => Some(value.replace('_', " ")),
        Kind::Date => value.parse().ok().map(|day| when::day(t, day)),
        Kind::Number | Kind::Money | Kind::Whole | Kind::Reported
            if value.starts_with(|c: char| c.is_ascii_digit() || c == '-') =>
        {
            let number = if value == "-" { t.exchange_no_data().to_owned() } else { group_thousands(value) };
            Some(t.digits(&number).into_owned())
        }
        // A code is what the agency writes, digit by digit.
        Kind::Code | Kind::Codes => Some(value.to_owned()),
        Kind::YesNo => Some(if value == "yes" { t.exchange_yes() } else { t.exchange_no() }.to_owned()),
        _ => None,
    }
}

/// The name of a sheet: its Thai title, or its English key written as words.
pub(crate) fn sheet_name(t: Text, sheet: &Sheet) -> String {
    header(t, sheet.title, sheet.key)
}

/// A header in the reader's language.
pub(crate) fn header(t: Text, th: &str, key: &str) -> String {
    if t.display().lang == Lang::Thai { th.to_owned() } else { key.replace('_', " ") }
}
