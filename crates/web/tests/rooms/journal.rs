//! The journal in words.

use std::collections::BTreeSet;
use std::path::Path;

use phaen_app::editing::EnterObservation;
use phaen_app::history::PAGE;
use phaen_domain::access::Role;
use phaen_domain::id::{ProjectCode, RoundCode};
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Observation, Period, Reported, Subject};

use crate::support::{Site, Who, actor};

fn enter(site: &Site, value: &str, seen_version: u32) {
    let observation = Observation {
        subject: Subject::Project(ProjectCode::new("P01").expect("a code")),
        unit: None,
        period: Period::Round(RoundCode::new("R9").expect("a code")),
        reported: Reported::Value(Decimal::parse(value).expect("a value")),
        narrative: None,
        source: Some("รายงานกอง".to_owned()),
        evidence: None,
    };
    let reason = "รายงานตามรอบ".to_owned();
    let command = EnterObservation { plan: "LED-2566".to_owned(), observation, seen_version, reason };
    site.app.enter_observation(&actor(Role::Analyst), &command).expect("entered");
}

#[test]
fn every_action_of_the_use_cases_has_words() {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src")];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).expect("a folder") {
            let path = file.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("text");
            found.extend(source.split('"').filter(|word| is_action(word)).map(str::to_owned));
        }
    }
    assert!(found.len() >= 36, "{found:?}");
    let without = found.iter().filter(|key| !phaen_web::journal::knows_action(key)).collect::<Vec<_>>();
    assert!(without.is_empty(), "{without:?}");
}

/// Keys of actions are in the past tense; the counts of a summary begin with `rows`.
fn is_action(word: &str) -> bool {
    let key = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') && !word.starts_with("rows_");
    let past =
        ["_imported", "_by_import", "_frozen", "_set", "_entered", "_amended", "_written", "_created", "_changed", "_made"];
    let decided =
        ["_opened", "_compiled", "_endorsed", "_refused", "_recorded", "_confirmed", "_reopened", "_extended", "_typed"];
    let handed = ["_proposed", "_back", "_submitted", "_verified", "_settled", "_saved", "_held", "_revoked"];
    let mut endings = past.iter().chain(&decided).chain(&handed);
    word == "delegated" || key && endings.any(|ending| word.ends_with(ending))
}

#[test]
fn the_journal_tells_who_did_what_to_what() {
    let site = Site::fresh();
    enter(&site, "50", 0);
    enter(&site, "75", 1);
    let page = site.browser(Who::Viewer).page("/journal");
    let newest = page.words_at(".timeline li");
    assert!(newest.contains("test บันทึกผลของโครงการ 1 โครงการทบทวนกฎหมาย"), "{newest}");
    assert!(newest.contains("เหตุผล: รายงานตามรอบ") && newest.contains("20 ต.ค. 2566 09.30 น."), "{newest}");
    assert!(newest.contains("ผล 50 → เปลี่ยนเป็น 75"), "{newest}");
    assert!(newest.contains("รอบหรืองวด รอบ 9 เดือน"), "{newest}");
}

#[test]
fn one_thing_has_one_timeline() {
    let site = Site::fresh();
    enter(&site, "50", 0);
    let page = site.browser(Who::Viewer).page("/journal/project/P01");
    assert_eq!(page.count(".timeline > li"), 2, "the result, and the import that brought the project");
    assert_eq!(page.words_at("h1"), "ประวัติของโครงการ");
    let same = site.browser(Who::Viewer).get("/journal?object=project:P01");
    assert_eq!(same.header("location"), "/journal/project/P01", "the API's question is understood here as well");
    let nothing = site.browser(Who::Viewer).page("/journal/unit/none");
    assert!(nothing.words().contains("ยังไม่มีประวัติ"));
}

#[test]
fn no_raw_key_reaches_the_reader() {
    let site = Site::fresh();
    enter(&site, "50", 0);
    let page = site.browser(Who::Viewer).page("/journal");
    for key in ["plan_imported", "round_frozen", "sha256", "observation_entered", "rows_added", "account_created"] {
        assert!(!page.words().contains(key), "{key}");
    }
}

