//! Signing in and out: password first, then the code where the account has a second factor. One answer for every kind of failure.

use jiff::{SignedDuration, Timestamp};
use phaen_domain::access::Action;

use super::locking::{forget_here, not_locked};
use super::sessions::{Caller, network_of};
use crate::error::AppError;
use crate::exchange::hash_of;
use crate::ports::{Account, HalfSignedIn, Session, reading, technical};
use crate::{Actor, App};

/// Characters of a login that are looked at; no account has as many.
const LONGEST_LOGIN: usize = 60;
/// Characters that are kept of what a browser says of itself.
const LONGEST_BROWSER: usize = 60;
/// How long a session lasts.
const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// How long a code is waited for.
const FOR_A_CODE: SignedDuration = SignedDuration::from_mins(5);

/// A session that just began. The secret goes into the cookie and nowhere else.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The cookie's secret.
    pub secret: String,
    /// Who signed in.
    pub actor: Actor,
}

/// A sign-in whose password was right and whose code is waited for: the secret goes into a cookie of its own.
#[derive(Clone)]
pub struct HalfWay(pub String);

impl std::fmt::Debug for HalfWay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HalfWay(…)")
    }
}

impl App {
    /// Signs in with login and password, from an address or a [`Caller`].
    ///
    /// # Errors
    /// [`AppError::SignInFailed`], [`AppError::CodeNeeded`] where a second factor is asked for, [`AppError::TooManySignIns`] or
    /// [`AppError::Store`].
    pub fn sign_in<'a>(&self, login: &str, secret: &str, from: impl Into<Caller<'a>>) -> Result<SignedIn, AppError> {
        let from = from.into();
        // No login has such characters or such a length, so nobody is kept out, and nothing odd is counted or looked up.
        let login: String = login.trim().to_lowercase().chars().filter(|c| !c.is_control()).take(LONGEST_LOGIN).collect();
        let now = self.clock.now();
        self.may_try(&login, from.address, now)?;
        let account = reading(self.store.as_ref(), |tx| tx.account_by_login(&login))?;
        let fits = self.password_fits(secret, account.as_ref());
        match account {
            Some(account) if fits && !account.closed && account.second_factor.is_some() => {
                Err(self.ask_for_code(&account, from.address, now)?)
            }
            Some(account) if fits && !account.closed => self.begin_session(&account, from, now),
            account => {
                self.note_failure(&login, from.address, account.as_ref())?;
                Err(AppError::SignInFailed)
            }
        }
    }

    /// Finishes a sign-in with the code of the second factor, or with a recovery code.
    ///
    /// # Errors
    /// [`AppError::CodeRefused`], [`AppError::CodeTooLate`] when it is waited for no longer, [`AppError::TooManySignIns`] …
    pub fn finish_sign_in<'a>(&self, half: &str, code: &str, from: impl Into<Caller<'a>>) -> Result<SignedIn, AppError> {
        let (from, now, hash) = (from.into(), self.clock.now(), hash_of(half.as_bytes()));
        let account = reading(self.store.as_ref(), |tx| tx.half_signed_in(&hash, now))?;
        let account = account.filter(|account| !account.closed).ok_or(AppError::CodeTooLate)?;
        self.may_try(&account.login, from.address, now)?;
        if !self.code_fits(&account, code)? {
            self.note_failure(&account.login, from.address, Some(&account))?;
            return Err(AppError::CodeRefused);
        }
        technical(self.store.as_ref(), |tx| tx.end_half_signed_in(&hash))?;
        self.begin_session(&account, from, now)
    }

    fn ask_for_code(&self, account: &Account, address: &str, now: Timestamp) -> Result<AppError, AppError> {
        let secret = self.ids.secret();
        let half =
            HalfSignedIn { secret_hash: hash_of(secret.as_bytes()), account: account.id.clone(), expires_at: now + FOR_A_CODE };
        technical(self.store.as_ref(), |tx| {
            not_locked(tx, &account.login, address, now)?;
            tx.save_half_signed_in(&half, now)
        })?;
        Ok(AppError::CodeNeeded(HalfWay(secret)))
    }

    fn begin_session(&self, account: &Account, from: Caller<'_>, now: Timestamp) -> Result<SignedIn, AppError> {
        let cookie = self.ids.secret();
        let session = Session {
            secret_hash: hash_of(cookie.as_bytes()),
            account: account.id.clone(),
            csrf: self.ids.secret(),
            created_at: now,
            seen_at: now,
            expires_at: now + SESSION,
            browser: from.browser.map(|browser| browser.chars().take(LONGEST_BROWSER).collect()),
            network: network_of(from.address),
        };
        technical(self.store.as_ref(), |tx| {
            // Many guesses at once: those that come after the lock are refused even if one is right.
            not_locked(tx, &account.login, from.address, now)?;
            forget_here(tx, &account.login, from.address)?;
            tx.save_session(&session)
        })?;
        let actor = reading(self.store.as_ref(), |tx| self.admitted(tx, account))?;
        Ok(SignedIn { secret: cookie, actor })
    }

    /// Ends all of one's own sessions, on every machine.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn sign_out_everywhere(&self, actor: &Actor) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let now = self.clock.now();
        technical(self.store.as_ref(), |tx| tx.end_sessions(&actor.account, None, now))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn sign_out(&self, actor: &Actor, secret: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        technical(self.store.as_ref(), |tx| tx.end_sessions(&actor.account, Some(&hash_of(secret.as_bytes())), now))
    }
}
