//! Keeping accounts: created, changed and closed by administrators, and by heads of unit for the officers of their unit.

use std::collections::BTreeMap;

use jiff::Timestamp;
use phaen_domain::access::{Action, Office, Role, keeps_account};
use phaen_domain::id::UnitCode;
use phaen_domain::journal::Change;
use phaen_domain::organisation::{Unit, line_of};
use phaen_domain::position::Offices;
use phaen_domain::words::Words;

use super::invitations::state_of;
use super::{given, locking, password};
use crate::error::{AppError, FieldProblem};
use crate::ports::{Account, Invitation, Reading, Writing, reading, writing};
use crate::{Actor, App, change};

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Login name.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Role.
    pub role: Role,
    /// For which unit, where the role is a unit's.
    pub unit: Option<UnitCode>,
    /// Where to write to.
    pub email: Option<String>,
    /// First password; empty when its owner is to choose it by a link.
    pub password: String,
}

/// An account as it shall be.
#[derive(Debug, Clone)]
pub struct AccountChange {
    /// Role.
    pub role: Role,
    /// For which unit, where the role is a unit's.
    pub unit: Option<UnitCode>,
    /// Where to write to.
    pub email: Option<String>,
    /// Whether nobody signs in with it any more.
    pub closed: bool,
    /// The version that was seen.
    pub seen_version: u32,
}

/// An account as those see it who keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAccount {
    /// The account.
    pub account: Account,
    /// Until when it is locked after failed sign-ins.
    pub locked_until: Option<Timestamp>,
    /// The link that still opens it.
    pub invitation: Option<Invitation>,
    /// On how many machines it is signed in.
    pub sessions: usize,
}

