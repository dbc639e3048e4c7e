//! A message that outlives one redirect: "บันทึกแล้ว" on the page after the form.
//!
//! It travels in a cookie that the next page removes. It is words for one reader, never a fact: nothing may be
//! decided from it.

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::components::{Notice, Tone};
use crate::cookies;

/// Cookie that holds the message.
pub const COOKIE: &str = "phaen_notice";
const LONGEST: usize = 600;

/// The message waiting for this reader, if any.
#[must_use]
pub fn read(headers: &HeaderMap) -> Option<Notice> {
    let value = cookies::read(headers, COOKIE)?;
    let (tone, words) = value.split_once('.')?;
    let tone = match tone {
        "success" => Tone::Success,
        "information" => Tone::Information,
        "warning" => Tone::Warning,
        "refusal" => Tone::Refusal,
        _ => return None,
    };
    let words = cookies::decode(words)?;
    (!words.is_empty()).then(|| Notice::new(tone, words))
}

/// The header that removes the message once shown.
#[must_use]
pub fn removal() -> HeaderValue {
    HeaderValue::from_static("phaen_notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}

/// The answer to a successful form: go to `location` and say `words` there.
#[must_use]
pub fn redirect_with(location: &str, tone: Tone, words: &str) -> Response {
    let mut response = redirect(location);
    let short: String = words.chars().take(LONGEST).collect();
    let value = format!("{}.{}", tone.css(), cookies::encode(&short));
    if let Some(cookie) = cookies::write(COOKIE, &value, 60, false) {
        let _ = response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// See other: the browser fetches `location` with GET. A location that is not a path of ours becomes the first page.
#[must_use]
pub fn redirect(location: &str) -> Response {
    let location = local_path(location);
    let mut response = StatusCode::SEE_OTHER.into_response();
    let value = HeaderValue::from_str(location).unwrap_or(HeaderValue::from_static("/"));
    let _ = response.headers_mut().insert(LOCATION, value);
    response
}

/// A path on this host, or `/`: a return address must never lead a person elsewhere.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|byte| byte.is_ascii_graphic());
    if ours { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::{local_path, redirect_with};
    use crate::components::Tone;

    #[test]
    fn a_return_address_stays_on_this_host() {
        assert_eq!(local_path("/indicators?round=R6"), "/indicators?round=R6");
        for elsewhere in ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", ""] {
            assert_eq!(local_path(elsewhere), "/", "{elsewhere}");
        }
    }

    #[test]
    fn a_message_of_any_length_fits_a_cookie() {
        let response = redirect_with("/", Tone::Success, &"ก".repeat(5_000));
        let cookie = response.headers().get("set-cookie").expect("a cookie");
        assert!(cookie.len() < 6_000);
    }
}
