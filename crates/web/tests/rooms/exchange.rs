//! Workbooks out and in, through the pages' own forms.

use axum::http::StatusCode;
use phaen_domain::access::Role;

use crate::support::{Answer, Browser, Site, Who, actor, all};

fn upload(browser: &mut Browser<'_>, text: &str) -> Answer {
    let page = browser.page("/exchange");
    let answer = browser.upload(&page, "/exchange/uploads", "แผน ๒๕๖๖.xlsx", text.as_bytes());
    browser.follow(&answer)
}

#[test]
fn files_leave_with_their_kind_and_a_thai_name() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    for (path, kind, name) in [
        ("/exchange/template", xlsx, "แบบสมุดงานแผน.xlsx"),
        ("/exchange/workbook?plan=LED-2566&edition=1", xlsx, "สมุดงานแผน LED-2566 ฉบับที่ 1.xlsx"),
        ("/exchange/workbook?format=csv", "application/zip", "สมุดงานแผน LED-2566 ฉบับที่ 1.zip"),
        ("/exchange/scorecard?round=R12", xlsx, "ตารางคะแนน LED-2566 R12.xlsx"),
    ] {
        let answer = browser.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, kind), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let disposition = answer.header("content-disposition");
        let encoded = phaen_web::cookies::encode(name);
        assert!(disposition.starts_with("attachment; ") && disposition.ends_with(&format!("filename*=UTF-8''{encoded}")));
    }
}

#[test]
fn an_export_that_comes_back_unchanged_changes_nothing() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let workbook = browser.get("/exchange/workbook").body;
    let preview = upload(&mut browser, &workbook);
    assert!(preview.words().contains("ไม่มีอะไรต้องเปลี่ยน"), "{}", preview.words());
    assert_eq!(preview.count("main form"), 0, "there is nothing to confirm");
}

#[test]
fn a_change_is_shown_before_it_is_stored_and_stored_when_confirmed() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let workbook = browser.get("/exchange/workbook").body;
    let changed = workbook.replacen("กองพัฒนาระบบการบังคับคดี", "กองพัฒนาระบบบังคับคดี", 1);
    let preview = upload(&mut browser, &changed);
    assert!(preview.words().contains("เพิ่ม 0 แถว แก้ไข 1 แถว ลบ 0 แถว"), "{}", preview.words());
    let words = "กองพัฒนาระบบการบังคับคดี → เปลี่ยนเป็น กองพัฒนาระบบบังคับคดี";
    assert!(preview.words().contains(words), "{}", preview.words());
    assert!(!browser.page("/units").words().contains("กองพัฒนาระบบบังคับคดี"), "nothing is stored yet");
    let answer = browser.submit(&preview, "/exchange/uploads", &[]);
    let after = browser.follow(&answer);
    assert_eq!(answer.header("location"), "/plan?plan=LED-2566&edition=1");
    assert!(after.words().contains("นำเข้าและบันทึกแล้ว: แผน"), "{}", after.words());
    assert!(after.words().contains("ฉบับที่ 1 (ประกาศใช้)"), "which edition was stored: {}", after.words());
    let (confirmed, _) = preview.filled("/exchange/uploads", &[]);
    let back = browser.get(confirmed.trim_end_matches("/confirm"));
    assert!(browser.follow(&back).words().contains("ไฟล์นี้ยืนยันไปแล้ว"), "coming back to it is no refusal");
    let twice = browser.submit(&preview, "/exchange/uploads", &[]);
    assert!(browser.follow(&twice).words().contains("ไฟล์นี้ยืนยันไปแล้ว"), "what was confirmed is kept no longer");
    assert!(browser.page("/units").words().contains("กองพัฒนาระบบบังคับคดี"));
    let journal = browser.page("/journal/unit/พบ.");
    assert!(journal.words().contains("แก้ข้อมูลตามสมุดงานของหน่วยงาน"), "{}", journal.words());
}

