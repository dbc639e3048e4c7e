//! Units: the list and one unit.

use axum::http::StatusCode;
use phaen_domain::thai::sort::Collator;

use crate::support::{Site, Who, all};

#[test]
fn units_stand_in_thai_dictionary_order() {
    let page = Site::shared().browser(Who::Viewer).page("/units");
    let html = page.html();
    let names = all(&html, "#units tbody th a").iter().map(|name| name.text().collect::<String>()).collect::<Vec<_>>();
    assert_eq!(names.len(), 19);
    let collator = Collator::new().expect("a collator");
    assert!(names.is_sorted_by(|a, b| collator.compare(a, b).is_lt()), "{names:?}");
}

#[test]
fn a_unit_is_found_by_name_and_by_kind() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let page = browser.page("/units?q=นโยบาย");
    assert_eq!(page.count("#units tbody tr"), 1);
    assert!(page.words().contains("กองนโยบายและแผน"));
    assert!(browser.page("/units?kind=กลุ่ม").count("#units tbody tr") >= 1);
    assert!(browser.page("/units?q=ไม่มีหน่วยงานนี้").words().contains("ไม่พบหน่วยงาน"));
}

#[test]
fn a_unit_shows_what_it_owns_with_the_agencys_figures() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let projects = browser.page("/projects");
    let unit = browser.page("/units/พบ.");
    assert_eq!(unit.words_at("h1"), "กองพัฒนาระบบการบังคับคดี");
    assert_eq!(unit.figure("project:P04/budget"), projects.figure("project:P04/budget"));
    assert_eq!(unit.count("#scorecard"), 0, "it reports nothing itself");
    let policy = browser.page("/units/กนย.");
    assert!(policy.figures().keys().any(|id| id.starts_with("indicator:") && id.ends_with("/score")));
    assert_eq!(browser.get("/units/ไม่มี").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_unit_with_targets_of_its_own_has_its_own_scorecard() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let workbook = browser.get("/exchange/workbook").body;
    let line = workbook.lines().find(|line| line.starts_with("K01,,,1,")).expect("the target of K01").to_owned();
    let own = workbook.replacen(&line, &format!("{line}\nK01,กนย.,,5,,,,"), 1);
    let page = browser.page("/exchange");
    let answer = browser.upload(&page, "/exchange/uploads", "แผน.xlsx", own.as_bytes());
    let preview = browser.follow(&answer);
    let stored = browser.submit(&preview, answer.header("location"), &[]);
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", preview.words());
    let unit = browser.page("/units/กนย.?plan=LED-2566&edition=2");
    assert_eq!(unit.count("#scorecard"), 1, "{}", unit.words());
    assert!(unit.words_at("#scorecard").contains("รวม"));
}
