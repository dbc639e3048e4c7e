//! Accounts, and one's own account.

use axum::http::StatusCode;

use crate::support::{Browser, PASSWORD, Site, Who, all, thai};

const NEW: &str = "ร่มคันใหญ่-2567";

#[test]
fn an_administrator_makes_an_account_and_its_password_never_comes_back() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Administrator);
    let page = browser.page("/accounts");
    let given = [("login", "policy.7"), ("name", "กลุ่มแผนงาน"), ("role", "analyst"), ("password", "สั้น")];
    let refused = browser.submit(&page, "/accounts", &given);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("policy.7") && refused.body.contains("กลุ่มแผนงาน"));
    assert!(!refused.body.contains("value=\"สั้น\""), "a password is never sent back");
    let given = [("login", "policy.7"), ("name", "กลุ่มแผนงาน"), ("role", "analyst"), ("password", NEW)];
    let answer = browser.submit(&page, "/accounts", &given);
    let list = browser.follow(&answer);
    assert!(list.words().contains("policy.7 กลุ่มแผนงาน นักวิเคราะห์นโยบายและแผน เปิดใช้งาน"), "{}", list.words());
}

#[test]
fn a_login_that_exists_is_refused_beside_its_field() {
    let site = Site::shared();
    let mut browser = site.browser(Who::Administrator);
    let page = browser.page("/accounts");
    let given = [("login", "viewer"), ("name", "ก"), ("role", "viewer"), ("password", NEW)];
    let answer = browser.submit(&page, "/accounts", &given);
    assert!(answer.words_at(".field.wrong").contains("มีชื่อบัญชีนี้แล้ว"));
}

#[test]
fn a_closed_account_is_out_at_once_and_can_be_reopened() {
    let site = Site::fresh();
    let mut viewer = site.browser(Who::Viewer);
    viewer.page("/projects");
    let mut browser = site.browser(Who::Administrator);
    let form = browser.page("/accounts/viewer");
    let answer = browser.submit(&form, "/accounts/viewer", &[("closed", "yes")]);
    assert!(browser.follow(&answer).words().contains("viewer บัญชี viewer ผู้อ่านข้อมูล ปิดแล้ว"));
    assert_eq!(viewer.get("/projects").status, StatusCode::SEE_OTHER, "asked to sign in");
    let stale = browser.submit(&form, "/accounts/viewer", &[("role", "analyst"), ("email", "somebody@example.go.th")]);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let sides = (thai().accounts_email(), stale.words());
    assert!(sides.1.contains(&format!("{}: somebody@example.go.th", sides.0)), "{}", sides.1);
    assert!(sides.1.contains(&format!("{}: –", sides.0)), "{}", sides.1);
    assert!(stale.words().contains("ผู้อ่านข้อมูล · ปิดแล้ว"));
    let form = browser.page("/accounts/viewer");
    let answer = browser.submit(&form, "/accounts/viewer", &[("closed", "")]);
    assert!(browser.follow(&answer).words().contains("viewer บัญชี viewer ผู้อ่านข้อมูล เปิดใช้งาน"));
}

