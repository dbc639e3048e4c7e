//! Every declared route, by everybody: who may call it may, who may not is told so, and nothing ever fails. The round of the return is
//! open, so that a unit's own people act on it and those of another unit are kept from it. Every page is whole in both languages.

use axum::http::StatusCode;
use phaen_app::offices::SavePosition;
use phaen_domain::access::{Action, Role, SecondFactorRule, roles_for};
use phaen_domain::id::{PositionCode, UnitCode};
use phaen_domain::position::Position;
use phaen_web::rooms::{Declared, Permission};
use phaen_web::site::rooms;

use crate::doubles::actor;
use crate::support::{Answer, Browser, Site, Who, all};
use crate::unit_return;
use crate::well_formed::{self, Sent};

/// The demonstration agency with a position, an open round, and an officer whom the head of the unit keeps.
fn arranged() -> Site {
    let site = unit_return::opened();
    site.make_if_new(Who::Officer);
    let position = Position {
        code: PositionCode::new("HEAD").expect("a code"),
        name_th: "ผู้อำนวยการกองนโยบายและแผน".to_owned(),
        name_en: None,
        role: Role::UnitHead,
        unit: Some(UnitCode::new("กนย.").expect("a code")),
        closed: false,
        version: 0,
    };
    site.app.save_position(&actor(Role::Administrator), &SavePosition { position }).expect("a position");
    site
}

/// A path with its parameters filled by things that are there, and that this person may do something to where anybody may.
fn filled(declared: &Declared, who: Who) -> String {
    let code = match declared.path {
        path if path.starts_with("/projects") || path.contains("/projects/") => "P01",
        path if path.starts_with("/units") || path.contains("/units/") => "พบ.",
        // A draft edition's indicator, so that its target may be changed.
        "/indicators/{code}/target" => "D03",
        _ => "K11",
    };
    let path = declared.path.replace("{code}", code).replace("{*figure}", "indicator:K11/score");
    let round = if of_a_return(declared) { "R9" } else { "R12" };
    let path = path.replace("{plan}", "LED-2566").replace("{round}", round).replace("{edition}", "1").replace("{item}", "1");
    let path = path
        .replace("{kind}", "indicator")
        .replace("{login}", if who == Who::Head { "officer" } else { "viewer" })
        .replace("{file}", "nothing.ics")
        .replace("{secret}", "nothing")
        .replace("{id}", "nothing")
        .replace("{handle}", "nothing")
        .replace("{unit}", "กนย.")
        .replace("{position}", "HEAD")
        .replace("{revision}", "1")
        .replace("{number}", "1");
    let path = path.replace("{section}", "part1.mission").replace("{order}", "1");
    assert!(!path.contains('{'), "{path} has a parameter that the sweep does not know");
    match declared.path {
        "/indicators/{code}/target" => format!("{path}?plan=PSDG-2565"),
        "/indicators/{code}/report" => format!("{path}?for_round=R6"),
        "/projects/{code}/result/{item}" => format!("{path}?round=R6"),
        _ => path,
    }
}

/// Whether it is about one unit's return.
fn of_a_return(declared: &Declared) -> bool {
    declared.path.contains("{unit}")
}

fn is_api(declared: &Declared) -> bool {
    declared.path.starts_with("/api/")
}

