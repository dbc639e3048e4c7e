//! One's own sessions: where one is signed in, since when, and ending one, all others or all of them.
//!
//! Sessions are technical: they say nothing about the plan, so the journal does not tell of them.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use phaen_domain::access::Action;

use crate::error::AppError;
use crate::exchange::hash_of;
use crate::ports::{Session, reading, technical};
use crate::{Actor, App};

/// How old the note of when a session was last seen may become before it is written anew, so that reading pages writes nothing.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// No session is believed that would last longer than this: it began while a clock was wrong.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// Whether a session began by a clock that agrees with the present one.
pub(crate) fn is_credible(session: &Session, now: Timestamp) -> bool {
    session.expires_at.duration_since(now) <= LONGEST
}

/// Where a sign-in comes from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Caller<'a> {
    /// The network address, for the limit of failures; empty when it is unknown.
    pub address: &'a str,
    /// Browser and system in a few words, when it says them.
    pub browser: Option<&'a str>,
}

impl<'a> From<&'a str> for Caller<'a> {
    /// Somebody of whom the address alone is known.
    fn from(address: &'a str) -> Self {
        Self { address, browser: None }
    }
}

/// One of one's own sessions, without anything that would open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// What it is called when it is to be ended.
    pub handle: String,
    /// Whether it is the one that asks.
    pub is_this: bool,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was last seen, to within a few minutes.
    pub seen_at: Timestamp,
    /// When it ends by itself.
    pub ends_at: Timestamp,
    /// Browser and system in a few words, when they were said.
    pub browser: Option<String>,
    /// The network it began in, when that was known.
    pub network: Option<String>,
}

fn handle(session: &Session) -> String {
    hash_of(session.secret_hash.as_bytes()).chars().take(16).collect()
}

/// The network of an address as people know it again: enough to tell the office from elsewhere, and no more than that.
pub(super) fn network_of(address: &str) -> Option<String> {
    Some(match address.parse::<IpAddr>().ok()? {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.*")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:*")
        }
    })
}

impl App {
    /// One's own sessions: the one that asks first, then those seen last.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn own_sessions(&self, actor: &Actor, secret: Option<&str>) -> Result<Vec<OwnSession>, AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let (now, this) = (self.clock.now(), secret.map(|secret| hash_of(secret.as_bytes())));
        let sessions = reading(self.store.as_ref(), |tx| tx.sessions(&actor.account, now))?;
        let own = |session: &Session| OwnSession {
            handle: handle(session),
            is_this: this.as_ref() == Some(&session.secret_hash),
            began_at: session.created_at,
            seen_at: session.seen_at,
            ends_at: session.expires_at,
            browser: session.browser.clone(),
            network: session.network.clone(),
        };
        let mut own = sessions.iter().map(own).collect::<Vec<_>>();
        own.sort_by_key(|session| std::cmp::Reverse((session.is_this, session.seen_at)));
        Ok(own)
    }

    /// Ends one of one's own sessions.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] when it has ended already or is another person's, or [`AppError::Store`].
    pub fn end_session(&self, actor: &Actor, wanted: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let now = self.clock.now();
        technical(self.store.as_ref(), |tx| {
            let found = tx.sessions(&actor.account, now)?.into_iter().find(|session| handle(session) == wanted);
            let found = found.ok_or_else(|| AppError::NotFound { kind: "session", code: wanted.to_owned() })?;
            tx.end_sessions(&actor.account, Some(&found.secret_hash), now)
        })
    }

    /// Ends all of one's own sessions but the one that asks.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn end_other_sessions(&self, actor: &Actor, secret: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let now = self.clock.now();
        technical(self.store.as_ref(), |tx| tx.end_other_sessions(&actor.account, &hash_of(secret.as_bytes()), now))
    }

    /// Notes that a session was seen, when the note has become old. A note that cannot be written now is written another time.
    pub(crate) fn note_seen(&self, session: &Session, now: Timestamp) {
        if now.duration_since(session.seen_at) >= SEEN_EVERY {
            let _ = technical(self.store.as_ref(), |tx| tx.see_session(&session.secret_hash, now));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::network_of;

    #[test]
    fn a_network_is_told_without_the_machine() {
        assert_eq!(network_of("203.0.113.7").as_deref(), Some("203.0.113.*"));
        assert_eq!(network_of("2001:db8:5::1").as_deref(), Some("2001:db8:5:*"));
        assert_eq!((network_of(""), network_of("proxy")), (None, None));
    }
}
