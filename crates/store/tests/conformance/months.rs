//! Results by month: entered while a round that looks at them is open, and never beside results by round.

use phaen_app::editing::EnterObservation;
use phaen_app::ports::reading;
use phaen_app::{App, AppError};
use phaen_domain::id::{ProjectCode, UnitCode};
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::round::RoundState;
use phaen_domain::workbook::{ProblemRule, RawWorkbook};
use phaen_store::{Engine, SqlStore};

use crate::plans::{journaled, save, store};
use crate::samples::{behind, decimal, demonstration, folder, indicator_code, round_code};
use crate::use_cases::{analyst, app_on, begins, import, set};
use crate::{on_both_engines, verified};

on_both_engines!(
    results_by_month_are_told_from_results_by_round,
    a_month_is_entered_while_no_round_that_looks_at_it_is_past,
    results_come_by_month_or_by_round_and_never_both,
    results_come_from_units_or_for_the_agency_and_never_both,
    a_workbook_does_not_bring_the_other_kind_beside_what_is_stored,
);

fn result(subject: Subject, period: Period, value: &str) -> Observation {
    Observation {
        subject,
        unit: None,
        period,
        reported: Reported::Value(decimal(value)),
        narrative: None,
        source: Some("ทะเบียน".to_owned()),
        evidence: Some("ทะเบียน.pdf".to_owned()),
    }
}

fn indicator(code: &str) -> Subject {
    Subject::Indicator(indicator_code(code))
}

fn results_by_month_are_told_from_results_by_round(engine: Engine) {
    let (_fresh, store) = store(engine);
    let mut plan = demonstration("led-2566");
    plan.observations.clear();
    save(&store, &plan);
    let code = &plan.plan.code;
    let keep = |it: &Observation| assert!(journaled(&store, |tx| tx.save_observation(code, it, &behind(1))));
    let project = ProjectCode::new("P01").unwrap();
    keep(&result(indicator("K01"), Period::Month(12), "1"));
    keep(&result(indicator("K02"), Period::Round(round_code("R9")), "1"));
    keep(&result(Subject::ProjectIndicator(project.clone(), 2), Period::Month(1), "1"));
    let told =
        |subject: &Subject| [true, false].map(|monthly| reading(&store, |tx| tx.is_reported(code, subject, monthly)).unwrap());
    assert_eq!((told(&indicator("K01")), told(&indicator("K02"))), ([true, false], [false, true]));
    assert_eq!((told(&indicator("K03")), told(&Subject::Project(project.clone()))), ([false, false], [false, false]));
    assert_eq!(told(&Subject::ProjectIndicator(project.clone(), 2)), [true, false]);
    assert_eq!(told(&Subject::ProjectIndicator(project, 1)), [false, false]);
}

/// The demonstration plan with its year not closed yet.
fn before_the_end(store: &SqlStore) -> App {
    changed(store, |_| ())
}

fn changed(store: &SqlStore, change: impl Fn(&mut RawWorkbook)) -> App {
    let app = app_on(store);
    let mut raw = folder("led-2566");
    change(&mut raw);
    set(&mut raw, "rounds", begins("R12"), "state", "planned");
    let reports = raw.sheets.iter_mut().find(|sheet| sheet.name == "observations").unwrap();
    reports.rows.retain(|row| row.cells[1].shown() != "K07");
    assert!(import(&app, &raw).unwrap());
    app
}

fn enter(app: &App, period: Period, value: &str, seen_version: u32) -> Result<(), AppError> {
    let (plan, reason) = ("LED-2566".to_owned(), "รายงานรายเดือน".to_owned());
    let observation = result(indicator("K07"), period, value);
    app.enter_observation(&analyst(), &EnterObservation { plan, observation, seen_version, reason })
}

fn rules(refused: Result<(), AppError>) -> Vec<(Option<&'static str>, ProblemRule)> {
    match refused {
        Err(AppError::Workbook(problems)) => problems.listed().iter().map(|it| (it.column, it.rule.clone())).collect(),
        other => panic!("{other:?}"),
    }
}

