//! What is done to returns and accounts leaves every plan, the agency and the positions as they are, on both engines: what was read of them
//! stands over it.

use std::sync::Arc;

use jiff::civil::date;
use phaen_app::accounts::{AccountChange, NewAccount};
use phaen_app::ports::{PlanListing, StoredPlan, reading};
use phaen_app::returns::SentBack;
use phaen_app::rounds::Extend;
use phaen_domain::access::Role;
use phaen_domain::organisation::Agency;
use phaen_domain::position::Offices;
use phaen_store::{Engine, SqlStore};

use crate::on_both_engines;
use crate::returns::{analyst, fill_in, head, key, officer, open, plan, submit, version, who};
use crate::use_cases::{LED, with_led};

on_both_engines!(what_is_done_to_returns_and_accounts_changes_no_plan_and_no_position,);

const UNIT: &str = "กนย.";

type Known = (Option<StoredPlan>, Vec<PlanListing>, Option<Agency>, Offices);

/// What is remembered, read anew.
fn known(store: &SqlStore) -> Known {
    reading(store, |tx| Ok((tx.plan(&plan(), 1)?, tx.plans()?, tx.agency()?, tx.offices()?))).unwrap()
}

fn what_is_done_to_returns_and_accounts_changes_no_plan_and_no_position(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    let before = known(&store);
    let read = || app.plan(&analyst(), LED, None).unwrap();
    let administrator = who(Role::Administrator, None);
    let new = NewAccount {
        login: "somsri".to_owned(),
        name: "นักวิเคราะห์".to_owned(),
        role: Role::Analyst,
        unit: None,
        email: None,
        password: "ความลับ ที่ยาวพอ 2566".to_owned(),
    };
    assert_eq!(read().stored.people.name("somsri"), None);
    app.create_account(&administrator, &new).unwrap();
    let view = read();
    assert_eq!(view.stored.people.name("somsri"), Some("นักวิเคราะห์"), "who is new is known by name at once");
    let stands = |done: &str, told: &[&str]| {
        let entries = app.journal(&administrator, None, None).unwrap();
        assert!(told.iter().all(|action| entries.iter().any(|entry| entry.action == *action)), "{done}");
        assert!(known(&store) == before, "{done}");
        assert!(Arc::ptr_eq(&view, &read()), "{done}: the plan is not read again for it");
    };
    let accounts = app.accounts(&administrator).unwrap();
    let seen_version = accounts.iter().find(|it| it.login == "somsri").unwrap().version;
    let change = AccountChange { role: Role::Viewer, unit: None, email: None, closed: true, seen_version };
    app.change_account(&administrator, "somsri", &change).unwrap();
    stands("an account is changed", &["account_changed"]);
    let more =
        Extend { key: key("พบ."), seen_version: 1, due_on: date(2030, 1, 1), reason: "น้ำท่วม".to_owned() };
    app.extend_due(&who(Role::HeadOfPolicy, None), &more).unwrap();
    stands("more time is given", &["due_extended"]);
    fill_in(&app, UNIT, "2");
    app.propose_return(&officer(UNIT), &key(UNIT), version(&app, UNIT)).unwrap();
    let back = SentBack {
        key: key(UNIT), seen_version: version(&app, UNIT), comments: vec![(None, "ขอแก้ไข".to_owned())]
    };
    app.hand_back_return(&head(UNIT), &back).unwrap();
    stands("it is handed back", &["return_field_typed", "return_proposed", "return_handed_back"]);
    let comment = app.unit_return(&analyst(), &key(UNIT)).unwrap().comments[0].id.clone();
    app.settle_comment(&officer(UNIT), &key(UNIT), &comment).unwrap();
    stands("a comment is settled", &["comment_settled"]);
    submit(&app, UNIT);
    stands("it is submitted", &["return_endorsed", "return_submitted"]);
}
