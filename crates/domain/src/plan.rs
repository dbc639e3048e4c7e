//! Plans, their editions and trees (แผน, ฉบับ, ประเด็น/เป้าหมาย/กลยุทธ์): levels carry the agency's own names.
//!
//! An announced edition never changes (`decisions.md` 1): who edits it makes a new draft edition.

use jiff::civil::Date;

use crate::budget::BudgetLine;
use crate::calendar::FiscalYear;
use crate::id::{NodeCode, PlanCode, RoundCode, ScaleCode};
use crate::indicator::{Indicator, Target};
use crate::observation::Observation;
use crate::organisation::{Agency, Unit};
use crate::project::Project;
use crate::round::{CitedTotal, Round};
use crate::scoring::Scale;

/// What sort of plan it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanKind {
    /// แผนปฏิบัติราชการรายปี
    Annual,
    /// แผนปฏิบัติราชการระยะ 5 ปี
    FiveYear,
    /// แผนปฏิบัติการของหน่วยงาน
    Division,
    /// แผนยุทธศาสตร์
    Strategic,
    /// คำรับรอง/ตัวชี้วัดนโยบาย
    Policy,
}

/// Where an edition is in its life: draft → under review → approved → announced → superseded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EditionState {
    /// ร่าง: may be edited.
    Draft,
    /// เสนอพิจารณา
    UnderReview,
    /// อนุมัติ
    Approved,
    /// ประกาศใช้: immutable.
    Announced,
    /// มีฉบับใหม่แทน: immutable.
    Superseded,
}

impl EditionState {
    /// Whether the wording and the targets may still be edited.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft)
    }
}

/// How scores become a total (`scoring.md` 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TotalRule {
    /// A = Σ score, B = Σ full score, C = A × 100 / B.
    SumOfScores,
    /// Σ weight × share of full score / Σ weight, level by level.
    WeightedAverage,
}

/// A plan and the edition of it that is at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Permanent code.
    pub code: PlanCode,
    /// Name in Thai.
    pub name_th: String,
    /// Name in English, where there is one.
    pub name_en: Option<String>,
    /// What sort of plan.
    pub kind: PlanKind,
    /// The fiscal year, or the last one of several.
    pub fiscal_year: FiscalYear,
    /// The plan that this one carries out, if any.
    pub carries_out: Option<PlanCode>,
    /// How its scores become a total.
    pub total_rule: TotalRule,
    /// The vision, as printed.
    pub vision: Option<String>,
}

/// One version of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// 1, 2, 3 …
    pub number: u32,
    /// Where it is in its life.
    pub state: EditionState,
    /// The day of announcement.
    pub announced_on: Option<Date>,
    /// Why this edition was made (an amendment's reason).
    pub reason: Option<String>,
}

/// The agency's own name of one level of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// 1 is the top.
    pub depth: u8,
    /// Such as ประเด็น or เป้าประสงค์.
    pub name_th: String,
    /// In English, where there is one.
    pub name_en: Option<String>,
}

/// A node of the plan tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanNode {
    /// Permanent code.
    pub code: NodeCode,
    /// The node above; none at the top.
    pub parent: Option<NodeCode>,
    /// Which level's name it bears.
    pub depth: u8,
    /// Number as printed, such as "1.2".
    pub number: Option<String>,
    /// Name in Thai.
    pub name_th: String,
    /// Name in English, where there is one.
    pub name_en: Option<String>,
    /// Weight among its siblings, where the plan weighs.
    pub weight: Option<crate::number::Decimal>,
    /// Whether the indicators below it count in the plan's total (the vision's do not).
    pub counted: bool,
}

/// A text of the results book that people write (`decisions.md` 25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrative {
    /// Which section of the book, such as `part1.mission`.
    pub section: String,
    /// Order within the section.
    pub order: u32,
    /// The text, in paragraphs.
    pub text: String,
    /// Where it comes from.
    pub source: Option<String>,
}

/// Problem or recommendation of the results book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedProblem {
    /// Permanent code.
    pub code: String,
    /// Whether it is a recommendation rather than a problem.
    pub recommendation: bool,
    /// Category in the agency's words.
    pub category: Option<String>,
    /// The text in Thai.
    pub text: String,
    /// Where it comes from.
    pub source: Option<String>,
}

impl AgencyPlan {
    /// The scale that scores an indicator at a round: the bands that the agency's target of that round names, else the indicator's own.
    #[must_use]
    pub fn scale_at(&self, indicator: &Indicator, round: Option<&RoundCode>) -> Option<&Scale> {
        let own = self.targets.iter().filter(|target| target.indicator == indicator.code);
        let code = round.and_then(|round| scale_of_round(own, round)).or(indicator.scale.as_ref())?;
        self.scales.iter().find(|scale| scale.code == *code)
    }
}

/// The bands that a round has of its own, among the targets of one indicator.
pub(crate) fn scale_of_round<'a>(targets: impl Iterator<Item = &'a Target>, round: &RoundCode) -> Option<&'a ScaleCode> {
    let mut of_round = targets.filter(|target| target.unit.is_none() && target.round.as_ref() == Some(round));
    of_round.find_map(|target| target.scale.as_ref())
}

/// All that a plan workbook says: an agency, one edition of a plan with everything in it, its rounds and what was observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyPlan {
    /// Whose plan it is.
    pub agency: Agency,
    /// Its units.
    pub units: Vec<Unit>,
    /// The plan.
    pub plan: Plan,
    /// The edition at hand.
    pub edition: Edition,
    /// Names of the levels.
    pub levels: Vec<Level>,
    /// The tree, parents before children.
    pub nodes: Vec<PlanNode>,
    /// Scales in use.
    pub scales: Vec<Scale>,
    /// Indicators in printed order.
    pub indicators: Vec<Indicator>,
    /// Their targets.
    pub targets: Vec<Target>,
    /// Projects in printed order.
    pub projects: Vec<Project>,
    /// Money of projects and of the agency.
    pub budget: Vec<BudgetLine>,
    /// Reporting rounds, earliest first.
    pub rounds: Vec<Round>,
    /// Totals that a book printed for rounds without observations here.
    pub cited_totals: Vec<CitedTotal>,
    /// What was reported.
    pub observations: Vec<Observation>,
    /// Problems and recommendations.
    pub problems: Vec<ReportedProblem>,
    /// Texts of the book.
    pub narratives: Vec<Narrative>,
}
