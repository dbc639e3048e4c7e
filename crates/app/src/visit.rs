//! A visit: who comes with a session, and where the journal stands as they come, found out in one question to the store.
//!
//! Nothing is newer than the head that a visit has read, so a page of this visit may show what is remembered at that head without asking
//! again (`decisions.md` 12).

use phaen_domain::journal::Head;
use phaen_domain::organisation::Agency;

use crate::accounts::is_credible;
use crate::error::AppError;
use crate::exchange::hash_of;
use crate::ports::reading;
use crate::{Actor, App};

/// Somebody with a session, as they come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Who comes.
    pub actor: Actor,
    /// The value that forms of the session carry.
    pub csrf: String,
    /// The agency, once there is one.
    pub agency: Option<Agency>,
    /// Where the journal stands.
    pub head: Head,
    /// Notices that wait to be read.
    pub unread: usize,
}

impl App {
    /// Who a session cookie belongs to. `None` for a session that is unknown or has ended, and for a closed account.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn visit(&self, secret: &str) -> Result<Option<Visit>, AppError> {
        let (hash, now) = (hash_of(secret.as_bytes()), self.clock.now());
        let found = reading(self.store.as_ref(), |tx| {
            let found = tx.session_and_head(&hash, now)?;
            let Some((session, account, head, unread)) =
                found.filter(|(session, account, ..)| !account.closed && is_credible(session, now))
            else {
                return Ok(None);
            };
            self.memo.settle(tx, head)?;
            let agency = self.agency_at(tx, head)?;
            Ok(Some((
                Visit { actor: self.admit(tx, &account, head)?, csrf: session.csrf.clone(), agency, head, unread },
                session,
            )))
        })?;
        Ok(found.map(|(visit, session)| {
            self.note_seen(&session, now);
            visit
        }))
    }
}
