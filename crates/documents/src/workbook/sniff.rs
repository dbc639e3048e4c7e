//! What a file is, by its first bytes. Its name says nothing: people rename files.

use super::refused::{FileKind, FileRefused};

/// Whether the bytes are a packed file; everything else is refused by what it is.
pub(super) fn packed(bytes: &[u8]) -> Result<(), FileRefused> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    Err(match kind(bytes) {
        FileKind::OldOffice if holds_encrypted_package(bytes) => FileRefused::Encrypted,
        kind => FileRefused::NotAWorkbook(kind),
    })
}

fn kind(bytes: &[u8]) -> FileKind {
    let pictures: [&[u8]; 4] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"];
    if bytes.is_empty() {
        FileKind::Empty
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        FileKind::OldOffice
    } else if bytes.starts_with(b"%PDF") {
        FileKind::Pdf
    } else if pictures.iter().any(|start| bytes.starts_with(start)) {
        FileKind::Picture
    } else if bytes.starts_with(b"PK") {
        FileKind::OtherZip
    } else {
        kind_of_text(bytes)
    }
}

fn kind_of_text(bytes: &[u8]) -> FileKind {
    let start = bytes.get(..4096).unwrap_or(bytes);
    if start.contains(&0) && !start.starts_with(b"\xff\xfe") && !start.starts_with(b"\xfe\xff") {
        return FileKind::Unknown;
    }
    let text = String::from_utf8_lossy(start);
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') { FileKind::WebPage } else { FileKind::Text }
}

/// A workbook with a password is an old Office container with a stream of this name, in UTF-16.
fn holds_encrypted_package(bytes: &[u8]) -> bool {
    let name = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect::<Vec<_>>();
    bytes.windows(name.len()).any(|window| window == name)
}
