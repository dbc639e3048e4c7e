//! The site: all rooms with their declared permissions, inside the shell, over the use cases.

use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use phaen_app::{Actor, App};
use phaen_domain::access::Action;
use phaen_domain::journal::Head;
use phaen_domain::organisation::Agency;

use crate::caller::Proxies;
use crate::errors::WebError;
use crate::explain::wording;
use crate::kept::Kept;
use crate::layout::Room;
use crate::returns::KeptReturns;
use crate::rooms::Rooms;
use crate::shell::{Settings, shell};
use crate::text::Text;
use crate::visitor::{AccountCard, Recognition, Visitor, Visitors};
use crate::{
    accounts, api, board, books, calendar, cookies, display, exchange, explain, feeds, indicators, journal, login, notices,
    offices, overview, plan, projects, returns, rounds, search, units, work,
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
    /// Pages of returns that stand.
    pub kept_returns: Arc<KeptReturns>,
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
        .with(work::routes)
        .with(notices::routes)
        .with(feeds::routes)
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
        .with(offices::routes)
        .with(accounts::routes)
        .with(api::routes)
}

/// The whole site as it usually is.
pub fn site(app: App, https: bool) -> Router {
    installed(app, &Settings { https, ..Settings::default() })
}

/// The whole site as an installation sets it.
pub fn installed(app: App, settings: &Settings) -> Router {
    let site = Site {
        app,
        https: settings.https,
        proxies: settings.trusted_proxies.clone(),
        kept: Arc::default(),
        kept_returns: Arc::default(),
    };
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
            let with_counts = shows_a_menu(parts);
            let found = blocking(move || known(&app, token.as_deref(), cookie, with_counts)).await?;
            let Some(Known { signed_in, csrf, agency, unread, work }) = found else { return Ok(Visitor::default()) };
            let t = Text::new(display::Display::from_headers(&parts.headers));
            let office = match signed_in.actor.enrolling {
                true => t.accounts_enrolling().to_owned(),
                false => wording::word(t, signed_in.actor.role()),
            };
            let card = AccountCard { name: signed_in.actor.name.clone(), office };
            let mut visitor = Visitor::with_account(card, String::new());
            (visitor.csrf, visitor.unread) = (csrf, unread);
            visitor.agency = agency.map(|agency| wording::name(t, &agency.name_th, agency.name_en.as_ref()).into_owned());
            visitor.menu.retain(|entry| match entry.room {
                Room::Accounts => signed_in.actor.may(Action::ReadAccounts),
                Room::Board | Room::Offices => signed_in.actor.may(Action::ReadBoard),
                _ => true,
            });
            if signed_in.actor.enrolling {
                visitor.menu.clear();
                visitor.unread = 0;
            }
            for entry in visitor.menu.iter_mut().filter(|entry| entry.room == Room::Work) {
                entry.badge = (work > 0).then(|| work.to_string());
            }
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

/// Whether the answer is a page with the menu beside it, so that what waits is counted for it.
fn shows_a_menu(parts: &Parts) -> bool {
    let path = parts.uri.path();
    parts.method == Method::GET
        && !path.starts_with("/api/")
        && !path.starts_with("/assets/")
        && !parts.headers.contains_key("hx-request")
}

/// Somebody who was recognised.
struct Known {
    signed_in: SignedIn,
    csrf: Option<String>,
    agency: Option<Agency>,
    unread: usize,
    work: usize,
}

fn known(app: &App, token: Option<&str>, cookie: Option<String>, with_counts: bool) -> Result<Option<Known>, WebError> {
    if let Some(token) = token {
        let actor = app.token_actor(token)?;
        let signed_in = |actor| SignedIn { actor, secret: None, head: None };
        let nothing_shown = |signed_in| Known { signed_in, csrf: None, agency: None, unread: 0, work: 0 };
        return Ok(actor.map(signed_in).map(nothing_shown));
    }
    let Some(secret) = cookie else { return Ok(None) };
    let Some(visit) = app.visit(&secret)? else { return Ok(None) };
    let work = if with_counts { app.work_count(&visit.actor, visit.head)? } else { 0 };
    let signed_in = SignedIn { actor: visit.actor, secret: Some(secret), head: Some(visit.head) };
    Ok(Some(Known { signed_in, csrf: Some(visit.csrf), agency: visit.agency, unread: visit.unread, work }))
}
