//! The caller's own notices: read, and marked as read.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::ports::Notice;
use phaen_domain::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson};
use super::once::{Sent, Told};
use super::refusal::Refusal;
use super::wire::Word;
use crate::notices::place;

/// The caller's notices.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticesAnswer {
    /// How many of them wait to be read.
    unread: usize,
    /// Newest first, at most 200.
    notices: Vec<NoticeAnswer>,
}

/// A notice.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticeAnswer {
    /// Its id: by it, it is marked as read.
    id: String,
    /// What is told.
    kind: Word,
    /// Code of the plan.
    #[schema(example = "LED-2566")]
    plan: String,
    /// Code of the round.
    #[schema(example = "R12")]
    round: String,
    /// Code of the unit; none when it is about several or about the round.
    unit: Option<String>,
    /// The day that it is about, where it is about one.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// When it was told.
    #[schema(format = DateTime)]
    told_at: String,
    /// When it was read; none while it waits.
    #[schema(format = DateTime)]
    read_at: Option<String>,
    /// The page where it leads.
    page: String,
}

impl NoticeAnswer {
    fn of(it: &Notice) -> Self {
        Self {
            id: it.id.clone(),
            kind: Word::of(it.kind),
            plan: it.plan.to_string(),
            round: it.round.to_string(),
            unit: it.unit.as_ref().map(ToString::to_string),
            due_on: it.due_on().map(|day| day.to_string()),
            told_at: it.created_at.to_string(),
            read_at: it.read_at.map(|at| at.to_string()),
            page: place(it),
        }
    }
}

fn answer(call: &Call) -> Result<NoticesAnswer, Refusal> {
    let notices = call.app.notices(&call.actor)?;
    let unread = notices.iter().filter(|it| it.read_at.is_none()).count();
    Ok(NoticesAnswer { unread, notices: notices.iter().map(NoticeAnswer::of).collect() })
}

/// The caller's notices, newest first
#[utoipa::path(
    get, path = "/api/v1/notices", tag = "me",
    extensions(("x-summary-th" = json!("การแจ้งเตือนของผู้เรียกใช้"))),
    responses((status = 200, description = "The notices", body = NoticesAnswer))
)]
pub(super) async fn list(call: Call) -> Response {
    call.fresh(Action::KeepOwnAccount, answer).await
}

/// Marks one of the caller's notices as read
#[utoipa::path(
    post, path = "/api/v1/notices/{id}/read", tag = "me",
    extensions(("x-summary-th" = json!("ทำเครื่องหมายว่าอ่านการแจ้งเตือนหนึ่งแล้ว"))),
    params(("id" = String, Path, description = "Id of the notice")),
    responses(
        (status = 200, description = "The notice", body = NoticeAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn read(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<String>| {
        Body::read_some(&sent.body)?.nothing()?;
        Ok(call.app.read_notice(&call.actor, &sent.path).map(drop)?)
    };
    let tell = |call: &Call, sent: &Sent<String>, _: Option<()>| {
        let notices = call.app.notices(&call.actor)?;
        let found = notices.iter().find(|it| it.id == sent.path).ok_or_else(|| Refusal::missing("notice", &sent.path))?;
        Ok(Told::ok(NoticeAnswer::of(found)))
    };
    call.write(Action::KeepOwnAccount, Sent { path, body }, write, tell).await
}

/// Marks all of the caller's notices as read
#[utoipa::path(
    post, path = "/api/v1/notices/read", tag = "me",
    extensions(("x-summary-th" = json!("ทำเครื่องหมายว่าอ่านการแจ้งเตือนทั้งหมดแล้ว"))),
    responses(
        (status = 200, description = "The notices", body = NoticesAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 422, response = Invalid),
    )
)]
pub(super) async fn read_all(call: Call, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<()>| {
        Body::read_some(&sent.body)?.nothing()?;
        Ok(call.app.read_all_notices(&call.actor)?)
    };
    let tell = |call: &Call, _: &Sent<()>, _: Option<()>| Ok(Told::ok(answer(call)?));
    call.write(Action::KeepOwnAccount, Sent { path: (), body }, write, tell).await
}
