//! The agency's calendar (วันหยุดและกำหนดเวลา): holidays and deadline rules, with what a change would do before it is stored.

mod holidays;
mod page_calendar;
mod reminders;
mod rules;

use phaen_domain::access::Action;

use crate::components::{Field, Kind};
use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let set = Permission::Action(Action::SetCalendar);
    rooms
        .get("/calendar", Permission::Action(Action::ReadPlan), page_calendar::show)
        .post("/calendar/holidays", set, holidays::add)
        .post("/calendar/holidays/strike", set, holidays::strike)
        .post("/calendar/rules", set, rules::change)
        .get("/calendar/reminders", Permission::Action(Action::ReadPlan), reminders::show)
        .post("/calendar/reminders", set, reminders::change)
}

/// A form in words, one line for each field: what two people wanted is told side by side.
fn in_words(fields: &[Field]) -> String {
    let said = |field: &Field| match &field.kind {
        Kind::Choose(choices) => choices.iter().find(|it| it.value == field.value).map_or("", |it| it.label.as_str()).to_owned(),
        _ => field.value.clone(),
    };
    let line =
        |field: &Field| format!("{}: {}", field.label, Some(said(field)).filter(|it| !it.is_empty()).as_deref().unwrap_or("–"));
    fields.iter().map(line).collect::<Vec<_>>().join("\n")
}
