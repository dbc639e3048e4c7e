//! Reporting rounds (รอบการรายงาน): window, state, completeness and the plan's total at each; printed totals are kept apart from computed ones.

mod dates;
mod forms;
mod lines;
mod page_round;
mod page_rounds;
mod revisions;
mod steps;

pub(crate) use page_round::place;

pub use lines::{RoundLine, RoundRow, round_lines, round_rows, trend};

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let may = Permission::Action;
    rooms
        .get("/rounds", may(Action::ReadPlan), page_rounds::show)
        .get("/rounds/{round}", may(Action::ReadPlan), page_round::show)
        .get("/rounds/{round}/revisions/{revision}/workbook", may(Action::Export), page_round::export)
        .get("/rounds/{round}/revisions/{revision}/scorecard", may(Action::Export), page_round::scorecard)
        .post("/rounds/{round}/open", may(Action::OpenRound), steps::open)
        .post("/rounds/{round}/compile", may(Action::CompileRound), steps::compile)
        .post("/rounds/{round}/endorse", may(Action::EndorseRound), steps::endorse)
        .post("/rounds/{round}/refuse", may(Action::EndorseRound), steps::refuse)
        .post("/rounds/{round}/resolve", may(Action::RecordResolution), steps::resolve)
        .post("/rounds/{round}/confirm", may(Action::ConfirmResolution), steps::confirm)
        .post("/rounds/{round}/freeze", may(Action::FreezeRound), steps::freeze)
        .post("/rounds/{round}/reopen", may(Action::ReopenRound), steps::reopen)
}

/// The address of a round's page.
pub(crate) fn path(round: &str) -> String {
    format!("/rounds/{}", crate::cookies::encode(round))
}
