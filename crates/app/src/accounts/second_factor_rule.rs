//! Of which roles the agency asks a second factor, and what becomes of those who have none.
//!
//! The rule is asked on each visit, not at sign-in alone: it holds for offices that somebody takes over while signed in, for access tokens,
//! and on every node as soon as it is set. Whoever has a factor is asked nothing more.

use jiff::civil::Date;
use phaen_domain::access::{Action, SecondFactorRule};
use phaen_domain::journal::Head;
use phaen_domain::position::Offices;

use crate::error::AppError;
use crate::ports::{Account, Reading, StoreFailure, reading, writing};
use crate::{Actor, App, change};

const SETTING: &str = "second_factor";

/// The rule with the version that a change of it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactorView {
    /// The rule.
    pub rule: SecondFactorRule,
    /// Counts up with every change.
    pub version: u32,
    /// Logins of whom it is asked and who have none yet.
    pub without: Vec<String>,
}

impl App {
    /// Of which roles a second factor is asked.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn second_factor_rule(&self, actor: &Actor) -> Result<SecondFactorView, AppError> {
        self.authorise(actor, Action::ReadKeeping)?;
        let today = self.today();
        reading(self.store.as_ref(), |tx| {
            let (rule, version) = stored(tx)?;
            let offices = tx.offices()?;
            let lacks = |it: &Account| !it.closed && it.second_factor.is_none() && is_asked(&rule, &offices, it, today);
            let without = tx.accounts()?.into_iter().filter(lacks).map(|it| it.login).collect();
            Ok(SecondFactorView { rule, version, without })
        })
    }

    /// Changes of which roles a second factor is asked; whoever has none yet does nothing else before it is set up.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Stale`] …
    pub fn set_second_factor_rule(&self, actor: &Actor, rule: &SecondFactorRule, seen_version: u32) -> Result<(), AppError> {
        self.authorise(actor, Action::ManageAccounts)?;
        writing(self.store.as_ref(), |tx| {
            let before = tx.settings()?.remove(SETTING).map(|(text, _)| text).unwrap_or_default();
            if !tx.save_setting(SETTING, &rule.written(), seen_version)? {
                return Err(AppError::Stale { stored: before, by: None });
            }
            let detail = change(SETTING, Some(before), Some(rule.written()));
            let entry = self.entry(actor, "second_factor_rule_set", ("sign_in", "agency"), None, detail.into_iter().collect());
            tx.append(&entry).map(|_| ())
        })
    }

    /// The account as one who acts today, or as one who has to set up a second factor first and acts in no office until then.
    pub(crate) fn admit(&self, tx: &mut dyn Reading, account: &Account, head: Head) -> Result<Actor, AppError> {
        let actor = self.actor_at(tx, account, head)?;
        if account.second_factor.is_some() || !self.second_factor_rule_at(tx, head)?.asked_of(&actor.offices) {
            return Ok(actor);
        }
        Ok(Actor { offices: Vec::new(), enrolling: true, ..actor })
    }

    /// The same for who comes without a visit that has read the journal's head.
    pub(super) fn admitted(&self, tx: &mut dyn Reading, account: &Account) -> Result<Actor, AppError> {
        let head = tx.journal_head()?;
        self.memo.settle(tx, head)?;
        self.admit(tx, account, head)
    }

    /// Whether a second factor is asked of an account today.
    pub(super) fn is_asked_of(&self, tx: &mut dyn Reading, account: &Account) -> Result<bool, AppError> {
        Ok(is_asked(&stored(tx)?.0, &tx.offices()?, account, self.today()))
    }
}

fn is_asked(rule: &SecondFactorRule, offices: &Offices, account: &Account, today: Date) -> bool {
    rule.asked_of(&offices.of_account(&account.id, account.role, account.unit.as_ref(), today))
}

/// The rule as it is stored, with its version; nobody is asked before it was set.
pub(crate) fn stored(tx: &mut dyn Reading) -> Result<(SecondFactorRule, u32), AppError> {
    let Some((text, version)) = tx.settings()?.remove(SETTING) else { return Ok((SecondFactorRule::default(), 0)) };
    let unreadable = || AppError::Store(StoreFailure(format!("the setting {SETTING} cannot be read: {text}")));
    Ok((SecondFactorRule::read(&text).ok_or_else(unreadable)?, version))
}
