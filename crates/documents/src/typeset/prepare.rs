//! Thai text made ready for the layout library.
//!
//! The library finds Thai line breaks with a statistical model that also breaks inside words. Here every word end gets a
//! zero-width space (a break is allowed) and every place inside a word where the model would break gets a word joiner (it is not).
//! A zero-width space ends the stretch the model looks at, so what it does to a word does not depend on its neighbours and
//! each word is asked about once. Serves every printed document.
//! Must never change what a reader sees: Latin letters, digits and spaces pass as they are. Characters that the document font
//! cannot draw, or that steer the direction of text, are replaced visibly or dropped, and counted.

use std::collections::{BTreeMap, HashMap};

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use serde_json::Value;

use super::cluster;
use super::fonts;
use super::segment::Segmenter;

/// A line may be broken here.
pub const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// A line must not be broken here.
pub const WORD_JOINER: char = '\u{2060}';

/// What stands in the document for a character that the font cannot draw.
pub const REPLACEMENT: char = '\u{25CA}';

/// Characters that could not be printed, and how often they were met.
pub type Unprintable = BTreeMap<char, usize>;

/// Makes texts ready, remembering each word it has met.
pub struct Preparer<'a> {
    segmenter: &'a Segmenter,
    model: LineSegmenterBorrowed<'static>,
    ready: HashMap<Box<str>, Box<str>>,
    unprintable: Unprintable,
}

/// What stands before a word, as far as it matters for breaking the line there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Thai,
    Space,
    /// A sign that parts the items of a list written without spaces.
    Separator,
    Nothing,
}

impl Before {
    fn of(foreign: &str) -> Self {
        match foreign.chars().next_back() {
            Some(' ') => Self::Space,
            Some(';' | '/' | ',') => Self::Separator,
            _ => Self::Nothing,
        }
    }
}

impl<'a> Preparer<'a> {
    /// A preparer that has met no word yet.
    #[must_use]
    pub fn new(segmenter: &'a Segmenter) -> Self {
        Self {
            segmenter,
            model: LineSegmenter::new_lstm(LineBreakOptions::default()),
            ready: HashMap::new(),
            unprintable: Unprintable::new(),
        }
    }

    /// The text with its breaks marked and nothing in it that the font cannot draw.
    pub fn text(&mut self, text: &str) -> String {
        if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_control()) {
            return text.to_owned();
        }
        let printable = self.printable(text);
        self.marked(&printable)
    }

    /// The text with its breaks marked, and otherwise as it is. For templates, which are ours.
    pub fn marked(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        let mut before = Before::Nothing;
        for token in self.segmenter.tokens(text) {
            if token.starts_with(cluster::is_thai_letter) {
                match before {
                    Before::Thai | Before::Separator => out.push(ZERO_WIDTH_SPACE),
                    Before::Space if token.starts_with(cluster::is_trailing_sign) => out.push(WORD_JOINER),
                    Before::Space | Before::Nothing => {}
                }
                self.push_word(&mut out, token);
                before = Before::Thai;
            } else {
                if before == Before::Thai && token.starts_with('(') {
                    out.push(ZERO_WIDTH_SPACE);
                }
                out.push_str(token);
                before = Before::of(token);
            }
        }
        out
    }

    /// Makes every text inside the value ready; names of fields stay.
    pub fn json(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.json(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.json(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// What could not be printed so far.
    #[must_use]
    pub fn into_unprintable(self) -> Unprintable {
        self.unprintable
    }

    fn push_word(&mut self, out: &mut String, word: &str) {
        if let Some(ready) = self.ready.get(word) {
            out.push_str(ready);
            return;
        }
        let mut joined = String::with_capacity(word.len() * 2);
        self.join(word, &mut joined);
        out.push_str(&joined);
        self.ready.insert(word.into(), joined.into());
    }

    /// Puts joiners where the model would break `word`. A joiner makes two words of one for the model, so each part is asked about
    /// again.
    fn join(&self, word: &str, out: &mut String) {
        let inner = self.model.segment_str(word).find(|&at| at > 0 && at < word.len());
        match inner.and_then(|at| word.split_at_checked(at)) {
            Some((head, tail)) => {
                self.join(head, out);
                out.push(WORD_JOINER);
                self.join(tail, out);
            }
            None => out.push_str(word),
        }
    }

    fn printable(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match alike(c) {
                Some("") => {}
                Some(same) => out.push_str(same),
                None if fonts::can_draw(c) && !steers_invisibly(c) => out.push(c),
                None => {
                    *self.unprintable.entry(c).or_default() += 1;
                    if !steers_invisibly(c) {
                        out.push(REPLACEMENT);
                    }
                }
            }
        }
        out
    }
}

/// What stands for characters that mean the same as one the font has, or nothing on paper.
fn alike(c: char) -> Option<&'static str> {
    Some(match c {
        '\n' => "\n",
        '\t' | '\u{0B}' | '\u{0C}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{3000}' => {
            " "
        }
        '\u{202F}' => "\u{A0}",
        '\r' | '\u{AD}' | ZERO_WIDTH_SPACE | '\u{200C}' | '\u{200D}' | WORD_JOINER | '\u{FEFF}' => "",
        '✓' | '✔' | '☑' => "√",
        '✗' | '✘' => "×",
        '●' | '⚫' => "•",
        '\u{2011}' => "\u{2010}",
        _ => return None,
    })
}

