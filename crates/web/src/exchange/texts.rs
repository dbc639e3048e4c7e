//! Both sides of a changed text, letter for letter as stored: what people wrote is theirs, its digits too. A long text is cut around the
//! first difference, so that a reader always sees what is different.

/// Characters shown of a text at most.
const MOST: usize = 80;
/// Characters that lead up to the first difference.
const LEAD: usize = 24;

/// A text before and after its change, each as far as shown. Where the first difference is one of spaces and breaks alone, they are drawn.
pub(super) fn both_sides(before: &str, after: &str) -> [String; 2] {
    let [before, after] = [before, after].map(|text| text.chars().collect::<Vec<_>>());
    let same = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let is_short = before.len() <= MOST && after.len() <= MOST;
    let start = if is_short { 0 } else { start(&before, same) };
    let next = [&before, &after].map(|text| text.iter().skip(same).find(|letter| !letter.is_whitespace()));
    let [before, after] = [&before, &after].map(|text| cut(text, start));
    if next[0] == next[1] { [drawn(&before), drawn(&after)] } else { [before, after] }
}

/// Where what is shown begins: a little before the first difference, never between a letter and the marks upon it.
fn start(before: &[char], same: usize) -> usize {
    let mut start = if same <= MOST / 2 { 0 } else { same - LEAD };
    while start > 0 && before.get(start).is_some_and(|letter| is_mark(*letter)) {
        start -= 1;
    }
    start
}

fn cut(text: &[char], start: usize) -> String {
    let mut end = text.len().min(start + MOST);
    while text.get(end).is_some_and(|letter| is_mark(*letter)) {
        end += 1;
    }
    let shown: String = text.get(start..end).unwrap_or_default().iter().collect();
    let [head, tail] = [start > 0, end < text.len()].map(|is_cut| if is_cut { "…" } else { "" });
    format!("{head}{shown}{tail}")
}

/// Vowels and tones that stand above or below the letter before them.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{e31}' | '\u{e33}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{300}'..='\u{36f}')
}

/// A text whose spaces and breaks are seen.
fn drawn(text: &str) -> String {
    text.chars().fold(String::new(), |mut drawn, letter| {
        match letter {
            '\n' => drawn.push_str("↵\n"),
            '\t' => drawn.push('⇥'),
            space if space.is_whitespace() => drawn.push('␣'),
            other => drawn.push(other),
        }
        drawn
    })
}

#[cfg(test)]
mod tests {
    use super::both_sides;

    #[test]
    fn a_text_is_shown_as_stored_with_its_own_digits() {
        assert_eq!(both_sides("ปี 2566", "ปี ๒๕๖๖"), ["ปี 2566", "ปี ๒๕๖๖"]);
    }

    #[test]
    fn a_long_text_is_cut_around_its_first_difference() {
        let long = "ที่ปรึกษา ".repeat(30);
        let [before, after] = both_sides(&format!("{long}เดิม {long}"), &format!("{long}ใหม่ {long}"));
        assert!(before.starts_with('…') && before.ends_with('…') && before.contains("เดิม"), "{before}");
        assert!(after.starts_with('…') && after.ends_with('…') && after.contains("ใหม่"), "{after}");
        assert!(before.chars().count() <= 90, "{before}");
        let [before, after] = both_sides(&long, &format!("{long}และอื่น ๆ"));
        assert!(before.starts_with('…') && !before.ends_with('…') && after.ends_with("และอื่น ๆ"), "{before} {after}");
        let [before, after] = both_sides(&format!("ก{long}"), &format!("ข{long}"));
        assert!(before.starts_with('ก') && before.ends_with('…') && after.starts_with('ข'), "{before} {after}");
    }

    #[test]
    fn a_mark_is_never_parted_from_its_letter() {
        for lead in 60..90 {
            let long = format!("{}{}", "ก".repeat(lead), "กี่".repeat(60));
            let [before, after] = both_sides(&format!("{long}ก"), &format!("{long}ข"));
            assert!(before.starts_with("…ก") && after.ends_with('ข'), "{before}");
            let [before, _] = both_sides(&format!("ก{long}"), &format!("ข{long}"));
            assert!(before.ends_with("ก…") || before.ends_with("กี่…"), "{before}");
        }
    }

    #[test]
    fn spaces_and_breaks_are_drawn_where_nothing_else_differs() {
        assert_eq!(both_sides("กอง แผน", "กอง  แผน"), ["กอง␣แผน", "กอง␣␣แผน"]);
        assert_eq!(both_sides("กองแผน", "กอง แผน"), ["กองแผน", "กอง␣แผน"]);
        assert_eq!(both_sides("ก\nข", "ก ข"), ["ก↵\nข", "ก␣ข"]);
        let long = "แผน ".repeat(60);
        let [before, after] = both_sides(&format!("{long} ก {long}เดิม"), &format!("{long}ก {long}ใหม่"));
        assert_ne!(before, after);
        assert!(before.contains("␣␣ก"), "{before}");
    }
}
