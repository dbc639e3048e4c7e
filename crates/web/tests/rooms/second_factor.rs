//! A second factor that the agency asks of roles: who has none is led to set it up, in whatever way they act in the role.

use axum::http::StatusCode;
use phaen_app::offices::SavePosition;
use phaen_domain::access::{ActingKind, Role, SecondFactorRule};
use phaen_domain::id::PositionCode;
use phaen_domain::position::{Delegation, Position};

use crate::doubles::actor;
use crate::entrances::{code, turned_on};
use crate::support::{Answer, Browser, PASSWORD, Site, Who};

const ENROL: &str = "/account/second-factor";

/// Asks a second factor of roles, on the page of the rule.
fn ask(browser: &mut Browser<'_>, roles: &[&str]) -> Answer {
    let page = browser.page("/second-factor");
    let ticked: Vec<_> = roles.iter().map(|role| (*role, "yes")).collect();
    browser.submit(&page, "/second-factor", &ticked)
}

fn is_led(browser: &mut Browser<'_>, path: &str) -> bool {
    let answer = browser.get(path);
    answer.status == StatusCode::SEE_OTHER && answer.header("location") == ENROL
}

fn signed_in<'a>(site: &'a Site, login: &str) -> (Browser<'a>, Answer) {
    let mut browser = site.browser(Who::Nobody);
    let page = browser.get("/login");
    let answer = browser.submit(&page, "/login", &[("login", login), ("password", PASSWORD)]);
    (browser, answer)
}

#[test]
fn who_acts_in_a_role_that_needs_it_sets_it_up_and_goes_on() {
    let site = Site::fresh();
    let (mut analyst, mut viewer) = (site.browser(Who::Analyst), site.browser(Who::Viewer));
    let mut elsewhere = signed_in(&site, "analyst").0;
    let mut administrator = site.browser(Who::Administrator);
    assert!(administrator.page("/accounts").words().contains("บทบาทที่ต้องใช้การยืนยันสองขั้น"));
    let first = administrator.page("/second-factor");
    let saved = ask(&mut administrator, &["analyst"]);
    let page = administrator.follow(&saved);
    assert!(page.words_at("#without").contains("analyst"), "{}", page.words());
    assert_eq!(administrator.submit(&first, "/second-factor", &[]).status, StatusCode::CONFLICT, "somebody changed it since");
    assert!(is_led(&mut analyst, "/plan") && is_led(&mut elsewhere, "/plan"), "those who are signed in, at once");
    assert_eq!(viewer.get("/plan").status, StatusCode::OK);
    assert_eq!(signed_in(&site, "analyst").1.header("location"), ENROL, "and those who come with a password");
    let page = analyst.page(ENROL);
    assert!(page.words().contains("ส่วนราชการกำหนดให้บทบาทของท่านใช้การยืนยันสองขั้น"), "{}", page.words());
    assert_eq!((page.count(".wide-menu"), page.count("main a[href='/account']")), (0, 0), "nowhere else to go");
    let key = page.words_at("#factor-key").replace(' ', "");
    let answer = analyst.submit(&page, ENROL, &[("code", &code(&key, 0))]);
    assert_eq!(answer.count("main a[href='/']"), 1, "{}", answer.words());
    assert_eq!(analyst.get("/plan").status, StatusCode::OK, "the session in which it was done goes on");
    assert!(elsewhere.get("/plan").header("location").starts_with("/login?next"), "one that a password alone had opened is over");
    assert!(administrator.page("/second-factor").words_at("#without").contains("ทุกคนที่ต้องใช้เปิดใช้แล้ว"));
    let journal = administrator.page("/journal").words();
    assert!(journal.contains("กำหนดบทบาทที่ต้องใช้การยืนยันสองขั้นในการเข้าสู่ระบบ ของส่วนราชการ"), "{journal}");
    assert!(journal.contains("ไม่กำหนดให้บทบาทใด") && journal.contains("นักวิเคราะห์นโยบายและแผน"), "{journal}");
}

#[test]
fn an_administrator_who_asks_it_of_administrators_is_asked_too_and_may_sign_out() {
    let site = Site::fresh();
    let mut administrator = site.browser(Who::Administrator);
    let saved = ask(&mut administrator, &["administrator"]);
    assert_eq!(saved.header("location"), "/second-factor");
    assert!(is_led(&mut administrator, "/second-factor"));
    let page = administrator.page(ENROL);
    assert_eq!(administrator.submit(&page, "/logout", &[]).status, StatusCode::SEE_OTHER);
    let mut administrator = signed_in(&site, "admin").0;
    let _ = turned_on(&mut administrator);
    assert_eq!(administrator.get("/second-factor").status, StatusCode::OK);
}

