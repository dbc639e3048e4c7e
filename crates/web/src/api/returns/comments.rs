//! Settling a comment on a return.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::returns::key_of;
use phaen_domain::access::Action;

use super::answers::CommentAnswer;
use super::{ReturnPath, read};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use crate::api::once::{Sent, Told};
use crate::api::refusal::Refusal;

/// Plan, round, unit and id of the comment.
type AtComment = (String, String, String, String);

fn store(call: &Call, sent: &Sent<AtComment>) -> Result<(), Refusal> {
    let (plan, round, unit, id) = &sent.path;
    Body::read_some(&sent.body)?.nothing()?;
    Ok(call.app.settle_comment(&call.actor, &key_of(plan, round, unit)?, id).map(drop)?)
}

fn tell(call: &Call, sent: &Sent<AtComment>, _: Option<()>) -> Result<Told<CommentAnswer>, Refusal> {
    let (plan, round, unit, id) = &sent.path;
    let view = read(call, &(plan.clone(), round.clone(), unit.clone()))?;
    let found = view.comments.iter().find(|it| it.id == *id).ok_or_else(|| Refusal::missing("comment", id))?;
    Ok(Told::ok(CommentAnswer::of(found)))
}

/// Marks a comment on a return as settled
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/comments/{id}/settle", tag = "returns",
    extensions(("x-summary-th" = json!("ทำเครื่องหมายว่าแก้ตามความเห็นแล้ว"))),
    params(
        ReturnPath,
        ("id" = String, Path, description = "Id of the comment"),
    ),
    responses(
        (status = 200, description = "The comment", body = CommentAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn settle(call: Call, Path(path): Path<AtComment>, body: Bytes) -> Response {
    call.write(Action::EditReturn, Sent { path, body }, store, tell).await
}
