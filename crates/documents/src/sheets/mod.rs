//! The scorecard (ตารางคะแนน) as a workbook for Excel and Google Sheets: figures as numbers, with the figures' names beside them.
//!
//! Serves whoever goes on computing with a round's results. Every figure of the scorecard stands in the last sheet under the name that
//! screen, book and API give it. A text is always a text: nothing that looks like a formula is one. The same scorecard gives the same
//! bytes; nothing here reads a clock.

mod figures;
mod history;
mod look;
mod rows;
mod summary;

use jiff::civil::Date;
use phaen_app::paper::Paper;
use phaen_app::plan_view::RoundView;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use look::Looks;

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The spreadsheet library refused a cell or sheet.
    #[error("the scorecard cannot be written: {0}")]
    Xlsx(#[from] XlsxError),
}

/// The scorecard of a round for Excel.
///
/// # Errors
/// See [`SheetError`].
pub fn scorecard(paper: &Paper) -> Result<Vec<u8>, SheetError> {
    let round = &paper.round;
    let book = crate::book::content(paper);
    let mut workbook = workbook(round, book.completed_on)?;
    let looks = Looks::new();
    let mut sheets = vec![
        summary::of(round, &book),
        rows::indicators(round),
        rows::groups(round),
        rows::projects(round),
        rows::budget(round),
        rows::workings(round),
    ];
    sheets.extend(history::restated(paper));
    sheets.extend(history::extensions(paper));
    sheets.push(figures::of(round));
    for sheet in &sheets {
        sheet.write(&mut workbook, &looks)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// A workbook whose properties do not depend on when or where it is made.
fn workbook(round: &RoundView, dated: Date) -> Result<Workbook, SheetError> {
    let year = u16::try_from(dated.year()).unwrap_or_default();
    let created = ExcelDateTime::from_ymd(year, dated.month().unsigned_abs(), dated.day().unsigned_abs())?;
    let properties = DocProperties::new()
        .set_title("ตารางคะแนนตามแผน")
        .set_subject(&round.plan.plan.name_th)
        .set_author(&round.plan.agency.name_th)
        .set_creation_datetime(&created);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties);
    Ok(workbook)
}
