//! What was not read of a request after its answer is let pass by: a browser that is still sending a file would otherwise see a lost
//! connection instead of the answer. Nothing of it is kept, and who sends for too long or too much is cut off.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use tokio::time::timeout;

/// Longest time that somebody may go on sending what nobody reads.
const LONGEST: Duration = Duration::from_secs(30);
/// Most bytes of it: more than one sending of files.
const MOST: usize = 64 * 1024 * 1024;

/// Where a body comes back to when nobody reads it any more.
type Back = Arc<Mutex<Option<Body>>>;

/// Answers, and takes what is still being sent.
pub(crate) async fn linger(request: Request, next: Next) -> Response {
    let back = Back::default();
    let lent = Arc::clone(&back);
    let answer = next.run(request.map(|body| Body::new(Lent { body, back: lent }))).await;
    let left = back.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(left) = left.filter(|left| !left.is_end_stream()) {
        drop(tokio::spawn(timeout(LONGEST, let_pass(left))));
    }
    answer
}

async fn let_pass(mut body: Body) {
    let mut passed = 0;
    while let Some(Ok(frame)) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        passed += frame.data_ref().map_or(0, Bytes::len);
        if passed > MOST {
            return;
        }
    }
}

/// A body that comes back when it is dropped.
struct Lent {
    body: Body,
    back: Back,
}

impl Drop for Lent {
    fn drop(&mut self) {
        let left = std::mem::take(&mut self.body);
        *self.back.lock().unwrap_or_else(PoisonError::into_inner) = Some(left);
    }
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
