//! Indicators (ตัวชี้วัด): sheet, measure and targets (document 001's sheet, document 004's appendix).

use jiff::civil::Date;

use crate::id::{IndicatorCode, NodeCode, RoundCode, ScaleCode, UnitCode};
use crate::number::Decimal;

/// What a reported value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One number.
    Value,
    /// Numerator and denominator; the value is numerator × 100 / denominator.
    Ratio,
    /// A level given outright.
    Level,
    /// Steps done; level n is reached when steps 1..n are all done.
    Steps,
}

/// How a value compares with its target (`scoring.md` 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PercentRule {
    /// actual × 100 / target
    Higher,
    /// (100 − actual) × 100 / (100 − target)
    LowerBounded,
    /// target × 100 / actual
    LowerRatio,
    /// 100 + (target − actual) × 100 / target
    LowerDifference,
    /// Both as levels on base 100; the target is the growth wanted, the value the level reached.
    GrowthOnBase,
    /// Inside [low, high] = 100; outside, less by the distance to the nearer edge in percent of that edge.
    Range,
    /// level reached × 100 / target level
    Level,
    /// No percentage: the scale places the value between the target's own anchors.
    Anchors,
}

/// What happens when a target of zero would have to divide (`decisions.md` 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ZeroTarget {
    /// The indicator is refused.
    Refused,
    /// 100 when the target is met, else 0.
    AllOrNothing,
}

/// How finer periods make a wider window (`scoring.md`, capability 13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Accumulation {
    /// Each round's value already covers the year to date: the round's own value counts.
    Cumulative,
    /// Values of the periods are added.
    Sum,
    /// The latest value given counts.
    Latest,
    /// The mean of the values given.
    Average,
    /// The largest value given.
    Maximum,
    /// The smallest value given.
    Minimum,
    /// Σ numerators × 100 / Σ denominators.
    RatioOfSums,
}

/// How units make the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aggregation {
    /// Reported once, centrally.
    Central,
    /// Values are added.
    Sum,
    /// The mean of the units' values.
    Average,
    /// Σ weight × value / Σ weight, with the units' weights.
    Weighted,
    /// Σ numerators × 100 / Σ denominators.
    RatioOfSums,
    /// The largest of the units' values.
    Maximum,
    /// The smallest of the units' values.
    Minimum,
    /// The value farthest from the good side.
    Worst,
}

/// How an indicator is measured (วิธีวัด).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Unit of measure in Thai, such as ร้อยละ or ฉบับ.
    pub unit_of_measure: String,
    /// What a value looks like.
    pub shape: Shape,
    /// How it compares with the target.
    pub percent_rule: PercentRule,
    /// What a zero target means.
    pub zero_target: ZeroTarget,
    /// How periods make a window.
    pub accumulation: Accumulation,
    /// How units make the agency.
    pub aggregation: Aggregation,
}

impl Measure {
    /// Whether units make the agency; then a result is a unit's or the agency's as a whole, never both.
    #[must_use]
    pub fn is_of_units(&self) -> bool {
        self.aggregation != Aggregation::Central
    }

    /// Whether a round looks at more results than its own: at those of all months, and at earlier rounds unless each says all since 1 October.
    #[must_use]
    pub fn spans_periods(&self, monthly: bool) -> bool {
        monthly || self.accumulation != Accumulation::Cumulative
    }
}

/// A unit's part in an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The unit.
    pub unit: UnitCode,
    /// Primary owner (ผู้รับผิดชอบหลัก); otherwise secondary.
    pub primary: bool,
    /// Weight when units are weighted.
    pub weight: Option<Decimal>,
}

/// Where an indicator's actual comes from when it is not reported itself (`scoring.md` 4): declared, never guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActualSource {
    /// Another indicator's actual.
    Indicator(IndicatorCode),
    /// The plan's total C.
    PlanTotal,
    /// A node's total C.
    NodeTotal(NodeCode),
    /// The projects' total C.
    ProjectsTotal,
}

/// One step of a milestone indicator, in one round or the whole year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneStep {
    /// The round whose step it is; every round when absent.
    pub round: Option<RoundCode>,
    /// 1, 2, 3 …
    pub level: u8,
    /// What has to be done.
    pub text: String,
    /// The day by which it has to be done for this level.
    pub done_by: Option<Date>,
}

/// An indicator with its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Permanent code.
    pub code: IndicatorCode,
    /// The node it stands under.
    pub node: NodeCode,
    /// Number as printed.
    pub number: Option<String>,
    /// Name in Thai.
    pub name_th: String,
    /// Name in English, where there is one.
    pub name_en: Option<String>,
    /// How it is measured.
    pub measure: Measure,
    /// Which scale scores it; none = followed without a score.
    pub scale: Option<ScaleCode>,
    /// Weight among its siblings, where the plan weighs.
    pub weight: Option<Decimal>,
    /// Whether it counts in the totals.
    pub counted: bool,
    /// Where its actual comes from, if it is not reported itself.
    pub actual_from: Option<ActualSource>,
    /// Whether each figure needs evidence (`decisions.md` 13).
    pub evidence_required: bool,
    /// Owners, primary first.
    pub owners: Vec<Owner>,
    /// Steps of a milestone indicator.
    pub steps: Vec<MilestoneStep>,
    /// Definition (คำอธิบาย).
    pub definition: Option<String>,
    /// Formula in words (สูตรการคำนวณ).
    pub formula: Option<String>,
    /// Where data come from (แหล่งข้อมูล).
    pub data_source: Option<String>,
    /// How often it is collected (ความถี่).
    pub frequency: Option<String>,
    /// Baseline in words (ข้อมูลพื้นฐาน).
    pub baseline: Option<String>,
    /// Dimension or type in the agency's words (มิติ/ประเภท).
    pub dimension: Option<String>,
    /// Conditions and remarks (เงื่อนไข/หมายเหตุ).
    pub note: Option<String>,
}

/// What an indicator has to reach, for a unit or the agency, in a round or the whole year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Whose target.
    pub indicator: IndicatorCode,
    /// For which unit; the agency when absent.
    pub unit: Option<UnitCode>,
    /// For which round; the whole year when absent (`decisions.md` 7).
    pub round: Option<RoundCode>,
    /// The value to reach; the low edge of a range.
    pub value: Option<Decimal>,
    /// The high edge of a range.
    pub high: Option<Decimal>,
    /// The anchors t1, t2, … of a scale that places values between them.
    pub anchors: Vec<Decimal>,
    /// The wording as printed, such as "ไม่น้อยกว่า ๑ ฉบับ".
    pub printed: Option<String>,
    /// Source and remarks.
    pub note: Option<String>,
    /// The round's own bands (เกณฑ์ของรอบ), for all units, in place of the indicator's scale. Only the agency's target of a round names one.
    pub scale: Option<ScaleCode>,
}