fn a_month_is_entered_while_no_round_that_looks_at_it_is_past(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = before_the_end(&store);
    enter(&app, Period::Month(1), "40", 0).unwrap();
    enter(&app, Period::Month(9), "60", 0).unwrap();
    let stale = enter(&app, Period::Month(1), "50", 0).unwrap_err();
    assert!(matches!(&stale, AppError::Stale { stored, .. } if stored == "40"), "{stale:?}");
    enter(&app, Period::Month(1), "50", 1).unwrap();
    assert!(matches!(enter(&app, Period::Month(10), "1", 0), Err(AppError::RoundNotOpen(RoundState::Planned))));
    // Once the year is frozen, every month is looked at by a frozen round.
    let frozen = app.export(&analyst(), "LED-2566", None).unwrap();
    let mut raw = crate::samples::workbook(&frozen);
    set(&mut raw, "rounds", begins("R12"), "state", "frozen");
    assert!(import(&app, &raw).unwrap());
    let entries = verified(store.db());
    assert!(matches!(enter(&app, Period::Month(1), "60", 2), Err(AppError::RoundNotOpen(RoundState::Frozen))));
    assert_eq!(verified(store.db()), entries);
}

fn results_come_by_month_or_by_round_and_never_both(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = before_the_end(&store);
    let by_round = || Period::Round(round_code("R6"));
    let mixed = [(Some("period"), ProblemRule::MixedPeriods)];
    enter(&app, Period::Month(3), "40", 0).unwrap();
    let entries = verified(store.db());
    assert_eq!(rules(enter(&app, by_round(), "90", 0)), mixed);
    assert_eq!(verified(store.db()), entries, "nothing was stored");
    let mut other = result(indicator("K07"), Period::Month(4), "5");
    other.subject = indicator("K01");
    let (plan, reason) = ("LED-2566".to_owned(), "รายงานรายเดือน".to_owned());
    let command = EnterObservation { plan, observation: other, seen_version: 0, reason };
    assert_eq!(rules(app.enter_observation(&analyst(), &command)), mixed, "K01 was reported by round");
}

/// The same, with K07 the sum of its units.
fn summed(store: &SqlStore, accumulation: &str) -> App {
    changed(store, |raw| {
        let _ = set(raw, "indicators", begins("K07"), "aggregation", "sum");
        let _ = set(raw, "indicators", begins("K07"), "accumulation", accumulation);
    })
}

fn by(unit: Option<&str>, period: Period) -> EnterObservation {
    let unit = unit.map(|unit| UnitCode::new(unit).unwrap());
    let observation = Observation { unit, ..result(indicator("K07"), period, "5") };
    EnterObservation { plan: "LED-2566".to_owned(), observation, seen_version: 0, reason: "รายงาน".to_owned() }
}

fn results_come_from_units_or_for_the_agency_and_never_both(engine: Engine) {
    let round = |code| Period::Round(round_code(code));
    let mixed = [(Some("unit"), ProblemRule::MixedReporters)];
    for (accumulation, other_round) in [("sum", false), ("cumulative", true)] {
        let (_fresh, store) = store(engine);
        let app = summed(&store, accumulation);
        app.enter_observation(&analyst(), &by(Some("กนย."), round("R6"))).unwrap();
        assert_eq!(rules(app.enter_observation(&analyst(), &by(None, round("R6")))), mixed);
        app.enter_observation(&analyst(), &by(Some("กพร."), round("R6"))).unwrap();
        let next = app.enter_observation(&analyst(), &by(None, round("R9")));
        assert_eq!(next.is_ok(), other_round, "{accumulation}: a round that looks at itself alone may be told another way");
    }
}

fn a_workbook_does_not_bring_the_other_kind_beside_what_is_stored(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = before_the_end(&store);
    enter(&app, Period::Month(3), "40", 0).unwrap();
    let entries = verified(store.db());
    let mut raw = folder("led-2566");
    set(&mut raw, "rounds", begins("R12"), "state", "planned");
    let refused = import(&app, &raw);
    let Err(AppError::Workbook(problems)) = refused else { panic!("{refused:?}") };
    let [problem] = problems.listed() else { panic!("{problems:?}") };
    assert_eq!((problem.sheet, problem.column, &problem.rule), ("observations", Some("period"), &ProblemRule::MixedPeriods));
    assert!(problem.row > 0 && problem.value == "R12", "{problem:?}");
    assert_eq!(verified(store.db()), entries);
}
