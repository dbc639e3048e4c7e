//! The names of people by their logins: what is stored names who did it by the login, and pages say who that is.

use std::collections::HashMap;
use std::sync::Arc;

use phaen_domain::access::Action;

use crate::error::AppError;
use crate::ports::reading;
use crate::{Actor, App};

/// Names of accounts by login, of closed ones too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People(HashMap<String, String>);

impl People {
    /// The name of an account; none for a login that is no account's.
    #[must_use]
    pub fn name(&self, login: &str) -> Option<&str> {
        self.0.get(login).map(String::as_str)
    }
}

impl FromIterator<(String, String)> for People {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(names: I) -> Self {
        Self(names.into_iter().collect())
    }
}

impl App {
    /// The names of all accounts.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn people(&self, actor: &Actor) -> Result<Arc<People>, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| {
            let head = tx.journal_head()?;
            self.memo.settle(tx, head)?;
            self.people_at(tx, head)
        })
    }

    /// Whether there is no account yet with which anybody could sign in.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn has_no_account(&self) -> Result<bool, AppError> {
        reading(self.store.as_ref(), |tx| Ok(tx.account_names()?.is_empty()))
    }
}
