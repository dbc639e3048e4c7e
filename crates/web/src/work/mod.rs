//! My work (งานของฉัน): the first page of those who report and decide. What waits for them, by when, one button each.

mod page_work;
mod rows;

use phaen_app::Actor;
use phaen_domain::access::{Action, Role};

use crate::rooms::{Permission, Rooms};
pub(crate) use rows::what;

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms.get("/work", Permission::Action(Action::ReadPlan), page_work::show)
}

/// Where somebody begins who asked for no page: those for whom something can wait begin with it.
#[must_use]
pub(crate) fn first_page(actor: &Actor) -> &'static str {
    let only_reads = |role| matches!(role, Role::Viewer | Role::Auditor | Role::Administrator);
    if actor.offices.iter().all(|office| only_reads(office.role)) { "/" } else { "/work" }
}
