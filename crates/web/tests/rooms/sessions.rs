//! Where one is signed in, and signing out there.

use axum::http::StatusCode;
use phaen_app::accounts::Caller;

use crate::support::{Browser, PASSWORD, Site, Who, all, thai};

/// Signs the viewer in from a phone somewhere; the cookie's secret.
fn on_a_phone(site: &Site) -> String {
    let from = Caller { address: "203.0.113.7", browser: Some("Safari · iPhone") };
    site.app.sign_in("viewer", PASSWORD, from).expect("a session").secret
}

fn is_signed_in(site: &Site, secret: &str) -> bool {
    let mut browser = site.browser(Who::Nobody);
    browser.set("phaen_session", secret);
    browser.get("/account").status == StatusCode::OK
}

fn rows(browser: &mut Browser<'_>) -> Vec<String> {
    let page = browser.page("/account");
    let html = page.html();
    let rows = all(&html, "#sessions tbody tr").into_iter();
    rows.map(|row| row.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_session_is_listed_and_this_one_is_marked() {
    let site = Site::empty();
    let secret = on_a_phone(&site);
    let mut viewer = site.browser(Who::Viewer);
    let [this, phone] = &rows(&mut viewer)[..] else { panic!("two sessions") };
    let (marked, at) = (thai().accounts_this_session(), "20 ต.ค. 2566 09.30 น.");
    assert_eq!(*this, format!("{} {marked} – {at} {at}", thai().accounts_browser_unknown()));
    let end = thai().accounts_end_session();
    assert_eq!(*phone, format!("Safari · iPhone 203.0.113.* {at} {at} {end}"));
    let page = viewer.page("/account");
    assert!(page.words().contains("หมดเวลาใช้งาน 20 ต.ค. 2566 21.30 น."));
    assert!(!page.body.contains(&secret) && !page.body.contains("203.0.113.7"), "nothing that opens it, nor the machine");
    assert_eq!(rows(&mut site.browser(Who::Analyst)).len(), 1, "nobody sees another's");
}

#[test]
fn one_session_is_ended_and_the_others_go_on() {
    let site = Site::empty();
    let (phone, other) = (on_a_phone(&site), on_a_phone(&site));
    let mut viewer = site.browser(Who::Viewer);
    let page = viewer.page("/account");
    let (action, fields) = page.filled("/account/sessions/", &[]);
    assert_ne!(action, "/account/sessions/end");
    let stranger = site.browser(Who::Analyst).page("/account").filled("/account/tokens", &[]).1;
    let refused = site.browser(Who::Analyst).post(&action, &stranger);
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "nobody ends another's session");
    assert!(is_signed_in(&site, &phone) && is_signed_in(&site, &other));
    let ended = viewer.post(&action, &fields);
    assert!(viewer.follow(&ended).words().contains(thai().accounts_session_ended()));
    assert_ne!(is_signed_in(&site, &phone), is_signed_in(&site, &other), "one of the two");
    assert_eq!(rows(&mut viewer).len(), 2);
    assert_eq!(viewer.post(&action, &fields).status, StatusCode::NOT_FOUND, "it has ended already");
}

#[test]
fn all_other_sessions_are_ended_and_this_one_goes_on() {
    let site = Site::empty();
    let (phone, other) = (on_a_phone(&site), on_a_phone(&site));
    let mut analyst = site.browser(Who::Analyst);
    let mut viewer = site.browser(Who::Viewer);
    let page = viewer.page("/account");
    let answer = viewer.submit(&page, "/account/sessions/end-others", &[]);
    let page = viewer.follow(&answer);
    assert!(page.words().contains(thai().accounts_others_ended()));
    assert_eq!(page.count("form[action='/account/sessions/end-others']"), 0, "there are no others now");
    assert!(!is_signed_in(&site, &phone) && !is_signed_in(&site, &other));
    analyst.page("/account");
}

#[test]
fn one_signs_out_everywhere() {
    let site = Site::empty();
    let phone = on_a_phone(&site);
    let mut viewer = site.browser(Who::Viewer);
    let page = viewer.page("/account");
    let (_, fields) = page.filled("/account/sessions/end-others", &[]);
    let answer = viewer.post("/account/sessions/end", &fields);
    assert!(viewer.follow(&answer).words().contains(thai().accounts_signed_out()));
    assert_eq!(viewer.get("/account").status, StatusCode::SEE_OTHER);
    assert!(!is_signed_in(&site, &phone));
}

#[test]
fn signing_out_is_told_in_english_as_well() {
    let site = Site::empty();
    let _ = on_a_phone(&site);
    let page = site.browser(Who::Viewer).in_english().page("/account");
    for said in ["Where you are signed in", "This one", "Safari · iPhone", "Sign out all others"] {
        assert!(page.words().contains(said), "{said} in {}", page.words());
    }
}
