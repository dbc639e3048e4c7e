//! Accounts: signing in with password and second factor, invitations, sessions, access tokens, and their keeping by administrators and heads
//! of unit.

pub(crate) mod gate;
mod given;
mod invitations;
mod keeping;
mod locking;
mod naming;
mod own;
mod password;
mod people;
mod second_factor;
mod second_factor_rule;
mod sessions;
mod signing_in;
mod tokens;

pub use invitations::{Invited, Link, LinkRefused};
pub use keeping::{AccountChange, KeptAccount, NewAccount};
pub use people::People;
pub use second_factor::{OfferedKey, OwnFactor};
pub use second_factor_rule::SecondFactorView;
pub(crate) use second_factor_rule::stored as stored_factor_rule;
pub(crate) use sessions::is_credible;
pub use sessions::{Caller, OwnSession};
pub use signing_in::{HalfWay, SignedIn};

use phaen_domain::journal::Head;

use crate::error::AppError;
use crate::ports::{Account, Reading};
use crate::{Actor, App};

impl App {
    /// The account as one who acts today: in its own role, in the positions it holds, and in those it stands in for.
    pub(crate) fn actor_of(&self, tx: &mut dyn Reading, account: &Account) -> Result<Actor, AppError> {
        let head = tx.journal_head()?;
        self.memo.settle(tx, head)?;
        self.actor_at(tx, account, head)
    }

    /// The same for a visit that has read the journal's head already.
    pub(crate) fn actor_at(&self, tx: &mut dyn Reading, account: &Account, head: Head) -> Result<Actor, AppError> {
        let offices = self.offices_at(tx, head)?;
        let offices = offices.of_account(&account.id, account.role, account.unit.as_ref(), self.today());
        let (account, login, name) = (account.id.clone(), account.login.clone(), account.name.clone());
        Ok(Actor { account, login, name, offices, enrolling: false })
    }
}
