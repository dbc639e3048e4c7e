//! Dates and times as Thai officials read them: ๓๑ มีนาคม ๒๕๖๖, 31 มี.ค. 66, ๑๔.๓๐ น.
//!
//! Serves every page, letter and book. Reading is in [`super::parse_date`], and reads everything printed here. Thai local
//! time is UTC+7 all year. Nothing here may take the current time.

use super::era::buddhist_year;
use super::month::Month;
use crate::thai::digits::Digits;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

pub use super::parse_date::{DateError, parse_date};

/// Thai local time.
const BANGKOK: Offset = Offset::constant(7);

/// The date of a letter: ๓๑ มีนาคม ๒๕๖๖.
#[must_use]
pub fn long(day: Date, digits: Digits) -> String {
    digits.render(&format!("{} {} {}", day.day(), Month::of(day).thai(), buddhist_year(day.year())))
}

/// The date of an order or announcement, with the era: ๓๑ มีนาคม พ.ศ. ๒๕๖๖.
#[must_use]
pub fn long_with_era(day: Date, digits: Digits) -> String {
    digits.render(&format!("{} {} พ.ศ. {}", day.day(), Month::of(day).thai(), buddhist_year(day.year())))
}

/// The date of a table cell: 31 มี.ค. 66. A year outside พ.ศ. 2500 to 2599 keeps its four figures, since two figures
/// are read as 25xx.
#[must_use]
pub fn short(day: Date, digits: Digits) -> String {
    let year = buddhist_year(day.year());
    let year = if (2500..2600).contains(&year) { format!("{:02}", year - 2500) } else { year.to_string() };
    digits.render(&format!("{} {} {year}", day.day(), Month::of(day).thai_short()))
}

/// The month of a heading: มีนาคม ๒๕๖๖.
#[must_use]
pub fn month_and_year(day: Date, digits: Digits) -> String {
    digits.render(&format!("{} {}", Month::of(day).thai(), buddhist_year(day.year())))
}

/// The date of an English page: 31 March 2023 (B.E. 2566).
#[must_use]
pub fn english(day: Date) -> String {
    format!("{} {} {} (B.E. {})", day.day(), Month::of(day).english(), day.year(), buddhist_year(day.year()))
}

/// A period with both its days: ๑ ตุลาคม ๒๕๖๕ – ๓๑ มีนาคม ๒๕๖๖.
#[must_use]
pub fn period(first_day: Date, last_day: Date, digits: Digits) -> String {
    format!("{} – {}", long(first_day, digits), long(last_day, digits))
}

/// A time of day: ๑๔.๓๐ น.
#[must_use]
pub fn time(time: Time, digits: Digits) -> String {
    digits.render(&format!("{:02}.{:02} น.", time.hour(), time.minute()))
}

/// An instant in Thai local time: ๓๑ มีนาคม ๒๕๖๖ เวลา ๑๔.๓๐ น.
#[must_use]
pub fn instant(at: Timestamp, digits: Digits) -> String {
    let local = bangkok(at);
    format!("{} เวลา {}", long(local.date(), digits), time(local.time(), digits))
}

