//! The caller's own calendars for calendar programs, each at a private address that is told once.

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::ports::Feed;
use phaen_domain::access::Action;
use phaen_domain::id::UnitCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use super::once::{Sent, Told};
use super::refusal::Refusal;

/// The caller's calendars.
#[derive(Serialize, ToSchema)]
pub(super) struct FeedsAnswer {
    /// Newest first.
    feeds: Vec<FeedAnswer>,
}

/// A calendar.
#[derive(Serialize, ToSchema)]
pub(super) struct FeedAnswer {
    /// Code of the unit; none for the caller's own obligations.
    unit: Option<String>,
    /// When it was made.
    #[schema(format = DateTime)]
    made_at: String,
    /// Its private address on this site: in the first answer to the request that made it, and never again.
    address: Option<String>,
}

/// Which calendar.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct FeedBody {
    /// Code of the unit; absent for one's own obligations.
    #[schema(example = "กนย.")]
    unit: Option<String>,
}

impl FeedAnswer {
    fn of(it: &Feed) -> Self {
        Self { unit: it.unit.as_ref().map(ToString::to_string), made_at: it.created_at.to_string(), address: None }
    }
}

fn unit(sent: &Sent<()>) -> Result<Option<UnitCode>, Refusal> {
    let mut body = Body::read_some(&sent.body)?;
    let unit = body.some_code("unit", UnitCode::new);
    body.end(Some(unit))
}

fn answer(call: &Call) -> Result<FeedsAnswer, Refusal> {
    Ok(FeedsAnswer { feeds: call.app.feeds(&call.actor)?.iter().map(FeedAnswer::of).collect() })
}

/// The caller's calendars
#[utoipa::path(
    get, path = "/api/v1/feeds", tag = "me",
    extensions(("x-summary-th" = json!("ปฏิทินส่วนตัวของผู้เรียกใช้"))),
    responses((status = 200, description = "The calendars", body = FeedsAnswer))
)]
pub(super) async fn list(call: Call) -> Response {
    call.read(Action::KeepOwnAccount, answer).await
}

/// Makes a calendar of the caller's own obligations, or of a unit's; the address before it shows nothing any more
///
/// The address is told once: asked again by the same key, the answer has none.
#[utoipa::path(
    post, path = "/api/v1/feeds", tag = "me",
    extensions(("x-summary-th" = json!("สร้างปฏิทินส่วนตัว ที่อยู่แสดงครั้งเดียว"))),
    request_body(content = FeedBody, content_type = "application/json"),
    responses(
        (status = 201, description = "Made", body = FeedAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn make(call: Call, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<()>| Ok(call.app.make_feed(&call.actor, unit(sent)?.as_ref())?);
    let tell = |call: &Call, sent: &Sent<()>, secret: Option<String>| {
        let unit = unit(sent)?;
        let feeds = call.app.feeds(&call.actor)?;
        let made = feeds.iter().find(|it| it.unit == unit).ok_or_else(|| Refusal::missing("feed", &call.actor.login))?;
        let address = secret.map(|secret| format!("/calendar/feed/{secret}.ics"));
        Ok(Told::new(StatusCode::CREATED, FeedAnswer { address, ..FeedAnswer::of(made) }).not_kept())
    };
    call.write(Action::KeepOwnAccount, Sent { path: (), body }, write, tell).await
}

/// Takes a calendar back: its address shows nothing any more
#[utoipa::path(
    post, path = "/api/v1/feeds/revoke", tag = "me",
    extensions(("x-summary-th" = json!("ยกเลิกปฏิทินส่วนตัว"))),
    request_body(content = FeedBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The calendars that are left", body = FeedsAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn revoke(call: Call, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<()>| Ok(call.app.revoke_feed(&call.actor, unit(sent)?.as_ref())?);
    let tell = |call: &Call, _: &Sent<()>, _: Option<()>| Ok(Told::ok(answer(call)?));
    call.write(Action::KeepOwnAccount, Sent { path: (), body }, write, tell).await
}
