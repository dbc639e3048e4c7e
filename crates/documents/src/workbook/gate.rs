//! The gate that every packed file passes before anything reads it: how many parts, how large unpacked, and that each is well-formed.
//!
//! Sizes are counted while unpacking. What the file says about its own sizes is not believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::limits::{MOST_FRAME_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES};
use super::refused::{FileKind, FileRefused};
use super::scan::check_xml;

/// What a packed file turned out to be.
pub(super) enum Packed {
    /// A workbook whose parts may be handed to the spreadsheet reader, and whether any of them may hold a formula.
    Workbook(bool),
    /// CSV files by name, in the order of the archive.
    Tables(Vec<(String, Vec<u8>)>),
}

/// Unpacks every part once, counted and checked.
pub(super) fn pass(bytes: &[u8]) -> Result<Packed, FileRefused> {
    // Before the archive's own list is read, which takes memory for each entry.
    if bytes.windows(4).filter(|window| *window == b"PK\x01\x02").count() > MOST_PARTS {
        return Err(FileRefused::TooManyParts);
    }
    let broken = |_| FileRefused::Broken { part: String::new() };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut names = Vec::with_capacity(archive.len());
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(broken)?;
        if entry.encrypted() {
            return Err(FileRefused::Encrypted);
        }
        names.push(entry.name().map_err(broken)?.replace('\\', "/"));
    }
    check_names(&names)?;
    let workbook = has(&names, "xl/workbook.xml");
    let mut tables = Vec::new();
    let mut left = MOST_UNPACKED_BYTES;
    let mut formulas = false;
    for (place, name) in names.iter().enumerate() {
        let part = unpack(&mut archive, place, name, left)?;
        left -= part.len();
        if workbook {
            formulas |= check_part(name, &part)?;
        } else if let Some(table) = table_name(name) {
            tables.push((table.to_owned(), part));
        }
    }
    if workbook { Ok(Packed::Workbook(formulas)) } else { Ok(Packed::Tables(tables)) }
}

fn has(names: &[String], wanted: &str) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(wanted))
}

/// Refuses by the names of the parts: macros, and documents that are no workbooks.
fn check_names(names: &[String]) -> Result<(), FileRefused> {
    let any = |part: &str| names.iter().any(|name| name.to_ascii_lowercase().contains(part));
    if any("vbaproject") || any("xl/macrosheets/") {
        return Err(FileRefused::Macros);
    }
    let kinds = [
        ("xl/workbook.bin", FileKind::BinaryWorkbook),
        ("word/document.xml", FileKind::Word),
        ("ppt/presentation.xml", FileKind::Slides),
        ("mimetype", FileKind::OpenDocument),
    ];
    if let Some((_, kind)) = kinds.iter().find(|(name, _)| has(names, name)) {
        return Err(FileRefused::NotAWorkbook(*kind));
    }
    let workbook = has(names, "[content_types].xml") && has(names, "xl/workbook.xml");
    if workbook || names.iter().any(|name| table_name(name).is_some()) {
        Ok(())
    } else {
        Err(FileRefused::NotAWorkbook(FileKind::OtherZip))
    }
}

/// The sheet that a part of a ZIP of tables holds.
fn table_name(part: &str) -> Option<&'static str> {
    let file = part.rsplit('/').next()?;
    let hidden = part.starts_with("__MACOSX/") || file.starts_with('.');
    super::csv_read::sheet_of_file(file).filter(|_| !hidden)
}

fn unpack(archive: &mut ZipArchive<Cursor<&[u8]>>, place: usize, name: &str, left: usize) -> Result<Vec<u8>, FileRefused> {
    let broken = || FileRefused::Broken { part: name.to_owned() };
    let entry = archive.by_index(place).map_err(|_| broken())?;
    let mut part = Vec::new();
    let bound = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
    entry.take(bound).read_to_end(&mut part).map_err(|_| broken())?;
    if part.len() > left { Err(FileRefused::UnpacksTooLarge) } else { Ok(part) }
}

/// Checks a part of a workbook that the spreadsheet reader may open; it opens no other (`scan` sees to where links lead). Says whether
/// any formula may stand in it.
fn check_part(name: &str, part: &[u8]) -> Result<bool, FileRefused> {
    let lower = name.to_ascii_lowercase();
    if lower == "[content_types].xml" && part.windows(12).any(|window| window.eq_ignore_ascii_case(b"macroenabled")) {
        return Err(FileRefused::Macros);
    }
    let opened =
        (lower.starts_with("xl/") || lower.starts_with("_rels/")) && (lower.ends_with(".xml") || lower.ends_with(".rels"));
    let read_whole = ["/styles.xml", "/workbook.xml", ".rels"].iter().any(|end| lower.ends_with(end));
    if read_whole && part.len() > MOST_FRAME_BYTES {
        return Err(FileRefused::UnpacksTooLarge);
    }
    if opened { check_xml(name, part) } else { Ok(false) }
}
