//! A store that speaks as much of S3 as evidence needs: it checks signatures and checksums, keeps objects in a folder, and can be in a bad mood.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::serve::Listener;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use phaen::outside::SystemClock;
use phaen_app::ports::Clock;
use sha2::{Digest, Sha256};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::signature::{Asked, Keys};

/// What the store does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Serves,
    Busy503,
    Full507,
    NoBucket,
    /// Takes nobody's call.
    HangsUp,
    /// Never answers.
    Stalls,
    Redirects,
}

/// A running store; its objects outlive it.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    mood: Arc<Mutex<Mood>>,
    asked: Arc<Mutex<Vec<String>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Clone)]
struct Store {
    root: PathBuf,
    keys: Keys,
    mood: Arc<Mutex<Mood>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// A store at an address, with objects in this folder.
    pub(crate) fn start(at: SocketAddr, root: &Path, keys: &Keys, mood: Mood) -> Self {
        let (mood, asked) = (Arc::new(Mutex::new(mood)), Arc::<Mutex<Vec<String>>>::default());
        let store = Store { root: root.to_path_buf(), keys: keys.clone(), mood: mood.clone(), asked: asked.clone() };
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = std::sync::mpsc::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = Moody { inner: TcpListener::bind(at).await.unwrap(), mood: store.mood.clone() };
                tell.send(listener.inner.local_addr().unwrap()).unwrap();
                let router = Router::new().fallback(answer).layer(DefaultBodyLimit::disable()).with_state(store);
                tokio::select! {
                    served = axum::serve(listener, router).into_future() => served.unwrap(),
                    _ = stopped => {}
                }
            });
        });
        Self { address: told.recv().unwrap(), mood, asked, stop: Some(stop), thread: Some(thread) }
    }

    pub(crate) fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// Method and path of everything that was asked.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Server {
    /// Every connection breaks off.
    fn drop(&mut self) {
        drop(self.stop.take());
        let _ = self.thread.take().unwrap().join();
    }
}

/// Hangs up on whoever calls while the store is in that mood.
struct Moody {
    inner: TcpListener,
    mood: Arc<Mutex<Mood>>,
}

impl Listener for Moody {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            let accepted = Listener::accept(&mut self.inner).await;
            if *self.mood.lock().unwrap() != Mood::HangsUp {
                return accepted;
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

async fn answer(State(store): State<Store>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    store.asked.lock().unwrap().push(format!("{} {}", parts.method, parts.uri.path()));
    let mood = *store.mood.lock().unwrap();
    match mood {
        Mood::Busy503 => return refusal(503, "SlowDown"),
        Mood::Full507 => return refusal(507, "XMinioStorageFull"),
        Mood::NoBucket => return refusal(404, "NoSuchBucket"),
        Mood::Redirects => return (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, "http://127.0.0.1:1/elsewhere")]).into_response(),
        Mood::Stalls => std::future::pending().await,
        Mood::Serves | Mood::HangsUp => {}
    }
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
    let asked = Asked {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
    };
    if let Some(code) = asked.refused(&store.keys, SystemClock.now()) {
        return refusal(403, code);
    }
    let checksum = parts.headers.get("x-amz-checksum-sha256").map(text);
    let bytes = axum::body::to_bytes(body, 64 * 1024 * 1024).await.unwrap();
    store.serve(&asked, checksum.as_deref(), &bytes)
}

impl Store {
    fn serve(&self, asked: &Asked, checksum: Option<&str>, bytes: &Bytes) -> Response {
        let (bucket, key) = asked.path[1..].split_once('/').unwrap_or((&asked.path[1..], ""));
        let bucket = self.root.join(bucket);
        if !bucket.is_dir() {
            return refusal(404, "NoSuchBucket");
        }
        let object = bucket.join(key);
        match asked.method.as_str() {
            "HEAD" => StatusCode::OK.into_response(),
            "PUT" if checksum != Some(STANDARD.encode(Sha256::digest(bytes)).as_str()) => refusal(400, "BadDigest"),
            "PUT" => {
                std::fs::create_dir_all(object.parent().unwrap()).unwrap();
                std::fs::write(object, bytes).unwrap();
                StatusCode::OK.into_response()
            }
            "GET" => std::fs::read(object).map_or_else(|_| refusal(404, "NoSuchKey"), IntoResponse::into_response),
            _ => refusal(405, "MethodNotAllowed"),
        }
    }
}

fn refusal(status: u16, code: &str) -> Response {
    let words = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>no</Message></Error>");
    (StatusCode::from_u16(status).unwrap(), words).into_response()
}
