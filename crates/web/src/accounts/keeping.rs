//! What is done to one account besides changing it: a link made and taken back, a lock ended, sessions ended, a second factor taken off.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use phaen_app::accounts::Link;
use phaen_app::{Actor, App, AppError, FieldProblem};
use phaen_domain::access::Action as Deed;
use serde::Deserialize;

use super::page_account::{self, path_of};
use crate::components::{Notice, Tone};
use crate::display::Lang;
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
    reason: String,
}

#[derive(Template)]
#[template(path = "accounts/page_link.html")]
struct LinkPage {
    t: Text,
    login: String,
    link: String,
    ends: String,
}

/// POST /accounts/{login}/invite. The link is shown in the answer itself and nowhere else.
pub(super) async fn invite(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    headers: HeaderMap,
    Path(login): Path<String>,
) -> Result<Response, WebError> {
    need(&actor, Deed::ManageUnitAccounts)?;
    let (app, key) = (site.app.clone(), login.clone());
    match blocking(move || Ok::<_, WebError>(app.invite(&actor, &key))).await? {
        Ok(link) => Ok(link_page(&site, &view, &headers, &login, &link)),
        Err(error) => said(&view, &login, error),
    }
}

/// POST /accounts/{login}/invitations/revoke
pub(super) async fn revoke(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(login): Path<String>,
) -> Result<Response, WebError> {
    simple(site, view, actor, login, |t| t.accounts_link_revoked(), App::revoke_invitations).await
}

/// POST /accounts/{login}/unlock
pub(super) async fn unlock(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(login): Path<String>,
) -> Result<Response, WebError> {
    simple(site, view, actor, login, |t| t.accounts_unlocked(), App::unlock_account).await
}

/// POST /accounts/{login}/sessions/end
pub(super) async fn end_sessions(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(login): Path<String>,
) -> Result<Response, WebError> {
    simple(site, view, actor, login, |t| t.accounts_sessions_of_ended(), App::end_sessions_of).await
}

/// POST /accounts/{login}/second-factor/remove
pub(super) async fn remove_factor(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(login): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&actor, Deed::ManageUnitAccounts)?;
    let (app, who, key) = (site.app.clone(), actor.clone(), login.clone());
    match blocking(move || Ok::<_, WebError>(app.remove_factor(&who, &key, &typed.reason))).await? {
        Ok(()) => Ok(flash::redirect_with(&path_of(&login), Tone::Success, view.t.accounts_factor_removed())),
        Err(error @ AppError::Fields(_)) => page_account::again(&site, &view, actor, &login, error).await,
        Err(error) => Err(error.into()),
    }
}

/// A use case about one account that asks for nothing.
type Deal = fn(&App, &Actor, &str) -> Result<(), AppError>;

async fn simple(
    site: Site,
    view: View,
    actor: Actor,
    login: String,
    done: fn(Text) -> &'static str,
    deal: Deal,
) -> Result<Response, WebError> {
    need(&actor, Deed::ManageUnitAccounts)?;
    let key = login.clone();
    match blocking(move || Ok::<_, WebError>(deal(&site.app, &actor, &key))).await? {
        Ok(()) => Ok(flash::redirect_with(&path_of(&login), Tone::Success, done(view.t))),
        Err(error) => said(&view, &login, error),
    }
}

/// A refusal that no field stands for is told on the account's page.
fn said(view: &View, login: &str, error: AppError) -> Result<Response, WebError> {
    let AppError::Fields(problems) = error else { return Err(error.into()) };
    let words = |it: &FieldProblem| if view.t.display().lang == Lang::Thai { it.th.clone() } else { it.en.clone() };
    let words = problems.first().map(words).unwrap_or_default();
    Ok(flash::redirect_with(&path_of(login), Tone::Refusal, &words))
}

/// The page that shows a link once.
pub(super) fn link_page(site: &Site, view: &View, headers: &HeaderMap, login: &str, link: &Link) -> Response {
    let t = view.t;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if site.https { "https" } else { "http" };
    let by_host = || if host.is_empty() { String::new() } else { format!("{scheme}://{host}") };
    // What the program was told is believed before what a request says of itself.
    let start = site.app.site().map_or_else(by_host, |site| site.trim_end_matches('/').to_owned());
    let body = LinkPage {
        t,
        login: login.to_owned(),
        link: format!("{start}/invitation/{}", link.secret),
        ends: when::instant(t, link.expires_at),
    };
    let page = Page::new(view, t.accounts_link()).in_room(Room::Accounts).crumb(login, Some(&path_of(login)));
    page.notice(Notice::new(Tone::Success, t.accounts_link_made())).status(StatusCode::OK).render(&body)
}
