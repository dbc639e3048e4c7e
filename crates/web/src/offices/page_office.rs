//! One position: who holds and held it, the orders by which somebody stands in, and the forms of those who keep it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::offices::{Appoint, OfficeBook, SavePosition};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action as Deed;
use phaen_domain::calendar::parse_date;
use phaen_domain::position::{Delegation, Position};
use phaen_domain::words::Words;
use serde::Deserialize;

use super::page_offices::{self, wrong};
use super::{code_of, orders, path_of, people};
use crate::accounts::beside;
use crate::components::{Field, Form as ShownForm, Kind, Tag, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::wording::word;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// The form of an appointment as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Appointed {
    #[serde(default)]
    holder: String,
    #[serde(default)]
    holder_from: String,
}

/// Forms that were refused, with what was typed; the others are as stored.
#[derive(Default)]
pub(super) struct Refused {
    change: Option<(Vec<Field>, u32)>,
    appoint: Option<Vec<Field>>,
    order: Option<Vec<Field>>,
}

impl Refused {
    /// An order that was refused.
    pub(super) fn order(fields: Vec<Field>) -> Self {
        Self { order: Some(fields), ..Self::default() }
    }
}

struct OrderRow {
    who: String,
    title: String,
    acts: String,
    days: String,
    reason: String,
    recorded: String,
    state: Tag,
    revoke: Option<String>,
    revoke_of: String,
}

#[derive(Template)]
#[template(path = "offices/page_office.html")]
struct OfficePage {
    t: Text,
    role: String,
    unit: String,
    history: String,
    holdings: Vec<(String, String)>,
    orders: Vec<OrderRow>,
    key: String,
    order: Option<ShownForm>,
    appoint: Option<ShownForm>,
    change: Option<ShownForm>,
    seen: u32,
}

/// GET /offices/{position}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(position): Path<String>,
) -> Result<Response, WebError> {
    blocking(move || page(&view, &site.app, &actor, &position, Refused::default())).await
}

/// POST /offices/{position}
pub(super) async fn change(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(code): Path<String>,
    Form(typed): Form<page_offices::Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let (book, known) = found(&site.app, &actor, &code)?;
        let mut fields = change_fields(t, &book, &typed);
        let again =
            |fields| page(&view, &site.app, &actor, &code, Refused { change: Some((fields, typed.seen)), ..Refused::default() });
        let Some(wanted) = page_offices::position(t, &typed, &mut fields, Some(&known)) else { return again(fields) };
        match site.app.save_position(&actor, &SavePosition { position: wanted }) {
            Ok(()) => Ok(flash::redirect_with(&path_of(&known.code), Tone::Success, t.offices_saved())),
            Err(AppError::Stale { .. }) => {
                Err(WebError::Stale { yours: typed.name_th.clone(), theirs: people::title(t, &known) })
            }
            Err(error) => {
                beside(t, &mut fields, error)?;
                again(fields)
            }
        }
    })
    .await
}

/// POST /offices/{position}/appoint
pub(super) async fn appoint(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(code): Path<String>,
    Form(typed): Form<Appointed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let (book, known) = found(&site.app, &actor, &code)?;
        let mut fields = appoint_fields(t, &book, &typed);
        let again = |fields| page(&view, &site.app, &actor, &code, Refused { appoint: Some(fields), ..Refused::default() });
        let from = parse_date(&typed.holder_from).ok();
        if from.is_none() {
            wrong(&mut fields, "holder_from", &t.digits(t.calendar_not_a_date()));
        }
        if book.person(&typed.holder).is_none() {
            wrong(&mut fields, "holder", t.offices_choose_person());
        }
        let Some(from) = from.filter(|_| book.person(&typed.holder).is_some()) else { return again(fields) };
        match site.app.appoint(&actor, &Appoint { position: known.code.clone(), account: typed.holder.clone(), from }) {
            Ok(()) => Ok(flash::redirect_with(&path_of(&known.code), Tone::Success, t.offices_appointed())),
            Err(error) => {
                beside(t, &mut fields, error)?;
                again(fields)
            }
        }
    })
    .await
}

/// A position with the book that it stands in.
pub(super) fn found(app: &App, actor: &Actor, code: &str) -> Result<(OfficeBook, Position), WebError> {
    let (book, code) = (app.office_book(actor)?, code_of(code)?);
    let position = book.offices.position(&code).cloned().ok_or(WebError::NotFound)?;
    Ok((book, position))
}

