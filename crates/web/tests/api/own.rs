//! What somebody keeps of themselves (sessions, tokens, where letters go), the rule of second factors, two editions side by side, and the
//! rates of a year.

use serde_json::{Value, json};

use crate::support::LED;
use crate::walk::Walk;

#[test]
fn sessions_are_listed_and_ended_one_by_one_and_all_others_at_once() {
    let walk = Walk::begin();
    let cookies = [(); 3].map(|()| walk.site.session("officer"));
    let listed = walk.read("officer", "/api/v1/me/sessions");
    let sessions = listed["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 3, "{listed}");
    assert!(sessions.iter().all(|it| it["is_this"] == false), "a token is no session: {listed}");
    let path = format!("/api/v1/me/sessions/{}/end", sessions[0]["id"].as_str().unwrap());
    walk.refused("head", &path, &json!({}), 404);
    let left = walk.promised("post", &path, &walk.keeps("officer", &path, b""));
    assert_eq!(left["sessions"].as_array().unwrap().len(), 2);
    walk.refused("officer", &path, &json!({}), 404);

    let me = |cookie: &str| walk.site.send("GET", "/api/v1/me", &[("cookie", cookie)], Vec::new());
    let this = cookies.iter().find(|cookie| me(cookie).status.as_u16() == 200).unwrap();
    let key = me(this).json()["form_key"].as_str().unwrap().to_owned();
    let headers = [("cookie", this.as_str()), ("x-form-key", key.as_str())];
    let others = walk.site.send("POST", "/api/v1/me/sessions/end-others", &headers, Vec::new());
    let left = walk.promised("post", "/api/v1/me/sessions/end-others", &others);
    assert_eq!((left["sessions"].as_array().unwrap().len(), &left["sessions"][0]["is_this"]), (1, &json!(true)), "{left}");
    assert_eq!(me(this).status.as_u16(), 200);
    let all = "/api/v1/me/sessions/end-others";
    assert_eq!(walk.promised("post", all, &walk.keeps("officer", all, b""))["sessions"], json!([]), "by a token all end");
    assert_eq!(me(this).status.as_u16(), 401);
}

#[test]
fn a_token_is_told_once_opens_the_api_and_opens_nothing_once_it_is_taken_back() {
    let walk = Walk::begin();
    let path = "/api/v1/me/tokens";
    let (made, again) = walk.makes_secret("officer", path, &json!({ "name": "คลังข้อมูล" }), "token");
    let opens = || {
        let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
        walk.site.send("GET", "/api/v1/me", &[("authorization", &bearer)], Vec::new()).status.as_u16()
    };
    assert_eq!(opens(), 200);
    let listed = walk.read("officer", path);
    assert_eq!(listed["tokens"][0], again, "never with the token itself");
    walk.refused("officer", path, &json!({ "name": " " }), 422);
    walk.refused("officer", path, &json!({ "name": "ก".repeat(101) }), 422);
    let path = format!("{path}/{}/revoke", made["id"].as_str().unwrap());
    walk.refused("head", &path, &json!({}), 404);
    let after = walk.steps("officer", &path);
    assert!(after["tokens"][0]["revoked_at"].is_string(), "{after}");
    assert_eq!(opens(), 401);
}

#[test]
fn where_letters_go_is_the_person_s_own_to_say() {
    let walk = Walk::begin();
    let told = walk.does("officer", "/api/v1/me/email", &json!({ "email": "officer@example.go.th" }));
    assert_eq!((&told["email"], &told["second_factor"]), (&json!("officer@example.go.th"), &json!(false)));
    walk.refused("officer", "/api/v1/me/email", &json!({ "email": "no address" }), 422);
    walk.refused("officer", "/api/v1/me/email", &json!({ "mail": "x@example.go.th" }), 422);
    assert_eq!(walk.does("officer", "/api/v1/me/email", &json!({}))["email"], json!(null));
}

#[test]
fn a_name_is_changed_by_its_owner_and_by_who_keeps_the_account_and_the_journal_tells_both() {
    let walk = Walk::begin();
    let told = walk.does("officer", "/api/v1/me/name", &json!({ "name": " สมศรี ใจดี " }));
    assert_eq!(told["name"], "สมศรี ใจดี");
    walk.refused("officer", "/api/v1/me/name", &json!({ "name": "ก".repeat(201) }), 422);
    walk.refused("officer", "/api/v1/me/name", &json!({}), 422);
    let path = "/api/v1/accounts/officer/name";
    let name = |name: &str, seen: u32| json!({ "name": name, "seen_version": seen });
    walk.refused("viewer", path, &name("อื่น", 2), 403);
    walk.refused("head", "/api/v1/accounts/analyst/name", &name("อื่น", 1), 403);
    let stale = walk.refused("head", path, &name("สมศรี รักดี", 1), 409);
    assert_eq!((&stale["theirs"], &stale["stored_version"]), (&json!("สมศรี ใจดี"), &json!(2)));
    let changed = walk.does("head", path, &name("สมศรี รักดี", 2));
    assert_eq!((&changed["account"]["name"], &changed["account"]["version"]), (&json!("สมศรี รักดี"), &json!(3)));
    let journal = walk.read("auditor", "/api/v1/journal?object=account:officer");
    let entry = &journal["entries"][0];
    assert_eq!((&entry["action"], &entry["actor"]), (&json!("account_renamed"), &json!("head")), "{entry}");
    let change = &entry["changes"][0];
    assert_eq!((&change["before"], &change["after"]), (&json!("สมศรี ใจดี"), &json!("สมศรี รักดี")), "{entry}");
}

#[test]
fn the_rule_of_second_factors_is_read_and_set_on_the_version_that_was_seen() {
    let walk = Walk::begin();
    let path = "/api/v1/second-factor";
    assert_eq!(walk.read("auditor", path), json!({ "roles": [], "without": [], "version": 0 }));
    let rule = json!({ "roles": ["executive"], "seen_version": 0 });
    walk.refused("auditor", path, &rule, 403);
    let set = walk.does("admin", path, &rule);
    assert_eq!(
        (&set["roles"][0]["key"], &set["without"], &set["version"]),
        (&json!("executive"), &json!(["executive"]), &json!(1))
    );
    let told = walk.refused("admin", path, &json!({ "roles": [], "seen_version": 0 }), 409);
    assert_eq!((&told["theirs"], &told["stored_version"]), (&json!("executive"), &json!(1)));
    walk.refused("admin", path, &json!({ "roles": ["king"], "seen_version": 1 }), 422);
    walk.refused("admin", path, &json!({ "seen_version": 1 }), 422);
    let shut = walk.refused("executive", "/api/v1/me/email", &json!({}), 403);
    assert_eq!(shut["type"], "/problems/second-factor-needed");
}

#[test]
fn two_editions_stand_side_by_side_with_the_targets_that_differ() {
    let walk = Walk::begin();
    let same = walk.read("viewer", &format!("{LED}/compare"));
    assert_eq!((&same["left"]["number"], &same["right"]["number"], &same["changed"]), (&json!(1), &json!(1), &json!(0)));
    walk.does("analyst", &format!("{LED}/editions"), &json!({ "reason": "ทบทวนเป้าหมาย" }));
    let indicator = walk.read("viewer", &format!("{LED}/indicators/K01?edition=2"));
    let target = &indicator["targets"][0];
    let wanted = json!({
        "indicator": "K01", "unit": target["unit"], "round": target["round"], "value": "7",
        "seen_version": target["version"], "reason": "ทบทวนเป้าหมาย",
    });
    walk.does("analyst", &format!("{LED}/editions/2/targets"), &wanted);
    let compared = walk.read("viewer", &format!("{LED}/compare?round=R12"));
    assert_eq!((&compared["left"]["number"], &compared["right"]["number"]), (&json!(1), &json!(2)));
    assert_eq!((&compared["changed"], compared["targets"].as_array().unwrap().len()), (&json!(1), 1), "{compared}");
    let pair = &compared["targets"][0];
    assert_eq!(
        (&pair["indicator"], &pair["left"]["value"], &pair["right"]["value"]),
        (&json!("K01"), &target["value"], &json!("7"))
    );
    assert_ne!(compared["left_percent"], compared["right_percent"]);
    let all = walk.read("viewer", &format!("{LED}/compare?all=true&left=1&right=2"));
    assert_eq!(json!(all["targets"].as_array().unwrap().len()), all["compared"]);
    assert_eq!(walk.fetches("viewer", &format!("{LED}/compare?left=9")).status.as_u16(), 404);
    assert_eq!(walk.fetches("viewer", &format!("{LED}/compare?left=x")).status.as_u16(), 422);
}

#[test]
fn the_rates_of_a_year_tell_each_round_and_each_unit() {
    let walk = Walk::begin();
    let path = format!("{LED}/rates");
    assert_eq!(walk.read("analyst", &path)["rounds"], json!([]), "nothing was opened");
    walk.steps("analyst", &Walk::round("/open"));
    let rates = walk.read("analyst", &path);
    let board = walk.read("analyst", &Walk::round("/board"));
    let round = &rates["rounds"][0];
    assert_eq!((&rates["fiscal_year"], &round["code"]), (&json!("2566"), &json!("R9")));
    assert_eq!((&round["returns"], &round["submitted"]), (&board["rate"]["returns"], &board["rate"]["submitted"]));
    let units = rates["units"].as_array().unwrap();
    let returns: u64 = units.iter().map(|unit| unit["returns"].as_u64().unwrap()).sum();
    assert_eq!(Value::from(returns), round["returns"]);
    assert_eq!(walk.fetches("analyst", "/api/v1/plans/NONE/rates").status.as_u16(), 404);
    assert_eq!(walk.fetches("viewer", &path).status.as_u16(), 403);
}
