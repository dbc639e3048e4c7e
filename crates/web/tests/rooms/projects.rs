//! The portfolio, one project, and the form that reports its result.

use axum::http::StatusCode;

use crate::support::{Answer, Site, Who, all};

fn rows(page: &Answer) -> usize {
    page.count("#projects tbody tr:not(.group)")
}

#[test]
fn the_portfolio_says_what_the_book_printed() {
    let page = Site::shared().browser(Who::Viewer).page("/projects");
    assert_eq!(rows(&page), 49);
    for (id, value) in [
        ("projects/points", "4,225"),
        ("projects/full", "4,900"),
        ("projects/percent", "86.22"),
        ("projects/achieved", "31"),
        ("projects/count", "49"),
        ("projects/achieved_share", "63.27"),
    ] {
        assert_eq!(page.figure(id), value, "{id}");
    }
    assert!(page.words_at("#totals").contains("4225 × 100 / 4900 = 86.22"), "{}", page.words_at("#totals"));
    assert!(page.words_at("#totals").contains("โครงการที่บรรลุ 31 ยังไม่บรรลุ 18 จากทั้งหมด 49 โครงการ"));
}

#[test]
fn no_budget_not_given_and_nothing_disbursed_are_three_different_things() {
    let page = Site::shared().browser(Who::Viewer).page("/projects");
    let html = page.html();
    let row_of = |code: &str| {
        let rows = all(&html, "#projects tbody tr");
        let row = rows.into_iter().find(|row| row.html().contains(&format!("\"/projects/{code}\""))).expect("a row");
        row.text().collect::<Vec<_>>().join(" ")
    };
    assert!(row_of("P02").contains("ไม่ใช้งบประมาณ"));
    assert!(row_of("P07").contains("ไม่ระบุ") && !row_of("P07").contains("ไม่ใช้งบประมาณ"));
    assert!(row_of("P25").contains("1,358,500.00") && row_of("P25").contains(" 0.00"), "{}", row_of("P25"));
}

#[test]
fn a_filter_narrows_the_list_and_never_a_total() {
    let site = Site::shared();
    let mut browser = site.browser(Who::Viewer);
    let page = browser.page("/projects?status=100");
    assert_eq!(rows(&page), 31);
    assert_eq!(page.figure("projects/percent"), "86.22");
    let page = browser.page("/projects?q=คู่เจรจา อาเซียน");
    assert_eq!(rows(&page), 1);
    assert!(page.words().contains("แสดง 1 จาก 49 โครงการ"));
    let units = browser.page("/projects?unit=พบ.");
    assert!(rows(&units) > 1 && rows(&units) < 49);
    assert_eq!(browser.page("/projects?node=ISSUE-1").count("#projects tr.group"), 1);
    let nothing = browser.page("/projects?q=ไม่มีคำนี้แน่นอน");
    assert!(nothing.words().contains("ไม่พบโครงการตามที่กรอง"));
}

#[test]
fn the_totals_by_issue_add_up_to_the_whole() {
    let page = Site::shared().browser(Who::Viewer).page("/projects");
    let figures = page.figures();
    let sum = |what: &str| -> u32 {
        let of_nodes = figures.iter().filter(|(id, _)| id.starts_with("projects:") && id.ends_with(what));
        of_nodes.map(|(_, value)| value.replace(',', "").parse::<u32>().expect("a number")).sum()
    };
    assert_eq!((sum("/points"), sum("/full"), sum("/count")), (4225, 4900, 49));
}

#[test]
fn the_budget_table_compares_each_class_with_its_target() {
    let page = Site::shared().browser(Who::Viewer).page("/projects");
    let figures = page.figures();
    let classes = figures.keys().filter(|id| id.starts_with("budget:") && id.ends_with("/actual_percent")).count();
    assert_eq!(classes, 6, "three classes, disbursed and spent");
    assert_eq!(page.count("#budget figure svg[role=img]"), 2, "for wide and for narrow screens");
    assert!(page.words_at("#budget").contains("รายจ่ายลงทุน"));
}

