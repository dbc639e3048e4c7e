//! Files that leave the site: kind, name in Thai for browsers that know it (RFC 5987) and in ASCII for the rest, never opened in place.
//!
//! The name comes from codes and words of ours; whatever it holds, it cannot end the header.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};

use crate::cookies::encode;
use crate::layers::security::OwnPolicy;

/// A workbook for Excel.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// A ZIP of CSV files.
pub const ZIP: &str = "application/zip";
/// A book.
pub const PDF: &str = "application/pdf";

/// The answer that hands a file over.
#[must_use]
pub fn attachment(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    attachment_of(kind, name, Body::from(bytes))
}

/// The same with bytes that are still being made.
#[must_use]
pub fn attachment_of(kind: &'static str, name: &str, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    let _ = headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let _ = headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let _ = headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let value = HeaderValue::from_str(&disposition(name)).unwrap_or(HeaderValue::from_static("attachment"));
    let _ = headers.insert(CONTENT_DISPOSITION, value);
    response
}

/// The same where it is known how many bytes that will be: a browser shows how far it is.
#[must_use]
pub fn attachment_so_long(kind: &'static str, name: &str, body: Body, length: Option<u64>) -> Response {
    let mut response = attachment_of(kind, name, body);
    if let Some(length) = length {
        let _ = response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}

/// What a picture shown in place may do: nothing. It runs no script, loads nothing and sends nothing.
const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'none'; \
     form-action 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";

/// The same for paper, without the sandbox: a browser's own viewer is a plugin to it, and many show an empty page in one. What a file of this
/// kind holds is never read as a page, so there is no script of it to shut in.
const PAPER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; \
     form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// The answer that shows a file in place, for kinds that hold no page: paper and pictures.
#[must_use]
pub fn inline(kind: &'static str, name: &str, body: Body) -> Response {
    let mut response = attachment_of(kind, name, body);
    let value = disposition(name).replacen("attachment", "inline", 1);
    let value = HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("inline"));
    let _ = response.headers_mut().insert(CONTENT_DISPOSITION, value);
    let _ = response.extensions_mut().insert(OwnPolicy(if kind == PDF { PAPER_POLICY } else { PICTURE_POLICY }));
    response
}

fn disposition(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let kept = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let words = stem.split(|c| !kept(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let plain = if words.is_empty() { "phaen".to_owned() } else { words };
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{}", encode(name))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_thai_name_reaches_the_browser_and_ends_no_header() {
        assert_eq!(
            disposition("เล่ม R12.pdf"),
            "attachment; filename=\"R12.pdf\"; filename*=UTF-8''%E0%B9%80%E0%B8%A5%E0%B9%88%E0%B8%A1%20R12.pdf"
        );
        assert!(disposition("แบบ.xlsx").starts_with("attachment; filename=\"phaen.xlsx\""));
        assert!(!disposition("a\"\r\nSet-Cookie: b").contains(['\r', '\n']));
    }
}
