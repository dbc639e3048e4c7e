//! Keeping accounts: created, given a role, closed by administrators; passwords changed by their owners.

use phaen_domain::access::{Action, Role};
use phaen_domain::id::UnitCode;
use phaen_domain::organisation::Unit;
use phaen_domain::words::Words;

use super::password;
use crate::error::{AppError, FieldProblem};
use crate::ports::{Account, Writing, reading, technical, writing};
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
    /// First password.
    pub password: String,
}

impl App {
    /// All accounts.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn accounts(&self, actor: &Actor) -> Result<Vec<Account>, AppError> {
        self.authorise(actor, Action::ManageAccounts)?;
        reading(self.store.as_ref(), |tx| tx.accounts())
    }

    /// All units of the agency.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn units(&self, actor: &Actor) -> Result<Vec<Unit>, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| tx.units())
    }

    /// Makes an account.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] or [`AppError::Store`].
    pub fn create_account(&self, actor: &Actor, new: &NewAccount) -> Result<(), AppError> {
        self.authorise(actor, Action::ManageAccounts)?;
        let login = new.login.trim().to_lowercase();
        check_names(&login, &new.name)?;
        password::check(&new.password, &login)?;
        let email = address_given(new.email.as_deref().unwrap_or_default())?;
        let account = Account {
            id: self.ids.id(),
            login,
            name: new.name.trim().to_owned(),
            role: new.role,
            unit: new.unit.clone(),
            email: email.clone(),
            second_factor: None,
            password_hash: self.hashing.pass(|| password::hash(&new.password, &self.ids.secret()))?,
            closed: false,
            version: 1,
        };
        writing(self.store.as_ref(), |tx| {
            unit_fits(tx, account.role, account.unit.as_ref())?;
            if tx.account_by_login(&account.login)?.is_some() {
                let problem = FieldProblem::new("login", "มีชื่อบัญชีนี้แล้ว กรุณาใช้ชื่ออื่น", "This login exists; choose another");
                return Err(AppError::Fields(vec![problem]));
            }
            let role = change("role", None, Some(account.role.key().to_owned()));
            let unit = change("unit", None, account.unit.as_ref().map(ToString::to_string));
            self.store_account(tx, actor, &account, "account_created", role.into_iter().chain(unit))
        })
    }

    /// Changes an account's role, or closes or reopens it. The version is the one the administrator saw.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Stale`], [`AppError::Fields`] when administrators would shut themselves out …
    pub fn change_account(
        &self,
        actor: &Actor,
        login: &str,
        role: Role,
        closed: bool,
        seen_version: u32,
    ) -> Result<(), AppError> {
        self.authorise(actor, Action::ManageAccounts)?;
        if login == actor.login && (closed || role != Role::Administrator) {
            let problem =
                FieldProblem::new("role", "ปิดบัญชีหรือลดสิทธิของตนเองไม่ได้ กรุณาให้ผู้ดูแลระบบคนอื่นดำเนินการ", "You cannot shut yourself out");
            return Err(AppError::Fields(vec![problem]));
        }
        writing(self.store.as_ref(), |tx| {
            let mut account = known(tx, login)?;
            if account.version != seen_version {
                return Err(AppError::Stale { stored: account.role.th().to_owned(), by: None });
            }
            let mut detail = Vec::from_iter(change("role", Some(account.role.key().to_owned()), Some(role.key().to_owned())));
            detail.extend(change("closed", Some(account.closed.to_string()), Some(closed.to_string())));
            account.unit = account.unit.take().filter(|_| role.is_of_a_unit());
            unit_fits(tx, role, account.unit.as_ref())?;
            (account.role, account.closed, account.version) = (role, closed, account.version + 1);
            self.store_account(tx, actor, &account, "account_changed", detail)?;
            Ok(account.id)
        })
        .and_then(|id| self.end_all_sessions(&id))
    }

    /// Changes one's own password; all other sessions end.
    ///
    /// # Errors
    /// [`AppError::SignInFailed`] when the old one is wrong, [`AppError::Fields`] when the new one is refused.
    pub fn change_password(&self, actor: &Actor, old: &str, new: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        password::check(new, &actor.login)?;
        let hash = self.hashing.pass(|| password::hash(new, &self.ids.secret()))?;
        let account = reading(self.store.as_ref(), |tx| tx.account_by_login(&actor.login))?;
        if !account.is_some_and(|account| self.hashing.pass(|| password::fits(old, &account.password_hash))) {
            return Err(AppError::SignInFailed);
        }
        writing(self.store.as_ref(), |tx| {
            let mut account = known(tx, &actor.login)?;
            account.password_hash.clone_from(&hash);
            account.version += 1;
            self.store_account(tx, actor, &account, "password_changed", None)
        })?;
        self.end_all_sessions(&actor.account)
    }

    /// Changes where one's own digests are sent; nowhere when it is empty.
    ///
    /// # Errors
    /// [`AppError::Fields`] for what is no address, or [`AppError::Store`].
    pub fn change_own_email(&self, actor: &Actor, email: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let email = address_given(email)?;
        writing(self.store.as_ref(), |tx| {
            let mut account = known(tx, &actor.login)?;
            // The journal tells that it changed; the address itself is the person's.
            account.email.clone_from(&email);
            account.version += 1;
            self.store_account(tx, actor, &account, "email_changed", None)
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

    fn end_all_sessions(&self, account: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        technical(self.store.as_ref(), |tx| tx.end_sessions(account, None, now))
    }

    fn store_account(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        account: &Account,
        action: &str,
        detail: impl IntoIterator<Item = phaen_domain::journal::Change>,
    ) -> Result<(), AppError> {
        if !tx.save_account(account)? {
            return Err(AppError::Stale { stored: account.login.clone(), by: None });
        }
        let detail = detail.into_iter().collect();
        tx.append(&self.entry(actor, action, ("account", &account.login), None, detail)).map(|_| ())
    }
}

fn known(tx: &mut dyn Writing, login: &str) -> Result<Account, AppError> {
    tx.account_by_login(login)?.ok_or_else(|| AppError::NotFound { kind: "account", code: login.to_owned() })
}

/// A mail address, or none; what can be no address is refused.
pub(crate) fn address_given(email: &str) -> Result<Option<String>, AppError> {
    if email.trim().is_empty() {
        return Ok(None);
    }
    let wrong = || {
        let th = "ที่อยู่อีเมลไม่ถูกต้อง ระบุเช่น somchai@led.mail.go.th หรือเว้นว่างหากไม่รับอีเมล";
        AppError::Fields(vec![FieldProblem::new(
            "email",
            th,
            "Not a mail address; write it as name@office.go.th, or leave it empty",
        )])
    };
    phaen_domain::notice::mail_address(email).map(Some).ok_or_else(wrong)
}

fn check_names(login: &str, name: &str) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    if login.len() < 3 || login.len() > 40 || !login.chars().all(allowed) {
        problems.push(FieldProblem::new(
            "login",
            "ชื่อบัญชีใช้ a–z 0–9 . - _ ยาว 3–40 ตัวอักษร",
            "A login has 3 to 40 of a–z 0–9 . - _",
        ));
    }
    if name.trim().is_empty() || name.chars().count() > 200 {
        problems.push(FieldProblem::new("name", "กรุณาระบุชื่อที่แสดง ไม่เกิน 200 ตัวอักษร", "Give the name shown, up to 200 characters"));
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Fields(problems)) }
}

/// A unit's role needs its unit, and an agency's role has none.
fn unit_fits(tx: &mut dyn Writing, role: Role, unit: Option<&UnitCode>) -> Result<(), AppError> {
    let refused = |th, en| Err(AppError::Fields(vec![FieldProblem::new("unit", th, en)]));
    match unit {
        None if role.is_of_a_unit() => refused("สิทธินี้เป็นของหน่วยงาน กรุณาเลือกหน่วยงาน", "This role is a unit's; choose the unit"),
        Some(_) if !role.is_of_a_unit() => {
            refused("สิทธินี้ดูแลทั้งส่วนราชการ ไม่ต้องเลือกหน่วยงาน", "This role is the agency's; leave the unit empty")
        }
        Some(unit) if !tx.units()?.iter().any(|it| it.code == *unit) => {
            refused("ไม่พบหน่วยงานนี้ กรุณาเลือกจากรายการ", "There is no such unit; choose one of the list")
        }
        _ => Ok(()),
    }
}
