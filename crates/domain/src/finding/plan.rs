//! What does not fit in a plan itself: numbers, targets' wording, names and units of measure, the arithmetic of its budget.

use std::collections::HashSet;

use super::seen::is_percent;
use super::text::Written;
use super::{Finding, Rule};
use crate::budget::{BudgetKind, BudgetLine, BudgetOwner, BudgetPeriod, ExpenseClass};
use crate::indicator::Target;
use crate::money::Satang;
use crate::number::Decimal;
use crate::observation::Subject;
use crate::plan::AgencyPlan;
use crate::project::Funding;
use crate::shown;
use crate::submission::{Field, ItemKey};

/// All findings of a plan.
#[must_use]
pub fn check_plan(plan: &AgencyPlan) -> Vec<Finding> {
    let mut found = Vec::new();
    numbering(plan, &mut found);
    wording(plan, &mut found);
    names(plan, &mut found);
    budget(plan, &mut found);
    found
}

fn numbering(plan: &AgencyPlan, found: &mut Vec<Finding>) {
    let projects = plan.projects.iter().map(|it| (ItemKey::Subject(Subject::Project(it.code.clone())), it.number.as_deref()));
    row(&projects.collect::<Vec<_>>(), found);
    for node in &plan.nodes {
        let own = plan.indicators.iter().filter(|it| it.node == node.code);
        let own = own.map(|it| (ItemKey::Subject(Subject::Indicator(it.code.clone())), it.number.as_deref()));
        row(&own.collect::<Vec<_>>(), found);
    }
}

/// Numbers that stand in one row.
fn row(numbers: &[(ItemKey, Option<&str>)], found: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    let mut before: Option<u32> = None;
    // Where nothing is numbered, nothing is missing.
    let numbered = numbers.iter().any(|(_, number)| number.is_some());
    for (item, number) in numbers.iter().filter(|_| numbered) {
        let Some(number) = number.map(str::trim).filter(|number| !number.is_empty()) else {
            let what = ("ไม่มีลำดับ".to_owned(), "no number".to_owned());
            found.push(Finding::of(Rule::NumberBlank, item, Field::Value, &[], what));
            continue;
        };
        let whole = number.parse::<u32>().ok();
        if !seen.insert(number) {
            let what = (format!("ลำดับ {number} ซ้ำ"), format!("number {number} stands twice"));
            found.push(Finding::of(Rule::NumberTwice, item, Field::Value, &[number], what));
        } else if let (Some(last), Some(this)) = (before, whole)
            && this != last + 1
        {
            let what = (format!("ลำดับ {this} อยู่ต่อจาก {last}"), format!("number {this} after {last}"));
            found.push(Finding::of(Rule::NumberOrder, item, Field::Value, &[&last.to_string(), number], what));
        }
        before = whole.or(before);
    }
}

fn wording(plan: &AgencyPlan, found: &mut Vec<Finding>) {
    let of_indicators = plan.targets.iter().map(|target: &Target| {
        let item = ItemKey::Subject(Subject::Indicator(target.indicator.clone()));
        (item, target.printed.as_deref(), target.value, target.high)
    });
    let of_projects = plan.projects.iter().flat_map(|project| {
        project.indicators.iter().map(|it| {
            let item = ItemKey::Subject(Subject::ProjectIndicator(project.code.clone(), it.order));
            (item, it.target_printed.as_deref(), it.target_value, None)
        })
    });
    for (item, printed, value, high) in of_indicators.chain(of_projects) {
        let (Some(printed), Some(value)) = (printed, value) else { continue };
        let said: Vec<Decimal> = Written::read(printed).figures.into_iter().map(|it| it.value).collect();
        let has = |value: Decimal| said.iter().any(|it| it.exact() == value.exact());
        let text = value.to_string();
        if said.is_empty() {
            let what = (
                format!("เป้าหมายเขียนว่า “{printed}” ไม่มีตัวเลข ค่าเป้าหมาย {text}"),
                format!("worded “{printed}”, the value is {text}"),
            );
            found.push(Finding::of(Rule::TargetNoFigure, &item, Field::Value, &[printed, &text], what));
        } else if !has(value) && high.is_none_or(|high| !has(high)) {
            let what = (
                format!("เป้าหมายเขียนว่า “{printed}” แต่ค่าเป้าหมายเป็น {text}"),
                format!("worded “{printed}”, but the value is {text}"),
            );
            found.push(Finding::of(Rule::TargetWording, &item, Field::Value, &[printed, &text], what));
        }
    }
}

