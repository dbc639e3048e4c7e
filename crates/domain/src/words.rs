//! The official words of the domain's enumerations: one key, one Thai word, one English word each.
//!
//! Keys stand in workbooks, databases and the API; the Thai words are those of the source documents. Screens, sheets and books all take
//! their words from here, so that one thing is called one name everywhere.

use crate::budget::{BudgetKind, ExpenseClass};
use crate::indicator::{Accumulation, Aggregation, PercentRule, Shape, ZeroTarget};
use crate::plan::{EditionState, PlanKind, TotalRule};
use crate::project::Funding;
use crate::round::RoundState;
use crate::scoring::{BelowLowest, ScaleKind, Status};

/// An enumeration whose members have a key and names.
pub trait Words: Copy + PartialEq + Sized + 'static {
    /// All members with key, Thai and English name.
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)];

    /// Thai words that members had in workbooks filled in before; they are still read, never written.
    const FORMER: &'static [(Self, &'static str)] = &[];

    /// The row of this member.
    fn row(self) -> (&'static str, &'static str, &'static str) {
        Self::TABLE.iter().find(|row| row.0 == self).map_or(("", "", ""), |row| (row.1, row.2, row.3))
    }

    /// The key in workbooks, databases and the API.
    #[must_use]
    fn key(self) -> &'static str {
        self.row().0
    }

    /// The Thai word.
    #[must_use]
    fn th(self) -> &'static str {
        self.row().1
    }

    /// The English word.
    #[must_use]
    fn en(self) -> &'static str {
        self.row().2
    }

    /// The member with this key or Thai name.
    #[must_use]
    fn from_key(text: &str) -> Option<Self> {
        let former = || Self::FORMER.iter().find(|row| row.1 == text).map(|row| row.0);
        Self::TABLE.iter().find(|row| row.1 == text || row.2 == text).map(|row| row.0).or_else(former)
    }
}

macro_rules! words {
    ($($type:ident { $($member:ident: $key:literal, $th:literal, $en:literal;)* $(@formerly $was:ident: $word:literal;)* })*) => {$(
        impl Words for $type {
            const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] =
                &[$((Self::$member, $key, $th, $en)),*];
            const FORMER: &'static [(Self, &'static str)] = &[$((Self::$was, $word)),*];
        }

        const _: fn($type) = |member| match member { $($type::$member => ()),* };
    )*};
}

