//! Files that no person should send: each is refused or reported in words, within bounded memory, and nothing in it comes alive.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write};

use phaen_documents::workbook::{FileKind, FileRefused, limits, read_csv_folder, read_workbook};
use phaen_domain::workbook::{RawCell, RawWorkbook, read};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What all of these tests together may take at their worst, with the hostile files themselves.
const MOST_MEGABYTES: u64 = 600;

/// The most memory that this process has had so far, as the kernel counts it.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

/// Reads a file and sees that the memory stayed in bounds and that a refusal has words in both languages.
fn read_bounded(bytes: &[u8]) -> Result<RawWorkbook, FileRefused> {
    // One after the other, so that the memory is that of one reading.
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE.lock();
    let result = read_workbook("ไฟล์.xlsx", bytes);
    assert!(peak_megabytes() < MOST_MEGABYTES, "{} MB", peak_megabytes());
    if let Err(refused) = &result {
        for words in [refused.th(), refused.en()] {
            assert!(words.contains(" — ") && words.chars().count() < 400, "{words}");
        }
    }
    result
}

fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="แผน" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const ROOT: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const LINKS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const STYLES: &[u8] = br#"<styleSheet><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="2"/></cellXfs></styleSheet>"#;

/// A workbook with one sheet of these rows, and further parts.
fn workbook_with(rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    if !more.iter().any(|(name, _)| *name == "xl/styles.xml") {
        parts.push(("xl/styles.xml", STYLES));
    }
    parts.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    parts.extend(more);
    pack(&parts)
}

fn cells_of(rows: &str) -> Vec<RawCell> {
    let raw = read_bounded(&workbook_with(rows, &[])).unwrap();
    raw.sheets.into_iter().flat_map(|sheet| sheet.rows).flat_map(|row| row.cells).collect()
}

fn text(text: &str) -> RawCell {
    RawCell::Text(text.to_owned())
}

#[test]
fn other_files_are_refused_by_what_they_are_not_by_their_name() {
    let word = pack(&[("[Content_Types].xml", TYPES), ("word/document.xml", b"<w:document/>")]);
    let slides = pack(&[("[Content_Types].xml", TYPES), ("ppt/presentation.xml", b"<p/>")]);
    let binary = pack(&[("[Content_Types].xml", TYPES), ("xl/workbook.bin", b"\0")]);
    let open = pack(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<a/>")]);
    let old = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat();
    let cases: [(&[u8], FileKind); 13] = [
        (b"", FileKind::Empty),
        (&word, FileKind::Word),
        (&slides, FileKind::Slides),
        (&binary, FileKind::BinaryWorkbook),
        (&open, FileKind::OpenDocument),
        (&old, FileKind::OldOffice),
        (b"%PDF-1.7\n", FileKind::Pdf),
        (b"\x89PNG\r\n\x1a\n", FileKind::Picture),
        ("\u{feff}\n<html><table>".as_bytes(), FileKind::WebPage),
        (b"code,name\n1,a\n", FileKind::Text),
        (b"\x7fELF\0\0\0", FileKind::Unknown),
        (&pack(&[("readme.txt", b"x")]), FileKind::OtherZip),
        (b"PK\x05\x06", FileKind::OtherZip),
    ];
    for (bytes, kind) in cases {
        assert_eq!(read_bounded(bytes), Err(FileRefused::NotAWorkbook(kind)));
    }
}

#[test]
fn macros_are_refused_wherever_they_show() {
    let enabled = br#"<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>"#;
    let parts: [(&str, &[u8]); 3] =
        [("xl/vbaProject.bin", b"x"), ("XL/MacroSheets/sheet1.xml", b"<a/>"), ("[Content_Types].xml", enabled)];
    for part in parts {
        assert_eq!(read_bounded(&workbook_with("", &[part])), Err(FileRefused::Macros), "{}", part.0);
    }
}

#[test]
fn a_locked_workbook_is_refused_with_the_remedy() {
    let name = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect::<Vec<_>>();
    let locked = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 512], &name].concat();
    assert_eq!(read_bounded(&locked), Err(FileRefused::Encrypted));
    assert!(FileRefused::Encrypted.th().contains("รหัสผ่าน"));
}

