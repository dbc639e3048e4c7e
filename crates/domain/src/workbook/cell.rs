//! The rules by which one cell is read, and the canonical text it is kept as.
//!
//! "-" means no data, an empty cell means not given, only a digit is zero (`decisions.md` 6). Thai digits, thousands commas, ร้อยละ and %
//! are understood; nothing is ever truncated.

use std::borrow::Cow;
use std::collections::HashSet;

use super::problem::ProblemRule;
use super::raw::RawCell;
use super::schema::{Choices, Kind};
use crate::calendar::{FiscalYear, Month, parse_date};
use crate::id::check_code;
use crate::money::{MoneyError, Satang};
use crate::number::{Decimal, NumberError};
use crate::thai::digits::to_arabic;
use crate::visible::{is_unseen, is_unshowable};

/// Longest line of text.
pub const LONGEST_TEXT: usize = 2_000;
/// Longest text in paragraphs.
pub const LONGEST_LONG_TEXT: usize = 30_000;

/// The canonical text of no data.
pub const NO_DATA: &str = "-";
/// The canonical text of an amount that says that no budget is used. There is none, as with "-"; its project must say so too.
pub const NO_BUDGET: &str = "ไม่ใช้งบประมาณ";
/// The canonical text of ไม่เกี่ยวข้อง.
pub const NOT_APPLICABLE: &str = "n/a";
/// The canonical text of วัดผลไม่ได้.
pub const NOT_MEASURABLE: &str = "n/m";
/// The canonical text of the whole year as a period.
pub const WHOLE_YEAR: &str = "year";

/// Reads a cell by its kind: `Ok(None)` is an empty cell.
///
/// # Errors
/// The rule that the cell breaks.
pub fn read(kind: Kind, cell: &RawCell) -> Result<Option<String>, ProblemRule> {
    let text = match cell {
        RawCell::Empty => return Ok(None),
        RawCell::Formula(_) => return Err(ProblemRule::Formula),
        RawCell::Error(_) => return Err(ProblemRule::ErrorValue),
        RawCell::Bool(value) if matches!(kind, Kind::YesNo) => return Ok(Some(yes_no(*value))),
        // Days too: a spreadsheet takes a typed Buddhist year for a common one, so they are read like written ones.
        other => other.text(),
    };
    let text = clean(&text)?;
    if text.is_empty() {
        return Ok(None);
    }
    read_text(kind, &text)
}

fn read_text(kind: Kind, text: &str) -> Result<Option<String>, ProblemRule> {
    match kind {
        Kind::Text => bounded(&one_line(text), LONGEST_TEXT),
        Kind::LongText => bounded(text, LONGEST_LONG_TEXT),
        Kind::Code => code(text),
        Kind::Codes => list(text, code),
        Kind::Number => number(text).map(|value| Some(value.to_string())),
        Kind::Numbers => list(text, |part| number(part).map(|value| Some(value.to_string()))),
        Kind::Whole => whole(text),
        Kind::Money => money(text),
        Kind::Date => parse_date(text).map(|date| Some(date.to_string())).map_err(|_| ProblemRule::NotADate),
        Kind::FiscalYear => FiscalYear::parse(text).map(|y| Some(y.to_string())).map_err(|_| ProblemRule::NotAFiscalYear),
        Kind::YesNo => yes_no_text(text),
        Kind::Choice(choices) => choice(text, choices),
        Kind::Reported => reported(text),
        Kind::Period => period(text),
    }
}

/// Removes what is not seen and refuses what cannot be shown; line breaks stay.
fn clean(text: &str) -> Result<Cow<'_, str>, ProblemRule> {
    if text.chars().all(is_plain) {
        return Ok(Cow::Borrowed(text.trim()));
    }
    let text: String = text.chars().filter(|c| !is_unseen(*c)).map(|c| if c == '\u{a0}' { ' ' } else { c }).collect();
    let text = text.replace("\r\n", "\n");
    if text.chars().any(is_unshowable) {
        return Err(ProblemRule::ControlCharacter);
    }
    Ok(Cow::Owned(text.trim().to_owned()))
}

/// Whether a character is kept as it is, wherever it stands: nearly all are.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\t' | 'ก'..='๛') || !(c == '\u{a0}' || is_unseen(c) || is_unshowable(c))
}

/// A text of one line: a break or a tab, which a spreadsheet's cell may hold, is a space.
fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\t']) {
        return Cow::Borrowed(text);
    }
    let parts = text.split(['\n', '\t']).map(str::trim).filter(|part| !part.is_empty());
    Cow::Owned(parts.collect::<Vec<_>>().join(" "))
}

fn bounded(text: &str, most: usize) -> Result<Option<String>, ProblemRule> {
    // No text has more characters than bytes.
    if text.len() > most && text.chars().nth(most).is_some() {
        Err(ProblemRule::TooLong(most))
    } else {
        Ok(Some(text.to_owned()))
    }
}

fn code(text: &str) -> Result<Option<String>, ProblemRule> {
    check_code(text).map(Some).map_err(|_| ProblemRule::NotACode)
}

