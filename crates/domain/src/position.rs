//! Positions (ตำแหน่ง), who holds them and who stands in for them by which order (`process.md` U10).
//!
//! Approval belongs to the office, not to the person: an account acts in the offices that it holds or stands in for on that day. A stand-in
//! never hands on what it stands in for, and needs an order with its number and dates.

mod succession;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{Acting, ActingKind, Action, Office, Role};
use crate::id::{PositionCode, UnitCode};
use crate::words::Words;

pub use succession::Succession;

/// An office of the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Permanent code.
    pub code: PositionCode,
    /// Name in Thai, such as ผู้อำนวยการกองนโยบายและแผน.
    pub name_th: String,
    /// Name in English, where there is one.
    pub name_en: Option<String>,
    /// What it may do.
    pub role: Role,
    /// For which unit and those below it; the whole agency when absent.
    pub unit: Option<UnitCode>,
    /// Whether it has been given up.
    pub closed: bool,
    /// Counts up with every change.
    pub version: u32,
}

impl Position {
    /// Whether whoever acts by it may do the same as by another state of it.
    #[must_use]
    pub fn gives_the_same_as(&self, other: &Self) -> bool {
        (self.role, &self.unit, self.closed) == (other.role, &other.unit, other.closed)
    }
}

/// An account's time in a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Globally unique id.
    pub id: String,
    /// Which position.
    pub position: PositionCode,
    /// Id of the account.
    pub account: String,
    /// First day.
    pub from: Date,
    /// Last day; still held when absent.
    pub to: Option<Date>,
}

impl Holding {
    /// Whether it is held on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.reaches(day)
    }

    /// Whether it is held on a day, or begins later.
    #[must_use]
    pub fn reaches(&self, day: Date) -> bool {
        self.to.is_none_or(|to| day <= to)
    }
}

/// An order by which an account stands in for a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Globally unique id.
    pub id: String,
    /// The position that is stood in for.
    pub position: PositionCode,
    /// Id of the account that stands in.
    pub account: String,
    /// In which form.
    pub kind: ActingKind,
    /// Number of the order.
    pub order_no: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The acts handed over; all of the office's when empty.
    pub acts: Vec<Action>,
    /// Why.
    pub reason: String,
    /// Login of who recorded it.
    pub recorded_by: String,
    /// When it was taken back before its last day.
    pub revoked_at: Option<Timestamp>,
}

impl Delegation {
    /// Whether somebody stands in by it on a day.
    #[must_use]
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.reaches(day)
    }

    /// Whether somebody stands in by it on a day, or will later.
    #[must_use]
    pub fn reaches(&self, day: Date) -> bool {
        self.revoked_at.is_none() && day <= self.to
    }
}

/// All positions with who holds and who stands in for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offices {
    /// Positions.
    pub positions: Vec<Position>,
    /// Who holds them.
    pub holdings: Vec<Holding>,
    /// Who stands in for them.
    pub delegations: Vec<Delegation>,
}

/// Why an order to stand in cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DelegationRefused {
    /// It has no number.
    NoOrder,
    /// Its last day lies before its first.
    EndsBeforeItBegins,
    /// The account holds the position itself.
    OwnPosition,
    /// An act is not one of the office's.
    ForeignAct,
    /// Named acts are needed when the holder hands over acts.
    NoActs,
    /// The position has been given up.
    Closed,
    /// Whoever records an order does not stand in by it.
    Oneself,
}

impl Words for DelegationRefused {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::NoOrder, "no_order", "กรุณาระบุเลขที่คำสั่ง", "Give the number of the order"),
        (
            Self::EndsBeforeItBegins,
            "ends_before_it_begins",
            "วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่มต้น",
            "The last day must not lie before the first",
        ),
        (Self::OwnPosition, "own_position", "ผู้ดำรงตำแหน่งนี้อยู่แล้ว ไม่ต้องรักษาราชการแทน", "This account already holds the position"),
        (Self::ForeignAct, "foreign_act", "มอบได้เฉพาะงานในอำนาจของตำแหน่งนี้", "Only acts of this office can be handed over"),
        (Self::NoActs, "no_acts", "การปฏิบัติราชการแทนต้องระบุงานที่มอบอย่างน้อยหนึ่งอย่าง", "Acting on behalf needs at least one named act"),
        (Self::Closed, "closed", "ตำแหน่งนี้ยกเลิกแล้ว", "The position has been given up"),
        (
            Self::Oneself,
            "oneself",
            "ผู้บันทึกคำสั่งต้องไม่ใช่ผู้ปฏิบัติแทน กรุณาให้ผู้อื่นบันทึก",
            "Whoever records an order does not stand in by it: let somebody else record it",
        ),
    ];
}

impl Offices {
    /// A position by its code.
    #[must_use]
    pub fn position(&self, code: &PositionCode) -> Option<&Position> {
        self.positions.iter().find(|position| position.code == *code)
    }

