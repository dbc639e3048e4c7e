//! Books and their texts.

use axum::http::StatusCode;

use crate::support::{Answer, Browser, Site, Who, thai};

fn ask(browser: &mut Browser<'_>) -> (String, Answer) {
    let page = browser.page("/books");
    let answer = browser.submit(&page, "/books", &[("what", "LED-2566/1/R12")]);
    (answer.header("location").to_owned(), browser.follow(&answer))
}

#[test]
fn a_book_is_asked_for_made_and_fetched() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Viewer);
    let (address, waiting) = ask(&mut browser);
    assert!(waiting.words().contains("รอจัดทำ") && waiting.words().contains("ดูความคืบหน้าล่าสุด"));
    assert_eq!(waiting.count("#job[hx-trigger='every 1s']"), 1, "the page refreshes itself");
    assert_eq!(browser.get(&format!("{address}/file")).status, StatusCode::NOT_FOUND, "not made yet");
    assert!(site.app.work_once(false).expect("work"));
    let part = browser.part(&address);
    assert!(part.body.contains("id=\"job\"") && !part.body.contains("<html") && !part.body.contains("hx-trigger"));
    let file = browser.get(&format!("{address}/file"));
    assert_eq!(file.header("content-type"), "application/pdf");
    assert!(file.body.starts_with("%PDF-1.7 LED-2566 R12"));
    assert!(file.header("content-disposition").contains(&phaen_web::cookies::encode("เล่มรายงานผล LED-2566 R12.pdf")));
    let list = browser.page("/books");
    assert!(list.words_at("#work").contains("จัดทำเสร็จแล้ว"));
}

#[test]
fn a_book_that_fails_says_so_in_words() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let form = analyst.page("/books/texts/preface/1");
    let saved = analyst.submit(&form, "/books/texts/preface/1", &[("text", "ทำเล่มไม่ได้")]);
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    // Of a round that is not frozen: a frozen one is printed with the texts that it was frozen with.
    let page = analyst.page("/books");
    let asked = analyst.submit(&page, "/books", &[("what", "LED-2566/1/R6")]);
    assert!(site.app.work_once(false).expect("work"));
    let page = analyst.page(asked.header("location"));
    assert!(page.words().contains("จัดทำเล่มไม่สำเร็จ") && page.words().contains("สั่งจัดทำใหม่"), "{}", page.words());
    assert!(!page.words().contains("typesetting"), "no developer's words");
}

#[test]
fn a_book_that_is_not_chosen_is_asked_for_again() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let page = browser.page("/books");
    let answer = browser.submit(&page, "/books", &[("what", "")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("กรุณาเลือกแผนและรอบการรายงาน"));
}

#[test]
fn a_book_belongs_to_whoever_asked_for_it() {
    let site = Site::fresh();
    let (address, _) = ask(&mut site.browser(Who::Viewer));
    assert_eq!(site.browser(Who::Analyst).get(&address).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_section_without_text_says_that_nothing_is_given() {
    let page = Site::shared().browser(Who::Viewer).page("/books/texts");
    assert!(page.words().contains("พันธกิจ ยังไม่ระบุ"), "{}", page.words());
    assert_eq!(page.count("main a.button"), 0, "a viewer writes nothing");
}

#[test]
fn a_text_is_written_changed_and_taken_out() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let action = "/books/texts/part1.mission/1";
    let form = browser.page(action);
    let answer = browser.submit(&form, action, &[("text", "บังคับคดีให้เป็นธรรม"), ("source", "คำสั่งกรม")]);
    let list = browser.follow(&answer);
    assert!(list.words().contains("พันธกิจ บังคับคดีให้เป็นธรรม ที่มา: คำสั่งกรม"), "{}", list.words());
    let form = browser.page(action);
    let answer = browser.submit(&form, action, &[("text", "")]);
    assert!(browser.follow(&answer).words().contains("พันธกิจ ยังไม่ระบุ"));
    let history = browser.page("/journal/narrative/part1.mission");
    assert!(history.words().contains("บังคับคดีให้เป็นธรรม → เปลี่ยนเป็น"), "{}", history.words());
}

#[test]
fn a_text_that_changed_meanwhile_is_refused_and_both_are_shown() {
    let site = Site::fresh();
    let (mut first, mut second) = (site.browser(Who::Analyst), site.browser(Who::Analyst));
    let action = "/books/texts/part1.mission/1";
    let (seen_by_first, seen_by_second) = (first.page(action), second.page(action));
    let saved = first.submit(&seen_by_first, action, &[("text", "ฉบับแรก"), ("source", "คำสั่งกรม")]);
    let _ = first.follow(&saved);
    let mine = [("text", "ฉบับของฉัน"), ("source", "มติคณะทำงาน")];
    let stale = second.submit(&seen_by_second, action, &mine);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(stale.words_at("#yours"), "ฉบับของฉัน (มติคณะทำงาน)");
    assert_eq!(stale.words_at("#theirs"), "ฉบับแรก (คำสั่งกรม)");
    let (_, fields) = stale.filled(action, &[]);
    for (name, typed) in mine {
        assert!(fields.contains(&(name.to_owned(), typed.to_owned())), "{name} is kept in {fields:?}");
    }
    assert!(first.page("/books/texts").words().contains("ฉบับแรก"), "nothing was overwritten");
    let again = second.submit(&stale, action, &[]);
    assert!(second.follow(&again).words().contains("ฉบับของฉัน ที่มา: มติคณะทำงาน"), "sent knowingly, it is stored");
}

#[test]
fn a_text_taken_out_meanwhile_is_not_written_again_unseen() {
    let site = Site::fresh();
    let (mut first, mut second) = (site.browser(Who::Analyst), site.browser(Who::Analyst));
    let action = "/books/texts/part1.mission/1";
    let empty = first.page(action);
    let _ = first.submit(&empty, action, &[("text", "ฉบับแรก")]);
    let (seen_by_first, seen_by_second) = (first.page(action), second.page(action));
    let _ = first.submit(&seen_by_first, action, &[("text", "")]);
    let stale = second.submit(&seen_by_second, action, &[("text", "ฉบับของฉัน")]);
    assert_eq!((stale.status, stale.words_at("#theirs")), (StatusCode::CONFLICT, thai().books_text_taken_out().to_owned()));
    let rewritten = first.page(action);
    let _ = first.submit(&rewritten, action, &[("text", "ฉบับใหม่")]);
    let again = second.submit(&stale, action, &[]);
    assert_eq!((again.status, again.words_at("#theirs")), (StatusCode::CONFLICT, "ฉบับใหม่".to_owned()));
}

#[test]
fn a_text_too_long_comes_back_as_typed() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let form = browser.page("/books/texts/preface/1");
    let long = "ก".repeat(30_001);
    let answer = browser.submit(&form, "/books/texts/preface/1", &[("text", &long)]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(&long));
}
