//! What stands behind a figure, by the API: from the observation to the list of its evidence, and to the file.

use serde_json::{Value, json};

use crate::support::LED;
use crate::walk::{ROUND, Walk};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// Answers K01 with a figure and everything else with "no data", and takes the return to verified.
fn verified(walk: &Walk) {
    let form = walk.read("officer", &Walk::own(""));
    let mut fields = vec![json!({ "field": "indicator:K01:value", "text": "4" })];
    for item in form["items"].as_array().unwrap() {
        let name = item["item"].as_str().unwrap();
        let answer = if name == "indicator:K01" { "figure" } else { "no_data" };
        fields.push(json!({ "field": format!("{name}:answer"), "text": answer }));
    }
    walk.does("officer", &Walk::own("/fields"), &json!({ "fields": fields }));
    walk.goes_through();
    walk.moves("analyst", "verify");
}

fn observation(walk: &Walk, round: &str) -> Value {
    let answer = walk.read("viewer", &format!("{LED}/indicators/K01"));
    answer["observations"].as_array().unwrap().iter().find(|it| it["round"] == round).unwrap().clone()
}

fn get(walk: &Walk, who: &str, path: &str) -> crate::support::Answer {
    let bearer = format!("Bearer {}", walk.site.token(who));
    walk.site.send("GET", path, &[("authorization", &bearer)], Vec::new())
}

#[test]
fn an_observation_leads_to_its_evidence_and_to_the_file_for_all_once_the_round_is_frozen() {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    let wrong = walk.attaches("officer", "indicator:K01", "wrong.pdf", b"%PDF-1.4 wrong").json();
    walk.steps("officer", &Walk::own(&format!("/evidence/{}/remove", wrong["id"].as_str().unwrap())));
    // By the node that hands them out: these nodes share no folder of evidence.
    for (item, name, bytes) in [("K01", "right.hta", PDF), ("K02", "other.pdf", b"%PDF-1.4 other".as_slice())] {
        let path = Walk::own(&format!("/evidence?item=indicator:{item}&name={name}"));
        assert_eq!(walk.site.post_bytes("officer", &path, bytes.to_vec()).status.as_u16(), 201, "{name}");
    }
    verified(&walk);
    let told = observation(&walk, ROUND);
    assert!(told["page"].as_str().unwrap().ends_with("#indicator-K01"), "{told}");
    let at = told["evidence_at"].as_str().unwrap();
    assert_eq!(get(&walk, "viewer", at).status.as_u16(), 403, "before the freeze it is the unit's and those who oversee");
    let names = |who: &str, path: &str| {
        let list = walk.read(who, path);
        list["evidence"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("officer", at), ["wrong.pdf", "right.hta.pdf"], "what was removed stays in the unit's own list");
    walk.compiles();
    walk.steps("executive", &Walk::round("/endorse"));
    walk.steps("policy", &Walk::round("/freeze"));
    assert_eq!(names("viewer", at), ["right.hta.pdf"], "what was removed is not opened by a freeze");
    assert_eq!(names("viewer", &Walk::own("/evidence")), ["right.hta.pdf", "other.pdf"]);
    let list = walk.read("viewer", at);
    assert_eq!(list["evidence"][0]["elsewhere"], json!([]));
    let file = get(&walk, "viewer", list["evidence"][0]["file"].as_str().unwrap());
    assert_eq!((file.status.as_u16(), file.bytes.as_slice()), (200, PDF));
    assert!(file.header("content-disposition").ends_with("right.hta.pdf"), "{}", file.header("content-disposition"));
    let taken_away = format!("/api/v1/evidence/{}/file", wrong["id"].as_str().unwrap());
    assert_eq!(get(&walk, "viewer", &taken_away).status.as_u16(), 403);
    get(&walk, "viewer", &format!("{}?item=nothing", Walk::own("/evidence"))).problem(422);
    assert_eq!(observation(&walk, "R12")["evidence_at"], Value::Null, "what came with a workbook stands in no return");
}
