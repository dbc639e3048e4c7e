//! Notices, the letters that carry them, and the calendars that people subscribe to.

use jiff::Timestamp;
use jiff::civil::Date;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::notice::NoticeKind;

use super::Account;
use crate::error::AppError;

/// Something that an account is told. The same is told once: account, kind, plan, round, unit and facts are its identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Globally unique id.
    pub id: String,
    /// Who is told.
    pub account: String,
    /// What.
    pub kind: NoticeKind,
    /// About which plan.
    pub plan: PlanCode,
    /// About which round.
    pub round: RoundCode,
    /// About which unit's return; none when it is about several or about the round.
    pub unit: Option<UnitCode>,
    /// What tells it from another of its kind: the due date with the rung, the submission's number, the decision's id.
    pub facts: String,
    /// When it was told.
    pub created_at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// The day whose digest carried it.
    pub mailed_on: Option<Date>,
}

impl Notice {
    /// The facts of a notice about a day, and about which step of the ladder to it.
    #[must_use]
    pub fn facts_of(due_on: Date, days: i16) -> String {
        format!("{due_on}|{days}")
    }

    /// The day that it is about, where it is about one.
    #[must_use]
    pub fn due_on(&self) -> Option<Date> {
        self.facts.split('|').next()?.parse().ok()
    }
}

/// How a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LetterState {
    /// Waits for its time.
    Waiting,
    /// Somebody is delivering it.
    Sending,
    /// The mail server took it.
    Sent,
    /// Given up; the failure says why.
    Failed,
}

/// A letter in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its id: the same letter is posted once.
    pub id: String,
    /// To whom.
    pub address: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// How it stands.
    pub state: LetterState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next; while it is being delivered, when another node may take it over.
    pub next_at: Timestamp,
    /// Why the last attempt failed.
    pub failure: Option<String>,
    /// When it was posted.
    pub created_at: Timestamp,
}

/// A calendar with a private address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// SHA-256 of the address's secret, hexadecimal.
    pub secret_hash: String,
    /// Whose.
    pub account: String,
    /// Of which unit; one's own obligations when absent.
    pub unit: Option<UnitCode>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// What is read of notices, letters and calendars.
pub trait ReadNotices {
    /// The newest notices of an account.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn notices(&mut self, account: &str, limit: u32) -> Result<Vec<Notice>, AppError>;
    /// Notices that nobody read and no digest carried, told in a span of time; by account, oldest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn unmailed(&mut self, from: Timestamp, before: Timestamp) -> Result<Vec<Notice>, AppError>;
    /// The newest letters, those that failed or wait first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn letters(&mut self, limit: u32) -> Result<Vec<Letter>, AppError>;
    /// A letter by its id.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn letter(&mut self, id: &str) -> Result<Option<Letter>, AppError>;
    /// How many letters stand in each state.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn letter_counts(&mut self) -> Result<Vec<(LetterState, usize)>, AppError>;
    /// The calendar behind a secret that is not taken back, with its account.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn feed(&mut self, secret_hash: &str) -> Result<Option<(Feed, Account)>, AppError>;
    /// The calendars of an account that are not taken back, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn feeds(&mut self, account: &str) -> Result<Vec<Feed>, AppError>;
}

/// What is written of calendars.
pub trait WriteFeeds {
    /// Stores a new calendar, or takes one back.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_feed(&mut self, feed: &Feed) -> Result<(), AppError>;
}

/// The digests of a day with what they carry.
#[derive(Debug, Clone)]
pub struct Digests<'a> {
    /// The letters; the id of each is the prefix and its account.
    pub letters: &'a [Letter],
    /// What all their ids begin with.
    pub prefix: &'a str,
    /// The day.
    pub day: Date,
    /// They carry what was told from here …
    pub from: Timestamp,
    /// … to here.
    pub before: Timestamp,
}

/// What is kept of notices and letters.
pub trait KeepNotices {
    /// Tells what was not told before; gives how many that were.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn add_notices(&mut self, notices: &[Notice]) -> Result<usize, AppError>;
    /// Forgets what was told before an instant of rounds that are frozen; gives how much that was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn forget_notices(&mut self, before: Timestamp) -> Result<usize, AppError>;
    /// Marks one notice of an account as read, or all of them.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn read_notices(&mut self, account: &str, id: Option<&str>, at: Timestamp) -> Result<(), AppError>;
    /// Posts digests that were not posted before, and notes on their notices that they carry them; gives how many were posted.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn post_digests(&mut self, digests: &Digests<'_>) -> Result<usize, AppError>;
    /// Takes the letter that has waited longest and marks it as being delivered until an instant. A letter whose time lies beyond `too_far`
    /// was put off by a clock that was wrong, and is taken as well.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn take_letter(&mut self, now: Timestamp, until: Timestamp, too_far: Timestamp) -> Result<Option<Letter>, AppError>;
    /// Stores how a letter stands now.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_letter(&mut self, letter: &Letter) -> Result<(), AppError>;
    /// Puts all letters that failed in line again; gives how many that were.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn retry_failed_letters(&mut self, now: Timestamp) -> Result<usize, AppError>;
    /// Forgets letters that were posted before an instant and were sent or given up.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn forget_letters(&mut self, before: Timestamp) -> Result<(), AppError>;
}

/// Why a letter was not taken by the mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// What the server or the connection said; never a password.
    pub reason: String,
    /// Whether another attempt would be answered alike.
    pub for_good: bool,
}

/// The post: hands a letter to a mail server.
pub trait Mail: Send + Sync {
    /// Delivers a letter; when it answers, the server has taken it.
    ///
    /// # Errors
    /// [`Undelivered`] says why not.
    fn deliver(&self, letter: &Letter) -> Result<(), Undelivered>;
}
