//! The sign-in page.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use phaen_app::AppError;
use phaen_app::accounts::Caller;
use serde::Deserialize;

use super::{browser, cookie_name};
use crate::components::{Field, Form as ShownForm, Kind, Notice, Tone};
use crate::errors::WebError;
use crate::layout::Page;
use crate::site::{SignedIn, Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::work::first_page;
use crate::{cookies, flash};

const SESSION_SECONDS: u32 = 12 * 60 * 60;

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

/// The form as typed.
#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    login: String,
    password: String,
    #[serde(default)]
    next: String,
}

#[derive(Template)]
#[template(path = "login/page_login.html")]
struct LoginPage {
    t: Text,
    form: ShownForm,
    next: String,
}

/// GET /login
pub(super) async fn show(view: View, Query(Next { next }): Query<Next>) -> Result<Response, WebError> {
    page(&view, "", &next, None, StatusCode::OK)
}

/// POST /login
pub(super) async fn sign_in(
    State(site): State<Site>,
    view: View,
    extensions: Extensions,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let address = site.proxies.caller(&extensions, &headers);
    let browser = browser::summary(&headers);
    let (app, login, password) = (site.app.clone(), typed.login.clone(), typed.password);
    let answer = blocking(move || {
        let from = Caller { address: &address, browser: browser.as_deref() };
        Ok::<_, WebError>(app.sign_in(&login, &password, from))
    });
    let answer = answer.await?;
    match answer {
        Ok(signed_in) => {
            // Who asked for no page in particular begins where something may wait for them.
            let next = match typed.next.as_str() {
                "" | "/" => first_page(&signed_in.actor),
                next => flash::local_path(next),
            };
            let mut response = flash::redirect(next);
            let cookie = cookies::write(cookie_name(site.https), &signed_in.secret, SESSION_SECONDS, site.https);
            response.headers_mut().append(SET_COOKIE, cookie.ok_or_else(|| WebError::internal("cookie"))?);
            Ok(response)
        }
        Err(AppError::SignInFailed) => {
            page(&view, &typed.login, &typed.next, Some(view.t.login_failed()), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// POST /logout
pub(super) async fn sign_out(State(site): State<Site>, extensions: Extensions) -> Result<Response, WebError> {
    if let Some(SignedIn { actor, secret: Some(secret), .. }) = extensions.get::<SignedIn>().cloned() {
        let app = site.app.clone();
        blocking(move || app.sign_out(&actor, &secret)).await?;
    }
    let mut response = flash::redirect("/login");
    let cookie = cookies::write(cookie_name(site.https), "", 0, site.https);
    response.headers_mut().append(SET_COOKIE, cookie.ok_or_else(|| WebError::internal("cookie"))?);
    Ok(response.into_response())
}

fn page(view: &View, login: &str, next: &str, failure: Option<&str>, status: StatusCode) -> Result<Response, WebError> {
    let t = view.t;
    let fields = vec![
        Field::new("login", t.login_name()).value(login).autocomplete("username"),
        Field::new("password", t.login_password()).kind(Kind::Password).autocomplete("current-password"),
    ];
    let action = if next.is_empty() { "/login".to_owned() } else { format!("/login?next={}", cookies::encode(next)) };
    let form = ShownForm::new(view.form(action), fields, t.login_submit());
    let mut page = Page::new(view, t.login_title()).lead(t.login_lead()).status(status);
    if let Some(failure) = failure {
        page = page.notice(Notice::new(Tone::Refusal, failure));
    }
    Ok(page.render(&LoginPage { t, form, next: next.to_owned() }))
}
