//! Evidence of a return: listed, added as a file or a link, removed, and handed out.

use axum::body::Bytes;
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use phaen_app::AppError;
use phaen_app::returns::{AddEvidence, Draft, NewSupport, ReturnView};
use phaen_domain::access::Action;
use phaen_domain::evidence::{Evidence, MOST_BYTES, Support};
use phaen_domain::submission::ItemKey;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{At, ReturnPath, key, read};
use crate::api::BASE;
use crate::api::body::Body;
use crate::api::call::{Call, File};
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale, TooLarge};
use crate::api::once::{Sent, Told};
use crate::api::refusal::{Fault, Refusal};
use crate::api::wire::Word;
use crate::cookies::encode;
use crate::errors::WebError;
use crate::site::blocking;
use crate::spool::{handed_over, spooled};

/// One piece of evidence of one figure.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct EvidenceAnswer {
    /// Its id.
    id: String,
    /// The item that it supports.
    #[schema(example = "indicator:K01")]
    item: String,
    /// The step of a milestone indicator; 0 for the figure as a whole.
    step: u8,
    /// Name of the file as it was given, or of the source.
    name: String,
    /// What kind of file; `link` for the address of a source.
    kind: Word,
    /// The address, for a link.
    link: Option<String>,
    /// SHA-256, for a file.
    sha256: Option<String>,
    /// Size in bytes, for a file.
    size: Option<u64>,
    /// Where the file is fetched.
    file: Option<String>,
    /// Login of who added it.
    added_by: String,
    /// When.
    #[schema(format = DateTime)]
    added_at: String,
    /// Login of who removed it; none while it counts.
    removed_by: Option<String>,
    /// When it was removed.
    #[schema(format = DateTime)]
    removed_at: Option<String>,
    /// Where else the same file is used.
    elsewhere: Vec<UseAnswer>,
}

/// Another use of a file.
#[derive(Serialize, ToSchema)]
struct UseAnswer {
    /// Code of the plan.
    plan: String,
    /// Code of the round.
    round: String,
    /// Code of the unit.
    unit: String,
    /// The item.
    item: String,
}

/// The evidence of a return.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct EvidenceList {
    /// Oldest first. What was removed stays in the list for the unit and for those who oversee.
    evidence: Vec<EvidenceAnswer>,
}

impl EvidenceAnswer {
    pub(super) fn of(view: &ReturnView, it: &Evidence) -> Self {
        let elsewhere = view.elsewhere(it).map(|other| UseAnswer {
            plan: other.key.plan.to_string(),
            round: other.key.round.to_string(),
            unit: other.key.unit.to_string(),
            item: other.item.to_string(),
        });
        let link = match &it.support {
            Support::Link(address) => Some(address.clone()),
            Support::File(_) => None,
        };
        let file = it.file();
        Self {
            id: it.id.clone(),
            item: it.item.to_string(),
            step: it.step,
            name: it.file_name(),
            kind: file.map_or_else(|| Word::new("link", "ลิงก์", "Link"), |file| Word::of(file.media)),
            link,
            sha256: file.map(|file| file.hash.to_string()),
            size: file.map(|file| file.size),
            file: file.map(|_| format!("{BASE}/evidence/{}/file", encode(&it.id))),
            added_by: it.added_by.clone(),
            added_at: it.added_at.to_string(),
            removed_by: it.removed.as_ref().map(|(by, _)| by.clone()),
            removed_at: it.removed.as_ref().map(|(_, at)| at.to_string()),
            elsewhere: elsewhere.collect(),
        }
    }
}

/// The address of a source.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct LinkBody {
    /// The item that it supports.
    #[schema(example = "indicator:K01", min_length = 1)]
    item: String,
    /// The step of a milestone indicator; 0 or absent for the figure as a whole.
    step: Option<u32>,
    /// What the source is called; its address when absent.
    #[schema(example = "ระบบสถิติคดี")]
    name: Option<String>,
    /// The address: `https://…` or `http://…`.
    #[schema(example = "https://www.led.go.th/statistics", min_length = 1)]
    address: String,
}

/// What names no item of a return.
fn no_item() -> Refusal {
    Refusal::Fields(vec![Fault::new("item", "ระบุรายการ เช่น indicator:K01", "must name an item such as indicator:K01")])
}

/// A figure of a return: the item, and its step.
fn figure(call: &Call) -> Result<(ItemKey, u8), Refusal> {
    let item = call.asked("item").and_then(|item| item.parse().ok()).ok_or_else(no_item)?;
    Ok((item, call.number::<u8>("step")?.unwrap_or(0)))
}