/// Sends what the declaration says, with the session's secret and nothing else in a form; to a return what its routes ask.
fn call(browser: &mut Browser<'_>, declared: &Declared, who: Who, secret: &str) -> Answer {
    let path = filled(declared, who);
    if declared.method == "GET" {
        return browser.get(&path);
    }
    let sent = if of_a_return(declared) { well_formed::of_a_return(declared) } else { Sent::Nothing };
    match (declared.path, sent) {
        ("/exchange/uploads", _) => well_formed::upload(browser, &path, secret, None),
        (_, Sent::File { query, name, bytes }) if is_api(declared) => {
            browser.post_as(&format!("{path}?{query}&name={name}"), "application/pdf", &[("x-form-key", secret)], bytes)
        }
        (_, Sent::File { query, name, bytes }) => {
            well_formed::upload(browser, &format!("{path}?{query}"), secret, Some((name, bytes)))
        }
        (_, Sent::Json(text)) => browser.post_as(&path, "application/json", &[("x-form-key", secret)], text),
        (_, Sent::Nothing) if is_api(declared) => browser.post_as(&path, "application/json", &[("x-form-key", secret)], "{}"),
        (_, Sent::Form(fields)) => {
            let fields = [("form_key", secret)].into_iter().chain(fields.iter().copied());
            browser.post(&path, &fields.map(|(name, text)| (name.to_owned(), text.to_owned())).collect::<Vec<_>>())
        }
        (_, Sent::Nothing) => browser.post(&path, &[("form_key".to_owned(), secret.to_owned())]),
    }
}

/// The secret that a signed-in person's forms carry.
fn secret(browser: &mut Browser<'_>) -> String {
    browser.page("/").value("/preferences", "form_key")
}

/// Routes after which the session is over.
fn ends_the_session(declared: &Declared) -> bool {
    declared.method == "POST" && matches!(declared.path, "/logout" | "/account/sessions/end" | "/account/password")
}

fn is_permitted(declared: &Declared, who: Who) -> bool {
    let allows = |action: Action| who.role().is_some_and(|role| roles_for(action).contains(&role));
    match declared.permission {
        Permission::Public => true,
        // Everybody who reads the board looks at a position; orders are recorded by who keeps or holds it, and nobody here holds one.
        Permission::Action(_)
            if declared.path.contains("{position}/orders") || declared.path.contains("{position}/stand-ins") =>
        {
            allows(Action::ManageOffices)
        }
        // A return that is not frozen is its unit's, and of those who oversee.
        Permission::Action(_) if of_a_return(declared) && who == Who::OtherOfficer => false,
        Permission::Action(Action::ReadPlan) if of_a_return(declared) => allows(Action::ReadReturn),
        Permission::Action(action) => allows(action),
    }
}

#[test]
fn whoever_is_not_signed_in_is_led_to_signing_in() {
    let site = arranged();
    for declared in rooms().declared() {
        let answer = call(&mut site.browser(Who::Nobody), declared, Who::Nobody, "");
        let told = format!("{} {}", declared.method, declared.path);
        match (declared.permission, declared.method) {
            (Permission::Public, _) => {
                assert!(!answer.status.is_server_error(), "{told}: {}", answer.status);
                assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{told}");
                assert!(!answer.header("location").starts_with("/login?next"), "{told}");
            }
            (_, "GET") if !is_api(declared) => {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{told}");
                assert!(answer.header("location").starts_with("/login?next=%2F"), "{told}: {}", answer.header("location"));
            }
            _ => assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{told}"),
        }
    }
}

#[test]
fn whoever_has_to_set_up_a_second_factor_is_led_there_from_every_page_and_does_nothing_else() {
    let site = arranged();
    let mut analyst = site.browser(Who::Analyst);
    let secret = secret(&mut analyst);
    let rule = SecondFactorRule::new([Role::Analyst]);
    site.app.set_second_factor_rule(&actor(Role::Administrator), &rule, 0).expect("a rule");
    let asked = rooms();
    let asked = asked.declared().iter().filter(|declared| declared.permission != Permission::Public);
    for declared in asked.filter(|declared| declared.path != "/account/second-factor") {
        let answer = call(&mut analyst, declared, Who::Analyst, &secret);
        let told = format!("{} {}: {}", declared.method, declared.path, answer.status);
        if declared.method == "GET" && !is_api(declared) {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{told}");
            assert_eq!(answer.header("location"), "/account/second-factor", "{told}");
        } else {
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{told}");
            let said = if is_api(declared) {
                "second-factor-needed"
            } else {
                "กรุณาเปิดใช้การยืนยันสองขั้นก่อน"
            };
            assert!(answer.body.contains(said), "{told}");
        }
    }
    assert_eq!(analyst.get("/account/second-factor").status, StatusCode::OK);
}

