//! What opens an account besides its password, in tables and through the use cases: links, recovery codes, codes taken once, locks.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use phaen_app::accounts::{LinkRefused, NewAccount, SecondFactorView};
use phaen_app::ports::{Account, Clock, HalfSignedIn, Invitation, reading, technical};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::{Role, SecondFactorRule};
use phaen_store::testing::Fresh;
use phaen_store::{Engine, SqlStore};

use crate::plans::{journaled, store};
use crate::use_cases::{Counted, NoFiles, actor};
use crate::{on_both_engines, verified};

on_both_engines!(
    a_link_is_used_or_taken_back_once,
    a_recovery_code_is_used_once_and_new_ones_replace_the_old,
    a_code_of_a_step_is_taken_once_and_none_before_it,
    a_code_is_waited_for_until_its_time_is_over,
    a_link_opens_for_seven_days,
    each_failure_lengthens_the_lock_and_a_sign_in_ends_it,
    guessing_from_elsewhere_keeps_nobody_out_until_there_is_much_of_it,
    a_lock_holds_against_the_old_password_of_a_signed_in_thief,
    roles_that_need_a_second_factor_hold_on_every_node_at_once_and_are_never_guessed,
);

const PASSWORD: &str = "ร่มคันใหญ่ของเรา";

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).unwrap()
}

fn account() -> Account {
    Account {
        id: "id-ant".to_owned(),
        login: "ant".to_owned(),
        name: "มด".to_owned(),
        role: Role::Viewer,
        unit: None,
        email: None,
        second_factor: None,
        password_hash: String::new(),
        closed: false,
        version: 1,
    }
}

fn with_account(engine: Engine) -> (Fresh, SqlStore) {
    let (fresh, store) = store(engine);
    assert!(journaled(&store, |tx| tx.save_account(&account())));
    (fresh, store)
}

fn invitation() -> Invitation {
    Invitation {
        secret_hash: "hash".to_owned(),
        account: "id-ant".to_owned(),
        invited_by: "admin".to_owned(),
        created_at: at(0),
        expires_at: at(60),
        used_at: None,
        revoked_at: None,
    }
}

fn a_link_is_used_or_taken_back_once(engine: Engine) {
    let (_fresh, store) = with_account(engine);
    let save = |it: &Invitation| journaled(&store, |tx| tx.save_invitation(it));
    let look = |hash: &str| reading(&store, |tx| tx.invitation(hash)).unwrap();
    assert!(save(&invitation()));
    assert_eq!((look("hash"), look("other")), (Some((invitation(), account())), None));
    let used = Invitation { used_at: Some(at(5)), ..invitation() };
    assert!(save(&used));
    assert!(!save(&Invitation { used_at: Some(at(6)), ..invitation() }), "it was used");
    assert!(!save(&Invitation { revoked_at: Some(at(6)), ..invitation() }), "it was used");
    let later = Invitation { secret_hash: "later".to_owned(), created_at: at(9), revoked_at: Some(at(9)), ..invitation() };
    assert!(save(&later));
    assert_eq!(reading(&store, |tx| tx.invitations("id-ant")).unwrap(), [later, used], "newest first");
    assert_eq!(reading(&store, |tx| tx.invitations("id-bee")).unwrap(), []);
}

fn a_recovery_code_is_used_once_and_new_ones_replace_the_old(engine: Engine) {
    let (_fresh, store) = with_account(engine);
    let replace = |codes: &[&str]| {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        journaled(&store, |tx| tx.replace_recovery_codes("id-ant", &codes));
    };
    let spend = |code: &str| journaled(&store, |tx| tx.use_recovery_code("id-ant", code, at(1)));
    let left = || reading(&store, |tx| tx.recovery_codes_left("id-ant")).unwrap();
    replace(&["a", "b", "c"]);
    assert_eq!((left(), spend("a"), spend("a"), spend("x"), left()), (3, true, false, false, 2));
    replace(&["d"]);
    assert_eq!((spend("b"), left(), spend("d"), left()), (false, 1, true, 0));
}

fn a_code_of_a_step_is_taken_once_and_none_before_it(engine: Engine) {
    let (_fresh, store) = with_account(engine);
    let take = |step| technical(&store, |tx| tx.take_code_step("id-ant", step)).unwrap();
    assert_eq!([7, 7, 6, 8, 8].map(take), [true, false, false, true, false]);
}

