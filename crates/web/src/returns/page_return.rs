//! GET /returns/{plan}/{round}/{unit}: the return on one page, to fill in or to read.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use phaen_app::Actor;
use phaen_app::returns::{ReturnView, key_of};

use super::field::{NotTaken, Way};
use super::form::{May, Sheet, word};
use super::item::ShownItem;
use super::{path, plan_name, round_name, unit_name};
use crate::components::{FormStart, Notice, Tone};
use crate::errors::WebError;
use crate::layout::{Finished, Page, Room};
use crate::signed::Signed;
use crate::site::{SignedIn, Site, blocking};
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
    /// Whether the list of items is open: something held a step up.
    listed: bool,
}

pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Extension(signed_in): Extension<SignedIn>,
    Path((plan, round, unit)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let today = site.app.today();
    let kept = site.kept_returns.find(&view, today).zip(signed_in.head);
    if let Some(((_, finished), _)) = kept.as_ref().filter(|((stands, _), head)| stands == head) {
        return Ok(finished.answer(&view));
    }
    blocking(move || {
        let stands = kept.filter(|((stands, _), _)| site.app.return_stands(&key, stands).unwrap_or(false));
        let finished = match stands {
            Some(((_, finished), _)) => finished,
            None => {
                let found = site.app.unit_return_with_late(&actor, &key)?;
                let finished = Arc::new(finish(&site, &view, &actor, &found, NotTaken::default())?);
                if found.awaits_late_figures() {
                    return Ok(finished.answer(&view));
                }
                finished
            }
        };
        if let Some(head) = signed_in.head {
            site.kept_returns.keep(&view, today, head, &finished);
        }
        Ok::<_, WebError>(finished.answer(&view))
    })
    .await
}

/// The page of a return, with what was not stored beside its fields.
pub(super) fn page(site: &Site, view: &View, actor: &Actor, found: &ReturnView, not_taken: NotTaken<'_>) -> Response {
    let finished = finish(site, view, actor, found, not_taken);
    finished.map_or_else(IntoResponse::into_response, |finished| finished.answer(view))
}

fn finish(site: &Site, view: &View, actor: &Actor, found: &ReturnView, not_taken: NotTaken<'_>) -> Result<Finished, WebError> {
    let t = view.t;
    let key = &found.submission.key;
    let unit = unit_name(t, found);
    let sheet = Sheet::of(t, &site.app, found, not_taken);
    let title = t.returns_title(unit.as_str());
    let mut page = Page::new(view, title).in_room(Room::Returns).crumb(unit, None);
    page = page.lead(format!("{} · {}", plan_name(t, found), round_name(t, found))).tag(sheet.state.clone());
    if !not_taken.is_nothing() {
        page = page.status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let late = found.is_late_for_its_round().then(|| Notice::new(Tone::Information, t.returns_past(word(t, found.round.state))));
    let says = not_taken.sheet.map(str::to_owned).or_else(|| {
        let count = not_taken.fields.len();
        (count > 0).then(|| t.returns_some_refused(t.count(count)))
    });
    let says = says.map(|words| Notice::new(Tone::Refusal, words));
    if let Some(says) = says.or(late) {
        page = page.notice(says);
    }
    let body = ReturnPage {
        t,
        may: May::of(actor, found),
        path: path(key),
        start: view.form(format!("{}/save", path(key))),
        key: view.visitor.csrf.clone().unwrap_or_default(),
        version: found.submission.version,
        listed: view.here.ends_with("?left"),
        sheet,
    };
    page.finish(&body)
}
