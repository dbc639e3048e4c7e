//! A whole round of the FY2566 agency by the API alone: opened, filled in, explained, proven, endorsed, submitted, sent back, mended, verified,
//! compiled, endorsed, frozen, reopened by order and frozen again; the figures are right at each step and those of the pages.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::{LED, figures_of};
use crate::walk::{READ_ON_THE_WAY, ROUND, Walk};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// The plan's total as the API tells it.
fn total(walk: &Walk) -> BTreeMap<String, (String, String)> {
    let rounds = walk.read("viewer", &format!("{LED}/rounds"));
    let round = rounds["rounds"].as_array().unwrap().iter().find(|it| it["round"]["code"] == ROUND).unwrap();
    figures_of(&round["total"])
}

/// A figure as the overview shows it.
fn on_the_page(walk: &Walk, id: &str) -> String {
    let cookie = format!("{}; phaen_digits=arabic", walk.site.session("viewer"));
    let headers = [("cookie", cookie.as_str())];
    let page = walk.site.send("GET", &format!("/?plan=LED-2566&round={ROUND}"), &headers, Vec::new()).text();
    let place = page.find(&format!("data-figure=\"{id}\"")).unwrap_or_else(|| panic!("{id} is not on the page"));
    let text = &page[place..];
    let text = &text[text.find('>').unwrap() + 1..];
    text[..text.find('<').unwrap()].trim().to_owned()
}

/// What the API tells is what the page shows.
fn same_as_the_page(walk: &Walk) {
    let total = total(walk);
    for id in ["plan/score", "plan/full", "plan/percent"] {
        assert_eq!(total[id].0, on_the_page(walk, id), "{id}");
    }
}

fn field(item: &str, field: &str, text: &str, seen: u32) -> Value {
    json!({ "field": format!("{item}:{field}"), "text": text, "seen_version": seen })
}

/// Answers every item: K01 and K02 with figures, everything else with "no data".
fn filled_in(form: &Value) -> Vec<Value> {
    let mut fields = Vec::new();
    for item in form["items"].as_array().unwrap() {
        let name = item["item"].as_str().unwrap();
        match name {
            "indicator:K01" => fields.extend([
                field(name, "answer", "figure", 0),
                field(name, "value", "๔", 0),
                field(name, "narrative", "ปรับปรุงกฎหมายแล้ว 4 ฉบับ", 0),
                field(name, "source", "ระบบงานกฎหมาย", 0),
            ]),
            "indicator:K02" => fields.extend([
                field(name, "answer", "figure", 0),
                field(name, "value", "92.00", 0),
                field(name, "narrative", "ผลการสำรวจร้อยละ 95", 0),
            ]),
            _ => fields.push(field(name, "answer", "no_data", 0)),
        }
    }
    fields
}

/// What the API lets be typed is what the page asks for.
fn same_fields_as_the_page(walk: &Walk, form: &Value) {
    let cookie = walk.site.session("officer");
    let page = walk.site.send("GET", &format!("/returns/LED-2566/{ROUND}/กนย."), &[("cookie", &cookie)], Vec::new()).text();
    let names = page.split(" name=\"").skip(1).map(|rest| rest[..rest.find('"').unwrap()].to_owned());
    let kinds = ["indicator:", "project:", "project_indicator:", "whole:"];
    let asked: BTreeSet<String> = names.filter(|name| kinds.iter().any(|kind| name.starts_with(kind))).collect();
    let items = form["items"].as_array().unwrap().iter().flat_map(|item| item["fields"].as_array().unwrap());
    let fields = items.chain(form["whole"].as_array().unwrap());
    let told: BTreeSet<String> = fields.map(|field| field["field"].as_str().unwrap().to_owned()).collect();
    assert!(told.len() > 50);
    assert_eq!(told, asked);
}

