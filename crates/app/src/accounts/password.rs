//! Passwords: argon2id hashes, and the domain's rule for new ones. Hashing is slow on purpose: callers use the blocking pool
//! (`decisions.md` 20).

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use phaen_domain::password::LONGEST;
use phaen_domain::words::Words;

use crate::App;
use crate::error::{AppError, FieldProblem};
use crate::ports::Account;

/// A hash that no password fits, so that an unknown login, or one without a password yet, takes as long as any.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm8$lXxJ1F6sVJd3q9nC3YpTgkqQ5a7g1rXr2b8V0e5m9sQ";

/// 19 MiB, two passes: OWASP's recommendation for argon2id.
fn hasher() -> Result<Argon2<'static>, AppError> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| AppError::Press(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password with 128 random bits of salt.
fn hash(password: &str, salt: &str) -> Result<String, AppError> {
    let salt = SaltString::encode_b64(salt.as_bytes().get(..16).unwrap_or(salt.as_bytes()));
    let salt = salt.map_err(|error| AppError::Press(error.to_string()))?;
    let hash = hasher()?.hash_password(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string()).map_err(|error| AppError::Press(error.to_string()))
}

fn fits(password: &str, hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else { return false };
    password.chars().count() <= LONGEST
        && hasher().is_ok_and(|hasher| hasher.verify_password(password.as_bytes(), &parsed).is_ok())
}

/// Refuses a new password that breaks the rule, beside its field.
pub(super) fn check(password: &str, login: &str) -> Result<(), AppError> {
    let problem = |why: phaen_domain::password::PasswordRefused| FieldProblem::new("password", why.th(), why.en());
    phaen_domain::password::check(password, login).map_err(|why| AppError::Fields(vec![problem(why)]))
}

impl App {
    /// The hash of a new password, once the rule has taken it.
    pub(super) fn hashed(&self, password: &str) -> Result<String, AppError> {
        self.hashing.pass(|| hash(password, &self.ids.secret()))
    }

    /// Whether a password is the account's; for nobody's account it takes as long and is not.
    pub(super) fn password_fits(&self, password: &str, account: Option<&Account>) -> bool {
        let hash = account.map(|account| account.password_hash.as_str()).filter(|hash| !hash.is_empty());
        self.hashing.pass(|| fits(password, hash.unwrap_or(NOBODY)))
    }
}
