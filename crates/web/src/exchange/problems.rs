//! What is wrong with a workbook, page by page: sheet, cell, value, rule and remedy.

use phaen_domain::workbook::schema::sheet;
use phaen_domain::workbook::{CellProblem, Problems, shortened};

use super::cells::{header, sheet_name};
use crate::components::Pager;
use crate::display::Lang;
use crate::text::Text;

/// Problems on one page.
const ON_A_PAGE: usize = 100;

/// One problem.
pub(super) struct Row {
    pub(super) sheet: String,
    pub(super) address: String,
    pub(super) column: String,
    pub(super) value: String,
    pub(super) rule: String,
    pub(super) remedy: String,
}

/// A page of problems.
pub(super) struct Listed {
    pub(super) count: String,
    pub(super) by_sheet: Vec<(String, String)>,
    pub(super) rows: Vec<Row>,
    pub(super) pager: Option<Pager>,
    /// Sheet, rule and how many of those that are only counted.
    pub(super) unlisted: Vec<(String, String, String)>,
}

/// The page of this number, from 1.
pub(super) fn listed(t: Text, problems: &Problems, page: usize, path: &str) -> Listed {
    let all = problems.listed();
    let pages = all.len().div_ceil(ON_A_PAGE).max(1);
    let page = page.clamp(1, pages);
    let first = (page - 1) * ON_A_PAGE;
    let shown = all.iter().skip(first).take(ON_A_PAGE);
    let rows = shown.map(|problem| row(t, problem)).collect::<Vec<_>>();
    let pager = (pages > 1).then(|| Pager {
        first: first + 1,
        last: first + rows.len(),
        total: all.len(),
        previous: (page > 1).then(|| format!("{path}?page={}", page - 1)),
        next: (page < pages).then(|| format!("{path}?page={}", page + 1)),
    });
    let unlisted = problems.unlisted().map(|(key, rule, count)| (name(t, key), t.advice(rule), t.count(count)));
    Listed { count: t.count(problems.count()), by_sheet: by_sheet(t, problems), rows, pager, unlisted: unlisted.collect() }
}

fn name(t: Text, key: &str) -> String {
    sheet(key).map_or_else(|| key.to_owned(), |sheet| sheet_name(t, sheet))
}

fn by_sheet(t: Text, problems: &Problems) -> Vec<(String, String)> {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for problem in problems.listed() {
        *counts.entry(problem.sheet).or_default() += 1;
    }
    for (key, _, count) in problems.unlisted() {
        *counts.entry(key).or_default() += count;
    }
    counts.into_iter().map(|(key, count)| (name(t, key), t.count(count))).collect()
}

fn row(t: Text, problem: &CellProblem) -> Row {
    let words = problem.wording();
    let (rule, remedy) = match t.display().lang {
        Lang::Thai => (words.rule_th, words.remedy_th),
        Lang::English => (words.rule_en, words.remedy_en),
    };
    Row {
        sheet: name(t, problem.sheet),
        address: problem.address(),
        column: problem.column_th().zip(problem.column_en()).map_or("", |(th, en)| header(t, th, en)).to_owned(),
        value: shortened(&problem.value),
        rule: t.advice(&rule),
        remedy: t.advice(&remedy),
    }
}
