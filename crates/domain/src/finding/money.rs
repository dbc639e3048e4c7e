//! A project's money: what there is, what was disbursed, and whether the months make the total.

use super::{Context, Finding, Rule, Seen};
use crate::budget::{BudgetKind, BudgetLine, BudgetOwner, BudgetPeriod};
use crate::money::Satang;
use crate::shown;
use crate::submission::{Field, ItemKind, disbursed};

pub(super) fn check(context: &Context<'_>, seen: &Seen<'_>, found: &mut Vec<Finding>) {
    if seen.item.kind != ItemKind::Project {
        return;
    }
    // A return that says nothing of money has nothing to mend.
    let Some(by_month) = by_month(context, seen).filter(|_| says_money(seen)) else { return };
    if let Some(given) = given(context, seen).filter(|given| by_month > *given) {
        let (a, b) = (shown::baht(by_month), shown::baht(given));
        let what = (format!("เบิกจ่าย {a} บาท เกินวงเงิน {b} บาท"), format!("{a} baht disbursed, of {b}"));
        found.push(Finding::of(Rule::MoneyAbove, &seen.key, Field::Disbursed(1), &[&a, &b], what));
    }
    let total = of_round(context, seen).filter(|total| *total != by_month);
    if let Some(total) = total {
        let (a, b) = (shown::baht(total), shown::baht(by_month));
        let what =
            (format!("ยอดเบิกจ่ายของรอบ {a} บาท แต่รายเดือนรวมได้ {b} บาท"), format!("{a} baht for the round, the months make {b}"));
        found.push(Finding::of(Rule::SumOfParts, &seen.key, Field::Disbursed(1), &[&a, &b], what));
    }
}

fn lines<'a>(context: &Context<'a>, seen: &'a Seen<'_>) -> impl Iterator<Item = &'a BudgetLine> {
    let code = seen.project.map(|project| &project.code);
    context.plan.budget.iter().filter(move |line| matches!(&line.owner, BudgetOwner::Project(owner) if Some(owner) == code))
}

fn sum(lines: impl Iterator<Item = Satang>) -> Option<Satang> {
    lines.fold(None, |total, amount| total.unwrap_or(Satang::from_satang(0)).checked_add(amount))
}

/// What the project may spend in the year: allotted, else appropriated.
pub(super) fn given(context: &Context<'_>, seen: &Seen<'_>) -> Option<Satang> {
    let of = |kind| {
        sum(lines(context, seen)
            .filter(|line| line.kind == kind && line.period == BudgetPeriod::Year)
            .filter_map(|line| line.amount))
    };
    of(BudgetKind::Allotted).or_else(|| of(BudgetKind::Appropriated))
}

/// What was disbursed since 1 October: by month where the return says something of it, else as it stands in the plan.
pub(super) fn spent(context: &Context<'_>, seen: &Seen<'_>) -> Option<Satang> {
    let months = || by_month(context, seen);
    if says_money(seen) { months() } else { of_round(context, seen).or_else(months) }
}

fn of_round(context: &Context<'_>, seen: &Seen<'_>) -> Option<Satang> {
    let round = BudgetPeriod::Round(context.round.code.clone());
    let of_round = lines(context, seen).filter(|line| line.kind == BudgetKind::Disbursed && line.period == round);
    sum(of_round.filter_map(|line| line.amount))
}

/// Whether money of a month is typed.
fn says_money(seen: &Seen<'_>) -> bool {
    seen.item.has_money && (1..=12).any(|month| seen.fields.text(&seen.key, Field::Disbursed(month)).is_some())
}

/// The months of the round together: what is typed over what was verified before.
fn by_month(context: &Context<'_>, seen: &Seen<'_>) -> Option<Satang> {
    disbursed(context.plan, seen.fields, &seen.project?.code, context.round.months)
}
