//! A return taken out as a workbook, filled in, and brought back through the page's own forms.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::press::typed;
use crate::support::{Answer, Browser, Who};
use crate::unit_return::{self, HERE, encoded, opened, stored};

fn taken_out(browser: &mut Browser<'_>) -> String {
    let file = browser.get(&format!("{HERE}/sheet.xlsx"));
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.header("content-disposition").starts_with("attachment;"), "{}", file.header("content-disposition"));
    file.body
}

fn bring(browser: &mut Browser<'_>, sheet: &str) -> Answer {
    let page = browser.page(HERE);
    browser.upload(&page, &encoded("/sheet"), "แบบรายงาน.xlsx", sheet.as_bytes())
}

/// What the page of a sheet that came back shows.
fn looked_at(browser: &mut Browser<'_>, sheet: &str) -> Answer {
    let answer = bring(browser, sheet);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    browser.follow(&answer)
}

fn confirmed(browser: &mut Browser<'_>, page: &Answer, choices: &[(&str, &str)]) -> Answer {
    let html = page.html().html();
    let mut actions = html.split("action=\"").filter_map(|part| part.split('"').next());
    let action = actions.find(|action| action.ends_with("/confirm")).map(str::to_owned);
    browser.submit(page, &action.expect("a confirmation"), choices)
}

/// Types one field, which is stored.
fn save(browser: &mut Browser<'_>, field: &str, text: &str) {
    let answer = unit_return::save(browser, field, text);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

#[test]
fn the_sheet_asks_for_every_field_of_the_page() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let (_, fields) = officer.page(HERE).filled(&encoded("/save"), &[]);
    let on_page: BTreeSet<String> = fields.iter().filter_map(|(name, _)| name.strip_prefix("seen:")).map(str::to_owned).collect();
    let sheet = taken_out(&mut officer);
    let in_sheet: BTreeSet<String> = sheet
        .lines()
        .skip(5)
        .filter_map(|line| line.split(',').next())
        .filter(|name| name.contains(':'))
        .map(str::to_owned)
        .collect();
    assert!(!on_page.is_empty());
    assert_eq!(on_page, in_sheet);
}

#[test]
fn what_was_filled_in_offline_is_looked_at_first_and_stored_when_it_is_confirmed() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let sheet = typed(&taken_out(&mut officer), "indicator:K01:answer", "มีผล (กรอกตัวเลข)");
    let sheet = typed(&sheet, "indicator:K01:value", "๗");
    let page = looked_at(&mut officer, &sheet);
    assert!(page.words().contains("ส่วนที่ต่างกัน") && page.words().contains("มีผล (กรอกตัวเลข)"), "{}", page.words());
    assert_eq!(stored(&mut officer, "indicator:K01:value"), "", "nothing is stored before it is confirmed");
    let answer = confirmed(&mut officer, &page, &[]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let told = officer.follow(&answer).words();
    assert!(told.contains("บันทึกจากไฟล์แล้ว 2 ช่อง"), "{told}");
    assert_eq!(stored(&mut officer, "indicator:K01:value"), "7");
    let twice = confirmed(&mut officer, &page, &[]);
    assert!(officer.follow(&twice).words().contains("ไฟล์นี้ยืนยันไปแล้ว"), "what was confirmed is kept no longer");
    let again = looked_at(&mut officer, &sheet);
    assert!(again.words().contains("ไม่มีอะไรต้องบันทึก"), "the same file again changes nothing: {}", again.words());
    let journal = site.browser(Who::Auditor).page("/journal").words();
    assert!(journal.contains("นำไฟล์กลับเข้า"), "{journal}");
}

#[test]
fn a_field_that_was_changed_in_both_places_is_decided_by_a_person_and_the_rest_stays() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let out = taken_out(&mut officer);
    save(&mut officer, "indicator:K01:source", "หนังสือ ยธ 1");
    save(&mut officer, "indicator:K01:reason", "ของผู้อื่น");
    let sheet = typed(&typed(&out, "indicator:K01:source", "รายงานประจำเดือน"), "indicator:K01:narrative", "ทำแล้ว");
    let page = looked_at(&mut officer, &sheet);
    let words = page.words();
    assert!(words.contains("หนังสือ ยธ 1") && words.contains("รายงานประจำเดือน"), "both texts are in sight: {words}");
    assert!(!words.contains("ของผู้อื่น"), "what the file left alone is no difference: {words}");
    let undecided = confirmed(&mut officer, &page, &[]);
    assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stored(&mut officer, "indicator:K01:narrative"), "", "all of it or nothing");
    let answer = confirmed(&mut officer, &undecided, &[("choose:indicator:K01:source", "file")]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    assert_eq!(stored(&mut officer, "indicator:K01:source"), "รายงานประจำเดือน");
    assert_eq!(stored(&mut officer, "indicator:K01:narrative"), "ทำแล้ว");
    assert_eq!(stored(&mut officer, "indicator:K01:reason"), "ของผู้อื่น", "what somebody else typed is not undone");
}

#[test]
fn what_was_stored_since_it_was_looked_at_is_looked_at_again() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let sheet = typed(&taken_out(&mut officer), "indicator:K01:source", "รายงานประจำเดือน");
    let page = looked_at(&mut officer, &sheet);
    save(&mut officer, "indicator:K01:source", "หนังสือ ยธ 1");
    let answer = confirmed(&mut officer, &page, &[]);
    assert!(answer.header("location").contains("/sheet/"), "{}", answer.header("location"));
    assert_eq!(stored(&mut officer, "indicator:K01:source"), "หนังสือ ยธ 1");
}

