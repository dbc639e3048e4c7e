//! Keeping positions: stored, given to somebody, stood in for by order, and orders taken back.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::offices::{Appoint, OfficeBook, SavePosition};
use phaen_domain::access::Action;
use phaen_domain::id::{PositionCode, UnitCode};
use phaen_domain::position::{Delegation, DelegationRefused, Position};
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use super::offices::PositionAnswer;
use super::once::{Sent, Told};
use super::refusal::{Fault, Refusal};

/// A position as it shall be.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct PositionBody {
    /// Permanent code.
    #[schema(example = "HEAD-POLICY", min_length = 1)]
    code: String,
    /// Name in Thai.
    #[schema(example = "ผู้อำนวยการกองนโยบายและแผน", min_length = 1)]
    name_th: String,
    /// Name in English.
    name_en: Option<String>,
    /// Key of what it may do.
    #[schema(example = "unit_head", min_length = 1)]
    role: String,
    /// For which unit and those below it; absent for the whole agency.
    #[schema(example = "กนย.")]
    unit: Option<String>,
    /// Whether it is given up.
    closed: Option<bool>,
    /// The position's `version` that was seen; 0 or absent for a new one.
    seen_version: Option<u32>,
}

/// Somebody who takes a position.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct HolderBody {
    /// Login.
    #[schema(min_length = 1)]
    login: String,
    /// First day.
    #[schema(format = Date, example = "2023-10-01")]
    from: String,
}

/// An order by which somebody stands in.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct StandInBody {
    /// Login.
    #[schema(min_length = 1)]
    login: String,
    /// `acting_for` or `delegated`.
    #[schema(example = "acting_for", min_length = 1)]
    kind: String,
    /// Number of the order.
    #[schema(example = "ยธ 0501/123", min_length = 1)]
    order_no: String,
    /// First day.
    #[schema(format = Date, example = "2023-10-01")]
    from: String,
    /// Last day.
    #[schema(format = Date, example = "2023-10-31")]
    to: String,
    /// Keys of the acts handed over; all of the office's when absent.
    acts: Option<Vec<String>>,
    /// Why.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// A position, and an order of it.
type AtOrder = (String, String);

fn code(text: &str) -> Result<PositionCode, Refusal> {
    PositionCode::new(text).map_err(|_| Refusal::missing("position", text))
}

/// A position with the book that it stands in; authority to hand it on comes before anything else is judged.
fn position<'b>(call: &Call, book: &'b OfficeBook, text: &str) -> Result<&'b Position, Refusal> {
    let found = book.offices.position(&code(text)?).ok_or_else(|| Refusal::missing("position", text))?;
    call.app.may_delegate(&call.actor, &found.code)?;
    Ok(found)
}

/// The account of a login, which must be there.
fn account(body: &mut Body, book: &OfficeBook) -> Option<String> {
    let login = body.needed("login");
    let found = book.people.iter().find(|(_, person)| person.login == login && !person.closed);
    if found.is_none() && !login.is_empty() {
        body.fault("login", "ไม่พบบัญชีที่เปิดใช้งานชื่อนี้", "is not the login of an open account");
    }
    found.map(|(id, _)| id.clone())
}

fn tell(call: &Call, text: &str) -> Result<Told<PositionAnswer>, Refusal> {
    let book = call.app.office_book(&call.actor)?;
    let found = book.offices.position(&code(text)?).ok_or_else(|| Refusal::missing("position", text))?;
    Ok(Told::ok(PositionAnswer::of(found, &book)))
}

fn read_position(sent: &Sent<()>) -> Result<Position, Refusal> {
    let mut body = Body::read(&sent.body)?;
    let (code, name_th, name_en) = (body.code("code", PositionCode::new), body.needed("name_th"), body.text("name_en"));
    let (role, unit) = (body.word("role"), body.some_code("unit", UnitCode::new));
    let (closed, version) = (body.flag("closed"), body.whole("seen_version").unwrap_or(0));
    let position = code.zip(role).map(|(code, role)| Position { code, name_th, name_en, role, unit, closed, version });
    body.end(position)
}

fn save(call: &Call, sent: &Sent<()>) -> Result<(), Refusal> {
    let position = read_position(sent)?;
    let (yours, code) = (position.name_th.clone(), position.code.clone());
    call.app.save_position(&call.actor, &SavePosition { position }).map_err(|error| match error {
        AppError::Stale { stored, by } => {
            let offices = call.app.offices(&call.actor).ok();
            let stored_version = offices.map(|offices| offices.position(&code).map_or(0, |it| it.version));
            Refusal::Stale { yours, theirs: stored, by, stored_version }
        }
        other => other.into(),
    })
}