#[test]
fn it_is_not_turned_off_while_it_is_asked() {
    let site = Site::fresh();
    let mut viewer = site.browser(Who::Viewer);
    let (key, _) = turned_on(&mut viewer);
    let administrator = actor(Role::Administrator);
    site.app.set_second_factor_rule(&administrator, &SecondFactorRule::new([Role::Viewer]), 0).unwrap();
    let mut off = |code: &str| {
        let page = viewer.page(ENROL);
        let (action, mut fields) = page.filled("/account/second-factor/change", &[("present", PASSWORD), ("code", code)]);
        fields.retain(|(name, _)| name != "step");
        viewer.post(&action, &fields)
    };
    let refused = off(&code(&key, 0));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.words_at(".field.wrong .error").contains("จึงปิดไม่ได้"), "{}", refused.words());
    assert!(!refused.words().contains("ปิดการยืนยันสองขั้น"), "it is not offered");
    site.app.set_second_factor_rule(&administrator, &SecondFactorRule::default(), 1).unwrap();
    assert_eq!(off(&code(&key, 0)).header("location"), "/account", "the code was not used up");
}

#[test]
fn a_token_of_somebody_without_it_opens_nothing_until_it_is_set_up() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let page = analyst.page("/account");
    let token = analyst.submit(&page, "/account/tokens", &[("name", "รายงาน")]).words_at("#secret");
    let bearer = format!("Bearer {token}");
    let asked = || {
        let answer = site.browser(Who::Nobody).get_with("/api/v1/me", &[("authorization", &bearer)]);
        (answer.status, answer.body.contains("/problems/second-factor-needed"))
    };
    assert_eq!(asked(), (StatusCode::OK, false));
    site.app.set_second_factor_rule(&actor(Role::Administrator), &SecondFactorRule::new([Role::Analyst]), 0).unwrap();
    assert_eq!(asked(), (StatusCode::FORBIDDEN, true));
    let _ = turned_on(&mut analyst);
    assert_eq!(asked(), (StatusCode::OK, false));
}

#[test]
fn it_is_asked_of_whoever_stands_in_for_such_an_office() {
    let site = Site::fresh();
    let (administrator, mut viewer) = (actor(Role::Administrator), site.browser(Who::Viewer));
    let position = PositionCode::new("ANALYST").unwrap();
    let (name_th, role) = ("หัวหน้ากลุ่มแผนงาน".to_owned(), Role::Analyst);
    let saved = Position { code: position.clone(), name_th, name_en: None, role, unit: None, closed: false, version: 0 };
    site.app.save_position(&administrator, &SavePosition { position: saved }).unwrap();
    site.app.set_second_factor_rule(&administrator, &SecondFactorRule::new([Role::Analyst]), 0).unwrap();
    assert_eq!(viewer.get("/plan").status, StatusCode::OK);
    let account = site.app.accounts(&administrator).unwrap().into_iter().find(|it| it.login == "viewer").unwrap().id;
    let order = Delegation {
        id: String::new(),
        position,
        account,
        kind: ActingKind::ActingFor,
        order_no: "123/2566".to_owned(),
        from: "2023-10-20".parse().unwrap(),
        to: "2023-10-21".parse().unwrap(),
        acts: Vec::new(),
        reason: "ไปราชการ".to_owned(),
        recorded_by: String::new(),
        revoked_at: None,
    };
    site.app.delegate(&administrator, &order).unwrap();
    assert!(is_led(&mut viewer, "/plan"));
}

#[test]
fn a_code_that_was_used_before_proves_no_new_key() {
    let site = Site::fresh();
    let _ = turned_on(&mut site.browser(Who::Viewer));
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page("/accounts/viewer");
    let _ = administrator.submit(&page, "/accounts/viewer/second-factor/remove", &[("reason", "โทรศัพท์หาย")]);
    let mut viewer = signed_in(&site, "viewer").0;
    let page = viewer.page(ENROL);
    let key = page.words_at("#factor-key").replace(' ', "");
    let again = viewer.submit(&page, ENROL, &[("code", &code(&key, -1))]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a code of that time was used");
    assert_eq!(viewer.submit(&page, ENROL, &[("code", &code(&key, 0))]).status, StatusCode::OK);
}
