//! A link by which somebody chooses a password. Looking at it uses nothing up: programs that read letters look at links too.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::accounts::{Invited, LinkRefused};
use serde::Deserialize;

use crate::accounts::beside;
use crate::components::{Field, Form as ShownForm, Kind, Notice, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::flash;
use crate::layout::Page;
use crate::projects::word;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// The form as typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

#[derive(Template)]
#[template(path = "login/page_invitation.html")]
struct InvitationPage {
    t: Text,
    login: String,
    name: String,
    ends: String,
    form: ShownForm,
}

#[derive(Template)]
#[template(path = "login/page_refused.html")]
struct RefusedPage {
    t: Text,
}

/// GET /invitation/{secret}
pub(super) async fn show(State(site): State<Site>, view: View, Path(secret): Path<String>) -> Result<Response, WebError> {
    let (app, key) = (site.app.clone(), secret.clone());
    match blocking(move || Ok::<_, WebError>(app.invited(&key))).await? {
        Ok(invited) => Ok(page(&view, &secret, &invited, fields(view.t), StatusCode::OK)),
        Err(error) => refused(&view, error),
    }
}

/// POST /invitation/{secret}
pub(super) async fn accept(
    State(site): State<Site>,
    view: View,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let t = view.t;
    let mut fields = fields(t);
    let (app, key) = (site.app.clone(), secret.clone());
    let invited = match blocking(move || Ok::<_, WebError>(app.invited(&key))).await? {
        Ok(invited) => invited,
        Err(error) => return refused(&view, error),
    };
    if typed.password != typed.again {
        if let Some(field) = fields.last_mut() {
            field.errors.push(t.accounts_not_the_same().to_owned());
        }
        return Ok(page(&view, &secret, &invited, fields, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (app, key) = (site.app.clone(), secret.clone());
    match blocking(move || Ok::<_, WebError>(app.accept_invitation(&key, &typed.password))).await? {
        Ok(()) => Ok(flash::redirect_with("/login", Tone::Success, t.login_password_chosen())),
        Err(AppError::LinkRefused(why)) => refused(&view, AppError::LinkRefused(why)),
        Err(error) => {
            beside(t, &mut fields, error)?;
            Ok(page(&view, &secret, &invited, fields, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn fields(t: Text) -> Vec<Field> {
    let field = |name, label| Field::new(name, label).kind(Kind::Password).autocomplete("new-password");
    vec![field("password", t.accounts_new_password()).hint(t.accounts_password_hint()), field("again", t.accounts_again())]
}

fn page(view: &View, secret: &str, invited: &Invited, fields: Vec<Field>, status: StatusCode) -> Response {
    let t = view.t;
    let form = ShownForm::new(view.form(format!("/invitation/{}", encode(secret))), fields, t.login_choose());
    let body = InvitationPage {
        t,
        login: invited.login.clone(),
        name: invited.name.clone(),
        ends: when::instant(t, invited.expires_at),
        form,
    };
    Page::new(view, t.login_choose()).lead(t.login_choose_lead()).status(status).render(&body)
}

/// A link that does not open says why.
fn refused(view: &View, error: AppError) -> Result<Response, WebError> {
    let AppError::LinkRefused(why) = error else { return Err(error.into()) };
    let status = if why == LinkRefused::Unknown { StatusCode::NOT_FOUND } else { StatusCode::GONE };
    let page = Page::new(view, view.t.login_link_refused()).notice(Notice::new(Tone::Refusal, word(view.t, why)));
    Ok(page.status(status).render(&RefusedPage { t: view.t }))
}
