//! Accounts with their access tokens, and the sessions and counters of signing in.

use std::collections::BTreeMap;

use jiff::Timestamp;
use phaen_domain::access::Role;
use phaen_domain::id::UnitCode;
use phaen_domain::journal::Head;
use phaen_domain::lockout::Failures;

use crate::error::AppError;

/// The secret of a second factor, in base32 as people type it. It is shown to its owner while it is set up, and to nobody else: no log can
/// tell it by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct FactorKey(pub String);

impl std::fmt::Debug for FactorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FactorKey(…)")
    }
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
    /// Its own role.
    pub role: Role,
    /// For which unit it has its own role; the whole agency when absent.
    pub unit: Option<UnitCode>,
    /// Where to write to.
    pub email: Option<String>,
    /// Secret of the second factor, once it is confirmed.
    pub second_factor: Option<FactorKey>,
    /// Argon2 hash in PHC form; empty until the owner has chosen a password.
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
    /// When it was last seen, to within a few minutes.
    pub seen_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Browser and system in a few words, when they were said.
    pub browser: Option<String>,
    /// The network it began in, without the machine, when that was known.
    pub network: Option<String>,
}

/// What is read of accounts, tokens and sessions.
pub trait ReadAccounts {
    /// All accounts, by login.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn accounts(&mut self) -> Result<Vec<Account>, AppError>;
    /// Login and name of all accounts.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn account_names(&mut self) -> Result<Vec<(String, String)>, AppError>;
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
    /// The same, with the newest journal entry and how many notices wait to be read: in one question.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn session_and_head(
        &mut self,
        secret_hash: &str,
        now: Timestamp,
    ) -> Result<Option<(Session, Account, Head, usize)>, AppError>;
    /// The unexpired sessions of an account, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn sessions(&mut self, account: &str, now: Timestamp) -> Result<Vec<Session>, AppError>;
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
    /// Failed sign-ins of a key (a login or an address) between two instants.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn failed_sign_ins(&mut self, key: &str, between: [Timestamp; 2]) -> Result<Failures, AppError>;
    /// Failed sign-ins of every key between two instants.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn all_failed_sign_ins(&mut self, between: [Timestamp; 2]) -> Result<BTreeMap<String, Failures>, AppError>;
}

/// What is written of accounts and tokens.
pub trait WriteAccounts {
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

/// What is kept of signing in.
pub trait KeepSessions {
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
    /// Ends all sessions of an account but one; also removes those that expired.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn end_other_sessions(&mut self, account: &str, kept_secret_hash: &str, now: Timestamp) -> Result<(), AppError>;
    /// Notes when a session was last seen.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn see_session(&mut self, secret_hash: &str, at: Timestamp) -> Result<(), AppError>;
    /// Notes a failed sign-in, and forgets those outside two instants.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn note_failed_sign_in(&mut self, key: &str, at: Timestamp, kept: [Timestamp; 2]) -> Result<(), AppError>;
    /// Forgets the failed sign-ins of a key.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn forget_failed_sign_ins(&mut self, key: &str) -> Result<(), AppError>;
}
