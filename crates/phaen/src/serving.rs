//! Serving: the listener, the router, the worker thread, and a quiet end on a signal.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use phaen_app::App;
use phaen_web::caller::Proxies;
use phaen_web::shell::Settings;
use phaen_web::site::installed;
use tokio::net::TcpListener;

use crate::command::Failure;

/// How a server runs.
pub(crate) struct Serving {
    /// Address to listen on.
    pub(crate) listen: SocketAddr,
    /// Whether people come by https, through a proxy.
    pub(crate) https: bool,
    /// Proxies whose word about the caller's address is believed.
    pub(crate) trusted_proxies: Proxies,
}

/// Serves until a signal ends it; calls `ready` once requests are answered.
pub(crate) fn serve(app: &App, serving: &Serving, ready: impl FnOnce(&str)) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| Failure(error.to_string()))?;
    let stop = Arc::new(AtomicBool::new(false));
    let worker = start_worker(app.clone(), Arc::clone(&stop))?;
    let errands = start_errands(app.clone(), Arc::clone(&stop))?;
    let served = runtime.block_on(listen(app.clone(), serving, ready));
    stop.store(true, Ordering::Relaxed);
    let _ = worker.join();
    let _ = errands.join();
    served
}

async fn listen(app: App, serving: &Serving, ready: impl FnOnce(&str)) -> Result<(), Failure> {
    let taken = |error: std::io::Error| {
        Failure(format!("เปิดที่อยู่ {} ไม่ได้ ({error}) อาจมีโปรแกรมอื่นใช้อยู่ ลองระบุ --listen 127.0.0.1:0", serving.listen))
    };
    let listener = TcpListener::bind(serving.listen).await.map_err(taken)?;
    let address = listener.local_addr().map_err(|error| Failure(error.to_string()))?;
    ready(&address.to_string());
    let settings = Settings { https: serving.https, trusted_proxies: serving.trusted_proxies.clone(), ..Settings::default() };
    let router = installed(app, &settings).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, router).with_graceful_shutdown(signal()).await.map_err(|error| Failure(error.to_string()))
}

async fn signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminated = async {
            match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
                Ok(mut signal) => signal.recv().await,
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! { _ = interrupted => {}, _ = terminated => {} }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}

/// One thread makes the books that people asked for, one at a time (`decisions.md` 21).
fn start_worker(app: App, stop: Arc<AtomicBool>) -> Result<std::thread::JoinHandle<()>, Failure> {
    let work = move || {
        let mut restarted = true;
        while !stop.load(Ordering::Relaxed) {
            match app.work_once(restarted) {
                Ok(true) => {}
                Ok(false) => std::thread::sleep(Duration::from_millis(300)),
                Err(error) => {
                    tracing::error!(%error, "the worker could not take a job");
                    std::thread::sleep(Duration::from_secs(5));
                }
            }
            restarted = false;
        }
    };
    std::thread::Builder::new().name("worker".to_owned()).spawn(work).map_err(|error| Failure(error.to_string()))
}

/// How often the errands look whether anything is new; they ask one question where nothing is.
const ERRANDS_EVERY: Duration = Duration::from_secs(2);

/// Another thread tells notices, posts the day's digests and delivers letters. Every node runs it; what is told is told once.
fn start_errands(app: App, stop: Arc<AtomicBool>) -> Result<std::thread::JoinHandle<()>, Failure> {
    let work = move || {
        while !stop.load(Ordering::Relaxed) {
            if let Err(error) = app.run_errands() {
                tracing::error!(%error, "the errands failed and will run again");
            }
            wait(ERRANDS_EVERY, &stop);
        }
    };
    std::thread::Builder::new().name("errands".to_owned()).spawn(work).map_err(|error| Failure(error.to_string()))
}

/// Waits, but not longer than the server runs.
fn wait(time: Duration, stop: &AtomicBool) {
    const STEP: Duration = Duration::from_millis(100);
    let mut left = time;
    while !left.is_zero() && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(left.min(STEP));
        left = left.saturating_sub(STEP);
    }
}
