//! Returns that are remembered on both engines: as long as nothing on them changed, whoever changed it, and no longer.

use jiff::civil::date;
use phaen_app::App;
use phaen_app::rounds::Extend;
use phaen_domain::access::Role;
use phaen_domain::observation::Subject;
use phaen_domain::submission::{Field, FieldKey};
use phaen_store::Engine;

use crate::on_both_engines;
use crate::returns::{analyst, fill_in, key, open, type_in, version, who};
use crate::samples::indicator_code;
use crate::use_cases::{app_on, with_led};

on_both_engines!(
    a_remembered_return_is_read_again_when_something_on_it_changed,
    what_another_unit_types_leaves_a_remembered_return_as_it_is,
);

fn narrative() -> FieldKey {
    FieldKey::of(Subject::Indicator(indicator_code("K01")), Field::Narrative)
}

fn told(app: &App, unit: &str) -> String {
    let view = app.unit_return(&analyst(), &key(unit)).unwrap();
    view.fields.0.get(&narrative()).map(|it| it.text.clone()).unwrap_or_default()
}

fn a_remembered_return_is_read_again_when_something_on_it_changed(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    let elsewhere = app_on(&store);
    assert_eq!(told(&app, "กนย."), "");
    type_in(&elsewhere, "กนย.", narrative(), "ดำเนินการแล้ว", 0).unwrap();
    assert_eq!(told(&app, "กนย."), "ดำเนินการแล้ว");
    let command =
        Extend {
            key: key("กนย."), seen_version: version(&app, "กนย."), due_on: date(2023, 7, 10), reason: "น้ำท่วม".to_owned()
        };
    elsewhere.extend_due(&who(Role::HeadOfPolicy, None), &command).unwrap();
    assert_eq!(app.unit_return(&analyst(), &key("กนย.")).unwrap().submission.due(), date(2023, 7, 10));
}

fn what_another_unit_types_leaves_a_remembered_return_as_it_is(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    let statements = |app: &App| {
        let before = store.db().statements();
        told(app, "กนย.");
        store.db().statements() - before
    };
    let read = statements(&app);
    fill_in(&app, "พบ.", "1");
    assert_eq!(statements(&app), 2, "the head of the journal, and what came since");
    assert!(read > 4, "a return that is not remembered is read: {read} statements");
    type_in(&app, "กนย.", narrative(), "ดำเนินการแล้ว", 0).unwrap();
    assert!(statements(&app) > 4, "it changed");
}
