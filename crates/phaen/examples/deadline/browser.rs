//! A person's browser: one connection kept alive, the session's cookie, forms with the page's own secret, files as a form sends them.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use crate::client::{Answer, Connection};
use crate::tally::{Ended, Tally};

/// Where a form that sends files divides its parts.
const BOUNDARY: &str = "phaen-deadline-boundary";

/// A browser with a session.
pub(crate) struct Browser {
    address: SocketAddr,
    cookie: String,
    /// The secret that forms carry, as the last page with a form had it.
    form_key: String,
    connection: Option<Connection>,
    tally: Arc<Tally>,
}

impl Browser {
    /// A browser at a server, with a session's secret.
    pub(crate) fn new(address: SocketAddr, secret: &str, tally: Arc<Tally>) -> Self {
        // Figures are compared as they are printed in sources, so the reader prefers Arabic digits.
        let cookie = format!("phaen_session={secret}; phaen_digits=arabic");
        Self { address, cookie, form_key: String::new(), connection: None, tally }
    }

    /// A page; its forms' secret is kept.
    pub(crate) fn page(&mut self, action: &'static str, path: &str) -> Option<String> {
        let request = self.head("GET", path, "text/html", "");
        let answer = self.done(action, request.as_bytes(), &[200])?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        if let Some(key) = between(&text, "name=\"form_key\" value=\"", "\"") {
            key.clone_into(&mut self.form_key);
        }
        Some(text)
    }

    /// Data in JSON.
    pub(crate) fn data(&mut self, action: &'static str, path: &str) -> Option<Vec<u8>> {
        let request = self.head("GET", path, "application/json", "");
        self.done(action, request.as_bytes(), &[200]).map(|answer| answer.body)
    }

    /// A form; `None` when it was refused because somebody else was first, and when it failed.
    pub(crate) fn send(&mut self, action: &'static str, path: &str, fields: &[(&str, &str)]) -> Option<Answer> {
        let request = self.form(path, fields);
        self.done(action, &request, &[200, 303])
    }

    fn form(&self, path: &str, fields: &[(&str, &str)]) -> Vec<u8> {
        let mut body = format!("form_key={}", encoded(&self.form_key));
        for (name, value) in fields {
            // Writing to a String cannot fail.
            let _ = write!(body, "&{}={}", encoded(name), encoded(value));
        }
        let kind = "content-type: application/x-www-form-urlencoded\r\n";
        let accept = if path.ends_with("/field") { "application/json" } else { "text/html" };
        let head = self.head("POST", path, accept, &format!("{kind}content-length: {}\r\n", body.len()));
        [head.as_bytes(), body.as_bytes()].concat()
    }

    /// A file, as the browser's own file field sends it. Sent again after a failure, it may be there already, which is told with 422.
    pub(crate) fn upload(&mut self, action: &'static str, path: &str, bytes: &[u8], again: bool) -> Option<Answer> {
        let request = self.file(path, "scan.pdf", bytes);
        self.done(action, &request, if again { &[303, 422] } else { &[303] })
    }

    /// The whole request that sends a file.
    pub(crate) fn file(&self, path: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
        let part = |disposition: &str| format!("--{BOUNDARY}\r\ncontent-disposition: form-data; {disposition}\r\n");
        let before = format!(
            "{}\r\n{}\r\n{}content-type: application/pdf\r\n\r\n",
            part("name=\"form_key\""),
            self.form_key,
            part(&format!("name=\"file\"; filename=\"{name}\"")),
        );
        let after = format!("\r\n--{BOUNDARY}--\r\n");
        let length = before.len() + bytes.len() + after.len();
        let kind = format!("content-type: multipart/form-data; boundary={BOUNDARY}\r\ncontent-length: {length}\r\n");
        [self.head("POST", path, "text/html", &kind).as_bytes(), before.as_bytes(), bytes, after.as_bytes()].concat()
    }

    fn head(&self, method: &str, path: &str, accept: &str, more: &str) -> String {
        let Self { address, cookie, .. } = self;
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\nsec-fetch-site: same-origin\r\n\
             accept: {accept}\r\ncookie: {cookie}\r\n{more}\r\n"
        )
    }

    /// Asks and counts: well with one of these statuses, in conflict with 409, wrong with any other.
    fn done(&mut self, action: &'static str, request: &[u8], well: &[u16]) -> Option<Answer> {
        let started = Instant::now();
        let answer = self.ask(request);
        let ended = match &answer {
            Ok(answer) if well.contains(&answer.status) => Ended::Well,
            Ok(answer) if answer.status == 409 => Ended::InConflict,
            Ok(answer) => Ended::Wrong(answer.status, said(answer)),
            Err(error) => Ended::Wrong(0, error.to_string()),
        };
        self.tally.count(action, started.elapsed(), &ended);
        answer.ok().filter(|answer| well.contains(&answer.status))
    }

    /// Sends a request; a connection that was lost is made anew for the next.
    pub(crate) fn ask(&mut self, request: &[u8]) -> std::io::Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(self.address)?,
        };
        let answer = connection.send(request)?;
        let closes = answer.head.iter().any(|(name, value)| name == "connection" && value == "close");
        self.connection = (!closes).then_some(connection);
        Ok(answer)
    }
}

/// What a refusal's page says, shortly.
fn said(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body);
    between(&text, "<h1", "</h1>").map_or_else(|| text.chars().take(200).collect(), str::to_owned)
}

/// What stands between two marks.
pub(crate) fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to).map(|(found, _)| found)
}

/// A text of a form as it is sent.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
