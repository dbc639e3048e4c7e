//! The working of a figure: every step from what was reported to what is shown, as values that can be computed again.
//!
//! A figure is never computed beside its working: each [`Line`] is evaluated to get its value, so the explanation cannot differ from
//! the figure. [`Working::recomputes`] is what an auditor asks.

use crate::id::UnitCode;
use crate::number::{Exact, Rounding};
use crate::observation::Period;

/// Whose a figure is, or of when: what an explanation names beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Of one unit.
    Unit(UnitCode),
    /// Of one month or round.
    Period(Period),
}

/// What a figure in a working is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// The actual (ผล).
    Actual,
    /// The target (เป้าหมาย).
    Target,
    /// The high edge of a target range.
    TargetHigh,
    /// Numerator (ตัวตั้ง).
    Numerator,
    /// Denominator (ตัวหาร).
    Denominator,
    /// Actual as a level on a base of 100.
    ActualLevel,
    /// Target as a level on a base of 100.
    TargetLevel,
    /// Percent of target (ร้อยละของเป้าหมาย).
    Percent,
    /// Score before rounding.
    ExactScore,
    /// Score (คะแนน).
    Score,
    /// Full score (คะแนนเต็ม).
    FullScore,
    /// Weight (น้ำหนัก).
    Weight,
    /// A: the sum of scores.
    TotalScore,
    /// B: the sum of full scores.
    TotalFull,
    /// C = A × 100 / B.
    TotalPercent,
    /// A count of items.
    Count,
    /// An amount of money in baht.
    Amount,
    /// The amount it is compared with, in baht.
    Allocation,
    /// A share in percent.
    Share,
    /// A difference.
    Difference,
}

/// The named rule by which a line follows from the lines before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// As reported.
    Reported,
    /// Numerator × 100 / denominator.
    RatioInPercent,
    /// Level n is reached when steps 1..n are all done.
    StepsInOrder,
    /// Taken from another figure, by a declared link.
    Linked,
    /// How periods make the window.
    OverTime(crate::indicator::Accumulation),
    /// How units make the agency.
    OverUnits(crate::indicator::Aggregation),
    /// Growth as a level on a base of 100.
    BaseHundred,
    /// Percent of target.
    Percent(crate::indicator::PercentRule),
    /// A zero actual of a lower-is-better measure is the full score.
    ZeroActualIsFull,
    /// A zero target is met or not met.
    ZeroTargetMet,
    /// At or above the highest band.
    TopBand,
    /// Between two neighbouring bands or anchors, in proportion.
    Between,
    /// A band's score without interpolation.
    InBand,
    /// Below the lowest band or anchor, by the scale's rule.
    BelowLowest(super::BelowLowest),
    /// The scale caps the score.
    Capped,
    /// The reported status is the score.
    StatusIsScore,
    /// No data scores zero and stays in the total.
    NoDataIsZero,
    /// Rounded half up to so many places.
    RoundHalfUp(u8),
    /// Sum.
    Sum,
    /// A × 100 / B.
    PercentOfFull,
    /// Weighted total.
    Weighted,
    /// Share of a whole.
    ShareOf,
    /// Difference of displayed values.
    DifferenceOfShown,
}

/// An exact formula whose leaves are figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// A constant of the rule.
    Constant(Exact),
    /// A figure that stands for something.
    Figure(Term, Exact),
    /// a + b + …
    Sum(Vec<Expr>),
    /// a − b
    Minus(Box<Expr>, Box<Expr>),
    /// a × b
    Times(Box<Expr>, Box<Expr>),
    /// a / b
    Over(Box<Expr>, Box<Expr>),
    /// Rounded by a named rule.
    Round(Rounding, Box<Expr>),
    /// A part and whose it is. It is computed and written like the part itself.
    Of(Origin, Box<Expr>),
}

impl Expr {
    /// A constant.
    #[must_use]
    pub fn constant(value: impl Into<Exact>) -> Self {
        Self::Constant(value.into())
    }

    /// A figure.
    #[must_use]
    pub fn figure(term: Term, value: &Exact) -> Self {
        Self::Figure(term, value.clone())
    }

