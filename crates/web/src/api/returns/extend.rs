//! More time for a unit.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::rounds::Extend;
use phaen_domain::access::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::facts::ReturnFacts;
use super::{At, ReturnPath, facts, key, with_version};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use crate::api::once::Sent;
use crate::api::refusal::Refusal;

/// More time for a unit.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct ExtendBody {
    /// The return's `version` that was seen.
    #[schema(example = 1)]
    seen_version: u32,
    /// The new day.
    #[schema(format = Date, example = "2023-10-25")]
    due_on: String,
    /// Why.
    #[schema(example = "น้ำท่วมที่ทำการ", min_length = 1, max_length = 2000)]
    reason: String,
}

fn store(call: &Call, sent: &Sent<At>) -> Result<(), Refusal> {
    let key = key(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let (seen_version, due_on, reason) = (body.seen_version(), body.needed_day("due_on"), body.reason());
    let command = body.end(due_on.map(|due_on| Extend { key, seen_version, due_on, reason }))?;
    call.app.extend_due(&call.actor, &command).map_err(|error| with_version(call, &sent.path, seen_version, error))
}

/// Gives a unit more time, with a reason
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/extend", tag = "returns",
    extensions(("x-summary-th" = json!("ขยายกำหนดส่งให้หน่วยงานหนึ่ง พร้อมเหตุผล"))),
    params(ReturnPath),
    request_body(content = ExtendBody, content_type = "application/json"),
    responses(
        (status = 200, description = "Where the return is now", body = ReturnFacts), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn extend(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::ExtendDue, Sent { path, body }, store, facts).await
}
