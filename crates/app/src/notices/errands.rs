//! Errands: what runs beside the server again and again, on every node, without one node knowing of another.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use phaen_domain::calendar::thai_date::bangkok;
use phaen_domain::journal::Head;

use super::events::Told;
use crate::App;
use crate::error::AppError;
use crate::ports::{reading, technical};

/// Notices of frozen rounds are forgotten after this time: more than a year, so that a round is there when its like comes again.
const KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);
/// More than this is forgotten and asked of the store again.
const MOST_REMEMBERED: usize = 200_000;

/// How the errands of this node went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ran {
    /// When they ran last.
    pub at: Option<Timestamp>,
    /// When something was last told, and how much.
    pub told: Option<(Timestamp, usize)>,
    /// When a letter was last delivered or tried.
    pub delivered_at: Option<Timestamp>,
    /// Why they failed when they last ran.
    pub failure: Option<String>,
}

/// What a node remembers of its errands; nothing depends on it but work that need not be done again.
#[derive(Debug, Default)]
pub struct Errands(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    ran: Ran,
    told: HashSet<Told>,
    at: Option<(Head, Date)>,
    digests_of: Option<Date>,
}

impl Errands {
    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn not_told(&self, told: &BTreeSet<Told>) -> Vec<Told> {
        let remembered = self.lock();
        told.iter().filter(|it| !remembered.told.contains(*it)).cloned().collect()
    }

    pub(super) fn tell(&self, told: Vec<Told>) {
        let mut remembered = self.lock();
        if remembered.told.len() > MOST_REMEMBERED {
            remembered.told.clear();
        }
        remembered.told.extend(told);
    }

    pub(super) fn delivered(&self, at: Timestamp) {
        self.lock().ran.delivered_at = Some(at);
    }

    /// How the errands of this node went.
    #[must_use]
    pub fn ran(&self) -> Ran {
        self.lock().ran.clone()
    }
}

impl App {
    /// Runs the errands once: tells what is new, posts the day's digests, delivers what waits. The server calls it again and again.
    ///
    /// # Errors
    /// [`AppError::Store`]; it is told in the outbox as well, and tried again.
    pub fn run_errands(&self) -> Result<(), AppError> {
        let now = self.clock.now();
        let ran = self.tell_what_is_new(now).and_then(|()| self.post_digests(now)).and_then(|()| self.deliver_all());
        let mut remembered = self.post.errands.lock();
        remembered.ran.at = Some(now);
        remembered.ran.failure = ran.as_ref().err().map(ToString::to_string);
        ran
    }

    /// What is told can be new only when something was stored or another day has come.
    fn tell_what_is_new(&self, now: Timestamp) -> Result<(), AppError> {
        let head = reading(self.store.as_ref(), |tx| tx.journal_head())?;
        let at = (head, bangkok(now).date());
        if self.post.errands.lock().at == Some(at) {
            return Ok(());
        }
        let is_new_day = self.post.errands.lock().at.is_none_or(|(_, day)| day != at.1);
        if is_new_day {
            self.forget_old_notices(now)?;
        }
        let told = self.give_notices(now)?;
        let mut remembered = self.post.errands.lock();
        remembered.at = Some(at);
        if told > 0 {
            remembered.ran.told = Some((now, told));
        }
        Ok(())
    }

    /// Forgets what was told long ago of rounds that are frozen: nothing of them is told any more, so nothing is told twice.
    fn forget_old_notices(&self, now: Timestamp) -> Result<(), AppError> {
        technical(self.store.as_ref(), |tx| tx.forget_notices(now - KEPT)).map(drop)
    }

    /// Posts the digests of today once their hour has come.
    fn post_digests(&self, now: Timestamp) -> Result<(), AppError> {
        let today = bangkok(now).date();
        if self.post.mail.is_none() || self.post.errands.lock().digests_of == Some(today) {
            return Ok(());
        }
        if self.make_digests(now)? {
            self.post.errands.lock().digests_of = Some(today);
        }
        Ok(())
    }
}
