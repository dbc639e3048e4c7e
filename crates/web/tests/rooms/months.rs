//! Results by month, entered from the indicator's page, and what becomes of them in a round.

use axum::http::StatusCode;
use phaen_app::exchange;
use phaen_domain::access::Role;
use phaen_domain::indicator::Accumulation;
use phaen_domain::round::RoundState;
use phaen_domain::words::Words;
use phaen_domain::workbook::schema::sheet;
use phaen_domain::workbook::{RawCell, RawWorkbook};

use crate::support::{Answer, Browser, Site, Who, actor, all, demonstration, thai};

/// Writes a text into a column of every row that fits.
fn set(raw: &mut RawWorkbook, key: &str, code: &str, column: &str, text: &str) {
    let place = sheet(key).and_then(|sheet| sheet.place(column)).expect("a column");
    let rows = raw.sheets.iter_mut().find(|sheet| sheet.name == key).expect("a sheet").rows.iter_mut();
    for row in rows.filter(|row| row.cells[0].shown() == code) {
        row.cells[place] = RawCell::Text(text.to_owned());
    }
}

/// The demonstration agency before its year was closed: two rounds are open, and nothing was reported for K07 and K12 yet. K07 adds up its
/// months, K12 its months and its units.
fn site() -> Site {
    counting(Accumulation::Sum.key())
}

/// The same, with the months counted as the workbook says.
fn counting(over_time: &str) -> Site {
    let mut raw = demonstration("led-2566");
    set(&mut raw, "rounds", "R12", "state", "planned");
    for code in ["K07", "K12"] {
        set(&mut raw, "indicators", code, "accumulation", over_time);
    }
    set(&mut raw, "indicators", "K12", "aggregation", "sum");
    let reports = raw.sheets.iter_mut().find(|sheet| sheet.name == "observations").expect("a sheet");
    reports.rows.retain(|row| !["K07", "K12"].contains(&row.cells[1].shown().as_str()));
    let site = Site::empty();
    let stored = site.app.confirm_import(&actor(Role::Analyst), &raw, &exchange::file_hash(b"before"), None);
    assert!(stored.expect("the workbook imports"));
    site
}

/// The form of a month, to which the indicator's page leads.
fn form(browser: &mut Browser<'_>, code: &str, month: u8) -> Answer {
    let page = browser.page(&format!("/indicators/{code}"));
    let html = page.html();
    let links = all(&html, "#months a.enter").into_iter().filter_map(|link| link.attr("href")).collect::<Vec<_>>();
    let wanted = format!("for_month={month}");
    let link = links.iter().find(|href| href.split(['?', '&']).any(|part| part == wanted));
    browser.page(link.unwrap_or_else(|| panic!("{wanted} in {links:?}")))
}

fn enter(browser: &mut Browser<'_>, code: &str, month: u8, values: &[(&str, &str)]) -> Answer {
    let form = form(browser, code, month);
    let common = [("state", "value"), ("source", "ทะเบียน"), ("reason", "รายงานรายเดือน")];
    browser.submit(&form, &format!("/indicators/{code}/report"), &[&common, values].concat())
}

#[test]
fn months_add_up_to_the_rounds_that_cover_them() {
    let site = site();
    let mut analyst = site.browser(Who::Analyst);
    for (month, value) in [(1, "40"), (4, "๓๐"), (7, "50")] {
        let saved = enter(&mut analyst, "K07", month, &[("value", value)]);
        assert!(analyst.follow(&saved).words().contains(thai().indicators_report_saved()));
    }
    let at = |browser: &mut Browser<'_>, round: &str| {
        let page = browser.page(&format!("/indicators/K07?round={round}"));
        (page.figure("indicator:K07/actual"), page.figure("indicator:K07/percent"))
    };
    assert_eq!(at(&mut analyst, "R6"), ("70".to_owned(), "70.00".to_owned()));
    assert_eq!(at(&mut analyst, "R9"), ("120".to_owned(), "120.00".to_owned()));
    let page = analyst.page("/indicators/K07?round=R9");
    assert!(page.words_at("#working").contains("40 + 30 + 50 = 120"), "{}", page.words_at("#working"));
    let months = page.words_at("#months");
    assert!(months.contains(thai().months_sum()) && months.contains("ต.ค. 2565 40 รอบ 6 เดือน"), "{months}");
    assert!(months.contains("เม.ย. 2566 50 รอบ 9 เดือน"), "{months}");
    let history = analyst.page("/journal/indicator/K07");
    assert!(history.words().contains("ม.ค.") && !history.words().contains("M04"), "{}", history.words());
}

#[test]
fn the_smallest_month_counts_and_the_working_names_it() {
    let site = counting("ค่าต่ำสุดของงวด");
    let mut analyst = site.browser(Who::Analyst);
    for (month, value) in [(1, "95.5"), (4, "๙๑.๒๕"), (7, "93")] {
        let saved = enter(&mut analyst, "K07", month, &[("value", value)]);
        let _ = analyst.follow(&saved);
    }
    let page = analyst.page("/indicators/K07?round=R9");
    assert_eq!(page.figure("indicator:K07/actual"), "91.25");
    let working = page.words_at("#working");
    assert!(working.contains("ค่าต่ำสุดของงวด") && working.contains("ม.ค."), "{working}");
    assert!(page.words_at("#months").contains(thai().months_minimum()), "{}", page.words_at("#months"));
    assert!(form(&mut analyst, "K07", 9).words().contains(thai().months_minimum()));
}

