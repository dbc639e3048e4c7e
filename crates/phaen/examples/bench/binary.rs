//! The binary itself: from start to the first page, memory while it waits, and its size.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::built;
use crate::child::memory;
use crate::client::Client;
use crate::generator;
use crate::measure::TURNS;
use crate::pages::cookie;
use crate::place::{Place, directory};
use crate::table::{Aim, Line, Shown};

pub(crate) fn lines() -> Vec<Line> {
    let binary = built::binary();
    let place = Place::with(&generator::agency(&generator::ROUNDS));
    let cookie = cookie(&place);
    let (mut firsts, mut overviews, mut waiting) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..=TURNS {
        let (first, overview, resident) = start(&binary, &place.file, &cookie);
        if turn > 0 {
            firsts.push(first);
            overviews.push(overview);
            waiting.push(resident);
        }
    }
    let (size, stripped) = sizes(&binary);
    vec![
        Line::alone("start of the binary to its first page", firsts, Shown::Milliseconds, Aim::AtMost(1.0)),
        Line::alone("start to the first overview, signed in", overviews, Shown::Milliseconds, Aim::AtMost(1.0)),
        Line::alone("memory after these pages, before any book", waiting, Shown::Megabytes, Aim::AtMost(60e6)),
        Line::alone("size of the release binary, stripped", stripped, Shown::Megabytes, Aim::AtMost(60e6)),
        Line::alone("size of the release binary as built", size, Shown::Megabytes, Aim::Told),
    ]
}

/// A process that ends with this value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Seconds to the first page and to the overview, and the memory that the server then holds.
fn start(binary: &Path, database: &Path, cookie: &str) -> (f64, f64, f64) {
    let started = Instant::now();
    let mut command = Command::new(binary);
    command.args(["serve", "--listen", "127.0.0.1:0", "--database"]).arg(format!("sqlite:{}", database.display()));
    let mut server = Server(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address: SocketAddr = line.trim().trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
    let first = page(address, "/login", None, started);
    let overview = page(address, "/", Some(cookie), started);
    assert_eq!(Client::new(address, "/indicators/I01", Some(cookie)).unwrap().ask().unwrap().status, 200);
    // What the last answer still held is given back.
    thread::sleep(Duration::from_millis(300));
    let resident = memory(&server.0.id().to_string(), "VmRSS");
    (first, overview, resident as f64)
}

fn page(address: SocketAddr, path: &str, cookie: Option<&str>, started: Instant) -> f64 {
    assert_eq!(Client::new(address, path, cookie).unwrap().ask().unwrap().status, 200);
    started.elapsed().as_secs_f64()
}

/// Bytes as built, and without symbols where the machine can strip them.
fn sizes(binary: &Path) -> (f64, f64) {
    let size = |path: &Path| std::fs::metadata(path).unwrap().len() as f64;
    let directory = directory();
    let stripped = directory.path().join("stripped");
    let done = Command::new("strip").arg("-o").arg(&stripped).arg(binary).status().is_ok_and(|status| status.success());
    (size(binary), if done { size(&stripped) } else { size(binary) })
}
