//! The room's first page: what can be taken out, and the form that brings a workbook in.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::plan_view::in_force;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action;

use super::LARGEST;
use crate::components::{Field, Form as ShownForm, Kind, Tag, Tone};
use crate::cookies::encode;
use crate::display::Lang;
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::projects::word;
use crate::signed::{Signed, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::upload::file_of;
use crate::view::View;

struct EditionRow {
    label: String,
    state: Tag,
    xlsx: String,
    csv: String,
    /// Rounds with the address of their scorecard.
    scorecards: Vec<(String, String)>,
}

struct PlanRow {
    name: String,
    editions: Vec<EditionRow>,
}

#[derive(Template)]
#[template(path = "exchange/page_exchange.html")]
struct ExchangePage {
    t: Text,
    plans: Vec<PlanRow>,
    form: Option<ShownForm>,
}

/// GET /exchange
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    need(&actor, Action::Export)?;
    page(&site, &view, actor, None, StatusCode::OK).await
}

/// POST /exchange/uploads
pub(super) async fn upload(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    form: Multipart,
) -> Result<Response, WebError> {
    need(&actor, Action::Import)?;
    let t = view.t;
    let (name, bytes) = match file_of(form).await {
        Ok(file) => file,
        Err(unread) => return again(&site, &view, actor, unread.words(t)?).await,
    };
    let (app, who) = (site.app.clone(), actor.clone());
    match blocking(move || Ok::<_, WebError>(app.keep_upload(&who, &name, &bytes))).await? {
        Ok(id) => Ok(flash::redirect(&format!("/exchange/uploads/{}", encode(&id)))),
        Err(AppError::File(refusal)) => {
            let words = if t.display().lang == Lang::Thai { refusal.th } else { refusal.en };
            again(&site, &view, actor, t.digits(&words).into_owned()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn again(site: &Site, view: &View, actor: Actor, problem: String) -> Result<Response, WebError> {
    page(site, view, actor, Some(problem), StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn page(site: &Site, view: &View, actor: Actor, problem: Option<String>, status: StatusCode) -> Result<Response, WebError> {
    let t = view.t;
    let form = actor.may(Action::Import).then(|| upload_form(view, problem));
    let app = site.app.clone();
    let plans = blocking(move || plans(t, &app, &actor)).await?;
    let body = ExchangePage { t, plans, form };
    Ok(Page::new(view, t.exchange_title()).in_room(Room::Exchange).lead(t.exchange_lead()).status(status).render(&body))
}

fn upload_form(view: &View, problem: Option<String>) -> ShownForm {
    let t = view.t;
    let limit = t.size_megabytes(t.count(LARGEST / (1024 * 1024)));
    let mut field = Field::new("file", t.exchange_file()).kind(Kind::File(".xlsx,.zip")).hint(t.exchange_file_hint(limit));
    field.errors.extend(problem);
    ShownForm::new(view.form("/exchange/uploads").with_file(), vec![field], t.exchange_upload())
}

fn plans(t: Text, app: &App, actor: &Actor) -> Result<Vec<PlanRow>, AppError> {
    let mut rows = Vec::new();
    for listing in app.plans(actor)?.iter() {
        let code = listing.plan.code.as_str();
        let current = in_force(&listing.editions);
        let rounds = app.plan(actor, code, None)?.plan.rounds.clone();
        let editions = listing.editions.iter().rev().map(|edition| {
            let about = format!("plan={}&edition={}", encode(code), edition.number);
            let tone = if Some(edition.number) == current { Tone::Success } else { Tone::Information };
            let scorecards = rounds.iter().map(|round| {
                let name = match (&round.name_en, t.display().lang) {
                    (Some(name), Lang::English) => name,
                    _ => &round.name_th,
                };
                let address = format!("/exchange/scorecard?{about}&round={}", encode(round.code.as_str()));
                (t.digits(name).into_owned(), address)
            });
            EditionRow {
                label: t.exchange_edition(t.digits(&edition.number.to_string())),
                state: Tag::new(tone, word(t, edition.state)),
                xlsx: format!("/exchange/workbook?{about}"),
                csv: format!("/exchange/workbook?{about}&format=csv"),
                scorecards: scorecards.collect(),
            }
        });
        let name = match (&listing.plan.name_en, t.display().lang) {
            (Some(name), Lang::English) => name,
            _ => &listing.plan.name_th,
        };
        rows.push(PlanRow { name: t.digits(name).into_owned(), editions: editions.collect() });
    }
    Ok(rows)
}
