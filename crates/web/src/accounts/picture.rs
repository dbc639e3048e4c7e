//! The key of a second factor as a picture (QR) that a phone reads: one path of dark squares, drawn by the page's own style.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Light squares around the picture, as the standard asks.
const MARGIN: usize = 4;

/// A picture for a page.
pub(super) struct Picture {
    /// Squares along one side, with the margin.
    pub(super) side: usize,
    /// The dark squares as a path.
    pub(super) dark: String,
}

/// The picture of a text; none for one that is too long to be drawn.
pub(super) fn picture(text: &str) -> Option<Picture> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let mut dark = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + MARGIN, place / width + MARGIN);
            // Writing to a String cannot fail.
            let _ = write!(dark, "M{x} {y}h1v1h-1z");
        }
    }
    Some(Picture { side: width + 2 * MARGIN, dark })
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn a_picture_has_its_margin_and_the_corner_of_the_standard() {
        let picture = picture("otpauth://totp/Phaen:somsri?secret=GEZDGNBV&issuer=Phaen").expect("a picture");
        assert!(picture.dark.starts_with("M4 4h1v1h-1zM5 4h1v1h-1z"));
        assert!(picture.side > 29 + 8 - 1);
    }
}
