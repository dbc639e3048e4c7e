//! The ladder of reminders: who is told how many days before and after a return is due.

use axum::body::Bytes;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::notices::RemindersView;
use phaen_domain::access::Action;
use phaen_domain::notice::{Ladder, Rung};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, NotJson, Stale};
use super::once::{Sent, Told};
use super::refusal::Refusal;
use super::wire::Word;

/// Most steps of one request.
const MOST_RUNGS: usize = 100;

/// The ladder of reminders.
#[derive(Serialize, ToSchema)]
pub(super) struct RemindersAnswer {
    /// Its steps, earliest first.
    rungs: Vec<RungAnswer>,
    /// Hour of the day in Thailand from which the day's digest is sent.
    digest_hour: i8,
    /// Counts up with every change: send it as `seen_version`.
    version: u32,
}

/// One step of the ladder.
#[derive(Serialize, ToSchema)]
struct RungAnswer {
    /// Days after the due date; below 0 before it.
    days: i16,
    /// `officer`, `head`, `policy` or `director_general`.
    reader: Word,
}

/// A ladder as it shall be.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct RemindersBody {
    /// Its steps, at most 40; none for no reminders at all.
    rungs: Vec<RungBody>,
    /// Hour of the day in Thailand, 0 to 23.
    #[schema(example = 7)]
    digest_hour: i8,
    /// The `version` that was seen.
    #[schema(example = 0)]
    seen_version: u32,
}

/// One step of a ladder as it shall be.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
struct RungBody {
    /// Days after the due date; below 0 before it, for the officer only.
    #[schema(example = -7)]
    days: i16,
    /// `officer`, `head`, `policy` or `director_general`.
    #[schema(example = "officer")]
    reader: String,
}

impl RemindersAnswer {
    fn of(it: &RemindersView) -> Self {
        let rungs = it.ladder.rungs.iter().map(|rung| RungAnswer { days: rung.days, reader: Word::of(rung.reader) });
        Self { rungs: rungs.collect(), digest_hour: it.ladder.digest_hour, version: it.version }
    }
}

fn set(call: &Call, sent: &Sent<()>) -> Result<(), Refusal> {
    let mut body = Body::read(&sent.body)?;
    let rungs = body.each("rungs", |body| {
        let (days, reader) = (body.small("days"), body.word("reader"));
        days.zip(reader).map(|(days, reader)| Rung { days, reader })
    });
    if rungs.len() > MOST_RUNGS {
        body.fault("rungs", "มีได้ไม่เกิน 40 รายการ", "has at most 40 items");
    }
    let (hour, seen) = (body.small("digest_hour"), body.seen_version());
    let (rungs, hour) = body.end(hour.map(|hour| (rungs, hour)))?;
    let ladder = Ladder::new(rungs, hour).map_err(AppError::from)?;
    call.app.set_reminders(&call.actor, &ladder, seen).map_err(|error| match error {
        AppError::Stale { stored, by } => {
            let stored_version = call.app.reminders(&call.actor).map(|it| it.version).ok();
            Refusal::Stale { yours: ladder.written(), theirs: stored, by, stored_version }
        }
        other => other.into(),
    })
}

fn tell(call: &Call, _: &Sent<()>, _: Option<()>) -> Result<Told<RemindersAnswer>, Refusal> {
    Ok(Told::ok(RemindersAnswer::of(&call.app.reminders(&call.actor)?)))
}

/// Who is told how many days before and after a return is due
#[utoipa::path(
    get, path = "/api/v1/calendar/reminders", tag = "calendar",
    extensions(("x-summary-th" = json!("บันไดการเตือนก่อนและหลังวันครบกำหนด"))),
    responses((status = 200, description = "The ladder", body = RemindersAnswer))
)]
pub(super) async fn show(call: Call) -> Response {
    call.read(Action::ReadPlan, |call| Ok(RemindersAnswer::of(&call.app.reminders(&call.actor)?))).await
}

/// Changes who is told how many days before and after a return is due
#[utoipa::path(
    post, path = "/api/v1/calendar/reminders", tag = "calendar",
    extensions(("x-summary-th" = json!("เปลี่ยนบันไดการเตือน"))),
    request_body(content = RemindersBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The ladder as it is now", body = RemindersAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn change(call: Call, body: Bytes) -> Response {
    call.write(Action::SetCalendar, Sent { path: (), body }, set, tell).await
}
