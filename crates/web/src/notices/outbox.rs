//! GET /outbox: letters that wait or failed, with why, and how the errands of the answering server went.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use phaen_app::notices::Outbox;
use phaen_app::ports::{Letter, LetterState};
use phaen_domain::access::Action;

use crate::components::{Empty, Notice, Tag, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

struct Row {
    address: String,
    subject: String,
    posted: String,
    state: Tag,
    attempts: String,
    next: Option<String>,
    failure: Option<String>,
    retry: Option<String>,
    retry_label: String,
}

#[derive(Template)]
#[template(path = "notices/page_outbox.html")]
struct OutboxPage {
    t: Text,
    facts: Vec<(&'static str, String)>,
    failure: Option<String>,
    rows: Vec<Row>,
    nothing: Empty,
    /// Whether some failed, so that all of them can be put in line again.
    failed: bool,
    key: String,
}

/// GET /outbox
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    let (t, manages) = (view.t, actor.may(Action::ManageAccounts));
    let outbox = blocking(move || site.app.outbox(&actor)).await?;
    let body = OutboxPage {
        t,
        facts: facts(t, &outbox),
        failure: outbox.ran.failure.clone(),
        rows: outbox.letters.iter().map(|letter| row(t, letter, manages)).collect(),
        nothing: Empty { title: t.outbox_none_title().to_owned(), words: t.outbox_none().to_owned(), action: None },
        failed: manages && outbox.counts.iter().any(|(state, count)| *state == LetterState::Failed && *count > 0),
        key: view.visitor.csrf.clone().unwrap_or_default(),
    };
    let mut page = Page::new(&view, t.outbox_title()).in_room(Room::Accounts).crumb(t.outbox_title(), None).lead(t.outbox_lead());
    if !outbox.is_set {
        page = page.notice(Notice::new(Tone::Warning, t.outbox_not_set()));
    }
    Ok(page.render(&body))
}

/// POST /outbox/{id}/retry
pub(super) async fn retry(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    blocking(move || site.app.retry_letter(&actor, &id)).await?;
    Ok(flash::redirect_with("/outbox", Tone::Success, view.t.outbox_retried()))
}

/// POST /outbox/retry: all that failed.
pub(super) async fn retry_all(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    let count = blocking(move || site.app.retry_failed_letters(&actor)).await?;
    Ok(flash::redirect_with("/outbox", Tone::Success, &view.t.outbox_all_retried(view.t.count(count))))
}

fn facts(t: Text, outbox: &Outbox) -> Vec<(&'static str, String)> {
    let count = |states: &[LetterState]| {
        let own = outbox.counts.iter().filter(|(state, _)| states.contains(state));
        t.count(own.map(|(_, count)| count).sum())
    };
    let never = || t.outbox_never().to_owned();
    let at = |at: Option<jiff::Timestamp>| at.map_or_else(never, |at| when::instant(t, at));
    let told = outbox.ran.told.map_or_else(never, |(at, count)| t.outbox_told_at(t.count(count), when::instant(t, at)));
    vec![
        (t.outbox_waiting(), count(&[LetterState::Waiting, LetterState::Sending])),
        (t.outbox_failed(), count(&[LetterState::Failed])),
        (t.outbox_sent(), count(&[LetterState::Sent])),
        (t.outbox_ran(), at(outbox.ran.at)),
        (t.outbox_told(), told),
        (t.outbox_delivered(), at(outbox.ran.delivered_at)),
    ]
}

fn row(t: Text, it: &Letter, manages: bool) -> Row {
    let (tone, words) = match it.state {
        LetterState::Waiting => (Tone::Information, t.outbox_is_waiting()),
        LetterState::Sending => (Tone::Information, t.outbox_is_sending()),
        LetterState::Sent => (Tone::Success, t.outbox_is_sent()),
        LetterState::Failed => (Tone::Refusal, t.outbox_is_failed()),
    };
    let again = it.state == LetterState::Failed || (it.state == LetterState::Waiting && it.failure.is_some());
    Row {
        address: it.address.clone(),
        subject: t.digits(&it.subject).into_owned(),
        posted: when::instant(t, it.created_at),
        state: Tag::new(tone, words),
        attempts: t.outbox_attempts(t.digits(&it.attempts.to_string())),
        next: (it.state == LetterState::Waiting).then(|| t.outbox_next(when::instant(t, it.next_at))),
        failure: it.failure.clone(),
        retry: (manages && again).then(|| format!("/outbox/{}/retry", encode(&it.id))),
        retry_label: t.outbox_retry_of(&it.address),
    }
}
