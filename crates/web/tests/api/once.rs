//! The same named write is done once: sent again, sent twice at once, sent to another node, sent after a restart.

use axum::http::StatusCode;
use phaen_app::ports::{KeptAnswer, KeyedRequest};
use phaen_domain::access::Role;
use serde_json::{Value, json};

use crate::support::{Answer, LED, Site, actor};

fn result(value: &str) -> Value {
    json!({ "code": "K01", "round": "R9", "value": value, "source": "ระบบงาน", "reason": "รายงานรอบ 9 เดือน" })
}

fn send(site: &Site, login: &str, key: &str, body: &Value) -> Answer {
    let bearer = format!("Bearer {}", site.token(login));
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json"), ("idempotency-key", key)];
    site.send("POST", &format!("{LED}/observations"), &headers, body.to_string().into_bytes())
}

fn count(site: &Site) -> u64 {
    site.read("/api/v1/journal/head")["seq"].as_u64().unwrap()
}

#[test]
fn the_same_request_with_the_same_key_is_answered_the_same_and_done_once() {
    let site = Site::fresh();
    let first = send(&site, "analyst", "a-1", &result("4"));
    assert_eq!((first.status, first.header("idempotency-replayed")), (StatusCode::CREATED, ""), "{}", first.text());
    let head = count(&site);
    for _ in 0..3 {
        let again = send(&site, "analyst", "a-1", &result("4"));
        assert_eq!((again.status, again.header("idempotency-replayed")), (StatusCode::CREATED, "true"));
        assert_eq!(again.bytes, first.bytes, "byte for byte");
    }
    assert_eq!(count(&site), head, "nothing was done again");
    let without = site.post("analyst", &format!("{LED}/observations"), &result("4"));
    without.problem(409);
}

#[test]
fn a_key_stands_for_one_request_of_one_account() {
    let site = Site::fresh();
    assert_eq!(send(&site, "analyst", "a-1", &result("4")).status, StatusCode::CREATED);
    let problem = send(&site, "analyst", "a-1", &result("5")).problem(422);
    assert_eq!(problem["type"], "/problems/key-reused");
    assert!(problem["th"]["remedy"].as_str().unwrap().contains("Idempotency-Key"), "{problem}");
    // The administrator's key of the same name is another: what is refused is the role, not the key.
    send(&site, "admin", "a-1", &result("4")).problem(403);
    site.account("second", Role::Analyst, None);
    assert_eq!(send(&site, "second", "a-1", &result("4")).problem(409)["type"], "/problems/stale");
}

#[test]
fn a_refusal_is_not_kept_since_nothing_was_done() {
    let site = Site::fresh();
    let mut body = result("4");
    body["seen_version"] = json!(7);
    send(&site, "analyst", "a-1", &body).problem(409);
    let answer = send(&site, "analyst", "a-1", &result("4"));
    assert_eq!((answer.status, answer.header("idempotency-replayed")), (StatusCode::CREATED, ""));
}

#[test]
fn a_key_that_cannot_be_one_is_refused_by_its_name() {
    let site = Site::shared();
    for key in ["", &"k".repeat(201)] {
        assert_eq!(send(site, "analyst", key, &result("4")).fields(), ["Idempotency-Key"]);
    }
}

#[test]
fn two_at_once_do_it_once_and_both_are_told_so() {
    let site = Site::fresh();
    let before = count(&site);
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let sending: Vec<_> = (0..6).map(|_| scope.spawn(|| send(&site, "analyst", "a-1", &result("4")))).collect();
        sending.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(count(&site), before + 1, "one entry");
    for answer in &answers {
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        assert_eq!(answer.json()["observation"]["provenance"]["version"], 1);
    }
}

#[test]
fn what_was_done_and_not_answered_is_told_and_not_done_again() {
    let site = Site::fresh();
    let lost = site.losing_answers();
    let first = send(&lost, "analyst", "a-1", &result("4"));
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    let head = count(&site);
    // The write is there and its answer was never kept, as when the program is killed between the two.
    let again = send(&site, "analyst", "a-1", &result("4"));
    assert_eq!((again.status, again.header("idempotency-replayed")), (StatusCode::CREATED, "true"), "{}", again.text());
    assert_eq!((again.bytes, count(&site)), (first.bytes, head));
}

#[test]
fn another_node_and_a_restarted_one_give_the_same_answer() {
    let site = Site::fresh();
    let first = send(&site, "analyst", "a-1", &result("4"));
    let other = site.another_node();
    let again = send(&other, "analyst", "a-1", &result("4"));
    assert_eq!((again.header("idempotency-replayed"), &again.bytes), ("true", &first.bytes));
}

#[test]
fn a_book_asked_for_by_key_is_one_job_even_after_it_was_made() {
    let site = Site::fresh();
    let bearer = format!("Bearer {}", site.token("viewer"));
    let ask = || {
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", "book-1")];
        site.send("POST", &format!("{LED}/rounds/R12/books"), &headers, Vec::new())
    };
    let first = ask();
    assert!(site.app.work_once(false).unwrap());
    let again = ask();
    assert_eq!((again.status, again.header("location")), (StatusCode::ACCEPTED, first.header("location")));
    assert!(!site.app.work_once(false).unwrap(), "there was one only");
}

#[test]
fn a_key_is_forgotten_after_a_week() {
    let site = Site::fresh();
    let account =
        site.app.accounts(&actor(Role::Administrator)).unwrap().into_iter().find(|it| it.login == "analyst").unwrap().id;
    let request = KeyedRequest { account, key: "old".to_owned(), hash: "00".to_owned() };
    let answer = KeptAnswer { status: 200, text: "\n{}".to_owned() };
    site.at("2023-10-20T02:30:00Z").keep_answer(&request, &answer).unwrap();
    let known = |at| site.at(at).known_request(&request).unwrap();
    assert_eq!(known("2023-10-27T02:30:00Z"), phaen_app::once::Known::Answered(answer.clone()));
    let newer = KeyedRequest { key: "new".to_owned(), ..request.clone() };
    site.at("2023-10-27T02:30:01Z").keep_answer(&newer, &answer).unwrap();
    assert_eq!(known("2023-10-27T02:30:01Z"), phaen_app::once::Known::Nothing);
}
