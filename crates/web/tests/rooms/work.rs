//! My work, notices, the outbox, reminders and calendars, through their own forms.

use axum::http::StatusCode;
use phaen_app::ports::{Letter, LetterState, technical};

use crate::support::{Answer, Browser, PASSWORD, Site, Who, all, thai};
use crate::unit_return::open_round;

fn opened() -> Site {
    let site = Site::fresh();
    // Those who are told must be there.
    for who in [Who::Officer, Who::Head, Who::PolicyHead, Who::General, Who::Executive] {
        let _ = site.browser(who);
    }
    open_round(&site);
    site.app.run_errands().unwrap();
    site
}

fn badge(page: &Answer, selector: &str) -> Option<String> {
    let html = page.html();
    let found = all(&html, selector);
    found.first().map(|it| it.text().collect::<String>().trim().to_owned())
}

#[test]
fn work_says_what_waits_by_when_and_leads_there() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let page = officer.page("/work");
    for said in ["กรอกแบบรายงาน", "กองนโยบายและแผน", "รอบ 9 เดือน", "5 ก.ค. 2566", "เลยกำหนด 107 วัน"]
    {
        assert!(page.words().contains(said), "{said} in {}", page.words());
    }
    assert_eq!(badge(&page, ".wide-menu a[href='/work'] .badge").as_deref(), Some("1"));
    let html = page.html();
    let link = all(&html, "table.work a.button")[0].attr("href").unwrap().to_owned();
    assert!(officer.page(&link).words().contains("ครบกำหนด"));
    let general = site.browser(Who::General).page("/work");
    assert!(general.words().contains("หน่วยงานค้างส่งแบบรายงาน"), "{}", general.words());
    let list = all(&general.html(), "table.work a.button")[0].attr("href").unwrap().to_owned();
    let board = site.browser(Who::General).page(&list);
    assert!(board.words().contains("เลยกำหนด 107 วัน"), "{}", board.words());
    let executive = site.browser(Who::Executive).page("/work");
    assert!(executive.words().contains("ไม่มีงานค้าง"), "{}", executive.words());
    assert_eq!(badge(&executive, ".wide-menu a[href='/work'] .badge"), None);
}

#[test]
fn who_reports_or_decides_begins_with_their_work_and_who_reads_with_the_plan() {
    let site = Site::fresh();
    let begins = |who| {
        let mut browser = site.browser(who);
        let _ = browser.page("/account");
        let mut stranger = site.browser(Who::Nobody);
        let form = stranger.get("/login?next=%2F");
        let login = match who {
            Who::Officer => "officer",
            Who::Analyst => "analyst",
            _ => "viewer",
        };
        stranger.submit(&form, "/login", &[("login", login), ("password", PASSWORD)]).header("location").to_owned()
    };
    assert_eq!(
        (begins(Who::Officer).as_str(), begins(Who::Analyst).as_str(), begins(Who::Viewer).as_str()),
        ("/work", "/work", "/")
    );
}

#[test]
fn a_notice_leads_to_what_it_is_about_and_is_read_then() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let page = officer.page("/notices");
    assert!(page.words().contains("เปิดรอบการรายงานแล้ว") && page.words().contains("แบบรายงานเลยกำหนดส่ง"), "{}", page.words());
    let unread = |page: &Answer| badge(page, ".bell .badge");
    assert_eq!(unread(&page).as_deref(), Some("2"));
    let answer = officer.submit(&page, "/notices/id-", &[]);
    assert!(answer.header("location").starts_with("/returns/LED-2566/R9/"), "{}", answer.header("location"));
    let page = officer.page("/notices");
    assert_eq!((unread(&page).as_deref(), page.count(".notices .unread")), (Some("1"), 1));
    let said = officer.submit(&page, "/notices/read", &[]);
    assert_eq!(unread(&officer.follow(&said)), None);
    let english = site.browser(Who::Head).in_english().page("/notices");
    assert!(english.words().contains("A return of your unit is overdue"), "{}", english.words());
    let general = site.browser(Who::General).page("/notices");
    assert!(general.words().contains("รายชื่อหน่วยงานที่ค้างส่งแบบรายงาน"), "{}", general.words());
}

#[test]
fn the_outbox_says_that_no_mail_server_is_set_up_and_when_the_errands_ran() {
    let site = opened();
    let page = site.browser(Who::Administrator).page("/outbox");
    for said in ["ยังไม่ได้ตั้งค่าเครื่องส่งอีเมล", "ทำงานครั้งล่าสุด 20 ต.ค. 2566", "ยังไม่มีอีเมล"]
    {
        assert!(page.words().contains(said), "{said} in {}", page.words());
    }
    assert_eq!(site.browser(Who::Analyst).get("/outbox").status, StatusCode::FORBIDDEN);
}

#[test]
fn letters_that_failed_are_put_in_line_again_by_one_button() {
    let site = Site::fresh();
    let at = "2023-10-19T02:00:00Z".parse().unwrap();
    let failed = Letter {
        id: "digest:2023-10-19:x".to_owned(),
        address: "officer@example.go.th".to_owned(),
        subject: "เรื่อง".to_owned(),
        body: "ข้อความ".to_owned(),
        state: LetterState::Failed,
        attempts: 10,
        next_at: at,
        failure: Some("535 รหัสผ่านไม่ถูกต้อง".to_owned()),
        created_at: at,
    };
    technical(site.store.as_ref(), |tx| tx.save_letter(&failed)).unwrap();
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page("/outbox");
    let answer = administrator.submit(&page, "/outbox/retry", &[]);
    let page = administrator.follow(&answer);
    assert!(page.words().contains("นำเข้าคิวส่งแล้ว 1 ฉบับ"), "{}", page.words());
    assert_eq!(page.count("form[action='/outbox/retry']"), 0, "nothing failed any more");
}

