//! What is wrong with a workbook: sheet, cell, value, rule and remedy, all of them at once.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::schema::{Column, Kind, Sheet};
use crate::round::RoundState;

/// The rule that a cell, a row or a sheet breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemRule {
    /// A sheet that must be there is not.
    SheetMissing,
    /// A required column is not there.
    ColumnMissing(&'static str),
    /// A header that the format does not know, at this place of the file's row, counted from 0.
    UnknownColumn(usize),
    /// A sheet that must have one row has none or several.
    NotOneRow(usize),
    /// A cell that must be filled is empty.
    Required,
    /// A live formula.
    Formula,
    /// An error value of the spreadsheet.
    ErrorValue,
    /// Not a number by the stated rules.
    NotANumber,
    /// Thousands separators in the wrong places.
    WrongGrouping,
    /// More digits than are kept.
    TooManyDigits,
    /// Not a whole number from 0.
    NotWhole,
    /// Not an amount of money.
    NotMoney,
    /// Not a date.
    NotADate,
    /// Not a fiscal year.
    NotAFiscalYear,
    /// Not one of the choices.
    NotAChoice(Vec<&'static str>),
    /// Not a code.
    NotACode,
    /// A round's code that means a month or the whole year.
    ReservedCode,
    /// Not a period.
    NotAPeriod,
    /// Not a reported value.
    NotReported,
    /// Longer than is kept.
    TooLong(usize),
    /// Characters that cannot be shown.
    ControlCharacter,
    /// The same row stands at another row number.
    Duplicate(u32),
    /// Refers to a code that stands nowhere.
    Unknown(&'static str),
    /// A unit, a node … that is above itself.
    AboveItself,
    /// A node's depth is not one below its parent's.
    WrongDepth,
    /// Weights of siblings do not add up to 100.
    WeightsSum(String),
    /// Some siblings have a weight and some do not.
    WeightsIncomplete,
    /// The scale has no points, or not in order.
    ScalePoints,
    /// Points of a band scale need "from".
    ScaleFromMissing,
    /// As many anchors as the scale has points are needed, all rising or all falling.
    Anchors(usize),
    /// Falling anchors cannot go down in proportion.
    FallingLinear,
    /// Target zero without a rule.
    ZeroTarget,
    /// The target must be below 100.
    BoundedTarget,
    /// A range needs both edges, low first.
    RangeEdges,
    /// A target without value, anchors or wording.
    EmptyTarget,
    /// A scale that is not one of a round, or is of one unit alone.
    ScaleOfRound,
    /// Percent rule and scale do not fit.
    RuleAndScale,
    /// The link is not of a known form.
    Link,
    /// Figures take each other as their actual.
    Circle(String),
    /// An indicator that takes its actual elsewhere is reported as well.
    ReportedAndLinked,
    /// The reported value does not have the measure's shape.
    WrongShape(&'static str),
    /// A denominator of zero.
    ZeroDenominator,
    /// A percentage that must lie between 0 and 100.
    OutOfBounds,
    /// A step that the indicator does not have.
    UnknownStep,
    /// A status that the scale does not know.
    UnknownStatus,
    /// A reason is needed.
    ReasonMissing,
    /// Months are 1 to 12.
    Months,
    /// Announced editions need the day of announcement.
    AnnouncementDay,
    /// Ends before it begins.
    EndBeforeStart,
    /// A round was completed before its first day.
    CompletedBeforeRound,
    /// No budget is used, yet an amount is given.
    BudgetWithoutFunding,
    /// The amount says that no budget is used, yet its project uses budget.
    FundingWithoutBudget,
    /// Neither amount nor target.
    EmptyBudget,
    /// One measure is reported by round and by month.
    MixedPeriods,
    /// One measure is reported by units and for the agency as a whole.
    MixedReporters,
    /// Frozen: the reopening of the round comes first.
    FrozenRound,
    /// The round was opened here and takes no results now.
    RoundNotOpen,
    /// The round was opened here and is in this state; decisions move it, never a workbook.
    RoundUnderWay(RoundState),
    /// The plan in the workbook belongs to another agency than the database.
    OtherAgency(String),
    /// The plan is stored with another fiscal year; results and rounds belong to that year.
    OtherFiscalYear(String),
    /// The edition is not the newest.
    OldEdition(u32),
    /// Still in use elsewhere.
    StillInUse(String),
}

/// One problem, with the place where it can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// Key of the sheet.
    pub sheet: &'static str,
    /// Row number in the file; 0 when the whole sheet is meant.
    pub row: u32,
    /// Key of the column; none when the whole row is meant.
    pub column: Option<&'static str>,
    /// The cell's text as it came in.
    pub value: String,
    /// The rule.
    pub rule: ProblemRule,
}

/// All problems of a workbook: the first thousand in full, the rest counted (`decisions.md` 19).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    listed: Vec<CellProblem>,
    unlisted: BTreeMap<(&'static str, String), usize>,
    /// Cells that have a problem.
    cells: HashSet<(&'static str, u32, &'static str)>,
    /// Columns that were not found in their sheet.
    lost: BTreeSet<(&'static str, &'static str)>,
}

impl Problems {
    /// How many are listed in full.
    pub const LISTED: usize = 1000;

    /// Adds one.
    pub fn add(&mut self, problem: CellProblem) {
        if let Some(column) = problem.column.filter(|_| problem.row > 0) {
            self.cells.insert((problem.sheet, problem.row, column));
        }
        if let ProblemRule::ColumnMissing(column) = problem.rule {
            self.lost.insert((problem.sheet, column));
        }
        if self.listed.len() < Self::LISTED {
            self.listed.push(problem);
        } else {
            *self.unlisted.entry((problem.sheet, problem.rule_name_th())).or_default() += 1;
        }
    }

    /// Those listed in full.
    #[must_use]
    pub fn listed(&self) -> &[CellProblem] {
        &self.listed
    }

    pub(super) fn listed_mut(&mut self) -> &mut [CellProblem] {
        &mut self.listed
    }

    /// Whether a cell of a file has a problem already: its own, or that its whole column was not found.
    pub(super) fn has(&self, sheet: &'static str, row: u32, column: &'static str) -> bool {
        self.cells.contains(&(sheet, row, column)) || self.has_lost(sheet, column)
    }

    /// Whether a column was not found in its sheet.
    pub(super) fn has_lost(&self, sheet: &'static str, column: &'static str) -> bool {
        self.lost.contains(&(sheet, column))
    }

    /// The others: sheet, rule in Thai, how many.
    pub fn unlisted(&self) -> impl Iterator<Item = (&'static str, &str, usize)> {
        self.unlisted.iter().map(|((sheet, rule), count)| (*sheet, rule.as_str(), *count))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed.len() + self.unlisted.values().sum::<usize>()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }
}

/// The letters of a column counted from 0: A, B … Z, AA.
#[must_use]
pub fn column_letters(mut place: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(place % 26).unwrap_or(0)));
        if place < 26 {
            break;
        }
        place = place / 26 - 1;
    }
    letters.iter().rev().collect()
}

