//! One's own second factor: set up with a picture or a typed key, proved with a code, kept and turned off with password and code.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::accounts::{OfferedKey, OwnFactor};
use phaen_app::ports::FactorKey;
use phaen_app::{Actor, AppError};
use phaen_domain::access::Action as Deed;
use serde::Deserialize;

use super::picture::{Picture, picture};
use crate::components::{Field, Form as ShownForm, Kind, Notice, Tone};
use crate::errors::WebError;
use crate::flash;
use crate::layout::Page;
use crate::signed::{Signed, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Where this page is.
const HERE: &str = "/account/second-factor";

/// The forms as typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    key: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    present: String,
    #[serde(default)]
    step: String,
}

#[derive(Template)]
#[template(path = "accounts/page_offer.html")]
struct OfferPage {
    t: Text,
    picture: Option<Picture>,
    groups: String,
    key: String,
    form: ShownForm,
}

#[derive(Template)]
#[template(path = "accounts/page_factor.html")]
struct FactorPage {
    t: Text,
    left: String,
    few: bool,
    form: ShownForm,
}

#[derive(Template)]
#[template(path = "accounts/page_codes.html")]
struct CodesPage {
    t: Text,
    codes: Vec<String>,
}

/// GET /account/second-factor
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    blocking(move || {
        let own = site.app.own_factor(&actor)?;
        if own.is_on {
            return Ok::<_, WebError>(kept(&view, own, kept_fields(view.t), StatusCode::OK));
        }
        Ok(offered(&view, &site.app.offer_key(&actor)?, code_field(view.t), StatusCode::OK))
    })
    .await
}

/// POST /account/second-factor
pub(super) async fn confirm(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    let key = FactorKey(typed.key);
    blocking(move || match site.app.confirm_key(&actor, &key, &typed.code) {
        Ok(codes) => Ok::<_, WebError>(shown_once(&view, codes, view.t.accounts_factor_turned_on())),
        Err(AppError::CodeRefused) => {
            let field = code_field(view.t).error(view.t.accounts_factor_code_refused());
            Ok(offered(&view, &site.app.offered(&actor, key), field, StatusCode::UNPROCESSABLE_ENTITY))
        }
        // A key that is none was not offered by this page.
        Err(AppError::Fields(_)) => {
            let field = code_field(view.t).error(view.t.accounts_factor_code_refused());
            Ok(offered(&view, &site.app.offer_key(&actor)?, field, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    })
    .await
}

/// POST /account/second-factor/change: new recovery codes, or off.
pub(super) async fn change(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    blocking(move || {
        let own = site.app.own_factor(&actor)?;
        if !own.is_on {
            return Ok::<_, WebError>(flash::redirect(HERE));
        }
        match changed(&site, &view, &actor, &typed) {
            Ok(response) => Ok(response),
            Err(AppError::SignInFailed) => {
                Ok(kept(&view, own, wrong(view.t, 0, view.t.accounts_old_is_wrong()), StatusCode::UNPROCESSABLE_ENTITY))
            }
            Err(AppError::CodeRefused) => {
                let fields = wrong(view.t, 1, view.t.accounts_factor_code_refused());
                Ok(kept(&view, own, fields, StatusCode::UNPROCESSABLE_ENTITY))
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}

fn changed(site: &Site, view: &View, actor: &Actor, typed: &Typed) -> Result<Response, AppError> {
    if typed.step == "renew" {
        let codes = site.app.renew_recovery_codes(actor, &typed.present, &typed.code)?;
        return Ok(shown_once(view, codes, view.t.accounts_factor_renewed()));
    }
    site.app.end_own_factor(actor, &typed.present, &typed.code)?;
    Ok(flash::redirect_with("/account", Tone::Success, view.t.accounts_factor_turned_off()))
}

fn wrong(t: Text, place: usize, words: &str) -> Vec<Field> {
    let mut fields = kept_fields(t);
    if let Some(field) = fields.get_mut(place) {
        field.errors.push(words.to_owned());
    }
    fields
}

fn code_field(t: Text) -> Field {
    Field::new("code", t.login_code()).hint(t.accounts_factor_code_hint()).autocomplete("one-time-code")
}

fn kept_fields(t: Text) -> Vec<Field> {
    let present = Field::new("present", t.accounts_old_password()).kind(Kind::Password).autocomplete("current-password");
    vec![present, Field::new("code", t.login_code()).hint(t.login_code_hint()).autocomplete("one-time-code")]
}

fn around<'a>(view: &'a View, title: &str) -> Page<'a> {
    Page::new(view, title).crumb(view.t.user_menu(), Some("/account")).crumb(title, None)
}

fn offered(view: &View, offer: &OfferedKey, code: Field, status: StatusCode) -> Response {
    let t = view.t;
    let signs: Vec<char> = offer.key.0.chars().collect();
    let groups = signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    let form = ShownForm::new(view.form(HERE), vec![code], t.accounts_factor_turn_on()).cancel(t.accounts_back(), "/account");
    let body = OfferPage { t, picture: picture(&offer.address), groups, key: offer.key.0.clone(), form };
    around(view, t.accounts_factor_turn_on()).lead(t.accounts_factor_words()).status(status).render(&body)
}

fn kept(view: &View, own: OwnFactor, fields: Vec<Field>, status: StatusCode) -> Response {
    let t = view.t;
    let form = ShownForm::new(view.form(format!("{HERE}/change")), fields, t.accounts_factor_turn_off());
    let left = t.digits(&own.recovery_codes.to_string()).into_owned();
    let body = FactorPage { t, left, few: own.recovery_codes < 3, form };
    around(view, t.accounts_factor()).status(status).render(&body)
}

fn shown_once(view: &View, codes: Vec<String>, words: &str) -> Response {
    let page = around(view, view.t.accounts_recovery_codes()).notice(Notice::new(Tone::Success, words));
    page.render(&CodesPage { t: view.t, codes })
}