#[test]
fn the_head_is_shown_and_the_chain_verified_in_words() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Viewer);
    let page = browser.page("/journal");
    let head = site.app.journal_head(&actor(Role::Viewer)).expect("a head");
    assert!(page.words().contains(&head.hash.to_string()));
    let answer = browser.submit(&page, "/journal/verify", &[]);
    let after = browser.follow(&answer);
    assert!(after.words().contains("ทุกรายการตรงกับที่บันทึกไว้") && after.words().contains(&head.seq.to_string()));
}

#[test]
fn a_head_that_was_noted_is_held_against_the_journal() {
    let site = Site::empty();
    let mut browser = site.browser(Who::Viewer);
    let page = browser.page("/journal");
    let head = site.app.journal_head(&actor(Role::Viewer)).expect("a head");
    let mut verify = |noted: &str| {
        let answer = browser.submit(&page, "/journal/verify", &[("noted", noted)]);
        browser.follow(&answer)
    };
    let there = verify(&format!("{}:{}", head.seq, head.hash));
    assert_eq!((there.count(".notice.success"), there.count(".notice.refusal")), (1, 0), "{}", there.words());
    assert!(there.words().contains("ค่าตรวจสอบตรงกัน"));
    for (noted, words) in [
        (format!("{}:{}", head.seq + 1, head.hash), "ไม่พบรายการที่"),
        (format!("{}:{}", head.seq, "0".repeat(64)), "ไม่มีค่าตรวจสอบตามที่จดไว้"),
        ("เมื่อวานนี้".to_owned(), "ค่าที่จดไว้อ่านไม่ได้"),
    ] {
        let refused = verify(&noted);
        assert_eq!((refused.count(".notice.success"), refused.count(".notice.refusal")), (0, 1), "{noted}");
        let notice = refused.words_at(".notice");
        let place = notice.find(words).unwrap_or_else(|| panic!("{notice}"));
        assert!(notice.find("ตรวจครบ").is_none_or(|whole| place < whole), "what is wrong comes first: {notice}");
    }
}

#[test]
fn an_entry_that_was_tampered_with_is_named() {
    for (tampering, words) in
        [("UPDATE journal SET actor = 'nobody' WHERE seq = 2", "รายการที่ 2"), ("DELETE FROM journal WHERE seq = 3", "รายการที่ 3")]
    {
        let site = Site::empty();
        phaen_store::testing::run(site.store.db(), tampering).expect("tampered with");
        let mut browser = site.browser(Who::Viewer);
        let page = browser.page("/journal");
        let answer = browser.submit(&page, "/journal/verify", &[]);
        let after = browser.follow(&answer);
        assert_eq!(after.count(".notice.refusal"), 1, "{}", after.words());
        assert!(after.words_at(".notice").contains(words), "{}", after.words());
    }
}

#[test]
fn a_long_journal_is_read_page_by_page() {
    let site = Site::fresh();
    for version in 0..PAGE + 5 {
        enter(&site, if version % 2 == 0 { "50" } else { "75" }, version);
    }
    let mut browser = site.browser(Who::Viewer);
    let page = browser.page("/journal");
    assert_eq!(page.count(".timeline > li"), usize::try_from(PAGE).expect("a count"));
    let html = page.html();
    let older = crate::support::all(&html, "a[rel=next]")[0].attr("href").expect("an address").to_owned();
    let next = browser.page(&older);
    assert!(next.words().contains("นำเข้าสมุดงานของแผน") && next.words().contains("กลับไปรายการล่าสุด"));
}

#[test]
fn people_are_called_by_their_names_and_in_the_journal_by_their_logins_too() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    crate::plan::amend(&mut analyst);
    let journal = site.browser(Who::Viewer).page("/journal");
    assert_eq!(journal.words_at(".timeline li strong"), "บัญชี analyst (analyst)");
    let round = site.browser(Who::Viewer).page("/rounds/R12?plan=LED-2566").words();
    assert!(!round.contains("command-line"), "{round}");
}
