//! A folder or ZIP of CSV files as a workbook: one file per sheet, named by the sheet's key (or Thai title), UTF-8.
//!
//! CSV knows text only; every cell comes in as text and the domain reads it by its column. Rows are numbered as a spreadsheet program
//! numbers them: a text of several lines is one row.

use std::path::Path;

use phaen_domain::workbook::{RawCell, RawRow, RawSheet, RawWorkbook, SHEETS, column_letters};

use super::limits::{Load, MOST_CELL_CHARACTERS, MOST_CELLS, MOST_COLUMNS, MOST_FILE_BYTES, MOST_ROWS};
use super::refused::{FileKind, FileRefused};
use super::text::{restored, utf8};

/// Reads a folder of `<sheet key>.csv` files. Files of other names are not opened.
///
/// # Errors
/// [`FileRefused`] when a file is not read at all, with its rule and remedy in words.
pub fn read_csv_folder(path: &Path) -> Result<RawWorkbook, FileRefused> {
    let unreadable = |name: &str| FileRefused::Unreadable { part: name.to_owned() };
    let shown = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut files = Vec::new();
    let mut bytes = 0_usize;
    for entry in std::fs::read_dir(path).map_err(|_| unreadable(&shown))? {
        let entry = entry.map_err(|_| unreadable(&shown))?;
        let file = entry.file_name().to_string_lossy().into_owned();
        let Some(sheet) = sheet_of_file(&file) else { continue };
        let size = entry.metadata().map_err(|_| unreadable(&file))?.len();
        bytes = bytes.saturating_add(usize::try_from(size).unwrap_or(usize::MAX));
        if bytes > MOST_FILE_BYTES {
            return Err(FileRefused::TooLarge { bytes });
        }
        files.push((sheet, std::fs::read(entry.path()).map_err(|_| unreadable(&file))?));
    }
    if files.is_empty() {
        return Err(FileRefused::NotAWorkbook(FileKind::Empty));
    }
    read_tables(files.iter().map(|(sheet, bytes)| (*sheet, bytes.as_slice())))
}

/// The key of the sheet that a file of this name holds.
pub(super) fn sheet_of_file(file: &str) -> Option<&'static str> {
    let (stem, ending) = file.rsplit_once('.')?;
    let sheet = phaen_domain::workbook::schema::sheet(stem).filter(|_| ending.eq_ignore_ascii_case("csv"));
    sheet.map(|sheet| sheet.key)
}

/// Reads tables by sheet key, into the order of the format.
pub(super) fn read_tables<'a>(tables: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<RawWorkbook, FileRefused> {
    let mut load = Load::default();
    let mut sheets = tables.map(|(name, bytes)| read_table(name, bytes, &mut load)).collect::<Result<Vec<_>, _>>()?;
    sheets.sort_by_key(|sheet| SHEETS.iter().position(|described| described.key == sheet.name));
    Ok(RawWorkbook { sheets })
}

fn read_table(name: &str, bytes: &[u8], load: &mut Load) -> Result<RawSheet, FileRefused> {
    let file = format!("{name}.csv");
    let text = utf8(&file, bytes)?;
    // An open quote would silently swallow the rest of the file as one cell.
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 != 0 {
        return Err(FileRefused::Broken { part: file });
    }
    // The table reader remembers where every cell of a row ends, however many there are.
    if text.bytes().filter(|byte| *byte == b',').count() > 4 * MOST_CELLS {
        return Err(FileRefused::TooMuch { sheet: name.to_owned() });
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    let mut number = 0_u32;
    while reader.read_record(&mut record).map_err(|_| FileRefused::Broken { part: file.clone() })? {
        number += 1;
        let row = read_row(name, number, &record, load)?;
        if row.cells.iter().any(|cell| *cell != RawCell::Empty) {
            rows.push(row);
        }
    }
    Ok(RawSheet { name: name.to_owned(), rows })
}

fn read_row(sheet: &str, number: u32, record: &csv::StringRecord, load: &mut Load) -> Result<RawRow, FileRefused> {
    let sheet = || sheet.to_owned();
    if number > MOST_ROWS {
        return Err(FileRefused::TooManyRows { sheet: sheet(), row: u64::from(number) });
    }
    let filled = (1..=record.len()).rev().find(|n| record.get(n - 1).is_some_and(|cell| !cell.is_empty())).unwrap_or(0);
    if filled > MOST_COLUMNS {
        return Err(FileRefused::TooManyColumns { sheet: sheet(), row: u64::from(number) });
    }
    let mut cells = Vec::with_capacity(filled);
    for (place, cell) in record.iter().take(filled).enumerate() {
        if cell.len() > MOST_CELL_CHARACTERS && cell.chars().nth(MOST_CELL_CHARACTERS).is_some() {
            return Err(FileRefused::CellTooLong { sheet: sheet(), cell: format!("{}{number}", column_letters(place)) });
        }
        if !load.takes(1, cell.len()) {
            return Err(FileRefused::TooMuch { sheet: sheet() });
        }
        cells.push(super::shown::came_in(restored(cell)));
    }
    Ok(RawRow { number, cells })
}