fn list(text: &str, read: impl Fn(&str) -> Result<Option<String>, ProblemRule>) -> Result<Option<String>, ProblemRule> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let parts = parts.map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(parts.into_iter().flatten().collect::<Vec<_>>().join(";")))
}

/// Reads a number as officials write it: Thai digits, thousands commas, ร้อยละ before, % after.
///
/// # Errors
/// [`ProblemRule::NotANumber`], [`ProblemRule::WrongGrouping`] or [`ProblemRule::TooManyDigits`].
pub fn number(text: &str) -> Result<Decimal, ProblemRule> {
    let text = to_arabic(text);
    let text = text.trim();
    let text = text.strip_prefix("ร้อยละ").or_else(|| text.strip_suffix('%')).unwrap_or(text).trim();
    let text = if text.contains('−') { Cow::Owned(text.replace('−', "-")) } else { Cow::Borrowed(text) };
    let plain = ungrouped(&text)?;
    Decimal::parse(&plain).map_err(|error| match error {
        NumberError::Form => ProblemRule::NotANumber,
        NumberError::TooLong => ProblemRule::TooManyDigits,
    })
}

fn ungrouped(text: &str) -> Result<Cow<'_, str>, ProblemRule> {
    if !text.contains(',') {
        return Ok(Cow::Borrowed(text));
    }
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or("");
    let well_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if !well_grouped || fraction.is_some_and(|fraction| fraction.contains(',')) {
        return Err(ProblemRule::WrongGrouping);
    }
    Ok(Cow::Owned(text.replace(',', "")))
}

fn whole(text: &str) -> Result<Option<String>, ProblemRule> {
    let value = number(text).map_err(|_| ProblemRule::NotWhole)?;
    let digits = value.to_string();
    match digits.parse::<u32>() {
        Ok(value) => Ok(Some(value.to_string())),
        Err(_) => Err(ProblemRule::NotWhole),
    }
}

fn money(text: &str) -> Result<Option<String>, ProblemRule> {
    match text {
        "-" | "–" => return Ok(Some(NO_DATA.to_owned())),
        NO_BUDGET => return Ok(Some(NO_BUDGET.to_owned())),
        _ => {}
    }
    Satang::parse(text).map(|amount| Some(amount.plain())).map_err(|error| match error {
        MoneyError::Grouping => ProblemRule::WrongGrouping,
        _ => ProblemRule::NotMoney,
    })
}

fn yes_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

fn yes_no_text(text: &str) -> Result<Option<String>, ProblemRule> {
    match text.to_lowercase().as_str() {
        "ใช่" | "yes" | "y" | "true" | "1" => Ok(Some(yes_no(true))),
        "ไม่ใช่" | "ไม่" | "no" | "n" | "false" | "0" => Ok(Some(yes_no(false))),
        _ => Err(ProblemRule::NotAChoice(vec!["ใช่", "ไม่ใช่"])),
    }
}

fn choice(text: &str, choices: Choices) -> Result<Option<String>, ProblemRule> {
    let arabic = to_arabic(text);
    let choices = choices();
    let found = choices.iter().find(|(key, th, _)| *key == text || *th == text || *th == arabic);
    found
        .map(|(key, ..)| Some((*key).to_owned()))
        .ok_or_else(|| ProblemRule::NotAChoice(choices.iter().map(|(_, th, _)| *th).collect()))
}

fn reported(text: &str) -> Result<Option<String>, ProblemRule> {
    match text {
        "-" | "–" | "ไม่มีข้อมูล" => Ok(Some(NO_DATA.to_owned())),
        "n/a" | "ไม่เกี่ยวข้อง" => Ok(Some(NOT_APPLICABLE.to_owned())),
        "n/m" | "วัดผลไม่ได้" | "ไม่สามารถวัดผลได้" => {
            Ok(Some(NOT_MEASURABLE.to_owned()))
        }
        _ => number(text).map(|value| Some(value.to_string())).map_err(|rule| match rule {
            ProblemRule::NotANumber => ProblemRule::NotReported,
            other => other,
        }),
    }
}

fn period(text: &str) -> Result<Option<String>, ProblemRule> {
    let month = Month::ALL.iter().find(|month| month.thai() == text || month.thai_short() == text);
    if let Some(month) = month {
        // October is the first month of a fiscal year.
        return Ok(Some(format!("M{:02}", (month.number() + 2) % 12 + 1)));
    }
    check_code(text).map(Some).map_err(|_| ProblemRule::NotAPeriod)
}

/// Whether a period means the whole year. An agency may name a round ทั้งปี; then its round is meant.
#[must_use]
pub fn is_whole_year(period: &str, rounds: &HashSet<&str>) -> bool {
    matches!(period, WHOLE_YEAR | "ปี" | "ทั้งปี") && !rounds.contains(period)
}

/// The month of the fiscal year that a canonical period names, if it is a month.
#[must_use]
pub fn month_of(period: &str) -> Option<u8> {
    let month = period.strip_prefix('M').filter(|digits| digits.len() == 2)?.parse::<u8>().ok()?;
    (1..=12).contains(&month).then_some(month)
}
