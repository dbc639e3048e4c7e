//! Thai dictionary order: leading vowels sort after their consonant, tone marks only break ties.
//!
//! Serves every list that people read by name, and the collation both databases use, so that a page, a book and a
//! query put the same names in the same order. It must never be used as identity: equal means the same characters.

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use std::cmp::Ordering;

/// The order of the Thai dictionary. Cheap to share; make one and keep it.
#[derive(Debug)]
pub struct Collator(CollatorBorrowed<'static>);

/// The language data compiled into the program lack what Thai order needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no data for Thai dictionary order")]
pub struct CollationMissing;

impl Collator {
    /// The order for names and titles.
    ///
    /// # Errors
    /// [`CollationMissing`] if the compiled language data have no Thai.
    pub fn new() -> Result<Self, CollationMissing> {
        Self::with(CollationNumericOrdering::False)
    }

    /// The order for codes and numbered titles: runs of digits count as numbers, so that 1.9 comes before 1.10.
    ///
    /// # Errors
    /// [`CollationMissing`] if the compiled language data have no Thai.
    pub fn for_codes() -> Result<Self, CollationMissing> {
        Self::with(CollationNumericOrdering::True)
    }

    fn with(numeric: CollationNumericOrdering) -> Result<Self, CollationMissing> {
        let thai = "th".parse().map_err(|_| CollationMissing)?;
        let mut preferences = CollatorPreferences::from_locale_strict(&thai).map_err(|_| CollationMissing)?;
        preferences.numeric_ordering = Some(numeric);
        CollatorBorrowed::try_new(preferences, CollatorOptions::default()).map(Self).map_err(|_| CollationMissing)
    }

    /// Compares by dictionary order. Texts the dictionary holds equal (it ignores spaces and dots) are told apart by
    /// their characters, so that the order is total and the same on every machine.
    #[must_use]
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.0.compare(left, right).then_with(|| left.cmp(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn sorted<'a>(collator: &Collator, words: &[&'a str]) -> Vec<&'a str> {
        let mut words = words.to_vec();
        words.sort_by(|left, right| collator.compare(left, right));
        words
    }

    #[test]
    fn a_leading_vowel_sorts_after_its_consonant() {
        let collator = Collator::new().unwrap();
        assert_eq!(
            sorted(&collator, &["ไก่", "ขา", "เกม", "แขก", "กา", "โครงการ", "ฮูก", "เก่า"]),
            ["กา", "เกม", "เก่า", "ไก่", "ขา", "แขก", "โครงการ", "ฮูก"]
        );
    }

    #[test]
    fn tone_marks_only_break_ties() {
        let collator = Collator::new().unwrap();
        assert_eq!(sorted(&collator, &["ปา", "ป้า", "ป่าน", "ป๋า", "ป่า", "ป๊า"]), ["ปา", "ป่า", "ป้า", "ป๊า", "ป๋า", "ป่าน"]);
    }

    #[test]
    fn offices_stand_as_in_a_thai_list() {
        let collator = Collator::new().unwrap();
        assert_eq!(
            sorted(&collator, &["สำนักงานเลขานุการกรม", "กองนโยบายและแผน", "กลุ่มตรวจสอบภายใน", "กองบริหารการคลัง"]),
            ["กลุ่มตรวจสอบภายใน", "กองนโยบายและแผน", "กองบริหารการคลัง", "สำนักงานเลขานุการกรม"]
        );
    }

    #[test]
    fn codes_sort_by_their_numbers_in_either_digits() {
        let codes = Collator::for_codes().unwrap();
        assert_eq!(sorted(&codes, &["1.10", "1.9", "1.2"]), ["1.2", "1.9", "1.10"]);
        assert_eq!(sorted(&codes, &["กลยุทธ์ที่ ๑๐", "กลยุทธ์ที่ ๒"]), ["กลยุทธ์ที่ ๒", "กลยุทธ์ที่ ๑๐"]);
        let names = Collator::new().unwrap();
        assert_eq!(sorted(&names, &["R6", "R12"]), ["R12", "R6"]);
        assert_eq!(sorted(&codes, &["R12", "R6"]), ["R6", "R12"]);
    }

    #[test]
    fn only_the_same_characters_are_equal() {
        let collator = Collator::new().unwrap();
        assert_ne!(collator.compare("ก.พ.", "กพ"), Ordering::Equal);
        assert_eq!(collator.compare("ก.พ.", "ก.พ."), Ordering::Equal);
    }

    proptest! {
        #[test]
        fn the_order_is_total(texts in proptest::collection::vec("[ก-๙ .a-c0-3]{0,6}", 3)) {
            let collator = Collator::new().unwrap();
            let (a, b, c) = (&texts[0], &texts[1], &texts[2]);
            prop_assert_eq!(collator.compare(a, b), collator.compare(b, a).reverse());
            prop_assert_eq!(collator.compare(a, b) == Ordering::Equal, a == b);
            if collator.compare(a, b) == Ordering::Less && collator.compare(b, c) == Ordering::Less {
                prop_assert_eq!(collator.compare(a, c), Ordering::Less);
            }
        }
    }
}
