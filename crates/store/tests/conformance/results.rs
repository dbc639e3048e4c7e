//! Observations with their versions, and frozen rounds.

use std::thread;

use phaen_app::AppError;
use phaen_app::ports::{Provenance, Snapshot, reading, writing};
use phaen_domain::observation::{Observation, Period, Reported};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::round::{Round, RoundState};
use phaen_store::{Engine, SqlStore};

use crate::on_both_engines;
use crate::plans::{journaled, load, save, store};
use crate::samples::{NASTY, behind, decimal, demonstration, round_code, with_behind};

on_both_engines!(
    a_stale_observation_is_not_stored,
    a_new_observation_comes_after_those_that_are_there,
    given_observations_replace_their_own_and_leave_the_others,
    of_two_who_enter_the_same_value_at_once_one_is_refused,
    a_frozen_round_keeps_every_revision,
    the_snapshots_of_all_frozen_rounds_are_read_at_once,
    a_failed_write_stores_nothing,
);

fn with_plan(engine: Engine) -> (phaen_store::testing::Fresh, SqlStore, AgencyPlan) {
    let (fresh, store) = store(engine);
    let plan = demonstration("led-2566");
    save(&store, &plan);
    (fresh, store, plan)
}

fn one(store: &SqlStore, plan: &AgencyPlan, observation: &Observation) -> Option<(Observation, Provenance)> {
    reading(store, |tx| tx.observation(&plan.plan.code, &observation.key())).unwrap()
}

fn a_stale_observation_is_not_stored(engine: Engine) {
    let (_fresh, store, plan) = with_plan(engine);
    let enter = |observation: &Observation, behind: &Provenance| {
        journaled(&store, |tx| tx.save_observation(&plan.plan.code, observation, behind))
    };
    let mut observation = plan.observations[5].clone();
    assert_eq!(one(&store, &plan, &observation), Some((observation.clone(), behind(1))));
    observation.reported = Reported::Ratio(decimal("1.50"), decimal("3"));
    observation.narrative = Some(NASTY.to_owned());
    assert!(!enter(&observation, &behind(1)), "it is there already");
    assert!(!enter(&observation, &behind(3)), "version 2 is not there yet");
    assert!(enter(&observation, &behind(2)));
    assert!(!enter(&observation, &behind(2)), "someone else was quicker");
    assert_eq!(one(&store, &plan, &observation), Some((observation.clone(), behind(2))));
    let new = Observation { period: Period::Month(11), ..observation };
    assert!(!enter(&new, &behind(2)), "it is not there yet");
    assert!(enter(&new, &behind(1)));
    assert_eq!(one(&store, &plan, &new), Some((new, behind(1))));
}

fn a_new_observation_comes_after_those_that_are_there(engine: Engine) {
    let (_fresh, store, plan) = with_plan(engine);
    let months = [7, 3, 5].map(|month| Observation { period: Period::Month(month), ..plan.observations[0].clone() });
    for observation in &months {
        journaled(&store, |tx| tx.save_observation(&plan.plan.code, observation, &behind(1)));
    }
    let changed = Observation { source: Some("แก้ไข".to_owned()), ..plan.observations[0].clone() };
    journaled(&store, |tx| tx.save_observation(&plan.plan.code, &changed, &behind(2)));
    let mut expected = plan.observations.clone();
    expected[0] = changed;
    expected.extend(months);
    assert_eq!(load(&store, &plan).unwrap().plan.observations, expected);
}

fn given_observations_replace_their_own_and_leave_the_others(engine: Engine) {
    let (_fresh, store, plan) = with_plan(engine);
    let mut given: Vec<_> = with_behind(&plan, 2).drain(10..80).rev().collect();
    given.iter_mut().for_each(|(observation, _)| observation.narrative = Some("ใหม่".to_owned()));
    let new = Observation { period: Period::Month(2), ..plan.observations[0].clone() };
    given.insert(3, (new.clone(), behind(1)));
    journaled(&store, |tx| tx.save_plan(&plan, &given));
    let found = load(&store, &plan).unwrap();
    let mut expected = plan.observations.clone();
    expected[10..80].iter_mut().for_each(|observation| observation.narrative = Some("ใหม่".to_owned()));
    expected.push(new);
    assert_eq!(found.plan.observations, expected);
    let second: Vec<_> = (0..101).filter(|place| found.provenance[*place].version == 2).collect();
    assert_eq!(second, (10..80).collect::<Vec<_>>());
}

