//! A workbook that came in: what it would change, or what is wrong with it; then the confirmation.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use phaen_app::exchange::{Imported, Preview, Upload, file_hash};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action as Deed;
use phaen_domain::workbook::{Problems, RawWorkbook};
use serde::Deserialize;

use super::problems::{Listed, listed};
use super::rows::{Sheet, sheets};
use crate::components::{Action, Notice, Tone};
use crate::cookies::encode;
use crate::download::{XLSX, attachment};
use crate::errors::WebError;
use crate::explain::wording::{name, word};
use crate::flash;
use crate::journal::names::Names;
use crate::layout::{Page, Room};
use crate::signed::{Signed, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// Where one goes on after an import.
const ROOM: &str = "/exchange";

/// Which page of the problems.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Place {
    page: Option<usize>,
}

/// The confirmation: what was seen.
#[derive(Debug, Deserialize)]
pub(super) struct Confirmation {
    seen: u64,
}

struct File {
    name: String,
    hash: String,
    when: String,
}

#[derive(Template)]
#[template(path = "exchange/page_preview.html")]
struct PreviewPage {
    t: Text,
    file: File,
    plan: String,
    edition: String,
    counts: [String; 3],
    sheets: Vec<Sheet>,
    confirm: Option<(String, String, u64)>,
    plan_page: String,
}

#[derive(Template)]
#[template(path = "exchange/page_problems.html")]
struct ProblemsPage {
    t: Text,
    file: File,
    problems: Listed,
    marked: String,
}

type Understood = (Upload, RawWorkbook, Result<Preview, Problems>);

fn understood(app: &App, actor: &Actor, id: &str) -> Result<Understood, AppError> {
    let (upload, raw) = app.upload(actor, id)?;
    match app.preview_import(actor, &raw) {
        Ok(preview) => Ok((upload, raw, Ok(preview))),
        Err(AppError::Workbook(problems)) => Ok((upload, raw, Err(problems))),
        Err(error) => Err(error),
    }
}

fn address(id: &str) -> String {
    format!("/exchange/uploads/{}", encode(id))
}

/// GET /exchange/uploads/{id}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Result<Response, WebError> {
    need(&actor, Deed::Import)?;
    let (t, key) = (view.t, id.clone());
    let (upload, _, outcome) = match blocking(move || Ok::<_, AppError>(understood(&site.app, &actor, &key))).await? {
        // Who comes back after confirming finds the room, not a refusal.
        Err(AppError::NotFound { kind: "upload", .. }) => {
            return Ok(flash::redirect_with(ROOM, Tone::Information, t.exchange_confirmed_before()));
        }
        other => other?,
    };
    let file = File { name: upload.name.clone(), hash: file_hash(&upload.bytes), when: when::instant(t, upload.created_at) };
    Ok(match outcome {
        Ok(preview) => preview_page(&view, &id, file, &preview),
        Err(problems) => {
            let problems = listed(t, &problems, place.page.unwrap_or(1), &address(&id));
            let notice = Notice::new(Tone::Refusal, t.exchange_problems_found(problems.count.as_str()));
            let body = ProblemsPage { t, file, problems, marked: format!("{}/marked", address(&id)) };
            let page = Page::new(&view, t.exchange_problems_title()).in_room(Room::Exchange).notice(notice);
            page.crumb(t.exchange_problems_title(), None).render(&body)
        }
    })
}

fn preview_page(view: &View, id: &str, file: File, preview: &Preview) -> Response {
    let t = view.t;
    let (added, changed, removed) = preview.difference.counts();
    let nothing = preview.changes_nothing();
    let number = t.digits(&preview.plan.edition.number.to_string()).into_owned();
    let code = encode(preview.plan.plan.code.as_str());
    let body = PreviewPage {
        t,
        file,
        plan: name(t, &preview.plan.plan.name_th, preview.plan.plan.name_en.as_ref()).into_owned(),
        edition: t.exchange_edition(&number),
        counts: [added, changed, removed].map(|count| t.count(count)),
        sheets: sheets(t, &Names::of_plan(t, &preview.plan), &preview.difference),
        confirm: (!nothing)
            .then(|| (format!("{}/confirm", address(id)), view.visitor.csrf.clone().unwrap_or_default(), preview.sequence)),
        plan_page: format!("/plan?plan={code}&edition={}", preview.plan.edition.number),
    };
    let mut page = Page::new(view, t.exchange_preview_title()).in_room(Room::Exchange).crumb(t.exchange_preview_title(), None);
    if nothing {
        page = page.notice(Notice::new(Tone::Information, t.exchange_nothing_changes()));
        page = page.action(Action::new(t.exchange_open_plan(), body.plan_page.clone()).primary());
    } else if preview.is_new {
        page = page.notice(Notice::new(Tone::Information, t.exchange_is_new()));
    } else if preview.amends {
        page = page.notice(Notice::new(Tone::Warning, t.exchange_amends(&number)));
    }
    page.render(&body)
}

/// POST /exchange/uploads/{id}/confirm
pub(super) async fn confirm(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Form(confirmation): Form<Confirmation>,
) -> Result<Response, WebError> {
    need(&actor, Deed::Import)?;
    let t = view.t;
    let (app, key) = (site.app.clone(), id.clone());
    let stored = blocking(move || {
        // Refusals are told apart below.
        Ok::<_, AppError>(app.confirm_upload(&actor, &key, confirmation.seen))
    });
    let back = address(&id);
    match stored.await? {
        Ok(Some(it)) => Ok(flash::redirect_with(&plan_page(&it), Tone::Success, &stored_words(t, &it))),
        Ok(None) => Ok(flash::redirect(&back)),
        Err(AppError::PreviewOutOfDate) => Ok(flash::redirect_with(&back, Tone::Warning, t.exchange_out_of_date())),
        Err(AppError::Workbook(_)) => Ok(flash::redirect(&back)),
        // Pressed twice: what was confirmed is kept no longer.
        Err(AppError::NotFound { kind: "upload", .. }) => {
            Ok(flash::redirect_with(ROOM, Tone::Information, t.exchange_confirmed_before()))
        }
        Err(error) => Err(error.into()),
    }
}

/// The plan as it was stored.
fn plan_page(it: &Imported) -> String {
    format!("/plan?plan={}&edition={}", encode(it.plan.code.as_str()), it.edition)
}

/// Which plan was stored, as which edition.
fn stored_words(t: Text, it: &Imported) -> String {
    let plan = name(t, &it.plan.name_th, it.plan.name_en.as_ref()).into_owned();
    let edition = t.explain_fact_edition_number(t.digits(&it.edition.to_string()), word(t, it.state));
    t.exchange_stored(plan, edition)
}

/// GET /exchange/uploads/{id}/marked
pub(super) async fn marked(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    need(&actor, Deed::Import)?;
    let file = blocking(move || {
        let (upload, raw, outcome) = understood(&site.app, &actor, &id)?;
        let missing = AppError::NotFound { kind: "upload", code: id };
        let problems = outcome.err().ok_or(missing)?;
        Ok::<_, AppError>((upload.name, site.app.press().marked_workbook(&raw, &problems)?))
    });
    let (name, bytes) = file.await?;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    Ok(attachment(XLSX, &format!("{}.xlsx", view.t.exchange_marked_name(stem)), bytes))
}
