//! Observations (ผลที่รายงาน): one value of an indicator, a project or a project's indicator, for a unit and a period.
//!
//! Zero, no data, not applicable and not measurable are different values everywhere (`decisions.md` 5 and 6).

use std::fmt;

use crate::id::{IndicatorCode, ProjectCode, RoundCode, UnitCode};
use crate::number::Decimal;

/// What was observed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An indicator's value.
    Indicator(IndicatorCode),
    /// A project's status.
    Project(ProjectCode),
    /// The value of a project's n-th indicator.
    ProjectIndicator(ProjectCode, u32),
}

/// The period a value belongs to: a round or a month, never both for one measure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// A reporting round.
    Round(RoundCode),
    /// A month of the fiscal year: 1 = October … 12 = September.
    Month(u8),
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Round(code) => code.fmt(f),
            Self::Month(month) => write!(f, "M{month:02}"),
        }
    }
}

/// What a report says. A missing report is no observation at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reported {
    /// One number; also a level or a status.
    Value(Decimal),
    /// Numerator and denominator.
    Ratio(Decimal, Decimal),
    /// Which steps are done, by level.
    Steps(Vec<u8>),
    /// "-": no data.
    NoData,
    /// ไม่เกี่ยวข้อง, with the reason.
    NotApplicable(String),
    /// ไม่สามารถวัดผลได้, with the reason.
    NotMeasurable(String),
}

/// One reported value with its narrative and source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// What was observed.
    pub subject: Subject,
    /// The unit that reports; the agency when absent.
    pub unit: Option<UnitCode>,
    /// When.
    pub period: Period,
    /// What was reported.
    pub reported: Reported,
    /// Narrative (ผลการดำเนินงาน).
    pub narrative: Option<String>,
    /// Where the figure comes from.
    pub source: Option<String>,
    /// Link or file name of the evidence.
    pub evidence: Option<String>,
}

/// What one observation is about: at most one exists for each.
pub type ObservationKey = (Subject, Option<UnitCode>, Period);

impl Observation {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> ObservationKey {
        (self.subject.clone(), self.unit.clone(), self.period.clone())
    }

    /// What its key says, without copying: to look among many.
    #[must_use]
    pub const fn about(&self) -> (&Subject, Option<&UnitCode>, &Period) {
        (&self.subject, self.unit.as_ref(), &self.period)
    }
}
