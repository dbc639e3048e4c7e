//! A connection lost in the middle of an upload: nothing is left behind, and the same file is taken when it is sent again.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use phaen_store::Engine;

use crate::Scene;
use crate::browser::Browser;
use crate::tally::Tally;
use crate::unit::{Unit, scan};

/// A file that is sent in many pieces.
const LARGE: usize = 6_000_000;

#[test]
fn a_connection_lost_in_the_middle_of_an_upload_leaves_nothing_behind() {
    let scene = Scene::on(Engine::Sqlite, 1);
    let server = scene.serve();
    let unit = Unit::new(0, scene.office.plan.units[0].code.as_str());
    let mut browser = Browser::new(server.address, &scene.office.people.officers[0][0], Arc::new(Tally::default()));
    assert!(browser.page("open the return", &unit.path).is_some());
    let path = format!("{}/evidence?item=indicator:I01", unit.path);
    let bytes = scan("lost", LARGE);
    let request = browser.file(&path, "scan.pdf", &bytes);
    let before = head(&scene);
    for part in [2, 3, 10] {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(&request[..request.len() - request.len() / part]).unwrap();
        drop(stream);
    }
    // Another whole request afterwards: the server has seen the end of those connections.
    assert!(browser.page("open the return", &unit.path).is_some());
    let patience = Instant::now();
    while patience.elapsed() < Duration::from_millis(500) {
        assert_eq!((files(&scene.evidence()), head(&scene)), (Vec::new(), before));
        thread::sleep(Duration::from_millis(50));
    }
    assert!(browser.upload("upload evidence", &path, &bytes, false).is_some());
    let kept = files(&scene.evidence());
    assert!(kept.len() == 1 && !kept[0].contains('.'), "one whole file under its hash: {kept:?}");
    assert_eq!(head(&scene), before + 1);
}

#[test]
fn whoever_may_not_add_a_file_here_is_told_before_it_is_sent_to_its_end() {
    let scene = Scene::on(Engine::Sqlite, 2);
    let server = scene.serve();
    let [own, other] = [0, 1].map(|number: usize| Unit::new(number, scene.office.plan.units[number].code.as_str()));
    let mut stranger = Browser::new(server.address, &scene.office.people.officers[1][0], Arc::new(Tally::default()));
    assert!(stranger.page("open the return", &other.path).is_some(), "a page with the secret of forms");
    let request = stranger.file(&format!("{}/evidence?item=indicator:I01", own.path), "scan.pdf", &scan("lost", LARGE));
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(&request[..8_000]).unwrap();
    let mut status = [0; 12];
    stream.read_exact(&mut status).unwrap();
    assert_eq!(String::from_utf8_lossy(&status), "HTTP/1.1 403");
    // Whoever goes on sending gets to the end, and so to the answer: a browser looks for it only then.
    stream.write_all(&request[8_000..]).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let mut answer = Vec::new();
    let end = stream.read_to_end(&mut answer);
    assert!(end.is_ok() || end.is_err_and(|it| it.kind() == std::io::ErrorKind::WouldBlock), "the connection was not lost");
}

fn head(scene: &Scene) -> u64 {
    phaen_app::ports::reading(&scene.office.store, |tx| tx.sequence()).unwrap()
}

/// The names of all files below a folder.
fn files(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.flatten().flat_map(|entry| match entry.path() {
        path if path.is_dir() => files(&path),
        _ => vec![entry.file_name().to_string_lossy().into_owned()],
    });
    names.collect()
}
