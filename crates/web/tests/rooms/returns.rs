//! A unit's return through its own forms: filled in, proposed, endorsed, submitted, sent back, mended, verified.

use axum::http::StatusCode;
use phaen_app::rounds::Order;
use phaen_domain::access::Role;
use phaen_domain::id::{PlanCode, RoundCode};

use crate::doubles::actor;
use crate::support::{self, Answer, Browser, Site, Who, all};
use crate::unit_return::{HERE, encoded, opened, save, stored, type_in};

pub(crate) fn press(browser: &mut Browser<'_>, button: &str, values: &[(&str, &str)]) -> Answer {
    let page = browser.page(HERE);
    browser.submit(&page, &encoded(button), values)
}

/// Answers every item with no data, but the first with a figure.
pub(crate) fn fill_in(browser: &mut Browser<'_>, figure: &str) -> Answer {
    let page = browser.page(HERE);
    let (action, fields) = page.filled(&encoded("/save"), &[]);
    let mut fields: Vec<(String, String)> =
        fields.into_iter().filter(|(name, _)| name.starts_with("seen:") || !name.ends_with(":answer")).collect();
    let answers: Vec<String> = fields
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("seen:"))
        .filter(|name| name.ends_with(":answer"))
        .map(str::to_owned)
        .collect();
    fields.extend(answers.into_iter().map(|name| {
        let answer = if name == "indicator:K01:answer" { "figure" } else { "no_data" };
        (name, answer.to_owned())
    }));
    fields.retain(|(name, _)| name != "indicator:K01:value" && name != "indicator:K01:source");
    fields.push(("indicator:K01:value".to_owned(), figure.to_owned()));
    fields.push(("indicator:K01:source".to_owned(), "หนังสือ ยธ 1/2566".to_owned()));
    browser.post(&action, &fields)
}

/// Proposes what is not whole: the officer comes back to the return and is told there how much is left.
fn held(officer: &mut Browser<'_>) -> String {
    let answer = press(officer, "/propose", &[]);
    assert!(answer.header("location").contains("?left#"), "{}", answer.header("location"));
    officer.follow(&answer).words()
}

#[test]
fn a_step_that_something_holds_up_leads_back_to_the_first_item_that_is_left() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let answer = press(&mut officer, "/propose", &[]);
    let page = officer.follow(&answer);
    let first = all(&page.html(), ".return > .item")[0].attr("id").unwrap().to_owned();
    assert!(answer.header("location").ends_with(&format!("?left#{first}")), "{}", answer.header("location"));
    let items = page.count(".return > .item") - 1;
    assert!(page.words_at(".notice.refusal").contains(&format!("ยังมี {items} รายการที่ต้องตอบหรือชี้แจง")), "{}", page.words());
    assert_eq!(page.count("details.contents[open]"), 1);
    assert_eq!(fill_in(&mut officer, "4").status, StatusCode::SEE_OTHER);
    assert_eq!(save(&mut officer, "indicator:K02:answer", "").status, StatusCode::OK);
    let answer = press(&mut officer, "/propose", &[]);
    assert!(answer.header("location").ends_with("?left#indicator-K02"), "{}", answer.header("location"));
    assert!(officer.follow(&answer).words().contains("ยังมี 1 รายการ"));
}

