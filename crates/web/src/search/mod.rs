//! Search (ค้นหา): words in any order, found inside unspaced Thai, results grouped by what they are, with what was found marked.

mod marking;
mod page_search;

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms.get("/search", Permission::Action(Action::ReadPlan), page_search::show)
}
