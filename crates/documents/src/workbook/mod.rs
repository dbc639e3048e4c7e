//! The plan workbook as files: XLSX for people in Excel or Google Sheets, CSV (a folder or a ZIP) for programs.
//!
//! Serves issue 2, section 4: one documented format for an agency's whole plan, in and out. What sheets and columns there are, and what
//! a cell means, the domain says (`phaen_domain::workbook`); here files become raw cells and records become files.
//!
//! It never runs, follows or expands anything in a file, never takes more memory than [`limits`] says, and never writes a live formula.

mod csv_read;
mod csv_write;
mod gate;
mod guide;
pub mod limits;
mod lists;
mod look;
mod mark;
pub(crate) mod number;
mod read;
mod refused;
mod scan;
mod shown;
mod sniff;
mod text;
mod write;
mod xlsx_read;

pub use csv_read::read_csv_folder;
pub use csv_write::{write_csv_folder, write_csv_zip};
pub use mark::mark_problems;
pub use read::read_workbook;
pub use refused::{FileKind, FileRefused};
pub(crate) use text::neutralised;
pub(crate) use write::note;
pub use write::{WriteOptions, template_xlsx, write_xlsx};

/// A workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteFailed {
    /// The spreadsheet library refused a cell or sheet.
    #[error("the workbook cannot be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// A CSV file could not be made.
    #[error("the table cannot be written: {0}")]
    Csv(#[from] csv::Error),
    /// The ZIP could not be made.
    #[error("the packed file cannot be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The disk refused.
    #[error("the files cannot be written: {0}")]
    Io(#[from] std::io::Error),
}

/// Sheets of ours that hold no data; they are passed over in reading.
const GUIDE_SHEET: &str = "คำแนะนำ";
/// The list of problems in a workbook handed back.
pub(crate) const PROBLEMS_SHEET: &str = "ข้อผิดพลาด";
/// Words that cells may be chosen from.
const LISTS_SHEET: &str = "รายการเลือก";
