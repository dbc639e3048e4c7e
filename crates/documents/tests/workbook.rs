//! What leaves as a workbook comes back as the same records, as XLSX, as a folder and as a ZIP of CSV files.

mod workbook_support;

use phaen_documents::workbook::{
    WriteOptions, read_csv_folder, read_workbook, template_xlsx, write_csv_folder, write_csv_zip, write_xlsx,
};
use phaen_domain::workbook::Record;
use phaen_domain::workbook::cell::read as read_cell;
use phaen_domain::workbook::schema::Kind;
use phaen_domain::workbook::{RawCell, RawWorkbook, Records, SHEETS, read};
use proptest::prelude::{any, prop_assert_eq, proptest};
use workbook_support::{parts, varied};

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 12, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_that_is_accepted_comes_back_by_xlsx_and_csv(texts in proptest::collection::vec(any::<String>(), 60)) {
        let mut records = Records::default();
        let accepted = texts.into_iter().filter_map(|text| read_cell(Kind::LongText, &RawCell::Text(text)).ok().flatten());
        for (number, text) in accepted.enumerate() {
            let values = ["part1", &number.to_string(), &text].map(|value| Some(value.to_owned()));
            records.add("narratives", Record { row: 0, values: values.into_iter().chain([None]).collect() });
        }
        for bytes in [write_xlsx(&records, &WriteOptions::default()).unwrap(), write_csv_zip(&records).unwrap()] {
            prop_assert_eq!(read(&read_workbook("plan", &bytes).unwrap()).0.canonical(), records.canonical());
        }
    }
}

fn records_of(raw: &RawWorkbook) -> Records {
    let (records, problems) = read(raw);
    let lines = problems.listed().iter().map(phaen_domain::workbook::CellProblem::line_en).collect::<Vec<_>>();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    records
}

/// Record by record, so that a difference is seen.
fn assert_same(found: &Records, expected: &Records) {
    for (found, expected) in found.canonical().lines().zip(expected.canonical().lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.canonical().lines().count(), expected.canonical().lines().count());
}

#[test]
fn an_exported_workbook_comes_back_equal() {
    let records = varied();
    let bytes = write_xlsx(&records, &WriteOptions::default()).unwrap();
    assert_same(&records_of(&read_workbook("plan.xlsx", &bytes).unwrap()), &records);
}

#[test]
fn a_folder_of_csv_files_comes_back_equal() {
    let folder = tempfile::tempdir().unwrap();
    let records = varied();
    write_csv_folder(&records, &folder.path().join("plan")).unwrap();
    assert_same(&records_of(&read_csv_folder(&folder.path().join("plan")).unwrap()), &records);
}

#[test]
fn a_zip_of_csv_files_comes_back_equal() {
    let records = varied();
    let bytes = write_csv_zip(&records).unwrap();
    assert_same(&records_of(&read_workbook("plan.zip", &bytes).unwrap()), &records);
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let records = varied();
    let options = WriteOptions::default();
    assert!(write_xlsx(&records, &options).unwrap() == write_xlsx(&records, &options).unwrap());
    assert!(write_csv_zip(&records).unwrap() == write_csv_zip(&records).unwrap());
}

#[test]
fn no_export_holds_a_live_formula() {
    let bytes = write_xlsx(&varied(), &WriteOptions::default()).unwrap();
    for (name, text) in parts(&bytes) {
        assert!(!name.contains("worksheets/sheet") || !(text.contains("<f>") || text.contains("<f ")), "{name}");
        assert!(!name.contains("externalLink") && !name.contains("vbaProject"), "{name}");
    }
    for (name, text) in parts(&write_csv_zip(&varied()).unwrap()) {
        let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for cell in table.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            let harmless = cell == "-" || cell.parse::<f64>().is_ok();
            assert!(harmless || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell}");
        }
    }
}

