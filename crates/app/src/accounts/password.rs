//! Passwords: argon2id hashes and the rule for new ones. Hashing is slow on purpose: callers use the blocking pool (`decisions.md` 20).

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::error::{AppError, FieldProblem};

/// Fewest characters of a password (OWASP ASVS 2.1.1).
const SHORTEST: usize = 12;
/// Most characters of a password.
const LONGEST: usize = 128;

/// 19 MiB, two passes: OWASP's recommendation for argon2id.
fn hasher() -> Result<Argon2<'static>, AppError> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| AppError::Press(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password with 128 random bits of salt.
pub(super) fn hash(password: &str, salt: &str) -> Result<String, AppError> {
    let salt = SaltString::encode_b64(salt.as_bytes().get(..16).unwrap_or(salt.as_bytes()));
    let salt = salt.map_err(|error| AppError::Press(error.to_string()))?;
    let hash = hasher()?.hash_password(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string()).map_err(|error| AppError::Press(error.to_string()))
}

/// Whether a password fits a hash.
pub(super) fn fits(password: &str, hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else { return false };
    password.chars().count() <= LONGEST
        && hasher().is_ok_and(|hasher| hasher.verify_password(password.as_bytes(), &parsed).is_ok())
}

/// Refuses passwords that are too short, too long, or the login itself.
pub(super) fn check(password: &str, login: &str) -> Result<(), AppError> {
    let length = password.chars().count();
    let too_simple =
        password.to_lowercase().contains(login) || password.chars().collect::<std::collections::HashSet<_>>().len() < 5;
    if (SHORTEST..=LONGEST).contains(&length) && !too_simple {
        return Ok(());
    }
    let problem = FieldProblem::new(
        "password",
        "รหัสผ่านต้องยาว 12–128 ตัวอักษร ไม่มีชื่อบัญชีอยู่ในรหัสผ่าน และไม่ใช้ตัวอักษรซ้ำกันแทบทั้งหมด",
        "A password has 12 to 128 characters, does not contain the login and is not one character repeated",
    );
    Err(AppError::Fields(vec![problem]))
}
