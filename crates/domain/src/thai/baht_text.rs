//! Money in words, as written in brackets after the figures of an official letter.
//!
//! Serves letters and books (หนังสือราชการ: `๑๕๐,๐๐๐ บาท (หนึ่งแสนห้าหมื่นบาทถ้วน)`). It must never round: the words say
//! exactly the satang of the figure.

use crate::money::Satang;

const DIGITS: [&str; 10] = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
/// Divisors and names of the places within one group of six digits, highest first.
const PLACES: [(u64, &str); 4] = [(100_000, "แสน"), (10_000, "หมื่น"), (1_000, "พัน"), (100, "ร้อย")];
const MILLION: u64 = 1_000_000;

/// Writes an amount in Thai words. A final one after any higher place is เอ็ด; from 10^12 on ล้าน repeats.
#[must_use]
pub fn baht_text(amount: Satang) -> String {
    let all_satang = amount.in_satang().unsigned_abs();
    let (baht, satang) = (all_satang / 100, all_satang % 100);
    if all_satang == 0 {
        return "ศูนย์บาทถ้วน".to_owned();
    }
    let mut words = String::new();
    if amount.in_satang() < 0 {
        words.push_str("ลบ");
    }
    if baht > 0 {
        push_number(&mut words, baht);
        words.push_str("บาท");
    }
    if satang > 0 {
        push_number(&mut words, satang);
        words.push_str("สตางค์");
    } else {
        words.push_str("ถ้วน");
    }
    words
}

/// Reads the millions as a number of their own, then the six digits below.
fn push_number(words: &mut String, number: u64) {
    let millions = number / MILLION;
    if millions > 0 {
        push_number(words, millions);
        words.push_str("ล้าน");
    }
    push_below_million(words, number % MILLION, millions > 0);
}

/// `follows` says that a higher group was read before: then a lone one is เอ็ด (หนึ่งล้านเอ็ด).
fn push_below_million(words: &mut String, number: u64, follows: bool) {
    for (divisor, name) in PLACES {
        let digit = number / divisor % 10;
        if digit > 0 {
            words.push_str(digit_word(digit));
            words.push_str(name);
        }
    }
    match number / 10 % 10 {
        0 => {}
        1 => words.push_str("สิบ"),
        2 => words.push_str("ยี่สิบ"),
        tens => {
            words.push_str(digit_word(tens));
            words.push_str("สิบ");
        }
    }
    match number % 10 {
        1 if follows || number > 1 => words.push_str("เอ็ด"),
        ones => words.push_str(digit_word(ones)),
    }
}

