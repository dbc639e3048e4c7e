//! One call of the API: who calls, what was asked beside the path, and the ways to answer: data, a file. Writes stand in [`super::once`].
//!
//! Reads answer with a strong entity tag made of the journal's head, the day, the caller and the address, so that a client that already has
//! the answer is told so before anything is computed (`decisions.md` 12). What does not follow from the journal and the day is computed each
//! time, and its tag is made of what was found.

use axum::body::Bytes;
use axum::extract::{FromRequestParts, Query};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::{Action, may};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::refusal::{Fault, Refusal};
use crate::download::attachment_of;
use crate::errors::WebError;
use crate::signed::Signed;
use crate::site::{SignedIn, Site};
use crate::view::View;

/// Everything about a call except its path's own parameters and its body.
#[derive(Clone)]
pub(super) struct Call {
    /// The use cases.
    pub(super) app: App,
    /// Who calls.
    pub(super) actor: Actor,
    /// The secret of the session by which the call came; none for an access token.
    pub(super) session: Option<String>,
    /// The reader's side, for refusals.
    pub(super) view: View,
    /// The method and the address with its query.
    pub(super) asked_for: (String, String),
    /// The name that the caller gave to a write.
    pub(super) key: Option<HeaderValue>,
    query: Vec<(String, String)>,
    known_tags: Vec<String>,
}

/// A file to hand over.
pub(super) struct File<B = Vec<u8>> {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) bytes: B,
}

impl FromRequestParts<Site> for Call {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let Signed(actor) = Signed::from_request_parts(parts, site).await?;
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, site).await;
        let Query(query) = query.map_err(|_| WebError::BadRequest.into_response())?;
        Ok(Self {
            app: site.app.clone(),
            actor,
            session: parts.extensions.get::<SignedIn>().and_then(|signed_in| signed_in.secret.clone()),
            view: View::from_parts(parts),
            asked_for: (parts.method.to_string(), parts.uri.path_and_query().map_or_else(String::new, ToString::to_string)),
            key: parts.headers.get(super::once::HEADER).cloned(),
            query,
            known_tags: known_tags(&parts.headers),
        })
    }
}

impl Call {
    /// The same call with other use cases.
    pub(super) fn with(&self, app: App) -> Self {
        Self { app, ..self.clone() }
    }

    /// Whether an access token was shown; otherwise a session's cookie.
    pub(super) const fn by_token(&self) -> bool {
        self.session.is_none()
    }

    /// A parameter of the query, when it is there and not empty; the first when it is repeated.
    pub(super) fn asked(&self, name: &str) -> Option<&str> {
        self.raw(name).filter(|value| !value.is_empty())
    }

    /// A parameter of the query as it was sent, even empty; the first when it is repeated.
    pub(super) fn raw(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A whole number of the query.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &'static str) -> Result<Option<T>, Refusal> {
        let Some(text) = self.asked(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            Refusal::Fields(vec![Fault::new(
                name,
                "ต้องเป็นจำนวนเต็มตั้งแต่ 0 ที่ไม่ใหญ่เกินไป",
                "must be a whole number from 0 that is not too large",
            )])
        })
    }

    /// The edition asked for.
    pub(super) fn edition(&self) -> Result<Option<u32>, Refusal> {
        self.number("edition")
    }

    /// The frozen revision asked for.
    pub(super) fn revision(&self) -> Result<Option<u32>, Refusal> {
        self.number("revision")
    }

    /// Answers with data that follow from what is stored.
    pub(super) async fn read<T: Serialize>(
        self,
        action: Action,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Response {
        self.tagged(action, |call| json(StatusCode::OK, &work(call)?)).await
    }

    /// Answers with a file that follows from what is stored.
    pub(super) async fn file<B: Into<axum::body::Body>>(
        self,
        action: Action,
        work: impl FnOnce(&Self) -> Result<File<B>, Refusal> + Send + 'static,
    ) -> Response {
        self.tagged(action, |call| work(call).map(|file| attachment_of(file.kind, &file.name, file.bytes.into()))).await
    }

    /// Answers with something that is found out anew each time.
    pub(super) async fn fresh<T: Serialize>(
        self,
        action: Action,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Response {
        self.run(action, |call| {
            let found = serde_json::to_vec(&work(call)?).map_err(|error| Refusal::internal(&error))?;
            call.under(&tag_of([&found]), || Ok(json_text(StatusCode::OK, found)))
        })
        .await
    }

    /// Answers with a small file that is made anew each time.
    pub(super) async fn fresh_file(
        self,
        action: Action,
        work: impl FnOnce(&Self) -> Result<File, Refusal> + Send + 'static,
    ) -> Response {
        self.run(action, |call| {
            let File { kind, name, bytes } = work(call)?;
            call.under(&tag_of([&bytes]), || Ok(attachment_of(kind, &name, bytes.into())))
        })
        .await
    }

    async fn tagged(self, action: Action, work: impl FnOnce(&Self) -> Result<Response, Refusal> + Send + 'static) -> Response {
        self.run(action, |call| call.under(&call.tag()?, || work(call))).await
    }

    /// What is made under a tag; nothing is, where the caller has it already.
    fn under(&self, tag: &str, make: impl FnOnce() -> Result<Response, Refusal>) -> Result<Response, Refusal> {
        let known = self.known_tags.iter().any(|known| known == tag);
        let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { make()? };
        let headers = response.headers_mut();
        let _ = headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        let _ = headers.insert(VARY, HeaderValue::from_static("Authorization, Cookie"));
        let _ = headers.insert(ETAG, HeaderValue::from_str(tag).map_err(|error| Refusal::internal(&error))?);
        Ok(response)
    }

    /// Runs the work where waiting is allowed. Authority comes before everything else, so that nobody learns from a refusal what they may
    /// not read; the use case asks again.
    pub(super) async fn run(
        self,
        action: Action,
        work: impl FnOnce(&Self) -> Result<Response, Refusal> + Send + 'static,
    ) -> Response {
        let view = self.view.clone();
        let done = tokio::task::spawn_blocking(move || {
            may(&self.actor.offices, action).map_err(AppError::Denied)?;
            work(&self)
        });
        match done.await {
            Ok(Ok(response)) => response,
            Ok(Err(refusal)) => refusal.answer(&view),
            Err(error) => Refusal::internal(&error).answer(&view),
        }
    }

    fn tag(&self) -> Result<String, Refusal> {
        let head = self.app.standing(&self.actor)?;
        // Who stands in for whom, and what is overdue, follow from the day as well.
        let today = self.app.today().to_string();
        Ok(tag_of([env!("CARGO_PKG_VERSION"), &head.hash.to_string(), &today, &self.actor.account, &self.asked_for.1]))
    }
}

/// The tag of an answer that is what these parts are.
fn tag_of<const PARTS: usize>(parts: [impl AsRef<[u8]>; PARTS]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update("\n");
    }
    let digits: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}\"")
}

fn known_tags(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(|tag| tag.trim().trim_start_matches("W/").to_owned()).collect()
}

fn json<T: Serialize>(status: StatusCode, answer: &T) -> Result<Response, Refusal> {
    let bytes = serde_json::to_vec(answer).map_err(|error| Refusal::internal(&error))?;
    Ok(json_text(status, bytes))
}

/// An answer whose JSON is written already.
pub(super) fn json_text(status: StatusCode, bytes: impl Into<Bytes>) -> Response {
    let mut response = (status, bytes.into()).into_response();
    let _ = response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
