//! Changing a target of a draft edition, by the same use case as the form.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::editing::{SetTarget, target_text};
use phaen_app::plan_view::PlanView;
use phaen_domain::access::Action;
use phaen_domain::id::{IndicatorCode, RoundCode, ScaleCode, UnitCode};
use phaen_domain::indicator::Target;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use super::indicators::{AtRound, at_rounds};
use super::once::{Sent, Told};
use super::refusal::{Fault, Refusal};
use super::scores::TargetAnswer;

/// A target as it shall be. Figures are text, so that their digits are kept.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct TargetBody {
    /// Code of the indicator.
    #[schema(example = "K01", min_length = 1, max_length = 60)]
    indicator: String,
    /// For which unit; the agency when absent.
    unit: Option<String>,
    /// For which round; the whole year when absent.
    round: Option<String>,
    /// The value to reach; the low edge of a range.
    #[schema(example = "2")]
    value: Option<String>,
    /// The high edge of a range.
    high: Option<String>,
    /// The anchors of a scale that places values between them.
    anchors: Option<Vec<String>>,
    /// The wording as printed.
    printed: Option<String>,
    /// Source and remarks.
    note: Option<String>,
    /// Code of the round's own scale, in place of the indicator's; only with a round and without a unit.
    scale: Option<String>,
    /// The version that was seen; 0 or absent when there was none.
    seen_version: Option<u32>,
    /// Why it is changed.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// What was stored.
#[derive(Serialize, ToSchema)]
pub(super) struct TargetSet {
    /// The target as it is stored.
    target: TargetAnswer,
    /// The indicator's score at each round, with its working.
    rounds: Vec<AtRound>,
}

fn read(sent: &Sent<(String, String)>) -> Result<SetTarget, Refusal> {
    let (plan, edition) = &sent.path;
    let number = edition.parse();
    let edition = number.map_err(|_| Refusal::Fields(vec![Fault::new("edition", "ต้องเป็นจำนวนเต็ม", "must be a whole number")]))?;
    let mut body = Body::read(&sent.body)?;
    let indicator = body.code("indicator", IndicatorCode::new);
    let (unit, round) = (body.some_code("unit", UnitCode::new), body.some_code("round", RoundCode::new));
    let (value, high, anchors) = (body.figure("value"), body.figure("high"), body.figures("anchors"));
    let (printed, note) = (body.text("printed"), body.text("note"));
    let scale = body.some_code("scale", ScaleCode::new);
    let (seen_version, reason) = (body.whole("seen_version").unwrap_or(0), body.reason());
    let target = indicator.map(|indicator| Target { indicator, unit, round, value, high, anchors, printed, note, scale });
    body.end(target.map(|target| SetTarget { plan: plan.clone(), edition, target, seen_version, reason }))
}

fn stored<'a>(view: &'a PlanView, target: &'a Target) -> Option<(&'a Target, u32)> {
    view.targets_of(&target.indicator).find(|(kept, _)| kept.unit == target.unit && kept.round == target.round)
}

fn set(call: &Call, sent: &Sent<(String, String)>) -> Result<(), Refusal> {
    let command = read(sent)?;
    let target = &command.target;
    match call.app.set_target(&call.actor, &command) {
        Ok(()) => Ok(()),
        Err(AppError::Stale { stored: theirs, by }) => {
            let view = call.app.plan(&call.actor, &command.plan, Some(command.edition))?;
            let version = stored(&view, target).map_or(0, |(_, version)| version);
            Err(Refusal::Stale { yours: target_text(target), theirs, by, stored_version: Some(version) })
        }
        Err(error) => Err(error.into()),
    }
}

fn tell(call: &Call, sent: &Sent<(String, String)>, _: Option<()>) -> Result<Told<TargetSet>, Refusal> {
    let command = read(sent)?;
    let target = &command.target;
    let view = call.app.plan(&call.actor, &command.plan, Some(command.edition))?;
    let (kept, version) = stored(&view, target).ok_or_else(|| Refusal::internal(&"the stored target is not there"))?;
    let status = if command.seen_version == 0 { StatusCode::CREATED } else { StatusCode::OK };
    let answer = TargetSet { target: TargetAnswer::of(kept, Some(version)), rounds: at_rounds(&view, &target.indicator)? };
    Ok(Told::new(status, answer))
}

/// Sets a target of a draft edition
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/editions/{edition}/targets", tag = "writing",
    extensions(("x-summary-th" = json!("กำหนดค่าเป้าหมายในฉบับร่าง"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("edition" = u32, Path, description = "Number of the draft edition"),
    ),
    request_body(content = TargetBody, content_type = "application/json"),
    responses(
        (status = 201, description = "Stored for the first time", body = TargetSet),
        (status = 200, description = "Changed", body = TargetSet),
        (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn post(call: Call, Path(path): Path<(String, String)>, body: Bytes) -> Response {
    call.write(Action::SetTarget, Sent { path, body }, set, tell).await
}
