//! What a file is, by its content. Its name decides only between kinds of plain text, which have no marks of their own.

use std::io::Cursor;

use zip::ZipArchive;

use super::{MOST_BYTES, Media, Unfit};

/// Most bytes at the beginning of a text in which marks of pages and scripts are looked for.
const LOOKED_AT: usize = 64 * 1024;

/// What a file is, or why it is not taken as evidence.
///
/// # Errors
/// [`Unfit`].
pub fn sniff(name: &str, bytes: &[u8]) -> Result<Media, Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    if bytes.len() > MOST_BYTES {
        return Err(Unfit::TooLarge);
    }
    if bytes.starts_with(b"\x7fELF") {
        return Err(Unfit::Executable);
    }
    if bytes.starts_with(b"PK") {
        return packed(bytes);
    }
    let Some(kind) = infer::get(bytes) else { return text(name, bytes) };
    match (kind.matcher_type(), kind.mime_type()) {
        (_, "application/pdf") => Ok(Media::Pdf),
        (_, "image/jpeg") => Ok(Media::Jpeg),
        (_, "image/png") => Ok(Media::Png),
        (_, "image/webp") => Ok(Media::Webp),
        (_, "image/gif") => Ok(Media::Gif),
        (_, "image/tiff") => Ok(Media::Tiff),
        (_, "image/heif" | "image/heic") => Ok(Media::Heic),
        (_, "application/msword") => without_macros(bytes, Media::Doc),
        (_, "application/vnd.ms-excel") => without_macros(bytes, Media::Xls),
        (_, "application/vnd.ms-powerpoint") => without_macros(bytes, Media::Ppt),
        (_, "text/html" | "text/xml" | "text/x-shellscript") => Err(Unfit::Markup),
        (infer::MatcherType::App, _) => Err(Unfit::Executable),
        (infer::MatcherType::Archive, _) => Err(Unfit::Archive),
        (infer::MatcherType::Text, _) => text(name, bytes),
        _ => Err(Unfit::Unknown),
    }
}

/// An old Office file names its macros' storage in UTF-16.
fn without_macros(bytes: &[u8], media: Media) -> Result<Media, Unfit> {
    let mark: Vec<u8> = "_VBA_PROJECT".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(mark.len()).any(|window| window == mark) { Err(Unfit::Macros) } else { Ok(media) }
}

/// Office and OpenDocument files are ZIPs that tell what they are by the names in them. Nothing is unpacked.
fn packed(bytes: &[u8]) -> Result<Media, Unfit> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Archive)?;
    let names: Result<Vec<String>, _> = archive.file_names().map(|name| name.map(|name| name.to_ascii_lowercase())).collect();
    let names = names.map_err(|_| Unfit::Archive)?;
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let runs = |name: &String| name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/");
    if names.iter().any(runs) {
        return Err(Unfit::Macros);
    }
    if has("[content_types].xml") {
        let parts = [("word/document.xml", Media::Docx), ("xl/workbook.xml", Media::Xlsx), ("ppt/presentation.xml", Media::Pptx)];
        return parts.into_iter().find(|(part, _)| has(part)).map(|(_, media)| media).ok_or(Unfit::Archive);
    }
    // An OpenDocument file begins with its media type, not compressed, after a head of 30 bytes and the eight of the name `mimetype`.
    let kind = bytes.get(38..).filter(|_| has("mimetype") && has("content.xml")).unwrap_or_default();
    let kinds = [("text", Media::Odt), ("spreadsheet", Media::Ods), ("presentation", Media::Odp)];
    let found = kinds
        .into_iter()
        .find(|(kind_of, _)| kind.starts_with(format!("application/vnd.oasis.opendocument.{kind_of}").as_bytes()));
    found.map(|(_, media)| media).ok_or(Unfit::Archive)
}

