//! A body that is sent while it is written: never more than a few pieces of it are in memory.

use std::io::{self, BufWriter, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use http_body::Frame;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bytes that are sent at a time.
const CHUNK: usize = 64 * 1024;
/// Chunks that may wait for a slow reader; the writing waits with them.
const WAITING: usize = 8;

/// What `write` writes, sent as it goes, beside the answer.
pub(crate) fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static) -> Body {
    let (sender, receiver) = channel(WAITING);
    let sending = tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(CHUNK, Sending(sender.clone()));
        if let Err(error) = write(&mut out).and_then(|()| out.flush()) {
            tracing::error!(%error, "a file was not written to its end");
            // A reader who has gone away needs no word; any other sees the transfer break off.
            let _ = sender.blocking_send(Err(error));
        }
    });
    drop(sending);
    Body::new(Receiving(receiver))
}

/// Bytes on their way to the reader.
struct Sending(Sender<io::Result<Bytes>>);

impl Write for Sending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes))).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The answer's body: what was written.
struct Receiving(Receiver<io::Result<Bytes>>);

impl http_body::Body for Receiving {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}
