//! GET /rounds/{round}/evidence.zip: a round's evidence for an auditor, sent as it is packed.

use std::io::{self, BufWriter, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use http_body::Frame;
use serde::Deserialize;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::download::{ZIP, attachment_of};
use crate::errors::WebError;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::view::View;

/// Bytes that are sent at a time.
const CHUNK: usize = 64 * 1024;
/// Chunks that may wait for a slow reader; the packing waits with them.
const WAITING: usize = 8;

/// Which plan.
#[derive(Debug, Deserialize)]
pub(super) struct Of {
    plan: String,
}

pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(round): Path<String>,
    Query(of): Query<Of>,
) -> Result<Response, WebError> {
    let (app, plan, code) = (site.app.clone(), of.plan.clone(), round.clone());
    let pack = blocking(move || app.evidence_pack(&actor, &plan, &code)).await?;
    let (sender, receiver) = channel(WAITING);
    let sending = tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(CHUNK, Sending(sender.clone()));
        let packed = site.app.write_evidence_pack(&pack, &mut out).map_err(io::Error::other).and_then(|()| out.flush());
        if let Err(error) = packed {
            tracing::error!(%error, "a pack of evidence was not finished");
            // A reader who has gone away needs no word; any other sees the transfer break off.
            let _ = sender.blocking_send(Err(error));
        }
    });
    // The packing goes on beside the answer.
    drop(sending);
    let name = view.t.evidence_pack_name(of.plan, round);
    Ok(attachment_of(ZIP, &format!("{name}.zip"), Body::new(Receiving(receiver))))
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

/// The answer's body: what the packing sends.
struct Receiving(Receiver<io::Result<Bytes>>);

impl http_body::Body for Receiving {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}