#[test]
fn the_form_says_how_the_month_counts_and_what_came_before() {
    let site = site();
    let mut analyst = site.browser(Who::Analyst);
    let _ = enter(&mut analyst, "K07", 1, &[("value", "40")]);
    let words = form(&mut analyst, "K07", 3).words();
    for said in [
        "ธ.ค. 2565".to_owned(),
        format!("{} รอบ 6 เดือน, รอบ 9 เดือน, รอบ 12 เดือน", thai().months_counts_in()),
        thai().months_sum().to_owned(),
        format!("{} 40 (ต.ค.)", thai().report_form_last()),
        thai().months_state_no_data().to_owned(),
    ] {
        assert!(words.contains(&said), "{said} in {words}");
    }
    let english = site.browser(Who::Analyst).in_english().page("/indicators/K07");
    assert!(english.words_at("#months").contains("A round adds up all months reported"), "{}", english.words_at("#months"));
}

#[test]
fn a_month_is_changed_by_who_saw_it_and_both_texts_are_shown_to_others() {
    let site = site();
    let (mut first, mut second) = (site.browser(Who::Analyst), site.browser(Who::Analyst));
    let seen_by_second = form(&mut second, "K07", 2);
    let saved = enter(&mut first, "K07", 2, &[("value", "40")]);
    let _ = first.follow(&saved);
    let common = [("state", "value"), ("source", "ทะเบียน"), ("reason", "รายงานรายเดือน"), ("value", "45")];
    let stale = second.submit(&seen_by_second, "/indicators/K07/report", &common);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!((stale.words_at("#yours"), stale.words_at("#theirs")), ("45".to_owned(), "40 (บัญชี analyst)".to_owned()));
    let again = second.submit(&stale, "/indicators/K07/report", &[]);
    assert!(second.follow(&again).words_at("#months").contains("พ.ย. 2565 45"));
}

#[test]
fn what_is_reported_by_month_is_not_reported_by_round_as_well() {
    let site = site();
    let mut analyst = site.browser(Who::Analyst);
    let by_round = analyst.page("/indicators/K07/report?for_round=R6");
    let by_month = form(&mut analyst, "K12", 5);
    let _ = enter(&mut analyst, "K07", 1, &[("value", "40")]);
    let page = analyst.page("/indicators/K07?round=R6");
    assert_eq!(page.count("a[href*='for_round=R6']"), 0, "the round is offered no longer");
    let values = [("state", "value"), ("value", "90"), ("source", "ทะเบียน"), ("reason", "รายงานรอบ")];
    let refused = analyst.submit(&by_round, "/indicators/K07/report", &values);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.words().contains("รายเดือน") && refused.words().contains("รายรอบ"), "{}", refused.words());
    let round = analyst.page("/indicators/K12/report?for_round=R6");
    let saved = analyst.submit(&round, "/indicators/K12/report", &values);
    assert_eq!(analyst.follow(&saved).count("#months"), 0, "nor are months of what was reported by round");
    let refused = analyst.submit(&by_month, "/indicators/K12/report", &values);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn units_report_their_months_and_each_is_changed_where_it_stands() {
    let site = site();
    let mut analyst = site.browser(Who::Analyst);
    let saved = enter(&mut analyst, "K12", 1, &[("unit", "กนย."), ("value", "300")]);
    let _ = analyst.follow(&saved);
    let refused = enter(&mut analyst, "K12", 2, &[("unit", ""), ("value", "20")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.words().contains("ผลของหน่วยงานหรือผลของทั้งส่วนราชการอย่างเดียว"), "{}", refused.words());
    let page = analyst.page("/indicators/K12?round=R6");
    assert!(page.words_at("#months").contains("กองนโยบายและแผน 300"), "{}", page.words_at("#months"));
    assert_eq!(page.figure("indicator:K12/actual"), "300");
    assert_eq!(page.count("a.enter[href*='for_month=1&for_unit=']"), 1, "the report of the unit leads to its own form");
    let english = site.browser(Who::Viewer).in_english().page("/indicators/K12?round=R6");
    assert_eq!((english.count("#months"), english.count("#months a.enter")), (1, 0), "a viewer reads and enters nothing");
}

#[test]
fn a_month_that_a_frozen_round_looks_at_is_not_offered_and_refused() {
    let mut analyst = Site::shared().browser(Who::Analyst);
    assert_eq!(analyst.page("/indicators/K11").count("#months"), 0);
    let refused = analyst.get("/indicators/K11/report?for_month=3");
    assert!(refused.status.is_client_error() && refused.words().contains(RoundState::Frozen.th()), "{}", refused.words());
    for month in ["0", "13"] {
        assert_eq!(analyst.get(&format!("/indicators/K11/report?for_month={month}")).status, StatusCode::NOT_FOUND);
    }
    let site = site();
    let late = site.browser(Who::Analyst).get("/indicators/K07/report?for_month=10");
    assert!(late.status.is_client_error() && late.words().contains(RoundState::Planned.th()), "{}", late.words());
    assert_eq!(site.browser(Who::Analyst).page("/indicators/K07").count("#months a.enter"), 9);
}
