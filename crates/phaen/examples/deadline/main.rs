//! The deadline hour (`cargo xtask deadline`): 110 units, 500 people and 3,300 results on the last day of a round, on SQLite and on PostgreSQL
//! with two servers; then every total is counted anew from the journal and held against pages and API.
//!
//! Prints one table for each engine and fails when anything was refused that should not be, or a figure differs. Its clients stand on the
//! same machine as the servers, so its times say what the whole machine does, never what a server alone could.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_arithmetic,
    reason = "a program for the one who measures; rates are not figures of a plan"
)]

mod browser;
#[path = "../bench/built.rs"]
mod built;
#[path = "../bench/client.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod client;
#[path = "../bench/generator.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod generator;
mod hour;
mod office;
mod overseers;
#[path = "../bench/place.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod place;
mod recount;
#[path = "../bench/reporting.rs"]
mod reporting;
mod score;
mod server;
mod tally;
mod unit;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use phaen_app::ports::reading;
use phaen_store::testing::{Cluster, Fresh};

use browser::Browser;
use hour::Hour;
use office::Office;
use server::Server;
use tally::Tally;

/// What can be chosen: `--units 110 --pause 1000 sqlite postgres`.
struct Chosen {
    units: u64,
    pause: Duration,
    engines: Vec<String>,
}

fn main() -> ExitCode {
    let chosen = Chosen::of(std::env::args().skip(1));
    if cfg!(debug_assertions) {
        eprintln!("this is a development build: the figures say little");
    }
    // Every engine is played, even after one that went wrong.
    let wrong = chosen.engines.iter().filter(|engine| !play(engine, &chosen)).count();
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Chosen {
    fn of(mut arguments: impl Iterator<Item = String>) -> Self {
        let mut chosen = Self { units: generator::UNITS, pause: Duration::from_secs(1), engines: Vec::new() };
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next().and_then(|text| text.parse().ok());
            match argument.as_str() {
                "--units" => chosen.units = number().unwrap(),
                "--pause" => chosen.pause = Duration::from_millis(number().unwrap()),
                engine => chosen.engines.push(engine.to_owned()),
            }
        }
        if chosen.engines.is_empty() {
            chosen.engines = vec!["sqlite".to_owned(), "postgres".to_owned()];
        }
        chosen
    }
}

/// Plays the hour on one engine; whether all went well.
fn play(engine: &str, chosen: &Chosen) -> bool {
    let directory = place::directory();
    let cluster = (engine == "postgres").then(|| Cluster::start(true));
    let fresh = cluster.as_ref().map(|cluster| Fresh::database(cluster.address(), ""));
    let file = || format!("sqlite:{}", directory.path().join("phaen.db").display());
    let database = fresh.as_ref().map_or_else(file, |fresh| fresh.address().to_owned());
    let office = Office::open(&database, chosen.units);
    let nodes = if cluster.is_some() { 2 } else { 1 };
    let (binary, evidence) = (built::binary(), directory.path().join("evidence"));
    let servers: Vec<Server> = (0..nodes).map(|_| Server::start(&binary, &database, &evidence)).collect();
    let addresses: Vec<_> = servers.iter().map(|server| server.address).collect();
    let played = Hour::play(&office, &addresses, chosen.pause, |_| {});
    println!(
        "\n## {engine}, {nodes} server(s), {} units, {} people, {:.0} s\n",
        chosen.units,
        office.people.count(),
        played.lasted.as_secs_f64()
    );
    println!("{}\n", played.tally.table(played.lasted));
    let mut browser = Browser::new(addresses[0], &office.people.readers[0], Arc::new(Tally::default()));
    let recount = recount::recount(&office, &mut browser);
    println!(
        "The journal's {} entries are whole. Recounted from it: {} results; {} figures of pages and API compared, {} differ.",
        recount.entries,
        recount.results,
        recount.compared,
        recount.differing.len()
    );
    let entries = reading(&office.store, recount::all).unwrap();
    let lost = recount::lost(&entries, &played.acknowledged);
    println!("{} fields were acknowledged, {} of them are not in the journal.", played.acknowledged.len(), lost.len());
    let wrong: Vec<String> = played
        .given_up
        .into_iter()
        .chain(played.tally.wrong().into_values().flatten())
        .chain(recount.differing)
        .chain(lost)
        .collect();
    wrong.iter().take(20).for_each(|why| println!("- {why}"));
    let expected = usize::try_from(chosen.units * generator::INDICATORS).unwrap();
    wrong.is_empty() && recount.results == expected
}
