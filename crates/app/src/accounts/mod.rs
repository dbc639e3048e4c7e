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

use crate::Actor;
use crate::ports::Account;

/// The account as one who acts.
#[must_use]
pub fn actor_of(account: &Account) -> Actor {
    Actor { account: account.id.clone(), login: account.login.clone(), name: account.name.clone(), role: account.role }
}
