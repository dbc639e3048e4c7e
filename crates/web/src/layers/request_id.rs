//! Names each request with a short id and writes one line about it when it ends.
//!
//! The id is what a person reads out on the telephone and what the log is searched for. The line holds method,
//! route pattern, status and time: never a query, a body, a name or an address of a person.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

/// The id of one request: eight letters and digits that cannot be mistaken for one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// The id as shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The next id. Ids of one run never repeat before 2^40 requests; another run starts elsewhere.
    fn next() -> Self {
        const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        static START: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed).wrapping_add(*START);
        // An odd factor permutes the numbers below 2^40, so neighbours look unlike each other.
        let mut mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut id = String::with_capacity(8);
        for _ in 0..8 {
            let index = usize::try_from(mixed & 31).unwrap_or_default();
            id.push(char::from(LETTERS[index]));
            mixed >>= 5;
        }
        Self(id)
    }
}

/// The layer. An id sent by the client is ignored.
pub async fn name_and_trace(mut request: Request, next: Next) -> Response {
    let id = RequestId::next();
    let route = request.extensions().get::<MatchedPath>().map_or("unknown", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id = id.as_str(), method = %request.method(), route);
    let _ = request.extensions_mut().insert(id.clone());
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let milliseconds = started.elapsed().as_millis();
    span.in_scope(|| {
        tracing::info!(status = response.status().as_u16(), milliseconds, "answered");
    });
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        let _ = response.headers_mut().insert("x-request-id", value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::RequestId;

    #[test]
    fn ids_are_short_and_do_not_repeat() {
        let ids: std::collections::BTreeSet<String> = (0..10_000).map(|_| RequestId::next().0).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| id.len() == 8));
    }
}