#[test]
fn a_return_goes_its_way_through_its_own_buttons() {
    let site = opened();
    let (mut officer, mut head, mut analyst) = (site.browser(Who::Officer), site.browser(Who::Head), site.browser(Who::Analyst));
    assert!(officer.page("/returns").words().contains("กองนโยบายและแผน"));
    assert!(held(&mut officer).contains("ยังเสนอไม่ได้"), "a return with holes is not handed on");
    assert_eq!(fill_in(&mut officer, "๔").status, StatusCode::SEE_OTHER);
    assert_eq!(press(&mut officer, "/propose", &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(press(&mut head, "/endorse", &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(press(&mut officer, "/submit", &[]).status, StatusCode::SEE_OTHER);
    let comment = [("field", "indicator:K01:value"), ("comment", "ขอหลักฐานเพิ่ม")];
    assert_eq!(press(&mut analyst, "/send-back", &comment).status, StatusCode::SEE_OTHER);
    let page = officer.page(HERE);
    assert!(page.words().contains("ขอหลักฐานเพิ่ม"));
    let held = press(&mut officer, "/propose", &[]);
    assert!(held.header("location").ends_with("?left#indicator-K01"), "a comment is answered first: {}", held.header("location"));
    let comment = all(&page.html(), "button[name=comment]")[0].attr("value").unwrap().to_owned();
    let key = stored(&mut officer, "form_key");
    let fields = [("form_key", key), ("comment", comment)].map(|(name, text)| (name.to_owned(), text));
    let settled = officer.post(&format!("{HERE}/settle"), &fields);
    assert!(settled.header("location").ends_with("#indicator-K01"), "back to the item: {}", settled.header("location"));
    assert_eq!(fill_in(&mut officer, "5").status, StatusCode::SEE_OTHER);
    for (browser, button) in [(&mut officer, "/propose"), (&mut head, "/endorse")] {
        assert_eq!(press(browser, button, &[]).status, StatusCode::SEE_OTHER, "{button}");
    }
    assert_eq!(press(&mut officer, "/submit", &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(press(&mut analyst, "/verify", &[]).status, StatusCode::SEE_OTHER);
    let counted = analyst.page("/indicators/K01?round=R9");
    assert_eq!(counted.figure("indicator:K01/actual"), "5", "a verified figure counts at once");
    assert!(officer.page(HERE).words().contains("ส่งครั้งที่ 2"));
    both_versions_are_read(&site, &mut officer);
}

/// What was submitted first and second, each with the field that was mended in between.
fn both_versions_are_read(site: &Site, officer: &mut Browser<'_>) {
    let second = officer.page(&format!("{HERE}/versions/2"));
    assert_eq!(second.count(".tag.warning"), 1, "the one field that was mended: {}", second.words());
    assert_eq!(second.words_at(".version dt:has(.tag) + dd"), "5 ฉบับก่อน: 4");
    let first = officer.page(&format!("{HERE}/versions/1"));
    assert_eq!(first.words_at(".version dt:has(.tag) + dd"), "4 ขณะนี้: 5");
    for (who, status) in
        [(Who::Auditor, StatusCode::OK), (Who::OtherOfficer, StatusCode::FORBIDDEN), (Who::Viewer, StatusCode::FORBIDDEN)]
    {
        assert_eq!(site.browser(who).get(&format!("{HERE}/versions/1")).status, status, "{who:?}");
    }
    assert_eq!(officer.get(&format!("{HERE}/versions/3")).status, StatusCode::NOT_FOUND);
}

#[test]
fn several_comments_go_back_at_once_and_empty_rows_are_left_out() {
    let site = opened();
    let (mut officer, mut head, mut analyst) = (site.browser(Who::Officer), site.browser(Who::Head), site.browser(Who::Analyst));
    assert_eq!(fill_in(&mut officer, "4").status, StatusCode::SEE_OTHER);
    for (browser, button) in [(&mut officer, "/propose"), (&mut head, "/endorse")] {
        assert_eq!(press(browser, button, &[]).status, StatusCode::SEE_OTHER, "{button}");
    }
    assert_eq!(press(&mut officer, "/submit", &[]).status, StatusCode::SEE_OTHER);
    let page = analyst.page(HERE);
    assert!(page.count("#about-1 optgroup") > 5 && page.count("select[name=field]") == 3);
    let (action, fields) = page.filled(&encoded("/send-back"), &[]);
    let told = analyst.post(&action, &fields);
    let told = analyst.follow(&told).words();
    assert!(told.contains("กรุณาเขียนว่าต้องแก้ไขอะไร") && told.contains("รอตรวจรับ"), "{told}");
    let mut rows: Vec<(String, String)> = fields.into_iter().filter(|(name, _)| name != "field" && name != "comment").collect();
    for (field, text) in [("indicator:K01:value", "ขอหลักฐาน"), ("indicator:K02:value", " "), ("", "ขอภาพรวม")]
    {
        rows.push(("field".to_owned(), field.to_owned()));
        rows.push(("comment".to_owned(), text.to_owned()));
    }
    assert_eq!(analyst.post(&action, &rows).status, StatusCode::SEE_OTHER);
    let page = officer.page(HERE);
    assert!(page.words_at("#indicator-K01").contains("ขอหลักฐาน") && page.words().contains("ขอภาพรวม"), "{}", page.words());
    let key = phaen_app::returns::key_of("LED-2566", "R9", "กนย.").unwrap();
    let comments = site.app.unit_return(&actor(Role::Auditor), &key).unwrap().comments;
    assert_eq!(comments.len(), 2, "the empty row is no comment");
}

#[test]
fn who_reads_english_is_told_english_names_where_there_are_any() {
    let site = opened();
    let mut officer = site.browser(Who::Officer).in_english();
    for path in [HERE, "/returns"] {
        let words = officer.page(path).words();
        assert!(words.contains("9 months") && !words.contains("รอบ 9 เดือน"), "{path}: {words}");
    }
}

#[test]
fn a_field_that_cannot_be_stored_is_shown_with_what_was_typed_and_all_others_are_kept() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let answer = fill_in(&mut officer, "ประมาณสี่");
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("ต้องเป็นตัวเลข"), "{}", answer.words());
    assert!(answer.html().html().contains("ประมาณสี่"));
    assert!(officer.page(HERE).html().html().contains("หนังสือ ยธ 1/2566"));
}

#[test]
fn a_field_stores_itself_and_tells_what_somebody_else_typed() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let mut type_in = |text: &str, seen: &str| type_in(&mut officer, "indicator:K01:narrative", text, seen);
    assert_eq!(type_in("ครั้งแรก", "0").status, StatusCode::OK);
    let refused = type_in("อีกหน้าต่างหนึ่ง", "0");
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("ครั้งแรก"));
}

#[test]
fn a_return_that_is_not_frozen_is_for_its_unit_and_for_those_who_oversee() {
    let site = opened();
    for (who, status) in [
        (Who::Officer, StatusCode::OK),
        (Who::Head, StatusCode::OK),
        (Who::Analyst, StatusCode::OK),
        (Who::Auditor, StatusCode::OK),
        (Who::OtherOfficer, StatusCode::FORBIDDEN),
        (Who::Viewer, StatusCode::FORBIDDEN),
        (Who::Administrator, StatusCode::FORBIDDEN),
    ] {
        assert_eq!(site.browser(who).get(HERE).status, status, "{who:?}");
    }
}

#[test]
fn a_finding_stands_beside_its_field_and_is_explained_there() {
    let site = opened();
    let (mut officer, mut analyst) = (site.browser(Who::Officer), site.browser(Who::Analyst));
    assert_eq!(fill_in(&mut officer, "4").status, StatusCode::SEE_OTHER);
    let page = officer.page(HERE);
    let (action, mut fields) = page.filled(&encoded("/save"), &[]);
    fields.retain(|(name, _)| name != "indicator:K01:narrative");
    fields.push(("indicator:K01:narrative".to_owned(), "แก้ไขกฎหมาย 9 ฉบับ".to_owned()));
    assert_eq!(officer.post(&action, &fields).status, StatusCode::SEE_OTHER);
    let said = officer.page(HERE).words();
    assert!(said.contains("ช่องผลเป็น 4 แต่ข้อความเขียน 9"), "{said}");
    assert!(held(&mut officer).contains("ยังมี 1 รายการที่ต้องตอบหรือชี้แจง"));
    let name = "narrative_contradicts|indicator:K01:value|4 | 9";
    let key = stored(&mut officer, "form_key");
    let explain = format!("explain:{name}");
    let explained = [("form_key", key.as_str()), ("finding", name), (&explain, "นับเฉพาะฉบับที่ประกาศแล้ว")];
    let fields = explained.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let answer = officer.post(&format!("{HERE}/explain"), &fields);
    assert!(answer.header("location").ends_with("#indicator-K01"), "back to the item: {}", answer.header("location"));
    assert!(officer.follow(&answer).words().contains("บันทึกคำชี้แจงแล้ว"));
    assert!(analyst.page(HERE).words().contains("นับเฉพาะฉบับที่ประกาศแล้ว"), "the verifier reads it as well");
    let page = officer.page(HERE);
    let finding = page.words_at("#indicator-K01 .findings .notice.success");
    assert!(finding.starts_with("ชี้แจงแล้ว ช่องผลเป็น 4") && !finding.contains("K01"), "{finding}");
    assert!(
        page.words_at("#indicator-K01 .findings details textarea").contains("นับเฉพาะฉบับที่ประกาศแล้ว"),
        "changed, not typed anew"
    );
    assert_eq!(press(&mut officer, "/propose", &[]).status, StatusCode::SEE_OTHER);
}

#[test]
fn what_the_checks_find_is_answered_as_soon_as_a_field_is_stored_and_goes_when_it_is_mended() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    assert_eq!(fill_in(&mut officer, "4").status, StatusCode::SEE_OTHER);
    let found = |answer: &Answer| answer.body.contains("ช่องผลเป็น 4 แต่ข้อความเขียน 9") && answer.body.contains("ต้องชี้แจง");
    let answer = save(&mut officer, "indicator:K01:narrative", "แก้ไขกฎหมาย **9** ฉบับ");
    assert!(found(&answer), "marks do not hide a figure: {}", answer.body);
    assert!(answer.body.contains("<strong>9</strong>"), "the text as it is read: {}", answer.body);
    let mended = save(&mut officer, "indicator:K01:narrative", "แก้ไขกฎหมาย 4 ฉบับ");
    assert!(mended.status == StatusCode::OK && !found(&mended), "{}", mended.body);
}

#[test]
fn a_field_that_stored_itself_tells_where_its_item_and_the_return_stand_now() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    assert_eq!(fill_in(&mut officer, "4").status, StatusCode::SEE_OTHER);
    let all = officer.page(HERE).count(".return > .item") - 1;
    let told = |answer: &Answer| serde_json::from_str::<serde_json::Value>(&answer.body).unwrap();
    let emptied = told(&save(&mut officer, "indicator:K02:answer", ""));
    let item = &emptied["items"]["indicator-K02"];
    assert!(item["missing"].as_str().unwrap().contains("ยังไม่ได้ตอบ กรุณาเลือกคำตอบของรายการนี้"), "{item}");
    assert!(item["tag"].as_str().unwrap().contains("ยังไม่ครบ") && item["done"] == "", "{item}");
    assert_eq!(emptied["done"], format!("ตอบแล้ว {} จาก {all} รายการ", all - 1));
    let answered = told(&save(&mut officer, "indicator:K02:answer", "no_data"));
    let item = &answered["items"]["indicator-K02"];
    assert!(item["missing"] == "" && item["tag"].as_str().unwrap().contains("ครบแล้ว"), "{item}");
    assert_eq!(answered["done"], format!("ตอบแล้ว {all} จาก {all} รายการ"));
    assert!(answered["says"].as_str().unwrap().starts_with("บันทึกแล้ว ") && answered["says"].as_str().unwrap().ends_with(" น."));
    let found = told(&save(&mut officer, "indicator:K01:narrative", "แก้ไขกฎหมาย 9 ฉบับ"));
    assert!(found["counted"].as_str().unwrap().contains("ต้องชี้แจง 1 · ชี้แจงแล้ว 0"), "{}", found["counted"]);
    assert!(found["items"]["indicator-K01"]["tag"].as_str().unwrap().contains("ยังไม่ครบ"), "a finding holds it up");
}

