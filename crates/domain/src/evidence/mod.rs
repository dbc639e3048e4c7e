//! Evidence (หลักฐาน): the files and links on which a reported figure rests.
//!
//! A file is what its content is, never what its name says ([`sniff`]), and is known by its SHA-256: the same file may support many
//! figures. What was removed stays in the history.

mod sniff;
mod unfit;

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

pub use sniff::sniff;
pub use unfit::Unfit;

use crate::submission::{ItemKey, SubmissionKey};
use crate::words::Words;

/// Largest file that is taken as evidence, in bytes.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;
/// Longest name that is kept, in characters.
const LONGEST_NAME: usize = 200;
/// Longest address that is kept, in bytes.
const LONGEST_LINK: usize = 2000;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Media {
    /// PDF.
    Pdf,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// WebP picture.
    Webp,
    /// GIF picture.
    Gif,
    /// TIFF picture, as scanners make.
    Tiff,
    /// HEIC picture, as phones make.
    Heic,
    /// Word.
    Docx,
    /// Excel.
    Xlsx,
    /// `PowerPoint`.
    Pptx,
    /// Word 97–2003.
    Doc,
    /// Excel 97–2003.
    Xls,
    /// `PowerPoint` 97–2003.
    Ppt,
    /// OpenDocument text.
    Odt,
    /// OpenDocument spreadsheet.
    Ods,
    /// OpenDocument presentation.
    Odp,
    /// A table as text.
    Csv,
    /// Plain text.
    Text,
}

impl Words for Media {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Pdf, "pdf", "เอกสาร PDF", "PDF"),
        (Self::Jpeg, "jpeg", "ภาพ JPEG", "JPEG picture"),
        (Self::Png, "png", "ภาพ PNG", "PNG picture"),
        (Self::Webp, "webp", "ภาพ WebP", "WebP picture"),
        (Self::Gif, "gif", "ภาพ GIF", "GIF picture"),
        (Self::Tiff, "tiff", "ภาพ TIFF", "TIFF picture"),
        (Self::Heic, "heic", "ภาพ HEIC", "HEIC picture"),
        (Self::Docx, "docx", "เอกสาร Word", "Word document"),
        (Self::Xlsx, "xlsx", "ตาราง Excel", "Excel workbook"),
        (Self::Pptx, "pptx", "งานนำเสนอ PowerPoint", "PowerPoint presentation"),
        (Self::Doc, "doc", "เอกสาร Word 97–2003", "Word 97–2003 document"),
        (Self::Xls, "xls", "ตาราง Excel 97–2003", "Excel 97–2003 workbook"),
        (Self::Ppt, "ppt", "งานนำเสนอ PowerPoint 97–2003", "PowerPoint 97–2003 presentation"),
        (Self::Odt, "odt", "เอกสาร OpenDocument", "OpenDocument text"),
        (Self::Ods, "ods", "ตาราง OpenDocument", "OpenDocument spreadsheet"),
        (Self::Odp, "odp", "งานนำเสนอ OpenDocument", "OpenDocument presentation"),
        (Self::Csv, "csv", "ตาราง CSV", "CSV table"),
        (Self::Text, "txt", "ข้อความ", "Plain text"),
    ];
}

impl Media {
    /// The media type under which it is handed out.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Tiff => "image/tiff",
            Self::Heic => "image/heic",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The endings that the name of such a file has, the usual one first.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg", "jfif"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Gif => &["gif"],
            Self::Tiff => &["tif", "tiff"],
            Self::Heic => &["heic", "heif"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Doc => &["doc"],
            Self::Xls => &["xls"],
            Self::Ppt => &["ppt"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Odp => &["odp"],
            Self::Csv => &["csv"],
            Self::Text => &["txt"],
        }
    }

    /// Whether a browser may show it in place: pages of paper and pictures, nothing else.
    #[must_use]
    pub const fn may_be_shown(self) -> bool {
        matches!(self, Self::Pdf | Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// SHA-256 of a file, as lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileHash(String);

impl FileHash {
    /// The hash of a file.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(format!("{:x}", Sha256::digest(bytes)))
    }

    /// The hash of a file that was read piece by piece.
    #[must_use]
    pub fn of_pieces(hash: Sha256) -> Self {
        Self(format!("{:x}", hash.finalize()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no SHA-256: {0}")]
pub struct NotAHash(pub String);

impl FromStr for FileHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let is_hex = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_hex { Ok(Self(text.to_owned())) } else { Err(NotAHash(text.to_owned())) }
    }
}

/// A file that is kept, once however often it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    /// Its SHA-256, by which its bytes are found.
    pub hash: FileHash,
    /// What it is.
    pub media: Media,
    /// Its size in bytes.
    pub size: u64,
}

/// What stands behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Support {
    /// A file.
    File(EvidenceFile),
    /// The address of a source.
    Link(String),
}

/// One piece of evidence of one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// The return to which it was added.
    pub key: SubmissionKey,
    /// The item that it supports.
    pub item: ItemKey,
    /// The step of a milestone indicator; 0 for the figure as a whole.
    pub step: u8,
    /// File or link.
    pub support: Support,
    /// Name of the file as it was given, or of the source.
    pub name: String,
    /// Login of who added it.
    pub added_by: String,
    /// When.
    pub added_at: Timestamp,
    /// Who removed it and when.
    pub removed: Option<(String, Timestamp)>,
}

impl Evidence {
    /// The file, unless it is a link.
    #[must_use]
    pub const fn file(&self) -> Option<&EvidenceFile> {
        match &self.support {
            Support::File(file) => Some(file),
            Support::Link(_) => None,
        }
    }

