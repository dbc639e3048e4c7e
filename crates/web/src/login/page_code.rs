//! The second step of signing in: the code of the second factor, or a recovery code.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::accounts::Caller;
use serde::Deserialize;

use super::page_login::{Next, retry_after, with_next};
use super::{begun, caller_of, half_cookie_name, locked, put};
use crate::components::{Field, Form as ShownForm, Notice, Tone};
use crate::errors::WebError;
use crate::layout::Page;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::{cookies, flash};

/// The form as typed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
}

#[derive(askama::Template)]
#[template(path = "login/page_form.html")]
struct CodePage {
    t: Text,
    form: ShownForm,
}

/// GET /login/code
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    headers: HeaderMap,
    Query(Next { next }): Query<Next>,
) -> Result<Response, WebError> {
    if cookies::read(&headers, half_cookie_name(site.https)).is_none() {
        return Ok(flash::redirect(&with_next("/login", &next)));
    }
    Ok(page(&view, &next, None, StatusCode::OK))
}

/// POST /login/code
pub(super) async fn finish(
    State(site): State<Site>,
    view: View,
    extensions: Extensions,
    headers: HeaderMap,
    Query(Next { next }): Query<Next>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let (address, browser) = caller_of(&site, &extensions, &headers);
    let half = cookies::read(&headers, half_cookie_name(site.https)).unwrap_or_default();
    let app = site.app.clone();
    let answer = blocking(move || {
        let from = Caller { address: &address, browser: browser.as_deref() };
        Ok::<_, WebError>(app.finish_sign_in(&half, &typed.code, from))
    });
    let forget = cookies::write(half_cookie_name(site.https), "", 0, site.https);
    match answer.await? {
        Ok(signed_in) => {
            let mut response = begun(&site, &signed_in, &next)?;
            put(&mut response, forget)?;
            Ok(response)
        }
        Err(AppError::CodeRefused) => Ok(page(&view, &next, Some(view.t.login_code_refused()), StatusCode::UNPROCESSABLE_ENTITY)),
        Err(AppError::CodeTooLate) => {
            let mut response = flash::redirect_with(&with_next("/login", &next), Tone::Warning, view.t.login_code_too_late());
            put(&mut response, forget)?;
            Ok(response)
        }
        Err(AppError::TooManySignIns { seconds }) => {
            let page = page(&view, &next, Some(&locked(view.t, seconds)), StatusCode::TOO_MANY_REQUESTS);
            Ok(retry_after(page, seconds))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(view: &View, next: &str, failure: Option<&str>, status: StatusCode) -> Response {
    let t = view.t;
    let code = Field::new("code", t.login_code()).hint(t.login_code_hint()).autocomplete("one-time-code");
    let form = ShownForm::new(view.form(with_next("/login/code", next)), vec![code], t.login_submit());
    let form = form.cancel(t.login_code_back(), with_next("/login", next));
    let mut page = Page::new(view, t.login_code_title()).lead(t.login_code_lead()).status(status);
    if let Some(failure) = failure {
        page = page.notice(Notice::new(Tone::Refusal, failure));
    }
    page.render(&CodePage { t, form })
}
