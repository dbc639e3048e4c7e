//! All accounts, and the form that makes one.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::Actor;
use phaen_app::accounts::NewAccount;
use phaen_domain::access::{Action as Deed, Role};
use phaen_domain::id::UnitCode;
use phaen_domain::words::Words;
use serde::Deserialize;

use super::beside;
use crate::components::{Choice, Field, Form as ShownForm, Kind, Tag, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::projects::word;
use crate::signed::{Signed, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// The form as typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    login: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    password: String,
}

struct Row {
    login: String,
    name: String,
    role: &'static str,
    state: Tag,
    href: String,
    history: String,
}

#[derive(Template)]
#[template(path = "accounts/page_accounts.html")]
struct AccountsPage {
    t: Text,
    rows: Vec<Row>,
    form: ShownForm,
    open: bool,
}

/// GET /accounts
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    need(&actor, Deed::ManageAccounts)?;
    let units = units(&site, &actor).await?;
    let fields = fields(view.t, &Typed::default(), units);
    page(&site, &view, actor, fields, StatusCode::OK).await
}

/// POST /accounts
pub(super) async fn create(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&actor, Deed::ManageAccounts)?;
    let t = view.t;
    let mut fields = fields(t, &typed, units(&site, &actor).await?);
    let Some(role) = Role::from_key(&typed.role) else {
        if let Some(field) = fields.iter_mut().find(|field| field.name == "role") {
            field.errors.push(t.accounts_choose_role().to_owned());
        }
        return page(&site, &view, actor, fields, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let unit = UnitCode::new(&typed.unit).ok();
    let new = NewAccount { login: typed.login, name: typed.name, role, unit, email: None, password: typed.password };
    let (app, who) = (site.app.clone(), actor.clone());
    match blocking(move || Ok::<_, WebError>(app.create_account(&who, &new))).await? {
        Ok(()) => Ok(flash::redirect_with("/accounts", Tone::Success, t.accounts_created())),
        Err(error) => {
            beside(t, &mut fields, error)?;
            page(&site, &view, actor, fields, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The fields; a password is never sent back.
fn fields(t: Text, typed: &Typed, units: Vec<Choice>) -> Vec<Field> {
    vec![
        Field::new("login", t.accounts_login()).hint(t.accounts_login_hint()).value(typed.login.clone()).autocomplete("off"),
        Field::new("name", t.accounts_name()).hint(t.accounts_name_hint()).value(typed.name.clone()).autocomplete("off"),
        Field::new("role", t.accounts_role()).kind(Kind::Choose(roles(t))).value(typed.role.clone()),
        Field::new("unit", t.accounts_unit())
            .kind(Kind::Choose(units))
            .hint(t.accounts_unit_hint())
            .value(typed.unit.clone())
            .optional(),
        Field::new("password", t.accounts_first_password())
            .kind(Kind::Password)
            .hint(t.accounts_password_hint())
            .autocomplete("new-password"),
    ]
}

/// The units to choose from.
async fn units(site: &Site, actor: &Actor) -> Result<Vec<Choice>, WebError> {
    let (app, who) = (site.app.clone(), actor.clone());
    let units = blocking(move || app.units(&who)).await?;
    Ok(units.into_iter().map(|unit| Choice::new(unit.code.as_str(), unit.name_th)).collect())
}

/// The roles to choose from.
pub(super) fn roles(t: Text) -> Vec<Choice> {
    Role::TABLE.iter().map(|row| Choice::new(row.1, word(t, row.0))).collect()
}

async fn page(site: &Site, view: &View, actor: Actor, fields: Vec<Field>, status: StatusCode) -> Result<Response, WebError> {
    let t = view.t;
    let app = site.app.clone();
    let accounts = blocking(move || app.accounts(&actor)).await?;
    let rows = accounts.iter().map(|account| {
        let (tone, words) =
            if account.closed { (Tone::Refusal, t.accounts_closed()) } else { (Tone::Success, t.accounts_open()) };
        Row {
            login: account.login.clone(),
            name: account.name.clone(),
            role: word(t, account.role),
            state: Tag::new(tone, words),
            href: format!("/accounts/{}", encode(&account.login)),
            history: format!("/journal/account/{}", encode(&account.login)),
        }
    });
    let form = ShownForm::new(view.form("/accounts"), fields, t.accounts_create());
    let body = AccountsPage { t, rows: rows.collect(), form, open: status != StatusCode::OK };
    Ok(Page::new(view, t.accounts_title()).in_room(Room::Accounts).lead(t.accounts_lead()).status(status).render(&body))
}
