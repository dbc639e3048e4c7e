//! Stylesheet, fonts, script and pictures, carried inside the binary and served under names that contain the hash
//! of their content, so that browsers may keep them for ever and never show a page in an old dress.
//!
//! Everything comes from our own host: the content policy allows no other.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::Embed;
use sha2::{Digest, Sha256};

use crate::errors::WebError;

#[derive(Embed)]
#[folder = "assets/"]
struct Files;

/// Stylesheets are rewritten to point at hashed fonts, so they come last.
const STYLESHEET: &str = "app.css";

struct Asset {
    body: Bytes,
    gzip: Option<Bytes>,
    content_type: &'static str,
    etag: String,
}

#[derive(Default)]
struct Shelf {
    /// `app.css` → `/assets/app-0123456789ab.css`
    addresses: BTreeMap<String, String>,
    /// `app-0123456789ab.css` → the file
    files: BTreeMap<String, Asset>,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(Shelf::fill);

/// The address of an asset by its plain name, such as `app.css`. An unknown name gives an address that is not
/// found; a test walks all names that templates use.
#[must_use]
pub fn address(name: &str) -> &'static str {
    SHELF.addresses.get(name).map_or("/assets/missing", String::as_str)
}

impl Shelf {
    fn fill() -> Self {
        let mut shelf = Self::default();
        for name in Files::iter().filter(|name| name != STYLESHEET) {
            if let Some(file) = Files::get(&name) {
                shelf.put(&name, file.data);
            }
        }
        if let Some(file) = Files::get(STYLESHEET) {
            let mut css = String::from_utf8_lossy(&file.data).into_owned();
            for (name, address) in &shelf.addresses {
                css = css.replace(&format!("url(\"{name}\")"), &format!("url(\"{address}\")"));
            }
            shelf.put(STYLESHEET, Cow::Owned(css.into_bytes()));
        }
        shelf
    }

    fn put(&mut self, name: &str, data: Cow<'static, [u8]>) {
        let Some((stem, ending)) = name.rsplit_once('.') else {
            return;
        };
        let Some(content_type) = content_type(ending) else {
            return;
        };
        let mut hash = String::with_capacity(12);
        for byte in Sha256::digest(&data).iter().take(6) {
            let _ = write!(hash, "{byte:02x}");
        }
        let hashed = format!("{stem}-{hash}.{ending}");
        let _ = self.addresses.insert(name.to_owned(), format!("/assets/{hashed}"));
        let gzip = if ending == "woff2" { None } else { compress(&data) };
        let asset = Asset { body: Bytes::from(data.into_owned()), gzip, content_type, etag: format!("\"{hash}\"") };
        let _ = self.files.insert(hashed, asset);
    }
}

/// Files of other kinds (licences, the hash list) stay inside and are not served.
fn content_type(ending: &str) -> Option<&'static str> {
    match ending {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

fn compress(data: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// Serves one file. Only hashed names exist, hence the answer never changes.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = SHELF.files.get(&path) else {
        return WebError::NotFound.into_response();
    };
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(&asset.etag));
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { full(asset, &headers) };
    let out = response.headers_mut();
    let _ = out.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    if let Ok(etag) = HeaderValue::from_str(&asset.etag) {
        let _ = out.insert(ETAG, etag);
    }
    response
}

fn full(asset: &Asset, headers: &HeaderMap) -> Response {
    let takes_gzip = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim() == "gzip"));
    let (body, gzipped) = match &asset.gzip {
        Some(gzip) if takes_gzip => (gzip.clone(), true),
        _ => (asset.body.clone(), false),
    };
    let mut response = Response::new(Body::from(body));
    let out = response.headers_mut();
    let _ = out.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    if asset.gzip.is_some() {
        let _ = out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    if gzipped {
        let _ = out.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
