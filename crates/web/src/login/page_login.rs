//! The sign-in page.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use phaen_app::AppError;
use phaen_app::accounts::Caller;
use serde::Deserialize;

use super::{begun, caller_of, cookie_name, half_cookie_name, locked, put};
use crate::components::{Field, Form as ShownForm, Kind, Notice, Tone};
use crate::errors::WebError;
use crate::layout::Page;
use crate::site::{SignedIn, Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::{cookies, flash};

/// How long the browser keeps that a code is waited for.
const HALF_SECONDS: u32 = 5 * 60;

/// The command that makes the first account.
const FIRST_ACCOUNT: &str = "phaen account create … --role administrator";

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    pub(super) next: String,
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
pub(super) async fn show(State(site): State<Site>, view: View, Query(Next { next }): Query<Next>) -> Result<Response, WebError> {
    let t = view.t;
    let none = blocking(move || site.app.has_no_account()).await?;
    let notice = none.then(|| Notice::new(Tone::Information, t.login_no_account(FIRST_ACCOUNT)));
    Ok(page(&view, "", &next, notice, StatusCode::OK))
}

/// POST /login
pub(super) async fn sign_in(
    State(site): State<Site>,
    view: View,
    extensions: Extensions,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let (address, browser) = caller_of(&site, &extensions, &headers);
    let (app, login, password) = (site.app.clone(), typed.login.clone(), typed.password);
    let answer = blocking(move || {
        let from = Caller { address: &address, browser: browser.as_deref() };
        Ok::<_, WebError>(app.sign_in(&login, &password, from))
    });
    match answer.await? {
        Ok(signed_in) => begun(&site, &signed_in, &typed.next),
        Err(AppError::CodeNeeded(half)) => {
            let mut response = flash::redirect(&with_next("/login/code", &typed.next));
            put(&mut response, cookies::write(half_cookie_name(site.https), &half.0, HALF_SECONDS, site.https))?;
            Ok(response)
        }
        Err(AppError::SignInFailed) => {
            let failed = view.t.login_failed();
            Ok(page(&view, &typed.login, &typed.next, Some(refusal(failed)), StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(AppError::TooManySignIns { seconds }) => {
            let told = locked(view.t, seconds);
            let page = page(&view, &typed.login, &typed.next, Some(refusal(&told)), StatusCode::TOO_MANY_REQUESTS);
            Ok(retry_after(page, seconds))
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
    put(&mut response, cookies::write(cookie_name(site.https), "", 0, site.https))?;
    Ok(response.into_response())
}

/// An address that knows where to go afterwards.
pub(crate) fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() { path.to_owned() } else { format!("{path}?next={}", cookies::encode(next)) }
}

/// The same answer with the time after which another try is looked at.
pub(super) fn retry_after(mut page: Response, seconds: u32) -> Response {
    let _ = page.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    page
}

fn refusal(words: &str) -> Notice {
    Notice::new(Tone::Refusal, words)
}

fn page(view: &View, login: &str, next: &str, notice: Option<Notice>, status: StatusCode) -> Response {
    let t = view.t;
    let fields = vec![
        Field::new("login", t.login_name()).value(login).autocomplete("username"),
        Field::new("password", t.login_password()).kind(Kind::Password).autocomplete("current-password"),
    ];
    let form = ShownForm::new(view.form(with_next("/login", next)), fields, t.login_submit());
    let mut page = Page::new(view, t.login_title()).lead(t.login_lead()).status(status);
    if let Some(notice) = notice {
        page = page.notice(notice);
    }
    page.render(&LoginPage { t, form, next: next.to_owned() })
}
