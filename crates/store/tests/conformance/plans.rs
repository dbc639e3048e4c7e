//! Plans in the typed tables: what is stored is what is loaded, editions are replaced whole, and reading costs the same
//! number of statements however large the plan is.

use phaen_app::AppError;
use phaen_app::ports::{Store, StoredPlan, Writing, reading, writing};
use phaen_domain::calendar::FiscalYear;
use phaen_domain::id::UnitCode;
use phaen_domain::indicator::Target;
use phaen_domain::observation::{Observation, Period, Reported};
use phaen_domain::plan::{AgencyPlan, EditionState};
use phaen_domain::round::RoundState;
use phaen_store::testing::{self, Fresh};
use phaen_store::{Engine, SqlStore};

use crate::samples::{behind, decimal, demonstration, everything, plan_code, round_code, with_behind};
use crate::{done, on_both_engines};

on_both_engines!(
    a_plan_with_everything_is_loaded_as_it_was_stored,
    the_demonstration_agency_is_loaded_as_it_was_stored,
    storing_an_edition_again_replaces_it,
    an_older_edition_keeps_its_words_when_a_newer_one_is_stored,
    an_announced_edition_takes_the_place_of_the_one_before,
    plans_of_several_years_are_listed_in_order,
    rounds_are_shared_by_the_plans_of_a_fiscal_year,
    what_is_not_there_is_nothing,
    a_stale_target_is_not_stored,
    a_target_that_an_import_changed_has_a_new_version,
    a_plan_of_any_size_is_loaded_by_the_same_number_of_statements,
    a_round_whose_code_reads_as_a_month_is_refused,
    a_row_that_is_no_value_of_the_domain_is_named,
);

pub(crate) fn store(engine: Engine) -> (Fresh, SqlStore) {
    let fresh = Fresh::on(engine);
    let store = SqlStore::from(fresh.open());
    (fresh, store)
}

/// Writes with a journal entry.
pub(crate) fn journaled<T>(store: &dyn Store, mut work: impl FnMut(&mut dyn Writing) -> Result<T, AppError>) -> T {
    let write = writing(store, |tx| {
        let value = work(tx)?;
        tx.append(&done("stored", "test"))?;
        Ok(value)
    });
    write.unwrap()
}

pub(crate) fn save(store: &dyn Store, plan: &AgencyPlan) {
    let observations = with_behind(plan, 1);
    journaled(store, |tx| tx.save_plan(plan, &observations));
}

pub(crate) fn load(store: &dyn Store, plan: &AgencyPlan) -> Option<StoredPlan> {
    reading(store, |tx| tx.plan(&plan.plan.code, plan.edition.number)).unwrap()
}

fn stored(plan: &AgencyPlan) -> StoredPlan {
    StoredPlan {
        plan: plan.clone(),
        target_versions: vec![1; plan.targets.len()],
        narrative_versions: vec![1; plan.narratives.len()],
        provenance: vec![behind(1); plan.observations.len()],
    }
}

/// Equal, and if not, told part by part: the whole would fill the screen.
fn assert_same(found: &StoredPlan, expected: &StoredPlan) {
    let (a, b) = (&found.plan, &expected.plan);
    assert_eq!((&a.agency, &a.plan, &a.edition, &a.levels), (&b.agency, &b.plan, &b.edition, &b.levels));
    assert_eq!((&a.units, &a.nodes, &a.scales), (&b.units, &b.nodes, &b.scales));
    assert_eq!(a.indicators, b.indicators);
    assert_eq!(a.targets, b.targets);
    assert_eq!(a.projects, b.projects);
    assert_eq!(a.budget, b.budget);
    assert_eq!((&a.rounds, &a.cited_totals), (&b.rounds, &b.cited_totals));
    assert_eq!(a.observations, b.observations);
    assert_eq!(found, expected);
}

fn a_plan_with_everything_is_loaded_as_it_was_stored(engine: Engine) {
    let (_fresh, store) = store(engine);
    let plan = everything();
    save(&store, &plan);
    assert_same(&load(&store, &plan).unwrap(), &stored(&plan));
    let agency = reading(&store, |tx| tx.agency()).unwrap();
    assert_eq!(agency, Some(plan.agency));
}

