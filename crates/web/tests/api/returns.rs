//! Returns by the API beside their main way: more time, the calendar, the head's remark, evidence that is not taken, stand-ins, own work.

use jiff::civil::date;
use phaen_app::offices::{Appoint, SavePosition};
use phaen_domain::access::{ActingKind, Role};
use phaen_domain::id::{PositionCode, UnitCode};
use phaen_domain::position::{Delegation, Position};
use serde_json::{Value, json};

use crate::support::actor;
use crate::walk::Walk;

/// Every item is answered with no data.
pub(crate) fn answered(walk: &Walk) {
    let form = walk.read("officer", &Walk::own(""));
    let fields: Vec<Value> = form["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| json!({ "field": format!("{}:answer", item["item"].as_str().unwrap()), "text": "no_data" }))
        .collect();
    walk.does("officer", &Walk::own("/fields"), &json!({ "fields": fields }));
}

#[test]
fn a_unit_is_given_more_time_with_a_reason_and_a_later_day() {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    let seen = walk.version();
    let body = |day: &str| json!({ "seen_version": seen, "due_on": day, "reason": "น้ำท่วมที่ทำการ" });
    walk.refused("analyst", &Walk::own("/extend"), &body("2023-12-01"), 403);
    assert_eq!(walk.refused("policy", &Walk::own("/extend"), &body("2023-02-30"), 422)["fields"][0]["field"], "due_on");
    assert_eq!(walk.refused("policy", &Walk::own("/extend"), &body("2022-10-01"), 422)["fields"][0]["field"], "due_on");
    let extended = walk.does("policy", &Walk::own("/extend"), &body("1 ธันวาคม 2566"));
    assert_eq!((&extended["due_on"], &extended["extension"]["by"]), (&json!("2023-12-01"), &json!("policy")));
    let stale = walk.refused("policy", &Walk::own("/extend"), &body("2023-12-02"), 409);
    assert_eq!(stale["stored_version"], extended["version"]);
}

#[test]
fn a_change_of_the_calendar_redates_what_is_not_submitted() {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    let calendar = walk.read("viewer", "/api/v1/calendar");
    let deadline = calendar["deadlines"].as_array().unwrap().iter().find(|it| it["round"] == "R9").unwrap();
    assert_eq!(deadline["state"]["key"], "open");
    let day = deadline["dates"]["report"].clone();
    let holiday = |name: Value| json!({ "days": [{ "day": day, "name": name }] });
    walk.refused("officer", "/api/v1/calendar/holidays", &holiday(json!("วันหยุดพิเศษ")), 403);
    let named = walk.does("policy", "/api/v1/calendar/holidays", &holiday(json!("วันหยุดพิเศษ")));
    let holidays = named["holidays"].as_array().unwrap();
    assert!(holidays.iter().any(|it| it["day"] == day && it["name"] == "วันหยุดพิเศษ"));
    let rules = json!({
        "counting": "rolled", "anchor": "unit_due", "report_days": 5, "compile_days": 45, "endorse_days": 5, "return_days": 3,
        "seen_version": calendar["version"],
    });
    walk.does("policy", "/api/v1/calendar/rules", &rules);
    let moved = walk.read("officer", &Walk::own(""))["return"]["due_on"].clone();
    assert!(moved.as_str() > day.as_str(), "{moved} lies after the holiday {day}");
    let stale = walk.refused("policy", "/api/v1/calendar/rules", &rules, 409);
    assert_eq!(stale["stored_version"], 1);
    let fields =
        walk.refused("policy", "/api/v1/calendar/rules", &json!({ "counting": "lunar", "report_days": 999 }), 422)["fields"]
            .clone();
    let fields: Vec<&str> = fields.as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["counting", "anchor", "report_days", "compile_days", "endorse_days", "return_days", "seen_version"]);
    let struck = walk.does("policy", "/api/v1/calendar/holidays", &holiday(Value::Null));
    assert!(struck["holidays"].as_array().unwrap().iter().all(|it| it["day"] != day));
}

#[test]
fn a_unit_s_people_alone_work_on_its_return_and_read_it_before_it_is_frozen() {
    let walk = Walk::begin();
    walk.site.account("other", Role::ReportingOfficer, Some("พบ."));
    walk.steps("analyst", &Walk::round("/open"));
    let body = json!({ "fields": [{ "field": "indicator:K01:value", "text": "1" }] });
    let denied = walk.refused("other", &Walk::own("/fields"), &body, 403);
    assert_eq!((&denied["rule"]["key"], &denied["action"]["key"]), (&json!("unit"), &json!("edit_return")));
    let bearer = format!("Bearer {}", walk.site.token("other"));
    let read = walk.site.send("GET", &Walk::own(""), &[("authorization", &bearer)], Vec::new());
    assert_eq!(read.problem(403)["rule"]["key"], "unit");
}

#[test]
fn the_head_hands_a_return_back_and_whoever_typed_in_it_never_endorses_it() {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    answered(&walk);
    walk.moves("officer", "propose");
    let remark = json!({ "seen_version": walk.version(), "comments": [{ "text": "ขอเอกสารประกอบ" }] });
    let back = walk.does("head", &Walk::own("/hand-back"), &remark);
    assert_eq!((&back["state"]["key"], &back["waits_for"]["key"]), (&json!("draft"), &json!("officer")));
    let form = walk.read("officer", &Walk::own(""));
    walk.steps("officer", &Walk::own(&format!("/comments/{}/settle", form["comments"][0]["id"].as_str().unwrap())));
    walk.moves("officer", "propose");
    stands_in_for_the_head(&walk);
    let denied = walk.refused("officer", &Walk::own("/endorse"), &json!({ "seen_version": walk.version() }), 403);
    assert_eq!(denied["rule"]["key"], "own_preparation");
    let positions = walk.read("officer", "/api/v1/positions");
    let position = &positions["positions"][0];
    assert_eq!((&position["code"], &position["unit"]), (&json!("DIR-PLAN"), &json!("กนย.")));
    assert_eq!((&position["holders"][0]["login"], &position["holders"][0]["today"]), (&json!("head"), &json!(true)));
    let order = &position["stand_ins"][0];
    assert_eq!((&order["login"], &order["order_no"], &order["today"]), (&json!("officer"), &json!("12/2566"), &json!(true)));
}