fn of_two_who_enter_the_same_value_at_once_one_is_refused(engine: Engine) {
    let (fresh, store, plan) = with_plan(engine);
    let other = SqlStore::from(fresh.open());
    for version in 2..8 {
        let enter = |store: &SqlStore, value: &str| {
            let observation = Observation { reported: Reported::Value(decimal(value)), ..plan.observations[0].clone() };
            journaled(store, |tx| tx.save_observation(&plan.plan.code, &observation, &behind(version)))
        };
        let (a, b) = thread::scope(|scope| {
            let first = scope.spawn(|| enter(&store, "1"));
            let second = scope.spawn(|| enter(&other, "2"));
            (first.join().unwrap(), second.join().unwrap())
        });
        let (observation, provenance) = one(&store, &plan, &plan.observations[0]).unwrap();
        let value = Reported::Value(decimal(if a { "1" } else { "2" }));
        assert_eq!((a != b, observation.reported, provenance.version), (true, value, version));
    }
}

fn a_frozen_round_keeps_every_revision(engine: Engine) {
    let (_fresh, store, plan) = with_plan(engine);
    let snapshot = |revision: u32, edition: u32| Snapshot {
        plan: plan.plan.code.clone(),
        edition,
        round: round_code("R6"),
        revision,
        frozen_at: "2023-04-20T03:00:00.000000001Z".parse().unwrap(),
        frozen_by: "analyst".to_owned(),
        body: format!("phaen-records v1\n{revision}|{NASTY}\n"),
        hash: "ab".repeat(32),
    };
    let newest = |edition| reading(&store, |tx| tx.snapshots(&plan.plan.code, edition)).unwrap();
    assert_eq!(newest(1), []);
    for (revision, edition) in [(1, 1), (2, 1), (3, 2)] {
        journaled(&store, |tx| tx.freeze(&snapshot(revision, edition)));
        assert_eq!(newest(edition), [snapshot(revision, edition)]);
    }
    assert_eq!(newest(1), [], "another edition judged the round since");
    let rounds = load(&store, &plan).unwrap().plan.rounds;
    let told: Vec<_> = rounds.iter().map(|round| (round.code.as_str(), round.state, round.revision)).collect();
    assert_eq!(told[0], ("R6", RoundState::Frozen, 3));
    assert_eq!((told[1].2, told[2].2), (0, 0));
    // The same revision twice would change the past.
    assert!(writing(&store, |tx| tx.freeze(&snapshot(3, 2))).is_err());
    // Storing the edition again leaves what was frozen.
    save_again(&store, &plan);
    assert_eq!(newest(2), [snapshot(3, 2)]);
}

fn the_snapshots_of_all_frozen_rounds_are_read_at_once(engine: Engine) {
    let (_fresh, store, plan) = with_plan(engine);
    let snapshot = |round: &Round| Snapshot {
        plan: plan.plan.code.clone(),
        edition: 1,
        round: round.code.clone(),
        revision: 1,
        frozen_at: "2023-04-20T03:00:00Z".parse().unwrap(),
        frozen_by: "analyst".to_owned(),
        body: format!("phaen-records v1\n{}\n", round.code),
        hash: "ab".repeat(32),
    };
    let mut frozen: Vec<_> = plan.rounds.iter().map(snapshot).collect();
    assert!(frozen.len() > 2);
    for snapshot in &frozen {
        journaled(&store, |tx| tx.freeze(snapshot));
    }
    let before = store.db().statements();
    let mut found = reading(&store, |tx| tx.snapshots(&plan.plan.code, 1)).unwrap();
    assert_eq!(store.db().statements() - before, 1);
    for snapshots in [&mut found, &mut frozen] {
        snapshots.sort_by(|a, b| a.round.cmp(&b.round));
    }
    assert_eq!(found, frozen);
}

fn save_again(store: &SqlStore, plan: &AgencyPlan) {
    journaled(store, |tx| tx.save_plan(plan, &[]));
}

fn a_failed_write_stores_nothing(engine: Engine) {
    let (_fresh, store, plan) = with_plan(engine);
    let mut changed = plan.clone();
    changed.indicators.clear();
    changed.targets.clear();
    let unjournaled = writing(&store, |tx| tx.save_plan(&changed, &[]));
    assert!(matches!(unjournaled, Err(AppError::Store(failure)) if failure.0.contains("journal")));
    let given_up: Result<(), _> = writing(&store, |tx| {
        tx.save_plan(&changed, &[])?;
        tx.append(&crate::done("stored", "test"))?;
        Err(AppError::PreviewOutOfDate)
    });
    assert!(matches!(given_up, Err(AppError::PreviewOutOfDate)));
    assert_eq!(load(&store, &plan).unwrap().plan, plan);
}
