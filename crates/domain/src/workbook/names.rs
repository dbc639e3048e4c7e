//! The codes that sheets name, and which unknown ones are not to blame.
//!
//! A code that could not be read leaves whatever refers to its row without a name. That is one mistake, told where it is: as many unknown codes as
//! could not be read in a sheet are not told again, those first that are referred to most. A code that no sheet ever had is still told.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::build::rows;
use super::cell::{is_whole_year, month_of};
use super::check::{REFERENCES, codes};
use super::problem::Problems;
use super::records::Records;

/// The sheets whose first column is a code that others refer to.
const NAMING: [&str; 6] = ["units", "nodes", "scales", "rounds", "indicators", "projects"];

/// Codes by the sheet that names them, with those that are not to blame.
pub(super) struct Names<'a>(HashMap<&'static str, HashSet<&'a str>>);

impl<'a> Names<'a> {
    pub(super) fn of(records: &'a Records, problems: &Problems) -> Self {
        let of_sheet = |sheet: &'static str| {
            let mut named = codes(records, sheet);
            let unread = unread(records, sheet, problems);
            if unread > 0 {
                let unknown = referred_to_most(records, sheet, &named);
                named.extend(unknown.into_iter().take(unread));
            }
            (sheet, named)
        };
        Self(NAMING.map(of_sheet).into())
    }

    /// Whether a sheet names this code, or may name it where its codes could not be read.
    pub(super) fn knows(&self, sheet: &str, code: &str) -> bool {
        self.0.get(sheet).is_some_and(|named| named.contains(code))
    }
}

/// How many rows of a sheet have a code that could not be read: any number where the columns themselves were not found.
fn unread(records: &Records, sheet: &'static str, problems: &Problems) -> usize {
    let codes = records.of(sheet).iter().map(|record| record.values.first().and_then(Option::as_deref));
    let without = codes.filter(Option::is_none).count();
    if records.of(sheet).is_empty() && problems.has_lost(sheet, "code") { usize::MAX } else { without }
}

/// Unknown codes that are referred to in a sheet's name: the most frequent first, then in the order of the workbook.
fn referred_to_most<'a>(records: &'a Records, sheet: &str, named: &HashSet<&str>) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for code in referred(records, sheet).into_iter().filter(|code| !named.contains(code)) {
        let times = times.entry(code).or_default();
        *times += 1;
        if *times == 1 {
            found.push(code);
        }
    }
    found.sort_by_key(|code| Reverse(times[code]));
    found
}

/// Every code by which the rows of other sheets refer to a sheet.
fn referred<'a>(records: &'a Records, sheet: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (from, column, _) in REFERENCES.iter().filter(|(.., to)| *to == sheet) {
        let cells = rows(records, from).into_iter().filter_map(|row| row.cell(column));
        found.extend(cells.flat_map(|text| text.split(';')).filter(|code| !code.is_empty()));
    }
    for row in rows(records, "observations") {
        let subject = row.cell("subject").map(|subject| if subject == "indicator" { "indicators" } else { "projects" });
        found.extend(row.cell("code").filter(|_| subject == Some(sheet)));
    }
    let rounds = codes(records, "rounds");
    // Money may be of the whole year, results may not.
    for (from, whole_year) in [("observations", false), ("budget", true)].iter().filter(|_| sheet == "rounds") {
        let periods = rows(records, from).into_iter().filter_map(|row| row.cell("period"));
        let names_none = |period: &str| month_of(period).is_some() || (*whole_year && is_whole_year(period, &rounds));
        found.extend(periods.filter(|period| !names_none(period)));
    }
    found
}
