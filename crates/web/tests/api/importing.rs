//! Bringing a workbook in: tried without a trace, stored whole or not at all, and twice is once.

use axum::http::StatusCode;

use crate::support::Site;

const CHANGED: &str = "led-2566\nproblems|2|text|ข้อความใหม่";
const WRONG: &str = "led-2566\nobservations|3|value|สี่\nobservations|4|value|1,00\nproblems|2|recommendation|คำชม";

#[test]
fn a_dry_run_tells_what_would_change_and_stores_nothing() {
    let site = Site::fresh();
    let head = site.read("/api/v1/journal/head");
    let answer = site.post_bytes("analyst", "/api/v1/import?dry_run=true", CHANGED.as_bytes().to_vec());
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let answer = answer.json();
    assert_eq!((&answer["dry_run"], &answer["changed"], &answer["rows_changed"]), (&true.into(), &true.into(), &1.into()));
    let row = &answer["rows"][0];
    assert_eq!((&row["sheet"], &row["change"]["key"]), (&"problems".into(), &"changed".into()));
    assert_eq!(row["cells"][0]["after"], "ข้อความใหม่");
    assert_eq!(site.read("/api/v1/journal/head"), head);
}

#[test]
fn an_import_stores_what_the_dry_run_showed_and_twice_changes_nothing() {
    let site = Site::fresh();
    let tried = site.post_bytes("analyst", "/api/v1/import?dry_run=1", CHANGED.as_bytes().to_vec()).json();
    let path = format!("/api/v1/import?dry_run=false&seen={}", tried["sequence"]);
    let stored = site.post_bytes("analyst", &path, CHANGED.as_bytes().to_vec()).json();
    assert_eq!((&stored["dry_run"], &stored["changed"], &stored["rows_changed"]), (&false.into(), &true.into(), &1.into()));
    assert_eq!(stored["file_sha256"], tried["file_sha256"]);
    let head = site.read("/api/v1/journal/head");
    let again = site.post_bytes("analyst", "/api/v1/import", CHANGED.as_bytes().to_vec()).json();
    assert_eq!((&again["changed"], &again["rows_changed"]), (&false.into(), &0.into()));
    assert_eq!(site.read("/api/v1/journal/head"), head, "the same file twice changes nothing");
}

#[test]
fn an_import_over_something_newer_is_refused() {
    let site = Site::fresh();
    let answer = site.post_bytes("analyst", "/api/v1/import?seen=1", CHANGED.as_bytes().to_vec());
    let problem = answer.problem(409);
    assert_eq!(problem["type"], "/problems/preview-out-of-date");
    assert!(problem["en"]["detail"].as_str().unwrap().contains("dry run"), "{problem}");
}

#[test]
fn every_problem_of_a_workbook_is_told_with_its_cell() {
    let site = Site::fresh();
    let head = site.read("/api/v1/journal/head");
    for path in ["/api/v1/import?dry_run=true", "/api/v1/import"] {
        let problem = site.post_bytes("analyst", path, WRONG.as_bytes().to_vec()).problem(422);
        assert_eq!(problem["problem_count"], 3, "{problem}");
        let cells: Vec<(&str, &str)> = problem["problems"].as_array().unwrap().iter().map(place).collect();
        assert_eq!(cells, [("observations", "G3"), ("observations", "G4"), ("problems", "C2")]);
        assert_eq!(problem["problems"][0]["value"], "สี่");
        assert!(!problem["problems"][0]["remedy"]["th"].as_str().unwrap().is_empty());
    }
    assert_eq!(site.read("/api/v1/journal/head"), head);
}

fn place(problem: &serde_json::Value) -> (&str, &str) {
    (problem["sheet"].as_str().unwrap(), problem["cell"].as_str().unwrap())
}

#[test]
fn a_file_that_is_no_workbook_is_refused_in_words() {
    let problem = Site::shared().post_bytes("analyst", "/api/v1/import?dry_run=true", b"%PDF-1.7".to_vec()).problem(422);
    assert_eq!(problem["en"]["detail"], "Use an XLSX file");
    assert_eq!(problem["th"]["detail"], "ไม่รับไฟล์นี้ ใช้ไฟล์ XLSX ตามแบบ");
}

#[test]
fn a_mistyped_wish_for_a_dry_run_stores_nothing() {
    let site = Site::fresh();
    let head = site.read("/api/v1/journal/head");
    for wish in ["yes", "TRUE", ""] {
        let answer = site.post_bytes("analyst", &format!("/api/v1/import?dry_run={wish}"), CHANGED.as_bytes().to_vec());
        assert_eq!(answer.fields(), ["dry_run"], "{wish}");
    }
    assert_eq!(site.read("/api/v1/journal/head"), head);
}

#[test]
fn a_file_larger_than_the_limit_is_refused() {
    for megabytes in [21, 33] {
        let file = vec![b'x'; megabytes * 1024 * 1024];
        let problem = Site::shared().post_bytes("analyst", "/api/v1/import?dry_run=true", file).problem(413);
        assert_eq!(problem["en"]["detail"], "The file or form is larger than 20 MB.");
    }
}
