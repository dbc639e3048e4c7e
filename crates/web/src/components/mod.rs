//! What pages are built of: small values that templates draw through the macros of `components.html`.
//!
//! All strings are already formatted for the reader (figures rounded by the domain, digits by [`Text`]). Nothing
//! here computes a figure or decides a status.

mod field;
mod icon;
mod rich;

use crate::text::Text;

pub use field::{Choice, Field, Form, FormStart, Kind};
pub use icon::{Drawing, icon};
pub use rich::rich;

/// How a result stands, as the scale of the plan has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// บรรลุ
    Met,
    /// ใกล้เคียง
    Near,
    /// ไม่บรรลุ
    NotMet,
    /// รอรายงาน
    Awaiting,
    /// วัดผลไม่ได้
    NotMeasurable,
    /// ไม่เกี่ยวข้อง
    NotApplicable,
    /// ไม่ให้คะแนน
    NotScored,
}

impl From<phaen_domain::scoring::Status> for Status {
    fn from(status: phaen_domain::scoring::Status) -> Self {
        use phaen_domain::scoring::Status as Judged;
        match status {
            Judged::Achieved => Self::Met,
            Judged::Near => Self::Near,
            Judged::Missed => Self::NotMet,
            Judged::Awaiting => Self::Awaiting,
            Judged::NotMeasurable => Self::NotMeasurable,
            Judged::NotApplicable => Self::NotApplicable,
            Judged::NotScored => Self::NotScored,
        }
    }
}

impl Status {
    /// All of them, for legends and filters.
    pub const ALL: [Self; 7] =
        [Self::Met, Self::Near, Self::NotMet, Self::Awaiting, Self::NotMeasurable, Self::NotApplicable, Self::NotScored];

    /// The class in the stylesheet.
    #[must_use]
    pub fn css(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Near => "near",
            Self::NotMet => "not-met",
            Self::Awaiting => "awaiting",
            Self::NotMeasurable => "not-measurable",
            Self::NotApplicable => "not-applicable",
            Self::NotScored => "not-scored",
        }
    }

    /// The word.
    #[must_use]
    pub fn label(self, t: Text) -> &'static str {
        match self {
            Self::Met => t.status_met(),
            Self::Near => t.status_near(),
            Self::NotMet => t.status_not_met(),
            Self::Awaiting => t.status_awaiting(),
            Self::NotMeasurable => t.status_not_measurable(),
            Self::NotApplicable => t.status_not_applicable(),
            Self::NotScored => t.status_not_scored(),
        }
    }

    /// The icon: each has its own outline, so that it is told apart without colour.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Met => "check",
            Self::Near => "near",
            Self::NotMet => "cross",
            Self::Awaiting => "waiting",
            Self::NotMeasurable => "unknown",
            Self::NotApplicable => "none",
            Self::NotScored => "information",
        }
    }
}

/// What kind of message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Success,
    /// Something to know.
    Information,
    /// Something to mind.
    Warning,
    /// Something was not done.
    Refusal,
}

impl Tone {
    /// The class in the stylesheet.
    #[must_use]
    pub fn css(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Refusal => "refusal",
        }
    }

    /// The icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Success => "check",
            Self::Information => "information",
            Self::Warning | Self::Refusal => "warning",
        }
    }

    /// The word before the message, for those who do not see the colour.
    #[must_use]
    pub fn label(self, t: Text) -> &'static str {
        match self {
            Self::Success => t.notice_success(),
            Self::Information => t.notice_information(),
            Self::Warning => t.notice_warning(),
            Self::Refusal => t.notice_refusal(),
        }
    }

    /// Refusals interrupt a screen reader, the rest waits.
    #[must_use]
    pub fn role(self) -> &'static str {
        match self {
            Self::Refusal => "alert",
            _ => "status",
        }
    }
}

/// A message to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Kind.
    pub tone: Tone,
    /// Words.
    pub words: String,
}

impl Notice {
    /// A message.
    #[must_use]
    pub fn new(tone: Tone, words: impl Into<String>) -> Self {
        Self { tone, words: words.into() }
    }
}

