//! The steps of a working as a reader follows them: rule in words, formula with its figures, result.

use phaen_domain::number::Exact;
use phaen_domain::scoring::{Expr, Line, Origin, Term, Working};
use phaen_domain::shown;
use phaen_domain::thai::digits::group_thousands;

use super::answer::Desk;
use super::{reports, wording};

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it gives.
    pub term: &'static str,
    /// The rule in words, after whose figure it is or of when, where there are several.
    pub rule: String,
    /// The formula with its figures; none where the figure is taken as it is.
    pub formula: Option<String>,
    /// Whose the parts of the formula are, or of when, in its order; none where nobody is named.
    pub parts: Option<String>,
    /// What comes out.
    pub result: String,
}

/// How scores of a working are written: with two places, or as points without needless places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// 4.56
    Scores,
    /// 4,225
    Points,
}

/// The steps up to and with the last one that gives `last`; all of them when it is not given or not there.
pub(super) fn of_working(desk: &Desk<'_>, working: &Working, last: Option<Term>, style: Style) -> Vec<Step> {
    // A line that does not give its value again would explain nothing.
    if !working.recomputes() {
        return Vec::new();
    }
    let end = last.and_then(|term| working.lines.iter().rposition(|line| line.term == term));
    let lines = end.map_or(working.lines.as_slice(), |end| working.lines.get(..=end).unwrap_or_default());
    lines.iter().map(|line| step(desk, line, style)).collect()
}

fn step(desk: &Desk<'_>, line: &Line, style: Style) -> Step {
    let t = desk.t;
    let formula = line.expr.text();
    let is_plain = formula == line.value.plain();
    Step {
        term: wording::term(t, line.term),
        rule: owned(desk, line),
        formula: (!is_plain).then(|| t.digits(&grouped(&formula)).into_owned()),
        parts: parts(desk, &line.expr),
        result: t.digits(&result(line.term, &line.value, style)).into_owned(),
    }
}

/// The rule, after the unit and period whose figure the line gives: `กองดิน: รวมผลแต่ละงวด…`.
fn owned(desk: &Desk<'_>, line: &Line) -> String {
    let rule = wording::rule(desk.t, line.rule);
    if line.of.is_empty() {
        return rule;
    }
    let names = line.of.iter().map(|origin| named(desk, origin)).collect::<Vec<_>>();
    format!("{}: {rule}", names.join(" · "))
}

/// The parts of a formula with the names of those who gave them.
fn parts(desk: &Desk<'_>, expr: &Expr) -> Option<String> {
    let part = |(origin, part): (&Origin, &Expr)| {
        let figure = grouped(&part.text());
        format!("{}: {}", named(desk, origin), desk.t.digits(&figure))
    };
    let parts = expr.parts().into_iter().map(part).collect::<Vec<_>>();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn named(desk: &Desk<'_>, origin: &Origin) -> String {
    let view = &desk.chosen.view;
    match origin {
        Origin::Unit(unit) => reports::unit(desk.t, view, Some(unit)),
        Origin::Period(period) => reports::period(desk.t, view, period),
    }
}

/// A formula with its figures in groups of three, as they are shown elsewhere.
fn grouped(formula: &str) -> String {
    let words = formula.split_inclusive([' ', '(', ')']);
    let grouped = words.map(|word| {
        let figure = word.trim_end_matches([' ', ')']);
        if figure.starts_with(|c: char| c.is_ascii_digit()) {
            word.replacen(figure, &group_thousands(figure), 1)
        } else {
            word.to_owned()
        }
    });
    grouped.collect()
}

/// A value as its term is written. What is not rounded yet keeps all its places.
fn result(term: Term, value: &Exact, style: Style) -> String {
    match term {
        Term::Score | Term::FullScore | Term::TotalScore | Term::TotalFull => match style {
            Style::Scores => shown::score(value),
            Style::Points => shown::points(value),
        },
        Term::TotalPercent | Term::Share | Term::Amount | Term::Allocation => shown::percent(value),
        Term::Difference => shown::difference(value),
        Term::Actual
        | Term::Target
        | Term::TargetHigh
        | Term::Numerator
        | Term::Denominator
        | Term::ActualLevel
        | Term::TargetLevel
        | Term::Percent
        | Term::ExactScore
        | Term::Weight
        | Term::Count => shown::points(value),
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn figures_of_a_formula_are_grouped_where_they_stand() {
        assert_eq!(grouped("41783089.44 × 100 / (67792485.48 − 5)"), "41,783,089.44 × 100 / (67,792,485.48 − 5)");
        assert_eq!(grouped("4 + (95.6125 − 90) / 10"), "4 + (95.6125 − 90) / 10");
        assert_eq!(grouped("100 − 1000"), "100 − 1,000");
    }
}