fn finding<'a>(form: &'a Value, severity: &str) -> Option<&'a Value> {
    let holds = |it: &&Value| it["severity"]["key"] == severity && it["explained"].is_null();
    form["findings"].as_array().unwrap().iter().find(holds)
}

#[test]
fn a_whole_round_is_played_by_the_api_alone() {
    let walk = Walk::begin();
    opened(&walk);
    let before = total(&walk);
    typed(&walk);
    explained_and_proven(&walk);
    assert_eq!(total(&walk), before, "what is typed counts nowhere yet");
    handed_on(&walk);
    sent_back_and_mended(&walk);
    assert_eq!(total(&walk), before, "what is submitted counts nowhere yet");
    verified(&walk);
    assert_ne!(total(&walk), before, "what is verified counts at once");
    same_as_the_page(&walk);
    frozen(&walk);
    reopened(&walk);
    restated(&walk);
    let verification = walk.read("viewer", "/api/v1/journal/verify");
    assert_eq!(verification["whole"], true);
    for template in READ_ON_THE_WAY {
        assert!(walk.has_read(template), "{template} is held against the document nowhere");
    }
}

fn opened(walk: &Walk) {
    let open = walk.steps("analyst", &Walk::round("/open"));
    assert_eq!(open["round"]["state"]["key"], "open");
    assert!(open["returns"][0]["count"].as_u64().unwrap() > 1, "{open}");
    assert_eq!(open["may"].as_array().unwrap().iter().filter(|it| it["key"] == "compile_round").count(), 1);
    walk.refused("officer", &Walk::round("/open"), &json!({}), 403);
    let own = walk.read("officer", "/api/v1/returns");
    assert_eq!((&own["returns"][0]["return"]["unit"], &own["returns"][0]["answered"]), (&json!("กนย."), &json!(0)));
    let work = walk.read("officer", "/api/v1/work");
    let task = &work["tasks"][0];
    assert_eq!(
        (&task["kind"]["key"], &task["return"]["unit"], &task["round"]),
        (&json!("fill_in"), &json!("กนย."), &json!(ROUND))
    );
    assert!(task["days_left"].as_i64().unwrap() < 0 && task["kind"]["th"] == "กรอกแบบรายงาน", "{task}");
    assert_eq!(walk.read("viewer", "/api/v1/work")["tasks"], json!([]));
    let board = walk.read("analyst", &Walk::round("/board"));
    let row = board["rows"].as_array().unwrap().iter().find(|row| row["return"]["unit"] == "กนย.").unwrap();
    assert_eq!((&row["return"]["waits_for"]["key"], &row["timeliness"]["key"]), (&json!("officer"), &json!("overdue")));
}

fn typed(walk: &Walk) {
    let form = walk.read("officer", &Walk::own(""));
    same_fields_as_the_page(walk, &form);
    let fields = filled_in(&form);
    let saved = walk.does("officer", &Walk::own("/fields"), &json!({ "fields": fields }));
    let outcomes = saved["fields"].as_array().unwrap();
    assert!(outcomes.iter().all(|it| it["outcome"]["key"] == "saved" && it["version"] == 1), "{saved}");
    assert_eq!(saved["answered"], saved["items"], "every item is answered");
    let value = outcomes.iter().find(|it| it["field"] == "indicator:K01:value").unwrap();
    assert_eq!(value["text"], "4", "Thai digits are understood");
    // Each field is answered for itself: one is new, one is stale, one is no number, one is no field.
    let mixed = json!({ "fields": [
        field("indicator:K01", "next_plan", "ปรับปรุงต่ออีก 2 ฉบับ", 0),
        field("indicator:K01", "value", "7", 0),
        field("indicator:K02", "value", "ประมาณ 90", 1),
        field("indicator:NONE", "value", "1", 0),
    ] });
    let told = walk.does("officer", &Walk::own("/fields"), &mixed);
    let keys: Vec<&Value> = told["fields"].as_array().unwrap().iter().map(|it| &it["outcome"]["key"]).collect();
    assert_eq!(keys, ["saved", "stale", "refused", "unknown"]);
    let stale =
        walk.refused("officer", &Walk::own("/fields"), &json!({ "fields": [field("indicator:K01", "value", "7", 0)] }), 409);
    assert_eq!((&stale["yours"], &stale["theirs"]), (&json!("7"), &json!("4")), "both texts");
    assert_eq!((&stale["by"], &stale["stored_version"]), (&json!("officer"), &json!(1)));
    let wrong =
        walk.refused("officer", &Walk::own("/fields"), &json!({ "fields": [field("indicator:K02", "value", "x", 1)] }), 422);
    assert_eq!(wrong["fields"][0]["field"], "indicator:K02:value");
}

