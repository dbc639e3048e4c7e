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
