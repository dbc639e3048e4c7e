//! What the outside provides: a store, a clock, ids, a press for files. The use cases know nothing else of it.

use jiff::Timestamp;
use phaen_domain::access::Role;
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::indicator::Target;
use phaen_domain::journal::{Broken, Entry, Head, NewEntry, Verified};
use phaen_domain::observation::{Observation, ObservationKey};
use phaen_domain::organisation::Agency;
use phaen_domain::plan::{AgencyPlan, Edition, EditionState, Narrative, Plan};
use phaen_domain::round::RoundState;
use phaen_domain::workbook::{Problems, RawWorkbook, Records};

use crate::books::BookRequest;
use crate::error::AppError;
use crate::exchange::Upload;
use crate::plan_view::PlanView;

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

/// A plan with all its editions, newest last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanListing {
    /// The plan.
    pub plan: Plan,
    /// Its editions.
    pub editions: Vec<Edition>,
}

/// Who stands behind a stored value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Login of the account that entered it.
    pub entered_by: String,
    /// When.
    pub entered_at: Timestamp,
    /// SHA-256 of the workbook it came in with; such values are verified by import (`decisions.md` 3).
    pub import_hash: Option<String>,
    /// Counts up with every change; a write names the version it saw.
    pub version: u32,
}

/// One edition of a plan as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPlan {
    /// The plan; rounds carry their state and revision.
    pub plan: AgencyPlan,
    /// Version of each target, in the order of the plan's targets.
    pub target_versions: Vec<u32>,
    /// Who stands behind each observation, in the order of the plan's observations.
    pub provenance: Vec<Provenance>,
}

/// A frozen round: the inputs as they were, with their hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The plan.
    pub plan: PlanCode,
    /// The edition it was judged by.
    pub edition: u32,
    /// The round.
    pub round: RoundCode,
    /// 1, 2, 3 …
    pub revision: u32,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// Who froze it.
    pub frozen_by: String,
    /// Canonical records ([`Records::canonical`]).
    pub body: String,
    /// SHA-256 of the body, hexadecimal.
    pub hash: String,
}

/// An account with what signing in needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Globally unique id.
    pub id: String,
    /// Login name, lower case.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Argon2 hash in PHC form.
    pub password_hash: String,
    /// Closed accounts cannot sign in.
    pub closed: bool,
    /// Counts up with every change.
    pub version: u32,
}

/// An access token for the API; its secret is known to its owner only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Globally unique id.
    pub id: String,
    /// Whose.
    pub account: String,
    /// What for.
    pub name: String,
    /// SHA-256 of the secret, hexadecimal.
    pub secret_hash: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie's secret, hexadecimal.
    pub secret_hash: String,
    /// Whose.
    pub account: String,
    /// Value that every form carries.
    pub csrf: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// How a long piece of work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waits for a worker.
    Waiting,
    /// Is being done.
    Running,
    /// Is done; the file is there.
    Done,
    /// Could not be done.
    Failed,
}

/// A long piece of work whose result is a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Globally unique id.
    pub id: String,
    /// Who asked for it.
    pub account: String,
    /// What is to be made.
    pub request: BookRequest,
    /// How it stands.
    pub state: JobState,
    /// 0 to 100.
    pub progress: u8,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// File name of the result.
    pub file_name: Option<String>,
    /// Why it failed, in words for the person who asked.
    pub failure: Option<String>,
}

/// What can be read in a transaction.
pub trait Reading {
    /// Number of the newest journal entry: nothing stored is newer (`decisions.md` 12).
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn sequence(&mut self) -> Result<u64, AppError>;
    /// Whether the journal goes on from this head and all entries after it name this action, so that nothing else can have changed since.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn only_since(&mut self, head: &Head, action: &str) -> Result<bool, AppError>;
    /// The agency, once there is one.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn agency(&mut self) -> Result<Option<Agency>, AppError>;
    /// All plans.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn plans(&mut self) -> Result<Vec<PlanListing>, AppError>;
    /// One edition of a plan with everything in it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn plan(&mut self, code: &PlanCode, edition: u32) -> Result<Option<StoredPlan>, AppError>;
    /// The newest snapshot of a round.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn snapshot(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Option<Snapshot>, AppError>;
    /// Where an edition stands, read alone and fast.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn edition_state(&mut self, plan: &PlanCode, edition: u32) -> Result<Option<EditionState>, AppError>;
    /// Where a round of a plan's fiscal year stands, read alone and fast.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn round_state(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Option<RoundState>, AppError>;
    /// One stored observation with who stands behind it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn observation(&mut self, plan: &PlanCode, key: &ObservationKey) -> Result<Option<(Observation, Provenance)>, AppError>;
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
    /// All accounts, by login.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn accounts(&mut self) -> Result<Vec<Account>, AppError>;
    /// An account by its login.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn account_by_login(&mut self, login: &str) -> Result<Option<Account>, AppError>;
    /// The account behind an unexpired session, and the session.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn session(&mut self, secret_hash: &str, now: Timestamp) -> Result<Option<(Session, Account)>, AppError>;
    /// The account behind an unrevoked token.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn token(&mut self, secret_hash: &str) -> Result<Option<Account>, AppError>;
    /// The tokens of an account, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn tokens(&mut self, account: &str) -> Result<Vec<Token>, AppError>;
    /// Jobs of an account, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn jobs(&mut self, account: &str) -> Result<Vec<Job>, AppError>;
    /// One job.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn job(&mut self, id: &str) -> Result<Option<Job>, AppError>;
    /// A kept upload.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn upload(&mut self, id: &str) -> Result<Option<Upload>, AppError>;
    /// The file a job made.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn job_file(&mut self, id: &str) -> Result<Option<Vec<u8>>, AppError>;
}

