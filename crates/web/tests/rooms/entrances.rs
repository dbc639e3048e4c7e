//! What opens an account: links of invitation, locks after failures, the second factor.

use axum::http::StatusCode;
use totp_rs::{Builder, Secret};

use crate::support::{Answer, Browser, PASSWORD, Site, Who, all, thai};

const NEW: &str = "ร่มคันใหญ่-2567";
/// The instant at which the clock of these tests stands.
const NOW: u64 = 1_697_769_000;

/// What the owner's app shows for a key, so many steps away.
pub(crate) fn code(key: &str, steps: i64) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(key).unwrap()).build().unwrap();
    totp.generate(NOW.checked_add_signed(steps * 30).unwrap()).to_string()
}

fn sign_in(browser: &mut Browser<'_>, login: &str, password: &str) -> Answer {
    let page = browser.get("/login");
    browser.submit(&page, "/login", &[("login", login), ("password", password)])
}

/// Makes an account with a link; the link's path.
fn invited(browser: &mut Browser<'_>, login: &str, more: &[(&str, &str)]) -> String {
    let page = browser.page("/accounts");
    let given = [&[("login", login), ("name", "ผู้ได้รับเชิญ")], more].concat();
    let answer = browser.submit(&page, "/accounts", &given);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    path_of(&answer)
}

fn path_of(answer: &Answer) -> String {
    let link = answer.words_at("#link");
    assert!(link.starts_with("http://plan.example/invitation/"), "{link}");
    link.trim_start_matches("http://plan.example").to_owned()
}

#[test]
fn who_is_invited_chooses_a_password_and_the_link_opens_once() {
    let site = Site::fresh();
    let mut administrator = site.browser(Who::Administrator);
    let link = invited(&mut administrator, "somsri", &[("role", "viewer")]);
    let list = administrator.page("/accounts");
    assert!(list.words().contains("somsri ผู้ได้รับเชิญ ผู้อ่านข้อมูล รอตั้งรหัสผ่าน"), "{}", list.words());
    assert!(!list.body.contains(link.trim_start_matches("/invitation/")), "shown once");
    let mut guest = site.browser(Who::Nobody);
    assert_eq!(sign_in(&mut guest, "somsri", "").status, StatusCode::UNPROCESSABLE_ENTITY, "no password opens it yet");
    let page = guest.page(&link);
    assert!(page.words().contains("somsri") && page.words().contains("27 ต.ค. 2566"), "{}", page.words());
    let refused = |guest: &mut Browser<'_>, password: &str, again: &str| {
        let page = guest.page(&link);
        let answer = guest.submit(&page, "/invitation/", &[("password", password), ("again", again)]);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.body.contains(password), "a password is never sent back");
        answer.words_at(".field.wrong .error")
    };
    assert!(refused(&mut guest, "qwertyuiop12", "qwertyuiop12").contains("เดาง่าย"));
    assert!(refused(&mut guest, "ของ-somsri-คนเดียว", "ของ-somsri-คนเดียว").contains("ชื่อบัญชี"));
    assert!(refused(&mut guest, NEW, "อีกอย่างหนึ่ง-2567").contains("สองช่องไม่ตรงกัน"));
    let answer = guest.submit(&page, "/invitation/", &[("password", NEW), ("again", NEW)]);
    assert!(guest.follow(&answer).words().contains("ตั้งรหัสผ่านแล้ว"));
    assert_eq!(sign_in(&mut guest, "somsri", NEW).status, StatusCode::SEE_OTHER);
    let again = site.browser(Who::Nobody).get(&link);
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.words().contains("ใช้ตั้งรหัสผ่านไปแล้ว"), "{}", again.words());
    let journal = administrator.page("/journal/account/somsri").words();
    assert!(journal.contains("ตั้งรหัสผ่านด้วยลิงก์") && journal.contains("ออกลิงก์ตั้งรหัสผ่าน"), "{journal}");
}

