//! Failed sign-ins: counted by login where they come from, by login from all places, and by address; a login locked for a growing time, and
//! unlocked by whoever keeps the account.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use phaen_domain::access::Role;
use phaen_domain::lockout::{AHEAD, FREE, FREE_EVERYWHERE, Failures, REMEMBERED, place_of};

use crate::error::AppError;
use crate::ports::{Account, Reading, Technical, Writing, reading, technical, writing};
use crate::{Actor, App, change};

/// Failed sign-ins from one address that are let through within [`WINDOW`]: an office shares one, so it is given room.
const FROM_ONE_ADDRESS: u32 = 64;
/// How long failures count against an address.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// What the journal calls the lock itself, which nobody sets by hand.
pub(super) const LOCK: &str = "sign-in";

/// Under which key the failures of a login from a place are counted. A place has no space, so no login that is typed makes the key of another.
fn key_here(login: &str, address: &str) -> String {
    format!("login-at:{} {login}", place_of(address))
}

/// Under which key the failures of a login from all places together are counted.
fn key_everywhere(login: &str) -> String {
    format!("login:{login}")
}

/// Under which key the failures from an address are counted.
fn key_of_address(address: &str) -> String {
    format!("address:{}", place_of(address))
}

/// The login that a key counts for, and how many failures it lets through; none for an address.
fn login_of_key(key: &str) -> Option<(&str, u32)> {
    let here = key.strip_prefix("login-at:").and_then(|rest| rest.split_once(' ')).map(|(_, login)| (login, FREE));
    here.or_else(|| key.strip_prefix("login:").map(|login| (login, FREE_EVERYWHERE)))
}

/// Which failures of a login count: none from a day when the clock was ahead, or a clock set right would lock people out.
fn counted(now: Timestamp) -> [Timestamp; 2] {
    [now - REMEMBERED, now + AHEAD]
}

/// Which failures are kept at all.
fn kept(now: Timestamp) -> [Timestamp; 2] {
    [now - REMEMBERED, now + REMEMBERED]
}

/// Until when each login is locked somewhere, of those that are; also such as are no account's.
pub(super) fn locked(tx: &mut dyn Reading, now: Timestamp) -> Result<BTreeMap<String, Timestamp>, AppError> {
    let mut locked = BTreeMap::new();
    for (key, failures) in tx.all_failed_sign_ins(counted(now))? {
        let Some((login, free)) = login_of_key(&key) else { continue };
        let Some(until) = failures.locked_until(free, now) else { continue };
        let last = locked.entry(login.to_owned()).or_insert(until);
        *last = until.max(*last);
    }
    Ok(locked)
}

/// Forgets the failures of a login from wherever.
pub(super) fn forget(tx: &mut dyn Writing, login: &str, now: Timestamp) -> Result<(), AppError> {
    for key in tx.all_failed_sign_ins(kept(now))?.into_keys() {
        if login_of_key(&key).is_some_and(|(own, _)| own == login) {
            tx.forget_failures(&key)?;
        }
    }
    Ok(())
}

/// Forgets the failures of a login from the place in which it was signed in, and those from all places.
pub(super) fn forget_here(tx: &mut dyn Technical, login: &str, address: &str) -> Result<(), AppError> {
    tx.forget_failed_sign_ins(&key_here(login, address))?;
    tx.forget_failed_sign_ins(&key_everywhere(login))
}

/// The failures that lock a login for who comes from an address, and until when.
fn locking(tx: &mut dyn Reading, login: &str, address: &str, now: Timestamp) -> Result<Option<(u32, Timestamp)>, AppError> {
    let here = tx.failed_sign_ins(&key_here(login, address), counted(now))?;
    let everywhere = tx.failed_sign_ins(&key_everywhere(login), counted(now))?;
    let until = |failures: Failures, free| failures.locked_until(free, now).map(|until| (failures.count, until));
    let locks = [until(here, FREE), until(everywhere, FREE_EVERYWHERE)];
    Ok(locks.into_iter().flatten().max_by_key(|(_, until)| *until))
}

/// Refuses while a login is locked for who comes from an address.
pub(super) fn not_locked(tx: &mut dyn Reading, login: &str, address: &str, now: Timestamp) -> Result<(), AppError> {
    let lock = locking(tx, login, address, now)?;
    lock.map_or(Ok(()), |(_, until)| Err(AppError::TooManySignIns { seconds: seconds(until, now) }))
}

/// Whole seconds to wait, the last one counted as a whole.
fn seconds(until: Timestamp, now: Timestamp) -> u32 {
    u32::try_from((until.duration_since(now).as_millis() + 999) / 1000).unwrap_or(u32::MAX)
}

impl App {
    /// Refuses a login that is locked, and an address from which too many failures came.
    pub(super) fn may_try(&self, login: &str, address: &str, now: Timestamp) -> Result<(), AppError> {
        let from_there = reading(self.store.as_ref(), |tx| {
            not_locked(tx, login, address, now)?;
            tx.failed_sign_ins(&key_of_address(address), [now - WINDOW, now + AHEAD])
        })?;
        let until = from_there.last.filter(|_| !address.is_empty() && from_there.count >= FROM_ONE_ADDRESS);
        until.map_or(Ok(()), |last| Err(AppError::TooManySignIns { seconds: seconds(last + WINDOW, now) }))
    }

    /// Notes a failure; the journal tells when it locks an account that there is.
    pub(super) fn note_failure(&self, login: &str, address: &str, account: Option<&Account>) -> Result<(), AppError> {
        let now = self.clock.now();
        let of_address = (!address.is_empty()).then(|| key_of_address(address));
        let lock = technical(self.store.as_ref(), |tx| {
            for key in [key_here(login, address), key_everywhere(login)].iter().chain(&of_address) {
                tx.note_failed_sign_in(key, now, kept(now))?;
            }
            locking(tx, login, address, now)
        })?;
        let (Some((count, until)), Some(account)) = (lock, account.filter(|account| !account.closed)) else { return Ok(()) };
        let system = Actor::in_role("", LOCK, LOCK, Role::Viewer);
        let detail = [change("failures", None, Some(count.to_string())), change("locked_until", None, Some(until.to_string()))];
        let detail: Vec<_> = detail.into_iter().flatten().collect();
        writing(self.store.as_ref(), |tx| {
            tx.append(&self.entry(&system, "account_locked", ("account", &account.login), None, detail.clone())).map(|_| ())
        })
    }

    /// Ends the locks of an account at once.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn unlock_account(&self, actor: &Actor, login: &str) -> Result<(), AppError> {
        writing(self.store.as_ref(), |tx| {
            let (account, office) = self.kept_by(tx, actor, login)?;
            forget(tx, &account.login, self.clock.now())?;
            tx.append(&self.entry_in(actor, &office, "account_unlocked", ("account", login), None, Vec::new())).map(|_| ())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{key_everywhere, key_here, login_of_key};

    #[test]
    fn no_login_that_is_typed_is_counted_as_another() {
        assert_eq!(login_of_key(&key_here("somsri", "10.0.0.1")), Some(("somsri", 5)));
        assert_eq!(login_of_key(&key_everywhere("somsri")), Some(("somsri", 50)));
        assert_eq!(login_of_key(&key_here("x somsri", "10.0.0.1")), Some(("x somsri", 5)));
        assert_eq!(login_of_key(&key_here("somsri", "10.0.0.1 x")), Some(("somsri", 5)));
        assert_ne!(key_everywhere("at:10.0.0.1 somsri"), key_here("somsri", "10.0.0.1"));
        assert_eq!(login_of_key("address:10.0.0.1"), None);
    }
}
