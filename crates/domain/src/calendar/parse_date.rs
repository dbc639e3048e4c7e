//! Reading a date as officials write it, in any of the forms that arrive in workbooks and forms.
//!
//! Serves import and every date field. Understood are, with either digits and with or without วันที่ or a weekday before:
//! - day, month name, year: ๓๑ มีนาคม ๒๕๖๖, 31 มี.ค. 66, 31 มีนาคม พ.ศ. 2566, 31 March 2023 (B.E. 2566);
//! - day, month, year in figures, parted by / - or .: 31/3/2566, 31-03-66; the day always comes first;
//! - year, month, day in figures when the first has four figures: 2023-03-31, 2566-03-31.
//!
//! Years follow the rules of [`super::era`]. What could mean two dates, or is no day of the calendar, is an error with
//! what was read; a date is never moved to the nearest possible one, nor month and day swapped.

use super::era::{Era, YearError, buddhist_year, common_year, read_year};
use super::month::Month;
use crate::thai::digits::arabic_digit;
use jiff::civil::{Date, Weekday};

/// Longest text that is looked at; a date needs a third of it.
const LONGEST: usize = 120;

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was written.
    #[error("no date written")]
    Empty,
    /// Much longer than any date.
    #[error("too long to be a date")]
    TooLong,
    /// A word that no date has.
    #[error("{word:?} does not belong to a date")]
    UnknownWord {
        /// The word, as far as it was not understood.
        word: String,
    },
    /// All parts are understood, but they are not in the order of a date, or some are missing.
    #[error("not a day, a month and a year")]
    Incomplete,
    /// A year that cannot be understood.
    #[error(transparent)]
    Year(#[from] YearError),
    /// A month other than 1 to 12. The day comes first: 3/31/2566 is refused, not turned round.
    #[error("there is no month {month}")]
    NoSuchMonth {
        /// The month as written.
        month: u32,
    },
    /// A day that this month does not have in this year.
    #[error("month {month} of {buddhist_year} has {days_in_month} days, not {day}")]
    NoSuchDay {
        /// The day as written.
        day: u32,
        /// The month, January being 1.
        month: i8,
        /// The Buddhist year.
        buddhist_year: i16,
        /// How many days the month has in that year.
        days_in_month: i8,
    },
    /// The year is given in both eras, and they are two years.
    #[error("พ.ศ. {first} and พ.ศ. {second} are two years")]
    YearsDisagree {
        /// The first year, as a Buddhist year.
        first: u16,
        /// The second year, as a Buddhist year.
        second: u16,
    },
    /// The weekday that is written is not that of the date.
    #[error("the date is not on the weekday that is written")]
    WeekdayDisagrees {
        /// The weekday as written.
        written: Weekday,
        /// The weekday of the date.
        actual: Weekday,
    },
}

/// Reads a civil date. See the head of this module for the forms and [`super::era`] for years.
///
/// # Errors
/// [`DateError`], with what was read.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let pieces = pieces(text)?;
    let (weekday, pieces) = match pieces.split_first() {
        None => return Err(DateError::Empty),
        Some((Piece::Weekday(weekday), rest)) => (Some(*weekday), rest),
        Some(_) => (None, pieces.as_slice()),
    };
    let day = assemble(pieces)?;
    match weekday {
        Some(written) if written != day.weekday() => Err(DateError::WeekdayDisagrees { written, actual: day.weekday() }),
        _ => Ok(day),
    }
}

/// A part of a written date.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Number(String),
    Month(Month),
    Era(Era),
    Weekday(Weekday),
    Sign(char),
}

fn assemble(pieces: &[Piece]) -> Result<Date, DateError> {
    match pieces {
        [Piece::Number(day), Piece::Month(month), year @ ..] => civil(read_written_year(year)?, month.number(), day),
        [Piece::Number(year), Piece::Sign(first), Piece::Number(month), Piece::Sign(second), Piece::Number(day)]
            if year.len() == 4 && first == second =>
        {
            civil(read_year(year, None)?, month_number(month)?, day)
        }
        [Piece::Number(day), Piece::Sign(first), Piece::Number(month), Piece::Sign(second), year @ ..]
            if first == second && *first != '(' =>
        {
            civil(read_written_year(year)?, month_number(month)?, day)
        }
        _ => Err(DateError::Incomplete),
    }
}

/// A year with or without its era, and perhaps the same year in brackets in the other era.
fn read_written_year(pieces: &[Piece]) -> Result<u16, DateError> {
    match pieces {
        [Piece::Number(year)] => Ok(read_year(year, None)?),
        [Piece::Era(era), Piece::Number(year)] => Ok(read_year(year, Some(*era))?),
        [main @ .., Piece::Sign('('), Piece::Era(era), Piece::Number(year), Piece::Sign(')')] => {
            let (first, second) = (read_written_year(main)?, read_year(year, Some(*era))?);
            if first == second { Ok(first) } else { Err(DateError::YearsDisagree { first, second }) }
        }
        _ => Err(DateError::Incomplete),
    }
}

fn month_number(figures: &str) -> Result<i8, DateError> {
    let month = small_number(figures)?;
    i8::try_from(month).ok().and_then(Month::from_number).map(Month::number).ok_or(DateError::NoSuchMonth { month })
}

