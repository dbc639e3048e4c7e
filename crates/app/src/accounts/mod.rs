//! Accounts: signing in, sessions, access tokens, and their keeping by administrators.

pub(crate) mod gate;
mod keeping;
mod password;
mod sessions;
mod signing_in;
mod tokens;

pub use keeping::NewAccount;
pub use sessions::{Caller, OwnSession};
pub use signing_in::SignedIn;

use std::sync::{Arc, Mutex, PoisonError};

use phaen_domain::journal::Head;
use phaen_domain::position::Offices;

use crate::error::AppError;
use crate::ports::{Account, Reading};
use crate::{Actor, App};

/// Positions as they were last read; a write moves the journal's head, and so they are read again.
pub(crate) type KeptOffices = Mutex<Option<(Head, Arc<Offices>)>>;

impl App {
    fn offices_at(&self, tx: &mut dyn Reading, head: Head) -> Result<Arc<Offices>, AppError> {
        let kept = self.offices.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, offices)) = kept.filter(|(at, _)| *at == head) {
            return Ok(offices);
        }
        let offices = Arc::new(tx.offices()?);
        *self.offices.lock().unwrap_or_else(PoisonError::into_inner) = Some((head, Arc::clone(&offices)));
        Ok(offices)
    }

    /// The account as one who acts today: in its own role, in the positions it holds, and in those it stands in for.
    pub(crate) fn actor_of(&self, tx: &mut dyn Reading, account: &Account) -> Result<Actor, AppError> {
        let head = tx.journal_head()?;
        self.actor_at(tx, account, head)
    }

    /// The same for a visit that has read the journal's head already.
    pub(crate) fn actor_at(&self, tx: &mut dyn Reading, account: &Account, head: Head) -> Result<Actor, AppError> {
        let offices = self.offices_at(tx, head)?;
        let offices = offices.of_account(&account.id, account.role, account.unit.as_ref(), self.today());
        Ok(Actor { account: account.id.clone(), login: account.login.clone(), name: account.name.clone(), offices })
    }
}
