//! Five hundred returns verified at once ask the database as often as one does.

use phaen_app::App;
use phaen_app::returns::Verification;
use phaen_domain::access::Role;
use phaen_domain::id::UnitCode;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::submission::{Entry, Field, FieldKey, SubmissionState};
use phaen_domain::workbook::{RawCell, RawRow, RawWorkbook};
use phaen_store::testing::Fresh;
use phaen_store::{Engine, SqlStore};

use crate::on_both_engines;
use crate::plans::{journaled, store};
use crate::returns::{open, plan, round, version, who};
use crate::samples::{behind, decimal, folder, indicator_code};
use crate::use_cases::{LED, app_on, begins, import, set};

on_both_engines!(
    five_hundred_returns_are_verified_in_as_many_statements_as_one_and_one_more_for_their_journal,
    five_hundred_figures_that_stood_before_are_kept_in_one_statement_more,
    five_hundred_figures_are_taken_away_in_as_many_statements_as_one_and_no_other,
);

/// Returns of the batch.
const MANY: usize = 500;
/// Statements of a verification at most.
const BUDGET: u64 = 15;

fn code(number: usize) -> String {
    format!("X{number:03}")
}

/// More units that answer for the first indicator.
fn with_many_units() -> RawWorkbook {
    let mut raw = folder("led-2566");
    let _ = set(&mut raw, "indicators", begins("K01"), "aggregation", "average");
    let mut add = |sheet: &str, cells: &dyn Fn(usize) -> Vec<(usize, String)>| {
        let rows = &mut raw.sheets.iter_mut().find(|it| it.name == sheet).unwrap().rows;
        let (last, width) = rows.last().map(|row| (row.number, row.cells.len())).unwrap();
        rows.extend((1..=MANY + 1).zip(last + 1..).map(|(number, place)| {
            let mut row = RawRow { number: place, cells: vec![RawCell::Empty; width] };
            cells(number).into_iter().for_each(|(column, text)| row.cells[column] = RawCell::Text(text));
            row
        }));
    };
    let place = |sheet: &str, column: &str| phaen_domain::workbook::schema::sheet(sheet).unwrap().place(column).unwrap();
    let units = ["code", "abbreviation", "name_th", "kind"].map(|column| place("units", column));
    add("units", &|number| units.iter().map(|column| (*column, code(number))).collect());
    let owners = [place("owners", "indicator"), place("owners", "unit")];
    add("owners", &|number| vec![(owners[0], "K01".to_owned()), (owners[1], code(number))]);
    raw
}

/// Every one of them has reported and submitted.
fn submitted(store: &SqlStore, app: &App) {
    let field = |field| FieldKey::of(Subject::Indicator(indicator_code("K01")), field);
    journaled(store, |tx| {
        let mut returns = tx.submissions(&plan(), &round())?;
        returns.retain(|it| it.key.unit.as_str().starts_with('X'));
        for it in &mut returns {
            (it.state, it.submitted_by, it.version) = (SubmissionState::Submitted, Some("officer".to_owned()), it.version + 1);
            for (field, text) in [(field(Field::Answer), "figure"), (field(Field::Value), "4")] {
                let at = "2023-07-05T03:00:00Z".parse().unwrap();
                let entry = Entry { text: text.to_owned(), version: 1, by: "officer".to_owned(), at };
                assert!(tx.save_field(&it.key, &field, &entry)?);
            }
        }
        assert_eq!(tx.save_submissions(&returns)?, MANY + 1);
        Ok(())
    });
    assert_eq!(version(app, &code(1)), 2);
}

fn five_hundred_returns_are_verified_in_as_many_statements_as_one_and_one_more_for_their_journal(engine: Engine) {
    let (_fresh, store, app) = all_submitted(engine);
    let one = verify(&store, &app, 1..=1);
    let many = verify(&store, &app, 2..=MANY + 1);
    // Each return has an entry, and so has each of its figures: a thousand go in by five hundred.
    assert_eq!(many, one + 1);
    assert!(many <= BUDGET, "{many} statements");
}

fn five_hundred_figures_that_stood_before_are_kept_in_one_statement_more(engine: Engine) {
    let (_fresh, store, app) = all_submitted(engine);
    let nothing_before = verify(&store, &app, 1..=1);
    let stood: Vec<_> = (2..=MANY + 1).map(|number| (entered(number), behind(1))).collect();
    journaled(&store, |tx| tx.save_observations(&plan(), &stood));
    let many = verify(&store, &app, 2..=MANY + 1);
    assert_eq!(many, nothing_before + 2, "one more for their journal, one for what is kept");
    assert!(many <= BUDGET, "{many} statements");
    let kept = phaen_app::ports::reading(&store, |tx| tx.replaced(&plan(), &round())).unwrap();
    assert_eq!(kept.len(), MANY);
}

/// A figure of one of the units that did not come by its return.
fn entered(number: usize) -> Observation {
    Observation {
        subject: Subject::Indicator(indicator_code("K01")),
        unit: Some(UnitCode::new(&code(number)).unwrap()),
        period: Period::Round(round()),
        reported: Reported::Value(decimal("3")),
        narrative: None,
        source: None,
        evidence: None,
    }
}

fn all_submitted(engine: Engine) -> (Fresh, SqlStore, App) {
    let (fresh, store) = store(engine);
    let app = app_on(&store);
    assert!(import(&app, &with_many_units()).unwrap());
    open(&app);
    submitted(&store, &app);
    (fresh, store, app)
}

/// Verifies returns, and counts the statements.
fn verify(store: &SqlStore, app: &App, numbers: std::ops::RangeInclusive<usize>) -> u64 {
    let units: Vec<_> = numbers.map(|number| (UnitCode::new(&code(number)).unwrap(), 2)).collect();
    let count = units.len();
    // Whoever verifies has read the plan.
    let analyst = who(Role::Analyst, None);
    app.plan(&analyst, LED, None).unwrap();
    let before = store.db().statements();
    let command = Verification { plan: plan(), round: round(), units, chosen: [].into() };
    assert_eq!(app.verify_returns(&analyst, &command).unwrap().returns, count);
    store.db().statements() - before
}

fn five_hundred_figures_are_taken_away_in_as_many_statements_as_one_and_no_other(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    assert!(import(&app, &with_many_units()).unwrap());
    let of_agency = Observation { unit: None, ..entered(1) };
    let of_units: Vec<_> = (1..=MANY + 1).map(entered).collect();
    let given: Vec<_> = of_units.iter().chain([&of_agency]).map(|it| (it.clone(), behind(1))).collect();
    journaled(&store, |tx| tx.save_observations(&plan(), &given));
    let forget = |figures: &[Observation]| {
        let keys: Vec<_> = figures.iter().map(Observation::key).collect();
        let before = store.db().statements();
        journaled(&store, |tx| tx.forget_observations(&plan(), &keys));
        store.db().statements() - before
    };
    assert_eq!(forget(&of_units[..1]), forget(&of_units[1..]));
    let here = |it: &&Observation| it.period == of_agency.period && it.subject == of_agency.subject;
    let view = app.plan(&who(Role::Analyst, None), LED, None).unwrap();
    let left: Vec<_> = view.plan.observations.iter().filter(here).collect();
    assert_eq!(left, [&of_agency], "what the agency reports itself stays");
}