fn explained_and_proven(walk: &Walk) {
    let held = walk.refused("officer", &Walk::own("/propose"), &json!({ "seen_version": walk.version() }), 409);
    assert_eq!(held["type"], "/problems/return-findings");
    assert!(!held["findings"].as_array().unwrap().is_empty(), "{held}");
    let form = walk.read("officer", &Walk::own(""));
    assert_eq!(finding(&form, "blocking").unwrap()["rule"]["key"], "evidence_missing");
    let of_round = walk.read("analyst", &Walk::round("/findings"));
    let own = of_round["of_units"].as_array().unwrap().iter().filter(|it| it["unit"] == "กนย.").map(|it| &it["finding"]);
    assert_eq!(own.collect::<Vec<_>>(), form["findings"].as_array().unwrap().iter().collect::<Vec<_>>());
    let attached = walk.attaches("officer", "indicator:K02", "ผลสำรวจ.pdf", PDF);
    assert_eq!(attached.status.as_u16(), 201, "{}", attached.text());
    let piece = walk.promised("post", &Walk::own("/evidence"), &attached);
    assert_eq!((&piece["name"], &piece["kind"]["key"]), (&json!("ผลสำรวจ.pdf"), &json!("pdf")));
    let again = walk.attaches("officer", "indicator:K02", "ผลสำรวจ.pdf", PDF);
    assert_eq!((again.status.as_u16(), &again.json()["id"]), (200, &piece["id"]), "the same file again is what is there");
    let link = json!({ "item": "indicator:K01", "name": "ราชกิจจานุเบกษา", "address": "https://ratchakitcha.soc.go.th" });
    let link = walk.does("officer", &Walk::own("/links"), &link);
    let removed = walk.steps("officer", &Walk::own(&format!("/evidence/{}/remove", link["id"].as_str().unwrap())));
    assert_eq!(removed["removed_by"], "officer");
    let pack = walk.fetches("auditor", &Walk::round("/evidence.zip"));
    assert_eq!((pack.status.as_u16(), pack.header("content-type")), (200, "application/zip"), "{}", pack.text());
    assert!(
        pack.text().contains("%PDF-1.4") && pack.text().contains("ผลสำรวจ.pdf"),
        "the files and their index: {}",
        pack.text()
    );
    walk.fetches("viewer", &Walk::round("/evidence.zip")).problem(403);
    let list = walk.read("analyst", &Walk::own("/evidence"));
    assert_eq!(list["evidence"].as_array().unwrap().len(), 2, "what was removed stays in the list");
    let bearer = format!("Bearer {}", walk.site.token("analyst"));
    let file = walk.site.send("GET", piece["file"].as_str().unwrap(), &[("authorization", &bearer)], Vec::new());
    assert_eq!((file.bytes.as_slice(), file.header("content-type")), (PDF, "application/pdf"));
    assert!(file.header("content-disposition").starts_with("attachment"));
    let mut form = walk.read("officer", &Walk::own(""));
    assert!(finding(&form, "blocking").is_none(), "{}", form["findings"]);
    let found = finding(&form, "to_explain").expect("92.00 and ร้อยละ 95 do not agree").clone();
    while let Some(found) = finding(&form, "to_explain") {
        let text = "ตัวเลขในข้อความเป็นผลเฉพาะไตรมาสสุดท้าย";
        let body = json!({ "rule": found["rule"]["key"], "field": found["field"], "facts": found["facts"], "text": text });
        form = walk.does("officer", &Walk::own("/explanations"), &body);
    }
    let stale = json!({ "rule": found["rule"]["key"], "field": found["field"], "facts": "อย่างอื่น", "text": "ข้อความ" });
    walk.refused("officer", &Walk::own("/explanations"), &stale, 409);
}

