//! Refuses writes that another site makes in the visitor's name.
//!
//! Two guards. The browser's own word: `Sec-Fetch-Site`, else `Origin`, must say that the request comes from this
//! site. And the session's secret: in the header that the page's script adds, or as the first field of the form.
//! A visitor without a session has nothing to forge, so only the first guard applies.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::errors::WebError;
use crate::visitor::Visitor;

/// Name of the field that carries the secret; it must be the first of its form.
pub const FIELD: &str = "form_key";
/// Header that carries the secret for requests made by the page's script.
pub const HEADER: &str = "x-form-key";
/// The first field of a form, with the multipart headers before it, is found well within this.
const PEEK_BYTES: usize = 4096;

/// The layer.
pub async fn guard(request: Request, next: Next) -> Response {
    if is_safe(request.method()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    if !comes_from_here(&parts.headers) {
        return WebError::Crossing.into_response();
    }
    let Some(secret) = parts.extensions.get::<Visitor>().and_then(|visitor| visitor.csrf.clone()) else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    if let Some(sent) = parts.headers.get(HEADER) {
        return if same(sent.as_bytes(), secret.as_bytes()) {
            next.run(Request::from_parts(parts, body)).await
        } else {
            WebError::Crossing.into_response()
        };
    }
    match peek(body).await {
        Ok((head, rest)) if first_field(&parts, &head).is_some_and(|sent| same(sent, secret.as_bytes())) => {
            let body = Body::new(Rejoined { head: Some(Bytes::from(head)), rest });
            next.run(Request::from_parts(parts, body)).await
        }
        Ok(_) => WebError::Crossing.into_response(),
        Err(_) => WebError::BadRequest.into_response(),
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// The browser's own statement about where a request started. Programs that are no browsers send neither header.
fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.to_str(), Ok("same-origin" | "none"));
    }
    match headers.get(ORIGIN) {
        None => true,
        Some(origin) => {
            let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
            matches!((origin, text(HOST)), (Some((_, from)), Some(host)) if from == host)
        }
    }
}

/// Compares without telling by the time taken how much was right.
fn same(sent: &[u8], secret: &[u8]) -> bool {
    sent.len() == secret.len() && sent.iter().zip(secret).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// The value of the first field, when it is the secret's field.
fn first_field<'a>(parts: &Parts, head: &'a [u8]) -> Option<&'a [u8]> {
    let kind = parts.headers.get("content-type")?.to_str().ok()?;
    if kind.starts_with("application/x-www-form-urlencoded") {
        let rest = head.strip_prefix(FIELD.as_bytes())?.strip_prefix(b"=")?;
        return Some(until(rest, b"&"));
    }
    if kind.starts_with("multipart/form-data") {
        let marker = format!("name=\"{FIELD}\"\r\n\r\n");
        let headers_end = position(head, b"\r\n\r\n")? + 4;
        let first = &head[..headers_end];
        return first.ends_with(marker.as_bytes()).then(|| until(&head[headers_end..], b"\r\n"));
    }
    None
}

fn position(text: &[u8], sought: &[u8]) -> Option<usize> {
    text.windows(sought.len()).position(|window| window == sought)
}

fn until<'a>(text: &'a [u8], end: &[u8]) -> &'a [u8] {
    position(text, end).map_or(text, |at| &text[..at])
}

/// Reads the beginning of a body and keeps the rest unread, so that an upload is not held in memory for this.
async fn peek(mut body: Body) -> Result<(Vec<u8>, Body), axum::Error> {
    let mut head = Vec::new();
    while head.len() < PEEK_BYTES {
        let frame = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        match frame {
            None => break,
            Some(frame) => {
                if let Ok(data) = frame?.into_data() {
                    head.extend_from_slice(&data);
                }
            }
        }
    }
    Ok((head, body))
}

/// A body whose beginning has been read already.
struct Rejoined {
    head: Option<Bytes>,
    rest: Body,
}

impl HttpBody for Rejoined {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        if let Some(head) = self.head.take() {
            return Poll::Ready(Some(Ok(http_body::Frame::data(head))));
        }
        Poll::Ready(ready!(Pin::new(&mut self.rest).poll_frame(context)))
    }
}
