//! A word list with costs: how unlikely each word is, in sixteenths of a bit.
//!
//! Serves the segmenter. Holds the packed Thai word list and the terms of an agency in the same form: a sorted table that is
//! narrowed letter by letter. Must never be asked for anything but words that start at a given place.

use std::io::Read as _;
use std::sync::OnceLock;

/// The packed list: word, tab, frequency (see words/README.md).
static PACKED: &[u8] = include_bytes!("../../words/words_th.gz");

/// Our own terms: words of planning and the provinces.
static TERMS: &str = include_str!("../../words/terms.txt");

/// Occurrences of all listed words in the corpus, the base of the costs.
const OCCURRENCES: u64 = 32_118_797;

/// The frequency an own term is given: as frequent as a common word, so that it wins over its parts.
const TERM_FREQUENCY: u64 = 20_000;

/// Words rarer than this are not trusted as parts of a longer word.
const TRUSTED_FREQUENCY: u64 = 10;

/// A word found in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Length of the word in bytes.
    pub(crate) length: usize,
    /// How unlikely it is, in sixteenths of a bit.
    pub(crate) cost: u32,
}

/// A sorted list of words.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: Vec<(Box<str>, u32)>,
}

impl Lexicon {
    /// The list that ships, unpacked once.
    pub(crate) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Lexicon> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut text = String::new();
            // The file is part of the program and a test counts its words: a failure here cannot reach a user.
            if flate2::read::GzDecoder::new(PACKED).read_to_string(&mut text).is_err() {
                text.clear();
            }
            Self::from_words(text.lines().filter_map(|line| {
                let (word, frequency) = line.split_once('\t')?;
                Some((word, frequency.parse().ok()?))
            }))
        })
    }

    /// Terms that ship, and the Thai parts of the given ones.
    pub(crate) fn of_terms(terms: &[&str]) -> Self {
        let shipped = TERMS.lines().filter(|line| !line.starts_with('#'));
        let parts = shipped.chain(terms.iter().copied()).flat_map(|term| {
            term.split(|c| !super::cluster::is_thai_letter(c))
                .filter(|part| part.chars().count() > 1)
                .filter(|part| part.chars().next().is_some_and(|c| !super::cluster::is_combining(c)))
        });
        Self::from_words(parts.map(|part| (part, TERM_FREQUENCY)))
    }

    fn from_words<'a>(words: impl Iterator<Item = (&'a str, u64)>) -> Self {
        let mut words: Vec<(Box<str>, u32)> = words.map(|(word, frequency)| (word.into(), cost(frequency))).collect();
        words.sort_unstable();
        words.dedup_by(|a, b| a.0 == b.0);
        Self { words }
    }

    /// Every word that `text` starts with, shortest first.
    pub(crate) fn prefixes_of(&self, text: &str) -> impl Iterator<Item = Found> {
        let mut rows = self.words.as_slice();
        let mut depth = 0;
        text.chars()
            .map_while(move |c| {
                let mut buffer = [0; 4];
                let letter = c.encode_utf8(&mut buffer).as_bytes();
                let from = rows.partition_point(|(word, _)| letter_at(word, depth, letter.len()) < letter);
                rows = rows.get(from..)?;
                let to = rows.partition_point(|(word, _)| letter_at(word, depth, letter.len()) <= letter);
                rows = rows.get(..to)?;
                depth += letter.len();
                let (first, cost) = rows.first()?;
                Some((first.len() == depth).then_some(Found { length: depth, cost: *cost }))
            })
            .flatten()
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

fn letter_at(word: &str, depth: usize, length: usize) -> &[u8] {
    let bytes = word.as_bytes();
    let end = bytes.len().min(depth + length);
    bytes.get(depth..end).unwrap_or_default()
}

/// The highest cost a word may have to be trusted as part of a longer one.
pub(crate) fn trusted_cost() -> u32 {
    cost(TRUSTED_FREQUENCY)
}

fn cost(frequency: u64) -> u32 {
    log2_sixteenths(OCCURRENCES).saturating_sub(log2_sixteenths(frequency + 1)).max(1)
}

/// The binary logarithm in sixteenths, by whole numbers only, so that every machine finds the same words.
fn log2_sixteenths(n: u64) -> u32 {
    let whole = n.max(1).ilog2();
    let mut rest = (u128::from(n.max(1)) << 32) >> whole;
    let mut sixteenths = whole;
    for _ in 0..4 {
        rest = (rest * rest) >> 32;
        sixteenths *= 2;
        if rest >= 1 << 33 {
            rest >>= 1;
            sixteenths += 1;
        }
    }
    sixteenths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_holds_all_its_words() {
        assert_eq!(Lexicon::shipped().len(), 60_667);
    }

    #[test]
    fn the_logarithm_is_exact_at_powers_and_right_between() {
        assert_eq!(log2_sixteenths(1), 0);
        assert_eq!(log2_sixteenths(1024), 160);
        assert_eq!(log2_sixteenths(3), 25);
    }

    #[test]
    fn prefixes_come_shortest_first() {
        let lengths: Vec<usize> = Lexicon::shipped().prefixes_of("การงานดี").map(|f| f.length / 3).collect();
        assert!(lengths.contains(&3) && lengths.contains(&6), "{lengths:?}");
        assert!(lengths.is_sorted());
    }
}
