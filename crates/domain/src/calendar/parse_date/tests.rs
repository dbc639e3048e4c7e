use super::*;
use jiff::civil::date;
use proptest::prelude::{prop_assert, proptest};

#[test]
fn a_date_is_read_in_every_form_officials_write() {
    for text in [
        "๓๑ มีนาคม ๒๕๖๖",
        "31 มี.ค. 66",
        "31 มี.ค.66",
        "31มีค66",
        "31/3/2566",
        "31/03/66",
        "๓๑/๓/๒๕๖๖",
        "31-03-2566",
        "31.03.2566",
        "31 / 3 / 2566",
        "2023-03-31",
        "2566-03-31",
        "2566/3/31",
        "31/03/2023",
        "31 มีนาคม พ.ศ. 2566",
        "31 มีนาคม ค.ศ. 2023",
        "31 มีนาคม 2023",
        "31 มีนาคม พ.ศ. 66",
        "วันที่ ๓๑ เดือนมีนาคม พ.ศ. ๒๕๖๖",
        "ณ วันที่ 31 มีนาคม พุทธศักราช 2566",
        "วันศุกร์ที่ ๓๑ มีนาคม ๒๕๖๖",
        "31 มีนาคม 2566 (ค.ศ. 2023)",
        "31 March 2023 (B.E. 2566)",
        "Friday, 31 Mar 2023",
        " \u{200B}31\u{00A0}มีนาคม\u{00A0}2566\n",
        "31\u{2013}03\u{2013}2566",
    ] {
        assert_eq!(parse_date(text), Ok(date(2023, 3, 31)), "{text}");
    }
}

#[test]
fn every_month_is_known_by_all_its_names() {
    for month in Month::ALL {
        let expected = date(2023, month.number(), 9);
        for name in [month.thai(), month.thai_short(), month.english(), month.english_short()] {
            assert_eq!(parse_date(&format!("9 {name} 2566")), Ok(expected), "{name}");
        }
    }
}

#[test]
fn a_day_that_the_month_does_not_have_is_refused_with_its_length() {
    let no_such_day =
        |day, month, buddhist_year, days_in_month| Err(DateError::NoSuchDay { day, month, buddhist_year, days_in_month });
    assert_eq!(parse_date("31 ก.พ. 2566"), no_such_day(31, 2, 2566, 28));
    assert_eq!(parse_date("29 ก.พ. 2566"), no_such_day(29, 2, 2566, 28));
    assert_eq!(parse_date("29 ก.พ. 2567"), Ok(date(2024, 2, 29)));
    assert_eq!(parse_date("29/2/2024"), Ok(date(2024, 2, 29)));
    assert_eq!(parse_date("31/4/2566"), no_such_day(31, 4, 2566, 30));
    assert_eq!(parse_date("0/4/2566"), no_such_day(0, 4, 2566, 30));
    assert_eq!(parse_date("66-03-31"), no_such_day(66, 3, 2531, 31));
}

#[test]
fn the_american_order_is_refused_not_turned_round() {
    assert_eq!(parse_date("3/31/2566"), Err(DateError::NoSuchMonth { month: 31 }));
    assert_eq!(parse_date("5/6/2566"), Ok(date(2023, 6, 5)));
    assert_eq!(parse_date("March 31, 2023"), Err(DateError::Incomplete));
    assert_eq!(parse_date("1/0/2566"), Err(DateError::NoSuchMonth { month: 0 }));
}

#[test]
fn five_hundred_forty_three_is_never_applied_twice() {
    let wrong = |year, era| Err(DateError::Year(YearError::WrongEra { year, era }));
    assert_eq!(parse_date("31 มีนาคม ค.ศ. 2566"), wrong(2566, Era::Christian));
    assert_eq!(parse_date("31 มีนาคม พ.ศ. 2023"), wrong(2023, Era::Buddhist));
    assert_eq!(parse_date("31/3/3109"), Err(DateError::Year(YearError::OutOfRange { year: 3109 })));
    assert_eq!(parse_date("31/3/1480"), Err(DateError::Year(YearError::OutOfRange { year: 1480 })));
    assert_eq!(parse_date("31 มีนาคม ค.ศ. 2022 (พ.ศ. 2566)"), Err(DateError::YearsDisagree { first: 2565, second: 2566 }));
}

#[test]
fn a_weekday_must_be_that_of_the_date() {
    assert_eq!(
        parse_date("วันจันทร์ที่ 31 มีนาคม 2566"),
        Err(DateError::WeekdayDisagrees { written: Weekday::Monday, actual: Weekday::Friday })
    );
}

#[test]
fn what_is_no_date_is_refused_with_what_was_not_understood() {
    assert_eq!(parse_date(""), Err(DateError::Empty));
    assert_eq!(parse_date(" \t"), Err(DateError::Empty));
    assert_eq!(parse_date("ภายในไตรมาส 2"), Err(DateError::UnknownWord { word: "ภายในไตรมาส".to_owned() }));
    assert_eq!(parse_date("31 มีนา 2566"), Err(DateError::UnknownWord { word: "มีนา".to_owned() }));
    assert_eq!(parse_date("=31/3/2566"), Err(DateError::UnknownWord { word: "=".to_owned() }));
    assert_eq!(parse_date(&"3".repeat(1_000_000)), Err(DateError::TooLong));
    for text in [
        "-",
        "2566",
        "มีนาคม 2566",
        "31 มีนาคม",
        "31/3",
        "31/3-2566",
        "31 3 2566",
        "1/2/3/4",
        "31 มีนาคม 2566 (",
        "วันศุกร์",
        "3 1 มีนาคม 2566",
        "31 มีนาคม 25 66",
        "0031/3/2566",
        "031/3/2566",
        "31 มีนาคม มีนาคม 2566",
        "1 – 31 มีนาคม 2566",
        "45016",
    ] {
        assert!(matches!(parse_date(text), Err(DateError::Incomplete | DateError::Year(_))), "{text}");
    }
}

#[test]
fn a_year_of_three_figures_is_refused() {
    assert_eq!(parse_date("31/3/566"), Err(DateError::Year(YearError::Figures { figures: 3 })));
}

proptest! {
    #[test]
    fn no_text_gives_a_date_outside_the_range(text in "[0-9๐-๙ /.()ก-ฮมีคพศ-]{0,20}") {
        if let Ok(day) = parse_date(&text) {
            prop_assert!((1941..=2157).contains(&day.year()));
        }
    }

    #[test]
    fn only_a_text_with_figures_is_a_date(text in "\\PC*") {
        prop_assert!(parse_date(&text).is_err() || text.chars().map(arabic_digit).any(|c| c.is_ascii_digit()));
    }
}