fn the_demonstration_agency_is_loaded_as_it_was_stored(engine: Engine) {
    let (_fresh, store) = store(engine);
    let plans = [demonstration("led-2566"), demonstration("psdg-2565")];
    for plan in &plans {
        save(&store, plan);
    }
    for plan in &plans {
        let found = load(&store, plan).unwrap();
        let mut expected = stored(plan);
        // Units are the agency's, so the second plan's words about them hold for both.
        expected.plan.units.clone_from(&found.plan.units);
        assert_same(&found, &expected);
    }
}

fn storing_an_edition_again_replaces_it(engine: Engine) {
    let (_fresh, store) = store(engine);
    let mut plan = everything();
    save(&store, &plan);
    plan.nodes.reverse();
    plan.indicators.swap(0, 5);
    plan.indicators[3].owners.clear();
    plan.indicators[3].note = None;
    plan.indicators.truncate(30);
    plan.targets.retain(|target| plan.indicators.iter().any(|indicator| indicator.code == target.indicator));
    plan.projects.clear();
    plan.budget.truncate(1);
    plan.narratives.remove(0);
    plan.plan.vision = None;
    plan.edition.reason = None;
    // Units and observations that are not given stay.
    let (mut given, units, observations) = (plan.clone(), plan.units.clone(), plan.observations.clone());
    given.units.truncate(2);
    given.observations.clear();
    save(&store, &given);
    let found = load(&store, &plan).unwrap();
    assert_same(&found, &stored(&AgencyPlan { units, observations, ..given }));
}

fn an_older_edition_keeps_its_words_when_a_newer_one_is_stored(engine: Engine) {
    let (_fresh, store) = store(engine);
    let first = everything();
    save(&store, &first);
    let mut second = first.clone();
    second.edition.number = 4;
    second.plan.name_th = "ชื่อใหม่".to_owned();
    second.plan.total_rule = phaen_domain::plan::TotalRule::SumOfScores;
    second.indicators[0].name_th = "ตัวชี้วัดใหม่".to_owned();
    second.targets.clear();
    journaled(&store, |tx| tx.save_plan(&second, &[]));
    assert_same(&load(&store, &first).unwrap(), &stored(&first));
    // Texts begin with the journal's next number, which is its second by now.
    let of_second = StoredPlan { narrative_versions: vec![2; second.narratives.len()], ..stored(&second) };
    assert_same(&load(&store, &second).unwrap(), &of_second);
}

fn states(store: &SqlStore, plan: &AgencyPlan) -> Vec<(u32, EditionState)> {
    let listings = reading(store, |tx| tx.plans()).unwrap();
    let listing = listings.into_iter().find(|listing| listing.plan.code == plan.plan.code).unwrap();
    let alone = |number| reading(store, |tx| tx.edition_state(&plan.plan.code, number)).unwrap();
    let editions = listing.editions.into_iter();
    editions
        .map(|edition| {
            assert_eq!(alone(edition.number), Some(edition.state));
            (edition.number, edition.state)
        })
        .collect()
}

fn an_announced_edition_takes_the_place_of_the_one_before(engine: Engine) {
    use EditionState::{Announced, Draft, Superseded};
    let (_fresh, store) = store(engine);
    let mut plan = demonstration("led-2566");
    let mut save_as = |number, state, name: &str| {
        (plan.edition.number, plan.edition.state, plan.plan.name_th) = (number, state, name.to_owned());
        journaled(&store, |tx| tx.save_plan(&plan, &[]));
        (states(&store, &plan), reading(&store, |tx| tx.plans()).unwrap().remove(0).plan.name_th)
    };
    assert_eq!(save_as(1, Announced, "ก"), (vec![(1, Announced)], "ก".to_owned()));
    // The listing says what is in force.
    assert_eq!(save_as(2, Draft, "ข"), (vec![(1, Announced), (2, Draft)], "ก".to_owned()));
    assert_eq!(save_as(2, Announced, "ค"), (vec![(1, Superseded), (2, Announced)], "ค".to_owned()));
    assert_eq!(save_as(3, Draft, "ง"), (vec![(1, Superseded), (2, Announced), (3, Draft)], "ค".to_owned()));
    journaled(&store, |tx| tx.set_edition_state(&plan.plan.code, 3, Announced));
    assert_eq!(states(&store, &plan), vec![(1, Superseded), (2, Superseded), (3, Announced)]);
    let missing = writing(&store, |tx| tx.set_edition_state(&plan.plan.code, 9, Announced));
    assert!(matches!(missing, Err(AppError::Store(_))));
}

