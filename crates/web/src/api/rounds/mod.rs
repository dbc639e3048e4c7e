//! Reporting rounds for programs: how they stand, their frozen revisions, the board, and each step of their way.

pub(super) mod board;
pub(super) mod evidence;
pub(super) mod findings;
pub(super) mod list;
pub(super) mod revisions;
pub(super) mod show;
pub(super) mod steps;
pub(super) mod year;

use phaen_app::rounds::RoundPage;
use phaen_domain::access::Action;
use phaen_domain::id::{PlanCode, RoundCode};
use utoipa::IntoParams;

use super::call::Call;
use super::refusal::Refusal;
use crate::rooms::{Permission, Rooms};

pub(super) use list::RoundFacts;

/// Plan and round, as the path names them.
pub(super) type At = (String, String);

/// Which round, for the document.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "documents the path")]
pub(super) struct RoundPath {
    /// Code of the plan
    #[param(example = "LED-2566")]
    plan: String,
    /// Code of the round
    #[param(example = "R12")]
    round: String,
}

/// The routes of rounds.
pub(super) fn routes(rooms: Rooms) -> Rooms {
    let may = Permission::Action;
    rooms
        .get("/api/v1/plans/{plan}/rounds", may(Action::ReadPlan), list::list)
        .get("/api/v1/plans/{plan}/rates", may(Action::ReadBoard), year::show)
        .get("/api/v1/plans/{plan}/rounds/{round}", may(Action::ReadPlan), show::show)
        .get("/api/v1/plans/{plan}/rounds/{round}/board", may(Action::ReadBoard), board::show)
        .get("/api/v1/plans/{plan}/rounds/{round}/findings", may(Action::ReadReturn), findings::show)
        .post("/api/v1/plans/{plan}/rounds/{round}/explanations", may(Action::ExplainRound), findings::explain)
        .get("/api/v1/plans/{plan}/rounds/{round}/evidence.zip", may(Action::PackEvidence), evidence::pack)
        .get("/api/v1/plans/{plan}/rounds/{round}/revisions/{revision}", may(Action::ReadPlan), revisions::show)
        .get("/api/v1/plans/{plan}/rounds/{round}/revisions/{revision}/workbook.xlsx", may(Action::Export), revisions::workbook)
        .post("/api/v1/plans/{plan}/rounds/{round}/open", may(Action::OpenRound), steps::open)
        .post("/api/v1/plans/{plan}/rounds/{round}/compile", may(Action::CompileRound), steps::compile)
        .post("/api/v1/plans/{plan}/rounds/{round}/endorse", may(Action::EndorseRound), steps::endorse)
        .post("/api/v1/plans/{plan}/rounds/{round}/refuse", may(Action::EndorseRound), steps::refuse)
        .post("/api/v1/plans/{plan}/rounds/{round}/resolution", may(Action::RecordResolution), steps::resolve)
        .post("/api/v1/plans/{plan}/rounds/{round}/confirm", may(Action::ConfirmResolution), steps::confirm)
        .post("/api/v1/plans/{plan}/rounds/{round}/freeze", may(Action::FreezeRound), steps::freeze)
        .post("/api/v1/plans/{plan}/rounds/{round}/reopen", may(Action::ReopenRound), steps::reopen)
}

fn key((plan, round): &At) -> Result<(PlanCode, RoundCode), Refusal> {
    let plan_code = PlanCode::new(plan).map_err(|_| Refusal::missing("plan", plan))?;
    Ok((plan_code, RoundCode::new(round).map_err(|_| Refusal::missing("round", round))?))
}

fn read(call: &Call, at: &At) -> Result<RoundPage, Refusal> {
    let (plan, round) = key(at)?;
    Ok(call.app.round_page(&call.actor, &plan, &round)?)
}
