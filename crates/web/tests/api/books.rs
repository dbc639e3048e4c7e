//! Books as jobs: asked for at once, made by the worker, fetched by who asked for them.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::schema::check;
use crate::support::{LED, Site};

fn ask(site: &Site) -> crate::support::Answer {
    site.post("viewer", &format!("{LED}/rounds/R12/books"), &Value::Null)
}

#[test]
fn a_book_is_asked_for_made_by_the_worker_and_fetched() {
    let site = Site::fresh();
    let asked = ask(&site);
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text());
    let address = asked.header("location").to_owned();
    let answer = asked.json();
    assert_eq!((&answer["state"]["key"], &answer["progress"], &answer["file"]), (&json!("waiting"), &json!(0), &Value::Null));
    assert_eq!((&answer["plan"], &answer["edition"], &answer["round"]), (&json!("LED-2566"), &json!(1), &json!("R12")));
    assert_eq!(answer["address"], address);
    site.get(&format!("{address}/file")).problem(404);
    let waiting = site.get(&address).header("etag").to_owned();
    assert!(site.app.work_once(false).unwrap());
    let waited = site.get_with(&address, &[("if-none-match", &waiting)]);
    assert_eq!(waited.status, StatusCode::OK, "a job moves on without the journal");
    let done = waited.json();
    assert_eq!((&done["state"]["key"], &done["progress"]), (&json!("done"), &json!(100)));
    let file = site.get(done["file"].as_str().unwrap());
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert!(file.header("content-disposition").contains("LED-2566-R12.pdf") && !file.bytes.is_empty());
    let list = site.read("/api/v1/books");
    assert_eq!(list["books"], json!([done]));
}

#[test]
fn a_book_that_waits_is_not_asked_for_twice_and_one_that_is_made_is() {
    let site = Site::fresh();
    let (first, again) = (ask(&site), ask(&site));
    assert_eq!(first.header("location"), again.header("location"));
    assert!(site.app.work_once(false).unwrap());
    assert!(!site.app.work_once(false).unwrap(), "there was one only");
    assert_ne!(ask(&site).header("location"), first.header("location"));
}

#[test]
fn a_book_belongs_to_who_asked_for_it() {
    let site = Site::fresh();
    let address = ask(&site).header("location").to_owned();
    assert!(site.app.work_once(false).unwrap());
    let bearer = format!("Bearer {}", site.token("analyst"));
    for path in [address.clone(), format!("{address}/file")] {
        let other = site.send("GET", &path, &[("authorization", &bearer)], Vec::new());
        other.problem(404);
        site.send("GET", &path, &[], Vec::new()).problem(401);
    }
    let list = site.send("GET", "/api/v1/books", &[("authorization", &bearer)], Vec::new());
    assert_eq!(list.json()["books"], json!([]));
}

#[test]
fn a_book_of_nothing_is_refused_before_it_is_taken_on() {
    let site = Site::shared();
    site.post("viewer", &format!("{LED}/rounds/NONE/books"), &Value::Null).problem(404);
    site.post("viewer", "/api/v1/plans/NONE/rounds/R12/books", &Value::Null).problem(404);
    site.post("viewer", &format!("{LED}/rounds/R12/books?edition=9"), &Value::Null).problem(404);
    assert_eq!(site.post("viewer", &format!("{LED}/rounds/R12/books?edition=x"), &Value::Null).fields(), ["edition"]);
    site.send("POST", &format!("{LED}/rounds/R12/books"), &[], Vec::new()).problem(401);
    assert_eq!(site.read("/api/v1/books")["books"], json!([]));
}

#[test]
fn answers_have_the_form_that_the_document_promises() {
    let site = Site::fresh();
    let document = site.read("/api/v1/openapi.json");
    let path = "/api/v1/plans/{plan}/rounds/{round}/books";
    let promised = &document["paths"][path]["post"]["responses"]["202"];
    assert!(!promised["headers"]["Location"].is_null());
    let asked = ask(&site);
    check(&document, &promised["content"]["application/json"]["schema"], &asked.json(), path);
    assert!(site.app.work_once(false).unwrap());
    let shown = &document["paths"]["/api/v1/books/{id}"]["get"]["responses"]["200"];
    check(&document, &shown["content"]["application/json"]["schema"], &site.read(asked.header("location")), "book");
}