#[test]
fn reminders_are_set_in_days_as_people_write_them_and_the_journal_says_so() {
    let site = Site::fresh();
    let mut policy = site.browser(Who::PolicyHead);
    let set = |browser: &mut Browser<'_>, values: &[(&str, &str)]| {
        let page = browser.page("/calendar/reminders");
        browser.submit(&page, "/calendar/reminders", values)
    };
    let wrong = set(&mut policy, &[("before", "15, สิบ"), ("head", "0"), ("hour", "25")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.words().contains("ระบุจำนวนวันเป็นตัวเลข"), "{}", wrong.words());
    let early = set(&mut policy, &[("head", "0")]);
    assert!(early.words().contains("ผู้อื่นนอกจากผู้รายงานผลได้รับแจ้งหลังวันครบกำหนดเท่านั้น"), "{}", early.words());
    let said = set(&mut policy, &[("before", "๑๐, 3 0"), ("policy", ""), ("hour", "๖")]);
    let page = policy.follow(&said);
    assert_eq!(page.html().select(&scraper::Selector::parse("#before").unwrap()).next().unwrap().attr("value"), Some("10, 3, 0"));
    let (_, late) = page.filled("/calendar/reminders", &[("before", "20")]);
    let _ = set(&mut policy, &[("before", "10, 3, 0"), ("policy", "30")]);
    let stale = policy.post("/calendar/reminders", &late);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let html = stale.html();
    let sides = all(&html, ".as-typed").iter().map(|side| side.text().collect::<String>()).collect::<Vec<_>>();
    let (before, group) = (thai().reminders_before(), thai().reminders_policy());
    assert!(sides[0].contains(&format!("{before}: 20")) && sides[0].contains(&format!("{group}: –")), "{sides:?}");
    assert!(sides[1].contains(&format!("{before}: 10, 3, 0")) && sides[1].contains(&format!("{group}: 30")), "{sides:?}");
    let _ = set(&mut policy, &[("before", "๑๐, 3 0"), ("policy", "")]);
    let journal = policy.page("/journal");
    assert!(journal.words().contains("แก้ไขการเตือนใน") && journal.words().contains("6 นาฬิกา"), "{}", journal.words());
    let viewer = site.browser(Who::Viewer).page("/calendar/reminders");
    assert_eq!((viewer.count("main form"), viewer.words().contains("10, 3, 0")), (0, true));
}

#[test]
fn a_calendar_is_read_at_its_address_without_signing_in_and_only_once_per_change() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let page = officer.page("/feeds");
    let made = officer.submit(&page, "/feeds", &[]);
    assert_eq!(made.status, StatusCode::OK);
    let address = made.words_at("#address");
    let path = address.strip_prefix("http://plan.example").unwrap().to_owned();
    assert!(path.starts_with("/calendar/feed/") && path.ends_with(".ics"), "{path}");
    let mut program = site.browser(Who::Nobody);
    let calendar = program.get(&path);
    assert_eq!((calendar.status, calendar.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8"));
    assert!(calendar.body.contains("2023-07-05") && calendar.body.contains("กองนโยบายและแผน"), "{}", calendar.body);
    let tag = calendar.header("etag").to_owned();
    let again = program.get_with(&path, &[("if-none-match", &tag)]);
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    for wrong in ["/calendar/feed/guessed.ics", "/calendar/feed/.ics", &path[..path.len() - 4]] {
        assert_eq!(program.get(wrong).status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let page = officer.page("/feeds");
    assert!(!page.body.contains(&path), "the address is shown once");
    let said = officer.submit(&page, "/feeds/revoke", &[]);
    assert!(officer.follow(&said).words().contains("ยกเลิกที่อยู่ปฏิทินแล้ว"));
    assert_eq!(program.get(&path).status, StatusCode::NOT_FOUND);
    let journal = officer.page("/journal").words();
    assert!(journal.contains("สร้างที่อยู่ปฏิทินให้") && journal.contains("ยกเลิกที่อยู่ปฏิทินของ"), "{journal}");
}

#[test]
fn an_address_is_kept_by_its_owner_and_refused_when_it_is_none() {
    let site = Site::fresh();
    let mut viewer = site.browser(Who::Viewer);
    let page = viewer.page("/account");
    let wrong = viewer.submit(&page, "/account/email", &[("email", "somchai")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.words().contains("ที่อยู่อีเมลไม่ถูกต้อง"), "{}", wrong.words());
    let said = viewer.submit(&page, "/account/email", &[("email", " somchai@led.mail.go.th ")]);
    assert!(viewer.follow(&said).body.contains("value=\"somchai@led.mail.go.th\""));
    let journal = viewer.page("/journal/account/viewer");
    assert!(journal.words().contains("เปลี่ยนที่อยู่อีเมลของ") && !journal.words().contains("somchai"), "{}", journal.words());
}