/// A day or month: one or two figures.
fn small_number(figures: &str) -> Result<u32, DateError> {
    if figures.len() > 2 {
        return Err(DateError::Incomplete);
    }
    figures.parse().map_err(|_| DateError::Incomplete)
}

fn civil(buddhist: u16, month: i8, day: &str) -> Result<Date, DateError> {
    let day = small_number(day)?;
    let year = common_year(buddhist).ok_or(YearError::OutOfRange { year: buddhist })?;
    let first = Date::new(year, month, 1).map_err(|_| DateError::Incomplete)?;
    i8::try_from(day).ok().and_then(|day| Date::new(year, month, day).ok()).ok_or_else(|| DateError::NoSuchDay {
        day,
        month,
        buddhist_year: buddhist_year(year),
        days_in_month: first.days_in_month(),
    })
}

/// Cuts a text into the parts of a date. Points of abbreviations and spaces are left out, fillers (วันที่, เดือน) too.
fn pieces(text: &str) -> Result<Vec<Piece>, DateError> {
    let mut pieces = Vec::new();
    let mut word = String::new();
    let mut figures = String::new();
    for (count, character) in text.trim().chars().enumerate() {
        if count >= LONGEST {
            return Err(DateError::TooLong);
        }
        let character = arabic_digit(character);
        // A point within or after a word abbreviates it; the word goes on, so that ม.ค. is one word.
        let in_word = is_letter(character) || (character == '.' && !word.is_empty());
        if !in_word {
            read_words(&std::mem::take(&mut word), &mut pieces)?;
        }
        // A space ends a number: 3 1 is not 31.
        if !character.is_ascii_digit() && !figures.is_empty() {
            pieces.push(Piece::Number(std::mem::take(&mut figures)));
        }
        if in_word {
            word.extend(character.to_lowercase().filter(|c| *c != '.'));
        } else if character.is_ascii_digit() {
            figures.push(character);
        } else {
            pieces.extend(sign(character)?);
        }
    }
    read_words(&word, &mut pieces)?;
    if !figures.is_empty() {
        pieces.push(Piece::Number(figures));
    }
    Ok(pieces)
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic() || ('\u{0E01}'..='\u{0E4E}').contains(&character)
}

/// A sign that parts the figures or brackets the second year; spaces and commas mean nothing.
fn sign(character: char) -> Result<Option<Piece>, DateError> {
    match character {
        '/' | '.' | '(' | ')' => Ok(Some(Piece::Sign(character))),
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' => Ok(Some(Piece::Sign('-'))),
        ',' | '\u{200B}' | '\u{FEFF}' => Ok(None),
        space if space.is_whitespace() => Ok(None),
        other => Err(DateError::UnknownWord { word: other.to_string() }),
    }
}

/// Reads words that may be written together (วันศุกร์ที่, เดือนมีนาคมพ.ศ.), always the longest that fits.
fn read_words(mut words: &str, pieces: &mut Vec<Piece>) -> Result<(), DateError> {
    while !words.is_empty() {
        let (length, piece) = longest_word(words).ok_or_else(|| DateError::UnknownWord { word: words.to_owned() })?;
        pieces.extend(piece);
        words = words.get(length..).unwrap_or_default();
    }
    Ok(())
}

/// The longest known word at the beginning, with its length; fillers mean nothing.
fn longest_word(words: &str) -> Option<(usize, Option<Piece>)> {
    let fillers = ["วันที่", "วัน", "ที่", "ณ", "เดือน"].into_iter().map(|name| (name.to_owned(), None));
    let eras = ERAS.into_iter().map(|(name, era)| (name.to_owned(), Some(Piece::Era(era))));
    let weekdays = WEEKDAYS.into_iter().map(|(name, weekday)| (name.to_owned(), Some(Piece::Weekday(weekday))));
    let months = Month::ALL.into_iter().flat_map(|month| {
        [month.thai(), month.thai_short(), month.english(), month.english_short()]
            .map(|name| (name.replace('.', "").to_lowercase(), Some(Piece::Month(month))))
    });
    fillers
        .chain(eras)
        .chain(weekdays)
        .chain(months)
        .filter(|(name, _)| words.starts_with(name.as_str()))
        .max_by_key(|(name, _)| name.len())
        .map(|(name, piece)| (name.len(), piece))
}

const ERAS: [(&str, Era); 7] = [
    ("พศ", Era::Buddhist),
    ("พุทธศักราช", Era::Buddhist),
    ("be", Era::Buddhist),
    ("คศ", Era::Christian),
    ("คริสต์ศักราช", Era::Christian),
    ("ce", Era::Christian),
    ("ad", Era::Christian),
];

const WEEKDAYS: [(&str, Weekday); 15] = [
    ("อาทิตย์", Weekday::Sunday),
    ("จันทร์", Weekday::Monday),
    ("อังคาร", Weekday::Tuesday),
    ("พุธ", Weekday::Wednesday),
    ("พฤหัสบดี", Weekday::Thursday),
    ("พฤหัส", Weekday::Thursday),
    ("ศุกร์", Weekday::Friday),
    ("เสาร์", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
];

#[cfg(test)]
mod tests;
