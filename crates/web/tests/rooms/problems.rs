//! What units report about problems, as everybody reads it once it is verified.

use axum::http::StatusCode;

use crate::returns::{fill_in, press};
use crate::support::Who;
use crate::unit_return::{opened, save};

#[test]
fn a_verified_problem_stands_with_its_unit_on_the_pages_of_what_it_is_about_at_its_round() {
    let site = opened();
    let (mut officer, mut head, mut analyst) = (site.browser(Who::Officer), site.browser(Who::Head), site.browser(Who::Analyst));
    assert_eq!(fill_in(&mut officer, "4").status, StatusCode::SEE_OTHER);
    for (field, text) in [
        ("indicator:K01:problem_category", "law"),
        ("indicator:K01:problem", "กฎหมายแม่บทยังไม่ใช้บังคับ"),
        ("indicator:K01:next_plan", "- เสนอคณะรัฐมนตรี\n- <b>ประกาศ</b>"),
        ("project:P24:problem", "ผู้รับจ้างทิ้งงาน"),
    ] {
        assert_eq!(save(&mut officer, field, text).status, StatusCode::OK, "{field}");
    }
    for button in ["/propose", "/endorse", "/submit"] {
        let who = if button == "/endorse" { &mut head } else { &mut officer };
        assert_eq!(press(who, button, &[]).status, StatusCode::SEE_OTHER, "{button}");
    }
    let mut viewer = site.browser(Who::Viewer);
    let (of_indicator, of_project) = ("/indicators/K01?round=R9", "/projects/P24?round=R9");
    let said = |words: &str| words.contains("กฎหมายแม่บทยังไม่ใช้บังคับ");
    assert!(!said(&viewer.page(of_indicator).words()), "what is not verified is not shown");
    assert_eq!(press(&mut analyst, "/verify", &[]).status, StatusCode::SEE_OTHER);
    let page = viewer.page(of_indicator);
    let words = page.words();
    assert!(said(&words) && words.contains("กฎหมายและระเบียบ") && words.contains("<b>ประกาศ</b>"), "{words}");
    assert!(words.contains("กองนโยบายและแผน · กฎหมายและระเบียบ"), "who says so stands beside it: {words}");
    assert!(viewer.page(of_project).words().contains("ผู้รับจ้างทิ้งงาน"));
    assert!(!said(&viewer.page("/indicators/K01?round=R12").words()), "it is of its round alone");
    let comment = [("field", "indicator:K01:value"), ("comment", "ขอแก้ไข")];
    assert_eq!(press(&mut analyst, "/send-back", &comment).status, StatusCode::SEE_OTHER);
    assert!(!said(&viewer.page(of_indicator).words()), "what is no longer verified is no longer shown");
}
