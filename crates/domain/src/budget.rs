//! Budget lines (วงเงิน) of projects and of the agency: asked, appropriated, disbursed … by source, category and period.

use crate::id::{ProjectCode, RoundCode};
use crate::money::Satang;
use crate::number::Decimal;

/// What an amount says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BudgetKind {
    /// ขอตั้ง
    Requested,
    /// ได้รับจัดสรรตาม พ.ร.บ.
    Appropriated,
    /// จัดสรรให้หน่วยงาน
    Allotted,
    /// โอนเปลี่ยนแปลง
    Transferred,
    /// ใช้จ่าย (เบิกจ่ายรวมใบสั่งซื้อ/PO)
    Committed,
    /// เบิกจ่าย
    Disbursed,
}

/// The class of expense (รายจ่ายประจำ, รายจ่ายลงทุน).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExpenseClass {
    /// รายจ่ายภาพรวม: not divided by class.
    Overall,
    /// รายจ่ายประจำ
    Regular,
    /// รายจ่ายลงทุน
    Investment,
}

/// When an amount holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BudgetPeriod {
    /// The whole year.
    Year,
    /// From 1 October to the end of a round.
    Round(RoundCode),
    /// One month of the fiscal year: 1 = October … 12 = September.
    Month(u8),
}

/// Whose money it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BudgetOwner {
    /// The agency as a whole.
    Agency,
    /// A project.
    Project(ProjectCode),
}

/// One amount or, for the agency, one target in percent of the appropriation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetLine {
    /// Whose money.
    pub owner: BudgetOwner,
    /// What the amount says.
    pub kind: BudgetKind,
    /// Source of money in the agency's words, such as เงินงบประมาณ or เงินค่าธรรมเนียม.
    pub source: String,
    /// Class of expense.
    pub class: ExpenseClass,
    /// When it holds.
    pub period: BudgetPeriod,
    /// The amount; absent on a line that only sets a target.
    pub amount: Option<Satang>,
    /// Target in percent of the appropriation (เป้าหมายการเบิกจ่าย).
    pub target_percent: Option<Decimal>,
    /// Where it comes from, and how the print differs.
    pub note: Option<String>,
}

/// The lines with money that returns reported by month: it takes the place of a project's other disbursements, because a fact is monthly
/// or per round, never both (`domain.md`).
#[must_use]
pub fn with_months(lines: Vec<BudgetLine>, amounts: &[(ProjectCode, u8, Satang)]) -> Vec<BudgetLine> {
    if amounts.is_empty() {
        return lines;
    }
    let by_month = |line: &BudgetLine| match &line.owner {
        BudgetOwner::Project(code) => line.kind == BudgetKind::Disbursed && amounts.iter().any(|(project, ..)| project == code),
        BudgetOwner::Agency => false,
    };
    let source_of = |project: &ProjectCode| {
        let own = lines.iter().find(|line| line.owner == BudgetOwner::Project(project.clone()));
        own.map_or_else(|| "เงินงบประมาณ".to_owned(), |line| line.source.clone())
    };
    let monthly: Vec<BudgetLine> = amounts
        .iter()
        .map(|(project, month, amount)| BudgetLine {
            owner: BudgetOwner::Project(project.clone()),
            kind: BudgetKind::Disbursed,
            source: source_of(project),
            class: ExpenseClass::Overall,
            period: BudgetPeriod::Month(*month),
            amount: Some(*amount),
            target_percent: None,
            note: None,
        })
        .collect();
    lines.into_iter().filter(|line| !by_month(line)).chain(monthly).collect()
}

/// The lines without the months of these projects: what returns report by month is kept beside the lines.
#[must_use]
pub fn without_months(lines: Vec<BudgetLine>, amounts: &[(ProjectCode, u8, Satang)]) -> Vec<BudgetLine> {
    let is_month = |line: &BudgetLine| match &line.owner {
        BudgetOwner::Project(code) => line.month().is_some() && amounts.iter().any(|(project, ..)| project == code),
        BudgetOwner::Agency => false,
    };
    lines.into_iter().filter(|line| !is_month(line)).collect()
}

impl BudgetLine {
    /// The month in which its money was disbursed, where it says so of one.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        match self.period {
            BudgetPeriod::Month(month) if self.kind == BudgetKind::Disbursed => Some(month),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reported_by_month_takes_the_place_of_the_projects_other_disbursements() {
        let project = ProjectCode::new("P01").unwrap();
        let line = |kind, period| BudgetLine {
            owner: BudgetOwner::Project(project.clone()),
            kind,
            source: "เงินค่าธรรมเนียม".to_owned(),
            class: ExpenseClass::Overall,
            period,
            amount: Some(Satang::from_satang(100)),
            target_percent: None,
            note: None,
        };
        let round = BudgetPeriod::Round(RoundCode::new("R12").unwrap());
        let lines = vec![line(BudgetKind::Allotted, BudgetPeriod::Year), line(BudgetKind::Disbursed, round)];
        let merged = with_months(lines.clone(), &[(project.clone(), 1, Satang::from_satang(40))]);
        assert_eq!(merged.len(), 2);
        assert_eq!(merged[1].period, BudgetPeriod::Month(1));
        assert_eq!(merged[1].source, "เงินค่าธรรมเนียม");
        let again = with_months(merged.clone(), &[(project, 1, Satang::from_satang(40))]);
        assert_eq!(again, merged, "a plan that was exported and came back is the same");
        assert_eq!(with_months(lines.clone(), &[]), lines);
    }
}
