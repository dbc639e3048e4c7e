//! Projects (โครงการ) of a plan with their indicators (document 004, section 2.3).

use crate::id::{NodeCode, ProjectCode, ScaleCode, UnitCode};
use crate::number::Decimal;

/// A project of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Permanent code.
    pub code: ProjectCode,
    /// The node it carries out.
    pub node: NodeCode,
    /// Number as printed.
    pub number: Option<String>,
    /// Name in Thai.
    pub name_th: String,
    /// Which scale scores its status.
    pub scale: ScaleCode,
    /// Responsible units, first one first.
    pub owners: Vec<UnitCode>,
    /// What it intends to spend.
    pub funding: Funding,
    /// Its indicators in printed order.
    pub indicators: Vec<ProjectIndicator>,
    /// Source and remarks.
    pub note: Option<String>,
}

/// Whether a project asks for money. Nothing given is not the same as none used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Funding {
    /// Amounts stand in the budget lines.
    Amount,
    /// ไม่ใช้งบประมาณ
    NoBudget,
    /// The print leaves it blank.
    NotGiven,
}

/// One indicator of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectIndicator {
    /// 1, 2, 3 … within the project.
    pub order: u32,
    /// What is measured.
    pub text: String,
    /// Target wording as printed.
    pub target_printed: Option<String>,
    /// Target value, where one is stated.
    pub target_value: Option<Decimal>,
    /// Unit of measure.
    pub unit_of_measure: Option<String>,
    /// Whether lower is better.
    pub lower_is_better: bool,
    /// Source and remarks.
    pub note: Option<String>,
}
