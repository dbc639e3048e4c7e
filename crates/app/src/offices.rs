//! Positions, who holds them, and orders by which somebody stands in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use phaen_domain::access::{Action, Role};
use phaen_domain::id::{PositionCode, UnitCode};
use phaen_domain::organisation::Unit;
use phaen_domain::position::{Delegation, DelegationRefused, Holding, Offices, Position, Succession};
use phaen_domain::words::Words;

use crate::editing::readable;
use crate::error::{AppError, FieldProblem};
use crate::ports::{Account, Writing, reading, writing};
use crate::{Actor, App, change};

/// A position that is to be stored.
#[derive(Debug, Clone)]
pub struct SavePosition {
    /// The position as it shall be; its version is the one that the person saw, 0 for a new one.
    pub position: Position,
}

/// An account that is to take a position.
#[derive(Debug, Clone)]
pub struct Appoint {
    /// Which position.
    pub position: PositionCode,
    /// Id of the account.
    pub account: String,
    /// First day.
    pub from: Date,
}

/// Somebody as the list of positions names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Login name.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Whether the account is closed.
    pub closed: bool,
}

/// The positions as their page shows them.
#[derive(Debug, Clone)]
pub struct OfficeBook {
    /// Positions, who holds them and who stands in.
    pub offices: Offices,
    /// All people by the id of their account.
    pub people: BTreeMap<String, Person>,
    /// All units.
    pub units: Vec<Unit>,
    /// The day for which it is true.
    pub today: Date,
}

impl OfficeBook {
    /// Who is meant by an account's id.
    #[must_use]
    pub fn person(&self, account: &str) -> Option<&Person> {
        self.people.get(account)
    }
}

