//! Indicators: list, page, sheet, and changing targets and results by hand.

use axum::http::StatusCode;
use phaen_domain::indicator::PercentRule;
use phaen_domain::plan::EditionState;
use phaen_domain::round::RoundState;
use phaen_domain::scoring::Status;
use phaen_domain::words::Words;

use crate::plan::amend;
use crate::support::{Answer, Browser, Site, Who, all, thai};

fn codes(page: &Answer) -> Vec<String> {
    let html = page.html();
    let links = all(&html, "table.indicators th[scope=row] a").into_iter();
    let path = |href: &str| href.split('?').next().unwrap_or_default().trim_start_matches("/indicators/").to_owned();
    links.map(|link| path(link.attr("href").expect("an address"))).collect()
}

#[test]
fn the_list_stands_in_the_printed_order() {
    let codes = codes(&Site::shared().browser(Who::Viewer).page("/indicators"));
    let printed = (1..=5).map(|n| format!("V{n}")).chain((1..=17).map(|n| format!("K{n:02}")));
    assert_eq!(codes, printed.collect::<Vec<_>>());
}

#[test]
fn the_list_is_narrowed_by_words_status_and_node() {
    let mut browser = Site::shared().browser(Who::Viewer);
    assert_eq!(codes(&browser.page("/indicators?q=ไกล่เกลี่ย")), ["K08"]);
    assert_eq!(codes(&browser.page("/indicators?status=near")), ["K11"]);
    assert_eq!(codes(&browser.page("/indicators?node=ISSUE-2")), ["K11", "K12", "K13"]);
    assert_eq!(codes(&browser.page("/indicators?node=ISSUE-2&status=missed")), ["K13"]);
    let nothing = browser.page("/indicators?q=ไม่มีคำนี้แน่นอน");
    assert!(nothing.words().contains(thai().indicators_none()));
}

#[test]
fn an_indicator_page_tells_the_whole_way_to_its_score() {
    let page = Site::shared().browser(Who::Viewer).page("/indicators/K11");
    assert_eq!(page.figure("indicator:K11/score"), "4.56");
    assert_eq!(page.figure("indicator:K11/target"), "80");
    let working = page.words_at("#working");
    for said in [
        PercentRule::Higher.th(),
        "76.49 × 100 / 80 = 95.6125",
        "4 + (95.6125 − 90) / 10 = 4.56125",
        &thai().rule_round_half_up("2"),
        thai().rule_between(),
        "= 4.56",
    ] {
        assert!(working.contains(said), "{said} in {working}");
    }
    let words = page.words();
    let entered = thai().report_entered("test", "20 ต.ค. 2566 09.30 น.");
    let frozen = thai().explain_fact_frozen("1");
    for said in ["เอกสาร 004", thai().report_by_import(), &entered, "กองนโยบายและแผน", &frozen]
    {
        assert!(words.contains(said), "{said}");
    }
}

#[test]
fn zero_no_data_and_not_measurable_are_told_apart() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let zero = browser.page("/indicators/K13");
    assert_eq!((zero.figure("indicator:K13/actual"), zero.figure("indicator:K13/score")), ("0".to_owned(), "0.00".to_owned()));
    assert!(zero.words_at(".answer").contains(Status::Missed.th()));
    let silent = browser.page("/indicators/K13?round=R6");
    assert!(silent.words_at(".answer").contains(Status::Awaiting.th()) && !silent.figures().contains_key("indicator:K13/actual"));
    let never = browser.page("/indicators/V3");
    assert!(
        never.words_at(".answer").contains(Status::NotMeasurable.th()) && never.words_at(".answer").contains("ธนาคารโลก"),
        "{}",
        never.words()
    );
    let linked = browser.page("/indicators/V4");
    assert!(linked.words().contains(thai().rule_linked()));
    assert_eq!(linked.figure("indicator:V4/actual"), "92.00");
}

