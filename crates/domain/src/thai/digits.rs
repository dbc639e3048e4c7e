//! Thai and Arabic digits, and the grouping of thousands.
//!
//! Serves every printed figure (official documents use Thai digits, data and API Arabic ones). Thai digits are a
//! rendering only: nothing here computes, rounds or stores, and a figure is never kept in Thai digits.

use std::borrow::Cow;

/// Which digits a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Digits {
    /// ๐ to ๙, as official documents print.
    Thai,
    /// 0 to 9, as data and spreadsheets print.
    #[default]
    Arabic,
}

impl Digits {
    /// Shows `text` with these digits, whichever digits it was written with.
    #[must_use]
    pub fn render(self, text: &str) -> String {
        match self {
            Self::Thai => to_thai(text),
            Self::Arabic => to_arabic(text).into_owned(),
        }
    }
}

/// Replaces every Arabic digit by its Thai one; all else stays.
#[must_use]
pub fn to_thai(text: &str) -> String {
    text.chars().map(thai_digit).collect()
}

/// Replaces every Thai digit by its Arabic one; borrows when there is none.
#[must_use]
pub fn to_arabic(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_thai_digit) { Cow::Owned(text.chars().map(arabic_digit).collect()) } else { Cow::Borrowed(text) }
}

/// Puts a comma between thousands of a plain numeral: optional sign, digits (either kind), optional decimal part.
/// Anything else comes back unchanged, so a text that is not a figure is never altered.
#[must_use]
pub fn group_thousands(numeral: &str) -> String {
    let unsigned = numeral.strip_prefix(['-', '+', '\u{2212}']).unwrap_or(numeral);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    if !is_digits(whole) || fraction.is_some_and(|digits| !is_digits(digits)) {
        return numeral.to_owned();
    }
    let count = whole.chars().count();
    let mut grouped: String = numeral.chars().take(numeral.chars().count() - unsigned.chars().count()).collect();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (count - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// The Arabic digit for a Thai one; any other character is itself.
#[must_use]
pub fn arabic_digit(character: char) -> char {
    match character {
        '๐' => '0',
        '๑' => '1',
        '๒' => '2',
        '๓' => '3',
        '๔' => '4',
        '๕' => '5',
        '๖' => '6',
        '๗' => '7',
        '๘' => '8',
        '๙' => '9',
        other => other,
    }
}

fn thai_digit(character: char) -> char {
    match character {
        '0' => '๐',
        '1' => '๑',
        '2' => '๒',
        '3' => '๓',
        '4' => '๔',
        '5' => '๕',
        '6' => '๖',
        '7' => '๗',
        '8' => '๘',
        '9' => '๙',
        other => other,
    }
}

fn is_thai_digit(character: char) -> bool {
    ('๐'..='๙').contains(&character)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || is_thai_digit(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    #[test]
    fn every_digit_has_its_thai_form() {
        assert_eq!(to_thai("0123456789"), "๐๑๒๓๔๕๖๗๘๙");
        assert_eq!(to_arabic("๐๑๒๓๔๕๖๗๘๙"), "0123456789");
    }

    #[test]
    fn words_around_figures_stay_as_they_are() {
        assert_eq!(to_thai("รอบ 12 เดือน (R12)"), "รอบ ๑๒ เดือน (R๑๒)");
        assert_eq!(to_arabic("ร้อยละ ๙๓.๖๐"), "ร้อยละ 93.60");
    }

    #[test]
    fn a_text_without_thai_digits_is_not_copied() {
        assert!(matches!(to_arabic("ร้อยละ 93.60"), Cow::Borrowed(_)));
        assert!(matches!(to_arabic("๙"), Cow::Owned(_)));
    }

    #[test]
    fn thousands_are_grouped_in_either_digits_and_the_decimals_are_not() {
        assert_eq!(group_thousands("1007528100"), "1,007,528,100");
        assert_eq!(group_thousands("๙๙๗๔๑๑๕๖๖.๘๘"), "๙๙๗,๔๑๑,๕๖๖.๘๘");
        assert_eq!(group_thousands("-1234.56789"), "-1,234.56789");
        assert_eq!(group_thousands("\u{2212}1234"), "\u{2212}1,234");
        assert_eq!(group_thousands("999"), "999");
        assert_eq!(group_thousands("1000"), "1,000");
    }

    #[test]
    fn a_text_that_is_no_numeral_is_not_grouped() {
        for text in ["", "-", "1,234", "R1234", "1234.", ".1234", "1234.5.6", "--1234", "ปี 2566"] {
            assert_eq!(group_thousands(text), text);
        }
    }

    #[test]
    fn a_reader_sees_the_chosen_digits_whichever_were_written() {
        assert_eq!(Digits::Thai.render("๑2"), "๑๒");
        assert_eq!(Digits::Arabic.render("๑2"), "12");
    }

    proptest! {
        #[test]
        fn arabic_digits_survive_the_way_through_thai_digits(text in "[^๐-๙]*") {
            let thai = to_thai(&text);
            prop_assert_eq!(to_arabic(&thai), text);
        }

        #[test]
        fn rendering_changes_no_count_of_characters(text in ".*") {
            prop_assert_eq!(to_thai(&text).chars().count(), text.chars().count());
            prop_assert!(!to_thai(&text).chars().any(|c| c.is_ascii_digit()));
            prop_assert!(!to_arabic(&text).chars().any(is_thai_digit));
        }

        #[test]
        fn grouping_only_adds_commas(numeral in "[-+]?[0-9]{1,40}(\\.[0-9]{1,9})?") {
            let grouped = group_thousands(&numeral);
            prop_assert_eq!(grouped.replace(',', ""), numeral);
            let whole = grouped.trim_start_matches(['-', '+']).split('.').next().unwrap();
            prop_assert!(whole.split(',').skip(1).all(|group| group.len() == 3));
            prop_assert!(whole.split(',').all(|group| (1..=3).contains(&group.len())));
        }
    }
}
