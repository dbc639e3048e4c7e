//! Money as whole satang: exact, checked, printed with two decimal places.
//!
//! Serves budgets and disbursements (วงเงิน, การเบิกจ่าย) wherever they are read, added or printed. It must never hold a
//! fraction of a satang, round, or take a word for an amount: "-" (no data) and ไม่ใช้งบประมาณ (no budget used) are not
//! money, the reader of the cell decides about them first.

use crate::thai::digits::{Digits, arabic_digit, group_thousands};
use std::fmt;
use std::str::FromStr;

/// An amount of money in satang (1 baht = 100 satang).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Satang(i64);

/// Why a text or a sum is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was written.
    #[error("no amount written")]
    Empty,
    /// A character that no amount has, at this place (counted from 1) of the written text.
    #[error("{found:?} at place {place} does not belong to an amount")]
    Unexpected {
        /// The character.
        found: char,
        /// Its place, counted from 1.
        place: usize,
    },
    /// There are signs or a unit but no figure, or a point without figures on both sides.
    #[error("figures are missing")]
    DigitsMissing,
    /// Commas that do not part thousands; a figure may be missing or doubled.
    #[error("the commas do not part thousands")]
    Grouping,
    /// More than two decimal places: it is not an amount of whole satang.
    #[error("{places} decimal places, at most 2 are money")]
    TooManyDecimals {
        /// How many were written.
        places: usize,
    },
    /// Larger than an amount can be, about 92,233 million million baht.
    #[error("the amount is out of range")]
    OutOfRange,
}

impl Satang {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// An amount of so many satang.
    #[must_use]
    pub const fn from_satang(satang: i64) -> Self {
        Self(satang)
    }

    /// An amount of whole baht, if it is in range.
    #[must_use]
    pub fn from_baht(baht: i64) -> Option<Self> {
        baht.checked_mul(100).map(Self)
    }

    /// The amount in satang.
    #[must_use]
    pub const fn in_satang(self) -> i64 {
        self.0
    }

    /// Whether the amount is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the amount is zero, a typed figure and not the lack of one.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Adds, unless the result is out of range.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Subtracts, unless the result is out of range.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Adds all amounts. Parts may leave the range as long as the whole does not.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] if the whole is no amount.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        let mut total: i128 = 0;
        for amount in amounts {
            total = total.checked_add(i128::from(amount.0)).ok_or(MoneyError::OutOfRange)?;
        }
        i64::try_from(total).map(Self).map_err(|_| MoneyError::OutOfRange)
    }

    /// Reads an amount as officials write it: either digits, thousands parted by commas or not, at most two decimal
    /// places, an optional sign, an optional unit (บาท after or ฿ before).
    ///
    /// # Errors
    /// [`MoneyError`], telling what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let numeral = strip_unit(text.trim_matches(is_space));
        if numeral.is_empty() {
            return Err(if text.trim_matches(is_space).is_empty() { MoneyError::Empty } else { MoneyError::DigitsMissing });
        }
        // The rest is a part of `text`, so its first place is known by what was cut off before it.
        let cut = text.find(numeral).unwrap_or_default();
        let before = text.get(..cut).unwrap_or_default().chars().count();
        Numeral::read(numeral, before)?.into_satang()
    }

    /// The amount with a comma between thousands and two decimal places: 997,411,566.88.
    #[must_use]
    pub fn print(self, digits: Digits) -> String {
        digits.render(&group_thousands(&self.plain()))
    }

    /// The amount for data files: Arabic digits, no commas, two decimal places: 997411566.88.
    #[must_use]
    pub fn plain(self) -> String {
        let satang = self.0.unsigned_abs();
        let sign = if self.is_negative() { "-" } else { "" };
        format!("{sign}{}.{:02}", satang / 100, satang % 100)
    }
}

impl fmt::Display for Satang {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.print(Digits::Arabic))
    }
}

impl FromStr for Satang {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}' | '\u{FEFF}')
}

fn strip_unit(text: &str) -> &str {
    let text = text.strip_suffix("บาท").unwrap_or(text);
    let text = text.strip_prefix('฿').unwrap_or(text);
    text.trim_matches(is_space)
}

