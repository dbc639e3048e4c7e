//! Servers killed and databases restarted while everybody works: what was acknowledged stays, nothing is half, nothing is double.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::Duration;

use phaen_app::ports::reading;
use phaen_store::Engine;
use phaen_store::testing::{Cluster, Fresh};

use crate::generator::INDICATORS;
use crate::hour::{Hour, Played};
use crate::recount::{all, lost};
use crate::{Scene, free_address};

/// A person's pause.
const PAUSE: Duration = Duration::from_millis(20);
/// Units.
const UNITS: u64 = 2;

#[test]
fn a_server_killed_again_and_again_loses_nothing_on_sqlite() {
    a_server_is_killed_again_and_again(Engine::Sqlite);
}

#[test]
fn a_server_killed_again_and_again_loses_nothing_on_postgresql() {
    a_server_is_killed_again_and_again(Engine::Postgres);
}

fn a_server_is_killed_again_and_again(engine: Engine) {
    let scene = Scene::on(engine, UNITS);
    let address = free_address();
    let mut server = Some(scene.serve_at(address));
    let mut killed = 0;
    let played = Hour::play(&scene.office, &[address], PAUSE, |hour| {
        // At first in the middle of typing, in the end in the middle of submitting and verifying.
        while !hour.is_over() {
            thread::sleep(Duration::from_millis(700));
            drop(server.take());
            killed += 1;
            thread::sleep(Duration::from_millis(50));
            server = Some(scene.serve_at(address));
            // Time to get on between two kills, whatever the machine does beside this.
            hour.wait_for_progress(Duration::from_millis(1_500));
        }
    });
    assert!(killed > 1, "the hour was over before anything was killed");
    only(&[0, 503], &played);
    nothing_is_lost_or_double(&scene, &played);
    assert_eq!(scene.recount(address).differing, Vec::<String>::new());
}

#[test]
fn a_restarted_postgresql_is_told_clearly_and_work_goes_on_by_itself() {
    let mut cluster = Cluster::start(false);
    let scene = Scene::at(Some(Fresh::database(cluster.address(), "")), UNITS);
    let servers = [scene.serve(), scene.serve()];
    let addresses = servers.each_ref().map(|server| server.address);
    let played = Hour::play(&scene.office, &addresses, PAUSE, |hour| {
        for manner in ["fast", "immediate"].into_iter().cycle() {
            thread::sleep(Duration::from_millis(1_200));
            if hour.is_over() {
                break;
            }
            cluster.restart(manner);
        }
    });
    // The same servers go on: nobody restarted them.
    only(&[503], &played);
    nothing_is_lost_or_double(&scene, &played);
    assert_eq!(scene.recount(addresses[0]).differing, Vec::<String>::new());
    drop(servers);
    drop(scene);
}

/// Nothing but these statuses came where others were wanted: a server that is not there, or one that says that the database is away.
fn only(statuses: &[u16], played: &Played) {
    let others: Vec<_> = played.tally.wrong().into_iter().filter(|(status, _)| !statuses.contains(status)).collect();
    assert!(others.is_empty(), "{others:#?}");
}

/// All that was acknowledged is in the journal, once; every field has as many versions as entries; every step was taken once.
fn nothing_is_lost_or_double(scene: &Scene, played: &Played) {
    assert_eq!(played.given_up, None);
    assert!(!played.acknowledged.is_empty());
    let (entries, whole) = reading(&scene.office.store, |tx| Ok((all(tx)?, tx.verify_journal()?))).unwrap();
    assert_eq!(whole.unwrap().count, u64::try_from(entries.len()).unwrap());
    let mut versions: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    let mut steps: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut files = BTreeSet::new();
    for entry in &entries {
        match entry.action.as_str() {
            "return_field_typed" => {
                let change = &entry.detail[0];
                let texts = versions.entry((&entry.object_code, &change.field)).or_default();
                assert_eq!(change.before.as_deref(), texts.last().copied(), "each change goes on from the one before");
                texts.push(change.after.as_deref().unwrap());
            }
            "return_endorsed" | "return_submitted" | "return_verified" => {
                *steps.entry((&entry.object_code, &entry.action)).or_default() += 1;
            }
            "evidence_added" => {
                let told: Vec<_> = entry.detail.iter().map(|it| (&it.field, &it.after)).collect();
                assert!(files.insert((&entry.object_code, told)), "a file was added twice: {entry:?}");
            }
            _ => {}
        }
    }
    assert_eq!(lost(&entries, &played.acknowledged), Vec::<String>::new());
    assert_eq!(steps.len(), usize::try_from(UNITS * 3).unwrap(), "{steps:?}");
    assert!(steps.values().all(|times| *times == 1), "{steps:?}");
    the_tables_say_the_same(scene, &versions);
}

/// What returns hold is what the journal tells of them.
fn the_tables_say_the_same(scene: &Scene, versions: &BTreeMap<(&str, &str), Vec<&str>>) {
    let (plan, round) = (&scene.office.plan.plan.code, scene.office.plan.rounds[1].code.clone());
    let (stored, observed) = reading(&scene.office.store, |tx| {
        let observed = tx.plan(plan, 1)?.map_or(0, |stored| stored.plan.observations.len());
        Ok((tx.fields_of_round(plan, &round)?, observed))
    })
    .unwrap();
    let mut fields = 0;
    for (unit, typed) in &stored {
        let object = format!("{plan}/{round}/{unit}");
        for (key, entry) in &typed.0 {
            let key = key.to_string();
            let texts = &versions[&(object.as_str(), key.as_str())];
            assert_eq!((usize::try_from(entry.version).unwrap(), Some(&entry.text.as_str())), (texts.len(), texts.last()));
            fields += 1;
        }
    }
    assert_eq!(fields, versions.len());
    assert_eq!(observed, usize::try_from(UNITS * INDICATORS).unwrap(), "each result is stored once");
}
