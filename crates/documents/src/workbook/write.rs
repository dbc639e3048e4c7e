//! Records as an XLSX workbook that a person fills in: guide, heads in two rows, notes, drop-downs, one example row, typed cells.
//!
//! Read back it gives equal records. The same records give the same bytes: nothing in it comes from a clock.

use jiff::civil::{Date, date};
use phaen_domain::workbook::{EXAMPLE_MARK, MARK_HEADER, RawCell, Records, SHEETS, Sheet};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Note, Workbook, Worksheet};

use super::WriteFailed;
use super::guide::{add_guide, head_note};
use super::lists::{add_drop_downs, add_lists};
use super::look::{Ground, Looks, Seen, width};

/// What stands in a workbook beside its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteOptions {
    /// Whether each sheet has an example row.
    pub examples: bool,
    /// The day that the file's properties name; never taken from a clock.
    pub dated: Date,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self { examples: true, dated: date(2000, 1, 1) }
    }
}

/// The records as a workbook for Excel and Google Sheets.
///
/// # Errors
/// [`WriteFailed`] when a text is longer than a spreadsheet cell can hold.
pub fn write_xlsx(records: &Records, options: &WriteOptions) -> Result<Vec<u8>, WriteFailed> {
    let looks = Looks::new();
    let mut workbook = new_workbook(options.dated)?;
    add_guide(&mut workbook, &looks)?;
    for (described, records) in records.sheets() {
        let sheet = add_sheet(&mut workbook, described)?;
        write_heads(sheet, described, Heads::Both, &looks)?;
        let mut row = 2;
        if options.examples {
            write_example(sheet, described, row, &looks)?;
            row += 1;
        }
        add_drop_downs(sheet, described, row)?;
        for (row, record) in (row..).zip(records) {
            for ((place, column), value) in (1..).zip(described.columns).zip(&record.values) {
                if let Some(canonical) = value {
                    looks.put(sheet, row, place, &Seen::of(column.kind, canonical), Ground::Plain)?;
                }
            }
        }
    }
    add_lists(&mut workbook)?;
    Ok(workbook.save_to_buffer()?)
}

/// The empty workbook with an example row in each sheet.
///
/// # Errors
/// [`WriteFailed`], which the template itself gives no cause for.
pub fn template_xlsx() -> Result<Vec<u8>, WriteFailed> {
    write_xlsx(&Records::default(), &WriteOptions::default())
}

/// A workbook whose properties do not depend on when or where it is made.
pub(super) fn new_workbook(dated: Date) -> Result<Workbook, WriteFailed> {
    let year = u16::try_from(dated.year()).unwrap_or_default();
    let created = ExcelDateTime::from_ymd(year, dated.month().unsigned_abs(), dated.day().unsigned_abs())?;
    let properties = DocProperties::new().set_title("สมุดงานแผนปฏิบัติราชการ").set_creation_datetime(&created);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties);
    Ok(workbook)
}

/// A sheet of the format with its widths.
pub(super) fn add_sheet<'a>(workbook: &'a mut Workbook, described: &Sheet) -> Result<&'a mut Worksheet, WriteFailed> {
    let sheet = workbook.add_worksheet().set_name(described.title)?;
    sheet.set_column_width(0, 12.0)?;
    for (place, column) in (1..).zip(described.columns) {
        sheet.set_column_width(place, width(column.kind))?;
    }
    Ok(sheet)
}

/// Which head rows a sheet has, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heads {
    /// Thai heads in the first row and keys in the second.
    Both,
    /// Thai heads in the row before this one and keys in this one, counted from 0.
    At(u32),
}

impl Heads {
    /// The row of Thai heads, and that of keys if there is room for both.
    pub(super) const fn rows(self) -> (u32, Option<u32>) {
        match self {
            Self::Both => (0, Some(1)),
            Self::At(0) => (0, None),
            Self::At(row) => (row - 1, Some(row)),
        }
    }
}

/// Writes the heads with their notes, keeps them in sight, and gives the columns their formats.
pub(super) fn write_heads(sheet: &mut Worksheet, described: &Sheet, heads: Heads, looks: &Looks) -> Result<(), WriteFailed> {
    let (thai, keys) = heads.rows();
    let mark = format!("แถวที่เขียนว่า “{EXAMPLE_MARK}” หรือขึ้นต้นด้วย # ระบบจะไม่อ่าน");
    sheet.write_string_with_format(thai, 0, MARK_HEADER.0, &looks.head)?;
    sheet.insert_note(thai, 0, &note(&mark))?;
    if let Some(keys) = keys {
        sheet.write_string_with_format(keys, 0, MARK_HEADER.1, &looks.key)?;
    }
    for (place, column) in (1..).zip(described.columns) {
        sheet.set_column_format(place, looks.column(column.kind))?;
        let head = if column.required { &looks.head_required } else { &looks.head };
        sheet.write_string_with_format(thai, place, column.th, head)?;
        sheet.insert_note(thai, place, &note(&head_note(column)))?;
        if let Some(keys) = keys {
            sheet.write_string_with_format(keys, place, column.key, &looks.key)?;
        }
    }
    sheet.set_row_height(thai, 36.0)?;
    sheet.set_freeze_panes(keys.unwrap_or(thai) + 1, if described.single { 1 } else { 2 })?;
    Ok(())
}

/// A note that is wide enough to be read.
pub(crate) fn note(text: &str) -> Note {
    let lines = text.split('\n').map(|line| line.chars().count().div_ceil(40).max(1)).sum::<usize>();
    let height = u32::try_from(lines).unwrap_or(10).clamp(3, 20) * 20;
    Note::new(text).add_author_prefix(false).set_width(300).set_height(height)
}

fn write_example(sheet: &mut Worksheet, described: &Sheet, row: u32, looks: &Looks) -> Result<(), WriteFailed> {
    looks.put(sheet, row, 0, &Seen::Text(EXAMPLE_MARK.to_owned()), Ground::Example)?;
    for (place, column) in (1..).zip(described.columns) {
        // Read and written like any other cell, so that the example shows what an export shows.
        let read = phaen_domain::workbook::cell::read(column.kind, &RawCell::Text(column.example.to_owned()));
        let seen = match read {
            Ok(Some(canonical)) => Seen::of(column.kind, &canonical),
            _ => Seen::Text(column.example.to_owned()),
        };
        looks.put(sheet, row, place, &seen, Ground::Example)?;
    }
    Ok(())
}

/// The place of a sheet's description, for keeping the order of the format.
pub(super) fn order(key: &str) -> Option<usize> {
    SHEETS.iter().position(|described| described.key == key)
}
