//! A visit by the use cases: who comes and where the journal stands, and what is remembered there.

use std::sync::Arc;

use jiff::civil::date;
use phaen_app::App;
use phaen_app::accounts::NewAccount;
use phaen_app::plan_view::PlanView;
use phaen_domain::access::Role;
use phaen_domain::plan::EditionState;
use phaen_store::Engine;

use crate::on_both_engines;
use crate::plans::save;
use crate::returns::{open, type_in};
use crate::samples::demonstration;
use crate::use_cases::{LED, actor, app_at, with_led};

on_both_engines!(
    what_is_at_hand_is_as_new_as_the_visit,
    a_plan_that_changed_is_read_once_for_all_who_want_it,
    of_other_editions_those_asked_for_last_are_remembered,
    two_nodes_print_the_same_number_whenever_each_has_read_the_plan,
);

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
    app.set_holiday(&administrator, date(2023, 7, 5), Some("วันหยุดพิเศษ")).unwrap();
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
    app.set_holiday(&actor(Role::Administrator), date(2023, 7, 5), Some("วันหยุดพิเศษ")).unwrap();
    let readers = 8;
    let together = statements(&|| {
        std::thread::scope(|scope| (0..readers).for_each(|_| drop(scope.spawn(read))));
    });
    // Each reads the journal's head, whether plans changed, and the list of plans; one of them reads the plan.
    assert!(together < alone + readers * 4, "{together} statements for {readers}, {alone} for one");
}

fn of_other_editions_those_asked_for_last_are_remembered(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    let viewer = actor(Role::Viewer);
    let mut plan = demonstration("led-2566");
    for number in 2..=4 {
        plan.edition.number = number;
        plan.edition.state = EditionState::Draft;
        plan.observations.clear();
        save(&store, &plan);
    }
    let read = |edition| app.plan(&viewer, LED, edition).unwrap();
    let kept = |view: &Arc<PlanView>, edition| Arc::ptr_eq(view, &read(edition));
    let in_force = read(None);
    let (second, third) = (read(Some(2)), read(Some(3)));
    assert!(kept(&second, Some(2)) && kept(&third, Some(3)));
    assert!(kept(&second, Some(2)), "asked for last");
    let fourth = read(Some(4));
    assert!(kept(&second, Some(2)) && kept(&fourth, Some(4)) && kept(&in_force, None));
    assert!(!kept(&third, Some(3)), "two are enough");
}

fn two_nodes_print_the_same_number_whenever_each_has_read_the_plan(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    let (one, other) = (app_at(&store, 2_000_000_000), app_at(&store, 2_100_000_000));
    let sequence = |node: &App| node.plan(&actor(Role::Viewer), LED, None).unwrap().sequence;
    let before = sequence(&one);
    let field = "indicator:K01:narrative".parse().unwrap();
    type_in(&app, "กนย.", field, "ดำเนินการแล้ว", 0).unwrap();
    assert_eq!((sequence(&one), sequence(&other)), (before, before), "what was typed changes no book");
    app.set_holiday(&actor(Role::Administrator), date(2023, 7, 5), Some("วันหยุดพิเศษ")).unwrap();
    assert_eq!(sequence(&one), sequence(&other));
    assert!(sequence(&one) > before);
}