#[test]
fn a_name_is_changed_on_one_s_own_page_and_by_who_keeps_the_account() {
    let site = Site::fresh();
    let mut viewer = site.browser(Who::Viewer);
    let page = viewer.page("/account");
    let wrong = viewer.submit(&page, "/account/name", &[("display_name", " ")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.words_at(".field.wrong").contains("กรุณาระบุชื่อที่แสดง"), "{}", wrong.words());
    let said = viewer.submit(&page, "/account/name", &[("display_name", "สมชาย ใจดี")]);
    assert!(viewer.follow(&said).body.contains("value=\"สมชาย ใจดี\""));
    let mut administrator = site.browser(Who::Administrator);
    let form = administrator.page("/accounts/viewer");
    let wrong = administrator.submit(&form, "/accounts/viewer/name", &[("display_name", "")]);
    assert!(wrong.words_at(".field.wrong").contains("กรุณาระบุชื่อที่แสดง"), "{}", wrong.words());
    let said = administrator.submit(&form, "/accounts/viewer/name", &[("display_name", "สมชาย รักดี")]);
    assert!(administrator.follow(&said).words().contains("สมชาย รักดี"));
    let stale = administrator.submit(&form, "/accounts/viewer/name", &[("display_name", "คนอื่น")]);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let journal = viewer.page("/journal/account/viewer").words();
    assert!(journal.contains("เปลี่ยนชื่อที่แสดงของ") && journal.contains("สมชาย ใจดี") && journal.contains("สมชาย รักดี"), "{journal}");
}

#[test]
fn an_administrator_cannot_shut_themselves_out() {
    let mut browser = Site::shared().browser(Who::Administrator);
    let form = browser.page("/accounts/admin");
    let answer = browser.submit(&form, "/accounts/admin", &[("role", "viewer")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("เปลี่ยนบทบาทหรือหน่วยงานของตนเอง"));
}

#[test]
fn only_administrators_see_accounts() {
    let mut browser = Site::shared().browser(Who::Analyst);
    assert_eq!(browser.get("/accounts").status, StatusCode::FORBIDDEN);
    let page = browser.page("/projects");
    assert_eq!(page.count(".side a[href='/accounts']"), 0);
    assert_eq!(page.count("a[href='/account']"), 1);
    let mut administrator = Site::shared().browser(Who::Administrator);
    assert_ne!(administrator.page("/projects").count(".side a[href='/accounts']"), 0);
}

#[test]
fn a_password_is_changed_and_every_machine_signs_in_again() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let page = browser.page("/account");
    let wrong = [("old", "ไม่ใช่รหัสผ่านนี้"), ("password", NEW), ("again", NEW)];
    let answer = browser.submit(&page, "/account/password", &wrong);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("รหัสผ่านเดิมไม่ถูกต้อง") && !answer.body.contains(NEW));
    let other = [("old", PASSWORD), ("password", NEW), ("again", "อีกคำหนึ่ง-2567-ใหม่")];
    assert!(browser.submit(&page, "/account/password", &other).words().contains("สองช่องไม่ตรงกัน"));
    let answer = browser.submit(&page, "/account/password", &[("old", PASSWORD), ("password", NEW), ("again", NEW)]);
    let login = browser.follow(&answer);
    assert!(login.words().contains("เปลี่ยนรหัสผ่านแล้ว"));
    assert_eq!(browser.get("/projects").status, StatusCode::SEE_OTHER);
    let signed_in = browser.submit(&login, "/login", &[("login", "analyst"), ("password", NEW)]);
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
}

#[test]
fn a_token_is_shown_once_and_revoked() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Viewer);
    let page = browser.page("/account");
    let refused = browser.submit(&page, "/account/tokens", &[("name", " ")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = browser.submit(&page, "/account/tokens", &[("name", "รายงานรายเดือน")]);
    let secret = made.words_at("#secret");
    assert!(secret.starts_with("phaen_") && made.words().contains("แสดงครั้งเดียว"));
    assert!(site.app.token_actor(&secret).expect("an answer").is_some());
    let page = browser.page("/account");
    assert!(page.words().contains("รายงานรายเดือน") && !page.body.contains(&secret));
    let answer = browser.submit(&page, "/account/tokens/", &[]);
    assert!(browser.follow(&answer).words().contains("ยกเลิกแล้ว"));
    assert!(site.app.token_actor(&secret).expect("an answer").is_none());
}

#[test]
fn an_auditor_reads_accounts_letters_and_the_rule_of_second_factors_and_changes_none_of_it() {
    let site = Site::shared();
    let mut auditor = site.browser(Who::Auditor);
    let mut administrator = site.browser(Who::Administrator);
    for path in ["/accounts", "/accounts/auditor", "/outbox", "/second-factor"] {
        let page = auditor.page(path);
        assert_eq!(page.count("main form"), 0, "{path}: nothing to press");
    }
    let logins = |browser: &mut Browser<'_>| {
        let page = browser.page("/accounts");
        all(&page.html(), "main tbody th").iter().map(|it| it.text().collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(logins(&mut auditor), logins(&mut administrator), "all of them");
    assert!(auditor.page("/accounts").count("a[href='/accounts/auditor']") == 1, "each leads to its page");
}