fn digit_word(digit: u64) -> &'static str {
    usize::try_from(digit).ok().and_then(|index| DIGITS.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn words(satang: i64) -> String {
        baht_text(Satang::from_satang(satang))
    }

    /// Reads the words back by their own grammar, independent of how they were written.
    fn read_back(words: &str) -> i128 {
        let (sign, words) = words.strip_prefix("ลบ").map_or((1, words), |rest| (-1, rest));
        let (baht, satang) = words.split_once("บาท").unwrap_or(("", words));
        let satang = satang.strip_suffix("สตางค์").unwrap_or("");
        sign * (read_number(baht) * 100 + read_number(satang))
    }

    fn read_number(mut words: &str) -> i128 {
        let names = [
            ("ศูนย์", 0),
            ("หนึ่ง", 1),
            ("เอ็ด", 1),
            ("ยี่", 2),
            ("สอง", 2),
            ("สาม", 3),
            ("สี่", 4),
            ("ห้า", 5),
            ("หก", 6),
            ("เจ็ด", 7),
            ("แปด", 8),
            ("เก้า", 9),
        ];
        let places = [("สิบ", 10), ("ร้อย", 100), ("พัน", 1_000), ("หมื่น", 10_000), ("แสน", 100_000)];
        let (mut total, mut group, mut digit) = (0, 0, None);
        while !words.is_empty() {
            if let Some(rest) = words.strip_prefix("ล้าน") {
                total = (total + group + digit.unwrap_or(0)) * 1_000_000;
                (group, digit, words) = (0, None, rest);
            } else if let Some((name, place)) = places.iter().find(|(name, _)| words.starts_with(name)) {
                group += digit.unwrap_or(1) * place;
                (digit, words) = (None, &words[name.len()..]);
            } else {
                let (name, value) = names.iter().find(|(name, _)| words.starts_with(name)).expect("a known word");
                (digit, words) = (Some(*value), &words[name.len()..]);
            }
        }
        total + group + digit.unwrap_or(0)
    }

    #[test]
    fn nothing_is_zero_baht() {
        assert_eq!(words(0), "ศูนย์บาทถ้วน");
    }

    #[test]
    fn whole_baht_end_with_thuan() {
        assert_eq!(words(15_000_000), "หนึ่งแสนห้าหมื่นบาทถ้วน");
        assert_eq!(words(120_000), "หนึ่งพันสองร้อยบาทถ้วน");
        assert_eq!(words(100), "หนึ่งบาทถ้วน");
        assert_eq!(words(1_000), "สิบบาทถ้วน");
    }

    #[test]
    fn satang_are_read_as_a_number() {
        assert_eq!(words(1), "หนึ่งสตางค์");
        assert_eq!(words(50), "ห้าสิบสตางค์");
        assert_eq!(words(111), "หนึ่งบาทสิบเอ็ดสตางค์");
        assert_eq!(words(2_121), "ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์");
    }

    #[test]
    fn a_final_one_after_any_higher_place_is_et() {
        assert_eq!(words(1_100), "สิบเอ็ดบาทถ้วน");
        assert_eq!(words(2_100), "ยี่สิบเอ็ดบาทถ้วน");
        assert_eq!(words(10_100), "หนึ่งร้อยเอ็ดบาทถ้วน");
        assert_eq!(words(100_100), "หนึ่งพันเอ็ดบาทถ้วน");
        assert_eq!(words(100_000_100), "หนึ่งล้านเอ็ดบาทถ้วน");
        assert_eq!(words(1_100_000_000), "สิบเอ็ดล้านบาทถ้วน");
        assert_eq!(words(10_100_000_000), "หนึ่งร้อยเอ็ดล้านบาทถ้วน");
    }

    #[test]
    fn million_repeats_from_ten_to_the_twelfth() {
        assert_eq!(words(100_000_000_000_000), "หนึ่งล้านล้านบาทถ้วน");
        assert_eq!(words(300_000_250_000_000), "สามล้านสองล้านห้าแสนบาทถ้วน");
    }

    #[test]
    fn the_appropriation_of_2566_reads_as_an_officer_writes_it() {
        assert_eq!(words(100_752_810_000), "หนึ่งพันเจ็ดล้านห้าแสนสองหมื่นแปดพันหนึ่งร้อยบาทถ้วน");
        assert_eq!(words(99_741_156_688), "เก้าร้อยเก้าสิบเจ็ดล้านสี่แสนหนึ่งหมื่นหนึ่งพันห้าร้อยหกสิบหกบาทแปดสิบแปดสตางค์");
    }

    #[test]
    fn an_amount_below_zero_starts_with_lop() {
        assert_eq!(words(-150), "ลบหนึ่งบาทห้าสิบสตางค์");
        assert_eq!(read_back(&words(i64::MIN)), i128::from(i64::MIN));
    }

    proptest! {
        #[test]
        fn the_words_say_exactly_the_amount(satang in any::<i64>()) {
            prop_assert_eq!(read_back(&words(satang)), i128::from(satang));
        }

        #[test]
        fn small_amounts_are_said_exactly_too(satang in -100_000_000_i64..100_000_000) {
            prop_assert_eq!(read_back(&words(satang)), i128::from(satang));
        }
    }
}
