//! Asks the wiring who the visitor is and hands the answer to everything inside.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::errors;
use crate::view::View;
use crate::visitor::Visitors;

/// The layer. When the visitor cannot be found out (the store does not answer) nothing further is asked.
pub async fn recognise(State(visitors): State<Arc<dyn Visitors>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    // Assets are the same for everybody: no question to the store for them.
    if parts.uri.path().starts_with("/assets/") {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let recognition = visitors.recognise(&mut parts).await;
    match recognition {
        Ok(visitor) => {
            let _ = parts.extensions.insert(visitor);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(error) => {
            let view = View::from_parts(&parts);
            let medium = errors::Medium::of(&parts);
            errors::dressed(&error, &view, medium, 0).into_response()
        }
    }
}