#[test]
fn a_link_taken_back_or_replaced_says_so_and_an_unknown_one_is_not_found() {
    let site = Site::fresh();
    let mut administrator = site.browser(Who::Administrator);
    let first = invited(&mut administrator, "somsri", &[("role", "viewer")]);
    let page = administrator.page("/accounts/somsri");
    assert!(page.words().contains("มีลิงก์ที่ยังใช้ได้ถึง 27 ต.ค. 2566"), "{}", page.words());
    let second = path_of(&administrator.submit(&page, "/accounts/somsri/invite", &[]));
    let refused = |link: &str| {
        let answer = site.browser(Who::Nobody).get(link);
        (answer.status, answer.words())
    };
    let (status, words) = refused(&first);
    assert!(status == StatusCode::GONE && words.contains("ถูกยกเลิกแล้ว หรือมีลิงก์ใหม่กว่า"), "{words}");
    assert_eq!(refused(&second).0, StatusCode::OK);
    let page = administrator.page("/accounts/somsri");
    let answer = administrator.submit(&page, "/accounts/somsri/invitations/revoke", &[]);
    assert!(administrator.follow(&answer).words().contains("ยกเลิกลิงก์แล้ว"));
    assert_eq!(refused(&second).0, StatusCode::GONE);
    let (status, words) = refused("/invitation/nothing");
    assert!(status == StatusCode::NOT_FOUND && words.contains("ไม่พบลิงก์นี้"), "{words}");
}

#[test]
fn a_head_keeps_the_officers_of_the_unit_and_nobody_else() {
    let site = Site::fresh();
    for who in [Who::Officer, Who::OtherOfficer] {
        let _ = site.browser(who);
    }
    let mut head = site.browser(Who::Head);
    let page = head.page("/accounts");
    let words = page.words();
    assert!(words.contains("officer บัญชี officer") && !words.contains("other บัญชี other") && !words.contains("viewer"), "{words}");
    assert_eq!(page.count("#role option"), 2, "an empty choice and the officer's role");
    let link = invited(&mut head, "new.officer", &[]);
    assert_eq!(site.browser(Who::Nobody).get(&link).status, StatusCode::OK);
    let key = page.value("/accounts", "form_key");
    let sent = |head: &mut Browser<'_>, path: &str, fields: &[(&str, &str)]| {
        let fields = [&[("form_key", key.as_str())], fields].concat();
        let fields: Vec<(String, String)> = fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        head.post(path, &fields).status
    };
    let account = |role: &'static str, unit: &'static str| [("login", "sly"), ("name", "ก"), ("role", role), ("unit", unit)];
    for (role, unit) in [("unit_head", "กนย."), ("administrator", ""), ("reporting_officer", "พบ.")] {
        assert_eq!(sent(&mut head, "/accounts", &account(role, unit)), StatusCode::FORBIDDEN, "{role} {unit}");
    }
    for login in ["other", "viewer", "admin", "head"] {
        assert_eq!(head.get(&format!("/accounts/{login}")).status, StatusCode::FORBIDDEN, "{login}");
        for deed in ["", "/invite", "/invitations/revoke", "/unlock", "/sessions/end", "/second-factor/remove"] {
            let fields = [("role", "reporting_officer"), ("unit", "กนย."), ("seen", "1"), ("reason", "ลอง")];
            assert_eq!(sent(&mut head, &format!("/accounts/{login}{deed}"), &fields), StatusCode::FORBIDDEN, "{login}{deed}");
        }
    }
    let moved = [("role", "reporting_officer"), ("unit", "พบ."), ("seen", "1")];
    assert_eq!(sent(&mut head, "/accounts/officer", &moved), StatusCode::FORBIDDEN, "not into another unit");
    let mut officer = site.browser(Who::Officer);
    let form = head.page("/accounts/officer");
    let closed = head.submit(&form, "/accounts/officer", &[("closed", "yes")]);
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.words());
    assert_eq!(officer.get("/projects").status, StatusCode::SEE_OTHER, "out at once");
    let journal = head.page("/journal/account/officer").words();
    assert!(journal.contains("บัญชี head (head) (ในตำแหน่ง หัวหน้าหน่วยงาน กนย.)"), "{journal}");
}

