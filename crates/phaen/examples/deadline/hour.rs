//! The deadline hour: everybody at once, each at a person's pace, over HTTP as a browser does it.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::browser::Browser;
use crate::office::{Office, People};
use crate::overseers;
use crate::reporting;
use crate::tally::Tally;
use crate::unit::{self, Unit, VERIFIED};

/// How long the hour may last before it is given up.
const LONGEST: Duration = Duration::from_secs(900);
/// Stack of a person's thread.
const STACK: usize = 512 * 1_024;

/// The hour as it goes.
pub(crate) struct Hour {
    pub(crate) units: Vec<Unit>,
    /// Between two actions of a person, on average.
    pause: Duration,
    started: Instant,
    failed: AtomicBool,
    turn: AtomicUsize,
    why: Mutex<Option<String>>,
    acknowledged: Mutex<Vec<Acknowledged>>,
}

/// A field that the server said it has stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Acknowledged {
    /// The return, as the journal names it.
    pub(crate) object: String,
    pub(crate) field: String,
    pub(crate) version: u32,
    pub(crate) text: String,
}

/// What the hour brought.
pub(crate) struct Played {
    pub(crate) tally: Arc<Tally>,
    pub(crate) lasted: Duration,
    /// Why it was given up, if it was.
    pub(crate) given_up: Option<String>,
    /// All that servers said they have stored.
    pub(crate) acknowledged: Vec<Acknowledged>,
}

impl Hour {
    /// Plays it on these servers, which serve one database; everybody's server is always the same. Meanwhile somebody may meddle.
    pub(crate) fn play(office: &Office, servers: &[SocketAddr], pause: Duration, meddle: impl FnOnce(&Self)) -> Played {
        let codes = office.plan.units.iter().enumerate();
        let hour = Self {
            units: codes.map(|(number, unit)| Unit::new(number, unit.code.as_str())).collect(),
            pause,
            started: Instant::now(),
            failed: AtomicBool::new(false),
            turn: AtomicUsize::new(0),
            why: Mutex::default(),
            acknowledged: Mutex::default(),
        };
        let tally = Arc::new(Tally::default());
        let results = reporting::results(u64::try_from(hour.units.len()).unwrap());
        let place = AtomicUsize::new(0);
        let browser = |secret: &String| {
            let server = servers[place.fetch_add(1, Ordering::Relaxed) % servers.len()];
            Browser::new(server, secret, Arc::clone(&tally))
        };
        thread::scope(|scope| {
            let People { officers, heads, one_by_one, many_at_once, readers } = &office.people;
            let hour = &hour;
            for (unit, ((officers, head), figures)) in hour.units.iter().zip(officers.iter().zip(heads).zip(&results)) {
                for (part, officer) in officers.iter().enumerate() {
                    let browser = browser(officer);
                    begin(scope, pause, move || unit::officer(hour, unit, part, browser, figures));
                }
                let browser = browser(head);
                begin(scope, pause, move || unit::head(hour, unit, browser));
            }
            for (secrets, work) in [
                (one_by_one, overseers::one_by_one as fn(&Self, Browser)),
                (many_at_once, overseers::many_at_once),
                (readers, overseers::reader),
            ] {
                for secret in secrets {
                    let browser = browser(secret);
                    begin(scope, pause, move || work(hour, browser));
                }
            }
            meddle(hour);
        });
        let acknowledged = hour.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let given_up = hour.why.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Played { tally, lasted: hour.started.elapsed(), given_up, acknowledged }
    }

    /// Whether everything is verified, or the hour was given up.
    pub(crate) fn is_over(&self) -> bool {
        if self.started.elapsed() > LONGEST {
            self.give_up("it lasted too long".to_owned());
        }
        self.failed.load(Ordering::SeqCst) || self.units.iter().all(|unit| unit.has_reached(VERIFIED))
    }

    /// Ends the hour for everybody, and says why.
    fn give_up(&self, why: String) {
        self.why.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(why);
        self.failed.store(true, Ordering::SeqCst);
    }

    /// Notes what a server said it has stored.
    pub(crate) fn acknowledge(&self, unit: &Unit, field: &str, version: u32, text: &str) {
        let object = unit.path.trim_start_matches("/returns/").to_owned();
        let it = Acknowledged { object, field: field.to_owned(), version, text: text.to_owned() };
        self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).push(it);
    }

    /// A person's pause: between a half and one and a half of the average.
    pub(crate) fn pause(&self) {
        let turn = u32::try_from(self.turn.fetch_add(7, Ordering::Relaxed) % 101).unwrap();
        thread::sleep(self.pause / 2 + self.pause * turn / 100);
    }

    /// Waits until something more was acknowledged, but no longer than this: who meddles leaves room for work.
    #[cfg(test)]
    pub(crate) fn wait_for_progress(&self, longest: Duration) {
        let acknowledged = || self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).len();
        let (before, started) = (acknowledged(), Instant::now());
        while acknowledged() < before + 20 && started.elapsed() < longest && !self.is_over() {
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for others.
    pub(crate) fn wait(&self, until: impl Fn() -> bool) {
        while !until() && !self.is_over() {
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A person comes; nobody begins at the very same moment.
fn begin<'s>(scope: &'s thread::Scope<'s, '_>, pause: Duration, work: impl FnOnce() + Send + 's) {
    thread::sleep(pause / 200);
    drop(thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).unwrap());
}