#[test]
fn the_sheet_follows_the_template_field_by_field() {
    let page = Site::shared().browser(Who::Viewer).page("/indicators/D03/sheet?plan=PSDG-2565");
    let html = page.html();
    let labels = all(&html, "table.sheet > tbody > tr > th").into_iter().map(|th| th.text().collect::<String>());
    let t = thai();
    assert_eq!(
        labels.collect::<Vec<_>>(),
        [
            t.sheet_dimension(),
            "ประเภทตัวชี้วัด",
            t.sheet_indicator(),
            t.sheet_unit(),
            t.parts_weight(),
            t.sheet_definition(),
            t.sheet_formula(),
            t.sheet_direction(),
            t.sheet_criteria(),
            t.indicators_targets(),
            t.sheet_baseline(),
            t.sheet_conditions(),
            t.sheet_data_source(),
            t.sheet_frequency(),
            t.sheet_owner(),
            t.sheet_other_owners(),
        ]
    );
    assert_eq!(page.count("table.ladder"), 2, "criteria of both rounds");
    assert_eq!(page.count("table.ladder tr"), 10);
    assert!(page.words().contains("29 ธันวาคม พ.ศ. 2564"));
}

#[test]
fn a_target_changed_in_a_draft_changes_its_score_at_once_and_the_announced_edition_not_at_all() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    amend(&mut analyst);
    let form = analyst.page("/indicators/K11/target?plan=LED-2566&edition=2");
    let saved = analyst.submit(&form, "/indicators/K11/target", &[("value", "76.49"), ("reason", "ปรับตามมติ")]);
    let page = analyst.follow(&saved);
    assert!(page.words().contains(thai().indicators_target_saved()));
    assert_eq!(page.figure("indicator:K11/score"), "5.00");
    assert_eq!(page.figure("indicator:K11/target"), "76.49");
    let draft = analyst.page("/?plan=LED-2566&edition=2");
    assert_eq!((draft.figure("plan/score"), draft.figure("plan/percent")), ("80.00".to_owned(), "94.12".to_owned()));
    assert!(draft.words().contains(thai().choose_draft()));
    let announced = analyst.page("/");
    assert_eq!((announced.figure("plan/score"), announced.figure("plan/percent")), ("79.56".to_owned(), "93.60".to_owned()));
    assert_eq!(analyst.page("/indicators/K11").figure("indicator:K11/score"), "4.56");
    let history = analyst.page("/journal/indicator/K11");
    assert!(history.words().contains("ปรับตามมติ"));
}

#[test]
fn the_target_of_an_announced_edition_is_refused_and_said_why() {
    let mut analyst = Site::shared().browser(Who::Analyst);
    let refused = analyst.get("/indicators/K11/target");
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.words_at("h1"), thai().held_edition_title());
    assert!(refused.words().contains(EditionState::Announced.th()));
    let page = analyst.page("/indicators/K11");
    assert_eq!(page.count("a[href*='/target?for_round']"), 0);
    assert!(page.words().contains(thai().indicators_targets_frozen()));
    assert_eq!(Site::shared().browser(Who::Viewer).get("/indicators/D03/target?plan=PSDG-2565").status, StatusCode::FORBIDDEN);
}