#[test]
fn what_is_written_with_marks_is_read_as_lists_and_tables_and_nothing_of_it_becomes_markup() {
    let site = opened();
    let (mut officer, mut analyst) = (site.browser(Who::Officer), site.browser(Who::Analyst));
    let text = "- **ร่าง**กฎหมาย\n- <script>alert(1)</script>\n\n| เรื่อง | จำนวน |\n|---|---|\n| ก | 4 |";
    assert_eq!(save(&mut officer, "indicator:K01:narrative", text).status, StatusCode::OK);
    let page = analyst.page(HERE);
    assert_eq!(page.words_at("#indicator-K01 .rich li strong"), "ร่าง");
    assert_eq!((page.count("#indicator-K01 .rich table td"), page.count("#indicator-K01 .rich script")), (2, 0));
    assert!(page.words().contains("<script>alert(1)</script>"), "shown as it was typed");
}

#[test]
fn a_proposed_figure_needs_its_reason_and_both_figures_stand_before_whoever_chooses() {
    let site = opened();
    let (mut officer, mut head, mut analyst) = (site.browser(Who::Officer), site.browser(Who::Head), site.browser(Who::Analyst));
    assert_eq!(fill_in(&mut officer, "4").status, StatusCode::SEE_OTHER);
    assert_eq!(save(&mut officer, "indicator:K01:proposed_value", "6").status, StatusCode::OK);
    assert!(held(&mut officer).contains("ยังมี 1 รายการ"), "without reason and source it is not handed on");
    for (field, text) in [("reason", "นับรวมร่างที่รอลงนาม"), ("source", "หนังสือ ยธ 9")]
    {
        assert_eq!(save(&mut officer, &format!("indicator:K01:proposed_{field}"), text).status, StatusCode::OK);
    }
    for (browser, button) in [(&mut officer, "/propose"), (&mut head, "/endorse")] {
        assert_eq!(press(browser, button, &[]).status, StatusCode::SEE_OTHER, "{button}");
    }
    assert_eq!(press(&mut officer, "/submit", &[]).status, StatusCode::SEE_OTHER);
    let words = analyst.page(HERE).words();
    assert!(words.contains("ค่าที่รายงาน 4 · ค่าที่เสนอ 6 เพราะนับรวมร่างที่รอลงนาม (ที่มา: หนังสือ ยธ 9)"), "{words}");
    let board = analyst.page("/board?plan=LED-2566&round=R9");
    assert!(board.words().contains("มีค่าที่เสนอแทน 1 รายการ ต้องเลือกในแบบรายงานก่อนตรวจรับ"), "{}", board.words());
    assert_eq!(board.count("input[name=unit]"), 0, "nobody decides between two figures with a tick");
    let page = analyst.page(HERE);
    assert_eq!(page.count("input[type=radio][name='chosen:indicator:K01'][required]"), 2, "both stand there");
    assert_eq!(page.count("input[name='chosen:indicator:K01'][checked]"), 0, "and none is chosen beforehand");
    assert_eq!(press(&mut analyst, "/verify", &[]).status, StatusCode::SEE_OTHER);
    let words = analyst.page(HERE).words();
    assert!(words.contains("ซึ่งยังไม่ได้เลือก") && words.contains("ส่งแล้ว รอตรวจรับ"), "{words}");
    assert_eq!(press(&mut analyst, "/verify", &[("chosen:indicator:K01", "proposed")]).status, StatusCode::SEE_OTHER);
    let counted = analyst.page("/indicators/K01?round=R9");
    assert_eq!(counted.figure("indicator:K01/actual"), "6");
    assert!(analyst.page(HERE).words_at("#indicator-K01 .beside").contains("ค่าที่นับ 6 (ค่าที่เสนอ)"), "which of the two was taken");
    let told = counted.words();
    assert!(told.contains("ผู้ตรวจรับเลือกค่าที่เสนอ 6 แทนค่าที่รายงาน 4 เพราะนับรวมร่างที่รอลงนาม"), "{told}");
}

