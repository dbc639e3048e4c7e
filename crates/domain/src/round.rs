//! Reporting rounds (รอบการรายงาน) of a fiscal year (document 000 section 5, document 004 part 3).

use jiff::civil::Date;

use crate::calendar::FiscalYear;
use crate::id::{NodeCode, RoundCode};
use crate::number::Decimal;

/// Where a round is in its life: open → compiled → endorsed → frozen (revision n) → reopened by order → frozen (n + 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoundState {
    /// Not opened yet.
    Planned,
    /// Results may be entered.
    Open,
    /// Compiled by the policy group.
    Compiled,
    /// Endorsed by the executives.
    Endorsed,
    /// Immutable, as revision n.
    Frozen,
}

/// A reporting window of a fiscal year, cumulative from 1 October.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Code within the fiscal year, such as `R12`.
    pub code: RoundCode,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// Name, such as "รอบ 12 เดือน".
    pub name_th: String,
    /// Name in English.
    pub name_en: Option<String>,
    /// Months covered since 1 October: 6, 9, 12 …
    pub months: u8,
    /// First day covered.
    pub starts_on: Date,
    /// Last day covered.
    pub ends_on: Date,
    /// The day by which units report.
    pub due_on: Option<Date>,
    /// The day on which the round's results were compiled to the end: the date on its book's cover.
    pub completed_on: Option<Date>,
    /// Where it is in its life.
    pub state: RoundState,
    /// Revision number once frozen.
    pub revision: u32,
    /// Remarks.
    pub note: Option<String>,
}

impl Round {
    /// Whether results may be entered.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, RoundState::Open)
    }
}

/// A total that a book printed, cited with its source because its observations are not in the data (`decisions.md` 22).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedTotal {
    /// The round.
    pub round: RoundCode,
    /// The node, or the plan as a whole.
    pub node: Option<NodeCode>,
    /// C as printed, in percent.
    pub percent: Decimal,
    /// Where it is printed.
    pub source: String,
}

/// What was decided on a round of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoundDecisionKind {
    /// เปิดรอบ
    Opened,
    /// รวบรวมผล
    Compiled,
    /// บันทึกมติ: waits for the chair.
    Resolved,
    /// เห็นชอบ, by executives or by a resolution that the chair confirmed.
    Endorsed,
    /// ไม่เห็นชอบ: back to the policy group with the decider's text.
    Refused,
    /// ตรึงผล
    Frozen,
    /// เปิดรอบใหม่ตามคำสั่ง
    Reopened,
}

/// One decision on a round: who, in which office, when, why, by which document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundDecision {
    /// Globally unique id.
    pub id: String,
    /// The plan.
    pub plan: crate::id::PlanCode,
    /// The round.
    pub round: RoundCode,
    /// What was decided.
    pub kind: RoundDecisionKind,
    /// The revision that it made or is about; 0 before the first.
    pub revision: u32,
    /// Login of who decided.
    pub by: String,
    /// The office in which it was decided.
    pub office: String,
    /// When.
    pub at: jiff::Timestamp,
    /// Why, or the decider's instruction.
    pub reason: Option<String>,
    /// Number of the memo or resolution.
    pub document_no: Option<String>,
    /// When an order ends.
    pub expires_on: Option<Date>,
}

impl crate::words::Words for RoundDecisionKind {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Opened, "opened", "เปิดรอบ", "Opened"),
        (Self::Compiled, "compiled", "รวบรวมผลแล้ว", "Compiled"),
        (Self::Resolved, "resolved", "บันทึกมติ", "Resolution recorded"),
        (Self::Endorsed, "endorsed", "เห็นชอบ", "Endorsed"),
        (Self::Refused, "refused", "ไม่เห็นชอบ", "Not endorsed"),
        (Self::Frozen, "frozen", "ตรึงผล", "Frozen"),
        (Self::Reopened, "reopened", "เปิดรอบใหม่ตามคำสั่ง", "Reopened by order"),
    ];
}
