//! Thai words in a text: where a line may be broken.
//!
//! Finds the likeliest sequence of listed words (each word taken by itself, cheapest sum wins). Serves every printed document.
//! Must never lose or change a character, cut inside a character cluster, or depend on anything but its lists and the text.

use super::cluster;
use super::lexicon::{Found, Lexicon, trusted_cost};

/// Longer words are opened into their parts, or they would run over the border of a narrow cell.
const LONGEST_WHOLE: usize = 11;

/// Own terms are names that read badly in two pieces; they are kept whole a little longer.
const LONGEST_WHOLE_TERM: usize = 16;

/// The most characters that are kept together although no word was recognised in them.
const LONGEST_UNKNOWN: usize = 12;

/// Cost of a cluster that belongs to no word: more than the rarest word.
const UNKNOWN_COST: u32 = 480;

/// Finds the words of Thai text.
#[derive(Debug)]
pub struct Segmenter {
    words: &'static Lexicon,
    terms: Lexicon,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    Word { trusted: bool },
    Term,
}

#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    kind: Kind,
}

impl Segmenter {
    /// A segmenter that knows the shipped lists and the agency's own terms.
    #[must_use]
    pub fn new(own_terms: &[&str]) -> Self {
        Self { words: Lexicon::shipped(), terms: Lexicon::of_terms(own_terms) }
    }

    /// The words of `text`, with the stretches that are not Thai between them. Put together they are `text` again.
    #[must_use]
    pub fn tokens<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let mut tokens = Vec::new();
        for stretch in stretches(text) {
            if stretch.starts_with(cluster::is_thai_letter) {
                self.words_of_run(stretch, &mut tokens);
            } else {
                tokens.push(stretch);
            }
        }
        tokens
    }

    fn words_of_run<'a>(&self, run: &'a str, tokens: &mut Vec<&'a str>) {
        let mut pieces = Vec::new();
        for piece in self.cheapest(run, usize::MAX) {
            match self.opened(piece) {
                Some(parts) => pieces.extend(parts),
                None => pieces.push(piece),
            }
        }
        tokens.extend(glued(run, &pieces));
    }

    /// The parts of a word that is too long to stay whole, if all of them are words in common use.
    fn opened<'a>(&self, piece: Piece<'a>) -> Option<Vec<Piece<'a>>> {
        let limit = match piece.kind {
            Kind::Unknown => return None,
            Kind::Word { .. } => LONGEST_WHOLE,
            Kind::Term => LONGEST_WHOLE_TERM,
        };
        if piece.text.chars().count() <= limit {
            return None;
        }
        let parts = self.cheapest(piece.text, piece.text.len() - 1);
        let sound = |part: &Piece<'_>| match part.kind {
            Kind::Unknown => false,
            Kind::Word { trusted } => trusted && part.text.chars().count() > 1,
            Kind::Term => true,
        };
        parts.iter().all(sound).then_some(parts)
    }

    /// The cheapest sequence of words no longer than `longest` bytes each.
    fn cheapest<'a>(&self, run: &'a str, longest: usize) -> Vec<Piece<'a>> {
        let cuts = cluster::boundaries(run);
        let mut best: Vec<Option<Step>> = vec![None; cuts.len()];
        for at in 0..cuts.len().saturating_sub(1) {
            let so_far = if at == 0 { 0 } else { best.get(at).copied().flatten().map_or(u64::MAX, |s| s.cost) };
            let Some((&start, rest)) = cuts.get(at..).and_then(<[usize]>::split_first) else { continue };
            relax(&mut best, at + 1, Step { from: at, cost: so_far.saturating_add(UNKNOWN_COST.into()), kind: Kind::Unknown });
            let Some(tail) = run.get(start..) else { continue };
            let mut take = |found: Found, kind: Kind| {
                if found.length <= longest
                    && let Ok(ahead) = rest.binary_search(&(start + found.length))
                {
                    let cost = so_far.saturating_add(found.cost.into());
                    relax(&mut best, at + 1 + ahead, Step { from: at, cost, kind });
                }
            };
            for found in self.words.prefixes_of(tail) {
                take(found, Kind::Word { trusted: found.cost <= trusted_cost() });
            }
            for found in self.terms.prefixes_of(tail) {
                take(found, Kind::Term);
            }
        }
        walk_back(run, &cuts, &best)
    }
}

/// The cheapest way to reach a cut.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: usize,
    cost: u64,
    kind: Kind,
}

