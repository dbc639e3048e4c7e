//! Headers that tell the browser what these pages may never do.
//!
//! No inline style, no inline script, nothing from other hosts, no framing. Pages are not kept in caches: they hold
//! government data and the next person at the screen may be another.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use crate::shell::Settings;

/// The content policy of every answer.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; connect-src 'self'";

const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";

/// A stricter content policy of one answer, such as a file of somebody else that is shown in place.
#[derive(Clone, Copy, Debug)]
pub struct OwnPolicy(pub &'static str);

/// The layer.
pub async fn headers(State(settings): State<Settings>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = response.extensions().get::<OwnPolicy>().map_or(CONTENT_POLICY, |own| own.0);
    let headers = response.headers_mut();
    let always = [
        (CONTENT_SECURITY_POLICY, policy),
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in always {
        let _ = headers.insert(name, HeaderValue::from_static(value));
    }
    let _ = headers.insert("permissions-policy", HeaderValue::from_static(PERMISSIONS));
    let _ = headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    let _ = headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    if settings.https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        let _ = headers.insert(STRICT_TRANSPORT_SECURITY, year);
    }
    if !headers.contains_key(CACHE_CONTROL) {
        let _ = headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