fn plans_of_several_years_are_listed_in_order(engine: Engine) {
    let (_fresh, store) = store(engine);
    assert_eq!(reading(&store, |tx| tx.plans()).unwrap(), vec![]);
    assert_eq!(reading(&store, |tx| tx.agency()).unwrap(), None);
    for name in ["led-2566", "psdg-2565"] {
        save(&store, &demonstration(name));
    }
    let listed = reading(&store, |tx| tx.plans()).unwrap();
    let codes: Vec<&str> = listed.iter().map(|listing| listing.plan.code.as_str()).collect();
    assert_eq!(codes, ["PSDG-2565", "LED-2566"]);
    assert_eq!(listed[1].plan, demonstration("led-2566").plan);
    assert_eq!(listed[1].editions, vec![demonstration("led-2566").edition]);
}

fn rounds_are_shared_by_the_plans_of_a_fiscal_year(engine: Engine) {
    let (_fresh, store) = store(engine);
    let first = demonstration("led-2566");
    save(&store, &first);
    let mut second = demonstration("psdg-2565");
    second.plan.fiscal_year = FiscalYear::new(2566).unwrap();
    second.rounds = vec![first.rounds[1].clone()];
    second.rounds[0].note = Some("แก้ไข".to_owned());
    save(&store, &second);
    for plan in [&first, &second] {
        let rounds = load(&store, plan).unwrap().plan.rounds;
        let told: Vec<_> = rounds.iter().map(|round| (round.code.as_str(), round.note == second.rounds[0].note)).collect();
        assert_eq!(told, [("R6", false), ("R9", true), ("R12", false)]);
    }
    let state = |round| reading(&store, |tx| tx.round_state(&second.plan.code, &round_code(round))).unwrap();
    assert_eq!((state("R6"), state("R99")), (Some(RoundState::Planned), None), "where a plan stands is its own");
    journaled(&store, |tx| tx.set_round_state(&second.plan.code, &round_code("R6"), RoundState::Open));
    assert_eq!(state("R6"), Some(RoundState::Open));
    assert_eq!(load(&store, &first).unwrap().plan.rounds[0].state, first.rounds[0].state);
}

fn what_is_not_there_is_nothing(engine: Engine) {
    let (_fresh, store) = store(engine);
    let plan = everything();
    save(&store, &plan);
    let (code, other) = (&plan.plan.code, plan_code("อื่น"));
    reading(&store, |tx| {
        assert_eq!(tx.plan(code, 1)?, None);
        assert_eq!(tx.plan(&other, 3)?, None);
        assert_eq!(tx.edition_state(&other, 3)?, None);
        assert_eq!(tx.round_state(&other, &round_code("R6"))?, None);
        assert_eq!(tx.snapshots(code, 1)?, []);
        assert_eq!(tx.observation(&other, &plan.observations[0].key())?, None);
        Ok(())
    })
    .unwrap();
}

fn versions(store: &SqlStore, plan: &AgencyPlan) -> Vec<(Target, u32)> {
    let found = load(store, plan).unwrap();
    found.plan.targets.into_iter().zip(found.target_versions).collect()
}

fn a_stale_target_is_not_stored(engine: Engine) {
    let (_fresh, store) = store(engine);
    let plan = demonstration("led-2566");
    save(&store, &plan);
    let (code, edition) = (&plan.plan.code, plan.edition.number);
    let set = |target: &Target, seen| journaled(&store, |tx| tx.save_target(code, edition, target, seen));
    let mut target = plan.targets[2].clone();
    target.value = Some(decimal("77.70"));
    assert!(!set(&target, 0), "it is there already");
    assert!(!set(&target, 2), "that version is not there yet");
    assert!(set(&target, 1));
    assert!(!set(&target, 1), "someone else was quicker");
    assert!(set(&target, 2));
    let unit = UnitCode::new("กผ.").unwrap();
    let new = Target { unit: Some(unit), anchors: vec![decimal("1.0"), decimal("2")], ..target.clone() };
    assert!(!set(&new, 1), "it is not there yet");
    assert!(set(&new, 0));
    let found = versions(&store, &plan);
    assert_eq!((&found[2], found.last()), (&(target, 3), Some(&(new, 1))));
    assert_eq!(found.len(), plan.targets.len() + 1);
}

