//! Money by month, as a verified return reports it.

use jiff::Timestamp;
use phaen_domain::money::Satang;
use phaen_domain::observation::Subject;
use phaen_domain::submission::{Field, FieldKey, Fields, Item, ItemKind};

use crate::ports::Disbursement;

/// The months of a round in which something was typed for a project: an amount, or that there is none any more, as for a project that has no
/// budget.
pub(super) fn of(item: &Item, fields: &Fields, months: u8, entered_by: &str, entered_at: Timestamp) -> Vec<Disbursement> {
    let Subject::Project(project) = &item.subject else { return Vec::new() };
    if item.kind != ItemKind::Project {
        return Vec::new();
    }
    let of_month = |month: u8| {
        let typed = fields.0.get(&FieldKey { item: item.key(), field: Field::Disbursed(month) })?;
        let amount = Some(typed.text.as_str()).filter(|text| item.has_money && !text.is_empty());
        // What cannot be read was refused when it was typed.
        let amount = amount.map(Satang::parse).transpose().ok()?;
        Some(Disbursement { project: project.clone(), month, amount, entered_by: entered_by.to_owned(), entered_at })
    };
    (1..=months).filter_map(of_month).collect()
}
