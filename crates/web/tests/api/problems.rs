//! What units report about problems, as programs read it with the round, the indicator and the project.

use serde_json::{Value, json};

use crate::returns::answered;
use crate::support::LED;
use crate::walk::{ROUND, Walk};

/// What is told at the round of a list of results at rounds.
fn at_round(answer: &Value) -> Value {
    let rounds = answer["rounds"].as_array().unwrap();
    rounds.iter().find(|it| it["round"] == ROUND).unwrap()["problems"].clone()
}

#[test]
fn verified_problems_are_read_with_their_round_and_with_what_they_are_about() {
    let walk = Walk::begin();
    assert_eq!(walk.read("viewer", &Walk::round(""))["problems"], Value::Null, "it has no returns yet");
    walk.steps("analyst", &Walk::round("/open"));
    answered(&walk);
    let typed = |field: &str, text: &str| json!({ "field": field, "text": text });
    let fields = [
        typed("whole:problem", "กำลังคนไม่พอ"),
        typed("indicator:K01:problem_category", "law"),
        typed("indicator:K01:problem", "กฎหมายแม่บทยังไม่ใช้บังคับ"),
        typed("indicator:K01:remedy", "เร่งรัด"),
        typed("project:P24:next_plan", "จัดจ้างใหม่"),
    ];
    walk.does("officer", &Walk::own("/fields"), &json!({ "fields": fields }));
    walk.goes_through();
    assert_eq!(walk.read("viewer", &Walk::round(""))["problems"], json!([]), "none is verified");
    walk.moves("analyst", "verify");
    let told = walk.read("viewer", &Walk::round(""))["problems"].clone();
    let items: Vec<&str> = told.as_array().unwrap().iter().map(|it| it["item"].as_str().unwrap()).collect();
    assert_eq!(items, ["indicator:K01", "project:P24", "whole"], "with a kind first, then in printed order");
    let of_indicator = at_round(&walk.read("viewer", &format!("{LED}/indicators/K01")));
    assert_eq!(of_indicator, json!([told[0]]));
    let (unit, kind, remedy) = (&of_indicator[0]["unit"], &of_indicator[0]["category"]["key"], &of_indicator[0]["remedy"]);
    assert_eq!((unit, kind, remedy), (&json!("กนย."), &json!("law"), &json!("เร่งรัด")));
    assert_eq!(at_round(&walk.read("viewer", &format!("{LED}/projects/P24"))), json!([told[1]]));
}
