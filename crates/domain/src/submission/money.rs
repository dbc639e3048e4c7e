//! A project's money by month, as a return has it: what is typed stands over what is stored, which earlier returns or a workbook brought.

use super::{Field, FieldKey, Fields};
use crate::budget::{BudgetLine, BudgetOwner};
use crate::id::ProjectCode;
use crate::money::Satang;
use crate::observation::Subject;
use crate::plan::AgencyPlan;

/// What is stored of a month of a project; nothing when absent.
#[must_use]
pub fn stored_month(plan: &AgencyPlan, project: &ProjectCode, month: u8) -> Option<Satang> {
    let own = |line: &&BudgetLine| line.month() == Some(month) && line.owner == BudgetOwner::Project(project.clone());
    sum(plan.budget.iter().filter(own).filter_map(|line| line.amount))
}

/// What a project disbursed in the first so many months, with what is typed in place of what is stored; nothing when absent.
#[must_use]
pub fn disbursed(plan: &AgencyPlan, fields: &Fields, project: &ProjectCode, months: u8) -> Option<Satang> {
    let of_month = |month| {
        let key = FieldKey::of(Subject::Project(project.clone()), Field::Disbursed(month));
        match fields.0.get(&key) {
            // A month that was cleared has none any more.
            Some(typed) => Satang::parse(&typed.text).ok(),
            None => stored_month(plan, project, month),
        }
    };
    sum((1..=months).filter_map(of_month))
}

fn sum(mut amounts: impl Iterator<Item = Satang>) -> Option<Satang> {
    let first = amounts.next()?;
    amounts.try_fold(first, Satang::checked_add)
}
