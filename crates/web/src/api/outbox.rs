//! The outbox: letters that wait or failed, with why, and how the errands of the answering server went.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::notices::Outbox;
use phaen_app::ports::{Letter, LetterState};
use phaen_domain::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson};
use super::once::{Sent, Told};
use super::refusal::Refusal;
use super::wire::Word;

/// The outbox.
#[derive(Serialize, ToSchema)]
pub(super) struct OutboxAnswer {
    /// Whether a mail server is set up.
    is_set: bool,
    /// How many letters stand in each state.
    counts: Vec<LetterCount>,
    /// Those that failed first, then those that wait, then those that were sent; at most 100.
    letters: Vec<LetterAnswer>,
    /// How the errands of the answering server went.
    errands: ErrandsAnswer,
}

/// How many letters stand in a state.
#[derive(Serialize, ToSchema)]
struct LetterCount {
    /// `waiting`, `sending`, `sent` or `failed`.
    state: Word,
    /// How many.
    count: usize,
}

/// A letter.
#[derive(Serialize, ToSchema)]
struct LetterAnswer {
    /// Its id.
    id: String,
    /// To whom.
    address: String,
    /// Subject.
    subject: String,
    /// `waiting`, `sending`, `sent` or `failed`.
    state: Word,
    /// How often it was tried.
    attempts: u32,
    /// When it is tried next, while it waits.
    #[schema(format = DateTime)]
    next_at: Option<String>,
    /// Why the last attempt failed.
    failure: Option<String>,
    /// When it was posted.
    #[schema(format = DateTime)]
    posted_at: String,
}

/// How the errands went.
#[derive(Serialize, ToSchema)]
struct ErrandsAnswer {
    /// When they ran last.
    #[schema(format = DateTime)]
    ran_at: Option<String>,
    /// When something was last told.
    #[schema(format = DateTime)]
    told_at: Option<String>,
    /// How much was told then.
    told: Option<usize>,
    /// When a letter was last delivered or tried.
    #[schema(format = DateTime)]
    delivered_at: Option<String>,
    /// Why they failed when they last ran.
    failure: Option<String>,
}

fn state(state: LetterState) -> Word {
    match state {
        LetterState::Waiting => Word::said("waiting", |t| t.outbox_is_waiting()),
        LetterState::Sending => Word::said("sending", |t| t.outbox_is_sending()),
        LetterState::Sent => Word::said("sent", |t| t.outbox_is_sent()),
        LetterState::Failed => Word::said("failed", |t| t.outbox_is_failed()),
    }
}

impl LetterAnswer {
    fn of(it: &Letter) -> Self {
        Self {
            id: it.id.clone(),
            address: it.address.clone(),
            subject: it.subject.clone(),
            state: state(it.state),
            attempts: it.attempts,
            next_at: (it.state == LetterState::Waiting).then(|| it.next_at.to_string()),
            failure: it.failure.clone(),
            posted_at: it.created_at.to_string(),
        }
    }
}

impl OutboxAnswer {
    fn of(it: &Outbox) -> Self {
        let ran = &it.ran;
        Self {
            is_set: it.is_set,
            counts: it.counts.iter().map(|(at, count)| LetterCount { state: state(*at), count: *count }).collect(),
            letters: it.letters.iter().map(LetterAnswer::of).collect(),
            errands: ErrandsAnswer {
                ran_at: ran.at.map(|at| at.to_string()),
                told_at: ran.told.map(|(at, _)| at.to_string()),
                told: ran.told.map(|(_, count)| count),
                delivered_at: ran.delivered_at.map(|at| at.to_string()),
                failure: ran.failure.clone(),
            },
        }
    }
}

fn tell<P>(call: &Call, _: &Sent<P>, _: Option<()>) -> Result<Told<OutboxAnswer>, Refusal> {
    Ok(Told::ok(OutboxAnswer::of(&call.app.outbox(&call.actor)?)))
}

/// Letters that wait, failed or were sent, and how the errands of the answering server went
#[utoipa::path(
    get, path = "/api/v1/outbox", tag = "accounts",
    extensions(("x-summary-th" = json!("จดหมายที่รอส่ง ส่งไม่ได้ และส่งแล้ว"))),
    responses((status = 200, description = "The outbox", body = OutboxAnswer))
)]
pub(super) async fn show(call: Call) -> Response {
    call.fresh(Action::ReadKeeping, |call| Ok(OutboxAnswer::of(&call.app.outbox(&call.actor)?))).await
}

/// Puts a letter in line again that failed, or that waits for a later time
#[utoipa::path(
    post, path = "/api/v1/outbox/{id}/retry", tag = "accounts",
    extensions(("x-summary-th" = json!("ส่งจดหมายที่ส่งไม่ได้อีกครั้ง"))),
    params(("id" = String, Path, description = "Id of the letter")),
    responses(
        (status = 200, description = "The outbox", body = OutboxAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn retry(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<String>| {
        Body::read_some(&sent.body)?.nothing()?;
        Ok(call.app.retry_letter(&call.actor, &sent.path)?)
    };
    call.write(Action::ManageAccounts, Sent { path, body }, write, tell).await
}

/// Puts all letters in line again that failed
#[utoipa::path(
    post, path = "/api/v1/outbox/retry", tag = "accounts",
    extensions(("x-summary-th" = json!("ส่งจดหมายที่ส่งไม่ได้ทั้งหมดอีกครั้ง"))),
    responses(
        (status = 200, description = "The outbox", body = OutboxAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 422, response = Invalid),
    )
)]
pub(super) async fn retry_all(call: Call, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<()>| {
        Body::read_some(&sent.body)?.nothing()?;
        Ok(call.app.retry_failed_letters(&call.actor).map(drop)?)
    };
    call.write(Action::ManageAccounts, Sent { path: (), body }, write, tell).await
}
