//! Where the words of a query stand in a text, so that they can be marked. A mark never cuts a letter from its vowel or tone mark.

use phaen_domain::thai::fold::fold_for_search;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The characters as written.
    pub(super) text: String,
    /// Whether they were searched for.
    pub(super) found: bool,
}

/// Characters of a text around the first find that are shown of long texts.
const AROUND: usize = 70;
/// Longest text that is marked; what is longer is cut first.
const LONGEST: usize = 4_000;

/// Cuts a text into pieces, those that were searched for marked.
pub(super) fn marked(text: &str, query: &str) -> Vec<Piece> {
    let folded = fold_for_search(query);
    let words = folded.split_whitespace().collect::<Vec<_>>();
    let letters = text.char_indices().take(LONGEST).collect::<Vec<_>>();
    let mut pieces = Vec::new();
    let (mut plain_from, mut at) = (0, 0);
    while let Some((start, _)) = letters.get(at) {
        let end = words.iter().filter_map(|word| end_of(text, &letters, at, word)).max();
        match end {
            Some(end) => {
                push(&mut pieces, text.get(plain_from..*start), false);
                let stop = letters.get(end).map_or(text.len(), |(stop, _)| *stop);
                push(&mut pieces, text.get(*start..stop), true);
                (plain_from, at) = (stop, end);
            }
            None => at += 1,
        }
    }
    push(&mut pieces, text.get(plain_from..), false);
    pieces
}

/// The neighbourhood of the first find in a long text; nothing where nothing is found.
pub(super) fn excerpt(text: &str, query: &str) -> Option<Vec<Piece>> {
    let pieces = marked(text, query);
    let first = pieces.iter().position(|piece| piece.found)?;
    let mut short = Vec::new();
    if let Some(before) = first.checked_sub(1).and_then(|place| pieces.get(place)) {
        let letters = before.text.chars().collect::<Vec<_>>();
        let from =
            (letters.len().saturating_sub(AROUND)..letters.len()).find(|at| letters.get(*at).is_some_and(|c| !is_mark(*c)));
        let from = from.unwrap_or(letters.len());
        let lead = if from > 0 { "… " } else { "" };
        let kept: String = letters.iter().skip(from).collect();
        short.push(Piece { text: format!("{lead}{kept}"), found: false });
    }
    let mut room = AROUND * 2;
    for piece in pieces.iter().skip(first) {
        let kept: String = piece.text.chars().take(room).collect();
        let cut = kept.len() < piece.text.len();
        room = room.saturating_sub(kept.chars().count());
        short.push(Piece { text: if cut { format!("{kept} …") } else { kept }, found: piece.found });
        if cut || room == 0 {
            break;
        }
    }
    Some(short)
}

/// Where the word that begins at a letter ends, counted in letters; with the marks that hang on its last letter.
fn end_of(text: &str, letters: &[(usize, char)], at: usize, word: &str) -> Option<usize> {
    let (start, first) = *letters.get(at)?;
    if is_mark(first) || first.is_whitespace() {
        return None;
    }
    let begins = fold_for_search(&first.to_string());
    // เเ is searched as แ, so a first letter may be the half of another.
    let half = first == 'เ' && word.starts_with('แ');
    if !(half || word.starts_with(&begins)) {
        return None;
    }
    let most = word.chars().count() * 2 + 4;
    for length in 1..=most {
        let stop = letters.get(at + length).map_or(text.len(), |(stop, _)| *stop);
        let folded = fold_for_search(text.get(start..stop)?);
        if folded == word {
            let marks = letters.get(at + length..).unwrap_or(&[]).iter().take_while(|(_, letter)| is_mark(*letter)).count();
            return Some(at + length + marks);
        }
        if folded.len() > word.len() || stop == text.len() {
            return None;
        }
    }
    None
}

/// Whether a character hangs on the letter before it.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0E31}' | '\u{0E33}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{200B}'..='\u{200F}')
}

fn push(pieces: &mut Vec<Piece>, text: Option<&str>, found: bool) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push(Piece { text: text.to_owned(), found });
    }
}

#[cfg(test)]
mod tests {
    use super::{excerpt, marked};

    fn shown(text: &str, query: &str) -> String {
        let pieces = marked(text, query).into_iter();
        pieces.map(|piece| if piece.found { format!("[{}]", piece.text) } else { piece.text }).collect()
    }

    #[test]
    fn a_word_is_marked_inside_unspaced_thai() {
        assert_eq!(shown("จำนวนการไกล่เกลี่ยข้อพิพาท", "ไกล่เกลี่ย"), "จำนวนการ[ไกล่เกลี่ย]ข้อพิพาท");
        assert_eq!(shown("จำนวนการไกล่เกลี่ยข้อพิพาท", "พิพาท จำนวน"), "[จำนวน]การไกล่เกลี่ยข้อ[พิพาท]");
    }

    #[test]
    fn a_mark_never_cuts_a_letter_from_its_tone() {
        assert_eq!(shown("ไกล่เกลี่ย", "ไกล"), "[ไกล่]เกลี่ย");
    }

    #[test]
    fn digits_and_case_are_found_as_they_are_searched() {
        assert_eq!(shown("ปี ๒๕๖๖ LED", "2566 led"), "ปี [๒๕๖๖] [LED]");
    }

    #[test]
    fn a_long_text_is_cut_around_the_find() {
        let text = format!("{}ไกล่เกลี่ย{}", "ก".repeat(300), "ข".repeat(300));
        let short: String = excerpt(&text, "ไกล่เกลี่ย").expect("found").into_iter().map(|piece| piece.text).collect();
        assert!(short.starts_with("… ก") && short.ends_with("ข …") && short.chars().count() < 230, "{short}");
        assert!(excerpt(&text, "ค").is_none());
    }
}
