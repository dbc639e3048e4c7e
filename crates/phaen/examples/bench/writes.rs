//! Durable writes: results entered through the use case, against bare commits of one row with the same durability on the same disk.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use phaen_app::editing::EnterObservation;
use phaen_domain::observation::{Observation, Period, Subject};

use crate::generator::{self, PLAN};
use crate::measure::{TURNS, Way, in_turns};
use crate::place::{Place, analyst, directory};
use crate::table::{Aim, Line, Shown};

/// One turn.
const LASTING: Duration = Duration::from_millis(800);
/// The most clients at once.
const MOST: usize = 16;

/// Writes once: for which client, and which write of this turn it is.
pub(crate) type Write<'w> = Box<dyn Fn(usize) + Sync + 'w>;

pub(crate) fn lines() -> Vec<Line> {
    let plan = generator::agency(&generator::ROUNDS);
    let place = Place::with(&plan);
    let through = through_the_use_case(&place, &plan.observations);
    let directory = directory();
    let bare = bare(&directory.path().join("bare.db"), &plan.observations);
    let line = |clients: usize| {
        let mut ways: [Way<'_>; 2] = [Box::new(|| rate(clients, &through)), Box::new(|| rate(clients, &bare))];
        let measured = in_turns(TURNS, &mut ways);
        Line::ratio(
            format!("durable observation writes, {clients} client{}", if clients == 1 { "" } else { "s" }),
            (measured[0].clone(), measured[1].clone()),
            Shown::PerSecond,
            Shown::Percent,
            Aim::AtLeast(0.4),
        )
    };
    [1, 4, MOST].map(line).into()
}

/// Writes of so many clients for a while; per second.
fn rate(clients: usize, write: &Write<'_>) -> f64 {
    let written = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        for client in 0..clients {
            let written = &written;
            scope.spawn(move || {
                while start.elapsed() < LASTING {
                    write(client);
                    written.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    written.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

/// Each client corrects results of its own, one after the other, with the version it saw.
fn through_the_use_case<'w>(place: &'w Place, observations: &[Observation]) -> Write<'w> {
    let of_r12 = |it: &&Observation| {
        matches!(&it.subject, Subject::Indicator(_)) && matches!(&it.period, Period::Round(round) if round.as_str() == "R12")
    };
    let results: Vec<_> = observations.iter().filter(of_r12).cloned().collect();
    let share = results.len() / MOST;
    let clients: Vec<_> = results
        .chunks(share)
        .take(MOST)
        .map(|own| Mutex::new(own.iter().map(|it| (it.clone(), 1)).collect::<Vec<_>>()))
        .collect();
    let turns: Vec<_> = (0..MOST).map(|_| AtomicUsize::new(0)).collect();
    Box::new(move |client| {
        let mut own = clients[client].lock().unwrap();
        let place_in_own = turns[client].fetch_add(1, Ordering::Relaxed) % own.len();
        let (observation, version) = &mut own[place_in_own];
        let command = EnterObservation {
            plan: PLAN.to_owned(),
            observation: observation.clone(),
            seen_version: *version,
            reason: "แก้ไขตามหนังสือรายงานผล".to_owned(),
        };
        place.app.enter_observation(&analyst(), &command).unwrap();
        *version += 1;
    })
}

/// Corrects one result, so that the journal moves on.
pub(crate) fn change_one(place: &Place) {
    let view = place.app.plan(&analyst(), PLAN, None).unwrap();
    let subject = Subject::Indicator(generator::indicator_code(1));
    let (observation, behind) = view.observations_of(&subject).next().unwrap();
    let command = EnterObservation {
        plan: PLAN.to_owned(),
        observation: observation.clone(),
        seen_version: behind.unwrap().version,
        reason: "แก้ไขตามหนังสือรายงานผล".to_owned(),
    };
    place.app.enter_observation(&analyst(), &command).unwrap();
}

/// One connection that takes the clients in turn: faster than several, which would wait for each other's locks.
pub(crate) fn bare(file: &std::path::Path, observations: &[Observation]) -> Write<'static> {
    let raw = rusqlite::Connection::open(file).unwrap();
    raw.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").unwrap();
    raw.execute_batch("CREATE TABLE observation (id INTEGER PRIMARY KEY, value TEXT, narrative TEXT, source TEXT)").unwrap();
    let observation = &observations[0];
    let texts = ["92.50".to_owned(), observation.narrative.clone().unwrap(), observation.source.clone().unwrap()];
    let raw = Mutex::new(raw);
    Box::new(move |_| {
        let raw = raw.lock().unwrap();
        let mut insert = raw.prepare_cached("INSERT INTO observation (value, narrative, source) VALUES (?1, ?2, ?3)").unwrap();
        insert.execute((&texts[0], &texts[1], &texts[2])).unwrap();
    })
}
