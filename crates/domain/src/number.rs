//! Figures without loss: values as they were reported, and exact arithmetic on them.
//!
//! A reported value is a [`Decimal`] and keeps its digits (92.00 stays 92.00). Everything computed is an [`Exact`] fraction until a named
//! [`Rounding`] shows it (`decisions.md` 4 and 11). Floating point never appears here.

use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// Most digits that a reported value may have.
pub const MOST_DIGITS: usize = 38;

/// Why a text is not a number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not of the form `-1234.56`.
    #[error("not a number")]
    Form,
    /// More digits than [`MOST_DIGITS`].
    #[error("more than {MOST_DIGITS} digits")]
    TooLong,
}

/// A reported value with the digits it was reported with, such as 92.00 or -0.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    unscaled: i128,
    places: u8,
}

impl Decimal {
    /// Reads `-1234.56`: ASCII digits with at most one point; no separators, no exponent.
    ///
    /// # Errors
    /// [`NumberError`] when the text has another form or more than [`MOST_DIGITS`] digits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let well_formed = !whole.is_empty()
            && (fraction.is_empty() != digits.contains('.'))
            && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
        if !well_formed {
            return Err(NumberError::Form);
        }
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            significant => significant,
        };
        if whole.len() + fraction.len() > MOST_DIGITS {
            return Err(NumberError::TooLong);
        }
        // So many digits always fit.
        let digits = whole.bytes().chain(fraction.bytes());
        let magnitude = digits.fold(0_i128, |value, digit| value * 10 + i128::from(digit - b'0'));
        let places = u8::try_from(fraction.len()).map_err(|_| NumberError::TooLong)?;
        Ok(Self { unscaled: if negative { -magnitude } else { magnitude }, places })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(value: i64) -> Self {
        Self { unscaled: value as i128, places: 0 }
    }

    /// The same value as an exact fraction.
    #[must_use]
    pub fn exact(self) -> Exact {
        Exact(BigRational::new(BigInt::from(self.unscaled), BigInt::from(10).pow(u32::from(self.places))))
    }

    /// Whether the value is zero; a typed zero is a value, not a missing one.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.unscaled == 0
    }

    /// Whether the value is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.unscaled < 0
    }

    /// Digits after the point.
    #[must_use]
    pub const fn places(self) -> u8 {
        self.places
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.is_negative(), &self.unscaled.unsigned_abs().to_string(), usize::from(self.places))
    }
}

/// A computed figure as an exact fraction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

impl Exact {
    /// Nothing.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// One hundred, the whole of a percentage.
    #[must_use]
    pub fn hundred() -> Self {
        Self::from(100)
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// The distance from zero.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        Self(self.0.abs())
    }

    /// `self ÷ divisor`, or `None` when the divisor is zero: division by zero is an answer to be named, never a failure.
    #[must_use]
    pub fn divided_by(&self, divisor: &Self) -> Option<Self> {
        if divisor.is_zero() { None } else { Some(Self(&self.0 / &divisor.0)) }
    }

    /// Rounds half up (away from zero) to so many decimal places and gives the digits.
    #[must_use]
    pub fn round_half_up(&self, places: u8) -> Rounded {
        let scaled = &self.0 * BigRational::from(BigInt::from(10).pow(u32::from(places)));
        Rounded { unscaled: scaled.round().to_integer(), places }
    }

    /// The digits without loss when they end within 12 places, else rounded half up to 12 places: for workings.
    #[must_use]
    pub fn plain(&self) -> String {
        let rounded = self.round_half_up(12).to_string();
        rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// The value without any loss, for programs that go on calculating: its decimal digits where they end (4.56125), else numerator and
    /// denominator in lowest terms (1/3).
    #[must_use]
    pub fn lossless(&self) -> String {
        let (twos, rest) = without_factor(self.0.denom(), 2);
        let (fives, rest) = without_factor(&rest, 5);
        match u8::try_from(twos.max(fives)) {
            Ok(places) if rest == BigInt::from(1) => self.round_half_up(places).to_string(),
            _ => self.0.to_string(),
        }
    }

    /// The figure in hundredths as an integer, for drawing; rounded half up, held within what an `i64` can carry.
    #[must_use]
    pub fn hundredths(&self) -> i64 {
        let rounded = self.round_half_up(2).unscaled;
        rounded.to_i64().unwrap_or(if rounded.is_negative() { i64::MIN } else { i64::MAX })
    }
}

/// How often a factor is in a number, and what is left of the number without it.
fn without_factor(number: &BigInt, factor: u8) -> (usize, BigInt) {
    let mut rest = number.clone();
    let mut times = 0;
    while !rest.is_zero() && (&rest % factor).is_zero() {
        rest /= factor;
        times += 1;
    }
    (times, rest)
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(BigRational::from(BigInt::from(value)))
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        value.exact()
    }
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: Self) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: Self) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: Self) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact(-&self.0)
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::zero(), |total, item| &total + &item)
    }
}

