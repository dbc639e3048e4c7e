//! The results book (เล่มรายงานผล) as content: chapters, prose, tables and charts whose figures are references, not copies.
//!
//! Serves document 004 in every form it is printed in: the same content becomes PDF and word processor files. The order is the order of
//! that document. What an agency has not written stands as "not given", never as filler (`decisions.md` 25).
//! Nothing here computes a figure, knows a page or a typeface, or asks for today's date; digits are Arabic until they are printed.

mod budget;
mod canonical;
mod closing;
mod essentials;
mod explain;
mod figure_name;
mod history;
mod indicators;
mod model;
mod problems;
mod projects;
mod rounds;
mod scales;
mod scores;
mod section;
mod summary;
mod tree;
mod workings;
mod writer;

use jiff::civil::Date;

pub use explain::{formula, rule_in_words, term_in_words};
pub use figure_name::{FigureName, figure_name};
pub use history::History;
pub use model::{Bar, Block, Book, Cell, Chart, Column, ColumnKind, Legend, Mark, Span, Standing, Table};
pub use section::SECTIONS;
pub use tree::{is_weighted, node_title, tree, weight_shown};

use crate::calendar::thai_date;
use crate::plan::AgencyPlan;
use crate::round::Round;
use crate::scoring::Scorecard;
use crate::submission::UnitProblem;
use crate::thai::digits::Digits;
use writer::Writer;

/// What a book says beside the plan and its scorecard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The snapshot, when the round is frozen.
    pub frozen: Option<Frozen>,
    /// The newest snapshot, where the book is of an earlier one.
    pub newest: Option<Frozen>,
    /// Number of the newest journal entry when the data were read; told only where the round is not frozen.
    pub sequence: u64,
    /// What units reported about problems at the round. None where it has no returns: there the plan's own list serves.
    pub problems: Option<Vec<UnitProblem>>,
    /// What the round went through.
    pub history: History,
}

/// A frozen round as a book names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// 1, 2, 3 …
    pub revision: u32,
    /// The day of freezing in Thailand.
    pub on: Date,
    /// SHA-256 of the frozen data, hexadecimal.
    pub hash: String,
}

/// The results book of a round.
#[must_use]
pub fn results_book(plan: &AgencyPlan, scorecard: &Scorecard, facts: &Facts) -> Book {
    let round = plan.rounds.iter().find(|round| round.code == scorecard.round);
    let mut writer = Writer::new(plan, scorecard, round);
    let told = facts.problems.as_deref();
    section::preface(&mut writer);
    summary::write(&mut writer, told);
    essentials::write(&mut writer);
    indicators::write(&mut writer);
    projects::write(&mut writer);
    budget::write(&mut writer);
    problems::write(&mut writer, told);
    rounds::write(&mut writer, &facts.history);
    scales::write(&mut writer);
    scores::write(&mut writer);
    workings::write(&mut writer);
    section::rest(&mut writer);
    let year = plan.plan.fiscal_year.buddhist_year();
    let mut book = Book {
        title: "รายงานผลการดำเนินงานตามแผน".to_owned(),
        subtitle: plan.plan.name_th.clone(),
        agency: plan.agency.name_th.clone(),
        year,
        plan: plan.plan.code.to_string(),
        edition: plan.edition.number,
        round: round.map_or_else(|| scorecard.round.to_string(), |round| round.name_th.clone()),
        completed_on: completed_on(plan, round, facts),
        standing: facts.frozen.as_ref().map(|frozen| standing(frozen, facts.newest.as_ref())),
        blocks: writer.into_blocks(),
        closing: Vec::new(),
        hash: String::new(),
    };
    book.hash = canonical::hash(&book);
    book.closing = closing::blocks(&book, plan, round, facts);
    book
}

/// What the cover says of a frozen round.
fn standing(frozen: &Frozen, newest: Option<&Frozen>) -> Standing {
    let day = |of: &Frozen| thai_date::long(of.on, Digits::Arabic);
    Standing {
        revision: format!("ผลที่ตรึง ครั้งที่ {} วันที่ {}", frozen.revision, day(frozen)),
        superseded: newest.map(|it| format!("มีผลที่ตรึง ครั้งที่ {} วันที่ {} ใช้แทนแล้ว", it.revision, day(it))),
    }
}

/// A document's date comes from its completion, never from the clock (`decisions.md` 15): the day that the agency gives, else the day of
/// freezing, else the round's end.
fn completed_on(plan: &AgencyPlan, round: Option<&Round>, facts: &Facts) -> Date {
    let given = round.and_then(|round| round.completed_on);
    let frozen = facts.frozen.as_ref().map(|frozen| frozen.on);
    let end = round.map_or_else(|| plan.plan.fiscal_year.last_day(), |round| round.ends_on);
    given.or(frozen).unwrap_or(end)
}
