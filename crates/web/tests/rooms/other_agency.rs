//! An agency with words, weights, units and months of its own: what its people read is named as they name it, in Thai and in English.

use std::path::Path;
use std::sync::LazyLock;

use phaen_app::{Actor, exchange};
use phaen_domain::access::Role;
use phaen_domain::workbook::{RawCell, RawRow, RawSheet, RawWorkbook, SHEETS};

use crate::support::{Answer, Browser, Site, Who, all, thai};
use crate::sweep::labels_say_what_is_seen;

/// The rows under `crates/phaen/tests/other_agency`.
fn raw() -> RawWorkbook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../phaen/tests/other_agency");
    let mut raw = RawWorkbook::default();
    for sheet in SHEETS {
        let file = folder.join(format!("{}.csv", sheet.key));
        let Ok(mut reader) = csv::ReaderBuilder::new().has_headers(false).from_path(file) else { continue };
        let records = reader.records().map(|record| record.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>());
        raw.sheets.push(sheet_of(sheet.key, records.collect()));
    }
    raw
}

fn sheet_of(name: &str, rows: Vec<Vec<String>>) -> RawSheet {
    let rows = (1..).zip(rows).map(|(number, row)| RawRow { number, cells: row.into_iter().map(RawCell::Text).collect() });
    RawSheet { name: name.to_owned(), rows: rows.collect() }
}

fn rows_of<'a>(raw: &'a mut RawWorkbook, name: &str) -> &'a mut Vec<RawRow> {
    &mut raw.sheets.iter_mut().find(|sheet| sheet.name == name).expect("a sheet").rows
}

/// A further column with a text for some rows, which are found by what stands in one of their cells.
fn give(raw: &mut RawWorkbook, sheet: &str, column: &str, of: usize, texts: &[(&str, &str)]) {
    for row in rows_of(raw, sheet) {
        let found = texts.iter().find(|(key, _)| row.cells[of].shown() == *key);
        let text = if row.number == 1 { column } else { found.map_or("", |(_, text)| text) };
        row.cells.push(RawCell::Text(text.to_owned()));
    }
}

/// Writes a text over all cells of a row that bear another.
fn replace(raw: &mut RawWorkbook, sheet: &str, row: &str, texts: &[(&str, &str)]) {
    for row in rows_of(raw, sheet).iter_mut().filter(|it| it.cells.iter().any(|cell| cell.shown() == row)) {
        for cell in &mut row.cells {
            if let Some((_, text)) = texts.iter().find(|(known, _)| cell.shown() == *known) {
                *cell = RawCell::Text((*text).to_owned());
            }
        }
    }
}

/// The agency with English names, monthly results of A2 against a range, and an indicator of its first project, brought by the command line.
fn site() -> &'static Site {
    static OTHER: LazyLock<Site> = LazyLock::new(|| {
        let mut raw = raw();
        give(&mut raw, "agency", "name_en", 0, &[("MUN", "Example City")]);
        give(&mut raw, "levels", "name_en", 0, &[("1", "Strategy")]);
        give(&mut raw, "units", "name_en", 0, &[("กช.", "Public Works")]);
        give(&mut raw, "indicators", "name_en", 0, &[("A2", "Pavement repaired")]);
        replace(&mut raw, "indicators", "A2", &[("higher", "range")]);
        replace(&mut raw, "observations", "A2", &[("ครึ่งปี", "M01"), ("ทั้งปี", "M02")]);
        give(&mut raw, "targets", "high", 2, &[("๒๐๐", "250"), ("80", "90")]);
        replace(&mut raw, "targets", "A2", &[("ไม่น้อยกว่า ๒๐๐ กม.", "")]);
        replace(&mut raw, "targets", "A1", &[("ร้อยละ ๘๐", "")]);
        let items = [["project", "order", "text"], ["P1", "1", "ความยาวที่ซ่อม"]];
        raw.sheets.push(sheet_of("project_indicators", items.iter().map(|row| row.map(str::to_owned).into()).collect()));
        let site = Site::empty();
        let actor = Actor::in_role("", "command-line", "command line", Role::Analyst);
        let stored = site.app.confirm_import(&actor, &raw, &exchange::file_hash(b"other"), None);
        assert!(stored.expect("the workbook imports"));
        site
    });
    &OTHER
}

fn viewer() -> Browser<'static> {
    site().browser(Who::Viewer)
}

#[test]
fn the_overview_bears_the_agency_s_own_word_for_its_uppermost_level() {
    let page = viewer().page("/?round=ทั้งปี");
    assert!(page.words().contains(&thai().overview_by_issue("ยุทธศาสตร์")), "{}", page.words());
    assert!(!page.words().contains("ประเด็น"), "{}", page.words());
    let english = viewer().in_english().page("/?round=ทั้งปี");
    assert!(english.words().contains("Percent of success by Strategy"), "{}", english.words());
}

#[test]
fn a_figure_added_up_over_months_and_units_names_each_of_them() {
    let working = viewer().page("/indicators/A2?round=ทั้งปี").words_at("#working");
    for said in [
        "กองช่าง: รวมผลแต่ละงวดเป็นผลของรอบ",
        "= 30 + 50 = 80 ต.ค.: 30 · พ.ย.: 50",
        "สำนักปลัด: รวมผลแต่ละงวดเป็นผลของรอบ",
        "= 80 + 100 = 180 กองช่าง: 80 · สำนักปลัด: 100",
    ] {
        assert!(working.contains(said), "{said} in {working}");
    }
    let english = viewer().in_english().page("/explain/indicator:A2/actual?round=ทั้งปี").words();
    assert!(english.contains("Public Works: Periods make the round"), "{english}");
    assert!(english.contains("Public Works: 80 · สำนักปลัด: 100"), "a unit without an English name keeps its own: {english}");
    // Numerators and denominators have owners too.
    let ratio = viewer().page("/indicators/A1?round=ทั้งปี").words_at("#working");
    assert!(ratio.contains("= 45 + 40 = 85 กองช่าง: 45 · สำนักปลัด: 40"), "{ratio}");
}