fn change_fields(t: Text, book: &OfficeBook, typed: &page_offices::Typed) -> Vec<Field> {
    let closed = Field::new("closed", t.offices_close()).kind(Kind::Check).hint(t.offices_close_hint()).value(&typed.closed);
    page_offices::shared_fields(t, &book.units, typed).into_iter().chain([closed.optional()]).collect()
}

fn appoint_fields(t: Text, book: &OfficeBook, typed: &Appointed) -> Vec<Field> {
    vec![
        Field::new("holder", t.offices_holder()).kind(Kind::Choose(people::people(book))).value(&typed.holder),
        Field::new("holder_from", t.offices_first_day())
            .kind(Kind::Date)
            .hint(t.digits(t.calendar_add_day_hint()))
            .value(&typed.holder_from),
    ]
}

/// The page; 422 when a form on it was refused.
pub(super) fn page(view: &View, app: &App, actor: &Actor, code: &str, refused: Refused) -> Result<Response, WebError> {
    let t = view.t;
    let (book, position) = found(app, actor, code)?;
    let is_refused = refused.change.is_some() || refused.appoint.is_some() || refused.order.is_some();
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (path, manages) = (path_of(&position.code), actor.may(Deed::ManageOffices));
    let delegates = !position.closed && app.may_delegate(actor, &position.code).is_ok();
    let stored = (change_fields(t, &book, &typed_of(&position)), position.version);
    let (change, seen) = refused.change.unwrap_or(stored);
    let appoint = refused.appoint.unwrap_or_else(|| appoint_fields(t, &book, &Appointed::default()));
    let order = refused.order.unwrap_or_else(|| orders::fields(t, &book, &position, &orders::Typed::default()));
    let body = OfficePage {
        t,
        role: word(t, position.role),
        unit: people::unit(t, &book, &position),
        history: format!("/journal/position/{}", encode(position.code.as_str())),
        holdings: holdings(t, &book, &position),
        orders: order_rows(t, &book, &position, app.may_delegate(actor, &position.code).is_ok()),
        key: view.visitor.csrf.clone().unwrap_or_default(),
        order: delegates.then(|| ShownForm::new(view.form(format!("{path}/orders")), order, t.offices_record())),
        appoint: (manages && !position.closed)
            .then(|| ShownForm::new(view.form(format!("{path}/appoint")), appoint, t.offices_appoint())),
        change: manages.then(|| ShownForm::new(view.form(path), change, t.accounts_save())),
        seen,
    };
    let title = people::title(t, &position);
    let mut page = Page::new(view, title.clone()).in_room(Room::Offices).crumb(title, None).status(status);
    if position.closed {
        page = page.tag(Tag::new(Tone::Refusal, t.offices_closed()));
    }
    Ok(page.render(&body))
}

fn typed_of(position: &Position) -> page_offices::Typed {
    page_offices::Typed {
        seen: position.version,
        code: position.code.to_string(),
        name_th: position.name_th.clone(),
        name_en: position.name_en.clone().unwrap_or_default(),
        role: position.role.key().to_owned(),
        unit: position.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        closed: if position.closed { "yes".to_owned() } else { String::new() },
    }
}

/// Who holds and held the position, newest first.
fn holdings(t: Text, book: &OfficeBook, position: &Position) -> Vec<(String, String)> {
    let own = book.offices.holdings.iter().rev().filter(|it| it.position == position.code);
    own.map(|it| (people::person(t, book, &it.account), people::days(t, it.from, it.to))).collect()
}

/// The orders, newest first.
fn order_rows(t: Text, book: &OfficeBook, position: &Position, may: bool) -> Vec<OrderRow> {
    let own = book.offices.delegations.iter().rev().filter(|it| it.position == position.code);
    let row = |order: &Delegation| OrderRow {
        who: people::person(t, book, &order.account),
        title: people::order_title(t, position, order),
        acts: people::acts(t, order),
        days: people::days(t, order.from, Some(order.to)),
        reason: order.reason.clone(),
        recorded: match order.revoked_at {
            Some(at) => t.offices_revoked_at(when::instant(t, at)),
            None => t.offices_recorded_by(&order.recorded_by),
        },
        state: people::order_state(t, order, book.today),
        revoke: (may && order.revoked_at.is_none() && book.today <= order.to)
            .then(|| format!("{}/orders/{}/revoke", path_of(&position.code), encode(&order.id))),
        revoke_of: t.offices_revoke_of(t.digits(&order.order_no)),
    };
    own.map(row).collect()
}