/// Thai local date and time of an instant.
#[must_use]
pub fn bangkok(at: Timestamp) -> DateTime {
    BANGKOK.to_datetime(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    const MARCH_31: Date = date(2023, 3, 31);

    #[test]
    fn a_date_is_printed_as_officials_write_it() {
        assert_eq!(long(MARCH_31, Digits::Thai), "๓๑ มีนาคม ๒๕๖๖");
        assert_eq!(long(MARCH_31, Digits::Arabic), "31 มีนาคม 2566");
        assert_eq!(long_with_era(MARCH_31, Digits::Thai), "๓๑ มีนาคม พ.ศ. ๒๕๖๖");
        assert_eq!(short(MARCH_31, Digits::Arabic), "31 มี.ค. 66");
        assert_eq!(short(MARCH_31, Digits::Thai), "๓๑ มี.ค. ๖๖");
        assert_eq!(english(MARCH_31), "31 March 2023 (B.E. 2566)");
        assert_eq!(month_and_year(MARCH_31, Digits::Thai), "มีนาคม ๒๕๖๖");
    }

    #[test]
    fn a_short_date_of_another_century_keeps_four_figures() {
        assert_eq!(short(date(1956, 12, 31), Digits::Arabic), "31 ธ.ค. 2499");
        assert_eq!(short(date(1957, 1, 1), Digits::Arabic), "1 ม.ค. 00");
        assert_eq!(short(date(2056, 12, 31), Digits::Arabic), "31 ธ.ค. 99");
        assert_eq!(short(date(2057, 1, 1), Digits::Arabic), "1 ม.ค. 2600");
    }

    #[test]
    fn a_period_names_both_days() {
        assert_eq!(period(date(2022, 10, 1), MARCH_31, Digits::Thai), "๑ ตุลาคม ๒๕๖๕ – ๓๑ มีนาคม ๒๕๖๖");
    }

    #[test]
    fn an_instant_is_shown_seven_hours_after_utc() {
        let at: Timestamp = "2023-03-31T07:30:59Z".parse().unwrap();
        assert_eq!(bangkok(at), date(2023, 3, 31).at(14, 30, 59, 0));
        assert_eq!(time(bangkok(at).time(), Digits::Thai), "๑๔.๓๐ น.");
        assert_eq!(instant(at, Digits::Thai), "๓๑ มีนาคม ๒๕๖๖ เวลา ๑๔.๓๐ น.");
        assert_eq!(time(Time::midnight(), Digits::Arabic), "00.00 น.");
    }

    #[test]
    fn the_evening_in_london_is_the_next_day_in_bangkok() {
        let at: Timestamp = "2023-09-30T17:00:00Z".parse().unwrap();
        assert_eq!(bangkok(at).date(), date(2023, 10, 1));
    }

    #[test]
    fn dates_and_instants_at_the_ends_of_time_do_not_panic() {
        for day in [Date::MIN, Date::MAX] {
            assert!(!long(day, Digits::Thai).is_empty());
            assert!(!english(day).is_empty());
        }
        for at in [Timestamp::MIN, Timestamp::MAX] {
            assert!(!instant(at, Digits::Thai).is_empty());
        }
    }

    proptest! {
        #[test]
        fn a_printed_date_reads_back_as_itself(day in 0_i32..79_257, thai in any::<bool>()) {
            use jiff::ToSpan;
            let day = date(1941, 1, 1).saturating_add(day.days());
            let digits = if thai { Digits::Thai } else { Digits::Arabic };
            let numeric = |year: i16, sign: &str| digits.render(&format!("{}{sign}{:02}{sign}{year}", day.day(), day.month()));
            let buddhist = buddhist_year(day.year());
            for printed in [
                long(day, digits), long_with_era(day, digits), short(day, digits), english(day), digits.render(&english(day)),
                numeric(buddhist, "/"), numeric(buddhist, "-"), numeric(day.year(), "/"), numeric(day.year(), "."),
                digits.render(&day.to_string()),
                digits.render(&format!("{buddhist}-{:02}-{:02}", day.month(), day.day())),
                format!("{} {} ค.ศ. {}", day.day(), Month::of(day).thai(), day.year()),
            ] {
                prop_assert_eq!(parse_date(&printed), Ok(day), "{}", printed);
            }
        }

        #[test]
        fn reading_what_was_printed_of_what_was_read_changes_nothing(text in "[0-3]?[0-9][/.-][01]?[0-9][/.-](25|20|19|26|)[0-9]{2}") {
            if let Ok(day) = parse_date(&text) {
                prop_assert_eq!(parse_date(&long(day, Digits::Thai)), Ok(day));
                prop_assert_eq!(parse_date(&short(day, Digits::Arabic)), Ok(day));
                prop_assert_eq!(parse_date(&english(day)), Ok(day));
                prop_assert_eq!(parse_date(&day.to_string()), Ok(day));
            }
        }
    }
}
