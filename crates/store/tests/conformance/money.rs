//! Money that returns report by month, on both engines: it stays where a workbook leaves it out, and stands in one place.

use phaen_app::App;
use phaen_app::AppError;
use phaen_domain::budget::BudgetOwner;
use phaen_domain::finding::Rule;
use phaen_domain::id::ProjectCode;
use phaen_domain::submission::SubmissionKey;
use phaen_domain::workbook::{ProblemRule, RawRow, RawWorkbook};
use phaen_store::Engine;

use crate::on_both_engines;
use crate::plans::store;
use crate::returns::{analyst, fill_in, key, officer, open, submit, verify};
use crate::samples::{folder, round_code, workbook};
use crate::use_cases::{LED, app_on, begins, import, set, with_led};
use crate::verifying::{disbursed, explain_of, put, put_at, send_back};

on_both_engines!(
    a_workbook_that_leaves_out_reported_months_changes_nothing,
    a_workbook_that_says_otherwise_of_a_month_is_stored_once,
    months_that_a_frozen_round_rests_on_are_kept_from_a_workbook,
    what_an_earlier_return_disbursed_counts_in_the_next,
);

const UNIT: &str = "พบ.";

/// The demonstration agency while its year is not closed.
fn open_year() -> RawWorkbook {
    let mut raw = folder("led-2566");
    set(&mut raw, "rounds", begins("R12"), "state", "planned");
    let reports = raw.sheets.iter_mut().find(|sheet| sheet.name == "observations").unwrap();
    reports.rows.retain(|row| row.number == 1);
    raw
}

/// The fourth project's money of October and November is verified at nine months.
fn reported(app: &App, october: &str) {
    open(app);
    fill_in(app, UNIT, "2");
    put(app, UNIT, "project:P04:disbursed_01", october);
    put(app, UNIT, "project:P04:disbursed_02", "300");
    explain_of(app, UNIT);
    submit(app, UNIT);
    verify(app, &analyst(), &[UNIT]).unwrap();
}

fn of_november(row: &RawRow) -> bool {
    row.cells[0].shown() == "P04" && row.cells.iter().any(|cell| cell.shown() == "M02")
}

/// What is stored as a workbook, with another amount in November.
fn with_november(app: &App, amount: &str) -> RawWorkbook {
    let mut raw = workbook(&app.export(&analyst(), LED, None).unwrap());
    let rows = &raw.sheets.iter().find(|sheet| sheet.name == "budget").unwrap().rows;
    assert_eq!(rows.iter().filter(|row| of_november(row)).count(), 1, "months are exported");
    let november =
        |cells: &[phaen_domain::workbook::RawCell]| cells[0].shown() == "P04" && cells.iter().any(|cell| cell.shown() == "M02");
    set(&mut raw, "budget", november, "amount", amount);
    raw
}

/// The months of the fourth project as pages show them.
fn shown(app: &App) -> Vec<u8> {
    let view = app.plan(&analyst(), LED, None).unwrap();
    let project = BudgetOwner::Project(ProjectCode::new("P04").unwrap());
    view.plan.budget.iter().filter(|line| line.owner == project).filter_map(phaen_domain::budget::BudgetLine::month).collect()
}

fn a_workbook_that_leaves_out_reported_months_changes_nothing(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    assert!(import(&app, &open_year()).unwrap());
    reported(&app, "1,250.50");
    let preview = app.preview_import(&analyst(), &open_year()).unwrap();
    assert!(preview.changes_nothing(), "{:?}", preview.difference);
    assert!(!import(&app, &open_year()).unwrap());
    assert_eq!(disbursed(&store), [(1, 125_050), (2, 30_000)]);
}

fn a_workbook_that_says_otherwise_of_a_month_is_stored_once(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    assert!(import(&app, &open_year()).unwrap());
    reported(&app, "1,250.50");
    let raw = with_november(&app, "400");
    assert!(import(&app, &raw).unwrap());
    assert_eq!(disbursed(&store), [(1, 125_050), (2, 40_000)]);
    assert!(!import(&app, &raw).unwrap(), "the same file twice changes nothing");
    // The edition holds no second copy that would stay when the return is sent back; what the workbook brought stays.
    send_back(&app, UNIT).unwrap();
    assert_eq!((disbursed(&store), shown(&app)), (vec![(2, 40_000)], vec![2]));
}

fn months_that_a_frozen_round_rests_on_are_kept_from_a_workbook(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    reported(&app, "1,250.50");
    let refused = import(&app, &with_november(&app, "400"));
    let Err(AppError::Workbook(problems)) = refused else { panic!("{refused:?}") };
    let told: Vec<_> = problems.listed().iter().map(|it| (it.sheet, it.rule.clone())).collect();
    assert_eq!(told, [("budget", ProblemRule::FrozenRound)]);
}

fn what_an_earlier_return_disbursed_counts_in_the_next(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    reported(&app, "300,000");
    let later = SubmissionKey { round: round_code("R12"), ..key(UNIT) };
    crate::verifying::next_year_end(&app);
    put_at(&app, &later, "project:P04:answer", "figure");
    put_at(&app, &later, "project:P04:value", "50");
    put_at(&app, &later, "project:P04:disbursed_12", "99,700");
    let above = || {
        let view = app.unit_return(&officer(UNIT), &later).unwrap();
        view.findings().into_iter().any(|it| it.finding.rule == Rule::MoneyAbove)
    };
    // 400,000 are given.
    assert!(!above());
    put_at(&app, &later, "project:P04:disbursed_12", "99,700.01");
    assert!(above(), "what was verified at nine months counts");
    put_at(&app, &later, "project:P04:disbursed_01", "200,000");
    assert!(!above(), "what is typed stands over it");
}