fn a_code_is_waited_for_until_its_time_is_over(engine: Engine) {
    let (_fresh, store) = with_account(engine);
    let half = |hash: &str, end| HalfSignedIn { secret_hash: hash.to_owned(), account: "id-ant".to_owned(), expires_at: at(end) };
    for (hash, end) in [("one", 10), ("two", 20)] {
        technical(&store, |tx| tx.save_half_signed_in(&half(hash, end), at(0))).unwrap();
    }
    let waits = |hash: &str, now| reading(&store, |tx| tx.half_signed_in(hash, at(now))).unwrap().is_some();
    assert_eq!((waits("one", 9), waits("one", 10), waits("two", 10), waits("three", 0)), (true, false, true, false));
    technical(&store, |tx| tx.end_half_signed_in("two")).unwrap();
    assert_eq!((waits("one", 0), waits("two", 0)), (true, false));
    journaled(&store, |tx| tx.sign_out_account("id-ant", at(0)));
    assert!(!waits("one", 0), "whoever is signed out everywhere is half-way nowhere");
}

/// A clock that is set by hand.
struct Set(AtomicI64);

impl Clock for Set {
    fn now(&self) -> Timestamp {
        at(self.0.load(Ordering::SeqCst))
    }
}

/// The use cases with an account and a clock that is set by hand.
fn people(engine: Engine) -> (Fresh, SqlStore, App, Arc<Set>) {
    let (fresh, store) = store(engine);
    let clock = Arc::new(Set(AtomicI64::new(0)));
    let app = App::new(Arc::new(store.clone()), clock.clone(), Arc::new(Counted(AtomicI64::new(0))), Arc::new(NoFiles));
    let new = NewAccount {
        login: "somsri".to_owned(),
        name: "สมศรี".to_owned(),
        role: Role::Viewer,
        unit: None,
        email: None,
        password: PASSWORD.to_owned(),
    };
    app.create_account(&administrator(), &new).unwrap();
    (fresh, store, app, clock)
}

fn administrator() -> Actor {
    actor(Role::Administrator)
}

fn a_link_opens_for_seven_days(engine: Engine) {
    let (_fresh, _store, app, clock) = people(engine);
    let link = app.invite(&administrator(), "somsri").unwrap();
    let week = 7 * 24 * 60 * 60;
    clock.0.store(week - 1, Ordering::SeqCst);
    assert_eq!(app.invited(&link.secret).unwrap().login, "somsri");
    assert_eq!(tried(&app, PASSWORD), Ok(true), "the old password opens until a new one is chosen");
    clock.0.store(week, Ordering::SeqCst);
    let refused = |answer: Result<(), AppError>| matches!(answer, Err(AppError::LinkRefused(LinkRefused::Expired)));
    assert!(refused(app.accept_invitation(&link.secret, "อีกวลีหนึ่งที่ยาวพอ")));
    app.sign_in("somsri", PASSWORD, "10.0.0.1").unwrap();
}

/// How a sign-in answers: the seconds for which it is locked, or whether it succeeded.
fn tried(app: &App, password: &str) -> Result<bool, u32> {
    match app.sign_in("somsri", password, "10.0.0.1") {
        Ok(_) => Ok(true),
        Err(AppError::SignInFailed) => Ok(false),
        Err(AppError::TooManySignIns { seconds }) => Err(seconds),
        Err(other) => panic!("{other}"),
    }
}

fn each_failure_lengthens_the_lock_and_a_sign_in_ends_it(engine: Engine) {
    let (_fresh, store, app, clock) = people(engine);
    let pass = |seconds| clock.0.fetch_add(seconds, Ordering::SeqCst);
    assert_eq!([(); 5].map(|()| tried(&app, "wrong")), [Ok(false); 5]);
    assert_eq!(tried(&app, PASSWORD), Err(60), "even the right one");
    pass(61);
    assert_eq!(tried(&app, "wrong"), Ok(false));
    assert_eq!(tried(&app, PASSWORD), Err(120), "twice as long");
    app.unlock_account(&administrator(), "somsri").unwrap();
    assert_eq!([(); 4].map(|()| tried(&app, "wrong")), [Ok(false); 4]);
    assert_eq!(tried(&app, PASSWORD), Ok(true));
    assert_eq!([(); 4].map(|()| tried(&app, "wrong")), [Ok(false); 4], "what was before counts no more");
    let told = app.journal(&administrator(), Some(("account", "somsri")), None).unwrap();
    let told: Vec<(&str, &str)> = told.iter().map(|entry| (entry.action.as_str(), entry.actor.as_str())).collect();
    let locked = ("account_locked", "sign-in");
    assert_eq!(told, [("account_unlocked", "analyst"), locked, locked, ("account_created", "analyst")]);
    assert_eq!(verified(store.db()), 4);
}

