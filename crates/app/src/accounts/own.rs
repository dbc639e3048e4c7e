//! One's own password and address.

use phaen_domain::access::Action;

use super::{given, keeping, password};
use crate::error::AppError;
use crate::ports::{Account, reading, writing};
use crate::{Actor, App};

impl App {
    /// Changes one's own password; all sessions end, and access tokens are revoked.
    ///
    /// # Errors
    /// [`AppError::SignInFailed`] when the old one is wrong, [`AppError::TooManySignIns`] when it was wrong too often, [`AppError::Fields`]
    /// when the new one is refused.
    pub fn change_password(&self, actor: &Actor, old: &str, new: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        password::check(new, &actor.login)?;
        let _ = self.check_present(actor, old)?;
        let hash = self.hashed(new)?;
        writing(self.store.as_ref(), |tx| {
            let mut account = keeping::known(tx, &actor.login)?;
            account.password_hash.clone_from(&hash);
            account.version += 1;
            tx.sign_out_account(&account.id, self.clock.now())?;
            self.store_account(tx, actor, None, &account, "password_changed", None)
        })
    }

    /// Changes where one's own digests are sent; nowhere when it is empty.
    ///
    /// # Errors
    /// [`AppError::Fields`] for what is no address, or [`AppError::Store`].
    pub fn change_own_email(&self, actor: &Actor, email: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let email = given::email(Some(email))?;
        writing(self.store.as_ref(), |tx| {
            let mut account = keeping::known(tx, &actor.login)?;
            // The journal tells that it changed; the address itself is the person's.
            account.email.clone_from(&email);
            account.version += 1;
            self.store_account(tx, actor, None, &account, "email_changed", None)
        })
    }

    /// Where one's own digests are sent.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn own_email(&self, actor: &Actor) -> Result<Option<String>, AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        Ok(reading(self.store.as_ref(), |tx| tx.account_by_login(&actor.login))?.and_then(|account| account.email))
    }

    /// One's own account, once the present password is proved; a wrong one counts as a failed sign-in.
    pub(super) fn check_present(&self, actor: &Actor, present: &str) -> Result<Account, AppError> {
        self.may_try(&actor.login, "", self.clock.now())?;
        let account = reading(self.store.as_ref(), |tx| keeping::known(tx, &actor.login))?;
        if self.password_fits(present, Some(&account)) {
            return Ok(account);
        }
        self.note_failure(&actor.login, "", Some(&account))?;
        Err(AppError::SignInFailed)
    }
}
