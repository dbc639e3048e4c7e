//! Calendars as iCalendar (RFC 5545): all-day events, the same bytes for the same days. Only what is handed over stands in them.

use icalendar::{Calendar, Component, Event, Property};
use jiff::Timestamp;
use phaen_app::ports::CalendarEvent;

/// Who made it, as the format wants it said.
const PRODUCT: &str = "-//Phaen//Phaen//TH";

/// A calendar with a name and days.
#[must_use]
pub fn calendar(name: &str, events: &[CalendarEvent]) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    // Programs look again every few hours by themselves; an hour is often enough for due dates.
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-TIMEZONE", "Asia/Bangkok"),
        ("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"),
        ("X-PUBLISHED-TTL", "PT1H"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(name);
    for it in events {
        calendar.push(event(it));
    }
    calendar.to_string().into_bytes()
}

fn event(it: &CalendarEvent) -> Event {
    let mut event = Event::new();
    let day = |day: jiff::civil::Date| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
    let after = it.day.tomorrow().unwrap_or(it.day);
    event.uid(&it.uid).summary(&it.summary).description(&it.description).sequence(it.revision);
    event.append_property(Property::new("DTSTAMP", stamp(it.stamped_at)));
    for (key, day) in [("DTSTART", day(it.day)), ("DTEND", day(after))] {
        event.append_property(Property::new(key, day).add_parameter("VALUE", "DATE").done());
    }
    // A due date takes nobody's time.
    event.add_property("TRANSP", "TRANSPARENT");
    if let Some(url) = &it.url {
        event.url(url);
    }
    event.done()
}

/// An instant as the format writes it: 20231020T023000Z.
fn stamp(at: Timestamp) -> String {
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    format!("{:04}{:02}{:02}T{:02}{:02}{:02}Z", at.year(), at.month(), at.day(), at.hour(), at.minute(), at.second())
}
