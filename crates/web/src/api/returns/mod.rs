//! Units' returns (แบบรายงานของหน่วยงาน) for programs: reading one whole, filling it in, and each step of its way.

mod answers;
pub(super) mod comments;
pub(super) mod evidence;
pub(super) mod extend;
pub(super) mod facts;
pub(super) mod fields;
pub(super) mod findings;
mod form;
pub(super) mod sheet;
pub(super) mod show;
pub(super) mod steps;
pub(super) mod verify;
pub(super) mod versions;

use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use phaen_app::AppError;
use phaen_app::returns::{ReturnView, key_of};
use phaen_domain::access::Action;
use phaen_domain::submission::SubmissionKey;
use utoipa::IntoParams;

use super::call::Call;
use super::once::{Sent, Told};
use super::refusal::Refusal;
use crate::exchange::LARGEST;
use crate::rooms::{Permission, Rooms};

pub(super) use answers::CommentAnswer;
pub(super) use facts::ReturnFacts;
pub(super) use fields::FieldOutcome;
pub(super) use findings::FindingAnswer;

/// Plan, round and unit, as the path names them.
pub(super) type At = (String, String, String);

/// Which return, for the document.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "documents the path")]
struct ReturnPath {
    /// Code of the plan
    #[param(example = "LED-2566")]
    plan: String,
    /// Code of the round
    #[param(example = "R12")]
    round: String,
    /// Code of the unit
    #[param(example = "กนย.")]
    unit: String,
}

/// The routes of returns.
pub(super) fn routes(rooms: Rooms) -> Rooms {
    let may = Permission::Action;
    let sheet = post(sheet::bring).layer(DefaultBodyLimit::max(LARGEST));
    let rooms = rooms
        .get("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet", may(Action::EditReturn), sheet::take)
        .route("POST", "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet", may(Action::EditReturn), sheet)
        .get("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet/{id}", may(Action::EditReturn), sheet::show)
        .get("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet/{id}/marked.xlsx", may(Action::EditReturn), sheet::marked)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet/{id}/confirm", may(Action::EditReturn), sheet::confirm);
    rooms
        .get("/api/v1/returns", may(Action::ReadBoard), show::own)
        .get("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}", may(Action::ReadPlan), show::show)
        .get("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/versions/{number}", may(Action::ReadPlan), versions::show)
        .get("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/evidence", may(Action::ReadPlan), evidence::list)
        .get("/api/v1/evidence/{id}/file", may(Action::ReadPlan), evidence::file)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/fields", may(Action::EditReturn), fields::save)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/explanations", may(Action::EditReturn), findings::explain)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/evidence", may(Action::EditReturn), evidence::add)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/links", may(Action::EditReturn), evidence::add_link)
        .post(
            "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/evidence/{id}/remove",
            may(Action::EditReturn),
            evidence::remove,
        )
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/propose", may(Action::EditReturn), steps::propose)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/endorse", may(Action::EndorseReturn), steps::endorse)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/hand-back", may(Action::EndorseReturn), steps::hand_back)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/submit", may(Action::SubmitReturn), steps::submit)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/send-back", may(Action::SendBack), steps::send_back)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/verify", may(Action::VerifyReturn), verify::verify)
        .post("/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/extend", may(Action::ExtendDue), extend::extend)
        .post(
            "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/comments/{id}/settle",
            may(Action::EditReturn),
            comments::settle,
        )
        .post("/api/v1/plans/{plan}/rounds/{round}/verify", may(Action::VerifyReturn), verify::verify_many)
}

/// Whether a path takes a file of evidence, or a sheet that is brought back.
pub(crate) fn takes_evidence(path: &str) -> bool {
    path.starts_with("/api/v1/plans/") && path.contains("/returns/") && (path.ends_with("/evidence") || path.ends_with("/sheet"))
}

fn key((plan, round, unit): &At) -> Result<SubmissionKey, Refusal> {
    Ok(key_of(plan, round, unit)?)
}

/// The return as it stands, for whoever may read it.
fn read(call: &Call, at: &At) -> Result<ReturnView, Refusal> {
    Ok(call.app.unit_return(&call.actor, &key(at)?)?)
}

/// Tells how the return stands after a step.
fn facts<W>(call: &Call, sent: &Sent<At>, _: Option<W>) -> Result<Told<ReturnFacts>, Refusal> {
    let view = read(call, &sent.path)?;
    Ok(Told::ok(ReturnFacts::of(&view.plan, &view.round, &view.submission)))
}

/// A step that was decided on an older version: what was seen, and what is stored.
fn with_version(call: &Call, at: &At, seen: u32, error: AppError) -> Refusal {
    let AppError::Stale { stored, by } = error else { return error.into() };
    match read(call, at) {
        Ok(view) => Refusal::Stale {
            yours: format!("seen_version {seen}"),
            theirs: stored,
            by,
            stored_version: Some(view.submission.version),
        },
        Err(refusal) => refusal,
    }
}
