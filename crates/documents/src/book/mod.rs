//! The results book (เล่มรายงานผล, document 004) as an archivable PDF.
//!
//! The domain composes the content (`phaen_domain::book`); here it becomes data of a template, in Thai digits, and the press sets it in
//! type. Data never become markup. The same plan, round and snapshot give the same bytes; nothing here reads a clock.

mod data;
mod digits;
mod places;

use phaen_app::addresses::Figures;
use phaen_app::paper::Paper;
use phaen_app::plan_view::RoundView;
use phaen_app::ports::Snapshot;
use phaen_domain::book::{Book, Facts, results_book as compose};
use serde_json::Value;

use crate::typeset::{Prepared, PressError, PressJob, Pressed, prepared, press};

pub use digits::thai_digits;

/// The template of the results book.
const TEMPLATE: (&str, &str) = ("results.typ", include_str!("../../templates/results.typ"));

/// Names longer than this may be broken over lines.
const LONGEST_WHOLE_NAME: usize = 14;

/// Why a book could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The data of the template could not be written.
    #[error("the content of the book cannot be written: {0}")]
    Data(#[from] serde_json::Error),
    /// The press failed.
    #[error("{0}")]
    Press(#[from] PressError),
}

/// The results book of a round as PDF; tells its progress from 0 to 100. With the address where people reach the site, figures lead to the
/// pages that explain them.
///
/// # Errors
/// See [`BookError`].
pub fn results_book(paper: &Paper, site: Option<&str>, progress: &mut dyn FnMut(u8)) -> Result<Vec<u8>, BookError> {
    results_book_with_pages(paper, site, progress).map(|pressed| pressed.pdf)
}

/// The same with its number of pages and what could not be printed.
///
/// # Errors
/// See [`BookError`].
pub fn results_book_with_pages(paper: &Paper, site: Option<&str>, progress: &mut dyn FnMut(u8)) -> Result<Pressed, BookError> {
    progress(8);
    let (round, code) = (&paper.round, paper.code());
    let book = content(paper);
    progress(15);
    // A book waits here while two others are in the press (`decisions.md` 21).
    let place = places::take();
    progress(25);
    // Beside the book, never in it: its check code does not depend on where the site is.
    let links = site.map(|site| Figures {
        site,
        plan: round.plan.plan.code.as_str(),
        edition: round.plan.edition.number,
        round: code.as_str(),
    });
    let (parts, sketch) = data::parts(&book, links);
    let pressed = with_job(&book, round, (parts, Some(sketch)), press)?;
    drop(place);
    progress(100);
    Ok(pressed)
}

/// The content of a round's results book, as it is printed in every form.
#[must_use]
pub fn content(paper: &Paper) -> Book {
    let round = &paper.round;
    let facts = Facts {
        frozen: round.snapshot.as_ref().map(Snapshot::named),
        newest: paper.newest.clone(),
        sequence: paper.sequence,
        problems: round.problems.clone(),
        history: paper.history.clone(),
    };
    compose(&round.plan, &round.scorecard, &facts)
}

/// The book of a round, whole, made ready for the layout library, and not laid out.
///
/// # Errors
/// See [`BookError`].
pub fn prepared_book(paper: &Paper) -> Result<Prepared, BookError> {
    let book = content(paper);
    with_job(&book, &paper.round, (vec![data::whole(&book, None)], None), prepared)
}

fn with_job<T>(
    book: &Book,
    round: &RoundView,
    (parts, sketch): (Vec<Value>, Option<Value>),
    work: impl FnOnce(&PressJob<'_>) -> Result<T, PressError>,
) -> Result<T, BookError> {
    let year = book.year.to_string();
    let title = format!("{} {} {}", book.title, book.subtitle, book.round);
    let names = round.plan.units.iter().flat_map(|unit| [unit.abbreviation.as_str(), unit.name_th.as_str()]);
    let names = std::iter::once(book.agency.as_str()).chain(names);
    let whole = names.filter(|name| name.chars().count() <= LONGEST_WHOLE_NAME).collect::<Vec<_>>();
    let done = work(&PressJob {
        sources: &[TEMPLATE],
        main: TEMPLATE.0,
        parts: parts.iter().map(serde_json::to_vec).collect::<Result<Vec<_>, _>>()?,
        sketch: sketch.as_ref().map(serde_json::to_vec).transpose()?,
        blobs: Vec::new(),
        date: book.completed_on,
        title: &title,
        author: &book.agency,
        keywords: &["รายงานผลการดำเนินงาน", "แผนปฏิบัติราชการ", "ตัวชี้วัด", &year],
        own_terms: &whole,
    })?;
    Ok(done)
}