fn names(plan: &AgencyPlan, found: &mut Vec<Finding>) {
    for it in &plan.indicators {
        let unit = &it.measure.unit_of_measure;
        let says_percent = it.name_th.trim_start().starts_with("ร้อยละ");
        let counts = it.name_th.trim_start().starts_with("จำนวน") && is_percent(unit);
        if (says_percent && !is_percent(unit)) || counts {
            let item = ItemKey::Subject(Subject::Indicator(it.code.clone()));
            let what = (format!("ชื่อขึ้นต้นต่างจากหน่วยนับ “{unit}”"), format!("the name does not go with the unit “{unit}”"));
            found.push(Finding::of(Rule::NameUnit, &item, Field::Value, &[unit], what));
        }
    }
}

fn budget(plan: &AgencyPlan, found: &mut Vec<Finding>) {
    for project in plan.projects.iter().filter(|project| project.funding != Funding::NoBudget) {
        let owner = BudgetOwner::Project(project.code.clone());
        let has =
            plan.budget.iter().any(|line| line.owner == owner && line.kind != BudgetKind::Disbursed && line.amount.is_some());
        if !has {
            let item = ItemKey::Subject(Subject::Project(project.code.clone()));
            let what = ("ไม่ระบุวงเงิน".to_owned(), "no budget is given".to_owned());
            found.push(Finding::of(Rule::BudgetMissing, &item, Field::Value, &[], what));
        }
    }
    for line in plan.budget.iter().filter(|line| line.owner == BudgetOwner::Agency) {
        percent(plan, line, found);
        classes(plan, line, found);
    }
}

/// The amount of a target that a line's remarks give ("เป้าหมาย… 937,001,133.00 บาท") against its percentage of the appropriation.
fn percent(plan: &AgencyPlan, line: &BudgetLine, found: &mut Vec<Finding>) {
    let stated = line.note.as_deref().and_then(target_amount);
    let (Some(percent), Some(stated), Some(all)) = (line.target_percent, stated, appropriated(plan, line)) else { return };
    let right =
        &Decimal::parse(&all.plain()).map(Decimal::exact).unwrap_or_else(|_| crate::number::Exact::zero()) * &percent.exact();
    let Some(right) = right.divided_by(&crate::number::Exact::hundred()).map(|it| it.round_half_up(2)) else { return };
    if Decimal::parse(&stated.plain()).is_ok_and(|it| it.exact() != right.exact()) {
        let (all, stated, right) =
            (shown::baht(all), shown::baht(stated), crate::thai::digits::group_thousands(&right.to_string()));
        let class = crate::words::Words::th(line.class);
        let what = (
            format!("{class} ร้อยละ {percent} ของ {all} บาท ได้ {right} บาท ไม่ใช่ {stated} บาท"),
            format!("{percent} percent of {all} is {right} baht, not {stated}"),
        );
        found.push(Finding::of(Rule::BudgetPercent, &ItemKey::Whole, Field::Value, &[class, &stated, &right], what));
    }
}

fn target_amount(note: &str) -> Option<Satang> {
    let (_, after) = note.split_once("เป้าหมาย")?;
    let (amount, _) = after.split_once("บาท")?;
    let amount = amount.trim();
    let start = amount.rfind(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')?;
    Satang::parse(amount.get(start..)?.trim_start_matches(|c: char| !c.is_ascii_digit())).ok()
}

fn appropriated(plan: &AgencyPlan, line: &BudgetLine) -> Option<Satang> {
    let own =
        |it: &&BudgetLine| it.owner == BudgetOwner::Agency && it.kind == BudgetKind::Appropriated && it.source == line.source;
    let of = |class| plan.budget.iter().filter(own).find(|it| it.class == class && it.period == BudgetPeriod::Year)?.amount;
    match line.class {
        ExpenseClass::Overall => {
            of(ExpenseClass::Overall).or_else(|| of(ExpenseClass::Regular)?.checked_add(of(ExpenseClass::Investment)?))
        }
        class => of(class),
    }
}

/// An overall amount against regular and investment expense.
fn classes(plan: &AgencyPlan, line: &BudgetLine, found: &mut Vec<Finding>) {
    let Some(total) = line.amount.filter(|_| line.class == ExpenseClass::Overall) else { return };
    let same =
        |it: &&BudgetLine| (&it.owner, it.kind, &it.source, &it.period) == (&line.owner, line.kind, &line.source, &line.period);
    let of = |class| plan.budget.iter().filter(same).find(|it| it.class == class)?.amount;
    let sum = of(ExpenseClass::Regular).and_then(|a| a.checked_add(of(ExpenseClass::Investment)?));
    if let Some(sum) = sum.filter(|sum| *sum != total) {
        let (total, sum) = (shown::baht(total), shown::baht(sum));
        let what = (
            format!("ภาพรวม {total} บาท แต่รายจ่ายประจำและลงทุนรวมได้ {sum} บาท"),
            format!("overall {total} baht, its classes make {sum}"),
        );
        found.push(Finding::of(Rule::SumOfParts, &ItemKey::Whole, Field::Value, &[&total, &sum], what));
    }
}
