//! What is kept beside rounds: positions with their holders and orders, reminders, rules tried before they are set, drafts and texts.

use serde_json::json;

use crate::support::LED;
use crate::walk::Walk;

#[test]
fn a_position_is_made_held_and_stood_in_for_by_order() {
    let walk = Walk::begin();
    let position = json!({ "code": "HEAD", "name_th": "ผู้อำนวยการกองนโยบายและแผน", "role": "unit_head", "unit": "กนย." });
    walk.refused("analyst", "/api/v1/positions", &position, 403);
    let made = walk.does("admin", "/api/v1/positions", &position);
    assert_eq!((&made["version"], &made["role"]["key"]), (&json!(1), &json!("unit_head")));
    let stale = walk.refused("admin", "/api/v1/positions", &position, 409);
    assert_eq!(stale["stored_version"], 1);

    let held = walk.does("admin", "/api/v1/positions/HEAD/holders", &json!({ "login": "viewer", "from": "1 ตุลาคม 2566" }));
    assert_eq!((&held["holders"][0]["login"], &held["holders"][0]["today"]), (&json!("viewer"), &json!(true)));
    let unknown = walk.refused("admin", "/api/v1/positions/HEAD/holders", &json!({ "login": "nobody" }), 422);
    let fields: Vec<_> = unknown["fields"].as_array().unwrap().iter().map(|it| it["field"].clone()).collect();
    assert_eq!(fields, ["login", "from"]);

    let order = json!({ "login": "analyst", "kind": "delegated", "order_no": "ยธ 0501/9", "from": "2023-10-10", "to": "2023-10-31",
        "acts": ["endorse_return"], "reason": "ไปราชการ" });
    let path = "/api/v1/positions/HEAD/stand-ins";
    walk.refused("executive", path, &order, 403);
    // Whoever holds the position hands it over as well.
    let ordered = walk.does("viewer", path, &order);
    let stand_in = &ordered["stand_ins"][0];
    assert_eq!((&stand_in["login"], &stand_in["acts"][0]["key"]), (&json!("analyst"), &json!("endorse_return")));
    let may = walk.read("analyst", "/api/v1/me")["may"].clone();
    assert!(may.as_array().unwrap().iter().any(|it| it["key"] == "endorse_return"), "{may}");
    let mut foreign = order.clone();
    foreign["acts"] = json!(["freeze_round"]);
    assert_eq!(walk.refused("admin", path, &foreign, 422)["fields"][0]["field"], "acts");
    let revoke = format!("{path}/{}/revoke", stand_in["id"].as_str().unwrap());
    assert!(walk.steps("admin", &revoke)["stand_ins"][0]["revoked_at"].is_string());
    walk.refused("admin", &revoke, &json!({}), 404);
    walk.refused("admin", "/api/v1/positions/NONE/stand-ins", &order, 404);
}

#[test]
fn reminders_are_read_and_changed_and_nobody_but_the_officer_is_told_before_the_day() {
    let walk = Walk::begin();
    let path = "/api/v1/calendar/reminders";
    let before = walk.read("viewer", path);
    assert_eq!((before["rungs"].as_array().unwrap().len(), &before["version"]), (8, &json!(0)));
    let ladder = |days: i32, reader: &str, seen: u32| json!({ "rungs": [{ "days": days, "reader": reader }], "digest_hour": 8, "seen_version": seen });
    walk.refused("policy", path, &json!({ "rungs": [], "digest_hour": 25, "seen_version": 0 }), 422);
    assert_eq!(walk.refused("policy", path, &ladder(-3, "head", 0), 422)["fields"][0]["field"], "head");
    let after = walk.does("policy", path, &ladder(-3, "officer", 0));
    assert_eq!(
        (&after["rungs"], &after["version"]),
        (&json!([{ "days": -3, "reader": before["rungs"][0]["reader"] }]), &json!(1))
    );
    assert_eq!(walk.refused("policy", path, &ladder(-2, "officer", 0), 409)["stored_version"], 1);
    walk.refused("analyst", path, &ladder(-2, "officer", 1), 403);
}

#[test]
fn other_rules_are_tried_before_they_are_set() {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    let preview = walk.read("policy", "/api/v1/calendar/rules/preview?report_days=12");
    let round = preview["rounds"].as_array().unwrap().iter().find(|it| it["round"] == "R9").unwrap();
    assert_eq!((&round["now"]["report"], &round["then"]["report"]), (&json!("2023-07-05"), &json!("2023-07-12")));
    assert!(round["returns"].as_u64().unwrap() > 1, "{round}");
    assert_eq!(walk.read("viewer", "/api/v1/calendar")["rules"]["report_days"], 5, "nothing is stored");
    let wrong = walk.fetches("policy", "/api/v1/calendar/rules/preview?counting=never");
    assert_eq!(wrong.fields(), ["counting"]);
    walk.fetches("analyst", "/api/v1/calendar/rules/preview").problem(403);
}

#[test]
fn a_plan_is_amended_and_its_texts_are_written() {
    let walk = Walk::begin();
    let amend = format!("{LED}/editions");
    walk.refused("viewer", &amend, &json!({ "reason": "ปรับแผน" }), 403);
    let draft = walk.does("analyst", &amend, &json!({ "reason": "ปรับค่าเป้าหมายตามมติ" }));
    assert_eq!((&draft["number"], &draft["state"]["key"]), (&json!(2), &json!("draft")));
    assert_eq!(walk.refused("analyst", &amend, &json!({ "reason": "อีกครั้ง" }), 409)["state"]["key"], "draft");

    let texts = format!("{LED}/editions/2/texts");
    let text = |text: &str, seen: u32| json!({ "section": "preface", "order": 1, "text": text, "seen_version": seen });
    let written = walk.does("analyst", &texts, &text("คำนำของฉบับปรับปรุง", 0));
    assert_eq!((&written["section"], &written["text"]), (&json!("preface"), &json!("คำนำของฉบับปรับปรุง")));
    assert_ne!(written["version"], 0);
    let stale = walk.refused("analyst", &texts, &text("อื่น", 0), 409);
    assert_eq!((&stale["theirs"], &stale["stored_version"]), (&json!("คำนำของฉบับปรับปรุง"), &written["version"]));
    let wrong = walk.refused("analyst", &texts, &json!({ "section": "cover", "text": "ก" }), 422);
    let fields: Vec<_> = wrong["fields"].as_array().unwrap().iter().map(|it| it["field"].clone()).collect();
    assert_eq!(fields, ["section", "order"]);
    let listed = walk.read("viewer", &texts);
    assert!(listed["texts"].as_array().unwrap().contains(&written), "{listed}");
    let out = walk.does("analyst", &texts, &json!({ "section": "preface", "order": 1, "seen_version": written["version"] }));
    assert_eq!((&out["text"], &out["version"]), (&json!(null), &json!(0)), "taken out");
}
