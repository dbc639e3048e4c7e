//! The journal: who did what and when, in one chain.

use phaen_domain::journal::{Broken, Entry, Head, NewEntry, Verified};

use crate::error::AppError;

/// How the journal goes on from an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// With the actions that were asked for only, or not at all.
    Only,
    /// With others too; the newest of those has this number.
    Other(u64),
    /// Not at all: this is another journal.
    AnotherChain,
}

/// What is read of the journal.
pub trait ReadJournal {
    /// Number of the newest journal entry: nothing stored is newer (`decisions.md` 12).
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn sequence(&mut self) -> Result<u64, AppError>;
    /// Whether the journal goes on from this head and all entries after it name one of these actions and none is about this object, so
    /// that nothing else can have changed since.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn only_since(&mut self, head: &Head, actions: &[&str], object: Option<(&str, &str)>) -> Result<bool, AppError>;
    /// How the journal goes on from this head: whether all entries after it name one of these actions, so that nothing else can have changed
    /// since.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn since(&mut self, head: &Head, actions: &[&str]) -> Result<Since, AppError>;
    /// Newest journal entries first; those of one object when given, those before a number when given.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn journal(&mut self, object: Option<(&str, &str)>, before: Option<u64>, limit: u32) -> Result<Vec<Entry>, AppError>;
    /// Walks the whole chain.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn verify_journal(&mut self) -> Result<Result<Verified, Broken>, AppError>;
    /// Number and hash of the newest entry.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn journal_head(&mut self) -> Result<Head, AppError>;
}

/// What is written to the journal.
pub trait WriteJournal {
    /// Appends a journal entry and tells where the journal then ends.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn append(&mut self, entry: &NewEntry) -> Result<Head, AppError>;
    /// Whether this write has an entry yet: one without any has changed nothing.
    fn has_entries(&self) -> bool;
}
