//! A figure with its name as it stands in a table, or the words that stand in its place.

use phaen_domain::figure::{Figure, FigureId};
use phaen_domain::scoring;
use phaen_domain::shown::NO_FIGURE;

use crate::components::Status;
use crate::text::Text;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Name of the figure; none for words.
    pub(crate) id: Option<String>,
    /// The figure in Arabic digits, as every output has it.
    pub(crate) raw: String,
    /// As the reader sees it.
    pub(crate) shown: String,
}

impl Cell {
    /// A figure under its name.
    pub(crate) fn figure(t: Text, figure: &Figure) -> Self {
        Self { id: Some(figure.id.to_string()), raw: figure.shown.clone(), shown: t.digits(&figure.shown).into_owned() }
    }

    /// One of several figures; the dash where it is not among them.
    pub(crate) fn of(t: Text, figures: &[Figure], id: &FigureId) -> Self {
        figures.iter().find(|figure| figure.id == *id).map_or_else(|| Self::words(NO_FIGURE), |figure| Self::figure(t, figure))
    }

    /// Words in place of a figure.
    pub(crate) fn words(words: impl Into<String>) -> Self {
        Self { id: None, raw: String::new(), shown: words.into() }
    }

    /// The same, or other words where there is no figure.
    pub(crate) fn or(self, words: &str) -> Self {
        if self.id.is_some() { self } else { Self::words(words) }
    }
}

/// The chip of a status; none for what is followed without a score.
pub(crate) fn chip(status: scoring::Status) -> Option<Status> {
    match status {
        scoring::Status::Achieved => Some(Status::Met),
        scoring::Status::Near => Some(Status::Near),
        scoring::Status::Missed => Some(Status::NotMet),
        scoring::Status::Awaiting => Some(Status::Awaiting),
        scoring::Status::NotMeasurable => Some(Status::NotMeasurable),
        scoring::Status::NotApplicable => Some(Status::NotApplicable),
        scoring::Status::NotScored => None,
    }
}
