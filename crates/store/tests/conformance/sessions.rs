//! One's own sessions by the use cases: listed, noted as seen now and then, ended.

use phaen_app::accounts::{Caller, NewAccount};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Role;
use phaen_store::{Engine, SqlStore};

use crate::plans::store;
use crate::use_cases::{actor, app_at};
use crate::{on_both_engines, verified};

on_both_engines!(a_session_is_noted_as_seen_now_and_then, one_session_or_all_others_are_ended_without_a_word_in_the_journal,);

const PASSWORD: &str = "ความลับ ที่ยาวพอ 2566";

/// An account, signed in from an office and from a phone.
fn signed_in_twice(store: &SqlStore) -> (App, Actor, [String; 2]) {
    let app = app_at(store, 0);
    let new = NewAccount {
        login: "somsri".to_owned(),
        name: "นักวิเคราะห์".to_owned(),
        role: Role::Analyst,
        unit: None,
        email: None,
        password: PASSWORD.to_owned(),
    };
    app.create_account(&actor(Role::Administrator), &new).unwrap();
    let office = app.sign_in("somsri", PASSWORD, "10.1.2.3").unwrap();
    let phone = Caller { address: "2001:db8::1", browser: Some("Safari · iPhone") };
    let phone = app.sign_in("somsri", PASSWORD, phone).unwrap();
    (app, office.actor, [office.secret, phone.secret])
}

fn a_session_is_noted_as_seen_now_and_then(engine: Engine) {
    let (_fresh, store) = store(engine);
    let (app, actor, [office, phone]) = signed_in_twice(&store);
    let seen = |app: &App| app.own_sessions(&actor, Some(&office)).unwrap()[0].seen_at.as_second();
    let began = seen(&app);
    let own = app.own_sessions(&actor, Some(&office)).unwrap();
    let told: Vec<_> = own.iter().map(|it| (it.is_this, it.network.as_deref(), it.browser.as_deref())).collect();
    assert_eq!(told, [(true, Some("10.1.2.*"), None), (false, Some("2001:db8:0:*"), Some("Safari · iPhone"))]);
    let soon = app_at(&store, 200);
    // The first visit remembers the agency and its offices.
    assert!(soon.visit(&office).unwrap().is_some());
    let before = store.db().statements();
    assert!(soon.visit(&office).unwrap().is_some());
    assert!(store.db().statements() - before <= 2, "reading a page writes nothing");
    assert_eq!(seen(&soon), began);
    let later = app_at(&store, 1_000);
    assert!(later.visit(&office).unwrap().is_some());
    assert_eq!(seen(&later), 1_700_000_000 + 1_000);
    let of_phone = later.own_sessions(&actor, Some(&phone)).unwrap();
    assert!(of_phone[0].is_this && of_phone[0].seen_at.as_second() < began + 10, "the phone was not seen");
}

fn one_session_or_all_others_are_ended_without_a_word_in_the_journal(engine: Engine) {
    let (_fresh, store) = store(engine);
    let (app, actor, [office, phone]) = signed_in_twice(&store);
    let entries = verified(store.db());
    let alive = |secret: &str| app.visit(secret).unwrap().is_some();
    let handle = app.own_sessions(&actor, Some(&office)).unwrap()[1].handle.clone();
    let stranger = Actor { account: "another".to_owned(), ..actor.clone() };
    assert!(matches!(app.end_session(&stranger, &handle), Err(AppError::NotFound { kind: "session", .. })));
    assert!(alive(&phone));
    app.end_session(&actor, &handle).unwrap();
    assert!(!alive(&phone) && alive(&office));
    assert!(matches!(app.end_session(&actor, &handle), Err(AppError::NotFound { .. })), "it has ended already");
    let again = app.sign_in("somsri", PASSWORD, "").unwrap().secret;
    app.end_other_sessions(&actor, &again).unwrap();
    assert!(!alive(&office) && alive(&again));
    assert_eq!(app.own_sessions(&actor, None).unwrap().len(), 1);
    assert_eq!(verified(store.db()), entries);
}
