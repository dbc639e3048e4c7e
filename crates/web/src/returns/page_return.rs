//! GET /returns/{plan}/{round}/{unit}: the return on one page, to fill in or to read.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::Actor;
use phaen_app::returns::{ReturnView, key_of};

use super::field::{Refused, Way};
use super::form::{May, Sheet};
use super::item::ShownItem;
use super::path;
use crate::components::{FormStart, Notice, Tone};
use crate::errors::WebError;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

#[derive(Template)]
#[template(path = "returns/page_return.html")]
struct ReturnPage {
    t: Text,
    sheet: Sheet,
    may: May,
    path: String,
    start: FormStart,
    key: String,
    version: u32,
}

pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let (app, reader) = (site.app.clone(), actor.clone());
    let found = blocking(move || app.unit_return(&reader, &key)).await?;
    Ok(page(&site, &view, &actor, &found, &[], StatusCode::OK))
}

/// The page of a return, with what was not stored beside its fields.
pub(super) fn page(
    site: &Site,
    view: &View,
    actor: &Actor,
    found: &ReturnView,
    refused: &[Refused],
    status: StatusCode,
) -> Response {
    let t = view.t;
    let says = (!refused.is_empty()).then(|| Notice::new(Tone::Refusal, t.returns_some_refused(t.count(refused.len()))));
    sheet(site, view, actor, found, refused, says, status)
}

/// The page of a return with something to say.
pub(super) fn noticed(site: &Site, view: &View, actor: &Actor, found: &ReturnView, says: Notice, status: StatusCode) -> Response {
    sheet(site, view, actor, found, &[], Some(says), status)
}

fn sheet(
    site: &Site,
    view: &View,
    actor: &Actor,
    found: &ReturnView,
    refused: &[Refused],
    says: Option<Notice>,
    status: StatusCode,
) -> Response {
    let t = view.t;
    let key = &found.submission.key;
    let unit = found.plan.unit(&key.unit);
    let name = unit.map_or_else(|| key.unit.to_string(), |unit| unit.name_th.clone());
    let round = t.digits(&found.round.name_th).into_owned();
    let sheet = Sheet::of(t, &site.app, found, refused);
    let title = t.returns_title(t.digits(&name));
    let mut page = Page::new(view, title).in_room(Room::Returns).crumb(t.digits(&name), None);
    page = page.lead(format!("{} · {round}", t.digits(&found.plan.plan.plan.name_th))).tag(sheet.state.clone()).status(status);
    if let Some(says) = says {
        page = page.notice(says);
    }
    let body = ReturnPage {
        t,
        may: May::of(actor, found),
        path: path(key),
        start: view.form(format!("{}/save", path(key))),
        key: view.visitor.csrf.clone().unwrap_or_default(),
        version: found.submission.version,
        sheet,
    };
    page.render(&body)
}
