//! Thai character clusters: where a Thai text may be cut at all.
//!
//! A cluster is a consonant with the vowels and marks that belong to it. Serves every printed document (line breaks).
//! Must never know any word; it only says where a cut would tear a cluster apart.

/// Whether the character is a Thai letter, vowel, mark or repeat sign (not a digit, not the baht sign).
pub(crate) fn is_thai_letter(c: char) -> bool {
    matches!(c, '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}')
}

/// Whether the character is drawn above or below the one before it.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}')
}

/// Whether the character repeats or shortens the word before it (ๆ, ฯ) and so must stay on its line.
pub(crate) fn is_trailing_sign(c: char) -> bool {
    matches!(c, '\u{0E2F}' | '\u{0E46}')
}

/// Whether a cluster cannot start with this character.
fn continues(c: char) -> bool {
    is_combining(c) || matches!(c, '\u{0E30}' | '\u{0E32}' | '\u{0E33}' | '\u{0E45}')
}

fn is_leading_vowel(c: char) -> bool {
    matches!(c, '\u{0E40}'..='\u{0E44}')
}

/// Whether the character is one of the four tone marks.
pub(crate) fn is_tone(c: char) -> bool {
    matches!(c, '\u{0E48}'..='\u{0E4B}')
}

/// Whether the vowel cannot end a syllable: ั and ื always have a letter after them.
fn needs_more(c: char) -> bool {
    matches!(c, '\u{0E31}' | '\u{0E37}')
}

/// Whether `rest` opens with a consonant that is silenced by ์ (as ต in ศาสตร์ it belongs to the syllable before).
fn is_silenced(rest: &[char]) -> bool {
    const SILENCER: char = '\u{0E4C}';
    match rest {
        [_, SILENCER, ..] => true,
        [_, vowel, SILENCER, ..] => matches!(vowel, '\u{0E34}' | '\u{0E38}'),
        _ => false,
    }
}

/// Byte offsets at which `run` (Thai letters only) may be cut, with its start and end.
pub(crate) fn boundaries(run: &str) -> Vec<usize> {
    let chars: Vec<char> = run.chars().collect();
    let mut cuts = vec![0];
    let mut offset = 0;
    for (i, &c) in chars.iter().enumerate() {
        if i > 0 && may_cut(&chars, i) {
            cuts.push(offset);
        }
        offset += c.len_utf8();
    }
    if offset > 0 {
        cuts.push(offset);
    }
    cuts
}

fn may_cut(chars: &[char], at: usize) -> bool {
    let (before, after) = chars.split_at(at);
    let Some(&next) = after.first() else { return true };
    let Some((&last, earlier)) = before.split_last() else { return true };
    if continues(next) || is_leading_vowel(last) || needs_more(last) || is_silenced(after) {
        return false;
    }
    !(is_tone(last) && earlier.last().is_some_and(|&c| needs_more(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(run: &str) -> Vec<&str> {
        boundaries(run).windows(2).map(|w| &run[w[0]..w[1]]).collect()
    }

    #[test]
    fn a_consonant_keeps_its_vowels_and_marks() {
        assert_eq!(cut("เพิ่มน้ำที่"), ["เพิ่", "ม", "น้ำ", "ที่"]);
        assert_eq!(cut("กันมื้อ"), ["กัน", "มื้อ"]);
    }

    #[test]
    fn a_silenced_consonant_stays_with_the_syllable_before() {
        assert_eq!(cut("ศาสตร์"), ["ศา", "ส", "ตร์"]);
        assert_eq!(cut("สิทธิ์"), ["สิ", "ทธิ์"]);
    }

    #[test]
    fn an_empty_run_has_no_piece() {
        assert!(cut("").is_empty());
    }
}
