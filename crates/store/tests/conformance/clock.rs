//! A clock that jumps, forth and back: sessions, days and the order of the journal stay right.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use phaen_app::accounts::NewAccount;
use phaen_app::ports::{Clock, reading};
use phaen_app::rounds::Timeliness;
use phaen_app::{App, AppError};
use phaen_domain::access::Role;
use phaen_store::{Engine, SqlStore};

use crate::plans::store;
use crate::returns::{fill_in, open, plan, round, submit, who};
use crate::samples::folder;
use crate::use_cases::{app_by, import};
use crate::{on_both_engines, verified};

on_both_engines!(
    what_came_in_time_stays_in_time_whatever_the_clock_says_later,
    the_journal_keeps_its_order_when_the_clock_goes_back,
    a_session_ends_by_its_day_and_no_jump_makes_it_last_longer,
    failures_of_a_day_that_never_was_lock_nobody_out,
);

const PASSWORD: &str = "ความลับ ที่ยาวพอ 2566";

/// Shows what it was set to.
#[derive(Default)]
pub(crate) struct Hands(AtomicI64);

impl Hands {
    pub(crate) fn set(&self, to: &str) {
        let at: Timestamp = to.parse().unwrap();
        self.0.store(at.as_second(), Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// The demonstration agency on a day before the nine months' reports are due (5 July 2566).
fn agency(store: &SqlStore) -> (Arc<Hands>, App) {
    let hands = Arc::new(Hands::default());
    hands.set("2023-07-03T03:00:00Z");
    let clock: Arc<dyn Clock> = hands.clone();
    let app = app_by(store, clock);
    assert!(import(&app, &folder("led-2566")).unwrap());
    open(&app);
    (hands, app)
}

fn timeliness(app: &App, unit: &str) -> Timeliness {
    let board = app.board(&who(Role::Analyst, None), &plan(), &round()).unwrap();
    board.rows.iter().find(|row| row.submission.key.unit.as_str() == unit).unwrap().timeliness
}

fn what_came_in_time_stays_in_time_whatever_the_clock_says_later(engine: Engine) {
    let (_fresh, store) = store(engine);
    let (hands, app) = agency(&store);
    fill_in(&app, "กนย.", "2");
    fill_in(&app, "พบ.", "2");
    // The last second of the last day in Thailand.
    hands.set("2023-07-05T16:59:59Z");
    submit(&app, "กนย.");
    hands.set("2023-08-01T03:00:00Z");
    assert_eq!((timeliness(&app, "กนย."), timeliness(&app, "พบ.")), (Timeliness::OnTime, Timeliness::Overdue(27)));
    submit(&app, "พบ.");
    hands.set("2023-07-04T03:00:00Z");
    assert_eq!((timeliness(&app, "กนย."), timeliness(&app, "พบ.")), (Timeliness::OnTime, Timeliness::Late(27)));
}

fn the_journal_keeps_its_order_when_the_clock_goes_back(engine: Engine) {
    let (_fresh, store) = store(engine);
    let (hands, app) = agency(&store);
    hands.set("2023-07-04T05:00:00Z");
    fill_in(&app, "กนย.", "2");
    hands.set("2023-07-04T04:00:00Z");
    submit(&app, "กนย.");
    let code = "LED-2566/R9/กนย.";
    let told = app.journal(&who(Role::Auditor, None), Some(("return", code)), None).unwrap();
    let actions: Vec<&str> = told.iter().take(3).map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["return_submitted", "return_endorsed", "return_proposed"], "in the order in which it was done");
    assert!(told.windows(2).all(|pair| pair[0].seq > pair[1].seq));
    assert!(told[0].at < told[3].at, "each says what the clock showed");
    let count = verified(store.db());
    assert_eq!(reading(&store, |tx| tx.sequence()).unwrap(), count, "whole, without gaps");
}

fn reader(app: &App) {
    let new = NewAccount {
        login: "reader".to_owned(),
        name: "ผู้อ่าน".to_owned(),
        role: Role::Viewer,
        unit: None,
        email: None,
        password: PASSWORD.to_owned(),
    };
    app.create_account(&who(Role::Administrator, None), &new).unwrap();
}

fn failures_of_a_day_that_never_was_lock_nobody_out(engine: Engine) {
    let (_fresh, store) = store(engine);
    let (hands, app) = agency(&store);
    reader(&app);
    let fail = || (0..12).for_each(|_| assert!(app.sign_in("reader", "ผิด", "10.0.0.1").is_err()));
    let locked = || matches!(app.sign_in("reader", PASSWORD, "10.0.0.1"), Err(AppError::TooManySignIns { .. }));
    // The clock was wrong by a year.
    hands.set("2024-07-03T03:00:00Z");
    fail();
    assert!(locked());
    hands.set("2023-07-03T03:10:00Z");
    assert!(app.locks(&who(Role::Administrator, None)).unwrap().is_empty(), "it would last a year");
    assert!(matches!(app.sign_in("reader", "ผิด", "10.0.0.1"), Err(AppError::SignInFailed)));
    hands.set("2024-07-03T03:00:01Z");
    assert!(!locked(), "the next failure has cleared what lies far ahead");
    // What another server noted, whose clock is a little ahead, counts.
    hands.set("2023-07-03T04:03:00Z");
    fail();
    hands.set("2023-07-03T04:00:00Z");
    assert!(locked());
}

fn a_session_ends_by_its_day_and_no_jump_makes_it_last_longer(engine: Engine) {
    let (_fresh, store) = store(engine);
    let (hands, app) = agency(&store);
    reader(&app);
    let sign_in = || -> Result<String, AppError> { Ok(app.sign_in("reader", PASSWORD, "10.0.0.1")?.secret) };
    let known = |secret: &str| app.visit(secret).unwrap().is_some();
    let today = sign_in().unwrap();
    hands.set("2023-07-03T15:00:01Z");
    assert!(!known(&today), "twelve hours later it has ended");
    hands.set("2023-07-03T02:30:00Z");
    assert!(known(&today), "half an hour back it is still the same day's");
    // The clock was wrong by a year when this one began.
    hands.set("2024-07-03T03:00:00Z");
    let ahead = sign_in().unwrap();
    assert!(known(&ahead));
    hands.set("2023-07-03T03:10:00Z");
    assert!(!known(&ahead), "it would last a year");
    assert!(known(&sign_in().unwrap()), "signing in again is all that is needed");
}
