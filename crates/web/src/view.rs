//! What every handler needs to answer one reader: words, visitor, where they are, and the token for forms.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{HOST, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};

use crate::components::{FormStart, Notice};
use crate::display::Display;
use crate::flash;
use crate::layers::request_id::RequestId;
use crate::text::Text;
use crate::visitor::Visitor;

/// The reader's side of one request; an extractor that never fails.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Words and digits of the reader.
    pub t: Text,
    /// Who reads.
    pub visitor: Visitor,
    /// The short id of the request, shown on refusals and written in the log.
    pub request_id: String,
    /// Path and query of the page, for coming back to it.
    pub here: String,
    /// Path and query of the page of ours that led here, where the browser names another than this one.
    pub came_from: Option<String>,
    /// True when the page's script asks for a part of the page only.
    pub wants_part: bool,
    /// A message left by the page before.
    pub flash: Option<Notice>,
}

impl View {
    /// Reads the view from a request that has passed the layers.
    #[must_use]
    pub fn from_parts(parts: &Parts) -> Self {
        let headers = &parts.headers;
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let here = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned());
        Self {
            t: Text::new(Display::from_headers(headers)),
            visitor: parts.extensions.get::<Visitor>().cloned().unwrap_or_default(),
            request_id: parts.extensions.get::<RequestId>().map(|id| id.as_str().to_owned()).unwrap_or_default(),
            came_from: came_from(headers).filter(|path| parts.method != Method::GET || *path != here),
            here,
            wants_part: header("hx-request") == Some("true") && header("hx-request-type") != Some("full"),
            flash: flash::read(headers),
        }
    }

    /// Opens a form that posts to `action`: the session's secret comes first in it.
    #[must_use]
    pub fn form(&self, action: impl Into<String>) -> FormStart {
        FormStart::new(action, self.visitor.csrf.clone())
    }
}

/// The page of this host that the browser names as the one before.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (_, rest) = text(REFERER)?.split_once("://")?;
    let path = rest.strip_prefix(text(HOST)?).filter(|path| path.starts_with('/'))?;
    (flash::local_path(path) == path).then(|| path.to_owned())
}

impl<S: Send + Sync> FromRequestParts<S> for View {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::from_parts(parts))
    }
}
