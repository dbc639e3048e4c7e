//! Drawings on their way into a document.
//!
//! Serves charts in printed documents. Lettering inside an SVG reaches the PDF without the repairs that running text gets, and Thai
//! lettering would break the archive standard. So it becomes outlines here; what the drawing says stands in its description and in
//! the table beside it. Must never open a file or an address that a drawing names.

use std::sync::{Arc, OnceLock};

use usvg::fontdb::Database;
use usvg::{ImageHrefResolver, Options, Tree, WriteOptions};

use super::am::{SARA_AA, SARA_AM};
use super::cluster::is_tone;
use super::fonts::FILES;

/// The picture as it goes into the document: an SVG with its lettering as outlines, anything else as it is. `None` if it is an SVG that
/// cannot be read.
pub(crate) fn outlined(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    if !name.ends_with(".svg") {
        return Some(bytes.to_vec());
    }
    let drawing = am_in_two(std::str::from_utf8(bytes).ok()?);
    let tree = Tree::from_str(&drawing, &options()).ok()?;
    Some(tree.to_string(&WriteOptions::default()).into_bytes())
}

/// ำ as ring and า, the ring before a tone mark: the drawing library gives the whole vowel no width and sets the next letter on it.
fn am_in_two(drawing: &str) -> String {
    const RING: char = '\u{0E4D}';
    let mut out = String::with_capacity(drawing.len());
    for c in drawing.chars() {
        if c != SARA_AM {
            out.push(c);
            continue;
        }
        let tone = out.chars().next_back().filter(|&last| is_tone(last));
        out.truncate(out.len() - tone.map_or(0, char::len_utf8));
        out.push(RING);
        out.extend(tone);
        out.push(SARA_AA);
    }
    out
}

fn options() -> Options<'static> {
    Options {
        font_family: "Sarabun".to_owned(),
        fontdb: fonts(),
        image_href_resolver: ImageHrefResolver { resolve_string: Box::new(|_, _| None), ..ImageHrefResolver::default() },
        ..Options::default()
    }
}

fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let read = || {
        let mut fonts = Database::new();
        FILES.iter().for_each(|file| fonts.load_font_data(file.to_vec()));
        fonts.set_sans_serif_family("Sarabun");
        fonts.set_serif_family("Sarabun");
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lettering_becomes_outlines() {
        let drawing =
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text x="5" y="15" font-size="12">น้ำ</text></svg>"#;
        let outlined = String::from_utf8(outlined("chart.svg", drawing.as_bytes()).unwrap()).unwrap();
        assert!(outlined.contains("<path") && !outlined.contains("<text"), "{outlined}");
    }

    #[test]
    fn the_vowel_am_keeps_its_width_in_a_drawing() {
        let width = |text: &str| {
            let drawing = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15" font-size="12">{text}</text></svg>"#
            );
            let outlined = outlined("chart.svg", drawing.as_bytes()).unwrap();
            Tree::from_data(&outlined, &options()).unwrap().root().abs_bounding_box().right()
        };
        assert_eq!(width("สำเร็จ"), width("สาเร็จ"));
        assert_eq!(width("น้ำมัน"), width("น้ามัน"));
    }

    #[test]
    fn a_drawing_cannot_open_a_file_and_a_broken_one_is_refused() {
        let drawing = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><image xlink:href="fonts/README.md" width="9" height="9"/></svg>"#;
        let outlined_text = String::from_utf8(outlined("chart.svg", drawing.as_bytes()).unwrap()).unwrap();
        assert!(!outlined_text.contains("<image"), "{outlined_text}");
        assert!(outlined("chart.svg", b"<svg").is_none());
    }
}
