//! The site: all rooms with their declared permissions, inside the shell, over the use cases.

use std::sync::Arc;

use axum::Router;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use phaen_app::{Actor, App};
use phaen_domain::access::Action;
use phaen_domain::journal::Head;
use phaen_domain::organisation::Agency;
use phaen_domain::words::Words;

use crate::caller::Proxies;
use crate::errors::WebError;
use crate::explain::wording;
use crate::kept::Kept;
use crate::layout::Room;
use crate::rooms::Rooms;
use crate::shell::{Settings, shell};
use crate::text::Text;
use crate::visitor::{AccountCard, Recognition, Visitor, Visitors};
use crate::{
    accounts, api, board, books, calendar, cookies, display, exchange, explain, indicators, journal, login, overview, plan,
    projects, returns, rounds, search, units,
};

/// What every handler shares.
#[derive(Clone)]
pub struct Site {
    /// The use cases.
    pub app: App,
    /// Whether people come by https.
    pub https: bool,
    /// Proxies whose word about the caller's address is believed.
    pub proxies: Proxies,
    /// Pages that were finished since the last change.
    pub kept: Arc<Kept>,
}

/// Who is signed in; in the request's extensions once a session or a token was recognised.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who acts.
    pub actor: Actor,
    /// The session's secret; none for an access token.
    pub secret: Option<String>,
    /// Where the journal stood as they came; none for an access token.
    pub head: Option<Head>,
}

/// All rooms of the site. A new room is added here and nowhere else.
#[must_use]
pub fn rooms() -> Rooms {
    Rooms::new()
        .with(login::routes)
        .with(overview::routes)
        .with(plan::routes)
        .with(indicators::routes)
        .with(rounds::routes)
        .with(returns::routes)
        .with(board::routes)
        .with(calendar::routes)
        .with(explain::routes)
        .with(projects::routes)
        .with(units::routes)
        .with(search::routes)
        .with(journal::routes)
        .with(exchange::routes)
        .with(books::routes)
        .with(accounts::routes)
        .with(api::routes)
}

/// The whole site as it usually is.
pub fn site(app: App, https: bool) -> Router {
    installed(app, &Settings { https, ..Settings::default() })
}

/// The whole site as an installation sets it.
pub fn installed(app: App, settings: &Settings) -> Router {
    let site = Site { app, https: settings.https, proxies: settings.trusted_proxies.clone(), kept: Arc::default() };
    let visitors = Arc::new(Sessions(site.clone()));
    shell(rooms().into_router().with_state(site), settings, visitors)
}

/// Runs a use case on the blocking pool: stores and password hashes wait.
///
/// # Errors
/// What the use case answers, as a refusal.
pub async fn blocking<T: Send + 'static, E: Into<WebError> + Send + 'static>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, WebError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer.map_err(Into::into),
        Err(error) => Err(WebError::internal(error)),
    }
}

/// Recognises visitors by their session cookie or their access token.
struct Sessions(Site);

impl Visitors for Sessions {
    fn recognise<'a>(&'a self, parts: &'a mut Parts) -> Recognition<'a> {
        Box::pin(async move {
            let (token, cookie) = (bearer(parts), cookies::read(&parts.headers, login::cookie_name(self.0.https)));
            if token.is_none() && cookie.is_none() {
                return Ok(Visitor::default());
            }
            let app = self.0.app.clone();
            let found = blocking(move || known(&app, token.as_deref(), cookie)).await?;
            let Some((signed_in, csrf, agency)) = found else { return Ok(Visitor::default()) };
            let t = Text::new(display::Display::from_headers(&parts.headers));
            let role = signed_in.actor.role();
            let office = if t.display().lang == display::Lang::Thai { role.th() } else { role.en() };
            let card = AccountCard { name: signed_in.actor.name.clone(), office: office.to_owned() };
            let mut visitor = Visitor::with_account(card, String::new());
            visitor.csrf = csrf;
            visitor.agency = agency.map(|agency| wording::name(t, &agency.name_th, agency.name_en.as_ref()).to_owned());
            visitor.menu.retain(|entry| match entry.room {
                Room::Accounts => signed_in.actor.may(Action::ManageAccounts),
                Room::Board => signed_in.actor.may(Action::ReadBoard),
                _ => true,
            });
            let _ = parts.extensions.insert(signed_in);
            Ok(visitor)
        })
    }
}

fn bearer(parts: &Parts) -> Option<String> {
    // An access token opens the API only, never the pages.
    let header = parts.headers.get(AUTHORIZATION).filter(|_| parts.uri.path().starts_with("/api/"))?;
    header.to_str().ok()?.strip_prefix("Bearer ").map(|token| token.trim().to_owned())
}

type Known = (SignedIn, Option<String>, Option<Agency>);

fn known(app: &App, token: Option<&str>, cookie: Option<String>) -> Result<Option<Known>, WebError> {
    if let Some(token) = token {
        let actor = app.token_actor(token)?;
        return Ok(actor.map(|actor| (SignedIn { actor, secret: None, head: None }, None, None)));
    }
    let Some(secret) = cookie else { return Ok(None) };
    let Some(visit) = app.visit(&secret)? else { return Ok(None) };
    let signed_in = SignedIn { actor: visit.actor, secret: Some(secret), head: Some(visit.head) };
    Ok(Some((signed_in, Some(visit.csrf), visit.agency)))
}
