//! Who may call: tokens, sessions, roles; and how refusals teach.

use axum::http::StatusCode;
use phaen_app::accounts::AccountChange;
use phaen_domain::access::roles_for;
use phaen_web::rooms::Permission;
use phaen_web::site::rooms;
use serde_json::json;

use crate::support::{LED, ROLES, Site, actor};

fn result(value: &str) -> serde_json::Value {
    json!({ "code": "K01", "round": "R9", "value": value, "source": "ระบบงาน", "reason": "รายงานรอบ 9 เดือน" })
}

#[test]
fn a_token_opens_the_api() {
    let me = Site::shared().read("/api/v1/me");
    assert_eq!(me["login"], "viewer");
    assert_eq!(me["role"], json!({ "key": "viewer", "th": "ผู้อ่านข้อมูล", "en": "Viewer" }));
    assert_eq!(me["signed_in_by"], "token");
    assert_eq!(me["form_key"], json!(null));
}

#[test]
fn nobody_is_told_how_to_sign_in() {
    let answer = Site::shared().send("GET", "/api/v1/plans", &[], Vec::new());
    let problem = answer.problem(401);
    assert_eq!(problem["type"], "/problems/unauthenticated");
    assert!(problem["th"]["remedy"].as_str().unwrap().contains("Authorization: Bearer"), "{problem}");
    assert!(problem["en"]["detail"].as_str().unwrap().contains("access token"), "a program has a token, not a page: {problem}");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

#[test]
fn a_wrong_token_opens_nothing_even_beside_a_good_session() {
    let site = Site::shared();
    let cookie = site.session("viewer");
    for token in ["Bearer phaen_0000", "Bearer ", "Bearer x y", "Basic dmlld2VyOng="] {
        let headers = [("authorization", token)];
        assert_eq!(site.send("GET", "/api/v1/me", &headers, Vec::new()).status, StatusCode::UNAUTHORIZED, "{token}");
    }
    let both = [("authorization", "Bearer phaen_0000"), ("cookie", cookie.as_str())];
    assert_eq!(site.send("GET", "/api/v1/me", &both, Vec::new()).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn a_revoked_token_opens_nothing_not_even_for_what_the_client_has() {
    let site = Site::fresh();
    let tag = site.get("/api/v1/plans").header("etag").to_owned();
    let viewer = site.app.accounts(&actor(phaen_domain::access::Role::Administrator)).unwrap();
    let viewer = viewer.into_iter().find(|account| account.login == "viewer").unwrap();
    let viewer = phaen_app::Actor::in_role(&viewer.id, &viewer.login, &viewer.name, viewer.role);
    let token = site.app.tokens(&viewer).unwrap().remove(0);
    site.app.revoke_token(&viewer, &token.id).unwrap();
    site.get("/api/v1/plans").problem(401);
    site.get_with("/api/v1/plans", &[("if-none-match", &tag)]).problem(401);
}

#[test]
fn a_closed_account_s_token_opens_nothing() {
    let site = Site::fresh();
    let administrator = actor(phaen_domain::access::Role::Administrator);
    let viewer = site.app.accounts(&administrator).unwrap().into_iter().find(|account| account.login == "viewer").unwrap();
    let wanted = AccountChange { role: viewer.role, unit: None, email: None, closed: true, seen_version: viewer.version };
    site.app.change_account(&administrator, "viewer", &wanted).unwrap();
    site.get("/api/v1/plans").problem(401);
}

#[test]
fn a_session_reads_and_writes_with_its_form_key() {
    let site = Site::fresh();
    let cookie = site.session("analyst");
    let me = site.send("GET", "/api/v1/me", &[("cookie", &cookie)], Vec::new()).json();
    assert_eq!(me["signed_in_by"], "session");
    let key = me["form_key"].as_str().unwrap();
    let path = format!("{LED}/observations");
    let body = result("5").to_string().into_bytes();
    let without = site.send("POST", &path, &[("cookie", &cookie)], body.clone());
    assert_eq!(without.problem(403)["type"], "/problems/not-from-this-site");
    let with = site.send("POST", &path, &[("cookie", &cookie), ("x-form-key", key)], body);
    assert_eq!(with.status, StatusCode::CREATED, "{}", with.text());
}

#[test]
fn a_viewer_who_writes_is_told_who_could() {
    let site = Site::fresh();
    for path in ["observations", "editions/1/targets"] {
        let problem = site.post("viewer", &format!("{LED}/{path}"), &result("5")).problem(403);
        assert_eq!(problem["who_could"][0]["key"], "analyst");
        assert!(problem["th"]["contact"].as_str().unwrap().contains("นักวิเคราะห์นโยบายและแผน"), "{problem}");
        assert!(problem["en"]["contact"].as_str().unwrap().contains("Policy and plan analyst"), "{problem}");
    }
    let before = site.read("/api/v1/journal/head");
    site.post_bytes("viewer", "/api/v1/import", b"psdg-2565".to_vec()).problem(403);
    site.post_bytes("admin", "/api/v1/import", b"psdg-2565".to_vec()).problem(403);
    assert_eq!(site.read("/api/v1/journal/head"), before);
}

#[test]
fn authority_comes_before_everything_else() {
    let site = Site::shared();
    // A body that would be refused, a plan that is not there: who may not write learns neither.
    site.post_bytes("viewer", &format!("{LED}/observations"), b"{".to_vec()).problem(403);
    site.post("viewer", "/api/v1/plans/NONE/observations", &json!({})).problem(403);
}

#[test]
fn every_route_asks_for_what_it_declares() {
    let site = Site::fresh();
    let declared = rooms();
    let routes = declared.declared().iter().filter(|route| route.path.starts_with("/api/v1/"));
    let mut seen = 0;
    for route in routes {
        let path = route.path.replace("{plan}", "LED-2566").replace("{round}", "R12").replace("{edition}", "1");
        let code = if path.contains("/projects/") { "PRJ-NONE" } else { "K01" };
        let path = path.replace("{code}", code);
        let nobody = site.send(route.method, &path, &[], Vec::new());
        let Permission::Action(action) = route.permission else {
            assert_eq!(nobody.status, StatusCode::OK, "{path}");
            continue;
        };
        nobody.problem(401);
        for (login, role) in ROLES {
            let bearer = format!("Bearer {}", site.token(login));
            let answer = site.send(route.method, &path, &[("authorization", &bearer)], Vec::new());
            let allowed = roles_for(action).contains(&role);
            assert_eq!(answer.status == StatusCode::FORBIDDEN, !allowed, "{login} {path}: {}", answer.text());
            assert!(answer.status.as_u16() < 500, "{login} {path}: {}", answer.text());
        }
        seen += 1;
    }
    assert!(seen >= 20, "{seen}");
}

#[test]
fn what_is_not_there_is_refused_as_a_problem() {
    let site = Site::shared();
    for (path, en) in [
        ("/api/v1/plans/NONE", "There is no plan or edition of it: “NONE”"),
        ("/api/v1/plans/LED-2566?edition=9", "There is no plan or edition of it: “LED-2566”"),
        ("/api/v1/plans/LED-2566/rounds/R3/scorecard", "There is no round “R3”"),
        ("/api/v1/plans/LED-2566/indicators/ตัวที่ไม่มี", "There is no indicator “ตัวที่ไม่มี”"),
        ("/api/v1/plans/LED-2566/projects/NONE", "There is no project “NONE”"),
        ("/api/v1/plans/LED-2566/rounds/NONE/scorecard.xlsx", "There is no round “NONE”"),
    ] {
        let problem = site.get(path).problem(404);
        assert_eq!(problem["en"]["detail"], en);
        assert_eq!(problem["detail"], problem["th"]["detail"], "the reader's language is Thai");
        assert!(problem["detail"].as_str().unwrap().starts_with("ไม่พบ"), "{problem}");
    }
    site.get("/api/v1/nothing").problem(404);
    site.get("/api/v2/plans").problem(404);
    let bearer = format!("Bearer {}", site.token("viewer"));
    site.send("DELETE", "/api/v1/plans", &[("authorization", &bearer)], Vec::new()).problem(405);
}
