//! The plan workbook's sheets and columns: what an agency fills in, documented for people and read by rule.
//!
//! This table is the only description of the format: the reader, the writer, the template for Excel, the CSV folder and
//! `docs/WORKBOOK.md` all follow it.

mod indicators;
mod organisation;
mod plan;
mod projects;
mod results;
mod scales;

use crate::words::Words;

/// Key, Thai word and English word of each choice of a column.
pub type Choices = fn() -> Vec<(&'static str, &'static str, &'static str)>;

/// What a cell holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A permanent code.
    Code,
    /// One line of text.
    Text,
    /// Paragraphs.
    LongText,
    /// An exact number; Thai digits, thousands commas, ร้อยละ and % are understood.
    Number,
    /// A whole number from 0.
    Whole,
    /// An amount in baht with at most two decimal places; "-" and ไม่ใช้งบประมาณ mean that there is none.
    Money,
    /// A date in any form officials write, พ.ศ. or ค.ศ.
    Date,
    /// A fiscal year.
    FiscalYear,
    /// ใช่ / ไม่ใช่
    YesNo,
    /// One of the words of an enumeration, by key or Thai word.
    Choice(Choices),
    /// Codes separated by semicolons.
    Codes,
    /// Numbers separated by semicolons.
    Numbers,
    /// A reported value: a number, "-" (no data), ไม่เกี่ยวข้อง or วัดผลไม่ได้.
    Reported,
    /// ปี, a round's code, or a month such as ต.ค. or M01.
    Period,
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// English key, in the second header row and in CSV.
    pub key: &'static str,
    /// Thai header.
    pub th: &'static str,
    /// The same in English, for screens.
    pub en: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether a cell must be filled.
    pub required: bool,
    /// What to write, for the header's note.
    pub note: &'static str,
    /// The example row's cell.
    pub example: &'static str,
    /// Whether snapshots exist that were written before there was this column; see [`added`].
    pub added: bool,
}

/// One sheet.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// English key; the CSV file's name.
    pub key: &'static str,
    /// Thai title; the sheet's name in Excel.
    pub title: &'static str,
    /// The same in English, for screens.
    pub title_en: &'static str,
    /// How many of the first columns identify a row.
    pub identity: usize,
    /// Whether it has exactly one row.
    pub single: bool,
    /// What the sheet is for.
    pub note: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
}

impl Sheet {
    /// The place of a column.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}

/// The sheet with this key or title.
#[must_use]
pub fn sheet(name: &str) -> Option<&'static Sheet> {
    SHEETS.iter().find(|sheet| sheet.key == name || sheet.title == name)
}

/// Header of the first column of every sheet, which marks example and comment rows.
pub const MARK_HEADER: (&str, &str) = ("เครื่องหมาย", "mark");
/// A row marked so is an example and is not read.
pub const EXAMPLE_MARK: &str = "ตัวอย่าง";

const fn column(
    key: &'static str,
    th: &'static str,
    en: &'static str,
    kind: Kind,
    required: bool,
    note: &'static str,
    example: &'static str,
) -> Column {
    Column { key, th, en, kind, required, note, example, added: false }
}

/// A column that came after rounds had been frozen without it: it stands last in its sheet and need not be filled, so that canonical
/// texts written before read as rows without it, and rows without it are still written letter for letter as they were.
const fn added(column: Column) -> Column {
    Column { added: true, ..column }
}

const fn sheet_of(
    key: &'static str,
    title: &'static str,
    title_en: &'static str,
    identity: usize,
    note: &'static str,
    columns: &'static [Column],
) -> Sheet {
    Sheet { key, title, title_en, identity, single: identity == 0, note, columns }
}

fn choices<T: Words>() -> Vec<(&'static str, &'static str, &'static str)> {
    T::TABLE.iter().map(|row| (row.1, row.2, row.3)).collect()
}

fn subject_kinds() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("indicator", "ตัวชี้วัด", "Indicator"),
        ("project", "โครงการ", "Project"),
        ("project_indicator", "ตัวชี้วัดโครงการ", "Project indicator"),
    ]
}

const REQUIRED: bool = true;
const OPTIONAL: bool = false;

/// All sheets in the order in which they are filled in: what is referred to comes first.
pub const SHEETS: &[Sheet] = &[
    organisation::AGENCY,
    organisation::UNITS,
    plan::PLAN,
    plan::LEVELS,
    plan::NODES,
    scales::SCALES,
    scales::SCALE_POINTS,
    plan::ROUNDS,
    indicators::INDICATORS,
    indicators::OWNERS,
    indicators::STEPS,
    indicators::TARGETS,
    projects::PROJECTS,
    projects::PROJECT_INDICATORS,
    projects::BUDGET,
    projects::CITED_TOTALS,
    results::OBSERVATIONS,
    results::PROBLEMS,
    results::NARRATIVES,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_sheet_and_column_is_named_once() {
        let mut names = HashSet::new();
        for sheet in SHEETS {
            assert!(names.insert(sheet.key) && names.insert(sheet.title), "{}", sheet.key);
            assert!(sheet.title.chars().count() <= 31, "Excel's limit: {}", sheet.title);
            let mut columns = HashSet::new();
            for column in sheet.columns {
                assert!(columns.insert(column.key) && columns.insert(column.th), "{}.{}", sheet.key, column.key);
            }
            assert!(sheet.identity < sheet.columns.len());
        }
    }

    #[test]
    fn every_sheet_column_and_choice_has_an_english_word_of_its_own() {
        let english = |word: &str| !word.is_empty() && !word.contains('_') && word.is_ascii();
        for sheet in SHEETS {
            let mut columns = HashSet::new();
            assert!(english(sheet.title_en), "{}", sheet.key);
            for column in sheet.columns {
                assert!(english(column.en) && columns.insert(column.en), "{}.{}", sheet.key, column.key);
                if let Kind::Choice(choices) = column.kind {
                    assert!(choices().iter().all(|(_, _, en)| !en.is_empty()), "{}.{}", sheet.key, column.key);
                }
            }
        }
    }

    #[test]
    fn columns_that_were_added_stand_last_and_may_be_left_empty() {
        for sheet in SHEETS {
            assert!(sheet.columns.is_sorted_by_key(|column| column.added), "{}", sheet.key);
            assert!(!sheet.columns.iter().any(|column| column.added && column.required), "{}", sheet.key);
        }
    }
}
