//! How figures are shown: one place for places, signs and grouping, so that screen, sheet, book and API cannot differ.
//!
//! Each function names its rule in `decisions.md` 4. Digits are Arabic here; Thai digits are a rendering at the edge.

use crate::money::Satang;
use crate::number::{Decimal, Exact};
use crate::observation::Reported;
use crate::scoring::Actual;
use crate::thai::digits::group_thousands;

/// What stands where there is no figure.
pub const NO_FIGURE: &str = "–";

/// A percentage: two places, half up, grouped (14,040.00).
#[must_use]
pub fn percent(value: &Exact) -> String {
    group_thousands(&value.round_half_up(2).to_string())
}

/// A score: two places (4.56).
#[must_use]
pub fn score(value: &Exact) -> String {
    group_thousands(&value.round_half_up(2).to_string())
}

/// Points or a count of whole things: no places where there are none (4,225).
#[must_use]
pub fn points(value: &Exact) -> String {
    group_thousands(&value.plain())
}

/// A reported value with the digits it was reported with, grouped (242,642 and 18.62).
#[must_use]
pub fn decimal(value: Decimal) -> String {
    group_thousands(&value.to_string())
}

/// A computed actual: as many digits as end within six places, else two, grouped.
#[must_use]
pub fn figure(value: &Exact) -> String {
    let plain = value.plain();
    let places = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if places <= 6 { group_thousands(&plain) } else { percent(value) }
}

/// An actual at a round: the figure as reported when one report gives it, else as computed; `None` where there is none.
#[must_use]
pub fn actual(actual: &Actual, reported: Option<&Reported>) -> Option<String> {
    match (actual, reported) {
        (Actual::Known(value), Some(Reported::Value(digits))) if digits.exact() == *value => Some(decimal(*digits)),
        (Actual::Known(value), _) => Some(figure(value)),
        _ => None,
    }
}

/// Baht with two places, grouped.
#[must_use]
pub fn baht(amount: Satang) -> String {
    group_thousands(&amount.plain())
}

/// A difference with its sign (+6.00, -0.85).
#[must_use]
pub fn difference(value: &Exact) -> String {
    let shown = percent(value);
    if value.is_negative() || value.is_zero() { shown } else { format!("+{shown}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn figures_are_shown_as_the_print_shows_them() {
        assert_eq!(percent(&value("14040").exact()), "14,040.00");
        assert_eq!(score(&value("4.56125").exact()), "4.56");
        assert_eq!(points(&value("4225.0").exact()), "4,225");
        assert_eq!(difference(&value("6").exact()), "+6.00");
        assert_eq!(difference(&value("-0.85").exact()), "-0.85");
    }

    #[test]
    fn a_reported_value_keeps_the_places_it_was_reported_with() {
        let reported = Reported::Value(value("92.00"));
        let known = Actual::Known(value("92").exact());
        assert_eq!(actual(&known, Some(&reported)).as_deref(), Some("92.00"));
        assert_eq!(actual(&known, None).as_deref(), Some("92"));
        assert_eq!(actual(&Actual::NoData, Some(&Reported::NoData)), None);
    }
}
