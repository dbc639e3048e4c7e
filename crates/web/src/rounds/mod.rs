//! Reporting rounds (รอบการรายงาน): window, state, completeness and the plan's total at each; printed totals are kept apart from computed ones.

mod lines;
mod page_rounds;

pub use lines::{RoundLine, RoundRow, round_lines, round_rows, trend};

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms.get("/rounds", Permission::Action(Action::ReadPlan), page_rounds::show)
}