#[test]
fn a_whole_form_is_stored_at_once_and_what_is_refused_stays_in_its_field() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    assert_eq!(fill_in(&mut officer, "4").status, StatusCode::SEE_OTHER);
    let entries = || {
        let told = site.app.journal(&actor(Role::Auditor), Some(("return", "LED-2566/R9/กนย.")), None).unwrap();
        told.iter().filter(|entry| entry.action == "return_field_typed").count()
    };
    assert_eq!(entries(), 1, "one transaction, one entry");
    let answer = fill_in(&mut officer, "สี่");
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("ต้องเป็นตัวเลข") && answer.body.contains("สี่"));
    assert_eq!(entries(), 1, "nothing else had changed");
}

/// The year's round as a workbook had frozen it, reopened by order and opened for all units.
fn reopened() -> Site {
    let site = Site::fresh();
    let (plan, round) = (PlanCode::new("LED-2566").unwrap(), RoundCode::new("R12").unwrap());
    let expires_on = Some(jiff::civil::date(2030, 1, 1));
    let order = Order { reason: "แก้ไขผล".to_owned(), document_no: Some("ยธ 1/2566".to_owned()), expires_on };
    site.app.reopen_round(&actor(Role::DirectorGeneral), &plan, &round, &order).unwrap();
    site.app.open_round(&actor(Role::Analyst), &plan, &round).unwrap();
    site
}