/// Stores a position, new or changed
#[utoipa::path(
    post, path = "/api/v1/positions", tag = "positions",
    extensions(("x-summary-th" = json!("เพิ่มหรือแก้ไขตำแหน่ง"))),
    request_body(content = PositionBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The position", body = PositionAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn store(call: Call, body: Bytes) -> Response {
    let tell = |call: &Call, sent: &Sent<()>, _: Option<()>| tell(call, read_position(sent)?.code.as_str());
    call.write(Action::ManageOffices, Sent { path: (), body }, save, tell).await
}

/// Somebody takes a position; whoever held it before gives it up the day before
#[utoipa::path(
    post, path = "/api/v1/positions/{position}/holders", tag = "positions",
    extensions(("x-summary-th" = json!("แต่งตั้งผู้ดำรงตำแหน่ง"))),
    params(("position" = String, Path, description = "Code of the position")),
    request_body(content = HolderBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The position", body = PositionAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn appoint(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<String>| {
        let (position, book) = (code(&sent.path)?, call.app.office_book(&call.actor)?);
        let mut body = Body::read(&sent.body)?;
        let (account, from) = (account(&mut body, &book), body.needed_day("from"));
        let command = body.end(account.zip(from).map(|(account, from)| Appoint { position, account, from }))?;
        Ok(call.app.appoint(&call.actor, &command)?)
    };
    let tell = |call: &Call, sent: &Sent<String>, _: Option<()>| tell(call, &sent.path);
    call.write(Action::ManageOffices, Sent { path, body }, write, tell).await
}

fn read_order(body: &mut Body, book: &OfficeBook, position: &Position) -> Option<Delegation> {
    let (account, kind) = (account(body, book), body.word("kind"));
    let (order_no, from, to) = (body.text("order_no").unwrap_or_default(), body.needed_day("from"), body.needed_day("to"));
    let (acts, reason) = (body.words("acts"), body.reason());
    let ((account, kind), (from, to)) = account.zip(kind).zip(from.zip(to))?;
    let (position, recorded_by) = (position.code.clone(), String::new());
    Some(Delegation {
        id: String::new(),
        position,
        account,
        kind,
        order_no,
        from,
        to,
        acts,
        reason,
        recorded_by,
        revoked_at: None,
    })
}

/// Which field a broken rule is about.
const fn field_of(why: DelegationRefused) -> &'static str {
    match why {
        DelegationRefused::NoOrder => "order_no",
        DelegationRefused::EndsBeforeItBegins => "to",
        DelegationRefused::OwnPosition | DelegationRefused::Oneself => "login",
        DelegationRefused::ForeignAct | DelegationRefused::NoActs => "acts",
        DelegationRefused::Closed => "position",
    }
}

fn delegate(call: &Call, sent: &Sent<String>) -> Result<(), Refusal> {
    let book = call.app.office_book(&call.actor)?;
    let position = position(call, &book, &sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let order = read_order(&mut body, &book, position);
    let order = body.end(order)?;
    call.app.delegate(&call.actor, &order).map_err(|error| match error {
        AppError::DelegationRefused(why) => Refusal::Fields(vec![Fault::of(field_of(why), why)]),
        other => other.into(),
    })
}

/// Records an order by which somebody stands in for a position: who keeps positions does, or who holds it
#[utoipa::path(
    post, path = "/api/v1/positions/{position}/stand-ins", tag = "positions",
    extensions(("x-summary-th" = json!("บันทึกคำสั่งรักษาราชการแทนหรือปฏิบัติราชการแทน"))),
    params(("position" = String, Path, description = "Code of the position")),
    request_body(content = StandInBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The position", body = PositionAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn record(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    let tell = |call: &Call, sent: &Sent<String>, _: Option<()>| tell(call, &sent.path);
    call.write(Action::ReadBoard, Sent { path, body }, delegate, tell).await
}

/// Takes an order back before its last day
#[utoipa::path(
    post, path = "/api/v1/positions/{position}/stand-ins/{id}/revoke", tag = "positions",
    extensions(("x-summary-th" = json!("ยกเลิกคำสั่งก่อนวันสิ้นสุด"))),
    params(
        ("position" = String, Path, description = "Code of the position"),
        ("id" = String, Path, description = "Id of the order"),
    ),
    responses(
        (status = 200, description = "The position", body = PositionAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn revoke(call: Call, Path(path): Path<AtOrder>, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<AtOrder>| {
        let book = call.app.office_book(&call.actor)?;
        let position = position(call, &book, &sent.path.0)?;
        Body::read_some(&sent.body)?.nothing()?;
        let of_it = |it: &Delegation| it.id == sent.path.1 && it.position == position.code;
        if !book.offices.delegations.iter().any(of_it) {
            return Err(Refusal::missing("delegation", &sent.path.1));
        }
        Ok(call.app.revoke_delegation(&call.actor, &sent.path.1)?)
    };
    let tell = |call: &Call, sent: &Sent<AtOrder>, _: Option<()>| tell(call, &sent.path.0);
    call.write(Action::ReadBoard, Sent { path, body }, write, tell).await
}