fn guessing_from_elsewhere_keeps_nobody_out_until_there_is_much_of_it(engine: Engine) {
    let (_fresh, _store, app, _clock) = people(engine);
    let guess = |from: &str| match app.sign_in("somsri", "wrong", from) {
        Err(AppError::SignInFailed) => true,
        Err(AppError::TooManySignIns { .. }) => false,
        other => panic!("{other:?}"),
    };
    assert_eq!([(); 6].map(|()| guess("203.0.113.7")), [true, true, true, true, true, false]);
    assert_eq!([(); 6].map(|()| guess("2001:db8::1")), [true, true, true, true, true, false]);
    assert!(!guess("2001:db8::2"), "the same network");
    assert_eq!(tried(&app, PASSWORD), Ok(true), "from elsewhere the owner comes in");
    for place in 0..10 {
        assert_eq!([(); 5].map(|()| guess(&format!("198.51.100.{place}"))), [true; 5]);
    }
    assert_eq!(tried(&app, PASSWORD), Err(60), "so much of it locks everywhere");
    app.unlock_account(&administrator(), "somsri").unwrap();
    assert_eq!((tried(&app, PASSWORD), guess("198.51.100.0")), (Ok(true), true), "an unlocked account is locked nowhere");
    assert!(app.locks(&administrator()).unwrap().is_empty());
}

fn a_lock_holds_against_the_old_password_of_a_signed_in_thief(engine: Engine) {
    let (_fresh, _store, app, _clock) = people(engine);
    let somsri = app.sign_in("somsri", PASSWORD, "10.0.0.1").unwrap().actor;
    let change = |old: &str| app.change_password(&somsri, old, "วลีใหม่ที่ยาวพอ");
    for _ in 0..5 {
        assert!(matches!(change("wrong"), Err(AppError::SignInFailed)));
    }
    assert!(matches!(change(PASSWORD), Err(AppError::TooManySignIns { .. })));
}

fn roles_that_need_a_second_factor_hold_on_every_node_at_once_and_are_never_guessed(engine: Engine) {
    let (_fresh, store, app, clock) = people(engine);
    let other = App::new(Arc::new(store.clone()), clock, Arc::new(Counted(AtomicI64::new(1_000))), Arc::new(NoFiles));
    let secret = app.sign_in("somsri", PASSWORD, "10.0.0.1").unwrap().secret;
    let enrols = |node: &App| node.visit(&secret).map(|visit| visit.unwrap().actor.enrolling);
    assert_eq!((enrols(&app).unwrap(), enrols(&other).unwrap()), (false, false));
    let rule = SecondFactorRule::new([Role::Viewer]);
    app.set_second_factor_rule(&administrator(), &rule, 0).unwrap();
    assert_eq!((enrols(&app).unwrap(), enrols(&other).unwrap()), (true, true));
    let before = store.db().statements();
    assert!(enrols(&app).unwrap());
    assert_eq!(store.db().statements() - before, 1, "the rule is remembered");
    let stale = app.set_second_factor_rule(&administrator(), &SecondFactorRule::default(), 0);
    assert!(matches!(stale, Err(AppError::Stale { .. })));
    let view = SecondFactorView { rule, version: 1, without: vec!["somsri".to_owned()] };
    assert_eq!(app.second_factor_rule(&administrator()).unwrap(), view);
    assert!(matches!(app.second_factor_rule(&actor(Role::Analyst)), Err(AppError::Denied(_))));
    assert!(journaled(&store, |tx| tx.save_setting("second_factor", "emperor", 1)));
    assert!(matches!(enrols(&other), Err(AppError::Store(_))), "what cannot be read is not taken for nobody");
}
