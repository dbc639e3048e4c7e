//! A visit by the use cases: who comes and where the journal stands, and what is remembered there.

use std::sync::Arc;

use phaen_app::accounts::NewAccount;
use phaen_domain::access::Role;
use phaen_store::Engine;

use crate::on_both_engines;
use crate::use_cases::{LED, actor, with_led};

on_both_engines!(what_is_at_hand_is_as_new_as_the_visit, a_plan_that_changed_is_read_once_for_all_who_want_it,);

const PASSWORD: &str = "ความลับ ที่ยาวพอ 2566";

fn account(login: &str) -> NewAccount {
    NewAccount {
        login: login.to_owned(),
        name: "ผู้อ่าน".to_owned(),
        role: Role::Viewer,
        unit: None,
        email: None,
        password: PASSWORD.to_owned(),
    }
}

fn what_is_at_hand_is_as_new_as_the_visit(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    let administrator = actor(Role::Administrator);
    app.create_account(&administrator, &account("reader")).unwrap();
    let secret = app.sign_in("reader", PASSWORD, "10.0.0.1").unwrap().secret;
    let visit = || app.visit(&secret).unwrap().unwrap();
    let before = visit();
    let at_hand = |head| app.plan_at_hand(&before.actor, head, LED, None);
    assert!(at_hand(before.head).is_none(), "nothing was read yet");
    let view = app.plan(&before.actor, LED, None).unwrap();
    assert!(at_hand(before.head).is_some_and(|kept| Arc::ptr_eq(&kept, &view)));
    let asked = store.db().statements();
    assert!(at_hand(visit().head).is_some());
    assert_eq!(store.db().statements() - asked, 1, "a page that finds nothing new asks one question");
    app.create_account(&administrator, &account("other")).unwrap();
    let after = visit();
    assert!(after.head.seq > before.head.seq && at_hand(after.head).is_none(), "something was stored since");
    app.plan(&before.actor, LED, None).unwrap();
    assert!(at_hand(before.head).is_none(), "what was so before is not shown again");
    assert!(at_hand(after.head).is_some(), "nor does an earlier visit make anything be forgotten");
}

fn a_plan_that_changed_is_read_once_for_all_who_want_it(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    let reader = actor(Role::Viewer);
    let statements = |work: &dyn Fn()| {
        let before = store.db().statements();
        work();
        store.db().statements() - before
    };
    let read = || drop(app.plan(&reader, LED, None).unwrap());
    let alone = statements(&read);
    app.create_account(&actor(Role::Administrator), &account("other")).unwrap();
    let readers = 8;
    let together = statements(&|| {
        std::thread::scope(|scope| (0..readers).for_each(|_| drop(scope.spawn(read))));
    });
    // Each reads the journal's head, whether plans changed, and the list of plans; one of them reads the plan.
    assert!(together < alone + readers * 4, "{together} statements for {readers}, {alone} for one");
}
