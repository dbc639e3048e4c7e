//! One's own account: password, sessions, access tokens.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{Extensions, StatusCode};
use axum::response::Response;
use phaen_app::accounts::{OwnFactor, OwnSession};
use phaen_app::ports::Token;
use phaen_app::{Actor, AppError};
use phaen_domain::access::{Action as Deed, Office};
use serde::Deserialize;

use super::sessions::{SessionRow, row};
use super::{beside, email, name};
use crate::components::{Field, Form as ShownForm, Kind, Notice, Tone};
use crate::cookies::encode;
use crate::display::Lang;
use crate::errors::WebError;
use crate::flash;
use crate::layout::Page;
use crate::projects::word;
use crate::signed::{Signed, need};
use crate::site::{SignedIn, Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// The password form as typed.
#[derive(Default, Deserialize)]
pub(super) struct Passwords {
    #[serde(default)]
    old: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// The token form as typed.
#[derive(Default, Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    name: String,
}

struct TokenRow {
    name: String,
    made: String,
    revoked: Option<String>,
    revoke: String,
}

#[derive(Template)]
#[template(path = "accounts/page_own.html")]
struct OwnPage {
    t: Text,
    login: String,
    name: String,
    role: &'static str,
    offices: Vec<String>,
    factor: OwnFactor,
    ends: Option<String>,
    sessions: Vec<SessionRow>,
    others: bool,
    rename: ShownForm,
    email: ShownForm,
    password: ShownForm,
    token: ShownForm,
    tokens: Vec<TokenRow>,
    secret: Option<String>,
    key: String,
}

/// What is read for the page.
type Read = (Vec<Token>, Vec<OwnSession>, Option<String>, OwnFactor);

/// What the page shows beside what is stored.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) name: Option<Vec<Field>>,
    pub(super) email: Option<Vec<Field>>,
    pub(super) password: Option<Vec<Field>>,
    pub(super) token: Option<Vec<Field>>,
    pub(super) secret: Option<String>,
    pub(super) status: StatusCode,
}

/// GET /account
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    extensions: Extensions,
) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    page(&site, &view, actor, &extensions, Shown::default()).await
}

/// POST /account/password
pub(super) async fn change_password(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    extensions: Extensions,
    Form(typed): Form<Passwords>,
) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    let t = view.t;
    let mut fields = password_fields(t);
    let refused = |fields| Shown { password: Some(fields), status: StatusCode::UNPROCESSABLE_ENTITY, ..Shown::default() };
    if typed.password != typed.again {
        wrong(&mut fields, "again", t.accounts_not_the_same());
        return page(&site, &view, actor, &extensions, refused(fields)).await;
    }
    let (app, who) = (site.app.clone(), actor.clone());
    match blocking(move || Ok::<_, WebError>(app.change_password(&who, &typed.old, &typed.password))).await? {
        Ok(()) => Ok(flash::redirect_with("/login", Tone::Success, t.accounts_password_changed())),
        Err(AppError::SignInFailed) => {
            wrong(&mut fields, "old", t.accounts_old_is_wrong());
            page(&site, &view, actor, &extensions, refused(fields)).await
        }
        Err(error) => {
            beside(t, &mut fields, error)?;
            page(&site, &view, actor, &extensions, refused(fields)).await
        }
    }
}

/// POST /account/tokens. The secret is shown in the answer itself and nowhere else: it may not travel in a message that waits.
pub(super) async fn make_token(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    extensions: Extensions,
    Form(typed): Form<Named>,
) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    let mut fields = token_fields(view.t, &typed.name);
    let (app, who) = (site.app.clone(), actor.clone());
    let shown = match blocking(move || Ok::<_, WebError>(app.make_token(&who, &typed.name))).await? {
        Ok(secret) => Shown { secret: Some(secret), ..Shown::default() },
        Err(error) => {
            beside(view.t, &mut fields, error)?;
            Shown { token: Some(fields), status: StatusCode::UNPROCESSABLE_ENTITY, ..Shown::default() }
        }
    };
    page(&site, &view, actor, &extensions, shown).await
}

