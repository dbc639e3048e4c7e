//! Frozen rounds, on both engines: what they rest on is frozen with them, and what they hold is offered where one is opened again.

use jiff::civil::date;
use phaen_app::App;
use phaen_app::ports::{Snapshot, reading};
use phaen_app::returns::{AddEvidence, NewSupport, ReturnView, SaveField};
use phaen_domain::access::Role;
use phaen_domain::calendar::DeadlineRules;
use phaen_domain::evidence::FileHash;
use phaen_domain::frozen::RestsOn;
use phaen_domain::observation::Reported;
use phaen_domain::submission::{FieldKey, SubmissionKey};
use phaen_store::{Engine, SqlStore};

use crate::on_both_engines;
use crate::returns::{analyst, fill_in, key, officer, open, plan, round, submit, verify, who};
use crate::samples::{decimal, round_code};
use crate::use_cases::with_led;
use crate::verifying::{freeze, next_year_end};

on_both_engines!(
    a_round_is_frozen_with_the_rules_holidays_and_evidence_that_it_rests_on,
    a_round_that_a_workbook_froze_keeps_its_rules_and_an_older_snapshot_reads_as_before,
    what_was_frozen_by_a_workbook_stands_beside_the_fields_of_the_reopened_round_and_can_be_a_start,
);

const UNIT: &str = "กนย.";
const PDF: &[u8] = b"%PDF-1.7 ";

fn field(name: &str) -> FieldKey {
    name.parse().unwrap()
}

fn attach(app: &App, unit: &str, item: &str, support: NewSupport) -> String {
    let command = AddEvidence {
        key: key(unit), item: item.parse().unwrap(), step: 0, name: "หลักฐาน.pdf".to_owned(), support
    };
    app.add_evidence(&officer(unit), &command).unwrap().id
}

fn last(store: &SqlStore, of: &str) -> Snapshot {
    reading(store, |tx| tx.revisions(&plan(), &round_code(of))).unwrap().pop().unwrap()
}

fn a_round_is_frozen_with_the_rules_holidays_and_evidence_that_it_rests_on(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    let policy = who(Role::HeadOfPolicy, None);
    let day = date(2023, 10, 13);
    app.set_holiday(&policy, day, Some("วันนวมินทรมหาราช")).unwrap();
    let pdf = |bytes: &[u8]| NewSupport::File(app.drafted(bytes).unwrap());
    attach(&app, UNIT, "indicator:K01", pdf(PDF));
    attach(&app, UNIT, "indicator:K01", NewSupport::Link("https://www.led.go.th/r9".to_owned()));
    let removed = attach(&app, UNIT, "indicator:K02", pdf(b"%PDF-1.6 "));
    app.remove_evidence(&officer(UNIT), &key(UNIT), &removed).unwrap();
    attach(&app, "พบ.", "project:P01", pdf(b"%PDF-1.5 "));
    fill_in(&app, UNIT, "2");
    submit(&app, UNIT);
    verify(&app, &analyst(), &[UNIT]).unwrap();
    freeze(&app);
    let frozen = last(&store, "R9");
    let basis = frozen.basis().unwrap();
    assert_eq!((basis.rules, basis.holidays.0.get(&day).map(String::as_str)), (DeadlineRules::default(), Some("วันนวมินทรมหาราช")));
    let told: Vec<_> = basis.evidence.iter().map(|it| (it.unit.as_str(), it.item.to_string(), it.rests_on.clone())).collect();
    let own = |rests_on| (UNIT, "indicator:K01".to_owned(), rests_on);
    let file = RestsOn::File(FileHash::of(PDF).to_string());
    assert_eq!(
        told,
        [own(file), own(RestsOn::Link("https://www.led.go.th/r9".to_owned()))],
        "of verified returns, nothing removed"
    );
    assert_eq!(frozen.hash, FileHash::of(frozen.body.as_bytes()).as_str(), "under the hash of the snapshot");
    app.set_holiday(&policy, day, None).unwrap();
    assert_eq!(last(&store, "R9").basis(), Some(basis), "what comes later changes nothing of it");
    let view = app.plan(&analyst(), plan().as_str(), None).unwrap();
    assert!(view.round(&round()).unwrap().snapshot.is_some(), "its figures are read from it");
}

fn a_round_that_a_workbook_froze_keeps_its_rules_and_an_older_snapshot_reads_as_before(engine: Engine) {
    let (_fresh, store, _app) = with_led(engine);
    let frozen = last(&store, "R12");
    let basis = frozen.basis().unwrap();
    assert_eq!((basis.rules, basis.evidence), (DeadlineRules::default(), vec![]));
    let (before, _) = phaen_domain::frozen::parted_basis(&frozen.body);
    let older = Snapshot { body: before.to_owned(), hash: FileHash::of(before.as_bytes()).to_string(), ..frozen.clone() };
    assert_eq!((older.basis(), older.records()), (None, frozen.records()));
    assert!(older.records().is_some());
}

fn what_was_frozen_by_a_workbook_stands_beside_the_fields_of_the_reopened_round_and_can_be_a_start(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    let at: SubmissionKey = next_year_end(&app);
    let view = || -> ReturnView { app.unit_return(&officer(UNIT), &at).unwrap() };
    let reopened = view();
    let item = reopened.form.item(&"indicator:K01".parse().unwrap()).unwrap();
    assert_eq!(reopened.counts_already(item).map(|it| &it.reported), Some(&Reported::Value(decimal("4"))));
    assert_eq!(reopened.frozen_as(), Some(1));
    let order = app.round_page(&analyst(), &at.plan, &at.round).unwrap().reopened_by().cloned().unwrap();
    assert_eq!(Some(reopened.submission.due_on), order.expires_on, "due as the order says, not when the year was");
    app.set_holiday(&who(Role::HeadOfPolicy, None), reopened.submission.due_on, Some("วันหยุดพิเศษ")).unwrap();
    assert_eq!(Some(view().submission.due_on), order.expires_on, "and the calendar does not move it");
    let starting = reopened.starting();
    let text = |name: &str| starting.iter().find(|(key, _)| *key == field(name)).map(|(_, text)| text.as_str());
    assert_eq!((text("indicator:K01:answer"), text("indicator:K01:value")), (Some("figure"), Some("4")));
    assert!(text("indicator:K01:source").is_some_and(|text| text.contains("เอกสาร 004")));
    assert!(reopened.fields.0.is_empty(), "nothing is taken silently");
    // All of it can be stored as it is.
    for (field, text) in starting.iter().cloned() {
        app.save_field(&officer(UNIT), &SaveField { key: at.clone(), field, text, seen_version: 0 }).unwrap();
    }
    let started = view();
    assert_eq!(started.starting(), [], "what is answered is the unit's own");
    let item = started.form.item(&"indicator:K01".parse().unwrap()).unwrap();
    assert_eq!(started.reported(item).ok(), Some(Reported::Value(decimal("4"))));
}
