//! The board of returns (กระดานติดตามการรายงาน): units × completeness, timeliness and approval as three facts; verifying many at once, and
//! more time for one.

mod explain;
mod extend;
mod findings;
mod page_board;
pub(crate) mod rates;
mod rows;
mod verify;
pub(crate) mod year;

use phaen_domain::access::Action;
use phaen_domain::id::{PlanCode, RoundCode};

use crate::cookies::encode;
use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms
        .get("/board", Permission::Action(Action::ReadBoard), page_board::show)
        .get("/board/year", Permission::Action(Action::ReadBoard), year::show)
        .get("/board/findings", Permission::Action(Action::ReadReturn), findings::show)
        .post("/board/findings/explain", Permission::Action(Action::ExplainRound), explain::explain)
        .post("/board/verify", Permission::Action(Action::VerifyReturn), verify::verify)
        .get("/board/extend", Permission::Action(Action::ExtendDue), extend::show)
        .post("/board/extend", Permission::Action(Action::ExtendDue), extend::extend)
}

/// The address of what is to be mended or explained before a round moves on.
pub(crate) fn held_place(plan: &PlanCode, round: &RoundCode) -> String {
    format!("/board/findings?{}", findings::Filter::of_held().query(plan, round))
}

/// The address of the board of a round.
pub(crate) fn place(plan: &PlanCode, round: &RoundCode) -> String {
    format!("/board?plan={}&round={}", encode(plan.as_str()), encode(round.as_str()))
}
