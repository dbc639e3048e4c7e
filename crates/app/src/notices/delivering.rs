//! The outbox: letters are delivered one after another, at least once; what a server does not take is tried again later and later.
//!
//! A letter is marked before it is handed over and after it was taken. A node that dies in between leaves it to be taken again when its
//! time is over: that is the one case in which a letter may arrive twice, and both carry the same id.

use jiff::{SignedDuration, Timestamp};
use phaen_domain::access::Action;
use phaen_domain::notice::{LONGEST_WAIT_MINUTES, wait_minutes};

use super::errands::Ran;
use crate::error::AppError;
use crate::ports::{Letter, LetterState, Undelivered, reading, technical};
use crate::{Actor, App};

/// How long a node may take to deliver a letter before another takes it over.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
/// Letters in a row before the errands look around again.
const IN_A_ROW: usize = 50;
/// How many letters a page shows.
const SHOWN: u32 = 100;
/// Characters of a failure that are kept.
const LONGEST_FAILURE: usize = 300;

/// The outbox as an administrator sees it.
#[derive(Debug, Clone)]
pub struct Outbox {
    /// Whether a mail server is set up.
    pub is_set: bool,
    /// How many letters stand in each state.
    pub counts: Vec<(LetterState, usize)>,
    /// Letters: those that failed first, then those that wait, then those that were sent.
    pub letters: Vec<Letter>,
    /// How the errands of the answering node went.
    pub ran: Ran,
}

impl App {
    /// The outbox with the state of the errands.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn outbox(&self, actor: &Actor) -> Result<Outbox, AppError> {
        self.authorise(actor, Action::ReadKeeping)?;
        let (counts, letters) = reading(self.store.as_ref(), |tx| Ok((tx.letter_counts()?, tx.letters(SHOWN)?)))?;
        Ok(Outbox { is_set: self.post.mail.is_some(), counts, letters, ran: self.post.errands.ran() })
    }

    /// Puts a letter in line again that failed, or that waits for a later time.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] when it does not wait and did not fail, or [`AppError::Store`].
    pub fn retry_letter(&self, actor: &Actor, id: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::ManageAccounts)?;
        let now = self.clock.now();
        technical(self.store.as_ref(), |tx| {
            let again = |it: &Letter| matches!(it.state, LetterState::Failed | LetterState::Waiting);
            let found = tx.letter(id)?.filter(again);
            let letter = found.ok_or_else(|| AppError::NotFound { kind: "letter", code: id.to_owned() })?;
            tx.save_letter(&Letter { state: LetterState::Waiting, attempts: 0, next_at: now, ..letter })
        })
    }

    /// Puts all letters in line again that failed, such as after a password at the mail server was set right; gives how many that were.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn retry_failed_letters(&self, actor: &Actor) -> Result<usize, AppError> {
        self.authorise(actor, Action::ManageAccounts)?;
        let now = self.clock.now();
        technical(self.store.as_ref(), |tx| tx.retry_failed_letters(now))
    }

    /// Delivers what waits, up to a number.
    pub(super) fn deliver_all(&self) -> Result<(), AppError> {
        for _ in 0..IN_A_ROW {
            if !self.deliver_one()? {
                break;
            }
        }
        Ok(())
    }

    /// Delivers the letter that has waited longest; tells whether another should be tried now. A server that did not take a letter for no fault
    /// of the letter would keep the next one waiting as well.
    fn deliver_one(&self) -> Result<bool, AppError> {
        let Some(mail) = &self.post.mail else { return Ok(false) };
        let now = self.clock.now();
        let too_far = now + SignedDuration::from_mins(2 * LONGEST_WAIT_MINUTES);
        let Some(letter) = technical(self.store.as_ref(), |tx| tx.take_letter(now, now + LEASE, too_far))? else {
            return Ok(false);
        };
        let answer = mail.deliver(&letter);
        let again = answer.as_ref().err().is_none_or(|undelivered| undelivered.for_good);
        let now = self.clock.now();
        self.post.errands.delivered(now);
        let letter = after(letter, answer, now);
        technical(self.store.as_ref(), |tx| tx.save_letter(&letter))?;
        Ok(again)
    }
}

/// The letter as it stands after an attempt.
fn after(letter: Letter, answer: Result<(), Undelivered>, now: Timestamp) -> Letter {
    let Err(undelivered) = answer else { return Letter { state: LetterState::Sent, failure: None, next_at: now, ..letter } };
    let failure = Some(undelivered.reason.chars().take(LONGEST_FAILURE).collect());
    match wait_minutes(letter.attempts).filter(|_| !undelivered.for_good) {
        Some(minutes) => {
            let next_at = now + SignedDuration::from_mins(minutes);
            Letter { state: LetterState::Waiting, failure, next_at, ..letter }
        }
        None => Letter { state: LetterState::Failed, failure, next_at: now, ..letter },
    }
}
