//! The OpenAPI document says what is served: the same operations, permissions and refusals, and answers of the form it promises.

use std::collections::BTreeSet;

use phaen_domain::words::Words;
use phaen_web::rooms::Permission;
use phaen_web::site::rooms;
use serde_json::{Value, json};

use crate::schema::check;
use crate::support::{LED, Site};
use crate::walk::READ_ON_THE_WAY;

pub(crate) fn document() -> Value {
    let answer = Site::shared().send("GET", "/api/v1/openapi.json", &[], Vec::new());
    assert_eq!(answer.status.as_u16(), 200, "anybody may read the document");
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}

pub(crate) fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap();
        item.iter().map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
    });
    operations.collect()
}

#[test]
fn the_document_and_the_declared_routes_are_the_same() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let documented: BTreeSet<(String, String)> =
        operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let rooms = rooms();
    let routes = rooms.declared().iter().filter(|route| route.path.starts_with(phaen_web::api::BASE));
    let declared: BTreeSet<(String, String)> = routes.map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    assert_eq!(documented, declared);
    assert!(declared.len() >= 21);
}

#[test]
fn every_operation_documents_its_permission_its_words_and_its_refusals() {
    let document = document();
    let rooms = rooms();
    for (method, path, operation) in operations(&document) {
        let route = rooms.declared().iter().find(|route| route.method == method && route.path == path).unwrap();
        let answers = operation["responses"].as_object().unwrap();
        let has = |status: &str| answers.contains_key(status);
        assert!(operation["summary"].as_str().is_some_and(|words| !words.is_empty()), "{path}");
        assert!(operation["x-summary-th"].as_str().is_some_and(|words| !words.is_empty()), "{path}");
        let Permission::Action(action) = route.permission else {
            assert_eq!(operation["x-permission"], "public", "{path}");
            continue;
        };
        assert_eq!(operation["x-permission"], action.key(), "{path}");
        assert_eq!(operation["security"], json!([{ "token": [] }, { "session": [] }]), "{path}");
        assert!(has("401") && has("403") && has("500") && has("503"), "{path}");
        assert!(!path.contains('{') || has("404"), "{path}: what is not there");
        assert!(operation["parameters"].as_array().is_none_or(Vec::is_empty) || has("422") || has("404"), "{path}");
        assert!(method != "POST" || has("422"), "{path}");
        assert!(operation["requestBody"].is_null() || has("409"), "{path}: what was sent may be stale");
    }
}

#[test]
fn every_parameter_of_a_path_is_documented() {
    for (_, path, operation) in operations(&document()) {
        let named: BTreeSet<&str> = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path");
        let documented: BTreeSet<&str> = in_path.map(|parameter| parameter["name"].as_str().unwrap()).collect();
        assert_eq!(documented, named, "{path}");
        assert!(parameters.iter().all(|parameter| !parameter["description"].as_str().unwrap_or("").is_empty()), "{path}");
    }
}

/// What an administrator alone reads.
pub(crate) const KEEPERS: [&str; 4] =
    ["/api/v1/accounts", "/api/v1/second-factor", "/api/v1/outbox", "/api/v1/calendar/rules/preview"];

/// What only the officers of a unit read: held against the document where one does (`sheets.rs`).
const OF_OFFICERS: &str = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet/{id}";

/// What the division's plan has not: no projects, and no round that was opened.
const LED_ALONE: [&str; 3] = [
    "/api/v1/plans/{plan}/projects/{code}",
    "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}",
    "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/evidence",
];

#[test]
fn every_answer_has_the_form_that_the_document_promises() {
    let (document, site) = (document(), Site::fresh());
    assert_eq!(
        site.post_bytes("analyst", &format!("{LED}/rounds/R9/open"), Vec::new()).status.as_u16(),
        200,
        "a round with returns"
    );
    let asked = site.post("analyst", &format!("{LED}/rounds/R12/books"), &Value::Null);
    let book = asked.header("location").rsplit('/').next().unwrap().to_owned();
    for (method, template, operation) in operations(&document) {
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        if method != "GET" || schema.is_null() {
            continue;
        }
        for (plan, round, indicator) in [("LED-2566", "R9", "K01"), ("PSDG-2565", "R12", "D01")] {
            let code = match template.as_str() {
                path if path.contains("projects") => "P01",
                path if path.contains("units") => "กนย.",
                _ => indicator,
            };
            let path = template.replace("{plan}", plan).replace("{round}", round).replace("{code}", code).replace("{id}", &book);
            let path =
                path.replace("{unit}", "กนย.").replace("{revision}", "1").replace("{number}", "1").replace("{edition}", "1");
            let path = path.replace("{login}", "viewer");
            let who = if KEEPERS.iter().any(|begin| path.starts_with(begin)) { "admin" } else { "analyst" };
            let answer = site.read_as(who, &path);
            if template == OF_OFFICERS {
                answer.problem(403);
                continue;
            }
            let is_absent =
                READ_ON_THE_WAY.contains(&template.as_str()) || plan == "PSDG-2565" && LED_ALONE.contains(&template.as_str());
            if is_absent {
                answer.problem(404);
                continue;
            }
            assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.text());
            check(&document, schema, &answer.json(), &path);
        }
    }
}

#[test]
fn what_is_written_and_refused_has_the_promised_form_as_well() {
    let (document, site) = (document(), Site::fresh());
    let path = "/api/v1/plans/{plan}/observations";
    let answers = &document["paths"][path]["post"]["responses"];
    let body = json!({ "code": "K01", "round": "R9", "value": "4", "source": "ระบบงาน", "reason": "รายงาน" });
    let path = format!("{LED}/observations");
    let created = site.post("analyst", &path, &body).json();
    check(&document, &answers["201"]["content"]["application/json"]["schema"], &created, &path);
    let import = &document["paths"]["/api/v1/import"]["post"]["responses"]["200"]["content"]["application/json"]["schema"];
    let tried = site.post_bytes("analyst", "/api/v1/import?dry_run=true", b"led-2566".to_vec()).json();
    check(&document, import, &tried, "import");
    let problem = json!({ "$ref": "#/components/schemas/Problem" });
    for refusal in [
        site.post("analyst", &path, &body),
        site.post("viewer", &path, &body),
        site.post("analyst", &path, &json!({})),
        site.post("analyst", &path, &json!({ "code": "NONE", "round": "R9", "value": "4", "source": "ก", "reason": "ข" })),
        site.post_bytes("analyst", "/api/v1/import", b"led-2566\nobservations|3|value|x".to_vec()),
        site.get("/api/v1/plans/NONE"),
        site.send("GET", "/api/v1/plans", &[], Vec::new()),
    ] {
        check(&document, &problem, &refusal.json(), "problem");
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document = document();
    let mut references = BTreeSet::new();
    references_of(&document, &mut references);
    assert!(references.len() > 20);
    for reference in references {
        let place = document.pointer(reference.trim_start_matches('#'));
        assert!(place.is_some(), "{reference}");
    }
}

fn references_of(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references_of(item, found)),
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                let _ = found.insert(reference.to_owned());
            }
            members.values().for_each(|value| references_of(value, found));
        }
        _ => {}
    }
}
