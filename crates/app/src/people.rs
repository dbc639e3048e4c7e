//! Names of accounts, for whoever sees who holds a position and who stands in.

use std::collections::BTreeMap;

use phaen_domain::access::Action;
use phaen_domain::position::Offices;

use crate::error::AppError;
use crate::ports::reading;
use crate::{Actor, App};

/// Somebody with an account, as others know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Login name.
    pub login: String,
    /// Name shown.
    pub name: String,
}

impl App {
    /// All positions with who holds and stands in for them, and those people by the ids of their accounts.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn offices_with_people(&self, actor: &Actor) -> Result<(Offices, BTreeMap<String, Person>), AppError> {
        self.authorise(actor, Action::ReadBoard)?;
        reading(self.store.as_ref(), |tx| {
            let people = tx.accounts()?.into_iter().map(|it| (it.id, Person { login: it.login, name: it.name }));
            Ok((tx.offices()?, people.collect()))
        })
    }
}
