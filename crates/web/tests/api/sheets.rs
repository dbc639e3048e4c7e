//! A return filled in without the network, by the API alone: taken out, brought back, looked at, decided and confirmed as a whole.

use phaen_domain::access::Role;
use serde_json::{Value, json};

use crate::press::typed;
use crate::walk::Walk;

fn opened() -> (Walk, String) {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    let sheet = walk.fetches("officer", &Walk::own("/sheet"));
    assert_eq!(sheet.status.as_u16(), 200, "{}", sheet.text());
    assert!(sheet.header("etag").starts_with('"') && sheet.header("content-disposition").contains(".xlsx"));
    (walk, sheet.text())
}

/// Brings a sheet back; what it would change, and its address.
fn brought(walk: &Walk, sheet: &str) -> (Value, String) {
    let path = Walk::own("/sheet?name=report.xlsx");
    let kept = walk.keeps("officer", &path, sheet.as_bytes());
    assert_eq!(kept.status.as_u16(), 201, "{}", kept.text());
    let told = walk.promised("post", &path, &kept);
    (told, kept.header("location").to_owned())
}

fn field<'a>(differences: &'a Value, name: &str) -> &'a Value {
    let list = differences["differences"].as_array().unwrap();
    list.iter().find(|it| it["field"] == name).unwrap_or_else(|| panic!("no {name} in {differences}"))
}

/// What is stored in a field of K01.
fn stored(walk: &Walk, name: &str) -> Value {
    let form = walk.read("officer", &Walk::own(""));
    let fields = form["items"].as_array().unwrap().iter().flat_map(|item| item["fields"].as_array().unwrap());
    let found = fields.clone().find(|it| it["field"] == format!("indicator:K01:{name}")).unwrap();
    found["text"].clone()
}

#[test]
fn a_return_is_filled_in_offline_looked_at_and_confirmed_as_a_whole() {
    let (walk, sheet) = opened();
    let sheet = typed(&typed(&sheet, "indicator:K01:answer", "มีผล (กรอกตัวเลข)"), "indicator:K01:value", "๗");
    let (told, address) = brought(&walk, &sheet);
    assert_eq!((&told["name"], &told["wrong"]), (&json!("report.xlsx"), &json!([])));
    assert_eq!(told["differences"].as_array().unwrap().len(), 2, "{told}");
    let value = field(&told, "indicator:K01:value");
    assert_eq!((&value["stored"], &value["text"], &value["conflict"]), (&json!(""), &json!("7"), &json!(false)));
    assert_eq!(stored(&walk, "value"), json!(null), "nothing is stored before it is confirmed");
    let confirm = format!("{address}/confirm");
    let stale = walk.refused("officer", &confirm, &json!({ "seen": "something else" }), 409);
    assert_eq!(stale["type"], "/problems/preview-out-of-date");
    walk.site.account("second", Role::ReportingOfficer, Some("กนย."));
    walk.refused("second", &confirm, &json!({ "seen": told["seen"] }), 404);
    walk.refused("analyst", &confirm, &json!({ "seen": told["seen"] }), 403);

    // Somebody types meanwhile: what was seen is not what would be stored, and the field is decided by a person.
    let meanwhile = json!({ "fields": [{ "field": "indicator:K01:value", "text": "5", "seen_version": 0 }] });
    walk.does("officer", &Walk::own("/fields"), &meanwhile);
    walk.refused("officer", &confirm, &json!({ "seen": told["seen"] }), 409);
    let now = walk.read("officer", &address);
    let value = field(&now, "indicator:K01:value");
    assert_eq!((&value["stored"], &value["by"], &value["conflict"]), (&json!("5"), &json!("officer"), &json!(true)));
    walk.refused("officer", &confirm, &json!({ "seen": now["seen"] }), 422);
    let chosen = |stands: &str| json!({ "seen": now["seen"], "choices": [{ "field": "indicator:K01:value", "stands": stands }] });
    assert_eq!(walk.refused("officer", &confirm, &chosen("mine"), 422)["fields"][0]["field"], "choices[0].stands");
    let after = walk.does("officer", &confirm, &chosen("file"));
    assert_eq!((&after["unit"], &after["state"]["key"]), (&json!("กนย."), &json!("draft")));
    assert_eq!((stored(&walk, "value"), stored(&walk, "answer")), (json!("7"), json!("figure")));
    walk.fetches("officer", &address).problem(404);
    let (again, _) = brought(&walk, &sheet);
    assert_eq!(again["differences"], json!([]), "the same sheet again changes nothing");
}

#[test]
fn wrong_cells_are_told_with_rule_and_remedy_and_marked_in_the_sheet() {
    let (walk, sheet) = opened();
    let (told, address) = brought(&walk, &typed(&sheet, "indicator:K01:value", "ประมาณ 90"));
    let wrong = &told["wrong"][0];
    assert_eq!((&wrong["field"], &wrong["value"]), (&json!("indicator:K01:value"), &json!("ประมาณ 90")));
    assert_eq!(wrong["rule"]["th"], "ช่องนี้รับเฉพาะตัวเลข");
    assert!(wrong["cell"].as_str().unwrap().starts_with('F') && wrong["remedy"]["en"].as_str().unwrap().contains("1,250.50"));
    let marked = walk.fetches("officer", told["marked"].as_str().unwrap());
    assert!(marked.text().contains("ผิด") && marked.text().contains("ประมาณ 90"), "{}", marked.text());
    walk.refused("officer", &format!("{address}/confirm"), &json!({ "seen": told["seen"] }), 409);
    assert_eq!(stored(&walk, "value"), json!(null));
    let no_sheet = walk.site.post_bytes("officer", &Walk::own("/sheet"), b"led-2566".to_vec());
    assert!(no_sheet.problem(422)["th"]["detail"].as_str().unwrap().contains("ไม่ใช่แบบรายงาน"), "{}", no_sheet.text());
    walk.fetches("analyst", &Walk::own("/sheet")).problem(403);
}
