//! Pages that are kept between two changes: made anew after one, and never with another reader's name, secret, language or permissions.

use phaen_app::Actor;
use phaen_app::editing::EnterObservation;
use phaen_domain::access::Role;
use phaen_domain::id::{IndicatorCode, RoundCode};
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Observation, Period, Reported, Subject};

use crate::support::{Answer, Site, Who};

const PAGE: &str = "/indicators/K01?round=R6";

fn secret(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("name=\"form_key\" value=\"").expect("a form");
    rest.split('"').next().expect("a secret").to_owned()
}

fn enter(site: &Site, value: i64, seen_version: u32) {
    let analyst = Actor::in_role("id", "analyst", "analyst", Role::Analyst);
    let observation = Observation {
        subject: Subject::Indicator(IndicatorCode::new("K01").expect("a code")),
        unit: None,
        period: Period::Round(RoundCode::new("R6").expect("a code")),
        reported: Reported::Value(Decimal::whole(value)),
        narrative: None,
        source: Some("หนังสือรายงานผล".to_owned()),
        evidence: None,
    };
    let command = EnterObservation {
        plan: "LED-2566".to_owned(), observation, seen_version, reason: "รายงานตามรอบ".to_owned()
    };
    site.app.enter_observation(&analyst, &command).expect("an open round");
}

#[test]
fn a_kept_page_is_made_anew_as_soon_as_a_result_is_entered() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Viewer);
    enter(&site, 2, 0);
    for page in [PAGE, "/?round=R6"] {
        assert_eq!(browser.page(page).figures(), browser.page(page).figures());
    }
    assert_eq!(browser.page(PAGE).figure("indicator:K01/actual"), "2");
    enter(&site, 3, 1);
    assert_eq!(browser.page(PAGE).figure("indicator:K01/actual"), "3");
    assert_eq!(browser.page("/?round=R6").figure("indicator:K01/actual"), "3");
}

#[test]
fn a_kept_page_carries_the_name_and_the_secret_of_its_own_reader() {
    let site = Site::fresh();
    let mut viewer = site.browser(Who::Viewer);
    for page in [PAGE, "/"] {
        let (first, again) = (viewer.page(page), viewer.page(page));
        assert_eq!(secret(&first), secret(&again));
        let analyst = site.browser(Who::Analyst).page(page);
        assert_ne!(secret(&first), secret(&analyst));
        assert!(again.body.contains("บัญชี viewer") && !again.body.contains("บัญชี analyst"));
        assert!(analyst.body.contains("บัญชี analyst") && !analyst.body.contains("บัญชี viewer"));
    }
}

#[test]
fn a_kept_page_is_not_shown_in_another_language_digits_or_role() {
    let site = Site::fresh();
    let link = "/indicators/K01/report";
    let viewer = site.browser(Who::Viewer).page(PAGE);
    let analyst = site.browser(Who::Analyst).page(PAGE);
    assert!(!viewer.body.contains(link) && analyst.body.contains(link));
    assert_ne!(viewer.words(), site.browser(Who::Viewer).in_english().page(PAGE).words());
    assert_ne!(viewer.words(), site.browser(Who::Viewer).with_thai_digits().page(PAGE).words());
    assert_eq!(viewer.words_at("h1"), site.browser(Who::Viewer).page(PAGE).words_at("h1"));
}