impl App {
    /// The accounts that somebody keeps, by login; all for who reads everything.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn accounts(&self, actor: &Actor) -> Result<Vec<Account>, AppError> {
        self.authorise(actor, Action::ReadAccounts)?;
        reading(self.store.as_ref(), |tx| {
            let (units, offices) = (tx.units()?, tx.offices()?);
            let own = |it: &Account| actor.may(Action::ReadKeeping) || self.keeps_all(actor, &units, &offices, it).is_ok();
            Ok(tx.accounts()?.into_iter().filter(own).collect())
        })
    }

    /// Logins that are locked somewhere after failed sign-ins, each until when; also such as are no account's.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn locks(&self, actor: &Actor) -> Result<BTreeMap<String, Timestamp>, AppError> {
        self.authorise(actor, Action::ReadAccounts)?;
        let now = self.clock.now();
        reading(self.store.as_ref(), |tx| locking::locked(tx, now))
    }

    /// One account, for those who keep it or read all of them.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::NotFound`].
    pub fn kept_account(&self, actor: &Actor, login: &str) -> Result<KeptAccount, AppError> {
        let now = self.clock.now();
        reading(self.store.as_ref(), |tx| {
            let account = if actor.may(Action::ReadKeeping) { known(tx, login)? } else { self.kept_by(tx, actor, login)?.0 };
            let locked_until = locking::locked(tx, now)?.remove(login);
            let invitation = tx.invitations(&account.id)?.into_iter().find(|link| state_of(link, now).is_none());
            let sessions = tx.sessions(&account.id, now)?.len();
            Ok(KeptAccount { account, locked_until, invitation, sessions })
        })
    }

    /// All units of the agency.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn units(&self, actor: &Actor) -> Result<Vec<Unit>, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| tx.units())
    }

    /// The roles and units of which somebody may make accounts; all units for an agency's role.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn account_choices(&self, actor: &Actor) -> Result<(Vec<Role>, Vec<Unit>), AppError> {
        self.authorise(actor, Action::ManageUnitAccounts)?;
        let units = reading(self.store.as_ref(), |tx| tx.units())?;
        if actor.may(Action::ManageAccounts) {
            return Ok((Role::TABLE.iter().map(|row| row.0).collect(), units));
        }
        let role = Role::ReportingOfficer;
        let own = |it: &&Unit| keeps_account(&actor.login, &actor.offices, role, &line(&units, Some(&it.code))).is_ok();
        Ok((vec![role], units.iter().filter(own).cloned().collect()))
    }

    /// Makes an account. Without a password its owner chooses one by a link ([`App::invite`]).
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] or [`AppError::Store`].
    pub fn create_account(&self, actor: &Actor, new: &NewAccount) -> Result<(), AppError> {
        self.authorise(actor, Action::ManageUnitAccounts)?;
        let login = new.login.trim().to_lowercase();
        given::check_names(&login, &new.name)?;
        let email = given::email(new.email.as_deref())?;
        let password_hash = if new.password.is_empty() {
            String::new()
        } else {
            password::check(&new.password, &login)?;
            self.hashed(&new.password)?
        };
        let account = Account {
            id: self.ids.id(),
            login,
            name: new.name.trim().to_owned(),
            role: new.role,
            unit: new.unit.clone(),
            email,
            second_factor: None,
            password_hash,
            closed: false,
            version: 1,
        };
        writing(self.store.as_ref(), |tx| {
            let office = self.keeps(tx, actor, account.role, account.unit.as_ref())?;
            given::unit_fits(tx, account.role, account.unit.as_ref())?;
            if tx.account_by_login(&account.login)?.is_some() {
                let problem = FieldProblem::new("login", "มีชื่อบัญชีนี้แล้ว กรุณาใช้ชื่ออื่น", "This login exists; choose another");
                return Err(AppError::Fields(vec![problem]));
            }
            let role = change("role", None, Some(account.role.key().to_owned()));
            let unit = change("unit", None, account.unit.as_ref().map(ToString::to_string));
            self.store_account(tx, actor, Some(&office), &account, "account_created", role.into_iter().chain(unit))
        })
    }

    /// Changes an account's role and unit, or closes or reopens it. The version is the one that was seen.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Stale`], [`AppError::Fields`] when administrators would shut themselves out …
    pub fn change_account(&self, actor: &Actor, login: &str, wanted: &AccountChange) -> Result<(), AppError> {
        self.authorise(actor, Action::ManageUnitAccounts)?;
        let email = given::email(wanted.email.as_deref())?;
        writing(self.store.as_ref(), |tx| {
            let (before, _) = self.kept_by(tx, actor, login)?;
            if before.version != wanted.seen_version {
                return Err(AppError::Stale { stored: before.role.th().to_owned(), by: None });
            }
            let unit = wanted.unit.clone().filter(|_| wanted.role.is_of_a_unit());
            let is_another = (wanted.role, &unit, wanted.closed) != (before.role, &before.unit, before.closed);
            if is_another && before.id == actor.account {
                return Err(own_account());
            }
            let office = self.keeps(tx, actor, wanted.role, unit.as_ref())?;
            given::unit_fits(tx, wanted.role, unit.as_ref())?;
            let (role, closed, version) = (wanted.role, wanted.closed, before.version + 1);
            let after = Account { role, unit, closed, version, email: email.clone(), ..before.clone() };
            if is_another {
                tx.sign_out_account(&after.id, self.clock.now())?;
                self.end_links(tx, actor, &after.id)?;
            }
            self.store_account(tx, actor, Some(&office), &after, "account_changed", changes(&before, &after))
        })
    }

    /// Ends all sessions of an account and revokes its access tokens.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::NotFound`].
    pub fn end_sessions_of(&self, actor: &Actor, login: &str) -> Result<(), AppError> {
        writing(self.store.as_ref(), |tx| {
            let (account, office) = self.kept_by(tx, actor, login)?;
            tx.sign_out_account(&account.id, self.clock.now())?;
            tx.append(&self.entry_in(actor, &office, "sessions_ended", ("account", login), None, Vec::new())).map(|_| ())
        })
    }

    /// An account that somebody keeps, and the office in which they do.
    pub(super) fn kept_by(&self, tx: &mut dyn Reading, actor: &Actor, login: &str) -> Result<(Account, String), AppError> {
        self.authorise(actor, Action::ManageUnitAccounts)?;
        let account = known(tx, login)?;
        let office = self.keeps_all(actor, &tx.units()?, &tx.offices()?, &account)?;
        Ok((account, office))
    }

    /// Asks the same for every office in which an account acts today or will by what is ordered: who may choose its password could act in all
    /// of them, and a link opens for days.
    fn keeps_all(&self, actor: &Actor, units: &[Unit], offices: &Offices, account: &Account) -> Result<String, AppError> {
        let held = offices.now_and_later(&account.id, account.role, account.unit.as_ref(), self.today());
        let kept = |it: &Office| keeps_account(&actor.login, &actor.offices, it.role, &line(units, it.unit.as_ref()));
        let kept = held.iter().map(kept).collect::<Result<Vec<_>, _>>().map_err(AppError::Denied)?;
        Ok(kept.first().map(|office| office.title_th()).unwrap_or_default())
    }

    /// Asks whether somebody keeps accounts of a role and unit, and gives the office in which they do.
    fn keeps(&self, tx: &mut dyn Reading, actor: &Actor, role: Role, unit: Option<&UnitCode>) -> Result<String, AppError> {
        let line = line(&tx.units()?, unit);
        keeps_account(&actor.login, &actor.offices, role, &line).map(|office| office.title_th()).map_err(AppError::Denied)
    }

    /// Stores an account with its entry; the office is told where one account is kept by another.
    pub(super) fn store_account(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        office: Option<&str>,
        account: &Account,
        action: &str,
        detail: impl IntoIterator<Item = Change>,
    ) -> Result<(), AppError> {
        if !tx.save_account(account)? {
            return Err(AppError::Stale { stored: account.login.clone(), by: None });
        }
        let mut entry = self.entry(actor, action, ("account", &account.login), None, detail.into_iter().collect());
        entry.acting_for = office.map(str::to_owned);
        tx.append(&entry).map(|_| ())
    }
}

/// Nobody gives themselves a role, nor shuts themselves out: a stand-in would keep the office for good.
fn own_account() -> AppError {
    let (th, en) = (
        "เปลี่ยนบทบาทหรือหน่วยงานของตนเอง หรือปิดบัญชีของตนเองไม่ได้ กรุณาให้ผู้ดูแลระบบคนอื่นดำเนินการ",
        "You cannot change your own role or unit, nor close your own account: let another administrator do it",
    );
    AppError::Fields(vec![FieldProblem::new("role", th, en)])
}

/// What the journal tells of a change; an address for letters is its owner's and stays out of it.
fn changes(before: &Account, after: &Account) -> Vec<Change> {
    let unit = |account: &Account| account.unit.as_ref().map(ToString::to_string);
    let told = [
        change("role", Some(before.role.key().to_owned()), Some(after.role.key().to_owned())),
        change("unit", unit(before), unit(after)),
        change("closed", Some(before.closed.to_string()), Some(after.closed.to_string())),
    ];
    told.into_iter().flatten().collect()
}

fn line(units: &[Unit], unit: Option<&UnitCode>) -> Vec<UnitCode> {
    unit.map(|unit| line_of(units, unit)).unwrap_or_default()
}

pub(super) fn known(tx: &mut dyn Reading, login: &str) -> Result<Account, AppError> {
    tx.account_by_login(login)?.ok_or_else(|| AppError::NotFound { kind: "account", code: login.to_owned() })
}