    /// The name under which it leaves the system: that of a file ends as its content says, also where it was kept under another.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.file().map_or_else(|| self.name.clone(), |file| named_as(&self.name, file.media))
    }

    /// Whether it supports the figure still.
    #[must_use]
    pub const fn counts(&self) -> bool {
        self.removed.is_none()
    }
}

/// A file's name as it is kept: without folders, without what cannot be seen, not endless.
#[must_use]
pub fn kept_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    // Marks that turn the direction of writing could make one ending look like another.
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let seen: String = last.chars().filter(|c| !c.is_control() && !turns(*c)).collect();
    let seen = seen.trim().trim_start_matches('.');
    if seen.chars().count() <= LONGEST_NAME {
        return seen.to_owned();
    }
    let (stem, ending) = seen.rsplit_once('.').filter(|(_, ending)| ending.len() <= 8).unwrap_or((seen, ""));
    let stem: String = stem.chars().take(LONGEST_NAME - 10).collect();
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// A file's name with an ending of its kind: who opens the file opens it as what it is, never as a program that its name calls for.
#[must_use]
pub fn named_as(name: &str, media: Media) -> String {
    let own = |ending: &str| media.endings().iter().any(|known| ending.eq_ignore_ascii_case(known));
    match (name.rsplit_once('.'), media.endings()) {
        (Some((_, ending)), _) if own(ending) => name.to_owned(),
        (_, [usual, ..]) => kept_name(&format!("{name}.{usual}")),
        _ => name.to_owned(),
    }
}

/// An address that may be kept as a source: of the web, and nothing that a browser would run.
///
/// # Errors
/// [`Unfit::Link`].
pub fn link(given: &str) -> Result<String, Unfit> {
    let given = given.trim();
    let lower = given.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or_default();
    let named = rest.chars().next().is_some_and(char::is_alphanumeric);
    let clean = !given.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"".contains(c));
    if named && clean && given.len() <= LONGEST_LINK { Ok(given.to_owned()) } else { Err(Unfit::Link) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_ending_and_loses_folders_and_what_cannot_be_seen() {
        assert_eq!(kept_name("C:\\งาน\\ภาพ 1.jpg"), "ภาพ 1.jpg");
        assert_eq!(kept_name("../../etc/passwd"), "passwd");
        assert_eq!(kept_name("ใบ\u{202e}fdp.exe\r\n"), "ใบfdp.exe");
        let long = kept_name(&format!("{}.pdf", "ก".repeat(400)));
        assert!(long.ends_with(".pdf") && long.chars().count() <= LONGEST_NAME);
    }

    #[test]
    fn a_name_ends_as_its_content_says_and_never_as_something_that_runs() {
        assert_eq!(named_as("ประกาศ.hta", Media::Pdf), "ประกาศ.hta.pdf");
        assert_eq!(named_as("แบบ.docm", Media::Docx), "แบบ.docm.docx");
        assert_eq!(named_as("ภาพ.JPEG", Media::Jpeg), "ภาพ.JPEG");
        assert_eq!(named_as("สแกน", Media::Tiff), "สแกน.tif");
        assert_eq!(named_as("a.pdf.", Media::Pdf), "a.pdf..pdf");
        let long = named_as(&format!("{}.hta", "ก".repeat(300)), Media::Pdf);
        assert!(long.ends_with(".pdf") && long.chars().count() <= LONGEST_NAME);
        for (media, key, ..) in Media::TABLE {
            assert!(media.endings().contains(key), "{key}: a file without a name is called by its kind");
        }
    }

    #[test]
    fn a_source_is_an_address_of_the_web_and_nothing_that_runs() {
        assert_eq!(link(" https://www.led.go.th/รายงาน?ปี=2566 ").unwrap(), "https://www.led.go.th/รายงาน?ปี=2566");
        for wrong in ["javascript:alert(1)", "data:text/html,x", "https://", "www.led.go.th", "https://a b", "file:///etc/passwd"]
        {
            assert_eq!(link(wrong), Err(Unfit::Link), "{wrong}");
        }
    }

    #[test]
    fn a_hash_is_that_of_the_published_standard_and_reads_back() {
        let hash = FileHash::of(b"abc");
        assert_eq!(hash.as_str(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hash.as_str().parse(), Ok(hash));
        assert!("../ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f2001".parse::<FileHash>().is_err());
    }
}
