//! What units report about problems, on both engines: part of the round once it is verified, no more when it is sent back, and frozen with
//! the figures.

use phaen_app::App;
use phaen_app::returns::SentBack;
use phaen_domain::access::Role;
use phaen_domain::submission::{FieldKey, ProblemCategory, UnitProblem};
use phaen_store::Engine;

use crate::findings::compile;
use crate::on_both_engines;
use crate::returns::{analyst, fill_in, key, officer, open, plan, round, submit, type_in, verify, version, who};
use crate::samples::round_code;
use crate::use_cases::{LED, app_on, with_led};
use crate::verifying::settle;

on_both_engines!(
    what_units_verified_say_of_problems_is_part_of_the_round,
    a_frozen_round_keeps_the_problems_it_was_frozen_with,
    reading_problems_costs_a_plan_with_returns_one_statement,
);

const UNIT: &str = "กนย.";
const SAID: &str = "ได้รับงบประมาณ|ล่าช้า\nกว่าแผน";

fn told(app: &App, at: &str) -> Option<Vec<UnitProblem>> {
    app.plan(&analyst(), LED, None).unwrap().round(&round_code(at)).unwrap().problems.clone()
}

fn put(app: &App, name: &str, text: &str) {
    let field: FieldKey = name.parse().unwrap();
    let seen = app.unit_return(&officer(UNIT), &key(UNIT)).unwrap().fields.0.get(&field).map_or(0, |entry| entry.version);
    type_in(app, UNIT, field, text, seen).unwrap();
}

/// The policy division's return with a problem of an indicator and a next plan of its whole work, verified.
fn with_problems(app: &App) {
    open(app);
    fill_in(app, UNIT, "2");
    put(app, "indicator:K01:problem_category", "budget");
    put(app, "indicator:K01:problem", SAID);
    put(app, "indicator:K01:remedy", "เร่งรัดการเบิกจ่าย");
    put(app, "whole:next_plan", "ประชุมติดตามทุกเดือน");
    submit(app, UNIT);
    assert_eq!(told(app, "R9"), Some(Vec::new()), "what is submitted is no part of the round before it is verified");
    verify(app, &analyst(), &[UNIT]).unwrap();
}

fn expected() -> Vec<UnitProblem> {
    let of = |item: &str| UnitProblem {
        unit: key(UNIT).unit,
        item: item.parse().unwrap(),
        category: None,
        problem: None,
        remedy: None,
        next_plan: None,
    };
    let first = UnitProblem {
        category: Some(ProblemCategory::Budget),
        problem: Some(SAID.to_owned()),
        remedy: Some("เร่งรัดการเบิกจ่าย".to_owned()),
        ..of("indicator:K01")
    };
    vec![first, UnitProblem { next_plan: Some("ประชุมติดตามทุกเดือน".to_owned()), ..of("whole") }]
}

fn what_units_verified_say_of_problems_is_part_of_the_round(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    assert_eq!(told(&app, "R9"), None);
    with_problems(&app);
    assert_eq!(told(&app, "R9"), Some(expected()));
    assert_eq!(told(&app, "R12"), None, "a round without returns has none of its own");
    let back = SentBack {
        key: key(UNIT), seen_version: version(&app, UNIT), comments: vec![(None, "ขอแก้ไข".to_owned())]
    };
    app.send_back_return(&analyst(), &back).unwrap();
    assert_eq!(told(&app, "R9"), Some(Vec::new()), "what is no longer verified is no part of the round");
    put(&app, "indicator:K01:problem", "");
    put(&app, "indicator:K01:problem_category", "");
    put(&app, "indicator:K01:remedy", "");
    settle(&app, UNIT);
    submit(&app, UNIT);
    verify(&app, &analyst(), &[UNIT]).unwrap();
    assert_eq!(told(&app, "R9"), Some(expected()[1..].to_vec()));
}

fn a_frozen_round_keeps_the_problems_it_was_frozen_with(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    with_problems(&app);
    compile(&app, &analyst(), &plan(), &round());
    app.endorse_round(&who(Role::Executive, None), &plan(), &round()).unwrap();
    app.freeze_round(&who(Role::HeadOfPolicy, None), &plan(), &round()).unwrap();
    let view = app.plan(&analyst(), LED, None).unwrap();
    let frozen = view.round(&round()).unwrap();
    let snapshot = frozen.snapshot.as_ref().unwrap();
    assert_eq!((snapshot.problems(), frozen.problems.clone()), (Some(expected()), Some(expected())));
    assert!(snapshot.records().is_some() && frozen.explained.iter().all(|(unit, _)| unit.is_none()));
}

fn reading_problems_costs_a_plan_with_returns_one_statement(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    let cost = || {
        let anew = app_on(&store);
        let before = store.db().statements();
        drop(told(&anew, "R9"));
        store.db().statements() - before
    };
    let without = cost();
    with_problems(&app);
    assert_eq!(cost(), without + 1, "one for all problems of all rounds");
}
