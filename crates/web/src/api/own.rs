//! What the caller keeps of themselves: where letters go, sessions, access tokens.
//!
//! A password and a second factor are chosen on the pages, by the person at the screen: neither ever comes this way.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::accounts::OwnSession;
use phaen_app::ports::Token;
use phaen_domain::access::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use super::me::{self, Me};
use super::once::{Sent, Told};
use super::refusal::Refusal;

/// Where the caller is signed in.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionsAnswer {
    /// The one that asks first, then those seen last.
    sessions: Vec<SessionAnswer>,
}

/// A signed-in browser.
#[derive(Serialize, ToSchema)]
struct SessionAnswer {
    /// What it is called when it is to be ended; it opens nothing.
    id: String,
    /// Whether it is the one that asks; never by a token.
    is_this: bool,
    /// When it began.
    #[schema(format = DateTime)]
    began_at: String,
    /// When it was last seen, to within a few minutes.
    #[schema(format = DateTime)]
    seen_at: String,
    /// When it ends by itself.
    #[schema(format = DateTime)]
    ends_at: String,
    /// Browser and system in a few words, when they were said.
    browser: Option<String>,
    /// The network it began in, when that was known.
    network: Option<String>,
}

/// The caller's access tokens.
#[derive(Serialize, ToSchema)]
pub(super) struct TokensAnswer {
    /// Newest first.
    tokens: Vec<TokenAnswer>,
}

/// An access token.
#[derive(Serialize, ToSchema)]
pub(super) struct TokenAnswer {
    /// What it is called when it is to be taken back.
    id: String,
    /// What it is for.
    name: String,
    /// When it was made.
    #[schema(format = DateTime)]
    made_at: String,
    /// When it was taken back.
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
    /// The token itself: in the first answer to the request that made it, and never again.
    token: Option<String>,
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct TokenBody {
    /// What it is for.
    #[schema(example = "ระบบคลังข้อมูล", min_length = 1, max_length = 100)]
    name: String,
}

/// Where letters go.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct EmailBody {
    /// The address; absent or null for no letters.
    #[schema(example = "somsri@example.go.th")]
    email: Option<String>,
}

impl SessionAnswer {
    fn of(it: OwnSession) -> Self {
        Self {
            id: it.handle,
            is_this: it.is_this,
            began_at: it.began_at.to_string(),
            seen_at: it.seen_at.to_string(),
            ends_at: it.ends_at.to_string(),
            browser: it.browser,
            network: it.network,
        }
    }
}

impl TokenAnswer {
    fn of(it: &Token) -> Self {
        Self {
            id: it.id.clone(),
            name: it.name.clone(),
            made_at: it.created_at.to_string(),
            revoked_at: it.revoked_at.map(|at| at.to_string()),
            token: None,
        }
    }
}

fn sessions_of(call: &Call) -> Result<SessionsAnswer, Refusal> {
    let sessions = call.app.own_sessions(&call.actor, call.session.as_deref())?;
    Ok(SessionsAnswer { sessions: sessions.into_iter().map(SessionAnswer::of).collect() })
}

fn tokens_of(call: &Call) -> Result<TokensAnswer, Refusal> {
    Ok(TokensAnswer { tokens: call.app.tokens(&call.actor)?.iter().map(TokenAnswer::of).collect() })
}

/// Where the caller is signed in
#[utoipa::path(
    get, path = "/api/v1/me/sessions", tag = "me",
    extensions(("x-summary-th" = json!("เครื่องที่ผู้เรียกใช้เข้าสู่ระบบอยู่"))),
    responses((status = 200, description = "The sessions", body = SessionsAnswer))
)]
pub(super) async fn sessions(call: Call) -> Response {
    call.fresh(Action::KeepOwnAccount, sessions_of).await
}

