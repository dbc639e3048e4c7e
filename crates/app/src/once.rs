//! A write that its caller named is done once, however often it is asked for (`Idempotency-Key` of the API).
//!
//! The name is noted in the transaction of the write itself: both are durable together or neither is, so a program that dies between the
//! write and its answer cannot do it twice. The answer is kept right after; where it was lost, the write is known to be done and is only
//! told again. A refusal changes nothing and is not noted: the same request may succeed later.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::ToSpan;

use crate::App;
use crate::error::AppError;
use crate::ports::{
    Clock, KeepRequests, KeptAnswer, KeyedRequest, Reading, Store, StoreFailure, Technical, Writing, reading, technical,
};

/// Hours after which a named write is forgotten: seven days.
pub const KEPT_HOURS: i64 = 7 * 24;

/// What is known of a named write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing: it is still to be done.
    Nothing,
    /// It is done, and its answer was lost.
    Done,
    /// It is done and was answered.
    Answered(KeptAnswer),
}

impl App {
    /// What is known of a named write.
    ///
    /// # Errors
    /// [`AppError::KeyReused`] when the name stands for another request, [`AppError::Store`].
    pub fn known_request(&self, request: &KeyedRequest) -> Result<Known, AppError> {
        match reading(self.store.as_ref(), |tx| tx.done_request(&request.account, &request.key))? {
            None => Ok(Known::Nothing),
            Some(done) if done.hash != request.hash => Err(AppError::KeyReused),
            Some(done) => Ok(done.answer.map_or(Known::Done, Known::Answered)),
        }
    }

    /// Whether a write of this name was done, whatever it was: asked before anything of its body is read.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn is_done(&self, account: &str, key: &str) -> Result<bool, AppError> {
        Ok(reading(self.store.as_ref(), |tx| tx.done_request(account, key))?.is_some())
    }

    /// The use cases such that their one write carries the name; when it was done before, nothing is written.
    ///
    /// Every write then also answers [`AppError::DoneBefore`].
    #[must_use]
    pub fn once(&self, request: &KeyedRequest) -> Self {
        let (inner, clock) = (Arc::clone(&self.store), Arc::clone(&self.clock));
        let store = Arc::new(OnceStore { inner, clock, request: request.clone(), noted: AtomicBool::new(false) });
        Self { store, ..self.clone() }
    }

    /// Keeps the answer to a named write, and forgets those that are older than a week.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn keep_answer(&self, request: &KeyedRequest, answer: &KeptAnswer) -> Result<(), AppError> {
        let now = self.clock.now();
        let forget_before = now.saturating_sub(KEPT_HOURS.hours()).unwrap_or(now);
        technical(self.store.as_ref(), |tx| tx.keep_answer(request, answer, now, forget_before))
    }
}

/// A store that notes a name with the write that is made through it.
struct OnceStore {
    inner: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    request: KeyedRequest,
    /// Whether the name was noted by a write of this very call.
    noted: AtomicBool,
}

impl OnceStore {
    /// One name stands for one transaction: a second one under it would be lost for good where the program ends between the two.
    fn only_one(&self) -> Result<(), AppError> {
        if self.noted.load(Ordering::SeqCst) {
            return Err(AppError::Store(StoreFailure("two writes under one name".to_owned())));
        }
        Ok(())
    }

    fn not_done(&self, tx: &mut dyn Reading) -> Result<(), AppError> {
        let done = tx.done_request(&self.request.account, &self.request.key)?;
        if done.is_some() { Err(AppError::DoneBefore) } else { Ok(()) }
    }

    fn note(&self, tx: &mut dyn KeepRequests) -> Result<(), AppError> {
        if tx.note_done(&self.request, self.clock.now())? { Ok(()) } else { Err(AppError::DoneBefore) }
    }
}

impl Store for OnceStore {
    fn read(&self, work: &mut dyn FnMut(&mut dyn Reading) -> Result<(), AppError>) -> Result<(), AppError> {
        self.inner.read(work)
    }

    fn write(&self, work: &mut dyn FnMut(&mut dyn Writing) -> Result<(), AppError>) -> Result<(), AppError> {
        let mut noted = false;
        self.inner.write(&mut |tx| {
            self.only_one()?;
            self.not_done(tx)?;
            work(tx)?;
            // A use case may look first and write nothing: then there is nothing that was done.
            noted = tx.has_entries();
            if noted { self.note(tx) } else { Ok(()) }
        })?;
        self.noted.store(noted, Ordering::SeqCst);
        Ok(())
    }

    fn technical(&self, work: &mut dyn FnMut(&mut dyn Technical) -> Result<(), AppError>) -> Result<(), AppError> {
        self.inner.technical(&mut |tx| {
            self.only_one()?;
            self.not_done(tx)?;
            work(tx)?;
            self.note(tx)
        })?;
        self.noted.store(true, Ordering::SeqCst);
        Ok(())
    }
}
