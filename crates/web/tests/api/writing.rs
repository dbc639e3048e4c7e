//! Entering results and targets: the same rules as the forms, everything that is wrong at once, nobody's work overwritten.

use axum::http::StatusCode;
use phaen_domain::access::Role;
use phaen_domain::workbook::RawCell;
use serde_json::{Value, json};

use crate::support::{LED, Site, actor, demonstration};

fn result(changes: &Value) -> Value {
    let mut body = json!({ "code": "K01", "round": "R9", "value": "4.00", "source": "ระบบงาน", "reason": "รายงานรอบ 9 เดือน" });
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

fn enter(site: &Site, changes: &Value) -> crate::support::Answer {
    site.post("analyst", &format!("{LED}/observations"), &result(changes))
}

#[test]
fn a_result_is_entered_and_the_score_is_right_at_once() {
    let site = Site::fresh();
    let answer = enter(&site, &json!({ "narrative": "ปรับปรุงแล้ว 4 ฉบับ" }));
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let answer = answer.json();
    assert_eq!(answer["observation"]["reported"]["value"], "4.00");
    assert_eq!(answer["observation"]["provenance"]["version"], 1);
    assert_eq!(answer["observation"]["provenance"]["entered_by"], "analyst");
    assert!(answer["observation"]["provenance"]["import_hash"].is_null());
    let at = answer["rounds"].as_array().unwrap().iter().find(|round| round["round"] == "R9").unwrap();
    assert_eq!(at["result"]["score"]["shown"], "5.00");
    let journal = site.read("/api/v1/journal?object=indicator:K01&limit=1");
    assert_eq!(journal["entries"][0]["action"], "observation_entered");
    assert_eq!(journal["entries"][0]["reason"], "รายงานรอบ 9 เดือน");
}

#[test]
fn figures_are_read_as_officials_write_them() {
    let site = Site::fresh();
    let answer = enter(&site, &json!({ "code": "K07", "value": "๑,๒๕๐" }));
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert_eq!(answer.json()["observation"]["reported"]["value"], "1250");
}

#[test]
fn every_state_is_stored_as_itself() {
    let site = Site::fresh();
    let states = [
        (json!({ "state": "zero", "value": null }), "zero"),
        (json!({ "state": "no_data", "value": null, "seen_version": 1 }), "no_data"),
        (json!({ "state": "not_applicable", "value": null, "state_reason": "ยกเลิกงาน", "seen_version": 2 }), "not_applicable"),
        (
            json!({ "state": "not_measurable", "value": null, "state_reason": "ยังไม่มีผลสำรวจ", "seen_version": 3 }),
            "not_measurable",
        ),
        (json!({ "seen_version": 4 }), "value"),
    ];
    for (changes, state) in states {
        let answer = enter(&site, &changes);
        assert!(answer.status.is_success(), "{}", answer.text());
        assert_eq!(answer.json()["observation"]["reported"]["state"]["key"], state);
    }
}

#[test]
fn zero_takes_no_other_figure_and_a_text_no_turned_characters() {
    let site = Site::fresh();
    let head = site.read("/api/v1/journal/head");
    assert_eq!(enter(&site, &json!({ "state": "zero", "value": "5" })).fields(), ["value"]);
    assert_eq!(enter(&site, &json!({ "narrative": "กลับ\u{202e}ทิศ" })).fields(), ["narrative"]);
    assert_eq!(site.read("/api/v1/journal/head"), head);
    assert_eq!(enter(&site, &json!({ "state": "zero", "value": "0.00" })).status, StatusCode::CREATED);
}

#[test]
fn a_stale_version_is_refused_with_both_texts() {
    let site = Site::fresh();
    assert_eq!(enter(&site, &json!({})).status, StatusCode::CREATED);
    let problem = enter(&site, &json!({ "value": "7" })).problem(409);
    assert_eq!((&problem["yours"], &problem["theirs"]), (&json!("7"), &json!("4.00")));
    assert_eq!((&problem["by"], &problem["stored_version"]), (&json!("analyst"), &json!(1)));
    let seen = problem["stored_version"].clone();
    let answer = enter(&site, &json!({ "value": "7", "seen_version": seen }));
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json()["observation"]["provenance"]["version"], 2);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let site = Site::fresh();
    let before = site.read("/api/v1/journal/head");
    let body = json!({
        "subject": "unit", "code": 7, "round": "R9", "month": 3, "unit": "ก/ข", "value": 4.0, "seen_version": -1,
        "narative": "พิมพ์ชื่อผิด", "evidence": "\u{0}"
    });
    let mut fields = site.post("analyst", &format!("{LED}/observations"), &body).fields();
    fields.sort();
    fields.dedup();
    let all = ["code", "evidence", "narative", "reason", "round", "seen_version", "source", "subject", "unit", "value"];
    assert_eq!(fields, all);
    assert_eq!(site.read("/api/v1/journal/head"), before);
}

