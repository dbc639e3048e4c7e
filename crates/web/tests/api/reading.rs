//! What the screens read is there for programs: tree, targets with versions, provenance, units, search, journal, files.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{LED, Site};

#[test]
fn plans_are_listed_with_their_editions() {
    let plans = Site::shared().read("/api/v1/plans");
    let codes: Vec<&Value> = plans["plans"].as_array().unwrap().iter().map(|plan| &plan["plan"]["code"]).collect();
    assert!(codes.contains(&&json!("LED-2566")) && codes.contains(&&json!("PSDG-2565")), "{codes:?}");
    let led = plans["plans"].as_array().unwrap().iter().find(|plan| plan["plan"]["code"] == "LED-2566").unwrap();
    assert_eq!(led["editions"][0]["state"], json!({ "key": "announced", "th": "ประกาศใช้", "en": "Announced" }));
    assert_eq!(led["edition_in_force"], 1);
    assert_eq!(led["plan"]["fiscal_year"], "2566");
}

#[test]
fn a_plan_tells_its_tree_parents_first() {
    let plan = Site::shared().read(LED);
    let tree = plan["tree"].as_array().unwrap();
    let place = |code: &Value| tree.iter().position(|node| node["code"] == *code).unwrap();
    for (at, node) in tree.iter().enumerate() {
        assert!(node["parent"].is_null() || place(&node["parent"]) < at, "{node}");
    }
    let indicators: usize = tree.iter().map(|node| node["indicators"].as_array().unwrap().len()).sum();
    let projects: usize = tree.iter().map(|node| node["projects"].as_array().unwrap().len()).sum();
    assert_eq!((indicators, projects), (22, 49));
    assert_eq!(plan["rounds"], json!(["R6", "R9", "R12"]));
}

#[test]
fn a_frozen_round_names_its_snapshot_and_an_open_one_cites_what_was_printed() {
    let rounds = Site::shared().read(&format!("{LED}/rounds"));
    let rounds = rounds["rounds"].as_array().unwrap();
    let year = &rounds[2]["round"];
    assert_eq!((&year["code"], &year["state"]["key"], &year["revision"]), (&json!("R12"), &json!("frozen"), &json!(1)));
    assert_eq!(year["snapshot"]["hash"].as_str().unwrap().len(), 64);
    let cited = rounds[0]["cited"].as_array().unwrap().iter().find(|cited| cited["node"].is_null()).unwrap();
    assert_eq!(cited["percent"], "45.59");
    assert!(!cited["source"].as_str().unwrap().is_empty());
}

#[test]
fn an_indicator_tells_targets_with_versions_and_who_stands_behind_its_results() {
    let answer = Site::shared().read(&format!("{LED}/indicators/K03"));
    assert_eq!(answer["sheet"]["measure"]["percent_rule"]["key"], "higher");
    assert_eq!(answer["targets"][0]["version"], 1);
    let observation = &answer["observations"][0];
    assert_eq!(observation["reported"]["value"], "92.00", "digits are kept as they were reported");
    assert_eq!(observation["provenance"]["entered_by"], "test");
    assert_eq!(observation["provenance"]["import_hash"].as_str().unwrap().len(), 64);
    assert_eq!(answer["scale"]["code"], "LED-BAND5");
}

#[test]
fn a_project_tells_money_and_items() {
    let list = Site::shared().read(&format!("{LED}/projects"));
    assert_eq!(list["round"], "R12");
    let projects = list["projects"].as_array().unwrap();
    assert_eq!(projects.len(), 49);
    let code = projects.iter().find(|project| !project["budget"].is_null()).unwrap()["code"].as_str().unwrap().to_owned();
    let project = Site::shared().read(&format!("{LED}/projects/{code}"));
    assert!(!project["budget"].as_array().unwrap().is_empty());
    assert!(!project["indicators"].as_array().unwrap().is_empty());
    assert!(!project["observations"].as_array().unwrap().is_empty());
    assert_eq!(project["rounds"].as_array().unwrap().len(), 3);
}

#[test]
fn units_tell_what_they_answer_for() {
    let units = Site::shared().read("/api/v1/units");
    assert_eq!(units["plan"], "LED-2566", "the newest annual plan");
    let units = units["units"].as_array().unwrap();
    assert!(units.iter().any(|unit| !unit["projects"].as_array().unwrap().is_empty()));
    let of_other = Site::shared().read("/api/v1/units?plan=PSDG-2565");
    assert_eq!(of_other["plan"], "PSDG-2565");
}

#[test]
fn search_finds_words_inside_unspaced_thai() {
    let found = Site::shared().read("/api/v1/search?q=ไกล่เกลี่ย");
    let found = found["found"].as_array().unwrap();
    assert!(found.iter().any(|item| item["kind"]["key"] == "indicator" && item["code"] == "K08"), "{found:?}");
    assert_eq!(Site::shared().read("/api/v1/search")["found"], json!([]));
}

#[test]
fn the_journal_is_read_page_by_page_without_a_gap() {
    let site = Site::shared();
    let head = site.read("/api/v1/journal/head")["seq"].as_u64().unwrap();
    let mut seen = Vec::new();
    let mut path = "/api/v1/journal?limit=3".to_owned();
    loop {
        let page = site.read(&path);
        let entries = page["entries"].as_array().unwrap();
        assert!(entries.len() <= 3);
        seen.extend(entries.iter().map(|entry| entry["seq"].as_u64().unwrap()));
        let Some(next) = page["next_before"].as_u64() else { break };
        path = format!("/api/v1/journal?limit=3&before={next}");
    }
    assert_eq!(seen, (1..=head).rev().collect::<Vec<_>>());
    let of_plan = site.read("/api/v1/journal?object=plan:LED-2566");
    let entries = of_plan["entries"].as_array().unwrap();
    assert!(entries.iter().all(|entry| entry["object_code"] == "LED-2566"));
    assert!(entries.iter().any(|entry| entry["action"] == "plan_imported"));
}

