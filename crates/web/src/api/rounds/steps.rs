//! The steps of a round's way, each one use case; answered with the round as it then stands.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::rounds::{Order, Resolution};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action;
use phaen_domain::id::{PlanCode, RoundCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::show::RoundAnswer;
use super::{At, RoundPath, key, read};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use crate::api::once::{Sent, Told};
use crate::api::refusal::Refusal;

/// Why a round is not endorsed.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct RefuseBody {
    /// The instruction to the policy group.
    #[schema(example = "ตรวจสอบตัวชี้วัดที่ 3 อีกครั้ง", min_length = 1, max_length = 2000)]
    reason: String,
}

/// What a committee resolved on a compiled round.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct ResolutionBody {
    /// Number of the meeting and resolution.
    #[schema(example = "ครั้งที่ 4/2566 มติที่ 2", min_length = 1)]
    document_no: String,
    /// What was resolved.
    #[schema(example = "เห็นชอบผลการดำเนินงาน", min_length = 1, max_length = 2000)]
    reason: String,
}

/// The order by which a frozen round is reopened.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct ReopenBody {
    /// Why.
    #[schema(example = "แก้ไขผลตามข้อสังเกตของผู้ตรวจสอบ", min_length = 1, max_length = 2000)]
    reason: String,
    /// Number of the memo.
    #[schema(example = "ยธ 0501/123", min_length = 1)]
    document_no: String,
    /// When the reopening ends.
    #[schema(format = Date, example = "2023-11-30")]
    expires_on: String,
}

/// A use case that needs no words.
type Step = fn(&App, &Actor, &PlanCode, &RoundCode) -> Result<(), AppError>;

async fn step(call: Call, action: Action, sent: Sent<At>, take: Step) -> Response {
    let write = move |call: &Call, sent: &Sent<At>| {
        Body::read_some(&sent.body)?.nothing()?;
        let (plan, round) = key(&sent.path)?;
        Ok(take(&call.app, &call.actor, &plan, &round)?)
    };
    call.write(action, sent, write, tell).await
}

/// Tells how the round stands after a step.
fn tell(call: &Call, sent: &Sent<At>, _: Option<()>) -> Result<Told<RoundAnswer>, Refusal> {
    Ok(Told::ok(RoundAnswer::of(&read(call, &sent.path)?, &call.actor)))
}

fn take_refusal(call: &Call, sent: &Sent<At>) -> Result<(), Refusal> {
    let (plan, round) = key(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let instruction = body.reason();
    body.nothing()?;
    Ok(call.app.refuse_round(&call.actor, &plan, &round, &instruction)?)
}

fn take_resolution(call: &Call, sent: &Sent<At>) -> Result<(), Refusal> {
    let (plan, round) = key(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let resolution = Resolution { document_no: body.needed("document_no"), text: body.reason() };
    body.nothing()?;
    Ok(call.app.record_resolution(&call.actor, &plan, &round, &resolution)?)
}

fn take_order(call: &Call, sent: &Sent<At>) -> Result<(), Refusal> {
    let (plan, round) = key(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let (reason, document_no, expires_on) = (body.reason(), body.needed("document_no"), body.needed_day("expires_on"));
    body.nothing()?;
    Ok(call.app.reopen_round(&call.actor, &plan, &round, &Order { reason, document_no: Some(document_no), expires_on })?)
}

macro_rules! steps {
    ($($(#[doc = $doc:literal])* $name:ident $path:literal $th:literal = $action:ident $take:expr;)*) => {$(
        $(#[doc = $doc])*
        #[utoipa::path(
            post, path = $path, tag = "rounds",
            extensions(("x-summary-th" = json!($th))),
            params(RoundPath),
            responses(
                (status = 200, description = "The round as it stands now", body = RoundAnswer), (status = 400, response = NotJson),
                (status = 403, response = Forbidden), (status = 404, response = Missing),
                (status = 409, response = Stale), (status = 422, response = Invalid),
            )
        )]
        pub(in crate::api) async fn $name(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
            step(call, Action::$action, Sent { path, body }, $take).await
        }
    )*};
}

steps! {
    /// Opens a round for all units that have something to report
    open "/api/v1/plans/{plan}/rounds/{round}/open" "เปิดรอบให้ทุกหน่วยงานที่มีรายการต้องรายงาน" =
        OpenRound |app, actor, plan, round| app.open_round(actor, plan, round).map(drop);
    /// Compiles an open round: what is verified by now is what the executives see
    compile "/api/v1/plans/{plan}/rounds/{round}/compile" "รวบรวมผลของรอบ" = CompileRound App::compile_round;
    /// An executive endorses a compiled round
    endorse "/api/v1/plans/{plan}/rounds/{round}/endorse" "ผู้บริหารเห็นชอบผลของรอบ" = EndorseRound App::endorse_round;
    /// The chair confirms the resolution that the secretary recorded: the round is endorsed
    confirm "/api/v1/plans/{plan}/rounds/{round}/confirm" "ประธานยืนยันมติ ผลของรอบได้รับความเห็นชอบ" =
        ConfirmResolution App::confirm_resolution;
    /// Freezes an endorsed round as its next revision
    freeze "/api/v1/plans/{plan}/rounds/{round}/freeze" "ตรึงผลของรอบเป็นฉบับถัดไป" =
        FreezeRound |app, actor, plan, round| app.freeze_round(actor, plan, round).map(drop);
}

/// An executive does not endorse: the round goes back to the policy group with the instruction
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/refuse", tag = "rounds",
    extensions(("x-summary-th" = json!("ผู้บริหารไม่เห็นชอบ รอบกลับไปที่กลุ่มนโยบายและแผนพร้อมข้อสั่งการ"))),
    params(RoundPath),
    request_body(content = RefuseBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The round as it stands now", body = RoundAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn refuse(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::EndorseRound, Sent { path, body }, take_refusal, tell).await
}

/// The committee's secretary records its resolution; it takes effect when the chair confirms it
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/resolution", tag = "rounds",
    extensions(("x-summary-th" = json!("เลขานุการบันทึกมติของคณะกรรมการ มีผลเมื่อประธานยืนยัน"))),
    params(RoundPath),
    request_body(content = ResolutionBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The round as it stands now", body = RoundAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn resolve(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::RecordResolution, Sent { path, body }, take_resolution, tell).await
}

/// The Director-General orders a frozen round to be reopened; the frozen revision stays as it is
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/reopen", tag = "rounds",
    extensions(("x-summary-th" = json!("อธิบดีสั่งเปิดรอบที่ตรึงแล้วใหม่ ฉบับตรึงเดิมคงอยู่"))),
    params(RoundPath),
    request_body(content = ReopenBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The round as it stands now", body = RoundAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn reopen(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::ReopenRound, Sent { path, body }, take_order, tell).await
}
