//! One account as those change it who keep it: its role and unit, whether it is open; its link, lock, sessions and second factor. The version
//! that was seen is checked.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::accounts::{AccountChange, KeptAccount};
use phaen_app::ports::Account;
use phaen_app::{Actor, AppError};
use phaen_domain::access::{Action as Deed, Role};
use phaen_domain::id::UnitCode;
use phaen_domain::words::Words;
use serde::Deserialize;

use super::page_accounts::{Choices, role_of};
use super::{beside, name, reading};
use crate::components::{Field, Form as ShownForm, Kind, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::{Signed, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// The form as typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    seen: u32,
    #[serde(default)]
    role: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    closed: String,
}

#[derive(Template)]
#[template(path = "accounts/page_account.html")]
struct AccountPage {
    t: Text,
    login: String,
    name: String,
    path: String,
    rename: ShownForm,
    form: ShownForm,
    seen: u32,
    key: String,
    /// Whether it is one's own: then what is done to it is done on one's own page.
    is_own: bool,
    closed: bool,
    locked: Option<String>,
    link_ends: Option<String>,
    has_password: bool,
    sessions: Option<String>,
    factor: Option<ShownForm>,
}

/// Where an account is kept.
pub(super) fn path_of(login: &str) -> String {
    format!("/accounts/{}", encode(login))
}

/// GET /accounts/{login}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(login): Path<String>,
) -> Result<Response, WebError> {
    let kept = kept(&site, &actor, &login).await?;
    if !actor.may(Deed::ManageUnitAccounts) {
        return Ok(reading::page(&view, &kept));
    }
    let choices = Choices::of(&site, &actor).await?;
    let fields = fields(view.t, &choices, &typed_of(&kept.account));
    let shown = Shown { kept, fields, factor: None, name: None, status: StatusCode::OK };
    Ok(page(&view, &actor, shown))
}

/// The page once more, with what a use case said about the second factor beside its field.
pub(super) async fn again(site: &Site, view: &View, actor: Actor, login: &str, error: AppError) -> Result<Response, WebError> {
    let kept = kept(site, &actor, login).await?;
    let choices = Choices::of(site, &actor).await?;
    let fields = fields(view.t, &choices, &typed_of(&kept.account));
    let mut factor = vec![reason_field(view.t)];
    beside(view.t, &mut factor, error)?;
    let shown = Shown { kept, fields, factor: Some(factor), name: None, status: StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(view, &actor, shown))
}

/// The page once more, with what a use case said about the name beside its field.
pub(super) async fn renamed_again(
    site: &Site,
    view: &View,
    actor: Actor,
    login: &str,
    name: Vec<Field>,
) -> Result<Response, WebError> {
    let kept = kept(site, &actor, login).await?;
    let choices = Choices::of(site, &actor).await?;
    let fields = fields(view.t, &choices, &typed_of(&kept.account));
    let shown = Shown { kept, fields, factor: None, name: Some(name), status: StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(view, &actor, shown))
}

/// POST /accounts/{login}
pub(super) async fn change(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(login): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let t = view.t;
    let kept = kept(&site, &actor, &login).await?;
    let mut fields = fields(t, &Choices::of(&site, &actor).await?, &typed);
    let closed = typed.closed == "yes";
    let Some(role) = Role::from_key(&typed.role) else {
        if let Some(field) = fields.first_mut() {
            field.errors.push(t.accounts_choose_role().to_owned());
        }
        let shown = Shown { kept, fields, factor: None, name: None, status: StatusCode::UNPROCESSABLE_ENTITY };
        return Ok(page(&view, &actor, shown));
    };
    let unit = UnitCode::new(&typed.unit).ok();
    let email = Some(typed.email.clone());
    let wanted = AccountChange { role, unit: unit.clone(), email, closed, seen_version: typed.seen };
    let (app, who) = (site.app.clone(), actor.clone());
    match blocking(move || Ok::<_, WebError>(app.change_account(&who, &login, &wanted))).await? {
        Ok(()) => Ok(flash::redirect_with("/accounts", Tone::Success, t.accounts_changed())),
        Err(AppError::Stale { .. }) => {
            let email = Some(typed.email.trim().to_owned()).filter(|email| !email.is_empty());
            let yours = Account { role, unit, email, closed, ..kept.account.clone() };
            Err(WebError::Stale { yours: told(t, &yours), theirs: told(t, &kept.account) })
        }
        Err(error) => {
            beside(t, &mut fields, error)?;
            let mut shown = Shown { kept, fields, factor: None, name: None, status: StatusCode::UNPROCESSABLE_ENTITY };
            shown.kept.account.version = typed.seen;
            Ok(page(&view, &actor, shown))
        }
    }
}

