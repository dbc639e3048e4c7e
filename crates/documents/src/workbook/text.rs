//! Text of files: UTF-8 or refused, and never a live formula.
//!
//! A text that a spreadsheet program would take for a formula is kept from being one. In XLSX it is a cell of type text. CSV knows no
//! types, so there the text gets an apostrophe before it, which reading takes away again: the same text comes back.

use super::refused::FileRefused;

/// The bytes as UTF-8 text without byte order mark. Other encodings are refused, not guessed.
pub(super) fn utf8<'a>(part: &str, bytes: &'a [u8]) -> Result<&'a str, FileRefused> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let right = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = right.split(|byte| *byte == b'\n').count();
        FileRefused::BrokenEncoding { part: part.to_owned(), line }
    })
}

/// A text as CSV holds it.
pub(crate) fn neutralised(text: &str) -> String {
    if is_live(text.trim_start_matches('\'')) && !is_plain_number(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that a CSV cell stands for.
pub(super) fn restored(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_live(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// Whether a spreadsheet program would take the text for a formula, in half or full width.
fn is_live(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// "-" (no data) and negative numbers are harmless and stay readable.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.starts_with('.') && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_none_is_live() {
        for text in ["=1+1", "+66", "-", "-5.25", "-5+1", "@x", "\tx", "'=x", "''=x", "'x", "'", "", "＝1", "-.5", "-ก", "ข้อความ"]
        {
            let written = neutralised(text);
            assert_eq!(restored(&written), text);
            assert!(!is_live(&written) || is_plain_number(&written), "{written:?}");
        }
    }
}
