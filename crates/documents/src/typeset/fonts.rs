//! The fonts of printed documents, part of the program.
//!
//! Serves every printed document. Must never look for a font on the machine: a book is the same wherever it is made.

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The font files.
pub(crate) static FILES: [&[u8]; 3] = [
    include_bytes!("../../fonts/Sarabun-Regular.ttf"),
    include_bytes!("../../fonts/Sarabun-SemiBold.ttf"),
    include_bytes!("../../fonts/Sarabun-Italic.ttf"),
];

/// The fonts and their catalogue.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

/// The fonts, read once.
pub(crate) fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let fonts: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    })
}

/// Whether every font has a glyph for the character.
pub(crate) fn can_draw(c: char) -> bool {
    fonts().fonts.iter().all(|font| font.info().coverage.contains(u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_faces_are_there() {
        assert_eq!(fonts().fonts.len(), 3);
    }

    #[test]
    fn thai_latin_and_both_kinds_of_digits_can_be_drawn_and_emoji_cannot() {
        assert!("กฮะำฯๆ์๐๙AZaz09%฿–“”◊√×•▲▼".chars().all(can_draw));
        assert!(!can_draw('😀') && !can_draw('✓'));
    }
}
