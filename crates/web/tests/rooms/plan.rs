//! Editions and tree of a plan; amending one that is in force; two editions side by side.

use axum::http::StatusCode;

use crate::support::{Browser, Site, Who, all, thai};

/// Makes a draft edition the way a person does.
pub(crate) fn amend(analyst: &mut Browser<'_>) {
    let page = analyst.page("/plan");
    let answer = analyst.submit(&page, "/plan/amend", &[("reason", "มติคณะกรรมการ ครั้งที่ 1/2566")]);
    assert_eq!(answer.header("location"), "/plan?plan=LED-2566&edition=2");
    let page = analyst.follow(&answer);
    assert!(page.words().contains(&thai().plan_amended("2")));
}

#[test]
fn names_and_their_years_follow_the_digits_that_the_reader_chose() {
    for (path, name) in [
        ("/plan", "แผนปฏิบัติราชการรายปี (พ.ศ. ๒๕๖๖)"),
        ("/explain/plan/percent", "แผนปฏิบัติราชการรายปี (พ.ศ. ๒๕๖๖)"),
        ("/indicators/V1/sheet", "แผนปฏิบัติราชการรายปี (พ.ศ. ๒๕๖๖)"),
        ("/indicators/K01/sheet", "เกณฑ์คะแนน ๕ ระดับ"),
        ("/?plan=PSDG-2565", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๕"),
    ] {
        let page = Site::shared().browser(Who::Viewer).with_thai_digits().page(path).words();
        let arabic = phaen_web::display::arabic_digits(name).into_owned();
        assert!(page.contains(name) && !page.contains(&arabic), "{path}: {page}");
    }
}

#[test]
fn what_people_report_keeps_the_digits_that_they_typed() {
    for path in ["/indicators/K08", "/projects/P07"] {
        let page = Site::shared().browser(Who::Viewer).with_thai_digits().page(path);
        assert!(page.words_at(".as-typed").contains(|digit: char| digit.is_ascii_digit()), "{path}: {}", page.words());
    }
}

#[test]
fn the_tree_bears_the_agency_s_own_names_and_totals() {
    let page = Site::shared().browser(Who::Viewer).page("/plan");
    let html = page.html();
    let branches = all(&html, ".tree > li");
    assert_eq!(branches.len(), 6);
    let words = |place: usize| branches[place].text().collect::<Vec<_>>().join(" ");
    assert!(words(0).contains("วิสัยทัศน์") && words(0).contains(thai().plan_not_counted()));
    assert!(words(3).contains("เรื่อง") && words(3).contains("63.73") && words(3).contains(&thai().plan_count_indicators("3")));
    assert_eq!(page.figure("node:ISSUE-2/percent"), "63.73");
    let division = Site::shared().browser(Who::Viewer).page("/plan?plan=PSDG-2565");
    assert!(division.words().contains("ประเภทตัวชี้วัด") && division.words().contains("ร่าง"));
}

#[test]
fn only_an_analyst_is_offered_an_amendment() {
    let site = Site::shared();
    assert_eq!(site.browser(Who::Analyst).page("/plan").count("form[action^='/plan/amend']"), 1);
    for who in [Who::Viewer, Who::Administrator] {
        assert_eq!(site.browser(who).page("/plan").count("form[action^='/plan/amend']"), 0, "{who:?}");
    }
    // A plan that is a draft already needs none.
    assert_eq!(site.browser(Who::Analyst).page("/plan?plan=PSDG-2565").count("form[action^='/plan/amend']"), 0);
}

#[test]
fn an_amendment_needs_a_reason_and_there_is_one_draft_at_a_time() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let page = analyst.page("/plan");
    let refused = analyst.submit(&page, "/plan/amend", &[("reason", "  ")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.words_at("#reason-error").contains("เหตุผล"));
    amend(&mut analyst);
    let again = analyst.submit(&page, "/plan/amend", &[("reason", "อีกครั้ง")]);
    assert_eq!((again.status, again.words_at("h1").as_str()), (StatusCode::CONFLICT, thai().held_draft_title()));
    assert!(again.words().contains("ร่าง"));
    let shown = analyst.page("/plan");
    assert!(shown.words().contains(thai().plan_open_draft()));
    assert!(shown.words().contains("ประกาศใช้"), "the edition in force stays the one that is shown");
}

#[test]
fn two_editions_show_their_targets_side_by_side() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    amend(&mut analyst);
    let equal = analyst.page("/plan/compare?plan=LED-2566");
    assert!(equal.words().contains(thai().plan_compare_same()));
    let form = analyst.page("/indicators/K11/target?plan=LED-2566&edition=2");
    let saved = analyst.submit(&form, "/indicators/K11/target", &[("value", "๗๖.๔๙"), ("reason", "ปรับตามฐานข้อมูลใหม่")]);
    let _ = analyst.follow(&saved);
    let compared = analyst.page("/plan/compare?plan=LED-2566");
    assert_eq!(compared.count("tbody tr"), 1);
    let words = compared.words_at("tbody tr");
    assert!(words.contains("80") && words.contains("76.49") && words.contains(thai().plan_compare_differs()), "{words}");
    assert_eq!(compared.words_at("tfoot tr"), format!("{} 93.60 94.12", thai().overview_plan_success()));
    assert_eq!(analyst.page("/plan/compare?plan=LED-2566&all=yes").count("tbody tr"), 22);
}