#[test]
fn programs_are_told_whose_each_part_is() {
    let answer = viewer().get("/api/v1/plans/MUN-2570/indicators/A2").body;
    let told: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
    let lines = told["rounds"][1]["working"].as_array().unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(lines[0]["of"][0]["unit"], "กช.");
    assert_eq!(lines[0]["parts"][1]["of"]["month"], 2);
    assert_eq!(lines[2]["of"].as_array().map(Vec::len), Some(0), "the agency's own line");
    assert_eq!((&lines[2]["parts"][0]["of"]["unit"], &lines[2]["parts"][0]["value"]), (&"กช.".into(), &"80".into()));
}

#[test]
fn weights_stand_beside_what_they_weigh() {
    let tree = viewer().page("/plan?round=ทั้งปี");
    let branches = tree.html();
    let words = |css: &str| all(&branches, css).iter().map(|it| it.text().collect::<String>()).collect::<Vec<_>>();
    assert_eq!(words(".branch .weight"), ["น้ำหนัก 60", "น้ำหนัก 100", "น้ำหนัก 40", "น้ำหนัก 100"]);
    assert_eq!(words(".leaves .weight"), ["น้ำหนัก 50", "น้ำหนัก 50", "น้ำหนัก 100"]);
    let list = viewer().in_english().page("/indicators?round=ทั้งปี");
    assert_eq!(list.count("table.indicators .weight"), 3);
    assert!(list.words_at("table.indicators").contains("Weight 50"));
    assert!(viewer().page("/indicators/A2").words().contains("น้ำหนัก 50"));
    for path in ["/plan", "/indicators"] {
        assert_eq!(Site::shared().browser(Who::Viewer).page(path).count(".weight"), 0, "{path} of a plan without weights");
    }
}

#[test]
fn a_range_and_anchors_are_written_out_on_the_page_of_a_unit() {
    let card = viewer().page("/units/กช.?round=ทั้งปี").words_at("#scorecard");
    assert!(card.contains("60 / 70 / 80 / 90 / 100"), "{card}");
    let page = viewer().page("/indicators/A2?round=ทั้งปี");
    assert_eq!(page.figure("indicator:A2/target"), "200 – 250");
    let own = viewer().page("/units/สป.?round=ทั้งปี").words_at("#scorecard");
    assert!(own.contains("60 / 70 / 80 / 90 / 100"), "{own}");
}

#[test]
fn each_report_stands_under_a_heading_of_its_own() {
    let page = viewer().page("/indicators/A2?round=ทั้งปี");
    let html = page.html();
    let heads = all(&html, "section.report > h3").iter().map(|head| head.text().collect::<String>()).collect::<Vec<_>>();
    assert_eq!(heads, ["ต.ค. · กองช่าง", "ต.ค. · สำนักปลัด", "พ.ย. · กองช่าง", "พ.ย. · สำนักปลัด"]);
    assert_eq!(page.count("section.report"), page.count("section.report > dl"), "one report under each heading");
}

#[test]
fn what_a_program_of_ours_entered_is_said_in_words() {
    let page = viewer().page("/indicators/A2?round=ทั้งปี").words();
    assert!(page.contains("บันทึกโดย ผู้ดูแลเครื่อง (คำสั่ง)") && !page.contains("command-line"), "{page}");
    let english = viewer().in_english().page("/indicators/A2?round=ทั้งปี").words();
    assert!(english.contains("Server operator (command)") && !english.contains("command-line"), "{english}");
}

#[test]
fn a_search_in_english_answers_with_english_names() {
    let english = viewer().in_english().page("/search?q=public works");
    assert!(english.words_at(".results").starts_with("Public Works"), "{}", english.words());
    let indicator = viewer().in_english().page("/search?q=ทางเท้าที่ซ่อม");
    let words = indicator.words_at(".results");
    assert!(words.contains("Pavement repaired") && words.contains("ความยาว ทางเท้าที่ซ่อม"), "found by its Thai name: {words}");
    let thai = viewer().page("/search?q=pavement").words_at(".results");
    assert!(thai.contains("ความยาวทางเท้าที่ซ่อม"), "{thai}");
}

#[test]
fn english_pages_bear_the_agency_s_english_name_in_menu_and_footer() {
    let english = viewer().in_english().page("/");
    let thai = viewer().page("/");
    let frame = |page: &Answer| (page.words_at(".brand small"), page.words_at("footer"));
    assert_eq!(frame(&english).0, "Example City");
    assert!(frame(&english).1.contains("Example City"), "{}", frame(&english).1);
    assert_eq!(frame(&thai).0, "เทศบาลนครตัวอย่าง");
    assert!(frame(&thai).1.contains("เทศบาลนครตัวอย่าง"), "{}", frame(&thai).1);
}

#[test]
fn labels_of_entering_a_result_say_what_is_seen() {
    for english in [false, true] {
        let browser = site().browser(Who::Analyst);
        let mut browser = if english { browser.in_english() } else { browser };
        for path in ["/projects/P1?round=ทั้งปี", "/indicators/A2?round=ทั้งปี"] {
            let page = browser.page(path);
            assert!(page.count("a[aria-label]") > 0, "{path} has labels");
            labels_say_what_is_seen(&page, path);
        }
    }
}