/// A short state in words: ร่าง, ประกาศใช้, ล่าช้า.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Colour.
    pub tone: Tone,
    /// Words.
    pub words: String,
}

impl Tag {
    /// A tag.
    #[must_use]
    pub fn new(tone: Tone, words: impl Into<String>) -> Self {
        Self { tone, words: words.into() }
    }
}

/// A link that looks like a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Words.
    pub label: String,
    /// Address.
    pub href: String,
    /// Icon name, if any.
    pub icon: Option<&'static str>,
    /// The one that matters most on the page.
    pub primary: bool,
}

impl Action {
    /// An ordinary button.
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), icon: None, primary: false }
    }

    /// With an icon before the words.
    #[must_use]
    pub fn icon(mut self, icon: &'static str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The one that matters most on the page.
    #[must_use]
    pub fn primary(mut self) -> Self {
        self.primary = true;
        self
    }
}

/// A figure that opens its explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// As shown: digits and separators of the reader, or words such as "–".
    pub shown: String,
    /// The address of its explanation; `None` for a figure that is itself an input.
    pub href: Option<String>,
    /// Its name and its value in Arabic digits, so that outputs can be compared (`phaen_domain::figure`).
    pub named: Option<(String, String)>,
}

impl Figure {
    /// A figure with an explanation.
    #[must_use]
    pub fn explained(shown: impl Into<String>, href: impl Into<String>) -> Self {
        Self { shown: shown.into(), href: Some(href.into()), named: None }
    }

    /// A named figure of the scorecard in the reader's digits, with the address of its explanation.
    #[must_use]
    pub fn of(t: Text, figure: &phaen_domain::figure::Figure, href: impl Into<String>) -> Self {
        Self {
            shown: t.digits(&figure.shown).into_owned(),
            href: Some(href.into()),
            named: Some((figure.id.to_string(), figure.shown.clone())),
        }
    }

    /// A figure that needs none.
    #[must_use]
    pub fn plain(shown: impl Into<String>) -> Self {
        Self { shown: shown.into(), href: None, named: None }
    }
}

/// Which way a note points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// Better: green, arrow up.
    Better,
    /// Worse: red, arrow down.
    Worse,
    /// Neither: grey, no arrow.
    Level,
    /// Something is missing: red, no arrow.
    Missing,
}

impl Trend {
    /// The class in the stylesheet.
    #[must_use]
    pub fn css(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Level => "level",
            Self::Missing => "missing",
        }
    }

    /// The icon, if any.
    #[must_use]
    pub fn icon(self) -> Option<&'static str> {
        match self {
            Self::Better => Some("up"),
            Self::Worse => Some("down"),
            Self::Level => None,
            Self::Missing => Some("warning"),
        }
    }
}

/// A card with one big figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatCard {
    /// What the figure says.
    pub label: String,
    /// The figure.
    pub figure: Figure,
    /// Words after it: ร้อยละ, จาก ๖๕.
    pub unit: String,
    /// A line below, if any.
    pub note: Option<(Trend, String)>,
}

/// A small bar under a name or in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meter {
    /// 0–10000, in hundredths of a per cent; larger values fill the bar.
    pub hundredths: i64,
    /// What it says, for those who do not see it.
    pub label: String,
    /// Its colour.
    pub status: Status,
}

impl Meter {
    /// The filled part of a bar that is 10000 wide.
    #[must_use]
    pub fn filled(&self) -> i64 {
        self.hundredths.clamp(0, 10_000)
    }
}

/// Long work that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being made.
    pub label: String,
    /// 0–100.
    pub percent: u8,
}

/// One of several views of the same object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Words.
    pub label: String,
    /// Address.
    pub href: String,
    /// The one that is open.
    pub current: bool,
}

/// Where one is in a long list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pager {
    /// First item shown, from 1.
    pub first: usize,
    /// Last item shown.
    pub last: usize,
    /// All items.
    pub total: usize,
    /// The page before, if any.
    pub previous: Option<String>,
    /// The page after, if any.
    pub next: Option<String>,
}

/// What to show instead of an empty list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Empty {
    /// What is missing.
    pub title: String,
    /// What to do next.
    pub words: String,
    /// The button that does it, if the reader may.
    pub action: Option<Action>,
}