    /// The offices in which an account acts on a day: its own role first, then positions held, then those stood in for.
    ///
    /// A delegation reaches only what the position itself may do: no stand-in hands an office on, because delegations name positions.
    #[must_use]
    pub fn of_account(&self, account: &str, role: Role, unit: Option<&UnitCode>, day: Date) -> Vec<Office> {
        let own = Office::own(role, unit.cloned());
        self.acted_in(account, own, |it| it.holds_on(day), |it| it.in_force_on(day))
    }

    /// The same with the offices in which it will act on a later day, as it is ordered now.
    #[must_use]
    pub fn now_and_later(&self, account: &str, role: Role, unit: Option<&UnitCode>, day: Date) -> Vec<Office> {
        let own = Office::own(role, unit.cloned());
        self.acted_in(account, own, |it| it.reaches(day), |it| it.reaches(day))
    }

    fn acted_in(
        &self,
        account: &str,
        own: Office,
        held: impl Fn(&Holding) -> bool,
        ordered: impl Fn(&Delegation) -> bool,
    ) -> Vec<Office> {
        let held = self.holdings.iter().filter(|it| it.account == account && held(it));
        let held = held.filter_map(|holding| self.office(&holding.position, None));
        let acting = self.delegations.iter().filter(|it| it.account == account && ordered(it));
        let acting = acting.filter_map(|it| self.office(&it.position, Some(acting_of(it))));
        std::iter::once(own).chain(held).chain(acting).collect()
    }

    /// The accounts that act by a position on a day, or will later: who holds it and who stands in.
    #[must_use]
    pub fn acting_by(&self, position: &PositionCode, day: Date) -> BTreeSet<&str> {
        let held = self.holdings.iter().filter(|it| it.position == *position && it.reaches(day)).map(|it| it.account.as_str());
        let ordered = self.delegations.iter().filter(|it| it.position == *position && it.reaches(day));
        held.chain(ordered.map(|it| it.account.as_str())).collect()
    }

    /// Whether an account may change a position so: whoever acts by it does not widen what it may do, nor for whom, nor give it up.
    #[must_use]
    pub fn may_be_changed_by(&self, account: &str, wanted: &Position, day: Date) -> bool {
        let known = self.position(&wanted.code);
        known.is_none_or(|it| it.gives_the_same_as(wanted)) || !self.acting_by(&wanted.code, day).contains(account)
    }

    fn office(&self, code: &PositionCode, acting: Option<Acting>) -> Option<Office> {
        let position = self.position(code).filter(|position| !position.closed)?;
        Some(Office {
            position: Some(position.code.to_string()),
            name_th: position.name_th.clone(),
            name_en: position.name_en.clone().unwrap_or_else(|| position.name_th.clone()),
            role: position.role,
            unit: position.unit.clone(),
            acting,
        })
    }

    /// Holds an order to stand in against the rules.
    ///
    /// # Errors
    /// [`DelegationRefused`] names the first rule it breaks.
    pub fn check(&self, order: &Delegation) -> Result<(), DelegationRefused> {
        let position = self.position(&order.position).filter(|it| !it.closed).ok_or(DelegationRefused::Closed)?;
        let refused = |broken: bool, why| if broken { Err(why) } else { Ok(()) };
        refused(order.order_no.trim().is_empty(), DelegationRefused::NoOrder)?;
        refused(order.to < order.from, DelegationRefused::EndsBeforeItBegins)?;
        let holds = |it: &Holding| {
            it.position == order.position
                && it.account == order.account
                && it.from <= order.to
                && it.to.is_none_or(|to| order.from <= to)
        };
        refused(self.holdings.iter().any(holds), DelegationRefused::OwnPosition)?;
        let foreign = |act: &Action| !crate::access::roles_for(*act).contains(&position.role);
        refused(order.acts.iter().any(foreign), DelegationRefused::ForeignAct)?;
        refused(order.kind == ActingKind::Delegated && order.acts.is_empty(), DelegationRefused::NoActs)
    }
}

