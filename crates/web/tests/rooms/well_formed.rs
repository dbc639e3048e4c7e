//! What the routes of a return are sent, whole and well formed: authority and nothing else refuses it.

use phaen_web::rooms::Declared;

use crate::support::{Answer, Browser};

const PDF: &str = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF";

/// What is sent.
pub(crate) enum Sent {
    /// Nothing but the session's secret.
    Nothing,
    /// Fields of a form.
    Form(&'static [(&'static str, &'static str)]),
    /// A body for programs.
    Json(&'static str),
    /// A file, with what is said of it in the address.
    File { query: &'static str, name: &'static str, bytes: &'static str },
}

/// What a return's route is sent by those who work on it.
pub(crate) fn of_a_return(declared: &Declared) -> Sent {
    let step = declared.path.rsplit('/').next().unwrap_or_default();
    let evidence = Sent::File { query: "item=indicator:K01", name: "scan.pdf", bytes: PDF };
    if declared.path.starts_with("/api/") {
        return match step {
            "evidence" => evidence,
            "fields" => Sent::Json(r#"{"fields":[{"field":"indicator:K01:narrative","text":"ก","seen_version":0}]}"#),
            "explanations" => Sent::Json(r#"{"rule":"history","field":"indicator:K01:value","facts":"1 | 2","text":"ก"}"#),
            "links" => Sent::Json(r#"{"item":"indicator:K01","address":"https://www.led.go.th/"}"#),
            "remove" | "settle" => Sent::Json(""),
            "confirm" => Sent::Json(r#"{"seen":"nothing"}"#),
            _ => Sent::Json(r#"{"seen_version":1}"#),
        };
    }
    match step {
        "evidence" => evidence,
        "sheet" => Sent::File { query: "", name: "return.xlsx", bytes: "== แบบรายงาน\n" },
        "remove" => Sent::Form(&[("evidence", "nothing")]),
        "field" => Sent::Form(&[("field", "indicator:K01:narrative"), ("text", "ก"), ("seen", "0")]),
        "explain" => {
            Sent::Form(&[("finding", "history|indicator:K01:value|1 | 2"), ("explain:history|indicator:K01:value|1 | 2", "ก")])
        }
        "settle" => Sent::Form(&[("comment", "nothing")]),
        "confirm" => Sent::Form(&[("seen", "1")]),
        "send-back" | "hand-back" => Sent::Form(&[("version", "1"), ("comment", "ก")]),
        _ => Sent::Form(&[("version", "1")]),
    }
}

/// Uploads a file, or a form in which none was chosen.
pub(crate) fn upload(browser: &mut Browser<'_>, path: &str, secret: &str, file: Option<(&str, &str)>) -> Answer {
    let file = file.map(|(name, bytes)| {
        format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{bytes}\r\n")
    });
    let file = file.unwrap_or_default();
    let body = format!("--b\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\n{secret}\r\n{file}--b--\r\n");
    browser.post_as(path, "multipart/form-data; boundary=b", &[], &body)
}
