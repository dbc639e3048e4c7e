//! Records as CSV: one file per sheet, heads are keys, values are canonical texts, UTF-8 with a byte order mark for Excel.
//!
//! A text that looks like a formula gets an apostrophe before it, which reading takes away again (`text`).

use std::io::{Cursor, Write};
use std::path::Path;

use phaen_domain::workbook::{Record, Records, Sheet};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::WriteFailed;
use super::text::neutralised;

/// Writes one `<sheet key>.csv` per sheet into a folder, which is made if it is not there.
///
/// # Errors
/// [`WriteFailed`] when the disk refuses.
pub fn write_csv_folder(records: &Records, folder: &Path) -> Result<(), WriteFailed> {
    std::fs::create_dir_all(folder)?;
    for (sheet, records) in records.sheets() {
        std::fs::write(folder.join(file_name(sheet)), table(sheet, records)?)?;
    }
    Ok(())
}

/// The same files in one ZIP; the same records give the same bytes.
///
/// # Errors
/// [`WriteFailed`], for which records give no cause.
pub fn write_csv_zip(records: &Records) -> Result<Vec<u8>, WriteFailed> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (sheet, records) in records.sheets() {
        archive.start_file(file_name(sheet), options)?;
        archive.write_all(&table(sheet, records)?)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn file_name(sheet: &Sheet) -> String {
    format!("{}.csv", sheet.key)
}

fn table(sheet: &Sheet, records: &[Record]) -> Result<Vec<u8>, WriteFailed> {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(sheet.columns.iter().map(|column| column.key))?;
    for record in records {
        writer.write_record(record.values.iter().map(|value| neutralised(value.as_deref().unwrap_or_default())))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}