/// Characters that draw nothing: controls, direction marks, joiners, selectors, tags.
fn steers_invisibly(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Makes every text inside `value` ready for print and says what could not be printed.
pub fn prepare_json(value: &mut Value, segmenter: &Segmenter) -> Unprintable {
    let mut preparer = Preparer::new(segmenter);
    preparer.json(value);
    preparer.into_unprintable()
}

/// The text as it was before it was made ready.
#[must_use]
pub fn plain(text: &str) -> String {
    text.replace([ZERO_WIDTH_SPACE, WORD_JOINER], "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn ready(text: &str) -> String {
        let segmenter = Segmenter::new(&[]);
        Preparer::new(&segmenter).text(text)
    }

    /// Where the layout library will break the prepared text, as pieces without the marks.
    fn lines(text: &str) -> Vec<String> {
        let ready = ready(text);
        let ends: Vec<usize> = LineSegmenter::new_lstm(LineBreakOptions::default()).segment_str(&ready).collect();
        ends.windows(2).map(|w| plain(&ready[w[0]..w[1]])).collect()
    }

    #[test]
    fn the_layout_library_breaks_only_between_words() {
        assert_eq!(lines("เทคโนโลยีภายในกันยายน"), ["เทคโนโลยี", "ภายใน", "กันยายน"]);
        assert_eq!(lines("สมาชิกวุฒิสภากรุงเทพมหานคร"), ["สมาชิก", "วุฒิสภา", "กรุงเทพมหานคร"]);
    }

    #[test]
    fn latin_letters_and_digits_pass_unchanged() {
        for text in ["ISO 9001:2015 (PMQA 4.0)", "๙๓.๖๐", "๒,๗๗๙ / ๒,๐๐๐"] {
            assert_eq!(ready(text), text);
        }
    }

    #[test]
    fn the_repeat_sign_never_starts_a_line() {
        assert_eq!(lines("ต่าง ๆ และ"), ["ต่าง ๆ ", "และ"]);
    }

    #[test]
    fn lists_written_without_spaces_may_be_broken_between_their_items() {
        assert_eq!(lines("สงขลา;ปัตตานี/ยะลา(สาขา)"), ["สงขลา;", "ปัตตานี/", "ยะลา", "(สาขา)"]);
        assert_eq!(lines("พ.ศ.๒๕๖๖"), ["พ.ศ.๒๕๖๖"]);
    }

    #[test]
    fn what_the_font_cannot_draw_is_replaced_and_counted() {
        let mut value = json!({"ข้อ": ["ผ่าน✓ 😀😀", 3, null, "ก\u{0}ข\u{202E}"]});
        let unprintable = prepare_json(&mut value, &Segmenter::new(&[]));
        assert_eq!(plain(value["ข้อ"][0].as_str().unwrap()), "ผ่าน√ ◊◊");
        assert_eq!(plain(value["ข้อ"][3].as_str().unwrap()), "กข");
        assert_eq!(unprintable.get(&'😀'), Some(&2));
        assert_eq!(unprintable.get(&'\u{202E}'), Some(&1));
    }

    #[test]
    fn the_replacement_sign_is_in_the_font() {
        assert!(fonts::can_draw(REPLACEMENT));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn breaks_fall_where_the_words_end_and_nowhere_else(text in "([\u{0E01}-\u{0E2E}][\u{0E30}-\u{0E39}\u{0E48}\u{0E49}]?){0,40}") {
            let segmenter = Segmenter::new(&[]);
            prop_assert_eq!(lines(&text), segmenter.tokens(&text));
            prop_assert_eq!(plain(&ready(&text)), text);
        }
    }
}