#[test]
fn csv_files_begin_with_a_byte_order_mark_and_are_read_without_one() {
    let bytes = write_csv_zip(&varied()).unwrap();
    assert!(parts(&bytes).iter().all(|(_, text)| text.starts_with('\u{feff}')));
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in parts(&bytes) {
        std::fs::write(folder.path().join(name), text.trim_start_matches('\u{feff}')).unwrap();
    }
    assert_same(&records_of(&read_csv_folder(folder.path()).unwrap()), &varied());
}

#[test]
fn the_template_has_every_sheet_with_heads_and_an_example_that_is_not_read() {
    let raw = read_workbook("template.xlsx", &template_xlsx().unwrap()).unwrap();
    let titles = raw.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>();
    assert_eq!(titles, SHEETS.iter().map(|sheet| sheet.title).collect::<Vec<_>>());
    for (sheet, described) in raw.sheets.iter().zip(SHEETS) {
        assert_eq!(sheet.rows.len(), 3);
        assert_eq!(sheet.rows[0].cells[1], RawCell::Text(described.columns[0].th.to_owned()));
        assert_eq!(sheet.rows[1].cells[1], RawCell::Text(described.columns[0].key.to_owned()));
        assert_eq!(sheet.rows[2].cells[0], RawCell::Text("ตัวอย่าง".to_owned()));
    }
    let (records, _) = read(&raw);
    assert_eq!(records, Records::default());
}

#[test]
fn every_example_of_the_template_is_right_when_the_mark_is_taken_away() {
    let mut raw = read_workbook("template.xlsx", &template_xlsx().unwrap()).unwrap();
    for sheet in &mut raw.sheets {
        sheet.rows[2].cells[0] = RawCell::Empty;
    }
    let records = records_of(&raw);
    assert!(SHEETS.iter().all(|sheet| records.of(sheet.key).len() == 1));
}

#[test]
fn cells_of_an_export_are_typed() {
    let raw = read_workbook("plan.xlsx", &write_xlsx(&varied(), &WriteOptions::default()).unwrap()).unwrap();
    let kinds = |sheet: &str, column: usize| {
        let sheet = raw.sheets.iter().find(|found| found.name == sheet).unwrap();
        sheet.rows[3..].iter().filter_map(|row| row.cells.get(column)).cloned().collect::<Vec<_>>()
    };
    let money = kinds("งบประมาณ", 6);
    assert!(money.contains(&RawCell::Number("1000000.00".to_owned())) && money.contains(&RawCell::Text("-".to_owned())));
    assert!(money.contains(&RawCell::Text("92233720368547758.07".to_owned())));
    assert!(kinds("หน่วยงาน", 7).contains(&RawCell::Date(jiff::civil::date(2023, 10, 1))));
    assert!(kinds("ตัวชี้วัด", 1).iter().all(|code| matches!(code, RawCell::Text(_))));
    assert!(kinds("ผลการดำเนินงาน", 5).contains(&RawCell::Text("ต.ค.".to_owned())));
    assert!(kinds("ผลการดำเนินงาน", 6).contains(&RawCell::Number("92.00".to_owned())));
}

#[test]
fn heads_carry_notes_and_choices_drop_down() {
    let parts = parts(&template_xlsx().unwrap());
    let all = parts.iter().map(|(_, text)| text.as_str()).collect::<String>();
    assert!(all.contains("dataValidation type=\"list\"") && all.contains("'รายการเลือก'!$A$1") && all.contains("'หน่วยงาน'!$B$4"));
    let notes = parts.iter().filter(|(name, _)| name.contains("comments")).map(|(_, text)| text.as_str()).collect::<String>();
    for column in SHEETS.iter().flat_map(|sheet| sheet.columns) {
        assert!(notes.contains(&format!("({})", column.key)), "{}", column.key);
    }
    assert!(all.contains("วิธีกรอกสมุดงานแผนปฏิบัติราชการ"));
    assert!(all.contains("[$-D07041E]d mmm yyyy"));
}
