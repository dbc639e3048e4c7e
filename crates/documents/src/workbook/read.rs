//! Reading a workbook of any accepted form into raw cells.

use phaen_domain::workbook::RawWorkbook;

use super::gate::{self, Packed};
use super::limits::MOST_FILE_BYTES;
use super::refused::{FileKind, FileRefused};
use super::{csv_read, sniff, xlsx_read};

/// Reads an XLSX workbook or a ZIP of CSV files, whichever the content is. The name only stands in messages.
///
/// # Errors
/// [`FileRefused`] when the file is not read at all, with its rule and remedy in words.
pub fn read_workbook(name: &str, bytes: &[u8]) -> Result<RawWorkbook, FileRefused> {
    if bytes.len() > MOST_FILE_BYTES {
        return Err(FileRefused::TooLarge { bytes: bytes.len() });
    }
    sniff::packed(bytes)?;
    let named = |refused| match refused {
        FileRefused::Broken { part } if part.is_empty() => FileRefused::Broken { part: name.to_owned() },
        other => other,
    };
    match gate::pass(bytes).map_err(named)? {
        Packed::Workbook(formulas) => xlsx_read::read(bytes, formulas).map_err(named),
        Packed::Tables(tables) if tables.is_empty() => Err(FileRefused::NotAWorkbook(FileKind::OtherZip)),
        Packed::Tables(tables) => csv_read::read_tables(tables.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))),
    }
}