/// Plain text in UTF-8 that no browser and no shell would run.
fn text(name: &str, bytes: &[u8]) -> Result<Media, Unfit> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unfit::Unknown)?.trim_start_matches('\u{feff}').trim_start();
    let head = String::from_utf8_lossy(&text.as_bytes()[..text.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let marks = ["<!doctype", "<html", "<script", "<svg", "<?xml", "<?php"];
    if head.starts_with(['<', '@']) || head.starts_with("#!") || marks.iter().any(|mark| head.contains(mark)) {
        return Err(Unfit::Markup);
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) {
        return Err(Unfit::Unknown);
    }
    match name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("csv") => Ok(Media::Csv),
        Some("txt") => Ok(Media::Text),
        Some("bat" | "cmd" | "ps1" | "js" | "vbs" | "sh" | "py" | "wsf" | "hta" | "reg") => Err(Unfit::Markup),
        _ => Err(Unfit::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, body) in parts {
            archive.start_file(*name, stored).unwrap();
            archive.write_all(body.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn a_file_is_what_its_content_says_whatever_its_name() {
        assert_eq!(sniff("a.exe", b"%PDF-1.7\n"), Ok(Media::Pdf));
        assert_eq!(sniff("a.pdf", &[0xff, 0xd8, 0xff, 0xe0, 0, 16]), Ok(Media::Jpeg));
        assert_eq!(sniff("a", b"\x89PNG\r\n\x1a\n0000"), Ok(Media::Png));
        assert_eq!(sniff("a", b"RIFF\0\0\0\0WEBPVP8 "), Ok(Media::Webp));
        assert_eq!(sniff("ตาราง.csv", "หน่วย,ผล\nกนย.,๔\n".as_bytes()), Ok(Media::Csv));
        assert_eq!(sniff("a.zip", &zip(&[("[Content_Types].xml", ""), ("word/document.xml", "")])), Ok(Media::Docx));
        assert_eq!(sniff("a.zip", &zip(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")])), Ok(Media::Xlsx));
        let odt = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")];
        assert_eq!(sniff("a", &zip(&odt)), Ok(Media::Odt));
    }

    #[test]
    fn programs_pages_scripts_macros_and_packed_files_are_refused_under_any_name() {
        assert_eq!(sniff("a.pdf", b"MZ\x90\0\x03\0\0\0"), Err(Unfit::Executable));
        assert_eq!(sniff("a.pdf", b"\x7fELF\x02\x01\x01\0"), Err(Unfit::Executable));
        assert_eq!(sniff("a.csv", b"<!DOCTYPE html><p>"), Err(Unfit::Markup));
        assert_eq!(sniff("a.txt", b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg'/>"), Err(Unfit::Markup));
        assert_eq!(sniff("a.txt", b"#!/bin/sh\n"), Err(Unfit::Markup));
        assert_eq!(sniff("a.txt", b"hello <script>alert(1)</script>"), Err(Unfit::Markup));
        assert_eq!(sniff("a.bat", b"echo hello"), Err(Unfit::Markup));
        let macros = [("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "")];
        assert_eq!(sniff("a.docx", &zip(&macros)), Err(Unfit::Macros));
        assert_eq!(sniff("a.docx", &zip(&[("program.exe", "MZ")])), Err(Unfit::Archive));
        assert_eq!(sniff("a.docx", b"PK\x03\x04 broken"), Err(Unfit::Archive));
    }

    #[test]
    fn what_is_empty_too_large_or_unknown_is_refused() {
        assert_eq!(sniff("a.pdf", b""), Err(Unfit::Empty));
        assert_eq!(sniff("a.pdf", &vec![b'%'; MOST_BYTES + 1]), Err(Unfit::TooLarge));
        assert_eq!(sniff("a.pdf", &[1, 2, 3, 0xfe, 0xff]), Err(Unfit::Unknown));
        assert_eq!(sniff("a.csv", b"\x00\x01\x02"), Err(Unfit::Unknown));
    }
}
