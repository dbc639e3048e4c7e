//! Failed sign-ins: counted by login and by address, a login locked for a growing time, and unlocked by whoever keeps the account.

use jiff::{SignedDuration, Timestamp};
use phaen_domain::access::Role;
use phaen_domain::lockout::REMEMBERED;

use crate::error::AppError;
use crate::ports::{Account, Reading, reading, technical, writing};
use crate::{Actor, App, change};

/// Failed sign-ins from one address that are let through within [`WINDOW`]: an office shares one, so it is given room.
const FROM_ONE_ADDRESS: u32 = 64;
/// How long failures count against an address.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// What the journal calls the lock itself, which nobody sets by hand.
pub(super) const LOCK: &str = "sign-in";

/// Under which key the failures of a login are counted.
pub(super) fn login_key(login: &str) -> String {
    format!("login:{login}")
}

/// The login that a key counts for; none for an address.
pub(super) fn login_of_key(key: &str) -> Option<&str> {
    key.strip_prefix("login:")
}

/// Refuses while a login is locked.
pub(super) fn not_locked(tx: &mut dyn Reading, login: &str, now: Timestamp) -> Result<(), AppError> {
    let until = tx.failed_sign_ins(&login_key(login), now - REMEMBERED)?.locked_until(now);
    until.map_or(Ok(()), |until| Err(AppError::TooManySignIns { seconds: seconds(until, now) }))
}

/// Whole seconds to wait, the last one counted as a whole.
fn seconds(until: Timestamp, now: Timestamp) -> u32 {
    u32::try_from((until.duration_since(now).as_millis() + 999) / 1000).unwrap_or(u32::MAX)
}

impl App {
    /// Refuses a login that is locked, and an address from which too many failures came.
    pub(super) fn may_try(&self, login: &str, address: &str, now: Timestamp) -> Result<(), AppError> {
        let from_there = reading(self.store.as_ref(), |tx| {
            not_locked(tx, login, now)?;
            tx.failed_sign_ins(&format!("address:{address}"), now - WINDOW)
        })?;
        let until = from_there.last.filter(|_| !address.is_empty() && from_there.count >= FROM_ONE_ADDRESS);
        until.map_or(Ok(()), |last| Err(AppError::TooManySignIns { seconds: seconds(last + WINDOW, now) }))
    }

    /// Notes a failure; the journal tells when it locks an account that there is.
    pub(super) fn note_failure(&self, login: &str, address: &str, account: Option<&Account>) -> Result<(), AppError> {
        let now = self.clock.now();
        let failures = technical(self.store.as_ref(), |tx| {
            tx.note_failed_sign_in(&login_key(login), now, now - REMEMBERED)?;
            if !address.is_empty() {
                tx.note_failed_sign_in(&format!("address:{address}"), now, now - REMEMBERED)?;
            }
            tx.failed_sign_ins(&login_key(login), now - REMEMBERED)
        })?;
        let (Some(until), Some(account)) = (failures.locked_until(now), account.filter(|account| !account.closed)) else {
            return Ok(());
        };
        let system = Actor::in_role("", LOCK, LOCK, Role::Viewer);
        let detail =
            [change("failures", None, Some(failures.count.to_string())), change("locked_until", None, Some(until.to_string()))];
        let detail: Vec<_> = detail.into_iter().flatten().collect();
        writing(self.store.as_ref(), |tx| {
            tx.append(&self.entry(&system, "account_locked", ("account", &account.login), None, detail.clone())).map(|_| ())
        })
    }

    /// Ends the lock of an account at once.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn unlock_account(&self, actor: &Actor, login: &str) -> Result<(), AppError> {
        writing(self.store.as_ref(), |tx| {
            let (account, office) = self.kept_by(tx, actor, login)?;
            tx.forget_failures(&login_key(&account.login))?;
            tx.append(&self.entry_in(actor, &office, "account_unlocked", ("account", login), None, Vec::new())).map(|_| ())
        })
    }
}
