//! The fiscal year (ปีงบประมาณ), named by the Buddhist year in which it ends: 2566 is 1 October 2022 to 30 September 2023.
//!
//! Serves plans, rounds, budgets and monthly facts. Fiscal years 2485 to 2700 are understood (see [`super::era`] for why
//! not earlier). It must never say which fiscal year it is now: the caller gives the date.

use super::era::{Era, FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR, YearError, buddhist_year, common_year, read_year};
use super::month::Month;
use crate::thai::digits::{Digits, to_arabic};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::fmt;
use std::str::FromStr;

/// A fiscal year, by its Buddhist year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(u16);

/// A month of a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalMonth {
    /// 1 for October to 12 for September.
    pub index: u8,
    /// Which month of the calendar it is.
    pub month: Month,
    /// Its first day.
    pub first_day: Date,
    /// Its last day.
    pub last_day: Date,
}

/// Why a text, number or date gives no fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FiscalYearError {
    /// Nothing was written.
    #[error("no fiscal year written")]
    Empty,
    /// Something else than a year was written.
    #[error("not a fiscal year")]
    Unreadable,
    /// A year that cannot be understood.
    #[error(transparent)]
    Year(#[from] YearError),
    /// Not between the first and the last fiscal year.
    #[error("fiscal year {year} is not between {first} and {last}", first = FiscalYear::FIRST, last = FiscalYear::LAST)]
    OutOfRange {
        /// The Buddhist year.
        year: i32,
    },
}

impl FiscalYear {
    /// The first fiscal year that is understood.
    pub const FIRST: Self = Self(FIRST_BUDDHIST_YEAR + 1);
    /// The last fiscal year that is understood.
    pub const LAST: Self = Self(LAST_BUDDHIST_YEAR);

    /// The fiscal year of this Buddhist year.
    ///
    /// # Errors
    /// [`FiscalYearError::OutOfRange`].
    pub fn new(buddhist_year: u16) -> Result<Self, FiscalYearError> {
        let year = Self(buddhist_year);
        if (Self::FIRST..=Self::LAST).contains(&year) {
            Ok(year)
        } else {
            Err(FiscalYearError::OutOfRange { year: i32::from(buddhist_year) })
        }
    }

    /// The fiscal year in which a date lies.
    ///
    /// # Errors
    /// [`FiscalYearError::OutOfRange`].
    pub fn of(day: Date) -> Result<Self, FiscalYearError> {
        let year = i32::from(buddhist_year(day.year())) + i32::from(day.month() >= Month::October.number());
        let out_of_range = FiscalYearError::OutOfRange { year };
        u16::try_from(year).map_err(|_| out_of_range).and_then(Self::new)
    }

