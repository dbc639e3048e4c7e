//! The plan workbook (issue: one documented format for an agency's whole plan): sheets, reading by rule, problems, differences.
//!
//! The file itself (XLSX, CSV) is read and written elsewhere; here are only its meaning and its rules.

pub mod cell;
mod message;
mod problem;
mod raw;
mod records;
pub mod schema;

pub use message::{Wording, shortened};
pub use problem::{CellProblem, ProblemRule, Problems, column_letters};
pub use raw::{RawCell, RawRow, RawSheet, RawWorkbook};
pub use records::{Record, Records, read};
pub use schema::{EXAMPLE_MARK, MARK_HEADER, SHEETS, Sheet};