#[test]
fn a_target_that_breaks_a_rule_comes_back_with_what_was_typed() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    amend(&mut analyst);
    let form = analyst.page("/indicators/K02/target?plan=LED-2566&edition=2");
    let refused = analyst.submit(&form, "/indicators/K02/target", &[("value", "100"), ("reason", "ทดลอง")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.count("#value-error") == 1);
    let (_, fields) = refused.filled("/indicators/K02/target", &[]);
    assert!(
        fields.contains(&("value".to_owned(), "100".to_owned())) && fields.contains(&("reason".to_owned(), "ทดลอง".to_owned()))
    );
    let words = analyst.submit(&form, "/indicators/K02/target", &[("value", "ยี่สิบสาม"), ("reason", "ทดลอง")]);
    assert!(words.words_at("#value-error").contains("ไม่ใช่ตัวเลข"));
    let silent = analyst.submit(&form, "/indicators/K02/target", &[("value", "22"), ("reason", "")]);
    assert_eq!((silent.status, silent.count("#reason-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
}

#[test]
fn a_target_that_somebody_else_changed_meanwhile_shows_both_texts() {
    let site = Site::fresh();
    let (mut first, mut second) = (site.browser(Who::Analyst), site.browser(Who::Analyst));
    amend(&mut first);
    let path = "/indicators/K11/target?plan=LED-2566&edition=2";
    let (seen_by_first, seen_by_second) = (first.page(path), second.page(path));
    let saved = first.submit(&seen_by_first, "/indicators/K11/target", &[("value", "81"), ("reason", "คนแรก")]);
    let _ = first.follow(&saved);
    let stale = second.submit(&seen_by_second, "/indicators/K11/target", &[("value", "82"), ("reason", "คนที่สอง")]);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.words_at("#yours").contains("82") && stale.words_at("#theirs").contains("81"));
    let again = second.submit(&stale, "/indicators/K11/target", &[]);
    assert_eq!(second.follow(&again).figure("indicator:K11/target"), "82");
}

/// The form of a result at R6.
fn report(browser: &mut Browser<'_>, code: &str) -> Answer {
    browser.page(&format!("/indicators/{code}/report?for_round=R6"))
}

#[test]
fn a_result_scores_at_once_in_its_own_round_and_the_frozen_one_stays() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let form = report(&mut analyst, "K11");
    let values = [("state", "value"), ("value", "๗๖.๔๙"), ("source", "ผลสำรวจ"), ("reason", "รายงานตามกำหนด")];
    let saved = analyst.submit(&form, "/indicators/K11/report", &values);
    let page = analyst.follow(&saved);
    assert_eq!(page.figure("indicator:K11/score"), "4.56");
    assert!(page.words().contains(thai().indicators_report_saved()) && page.words().contains("ผลสำรวจ"));
    let overview = analyst.page("/?round=R6");
    assert_eq!((overview.figure("plan/score"), overview.figure("plan/percent")), ("4.56".to_owned(), "5.36".to_owned()));
    assert!(!overview.words().contains(&thai().choose_nothing_reported("รอบ 6 เดือน")));
    let rounds = analyst.page("/rounds");
    assert!(
        rounds.words().contains(&thai().rounds_complete_indicators("1", "18"))
            && rounds.words().contains("5.36")
            && rounds.words().contains("45.59")
    );
    assert_eq!(analyst.page("/").figure("plan/percent"), "93.60");
}

#[test]
fn what_is_reported_is_chosen_and_never_guessed() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let form = report(&mut analyst, "K11");
    let common = [("source", "ผลสำรวจ"), ("reason", "รายงานตามกำหนด")];
    let mut refused = |values: &[(&str, &str)], field: &str| {
        let answer = analyst.submit(&form, "/indicators/K11/report", &[&common[..], values].concat());
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{values:?}");
        assert_eq!(answer.count(&format!("#{field}-error")), 1, "{values:?}: {}", answer.words());
    };
    refused(&[("value", "5")], "state");
    refused(&[("state", "value")], "value");
    refused(&[("state", "value"), ("value", "-")], "value");
    refused(&[("state", "no_data"), ("value", "5")], "value");
    refused(&[("state", "not_applicable")], "state_reason");
    refused(&[("state", "value"), ("value", "5"), ("source", "")], "source");
    let page = analyst.page("/indicators/K11?round=R6");
    assert!(page.words().contains(thai().explain_reports_empty()), "nothing was stored");
}