/// What can be written in a transaction, always with a journal entry.
pub trait Writing: Reading {
    /// Appends a journal entry and gives its number.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn append(&mut self, entry: &NewEntry) -> Result<u64, AppError>;
    /// Stores agency, units, rounds and one edition whole, replacing that edition if it is there. Observations that are given are stored,
    /// others stay.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_plan(&mut self, plan: &AgencyPlan, observations: &[(Observation, Provenance)]) -> Result<(), AppError>;
    /// Moves an edition to another state.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn set_edition_state(&mut self, plan: &PlanCode, edition: u32, state: EditionState) -> Result<(), AppError>;
    /// Stores a target if its stored version is the one given (0 = not there yet); tells whether it was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_target(&mut self, plan: &PlanCode, edition: u32, target: &Target, seen_version: u32) -> Result<bool, AppError>;
    /// Stores an observation if its stored version is one below the given provenance's; tells whether it was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_observation(&mut self, plan: &PlanCode, observation: &Observation, provenance: &Provenance)
    -> Result<bool, AppError>;
    /// Stores or, when its text is empty, removes a text of the book.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_narrative(&mut self, plan: &PlanCode, edition: u32, narrative: &Narrative) -> Result<(), AppError>;
    /// Freezes a round: stores the snapshot and moves the round to frozen with its revision.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn freeze(&mut self, snapshot: &Snapshot) -> Result<(), AppError>;
    /// Stores a new account, or one whose stored version is one below; tells whether it was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_account(&mut self, account: &Account) -> Result<bool, AppError>;
    /// Stores a new token, or revokes one.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_token(&mut self, token: &Token) -> Result<(), AppError>;
}

/// Technical rows.
pub trait Technical: Reading {
    /// Stores a session.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_session(&mut self, session: &Session) -> Result<(), AppError>;
    /// Ends a session, or all of an account when no secret is given; also removes those that expired.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn end_sessions(&mut self, account: &str, secret_hash: Option<&str>, now: Timestamp) -> Result<(), AppError>;
    /// Failed sign-ins of a key (a login or an address) since an instant.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn failed_sign_ins(&mut self, key: &str, since: Timestamp) -> Result<u32, AppError>;
    /// Notes a failed sign-in, and forgets those before an instant.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn note_failed_sign_in(&mut self, key: &str, at: Timestamp, forget_before: Timestamp) -> Result<(), AppError>;
    /// Forgets the failed sign-ins of a key.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn forget_failed_sign_ins(&mut self, key: &str) -> Result<(), AppError>;
    /// Stores a job, new or moved on, with its file once it is done.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_job(&mut self, job: &Job, file: Option<&[u8]>) -> Result<(), AppError>;
    /// Keeps an uploaded file until it is confirmed; earlier ones of the account are forgotten.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_upload(&mut self, upload: &Upload) -> Result<(), AppError>;
    /// Takes the oldest waiting job and marks it running; jobs that a stopped server left running are taken again when `restarted`.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn take_job(&mut self, restarted: bool) -> Result<Option<Job>, AppError>;
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

/// A file that was refused, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRefusal {
    /// What, which rule and what to do, in Thai.
    pub th: String,
    /// The same in English.
    pub en: String,
}

/// The files people exchange.
pub trait Press: Send + Sync {
    /// Reads a workbook file.
    ///
    /// # Errors
    /// [`FileRefusal`] when it is not one that may be read.
    fn read_workbook(&self, name: &str, bytes: &[u8]) -> Result<RawWorkbook, FileRefusal>;
    /// A workbook for Excel.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn workbook(&self, records: &Records) -> Result<Vec<u8>, AppError>;
    /// A ZIP of CSV files.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn workbook_csv(&self, records: &Records) -> Result<Vec<u8>, AppError>;
    /// An empty workbook with examples.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn template(&self) -> Result<Vec<u8>, AppError>;
    /// The workbook handed back with its wrong cells marked.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn marked_workbook(&self, raw: &RawWorkbook, problems: &Problems) -> Result<Vec<u8>, AppError>;
    /// The scorecard of a round for Excel.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn scorecard_sheet(&self, view: &PlanView, round: &RoundCode) -> Result<Vec<u8>, AppError>;
    /// The results book of a round as PDF; tells its progress from 0 to 100.
    ///
    /// # Errors
    /// [`AppError::Press`].
    fn results_book(&self, view: &PlanView, round: &RoundCode, progress: &mut dyn FnMut(u8)) -> Result<Vec<u8>, AppError>;
}
