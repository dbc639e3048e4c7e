//! Measures durable single-row writes through the store against bare engine commits of the same durability on the same
//! disk, for ADR 0001. Run it with `cargo run -p phaen-store --example durable_writes`.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a program for the one who measures")]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use phaen_app::AppError;
use phaen_app::ports::{Provenance, Store};
use phaen_domain::id::{IndicatorCode, PlanCode, RoundCode};
use phaen_domain::journal::{Change, NewEntry};
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_store::testing::{self, Cluster, Fresh};
use phaen_store::{Engine, SqlStore};

/// One round; the disk is shared, so bare and store take turns and the medians are compared.
const LASTING: Duration = Duration::from_millis(800);
/// Rounds of each, after one that is not counted.
const ROUNDS: usize = 7;

/// A way to write one row, given its number.
type Write<'w> = Box<dyn Fn(usize) + Sync + 'w>;

/// Calls `write` from so many threads for a while; writes per second.
fn rate(threads: usize, next: &AtomicUsize, write: &Write<'_>) -> u128 {
    let first = next.load(Ordering::Relaxed);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while start.elapsed() < LASTING {
                    write(next.fetch_add(1, Ordering::Relaxed));
                }
            });
        }
    });
    let written = next.load(Ordering::Relaxed) - first;
    u128::try_from(written).unwrap() * 1_000 / start.elapsed().as_millis()
}

/// The median rates of several ways to write, taken in turns.
fn medians(threads: usize, ways: &[Write<'_>]) -> Vec<u128> {
    let next = AtomicUsize::new(0);
    let mut rates = vec![Vec::new(); ways.len()];
    for round in 0..=ROUNDS {
        for (way, rates) in ways.iter().zip(&mut rates) {
            let rate = rate(threads, &next, way);
            if round > 0 {
                rates.push(rate);
            }
        }
    }
    rates
        .into_iter()
        .map(|mut rates| {
            rates.sort_unstable();
            rates[ROUNDS / 2]
        })
        .collect()
}

/// What entering one result writes: the observation and its journal entry.
fn observe(store: &SqlStore, plan: &PlanCode, number: usize) -> Result<(), AppError> {
    let code = number.to_string();
    let observation = Observation {
        subject: Subject::Indicator(IndicatorCode::new(&code).unwrap()),
        unit: None,
        period: Period::Round(RoundCode::new("R12").unwrap()),
        reported: Reported::Value(Decimal::whole(2779)),
        narrative: None,
        source: Some("หนังสือรายงานผล".to_owned()),
        evidence: None,
    };
    let (entered_by, entered_at) = ("analyst".to_owned(), jiff::Timestamp::UNIX_EPOCH);
    let provenance = Provenance { entered_by: entered_by.clone(), entered_at, import_hash: None, version: 1 };
    let entry = NewEntry {
        at: entered_at,
        actor: entered_by,
        acting_for: None,
        action: "observation_entered".to_owned(),
        object_kind: "indicator".to_owned(),
        object_code: code,
        reason: Some("ตามหนังสือรายงานผล".to_owned()),
        detail: vec![Change { field: "value".to_owned(), before: None, after: Some("2779".to_owned()) }],
    };
    store.write(&mut |tx| {
        tx.save_observation(plan, &observation, &provenance)?;
        tx.append(&entry).map(drop)
    })
}

const TABLE: &str = "CREATE TABLE observation (code TEXT NOT NULL PRIMARY KEY, value TEXT)";

fn bare_sqlite(fresh: &Fresh) -> Write<'static> {
    let raw = rusqlite::Connection::open(fresh.address().strip_prefix("sqlite:").unwrap()).unwrap();
    raw.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").unwrap();
    raw.execute_batch(TABLE).unwrap();
    let raw = Mutex::new(raw);
    Box::new(move |number| {
        let raw = raw.lock().unwrap();
        let mut insert = raw.prepare_cached("INSERT INTO observation (code, value) VALUES (?1, ?2)").unwrap();
        insert.execute((number.to_string(), "2779")).unwrap();
    })
}

fn bare_postgres(fresh: &Fresh, threads: usize) -> Write<'static> {
    let connect = || postgres::Client::connect(fresh.address(), postgres::NoTls).unwrap();
    connect().batch_execute(TABLE).unwrap();
    let clients: Vec<_> = (0..threads)
        .map(|_| {
            let mut client = connect();
            let insert = client.prepare("INSERT INTO observation (code, value) VALUES ($1, $2)").unwrap();
            Mutex::new((client, insert))
        })
        .collect();
    Box::new(move |number| {
        // As many threads as clients, so one is always free.
        let mut free = clients.iter().cycle().find_map(|client| client.try_lock().ok()).unwrap();
        let (client, insert) = &mut *free;
        client.execute(insert, &[&number.to_string(), &"2779"]).unwrap();
    })
}

fn through_the_store(fresh: &Fresh, nodes: usize) -> Write<'static> {
    let nodes: Vec<SqlStore> = (0..nodes).map(|_| SqlStore::from(fresh.open())).collect();
    testing::run(nodes[0].db(), "INSERT INTO plan (code, fiscal_year) VALUES ('annual-2566', 2566)").unwrap();
    let plan = PlanCode::new("annual-2566").unwrap();
    Box::new(move |number| {
        observe(&nodes[number % nodes.len()], &plan, number).unwrap();
    })
}

fn main() {
    let cluster = Cluster::start(true);
    println!("durable writes per second   bare   store   store on two nodes");
    for threads in [1, 4, 16, 50] {
        let (one, other) = (Fresh::on(Engine::Sqlite), Fresh::on(Engine::Sqlite));
        let rates = medians(threads, &[bare_sqlite(&one), through_the_store(&other, 1)]);
        println!("SQLite      {threads:>3} clients  {:>6}  {:>6}", rates[0], rates[1]);
    }
    for threads in [1, 4, 16, 50] {
        let databases = [(); 3].map(|()| Fresh::database(cluster.address(), ""));
        let ways =
            [bare_postgres(&databases[0], threads), through_the_store(&databases[1], 1), through_the_store(&databases[2], 2)];
        let rates = medians(threads, &ways);
        println!("PostgreSQL  {threads:>3} clients  {:>6}  {:>6}  {:>6}", rates[0], rates[1], rates[2]);
    }
}
