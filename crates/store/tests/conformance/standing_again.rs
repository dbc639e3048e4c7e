//! What counted for a figure before a return was verified over it counts again when that return is sent back, on both engines.

use phaen_app::App;
use phaen_app::editing::EnterObservation;
use phaen_app::ports::reading;
use phaen_domain::journal::Change;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::workbook::RawWorkbook;
use phaen_store::{Engine, SqlStore};

use crate::on_both_engines;
use crate::plans::store;
use crate::returns::{analyst, fill_in, open, plan, round, submit, verify};
use crate::samples::{decimal, folder, indicator_code};
use crate::use_cases::{LED, app_on, begins, import, set};
use crate::verifying::{explain_of, put, send_back, settle};

on_both_engines!(
    what_a_workbook_had_brought_counts_again,
    what_was_entered_directly_counts_again_each_time,
    what_a_workbook_brought_since_stays_and_nothing_older_returns,
);

const UNIT: &str = "กนย.";

/// The demonstration with its nine months open and, if given, a figure of the first indicator at them.
fn workbook(figure: Option<&str>) -> RawWorkbook {
    let mut raw = folder("led-2566");
    set(&mut raw, "rounds", begins("R9"), "state", "open");
    set(&mut raw, "rounds", begins("R12"), "state", "planned");
    if let Some(figure) = figure {
        set(&mut raw, "observations", |cells| cells[1].shown() == "K01", "period", "R9");
        set(&mut raw, "observations", |cells| cells[1].shown() == "K01", "value", figure);
    }
    raw
}

fn with(store: &SqlStore, figure: Option<&str>) -> App {
    let app = app_on(store);
    assert!(import(&app, &workbook(figure)).unwrap());
    app
}

/// The first indicator's figure with its file's hash and its version.
fn stands(store: &SqlStore) -> Option<(Observation, bool, u32)> {
    let key = (Subject::Indicator(indicator_code("K01")), None, Period::Round(round()));
    let found = reading(store, |tx| tx.observation(&plan(), &key)).unwrap();
    found.map(|(it, behind)| (it, behind.import_hash.is_some(), behind.version))
}

fn value_of(store: &SqlStore) -> Reported {
    stands(store).unwrap().0.reported
}

fn value(text: &str) -> Reported {
    Reported::Value(decimal(text))
}

/// Reported by the unit's return, submitted and verified.
fn verified(app: &App, figure: &str) {
    fill_in(app, UNIT, figure);
    explain_of(app, UNIT);
    submit(app, UNIT);
    verify(app, &analyst(), &[UNIT]).unwrap();
}

/// What the figure's own history says of its value last.
fn told(app: &App) -> (String, Change) {
    let entry = app.journal(&analyst(), Some(("indicator", "K01")), None).unwrap().remove(0);
    (entry.action, entry.detail.into_iter().find(|it| it.field == "value").unwrap())
}

fn change(before: &str, after: &str) -> Change {
    Change { field: "value".to_owned(), before: Some(before.to_owned()), after: Some(after.to_owned()) }
}

fn what_a_workbook_had_brought_counts_again(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = with(&store, Some("7"));
    let before = stands(&store).unwrap();
    assert_eq!((&before.0.reported, before.1), (&value("7"), true));
    open(&app);
    verified(&app, "2");
    assert_eq!(value_of(&store), value("2"));
    send_back(&app, UNIT).unwrap();
    let again = stands(&store).unwrap();
    assert_eq!((again.0, again.1), (before.0, true), "all of it, and the file it came from");
    assert!(again.2 > 2, "no version comes twice");
    assert_eq!(told(&app), ("result_taken_back".to_owned(), change("2", "7")));
    let code = format!("{LED}/R9/{UNIT}");
    let of_return = app.journal(&analyst(), Some(("return", &code)), None).unwrap().remove(0);
    let figure = of_return.detail.iter().find(|it| it.field == "indicator:K01:value").unwrap();
    assert_eq!((figure.before.as_deref(), figure.after.as_deref()), (Some("2"), Some("7")));
    assert!(app.verify_journal(&analyst()).unwrap().is_ok());
}

fn what_was_entered_directly_counts_again_each_time(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = with(&store, None);
    let observation = Observation {
        subject: Subject::Indicator(indicator_code("K01")),
        unit: None,
        period: Period::Round(round()),
        reported: value("4"),
        narrative: Some("นับจากทะเบียน".to_owned()),
        source: Some("ทะเบียน".to_owned()),
        evidence: Some("ทะเบียน.pdf".to_owned()),
    };
    let reason = "จากเล่ม".to_owned();
    let command = EnterObservation { plan: LED.to_owned(), observation: observation.clone(), seen_version: 0, reason };
    app.enter_observation(&analyst(), &command).unwrap();
    open(&app);
    verified(&app, "2");
    for _ in 0..2 {
        send_back(&app, UNIT).unwrap();
        let (again, by_workbook, _) = stands(&store).unwrap();
        assert_eq!((&again, by_workbook), (&observation, false));
        settle(&app, UNIT);
        put(&app, UNIT, "indicator:K01:value", "3");
        explain_of(&app, UNIT);
        submit(&app, UNIT);
        verify(&app, &analyst(), &[UNIT]).unwrap();
        assert_eq!(told(&app), ("result_verified".to_owned(), change("4", "3")));
    }
}

fn what_a_workbook_brought_since_stays_and_nothing_older_returns(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = with(&store, Some("7"));
    open(&app);
    verified(&app, "2");
    assert!(import(&app, &workbook(Some("9"))).unwrap());
    send_back(&app, UNIT).unwrap();
    assert_eq!(value_of(&store), value("9"), "it came another way");
    let kept = reading(&store, |tx| tx.replaced(&plan(), &round())).unwrap();
    assert!(kept.iter().all(|(it, _)| it.subject != Subject::Indicator(indicator_code("K01"))), "{kept:?}");
    settle(&app, UNIT);
    explain_of(&app, UNIT);
    submit(&app, UNIT);
    verify(&app, &analyst(), &[UNIT]).unwrap();
    send_back(&app, UNIT).unwrap();
    assert_eq!(value_of(&store), value("9"), "what stood last before it was verified");
}
