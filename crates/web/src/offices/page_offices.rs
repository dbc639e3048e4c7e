//! All positions: role, unit, who holds them and who stands in by which order; and the form of a new one.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::offices::{OfficeBook, SavePosition};
use phaen_app::{Actor, App};
use phaen_domain::access::{Action as Deed, Role};
use phaen_domain::id::{PositionCode, UnitCode};
use phaen_domain::position::Position;
use phaen_domain::words::Words;
use serde::Deserialize;

use super::{path_of, people};
use crate::accounts::beside;
use crate::components::{Choice, Field, Form as ShownForm, Kind, Tone};
use crate::errors::WebError;
use crate::explain::wording::{name, word};
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) seen: u32,
    #[serde(default)]
    pub(super) code: String,
    #[serde(default)]
    pub(super) name_th: String,
    #[serde(default)]
    pub(super) name_en: String,
    #[serde(default)]
    pub(super) role: String,
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) closed: String,
}

struct Row {
    name: String,
    href: String,
    role: String,
    unit: String,
    holders: Vec<(String, String)>,
    stand_ins: Vec<(String, String, String)>,
    closed: bool,
}

#[derive(Template)]
#[template(path = "offices/page_offices.html")]
struct OfficesPage {
    t: Text,
    rows: Vec<Row>,
    form: Option<ShownForm>,
    open: bool,
}

/// GET /offices
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    blocking(move || page(&view, &site.app, &actor, None)).await
}

/// POST /offices
pub(super) async fn create(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let units = site.app.office_book(&actor)?.units;
        let mut fields = fields(t, &units, &typed);
        let position = match position(t, &typed, &mut fields, None) {
            Some(position) => position,
            None => return page(&view, &site.app, &actor, Some(fields)),
        };
        if site.app.offices(&actor)?.position(&position.code).is_some() {
            wrong(&mut fields, "code", t.offices_code_taken());
            return page(&view, &site.app, &actor, Some(fields));
        }
        let path = path_of(&position.code);
        match site.app.save_position(&actor, &SavePosition { position }) {
            Ok(()) => Ok(flash::redirect_with(&path, Tone::Success, t.offices_saved())),
            Err(error) => {
                beside(t, &mut fields, error)?;
                page(&view, &site.app, &actor, Some(fields))
            }
        }
    })
    .await
}

/// Puts words beside a field.
pub(super) fn wrong(fields: &mut [Field], name: &str, words: &str) {
    if let Some(field) = fields.iter_mut().find(|field| field.name == name) {
        field.errors.push(words.to_owned());
    }
}

/// The position that is typed, for a code that is there already or a new one; what is wrong stands beside its field.
pub(super) fn position(t: Text, typed: &Typed, fields: &mut [Field], known: Option<&Position>) -> Option<Position> {
    let code = known.map_or_else(|| PositionCode::new(&typed.code).ok(), |known| Some(known.code.clone()));
    let role = Role::from_key(&typed.role);
    if code.is_none() {
        wrong(fields, "code", t.offices_code_wrong());
    }
    if role.is_none() {
        wrong(fields, "role", t.accounts_choose_role());
    }
    let name_en = Some(typed.name_en.trim().to_owned()).filter(|name| !name.is_empty());
    Some(Position {
        code: code?,
        name_th: typed.name_th.trim().to_owned(),
        name_en,
        role: role?,
        unit: UnitCode::new(&typed.unit).ok(),
        closed: typed.closed == "yes",
        version: typed.seen,
    })
}

/// The fields that a new position and a changed one share.
pub(super) fn shared_fields(t: Text, units: &[phaen_domain::organisation::Unit], typed: &Typed) -> Vec<Field> {
    let roles = Role::TABLE.iter().map(|row| Choice::new(row.1, word(t, row.0))).collect();
    let units = units.iter().map(|unit| Choice::new(unit.code.as_str(), name(t, &unit.name_th, unit.name_en.as_ref()))).collect();
    vec![
        Field::new("name_th", t.offices_name()).hint(t.offices_name_hint()).value(&typed.name_th).autocomplete("off"),
        Field::new("name_en", t.offices_name_en()).value(&typed.name_en).autocomplete("off").optional(),
        Field::new("role", t.offices_role()).kind(Kind::Choose(roles)).hint(t.offices_role_hint()).value(&typed.role),
        Field::new("unit", t.offices_unit()).kind(Kind::Choose(units)).hint(t.offices_unit_hint()).value(&typed.unit).optional(),
    ]
}

fn fields(t: Text, units: &[phaen_domain::organisation::Unit], typed: &Typed) -> Vec<Field> {
    let code = Field::new("code", t.offices_code()).hint(t.offices_code_hint()).value(&typed.code).autocomplete("off");
    std::iter::once(code).chain(shared_fields(t, units, typed)).collect()
}

/// The page; 422 when the form was refused.
fn page(view: &View, app: &App, actor: &Actor, refused: Option<Vec<Field>>) -> Result<Response, WebError> {
    let t = view.t;
    let book = app.office_book(actor)?;
    let open = refused.is_some();
    let status = if open { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let form = actor.may(Deed::ManageOffices).then(|| {
        let fields = refused.unwrap_or_else(|| fields(t, &book.units, &Typed::default()));
        ShownForm::new(view.form("/offices"), fields, t.offices_create())
    });
    let rows = book.offices.positions.iter().map(|position| row(t, &book, position)).collect();
    let body = OfficesPage { t, rows, form, open };
    Ok(Page::new(view, t.offices_title()).in_room(Room::Offices).lead(t.offices_lead()).status(status).render(&body))
}

fn row(t: Text, book: &OfficeBook, position: &Position) -> Row {
    let holders = people::holders(book, position, book.today).into_iter();
    let orders = people::in_force(book, position, book.today).into_iter();
    Row {
        name: people::title(t, position),
        href: path_of(&position.code),
        role: word(t, position.role),
        unit: people::unit(t, book, position),
        holders: holders.map(|it| (people::person(t, book, &it.account), people::days(t, it.from, it.to))).collect(),
        stand_ins: orders
            .map(|it| {
                let (who, days) = (people::person(t, book, &it.account), people::days(t, it.from, Some(it.to)));
                (who, people::order_title(t, position, it), days)
            })
            .collect(),
        closed: position.closed,
    }
}