words! {
    PlanKind {
        Annual: "annual", "แผนปฏิบัติราชการรายปี", "Annual action plan";
        FiveYear: "five_year", "แผนปฏิบัติราชการระยะ 5 ปี", "Five-year action plan";
        Division: "division", "แผนปฏิบัติการของหน่วยงาน", "Division plan";
        Strategic: "strategic", "แผนยุทธศาสตร์", "Strategic plan";
        Policy: "policy", "ตัวชี้วัดตามนโยบาย", "Policy indicators";
    }
    EditionState {
        Draft: "draft", "ร่าง", "Draft";
        UnderReview: "under_review", "เสนอพิจารณา", "Under review";
        Approved: "approved", "อนุมัติ", "Approved";
        Announced: "announced", "ประกาศใช้", "Announced";
        Superseded: "superseded", "มีฉบับใหม่แทน", "Superseded";
    }
    TotalRule {
        SumOfScores: "sum_of_scores", "ผลรวมคะแนน (A × 100 / B)", "Sum of scores (A × 100 / B)";
        WeightedAverage: "weighted_average", "ถ่วงน้ำหนัก (ผลรวมของน้ำหนัก × คะแนน หารด้วยผลรวมของน้ำหนัก)", "Weighted average";
        @formerly WeightedAverage: "ถ่วงน้ำหนัก (Σ น้ำหนัก × คะแนน / Σ น้ำหนัก)";
    }
    Shape {
        Value: "value", "ค่าเดียว", "Value";
        Ratio: "ratio", "ตัวตั้งและตัวหาร", "Numerator and denominator";
        Level: "level", "ระดับ", "Level";
        Steps: "steps", "ขั้นตอนที่แล้วเสร็จ", "Steps done";
    }
    PercentRule {
        Higher: "higher", "ยิ่งสูงยิ่งดี: ผล × 100 / เป้าหมาย", "Higher is better: actual × 100 / target";
        LowerBounded: "lower_bounded", "ยิ่งต่ำยิ่งดี (ไม่เกิน 100): (100 − ผล) × 100 / (100 − เป้าหมาย)", "Lower is better, bounded by 100";
        LowerRatio: "lower_ratio", "ยิ่งต่ำยิ่งดี: เป้าหมาย × 100 / ผล", "Lower is better: target × 100 / actual";
        LowerDifference: "lower_difference", "ยิ่งต่ำยิ่งดี: 100 + (เป้าหมาย − ผล) × 100 / เป้าหมาย", "Lower is better: 100 + (target − actual) × 100 / target";
        GrowthOnBase: "growth_on_base", "เพิ่มขึ้นจากปีฐาน (ปีฐาน = 100): ผล × 100 / (100 + เป้าหมาย)", "Growth on a base year of 100";
        Range: "range", "อยู่ในช่วง", "Within a range";
        Level: "level", "ระดับที่ทำได้ × 100 / ระดับเป้าหมาย", "Level reached × 100 / target level";
        Anchors: "anchors", "เทียบกับค่าเกณฑ์ของตัวชี้วัด", "Placed between the indicator's own anchors";
    }
    ZeroTarget {
        Refused: "refused", "ไม่รับเป้าหมายที่เป็นศูนย์", "A zero target is refused";
        AllOrNothing: "all_or_nothing", "เป้าหมายเป็นศูนย์: บรรลุได้ร้อยละ 100 ไม่บรรลุได้ร้อยละ 0", "Zero target: met 100, not met 0";
    }
    Accumulation {
        Cumulative: "cumulative", "รายงานสะสมตั้งแต่ต้นปี", "Reported cumulatively";
        Sum: "sum", "รวมทุกงวด", "Sum of periods";
        Latest: "latest", "ค่าล่าสุด", "Latest";
        Average: "average", "ค่าเฉลี่ยของงวด", "Average of periods";
        Maximum: "maximum", "ค่าสูงสุดของงวด", "Maximum of periods";
        Minimum: "minimum", "ค่าต่ำสุดของงวด", "Minimum of periods";
        RatioOfSums: "ratio_of_sums", "ผลรวมตัวตั้ง × 100 / ผลรวมตัวหาร", "Ratio of sums";
    }
    Aggregation {
        Central: "central", "รายงานจากส่วนกลาง", "Reported centrally";
        Sum: "sum", "รวมทุกหน่วยงาน", "Sum of units";
        Average: "average", "ค่าเฉลี่ยของหน่วยงาน", "Average of units";
        Weighted: "weighted", "ค่าเฉลี่ยถ่วงน้ำหนักหน่วยงาน", "Weighted average of units";
        RatioOfSums: "ratio_of_sums", "ผลรวมตัวตั้ง × 100 / ผลรวมตัวหาร", "Ratio of sums";
        Maximum: "maximum", "ค่าสูงสุดของหน่วยงาน", "Maximum of units";
        Minimum: "minimum", "ค่าต่ำสุดของหน่วยงาน", "Minimum of units";
        Worst: "worst", "หน่วยงานที่ได้ผลต่ำสุด", "Worst unit";
    }
    Funding {
        Amount: "amount", "ใช้งบประมาณ", "Uses budget";
        NoBudget: "no_budget", "ไม่ใช้งบประมาณ", "No budget";
        NotGiven: "not_given", "ไม่ระบุ", "Not given";
    }
    BudgetKind {
        Requested: "requested", "ขอตั้ง", "Requested";
        Appropriated: "appropriated", "ได้รับจัดสรร", "Appropriated";
        Allotted: "allotted", "จัดสรรให้หน่วยงาน", "Allotted";
        Transferred: "transferred", "โอนเปลี่ยนแปลง", "Transferred";
        Committed: "committed", "ใช้จ่าย (เบิกจ่ายและก่อหนี้ผูกพัน)", "Spent (disbursed and committed)";
        Disbursed: "disbursed", "เบิกจ่าย", "Disbursed";
    }
    ExpenseClass {
        Overall: "overall", "รายจ่ายภาพรวม", "Overall";
        Regular: "regular", "รายจ่ายประจำ", "Regular";
        Investment: "investment", "รายจ่ายลงทุน", "Investment";
    }
    RoundState {
        Planned: "planned", "ยังไม่เปิดรอบ", "Planned";
        Open: "open", "เปิดรับรายงาน", "Open";
        Compiled: "compiled", "รวบรวมแล้ว", "Compiled";
        Endorsed: "endorsed", "เห็นชอบแล้ว", "Endorsed";
        Frozen: "frozen", "ปิดรอบและตรึงข้อมูล", "Frozen";
    }
    ScaleKind {
        Bands: "bands", "ช่วงร้อยละของเป้าหมาย", "Bands of percent of target";
        Anchors: "anchors", "ค่าเกณฑ์ของตัวชี้วัด", "Anchors of the indicator";
        Points: "points", "สถานะเป็นคะแนน", "Status as points";
    }
    BelowLowest {
        Floor: "floor", "ได้คะแนนของช่วงต่ำสุด", "Score of the lowest";
        Zero: "zero", "ได้ 0 คะแนน", "Zero";
        Linear: "linear", "ลดตามสัดส่วน", "In proportion";
    }
    Status {
        Achieved: "achieved", "บรรลุ", "Achieved";
        Near: "near", "ใกล้เคียง", "Near";
        Missed: "missed", "ไม่บรรลุ", "Not achieved";
        Awaiting: "awaiting", "รอรายงาน", "Awaiting report";
        NotMeasurable: "not_measurable", "วัดผลไม่ได้", "Not measurable";
        NotApplicable: "not_applicable", "ไม่เกี่ยวข้อง", "Not applicable";
        NotScored: "not_scored", "ไม่ให้คะแนน", "Not scored";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_workbooks_filled_in_before_is_still_read() {
        let former = TotalRule::from_key("ถ่วงน้ำหนัก (Σ น้ำหนัก × คะแนน / Σ น้ำหนัก)");
        assert_eq!((former, TotalRule::from_key("ถ่วงน้ำหนัก")), (Some(TotalRule::WeightedAverage), None));
    }
}
