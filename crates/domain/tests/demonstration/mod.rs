//! The demonstration agency under `data/`, as every test reads it.

use std::path::Path;

use phaen_domain::workbook::{RawCell, RawRow, RawSheet, RawWorkbook, SHEETS};

/// A folder of CSVs as a workbook that comes in, sheet by sheet.
pub(crate) fn folder(name: &str) -> RawWorkbook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name);
    let sheets = SHEETS.iter().map(|sheet| {
        let file = folder.join(format!("{}.csv", sheet.key));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&file).unwrap();
        let rows = reader.records().map(|record| {
            let record = record.unwrap();
            let number = u32::try_from(record.position().unwrap().line()).unwrap();
            RawRow { number, cells: record.iter().map(cell).collect() }
        });
        RawSheet { name: sheet.key.to_owned(), rows: rows.collect() }
    });
    RawWorkbook { sheets: sheets.collect() }
}

/// A cell as a workbook of texts has it.
pub(crate) fn cell(text: &str) -> RawCell {
    if text.is_empty() { RawCell::Empty } else { RawCell::Text(text.to_owned()) }
}
