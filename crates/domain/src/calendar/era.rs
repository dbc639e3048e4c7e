//! Which year a written year means: พ.ศ. or ค.ศ., four figures or two.
//!
//! Serves every year that a person types. The rules:
//! - Years from พ.ศ. 2484 to 2700 (ค.ศ. 1941 to 2157) are understood. Before 2484 the Thai year began in April, so adding
//!   543 would be wrong for three months of each year; such years are refused instead of guessed.
//! - A four-figure year without an era is the era in whose range it lies; the two ranges do not meet.
//! - A year of two figures is พ.ศ. 25xx, as officials write it; a two-figure year marked ค.ศ. is refused.
//! - A year marked with one era that lies in the range of the other is refused, so 543 is never applied twice.

use std::fmt;

/// Years between the common and the Buddhist era.
const YEARS_BETWEEN_ERAS: i16 = 543;
/// The first Buddhist year that began on 1 January.
pub const FIRST_BUDDHIST_YEAR: u16 = 2484;
/// The last Buddhist year that is understood.
pub const LAST_BUDDHIST_YEAR: u16 = 2700;

/// The era in which a year is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Era {
    /// พ.ศ., the Buddhist era.
    Buddhist,
    /// ค.ศ., the common (Christian) era.
    Christian,
}

impl fmt::Display for Era {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Buddhist => "พ.ศ.",
            Self::Christian => "ค.ศ.",
        })
    }
}

/// Why a written year is no year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum YearError {
    /// Neither two nor four figures.
    #[error("a year has two or four figures, not {figures}")]
    Figures {
        /// How many figures were written.
        figures: usize,
    },
    /// In no era within the range that is understood.
    #[error("year {year} lies outside the range that is understood")]
    OutOfRange {
        /// The year as written.
        year: u16,
    },
    /// Marked with one era but in the range of the other.
    #[error("year {year} cannot be {era}")]
    WrongEra {
        /// The year as written.
        year: u16,
        /// The era it was marked with.
        era: Era,
    },
    /// A two-figure year marked ค.ศ.: the century is not known.
    #[error("the century of {era} {year:02} is not known", era = Era::Christian)]
    CenturyUnknown {
        /// The year as written.
        year: u16,
    },
}

/// The Buddhist year in which a common year lies.
#[must_use]
pub fn buddhist_year(common_year: i16) -> i16 {
    common_year.saturating_add(YEARS_BETWEEN_ERAS)
}

/// The common year of a Buddhist year in the range; `None` outside it.
#[must_use]
pub fn common_year(buddhist: u16) -> Option<i16> {
    if !(FIRST_BUDDHIST_YEAR..=LAST_BUDDHIST_YEAR).contains(&buddhist) {
        return None;
    }
    i16::try_from(buddhist).ok().map(|year| year - YEARS_BETWEEN_ERAS)
}

/// Reads the figures of a year (Arabic digits only, as the callers have made them) into a Buddhist year.
///
/// # Errors
/// [`YearError`], by the rules stated above.
pub fn read_year(figures: &str, era: Option<Era>) -> Result<u16, YearError> {
    let wrong_figures = || YearError::Figures { figures: figures.chars().count() };
    if !figures.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(figures.len(), 2 | 4) {
        return Err(wrong_figures());
    }
    let year: u16 = figures.parse().map_err(|_| wrong_figures())?;
    if figures.len() == 2 {
        return match era {
            Some(Era::Christian) => Err(YearError::CenturyUnknown { year }),
            Some(Era::Buddhist) | None => Ok(2500 + year),
        };
    }
    let (written_era, buddhist) = if common_year(year).is_some() {
        (Era::Buddhist, year)
    } else {
        let buddhist = year.saturating_add(YEARS_BETWEEN_ERAS.unsigned_abs());
        common_year(buddhist).ok_or(YearError::OutOfRange { year })?;
        (Era::Christian, buddhist)
    };
    match era {
        Some(era) if era != written_era => Err(YearError::WrongEra { year, era }),
        _ => Ok(buddhist),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    #[test]
    fn the_two_ranges_do_not_meet() {
        let last_common = LAST_BUDDHIST_YEAR - YEARS_BETWEEN_ERAS.unsigned_abs();
        assert!(last_common < FIRST_BUDDHIST_YEAR);
    }

    #[test]
    fn a_year_is_read_by_its_era_or_by_its_range() {
        assert_eq!(read_year("2566", None), Ok(2566));
        assert_eq!(read_year("2023", None), Ok(2566));
        assert_eq!(read_year("2566", Some(Era::Buddhist)), Ok(2566));
        assert_eq!(read_year("2023", Some(Era::Christian)), Ok(2566));
        assert_eq!(read_year("66", None), Ok(2566));
        assert_eq!(read_year("66", Some(Era::Buddhist)), Ok(2566));
        assert_eq!(read_year("00", None), Ok(2500));
    }

    #[test]
    fn a_year_marked_with_the_other_era_is_refused() {
        assert_eq!(read_year("2566", Some(Era::Christian)), Err(YearError::WrongEra { year: 2566, era: Era::Christian }));
        assert_eq!(read_year("2023", Some(Era::Buddhist)), Err(YearError::WrongEra { year: 2023, era: Era::Buddhist }));
        assert_eq!(read_year("23", Some(Era::Christian)), Err(YearError::CenturyUnknown { year: 23 }));
    }

    #[test]
    fn years_whose_beginning_was_in_april_are_refused() {
        assert_eq!(read_year("2483", None), Err(YearError::OutOfRange { year: 2483 }));
        assert_eq!(read_year("2484", None), Ok(2484));
        assert_eq!(read_year("1940", None), Err(YearError::OutOfRange { year: 1940 }));
        assert_eq!(read_year("1941", None), Ok(2484));
        assert_eq!(read_year("2157", None), Ok(2700));
        assert_eq!(read_year("2158", None), Err(YearError::OutOfRange { year: 2158 }));
        assert_eq!(read_year("2700", None), Ok(2700));
        assert_eq!(read_year("2701", None), Err(YearError::OutOfRange { year: 2701 }));
    }

    #[test]
    fn a_year_has_two_or_four_figures() {
        for figures in ["", "6", "566", "25666", "๒๕", "+566"] {
            assert_eq!(read_year(figures, None), Err(YearError::Figures { figures: figures.chars().count() }));
        }
    }

    proptest! {
        #[test]
        fn a_year_is_the_same_in_both_eras(buddhist in FIRST_BUDDHIST_YEAR..=LAST_BUDDHIST_YEAR) {
            let common = common_year(buddhist).unwrap();
            prop_assert_eq!(buddhist_year(common), i16::try_from(buddhist).unwrap());
            prop_assert_eq!(read_year(&buddhist.to_string(), None), Ok(buddhist));
            prop_assert_eq!(read_year(&common.to_string(), None), Ok(buddhist));
        }
    }
}
