//! Rounds through the use cases on both engines: what a workbook may say of them, before and after they are frozen.

use jiff::civil::{Date, date};
use phaen_app::rounds::Order;
use phaen_app::{App, AppError};
use phaen_domain::access::Role;
use phaen_domain::round::RoundState;
use phaen_domain::submission::SubmissionState;
use phaen_domain::workbook::{ProblemRule, RawCell, RawWorkbook, schema};
use phaen_store::Engine;

use crate::findings::compile;
use crate::on_both_engines;
use crate::plans::{journaled, store};
use crate::returns::{open, plan, round, who};
use crate::samples::{folder, round_code};
use crate::use_cases::{analyst, app_on, begins, import, set, with_led};

on_both_engines!(
    a_frozen_round_keeps_the_day_of_completion_it_was_frozen_with,
    a_workbook_without_a_day_of_completion_keeps_it,
    a_round_opened_here_moves_on_by_decisions_and_takes_a_workbook_only_while_it_takes_results,
    what_was_decided_on_all_rounds_is_asked_once_for_a_workbook,
    a_return_that_was_sent_back_and_endorsed_again_is_not_overdue,
);

const LED: &str = "LED-2566";
const LED_FOLDER: &str = "led-2566";
/// Of the order that reopens a round.
const LAST_DAY: Date = date(2030, 1, 1);

/// The demonstration workbook with a day of completion of one round; the row's number beside it.
fn completed(round: &str, day: &str) -> (RawWorkbook, u32) {
    let mut raw = folder("led-2566");
    let place = schema::sheet("rounds").unwrap().place("completed_on").unwrap();
    let rows = &mut raw.sheets.iter_mut().find(|sheet| sheet.name == "rounds").unwrap().rows;
    let row = rows.iter_mut().find(|row| row.cells[0].shown() == round).unwrap();
    row.cells[place] = RawCell::Text(day.to_owned());
    let number = row.number;
    (raw, number)
}

/// The stored day, and the one that the round's documents carry.
fn days(app: &App, round: &str) -> (Option<Date>, Option<Date>) {
    let view = app.plan(&analyst(), LED, None).unwrap();
    let scored = view.round(&round_code(round)).unwrap();
    let day =
        |plan: &phaen_domain::plan::AgencyPlan| plan.rounds.iter().find(|it| it.code.as_str() == round).unwrap().completed_on;
    (day(&view.plan), day(&scored.plan))
}

fn a_frozen_round_keeps_the_day_of_completion_it_was_frozen_with(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    assert!(import(&app, &completed("R12", "20 พ.ย. 2566").0).unwrap());
    let day = Some(date(2023, 11, 20));
    assert_eq!(days(&app, "R12"), (day, day));
    let (raw, row) = completed("R12", "21 พ.ย. 2566");
    let Err(AppError::Workbook(problems)) = import(&app, &raw) else { panic!("a frozen round changed") };
    let told: Vec<_> = problems.listed().iter().map(|it| (it.sheet, it.row, it.column, it.rule.clone())).collect();
    assert_eq!(told, [("rounds", row, Some("completed_on"), ProblemRule::FrozenRound)]);
    assert_eq!(days(&app, "R12"), (day, day));
}

fn a_workbook_without_a_day_of_completion_keeps_it(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    assert!(import(&app, &completed("R6", "2023-05-15").0).unwrap());
    assert!(!import(&app, &folder("led-2566")).unwrap());
    assert_eq!(days(&app, "R6").0, Some(date(2023, 5, 15)));
    assert!(import(&app, &completed("R6", "2023-05-16").0).unwrap());
    assert_eq!(days(&app, "R6").0, Some(date(2023, 5, 16)));
    let (raw, row) = completed("R6", "2022-05-16");
    let Err(AppError::Workbook(problems)) = import(&app, &raw) else { panic!("completed before it began") };
    let told: Vec<_> = problems.listed().iter().map(|it| (it.sheet, it.row, it.column, it.rule.clone())).collect();
    assert_eq!(told, [("rounds", row, Some("completed_on"), ProblemRule::CompletedBeforeRound)]);
}

/// The demonstration workbook with a state of R9 and, where there is one, the policy group's first result at it.
fn at_r9(state: &str, result: Option<&str>) -> RawWorkbook {
    let mut raw = folder(LED_FOLDER);
    set(&mut raw, "rounds", begins("R9"), "state", state);
    if let Some(value) = result {
        let row = set(&mut raw, "observations", |cells| cells[1].shown() == "K01", "period", "R9");
        set(&mut raw, "observations", |cells| cells[1].shown() == "K01" && cells[4].shown() == "R9", "value", value);
        assert!(row > 0);
    }
    raw
}

fn a_round_opened_here_moves_on_by_decisions_and_takes_a_workbook_only_while_it_takes_results(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    let told = |raw: &RawWorkbook| match import(&app, raw) {
        Err(AppError::Workbook(problems)) => {
            problems.listed().iter().map(|it| (it.sheet, it.column.unwrap(), it.rule.clone())).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    open(&app);
    for state in ["planned", "compiled", "frozen"] {
        assert_eq!(told(&at_r9(state, None)), [("rounds", "state", ProblemRule::RoundUnderWay(RoundState::Open))], "{state}");
    }
    assert!(import(&app, &at_r9("open", Some("4"))).unwrap(), "while it is open, it takes results");
    compile(&app, &analyst(), &plan(), &round());
    assert_eq!(told(&at_r9("compiled", Some("5"))), [("observations", "value", ProblemRule::RoundNotOpen)]);
    app.endorse_round(&who(Role::Executive, None), &plan(), &round()).unwrap();
    app.freeze_round(&who(Role::HeadOfPolicy, None), &plan(), &round()).unwrap();
    assert_eq!(told(&at_r9("frozen", Some("5"))), [("observations", "value", ProblemRule::FrozenRound)]);
    let order = Order {
        reason: "แก้ไขผล".to_owned(), document_no: Some("ยธ 1/2566".to_owned()), expires_on: Some(LAST_DAY)
    };
    app.reopen_round(&who(Role::DirectorGeneral, None), &plan(), &round(), &order).unwrap();
    assert!(import(&app, &at_r9("open", Some("5"))).unwrap(), "the order lets it take results again");
}

fn what_was_decided_on_all_rounds_is_asked_once_for_a_workbook(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    app.open_round(&analyst(), &plan(), &round_code("R6")).unwrap();
    let raw = at_r9("open", None);
    app.plan(&analyst(), LED, None).unwrap();
    let before = store.db().statements();
    let _ = app.preview_import(&analyst(), &raw).unwrap();
    let asked = store.db().statements() - before;
    assert!(asked <= 6, "{asked} statements, of which one for what was decided");
}

fn a_return_that_was_sent_back_and_endorsed_again_is_not_overdue(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    let overdue = || app.round_page(&analyst(), &plan(), &round()).unwrap().overdue;
    assert_eq!(overdue(), app.board(&analyst(), &plan(), &round()).unwrap().rows.len(), "nobody submitted anything");
    journaled(&store, |tx| {
        let mut returns = tx.submissions(&plan(), &round())?;
        for it in &mut returns {
            (it.state, it.version) = (SubmissionState::Endorsed, it.version + 1);
            it.first_submitted_at = Some("2023-07-04T03:00:00Z".parse().unwrap());
        }
        tx.save_submissions(&returns)
    });
    assert_eq!(overdue(), 0);
}