#[test]
fn what_was_frozen_stands_beside_the_fields_of_a_reopened_round_and_fills_what_is_empty_when_asked() {
    let site = reopened();
    let mut officer = site.browser(Who::Officer);
    let here = HERE.replace("R9", "R12");
    let save = support::encoded(&format!("{here}/save"));
    let page = officer.page(&here);
    let beside = page.words_at("#indicator-K01 .beside");
    assert!(beside.contains("ผลรอบนี้ตามที่ตรึงไว้ ฉบับที่ 1 4"), "{beside}");
    assert_eq!(page.value(&save, "indicator:K01:value"), "", "nothing is taken silently");
    let (action, mut fields) = page.filled(&save, &[]);
    fields.push(("indicator:K02:answer".to_owned(), "no_data".to_owned()));
    fields.push(("fill".to_owned(), "yes".to_owned()));
    assert_eq!(officer.post(&action, &fields).status, StatusCode::SEE_OTHER);
    let page = officer.page(&here);
    assert_eq!(page.value(&save, "indicator:K01:value"), "4");
    assert!(page.value(&save, "indicator:K01:source").contains("เอกสาร 004"));
    assert_eq!(page.value(&save, "indicator:K02:value"), "", "what somebody answers is left to them");
    assert_eq!(page.count("button[name=fill]"), 0, "there is nothing more to start with");
}