#[test]
fn no_data_scores_nothing_and_stays_while_not_measurable_leaves_the_total() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let form = report(&mut analyst, "K11");
    let common = [("source", "หนังสือแจ้ง"), ("reason", "รายงานตามกำหนด")];
    let saved = analyst.submit(&form, "/indicators/K11/report", &[&[("state", "no_data")], &common[..]].concat());
    let page = analyst.follow(&saved);
    assert_eq!(page.figure("indicator:K11/score"), "0.00");
    assert!(page.words_at(".answer").contains(Status::Awaiting.th()) && page.words().contains(thai().report_no_data()));
    assert_eq!(analyst.page("/?round=R6").figure("plan/full"), "85.00");
    let form = report(&mut analyst, "K11");
    let values = [("state", "not_measurable"), ("state_reason", "เลิกสำรวจ")];
    let saved = analyst.submit(&form, "/indicators/K11/report", &[&values, &common[..]].concat());
    let page = analyst.follow(&saved);
    assert!(page.words_at(".answer").contains(Status::NotMeasurable.th()) && page.words_at(".answer").contains("เลิกสำรวจ"));
    let overview = analyst.page("/?round=R6");
    assert_eq!(overview.figure("plan/full"), "80.00");
    let counted = thai().overview_of_counted("16", format!("{} 1", Status::NotMeasurable.th()));
    assert!(overview.words().contains(&counted), "the share is of those that count: {}", overview.words());
    let form = report(&mut analyst, "K11");
    let zero = [("state", "value"), ("state_reason", ""), ("value", "0")];
    let saved = analyst.submit(&form, "/indicators/K11/report", &[&zero, &common[..]].concat());
    let page = analyst.follow(&saved);
    assert_eq!(page.figure("indicator:K11/actual"), "0");
    assert!(page.words_at(".answer").contains(Status::Missed.th()));
    assert_eq!(analyst.page("/?round=R6").figure("plan/full"), "85.00");
}

#[test]
fn a_result_that_somebody_else_entered_meanwhile_shows_both_texts() {
    let site = Site::fresh();
    let (mut first, mut second) = (site.browser(Who::Analyst), site.browser(Who::Analyst));
    let (seen_by_first, seen_by_second) = (report(&mut first, "K12"), report(&mut second, "K12"));
    let values = |value: &'static str| [("state", "value"), ("value", value), ("source", "ทะเบียน"), ("reason", "ตามกำหนด")];
    let saved = first.submit(&seen_by_first, "/indicators/K12/report", &values("900"));
    let _ = first.follow(&saved);
    let stale = second.submit(&seen_by_second, "/indicators/K12/report", &values("901"));
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(stale.words_at("#yours"), "901");
    assert_eq!(stale.words_at("#theirs"), "900 (บัญชี analyst)");
    let again = second.submit(&stale, "/indicators/K12/report", &[]);
    assert_eq!(second.follow(&again).figure("indicator:K12/actual"), "901");
}

#[test]
fn a_frozen_round_and_a_round_not_open_yet_take_no_results() {
    let mut analyst = Site::shared().browser(Who::Analyst);
    let frozen = analyst.get("/indicators/K11/report?for_round=R12");
    assert_eq!((frozen.status, frozen.words_at("h1").as_str()), (StatusCode::CONFLICT, thai().held_round_title()));
    assert!(frozen.words().contains(RoundState::Frozen.th()));
    let planned = analyst.get("/indicators/D01/report?plan=PSDG-2565&for_round=R6");
    assert_eq!((planned.status, planned.words_at("h1").as_str()), (StatusCode::CONFLICT, thai().held_planned_title()));
    assert_eq!(analyst.get("/indicators/V4/report?for_round=R6").status, StatusCode::NOT_FOUND, "it takes its result elsewhere");
    let page = analyst.page("/indicators/K11");
    assert_eq!(page.count("a[href*='for_round=R12']"), 0);
    assert_eq!(page.count("a[href*='for_round=R6']"), 1);
    assert_eq!(Site::shared().browser(Who::Viewer).page("/indicators/K11").count("a[href*='/report']"), 0);
}

#[test]
fn a_share_above_a_hundred_is_refused_where_it_cannot_be() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let form = report(&mut analyst, "K02");
    let values = [("state", "value"), ("value", "120"), ("source", "ทะเบียน"), ("reason", "ตามกำหนด")];
    let refused = analyst.submit(&form, "/indicators/K02/report", &values);
    assert_eq!((refused.status, refused.count("#value-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
}