/// POST /account/tokens/{id}/revoke
pub(super) async fn revoke_token(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    blocking(move || site.app.revoke_token(&actor, &id)).await?;
    Ok(flash::redirect_with("/account", Tone::Success, view.t.accounts_token_revoked()))
}

/// An office as decisions show it.
fn title(t: Text, office: &Office) -> String {
    if t.display().lang == Lang::Thai { office.title_th() } else { office.title_en() }
}

fn wrong(fields: &mut [Field], name: &str, words: &str) {
    if let Some(field) = fields.iter_mut().find(|field| field.name == name) {
        field.errors.push(words.to_owned());
    }
}

fn password_fields(t: Text) -> Vec<Field> {
    let field = |name, label| Field::new(name, label).kind(Kind::Password);
    vec![
        field("old", t.accounts_old_password()).autocomplete("current-password"),
        field("password", t.accounts_new_password()).hint(t.accounts_password_hint()).autocomplete("new-password"),
        field("again", t.accounts_again()).autocomplete("new-password"),
    ]
}

fn token_fields(t: Text, name: &str) -> Vec<Field> {
    vec![Field::new("name", t.accounts_token_name()).hint(t.accounts_token_name_hint()).value(name).autocomplete("off")]
}

pub(super) async fn page(
    site: &Site,
    view: &View,
    actor: Actor,
    extensions: &Extensions,
    shown: Shown,
) -> Result<Response, WebError> {
    let t = view.t;
    let secret = extensions.get::<SignedIn>().and_then(|signed_in| signed_in.secret.clone());
    let (app, who) = (site.app.clone(), actor.clone());
    let read = move || {
        let (tokens, sessions) = (app.tokens(&who)?, app.own_sessions(&who, secret.as_deref())?);
        Ok::<Read, AppError>((tokens, sessions, app.own_email(&who)?, app.own_factor(&who)?))
    };
    let (tokens, sessions, address, factor) = blocking(read).await?;
    let rename = shown.name.unwrap_or_else(|| name::fields(t, &actor.name));
    let email = shown.email.unwrap_or_else(|| email::fields(t, address.as_deref().unwrap_or_default()));
    let password = shown.password.unwrap_or_else(|| password_fields(t));
    let token = shown.token.unwrap_or_else(|| token_fields(t, ""));
    let body = OwnPage {
        t,
        login: actor.login.clone(),
        name: actor.name.clone(),
        role: word(t, actor.role()),
        offices: actor.offices.iter().skip(1).map(|office| t.digits(&title(t, office)).into_owned()).collect(),
        factor,
        ends: sessions.iter().find(|session| session.is_this).map(|session| when::instant(t, session.ends_at)),
        others: sessions.iter().any(|session| !session.is_this),
        sessions: sessions.iter().map(|session| row(t, session)).collect(),
        rename: ShownForm::new(view.form("/account/name"), rename, t.accounts_rename()),
        email: ShownForm::new(view.form("/account/email"), email, t.accounts_save_email()),
        password: ShownForm::new(view.form("/account/password"), password, t.accounts_change_password()),
        token: ShownForm::new(view.form("/account/tokens"), token, t.accounts_make_token()),
        tokens: tokens.iter().map(|token| token_row(t, token)).collect(),
        key: view.visitor.csrf.clone().unwrap_or_default(),
        secret: shown.secret,
    };
    let mut page = Page::new(view, t.user_menu()).crumb(t.user_menu(), None).status(shown.status);
    if body.secret.is_some() {
        page = page.notice(Notice::new(Tone::Success, t.accounts_token_made()));
    }
    Ok(page.render(&body))
}

fn token_row(t: Text, token: &Token) -> TokenRow {
    TokenRow {
        name: token.name.clone(),
        made: when::instant(t, token.created_at),
        revoked: token.revoked_at.map(|at| when::instant(t, at)),
        revoke: format!("/account/tokens/{}/revoke", encode(&token.id)),
    }
}
