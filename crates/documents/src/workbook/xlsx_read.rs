//! XLSX into raw cells, one cell after the other, after the gate has let the file through.
//!
//! Formulas are seen as formulas, whatever result is stored with them. Shared strings and rich text are plain text here. Nothing in the
//! file is followed: no links, no external data, no pictures.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Style, Xlsx, XlsxError, XlsxFormulaMetadata};
use jiff::civil::Date;
use phaen_domain::workbook::{RawCell, RawRow, RawSheet, RawWorkbook, column_letters};

use super::limits::{Load, MOST_CELL_CHARACTERS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS};
use super::number::{self, Look};
use super::refused::FileRefused;
use super::{GUIDE_SHEET, LISTS_SHEET, PROBLEMS_SHEET, shown};

type Source<'a> = Xlsx<Cursor<&'a [u8]>>;
type Rows = BTreeMap<u32, Vec<RawCell>>;

/// Reads all sheets. Where there are no formulas, a sheet is walked once.
pub(super) fn read(bytes: &[u8], formulas: bool) -> Result<RawWorkbook, FileRefused> {
    // The gate stops what is known to trip the spreadsheet reader; whatever else does must not end more than this reading.
    catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, formulas))).unwrap_or(Err(FileRefused::Broken { part: String::new() }))
}

fn read_sheets(bytes: &[u8], formulas: bool) -> Result<RawWorkbook, FileRefused> {
    let mut source: Source = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error, ""))?;
    let worksheets = source.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names = worksheets.map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    if names.len() > MOST_SHEETS {
        return Err(FileRefused::TooManySheets);
    }
    let mut load = Load::default();
    let mut sheets = Vec::new();
    for name in names {
        if ![GUIDE_SHEET, PROBLEMS_SHEET, LISTS_SHEET].contains(&name.as_str()) {
            let reading = SheetReading::new(&name, &mut load);
            sheets.push(if formulas { reading.read_formulas(&mut source) } else { reading.read_values(&mut source) }?);
        }
    }
    Ok(RawWorkbook { sheets })
}

fn refusal(error: &XlsxError, part: &str) -> FileRefused {
    match error {
        XlsxError::Password => FileRefused::Encrypted,
        _ => FileRefused::Broken { part: part.to_owned() },
    }
}

/// The spreadsheet reader does not know every error value; it stops at one without saying where.
fn refusal_after(error: &XlsxError, sheet: &str, last: Option<(u32, u32)>) -> FileRefused {
    let XlsxError::CellError(value) = error else { return refusal(error, sheet) };
    let address = |(row, column)| format!("{}{}", column_letters(usize::try_from(column).unwrap_or_default()), row + 1);
    FileRefused::UnknownErrorValue { sheet: sheet.to_owned(), value: value.clone(), after: last.map(address).unwrap_or_default() }
}

struct SheetReading<'a> {
    name: &'a str,
    load: &'a mut Load,
    rows: Rows,
    /// Texts of formulas that several cells share, by their number in the sheet.
    shared: HashMap<usize, String>,
}

impl<'a> SheetReading<'a> {
    fn new(name: &'a str, load: &'a mut Load) -> Self {
        Self { name, load, rows: Rows::new(), shared: HashMap::new() }
    }