fn relax(best: &mut [Option<Step>], at: usize, step: Step) {
    if let Some(slot) = best.get_mut(at)
        && slot.is_none_or(|known| step.cost < known.cost)
    {
        *slot = Some(step);
    }
}

fn walk_back<'a>(run: &'a str, cuts: &[usize], best: &[Option<Step>]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut at = cuts.len().saturating_sub(1);
    while let Some(step) = best.get(at).copied().flatten() {
        let range = cuts.get(step.from).zip(cuts.get(at)).and_then(|(&from, &to)| run.get(from..to));
        if let Some(text) = range {
            pieces.push(Piece { text, kind: step.kind });
        }
        at = step.from;
    }
    pieces.reverse();
    pieces
}

/// Joins what must not be parted: neighbouring unknown clusters, and ๆ or ฯ with the word before.
fn glued<'a>(run: &'a str, pieces: &[Piece<'a>]) -> Vec<&'a str> {
    let mut tokens: Vec<&'a str> = Vec::new();
    let mut start = 0;
    let mut end = 0;
    let mut unknown = false;
    for piece in pieces {
        let is_unknown = piece.kind == Kind::Unknown;
        let joined = run.get(start..end + piece.text.len()).unwrap_or_default();
        let sign = piece.text.starts_with(cluster::is_trailing_sign);
        let both_unknown = unknown && is_unknown && joined.chars().count() <= LONGEST_UNKNOWN;
        if end > start && !(sign || both_unknown) {
            tokens.extend(run.get(start..end));
            start = end;
        }
        unknown = is_unknown;
        end += piece.text.len();
    }
    if end > start {
        tokens.extend(run.get(start..end));
    }
    tokens
}

/// Cuts text into stretches of Thai letters and stretches of anything else. Marks that follow a foreign character stay with it.
fn stretches(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut inside: Option<bool> = None;
    for (at, c) in text.char_indices() {
        let thai = match inside {
            Some(false) if cluster::is_combining(c) => false,
            _ => cluster::is_thai_letter(c),
        };
        if inside.is_some_and(|was| was != thai) {
            found.extend(text.get(start..at));
            start = at;
        }
        inside = Some(thai);
    }
    if start < text.len() {
        found.extend(text.get(start..));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> String {
        Segmenter::new(&["บางมูลนาก"]).tokens(text).join("|")
    }

    #[test]
    fn words_that_the_layout_library_tears_apart_stay_whole() {
        for word in ["เทคโนโลยี", "ภายใน", "กันยายน", "กรุงเทพมหานคร", "วุฒิสภา", "ตัวชี้วัด", "ผู้รับผิดชอบ", "นครศรีธรรมราช", "บางมูลนาก"]
        {
            assert_eq!(split(word), word);
        }
    }

    #[test]
    fn a_sentence_falls_into_its_words() {
        assert_eq!(
            split("กรมบังคับคดีมีผลการดำเนินงานร้อยละ ๙๓.๖๐"),
            "กรม|บังคับคดี|มี|ผลการดำเนินงาน|ร้อยละ| ๙๓.๖๐".replace("ผลการดำเนินงาน", "ผล|การ|ดำเนินงาน")
        );
    }

    #[test]
    fn a_long_compound_is_opened_into_words() {
        assert_eq!(split("เทคโนโลยีสารสนเทศ"), "เทคโนโลยี|สารสนเทศ");
    }

    #[test]
    fn the_repeat_sign_stays_with_its_word() {
        assert_eq!(split("ต่างๆ"), "ต่างๆ");
        assert_eq!(split("กรุงเทพฯ"), "กรุงเทพฯ");
    }

    #[test]
    fn unknown_letters_are_kept_in_bounded_pieces() {
        let text = "ฮฮ".repeat(500);
        assert!(Segmenter::new(&[]).tokens(&text).iter().all(|t| t.chars().count() <= LONGEST_UNKNOWN));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_tokens_put_together_are_the_text(text in "([\u{0E00}-\u{0E5F}]|[ -~]|\\PC){0,60}") {
            prop_assert_eq!(Segmenter::new(&[]).tokens(&text).concat(), text);
        }

        #[test]
        fn no_token_after_the_first_starts_with_a_mark(text in "[\u{0E01}-\u{0E4E} a๑]{0,60}") {
            for pair in Segmenter::new(&[]).tokens(&text).windows(2) {
                prop_assert!(!pair[1].starts_with(cluster::is_combining), "{:?}", pair);
                let parted = pair[1].starts_with(cluster::is_trailing_sign) && pair[0].starts_with(cluster::is_thai_letter);
                prop_assert!(!parted, "{:?}", pair);
            }
        }
    }
}
