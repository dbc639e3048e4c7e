//! The sheet that drawings are written on. Lengths are whole tenths of a unit; text is escaped for XML here and
//! nowhere else.

use std::fmt::{self, Write as _};

use super::{Heading, Sheet};
use crate::components::Drawing;

/// The faces the same words have on screen, in print and in the PDF.
const FACES: &str = "Sarabun, 'TH Sarabun New', 'TH SarabunPSK', sans-serif";
pub(super) const INK: &str = "#1c2638";
pub(super) const QUIET: &str = "#55637a";
pub(super) const GRID: &str = "#e3e8f0";
pub(super) const RAIL: &str = "#e8edf5";

/// A length in tenths of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tenths(pub(super) i64);

impl fmt::Display for Tenths {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs() / 10;
        match self.0.unsigned_abs() % 10 {
            0 => write!(out, "{sign}{whole}"),
            part => write!(out, "{sign}{whole}.{part}"),
        }
    }
}

/// Where words are anchored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How words are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub(super) anchor: Anchor,
    pub(super) size: i64,
    pub(super) bold: bool,
    pub(super) colour: &'static str,
    pub(super) halo: bool,
}

impl Pen {
    pub(super) fn new(anchor: Anchor, size: i64, colour: &'static str) -> Self {
        Self { anchor, size, bold: false, colour, halo: false }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// A drawing under way.
pub(super) struct Canvas {
    out: String,
}

impl Canvas {
    /// A sheet of this size in tenths.
    pub(super) fn new(sheet: Sheet, heading: &Heading, width: i64, height: i64) -> Self {
        let mut canvas = Self { out: String::with_capacity(4096) };
        let mut id: String =
            heading.id.chars().filter(|character| character.is_ascii_alphanumeric() || *character == '-').collect();
        if sheet == Sheet::Narrow {
            id.push_str("-narrow");
        }
        let (width, height) = (Tenths(width), Tenths(height));
        canvas.raw(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{FACES}\"><title id=\"{id}-title\">{}</title>\
             <desc id=\"{id}-desc\">{}</desc>",
            Escaped(&heading.title),
            Escaped(&heading.description)
        ));
        canvas
    }

    /// Adds markup made of our own constants and escaped words.
    pub(super) fn raw(&mut self, markup: fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(markup);
    }

    pub(super) fn rect(&mut self, place: (i64, i64), size: (i64, i64), radius: i64, colour: &str) {
        let (x, y) = (Tenths(place.0), Tenths(place.1));
        let (width, height) = (Tenths(size.0), Tenths(size.1));
        let radius = Tenths(radius.min(size.0 / 2));
        self.raw(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"{colour}\"/>"
        ));
    }

    pub(super) fn rule(&mut self, from: (i64, i64), to: (i64, i64), colour: &str, width: i64) {
        let (x1, y1) = (Tenths(from.0), Tenths(from.1));
        let (x2, y2) = (Tenths(to.0), Tenths(to.1));
        let width = Tenths(width);
        self.raw(format_args!("<path d=\"M{x1} {y1}L{x2} {y2}\" stroke=\"{colour}\" stroke-width=\"{width}\" fill=\"none\"/>"));
    }

    pub(super) fn words(&mut self, place: (i64, i64), pen: Pen, words: &str) {
        let (x, y, size) = (Tenths(place.0), Tenths(place.1), Tenths(pen.size));
        let anchor = match pen.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if pen.bold { " font-weight=\"700\"" } else { "" };
        // Words that stand on a line keep a white edge around them.
        let halo = if pen.halo { " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"" } else { "" };
        let colour = pen.colour;
        self.raw(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{weight}{halo}>{}</text>",
            Escaped(words)
        ));
    }

    pub(super) fn finish(mut self) -> Drawing {
        self.out.push_str("</svg>");
        Drawing(self.out)
    }
}

/// Text for XML: markup escaped, characters that XML forbids left out.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                '\u{FFFE}' | '\u{FFFF}' => {}
                other if other.is_control() => out.write_str(" ")?,
                other => out.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// About how wide words are, in tenths: Thai marks above and below take no room.
pub(super) fn width(words: &str, size: i64) -> i64 {
    let letters = words.chars().filter(|letter| !is_mark(*letter)).count();
    i64::try_from(letters).unwrap_or(i64::MAX / 1000).saturating_mul(size * 56 / 100)
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

/// Words in at most two lines of a width: broken at the last space that fits, else between letters, and cut with
/// an ellipsis. The whole text is in the table behind the drawing.
pub(super) fn two_lines(words: &str, size: i64, room: i64) -> (String, Option<String>) {
    if width(words, size) <= room {
        return (words.to_owned(), None);
    }
    let cut = fitting(words, size, room);
    let at = match words[..cut].rfind(' ') {
        Some(space) if space * 3 > cut => space,
        _ => cut,
    };
    let second = words[at..].trim_start();
    (words[..at].trim_end().to_owned(), Some(shortened(second, size, room)))
}

/// Words in one line, cut with an ellipsis.
pub(super) fn shortened(words: &str, size: i64, room: i64) -> String {
    if width(words, size) <= room {
        return words.to_owned();
    }
    let cut = fitting(words, size, room - size);
    format!("{}…", words[..cut].trim_end())
}

/// The byte where the part that fits ends; never between a letter and its marks or after a leading vowel.
fn fitting(words: &str, size: i64, room: i64) -> usize {
    let mut end = 0;
    let mut used = 0;
    let mut after_leading_vowel = false;
    for (at, letter) in words.char_indices() {
        if is_mark(letter) {
            continue;
        }
        if used > room {
            break;
        }
        if !after_leading_vowel && !matches!(letter, '\u{0E30}' | '\u{0E32}' | '\u{0E33}' | '\u{0E45}' | '\u{0E46}') {
            end = at;
        }
        after_leading_vowel = ('\u{0E40}'..='\u{0E44}').contains(&letter);
        used += size * 56 / 100;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{Tenths, shortened, two_lines, width};

    #[test]
    fn a_label_is_never_cut_between_a_letter_and_its_marks() {
        let words = "ที่ที่ที่ที่ที่ที่ที่ที่ที่ที่";
        let cut = shortened(words, 140, 400);
        assert!(cut.ends_with("ที่…"), "{cut}");
        assert!(width(&cut, 140) <= 400 + 140);
    }

    #[test]
    fn a_long_name_takes_two_lines_and_no_more() {
        let (first, second) = two_lines(&"ก".repeat(5_000), 140, 2_000);
        assert!(width(&first, 140) <= 2_100);
        assert!(second.is_some_and(|second| second.ends_with('…') && width(&second, 140) <= 2_100));
        assert_eq!(two_lines("", 140, 2_000), (String::new(), None));
    }

    #[test]
    fn tenths_are_written_without_needless_noughts() {
        assert_eq!(Tenths(-15).to_string(), "-1.5");
        assert_eq!(Tenths(120).to_string(), "12");
    }
}
