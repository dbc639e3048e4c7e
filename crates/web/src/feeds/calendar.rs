//! GET /calendar/feed/{secret}.ics: the calendar, or nothing that tells a wrong address from one that was taken back.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use phaen_app::exchange::file_hash;

use crate::errors::WebError;
use crate::site::{Site, blocking};

/// Bytes of the longest secret that is looked up.
const LONGEST: usize = 200;

/// GET /calendar/feed/{file}
pub(super) async fn show(State(site): State<Site>, Path(file): Path<String>, headers: HeaderMap) -> Result<Response, WebError> {
    let secret = file.strip_suffix(".ics").filter(|secret| !secret.is_empty() && secret.len() <= LONGEST);
    let secret = secret.ok_or(WebError::NotFound)?.to_owned();
    let calendar = blocking(move || site.app.calendar_at(&secret)).await?.ok_or(WebError::NotFound)?;
    let tag = format!("\"{}\"", file_hash(&calendar));
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_known = known.flat_map(|value| value.split(',')).any(|one| one.trim().trim_start_matches("W/") == tag);
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { calendar.into_response() };
    let headers = response.headers_mut();
    let _ = headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    // The program may keep it, but asks each time whether it is still the same.
    let _ = headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let tag = HeaderValue::from_str(&tag).map_err(WebError::internal)?;
    let _ = headers.insert(ETAG, tag);
    Ok(response)
}
