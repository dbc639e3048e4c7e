//! Obligations of units that were closed, merged or renamed, on both engines: at opening and after it.

use phaen_app::App;
use phaen_app::rounds::BoardRow;
use phaen_domain::observation::{Period, Reported, Subject};
use phaen_domain::workbook::{RawCell, RawWorkbook};
use phaen_store::Engine;

use crate::on_both_engines;
use crate::plans::store;
use crate::returns::{analyst, fill_in, key, officer, open, plan, round, submit, unit, verify};
use crate::samples::{folder, indicator_code};
use crate::use_cases::{LED, app_on, begins, import, set, with_led};

on_both_engines!(
    a_merged_unit_reports_once_and_the_figure_counts_once,
    what_a_unit_owes_follows_its_successor_after_the_round_was_opened,
);

/// A unit that is closed before the nine months end, merged into another.
fn merge(raw: &mut RawWorkbook, closed: &str, into: &str) {
    let _ = set(raw, "units", begins(closed), "valid_to", "2023-05-31");
    let _ = set(raw, "units", begins(closed), "successor", into);
}

fn row(app: &App, code: &str) -> Option<BoardRow> {
    let rows = app.board(&analyst(), &plan(), &round()).unwrap().rows;
    rows.into_iter().find(|row| row.submission.key.unit == unit(code))
}

fn a_merged_unit_reports_once_and_the_figure_counts_once(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    let mut raw = folder("led-2566");
    merge(&mut raw, "พบ.", "กนย.");
    let _ = set(&mut raw, "indicators", begins("K01"), "aggregation", "sum");
    let owners = &mut raw.sheets.iter_mut().find(|sheet| sheet.name == "owners").unwrap().rows;
    let mut both = owners.last().unwrap().clone();
    both.number += 1;
    both.cells[0] = RawCell::Text("K01".to_owned());
    both.cells[1] = RawCell::Text("พบ.".to_owned());
    owners.push(both);
    assert!(import(&app, &raw).unwrap());
    open(&app);
    assert!(row(&app, "พบ.").is_none(), "it owes nothing any more");
    let view = app.unit_return(&analyst(), &key("กนย.")).unwrap();
    assert_eq!(view.submission.inherited_from, Some(unit("พบ.")));
    let subject = Subject::Indicator(indicator_code("K01"));
    assert_eq!(view.form.items.iter().filter(|item| item.subject == subject).count(), 1);
    fill_in(&app, "กนย.", "4");
    submit(&app, "กนย.");
    verify(&app, &analyst(), &["กนย."]).unwrap();
    let view = app.plan(&analyst(), LED, None).unwrap();
    let counted = view.plan.observations.iter().filter(|it| it.subject == subject && it.period == Period::Round(round()));
    let counted: Vec<_> = counted.map(|it| (it.unit.clone(), it.reported.clone())).collect();
    assert_eq!(counted.len(), 1);
    assert!(matches!(&counted[0], (Some(of), Reported::Value(value)) if *of == unit("กนย.") && value.to_string() == "4"));
}

fn what_a_unit_owes_follows_its_successor_after_the_round_was_opened(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    assert!(row(&app, "พบ.").is_some_and(|row| row.items > 0));
    let had = row(&app, "กพร.").map_or(0, |row| row.items);
    let owed = row(&app, "พบ.").unwrap().items;
    let mut raw = folder("led-2566");
    merge(&mut raw, "พบ.", "กพร.");
    assert!(import(&app, &raw).unwrap());
    open_again(&app);
    assert!(row(&app, "พบ.").is_none(), "nobody waits for a unit that is closed and submitted nothing");
    assert_eq!(row(&app, "กพร.").unwrap().items, had + owed);
    assert_eq!(app.unit_return(&officer("พบ."), &key("พบ.")).unwrap().form.items, []);
    let waits = app.round_page(&analyst(), &plan(), &round()).unwrap().returns.values().sum::<usize>();
    assert_eq!(waits, app.board(&analyst(), &plan(), &round()).unwrap().rows.len());
    assert_eq!(
        app.year_of_returns(&analyst(), &plan()).unwrap().returns.len(),
        waits,
        "the rates of the year leave it out as well"
    );
}

fn open_again(app: &App) {
    app.open_round(&analyst(), &plan(), &round()).unwrap();
}