impl CellProblem {
    /// The cell's address in the template, such as `C12`; the mark column is A. A header that the template does not have stands where the
    /// file has it.
    #[must_use]
    pub fn address(&self) -> String {
        if let ProblemRule::UnknownColumn(place) = self.rule {
            return format!("{}{}", column_letters(place), self.row);
        }
        let place = self.column.and_then(|key| self.schema().and_then(|sheet| sheet.place(key)));
        match (place, self.row) {
            (_, 0) => String::new(),
            (Some(place), row) => format!("{}{row}", column_letters(place + 1)),
            (None, row) => format!("{row}:{row}"),
        }
    }

    /// The sheet's description.
    #[must_use]
    pub fn schema(&self) -> Option<&'static Sheet> {
        super::schema::sheet(self.sheet)
    }

    /// The column's Thai header.
    #[must_use]
    pub fn column_th(&self) -> Option<&'static str> {
        self.header().map(|column| column.th)
    }

    /// The same in English.
    #[must_use]
    pub fn column_en(&self) -> Option<&'static str> {
        self.header().map(|column| column.en)
    }

    fn header(&self) -> Option<&'static Column> {
        let sheet = self.schema()?;
        sheet.place(self.column?).and_then(|place| sheet.columns.get(place))
    }

    /// What kind of cell it is.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        let sheet = self.schema()?;
        sheet.place(self.column?).and_then(|place| sheet.columns.get(place)).map(|column| column.kind)
    }
}