#[test]
fn a_result_that_breaks_a_rule_is_told_with_rule_and_remedy() {
    let site = Site::shared();
    for changes in [
        json!({ "code": "NONE" }),
        json!({ "state": "ratio", "value": null, "numerator": "1", "denominator": "2" }),
        json!({ "code": "K02", "value": "101" }),
        json!({ "unit": "ไม่มีหน่วยงานนี้" }),
        json!({ "subject": "project_indicator", "code": "NONE", "item": 1 }),
    ] {
        let problem = enter(site, &changes).problem(422);
        let broken = problem["problems"].as_array().unwrap_or_else(|| panic!("{changes}: {problem}"));
        assert_eq!(problem["problem_count"], broken.len());
        assert!(!broken.is_empty());
        for broken in broken {
            for words in [&broken["rule"], &broken["remedy"]] {
                assert!(["th", "en"].iter().all(|lang| !words[lang].as_str().unwrap().is_empty()), "{broken}");
            }
        }
    }
}

#[test]
fn a_result_that_a_return_reports_is_refused_with_the_way_to_it() {
    let site = Site::fresh();
    site.post("analyst", &format!("{LED}/rounds/R9/open"), &json!({}));
    let problem = enter(&site, &json!({})).problem(409);
    assert_eq!(problem["type"], "/problems/stands-in-return");
    assert_eq!(problem["of_return"], "LED-2566/R9/กนย.");
    let thai = &problem["th"];
    assert!(thai["detail"].as_str().unwrap().contains("ผลนี้มาจากแบบรายงานของกองนโยบายและแผน"), "{problem}");
    assert!(thai["remedy"].as_str().unwrap().contains("กรุณาส่งคืนแก้ไข"), "{problem}");
    assert_eq!(enter(&site, &json!({ "round": "R6" })).status, StatusCode::CREATED, "a round without returns is as before");
}

#[test]
fn a_frozen_round_takes_no_result_and_an_announced_edition_no_target() {
    let site = Site::shared();
    let problem = enter(site, &json!({ "round": "R12", "seen_version": 1 })).problem(409);
    assert_eq!((problem["type"].as_str(), problem["state"]["key"].as_str()), (Some("/problems/round-state"), Some("frozen")));
    assert!(problem["en"]["detail"].as_str().unwrap().contains("Frozen"), "{problem}");
    let target = json!({ "indicator": "K01", "value": "2", "seen_version": 1, "reason": "ปรับเป้าหมาย" });
    let problem = site.post("analyst", &format!("{LED}/editions/1/targets"), &target).problem(409);
    assert_eq!(
        (problem["type"].as_str(), problem["state"]["key"].as_str()),
        (Some("/problems/edition-state"), Some("announced"))
    );
    enter(site, &json!({ "round": "R3" })).problem(422);
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    let site = Site::shared();
    let path = format!("{LED}/observations");
    for body in ["", "{", "\u{0}", "{\"code\": \"K01\",}"] {
        let problem = site.post_bytes("analyst", &path, body.as_bytes().to_vec()).problem(400);
        assert_eq!(problem["type"], "/problems/bad-request");
    }
    for body in ["[]", "7", "null", "\"K01\""] {
        assert_eq!(site.post_bytes("analyst", &path, body.as_bytes().to_vec()).fields(), ["body"], "{body}");
    }
    site.post_bytes("analyst", &path, vec![0xff, 0xfe, 0x00]).problem(400);
    for megabytes in [2, 33] {
        let problem = site.post_bytes("analyst", &path, vec![b'x'; megabytes * 1024 * 1024]).problem(413);
        assert_eq!(problem["en"]["detail"], "The file or form is larger than 1 MB.");
    }
    site.post_bytes("analyst", &path, "[".repeat(100_000).into_bytes()).problem(400);
}