#[test]
fn a_changed_text_is_previewed_as_stored_and_where_it_differs() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let workbook = browser.get("/exchange/workbook").body;
    let digits = workbook.replacen("แผนปฏิบัติราชการรายปี (พ.ศ. 2566)", "แผนปฏิบัติราชการรายปี (พ.ศ. ๒๕๖๖)", 1);
    let ending = digits.replacen("จึงลงวันแรกของปีงบประมาณไว้แทน", "จึงลงวันแรกของปีงบประมาณไว้ก่อน", 1);
    let spaces = ending.replacen("กองพัฒนาระบบการบังคับคดี", "กองพัฒนาระบบ การบังคับคดี", 1);
    let shown = upload(&mut browser, &spaces).words();
    assert!(shown.contains("(พ.ศ. 2566) ของ") && shown.contains("(พ.ศ. ๒๕๖๖) ของ"), "{shown}");
    assert!(shown.contains("ของปีงบประมาณไว้แทน") && shown.contains("ของปีงบประมาณไว้ก่อน"), "{shown}");
    assert!(shown.contains("กองพัฒนาระบบ␣การบังคับคดี"), "{shown}");
}

#[test]
fn an_english_reader_reads_columns_sheets_choices_and_parts_of_the_book_in_english() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst).in_english();
    let workbook = browser.get("/exchange/workbook").body;
    let changed = workbook.replacen("\nK01,,,1,", "\nK01,,,2,", 1);
    assert_ne!(changed, workbook);
    let preview = upload(&mut browser, &changed);
    let html = preview.html();
    let columns = all(&html, ".changes dt").iter().map(|column| column.text().collect::<String>()).collect::<Vec<_>>();
    assert_eq!(columns, ["Edition", "State of the edition", "Announced on", "Target"], "{}", preview.words());
    assert!(all(&html, "caption").iter().any(|caption| caption.text().collect::<String>() == "Targets"));
    let wrong = upload(&mut browser, &workbook.replacen("\nK01,,,1,", "\nK01,,,หนึ่ง,", 1));
    assert!(wrong.words_at("table tbody tr").contains("Target"), "{}", wrong.words());
    let texts = browser.page("/books/texts");
    let html = texts.html();
    let titles = all(&html, "main section h2").iter().map(|title| title.text().collect::<String>()).collect::<Vec<_>>();
    assert!(titles.contains(&"Executive summary".to_owned()) && titles.iter().all(|title| !has_thai(title)), "{titles:?}");
}

fn has_thai(text: &str) -> bool {
    text.chars().any(|c| ('\u{e01}'..='\u{e5b}').contains(&c))
}

#[test]
fn a_change_of_an_announced_plan_leads_to_a_draft_and_says_so() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let workbook = browser.get("/exchange/workbook").body;
    let changed = workbook.replacen("\nK01,,,1,", "\nK01,,,2,", 1);
    assert_ne!(changed, workbook, "the target of K01 is there");
    let preview = upload(&mut browser, &changed);
    assert!(preview.words().contains("จะบันทึกเป็นร่างฉบับที่ 2"), "{}", preview.words());
    let answer = browser.submit(&preview, "/exchange/uploads", &[]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let plans = site.app.plans(&actor(Role::Viewer)).expect("plans");
    let plan = plans.iter().find(|listing| listing.plan.code.as_str() == "LED-2566").expect("the plan");
    assert_eq!(plan.editions.len(), 2);
}

#[test]
fn a_preview_that_is_out_of_date_stores_nothing_and_says_so() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let workbook = browser.get("/exchange/workbook").body;
    let preview = upload(&mut browser, &workbook.replacen("กองพัฒนาระบบการบังคับคดี", "กองใหม่", 1));
    let narrative = browser.page("/books/texts/preface/1");
    let _ = browser.submit(&narrative, "/books/texts/preface/1", &[("text", "คำนำ")]);
    let answer = browser.submit(&preview, "/exchange/uploads", &[]);
    let after = browser.follow(&answer);
    assert!(after.words().contains("มีการบันทึกอื่นเข้ามา"), "{}", after.words());
    assert!(!browser.page("/units").words().contains("กองใหม่"));
}