fn acting_of(order: &Delegation) -> Acting {
    Acting { kind: order.kind, order_no: order.order_no.clone(), from: order.from, to: order.to, acts: order.acts.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Case, Rule, decide};

    pub(super) fn offices() -> Offices {
        let code = PositionCode::new("HEAD-พบ.").unwrap();
        let unit = UnitCode::new("พบ.").unwrap();
        Offices {
            positions: vec![Position {
                code: code.clone(),
                name_th: "ผู้อำนวยการกองพัฒนาระบบการบังคับคดี".to_owned(),
                name_en: None,
                role: Role::UnitHead,
                unit: Some(unit),
                closed: false,
                version: 1,
            }],
            holdings: vec![Holding {
                id: "h1".to_owned(),
                position: code.clone(),
                account: "head".to_owned(),
                from: "2022-10-01".parse().unwrap(),
                to: None,
            }],
            delegations: vec![Delegation {
                id: "d1".to_owned(),
                position: code,
                account: "deputy".to_owned(),
                kind: ActingKind::ActingFor,
                order_no: "123/2566".to_owned(),
                from: "2023-10-01".parse().unwrap(),
                to: "2023-10-05".parse().unwrap(),
                acts: Vec::new(),
                reason: "ไปราชการ".to_owned(),
                recorded_by: "admin".to_owned(),
                revoked_at: None,
            }],
        }
    }

    fn endorse(account: &str, day: &str) -> Result<String, Rule> {
        let offices = offices().of_account(account, Role::Viewer, None, day.parse().unwrap());
        let unit = [UnitCode::new("พบ.").unwrap()];
        let case = Case { unit: &unit, ..Case::default() };
        decide(account, &offices, Action::EndorseReturn, &case).map(Office::title_th).map_err(|denial| denial.rule)
    }

    #[test]
    fn a_stand_in_acts_on_the_days_of_the_order_and_the_order_is_shown() {
        let title = "รักษาราชการแทน ผู้อำนวยการกองพัฒนาระบบการบังคับคดี ตามคำสั่งที่ 123/2566";
        assert_eq!(endorse("deputy", "2023-10-05"), Ok(title.to_owned()));
        assert_eq!(endorse("deputy", "2023-10-06"), Err(Rule::Role));
        assert_eq!(endorse("head", "2023-10-06"), Ok("ผู้อำนวยการกองพัฒนาระบบการบังคับคดี".to_owned()));
    }

    #[test]
    fn who_acts_by_a_position_or_will_does_not_change_what_it_may_do() {
        let all = offices();
        let day: Date = "2023-09-01".parse().unwrap();
        let wider = Position { role: Role::HeadOfPolicy, unit: None, ..all.positions[0].clone() };
        let closed = Position { closed: true, ..all.positions[0].clone() };
        let renamed = Position { name_th: "ผู้อำนวยการกอง".to_owned(), ..all.positions[0].clone() };
        for account in ["head", "deputy"] {
            let may = |wanted| all.may_be_changed_by(account, wanted, day);
            assert_eq!((may(&wider), may(&closed), may(&renamed)), (false, false, true), "{account}");
        }
        assert!(all.may_be_changed_by("admin", &wider, day));
        assert!(all.may_be_changed_by("deputy", &wider, "2023-10-06".parse().unwrap()), "the order is over");
        assert!(Offices::default().may_be_changed_by("head", &wider, day), "a new one");
    }

    #[test]
    fn what_somebody_will_act_in_is_known_before_the_day() {
        let roles = |day: &str| -> Vec<Role> {
            let offices = offices().now_and_later("deputy", Role::Viewer, None, day.parse().unwrap());
            offices.iter().map(|office| office.role).collect()
        };
        assert_eq!((roles("2023-09-01"), roles("2023-10-06")), (vec![Role::Viewer, Role::UnitHead], vec![Role::Viewer]));
    }

    #[test]
    fn an_order_for_named_acts_hands_over_those_and_reading_only() {
        let mut all = offices();
        all.delegations[0].kind = ActingKind::Delegated;
        all.delegations[0].acts = vec![Action::EndorseReturn];
        let offices = all.of_account("deputy", Role::Viewer, None, "2023-10-03".parse().unwrap());
        let unit = [UnitCode::new("พบ.").unwrap()];
        let case = Case { unit: &unit, ..Case::default() };
        let asked = |action| decide("deputy", &offices, action, &case).map(Office::title_th).map_err(|denial| denial.rule);
        let title = "ปฏิบัติราชการแทน ผู้อำนวยการกองพัฒนาระบบการบังคับคดี ตามคำสั่งที่ 123/2566";
        assert_eq!(asked(Action::EndorseReturn), Ok(title.to_owned()));
        assert_eq!(asked(Action::ReadReturn), Ok(title.to_owned()), "who decides on it reads it");
        assert_eq!(asked(Action::ManageUnitAccounts), Err(Rule::NotHandedOver));
    }

    #[test]
    fn an_order_that_breaks_a_rule_is_refused() {
        let all = offices();
        let order = all.delegations[0].clone();
        let check = |change: &dyn Fn(&mut Delegation)| {
            let mut it = order.clone();
            change(&mut it);
            all.check(&it)
        };
        assert_eq!(check(&|_| ()), Ok(()));
        assert_eq!(check(&|it| it.order_no = " ".to_owned()), Err(DelegationRefused::NoOrder));
        assert_eq!(check(&|it| it.to = "2023-09-30".parse().unwrap()), Err(DelegationRefused::EndsBeforeItBegins));
        assert_eq!(check(&|it| it.account = "head".to_owned()), Err(DelegationRefused::OwnPosition));
        assert_eq!(check(&|it| it.acts = vec![Action::FreezeRound]), Err(DelegationRefused::ForeignAct));
        assert_eq!(check(&|it| it.kind = ActingKind::Delegated), Err(DelegationRefused::NoActs));
    }
}
