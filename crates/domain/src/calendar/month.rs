//! The twelve months and their names in Thai and English, full and short.
//!
//! Serves the printing and reading of dates and the heads of monthly tables. It knows no year and no order of the fiscal
//! year: October is month 10 here, and month 1 only in `fiscal_year`.

use jiff::civil::Date;

/// A month of the calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names of the months say all")]
pub enum Month {
    January,
    February,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
}

impl Month {
    /// January to December.
    pub const ALL: [Self; 12] = [
        Self::January,
        Self::February,
        Self::March,
        Self::April,
        Self::May,
        Self::June,
        Self::July,
        Self::August,
        Self::September,
        Self::October,
        Self::November,
        Self::December,
    ];

    /// The month of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        // A date has no other month than 1 to 12.
        Self::from_number(date.month()).unwrap_or(Self::December)
    }

    /// The month with this number, January being 1.
    #[must_use]
    pub fn from_number(number: i8) -> Option<Self> {
        Self::ALL.into_iter().find(|month| month.number() == number)
    }

    /// The number of the month, January being 1.
    #[must_use]
    pub const fn number(self) -> i8 {
        match self {
            Self::January => 1,
            Self::February => 2,
            Self::March => 3,
            Self::April => 4,
            Self::May => 5,
            Self::June => 6,
            Self::July => 7,
            Self::August => 8,
            Self::September => 9,
            Self::October => 10,
            Self::November => 11,
            Self::December => 12,
        }
    }

    /// The Thai name: มกราคม.
    #[must_use]
    pub const fn thai(self) -> &'static str {
        self.names().0
    }

    /// The short Thai name: ม.ค.
    #[must_use]
    pub const fn thai_short(self) -> &'static str {
        self.names().1
    }

    /// The English name: January.
    #[must_use]
    pub const fn english(self) -> &'static str {
        self.names().2
    }

    /// The short English name: Jan.
    #[must_use]
    pub const fn english_short(self) -> &'static str {
        self.names().3
    }

    const fn names(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::January => ("มกราคม", "ม.ค.", "January", "Jan"),
            Self::February => ("กุมภาพันธ์", "ก.พ.", "February", "Feb"),
            Self::March => ("มีนาคม", "มี.ค.", "March", "Mar"),
            Self::April => ("เมษายน", "เม.ย.", "April", "Apr"),
            Self::May => ("พฤษภาคม", "พ.ค.", "May", "May"),
            Self::June => ("มิถุนายน", "มิ.ย.", "June", "Jun"),
            Self::July => ("กรกฎาคม", "ก.ค.", "July", "Jul"),
            Self::August => ("สิงหาคม", "ส.ค.", "August", "Aug"),
            Self::September => ("กันยายน", "ก.ย.", "September", "Sep"),
            Self::October => ("ตุลาคม", "ต.ค.", "October", "Oct"),
            Self::November => ("พฤศจิกายน", "พ.ย.", "November", "Nov"),
            Self::December => ("ธันวาคม", "ธ.ค.", "December", "Dec"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_month_is_found_by_its_number_and_by_a_date() {
        for (month, number) in Month::ALL.into_iter().zip(1_i8..) {
            assert_eq!(month.number(), number);
            assert_eq!(Month::from_number(number), Some(month));
            assert_eq!(Month::of(jiff::civil::date(2023, number, 1)), month);
        }
        assert_eq!(Month::from_number(0), None);
        assert_eq!(Month::from_number(13), None);
    }

    #[test]
    fn no_two_months_share_a_name() {
        for names in [Month::thai, Month::thai_short, Month::english, Month::english_short] {
            assert_eq!(Month::ALL.map(names).into_iter().collect::<BTreeSet<_>>().len(), 12);
        }
    }

    #[test]
    fn the_end_of_a_thai_name_tells_the_length_of_the_month() {
        for month in Month::ALL {
            let days = jiff::civil::date(2023, month.number(), 1).days_in_month();
            let expected = match days {
                31 => "คม",
                30 => "ยน",
                _ => "พันธ์",
            };
            assert!(month.thai().ends_with(expected), "{}", month.thai());
        }
    }
}