/// The characters of a written amount, sorted out but not yet added up.
#[derive(Default)]
struct Numeral {
    negative: bool,
    whole: String,
    /// How many figures stand between one comma and the next.
    groups: Vec<usize>,
    fraction: Option<String>,
}

impl Numeral {
    fn read(text: &str, before: usize) -> Result<Self, MoneyError> {
        let mut numeral = Self { groups: vec![0], ..Self::default() };
        for (index, character) in text.chars().enumerate() {
            match arabic_digit(character) {
                '+' if index == 0 => {}
                '-' | '\u{2212}' if index == 0 => numeral.negative = true,
                '.' if numeral.fraction.is_none() => numeral.fraction = Some(String::new()),
                ',' if numeral.fraction.is_none() => numeral.groups.push(0),
                digit if digit.is_ascii_digit() => numeral.push(digit),
                _ => return Err(MoneyError::Unexpected { found: character, place: before + index + 1 }),
            }
        }
        Ok(numeral)
    }

    fn push(&mut self, digit: char) {
        if let Some(fraction) = &mut self.fraction {
            fraction.push(digit);
        } else {
            self.whole.push(digit);
            if let Some(group) = self.groups.last_mut() {
                *group += 1;
            }
        }
    }

    fn into_satang(self) -> Result<Satang, MoneyError> {
        if self.whole.is_empty() || self.fraction.as_ref().is_some_and(String::is_empty) {
            return Err(MoneyError::DigitsMissing);
        }
        if let [first, rest @ ..] = self.groups.as_slice()
            && !rest.is_empty()
            && (!(1..=3).contains(first) || rest.iter().any(|group| *group != 3))
        {
            return Err(MoneyError::Grouping);
        }
        let fraction = self.fraction.unwrap_or_default();
        if fraction.len() > 2 {
            return Err(MoneyError::TooManyDecimals { places: fraction.len() });
        }
        let sign = if self.negative { "-" } else { "" };
        format!("{sign}{}{fraction:0<2}", self.whole).parse().map(Satang).map_err(|_| MoneyError::OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn satang(text: &str) -> Result<i64, MoneyError> {
        Satang::parse(text).map(Satang::in_satang)
    }

    #[test]
    fn amounts_are_read_as_officials_write_them() {
        for (text, expected) in [
            ("1,007,528,100", 100_752_810_000),
            ("๙๙๗,๔๑๑,๕๖๖.๘๘", 99_741_156_688),
            ("395584.00", 39_558_400),
            ("1,234.5 บาท", 123_450),
            ("๑,๒๓๔บาท", 123_400),
            ("฿ 100", 10_000),
            ("  0 ", 0),
            ("007.05", 705),
            ("-๐.๗๕", -75),
            ("+6.00", 600),
            ("\u{2212}1,000.00", -100_000),
            ("\u{00A0}12\u{200B}", 1_200),
        ] {
            assert_eq!(satang(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_third_decimal_place_is_refused_even_when_it_is_zero() {
        assert_eq!(satang("1.005"), Err(MoneyError::TooManyDecimals { places: 3 }));
        assert_eq!(satang("1.000"), Err(MoneyError::TooManyDecimals { places: 3 }));
    }

    #[test]
    fn words_and_dashes_are_not_money() {
        assert_eq!(satang(""), Err(MoneyError::Empty));
        assert_eq!(satang(" \u{200B}"), Err(MoneyError::Empty));
        assert_eq!(satang("-"), Err(MoneyError::DigitsMissing));
        assert_eq!(satang("บาท"), Err(MoneyError::DigitsMissing));
        assert_eq!(satang("ไม่ใช้งบประมาณ"), Err(MoneyError::Unexpected { found: 'ไ', place: 1 }));
    }

    #[test]
    fn a_wrong_character_is_named_with_its_place() {
        assert_eq!(satang("12 500"), Err(MoneyError::Unexpected { found: ' ', place: 3 }));
        assert_eq!(satang("  1e5"), Err(MoneyError::Unexpected { found: 'e', place: 4 }));
        assert_eq!(satang("1-"), Err(MoneyError::Unexpected { found: '-', place: 2 }));
        assert_eq!(satang("1.234.567"), Err(MoneyError::Unexpected { found: '.', place: 6 }));
        assert_eq!(satang("5 ล้านบาท"), Err(MoneyError::Unexpected { found: ' ', place: 2 }));
    }

    #[test]
    fn commas_must_part_thousands() {
        for text in ["1,23", "1234,567", ",123", "1,,234", "1,234,", "1,0075,281"] {
            assert_eq!(satang(text), Err(MoneyError::Grouping), "{text}");
        }
        assert_eq!(satang("1.0,0"), Err(MoneyError::Unexpected { found: ',', place: 4 }));
    }

    #[test]
    fn a_point_needs_figures_on_both_sides() {
        for text in [".50", "12.", ".", "-.5"] {
            assert_eq!(satang(text), Err(MoneyError::DigitsMissing), "{text}");
        }
    }

    #[test]
    fn an_amount_beyond_the_range_is_refused_not_cut() {
        assert_eq!(satang("92,233,720,368,547,758.07"), Ok(i64::MAX));
        assert_eq!(satang("92,233,720,368,547,758.08"), Err(MoneyError::OutOfRange));
        assert_eq!(satang("-92,233,720,368,547,758.08"), Ok(i64::MIN));
        assert_eq!(satang(&"9".repeat(10_000)), Err(MoneyError::OutOfRange));
        assert_eq!(Satang::from_baht(i64::MAX), None);
        assert_eq!(Satang::from_satang(i64::MAX).checked_add(Satang::from_satang(1)), None);
        assert_eq!(Satang::from_satang(i64::MIN).checked_sub(Satang::from_satang(1)), None);
    }

    #[test]
    fn a_sum_is_exact_and_its_order_does_not_matter() {
        let largest = Satang::from_satang(i64::MAX);
        let one = Satang::from_satang(1);
        assert_eq!(Satang::sum([largest, one, Satang::from_satang(-1)]), Ok(largest));
        assert_eq!(Satang::sum([largest, one]), Err(MoneyError::OutOfRange));
        assert_eq!(Satang::sum([]), Ok(Satang::ZERO));
    }

    #[test]
    fn the_unspent_money_of_2566_is_the_difference_of_the_printed_figures() {
        let appropriated = Satang::parse("๑,๐๐๗,๕๒๘,๑๐๐").unwrap();
        let spent = Satang::parse("๙๙๘,๙๖๙,๑๙๙.๙๖").unwrap();
        assert_eq!(appropriated.checked_sub(spent).unwrap().print(Digits::Thai), "๘,๕๕๘,๙๐๐.๐๔");
    }

    #[test]
    fn amounts_are_printed_with_commas_and_two_places() {
        let amount = Satang::from_satang(-123_450);
        assert_eq!(amount.to_string(), "-1,234.50");
        assert_eq!(amount.print(Digits::Thai), "-๑,๒๓๔.๕๐");
        assert_eq!(amount.plain(), "-1234.50");
        assert_eq!(Satang::from_satang(5).to_string(), "0.05");
        assert_eq!(Satang::from_satang(-5).to_string(), "-0.05");
        assert_eq!(Satang::ZERO.to_string(), "0.00");
    }

    proptest! {
        #[test]
        fn a_printed_amount_reads_back_as_itself(satang in any::<i64>()) {
            let amount = Satang::from_satang(satang);
            prop_assert_eq!(Satang::parse(&amount.print(Digits::Thai)), Ok(amount));
            prop_assert_eq!(Satang::parse(&amount.print(Digits::Arabic)), Ok(amount));
            prop_assert_eq!(Satang::parse(&amount.plain()), Ok(amount));
            prop_assert_eq!(Satang::parse(&format!("{amount} บาท")), Ok(amount));
        }

        #[test]
        fn no_text_makes_reading_fail_otherwise_than_by_an_error(text in ".*") {
            if let Ok(amount) = Satang::parse(&text) {
                prop_assert_eq!(Satang::parse(&amount.to_string()), Ok(amount));
            }
        }
    }
}
