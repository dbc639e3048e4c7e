//! Files on their way in and out, a piece at a time: however many people send or fetch at once, no file is in memory as a whole here. Nobody who
//! is slow holds a thread either; one is taken for each piece.

use std::fs::File;
use std::io::{self, Read};
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use phaen_app::App;
use phaen_app::returns::{Draft, Drafting};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::errors::WebError;
use crate::site::blocking;

/// Bytes that are written or read at a time.
const PIECE: usize = 256 * 1024;

/// A file that is coming in.
pub(crate) struct Spool {
    drafting: Option<Drafting>,
    waiting: Vec<u8>,
    size: usize,
    most: usize,
}

/// It is larger than what is taken.
pub(crate) struct TooLarge;

impl Spool {
    /// A file that begins, of so many bytes at most.
    pub(crate) async fn begin(app: &App, most: usize) -> Result<Self, WebError> {
        let app = app.clone();
        let drafting = blocking(move || app.draft()).await?;
        Ok(Self { drafting: Some(drafting), waiting: Vec::new(), size: 0, most })
    }

    /// Whether nothing came yet.
    pub(crate) const fn is_empty(&self) -> bool {
        self.size == 0
    }

    /// Takes what came; what goes beyond the most is let go.
    pub(crate) async fn add(&mut self, bytes: &[u8]) -> Result<Result<(), TooLarge>, WebError> {
        self.size = self.size.saturating_add(bytes.len());
        if self.size > self.most {
            (self.drafting, self.waiting) = (None, Vec::new());
            return Ok(Err(TooLarge));
        }
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.write().await?;
        }
        Ok(Ok(()))
    }

    async fn write(&mut self) -> Result<(), WebError> {
        let (drafting, piece) = (self.drafting.take(), mem::take(&mut self.waiting));
        self.drafting = match drafting {
            Some(mut drafting) => Some(blocking(move || drafting.add(&piece).map(|()| drafting)).await?),
            None => None,
        };
        Ok(())
    }

    /// The whole file.
    pub(crate) async fn done(mut self) -> Result<Result<Draft, TooLarge>, WebError> {
        self.write().await?;
        Ok(self.drafting.map(Drafting::done).ok_or(TooLarge))
    }
}

/// A body as a file of so many bytes at most.
pub(crate) async fn spooled(app: &App, mut body: Body, most: usize) -> Result<Draft, WebError> {
    if body.size_hint().lower() > most as u64 {
        return Err(WebError::TooLarge);
    }
    let mut spool = Spool::begin(app, most).await?;
    while let Some(frame) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| WebError::BadRequest)?;
        if let Ok(bytes) = frame.into_data() {
            spool.add(&bytes).await?.map_err(|TooLarge| WebError::TooLarge)?;
        }
    }
    spool.done().await?.map_err(|TooLarge| WebError::TooLarge)
}

/// The body that hands a file over from where it stands.
pub(crate) fn handed_over(file: File) -> Body {
    let left = file.metadata().map_or(0, |about| about.len());
    Body::new(HandedOver { state: State::Ready(file), left })
}

struct HandedOver {
    state: State,
    left: u64,
}

enum State {
    Ready(File),
    Reading(JoinHandle<io::Result<(File, Bytes)>>),
    Over,
}

fn read(mut file: File) -> io::Result<(File, Bytes)> {
    let mut piece = vec![0; PIECE];
    let read = file.read(&mut piece)?;
    piece.truncate(read);
    Ok((file, piece.into()))
}

impl HttpBody for HandedOver {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            match mem::replace(&mut self.state, State::Over) {
                State::Ready(_) if self.left == 0 => return Poll::Ready(None),
                State::Ready(file) => self.state = State::Reading(spawn_blocking(move || read(file))),
                State::Reading(mut reading) => {
                    let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    return Poll::Ready(match read.map_err(io::Error::other).flatten() {
                        // Shorter than it was: the other side has to see that it is not whole.
                        Ok((_, bytes)) if bytes.is_empty() => Some(Err(io::ErrorKind::UnexpectedEof.into())),
                        Ok((file, bytes)) => {
                            self.left = self.left.saturating_sub(bytes.len() as u64);
                            self.state = State::Ready(file);
                            Some(Ok(Frame::data(bytes)))
                        }
                        Err(error) => Some(Err(error)),
                    });
                }
                State::Over => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
