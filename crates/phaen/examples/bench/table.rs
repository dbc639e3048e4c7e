//! The table that is printed: for each measurement both figures, their ratio, the aim and whether it was reached.

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

/// One line of the table.
pub(crate) struct Line {
    what: String,
    ours: String,
    bare: String,
    result: String,
    aim: String,
    reached: &'static str,
}

impl Line {
    /// A line whose result is a ratio of ours to the bare figure.
    pub(crate) fn ratio(what: impl Into<String>, figures: (f64, f64), shown: Shown, ratio: Shown, aim: Aim) -> Self {
        let (ours, bare) = figures;
        let result = ours / bare;
        let (aim, reached) = against(aim, ratio, result);
        Self { what: what.into(), ours: shown.of(ours), bare: shown.of(bare), result: ratio.of(result), aim, reached }
    }

    /// A line with one figure.
    pub(crate) fn alone(what: impl Into<String>, figure: f64, shown: Shown, aim: Aim) -> Self {
        let (aim, reached) = against(aim, shown, figure);
        let nothing = || "–".to_owned();
        Self { what: what.into(), ours: shown.of(figure), bare: nothing(), result: nothing(), aim, reached }
    }

    /// The line as it stands in the table.
    pub(crate) fn markdown(&self) -> String {
        let Self { what, ours, bare, result, aim, reached } = self;
        format!("| {what} | {ours} | {bare} | {result} | {aim} | {reached} |")
    }
}

fn against(aim: Aim, shown: Shown, figure: f64) -> (String, &'static str) {
    let word = |reached| if reached { "yes" } else { "**no**" };
    match aim {
        Aim::Told => ("–".to_owned(), "–"),
        Aim::AtLeast(least) => (format!("≥ {}", shown.of(least)), word(figure >= least)),
        Aim::AtMost(most) => (format!("≤ {}", shown.of(most)), word(figure <= most)),
    }
}

/// The head of the table.
pub(crate) const HEAD: &str = "| Measured | Phaen | Bare | Ratio | Aim | Reached |\n|---|---|---|---|---|---|";