#[test]
fn a_zip_bomb_is_refused_while_it_is_unpacked() {
    let zeros = vec![b' '; 70 << 20];
    let bomb = workbook_with("", &[("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 200_000);
    assert_eq!(read_bounded(&bomb), Err(FileRefused::UnpacksTooLarge));
    // Many parts that are small each, in a part that is never read, and in a ZIP of tables.
    let part = vec![b' '; 9 << 20];
    let names = (0..8).map(|n| format!("xl/media/{n}.bin")).collect::<Vec<_>>();
    let many = names.iter().map(|name| (name.as_str(), part.as_slice())).collect::<Vec<_>>();
    assert_eq!(read_bounded(&workbook_with("", &many)), Err(FileRefused::UnpacksTooLarge));
    assert_eq!(read_bounded(&pack(&[("plan.csv", &zeros)])), Err(FileRefused::UnpacksTooLarge));
}

#[test]
fn a_size_that_lies_is_not_believed() {
    let mut bomb = workbook_with("", &[("xl/worksheets/sheet1.xml", &vec![b' '; 70 << 20])]);
    let size = u32::try_from(70_usize << 20).unwrap().to_le_bytes();
    while let Some(place) = bomb.windows(4).position(|window| window == size) {
        bomb[place..place + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let refused = read_bounded(&bomb).unwrap_err();
    assert!(matches!(refused, FileRefused::UnpacksTooLarge | FileRefused::Broken { .. }), "{refused}");
}

#[test]
fn too_many_parts_are_refused() {
    let names = (0..=limits::MOST_PARTS).map(|n| format!("{n}")).collect::<Vec<_>>();
    let parts = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect::<Vec<_>>();
    assert_eq!(read_bounded(&pack(&parts)), Err(FileRefused::TooManyParts));
}

#[test]
fn an_upload_over_the_bound_is_refused_unread() {
    let bytes = vec![0; limits::MOST_FILE_BYTES + 1];
    assert_eq!(read_bounded(&bytes), Err(FileRefused::TooLarge { bytes: bytes.len() }));
}

#[test]
fn a_million_rows_are_refused() {
    let rows = (1..=1_048_576).map(|n| format!(r#"<row r="{n}"><c r="A{n}"><v>1</v></c></row>"#)).collect::<String>();
    let refused = read_bounded(&workbook_with(&rows, &[])).unwrap_err();
    assert_eq!(refused, FileRefused::TooManyRows { sheet: "แผน".to_owned(), row: 100_001 });
    assert!(refused.th().contains("แผ่นงาน “แผน”"));
    let table = "1\n".repeat(1_048_576);
    let refused = read_bounded(&pack(&[("plan.csv", table.as_bytes())])).unwrap_err();
    assert_eq!(refused, FileRefused::TooManyRows { sheet: "plan".to_owned(), row: 100_001 });
}

#[test]
fn empty_rows_down_to_the_last_are_nothing() {
    let rows =
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" hidden="1"/><row r="1048576"><c r="XFD1048576" s="1"/></row>"#;
    assert_eq!(cells_of(rows), [RawCell::Number("1".to_owned())]);
}

#[test]
fn a_cell_in_the_farthest_corner_takes_no_memory() {
    let corner = |cell: &str, row: u32| workbook_with(&format!(r#"<row r="{row}"><c r="{cell}"><v>1</v></c></row>"#), &[]);
    let rows = read_bounded(&corner("XFD1048576", 1_048_576)).unwrap_err();
    assert_eq!(rows, FileRefused::TooManyRows { sheet: "แผน".to_owned(), row: 1_048_576 });
    let columns = read_bounded(&corner("XFD1", 1)).unwrap_err();
    assert_eq!(columns, FileRefused::TooManyColumns { sheet: "แผน".to_owned(), row: 1 });
    let wide = format!("{}1\n", ",".repeat(300));
    let columns = read_bounded(&pack(&[("plan.csv", wide.as_bytes())])).unwrap_err();
    assert_eq!(columns, FileRefused::TooManyColumns { sheet: "plan".to_owned(), row: 1 });
}

#[test]
fn many_wide_rows_are_refused_before_they_take_memory() {
    let rows = (1..=100_000).map(|n| format!(r#"<row r="{n}"><c r="IV{n}"><v>1</v></c></row>"#)).collect::<String>();
    assert_eq!(read_bounded(&workbook_with(&rows, &[])), Err(FileRefused::TooMuch { sheet: "แผน".to_owned() }));
    let commas = ",".repeat(10 << 20);
    assert_eq!(read_bounded(&pack(&[("plan.csv", commas.as_bytes())])), Err(FileRefused::TooMuch { sheet: "plan".to_owned() }));
}

#[test]
fn one_long_text_in_very_many_cells_is_refused() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "ก".repeat(30_000));
    let rows = (1..=50_000).map(|n| format!(r#"<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>"#)).collect::<String>();
    let bytes = workbook_with(&rows, &[("xl/sharedStrings.xml", strings.as_bytes())]);
    assert_eq!(read_bounded(&bytes), Err(FileRefused::TooMuch { sheet: "แผน".to_owned() }));
}

#[test]
fn a_cell_of_a_megabyte_is_refused_by_its_address() {
    let long = "x".repeat(1 << 20);
    let cell = format!(r#"<row r="4"><c r="C4" t="inlineStr"><is><t>{long}</t></is></c></row>"#);
    let refused = read_bounded(&workbook_with(&cell, &[])).unwrap_err();
    assert_eq!(refused, FileRefused::CellTooLong { sheet: "แผน".to_owned(), cell: "C4".to_owned() });
    let table = format!("code,name_th\nA,{long}\n");
    let refused = read_bounded(&pack(&[("plan.csv", table.as_bytes())])).unwrap_err();
    assert_eq!(refused, FileRefused::CellTooLong { sheet: "plan".to_owned(), cell: "B2".to_owned() });
}

#[test]
fn declared_entities_are_refused_and_never_expanded() {
    let laughs =
        r#"<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>"#;
    let file = r#"<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>"#;
    let bare = "<sst><si><t>&x;</t></si></sst>";
    for xml in [laughs, file] {
        let refused = read_bounded(&workbook_with("", &[("xl/sharedStrings.xml", xml.as_bytes())]));
        assert_eq!(refused, Err(FileRefused::Entities { part: "xl/sharedStrings.xml".to_owned() }));
    }
    let refused = read_bounded(&workbook_with("", &[("xl/sharedStrings.xml", bare.as_bytes())])).unwrap_err();
    assert!(matches!(refused, FileRefused::Broken { .. }), "{refused}");
}

#[test]
fn figures_that_would_reserve_memory_or_overflow_are_refused() {
    let sheets = [
        r#"<row r="1"><c r="AAAAAAAAAAAA1"><v>1</v></c></row>"#,
        r#"<row r="99999999999"><c><v>1</v></c></row>"#,
        r#"<row r="0"><c><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1"><f t="shared" si="99999999999999" ref="A1:A2">1</f></c></row>"#,
        r#"<row r="1"><c x=">" r="AAAAAAAAAAAA1"><v>1</v></c></row>"#,
    ];
    for rows in sheets {
        let refused = read_bounded(&workbook_with(rows, &[])).unwrap_err();
        assert!(matches!(refused, FileRefused::Broken { .. }), "{rows}: {refused}");
    }
    let parts = [
        ("xl/sharedStrings.xml", r#"<sst uniqueCount="18446744073709551615"></sst>"#),
        ("xl/sharedStrings.xml", r#"<sst x=">" uniqueCount="4000000000"></sst>"#),
        ("xl/worksheets/sheet1.xml", r#"<worksheet><dimension ref="B2:A1"/><sheetData/></worksheet>"#),
    ];
    for (part, xml) in parts {
        let refused = read_bounded(&workbook_with("", &[(part, xml.as_bytes())])).unwrap_err();
        assert!(matches!(refused, FileRefused::Broken { .. }), "{xml}: {refused}");
    }
    let formats = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(500_000));
    assert_eq!(read_bounded(&workbook_with("", &[("xl/styles.xml", formats.as_bytes())])), Err(FileRefused::UnpacksTooLarge));
    let texts = format!("<sst>{}</sst>", "<si/>".repeat(8_000_000));
    assert_eq!(
        read_bounded(&workbook_with("", &[("xl/sharedStrings.xml", texts.as_bytes())])),
        Err(FileRefused::UnpacksTooLarge)
    );
    let sheets = BOOK.replace("</sheets>", &format!("{}</sheets>", r#"<sheet name="a" r:id="rId1"/>"#.repeat(100)));
    assert_eq!(read_bounded(&workbook_with("", &[("xl/workbook.xml", sheets.as_bytes())])), Err(FileRefused::TooManySheets));
}

#[test]
fn broken_encoding_is_refused_with_its_line_and_not_guessed() {
    let thai_874 = b"code,name_th\r\nA,\xa1\xc3\xc1\r\n";
    let refused = read_bounded(&pack(&[("plan.csv", thai_874)])).unwrap_err();
    assert_eq!(refused, FileRefused::BrokenEncoding { part: "plan.csv".to_owned(), line: 2 });
    assert!(refused.th().contains("UTF-8") && refused.th().contains("บรรทัด 2"));
    let wide = "code,name".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let wide = [b"\xff\xfe".as_slice(), &wide].concat();
    assert!(matches!(read_bounded(&pack(&[("plan.csv", &wide)])), Err(FileRefused::BrokenEncoding { .. })));
    let xml = b"<sst><si><t>\xa1\xc3\xc1</t></si></sst>";
    let refused = read_bounded(&workbook_with("", &[("xl/sharedStrings.xml", xml)])).unwrap_err();
    assert_eq!(refused, FileRefused::BrokenEncoding { part: "xl/sharedStrings.xml".to_owned(), line: 1 });
    let declared = br#"<?xml version="1.0" encoding="windows-874"?><sst/>"#;
    let refused = read_bounded(&workbook_with("", &[("xl/sharedStrings.xml", declared)])).unwrap_err();
    assert!(matches!(refused, FileRefused::BrokenEncoding { .. }));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.csv"), thai_874).unwrap();
    assert!(matches!(read_csv_folder(folder.path()), Err(FileRefused::BrokenEncoding { .. })));
}

#[test]
fn damaged_files_are_refused_whole() {
    let whole = workbook_with(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[]);
    for cut in [4, whole.len() / 2, whole.len() - 10] {
        assert!(matches!(read_bounded(&whole[..cut]), Err(FileRefused::Broken { .. })), "{cut}");
    }
    let mut flipped = whole.clone();
    flipped[60] ^= 0xff;
    assert!(read_bounded(&flipped).is_err());
    let open = workbook_with("", &[("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1")]);
    assert_eq!(read_bounded(&open), Err(FileRefused::Broken { part: "แผน".to_owned() }));
    assert_eq!(
        read_bounded(&pack(&[("plan.csv", b"code,name_th\nA,\"open\nB,b\n")])),
        Err(FileRefused::Broken { part: "plan.csv".to_owned() })
    );
}

#[test]
fn formulas_are_seen_as_formulas_whatever_result_they_carry() {
    let rows = concat!(
        r#"<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>HYPERLINK("http://x","y")</f><v>y</v></c></row>"#,
        r#"<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2*2</f><v>4</v></c></row>"#,
        r#"<row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row>"#
    );
    let formula = |text: &str| RawCell::Formula(text.to_owned());
    assert_eq!(cells_of(rows), [formula("1+1"), formula("HYPERLINK(\"http://x\",\"y\")"), formula("B2*2"), formula("B2*2")]);
    let heads = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row><row r="2"><c r="A2"><f>1</f></c></row>"#;
    let (_, problems) = read(&read_bounded(&workbook_with(heads, &[])).unwrap());
    assert!(problems.listed().iter().any(|problem| problem.line_th().contains("ไม่รับสูตร")));
}

#[test]
fn every_form_of_cell_is_read_for_what_it_is() {
    let rows = concat!(
        r#"<row r="1"><c r="A1" s="1"><v>45200</v></c><c r="B1" s="2"><v>0.855</v></c><c r="C1" s="3"><v>92</v></c><c r="D1" t="b"><v>1</v></c>"#,
        r#"<c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="inlineStr"><is><r><t>หนา</t></r><r><t xml:space="preserve"> บาง</t></r></is></c>"#,
        r#"<c r="G1"><v>4.3499999999999996</v></c><c r="H1"><v>1E+3</v></c><c r="I1" t="d"><v>2023-10-01T00:00:00</v></c><c r="J1" s="1"><v>0.5</v></c>"#,
        r#"<c r="K1"><v>0.30000000000000004</v></c><c r="L1"><v>1e999</v></c></row>"#
    );
    let number = |text: &str| RawCell::Number(text.to_owned());
    let day = |year, month, day| RawCell::Date(jiff::civil::date(year, month, day));
    let expected = [
        day(2023, 10, 1),
        text("85.5%"),
        number("92.00"),
        RawCell::Bool(true),
        RawCell::Error("#REF!".to_owned()),
        text("หนา บาง"),
        number("4.35"),
        number("1000"),
        day(2023, 10, 1),
        number("0.5"),
        number("0.3"),
        RawCell::Error("#NUM!".to_owned()),
    ];
    assert_eq!(cells_of(rows), expected);
    // A formula anywhere in the workbook changes the way it is read, and no cell.
    let with_formula = cells_of(&format!(r#"{rows}<row r="9"><c r="A9"><f>1+1</f><v>2</v></c></row>"#));
    assert_eq!(with_formula.split_last(), Some((&RawCell::Formula("1+1".to_owned()), expected.as_slice())));
}

#[test]
fn an_error_value_newer_than_the_reader_is_refused_by_its_place() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e" cm="1"><f>SEQUENCE(9)</f><v>#SPILL!</v></c></row>"#;
    let refused = read_bounded(&workbook_with(rows, &[])).unwrap_err();
    assert!(refused.th().contains("#SPILL! ถัดจากช่อง A1"), "{}", refused.th());
}

#[test]
fn a_script_stays_text() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;script&gt;alert(1)&lt;/script&gt;</t></is></c></row>"#;
    assert_eq!(cells_of(rows), [text("<script>alert(1)</script>")]);
}

#[test]
fn a_buddhist_year_typed_into_a_date_cell_is_not_taken_twice() {
    // 1 October 2566 as a spreadsheet counts it when the year is typed without its era.
    let folder = [("agency.csv", "code\nA\n"), ("plan.csv", "code\nA\n")].map(|(name, table)| (name, table.as_bytes()));
    assert!(read_bounded(&pack(&folder)).is_ok());
    let kind = phaen_domain::workbook::schema::Kind::Date;
    let read = phaen_domain::workbook::cell::read(kind, &cells_of(r#"<row r="1"><c r="A1" s="1"><v>243527</v></c></row>"#)[0]);
    assert_eq!(read, Ok(Some("2023-10-01".to_owned())));
}