/// The officer stands in for the head of the policy division by order.
fn stands_in_for_the_head(walk: &Walk) {
    let administrator = actor(Role::Administrator);
    let app = &walk.site.app;
    let code = PositionCode::new("DIR-PLAN").unwrap();
    let accounts = app.accounts(&administrator).unwrap();
    let id = |login: &str| accounts.iter().find(|it| it.login == login).unwrap().id.clone();
    let position = Position {
        code: code.clone(),
        name_th: "ผู้อำนวยการกองนโยบายและแผน".to_owned(),
        name_en: None,
        role: Role::UnitHead,
        unit: Some(UnitCode::new("กนย.").unwrap()),
        closed: false,
        version: 0,
    };
    app.save_position(&administrator, &SavePosition { position }).unwrap();
    let from = date(2023, 10, 1);
    app.appoint(&administrator, &Appoint { position: code.clone(), account: id("head"), from }).unwrap();
    let order = Delegation {
        id: String::new(),
        position: code,
        account: id("officer"),
        kind: ActingKind::ActingFor,
        order_no: "12/2566".to_owned(),
        from,
        to: date(2023, 10, 31),
        acts: Vec::new(),
        reason: "ไปราชการ".to_owned(),
        recorded_by: String::new(),
        revoked_at: None,
    };
    app.delegate(&administrator, &order).unwrap();
}

#[test]
fn what_is_no_evidence_is_refused_with_what_to_do() {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    let refused =
        |name: &str, bytes: &[u8]| walk.attaches("officer", "indicator:K01", name, bytes).problem(422)["fields"][0].clone();
    let program = refused("รายงาน.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00");
    assert!(program["en"].as_str().unwrap().contains("It is a program"), "{program}");
    assert!(refused("a.pdf", b"")["en"].as_str().unwrap().contains("empty"));
    assert!(refused("a.html", b"<html><script>alert(1)</script>")["th"].as_str().unwrap().contains("PDF"));
    walk.attaches("officer", "indicator:NONE", "a.pdf", b"%PDF-1.4\n%%EOF\n").problem(404);
    walk.attaches("officer", "nothing", "a.pdf", b"%PDF-1.4\n%%EOF\n").problem(422);
    let large = walk.attaches("officer", "indicator:K01", "a.pdf", &vec![b'%'; 20 * 1024 * 1024 + 1]).problem(413);
    assert_eq!(large["en"]["detail"], "The file or form is larger than 20 MB.");
    let link = json!({ "item": "indicator:K01", "address": "javascript:alert(1)" });
    assert!(walk.refused("officer", &Walk::own("/links"), &link, 422)["fields"][0]["en"].as_str().unwrap().contains("https://"));
}

#[test]
fn what_is_wrong_in_a_list_is_told_by_its_place() {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    let body = json!({ "fields": [{ "field": "indicator:K01:value", "text": 4 }, { "field": "colour", "seen": 1 }] });
    let problem = walk.refused("officer", &Walk::own("/fields"), &body, 422);
    let fields: Vec<&str> = problem["fields"].as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["fields[0].text", "fields[1].field", "fields[1].seen"]);
    walk.refused("officer", &Walk::own("/fields"), &json!({ "fields": [] }), 422);
    walk.refused("officer", &Walk::own("/propose"), &json!({}), 422);
    let incomplete = walk.refused("officer", &Walk::own("/propose"), &json!({ "seen_version": 1 }), 409);
    assert_eq!(incomplete["type"], "/problems/return-incomplete");
    assert!(incomplete["fields"].as_array().unwrap().iter().any(|it| it["field"] == "indicator:K01:answer"), "{incomplete}");
}

#[test]
fn of_two_figures_one_is_named_before_a_return_is_verified() {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    answered(&walk);
    let typed = |field: &str, text: &str| json!({ "field": format!("indicator:K01:{field}"), "text": text });
    let fields = [
        typed("value", "4"),
        typed("source", "ทะเบียน"),
        typed("proposed_value", "6"),
        typed("proposed_reason", "นับรวมร่าง"),
        typed("proposed_source", "หนังสือ ยธ 9"),
        json!({ "field": "indicator:K01:answer", "text": "figure", "seen_version": 1 }),
    ];
    walk.does("officer", &Walk::own("/fields"), &json!({ "fields": fields }));
    walk.moves("officer", "propose");
    walk.moves("head", "endorse");
    walk.moves("officer", "submit");
    let body = |chosen: Value| json!({ "seen_version": walk.version(), "chosen": chosen });
    let open = walk.refused("analyst", &Walk::own("/verify"), &json!({ "seen_version": walk.version() }), 422);
    assert_eq!(open["fields"][0]["field"], "chosen");
    let choose = |figure: &str| body(json!([{ "item": "indicator:K01", "figure": figure }]));
    let wrong = walk.refused("analyst", &Walk::own("/verify"), &choose("both"), 422);
    assert_eq!(wrong["fields"][0]["field"], "chosen[0].figure");
    let done = walk.does("analyst", &Walk::own("/verify"), &choose("proposed"));
    assert_eq!(done["state"]["key"], "verified");
}
