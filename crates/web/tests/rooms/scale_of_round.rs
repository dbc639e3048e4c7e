//! A round with bands of its own: from the workbook to the score, its working, the indicator's sheet, the draft's form and back to a workbook.

use axum::http::StatusCode;
use phaen_app::exchange;
use phaen_domain::access::Role;
use phaen_domain::workbook::{RawCell, RawRow, RawWorkbook};

use crate::plan::amend;
use crate::support::{Browser, Site, Who, actor, demonstration, thai};

fn add(raw: &mut RawWorkbook, key: &str, cells: &[&str]) {
    let rows = &mut raw.sheets.iter_mut().find(|sheet| sheet.name == key).expect("a sheet").rows;
    let number = rows.last().map_or(1, |row| row.number + 1);
    rows.push(RawRow { number, cells: cells.iter().map(|text| RawCell::Text((*text).to_owned())).collect() });
}

/// The demonstration agency, where K11 is judged at half the year's bands in R6 and, once it is frozen, in R12.
fn site() -> Site {
    let mut raw = demonstration("led-2566");
    add(&mut raw, "scales", &["HALF", "เกณฑ์ครึ่งปี", "Half a year", "bands", "5", "yes", "floor", "90", "2"]);
    for (score, from) in [("1", "30"), ("2", "35"), ("3", "40"), ("4", "45"), ("5", "50")] {
        add(&mut raw, "scale_points", &["HALF", score, from, score, ""]);
    }
    let targets = &mut raw.sheets.iter_mut().find(|sheet| sheet.name == "targets").expect("a sheet").rows;
    let has = targets[0].cells.iter().any(|cell| cell.shown() == "scale");
    for row in targets.iter_mut().filter(|_| !has) {
        let text = if row.number == 1 { "scale" } else { "" };
        row.cells.push(RawCell::Text(text.to_owned()));
    }
    for round in ["R6", "R12"] {
        add(&mut raw, "targets", &["K11", "", round, "80", "", "", "", "", "HALF"]);
    }
    let site = Site::empty();
    let stored = site.app.confirm_import(&actor(Role::Analyst), &raw, &exchange::file_hash(b"bands"), None);
    assert!(stored.expect("the workbook imports"));
    site
}

fn report(analyst: &mut Browser<'_>, round: &str, value: &str) {
    let form = analyst.page(&format!("/indicators/K11/report?for_round={round}"));
    let typed = [("state", "value"), ("value", value), ("source", "ทะเบียน"), ("reason", "รายงานผล")];
    let saved = analyst.submit(&form, "/indicators/K11/report", &typed);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
}

fn score(analyst: &mut Browser<'_>, query: &str) -> String {
    analyst.page(&format!("/indicators/K11?{query}")).figure("indicator:K11/score")
}

#[test]
fn a_round_is_scored_by_its_own_bands_which_its_working_and_the_sheet_name() {
    let site = site();
    let mut analyst = site.browser(Who::Analyst);
    assert_eq!(score(&mut analyst, "round=R12"), "5.00", "95.61 percent of the target, and 50 is enough");
    for round in ["R6", "R9"] {
        report(&mut analyst, round, "33.6");
    }
    assert_eq!([score(&mut analyst, "round=R6"), score(&mut analyst, "round=R9")], ["3.40", "1.00"]);
    let own = analyst.page("/indicators/K11?round=R6").words();
    assert!(own.contains("เกณฑ์ครึ่งปี") && own.contains(thai().explain_fact_scale_of_round()), "{own}");
    assert!(own.contains(&thai().explain_fact_scale_bands("50 = 5, 45 = 4, 40 = 3, 35 = 2, 30 = 1")), "{own}");
    let usual = analyst.page("/explain/indicator:K11/score?round=R9").words();
    assert!(usual.contains("เกณฑ์คะแนน 5 ระดับ") && !usual.contains(thai().explain_fact_scale_of_round()), "{usual}");
    let sheet = analyst.page("/indicators/K11/sheet");
    assert_eq!(sheet.count("table.ladder"), 3, "the year's, that of R6 and that of R12");
    assert!(sheet.words().contains("รอบ 6 เดือน: เกณฑ์ครึ่งปี"), "{}", sheet.words());
    assert!(sheet.words().contains(&thai().sheet_band_from("30")), "{}", sheet.words());
    let english = site.browser(Who::Analyst).in_english().page("/indicators/K11?round=R6").words();
    assert!(english.contains("Scored by the round's own scale: Half a year"), "{english}");
}

#[test]
fn a_draft_changes_the_bands_of_a_round_and_the_frozen_round_keeps_its_own() {
    let site = site();
    let mut analyst = site.browser(Who::Analyst);
    amend(&mut analyst);
    let draft = "plan=LED-2566&edition=2";
    let form = analyst.page(&format!("/indicators/K11/target?{draft}&for_round=R12"));
    let saved = analyst.submit(&form, "/indicators/K11/target", &[("scale", ""), ("reason", "ใช้เกณฑ์ของทั้งปี")]);
    let page = analyst.follow(&saved);
    assert_eq!(page.figure("indicator:K11/score"), "4.56", "{}", page.words());
    assert_eq!(score(&mut analyst, "round=R12"), "5.00", "what is frozen keeps the bands that it was frozen with");
    let compared = analyst.page("/plan/compare?left=1&right=2").words();
    assert!(compared.contains(&thai().indicators_scale_of_round("เกณฑ์ครึ่งปี")), "{compared}");
    let year = analyst.page(&format!("/indicators/K11/target?{draft}"));
    assert_eq!(
        (form.count("select[name=scale]"), year.count("select[name=scale]")),
        (1, 0),
        "the year's scale stands with the indicator"
    );
    let new = analyst.page(&format!("/indicators/K11/target?{draft}&new=true"));
    let values = [("round", "R9"), ("unit", "กนย."), ("value", "40"), ("scale", "HALF"), ("reason", "แบ่งเป้าหมาย")];
    let refused = analyst.submit(&new, "/indicators/K11/target", &values);
    assert_eq!((refused.status, refused.count("#scale-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{}", refused.words());
    let again = analyst.submit(&refused, "/indicators/K11/target", &[("unit", "")]);
    assert!(analyst.follow(&again).words().contains(&thai().indicators_scale_of_round("เกณฑ์ครึ่งปี")));
}

#[test]
fn an_export_with_bands_of_rounds_comes_back_and_changes_nothing() {
    let site = site();
    let mut analyst = site.browser(Who::Analyst);
    let workbook = analyst.get("/exchange/workbook").body;
    assert!(workbook.contains("K11,,R6,80,,,,,HALF"), "the workbook says it");
    let page = analyst.page("/exchange");
    let answer = analyst.upload(&page, "/exchange/uploads", "แผน.xlsx", workbook.as_bytes());
    let preview = analyst.follow(&answer).words();
    assert!(preview.contains("ไม่มีอะไรต้องเปลี่ยน"), "{preview}");
    let wrong = workbook.replacen("K11,,R6,80,,,,,HALF", "K11,,,80,,,,,HALF", 1).replacen("\nK11,,,80,,,", "\nK11,,R9,80,,,", 1);
    let answer = analyst.upload(&page, "/exchange/uploads", "แผน.xlsx", wrong.as_bytes());
    let refused = analyst.follow(&answer).words();
    assert!(refused.contains("เกณฑ์ของรอบระบุได้เฉพาะในเป้าหมายของรอบ"), "{refused}");
}
