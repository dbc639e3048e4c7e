//! Changing language or digits: a small form in the page's head that works without a script and for anybody.

use axum::Form;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use serde::Deserialize;

use crate::cookies;
use crate::display::{DIGITS_COOKIE, Digits, LANGUAGE_COOKIE, Lang};
use crate::flash;
use crate::shell::Settings;

/// Where the form is sent.
pub const PATH: &str = "/preferences";
const ONE_YEAR: u32 = 31_536_000;

/// The form: either preference, and the page to go back to.
#[derive(Debug, Deserialize)]
pub struct PreferenceForm {
    /// New language, if chosen.
    lang: Option<String>,
    /// New digits, if chosen.
    digits: Option<String>,
    /// The page on which the choice was made.
    #[serde(default)]
    back: String,
}

/// Remembers the choice and returns to the page.
pub async fn save(State(settings): State<Settings>, Form(form): Form<PreferenceForm>) -> Response {
    let mut response = flash::redirect(&form.back);
    let lang = form.lang.as_deref().and_then(Lang::from_code);
    let digits = form.digits.as_deref().and_then(Digits::from_code);
    let choices = [lang.map(|lang| (LANGUAGE_COOKIE, lang.code())), digits.map(|digits| (DIGITS_COOKIE, digits.code()))];
    for (name, code) in choices.into_iter().flatten() {
        if let Some(cookie) = cookies::write(name, code, ONE_YEAR, settings.https) {
            let _ = response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}
