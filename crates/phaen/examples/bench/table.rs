//! The table that is printed: for each measurement both figures, their ratio, the aim and whether it was reached.

use crate::measure::Turns;

/// What an aim asks for.
#[derive(Clone, Copy)]
pub(crate) enum Aim {
    /// Nothing; the figure is told.
    Told,
    /// So much or more.
    AtLeast(f64),
    /// So much or less.
    AtMost(f64),
}

/// A unit that figures are shown in.
#[derive(Clone, Copy)]
pub(crate) enum Shown {
    /// Shares of the bare figure: 0.5 is shown as 50 %.
    Percent,
    /// Times the bare figure.
    Times,
    /// Milliseconds, from seconds.
    Milliseconds,
    /// Megabytes (1,000,000 bytes), from bytes.
    Megabytes,
    /// So many a second.
    PerSecond,
    /// A plain number.
    Number,
}

impl Shown {
    /// The unit in which it is measured, whatever it is shown in.
    pub(crate) const fn measured_in(self) -> &'static str {
        match self {
            Self::Milliseconds => "seconds",
            Self::Megabytes => "bytes",
            Self::PerSecond => "per second",
            Self::Percent | Self::Times | Self::Number => "number",
        }
    }

    /// The figure with its unit.
    pub(crate) fn of(self, figure: f64) -> String {
        match self {
            Self::Percent => format!("{:.0} %", figure * 100.0),
            Self::Times => format!("{figure:.2} ×"),
            Self::Milliseconds if figure < 0.010 => format!("{:.2} ms", figure * 1_000.0),
            Self::Milliseconds => format!("{:.0} ms", figure * 1_000.0),
            Self::Megabytes => format!("{:.1} MB", figure / 1_000_000.0),
            Self::PerSecond => format!("{}/s", thousands(figure)),
            Self::Number => thousands(figure),
        }
    }
}

/// A whole number with commas.
fn thousands(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// One line of the table, with every turn behind it.
pub(crate) struct Line {
    /// What was measured.
    pub(crate) what: String,
    /// What it is measured in.
    pub(crate) shown: Shown,
    /// Phaen, turn by turn.
    pub(crate) ours: Turns,
    /// The bare work, turn by turn, and what the ratio to it is shown in.
    pub(crate) bare: Option<(Turns, Shown)>,
    /// What was aimed at: for the ratio where there is one.
    pub(crate) aim: Aim,
}

impl Line {
    /// A line whose result is a ratio of ours to the bare figure.
    pub(crate) fn ratio(
        what: impl Into<String>,
        (ours, bare): (impl Into<Turns>, impl Into<Turns>),
        shown: Shown,
        ratio: Shown,
        aim: Aim,
    ) -> Self {
        Self { what: what.into(), shown, ours: ours.into(), bare: Some((bare.into(), ratio)), aim }
    }

    /// A line with one figure.
    pub(crate) fn alone(what: impl Into<String>, figure: impl Into<Turns>, shown: Shown, aim: Aim) -> Self {
        Self { what: what.into(), shown, ours: figure.into(), bare: None, aim }
    }

    /// The figure that the aim is for: the ratio of the medians, or the median.
    pub(crate) fn result(&self) -> f64 {
        self.bare.as_ref().map_or_else(|| self.ours.middle(), |(bare, _)| self.ours.middle() / bare.middle())
    }

    /// The line as it stands in the table.
    pub(crate) fn markdown(&self) -> String {
        let Self { what, shown, ours, bare, aim } = self;
        let nothing = || "–".to_owned();
        let (theirs, result) = bare
            .as_ref()
            .map_or_else(|| (nothing(), nothing()), |(bare, ratio)| (shown.of(bare.middle()), ratio.of(self.result())));
        let judged = bare.as_ref().map_or(*shown, |(_, ratio)| *ratio);
        let (aim, reached) = against(*aim, judged, self.result());
        format!("| {what} | {} | {theirs} | {result} | {aim} | {reached} |", shown.of(ours.middle()))
    }
}

impl Aim {
    /// Whether a figure reaches it; nothing when nothing was aimed at.
    pub(crate) fn is_reached(self, figure: f64) -> Option<bool> {
        match self {
            Self::Told => None,
            Self::AtLeast(least) => Some(figure >= least),
            Self::AtMost(most) => Some(figure <= most),
        }
    }
}

fn against(aim: Aim, shown: Shown, figure: f64) -> (String, &'static str) {
    let reached = aim.is_reached(figure).map_or("–", |reached| if reached { "yes" } else { "**no**" });
    let aim = match aim {
        Aim::Told => "–".to_owned(),
        Aim::AtLeast(least) => format!("≥ {}", shown.of(least)),
        Aim::AtMost(most) => format!("≤ {}", shown.of(most)),
    };
    (aim, reached)
}

/// The head of the table.
pub(crate) const HEAD: &str = "| Measured | Phaen | Bare | Ratio | Aim | Reached |\n|---|---|---|---|---|---|";