/// What is to be added by a request for a file.
fn new_file(call: &Call, sent: &Sent<At, Draft>) -> Result<AddEvidence, Refusal> {
    let (item, step) = figure(call)?;
    let name = call.asked("name").unwrap_or_default().to_owned();
    Ok(AddEvidence { key: key(&sent.path)?, item, step, name, support: NewSupport::File(sent.body.clone()) })
}

/// Asks whether the caller may add a file here, before anything of it is read. What was done before under its name is told again, whatever
/// has become of the return.
fn may_send(call: &Call, path: &At) -> Result<(), Refusal> {
    let (item, step) = figure(call)?;
    if call.is_named_and_done()? {
        return Ok(());
    }
    Ok(call.app.may_attach(&call.actor, &key(path)?, &item, step)?)
}

/// The file that was sent, on disk.
async fn received(call: &Call, path: &At, request: Request) -> Result<Draft, Response> {
    let (asking, at) = (call.clone(), path.clone());
    let may = blocking(move || Ok::<_, WebError>(may_send(&asking, &at))).await.map_err(IntoResponse::into_response)?;
    may.map_err(|refusal| refusal.answer(&call.view))?;
    spooled(&call.app, request.into_body(), MOST_BYTES).await.map_err(IntoResponse::into_response)
}

fn new_link(_: &Call, sent: &Sent<At>) -> Result<AddEvidence, Refusal> {
    let key = key(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let item: Option<ItemKey> = body.named("item", "indicator:K01");
    let step = body.whole("step").unwrap_or(0);
    let step = u8::try_from(step).ok();
    if step.is_none() {
        body.fault("step", "ไม่มีขั้นตอนนี้", "is no step");
    }
    let (name, address) = (body.text("name").unwrap_or_default(), body.needed("address"));
    let new = item.zip(step).map(|(item, step)| AddEvidence { key, item, step, name, support: NewSupport::Link(address) });
    body.end(new)
}

/// Id of the evidence, and whether it is new: the same on the same figure again is what is there.
type Added = (String, bool);

fn store(call: &Call, new: &AddEvidence) -> Result<Added, Refusal> {
    match call.app.add_evidence(&call.actor, new) {
        Ok(added) => Ok((added.id, true)),
        Err(AppError::EvidenceKnown(known)) => Ok((known.id, false)),
        Err(error) => Err(error.into()),
    }
}

/// Tells what was added; `new` is asked only where the answer was lost, and what was added has to be found by what it is.
fn tell<B>(
    call: &Call,
    sent: &Sent<At, B>,
    new: fn(&Call, &Sent<At, B>) -> Result<AddEvidence, Refusal>,
    added: Option<Added>,
) -> Result<Told<EvidenceAnswer>, Refusal> {
    let view = read(call, &sent.path)?;
    let (found, is_new) = match added {
        Some((id, is_new)) => (view.evidence.iter().find(|it| it.id == id), is_new),
        None => (newest(&view, &new(call, sent)?), true),
    };
    let found = found.ok_or_else(|| Refusal::internal(&"the stored evidence is not there"))?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok(Told::new(status, EvidenceAnswer::of(&view, found)))
}

/// The newest piece that is the same file or link on the same figure.
fn newest<'a>(view: &'a ReturnView, new: &AddEvidence) -> Option<&'a Evidence> {
    let same = |it: &&Evidence| match (&it.support, &new.support) {
        (Support::File(file), NewSupport::File(draft)) => file.hash == *draft.hash(),
        (Support::Link(one), NewSupport::Link(other)) => one == other.trim(),
        _ => false,
    };
    let here = |it: &&Evidence| it.key == new.key && (&it.item, it.step) == (&new.item, new.step);
    view.evidence.iter().rev().filter(here).find(same)
}

/// The evidence of a return; for its unit and those who oversee, removed pieces too
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/evidence", tag = "evidence",
    extensions(("x-summary-th" = json!("หลักฐานของแบบรายงาน หน่วยงานและผู้กำกับดูแลเห็นที่นำออกแล้วด้วย"))),
    params(
        ReturnPath,
        ("item" = Option<String>, Query, description = "Only what supports this item", example = "indicator:K01"),
    ),
    responses(
        (status = 200, description = "The evidence", body = EvidenceList), (status = 403, response = Forbidden),
        (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn list(call: Call, Path(at): Path<At>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let item = call.asked("item").map(|item| item.parse::<ItemKey>().map_err(|_| no_item())).transpose()?;
        let view = read(call, &at)?;
        let own = view.evidence.iter().filter(|it| it.key == view.submission.key);
        let own = own.filter(|it| item.as_ref().is_none_or(|item| it.item == *item));
        Ok(EvidenceList { evidence: own.map(|it| EvidenceAnswer::of(&view, it)).collect() })
    })
    .await
}

