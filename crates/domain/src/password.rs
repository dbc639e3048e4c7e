//! The rule for new passwords (OWASP ASVS 2.1): long, not the login, and more than what everybody tries first.
//!
//! A password is judged by what is left of it without words that everybody uses and without runs along the keyboard, Latin or Thai.

use std::collections::BTreeSet;

use crate::words::Words;

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most characters of a password.
pub const LONGEST: usize = 128;
/// Fewest characters that no list knows.
const OWN: usize = 6;
/// Fewest different characters.
const DIFFERENT: usize = 5;
/// Neighbouring keys that make a run.
const RUN: usize = 4;

/// Words that stand in so many passwords that they keep nobody out, in Thai also as the Latin keyboard types them.
const COMMON: &str = "password passw0rd p@ssw0rd p@ssword welcome letmein iloveyou changeme administrator admin superman football \
    liverpool manchester sunshine princess dragon monkey master secret login default computer internet thailand bangkok sawasdee \
    sawatdee google facebook samsung iphone abc123 รหัสผ่าน ความลับ สวัสดี ประเทศไทย กรุงเทพ ราชการ ผู้ดูแลระบบ จำไม่ได้ ขอให้รวย รักนะ \
    isylzjko l;ylfu xitgmlwmp di6'gmr ik=dki";

/// Rows of keys and other orders that fingers follow; each is followed forwards and backwards.
const ROWS: &[&str] = &[
    "1234567890-=",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "!@#$%^&*()_+",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "ๅ/-ภถุึคตจขช",
    "ๆไำพะัีรนยบลฃ",
    "ฟหกดเ้่าสวง",
    "ผปแอิืทมใฝ",
    "+๑๒๓๔ู฿๕๖๗๘๙",
    "๐\"ฎฑธํ๊ณฯญฐ,",
    "ฤฆฏโฌ็๋ษศซ.",
    "()ฉฮฺ์?ฒฬฦ",
    "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "๐๑๒๓๔๕๖๗๘๙๐",
];

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PasswordRefused {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// The login stands in it.
    HoldsLogin,
    /// Hardly any different characters.
    Repeats,
    /// Little more than common words and neighbouring keys.
    Common,
}

impl Words for PasswordRefused {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (
            Self::TooShort,
            "too_short",
            "รหัสผ่านสั้นเกินไป ต้องยาวอย่างน้อย 12 ตัวอักษร",
            "The password is too short: it needs at least 12 characters",
        ),
        (Self::TooLong, "too_long", "รหัสผ่านยาวเกินไป ใช้ได้ไม่เกิน 128 ตัวอักษร", "The password is too long: at most 128 characters"),
        (
            Self::HoldsLogin,
            "holds_login",
            "รหัสผ่านมีชื่อบัญชีอยู่ข้างใน กรุณาตั้งใหม่โดยไม่มีชื่อบัญชี",
            "The password holds the login: choose one without it",
        ),
        (
            Self::Repeats,
            "repeats",
            "รหัสผ่านใช้ตัวอักษรซ้ำกันแทบทั้งหมด ต้องมีตัวอักษรต่างกันอย่างน้อย 5 ตัว",
            "The password repeats itself: it needs at least 5 different characters",
        ),
        (
            Self::Common,
            "common",
            "รหัสผ่านเดาง่าย เพราะมีแต่คำที่ใช้กันทั่วไปหรือปุ่มที่เรียงติดกันบนแป้นพิมพ์ กรุณาเพิ่มคำของท่านเองอย่างน้อย 6 ตัวอักษร",
            "The password is easy to guess: little more than common words or neighbouring keys. Add at least 6 characters of your own",
        ),
    ];
}

/// Judges a new password of an account.
///
/// # Errors
/// [`PasswordRefused`] names the first rule it breaks.
pub fn check(password: &str, login: &str) -> Result<(), PasswordRefused> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordRefused::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordRefused::TooLong);
    }
    let lower = password.to_lowercase();
    if !login.is_empty() && lower.contains(&login.to_lowercase()) {
        return Err(PasswordRefused::HoldsLogin);
    }
    if password.chars().collect::<BTreeSet<_>>().len() < DIFFERENT {
        return Err(PasswordRefused::Repeats);
    }
    if own_characters(&lower) < OWN { Err(PasswordRefused::Common) } else { Ok(()) }
}

/// How many characters stand outside common words and runs.
fn own_characters(lower: &str) -> usize {
    // A mark keeps apart what stood on both sides of a word that is taken out.
    let without = COMMON.split_whitespace().fold(lower.to_owned(), |rest, word| rest.replace(word, "\u{0}"));
    let keys: Vec<char> = without.chars().collect();
    let mut own = 0;
    let mut place = 0;
    while place < keys.len() {
        let run = longest_run(&keys[place..]);
        if run >= RUN {
            place += run;
        } else {
            own += usize::from(keys[place] != '\u{0}' && !keys[place].is_whitespace());
            place += 1;
        }
    }
    own
}

/// How many keys from the first on follow one another on a row, in one direction, or are the same.
fn longest_run(keys: &[char]) -> usize {
    let same = keys.iter().take_while(|key| Some(*key) == keys.first()).count();
    let rows = ROWS.iter().flat_map(|row| {
        let forward: Vec<char> = row.chars().collect();
        let backward: Vec<char> = row.chars().rev().collect();
        [along(keys, &forward), along(keys, &backward)]
    });
    rows.max().unwrap_or(0).max(same)
}

fn along(keys: &[char], row: &[char]) -> usize {
    let starts = row.iter().enumerate().filter(|(_, key)| Some(*key) == keys.first());
    starts.map(|(start, _)| keys.iter().zip(&row[start..]).take_while(|(typed, key)| typed == key).count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_of_ones_own_is_taken_in_any_script() {
        for fine in ["ร่มคันใหญ่-2567", "correct horse battery", "phaen-2566-สาธิต", "รหัสผ่านแรกของกองแผน", "ความลับ ที่ยาวพอ 2566"]
        {
            assert_eq!(check(fine, "somsri"), Ok(()), "{fine}");
        }
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let common = [
            "password1234",
            "P@ssw0rd1234",
            "123456789012",
            "qwertyuiop12",
            "1qaz2wsx3edc",
            "ๆไำพะัีรนยบล",
            "ภถุึคตจขช123",
            "ฟหกดเ้่าสวง1",
            "asdfgasdfgas",
            "รหัสผ่าน1234",
            "สวัสดีสวัสดี1",
            "กขฃคฅฆงจฉชซฌ",
            "adminadmin123",
            "poiuytrewq99",
        ];
        for password in common {
            let refused = check(password, "somsri");
            assert!(matches!(refused, Err(PasswordRefused::Common)), "{password}: {refused:?}");
        }
    }

    #[test]
    fn length_login_and_repetition_are_told_apart() {
        assert_eq!(check("สั้นไป", "somsri"), Err(PasswordRefused::TooShort));
        assert_eq!(check(&"กข".repeat(65), "somsri"), Err(PasswordRefused::TooLong));
        assert_eq!(check("ของ SomSri เท่านั้น", "somsri"), Err(PasswordRefused::HoldsLogin));
        assert_eq!(check("ababababababab", "somsri"), Err(PasswordRefused::Repeats));
    }
}