#[test]
fn wrong_cells_are_listed_and_marked_and_nothing_is_stored() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let sheet = typed(&taken_out(&mut officer), "indicator:K01:value", "ประมาณสี่");
    let sheet = typed(&sheet, "indicator:K01:source", "หนังสือ ยธ 1");
    let answer = bring(&mut officer, &sheet);
    let page = officer.get(answer.header("location"));
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = page.words();
    assert!(words.contains("ประมาณสี่") && words.contains("ช่องนี้รับเฉพาะตัวเลข") && words.contains("พิมพ์ตัวเลข"), "{words}");
    let row = sheet.lines().skip(1).position(|line| line.starts_with("indicator:K01:value,")).unwrap() + 1;
    assert!(words.contains(&format!("F{row}")), "{words}");
    let marked = officer.get(&format!("{}/marked", answer.header("location"))).body;
    assert!(marked.lines().any(|line| line.starts_with("indicator:K01:value,0,,ผิด,") && line.ends_with("ประมาณสี่")), "{marked}");
    assert!(!page.html().html().contains("/confirm\""), "what is wrong cannot be confirmed");
    let mended = typed(&marked, "indicator:K01:value", "4");
    let page = looked_at(&mut officer, &mended);
    assert_eq!(confirmed(&mut officer, &page, &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(
        (stored(&mut officer, "indicator:K01:value"), stored(&mut officer, "indicator:K01:source")),
        ("4".to_owned(), "หนังสือ ยธ 1".to_owned())
    );
}

#[test]
fn the_sheet_of_another_unit_round_or_plan_is_refused_by_name() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let out = taken_out(&mut officer);
    for (of, other, words) in [
        ("\nกนย.,", "\nพบ.,", "แบบรายงานของหน่วยงาน พบ."),
        ("\nR9,", "\nR12,", "แบบรายงานของรอบ R12"),
        ("\nLED-2566,", "\nPSDG-2565,", "แบบรายงานของแผน PSDG-2565"),
        ("phaen-return,1", "phaen-return,9", "รุ่น 9"),
        ("phaen-return,", "x,", "ไม่ใช่แบบรายงานที่ระบบออกให้"),
    ] {
        let answer = bring(&mut officer, &out.replacen(of, other, 1));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{other}");
        assert!(answer.words().contains(words), "{other}: {}", answer.words());
    }
    let answer = officer.page(HERE);
    let broken = officer.upload(&answer, &encoded("/sheet"), "ภาพ.png", b"\x89PNG");
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_sheet_whose_hidden_cells_were_changed_is_refused_with_the_way_out() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let out = taken_out(&mut officer);
    let line = |name: &str| out.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    let (first, second) = (line("indicator:K01:value,"), line("indicator:K02:value,"));
    let swapped = out.replace(&first, "x").replace(&second, &second.replacen("K02", "K01", 1));
    let swapped = swapped.replacen("\nx\n", &format!("\n{}\n", first.replacen("K01", "K02", 1)), 1);
    let seal = out.lines().find(|line| line.starts_with("LED-2566,")).unwrap().to_owned();
    for (what, changed) in [
        ("two rows point to each other's fields", swapped),
        ("a field that the return does not have", out.replacen("indicator:K01:value,", "indicator:K01:numerator,", 1)),
        ("another version", out.replacen("indicator:K01:value,0,", "indicator:K01:value,7,", 1)),
        ("another text that was stored", out.replacen("indicator:K01:value,0,,", "indicator:K01:value,0,5,", 1)),
        ("a row is gone", out.replacen(&format!("{first}\n"), "", 1)),
        ("no seal, as before there were any", out.replacen(&seal, "LED-2566,,,,,", 1)),
    ] {
        assert_ne!(changed, out, "{what}");
        let answer = bring(&mut officer, &changed);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}: {}", answer.words());
        let words = answer.words();
        let told = words.contains("ข้อมูลประจำแถวในคอลัมน์ที่ซ่อนไว้ไม่ตรงกับที่ระบบออกให้") && words.contains("คัดลอกคำตอบไปวาง");
        assert!(told, "{what}: {words}");
    }
    assert_eq!(bring(&mut officer, &out).status, StatusCode::SEE_OTHER, "as it went out it comes back");
    let journal = site.browser(Who::Auditor).page("/journal").words();
    assert!(journal.contains("สร้างรหัสลับสำหรับรับรองแบบรายงานที่ดาวน์โหลด"), "{journal}");
}

#[test]
fn whoever_goes_back_to_a_confirmed_sheet_is_led_to_the_return() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let sheet = typed(&taken_out(&mut officer), "indicator:K01:source", "หนังสือ ยธ 1");
    let address = bring(&mut officer, &sheet).header("location").to_owned();
    let page = officer.get(&address);
    assert_eq!(confirmed(&mut officer, &page, &[]).status, StatusCode::SEE_OTHER);
    for gone in [address.clone(), format!("{address}/marked")] {
        let answer = officer.get(&gone);
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, &*encoded("")), "{gone}");
        assert!(officer.follow(&answer).words().contains("ไฟล์นี้ยืนยันไปแล้ว"), "{gone}");
    }
}

#[test]
fn a_sheet_that_waits_is_nobody_elses() {
    let site = opened();
    let (mut officer, mut other) = (site.browser(Who::Officer), site.browser(Who::OtherOfficer));
    let sheet = typed(&taken_out(&mut officer), "indicator:K01:source", "หนังสือ ยธ 1");
    let waiting = bring(&mut officer, &sheet).header("location").to_owned();
    assert_eq!(other.get(&waiting).status, StatusCode::FORBIDDEN);
    assert_eq!(other.get(&format!("{HERE}/sheet.xlsx")).status, StatusCode::FORBIDDEN);
    assert_eq!(site.browser(Who::Head).get(&waiting).status, StatusCode::FORBIDDEN, "who does not fill in brings nothing back");
}
