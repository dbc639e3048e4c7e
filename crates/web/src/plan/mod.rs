//! Plans, editions and the tree (แผน): what is in force, what is a draft, what an amendment changes.

pub(crate) mod compare;
mod page_compare;
mod page_plan;
mod tree;

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms
        .get("/plan", Permission::Action(Action::ReadPlan), page_plan::show)
        .get("/plan/compare", Permission::Action(Action::ReadPlan), page_compare::show)
        .post("/plan/amend", Permission::Action(Action::AmendPlan), page_plan::amend)
}
