//! The body of a page in parts: what is made for each reader stands around what all readers share, and the shared part is sent without
//! being copied.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};

/// Parts that follow each other.
pub(super) struct Parts<const N: usize> {
    rest: std::array::IntoIter<Bytes, N>,
}

/// These parts as a body.
pub(super) fn body<const N: usize>(parts: [Bytes; N]) -> Body {
    Body::new(Parts { rest: parts.into_iter() })
}

impl<const N: usize> HttpBody for Parts<N> {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = self.rest.find(|part| !part.is_empty());
        Poll::Ready(next.map(|part| Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.as_slice().iter().all(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.as_slice().iter().map(|part| part.len() as u64).sum())
    }
}

#[cfg(test)]
mod tests {
    use axum::body::{Bytes, HttpBody, to_bytes};

    use super::body;

    #[tokio::test]
    async fn parts_arrive_in_order_with_their_length_known_before() {
        let parts = [Bytes::from_static(b"ab"), Bytes::new(), Bytes::from_static(b"c")];
        let body = body(parts);
        assert_eq!(body.size_hint().exact(), Some(3));
        assert_eq!(to_bytes(body, 10).await.expect("all parts"), "abc");
    }
}
