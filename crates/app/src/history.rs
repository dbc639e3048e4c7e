//! The journal as people read it, and as an auditor verifies it.

use phaen_domain::access::Action;
use phaen_domain::journal::{Broken, Entry, Head, Verified};

use crate::error::AppError;
use crate::ports::reading;
use crate::{Actor, App};

/// Entries on one page.
pub const PAGE: u32 = 100;

impl App {
    /// Newest entries, of one object when given, before a number when given.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn journal(&self, actor: &Actor, object: Option<(&str, &str)>, before: Option<u64>) -> Result<Vec<Entry>, AppError> {
        self.authorise(actor, Action::ReadJournal)?;
        reading(self.store.as_ref(), |tx| tx.journal(object, before, PAGE))
    }

    /// Number and hash of the newest entry.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn journal_head(&self, actor: &Actor) -> Result<Head, AppError> {
        self.authorise(actor, Action::ReadJournal)?;
        reading(self.store.as_ref(), |tx| tx.journal_head())
    }

    /// Walks the whole chain and says whether it holds.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn verify_journal(&self, actor: &Actor) -> Result<Result<Verified, Broken>, AppError> {
        self.authorise(actor, Action::ReadJournal)?;
        reading(self.store.as_ref(), |tx| tx.verify_journal())
    }
}