/// A rounded figure, ready to be shown: digits, point, places.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rounded {
    unscaled: BigInt,
    places: u8,
}

impl Rounded {
    /// The rounded figure as a fraction again, for rules that go on from displayed values.
    #[must_use]
    pub fn exact(&self) -> Exact {
        Exact(BigRational::new(self.unscaled.clone(), BigInt::from(10).pow(u32::from(self.places))))
    }
}

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.unscaled.is_negative(), &self.unscaled.magnitude().to_string(), usize::from(self.places))
    }
}

/// Writes digits of which so many stand after the point.
fn write_scaled(f: &mut fmt::Formatter<'_>, negative: bool, digits: &str, places: usize) -> fmt::Result {
    if negative {
        f.write_str("-")?;
    }
    if digits.len() <= places {
        return write!(f, "0.{digits:0>places$}");
    }
    let (whole, fraction) = digits.split_at(digits.len() - places);
    f.write_str(whole)?;
    if fraction.is_empty() { Ok(()) } else { write!(f, ".{fraction}") }
}

/// A named rule of rounding. The name is part of every explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// Half up to so many decimal places.
    HalfUp(u8),
}

impl Rounding {
    /// Applies the rule.
    #[must_use]
    pub fn apply(self, value: &Exact) -> Rounded {
        let Self::HalfUp(places) = self;
        value.round_half_up(places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn a_reported_value_keeps_its_digits() {
        for text in ["0", "92.00", "-0.50", "220000", "99999999999999999999999999999999999999"] {
            assert_eq!(decimal(text).to_string(), text);
        }
        assert_eq!(decimal("007.10").to_string(), "7.10");
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in ["", "-", ".5", "5.", "1e3", "1,000", "๑", "+1", " 1", "1.2.3", "NaN"] {
            assert_eq!(Decimal::parse(text), Err(NumberError::Form), "{text:?}");
        }
        assert_eq!(Decimal::parse(&"9".repeat(39)), Err(NumberError::TooLong));
    }

    #[test]
    fn halves_go_up_away_from_zero() {
        assert_eq!(decimal("4.56125").exact().round_half_up(2).to_string(), "4.56");
        assert_eq!(decimal("0.005").exact().round_half_up(2).to_string(), "0.01");
        assert_eq!(decimal("-0.005").exact().round_half_up(2).to_string(), "-0.01");
        assert_eq!(decimal("2.5").exact().round_half_up(0).to_string(), "3");
    }

    #[test]
    fn a_working_shows_all_digits_that_end() {
        assert_eq!(decimal("95.612500").exact().plain(), "95.6125");
        assert_eq!(Exact::from(1).divided_by(&Exact::from(3)).unwrap().plain(), "0.333333333333");
        assert_eq!(Exact::from(100).plain(), "100");
    }

    #[test]
    fn the_lossless_text_is_decimal_where_the_digits_end_and_a_fraction_otherwise() {
        let third = Exact::from(1).divided_by(&Exact::from(3)).unwrap();
        let eighth = Exact::from(-1).divided_by(&Exact::from(8)).unwrap();
        let texts = [decimal("4.56125").exact(), decimal("92.00").exact(), Exact::zero(), eighth, third].map(|e| e.lossless());
        assert_eq!(texts, ["4.56125", "92", "0", "-0.125", "1/3"]);
    }

    proptest! {
        #[test]
        fn text_and_value_are_one(value in any::<i64>(), places in 0u8..10) {
            let decimal = Decimal { unscaled: i128::from(value), places };
            prop_assert_eq!(Decimal::parse(&decimal.to_string()).unwrap(), decimal);
        }

        #[test]
        fn rounding_moves_a_figure_by_at_most_half_a_step(value in any::<i64>(), divisor in 1i64..10_000, places in 0u8..6) {
            let exact = Exact::from(value).divided_by(&Exact::from(divisor)).unwrap();
            let moved = (&exact.round_half_up(places).exact() - &exact).magnitude();
            let half = Exact::from(1).divided_by(&Exact::from(2 * 10i64.pow(u32::from(places)))).unwrap();
            prop_assert!(moved <= half);
        }
    }
}
