//! Writers take turns, and those who wait share one commit.
//!
//! One process writes on one connection. A thread that has run its closure while others wait leaves the database transaction
//! open and hands the connection on; the last in line commits once for all of them, and only then is any of them told
//! that its write is done. Each closure has its own savepoint, so one that fails takes nothing of the others with it. Alone, a
//! thread commits at once and pays nothing for this. A disk that needs 5 ms for a durable commit thus serves sixteen clients in one.
//!
//! Between processes the engine decides: SQLite lets one in at a time; PostgreSQL runs them serializable, and a transaction that
//! lost is run again, now first in line: the journal's head table is locked before the snapshot is taken, so it cannot lose the
//! head again. For a second after a loss this process asks to be first in line at once, since another is evidently writing too and
//! queueing is cheaper than losing. That is the only time the head is locked early.
//!
//! Nothing may be acknowledged here before the commit that holds it, and no constraint of the schema may be deferred to the commit,
//! where it would fail for all who share it.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use phaen_domain::journal::Head;

use crate::db::{Connection, Manner, Source};
use crate::error::Error;
use crate::tx::{Health, Tx};

/// Closures that share one commit at most; more would make the first wait too long.
const SHARED: usize = 64;
/// How often a closure is run before the write is given up.
const ATTEMPTS: usize = 12;
/// How long after a loss another process is taken to be writing too.
const RIVALRY: Duration = Duration::from_secs(1);

/// Runs one closure: what became of the transaction, and the head it left (`None` when the closure gave up).
pub(crate) type Run<'r> = dyn FnMut(Tx<'_>, Option<Head>) -> (Health, Finished) + 'r;
/// The head after a closure that wants to be kept, nothing for one that gave up, or why it cannot be kept.
pub(crate) type Finished = Result<Option<Option<Head>>, Error>;

/// The one connection for writing, and the line before it.
pub(crate) struct Writer {
    seat: Mutex<Seat>,
    waiting: AtomicUsize,
}

struct Seat {
    connection: Connection,
    open: Option<Open>,
    lost_at: Option<Instant>,
}

/// A database transaction that has begun.
struct Open {
    shared: Arc<Shared>,
    members: usize,
    head: Option<Head>,
    marked: bool,
    manner: Manner,
}

/// What those who share a commit wait for.
#[derive(Default)]
struct Shared {
    outcome: Mutex<Option<Outcome>>,
    settled: Condvar,
}

#[derive(Clone)]
enum Outcome {
    Committed,
    Lost,
    Failed(Arc<Error>),
}

impl Outcome {
    fn failed(error: &Error) -> Self {
        Self::Failed(Arc::new(error.for_another()))
    }
}

/// What one turn brought.
enum Turn {
    /// The closure is part of the open transaction.
    Kept(Arc<Shared>),
    /// The closure gave up and left nothing.
    Undone,
    /// Another writer won.
    Lost,
}

thread_local! {
    static WRITING: Cell<bool> = const { Cell::new(false) };
}

/// Marks this thread as writing while it lives.
struct Writing;

impl Writing {
    fn begin() -> Result<Self, Error> {
        if WRITING.replace(true) { Err(Error::Nested) } else { Ok(Self) }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        WRITING.set(false);
    }
}

impl Writer {
    pub(crate) fn new(connection: Connection) -> Self {
        let seat = Seat { connection, open: None, lost_at: None };
        Self { seat: Mutex::new(seat), waiting: AtomicUsize::new(0) }
    }

    /// Runs the closure in a transaction until it is durable, gives up, or has lost too often.
    pub(crate) fn take_turn(&self, source: &Source, run: &mut Run<'_>) -> Result<(), Error> {
        let _writing = Writing::begin()?;
        for attempt in 1..=ATTEMPTS {
            let manner = if attempt == 1 { Manner::Together } else { Manner::FirstInLine };
            match self.turn(source, manner, run)? {
                Turn::Undone => return Ok(()),
                Turn::Lost => {}
                Turn::Kept(shared) => match shared.wait() {
                    Outcome::Committed => return Ok(()),
                    Outcome::Lost => {}
                    Outcome::Failed(error) => return Err(error.for_another()),
                },
            }
            tracing::debug!(attempt, "a write lost to another writer and runs again");
        }
        Err(Error::Contended)
    }

    /// Runs something on the connection while no transaction is open.
    pub(crate) fn alone<T>(&self, source: &Source, work: impl FnOnce(&mut Connection) -> Result<T, Error>) -> Result<T, Error> {
        let _writing = Writing::begin()?;
        let mut seat = self.sit();
        seat.settle();
        seat.reconnect(source)?;
        let result = work(&mut seat.connection);
        if seat.connection.in_transaction() {
            seat.connection.rollback()?;
        }
        result
    }