impl App {
    /// All positions with who holds and who stands in for them.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn offices(&self, actor: &Actor) -> Result<Offices, AppError> {
        self.authorise(actor, Action::ReadBoard)?;
        reading(self.store.as_ref(), |tx| tx.offices())
    }

    /// The positions with the names of those who hold and stand in for them, and the units.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn office_book(&self, actor: &Actor) -> Result<OfficeBook, AppError> {
        self.authorise(actor, Action::ReadBoard)?;
        let today = self.today();
        reading(self.store.as_ref(), |tx| {
            let person = |it: Account| (it.id, Person { login: it.login, name: it.name, closed: it.closed });
            let people = tx.accounts()?.into_iter().map(person).collect();
            Ok(OfficeBook { offices: tx.offices()?, people, units: tx.units()?, today })
        })
    }

    /// Stores a position, new or changed.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`], [`AppError::Stale`] …
    pub fn save_position(&self, actor: &Actor, command: &SavePosition) -> Result<(), AppError> {
        self.authorise(actor, Action::ManageOffices)?;
        let it = &command.position;
        position_given(it)?;
        writing(self.store.as_ref(), |tx| {
            if let Some(unit) = &it.unit {
                unit_exists(tx, unit)?;
            }
            let offices = tx.offices()?;
            let before = offices.position(&it.code).cloned();
            if !offices.may_be_changed_by(&actor.account, it, self.today()) {
                return Err(own_position());
            }
            let stored = Position { version: it.version + 1, ..it.clone() };
            if before.as_ref().map_or(0, |before| before.version) != it.version || !tx.save_position(&stored)? {
                return Err(AppError::Stale { stored: before.map(|before| before.name_th).unwrap_or_default(), by: None });
            }
            if before.as_ref().is_some_and(|before| !before.gives_the_same_as(it)) {
                for account in offices.acting_by(&it.code, self.today()) {
                    self.end_links(tx, actor, account)?;
                }
            }
            let detail = [
                change("name", before.as_ref().map(|it| it.name_th.clone()), Some(it.name_th.clone())),
                change("role", before.as_ref().map(|it| it.role.key().to_owned()), Some(it.role.key().to_owned())),
                change(
                    "unit",
                    before.as_ref().and_then(|it| it.unit.as_ref().map(ToString::to_string)),
                    it.unit.as_ref().map(ToString::to_string),
                ),
                change("closed", before.as_ref().map(|it| it.closed.to_string()), Some(it.closed.to_string())),
            ];
            let detail = detail.into_iter().flatten().collect();
            tx.append(&self.entry(actor, "position_saved", ("position", it.code.as_str()), None, detail)).map(|_| ())
        })
    }

    /// An account takes a position; whoever held it before gives it up the day before, and who would have held it later does not.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] …
    pub fn appoint(&self, actor: &Actor, command: &Appoint) -> Result<(), AppError> {
        self.authorise(actor, Action::ManageOffices)?;
        writing(self.store.as_ref(), |tx| {
            let offices = tx.offices()?;
            let position = offices.position(&command.position).filter(|it| !it.closed);
            let position = position.ok_or_else(|| missing("position", command.position.as_str()))?;
            not_oneself(actor, &command.account)?;
            let accounts = tx.accounts()?;
            let login = open_login(&accounts, &command.account)?;
            let succession = offices.succeed(&position.code, command.from);
            for holding in &succession.ended {
                tx.save_holding(holding)?;
            }
            for holding in &succession.never {
                tx.remove_holding(&holding.id)?;
            }
            let account = command.account.clone();
            let holding = Holding { id: self.ids.id(), position: position.code.clone(), account, from: command.from, to: None };
            tx.save_holding(&holding)?;
            self.end_links(tx, actor, &command.account)?;
            let before = before_them(&accounts, &succession);
            let detail = [change("holder", before, Some(login)), change("from", None, Some(command.from.to_string()))];
            let detail = detail.into_iter().flatten().collect();
            tx.append(&self.entry(actor, "position_held", ("position", position.code.as_str()), None, detail)).map(|_| ())
        })
    }

    /// Records an order by which an account stands in for a position; an administrator does, or who holds the position.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::DelegationRefused`] …
    pub fn delegate(&self, actor: &Actor, order: &Delegation) -> Result<(), AppError> {
        readable(&[("order_no", Some(&order.order_no)), ("reason", Some(&order.reason))])?;
        crate::editing::reason_given(&order.reason)?;
        writing(self.store.as_ref(), |tx| {
            self.may_delegate(actor, &order.position)?;
            if order.account == actor.account {
                return Err(AppError::DelegationRefused(DelegationRefused::Oneself));
            }
            let offices = tx.offices()?;
            let login = open_login(&tx.accounts()?, &order.account)?;
            offices.check(order).map_err(AppError::DelegationRefused)?;
            let stored = Delegation { id: self.ids.id(), recorded_by: actor.login.clone(), revoked_at: None, ..order.clone() };
            tx.save_delegation(&stored)?;
            self.end_links(tx, actor, &order.account)?;
            let detail = [
                change("stand_in", None, Some(login)),
                change("kind", None, Some(order.kind.key().to_owned())),
                change("order_no", None, Some(order.order_no.clone())),
                change("from", None, Some(order.from.to_string())),
                change("to", None, Some(order.to.to_string())),
                change("acts", None, Some(order.acts.iter().map(|act| act.key()).collect::<Vec<_>>().join(", "))),
            ];
            let detail = detail.into_iter().flatten().collect();
            let object = ("position", order.position.as_str());
            tx.append(&self.entry(actor, "delegated", object, Some(&order.reason), detail)).map(|_| ())
        })
    }

    /// Takes an order back before its last day.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] …
    pub fn revoke_delegation(&self, actor: &Actor, id: &str) -> Result<(), AppError> {
        writing(self.store.as_ref(), |tx| {
            let found = tx.offices()?.delegations.into_iter().find(|it| it.id == id && it.revoked_at.is_none());
            let mut order = found.ok_or_else(|| missing("delegation", id))?;
            self.may_delegate(actor, &order.position)?;
            order.revoked_at = Some(self.clock.now());
            tx.save_delegation(&order)?;
            let detail = change("order_no", Some(order.order_no.clone()), None).into_iter().collect();
            tx.append(&self.entry(actor, "delegation_revoked", ("position", order.position.as_str()), None, detail)).map(|_| ())
        })
    }

    /// An administrator, or whoever holds the position itself: a stand-in never hands an office on.
    ///
    /// # Errors
    /// [`AppError::Denied`].
    pub fn may_delegate(&self, actor: &Actor, position: &PositionCode) -> Result<(), AppError> {
        let holds = |office: &phaen_domain::access::Office| {
            office.acting.is_none() && office.position.as_deref() == Some(position.as_str())
        };
        if actor.offices.iter().any(holds) { Ok(()) } else { self.authorise(actor, Action::ManageOffices) }
    }
}

