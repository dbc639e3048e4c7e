//! One's own second factor: set up with a picture or a typed key, proved with a code, kept and turned off with password and code.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::{Extensions, StatusCode};
use axum::response::Response;
use phaen_app::accounts::{OfferedKey, OwnFactor};
use phaen_app::ports::FactorKey;
use phaen_app::{Actor, AppError};
use phaen_domain::access::Action as Deed;
use serde::Deserialize;

use super::beside;
use super::picture::{Picture, picture};
use crate::components::{Field, Form as ShownForm, Kind, Notice, Tone};
use crate::errors::WebError;
use crate::flash;
use crate::layout::Page;
use crate::signed::{ENROL as HERE, Enrolling, Signed, need};
use crate::site::{SignedIn, Site, blocking};
use crate::text::Text;
use crate::view::View;

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
    /// The secret for signing out, where somebody can do nothing else but set it up.
    leave: Option<String>,
}

#[derive(Template)]
#[template(path = "accounts/page_factor.html")]
struct FactorPage {
    t: Text,
    left: String,
    few: bool,
    is_asked: bool,
    form: ShownForm,
}

#[derive(Template)]
#[template(path = "accounts/page_codes.html")]
struct CodesPage {
    t: Text,
    codes: Vec<String>,
    enrolled: bool,
}

/// GET /account/second-factor
pub(super) async fn show(State(site): State<Site>, view: View, Enrolling(actor): Enrolling) -> Result<Response, WebError> {
    may_enrol(&actor)?;
    blocking(move || {
        let own = site.app.own_factor(&actor)?;
        if own.is_on {
            return Ok::<_, WebError>(kept(&view, own, kept_fields(view.t), StatusCode::OK));
        }
        Ok(offered(&view, &actor, &site.app.offer_key(&actor)?, code_field(view.t), StatusCode::OK))
    })
    .await
}

/// POST /account/second-factor
pub(super) async fn confirm(
    State(site): State<Site>,
    view: View,
    Enrolling(actor): Enrolling,
    extensions: Extensions,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    may_enrol(&actor)?;
    let key = FactorKey(typed.key);
    let session = extensions.get::<SignedIn>().and_then(|signed_in| signed_in.secret.clone());
    blocking(move || match site.app.confirm_key(&actor, session.as_deref(), &key, &typed.code) {
        Ok(codes) => Ok::<_, WebError>(shown_once(&view, &actor, codes, view.t.accounts_factor_turned_on())),
        Err(AppError::CodeRefused) => {
            let field = code_field(view.t).error(view.t.accounts_factor_code_refused());
            Ok(offered(&view, &actor, &site.app.offered(&actor, key), field, StatusCode::UNPROCESSABLE_ENTITY))
        }
        // A key that is none was not offered by this page.
        Err(AppError::Fields(_)) => {
            let field = code_field(view.t).error(view.t.accounts_factor_code_refused());
            Ok(offered(&view, &actor, &site.app.offer_key(&actor)?, field, StatusCode::UNPROCESSABLE_ENTITY))
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
            Err(error) => {
                let mut fields = kept_fields(view.t);
                beside(view.t, &mut fields, error)?;
                Ok(kept(&view, own, fields, StatusCode::UNPROCESSABLE_ENTITY))
            }
        }
    })
    .await
}

fn changed(site: &Site, view: &View, actor: &Actor, typed: &Typed) -> Result<Response, AppError> {
    if typed.step == "renew" {
        let codes = site.app.renew_recovery_codes(actor, &typed.present, &typed.code)?;
        return Ok(shown_once(view, actor, codes, view.t.accounts_factor_renewed()));
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

/// Everybody who keeps an own account, and whoever may do nothing else yet.
fn may_enrol(actor: &Actor) -> Result<(), WebError> {
    if actor.enrolling { Ok(()) } else { need(actor, Deed::KeepOwnAccount) }
}

fn around<'a>(view: &'a View, title: &str) -> Page<'a> {
    Page::new(view, title).crumb(view.t.user_menu(), Some("/account")).crumb(title, None)
}

fn offered(view: &View, actor: &Actor, offer: &OfferedKey, code: Field, status: StatusCode) -> Response {
    let t = view.t;
    let signs: Vec<char> = offer.key.0.chars().collect();
    let groups = signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    let form = ShownForm::new(view.form(HERE), vec![code], t.accounts_factor_turn_on());
    let (picture, key) = (picture(&offer.address), offer.key.0.clone());
    if actor.enrolling {
        let leave = Some(view.visitor.csrf.clone().unwrap_or_default());
        let page = Page::new(view, t.accounts_factor_turn_on()).lead(t.accounts_factor_asked()).status(status);
        return page.render(&OfferPage { t, picture, groups, key, form, leave });
    }
    let form = form.cancel(t.accounts_back(), "/account");
    let body = OfferPage { t, picture, groups, key, form, leave: None };
    around(view, t.accounts_factor_turn_on()).lead(t.accounts_factor_words()).status(status).render(&body)
}

fn kept(view: &View, own: OwnFactor, fields: Vec<Field>, status: StatusCode) -> Response {
    let t = view.t;
    let does = if own.is_asked { t.accounts_recovery_renew() } else { t.accounts_factor_turn_off() };
    let form = ShownForm::new(view.form(format!("{HERE}/change")), fields, does);
    let left = t.digits(&own.recovery_codes.to_string()).into_owned();
    let body = FactorPage { t, left, few: own.recovery_codes < 3, is_asked: own.is_asked, form };
    around(view, t.accounts_factor()).status(status).render(&body)
}

/// The codes; whoever had to set it up goes on from here to whatever they came for.
fn shown_once(view: &View, actor: &Actor, codes: Vec<String>, words: &str) -> Response {
    let (t, enrolled) = (view.t, actor.enrolling);
    let title = t.accounts_recovery_codes();
    let page = if enrolled { Page::new(view, title) } else { around(view, title) };
    page.notice(Notice::new(Tone::Success, words)).render(&CodesPage { t, codes, enrolled })
}
