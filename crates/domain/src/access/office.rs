//! Offices: in what capacity an account acts, with its unit and, for a stand-in, the order that allows it.

use jiff::civil::Date;

use super::{Action, Role};
use crate::id::UnitCode;
use crate::words::Words;

/// In which form somebody stands in for an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActingKind {
    /// รักษาราชการแทน: the office is vacant or its holder away.
    ActingFor,
    /// ปฏิบัติราชการแทน: the holder handed over named acts.
    Delegated,
}

impl Words for ActingKind {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::ActingFor, "acting_for", "รักษาราชการแทน", "Acting for"),
        (Self::Delegated, "delegated", "ปฏิบัติราชการแทน", "On behalf of"),
    ];
}

/// The order by which somebody stands in for an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
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
}

/// An office that an account holds, or stands in for, today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Code of the position; none for the account's own role.
    pub position: Option<String>,
    /// Its name in Thai.
    pub name_th: String,
    /// Its name in English.
    pub name_en: String,
    /// What it may do.
    pub role: Role,
    /// For which unit and those below it; the whole agency when absent.
    pub unit: Option<UnitCode>,
    /// The order, when somebody stands in.
    pub acting: Option<Acting>,
}

impl Office {
    /// The office of an account's own role.
    #[must_use]
    pub fn own(role: Role, unit: Option<UnitCode>) -> Self {
        Self { position: None, name_th: role.th().to_owned(), name_en: role.en().to_owned(), role, unit, acting: None }
    }

    /// How decisions show it: the office, and by which order somebody stood in.
    #[must_use]
    pub fn title_th(&self) -> String {
        self.titled(&self.name_th, ActingKind::th, "ตามคำสั่งที่")
    }

    /// The same in English.
    #[must_use]
    pub fn title_en(&self) -> String {
        self.titled(&self.name_en, ActingKind::en, "by order")
    }

    fn titled(&self, name: &str, kind: impl Fn(ActingKind) -> &'static str, by: &str) -> String {
        let unit = self.unit.as_ref().filter(|unit| self.position.is_none() && !name.contains(unit.as_str()));
        let name = unit.map_or_else(|| name.to_owned(), |unit| format!("{name} {unit}"));
        self.acting.as_ref().map_or(name.clone(), |acting| format!("{} {name} {by} {}", kind(acting.kind), acting.order_no))
    }

    /// Whether the order hands over this act. Whoever decides in an office also reads what the office reads.
    #[must_use]
    pub fn hands_over(&self, action: Action) -> bool {
        let named = |acting: &Acting| acting.acts.is_empty() || acting.acts.contains(&action);
        self.acting.as_ref().is_none_or(|acting| action.only_reads() || named(acting))
    }
}
