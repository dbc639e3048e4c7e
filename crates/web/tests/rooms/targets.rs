//! A target of a unit, added in a draft edition from the indicator's page.

use axum::http::StatusCode;
use phaen_domain::plan::EditionState;
use phaen_domain::words::Words;

use crate::plan::amend;
use crate::support::{Answer, Browser, Site, Who, all, thai};

/// The form to which the page of an indicator of the draft leads.
fn adding(analyst: &mut Browser<'_>, code: &str) -> Answer {
    let page = analyst.page(&format!("/indicators/{code}?plan=LED-2566&edition=2"));
    let html = page.html();
    let link = all(&html, "a[href*='/target?new=true']").into_iter().next().expect("a way to add a target");
    analyst.page(link.attr("href").expect("an address"))
}

#[test]
fn a_target_of_a_unit_judges_that_unit_and_leaves_the_agency_as_it_was() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    amend(&mut analyst);
    let form = adding(&mut analyst, "K11");
    assert_eq!(form.words_at("h1"), thai().indicators_add_target());
    let values = [("unit", "กนย."), ("round", "R12"), ("value", "76.49"), ("printed", "ร้อยละ ๗๖.๔๙"), ("reason", "แบ่งเป้าหมาย")];
    let saved = analyst.submit(&form, "/indicators/K11/target", &values);
    let page = analyst.follow(&saved);
    assert!(page.words().contains(thai().indicators_target_saved()));
    assert!(page.words().contains("กองนโยบายและแผน 76.49 ร้อยละ ๗๖.๔๙"), "{}", page.words());
    assert_eq!(page.figure("indicator:K11/score"), "4.56", "the agency keeps its own target");
    let unit = analyst.page("/units/กนย.?plan=LED-2566&edition=2");
    assert!(unit.words_at("#scorecard").contains("76.49 76.49 100.00"), "{}", unit.words_at("#scorecard"));
    assert_eq!(analyst.page("/units/กนย.").count("#scorecard"), 0, "the edition in force has no target of the unit");
}

#[test]
fn a_target_that_is_there_already_is_shown_beside_the_one_sent_and_not_overwritten() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    amend(&mut analyst);
    let form = adding(&mut analyst, "K11");
    let refused = analyst.submit(&form, "/indicators/K11/target", &[("value", "81"), ("reason", "ทั้งปี")]);
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words_at("#yours").contains("81") && refused.words_at("#theirs").contains("80"), "{}", refused.words());
    assert_eq!(analyst.page("/indicators/K11?plan=LED-2566&edition=2").figure("indicator:K11/target"), "80");
    let again = analyst.submit(&refused, "/indicators/K11/target", &[]);
    assert_eq!(analyst.follow(&again).figure("indicator:K11/target"), "81", "sent knowingly, it is stored");
}

#[test]
fn a_refused_new_target_comes_back_with_its_unit_and_round() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    amend(&mut analyst);
    let form = adding(&mut analyst, "K11");
    let values = [("unit", "กนย."), ("round", "R6"), ("value", ""), ("reason", "ลืมพิมพ์ค่า")];
    let refused = analyst.submit(&form, "/indicators/K11/target", &values);
    assert_eq!((refused.status, refused.count("#value-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{}", refused.words());
    let (_, fields) = refused.filled("/indicators/K11/target", &[]);
    for kept in [("unit", "กนย."), ("round", "R6"), ("reason", "ลืมพิมพ์ค่า")] {
        assert!(fields.contains(&(kept.0.to_owned(), kept.1.to_owned())), "{kept:?} in {fields:?}");
    }
    let stranger = refused.filled("/indicators/K11/target", &[("unit", "ไม่มีหน่วยงานนี้"), ("value", "5")]);
    let answer = analyst.post(&stranger.0, &stranger.1);
    assert_eq!((answer.status, answer.count("#unit-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{}", answer.words());
}

#[test]
fn units_that_answer_for_the_indicator_are_offered_first() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    amend(&mut analyst);
    let form = adding(&mut analyst, "K11");
    let html = form.html();
    let offered = all(&html, "select[name=unit] option").into_iter().map(|option| option.attr("value").unwrap_or_default());
    let offered = offered.collect::<Vec<_>>();
    assert_eq!((offered[0], offered[1], offered.len()), ("", "กนย.", 20));
}

#[test]
fn nobody_adds_a_target_to_an_announced_edition() {
    let mut analyst = Site::shared().browser(Who::Analyst);
    assert_eq!(analyst.page("/indicators/K11").count("a[href*='/target?new']"), 0);
    let refused = analyst.get("/indicators/K11/target?new=true");
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains(EditionState::Announced.th()));
    let viewer = Site::shared().browser(Who::Viewer).page("/indicators/D03?plan=PSDG-2565");
    assert_eq!(viewer.count("a[href*='/target?new']"), 0);
}
