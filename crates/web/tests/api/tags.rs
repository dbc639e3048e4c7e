//! Entity tags: what a client already has is not computed again, and a write makes it stale at once.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::{LED, Site};

#[test]
fn a_client_that_has_the_answer_is_told_so() {
    let site = Site::shared();
    for path in ["/api/v1/plans", LED, "/api/v1/plans/LED-2566/rounds/R12/scorecard", "/api/v1/units", "/api/v1/journal"] {
        let first = site.get(path);
        let tag = first.header("etag");
        assert!(tag.starts_with('"') && tag.len() == 34, "{path}: {tag}");
        assert_eq!(first.header("cache-control"), "private, no-cache");
        assert_eq!(first.header("vary"), "Authorization, Cookie");
        let weak = format!("W/{tag}");
        let among_others = format!("\"other\", {tag}");
        for known in [tag, &weak, &among_others] {
            let again = site.get_with(path, &[("if-none-match", known)]);
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path} {known}");
            assert_eq!(again.header("etag"), tag);
            assert!(again.bytes.is_empty());
        }
        assert_eq!(site.get_with(path, &[("if-none-match", "\"other\"")]).status, StatusCode::OK);
    }
}

#[test]
fn a_write_changes_every_tag() {
    let site = Site::fresh();
    let path = format!("{LED}/rounds/R9/scorecard");
    let before = site.get(&path);
    let body = json!({ "code": "K01", "round": "R9", "value": "4", "source": "ระบบงาน", "reason": "รายงาน" });
    assert_eq!(site.post("analyst", &format!("{LED}/observations"), &body).status, StatusCode::CREATED);
    let after = site.get_with(&path, &[("if-none-match", before.header("etag"))]);
    assert_eq!(after.status, StatusCode::OK);
    assert_ne!(after.header("etag"), before.header("etag"));
    assert_ne!(after.bytes, before.bytes);
}

#[test]
fn a_tag_is_of_one_address_and_one_caller() {
    let site = Site::shared();
    let tag = site.get(LED).header("etag").to_owned();
    assert_ne!(site.get(&format!("{LED}?edition=1")).header("etag"), tag);
    let bearer = format!("Bearer {}", site.token("analyst"));
    let other = site.send("GET", LED, &[("authorization", &bearer), ("if-none-match", &tag)], Vec::new());
    assert_eq!(other.status, StatusCode::OK);
}

#[test]
fn a_tag_is_of_one_day() {
    let site = Site::fresh();
    let tag = site.get(LED).header("etag").to_owned();
    let tomorrow = site.on_another_day("2023-11-02T02:00:00Z");
    let answer = tomorrow.get_with(LED, &[("if-none-match", &tag)]);
    assert_eq!(answer.status, StatusCode::OK, "an order may have begun or ended");
    assert_ne!(answer.header("etag"), tag);
}

#[test]
fn a_refusal_carries_no_tag() {
    assert_eq!(Site::shared().get("/api/v1/plans/NONE").header("etag"), "");
}

#[test]
fn the_document_can_be_kept_as_well() {
    let site = Site::shared();
    let first = site.send("GET", "/api/v1/openapi.json", &[], Vec::new());
    let again = site.send("GET", "/api/v1/openapi.json", &[("if-none-match", first.header("etag"))], Vec::new());
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}