    /// Reads a fiscal year as officials write it: 2566, ๒๕๖๖, 66, พ.ศ. 2566, ค.ศ. 2023, 2023, also after ปีงบประมาณ.
    ///
    /// # Errors
    /// [`FiscalYearError`].
    pub fn parse(text: &str) -> Result<Self, FiscalYearError> {
        let written: String =
            to_arabic(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '\u{200B}' | '\u{FEFF}')).collect();
        if written.is_empty() {
            return Err(FiscalYearError::Empty);
        }
        let named = strip_any(&written, &["ปีงบประมาณ", "ปี"]).unwrap_or(&written);
        let (era, figures) = if let Some(rest) = named.strip_prefix("พศ") {
            (Some(Era::Buddhist), rest)
        } else if let Some(rest) = named.strip_prefix("คศ") {
            (Some(Era::Christian), rest)
        } else {
            (None, named)
        };
        if figures.is_empty() || !figures.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(FiscalYearError::Unreadable);
        }
        Self::new(read_year(figures, era)?)
    }

    /// The Buddhist year that names it.
    #[must_use]
    pub const fn buddhist_year(self) -> u16 {
        self.0
    }

    /// The common year in which it ends.
    #[must_use]
    pub fn common_year(self) -> i16 {
        // Every fiscal year lies in the range of Buddhist years, so this default is never taken.
        common_year(self.0).unwrap_or_default()
    }

    /// 1 October of the year before.
    #[must_use]
    pub fn first_day(self) -> Date {
        date(self.common_year() - 1, Month::October.number(), 1)
    }

    /// 30 September of the year.
    #[must_use]
    pub fn last_day(self) -> Date {
        date(self.common_year(), Month::September.number(), 30)
    }

    /// Whether a date lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        (self.first_day()..=self.last_day()).contains(&day)
    }

    /// The fiscal year after it, if that is understood.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1).and_then(|year| Self::new(year).ok())
    }

    /// The fiscal year before it, if that is understood.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.0.checked_sub(1).and_then(|year| Self::new(year).ok())
    }

    /// Its twelve months, October first.
    #[must_use]
    pub fn months(self) -> [FiscalMonth; 12] {
        let mut first_day = self.first_day();
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(|index| {
            let last_day = first_day.last_of_month();
            let month = FiscalMonth { index, month: Month::of(first_day), first_day, last_day };
            first_day = last_day.saturating_add(1.day());
            month
        })
    }

    /// The month with this index, 1 for October to 12 for September.
    #[must_use]
    pub fn month(self, index: u8) -> Option<FiscalMonth> {
        self.months().into_iter().find(|month| month.index == index)
    }

    /// The month of the fiscal year in which a date lies; `None` if the date lies in another year.
    #[must_use]
    pub fn month_of(self, day: Date) -> Option<FiscalMonth> {
        self.months().into_iter().find(|month| (month.first_day..=month.last_day).contains(&day))
    }

    /// The year as people read it, in these digits.
    #[must_use]
    pub fn print(self, digits: Digits) -> String {
        digits.render(&self.0.to_string())
    }
}