#[test]
fn a_target_of_a_draft_edition_is_set_and_its_version_counts_up() {
    let site = Site::fresh();
    let plan = site.read("/api/v1/plans/PSDG-2565/indicators");
    let code = plan["indicators"][0]["code"].as_str().unwrap().to_owned();
    let sheet = site.read(&format!("/api/v1/plans/PSDG-2565/indicators/{code}"));
    let mut target = sheet["targets"][0].clone();
    let seen = target["version"].clone();
    let members = target.as_object_mut().unwrap();
    let _ = members.remove("version");
    let _ = members.insert("indicator".to_owned(), json!(code));
    let _ = members.insert("printed".to_owned(), json!("ตามที่ตกลงใหม่"));
    let _ = members.insert("reason".to_owned(), json!("ปรับถ้อยคำ"));
    let path = "/api/v1/plans/PSDG-2565/editions/1/targets";
    let stale = site.post("analyst", path, &target).problem(409);
    assert!(stale["yours"].as_str().unwrap().starts_with("ตามที่ตกลงใหม่"), "{stale}");
    assert_eq!(stale["stored_version"], seen);
    target["seen_version"] = seen;
    let answer = site.post("analyst", path, &target);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let answer = answer.json();
    assert_eq!(answer["target"]["version"], 2);
    assert_eq!(answer["target"]["printed"], "ตามที่ตกลงใหม่");
    assert_eq!(site.read(&format!("/api/v1/plans/PSDG-2565/indicators/{code}"))["targets"][0]["version"], 2);
}

#[test]
fn a_round_is_given_a_scale_of_its_own_with_the_agencys_target_of_it() {
    let site = Site::fresh();
    let path = "/api/v1/plans/PSDG-2565/editions/1/targets";
    let mut body = json!({
        "indicator": "D01", "round": "R6", "value": "3", "scale": "LED-BAND5", "seen_version": 1, "reason": "เกณฑ์ของรอบ",
    });
    let answer = site.post("analyst", path, &body).json();
    assert_eq!((&answer["target"]["scale"], &answer["target"]["version"]), (&json!("LED-BAND5"), &json!(2)), "{answer}");
    assert_eq!(answer["rounds"][0]["result"]["scale"], "LED-BAND5");
    let read = site.read("/api/v1/plans/PSDG-2565/indicators/D01");
    let scales: Vec<_> = read["targets"].as_array().unwrap().iter().map(|target| &target["scale"]).collect();
    assert_eq!(scales, [&json!("LED-BAND5"), &json!(null)]);
    body["seen_version"] = json!(2);
    body["scale"] = json!("NONE");
    let refused = |body: &Value| {
        let problem = site.post("analyst", path, body).problem(422)["problems"][0].clone();
        (problem["column"].clone(), problem["rule"]["en"].clone())
    };
    assert_eq!(refused(&body), (json!("scale"), json!("No such code in sheet scales")));
    body["scale"] = json!("LED-BAND5");
    body["round"] = json!(null);
    assert_eq!(refused(&body), (json!("scale"), json!("A scale of its own is of a round, and of the agency's target")));
}