    fn sit(&self) -> MutexGuard<'_, Seat> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        // Panics of closures are caught below before they could leave the seat half-changed.
        let seat = self.seat.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        seat
    }

    fn turn(&self, source: &Source, manner: Manner, run: &mut Run<'_>) -> Result<Turn, Error> {
        let mut seat = self.sit();
        seat.start(source, manner)?;
        let head = seat.open.as_ref().and_then(|open| open.head);
        let tx = Tx::new(&mut seat.connection);
        let ran = catch_unwind(AssertUnwindSafe(|| run(tx, head)));
        let turn = match ran {
            Ok((health, finished)) => seat.judge(health, finished),
            Err(panic) => {
                // The panic says more than what may go wrong here, and those who share the transaction are told by `undo`.
                let _ = seat.undo();
                self.hand_on(&mut seat);
                drop(seat);
                resume_unwind(panic)
            }
        };
        self.hand_on(&mut seat);
        turn
    }

    /// Leaves the transaction to the next in line, or commits when nobody waits.
    fn hand_on(&self, seat: &mut Seat) {
        let members = seat.open.as_ref().map_or(0, |open| open.members);
        if self.waiting.load(Ordering::SeqCst) == 0 || members >= SHARED {
            seat.settle();
        }
    }
}

impl Seat {
    /// Begins a transaction, or marks the place in the one that is open.
    fn start(&mut self, source: &Source, manner: Manner) -> Result<(), Error> {
        if manner == Manner::FirstInLine && self.open.as_ref().is_some_and(|open| open.manner != Manner::FirstInLine) {
            self.settle();
        }
        if let Some(open) = &mut self.open {
            let marked = self.connection.mark(open.marked);
            open.marked = true;
            return marked.inspect_err(|_| self.give_up(&Outcome::Lost));
        }
        let rivalry = self.lost_at.is_some_and(|lost_at| lost_at.elapsed() < RIVALRY);
        let manner = if rivalry { Manner::FirstInLine } else { manner };
        self.reconnect(source)?;
        let begun = self.connection.begin_write(manner).or_else(|error| {
            // A server that was restarted shows only now; nothing was done yet, so beginning again is safe.
            if self.connection.is_usable() {
                return Err(error);
            }
            self.reconnect(source)?;
            self.connection.begin_write(manner)
        });
        begun?;
        let shared = Arc::default();
        self.open = Some(Open { shared, members: 0, head: None, marked: false, manner });
        Ok(())
    }

    fn reconnect(&mut self, source: &Source) -> Result<(), Error> {
        if !self.connection.is_usable() {
            self.connection = source.connect(true)?;
        }
        Ok(())
    }

    fn judge(&mut self, health: Health, finished: Finished) -> Result<Turn, Error> {
        let lost = health == Health::Lost || matches!(finished, Err(Error::Contended));
        if lost {
            self.give_up(&Outcome::Lost);
            return Ok(Turn::Lost);
        }
        match (finished, &mut self.open) {
            (Ok(Some(head)), Some(open)) if health == Health::Sound => {
                open.head = head;
                open.members += 1;
                Ok(Turn::Kept(Arc::clone(&open.shared)))
            }
            // The closure swallowed the error of a statement: what it wrote after it cannot be known.
            (Ok(Some(_)), _) => self.undo().and(Err(Error::Aborted)),
            (Ok(None), _) => self.undo().map(|()| Turn::Undone),
            (Err(error), _) => self.undo().and(Err(error)),
        }
    }

    /// Takes back what the last closure wrote.
    fn undo(&mut self) -> Result<(), Error> {
        match &self.open {
            // SQLite ends the whole transaction when there is no room. Those who share it did nothing wrong: each tries for itself.
            Some(open) if open.members > 0 && !self.connection.in_transaction() => {
                self.give_up(&Outcome::Lost);
                Ok(())
            }
            Some(open) if open.members > 0 => self.connection.undo().inspect_err(|error| self.give_up(&Outcome::failed(error))),
            Some(_) => {
                self.open = None;
                self.connection.rollback()
            }
            None => Ok(()),
        }
    }

    /// Ends the transaction without keeping anything, and tells those who wait.
    fn give_up(&mut self, outcome: &Outcome) {
        if matches!(outcome, Outcome::Lost) {
            self.lost_at = Some(Instant::now());
        }
        if let Some(open) = self.open.take() {
            // When even this fails the connection is not usable and is replaced at the next turn.
            let _ = self.connection.rollback();
            open.shared.tell(outcome.clone());
        }
    }

    /// Commits what is open, and tells those who wait.
    fn settle(&mut self) {
        let outcome = match self.open.as_ref().map(|_| self.connection.commit()) {
            None => return,
            Some(Ok(())) => Outcome::Committed,
            Some(Err(Error::Contended)) => Outcome::Lost,
            Some(Err(error)) => Outcome::failed(&error),
        };
        match (outcome, self.open.take()) {
            (Outcome::Committed, Some(open)) => open.shared.tell(Outcome::Committed),
            (outcome, open) => {
                self.open = open;
                self.give_up(&outcome);
            }
        }
    }
}

impl Shared {
    fn tell(&self, outcome: Outcome) {
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        self.settled.notify_all();
    }

    fn wait(&self) -> Outcome {
        let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(outcome) = outcome.as_ref() {
                return outcome.clone();
            }
            outcome = self.settled.wait(outcome).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
