//! The pack of a round's evidence: a ZIP of the files as they were given, an index in Thai, and their hashes for `sha256sum -c`.

use std::io::Write;

use phaen_app::AppError;
use phaen_app::ports::{IndexRow, Part};
use phaen_app::returns::Condition;
use phaen_domain::calendar::thai_date;
use phaen_domain::evidence::Support;
use phaen_domain::thai::digits::Digits;
use phaen_domain::words::Words;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::workbook::neutralised;

/// Name of the index in the pack.
pub const INDEX: &str = "ดัชนีหลักฐาน.csv";
/// Name of the list of hashes in the pack.
pub const SUMS: &str = "SHA256SUMS";

const HEADS: [&str; 14] = [
    "ลำดับ",
    "หน่วยงาน",
    "เลขที่รายการ",
    "รายการ",
    "ขั้นตอนที่",
    "ชื่อหลักฐาน",
    "ไฟล์ในชุดนี้",
    "ลิงก์",
    "ชนิด",
    "ขนาด (ไบต์)",
    "SHA-256",
    "ผู้แนบ",
    "แนบเมื่อ",
    "สภาพไฟล์",
];

/// Writes the parts one after another, as they come.
///
/// # Errors
/// [`AppError::Press`] when the ZIP cannot be written, and what the parts' source answers.
pub fn pack(out: &mut dyn Write, next: &mut dyn FnMut() -> Result<Option<Part>, AppError>) -> Result<(), AppError> {
    // Papers and pictures are packed already: storing them is quick and loses nothing.
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored).last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new_stream(out);
    while let Some(part) = next()? {
        let files = match part {
            Part::File { name, bytes } => vec![(name, bytes)],
            Part::Index(rows) => vec![(INDEX.to_owned(), index(&rows).map_err(unwritten)?), (SUMS.to_owned(), sums(&rows))],
        };
        for (name, bytes) in files {
            archive.start_file(name, options).map_err(unwritten)?;
            archive.write_all(&bytes).map_err(unwritten)?;
        }
    }
    archive.finish().map_err(unwritten)?.flush().map_err(unwritten)
}

fn unwritten(error: impl ToString) -> AppError {
    AppError::Press(error.to_string())
}