#[test]
fn a_target_with_wrong_fields_or_for_nothing_is_refused() {
    let site = Site::shared();
    let path = "/api/v1/plans/PSDG-2565/editions/1/targets";
    let mut fields =
        site.post("analyst", path, &json!({ "indicator": " ", "anchors": ["1", 2], "high": "สูง", "extra": 1 })).fields();
    fields.sort();
    assert_eq!(fields, ["anchors", "extra", "high", "indicator", "reason"]);
    let body = json!({ "indicator": "NONE", "value": "1", "reason": "ทดสอบ" });
    assert_eq!(site.post("analyst", path, &body).problem(404)["en"]["detail"], "There is no indicator “NONE”");
    assert_eq!(site.post("analyst", "/api/v1/plans/PSDG-2565/editions/one/targets", &body).fields(), ["edition"]);
    site.post("analyst", "/api/v1/plans/PSDG-2565/editions/9/targets", &body).problem(404);
}

#[test]
fn what_a_unit_reports_itself_stands_on_its_own_scorecard() {
    let site = Site::fresh();
    let before = site.read("/api/v1/units/กพร.?round=R9");
    assert_eq!(before["unit"]["abbreviation"], "กพร.");
    assert!(before["scorecard"].is_null(), "no targets and no reports of its own");
    let answer = enter(&site, &json!({ "unit": "กพร.", "value": "4" }));
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let card = site.read("/api/v1/units/กพร.?round=R9")["scorecard"].clone();
    let indicators = card["indicators"].as_array().unwrap();
    let reported = indicators.iter().find(|indicator| indicator["code"] == "K01").unwrap();
    assert_eq!(reported["score"], json!({ "shown": "5.00", "value": "5" }));
    assert!(indicators.iter().all(|indicator| indicator["code"] != "K02"), "another's indicator does not concern it");
    assert_eq!(card["percent"]["shown"], "100.00");
    site.get("/api/v1/units/NONE").problem(404);
}

#[test]
fn a_measure_is_reported_by_month_or_round_and_by_units_or_for_the_agency_never_both() {
    let site = Site::fresh();
    let mut raw = demonstration("psdg-2565");
    for (key, column, text) in
        [("rounds", "state", "open"), ("indicators", "shape", "value"), ("indicators", "aggregation", "sum")]
    {
        let sheet = raw.sheets.iter_mut().find(|sheet| sheet.name == key).unwrap();
        let place = sheet.rows[0].cells.iter().position(|cell| cell.shown() == column).unwrap();
        sheet.rows.iter_mut().skip(1).for_each(|row| row.cells[place] = RawCell::Text(text.to_owned()));
    }
    assert!(site.app.confirm_import(&actor(Role::Analyst), &raw, "changed", None).unwrap());
    let enter = |when: &str, period: Value, unit: Value| {
        let mut body = result(&json!({ "code": "D01", "value": "3", "unit": unit, "round": null }));
        body[when] = period;
        site.post("analyst", "/api/v1/plans/PSDG-2565/observations", &body)
    };
    let refused_at = |answer: crate::support::Answer| answer.problem(422)["problems"][0]["column"].clone();
    assert_eq!(enter("month", json!(1), json!("กพร.")).status, StatusCode::CREATED);
    let head = site.read("/api/v1/journal/head");
    assert_eq!(refused_at(enter("round", json!("R6"), json!("กพร."))), "period");
    assert_eq!(refused_at(enter("round", json!("R12"), json!("กนย."))), "period");
    assert_eq!(refused_at(enter("month", json!(2), Value::Null)), "unit");
    assert_eq!(site.read("/api/v1/journal/head"), head, "nothing was stored");
    assert_eq!(enter("month", json!(2), json!("กนย.")).status, StatusCode::CREATED);
}
