//! The forms of common things in JSON: words of an enumeration, names, figures. Only here and in the files beside it does the domain
//! take the form of JSON; the domain itself knows none.

use phaen_domain::figure::FigureId;
use phaen_domain::money::Satang;
use phaen_domain::number::Exact;
use phaen_domain::shown;
use phaen_domain::words::Words;
use serde::Serialize;
use utoipa::ToSchema;

use crate::display::{Display, Lang};
use crate::text::Text;

/// A member of an enumeration: its key for programs and its words for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Word {
    /// Stable key.
    pub(super) key: String,
    /// Thai word, as officials write it.
    pub(super) th: String,
    /// English word.
    pub(super) en: String,
}

impl Word {
    pub(super) fn of<W: Words>(member: W) -> Self {
        Self::new(member.key(), member.th(), member.en())
    }

    /// What a page says, under a key of its own.
    pub(super) fn said(key: &str, words: impl Fn(Text) -> &'static str) -> Self {
        let [th, en] = [Lang::Thai, Lang::English].map(|lang| words(Text::new(Display::of(lang))));
        Self::new(key, th, en)
    }

    pub(super) fn new(key: impl Into<String>, th: impl Into<String>, en: impl Into<String>) -> Self {
        Self { key: key.into(), th: th.into(), en: en.into() }
    }
}

/// A name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Name {
    /// In Thai.
    pub(super) th: String,
    /// In English, where there is one.
    pub(super) en: Option<String>,
}

impl Name {
    pub(super) fn of(th: &str, en: Option<&String>) -> Self {
        Self { th: th.to_owned(), en: en.cloned() }
    }
}

/// A figure with its name: the same name stands on screen, in XLSX and in the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Figure {
    /// Its name within plan, edition and round.
    #[schema(example = "indicator:K11/score")]
    id: String,
    /// As it is shown everywhere, in Arabic digits.
    #[schema(example = "4.56")]
    shown: String,
    /// Without loss: decimal digits where they end, else numerator/denominator.
    #[schema(example = "4.56125")]
    value: String,
}

impl Figure {
    pub(super) fn new(id: &FigureId, shown: String, value: String) -> Self {
        Self { id: id.to_string(), shown, value }
    }

    pub(super) fn exact(id: &FigureId, value: &Exact, shown: fn(&Exact) -> String) -> Self {
        Self::new(id, shown(value), value.lossless())
    }

    pub(super) fn some(id: &FigureId, value: Option<&Exact>, shown: fn(&Exact) -> String) -> Option<Self> {
        value.map(|value| Self::exact(id, value, shown))
    }

    pub(super) fn money(id: &FigureId, amount: Option<Satang>) -> Option<Self> {
        amount.map(|amount| Self::new(id, shown::baht(amount), amount.plain()))
    }

    pub(super) fn count(id: &FigureId, count: usize) -> Self {
        Self::new(id, count.to_string(), count.to_string())
    }
}

/// A figure of one unit's own scorecard. It is not the agency's figure and bears no name of one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct OwnFigure {
    /// As it is shown, in Arabic digits.
    shown: String,
    /// Without loss.
    value: String,
}

impl OwnFigure {
    pub(super) fn exact(value: &Exact, shown: fn(&Exact) -> String) -> Self {
        Self { shown: shown(value), value: value.lossless() }
    }

    pub(super) fn some(value: Option<&Exact>, shown: fn(&Exact) -> String) -> Option<Self> {
        value.map(|value| Self::exact(value, shown))
    }
}

/// How many have a status.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct StatusCount {
    /// The status.
    status: Word,
    /// How many.
    count: usize,
}

/// The counts of all statuses.
pub(super) fn counts(counts: &phaen_domain::scoring::StatusCounts) -> Vec<StatusCount> {
    use phaen_domain::scoring::Status;
    Status::TABLE.iter().map(|row| StatusCount { status: Word::of(row.0), count: counts.of(row.0) }).collect()
}
