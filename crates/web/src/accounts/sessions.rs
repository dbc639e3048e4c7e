//! One's own sessions on the account's page: each with when it was last seen and where it began, and the ways to end them.

use axum::extract::{Path, State};
use axum::http::Extensions;
use axum::response::Response;
use phaen_app::accounts::OwnSession;
use phaen_domain::access::Action as Deed;

use crate::components::Tone;
use crate::cookies::encode;
use crate::errors::WebError;
use crate::flash;
use crate::signed::{Signed, need};
use crate::site::{SignedIn, Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// One session as a row.
pub(super) struct SessionRow {
    /// Browser and system, or that they are not known.
    pub(super) browser: String,
    /// The network it began in.
    pub(super) network: Option<String>,
    /// When it began.
    pub(super) began: String,
    /// When it was last seen.
    pub(super) seen: String,
    /// Whether it is the reader's own.
    pub(super) is_this: bool,
    /// Where it is ended.
    pub(super) end: String,
}

/// A session as a row.
pub(super) fn row(t: Text, session: &OwnSession) -> SessionRow {
    SessionRow {
        browser: session.browser.clone().unwrap_or_else(|| t.accounts_browser_unknown().to_owned()),
        network: session.network.clone(),
        began: when::instant(t, session.began_at),
        seen: when::instant(t, session.seen_at),
        is_this: session.is_this,
        end: format!("/account/sessions/{}/end", encode(&session.handle)),
    }
}

/// POST /account/sessions/{handle}/end
pub(super) async fn end_one(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(handle): Path<String>,
) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    blocking(move || site.app.end_session(&actor, &handle)).await?;
    Ok(flash::redirect_with("/account", Tone::Success, view.t.accounts_session_ended()))
}

/// POST /account/sessions/end-others
pub(super) async fn end_others(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    extensions: Extensions,
) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    let secret = extensions.get::<SignedIn>().and_then(|signed_in| signed_in.secret.clone()).ok_or(WebError::Unauthenticated)?;
    blocking(move || site.app.end_other_sessions(&actor, &secret)).await?;
    Ok(flash::redirect_with("/account", Tone::Success, view.t.accounts_others_ended()))
}

/// POST /account/sessions/end
pub(super) async fn end_all(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    need(&actor, Deed::KeepOwnAccount)?;
    blocking(move || site.app.sign_out_everywhere(&actor)).await?;
    Ok(flash::redirect_with("/login", Tone::Success, view.t.accounts_signed_out()))
}