    /// Reads a sheet of a workbook without formulas.
    fn read_values(mut self, source: &mut Source<'_>) -> Result<RawSheet, FileRefused> {
        let mut cells = source.worksheet_cells_reader(self.name).map_err(|error| refusal(&error, self.name))?;
        let looks = looks(cells.styles());
        let mut last = None;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| refusal_after(&error, self.name, last))? {
            let place = cell.get_position();
            last = Some(place);
            let value = value(cell.get_value());
            let value = match look_of(&looks, style) {
                Some(look) => looked(value, look),
                None => value,
            };
            self.put(place, value)?;
        }
        Ok(self.read_rows())
    }

    /// Reads a sheet that may hold formulas: the walk that sees them does not see how a cell shows its number.
    fn read_formulas(mut self, source: &mut Source<'_>) -> Result<RawSheet, FileRefused> {
        let mut cells = source.worksheet_cells_reader(self.name).map_err(|error| refusal(&error, self.name))?;
        let looks = looks(cells.styles());
        let mut last = None;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| refusal_after(&error, self.name, last))? {
            last = Some(cell.pos);
            let value = match cell.formula {
                Some(formula) => RawCell::Formula(self.formula(formula)),
                None => value(&cell.value),
            };
            self.put(cell.pos, value)?;
        }
        drop(cells);
        if looks.iter().any(Option::is_some) && self.holds_numbers() {
            self.apply_looks(source, &looks)?;
        }
        Ok(self.read_rows())
    }

    fn read_rows(self) -> RawSheet {
        let rows = self.rows.into_iter().map(|(row, cells)| RawRow { number: row + 1, cells }).collect();
        RawSheet { name: self.name.to_owned(), rows }
    }

    fn formula(&mut self, formula: XlsxFormulaMetadata) -> String {
        match formula {
            XlsxFormulaMetadata::Normal { formula } => formula,
            XlsxFormulaMetadata::Shared { shared_index, formula, .. } => {
                self.shared.insert(shared_index, formula.clone());
                formula
            }
            XlsxFormulaMetadata::SharedDerived { shared_index } => self.shared.get(&shared_index).cloned().unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn put(&mut self, (row, column): (u32, u32), cell: RawCell) -> Result<(), FileRefused> {
        if matches!(cell, RawCell::Empty) {
            return Ok(());
        }
        let sheet = || self.name.to_owned();
        if row >= MOST_ROWS {
            return Err(FileRefused::TooManyRows { sheet: sheet(), row: u64::from(row) + 1 });
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS {
            return Err(FileRefused::TooManyColumns { sheet: sheet(), row: u64::from(row) + 1 });
        }
        let text = length(&cell);
        if text > MOST_CELL_CHARACTERS && cell.shown().chars().nth(MOST_CELL_CHARACTERS).is_some() {
            let cell = format!("{}{}", column_letters(column), row + 1);
            return Err(FileRefused::CellTooLong { sheet: sheet(), cell });
        }
        // Nearly always the last row again.
        let cells = match self.rows.last_entry() {
            Some(last) if *last.key() == row => last.into_mut(),
            _ => self.rows.entry(row).or_default(),
        };
        if !self.load.takes((column + 1).saturating_sub(cells.len()), text) {
            return Err(FileRefused::TooMuch { sheet: self.name.to_owned() });
        }
        if cells.len() <= column {
            cells.resize(column + 1, RawCell::Empty);
        }
        if let Some(place) = cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    fn holds_numbers(&self) -> bool {
        self.rows.values().flatten().any(|cell| matches!(cell, RawCell::Number(_)))
    }

    /// A second walk, for what the number formats add: decimal places that are shown, and percent.
    fn apply_looks(&mut self, source: &mut Source<'_>, looks: &[Option<Look>]) -> Result<(), FileRefused> {
        let name = self.name;
        let mut cells = source.worksheet_cells_reader(name).map_err(|error| refusal(&error, name))?;
        while let Some((row, column, style)) = cells.next_style_id().map_err(|error| refusal(&error, name))? {
            let Some(look) = look_of(looks, style) else { continue };
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            if let Some(cell) = self.rows.get_mut(&row).and_then(|cells| cells.get_mut(column)) {
                *cell = looked(std::mem::replace(cell, RawCell::Empty), look);
            }
        }
        Ok(())
    }
}

/// What each style says of how a cell shows its number.
fn looks(styles: &[Style]) -> Vec<Option<Look>> {
    styles.iter().map(|style| style.number_format.as_ref().and_then(|format| Look::of(&format.format_code))).collect()
}

/// The first style is what a cell without any has.
fn look_of(looks: &[Option<Look>], style: usize) -> Option<Look> {
    looks.get(style).copied().flatten().filter(|_| style > 0)
}

/// A number with the decimal places and the percent sign that its cell shows; any other cell as it is.
fn looked(cell: RawCell, look: Look) -> RawCell {
    match cell {
        RawCell::Number(number) if look.percent => RawCell::Text(number::looked(&number, look)),
        RawCell::Number(number) => RawCell::Number(number::looked(&number, look)),
        other => other,
    }
}

fn value(value: &DataRef<'_>) -> RawCell {
    match value {
        DataRef::Empty => RawCell::Empty,
        DataRef::Int(number) => RawCell::Number(number.to_string()),
        DataRef::Float(number) => number_cell(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => shown::came_in(text),
        DataRef::SharedString(text) => shown::came_in(text),
        DataRef::Bool(value) => RawCell::Bool(*value),
        DataRef::DateTime(date) => date_cell(*date),
        DataRef::DateTimeIso(text) => {
            text.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| shown::came_in(text), RawCell::Date)
        }
        DataRef::Error(error) => RawCell::Error(error.to_string()),
    }
}

fn number_cell(number: f64) -> RawCell {
    number::text(number).map_or_else(|| RawCell::Error("#NUM!".to_owned()), RawCell::Number)
}

/// A day; a mere time of day, a duration or a day that no calendar has stays the number it is.
fn date_cell(date: ExcelDateTime) -> RawCell {
    let serial = date.as_f64();
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    let civil = || Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    if date.is_duration() || !(1.0..2_958_466.0).contains(&serial) {
        return number_cell(serial);
    }
    civil().map_or_else(|| number_cell(serial), RawCell::Date)
}

fn length(cell: &RawCell) -> usize {
    match cell {
        RawCell::Text(text) | RawCell::Number(text) | RawCell::Formula(text) | RawCell::Error(text) => text.len(),
        RawCell::Empty | RawCell::Date(_) | RawCell::Bool(_) => 0,
    }
}
