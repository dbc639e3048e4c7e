//! The agency's budget table (document 004, part 2): disbursement and spending by class of expense, against targets.

use super::project_score::{is_within, percent_of};
use crate::budget::{BudgetKind, BudgetLine, BudgetOwner, ExpenseClass};
use crate::id::RoundCode;
use crate::money::Satang;
use crate::number::Exact;
use crate::plan::AgencyPlan;

/// One row: a class of expense, disbursed or spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetRow {
    /// Class of expense; overall is the sum of the classes.
    pub class: ExpenseClass,
    /// Disbursed, or spent with commitments.
    pub kind: BudgetKind,
    /// The appropriation.
    pub allocation: Option<Satang>,
    /// Target in percent of the appropriation.
    pub target_percent: Option<Exact>,
    /// Target in baht, rounded to the satang.
    pub target: Option<Satang>,
    /// Reached.
    pub actual: Option<Satang>,
    /// Reached in percent of the appropriation, two places.
    pub actual_percent: Option<Exact>,
    /// Reached less target, in baht.
    pub difference: Option<Satang>,
    /// Reached less target in percentage points, of the displayed values (`decisions.md` 4).
    pub difference_points: Option<Exact>,
}

const CLASSES: [ExpenseClass; 3] = [ExpenseClass::Overall, ExpenseClass::Regular, ExpenseClass::Investment];

/// The table at a round; empty when the agency gives no money of its own.
#[must_use]
pub fn budget_table(plan: &AgencyPlan, round: &RoundCode) -> Vec<BudgetRow> {
    let lines = plan.budget.iter().filter(|line| line.owner == BudgetOwner::Agency && is_within(plan, &line.period, round));
    let lines = lines.collect::<Vec<_>>();
    let rows =
        CLASSES.into_iter().flat_map(|class| [BudgetKind::Disbursed, BudgetKind::Committed].map(|kind| row(&lines, class, kind)));
    rows.filter(|row| row.actual.is_some() || row.target_percent.is_some()).collect()
}

fn row(lines: &[&BudgetLine], class: ExpenseClass, kind: BudgetKind) -> BudgetRow {
    let allocation = amount(lines, class, BudgetKind::Appropriated);
    let actual = amount(lines, class, kind);
    let target_percent = lines.iter().find(|line| line.class == class && line.kind == kind && line.target_percent.is_some());
    let target_percent = target_percent.and_then(|line| line.target_percent).map(crate::number::Decimal::exact);
    let target = target_percent.as_ref().zip(allocation).and_then(|(percent, allocation)| part_of(allocation, percent));
    let actual_percent = actual.zip(allocation).and_then(|(amount, allocation)| percent_of(amount, allocation));
    BudgetRow {
        class,
        kind,
        allocation,
        difference: actual.zip(target).and_then(|(actual, target)| actual.checked_sub(target)),
        difference_points: actual_percent
            .as_ref()
            .zip(target_percent.as_ref())
            .map(|(a, t)| &a.round_half_up(2).exact() - &t.round_half_up(2).exact()),
        target_percent,
        target,
        actual,
        actual_percent,
    }
}

/// The class's own lines; the overall figure is the sum of the classes unless it is given itself.
fn amount(lines: &[&BudgetLine], class: ExpenseClass, kind: BudgetKind) -> Option<Satang> {
    let of = |wanted: &dyn Fn(ExpenseClass) -> bool| {
        let amounts = lines.iter().filter(|line| line.kind == kind && wanted(line.class)).filter_map(|line| line.amount);
        let amounts = amounts.collect::<Vec<_>>();
        if amounts.is_empty() { None } else { Satang::sum(amounts).ok() }
    };
    let own = of(&|c| c == class);
    if class == ExpenseClass::Overall { own.or_else(|| of(&|c| c != ExpenseClass::Overall)) } else { own }
}

fn part_of(allocation: Satang, percent: &Exact) -> Option<Satang> {
    let part = (&Exact::from(allocation.in_satang()) * percent).divided_by(&Exact::hundred())?;
    part.round_half_up(0).to_string().parse::<i64>().ok().map(Satang::from_satang)
}
