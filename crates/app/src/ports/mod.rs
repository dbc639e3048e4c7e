//! What the outside provides: a store, a clock, ids, a press for files. The use cases know nothing else of it.
//!
//! The store's port is cut by subject, one file each: what is read of it (`Read…`), what is written of it with a journal entry
//! (`Write…`), what is kept of it without one (`Keep…`). [`Reading`], [`Writing`] and [`Technical`] name all of them. A new subject is
//! a file here with its traits, their names in those lists, and a file of the same name under `store/src/tables/ports`.

mod accounts;
mod calendar;
mod entrances;
mod evidence;
mod jobs;
mod journal;
mod notices;
mod offices;
mod plans;
mod press;
mod requests;
mod returns;

use jiff::Timestamp;

pub use accounts::{Account, FactorKey, KeepSessions, ReadAccounts, Session, Token, WriteAccounts};
pub use calendar::{ReadCalendar, WriteCalendar};
pub use entrances::{HalfSignedIn, Invitation, KeepEntrances, ReadEntrances, WriteEntrances};
pub use evidence::{Files, FilesInMemory, IndexRow, Part, ReadEvidence, WriteEvidence, file_failure};
pub use jobs::{Job, JobState, KeepJobs, ReadJobs, WriteUploads};
pub use journal::{ReadJournal, Since, WriteJournal};
pub use notices::{Digests, Feed, KeepNotices, Letter, LetterState, Mail, Notice, ReadNotices, Undelivered, WriteFeeds};
pub use offices::{ReadOffices, WriteOffices};
pub use plans::{PlanListing, Provenance, ReadPlans, Snapshot, StoredPlan, WritePlans};
pub use press::{CalendarEvent, FileRefusal, Press};
pub use requests::{DoneRequest, KeepRequests, KeptAnswer, KeyedRequest, ReadRequests};
pub use returns::{Disbursement, ReadReturns, WriteReturns};

use crate::error::AppError;

/// What can be read in a transaction.
pub trait Reading:
    ReadPlans
    + ReadJournal
    + ReadAccounts
    + ReadEntrances
    + ReadOffices
    + ReadCalendar
    + ReadReturns
    + ReadEvidence
    + ReadJobs
    + ReadNotices
    + ReadRequests
{
}

/// What can be written in a transaction, always with a journal entry.
pub trait Writing:
    Reading
    + WritePlans
    + WriteJournal
    + WriteAccounts
    + WriteEntrances
    + WriteOffices
    + WriteCalendar
    + WriteReturns
    + WriteEvidence
    + WriteFeeds
    + WriteUploads
    + KeepRequests
{
}

/// What can be kept without a journal entry: technical rows without meaning for the plan.
pub trait Technical: Reading + KeepSessions + KeepEntrances + KeepJobs + KeepNotices + KeepRequests {}

/// A failure of the store that a use case cannot mend. The text is for the log, never for a page.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreFailure(pub String);

/// Where everything is remembered. Each closure is one transaction; it may run again when two writers met.
pub trait Store: Send + Sync {
    /// Runs a closure on one consistent state.
    ///
    /// # Errors
    /// What the closure answers, or [`AppError::Store`].
    fn read(&self, work: &mut dyn FnMut(&mut dyn Reading) -> Result<(), AppError>) -> Result<(), AppError>;

    /// Runs a closure that writes. It is refused when the closure appends no journal entry.
    ///
    /// # Errors
    /// What the closure answers, or [`AppError::Store`]; then nothing is stored.
    fn write(&self, work: &mut dyn FnMut(&mut dyn Writing) -> Result<(), AppError>) -> Result<(), AppError>;

    /// Runs a closure on sessions, sign-in counters and jobs: technical rows without meaning for the plan.
    ///
    /// # Errors
    /// What the closure answers, or [`AppError::Store`]; then nothing is stored.
    fn technical(&self, work: &mut dyn FnMut(&mut dyn Technical) -> Result<(), AppError>) -> Result<(), AppError>;
}

/// Reads through [`Store::read`] and gives the closure's value.
///
/// # Errors
/// As [`Store::read`].
pub fn reading<T>(store: &dyn Store, mut work: impl FnMut(&mut dyn Reading) -> Result<T, AppError>) -> Result<T, AppError> {
    let mut value = None;
    store.read(&mut |tx| {
        value = Some(work(tx)?);
        Ok(())
    })?;
    value.ok_or_else(|| AppError::Store(StoreFailure("the store ran no closure".to_owned())))
}

/// Writes through [`Store::write`] and gives the closure's value.
///
/// # Errors
/// As [`Store::write`].
pub fn writing<T>(store: &dyn Store, mut work: impl FnMut(&mut dyn Writing) -> Result<T, AppError>) -> Result<T, AppError> {
    let mut value = None;
    store.write(&mut |tx| {
        value = Some(work(tx)?);
        Ok(())
    })?;
    value.ok_or_else(|| AppError::Store(StoreFailure("the store ran no closure".to_owned())))
}

/// Keeps technical rows through [`Store::technical`] and gives the closure's value.
///
/// # Errors
/// As [`Store::technical`].
pub fn technical<T>(store: &dyn Store, mut work: impl FnMut(&mut dyn Technical) -> Result<T, AppError>) -> Result<T, AppError> {
    let mut value = None;
    store.technical(&mut |tx| {
        value = Some(work(tx)?);
        Ok(())
    })?;
    value.ok_or_else(|| AppError::Store(StoreFailure("the store ran no closure".to_owned())))
}

/// The one clock.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// Ids and secrets.
pub trait Ids: Send + Sync {
    /// A globally unique id.
    fn id(&self) -> String;
    /// 256 random bits as lower-case hexadecimal.
    fn secret(&self) -> String;
}
