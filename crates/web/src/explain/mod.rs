//! Where a figure comes from (interface: every figure opens its explanation): inputs → rule → score → evidence → who, when.
//!
//! The working itself is the domain's; here it only gets words. Nothing here computes a figure that a scorecard has, and a step whose
//! value cannot be computed again is never shown.

mod answer;
mod facts;
mod items;
mod money;
mod page_explain;
mod steps;
mod totals;

pub mod figures;
pub mod problems;
pub mod reports;
pub mod wording;

pub use answer::{Explanation, Fact, Part, Parts, explain, of_indicator};
pub use facts::target_value;
pub use steps::Step;

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms.get("/explain/{*figure}", Permission::Action(Action::ReadPlan), page_explain::show)
}
