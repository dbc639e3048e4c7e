//! Numbers between a workbook's binary form and exact decimal text.
//!
//! XLSX holds numbers as binary floating point. They are never calculated with here: a number becomes the shortest decimal text that means
//! it, with the decimal places and the percent sign that its cell shows, because what a person sees is what was reported. Fifteen digits
//! come through unchanged, as in every spreadsheet program; a figure with more is written as text.

/// Most digits that a spreadsheet keeps.
pub(super) const SHEET_DIGITS: usize = 15;

/// How a cell shows its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// Decimal places that are always shown.
    pub places: usize,
    /// Whether hundredths are shown as percent.
    pub percent: bool,
}

impl Look {
    /// What a number format says; `None` when it says nothing about places or percent.
    pub(super) fn of(format: &str) -> Option<Self> {
        let positive = format.split(';').next().unwrap_or_default();
        let plain = bare(positive)?;
        let percent = plain.ends_with('%');
        let digits = plain.trim_end_matches('%');
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let known =
            !whole.is_empty() && whole.chars().all(|c| matches!(c, '#' | '0' | ',')) && fraction.chars().all(|c| c == '0');
        let look = Self { places: fraction.len(), percent };
        (known && look != Self::default()).then_some(look)
    }
}

/// A format without colours, literals and spacing; `None` when a literal is more than a blank.
fn bare(format: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = format.chars();
    while let Some(character) = rest.next() {
        match character {
            '[' => rest.by_ref().take_while(|c| *c != ']').for_each(drop),
            '_' | '*' => drop(rest.next()),
            '\\' => rest.next().filter(|c| *c == ' ').map(|_| ())?,
            '"' => return None,
            ' ' | '(' | ')' => {}
            other => plain.push(other),
        }
    }
    Some(plain)
}

/// The exact decimal text of a binary number; `None` when it is not finite.
pub(super) fn text(value: f64) -> Option<String> {
    // Whole numbers up to here are exact in binary.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if !value.is_finite() {
        return None;
    }
    let shortest = format!("{value}");
    let digits = shortest.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if digits <= SHEET_DIGITS || (!shortest.contains('.') && value.abs() <= EXACT) {
        return Some(if shortest == "-0" { "0".to_owned() } else { shortest });
    }
    // What is beyond fifteen digits is not typed but left over from binary arithmetic: 0.1 + 0.2.
    let rounded = format!("{value:.14e}").parse::<f64>().ok()?;
    Some(format!("{rounded}"))
}

/// A number's text as its cell shows it.
pub(super) fn looked(text: &str, look: Look) -> String {
    let text = if look.percent { times_hundred(text) } else { text.to_owned() };
    let shown = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let point = if shown == 0 && look.places > 0 { "." } else { "" };
    let sign = if look.percent { "%" } else { "" };
    format!("{text}{point}{}{sign}", "0".repeat(look.places.saturating_sub(shown)))
}

/// Moves the decimal point two places.
fn times_hundred(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{fraction:0<2}");
    let (moved, left) = padded.split_at(2);
    let all = format!("{whole}{moved}");
    let significant = all.trim_start_matches('0');
    let whole = if significant.is_empty() { "0" } else { significant };
    if left.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{left}") }
}

/// A decimal text as a number for a cell, with the places it must show to come back as written; `None` when a spreadsheet cannot hold it.
pub(crate) fn for_cell(decimal: &str) -> Option<(f64, usize)> {
    let value = decimal.parse::<f64>().ok()?;
    let places = decimal.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let comes_back = looked(&text(value)?, Look { places, percent: false }) == decimal;
    let digits = decimal.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    (comes_back && digits <= SHEET_DIGITS && places <= SHEET_DIGITS).then_some((value, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_the_text_that_was_typed() {
        let cases =
            [(92.5, "92.5"), (4.35, "4.35"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (1e15, "1000000000000000")];
        for (value, expected) in cases {
            assert_eq!(text(value).as_deref(), Some(expected));
        }
        assert_eq!(text(9_007_199_254_740_991.0).as_deref(), Some("9007199254740991"));
        assert_eq!(text(f64::NAN), None);
        assert_eq!(text(f64::INFINITY), None);
    }

    #[test]
    fn a_cell_that_shows_percent_means_what_it_shows() {
        let percent = |text, places| looked(text, Look { places, percent: true });
        assert_eq!(percent("0.85", 0), "85%");
        assert_eq!(percent("0.855", 1), "85.5%");
        assert_eq!(percent("1", 0), "100%");
        assert_eq!(percent("-0.005", 2), "-0.50%");
        assert_eq!(percent("0", 0), "0%");
    }

    #[test]
    fn number_formats_are_read_for_places_and_percent() {
        let look = |places, percent| Some(Look { places, percent });
        assert_eq!(Look::of("0.00"), look(2, false));
        assert_eq!(Look::of("#,##0.00"), look(2, false));
        assert_eq!(Look::of("#,##0.0_);[Red](#,##0.0)"), look(1, false));
        assert_eq!(Look::of("0%"), look(0, true));
        for silent in ["General", "0", "#,##0", "@", "[$-D07041E]d mmm yyyy", "0.00E+00", "# ?/?", "0.0\"x\"", "0.##"] {
            assert_eq!(Look::of(silent), None, "{silent}");
        }
    }

    #[test]
    fn only_figures_that_come_back_equal_are_written_as_numbers() {
        assert_eq!(for_cell("92.00"), Some((92.0, 2)));
        assert_eq!(for_cell("999999999999999"), Some((999_999_999_999_999.0, 0)));
        assert_eq!(for_cell("-0.5"), Some((-0.5, 1)));
        for text in ["12345678901234567890123456789012345678", "1234567890.1234567", "0.00000000000000000001", "007", "-0.00"] {
            assert_eq!(for_cell(text), None, "{text}");
        }
    }
}
