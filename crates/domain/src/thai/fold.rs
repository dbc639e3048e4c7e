//! The search form of a text: two texts that a Thai reader sees as the same fold to the same characters.
//!
//! Serves search and duplicate checks (both the stored text and the typed words are folded, then one is looked for in
//! the other, which works in unspaced Thai). The folded text is for comparing only: it must never be shown or stored
//! as the text itself, and it never removes tone marks, since they change the word.

use super::digits::arabic_digit;

const SARA_AA: char = '\u{0E32}';
const SARA_AM: char = '\u{0E33}';
const SARA_E: char = '\u{0E40}';
const SARA_AE: char = '\u{0E41}';
const LAKKHANGYAO: char = '\u{0E45}';
const NIKHAHIT: char = '\u{0E4D}';

/// Folds a text for search: one order of vowel and tone marks, SARA AM as one character, เเ as แ, Arabic digits,
/// lower-case Latin, single spaces, no invisible characters. Folding twice changes nothing.
#[must_use]
pub fn fold_for_search(text: &str) -> String {
    let mut cluster = Cluster::default();
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().filter(|c| !is_invisible(*c)).flat_map(simplify) {
        if !cluster.take(character) {
            cluster.write_to(&mut folded);
            cluster.start(character);
        }
    }
    cluster.write_to(&mut folded);
    folded.truncate(folded.trim_end().len());
    folded
}

/// Characters that have no shape of their own: zero-width space and joiners, word joiner, byte order mark, soft hyphen.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

/// What one character alone becomes. Lakkhangyao looks like SARA AA and is typed for it, and the other way round.
fn simplify(character: char) -> std::char::ToLowercase {
    let plain = match character {
        LAKKHANGYAO => SARA_AA,
        space if space.is_whitespace() => ' ',
        other => arabic_digit(other),
    };
    plain.to_lowercase()
}

/// One written place: a letter, the marks above and below it, and SARA AA or SARA AM after it.
#[derive(Default)]
struct Cluster {
    base: Option<char>,
    marks: Vec<char>,
    tail: Option<char>,
}

impl Cluster {
    /// Takes a character that belongs to this place; false if a new place begins.
    fn take(&mut self, character: char) -> bool {
        if mark_order(character).is_some() {
            // Only one of a kind can be seen at a place, and a long run of marks must not cost more than a short one.
            if !self.marks.contains(&character) {
                self.marks.push(character);
            }
            return true;
        }
        if matches!(character, SARA_AA | SARA_AM) && self.tail.is_none() && self.base.is_some_and(|base| base != ' ') {
            self.tail = Some(character);
            return true;
        }
        false
    }

    /// Begins a place with any character, also with a vowel that has no letter before it.
    fn start(&mut self, character: char) {
        self.base = Some(character);
        self.marks.clear();
        self.tail = None;
    }

    fn write_to(&mut self, folded: &mut String) {
        match self.base {
            Some(' ') if folded.is_empty() || folded.ends_with(' ') => {}
            // Two SARA E look like SARA AE and are often typed for it.
            Some(SARA_E) if folded.ends_with(SARA_E) => {
                folded.pop();
                folded.push(SARA_AE);
            }
            Some(base) => folded.push(base),
            None => {}
        }
        if self.tail.is_some() && self.marks.contains(&NIKHAHIT) {
            self.marks.retain(|mark| *mark != NIKHAHIT);
            self.tail = Some(SARA_AM);
        }
        self.marks.sort_by_key(|mark| (mark_order(*mark), *mark));
        folded.extend(self.marks.iter());
        folded.extend(self.tail);
    }
}

/// The order in which marks are typed at one letter: vowel, NIKHAHIT, tone, then the silencing mark.
fn mark_order(character: char) -> Option<u8> {
    match character {
        '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}' => Some(0),
        NIKHAHIT => Some(1),
        '\u{0E48}'..='\u{0E4B}' => Some(2),
        '\u{0E4C}' | '\u{0E4E}' => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    #[test]
    fn a_word_is_found_in_unspaced_text() {
        let title = fold_for_search("ร้อยละความสำเร็จของการไกล่เกลี่ยข้อพิพาทชั้นบังคับคดี ปี ๒๕๖๖");
        for word in ["ไกล่เกลี่ย", "สำเร็จ", "2566", "๒๕๖๖", "บังคับคดี ปี"]
        {
            assert!(title.contains(&fold_for_search(word)), "{word}");
        }
        assert!(!title.contains(&fold_for_search("ไกลเกลีย")));
    }

    #[test]
    fn sara_am_is_one_character_however_it_was_typed() {
        let water = "น\u{0E49}\u{0E33}";
        for typed in
            [water, "น\u{0E33}\u{0E49}", "น\u{0E4D}\u{0E49}\u{0E32}", "น\u{0E49}\u{0E4D}\u{0E32}", "น\u{0E4D}\u{0E32}\u{0E49}"]
        {
            assert_eq!(fold_for_search(typed), water);
        }
        assert_eq!(fold_for_search("กระท\u{0E4D}า"), "กระทำ");
    }

    #[test]
    fn a_tone_mark_stands_after_the_vowel() {
        assert_eq!(fold_for_search("ท\u{0E48}\u{0E35}"), "ท\u{0E35}\u{0E48}");
        assert_eq!(fold_for_search("ค\u{0E49}\u{0E38}ม"), "ค\u{0E38}\u{0E49}ม");
        assert_eq!(fold_for_search("พันธ\u{0E4C}\u{0E38}"), "พันธ\u{0E38}\u{0E4C}");
        assert_eq!(fold_for_search("ท\u{0E35}\u{0E48}\u{0E48}"), "ที่");
    }

    #[test]
    fn two_sara_e_are_sara_ae() {
        assert_eq!(fold_for_search("เเผน"), "แผน");
        assert_eq!(fold_for_search("เ\u{200B}เผน"), "แผน");
        assert_eq!(fold_for_search("เเ\u{0E48}"), fold_for_search("แ\u{0E48}"));
    }

    #[test]
    fn digits_case_and_spaces_do_not_matter() {
        assert_eq!(fold_for_search("  รอบ\u{00A0}\u{00A0}๑๒\t(R๑๒) LED \n"), "รอบ 12 (r12) led");
        assert_eq!(fold_for_search("งบ\u{200B}ประมาณ\u{FEFF}"), "งบประมาณ");
    }

    #[test]
    fn different_words_stay_different() {
        assert_ne!(fold_for_search("ป่า"), fold_for_search("ป้า"));
        assert_ne!(fold_for_search("ปา"), fold_for_search("ป่า"));
    }

    #[test]
    fn an_empty_text_folds_to_nothing() {
        assert_eq!(fold_for_search(""), "");
        assert_eq!(fold_for_search(" \u{200B} "), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[กนทเแาำๅ่้๊๋์ํัิีุู็ \u{200B}A๕5]{0,14}") {
            let once = fold_for_search(&text);
            prop_assert_eq!(fold_for_search(&once), once);
        }

        #[test]
        fn folding_any_text_twice_changes_nothing(text in "\\PC*") {
            let once = fold_for_search(&text);
            prop_assert_eq!(fold_for_search(&once), once);
        }

        #[test]
        fn a_folded_text_has_single_spaces_and_no_thai_digits(text in ".*") {
            let folded = fold_for_search(&text);
            prop_assert!(!folded.contains("  "));
            prop_assert_eq!(folded.trim(), folded.as_str());
            prop_assert!(!folded.chars().any(|c| ('๐'..='๙').contains(&c)));
        }
    }
}
