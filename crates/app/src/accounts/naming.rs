//! The name shown of an account: changed by its owner, or by those who keep it, such as after a marriage or where it was mistyped.
//!
//! The login stays what it was, so what somebody did before is still theirs; the journal tells both names.

use phaen_domain::access::Action;

use super::{given, keeping};
use crate::error::AppError;
use crate::ports::{Account, Writing, writing};
use crate::{Actor, App, change};

impl App {
    /// Changes one's own name shown.
    ///
    /// # Errors
    /// [`AppError::Fields`] for what is no name, or [`AppError::Store`].
    pub fn change_own_name(&self, actor: &Actor, name: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let name = given::name(name)?;
        writing(self.store.as_ref(), |tx| {
            let account = keeping::known(tx, &actor.login)?;
            self.rename(tx, actor, None, account, &name)
        })
    }

    /// Changes the name shown of an account that somebody keeps. The version is the one that was seen.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::Stale`] or [`AppError::Fields`].
    pub fn rename_account(&self, actor: &Actor, login: &str, name: &str, seen_version: u32) -> Result<(), AppError> {
        self.authorise(actor, Action::ManageUnitAccounts)?;
        let name = given::name(name)?;
        writing(self.store.as_ref(), |tx| {
            let (account, office) = self.kept_by(tx, actor, login)?;
            if account.version != seen_version {
                return Err(AppError::Stale { stored: account.name, by: None });
            }
            self.rename(tx, actor, Some(&office), account, &name)
        })
    }

    fn rename(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        office: Option<&str>,
        account: Account,
        name: &str,
    ) -> Result<(), AppError> {
        let detail = change("name", Some(account.name.clone()), Some(name.to_owned()));
        let renamed = Account { name: name.to_owned(), version: account.version + 1, ..account };
        self.store_account(tx, actor, office, &renamed, "account_renamed", detail)
    }
}
