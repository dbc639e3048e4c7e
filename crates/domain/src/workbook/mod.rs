//! The plan workbook (issue: one documented format for an agency's whole plan): sheets, reading by rule, problems, differences.
//!
//! The file itself (XLSX, CSV) is read and written elsewhere; here are only its meaning and its rules.

mod as_written;
mod build;
mod build_results;
pub mod cell;
mod check;
mod check_figures;
mod check_targets;
mod difference;
mod entry;
mod message;
mod names;
mod one_way;
mod problem;
mod raw;
mod records;
mod row;
mod said;
pub mod schema;
mod write;
mod write_results;

pub use difference::{CellChange, Difference, RowChange, RowDifference, compare, compare_plans};
pub use entry::{check_observation, check_target};
pub use message::{Wording, shortened};
pub use one_way::{OneWay, OtherWay};
pub use problem::{CellProblem, ProblemRule, Problems, column_letters};
pub use raw::{RawCell, RawRow, RawSheet, RawWorkbook};
pub use records::{Header, Record, Records, find_header, read};
pub use said::{identity_said, said};
pub use schema::{EXAMPLE_MARK, MARK_HEADER, SHEETS, Sheet};
pub use write::write;

use crate::plan::AgencyPlan;

/// Reads a workbook whole: the plan it says, or all its problems at once.
///
/// # Errors
/// [`Problems`] with sheet, cell, value, rule and remedy of each.
pub fn understand(raw: &RawWorkbook) -> Result<AgencyPlan, Problems> {
    let (records, problems) = read(raw);
    understand_records(&records, problems).map_err(|problems| problems.as_written(raw))
}

/// The same from records, such as a snapshot's.
///
/// # Errors
/// [`Problems`] with sheet, cell, value, rule and remedy of each.
pub fn understand_records(records: &Records, mut problems: Problems) -> Result<AgencyPlan, Problems> {
    let Some(built) = build::build(records, &mut problems) else { return Err(problems) };
    check::check(records, &built.plan, &mut problems);
    if built.is_whole && problems.is_empty() { Ok(built.plan) } else { Err(problems) }
}
