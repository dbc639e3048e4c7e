//! One account as an administrator changes it: its role, and whether it is open. The version that was seen is checked.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::ports::Account;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::{Action as Deed, Role};
use phaen_domain::words::Words;
use serde::Deserialize;

use super::beside;
use super::page_accounts::roles;
use crate::components::{Field, Form as ShownForm, Kind, Tone};
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
    seen: u32,
    #[serde(default)]
    role: String,
    #[serde(default)]
    closed: String,
}

#[derive(Template)]
#[template(path = "accounts/page_account.html")]
struct AccountPage {
    t: Text,
    login: String,
    name: String,
    form: ShownForm,
    seen: u32,
}

fn known(app: &App, actor: &Actor, login: &str) -> Result<Account, AppError> {
    let found = app.accounts(actor)?.into_iter().find(|account| account.login == login);
    found.ok_or_else(|| AppError::NotFound { kind: "account", code: login.to_owned() })
}

/// GET /accounts/{login}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(login): Path<String>,
) -> Result<Response, WebError> {
    need(&actor, Deed::ManageAccounts)?;
    let account = blocking(move || known(&site.app, &actor, &login)).await?;
    let fields = fields(view.t, account.role.key(), account.closed);
    Ok(page(&view, &account, fields, account.version, StatusCode::OK))
}

/// POST /accounts/{login}
pub(super) async fn change(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(login): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&actor, Deed::ManageAccounts)?;
    let t = view.t;
    let closed = typed.closed == "yes";
    let mut fields = fields(t, &typed.role, closed);
    let (app, who, key) = (site.app.clone(), actor.clone(), login.clone());
    let account = blocking(move || known(&app, &who, &key)).await?;
    let Some(role) = Role::from_key(&typed.role) else {
        if let Some(field) = fields.first_mut() {
            field.errors.push(t.accounts_choose_role().to_owned());
        }
        return Ok(page(&view, &account, fields, typed.seen, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let app = site.app.clone();
    match blocking(move || Ok::<_, WebError>(app.change_account(&actor, &login, role, closed, typed.seen))).await? {
        Ok(()) => Ok(flash::redirect_with("/accounts", Tone::Success, t.accounts_changed())),
        Err(AppError::Stale { .. }) => {
            let told =
                |role, closed| format!("{} · {}", word(t, role), if closed { t.accounts_closed() } else { t.accounts_open() });
            Err(WebError::Stale { yours: told(role, closed), theirs: told(account.role, account.closed) })
        }
        Err(error) => {
            beside(t, &mut fields, error)?;
            Ok(page(&view, &account, fields, typed.seen, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn fields(t: Text, role: &str, closed: bool) -> Vec<Field> {
    vec![
        Field::new("role", t.accounts_role()).kind(Kind::Choose(roles(t))).value(role),
        Field::new("closed", t.accounts_close())
            .kind(Kind::Check)
            .hint(t.accounts_close_hint())
            .value(if closed { "yes" } else { "" })
            .optional(),
    ]
}

fn page(view: &View, account: &Account, fields: Vec<Field>, seen: u32, status: StatusCode) -> Response {
    let t = view.t;
    let start = view.form(format!("/accounts/{}", encode(&account.login)));
    let form = ShownForm::new(start, fields, t.accounts_save()).cancel(t.accounts_back(), "/accounts");
    let body = AccountPage { t, login: account.login.clone(), name: account.name.clone(), form, seen };
    let title = t.accounts_change_of(&account.login);
    Page::new(view, title).in_room(Room::Accounts).crumb(account.login.clone(), None).status(status).render(&body)
}
