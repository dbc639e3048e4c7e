//! Export: the whole agency as a workbook, against a bare writer of the same cells; the peak of memory in a process of its own.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;

use crate::child;
use crate::generator::{self, PLAN};
use crate::measure::{TURNS, in_turns, timed};
use crate::place::{Place, analyst};
use crate::table::{Aim, Line, Shown};

pub(crate) fn lines() -> Vec<Line> {
    let place = Place::with(&generator::agency(&generator::ROUNDS));
    let cells = Cells::of(&export(&place));
    let count = cells.0.iter().map(|sheet| sheet.1.len()).sum::<usize>();
    let measured = in_turns(TURNS, &mut [timed(|| export(&place)), timed(|| cells.write())]);
    let peak = child::peak("export", &place.file);
    vec![
        Line::ratio(
            format!("the whole agency as XLSX, {count} filled cells; bare: the same cells written by the same library"),
            (measured[0].clone(), measured[1].clone()),
            Shown::Milliseconds,
            Shown::Times,
            Aim::AtMost(2.0),
        ),
        Line::alone("its peak memory, in a process of its own", peak, Shown::Megabytes, Aim::AtMost(80_000_000.0)),
    ]
}

/// What the command line and the page do.
pub(crate) fn export(place: &Place) -> Vec<u8> {
    let records = place.app.export(&analyst(), PLAN, None).unwrap();
    place.app.press().workbook(&records).unwrap()
}

/// Sheets with their cells, as they stand in our file.
struct Cells(Vec<(String, Vec<Cell>)>);

/// Row, column, contents.
type Cell = (u32, u16, Data);

impl Cells {
    fn of(file: &[u8]) -> Self {
        let mut source: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
        let names = source.sheet_names();
        let sheet = |name: String| {
            let range = source.worksheet_range(&name).unwrap();
            let place = |(row, column, cell): (usize, usize, &Data)| {
                (u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), cell.clone())
            };
            (name, range.used_cells().map(place).collect())
        };
        Self(names.into_iter().map(sheet).collect())
    }

    fn write(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, cells) in &self.0 {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            for (row, column, cell) in cells {
                match cell {
                    Data::Float(number) => sheet.write_number(*row, *column, *number),
                    other => sheet.write_string(*row, *column, other.to_string()),
                }
                .unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    }
}