fn handed_on(walk: &Walk) {
    let version = walk.version();
    let proposed = walk.moves("officer", "propose");
    assert_eq!(proposed["waits_for"]["key"], "head");
    let stale = walk.refused("head", &Walk::own("/endorse"), &json!({ "seen_version": version }), 409);
    assert_eq!((&stale["type"], &stale["stored_version"]), (&json!("/problems/stale"), &proposed["version"]));
    let denied = walk.refused("officer", &Walk::own("/endorse"), &json!({ "seen_version": proposed["version"] }), 403);
    assert_eq!((&denied["rule"]["key"], &denied["who_could"][0]["key"]), (&json!("role"), &json!("unit_head")));
    let endorsed = walk.moves("head", "endorse");
    assert_eq!((&endorsed["state"]["key"], &endorsed["endorsed"]["by"]), (&json!("endorsed"), &json!("head")));
    assert!(endorsed["endorsed"]["at"].is_string() && endorsed["endorsed"]["office"].is_string(), "{endorsed}");
    let held = walk.refused("analyst", &Walk::own("/verify"), &json!({ "seen_version": endorsed["version"] }), 409);
    assert_eq!((&held["rule"]["key"], &held["state"]["key"]), (&json!("state"), &json!("endorsed")));
    let submitted = walk.moves("officer", "submit");
    assert_eq!((&submitted["submissions"], &submitted["waits_for"]["key"]), (&json!(1), &json!("policy")));
    assert!(submitted["days_late"].as_u64().unwrap() > 0, "late is a mark, never a wall");
}

fn sent_back_and_mended(walk: &Walk) {
    let version = walk.version();
    let bare = json!({ "seen_version": version, "comments": [{ "field": "indicator:K01:value", "text": " " }] });
    let fields = walk.refused("analyst", &Walk::own("/send-back"), &bare, 422);
    assert_eq!(fields["fields"][0]["field"], "comments[0].text");
    let comments = json!([{ "field": "indicator:K01:value", "text": "หนังสือที่แนบระบุ 5 ฉบับ" }]);
    let back = walk.does("analyst", &Walk::own("/send-back"), &json!({ "seen_version": version, "comments": comments }));
    assert_eq!(back["state"]["key"], "returned");
    assert!(!back["return_due_on"].is_null());
    let form = walk.read("officer", &Walk::own(""));
    let comment = &form["comments"][0];
    assert_eq!((&comment["field"], &comment["by"]), (&json!("indicator:K01:value"), &json!("analyst")));
    let mend = json!({ "fields": [
        field("indicator:K01", "value", "5", 1),
        field("indicator:K01", "narrative", "ปรับปรุงกฎหมายแล้ว 5 ฉบับ", 1),
    ] });
    walk.does("officer", &Walk::own("/fields"), &mend);
    let settle = format!("/comments/{}/settle", comment["id"].as_str().unwrap());
    let settled = walk.steps("officer", &Walk::own(&settle));
    assert_eq!(settled["settled_by"], "officer");
    walk.refused("officer", &Walk::own(&settle), &json!({}), 404);
    walk.goes_through();
    let text = |version: u32| {
        let version = walk.read("officer", &Walk::own(&format!("/versions/{version}")));
        let fields = version["fields"].as_array().unwrap().clone();
        fields.into_iter().find(|it| it["field"] == "indicator:K01:value").unwrap()["text"].clone()
    };
    assert_eq!((text(1), text(2)), (json!("4"), json!("5")), "both versions are readable");
}

