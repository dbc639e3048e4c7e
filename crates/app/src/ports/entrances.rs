//! What opens an account besides its password: links of invitation, codes of the second factor, and codes for who lost it.

use jiff::Timestamp;

use super::Account;
use crate::error::AppError;

/// A link by which somebody chooses a password: their first, or a new one. It opens once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// SHA-256 of the link's secret, hexadecimal.
    pub secret_hash: String,
    /// Whose password is chosen.
    pub account: String,
    /// Login of who made it.
    pub invited_by: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// Somebody whose password was right and whose code is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfSignedIn {
    /// SHA-256 of the secret that the browser keeps, hexadecimal.
    pub secret_hash: String,
    /// Whose.
    pub account: String,
    /// When the code has to be there.
    pub expires_at: Timestamp,
}

/// What is read of entrances.
pub trait ReadEntrances {
    /// A link with the account that it opens.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn invitation(&mut self, secret_hash: &str) -> Result<Option<(Invitation, Account)>, AppError>;
    /// The links of an account, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn invitations(&mut self, account: &str) -> Result<Vec<Invitation>, AppError>;
    /// How many recovery codes of an account are unused.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn recovery_codes_left(&mut self, account: &str) -> Result<u32, AppError>;
    /// The account whose code is waited for.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn half_signed_in(&mut self, secret_hash: &str, now: Timestamp) -> Result<Option<Account>, AppError>;
}

/// What is written of entrances.
pub trait WriteEntrances {
    /// Stores a link, or that it was used or taken back; tells whether it was still open.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_invitation(&mut self, it: &Invitation) -> Result<bool, AppError>;
    /// Puts recovery codes in the place of those that an account had; only their SHA-256 is stored.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn replace_recovery_codes(&mut self, account: &str, hashes: &[String]) -> Result<(), AppError>;
    /// Uses up a recovery code; tells whether there was one.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn use_recovery_code(&mut self, account: &str, hash: &str, at: Timestamp) -> Result<bool, AppError>;
    /// Ends all sessions of an account and whatever waits for a code, and revokes its access tokens: nothing opens it but its password.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn sign_out_account(&mut self, account: &str, now: Timestamp) -> Result<(), AppError>;
    /// Ends all sessions of an account but one.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn end_other_sessions(&mut self, account: &str, kept_secret_hash: &str, now: Timestamp) -> Result<(), AppError>;
    /// Uses up the code of a time step; tells whether none of that step or a later one was used before.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn use_code_step(&mut self, account: &str, step: u64) -> Result<bool, AppError>;
    /// Forgets the failed sign-ins of a key.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn forget_failures(&mut self, key: &str) -> Result<(), AppError>;
}

/// What is kept of entrances.
pub trait KeepEntrances {
    /// Notes somebody whose code is waited for; also removes those whose time is over.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_half_signed_in(&mut self, it: &HalfSignedIn, now: Timestamp) -> Result<(), AppError>;
    /// Waits no longer for a code.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn end_half_signed_in(&mut self, secret_hash: &str) -> Result<(), AppError>;
    /// Takes the code of a time step; tells whether none of that step or a later one was taken before.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn take_code_step(&mut self, account: &str, step: u64) -> Result<bool, AppError>;
}