#[test]
fn every_problem_is_named_with_cell_rule_and_remedy_and_can_be_taken_away() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let workbook = browser.get("/exchange/workbook").body;
    let page = upload(&mut browser, &workbook.replace("400000.00", "สี่แสน"));
    assert!(page.words().contains("ยังไม่มีการบันทึกข้อมูล"), "{}", page.words());
    assert!(page.words().contains("สี่แสน"));
    assert!(page.count("tbody tr") >= 1);
    let html = page.html();
    let marked = all(&html, "a[href$='/marked']")[0].attr("href").expect("an address").to_owned();
    let file = browser.get(&marked);
    assert!(file.body.contains("สี่แสน"));
    assert!(file.header("content-disposition").contains(&phaen_web::cookies::encode("แผน ๒๕๖๖ (ทำเครื่องหมาย")));
}

#[test]
fn long_lists_of_problems_are_read_page_by_page() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let workbook = browser.get("/exchange/workbook").body;
    let (before, rest) = workbook.split_once("== observations\n").expect("the sheet");
    let rows = (0..1_500).map(|n| format!("project,N{n},,,R9,มาก,,,,,,,\n")).collect::<String>();
    let (head, rest) = rest.split_once('\n').expect("a header");
    let page = upload(&mut browser, &format!("{before}== observations\n{head}\n{rows}{rest}"));
    assert_eq!(page.count(".card:last-child tbody tr"), 100);
    assert!(page.words().contains("รายการที่ 1–100 จาก 1,000"), "{}", page.words());
    assert!(page.words().contains("ที่เหลือนับรวมตามแผ่นงานและหลักเกณฑ์"));
    let html = page.html();
    let next = all(&html, "a[rel=next]")[0].attr("href").expect("an address").to_owned();
    assert!(browser.page(&next).words().contains("รายการที่ 101–200 จาก 1,000"));
}

#[test]
fn a_file_that_is_no_workbook_is_refused_beside_its_field() {
    let mut browser = Site::shared().browser(Who::Analyst);
    let page = browser.page("/exchange");
    let answer = browser.upload(&page, "/exchange/uploads", "ภาพ.png", b"\x89PNG");
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words_at(".field.wrong").contains("ไม่ใช่สมุดงาน"));
    let nothing = browser.upload(&page, "/exchange/uploads", "", b"");
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.words().contains("กรุณาเลือกไฟล์สมุดงาน"));
}

#[test]
fn a_file_over_the_limit_is_refused_with_the_limit_named() {
    let mut browser = Site::shared().browser(Who::Analyst);
    let page = browser.page("/exchange");
    let answer = browser.upload(&page, "/exchange/uploads", "ใหญ่.xlsx", &vec![b'a'; 21 * 1024 * 1024]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("ไฟล์ใหญ่เกิน 20 เมกะไบต์"), "{}", answer.words());
}

#[test]
fn a_file_of_several_megabytes_is_taken() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Analyst);
    let workbook = browser.get("/exchange/workbook").body + &"\n".repeat(3 * 1024 * 1024);
    assert!(upload(&mut browser, &workbook).words().contains("ไม่มีอะไรต้องเปลี่ยน"));
}

#[test]
fn a_viewer_takes_out_and_is_told_who_brings_in() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let page = browser.page("/exchange");
    assert!(page.words().contains("ผู้ที่นำเข้าสมุดงานได้คือนักวิเคราะห์"));
    assert_eq!(page.count("main form"), 0);
}

#[test]
fn an_upload_is_nobody_elses() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let workbook = analyst.get("/exchange/workbook").body;
    let page = analyst.page("/exchange");
    let answer = analyst.upload(&page, "/exchange/uploads", "a.xlsx", workbook.as_bytes());
    let location = answer.header("location").to_owned();
    assert_eq!(site.browser(Who::Viewer).get(&location).status, StatusCode::FORBIDDEN);
}