#[test]
fn failures_lock_a_login_for_a_growing_time_and_its_keeper_unlocks_it() {
    let site = Site::fresh();
    let mut guest = site.browser(Who::Nobody);
    for _ in 0..5 {
        assert_eq!(sign_in(&mut guest, "viewer", "ไม่ใช่รหัสผ่าน").status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let locked = sign_in(&mut guest, "viewer", PASSWORD);
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS, "even the right one");
    assert!(locked.words().contains("ล็อกชั่วคราว ลองใหม่ได้ในอีก 1 นาที"), "{}", locked.words());
    assert_eq!(locked.header("retry-after"), "60");
    for _ in 0..5 {
        assert_eq!(sign_in(&mut guest, "nobody.here", "x").status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let unknown = sign_in(&mut guest, "nobody.here", "x");
    assert_eq!(unknown.status, StatusCode::TOO_MANY_REQUESTS, "whether a login exists is not told");
    assert_eq!(sign_in(&mut guest, "analyst", PASSWORD).status, StatusCode::SEE_OTHER, "others go on");
    let mut administrator = site.browser(Who::Administrator);
    let list = administrator.page("/accounts").words();
    assert!(list.contains("viewer บัญชี viewer ผู้อ่านข้อมูล เปิดใช้งาน ล็อกชั่วคราว"), "{list}");
    let page = administrator.page("/accounts/viewer");
    assert!(page.words_at("#lock").contains("ล็อกถึง 20 ต.ค. 2566 09.31 น."), "{}", page.words());
    let answer = administrator.submit(&page, "/accounts/viewer/unlock", &[]);
    let page = administrator.follow(&answer);
    assert!(page.words().contains("ปลดล็อกบัญชีแล้ว") && page.count("#lock") == 0);
    assert_eq!(sign_in(&mut guest, "viewer", PASSWORD).status, StatusCode::SEE_OTHER);
    let journal = administrator.page("/journal/account/viewer").words();
    assert!(journal.contains("ระบบ (การเข้าสู่ระบบ) ล็อกชั่วคราว") && journal.contains("ปลดล็อก"), "{journal}");
}

/// Turns the second factor on with the code of the step before; the key and the recovery codes.
pub(crate) fn turned_on(browser: &mut Browser<'_>) -> (String, Vec<String>) {
    let page = browser.page("/account/second-factor");
    assert_eq!(page.count("svg.qr path"), 1);
    let key = page.words_at("#factor-key").replace(' ', "");
    let wrong = browser.submit(&page, "/account/second-factor", &[("code", "000000")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.words_at("#factor-key").replace(' ', ""), key, "the same key once more");
    let answer = browser.submit(&wrong, "/account/second-factor", &[("code", &code(&key, -1))]);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let codes = answer.words_at("#recovery-codes").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(codes.len(), 10);
    (key, codes)
}

#[test]
fn a_second_factor_is_asked_for_and_each_code_is_taken_once() {
    let site = Site::fresh();
    let mut viewer = site.browser(Who::Viewer);
    let (key, codes) = turned_on(&mut viewer);
    let page = viewer.page("/account");
    assert!(page.words().contains("รหัสสำรองเหลือ 10 รหัส") && !page.body.contains(&key));
    let finish = |code: &str| {
        let mut guest = site.browser(Who::Nobody);
        let half = sign_in(&mut guest, "viewer", PASSWORD);
        assert_eq!(half.header("location"), "/login/code");
        assert_eq!(guest.get("/account").status, StatusCode::SEE_OTHER, "the password alone opens nothing");
        let page = guest.page("/login/code");
        let answer = guest.submit(&page, "/login/code", &[("code", code)]);
        (answer.status, guest.get("/account").status)
    };
    let (opens, refused) = ((StatusCode::SEE_OTHER, StatusCode::OK), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER));
    assert_eq!(finish(&code(&key, -1)), refused, "the code that turned it on was taken");
    assert_eq!(finish(&code(&key, 2)), refused, "too far ahead");
    assert_eq!(finish(&code(&key, 0)), opens);
    assert_eq!(finish(&code(&key, 0)), refused, "once only");
    assert_eq!(finish(&codes[3].to_uppercase()), opens, "a recovery code as people type it");
    assert_eq!(finish(&codes[3]), refused, "once only");
    let thai: String = code(&key, 1).chars().map(|c| char::from_u32(u32::from('๐') + c.to_digit(10).unwrap()).unwrap()).collect();
    assert_eq!(finish(&thai), opens, "Thai digits");
    let journal = viewer.page("/journal/account/viewer");
    assert!(journal.words().contains("เปิดใช้การยืนยันสองขั้น") && journal.words().contains("ใช้รหัสสำรอง"));
    assert!(!journal.body.contains(&key) && codes.iter().all(|code| !journal.body.contains(code)));
}

#[test]
fn a_second_factor_is_turned_off_with_password_and_code_only() {
    let site = Site::fresh();
    let mut viewer = site.browser(Who::Viewer);
    let (key, codes) = turned_on(&mut viewer);
    let mut change = |present: &str, code: &str, step: &str| {
        let page = viewer.page("/account/second-factor");
        let (action, mut fields) = page.filled("/account/second-factor/change", &[("present", present), ("code", code)]);
        fields.push(("step".to_owned(), step.to_owned()));
        viewer.post(&action, &fields)
    };
    assert!(change("ไม่ใช่รหัสผ่าน", &code(&key, 0), "").words().contains("รหัสผ่านเดิมไม่ถูกต้อง"));
    assert_eq!(change(PASSWORD, "123456", "").status, StatusCode::UNPROCESSABLE_ENTITY);
    let renewed = change(PASSWORD, &code(&key, 0), "renew").words_at("#recovery-codes");
    assert!(!renewed.contains(&codes[0]));
    assert_eq!(change(PASSWORD, &codes[0], "").status, StatusCode::UNPROCESSABLE_ENTITY, "the old ones are gone");
    let off = change(PASSWORD, &code(&key, 1), "");
    assert_eq!(off.header("location"), "/account");
    let mut guest = site.browser(Who::Nobody);
    assert_eq!(sign_in(&mut guest, "viewer", PASSWORD).header("location"), "/");
}

#[test]
fn an_administrator_takes_a_second_factor_off_who_lost_it_with_a_reason() {
    let site = Site::fresh();
    let mut viewer = site.browser(Who::Viewer);
    let _ = turned_on(&mut viewer);
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page("/accounts/viewer");
    let remove = "/accounts/viewer/second-factor/remove";
    let refused = administrator.submit(&page, remove, &[("reason", " ")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = administrator.submit(&page, remove, &[("reason", "โทรศัพท์หาย")]);
    assert!(administrator.follow(&answer).words().contains("ถอดการยืนยันสองขั้นแล้ว"));
    assert_eq!(viewer.get("/account").status, StatusCode::SEE_OTHER, "signs in again");
    assert_eq!(sign_in(&mut viewer, "viewer", PASSWORD).header("location"), "/");
    let journal = administrator.page("/journal/account/viewer").words();
    assert!(journal.contains("ถอดการยืนยันสองขั้น") && journal.contains("โทรศัพท์หาย"), "{journal}");
}

#[test]
fn an_administrator_ends_all_sessions_of_an_account() {
    let site = Site::fresh();
    let mut viewer = site.browser(Who::Viewer);
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page("/accounts/viewer");
    assert!(page.words_at("#sessions").contains("เข้าใช้อยู่ 1 เครื่อง"));
    let answer = administrator.submit(&page, "/accounts/viewer/sessions/end", &[]);
    assert!(administrator.follow(&answer).words_at("#sessions").contains("ไม่ได้เข้าใช้อยู่"));
    assert_eq!(viewer.get("/account").status, StatusCode::SEE_OTHER);
}

#[test]
fn an_installation_without_accounts_says_how_the_first_is_made() {
    let command = "phaen account create … --role administrator";
    let page = Site::without_accounts().browser(Who::Nobody).page("/login");
    assert!(page.words().contains(&thai().login_no_account(command)), "{}", page.words());
    assert!(!Site::empty().browser(Who::Nobody).page("/login").words().contains(command));
}

#[test]
fn a_refusal_leads_back_to_the_page_that_was_open() {
    let form = "application/x-www-form-urlencoded";
    let refused = |who: Who, referer: &str| {
        let answer = Site::shared().browser(who).post_as("/plan/amend?plan=LED-2566", form, &[("referer", referer)], "");
        assert!(answer.status.is_client_error(), "{}", answer.words());
        answer
    };
    let way = |answer: &Answer, begins: &str| {
        let html = answer.html();
        let links = all(&html, &format!(".refusal .buttons a[href^='{begins}']"));
        links.first().map(|link| link.attr("href").unwrap().to_owned())
    };
    let open = "http://plan.example/plan?plan=LED-2566";
    let ended = refused(Who::Nobody, open);
    assert_eq!(way(&ended, "/login").as_deref(), Some("/login?next=%2Fplan%3Fplan%3DLED-2566"));
    let viewer = refused(Who::Viewer, open);
    assert_eq!(way(&viewer, "/plan").as_deref(), Some("/plan?plan=LED-2566"));
    for elsewhere in ["https://evil.example/plan", "http://plan.example.evil/plan", "http://plan.example//evil.example/", ""] {
        assert_eq!(way(&refused(Who::Nobody, elsewhere), "/login").as_deref(), Some("/login"), "{elsewhere}");
        assert_eq!(refused(Who::Viewer, elsewhere).count(".refusal .buttons a"), 1, "{elsewhere}: only to the first page");
    }
}
