//! The files people exchange.

use std::io::Write;

use jiff::Timestamp;
use jiff::civil::Date;
use phaen_domain::submission::offline::{OfflineSheet, WrongCell};
use phaen_domain::workbook::{Problems, RawWorkbook, Records};

use crate::error::AppError;
use crate::paper::Paper;
use crate::ports::Part;

/// A file that was refused, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRefusal {
    /// What, which rule and what to do, in Thai.
    pub th: String,
    /// The same in English.
    pub en: String,
}

/// A day in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// The same for the same obligation, for ever.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What it is, in Thai.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// Its page, where the site's address is known.
    pub url: Option<String>,
    /// Counts up with every change.
    pub revision: u32,
    /// When it was last decided on.
    pub stamped_at: Timestamp,
}

/// The files people exchange.
pub trait Press: Send + Sync {
    /// Reads a workbook file.
    ///
    /// # Errors
    /// [`FileRefusal`] when it is not one that may be read.
    fn read_workbook(&self, name: &str, bytes: &[u8]) -> Result<RawWorkbook, FileRefusal>;
    /// A workbook for Excel.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn workbook(&self, records: &Records) -> Result<Vec<u8>, AppError>;
    /// A ZIP of CSV files.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn workbook_csv(&self, records: &Records) -> Result<Vec<u8>, AppError>;
    /// An empty workbook with examples.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn template(&self) -> Result<Vec<u8>, AppError>;
    /// The workbook handed back with its wrong cells marked.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn marked_workbook(&self, raw: &RawWorkbook, problems: &Problems) -> Result<Vec<u8>, AppError>;
    /// A unit's return as a workbook to be filled in without the network, with the wrong cells of one that came back marked.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn return_sheet(&self, sheet: &OfflineSheet, wrong: &[WrongCell]) -> Result<Vec<u8>, AppError>;
    /// The scorecard of a round for Excel.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn scorecard_sheet(&self, paper: &Paper) -> Result<Vec<u8>, AppError>;
    /// A pack of evidence as ZIP, written part by part as they come.
    ///
    /// # Errors
    /// [`AppError::Press`], and what the source of the parts answers.
    fn pack(&self, out: &mut dyn Write, next: &mut dyn FnMut() -> Result<Option<Part>, AppError>) -> Result<(), AppError>;
    /// The results book of a round as PDF; tells its progress from 0 to 100. Where the site's address is known, its figures lead there.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn results_book(&self, paper: &Paper, site: Option<&str>, progress: &mut dyn FnMut(u8)) -> Result<Vec<u8>, AppError>;
    /// A calendar as iCalendar (RFC 5545).
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn calendar(&self, name: &str, events: &[CalendarEvent]) -> Result<Vec<u8>, AppError>;
}
