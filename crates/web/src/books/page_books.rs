//! The room's first page: the form that asks for a results book, and one's own work (งานของฉัน).

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::ports::{Job, JobState};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action as Deed;
use phaen_domain::plan::Edition;
use serde::Deserialize;

use crate::components::{Action, Choice, Empty, Field, Form as ShownForm, Kind, Tag, Tone};
use crate::cookies::encode;
use crate::display::Lang;
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::projects::word;
use crate::signed::{Signed, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// The form as typed: `plan/edition/round`, or `plan/edition/round/revision`. No code holds a slash.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    what: String,
}

/// One piece of one's own work.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) state: Tag,
    pub(super) percent: Option<String>,
    pub(super) file: Option<String>,
}

#[derive(Template)]
#[template(path = "books/page_books.html")]
struct BooksPage {
    t: Text,
    form: ShownForm,
    nothing: Option<Empty>,
    jobs: Vec<Row>,
}

/// GET /books
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    need(&actor, Deed::MakeBook)?;
    page(&site, &view, actor, None, StatusCode::OK).await
}

/// POST /books
pub(super) async fn ask(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&actor, Deed::MakeBook)?;
    let t = view.t;
    let Some((plan, edition, round, revision)) = parts(&typed.what) else {
        return page(&site, &view, actor, Some(t.books_choose_one()), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let app = site.app.clone();
    let id = blocking(move || app.request_book(&actor, &plan, Some(edition), &round, revision)).await?;
    Ok(flash::redirect_with(&format!("/books/{}", encode(&id)), Tone::Success, t.books_asked()))
}

fn parts(what: &str) -> Option<(String, u32, String, Option<u32>)> {
    let mut parts = what.split('/');
    let (plan, edition, round) = (parts.next()?, parts.next()?, parts.next()?);
    let revision = parts.next().map(str::parse).transpose().ok()?;
    Some((plan.to_owned(), edition.parse().ok()?, round.to_owned(), revision))
}

async fn page(
    site: &Site,
    view: &View,
    actor: Actor,
    problem: Option<&'static str>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let t = view.t;
    let app = site.app.clone();
    let may_write = actor.may(Deed::WriteNarrative);
    let found = blocking(move || {
        let jobs = app.jobs(&actor)?.iter().map(|job| row(t, job, title(t, &app, &actor, job))).collect::<Vec<_>>();
        Ok::<_, AppError>((choices(t, &app, &actor)?, jobs))
    });
    let (choices, jobs) = found.await?;
    let nothing = choices.is_empty().then(|| Empty {
        title: t.books_nothing_title().to_owned(),
        words: t.books_nothing_words().to_owned(),
        action: Some(Action::new(t.menu_exchange(), "/exchange")),
    });
    let usual = choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let mut field = Field::new("what", t.books_which()).kind(Kind::Choose(choices)).value(usual);
    field.errors.extend(problem.map(str::to_owned));
    let form = ShownForm::new(view.form("/books"), vec![field], t.books_make());
    let mut page = Page::new(view, t.books_title()).in_room(Room::Books).lead(t.books_lead()).status(status);
    let label = if may_write { t.books_write_texts() } else { t.books_read_texts() };
    page = page.action(Action::new(label, "/books/texts").icon("edit"));
    Ok(page.render(&BooksPage { t, form, nothing, jobs }))
}

/// Every edition and round of which a book can be made: the newest year first, the round that counts first.
fn choices(t: Text, app: &App, actor: &Actor) -> Result<Vec<Choice>, AppError> {
    let mut found = Vec::new();
    for listing in app.plans(actor)?.iter() {
        let code = listing.plan.code.as_str();
        let view = app.plan(actor, code, None)?;
        let usual = view.usual_round().map(|round| round.code.clone());
        for round in &view.plan.rounds {
            let label = label(
                t,
                named(t, &listing.plan.name_th, listing.plan.name_en.as_deref()),
                view.edition(),
                named(t, &round.name_th, round.name_en.as_deref()),
            );
            let choice = Choice::new(format!("{code}/{}/{}", view.edition().number, round.code), label);
            let reported = !view.plan.observations.is_empty();
            found.push((reported && usual.as_ref() == Some(&round.code), listing.plan.fiscal_year, choice));
        }
    }
    found.sort_by_key(|(usual, year, _)| std::cmp::Reverse((*usual, *year)));
    Ok(found.into_iter().map(|(_, _, choice)| choice).collect())
}

fn label(t: Text, plan: &str, edition: &Edition, round: &str) -> String {
    let number = edition.number.to_string();
    t.books_choice(t.digits(plan), t.digits(&number), word(t, edition.state), t.digits(round))
}

fn named<'a>(t: Text, th: &'a str, en: Option<&'a str>) -> &'a str {
    if t.display().lang == Lang::English { en.unwrap_or(th) } else { th }
}

/// What the book is called: plan, edition and round by their names, by their codes once they are gone, and the frozen revision.
pub(super) fn title(t: Text, app: &App, actor: &Actor, job: &Job) -> String {
    let request = &job.request;
    let view = app.plan(actor, &request.plan, Some(request.edition)).ok();
    let plan = view.as_ref().map_or_else(
        || request.plan.clone(),
        |view| {
            let plan = &view.plan.plan;
            t.digits(named(t, &plan.name_th, plan.name_en.as_deref())).into_owned()
        },
    );
    let round = view.as_ref().and_then(|view| view.find_round(request.round.as_str()));
    let round = round.map_or_else(
        || request.round.to_string(),
        |round| t.digits(named(t, &round.name_th, round.name_en.as_deref())).into_owned(),
    );
    let title = t.books_job(plan, t.digits(&request.edition.to_string()), round);
    let revision = request.revision.map(|it| t.round_revision(t.digits(&it.to_string())));
    revision.map_or_else(|| title.clone(), |revision| format!("{title} · {revision}"))
}

/// The job as its list shows it.
pub(super) fn row(t: Text, job: &Job, title: String) -> Row {
    let address = format!("/books/{}", encode(&job.id));
    let (tone, words) = state(t, job.state);
    Row {
        title,
        when: when::instant(t, job.created_at),
        state: Tag::new(tone, words),
        percent: (job.state == JobState::Running).then(|| t.progress_done(t.count(job.progress.into()))),
        file: (job.state == JobState::Done).then(|| format!("{address}/file")),
        href: address,
    }
}

pub(super) fn state(t: Text, state: JobState) -> (Tone, &'static str) {
    match state {
        JobState::Waiting => (Tone::Information, t.books_waiting()),
        JobState::Running => (Tone::Information, t.books_running()),
        JobState::Done => (Tone::Success, t.books_done()),
        JobState::Failed => (Tone::Refusal, t.books_failed()),
    }
}