fn verified(walk: &Walk) {
    let returns = json!({ "returns": [{ "unit": "กนย.", "seen_version": walk.version() }] });
    let stale = json!({ "returns": [{ "unit": "กนย.", "seen_version": 1 }] });
    assert_eq!(walk.refused("analyst", &Walk::round("/verify"), &stale, 409)["yours"], "กนย.: seen_version 1");
    walk.refused("officer", &Walk::round("/verify"), &returns, 403);
    let done = walk.does("analyst", &Walk::round("/verify"), &returns);
    assert_eq!(done["returns"][0]["state"]["key"], "verified");
    assert_eq!(done["figures"], walk.read("officer", &Walk::own(""))["items"].as_array().unwrap().len());
    let after = total(walk);
    assert_eq!(figures_of(&done["total"]), after, "the total told is the total that stands");
    let card = walk.read("viewer", &Walk::round("/scorecard"));
    let figures = figures_of(&card);
    assert_eq!(figures["indicator:K01/actual"].0, "5");
    assert_eq!(figures["indicator:K02/actual"].0, "92.00");
    let board = walk.read("analyst", &Walk::round("/board"));
    assert_eq!(board["rate"]["verified"]["count"], 1);
}

fn frozen(walk: &Walk) {
    let held = walk.refused("analyst", &Walk::round("/compile"), &json!({}), 409);
    assert!(
        held["findings"].to_string().contains("budget_percent"),
        "what the checks find in the plan is explained first: {held}"
    );
    walk.compiles();
    let late = json!({ "fields": [field("indicator:K01", "value", "6", 2)] });
    walk.refused("officer", &Walk::own("/fields"), &late, 409);
    let work = walk.read("executive", "/api/v1/work");
    assert_eq!(
        (&work["tasks"][0]["kind"]["key"], &work["tasks"][0]["return"]),
        (&json!("endorse_round"), &json!(null)),
        "{work}"
    );
    let denied = walk.refused("policy", &Walk::round("/endorse"), &json!({}), 403);
    assert_eq!(denied["rule"]["key"], "role");
    walk.refused("executive", &Walk::round("/refuse"), &json!({}), 422);
    let endorsed = walk.steps("executive", &Walk::round("/endorse"));
    assert_eq!(endorsed["decisions"].as_array().unwrap().last().unwrap()["by"], "executive");
    let frozen = walk.steps("policy", &Walk::round("/freeze"));
    assert_eq!((&frozen["round"]["state"]["key"], &frozen["revisions"][0]["revision"]), (&json!("frozen"), &json!(1)));
    let revision = walk.read("viewer", &Walk::round("/revisions/1"));
    let told: BTreeMap<&str, &str> = revision["figures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["id"].as_str().unwrap(), it["shown"].as_str().unwrap()))
        .collect();
    for (id, (shown, _)) in total(walk) {
        assert_eq!(told.get(id.as_str()), Some(&shown.as_str()), "{id}");
    }
    assert_eq!(revision["restated"], json!([]));
    walk.refused("analyst", &Walk::round("/compile"), &json!({}), 409);
}

fn reopened(walk: &Walk) {
    let fields = walk.refused("general", &Walk::round("/reopen"), &json!({ "reason": "แก้ไขผล" }), 422)["fields"].clone();
    let fields: Vec<&Value> = fields.as_array().unwrap().iter().map(|it| &it["field"]).collect();
    assert_eq!(fields, ["document_no", "expires_on"]);
    let order = json!({ "reason": "แก้ไขตามข้อสังเกตของผู้ตรวจสอบ", "document_no": "ยธ 0501/123", "expires_on": "30 พฤศจิกายน 2566" });
    walk.refused("executive", &Walk::round("/reopen"), &order, 403);
    let open = walk.does("general", &Walk::round("/reopen"), &order);
    assert_eq!((&open["round"]["state"]["key"], &open["reopened_by"]["expires_on"]), (&json!("open"), &json!("2023-11-30")));
    same_as_the_page(walk);
}

fn restated(walk: &Walk) {
    let comments = json!([{ "text": "ตรวจสอบจำนวนฉบับอีกครั้ง" }]);
    walk.does("analyst", &Walk::own("/send-back"), &json!({ "seen_version": walk.version(), "comments": comments }));
    let mend = json!({ "fields": [
        field("indicator:K01", "value", "3", 2),
        field("indicator:K01", "narrative", "ปรับปรุงกฎหมายแล้ว 3 ฉบับ", 2),
    ] });
    walk.does("officer", &Walk::own("/fields"), &mend);
    let held = walk.refused("officer", &Walk::own("/propose"), &json!({ "seen_version": walk.version() }), 409);
    assert!(held.to_string().contains("comment_open"), "a comment is settled or answered first: {held}");
    let form = walk.read("officer", &Walk::own(""));
    let open = form["comments"].as_array().unwrap().iter().find(|it| it["settled_by"].is_null()).unwrap();
    walk.steps("officer", &Walk::own(&format!("/comments/{}/settle", open["id"].as_str().unwrap())));
    walk.goes_through();
    walk.moves("analyst", "verify");
    walk.compiles();
    walk.refused("chair", &Walk::round("/confirm"), &json!({}), 404);
    let resolution = json!({ "document_no": "ครั้งที่ 4/2566", "reason": "เห็นชอบ" });
    let resolved = walk.does("secretary", &Walk::round("/resolution"), &resolution);
    assert_eq!(resolved["resolution"]["document_no"], "ครั้งที่ 4/2566");
    assert_eq!(walk.steps("chair", &Walk::round("/confirm"))["round"]["state"]["key"], "endorsed");
    let frozen = walk.steps("policy", &Walk::round("/freeze"));
    assert_eq!(frozen["revisions"].as_array().unwrap().len(), 2);
    let revision = walk.read("viewer", &Walk::round("/revisions/2"));
    let restated = revision["restated"].as_array().unwrap();
    let actual = restated.iter().find(|it| it["id"] == "indicator:K01/actual").unwrap();
    assert_eq!((&actual["before"], &actual["after"]), (&json!("5"), &json!("3")));
    let bearer = format!("Bearer {}", walk.site.token("viewer"));
    for revision in [1, 2] {
        let path = Walk::round(&format!("/revisions/{revision}/workbook.xlsx"));
        let file = walk.site.send("GET", &path, &[("authorization", &bearer)], Vec::new());
        assert!(file.status.is_success() && file.header("content-disposition").contains("revision"), "{revision}");
    }
    for (file, of_first) in
        [("/scorecard.xlsx", "scorecard of LED-2566 at R9, now 2"), ("/results-book.pdf", "book of LED-2566 at R9, now 2")]
    {
        let fetch = |revision: &str| {
            let path = Walk::round(&format!("{file}?revision={revision}"));
            walk.site.send("GET", &path, &[("authorization", &bearer)], Vec::new())
        };
        let first = fetch("1");
        assert_eq!(first.text(), of_first);
        assert!(first.header("content-disposition").contains("revision-1"));
        assert!(!fetch("2").text().contains("now"));
        assert_eq!(fetch("3").status, 404);
    }
    let asked = walk.site.post("viewer", &Walk::round("/books?revision=1"), &json!({})).json();
    assert_eq!((&asked["round"], &asked["revision"]), (&json!("R9"), &json!(1)));
    walk.refused("viewer", &Walk::round("/books?revision=3"), &json!({}), 404);
    same_as_the_page(walk);
}
