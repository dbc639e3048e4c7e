//! GET /rounds/{round}: one round with its dates, what was decided on it, its next step and its revisions.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::rounds::RoundPage;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action as Deed;
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::submission::SubmissionState;

use super::dates::{DateRow, date_rows};
use super::forms::{Desk, Problems, StepForm, Typed};
use super::path;
use super::revisions::{Revision, revisions};
use crate::components::{Action, FormStart, Notice};
use crate::cookies::encode;
use crate::download::{XLSX, attachment};
use crate::errors::WebError;
use crate::explain::reports::round_name;
use crate::explain::wording::{name, word};
use crate::layout::{Page, Room};
use crate::overview::choosing::{round_tag, window};
use crate::signed::{Asked, Signed, usual_plan};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// A decision as a row of a table.
struct Decided {
    what: String,
    who: String,
    office: String,
    at: String,
    reason: Option<String>,
    document: Option<String>,
    until: Option<String>,
}

#[derive(Template)]
#[template(path = "rounds/page_round.html")]
struct OneRoundPage {
    t: Text,
    plan: String,
    window: String,
    note: Option<String>,
    reopened: Option<Notice>,
    dates: [DateRow; 3],
    counting: String,
    returns: Vec<(String, String)>,
    board: Option<String>,
    findings: Option<String>,
    pack: Option<String>,
    steps: Vec<StepForm>,
    who_could: Vec<String>,
    decisions: Vec<Decided>,
    revisions: Vec<Revision>,
    /// How a form that asks for a book starts; none for who may not.
    book: Option<FormStart>,
}

/// The plan and the round of an address.
pub(super) fn keys(app: &App, actor: &Actor, plan: Option<String>, round: &str) -> Result<(PlanCode, RoundCode), AppError> {
    let plan = plan.map_or_else(|| usual_plan(app, actor), Ok)?;
    let missing = |kind, code: &str| AppError::NotFound { kind, code: code.to_owned() };
    let round = RoundCode::new(round).map_err(|_| missing("round", round))?;
    Ok((PlanCode::new(&plan).map_err(|_| missing("plan", &plan))?, round))
}

/// The address of a round of a plan.
pub(crate) fn place(plan: &PlanCode, round: &RoundCode) -> String {
    format!("{}?plan={}", path(round.as_str()), encode(plan.as_str()))
}

/// GET /rounds/{round}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(round): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    blocking(move || {
        let (plan, round) = keys(&site.app, &actor, asked.plan, &round)?;
        page(&view, &site.app, actor, (&plan, &round), &Typed::default(), &Vec::new())
    })
    .await
}

/// GET /rounds/{round}/revisions/{revision}/workbook
pub(super) async fn export(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((round, revision)): Path<(String, u32)>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    blocking(move || {
        let (plan, round) = keys(&site.app, &actor, asked.plan, &round)?;
        let records = site.app.revision_records(&actor, &plan, &round, revision)?;
        let bytes = site.app.press().workbook(&records)?;
        let file = view.t.round_revision_file(plan.as_str(), round.as_str(), revision);
        Ok::<_, WebError>(attachment(XLSX, &format!("{file}.xlsx"), bytes))
    })
    .await
}

/// GET /rounds/{round}/revisions/{revision}/scorecard
pub(super) async fn scorecard(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((round, revision)): Path<(String, u32)>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    blocking(move || {
        let (plan, round) = keys(&site.app, &actor, asked.plan, &round)?;
        let bytes = site.app.scorecard_sheet(&actor, plan.as_str(), None, round.as_str(), Some(revision))?;
        let file = view.t.round_revision_scorecard_file(plan.as_str(), round.as_str(), revision);
        Ok::<_, WebError>(attachment(XLSX, &format!("{file}.xlsx"), bytes))
    })
    .await
}

/// The page, with the forms as they were typed and what is wrong with them.
pub(super) fn page(
    view: &View,
    app: &App,
    actor: Actor,
    (plan, round): (&PlanCode, &RoundCode),
    typed: &Typed,
    problems: &Problems,
) -> Result<Response, WebError> {
    let t = view.t;
    let page = app.round_page(&actor, plan, round)?;
    let desk = Desk { view, page: &page, actor: &actor, typed, problems };
    let actor_packs = actor.may(Deed::PackEvidence);
    let board = actor.may(Deed::ReadBoard).then(|| crate::board::place(plan, round));
    let body = OneRoundPage {
        t,
        plan: plan.to_string(),
        window: t.round_window(window(t, &page.round)),
        note: page.round.note.as_deref().map(|note| t.digits(note).into_owned()),
        reopened: desk.reopened(),
        dates: date_rows(t, &page, app.today()),
        counting: t.round_counting(word(t, page.rules.counting)),
        returns: returns(t, &page),
        board: board.clone(),
        findings: actor_packs.then(|| crate::board::held_place(plan, round)),
        pack: actor_packs.then(|| format!("{}/evidence.zip?plan={}", path(round.as_str()), encode(plan.as_str()))),
        steps: desk.forms(),
        who_could: desk.who_could(),
        decisions: decisions(t, &page),
        revisions: revisions(t, app, &actor, &page)?,
        book: actor.may(Deed::MakeBook).then(|| view.form("/books")),
    };
    let agency_plan = &page.plan.plan.plan;
    let year = agency_plan.fiscal_year.buddhist_year().to_string();
    let own = round_name(t, &page.round);
    let mut sheet = Page::new(view, t.round_title(&own, t.digits(&year)))
        .in_room(Room::Rounds)
        .crumb(own, None)
        .lead(name(t, &agency_plan.name_th, agency_plan.name_en.as_ref()).into_owned())
        .tag(round_tag(t, &page.round))
        .action(Action::new(t.round_calendar(), "/calendar").icon("calendar"));
    if let Some(board) = board {
        sheet = sheet.action(Action::new(t.round_board(), board).icon("overview"));
    }
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(sheet.status(status).render(&body))
}

/// How many returns there are in each state.
fn returns(t: Text, page: &RoundPage) -> Vec<(String, String)> {
    use SubmissionState as S;
    let states = [S::Draft, S::Endorsed, S::Submitted, S::Returned, S::Verified];
    let count = |state| page.returns.get(&state).copied();
    states.into_iter().filter_map(|state| Some((word(t, state), t.count(count(state)?)))).collect()
}

fn decisions(t: Text, page: &RoundPage) -> Vec<Decided> {
    let digits = |text: &Option<String>| text.as_deref().map(|text| t.digits(text).into_owned());
    let rows = page.decisions.iter().rev().map(|it| Decided {
        what: word(t, it.kind),
        who: crate::journal::who(t, &page.plan.stored.people, &it.by),
        office: crate::journal::office_in_words(t, &it.office),
        at: when::instant(t, it.at),
        reason: digits(&it.reason),
        document: digits(&it.document_no),
        until: it.expires_on.map(|day| when::day(t, day)),
    });
    rows.collect()
}
