//! The overview of a plan at a round (ภาพรวม): success, indicators, projects and money on one screen, each figure with its explanation.
//!
//! Also the choosing of plan, edition and round that other rooms share, and what they say while there is no plan yet.

mod cards;
mod page_overview;

pub mod choosing;
pub mod issues;

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms.get("/", Permission::Action(Action::ReadPlan), page_overview::show)
}