#[test]
fn a_project_page_tells_facts_points_and_money() {
    let page = Site::shared().browser(Who::Viewer).page("/projects/P25");
    assert_eq!(page.figure("project:P25/budget"), "1,358,500.00");
    assert_eq!(page.figure("project:P25/disbursed"), "0.00");
    assert!(page.words().contains("ตามเกณฑ์ “สถานะความสำเร็จของโครงการ” สถานะนี้ได้"));
    assert_eq!(page.count("a[href*='/result/']"), 0, "a viewer enters nothing");
    let missing = Site::shared().browser(Who::Viewer).get("/projects/P99");
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[test]
fn an_analyst_reports_a_status_and_the_page_shows_it_at_once() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let form = browser.page("/projects/P01/result/status?round=R9");
    let answer = browser.submit(
        &form,
        "/projects/P01/result/status",
        &[("value", "50"), ("narrative", "ร่างแล้วครึ่งหนึ่ง"), ("source", "รายงานกอง"), ("reason", "รายงานตามรอบ")],
    );
    let page = browser.follow(&answer);
    assert!(page.words().contains("บันทึกผลแล้ว"));
    assert_eq!(page.figure("project:P01/points"), "50");
    assert!(page.words().contains("ร่างแล้วครึ่งหนึ่ง"));
    let frozen = browser.page("/projects/P01?round=R12");
    assert_ne!(frozen.figure("project:P01/points"), "50", "the frozen round stays");
    let journal = browser.page("/journal/project/P01");
    assert!(journal.words().contains("บัญชี analyst (analyst) บันทึกผลของโครงการ"), "{}", journal.words());
}

#[test]
fn a_result_without_source_or_reason_comes_back_as_typed() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let form = browser.page("/projects/P01/result/2?round=R9");
    let answer = browser.submit(&form, "/projects/P01/result/2", &[("value", "๑,๒๐"), ("narrative", "คำอธิบายเดิม")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("๑,๒๐") && answer.body.contains("คำอธิบายเดิม"));
    assert!(answer.words().contains("กรุณาระบุแหล่งที่มาของผล") && answer.words().contains("กรุณาระบุเหตุผล"));
    assert_eq!(answer.count(".field.wrong"), 3);
}

#[test]
fn a_result_that_somebody_else_changed_meanwhile_is_refused_and_shown() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let old = browser.page("/projects/P01/result/status?round=R9");
    let given = [("value", "25"), ("source", "ก"), ("reason", "ข")];
    assert_eq!(browser.submit(&old, "/projects/P01/result", &given).status, StatusCode::SEE_OTHER);
    let answer = browser.submit(&old, "/projects/P01/result", &[("value", "75"), ("source", "ก"), ("reason", "ข")]);
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.words().contains("75") && answer.words().contains("25 (บัญชี analyst)"));
}

#[test]
fn a_frozen_round_takes_no_result() {
    let answer = Site::shared().browser(Who::Analyst).get("/projects/P01/result/status?round=R12");
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.words().contains("ปิดรอบและตรึงข้อมูล"));
}

#[test]
fn not_applicable_needs_its_reason() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let form = browser.page("/projects/P02/result/status?round=R9");
    let given = [("state", "not_applicable"), ("source", "ก"), ("reason", "ข")];
    let answer = browser.submit(&form, "/projects/P02/result", &given);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = [("state", "not_applicable"), ("state_reason", "ยกเลิกโครงการ"), ("source", "ก"), ("reason", "ข")];
    let answer = browser.submit(&form, "/projects/P02/result", &given);
    assert!(browser.follow(&answer).words().contains("ไม่เกี่ยวข้อง: ยกเลิกโครงการ"));
}

#[test]
fn the_portfolio_speaks_english_with_the_same_figures() {
    let site = Site::shared();
    let thai = site.browser(Who::Viewer).with_thai_digits().page("/projects");
    let english = site.browser(Who::Viewer).in_english().page("/projects");
    assert_eq!(thai.figures(), english.figures());
    assert!(thai.words().contains("๘๖.๒๒") && english.words().contains("Projects achieved"));
}
