//! The steps of a return inside its unit and back: handed to the head, endorsed or handed back, submitted, sent back with comments.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::returns::SentBack;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action;
use phaen_domain::submission::SubmissionKey;
use serde::Deserialize;
use utoipa::ToSchema;

use super::facts::ReturnFacts;
use super::{At, ReturnPath, facts, key, with_version};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use crate::api::once::Sent;
use crate::api::refusal::Refusal;

/// Most comments of one request.
const MOST_COMMENTS: usize = 200;

/// A step that needs no words.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct StepBody {
    /// The return's `version` that was seen.
    #[schema(example = 1)]
    seen_version: u32,
}

/// A return that is to be sent back, with what has to be mended.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct SendBackBody {
    /// The return's `version` that was seen.
    #[schema(example = 4)]
    seen_version: u32,
    /// What has to be mended, field by field.
    #[schema(min_items = 1, max_items = 200)]
    comments: Vec<CommentBody>,
}

/// What has to be mended in a field.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
struct CommentBody {
    /// Which field; absent for the whole return.
    #[schema(example = "indicator:K01:value")]
    field: Option<String>,
    /// What has to be mended.
    #[schema(example = "ตัวเลขไม่ตรงกับหนังสือที่แนบ", min_length = 1)]
    text: String,
}

/// A use case by which a return moves on.
type Step = fn(&App, &Actor, &SubmissionKey, u32) -> Result<(), AppError>;

async fn step(call: Call, action: Action, sent: Sent<At>, take: Step) -> Response {
    let write = move |call: &Call, sent: &Sent<At>| {
        let mut body = Body::read(&sent.body)?;
        let seen = body.seen_version();
        body.nothing()?;
        take(&call.app, &call.actor, &key(&sent.path)?, seen).map_err(|error| with_version(call, &sent.path, seen, error))
    };
    call.write(action, sent, write, facts).await
}

/// A use case by which a return goes back with comments.
type Back = fn(&App, &Actor, &SentBack) -> Result<(), AppError>;

async fn back(call: Call, action: Action, sent: Sent<At>, take: Back) -> Response {
    let write = move |call: &Call, sent: &Sent<At>| {
        let command = read(sent)?;
        take(&call.app, &call.actor, &command).map_err(|error| with_version(call, &sent.path, command.seen_version, error))
    };
    call.write(action, sent, write, facts).await
}

fn read(sent: &Sent<At>) -> Result<SentBack, Refusal> {
    let key = key(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let seen_version = body.seen_version();
    let comments = body.some_of_each("comments", MOST_COMMENTS, |body| {
        Some((body.some_named("field", "indicator:K01:value"), body.needed("text")))
    });
    body.end(Some(SentBack { key, seen_version, comments }))
}

macro_rules! steps {
    ($($(#[doc = $doc:literal])* $name:ident $path:literal $th:literal = $action:ident $body:ident $way:ident $take:ident;)*) => {$(
        $(#[doc = $doc])*
        #[utoipa::path(
            post, path = $path, tag = "returns",
            extensions(("x-summary-th" = json!($th))),
            params(ReturnPath),
            request_body(content = $body, content_type = "application/json"),
            responses(
                (status = 200, description = "Where the return is now", body = ReturnFacts), (status = 400, response = NotJson),
                (status = 403, response = Forbidden), (status = 404, response = Missing),
                (status = 409, response = Stale), (status = 422, response = Invalid),
            )
        )]
        pub(in crate::api) async fn $name(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
            $way(call, Action::$action, Sent { path, body }, App::$take).await
        }
    )*};
}

steps! {
    /// Hands a return to the head of the unit; nothing may be missing
    propose "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/propose" "เสนอแบบรายงานต่อหัวหน้าหน่วยงาน ต้องกรอกครบ" =
        EditReturn StepBody step propose_return;
    /// The head of the unit endorses a return; never one in which they typed
    endorse "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/endorse" "หัวหน้าหน่วยงานเห็นชอบแบบรายงาน" =
        EndorseReturn StepBody step endorse_return;
    /// The head of the unit hands a return back to the officer with a remark
    hand_back "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/hand-back" "หัวหน้าหน่วยงานส่งแบบรายงานคืนผู้รายงานพร้อมความเห็น" =
        EndorseReturn SendBackBody back hand_back_return;
    /// Submits an endorsed return; late is a mark, never a wall
    submit "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/submit" "ส่งแบบรายงานที่หัวหน้าหน่วยงานเห็นชอบแล้ว" =
        SubmitReturn StepBody step submit_return;
    /// The policy group sends a return back with comments on fields
    send_back "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/send-back"
        "กลุ่มนโยบายและแผนส่งแบบรายงานคืนแก้ไขพร้อมความเห็นรายช่อง" = SendBack SendBackBody back send_back_return;
}