fn index(rows: &[IndexRow]) -> Result<Vec<u8>, csv::Error> {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(HEADS)?;
    for (number, row) in (1_usize..).zip(rows) {
        let it = &row.evidence;
        let (link, media, size, hash) = match &it.support {
            Support::Link(link) => (link.clone(), "ลิงก์", String::new(), String::new()),
            Support::File(file) => (String::new(), file.media.th(), file.size.to_string(), file.hash.to_string()),
        };
        let step = if it.step == 0 { String::new() } else { it.step.to_string() };
        // The first two are equally long: how long a pack will be is told before its files are read.
        let condition = match row.condition {
            Some(Condition::Whole) => "ตรงตามที่แนบ",
            Some(Condition::Altered) => "ถูกแก้ไขแล้ว",
            Some(Condition::Missing) => "ไม่พบไฟล์",
            None => "",
        };
        let packed = row.packed.clone().filter(|_| row.condition != Some(Condition::Missing)).unwrap_or_default();
        let at = thai_date::instant(it.added_at, Digits::Arabic);
        let cells =
            [number.to_string(), row.unit.clone(), row.number.clone(), row.item.clone(), step, it.name.clone(), packed, link];
        let rest = [media.to_owned(), size, hash, row.by.clone(), at, condition.to_owned()];
        writer.write_record(cells.iter().chain(&rest).map(|cell| neutralised(cell)))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// One line for each file of the pack, with the hash that it had when it was added.
fn sums(rows: &[IndexRow]) -> Vec<u8> {
    let line = |row: &IndexRow| {
        let packed = row.packed.as_ref().filter(|_| row.condition != Some(Condition::Missing))?;
        Some(format!("{}  {packed}\n", row.evidence.file()?.hash))
    };
    let mut lines: Vec<String> = rows.iter().filter_map(line).collect();
    lines.sort();
    lines.dedup();
    lines.concat().into_bytes()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use phaen_domain::evidence::{Evidence, EvidenceFile, FileHash, Media};
    use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
    use phaen_domain::submission::SubmissionKey;
    use zip::ZipArchive;

    use super::*;

    fn row(name: &str, condition: Condition) -> IndexRow {
        let file = EvidenceFile { hash: FileHash::of(b"abc"), media: Media::Pdf, size: 3 };
        let key = SubmissionKey {
            plan: PlanCode::new("LED-2566").unwrap(),
            round: RoundCode::new("R12").unwrap(),
            unit: UnitCode::new("กนย.").unwrap(),
        };
        IndexRow {
            unit: "กองนโยบายและแผน".to_owned(),
            number: "1.2".to_owned(),
            item: "ร้อยละความสำเร็จ".to_owned(),
            by: "สมศรี แผนดี".to_owned(),
            packed: Some("files/ba-a.pdf".to_owned()),
            condition: Some(condition),
            evidence: Evidence {
                id: "1".to_owned(),
                key,
                item: "indicator:K01".parse().unwrap(),
                step: 0,
                support: Support::File(file),
                name: name.to_owned(),
                added_by: "officer".to_owned(),
                added_at: "2023-10-20T02:30:00Z".parse().unwrap(),
                removed: None,
            },
        }
    }

    fn packed(parts: Vec<Part>) -> ZipArchive<Cursor<Vec<u8>>> {
        let (mut bytes, mut parts) = (Vec::new(), parts.into_iter());
        pack(&mut bytes, &mut || Ok(parts.next())).unwrap();
        ZipArchive::new(Cursor::new(bytes)).unwrap()
    }

    fn text(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_pack_holds_the_files_an_index_in_thai_and_their_hashes() {
        let file = Part::File { name: "files/ba-a.pdf".to_owned(), bytes: b"abc".to_vec() };
        let mut archive = packed(vec![file, Part::Index(vec![row("a.pdf", Condition::Whole)])]);
        assert_eq!(text(&mut archive, "files/ba-a.pdf"), "abc");
        let index = text(&mut archive, INDEX);
        assert!(index.contains("หน่วยงาน") && index.contains("กองนโยบายและแผน") && index.contains("ตรงตามที่แนบ"), "{index}");
        assert!(index.contains(",1.2,ร้อยละความสำเร็จ,") && !index.contains("indicator:"), "{index}");
        assert!(index.contains(",สมศรี แผนดี,20 ตุลาคม 2566 เวลา 09.30 น.,"), "{index}");
        assert_eq!(text(&mut archive, SUMS), format!("{}  files/ba-a.pdf\n", FileHash::of(b"abc")));
    }

    #[test]
    fn a_pack_is_as_long_as_its_files_and_what_stands_around_empty_ones() {
        let length = |bytes: &[u8], condition| {
            let file = Part::File { name: "files/ba-a.pdf".to_owned(), bytes: bytes.to_vec() };
            let (mut out, mut parts) = (Vec::new(), [file, Part::Index(vec![row("a.pdf", condition)])].into_iter());
            pack(&mut out, &mut || Ok(parts.next())).unwrap();
            out.len()
        };
        let around = length(b"", Condition::Whole);
        let large = vec![7_u8; 300_000];
        for condition in [Condition::Whole, Condition::Altered] {
            assert_eq!(length(&large, condition), around + large.len(), "{condition:?}");
        }
    }

    #[test]
    fn a_missing_file_is_said_and_a_name_is_never_a_formula() {
        let mut archive = packed(vec![Part::Index(vec![row("=HYPERLINK(1)", Condition::Missing)])]);
        let index = text(&mut archive, INDEX);
        assert!(index.contains("ไม่พบไฟล์") && index.contains("'=HYPERLINK(1)") && !index.contains("files/ba-a.pdf"), "{index}");
        assert_eq!(text(&mut archive, SUMS), "");
    }
}