/// Ends one of the caller's sessions
#[utoipa::path(
    post, path = "/api/v1/me/sessions/{id}/end", tag = "me",
    extensions(("x-summary-th" = json!("ออกจากระบบในเครื่องหนึ่ง"))),
    params(("id" = String, Path, description = "What the list calls it")),
    responses(
        (status = 200, description = "The sessions that are left", body = SessionsAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn end_session(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<String>| {
        Body::read_some(&sent.body)?.nothing()?;
        Ok(call.app.end_session(&call.actor, &sent.path)?)
    };
    let tell = |call: &Call, _: &Sent<String>, _: Option<()>| Ok(Told::ok(sessions_of(call)?));
    call.write(Action::KeepOwnAccount, Sent { path, body }, write, tell).await
}

/// Ends all of the caller's sessions but the one that asks; by a token, all of them
#[utoipa::path(
    post, path = "/api/v1/me/sessions/end-others", tag = "me",
    extensions(("x-summary-th" = json!("ออกจากระบบในเครื่องอื่นทั้งหมด"))),
    responses(
        (status = 200, description = "The sessions that are left", body = SessionsAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 422, response = Invalid),
    )
)]
pub(super) async fn end_others(call: Call, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<()>| {
        Body::read_some(&sent.body)?.nothing()?;
        match &call.session {
            Some(this) => Ok(call.app.end_other_sessions(&call.actor, this)?),
            None => Ok(call.app.sign_out_everywhere(&call.actor)?),
        }
    };
    let tell = |call: &Call, _: &Sent<()>, _: Option<()>| Ok(Told::ok(sessions_of(call)?));
    call.write(Action::KeepOwnAccount, Sent { path: (), body }, write, tell).await
}

/// The caller's access tokens, never with what they are
#[utoipa::path(
    get, path = "/api/v1/me/tokens", tag = "me",
    extensions(("x-summary-th" = json!("รหัสเชื่อมต่อของผู้เรียกใช้"))),
    responses((status = 200, description = "The tokens", body = TokensAnswer))
)]
pub(super) async fn tokens(call: Call) -> Response {
    call.read(Action::KeepOwnAccount, tokens_of).await
}

fn token_name(sent: &Sent<()>) -> Result<String, Refusal> {
    let mut body = Body::read(&sent.body)?;
    let name = body.needed("name");
    body.end(Some(name))
}

/// Makes an access token
///
/// The token is told once: asked again by the same key, the answer has none.
#[utoipa::path(
    post, path = "/api/v1/me/tokens", tag = "me",
    extensions(("x-summary-th" = json!("สร้างรหัสเชื่อมต่อ แสดงครั้งเดียว"))),
    request_body(content = TokenBody, content_type = "application/json"),
    responses(
        (status = 201, description = "Made", body = TokenAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn make_token(call: Call, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<()>| Ok(call.app.make_token(&call.actor, &token_name(sent)?)?);
    let tell = |call: &Call, sent: &Sent<()>, token: Option<String>| {
        let name = token_name(sent)?;
        let tokens = call.app.tokens(&call.actor)?;
        let made = tokens.iter().find(|it| it.name == name).ok_or_else(|| Refusal::missing("token", &name))?;
        Ok(Told::new(StatusCode::CREATED, TokenAnswer { token, ..TokenAnswer::of(made) }).not_kept())
    };
    call.write(Action::KeepOwnAccount, Sent { path: (), body }, write, tell).await
}

/// Takes one of the caller's access tokens back: it opens nothing any more
#[utoipa::path(
    post, path = "/api/v1/me/tokens/{id}/revoke", tag = "me",
    extensions(("x-summary-th" = json!("ยกเลิกรหัสเชื่อมต่อ"))),
    params(("id" = String, Path, description = "What the list calls it")),
    responses(
        (status = 200, description = "The tokens as they are now", body = TokensAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn revoke_token(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<String>| {
        Body::read_some(&sent.body)?.nothing()?;
        Ok(call.app.revoke_token(&call.actor, &sent.path)?)
    };
    let tell = |call: &Call, _: &Sent<String>, _: Option<()>| Ok(Told::ok(tokens_of(call)?));
    call.write(Action::KeepOwnAccount, Sent { path, body }, write, tell).await
}

/// Changes where the caller's letters go
#[utoipa::path(
    post, path = "/api/v1/me/email", tag = "me",
    extensions(("x-summary-th" = json!("เปลี่ยนอีเมลของผู้เรียกใช้"))),
    request_body(content = EmailBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The caller", body = Me), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn change_email(call: Call, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<()>| {
        let mut body = Body::read(&sent.body)?;
        let email = body.text("email");
        let email = body.end(Some(email))?;
        Ok(call.app.change_own_email(&call.actor, email.as_deref().unwrap_or_default())?)
    };
    let tell = |call: &Call, _: &Sent<()>, _: Option<()>| Ok(Told::ok(me::of(call)?).not_kept());
    call.write(Action::KeepOwnAccount, Sent { path: (), body }, write, tell).await
}