impl FiscalMonth {
    /// The quarter (ไตรมาส) in which it lies, 1 for October to December.
    #[must_use]
    pub fn quarter(self) -> u8 {
        self.index.saturating_sub(1) / 3 + 1
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl FromStr for FiscalYear {
    type Err = FiscalYearError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

fn strip_any<'a>(text: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| text.strip_prefix(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn fy2566() -> FiscalYear {
        FiscalYear::new(2566).unwrap()
    }

    #[test]
    fn fiscal_year_2566_runs_from_october_2022_to_september_2023() {
        assert_eq!(fy2566().first_day(), date(2022, 10, 1));
        assert_eq!(fy2566().last_day(), date(2023, 9, 30));
        assert_eq!(FiscalYear::of(date(2022, 10, 1)), Ok(fy2566()));
        assert_eq!(FiscalYear::of(date(2023, 9, 30)), Ok(fy2566()));
        assert_eq!(FiscalYear::of(date(2022, 9, 30)), FiscalYear::new(2565));
        assert_eq!(FiscalYear::of(date(2023, 10, 1)), FiscalYear::new(2567));
    }

    #[test]
    fn a_fiscal_year_is_read_as_officials_write_it() {
        for text in [
            "2566",
            "๒๕๖๖",
            "66",
            "๖๖",
            "พ.ศ. ๒๕๖๖",
            "พ.ศ.2566",
            "พศ 66",
            "ค.ศ. 2023",
            "2023",
            " 2566 ",
            "ปีงบประมาณ พ.ศ. ๒๕๖๖",
            "ปี 2566",
            "\u{200B}2566",
        ] {
            assert_eq!(FiscalYear::parse(text), Ok(fy2566()), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_fiscal_year_is_refused_with_its_reason() {
        assert_eq!(FiscalYear::parse(" "), Err(FiscalYearError::Empty));
        for text in ["ปีหน้า", "พ.ศ.", "2566-2570", "๒๕๖๖/๒๕๖๗", "FY2566"] {
            assert_eq!(FiscalYear::parse(text), Err(FiscalYearError::Unreadable), "{text}");
        }
        assert_eq!(FiscalYear::parse("256"), Err(YearError::Figures { figures: 3 }.into()));
        assert_eq!(FiscalYear::parse("2300"), Err(YearError::OutOfRange { year: 2300 }.into()));
        assert_eq!(FiscalYear::parse("ค.ศ. 2566"), Err(YearError::WrongEra { year: 2566, era: Era::Christian }.into()));
        assert_eq!(FiscalYear::parse("2484"), Err(FiscalYearError::OutOfRange { year: 2484 }));
    }

    #[test]
    fn the_range_ends_are_refused_beyond_not_within() {
        assert!(FiscalYear::new(2485).is_ok());
        assert!(FiscalYear::new(2700).is_ok());
        assert_eq!(FiscalYear::new(2701), Err(FiscalYearError::OutOfRange { year: 2701 }));
        assert_eq!(FiscalYear::of(date(2157, 10, 1)), Err(FiscalYearError::OutOfRange { year: 2701 }));
        assert_eq!(FiscalYear::of(Date::MIN), Err(FiscalYearError::OutOfRange { year: -9456 }));
        assert_eq!(FiscalYear::LAST.next(), None);
        assert_eq!(FiscalYear::FIRST.previous(), None);
        assert_eq!(fy2566().next(), FiscalYear::new(2567).ok());
        assert_eq!(fy2566().previous(), FiscalYear::new(2565).ok());
    }

    #[test]
    fn october_is_the_first_month_and_march_ends_the_second_quarter() {
        let months = fy2566().months();
        assert_eq!((months[0].index, months[0].month), (1, Month::October));
        assert_eq!((months[11].index, months[11].month), (12, Month::September));
        let march = fy2566().month(6).unwrap();
        assert_eq!((march.month, march.last_day, march.quarter()), (Month::March, date(2023, 3, 31), 2));
        assert_eq!(fy2566().month_of(date(2023, 2, 28)).unwrap().index, 5);
        assert_eq!(fy2566().month_of(date(2023, 10, 1)), None);
        assert_eq!(fy2566().month(0), None);
        assert_eq!(fy2566().month(13), None);
        assert_eq!(months.map(FiscalMonth::quarter), [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    }

    proptest! {
        #[test]
        fn months_fill_the_year_without_gap_or_overlap(year in 2485_u16..=2700) {
            let year = FiscalYear::new(year).unwrap();
            let months = year.months();
            prop_assert_eq!(months[0].first_day, year.first_day());
            prop_assert_eq!(months[11].last_day, year.last_day());
            for pair in months.windows(2) {
                prop_assert_eq!(pair[0].last_day.tomorrow().unwrap(), pair[1].first_day);
            }
        }

        #[test]
        fn every_day_lies_in_exactly_one_fiscal_year(year in 2486_u16..2700, day in 0_i32..366) {
            let fiscal = FiscalYear::new(year).unwrap();
            let day = fiscal.first_day().saturating_add(day.days());
            let found = FiscalYear::of(day).unwrap();
            prop_assert!(found.contains(day));
            prop_assert!(!found.next().is_some_and(|next| next.contains(day)));
            prop_assert!(found.month_of(day).is_some());
        }

        #[test]
        fn a_printed_fiscal_year_reads_back_as_itself(year in 2485_u16..=2700) {
            let year = FiscalYear::new(year).unwrap();
            for digits in [Digits::Thai, Digits::Arabic] {
                prop_assert_eq!(FiscalYear::parse(&year.print(digits)), Ok(year));
                prop_assert_eq!(FiscalYear::parse(&format!("พ.ศ. {}", year.print(digits))), Ok(year));
                prop_assert_eq!(FiscalYear::parse(&format!("ค.ศ. {}", year.common_year())), Ok(year));
            }
        }
    }
}
