//! Entity tags: what a client already has is not computed again, and a write makes it stale at once.

use axum::http::StatusCode;
use serde_json::json;

use crate::described::{KEEPERS, document, operations};
use crate::support::{LED, Site};
use crate::walk::{ROUND, Walk};

/// Sent as it is packed.
const UNTAGGED: &str = "/api/v1/plans/{plan}/rounds/{round}/evidence.zip";

/// There only once a return was submitted: the walk through a whole round holds it against its tag (`walk.rs`).
const OF_A_VERSION: &str = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/versions/{number}";

#[test]
fn every_read_that_the_document_lists_is_tagged_and_not_sent_twice() {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    let pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
    let evidence = Walk::own("/evidence?item=indicator:K01&name=report.pdf");
    let evidence = walk.site.post_bytes("officer", &evidence, pdf.to_vec()).json()["file"].as_str().unwrap().to_owned();
    let sheet = walk.fetches("officer", &Walk::own("/sheet"));
    let sheet = walk.keeps("officer", &Walk::own("/sheet?name=report.xlsx"), &sheet.bytes).header("location").to_owned();
    let book = walk.site.post("analyst", &format!("{LED}/rounds/R12/books"), &json!(null)).header("location").to_owned();
    assert!(walk.site.app.work_once(false).unwrap());
    let reads = operations(&document()).into_iter().filter(|(method, path, _)| method == "GET" && path != OF_A_VERSION);
    for (_, template, operation) in reads {
        let round = if template.contains("revision") || template.contains("book") { "R12" } else { ROUND };
        let code = if template.contains("projects") { "P01" } else { "K01" };
        let path = template.replace("/units/{code}", "/units/กนย.").replace("{code}", code).replace("{plan}", "LED-2566");
        let path = path.replace("{round}", round).replace("{unit}", "กนย.").replace("{login}", "viewer");
        let path = path.replace("{revision}", "1").replace("{edition}", "1");
        let path = path.replace("/api/v1/evidence/{id}/file", &evidence).replace("/api/v1/books/{id}", &book);
        let path = path.replace(&Walk::own("/sheet/{id}"), &sheet);
        let who = match path.as_str() {
            path if KEEPERS.iter().any(|begin| path.starts_with(begin)) => "admin",
            path if path.contains("/sheet") || path == evidence => "officer",
            _ => "analyst",
        };
        let answer = walk.fetches(who, &path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let is_documented = !operation["responses"]["304"].is_null();
        assert_eq!(is_documented, template != UNTAGGED, "{template}");
        if template != UNTAGGED {
            walk.site.knows(who, &path, &answer);
        }
    }
}

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
