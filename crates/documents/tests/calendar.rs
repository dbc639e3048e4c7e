//! Calendars as a calendar program reads them.

#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime};
use phaen_app::ports::CalendarEvent;
use phaen_documents::calendar::calendar;

fn event() -> CalendarEvent {
    CalendarEvent {
        uid: "0123456789abcdef@phaen".to_owned(),
        day: "2023-07-05".parse().unwrap(),
        summary: "ส่งแบบรายงาน รอบ 9 เดือน · สำนักงานบังคับคดีจังหวัดนครราชสีมา, สาขาสีคิ้ว; ชุด \\ ที่หนึ่ง".to_owned(),
        description: "แผนปฏิบัติราชการรายปี\nร่าง".to_owned(),
        url: Some("https://plan.example.go.th/returns/LED-2566/R9/x".to_owned()),
        revision: 3,
        stamped_at: "2023-06-01T02:30:00Z".parse().unwrap(),
    }
}

#[test]
fn a_calendar_program_reads_what_was_written() {
    let written = String::from_utf8(calendar("กำหนดส่งรายงาน กองนโยบายและแผน", &[event()])).unwrap();
    let read: Calendar = written.parse().unwrap();
    assert_eq!(read.get_name(), Some("กำหนดส่งรายงาน กองนโยบายและแผน"));
    let events: Vec<_> = read.events().collect();
    let [it] = events.as_slice() else { panic!("{written}") };
    assert_eq!((it.get_uid(), it.get_summary()), (Some("0123456789abcdef@phaen"), Some(event().summary.as_str())));
    assert_eq!(it.get_description(), Some("แผนปฏิบัติราชการรายปี\nร่าง"));
    let day = |at: Option<DatePerhapsTime>| match at {
        Some(DatePerhapsTime::Date(day)) => day.to_string(),
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(at))) => at.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!((day(it.get_start()), day(it.get_end())), ("2023-07-05".to_owned(), "2023-07-06".to_owned()), "one whole day");
    assert_eq!(it.property_value("SEQUENCE"), Some("3"));
}

#[test]
fn lines_end_as_the_format_says_are_short_and_the_same_days_give_the_same_bytes() {
    let written = calendar("ปฏิทิน", &[event()]);
    assert_eq!(written, calendar("ปฏิทิน", &[event()]));
    let text = String::from_utf8(written).unwrap();
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|line| line.len() <= 76), "{text}");
    for needed in
        ["BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "PRODID:", "DTSTAMP:20230601T023000Z\r\n", "DTSTART;VALUE=DATE:20230705\r\n"]
    {
        assert_eq!(text.matches(needed).count(), 1, "{needed} in {text}");
    }
}

#[test]
fn a_calendar_without_days_is_one_as_well() {
    let read: Calendar = String::from_utf8(calendar("ว่าง", &[])).unwrap().parse().unwrap();
    assert_eq!(read.events().count(), 0);
}
