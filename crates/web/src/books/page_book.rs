//! One book in the making: progress that refreshes itself, the file when it is done, the failure in words.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::ports::{Job, JobState};
use phaen_domain::access::Action as Deed;

use super::page_books::{row, state, title};
use crate::components::{Progress, Tag};
use crate::download::{PDF, attachment};
use crate::errors::WebError;
use crate::layout::{Page, Room, part};
use crate::signed::{Signed, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// What changes while the book is made; the page's script fetches it alone.
#[derive(Template)]
#[template(path = "books/part_job.html")]
struct JobPart {
    t: Text,
    address: String,
    working: bool,
    done: bool,
    failed: bool,
    state: Tag,
    progress: Progress,
    when: String,
    reference: String,
}

impl JobPart {
    fn of(t: Text, job: &Job, title: String) -> Self {
        let shown = row(t, job, title);
        let (tone, words) = state(t, job.state);
        Self {
            t,
            working: matches!(job.state, JobState::Waiting | JobState::Running),
            done: job.state == JobState::Done,
            failed: job.state == JobState::Failed,
            state: Tag::new(tone, words),
            progress: Progress { label: shown.title, percent: job.progress.min(100) },
            when: shown.when,
            address: shown.href,
            reference: job.id.clone(),
        }
    }
}

/// GET /books/{id}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    need(&actor, Deed::MakeBook)?;
    let t = view.t;
    let found = blocking(move || {
        let job = site.app.job(&actor, &id)?;
        let title = title(t, &site.app, &actor, &job);
        Ok::<_, phaen_app::AppError>((job, title))
    });
    let (job, title) = found.await?;
    let body = JobPart::of(t, &job, title);
    if view.wants_part {
        return Ok(part(StatusCode::OK, &body));
    }
    let title = body.progress.label.clone();
    Ok(Page::new(&view, title.clone()).in_room(Room::Books).crumb(title, None).render(&body))
}

/// GET /books/{id}/file
pub(super) async fn file(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    need(&actor, Deed::MakeBook)?;
    let (job, bytes) = blocking(move || {
        let job = site.app.job(&actor, &id)?;
        let (_, bytes) = site.app.job_file(&actor, &id)?;
        Ok::<_, phaen_app::AppError>((job, bytes))
    })
    .await?;
    let revision = job.request.revision.map(|it| format!(" {}", view.t.choose_revision(it))).unwrap_or_default();
    let name = view.t.books_file_name(&job.request.plan, format!("{}{revision}", job.request.round));
    Ok(attachment(PDF, &format!("{name}.pdf"), bytes))
}
