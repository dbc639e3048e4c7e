//! GET /feeds: one's own calendars. The address is shown once, in the answer that makes it.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use phaen_app::ports::Feed;
use phaen_app::{Actor, App};
use phaen_domain::access::{Action, Case, decide};
use phaen_domain::id::UnitCode;
use phaen_domain::organisation::Unit;
use serde::Deserialize;

use crate::components::{Choice, Field, Form as ShownForm, FormStart, Kind, Notice, Tone};
use crate::errors::WebError;
use crate::explain::wording::name;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// Which calendar: a unit's, or one's own where it is empty.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    unit: String,
}

struct Row {
    what: String,
    made: String,
    unit: String,
    revoke: String,
}

#[derive(Template)]
#[template(path = "feeds/page_feeds.html")]
struct FeedsPage {
    t: Text,
    address: Option<String>,
    rows: Vec<Row>,
    revoke: FormStart,
    own: FormStart,
    of_unit: Option<ShownForm>,
}

/// GET /feeds
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    blocking(move || page(&view, &site.app, &actor, None)).await
}

/// POST /feeds
pub(super) async fn make(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
    let scheme = if site.https { "https" } else { "http" };
    blocking(move || {
        let secret = site.app.make_feed(&actor, unit_of(&typed)?.as_ref())?;
        page(&view, &site.app, &actor, Some(format!("{scheme}://{host}/calendar/feed/{secret}.ics")))
    })
    .await
}

/// POST /feeds/revoke
pub(super) async fn revoke(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    blocking(move || Ok::<_, WebError>(site.app.revoke_feed(&actor, unit_of(&typed)?.as_ref())?)).await?;
    Ok(flash::redirect_with("/feeds", Tone::Success, view.t.feeds_revoked()))
}

fn unit_of(typed: &Typed) -> Result<Option<UnitCode>, WebError> {
    if typed.unit.is_empty() { Ok(None) } else { UnitCode::new(&typed.unit).map(Some).map_err(|_| WebError::Invalid) }
}

fn page(view: &View, app: &App, actor: &Actor, address: Option<String>) -> Result<Response, WebError> {
    let t = view.t;
    let units = app.units(actor)?;
    let readable = readable(t, actor, &units);
    let body = FeedsPage {
        t,
        rows: app.feeds(actor)?.iter().map(|feed| row(t, feed, &units)).collect(),
        revoke: view.form("/feeds/revoke"),
        own: view.form("/feeds"),
        of_unit: (!readable.is_empty()).then(|| {
            let unit = Field::new("unit", t.feeds_unit()).kind(Kind::Choose(readable));
            ShownForm::new(view.form("/feeds"), vec![unit], t.feeds_make_of_unit())
        }),
        address,
    };
    let mut page = Page::new(view, t.feeds_title()).in_room(Room::Work).crumb(t.feeds_title(), None).lead(t.feeds_lead());
    if body.address.is_some() {
        page = page.notice(Notice::new(Tone::Success, t.feeds_made()));
    }
    Ok(page.status(StatusCode::OK).render(&body))
}

fn row(t: Text, feed: &Feed, units: &[Unit]) -> Row {
    let unit = feed.unit.as_ref().map(|code| units.iter().find(|unit| unit.code == *code));
    let what = match unit {
        None => t.feeds_own().to_owned(),
        Some(Some(unit)) => t.feeds_of(name(t, &unit.name_th, unit.name_en.as_ref())),
        Some(None) => t.feeds_of(feed.unit.as_ref().map(ToString::to_string).unwrap_or_default()),
    };
    Row {
        revoke: t.feeds_revoke_of(what.as_str()),
        what,
        made: when::instant(t, feed.created_at),
        unit: feed.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

/// The units whose returns somebody may read, to choose from.
fn readable(t: Text, actor: &Actor, units: &[Unit]) -> Vec<Choice> {
    let above = |code: &UnitCode| units.iter().find(|unit| unit.code == *code).and_then(|unit| unit.parent.clone());
    let may = |unit: &&Unit| {
        let line: Vec<UnitCode> = std::iter::successors(Some(unit.code.clone()), above).take(units.len()).collect();
        let case = Case { unit: &line, ..Case::default() };
        decide(&actor.login, &actor.offices, Action::ReadReturn, &case).is_ok()
    };
    let choice = |unit: &Unit| Choice::new(unit.code.as_str(), name(t, &unit.name_th, unit.name_en.as_ref()));
    units.iter().filter(may).map(choice).collect()
}
