//! Many people who send large files at once: what the server holds in memory stays bounded, and nobody sends in vain.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Barrier;
use std::time::Duration;

use phaen_domain::evidence::MOST_BYTES;

use crate::end_to_end::{Office, RETURN, Site};

const PEOPLE: usize = 40;
/// In KiB. Files alone would take 800 MiB, if each were held as a whole.
const BOUND: usize = 400 * 1024;

/// A connection on which a file of this size was announced.
fn announced(address: SocketAddr, token: &str, size: usize) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let head = format!(
        "POST {RETURN}/evidence?item=indicator:K01&name=scan.pdf HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
         content-length: {size}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

fn answer(mut stream: TcpStream) -> (u16, String) {
    let mut text = Vec::new();
    stream.read_to_end(&mut text).unwrap();
    let text = String::from_utf8_lossy(&text).into_owned();
    (text.split(' ').nth(1).unwrap().parse().unwrap(), text)
}

#[test]
fn forty_large_files_at_once_are_taken_and_never_held_together() {
    let office = Office::open();
    let site = Site::serve(&office, &office.path("evidence"));
    let before = site.peak_memory();
    let mut file = vec![b'x'; MOST_BYTES];
    file[..9].copy_from_slice(b"%PDF-1.7\n");
    let (all, rest) = file.split_at(MOST_BYTES - 1);
    let sent = Barrier::new(PEOPLE);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let send = || {
            let mut stream = announced(site.address, &office.token, MOST_BYTES);
            stream.write_all(all).unwrap();
            // All of them have sent all but the end: now they are on the server together.
            let _ = sent.wait();
            stream.write_all(rest).unwrap();
            answer(stream).0
        };
        let sending: Vec<_> = (0..PEOPLE).map(|_| scope.spawn(send)).collect();
        sending.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(statuses.iter().all(|status| matches!(status, 200 | 201)), "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "the same file on the same figure is there once");
    let peak = site.peak_memory();
    assert!(peak < BOUND, "{peak} KiB at most, {before} before");
}

#[test]
fn whoever_may_not_add_a_file_is_told_before_it_is_read() {
    let office = Office::open();
    let site = Site::serve(&office, &office.path("evidence"));
    for token in [&office.viewer, &office.stranger] {
        // Not one byte of the file is sent.
        let (status, told) = answer(announced(site.address, token, MOST_BYTES));
        assert!(status == 403 && told.contains("/problems/forbidden"), "{told}");
    }
    let (status, told) = answer(announced(site.address, &office.token, MOST_BYTES + 1));
    assert!(status == 413 && told.contains("/problems/too-large"), "{told}");
    let (status, _) = answer(announced(site.address, "phaen_nobody", MOST_BYTES));
    assert_eq!(status, 401);
}
