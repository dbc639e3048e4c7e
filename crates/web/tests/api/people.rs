//! What is everybody's own, and what is kept of people: notices, calendars, accounts with their links, the outbox.

use std::sync::Arc;

use phaen_app::ports::{Letter, Mail, Undelivered};
use serde_json::{Value, json};

use crate::walk::Walk;

/// A mail server that takes nothing.
struct Shut;

impl Mail for Shut {
    fn deliver(&self, _: &Letter) -> Result<(), Undelivered> {
        Err(Undelivered { reason: "550 no".to_owned(), for_good: true })
    }
}

fn opened() -> Walk {
    let walk = Walk::begin();
    walk.steps("analyst", &Walk::round("/open"));
    walk
}

#[test]
fn notices_are_read_one_by_one_and_all_at_once() {
    let walk = opened();
    walk.site.app.run_errands().unwrap();
    let told = walk.read("officer", "/api/v1/notices");
    let notices = told["notices"].as_array().unwrap();
    assert!(notices.len() >= 2 && told["unread"] == notices.len(), "{told}");
    let opened = notices.iter().find(|it| it["kind"]["key"] == "round_opened").unwrap();
    assert_eq!((&opened["unit"], &opened["round"], &opened["read_at"]), (&json!("กนย."), &json!("R9"), &json!(null)));
    let path = format!("/api/v1/notices/{}/read", opened["id"].as_str().unwrap());
    let read = walk.promised("post", &path, &walk.keeps("officer", &path, b""));
    assert!(read["read_at"].is_string(), "{read}");
    assert_eq!(walk.read("officer", "/api/v1/notices")["unread"], notices.len() - 1);
    walk.refused("head", &path, &json!({}), 404);
    let all = walk.promised("post", "/api/v1/notices/read", &walk.keeps("officer", "/api/v1/notices/read", b""));
    assert_eq!(all["unread"], 0);
}

#[test]
fn a_calendar_s_address_is_told_once_and_shows_nothing_once_it_is_taken_back() {
    let walk = opened();
    let own = json!({ "unit": "กนย." });
    let (made, again) = walk.makes_secret("officer", "/api/v1/feeds", &own, "address");
    assert_eq!((&made["unit"], &again["made_at"]), (&json!("กนย."), &made["made_at"]));
    let calendar = |made: &Value| walk.site.send("GET", made["address"].as_str().unwrap(), &[], Vec::new()).status.as_u16();
    assert_eq!(calendar(&made), 200);
    walk.refused("officer", "/api/v1/feeds", &json!({ "unit": "พบ." }), 403);
    let listed = walk.read("officer", "/api/v1/feeds");
    assert_eq!(listed["feeds"], json!([again]), "never with its address");
    assert_eq!(walk.does("officer", "/api/v1/feeds/revoke", &own)["feeds"], json!([]));
    assert_eq!(calendar(&made), 404);
    walk.refused("officer", "/api/v1/feeds/revoke", &own, 404);
}