async fn kept(site: &Site, actor: &Actor, login: &str) -> Result<KeptAccount, WebError> {
    need(actor, Deed::ReadAccounts)?;
    let (app, who, login) = (site.app.clone(), actor.clone(), login.to_owned());
    blocking(move || app.kept_account(&who, &login)).await
}

fn told(t: Text, account: &Account) -> String {
    let state = if account.closed { t.accounts_closed() } else { t.accounts_open() };
    let email = account.email.as_deref().unwrap_or("–");
    format!("{} · {state}\n{}: {email}", role_of(t, account), t.accounts_email())
}

fn typed_of(account: &Account) -> Typed {
    Typed {
        seen: account.version,
        role: account.role.key().to_owned(),
        unit: account.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        email: account.email.clone().unwrap_or_default(),
        closed: if account.closed { "yes".to_owned() } else { String::new() },
    }
}

/// The field of the address for letters.
pub(super) fn email_field(t: Text, value: &str) -> Field {
    Field::new("email", t.accounts_email()).hint(t.accounts_email_hint()).value(value).autocomplete("off").optional()
}

fn reason_field(t: Text) -> Field {
    Field::new("reason", t.accounts_factor_reason()).hint(t.accounts_factor_reason_hint())
}

fn fields(t: Text, choices: &Choices, typed: &Typed) -> Vec<Field> {
    let [role, unit] = choices.fields(t, &typed.role, &typed.unit);
    let close = Field::new("closed", t.accounts_close()).kind(Kind::Check).hint(t.accounts_close_hint());
    vec![role, unit, email_field(t, &typed.email), close.value(&typed.closed).optional()]
}

struct Shown {
    kept: KeptAccount,
    fields: Vec<Field>,
    factor: Option<Vec<Field>>,
    name: Option<Vec<Field>>,
    status: StatusCode,
}

fn page(view: &View, actor: &Actor, shown: Shown) -> Response {
    let t = view.t;
    let (account, path) = (&shown.kept.account, path_of(&shown.kept.account.login));
    let form = ShownForm::new(view.form(path.clone()), shown.fields, t.accounts_save()).cancel(t.accounts_back(), "/accounts");
    let rename = shown.name.unwrap_or_else(|| name::fields(t, &account.name));
    let rename = ShownForm::new(view.form(format!("{path}/name")), rename, t.accounts_rename());
    let factor = shown.factor.unwrap_or_else(|| vec![reason_field(t)]);
    let factor = ShownForm::new(view.form(format!("{path}/second-factor/remove")), factor, t.accounts_factor_remove());
    let sessions = (shown.kept.sessions > 0).then(|| t.count(shown.kept.sessions));
    let body = AccountPage {
        t,
        login: account.login.clone(),
        name: account.name.clone(),
        rename,
        form,
        seen: account.version,
        key: view.visitor.csrf.clone().unwrap_or_default(),
        is_own: account.id == actor.account,
        closed: account.closed,
        locked: shown.kept.locked_until.map(|until| when::instant(t, until)),
        link_ends: shown.kept.invitation.as_ref().map(|link| when::instant(t, link.expires_at)),
        has_password: !account.password_hash.is_empty(),
        sessions,
        factor: account.second_factor.is_some().then_some(factor),
        path,
    };
    let title = t.accounts_change_of(&account.login);
    Page::new(view, title).in_room(Room::Accounts).crumb(account.login.clone(), None).status(shown.status).render(&body)
}
