//! Search through the page's own form.

use crate::support::{Site, Who, all};

#[test]
fn a_word_is_found_inside_unspaced_thai_and_marked() {
    let page = Site::shared().browser(Who::Viewer).page("/search?q=ไกล่เกลี่ย");
    let html = page.html();
    let marks = all(&html, "main mark");
    assert!(!marks.is_empty(), "{}", page.words());
    assert!(marks.iter().all(|mark| mark.text().collect::<String>() == "ไกล่เกลี่ย"));
    assert!(page.words().contains("รายการสำหรับ “ไกล่เกลี่ย”"));
    assert_eq!(all(&html, "#search")[0].attr("value"), Some("ไกล่เกลี่ย"), "the box keeps what was typed");
}

#[test]
fn results_are_grouped_by_what_they_are() {
    let page = Site::shared().browser(Who::Viewer).page("/search?q=กฎหมาย");
    let html = page.html();
    let heads = all(&html, "main h2").iter().map(|head| head.text().collect::<String>()).collect::<Vec<_>>();
    assert!(heads.len() >= 3 && heads[0].starts_with("ตัวชี้วัด") && heads[1].starts_with("โครงการ"), "{heads:?}");
}

#[test]
fn every_result_leads_to_a_page() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let page = browser.page("/search?q=โครงการ");
    let html = page.html();
    let link = all(&html, ".results a[href^='/projects/']")[0].attr("href").expect("an address").to_owned();
    browser.page(&link);
}

#[test]
fn a_search_without_result_says_what_to_try() {
    let mut browser = Site::shared().browser(Who::Viewer);
    assert!(browser.page("/search?q=ฮฮฮฮ").words().contains("ไม่พบ “ฮฮฮฮ” ลองใช้คำที่สั้นลง"));
    assert!(browser.page("/search").words().contains("พิมพ์คำที่ต้องการค้น"));
}

#[test]
fn what_was_typed_never_becomes_markup() {
    let page = Site::shared().browser(Who::Viewer).page("/search?q=%3Cscript%3Ealert(1)%3C/script%3E");
    assert!(!page.body.contains("<script>alert"));
}
