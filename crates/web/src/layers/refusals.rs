//! Turns every refusal that leaves a handler or a layer into a page, a part of a page or a problem document.
//!
//! Handlers return a [`WebError`]; the framework's own bare refusals (unknown path, body too large, time over) are
//! recognised by their status. Each is logged once, here.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::errors::{self, Dressed, WebError};
use crate::shell::Settings;
use crate::view::View;

/// The layer.
pub async fn dress(State(settings): State<Settings>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let view = View::from_parts(&parts);
    let medium = errors::Medium::of(&parts);
    let limit = settings.limit_of(parts.uri.path());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if response.extensions().get::<Dressed>().is_some() {
        return response;
    }
    let status = response.status();
    let stated = response.extensions_mut().remove::<WebError>();
    let Some(error) = stated.or_else(|| WebError::from_status(status)) else {
        return response;
    };
    if let Some(detail) = error.failure() {
        tracing::error!(id = view.request_id, detail, "request failed");
    } else {
        tracing::info!(id = view.request_id, refusal = error.code(), "request refused");
    }
    errors::dressed(&error, &view, medium, limit)
}
