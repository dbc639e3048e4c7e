//! Units (หน่วยงาน): the organisation in Thai dictionary order, and one unit with what it owns and, where it reports itself, its own
//! scorecard. Nothing is changed here: units enter by the plan workbook.

mod page_unit;
mod page_units;
mod scorecard;

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let read = Permission::Action(Action::ReadPlan);
    rooms.get("/units", read, page_units::show).get("/units/{code}", read, page_unit::show)
}

/// The address of a unit's page.
pub(crate) fn path(code: &str) -> String {
    format!("/units/{}", crate::cookies::encode(code))
}