/// A file of evidence, as it was given
#[utoipa::path(
    get, path = "/api/v1/evidence/{id}/file", tag = "evidence",
    extensions(("x-summary-th" = json!("ไฟล์หลักฐานตามที่แนบ"))),
    params(("id" = String, Path, description = "Id of the evidence")),
    responses((status = 200, description = "The file", content_type = "application/octet-stream"), (status = 404, response = Missing))
)]
pub(in crate::api) async fn file(call: Call, Path(id): Path<String>) -> Response {
    call.file(Action::ReadPlan, move |call| {
        let (evidence, file) = call.app.evidence_file(&call.actor, &id)?;
        let media = evidence.file().ok_or_else(|| Refusal::missing("evidence", &id))?.media;
        Ok(File { kind: media.mime(), name: evidence.name, bytes: handed_over(file) })
    })
    .await
}

/// Adds a file to a figure of a return: the body is the file
///
/// What it is follows from its content, never from its name. The same file on the same figure again is answered with what is there.
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/evidence", tag = "evidence",
    extensions(("x-summary-th" = json!("แนบไฟล์หลักฐานให้ตัวเลขของแบบรายงาน (เนื้อหาของคำขอคือไฟล์)"))),
    params(
        ReturnPath,
        ("item" = String, Query, description = "The item that it supports", example = "indicator:K01"),
        ("step" = Option<u8>, Query, description = "The step of a milestone indicator; 0 or absent for the figure as a whole"),
        ("name" = Option<String>, Query, description = "Name of the file", example = "รายงาน.pdf"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file, up to 20 MB"),
    responses(
        (status = 201, description = "Added", body = EvidenceAnswer), (status = 200, description = "It was there already", body = EvidenceAnswer),
        (status = 403, response = Forbidden), (status = 404, response = Missing), (status = 409, response = Stale),
        (status = 413, response = TooLarge), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn add(call: Call, Path(path): Path<At>, request: Request) -> Response {
    let body = match received(&call, &path, request).await {
        Ok(file) => file,
        Err(refusal) => return refusal,
    };
    let tell = |call: &Call, sent: &Sent<At, Draft>, added| tell(call, sent, new_file, added);
    call.write(Action::EditReturn, Sent { path, body }, |call, sent| store(call, &new_file(call, sent)?), tell).await
}

/// Adds the address of a source to a figure of a return
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/links", tag = "evidence",
    extensions(("x-summary-th" = json!("เพิ่มลิงก์แหล่งข้อมูลเป็นหลักฐานของตัวเลขในแบบรายงาน"))),
    params(ReturnPath),
    request_body(content = LinkBody, content_type = "application/json"),
    responses(
        (status = 201, description = "Added", body = EvidenceAnswer), (status = 200, description = "It was there already", body = EvidenceAnswer),
        (status = 400, response = NotJson), (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn add_link(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    let tell = |call: &Call, sent: &Sent<At>, added| tell(call, sent, new_link, added);
    call.write(Action::EditReturn, Sent { path, body }, |call, sent| store(call, &new_link(call, sent)?), tell).await
}

/// Plan, round, unit and id of the evidence.
type AtPiece = (String, String, String, String);

fn take_away(call: &Call, sent: &Sent<AtPiece>) -> Result<(), Refusal> {
    let (plan, round, unit, id) = &sent.path;
    Body::read_some(&sent.body)?.nothing()?;
    let key = phaen_app::returns::key_of(plan, round, unit)?;
    Ok(call.app.remove_evidence(&call.actor, &key, id).map(drop)?)
}

fn tell_removed(call: &Call, sent: &Sent<AtPiece>, _: Option<()>) -> Result<Told<EvidenceAnswer>, Refusal> {
    let (plan, round, unit, id) = &sent.path;
    let view = read(call, &(plan.clone(), round.clone(), unit.clone()))?;
    let found = view.evidence.iter().find(|it| it.id == *id).ok_or_else(|| Refusal::missing("evidence", id))?;
    Ok(Told::ok(EvidenceAnswer::of(&view, found)))
}

/// Takes a piece of evidence away from a figure; it stays in the history
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/evidence/{id}/remove", tag = "evidence",
    extensions(("x-summary-th" = json!("นำหลักฐานออกจากตัวเลข โดยยังคงอยู่ในประวัติ"))),
    params(
        ReturnPath,
        ("id" = String, Path, description = "Id of the evidence"),
    ),
    responses(
        (status = 200, description = "Removed", body = EvidenceAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn remove(call: Call, Path(path): Path<AtPiece>, body: Bytes) -> Response {
    call.write(Action::EditReturn, Sent { path, body }, take_away, tell_removed).await
}