#[test]
fn each_role_may_call_what_the_matrix_allows_and_nothing_else() {
    for who in Who::everybody() {
        let site = arranged();
        let mut browser = site.browser(who);
        let secret = secret(&mut browser);
        // What ends the session comes last, so that everything before it is asked by somebody.
        let (last, first): (Vec<_>, Vec<_>) = rooms().declared().iter().cloned().partition(ends_the_session);
        for declared in first.iter().filter(|declared| declared.path != "/login") {
            let answer = call(&mut browser, declared, who, &secret);
            let told = format!("{who:?} {} {}: {}", declared.method, declared.path, answer.status);
            assert!(!answer.status.is_server_error(), "{told}");
            if is_permitted(declared, who) {
                assert!(!matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN), "{told}");
            } else {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{told}");
            }
        }
        for declared in &last {
            let mut browser = site.fresh_browser(who);
            let secret = self::secret(&mut browser);
            let answer = call(&mut browser, declared, who, &secret);
            assert!(
                !answer.status.is_server_error() && answer.status != StatusCode::FORBIDDEN,
                "{} {}",
                declared.path,
                answer.status
            );
        }
    }
}

#[test]
fn every_page_is_whole_in_thai_and_english() {
    let site = arranged();
    for (who, _) in Who::SIGNED_IN {
        for english in [false, true] {
            let browser = site.browser(who);
            let mut browser = if english { browser.in_english() } else { browser };
            let pages = rooms();
            let pages = pages.declared().iter().filter(|declared| declared.method == "GET" && is_permitted(declared, who));
            for declared in pages {
                let answer = browser.get(&filled(declared, who));
                if !answer.header("content-type").starts_with("text/html") {
                    continue;
                }
                is_whole(&answer, if english { "en" } else { "th" }, declared.path);
            }
        }
    }
}

fn is_whole(answer: &Answer, lang: &str, path: &str) {
    let html = answer.html();
    assert_eq!(all(&html, "h1").len(), 1, "{path}");
    assert_eq!(all(&html, &format!("html[lang={lang}]")).len(), 1, "{path} {lang}");
    assert!(all(&html, "[style], style, [onclick], [onload], [onchange]").is_empty(), "{path}");
    let title = answer.words_at("title");
    assert!(!title.starts_with('·'), "{path}: {title}");
    // The API's own page speaks to programmers.
    let words = if path == "/api" { String::new() } else { answer.words() };
    let raw = words.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).find(|word| is_raw_key(word));
    assert_eq!(raw, None, "{path} {lang}");
    labels_say_what_is_seen(answer, path);
    for id in all(&html, "[id]") {
        let id = id.attr("id").expect("an id");
        let same = all(&html, "[id]").iter().filter(|other| other.attr("id") == Some(id)).count();
        assert_eq!(same, 1, "{path}: the id {id} stands {same} times");
    }
}

/// Who speaks to a page says what stands on a button: its label has those words, one after the other (WCAG 2.5.3).
pub(crate) fn labels_say_what_is_seen(answer: &Answer, path: &str) {
    let spaced = |text: &str| {
        let text = text.to_lowercase();
        format!(" {} ", text.split(|c: char| c.is_whitespace() || ",()".contains(c)).collect::<Vec<_>>().join(" "))
    };
    for labelled in all(&answer.html(), "a[aria-label], button[aria-label], summary[aria-label]") {
        let label = spaced(labelled.attr("aria-label").expect("a label"));
        let seen = labelled.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        let seen = spaced(&seen);
        assert!(seen.trim().is_empty() || label.contains(&seen), "{path}: “{label}” lacks “{seen}”");
    }
}

/// A key of an enumeration or of a sentence, which no reader should ever see.
fn is_raw_key(word: &str) -> bool {
    word.contains('_') && word.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !word.starts_with('_') && word.len() > 3
}
