//! The accounts that somebody keeps, and the form that makes one: with a first password, or with a link by which its owner chooses one.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use phaen_app::accounts::{Link, NewAccount};
use phaen_app::ports::Account;
use phaen_app::{Actor, AppError};
use phaen_domain::access::{Action as Deed, Role};
use phaen_domain::id::UnitCode;
use phaen_domain::organisation::Unit;
use phaen_domain::words::Words;
use serde::Deserialize;

use super::keeping::link_page;
use super::page_factor_rule::HERE as RULE;
use super::{beside, page_account};
use crate::components::{Action, Choice, Field, Form as ShownForm, Kind, Tag, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::wording::name;
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
    email: String,
    #[serde(default)]
    password: String,
}

struct Row {
    login: String,
    name: String,
    role: String,
    states: Vec<Tag>,
    /// Where it is changed, for who keeps it.
    href: String,
    act: &'static str,
    history: String,
}

#[derive(Template)]
#[template(path = "accounts/page_accounts.html")]
struct AccountsPage {
    t: Text,
    rows: Vec<Row>,
    /// For who makes accounts.
    form: Option<ShownForm>,
    open: bool,
}

/// What somebody may choose from: roles, and units with their names.
#[derive(Default)]
pub(super) struct Choices {
    roles: Vec<Role>,
    units: Vec<Unit>,
}

impl Choices {
    /// Of which roles and units somebody keeps accounts.
    pub(super) async fn of(site: &Site, actor: &Actor) -> Result<Self, WebError> {
        let (app, who) = (site.app.clone(), actor.clone());
        let (roles, units) = blocking(move || app.account_choices(&who)).await?;
        Ok(Self { roles, units })
    }

    /// The fields of role and unit.
    pub(super) fn fields(&self, t: Text, role: &str, unit: &str) -> [Field; 2] {
        let roles = self.roles.iter().map(|role| Choice::new(role.key(), word(t, *role))).collect();
        let units = self
            .units
            .iter()
            .map(|unit| Choice::new(unit.code.as_str(), name(t, &unit.name_th, unit.name_en.as_ref())))
            .collect();
        // Where there is nothing to choose, it is chosen.
        let role = if let [only] = self.roles.as_slice() { only.key() } else { role };
        let unit = if let ([_], [only]) = (self.roles.as_slice(), self.units.as_slice()) { only.code.as_str() } else { unit };
        [
            Field::new("role", t.accounts_role()).kind(Kind::Choose(roles)).value(role),
            Field::new("unit", t.accounts_unit()).kind(Kind::Choose(units)).hint(t.accounts_unit_hint()).value(unit).optional(),
        ]
    }
}

/// GET /accounts
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    need(&actor, Deed::ReadAccounts)?;
    let choices = if actor.may(Deed::ManageUnitAccounts) { Choices::of(&site, &actor).await? } else { Choices::default() };
    let fields = fields(view.t, &Typed::default(), &choices);
    page(&site, &view, actor, fields, StatusCode::OK).await
}

/// POST /accounts
pub(super) async fn create(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&actor, Deed::ManageUnitAccounts)?;
    let t = view.t;
    let mut fields = fields(t, &typed, &Choices::of(&site, &actor).await?);
    let Some(role) = Role::from_key(&typed.role) else {
        if let Some(field) = fields.iter_mut().find(|field| field.name == "role") {
            field.errors.push(t.accounts_choose_role().to_owned());
        }
        return page(&site, &view, actor, fields, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let unit = UnitCode::new(&typed.unit).ok();
    let new = NewAccount { login: typed.login, name: typed.name, role, unit, email: Some(typed.email), password: typed.password };
    let (app, who, login) = (site.app.clone(), actor.clone(), new.login.trim().to_lowercase());
    let made = blocking(move || Ok::<_, WebError>(made(&app, &who, &new))).await?;
    match made {
        Ok(Some(link)) => Ok(link_page(&site, &view, &headers, &login, &link)),
        Ok(None) => Ok(flash::redirect_with("/accounts", Tone::Success, t.accounts_created())),
        Err(error) => {
            beside(t, &mut fields, error)?;
            page(&site, &view, actor, fields, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Makes the account, and the link where there is no first password.
fn made(app: &phaen_app::App, who: &Actor, new: &NewAccount) -> Result<Option<Link>, AppError> {
    app.create_account(who, new)?;
    if new.password.is_empty() { app.invite(who, &new.login.trim().to_lowercase()).map(Some) } else { Ok(None) }
}

/// The fields; a password is never sent back.
fn fields(t: Text, typed: &Typed, choices: &Choices) -> Vec<Field> {
    let [role, unit] = choices.fields(t, &typed.role, &typed.unit);
    vec![
        Field::new("login", t.accounts_login()).hint(t.accounts_login_hint()).value(typed.login.clone()).autocomplete("off"),
        Field::new("name", t.accounts_name()).hint(t.accounts_name_hint()).value(typed.name.clone()).autocomplete("off"),
        role,
        unit,
        page_account::email_field(t, &typed.email),
        Field::new("password", t.accounts_first_password())
            .kind(Kind::Password)
            .hint(t.accounts_first_password_hint())
            .autocomplete("new-password")
            .optional(),
    ]
}

async fn page(site: &Site, view: &View, actor: Actor, fields: Vec<Field>, status: StatusCode) -> Result<Response, WebError> {
    let t = view.t;
    let (app, manages, oversees) = (site.app.clone(), actor.may(Deed::ManageUnitAccounts), actor.may(Deed::ReadKeeping));
    let (accounts, locks) = blocking(move || Ok::<_, AppError>((app.accounts(&actor)?, app.locks(&actor)?))).await?;
    let rows = accounts.iter().map(|account| Row {
        login: account.login.clone(),
        name: account.name.clone(),
        role: role_of(t, account),
        states: states(t, account, &locks),
        href: page_account::path_of(&account.login),
        act: if manages { t.accounts_change() } else { t.accounts_read() },
        history: format!("/journal/account/{}", encode(&account.login)),
    });
    let form = manages.then(|| ShownForm::new(view.form("/accounts"), fields, t.accounts_create()));
    let body = AccountsPage { t, rows: rows.collect(), form, open: status != StatusCode::OK };
    let mut page = Page::new(view, t.accounts_title()).in_room(Room::Accounts).status(status);
    if manages {
        page = page.lead(t.accounts_lead());
    }
    if oversees {
        page = page.action(Action::new(t.outbox_title(), "/outbox"));
        page = page.action(Action::new(t.accounts_rule_title(), RULE).icon("check"));
    }
    Ok(page.render(&body))
}

/// The role, with its unit.
pub(super) fn role_of(t: Text, account: &Account) -> String {
    let role = word(t, account.role);
    account.unit.as_ref().map_or_else(|| role.to_owned(), |unit| format!("{role} {unit}"))
}

fn states(t: Text, account: &Account, locks: &BTreeMap<String, Timestamp>) -> Vec<Tag> {
    if account.closed {
        return vec![Tag::new(Tone::Refusal, t.accounts_closed())];
    }
    let first = if account.password_hash.is_empty() {
        Tag::new(Tone::Information, t.accounts_invited())
    } else {
        Tag::new(Tone::Success, t.accounts_open())
    };
    let locked = locks.contains_key(&account.login).then(|| Tag::new(Tone::Warning, t.accounts_locked()));
    std::iter::once(first).chain(locked).collect()
}