#[test]
fn the_journal_of_one_thing_begins_with_the_import_that_brought_it() {
    let site = Site::fresh();
    let of = |object: &str| site.read(&format!("/api/v1/journal?object={object}"))["entries"].as_array().unwrap().clone();
    let import = of("plan:LED-2566").last().unwrap().clone();
    assert_eq!(import["action"], "plan_imported");
    for object in ["indicator:K11", "project:P01", "unit:กนย."] {
        assert_eq!(of(object), std::slice::from_ref(&import), "{object}");
    }
    assert_eq!(of("indicator:D01").last().unwrap()["object_code"], "PSDG-2565");
    assert_eq!(of("indicator:NONE"), Vec::<Value>::new());
    let body = json!({ "code": "K11", "round": "R9", "value": "4", "source": "ระบบงาน", "reason": "รายงานรอบ 9 เดือน" });
    assert_eq!(site.post("analyst", &format!("{LED}/observations"), &body).status, StatusCode::CREATED);
    let entries = of("indicator:K11");
    assert_eq!((entries.len(), &entries[0]["action"], &entries[1]), (2, &json!("observation_entered"), &import));
    let older = site.read(&format!("/api/v1/journal?object=indicator:K11&before={}", entries[0]["seq"]));
    assert_eq!(older["entries"], json!([import]));
    let none = site.read(&format!("/api/v1/journal?object=indicator:K11&before={}", import["seq"]));
    assert_eq!(none["entries"], json!([]));
}

#[test]
fn the_journal_can_be_verified_anew_each_time() {
    let site = Site::shared();
    let answer = site.read("/api/v1/journal/verify");
    let head = site.read("/api/v1/journal/head");
    assert_eq!(answer, json!({ "whole": true, "count": head["seq"], "head_hash": head["hash"], "broken": null, "noted": null }));
}

#[test]
fn a_head_that_was_noted_is_held_against_the_journal() {
    let site = Site::shared();
    let head = site.read("/api/v1/journal/head");
    let (seq, hash) = (head["seq"].as_u64().unwrap(), head["hash"].as_str().unwrap());
    let other = "0".repeat(64);
    for (number, hash, found) in [(seq, hash, "stands"), (1, other.as_str(), "replaced"), (seq + 1, hash, "cut_off")] {
        let answer = site.read(&format!("/api/v1/journal/verify?head={number}:{hash}"));
        let noted = &answer["noted"];
        assert_eq!((&noted["seq"], &noted["what"]["key"], &answer["whole"]), (&json!(number), &json!(found), &json!(true)));
        assert_eq!(noted["stands"], found == "stands");
    }
}

#[test]
fn a_query_that_makes_no_sense_is_refused_field_by_field() {
    let site = Site::shared();
    for (path, field) in [
        ("/api/v1/plans/LED-2566?edition=one", "edition"),
        ("/api/v1/plans/LED-2566?edition=-1", "edition"),
        ("/api/v1/plans/LED-2566/rounds/R12/scorecard?edition=99999999999", "edition"),
        ("/api/v1/journal?limit=0", "limit"),
        ("/api/v1/journal?limit=101", "limit"),
        ("/api/v1/journal?before=x", "before"),
        ("/api/v1/journal?object=K01", "object"),
        ("/api/v1/journal/verify?head=12", "head"),
        ("/api/v1/journal?object=indicator:%00", "object"),
    ] {
        assert_eq!(site.get(path).fields(), [field], "{path}");
    }
    assert_eq!(site.get("/api/v1/journal?before=18446744073709551615").status, StatusCode::OK);
}

#[test]
fn unknown_parameters_of_the_query_are_ignored() {
    assert_eq!(Site::shared().get("/api/v1/plans?colour=blue").status, StatusCode::OK);
}

#[test]
fn files_are_handed_over_with_their_kind_and_name() {
    let site = Site::shared();
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    for (path, kind, name) in [
        ("workbook.xlsx", xlsx, "LED-2566.xlsx"),
        ("workbook.zip", "application/zip", "LED-2566.zip"),
        ("rounds/R12/scorecard.xlsx", xlsx, "LED-2566-R12.xlsx"),
        ("rounds/R12/results-book.pdf", "application/pdf", "LED-2566-R12.pdf"),
    ] {
        let answer = site.get(&format!("{LED}/{path}"));
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        assert_eq!(answer.header("content-type"), kind);
        assert!(answer.header("content-disposition").contains(name));
        assert!(!answer.bytes.is_empty());
        let again = site.get_with(&format!("{LED}/{path}"), &[("if-none-match", answer.header("etag"))]);
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
    }
}

#[test]
fn the_page_about_the_api_lists_every_operation_in_both_languages() {
    let site = Site::shared();
    for (cookie, word) in [("phaen_lang=th", "ตารางคะแนนของรอบ"), ("phaen_lang=en", "The scorecard of a round")]
    {
        let page = site.send("GET", "/api", &[("cookie", cookie)], Vec::new());
        assert_eq!(page.status, StatusCode::OK);
        let page = page.text();
        assert!(page.contains(word), "{word}");
        for route in phaen_web::site::rooms().declared().iter().filter(|route| route.path.starts_with("/api/v1/")) {
            assert!(page.contains(route.path), "{}", route.path);
        }
    }
}