fn position_given(it: &Position) -> Result<(), AppError> {
    readable(&[("name_th", Some(&it.name_th)), ("name_en", it.name_en.as_deref())])?;
    let problem = |field, th, en| Err(AppError::Fields(vec![FieldProblem::new(field, th, en)]));
    if it.name_th.trim().is_empty() {
        return problem("name_th", "กรุณาระบุชื่อตำแหน่ง", "Name the position");
    }
    if it.role.is_of_a_unit() && it.unit.is_none() {
        return problem("unit", "ตำแหน่งนี้ต้องระบุหน่วยงาน", "This position needs its unit");
    }
    if it.role == Role::Administrator && it.unit.is_some() {
        return problem("unit", "ผู้ดูแลระบบดูแลทั้งส่วนราชการ ไม่ต้องระบุหน่วยงาน", "An administrator has no unit");
    }
    Ok(())
}

/// Whoever keeps the positions takes none: administrators decide no content.
fn not_oneself(actor: &Actor, account: &str) -> Result<(), AppError> {
    if actor.account != account {
        return Ok(());
    }
    let (th, en) = ("แต่งตั้งตนเองไม่ได้ กรุณาให้ผู้ดูแลระบบคนอื่นดำเนินการ", "You cannot appoint yourself: let another administrator do it");
    Err(AppError::Fields(vec![FieldProblem::new("account", th, en)]))
}

/// Whoever acts by a position gives it neither another role nor another unit.
fn own_position() -> AppError {
    let (th, en) = (
        "ท่านดำรงตำแหน่งนี้หรือปฏิบัติแทนอยู่ จึงเปลี่ยนบทบาท เปลี่ยนหน่วยงาน หรือยกเลิกตำแหน่งไม่ได้ กรุณาให้ผู้ดูแลระบบคนอื่นดำเนินการ",
        "You act by this position: let another administrator change its role or unit, or close it",
    );
    AppError::Fields(vec![FieldProblem::new("role", th, en)])
}

/// Who held the position before, or would have held it; also people whose account is closed by now.
fn before_them(accounts: &[Account], succession: &Succession) -> Option<String> {
    let logins = succession.ended.iter().chain(&succession.never).map(|it| {
        let known = accounts.iter().find(|account| account.id == it.account);
        known.map_or_else(|| it.account.clone(), |account| account.login.clone())
    });
    let logins = logins.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ");
    (!logins.is_empty()).then_some(logins)
}

fn unit_exists(tx: &mut dyn Writing, unit: &UnitCode) -> Result<(), AppError> {
    if tx.units()?.iter().any(|it| it.code == *unit) { Ok(()) } else { Err(missing("unit", unit.as_str())) }
}

/// The login of an account that is open.
fn open_login(accounts: &[Account], account: &str) -> Result<String, AppError> {
    let found = accounts.iter().find(|it| it.id == account && !it.closed);
    found.map(|it| it.login.clone()).ok_or_else(|| missing("account", account))
}

fn missing(kind: &'static str, code: &str) -> AppError {
    AppError::NotFound { kind, code: code.to_owned() }
}