    /// self + other
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::Sum(vec![self, other])
    }

    /// self − other
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self::Minus(Box::new(self), Box::new(other))
    }

    /// self × other
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self::Times(Box::new(self), Box::new(other))
    }

    /// self / other
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        Self::Over(Box::new(self), Box::new(other))
    }

    /// self, rounded
    #[must_use]
    pub fn rounded(self, rounding: Rounding) -> Self {
        Self::Round(rounding, Box::new(self))
    }

    /// self, with whose it is where that is known.
    #[must_use]
    pub fn of(self, origin: Option<Origin>) -> Self {
        match origin {
            Some(origin) => Self::Of(origin, Box::new(self)),
            None => self,
        }
    }

    /// The parts whose origin is known, in the order in which they are written.
    #[must_use]
    pub fn parts(&self) -> Vec<(&Origin, &Self)> {
        match self {
            Self::Constant(_) | Self::Figure(..) => Vec::new(),
            Self::Sum(parts) => parts.iter().flat_map(Self::parts).collect(),
            Self::Minus(a, b) | Self::Times(a, b) | Self::Over(a, b) => [a.parts(), b.parts()].concat(),
            Self::Round(_, inner) => inner.parts(),
            Self::Of(origin, part) => vec![(origin, part)],
        }
    }

    /// The value; `None` where it would divide by zero.
    #[must_use]
    pub fn value(&self) -> Option<Exact> {
        match self {
            Self::Constant(value) | Self::Figure(_, value) => Some(value.clone()),
            Self::Sum(parts) => parts.iter().map(Self::value).sum::<Option<Exact>>(),
            Self::Minus(a, b) => Some(&a.value()? - &b.value()?),
            Self::Times(a, b) => Some(&a.value()? * &b.value()?),
            Self::Over(a, b) => a.value()?.divided_by(&b.value()?),
            Self::Round(rounding, inner) => Some(rounding.apply(&inner.value()?).exact()),
            Self::Of(_, part) => part.value(),
        }
    }

    /// The formula with its figures, such as `(100 − 18.62) × 100 / (100 − 23)`; `places` bounds how long a figure is written.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Constant(value) | Self::Figure(_, value) => value.plain(),
            Self::Sum(parts) => parts.iter().map(Self::text).collect::<Vec<_>>().join(" + "),
            Self::Minus(a, b) => format!("{} − {}", a.text(), b.in_brackets()),
            Self::Times(a, b) => format!("{} × {}", a.in_brackets(), b.in_brackets()),
            Self::Over(a, b) => format!("{} / {}", a.as_dividend(), b.in_brackets()),
            Self::Round(_, inner) | Self::Of(_, inner) => inner.text(),
        }
    }

    fn in_brackets(&self) -> String {
        match self {
            Self::Constant(_) | Self::Figure(..) => self.text(),
            Self::Round(_, inner) | Self::Of(_, inner) => inner.in_brackets(),
            _ => format!("({})", self.text()),
        }
    }

    fn as_dividend(&self) -> String {
        if matches!(self, Self::Times(..)) { self.text() } else { self.in_brackets() }
    }
}

/// One line of a working: what it gives, by which rule, from what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What the line gives.
    pub term: Term,
    /// The rule.
    pub rule: Rule,
    /// The formula.
    pub expr: Expr,
    /// Its value.
    pub value: Exact,
    /// Whose it is and of when, where it is one among several: the unit first, then the period.
    pub of: Vec<Origin>,
}

/// The lines from input to figure, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Working {
    /// The lines.
    pub lines: Vec<Line>,
}

impl Working {
    /// Evaluates a formula, writes it down and gives its value; `None` (and no line) where it would divide by zero.
    pub fn line(&mut self, term: Term, rule: Rule, expr: Expr) -> Option<Exact> {
        let value = expr.value()?;
        self.lines.push(Line { term, rule, expr, value: value.clone(), of: Vec::new() });
        Some(value)
    }

    /// Writes down a figure that a rule gives as it is.
    pub fn note(&mut self, term: Term, rule: Rule, value: &Exact) {
        self.lines.push(Line { term, rule, expr: Expr::figure(term, value), value: value.clone(), of: Vec::new() });
    }

    /// Says whose the lines from this place on are, where that is known.
    pub(super) fn name_from(&mut self, place: usize, origin: Option<&Origin>) {
        for line in self.lines.iter_mut().skip(place) {
            line.of.splice(0..0, origin.cloned());
        }
    }

    /// The value of the last line.
    #[must_use]
    pub fn result(&self) -> Option<&Exact> {
        self.lines.last().map(|line| &line.value)
    }

    /// The last line that gives this term.
    #[must_use]
    pub fn last(&self, term: Term) -> Option<&Line> {
        self.lines.iter().rev().find(|line| line.term == term)
    }

    /// Computes every line again and compares: whether the explanation gives the figure it explains.
    #[must_use]
    pub fn recomputes(&self) -> bool {
        self.lines.iter().all(|line| line.expr.value().as_ref() == Some(&line.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Decimal;

    fn exact(text: &str) -> Exact {
        Decimal::parse(text).unwrap().exact()
    }

    #[test]
    fn a_formula_is_written_as_it_is_computed() {
        let expr = Expr::constant(100)
            .minus(Expr::figure(Term::Actual, &exact("18.62")))
            .times(Expr::constant(100))
            .over(Expr::constant(100).minus(Expr::figure(Term::Target, &exact("23"))));
        assert_eq!(expr.text(), "(100 − 18.62) × 100 / (100 − 23)");
        assert_eq!(expr.value().unwrap().round_half_up(2).to_string(), "105.69");
    }

    #[test]
    fn a_division_by_zero_leaves_no_line() {
        let mut working = Working::default();
        assert_eq!(working.line(Term::Percent, Rule::ShareOf, Expr::constant(1).over(Expr::constant(0))), None);
        assert!(working.lines.is_empty());
    }

    #[test]
    fn a_tampered_line_does_not_recompute() {
        let mut working = Working::default();
        working.line(Term::Score, Rule::Sum, Expr::constant(2).plus(Expr::constant(3)));
        assert!(working.recomputes());
        working.lines[0].value = Exact::from(6);
        assert!(!working.recomputes());
    }
}