fn a_target_that_an_import_changed_has_a_new_version(engine: Engine) {
    let (_fresh, store) = store(engine);
    let mut plan = demonstration("led-2566");
    save(&store, &plan);
    plan.targets[4].note = Some("แก้ไขจากสมุดงาน".to_owned());
    plan.targets.swap(0, 1);
    plan.targets[6].round = Some(round_code("R9"));
    save(&store, &plan);
    let found = versions(&store, &plan);
    let changed: Vec<usize> = (0..found.len()).filter(|place| found[*place].1 != 1).collect();
    assert_eq!((changed, found[4].1), (vec![4], 2));
    // Who saw the target before the import is told so.
    assert!(!journaled(&store, |tx| tx.save_target(&plan.plan.code, plan.edition.number, &plan.targets[4], 1)));
}

/// The demonstration plan with so many more observations.
fn grown(observations: usize) -> AgencyPlan {
    let mut plan = demonstration("led-2566");
    let unit = |number: usize| UnitCode::new(&format!("หน่วย {number}")).unwrap();
    let subject = plan.observations[0].subject.clone();
    plan.observations.extend((0..observations).map(|number| Observation {
        subject: subject.clone(),
        unit: Some(unit(number)),
        period: Period::Round(round_code("R12")),
        reported: Reported::Value(decimal("92.00")),
        narrative: Some("ผลการดำเนินงานเป็นไปตามแผนที่กำหนดไว้ทุกขั้นตอน".to_owned()),
        source: Some("รายงานประจำเดือน".to_owned()),
        evidence: None,
    }));
    plan
}

fn a_plan_of_any_size_is_loaded_by_the_same_number_of_statements(engine: Engine) {
    let (_fresh, store) = store(engine);
    let mut plan = demonstration("led-2566");
    save(&store, &plan);
    let cost = |plan: &AgencyPlan| {
        let before = store.db().statements();
        assert_eq!(load(&store, plan).unwrap().plan.observations.len(), plan.observations.len());
        store.db().statements() - before
    };
    let small = cost(&plan);
    plan = grown(6_600);
    save(&store, &plan);
    assert_eq!((small, cost(&plan)), (20, 20));
    let many = everything();
    journaled(&store, |tx| tx.save_plan(&AgencyPlan { agency: plan.agency.clone(), ..many.clone() }, &[]));
    assert_eq!(cost(&AgencyPlan { observations: Vec::new(), ..many }), 20);
}

fn a_round_whose_code_reads_as_a_month_is_refused(engine: Engine) {
    let (_fresh, store) = store(engine);
    let plan = demonstration("led-2566");
    save(&store, &plan);
    for code in ["M01", "M12", "year"] {
        let observation = Observation { period: Period::Round(round_code(code)), ..plan.observations[0].clone() };
        let refused = writing(&store, |tx| tx.save_observation(&plan.plan.code, &observation, &behind(1)));
        assert!(matches!(refused, Err(AppError::Store(failure)) if failure.0.contains("round")));
    }
}

fn a_row_that_is_no_value_of_the_domain_is_named(engine: Engine) {
    let (_fresh, store) = store(engine);
    let plan = demonstration("led-2566");
    save(&store, &plan);
    for (tampering, named) in [
        ("UPDATE indicator SET shape = 'round' WHERE code = 'K01'", "row K01 of indicator, column shape"),
        ("UPDATE indicator SET shape = 'value', weight = '1,000' WHERE code = 'K01'", "row K01 of indicator, column weight"),
        (
            "UPDATE indicator SET weight = NULL WHERE code = 'K01'; UPDATE unit SET valid_from = '30/9/2566' WHERE code = 'กพร.'",
            "row กพร. of unit, column valid_from",
        ),
    ] {
        testing::run(store.db(), tampering).unwrap();
        let refused = reading(&store, |tx| tx.plan(&plan.plan.code, 1)).unwrap_err();
        assert!(matches!(&refused, AppError::Store(failure) if failure.0.contains(named)), "{refused}");
    }
}
