//! Signing in and out: rate-limited by login and by address, one answer for every kind of failure.

use jiff::{SignedDuration, Timestamp};
use phaen_domain::access::Action;

use super::password;
use super::sessions::{Caller, network_of};
use crate::error::AppError;
use crate::exchange::hash_of;
use crate::ports::{Session, reading, technical};
use crate::{Actor, App};

/// Failed sign-ins that are let through within [`WINDOW`].
const MOST_FAILURES: u32 = 8;
/// Characters of a login that are looked at; no account has as many.
const LONGEST_LOGIN: usize = 60;
/// Characters that are kept of what a browser says of itself.
const LONGEST_BROWSER: usize = 60;
/// How long failures count.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// How long a session lasts.
const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// A hash that no password fits, so that an unknown login takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm8$lXxJ1F6sVJd3q9nC3YpTgkqQ5a7g1rXr2b8V0e5m9sQ";

/// A session that just began. The secret goes into the cookie and nowhere else.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The cookie's secret.
    pub secret: String,
    /// Who signed in.
    pub actor: Actor,
}

impl App {
    /// Signs in with login and password, from an address or a [`Caller`].
    ///
    /// # Errors
    /// [`AppError::SignInFailed`], [`AppError::TooManySignIns`] or [`AppError::Store`].
    pub fn sign_in<'a>(&self, login: &str, secret: &str, from: impl Into<Caller<'a>>) -> Result<SignedIn, AppError> {
        let Caller { address, browser } = from.into();
        // No login has such characters or such a length, so nobody is kept out, and nothing odd is counted or looked up.
        let login: String = login.trim().to_lowercase().chars().filter(|c| !c.is_control()).take(LONGEST_LOGIN).collect();
        let now = self.clock.now();
        let keys = [format!("login:{login}"), format!("address:{address}")];
        self.not_too_many(&keys, now)?;
        let account = reading(self.store.as_ref(), |tx| tx.account_by_login(&login))?;
        let hash = account.as_ref().map_or(NOBODY, |account| account.password_hash.as_str());
        let fits = self.hashing.pass(|| password::fits(secret, hash));
        let Some(account) = account.filter(|account| fits && !account.closed) else {
            technical(self.store.as_ref(), |tx| keys.iter().try_for_each(|key| tx.note_failed_sign_in(key, now, now - WINDOW)))?;
            return Err(AppError::SignInFailed);
        };
        let cookie = self.ids.secret();
        let session = Session {
            secret_hash: hash_of(cookie.as_bytes()),
            account: account.id.clone(),
            csrf: self.ids.secret(),
            created_at: now,
            seen_at: now,
            expires_at: now + SESSION,
            browser: browser.map(|browser| browser.chars().take(LONGEST_BROWSER).collect()),
            network: network_of(address),
        };
        technical(self.store.as_ref(), |tx| {
            tx.forget_failed_sign_ins(&keys[0])?;
            tx.save_session(&session)
        })?;
        let actor = reading(self.store.as_ref(), |tx| self.actor_of(tx, &account))?;
        Ok(SignedIn { secret: cookie, actor })
    }

    fn not_too_many(&self, keys: &[String; 2], now: Timestamp) -> Result<(), AppError> {
        let [login, address] = keys;
        let too_many = technical(self.store.as_ref(), |tx| {
            // An office shares one address, so an address is given more room than a login.
            Ok(tx.failed_sign_ins(login, now - WINDOW)? >= MOST_FAILURES
                || tx.failed_sign_ins(address, now - WINDOW)? >= MOST_FAILURES * 8)
        })?;
        if too_many { Err(AppError::TooManySignIns) } else { Ok(()) }
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
