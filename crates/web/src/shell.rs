//! Puts the layers around the routes. From the outside in: what is still being sent, request id and trace, security headers, visitor, pages
//! for refusals, panic, time limit, size limit, forgery guard, routes.
//!
//! Every route of the product passes here, so nothing can be served without them.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::caller::Proxies;
use crate::errors::WebError;
use crate::layers::{forgery, lingering, refusals, request_id, security, visitors};
use crate::visitor::Visitors;
use crate::{api, assets, exchange, preferences};

/// What an installation may set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// True when people reach the system over https (directly or through a proxy).
    pub https: bool,
    /// Largest form in bytes.
    pub form_limit: usize,
    /// Largest upload in bytes; routes that take files raise their own limit up to this.
    pub upload_limit: usize,
    /// Longest time a request may take.
    pub time_limit: Duration,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Proxies,
}

impl Settings {
    /// The largest body that an address takes, as its refusal says it.
    #[must_use]
    pub fn limit_of(&self, path: &str) -> usize {
        let takes_files = matches!(path, exchange::UPLOADS | api::IMPORT) || api::takes_evidence(path);
        if takes_files { exchange::LARGEST } else { self.form_limit }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            https: false,
            form_limit: 1024 * 1024,
            upload_limit: 32 * 1024 * 1024,
            time_limit: Duration::from_secs(30),
            trusted_proxies: Proxies::default(),
        }
    }
}

/// The whole site: the routes of the rooms inside the layers, with assets and preferences added.
pub fn shell(rooms: Router, settings: &Settings, visitors: Arc<dyn Visitors>) -> Router {
    let own = Router::new()
        .route("/assets/{*path}", get(assets::serve))
        .route(preferences::PATH, post(preferences::save))
        .with_state(settings.clone());
    rooms
        .merge(own)
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn(forgery::guard))
        .layer(DefaultBodyLimit::max(settings.form_limit))
        .layer(RequestBodyLimitLayer::new(settings.upload_limit))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, settings.time_limit))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(settings.clone(), refusals::dress))
        .layer(from_fn_with_state(visitors, visitors::recognise))
        .layer(from_fn_with_state(settings.clone(), security::headers))
        .layer(from_fn(request_id::name_and_trace))
        .layer(from_fn(lingering::linger))
}

async fn not_found() -> WebError {
    WebError::NotFound
}

async fn not_allowed() -> WebError {
    WebError::NotAllowed
}

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the payload over by value")]
fn panicked(payload: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let words = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no words");
    WebError::internal(format!("panic: {words}")).into_response()
}
