//! The hour with a few units: nothing goes wrong, and every total is what the journal says.

use std::collections::BTreeMap;
use std::time::Duration;

use phaen_store::Engine;

use crate::Scene;
use crate::generator::INDICATORS;
use crate::hour::Hour;

#[test]
fn the_hour_goes_well_on_sqlite() {
    goes_well(Engine::Sqlite, 1);
}

#[test]
fn the_hour_goes_well_on_postgresql_with_two_servers() {
    goes_well(Engine::Postgres, 2);
}

fn goes_well(engine: Engine, servers: usize) {
    let units = 4;
    let scene = Scene::on(engine, units);
    let servers: Vec<_> = (0..servers).map(|_| scene.serve()).collect();
    let addresses: Vec<_> = servers.iter().map(|server| server.address).collect();
    let played = Hour::play(&scene.office, &addresses, Duration::from_millis(20), |_| {});
    assert_eq!((played.given_up, played.tally.wrong()), (None, BTreeMap::new()));
    for (action, times) in [("propose the return", 4), ("endorse the return", 4), ("submit the return", 4)] {
        assert_eq!(played.tally.done(action), times, "{action}");
    }
    assert!(played.tally.done("verify many at once") > 0 && played.tally.done("verify a return") > 0);
    assert!(played.tally.done("upload evidence") > 0);
    let recount = scene.recount(addresses[0]);
    assert_eq!(recount.differing, Vec::<String>::new());
    assert_eq!(recount.results, usize::try_from(units * INDICATORS).unwrap());
    assert!(recount.entries > 400 && recount.compared > 4 * 60, "{recount:?}");
}
