//! Cells of the workbook as people read them: choices by their official word, yes and no, the rest as written.

use phaen_domain::thai::digits::group_thousands;
use phaen_domain::workbook::schema::{Kind, Sheet};

use crate::display::Lang;
use crate::text::Text;
use crate::when;

/// A canonical text in words, where its kind of cell has words of its own.
pub(crate) fn in_words(t: Text, kind: Kind, value: &str) -> Option<String> {
    match kind {
        Kind::Choice(choices) => {
            let word = choices().into_iter().find(|(key, ..)| *key == value).map(|(_, th, en)| header(t, th, en));
            word.map(|word| t.digits(word).into_owned())
        }
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

/// The name of a sheet in the reader's language.
pub(crate) fn sheet_name(t: Text, sheet: &Sheet) -> String {
    header(t, sheet.title, sheet.title_en).to_owned()
}

/// A header in the reader's language.
pub(crate) fn header(t: Text, th: &'static str, en: &'static str) -> &'static str {
    if t.display().lang == Lang::Thai { th } else { en }
}
