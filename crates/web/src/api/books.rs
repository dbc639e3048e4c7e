//! Books as jobs: asked for, made by the worker, fetched when they are done, so that no call waits for a book.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::books::BookRequest;
use phaen_app::ports::{Job, JobState};
use phaen_domain::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::BASE;
use super::call::{Call, File};
use super::document::{Invalid, Missing};
use super::once::{Sent, Told};
use super::refusal::Refusal;
use super::wire::Word;
use crate::cookies::encode;
use crate::download::PDF;

/// A book that was asked for.
#[derive(Serialize, ToSchema)]
pub(super) struct BookAnswer {
    /// Id of the job.
    id: String,
    /// Code of the plan.
    plan: String,
    /// Number of the edition.
    edition: u32,
    /// Code of the round.
    round: String,
    /// The frozen revision that it is of; absent where it is of the round as it stands.
    revision: Option<u32>,
    /// `waiting`, `running`, `done` or `failed`.
    state: Word,
    /// How far it is, 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    progress: u8,
    /// When it was asked for.
    asked_at: String,
    /// Where its state is asked for again.
    address: String,
    /// Where the file is fetched, once it is done.
    file: Option<String>,
    /// What to tell the administrator when it failed: finds the job.
    reference: Option<String>,
}

/// The books that the caller asked for.
#[derive(Serialize, ToSchema)]
pub(super) struct BooksAnswer {
    /// Newest first.
    books: Vec<BookAnswer>,
}

fn address(id: &str) -> String {
    format!("{BASE}/books/{}", encode(id))
}

fn state(state: JobState) -> Word {
    match state {
        JobState::Waiting => Word::new("waiting", "รอจัดทำ", "Waiting"),
        JobState::Running => Word::new("running", "กำลังจัดทำ", "In the making"),
        JobState::Done => Word::new("done", "จัดทำเสร็จแล้ว", "Done"),
        JobState::Failed => Word::new("failed", "จัดทำเล่มไม่สำเร็จ", "The book could not be made"),
    }
}

impl BookAnswer {
    fn of(job: &Job) -> Self {
        let address = address(&job.id);
        Self {
            id: job.id.clone(),
            plan: job.request.plan.clone(),
            edition: job.request.edition,
            round: job.request.round.to_string(),
            revision: job.request.revision,
            state: state(job.state),
            progress: job.progress,
            asked_at: job.created_at.to_string(),
            file: (job.state == JobState::Done).then(|| format!("{address}/file")),
            reference: (job.state == JobState::Failed).then(|| job.id.clone()),
            address,
        }
    }
}

/// Asks for the results book of a round, or of one of its frozen revisions; a worker makes it. One that waits already is not asked for twice
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/books", tag = "files",
    extensions(("x-summary-th" = json!("สั่งจัดทำเล่มรายงานผลของรอบ (PDF) แล้วมารับเมื่อเสร็จ"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("round" = String, Path, description = "Code of the round"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
        ("revision" = Option<u32>, Query, description = "A frozen revision of the round: 1, 2, 3 …; the round as it stands when absent"),
    ),
    responses(
        (status = 202, description = "Taken on", body = BookAnswer, headers(("Location" = String, description = "Where its state is asked for"))),
        (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn ask(call: Call, Path(path): Path<(String, String)>, body: Bytes) -> Response {
    call.write(Action::MakeBook, Sent { path, body }, request, |call, sent, id| {
        let job = match id {
            Some(id) => call.app.job(&call.actor, &id)?,
            None => asked_before(call, &sent.path)?,
        };
        Ok(Told::new(StatusCode::ACCEPTED, BookAnswer::of(&job)).at(address(&job.id)))
    })
    .await
}

/// The newest such book that the caller asked for.
fn asked_before(call: &Call, (plan, round): &(String, String)) -> Result<Job, Refusal> {
    let revision = call.revision()?;
    let mut jobs = call.app.jobs(&call.actor)?.into_iter().map(|job| (job.request.clone(), job));
    let same = |it: &BookRequest| it.plan == *plan && it.round.as_str() == round && it.revision == revision;
    let found = jobs.find_map(|(request, job)| same(&request).then_some(job));
    found.ok_or_else(|| Refusal::missing("job", round))
}

fn request(call: &Call, sent: &Sent<(String, String)>) -> Result<String, Refusal> {
    let (plan, round) = &sent.path;
    Ok(call.app.request_book(&call.actor, plan, call.edition()?, round, call.revision()?)?)
}

/// The books that the caller asked for
#[utoipa::path(
    get, path = "/api/v1/books", tag = "files",
    extensions(("x-summary-th" = json!("เล่มที่ผู้เรียกใช้สั่งจัดทำ"))),
    responses((status = 200, description = "The books, newest first", body = BooksAnswer))
)]
pub(super) async fn list(call: Call) -> Response {
    call.fresh(Action::MakeBook, |call| {
        let jobs = call.app.jobs(&call.actor)?;
        Ok(BooksAnswer { books: jobs.iter().map(BookAnswer::of).collect() })
    })
    .await
}

/// How a book that the caller asked for stands
#[utoipa::path(
    get, path = "/api/v1/books/{id}", tag = "files",
    extensions(("x-summary-th" = json!("ความคืบหน้าของเล่มที่สั่งจัดทำ"))),
    params(("id" = String, Path, description = "Id of the job")),
    responses((status = 200, description = "How it stands", body = BookAnswer), (status = 404, response = Missing))
)]
pub(super) async fn show(call: Call, Path(id): Path<String>) -> Response {
    call.fresh(Action::MakeBook, move |call| Ok(BookAnswer::of(&call.app.job(&call.actor, &id)?))).await
}

/// The file of a book that is done; 404 before
#[utoipa::path(
    get, path = "/api/v1/books/{id}/file", tag = "files",
    extensions(("x-summary-th" = json!("ไฟล์ของเล่มที่จัดทำเสร็จแล้ว"))),
    params(("id" = String, Path, description = "Id of the job")),
    responses(
        (status = 200, description = "The book", content_type = "application/pdf"),
        (status = 404, response = Missing),
    )
)]
pub(super) async fn file(call: Call, Path(id): Path<String>) -> Response {
    call.file(Action::MakeBook, move |call| {
        let (name, bytes) = call.app.job_file(&call.actor, &id)?;
        Ok(File { kind: PDF, name, bytes })
    })
    .await
}
