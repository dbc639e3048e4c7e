//! The words of the interface: one function per key of `locales/`, bound to language and digits.
//!
//! `Text` is copied into every page; a template has it as its field `t`. Sentences live in the locale files only.
//! Arguments arrive prepared: figures through [`Text::digits`], names through [`Text::name`].

use std::borrow::Cow;

use phaen_domain::thai::digits::group_thousands;

use crate::display::{Digits, Display, Lang};

include!(concat!(env!("OUT_DIR"), "/text.rs"));

/// Words in the reader's language with the reader's digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text {
    display: Display,
}

impl Text {
    /// Words for these preferences.
    #[must_use]
    pub fn new(display: Display) -> Self {
        Self { display }
    }

    /// The preferences behind the words.
    #[must_use]
    pub fn display(self) -> Display {
        self.display
    }

    /// The code for `lang`.
    #[must_use]
    pub fn lang(self) -> &'static str {
        self.display.lang.code()
    }

    /// A prepared figure, date or code number in the reader's digits.
    #[must_use]
    pub fn digits<'a>(self, prepared: &'a str) -> Cow<'a, str> {
        self.display.digits(prepared)
    }

    /// How many, in the reader's digits, with commas between thousands.
    #[must_use]
    pub fn count(self, number: usize) -> String {
        self.display.digits(&group_thousands(&number.to_string())).into_owned()
    }

    /// A rule or a remedy in the reader's digits. What is to be typed as it stands keeps its own: codes such as R6 and M01, and examples
    /// that show both kinds of digits.
    #[must_use]
    pub fn advice(self, words: &str) -> String {
        let shows_both = words.contains(|c: char| c.is_ascii_digit()) && words.contains(|c| ('๐'..='๙').contains(&c));
        if shows_both {
            return words.to_owned();
        }
        self.digits_but_codes(words)
    }

    /// A sentence in the reader's digits; codes within it, such as R6 and K01, keep their own.
    #[must_use]
    pub fn digits_but_codes(self, words: &str) -> String {
        let pieces = words.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
        let is_code = |piece: &str| piece.contains(|c: char| c.is_ascii_alphabetic());
        pieces.map(|piece| if is_code(piece) { Cow::Borrowed(piece) } else { self.digits(piece) }).collect()
    }

    /// A name as given, or words saying that it has none when nothing of it could be seen.
    #[must_use]
    pub fn name<'a>(self, name: &'a str) -> Cow<'a, str> {
        if name.chars().any(is_visible) { Cow::Borrowed(name) } else { Cow::Borrowed(self.name_blank()) }
    }

    /// A date in full: ๓๑ มีนาคม พ.ศ. ๒๕๖๖. The year is the Buddhist year, which the domain has worked out.
    #[must_use]
    pub fn long_date(self, day: i8, month: i8, buddhist_year: i16) -> String {
        let date = self.date_long(day, self.month(month), buddhist_year);
        self.digits(&date).into_owned()
    }

    /// A date for tables: ๓๑ มี.ค. ๒๕๖๖.
    #[must_use]
    pub fn short_date(self, day: i8, month: i8, buddhist_year: i16) -> String {
        let date = self.date_short(day, self.short_month(month), buddhist_year);
        self.digits(&date).into_owned()
    }

    fn month(self, month: i8) -> &'static str {
        match month {
            1 => self.date_month_1(),
            2 => self.date_month_2(),
            3 => self.date_month_3(),
            4 => self.date_month_4(),
            5 => self.date_month_5(),
            6 => self.date_month_6(),
            7 => self.date_month_7(),
            8 => self.date_month_8(),
            9 => self.date_month_9(),
            10 => self.date_month_10(),
            11 => self.date_month_11(),
            _ => self.date_month_12(),
        }
    }

    /// The abbreviated name of a month, 1 to 12.
    #[must_use]
    pub fn short_month(self, month: i8) -> &'static str {
        match month {
            1 => self.date_short_1(),
            2 => self.date_short_2(),
            3 => self.date_short_3(),
            4 => self.date_short_4(),
            5 => self.date_short_5(),
            6 => self.date_short_6(),
            7 => self.date_short_7(),
            8 => self.date_short_8(),
            9 => self.date_short_9(),
            10 => self.date_short_10(),
            11 => self.date_short_11(),
            _ => self.date_short_12(),
        }
    }

    fn pick(self, variants: [&'static str; 4]) -> &'static str {
        let [thai, thai_with_thai_digits, english, english_with_thai_digits] = variants;
        match self.variant() {
            0 => thai,
            1 => thai_with_thai_digits,
            2 => english,
            _ => english_with_thai_digits,
        }
    }

    fn variant(self) -> u8 {
        match (self.display.lang, self.display.digits) {
            (Lang::Thai, Digits::Arabic) => 0,
            (Lang::Thai, Digits::Thai) => 1,
            (Lang::English, Digits::Arabic) => 2,
            (Lang::English, Digits::Thai) => 3,
        }
    }
}

/// Zero-width, bidirectional and control characters leave nothing to see or to click.
fn is_visible(character: char) -> bool {
    !character.is_whitespace()
        && !character.is_control()
        && !matches!(
            character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::display::{Digits, Display, Lang};

    #[test]
    fn a_date_is_written_as_officials_write_it() {
        let thai = Text::default();
        assert_eq!(thai.long_date(31, 3, 2566), "๓๑ มีนาคม พ.ศ. ๒๕๖๖");
        let english = Text::new(Display { lang: Lang::English, digits: Digits::Arabic });
        assert_eq!(english.short_date(1, 10, 2565), "1 Oct 2565");
    }

    #[test]
    fn a_count_has_commas_between_thousands_in_either_digits() {
        assert_eq!(Text::default().count(8000), "๘,๐๐๐");
        assert_eq!(Text::new(Display { lang: Lang::Thai, digits: Digits::Arabic }).count(1_234_567), "1,234,567");
        assert_eq!(Text::default().count(999), "๙๙๙");
    }

    #[test]
    fn advice_keeps_the_digits_of_what_is_to_be_typed() {
        let thai = Text::default();
        assert_eq!(thai.advice("เช่น 1,234.50 หรือ ๑,๒๓๔.๕๐"), "เช่น 1,234.50 หรือ ๑,๒๓๔.๕๐");
        assert_eq!(thai.advice("ยาวเกิน 38 หลัก"), "ยาวเกิน ๓๘ หลัก");
        assert_eq!(thai.advice("รหัสรอบ เช่น R6 หรือเดือน เช่น M01"), "รหัสรอบ เช่น R6 หรือเดือน เช่น M01");
        let arabic = Text::new(Display { lang: Lang::English, digits: Digits::Arabic });
        assert_eq!(arabic.advice("write it like 1,234.50"), "write it like 1,234.50");
    }

    #[test]
    fn a_name_of_invisible_characters_is_said_to_be_missing() {
        let thai = Text::default();
        assert_eq!(thai.name("\u{200B}\u{2060} "), "(ไม่มีชื่อ)");
        assert_eq!(thai.name("กองแผน"), "กองแผน");
    }
}