#[test]
fn an_account_is_made_invited_changed_and_closed() {
    let walk = Walk::begin();
    let new = json!({ "login": "Somsri", "name": "สมศรี ใจดี", "role": "reporting_officer", "unit": "กนย." });
    walk.refused("viewer", "/api/v1/accounts", &new, 403);
    let wrong = walk.refused("admin", "/api/v1/accounts", &json!({ "login": "x", "role": "king" }), 422);
    assert_eq!(wrong["fields"].as_array().unwrap().len(), 2, "name and role at once: {wrong}");
    let made = walk.does("head", "/api/v1/accounts", &new);
    assert_eq!(
        (&made["account"]["login"], &made["account"]["has_password"]),
        (&json!("somsri"), &json!(false)),
        "a head keeps officers"
    );
    let read = walk.read("auditor", "/api/v1/accounts/somsri");
    assert_eq!(read["account"]["login"], made["account"]["login"], "who reads everything reads each account: {read}");
    let elsewhere = json!({ "login": "other", "name": "อื่น", "role": "reporting_officer", "unit": "พบ." });
    walk.refused("head", "/api/v1/accounts", &elsewhere, 403);

    let (link, told) = walk.makes_secret("head", "/api/v1/accounts/somsri/invite", &json!({}), "address");
    assert_eq!(told["ends_at"], link["ends_at"]);
    let page = walk.site.send("GET", link["address"].as_str().unwrap(), &[], Vec::new());
    assert_eq!(page.status.as_u16(), 200, "the link opens");
    assert_eq!(walk.steps("head", "/api/v1/accounts/somsri/revoke-invitations")["link_ends"], json!(null));
    walk.refused("head", "/api/v1/accounts/somsri/revoke-invitations", &json!({}), 404);

    let change = |seen: u32, closed: bool| json!({ "role": "viewer", "email": "somsri@example.go.th", "closed": closed, "seen_version": seen });
    let stale = walk.refused("admin", "/api/v1/accounts/somsri", &change(7, false), 409);
    assert_eq!(stale["stored_version"], 1);
    let changed = walk.does("admin", "/api/v1/accounts/somsri", &change(1, true));
    assert_eq!((&changed["account"]["role"]["key"], &changed["account"]["closed"]), (&json!("viewer"), &json!(true)));
    walk.refused("admin", "/api/v1/accounts/somsri/invite", &json!({}), 422);
    let listed = walk.read("admin", "/api/v1/accounts");
    let found = listed["accounts"].as_array().unwrap().iter().find(|it| it["login"] == "somsri").unwrap();
    assert_eq!((&found["email"], &found["version"]), (&json!("somsri@example.go.th"), &json!(2)));
}

#[test]
fn a_locked_account_is_unlocked_and_signed_out() {
    let walk = Walk::begin();
    (0..5).for_each(|_| assert!(walk.site.app.sign_in("officer", "ผิด", "").is_err()));
    assert!(walk.read("admin", "/api/v1/accounts/officer")["account"]["locked_until"].is_string());
    assert_eq!(walk.steps("admin", "/api/v1/accounts/officer/unlock")["account"]["locked_until"], json!(null));
    let _ = walk.site.session("officer");
    assert_eq!(walk.read("admin", "/api/v1/accounts/officer")["sessions"], 1);
    assert_eq!(walk.steps("head", "/api/v1/accounts/officer/end-sessions")["sessions"], 0, "the head of the unit keeps it too");
    walk.refused("admin", "/api/v1/accounts/officer/remove-factor", &json!({ "reason": "เครื่องหาย" }), 404);
    walk.refused("admin", "/api/v1/accounts/officer/remove-factor", &json!({}), 422);
}

#[test]
fn a_letter_that_failed_is_put_in_line_again() {
    let walk = opened();
    let email = json!({ "role": "reporting_officer", "unit": "กนย.", "email": "officer@example.go.th", "seen_version": 1 });
    walk.does("admin", "/api/v1/accounts/officer", &email);
    walk.site.with_mail(Arc::new(Shut)).app.run_errands().unwrap();
    let outbox = walk.read("admin", "/api/v1/outbox");
    let letter = &outbox["letters"][0];
    assert_eq!((&letter["address"], &letter["state"]["key"]), (&json!("officer@example.go.th"), &json!("failed")), "{outbox}");
    assert_eq!((&letter["failure"], &outbox["is_set"]), (&json!("550 no"), &json!(false)), "this node has no mail server");
    let path = format!("/api/v1/outbox/{}/retry", letter["id"].as_str().unwrap());
    walk.refused("analyst", &path, &json!({}), 403);
    let after = walk.promised("post", &path, &walk.keeps("admin", &path, b""));
    assert_eq!((&after["letters"][0]["state"]["key"], &after["letters"][0]["attempts"]), (&json!("waiting"), &json!(0)));
    walk.refused("admin", "/api/v1/outbox/none/retry", &json!({}), 404);
    walk.site.with_mail(Arc::new(Shut)).app.run_errands().unwrap();
    let all = walk.promised("post", "/api/v1/outbox/retry", &walk.keeps("admin", "/api/v1/outbox/retry", b""));
    assert_eq!(all["letters"][0]["state"]["key"], "waiting");
}
