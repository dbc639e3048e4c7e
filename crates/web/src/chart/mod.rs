//! Drawings made on the server: the same SVG serves the page, the printed page and the PDF.
//!
//! Values arrive as whole hundredths for the geometry and as prepared words for the reader, so a drawing can show
//! nothing that the domain did not say and no float is needed. Presentation attributes only: the content policy
//! allows no `style`, and outside the page there is no stylesheet.

mod bars;
mod canvas;
mod gauge;
mod grouped;
mod line;

pub use bars::{Bar, bars};
pub use gauge::{Gauge, gauge};
pub use grouped::{Amount, Group, Series, grouped};
pub use line::{Point, line};

use crate::components::{Drawing, Status};

/// The sheet that a drawing is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// A page on a screen, paper or PDF.
    Wide,
    /// A phone held upright: labels stand above their bars, so nothing has to be moved sideways.
    Narrow,
}

/// One chart as a page shows it: drawn for both sheets, the stylesheet shows one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The class that bounds its width on the page.
    pub class: &'static str,
    /// For wide screens and print.
    pub wide: Drawing,
    /// For phones.
    pub narrow: Drawing,
}

impl Chart {
    /// Bars on both sheets.
    #[must_use]
    pub fn bars(heading: &Heading, axis: &Axis, list: &[Bar]) -> Self {
        Self { class: "bars", wide: bars(Sheet::Wide, heading, axis, list), narrow: bars(Sheet::Narrow, heading, axis, list) }
    }

    /// A line on both sheets.
    #[must_use]
    pub fn line(heading: &Heading, axis: &Axis, points: &[Point]) -> Self {
        Self { class: "line", wide: line(Sheet::Wide, heading, axis, points), narrow: line(Sheet::Narrow, heading, axis, points) }
    }

    /// A gauge, the same on both sheets.
    #[must_use]
    pub fn gauge(heading: &Heading, dial: &Gauge) -> Self {
        Self { class: "gauge", wide: gauge(Sheet::Wide, heading, dial), narrow: gauge(Sheet::Narrow, heading, dial) }
    }

    /// Grouped bars on both sheets.
    #[must_use]
    pub fn grouped(heading: &Heading, axis: &Axis, series: &[Series], groups: &[Group]) -> Self {
        Self {
            class: "grouped",
            wide: grouped(Sheet::Wide, heading, axis, series, groups),
            narrow: grouped(Sheet::Narrow, heading, axis, series, groups),
        }
    }
}

/// What a drawing is called and says, for those who do not see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Unique on the page: letters, digits, hyphens.
    pub id: String,
    /// Title.
    pub title: String,
    /// The content in a sentence.
    pub description: String,
}

impl Heading {
    /// A heading.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>, description: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), description: description.into() }
    }
}

/// The scale of a drawing from zero: its end and its marks, in hundredths with prepared words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The value at the far end.
    pub max: i64,
    /// Marks along it.
    pub marks: Vec<(i64, String)>,
}

impl Axis {
    /// A scale.
    #[must_use]
    pub fn new(max: i64, marks: Vec<(i64, String)>) -> Self {
        Self { max: max.max(1), marks }
    }

    /// Where a value lies on a length; values outside stay at the ends.
    #[must_use]
    pub(crate) fn place(&self, value: i64, length: i64) -> i64 {
        let share = i128::from(value.clamp(0, self.max)) * i128::from(length) / i128::from(self.max);
        i64::try_from(share).unwrap_or(length)
    }
}

/// Colours that stay apart in print and for most colour-blind readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// The colour of a status.
    Status(Status),
    /// Navy: the first series.
    First,
    /// Sky blue: the second series.
    Second,
    /// Sand: the third series, such as a target.
    Third,
}

impl Paint {
    /// The colour as written in SVG.
    #[must_use]
    pub fn colour(self) -> &'static str {
        match self {
            Self::Status(Status::Met) => "#1f7d50",
            Self::Status(Status::Near) => "#d0981c",
            Self::Status(Status::NotMet) => "#b3261e",
            Self::Status(Status::Awaiting | Status::NotMeasurable | Status::NotApplicable | Status::NotScored) => "#8a97ad",
            Self::First => "#1f3a6b",
            Self::Second => "#6f9bd8",
            Self::Third => "#d9b25f",
        }
    }
}
