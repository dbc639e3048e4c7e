//! The rules: their names, how much they weigh, and what to do about what they find. All of it is data.

use crate::words::Words;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// ต้องแก้ไข: the return is not handed on before it is mended.
    Blocking,
    /// ต้องชี้แจง: it is mended or explained.
    ToExplain,
    /// ควรทบทวน: it asks for a second look.
    Notice,
}

/// By which rule something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// A figure without file or source.
    EvidenceMissing,
    /// A step that is done without a file of its own.
    StepWithoutFile,
    /// A figure without words.
    NarrativeMissing,
    /// A share of nothing.
    DenominatorZero,
    /// A part that is more than the whole.
    NumeratorAbove,
    /// A share below 0 or, where bounded, above 100.
    PercentOutside,
    /// A percentage above 100 where nothing forbids it.
    PercentAbove,
    /// Three times, or a third of, the round before.
    History,
    /// Ten times, or a tenth of, what other units report.
    Siblings,
    /// Since 1 October it became less.
    CumulativeFell,
    /// x of y is not the percentage beside it.
    RatioPercent,
    /// The narrative gives another figure.
    NarrativeContradicts,
    /// A total that its parts do not make.
    SumOfParts,
    /// A day after the round's last.
    DateAfter,
    /// A day before the year.
    DateBefore,
    /// Status 100, and an indicator of the project is not met.
    StatusUnmet,
    /// Status 100, and the narrative says that something is still to be done.
    StatusWords,
    /// Status 100, and nothing was disbursed.
    StatusNoMoney,
    /// Status 0, and money was spent.
    StatusMoneySpent,
    /// More was disbursed than there was.
    MoneyAbove,
    /// One measure with two values.
    TwoValues,
    /// No number.
    NumberBlank,
    /// A number twice.
    NumberTwice,
    /// A number out of its row.
    NumberOrder,
    /// The target's wording says another figure.
    TargetWording,
    /// The target's wording says no figure.
    TargetNoFigure,
    /// The name says percent and the unit of measure does not, or the reverse.
    NameUnit,
    /// The percentage of the money does not give the amount.
    BudgetPercent,
    /// Money that is neither given nor said to be none.
    BudgetMissing,
    /// A comment that is neither settled nor answered.
    CommentOpen,
}

use Severity::{Blocking, Notice, ToExplain};

type Row = (Rule, Severity, &'static str, &'static str);

/// Severity and remedy of each rule.
const RULES: &[Row] = &[
    (Rule::EvidenceMissing, Blocking, "ระบุแหล่งที่มาหรือแนบหลักฐาน", "Name a source or attach evidence."),
    (
        Rule::StepWithoutFile,
        ToExplain,
        "แนบไฟล์ของแต่ละขั้นตอน ระบุแหล่งที่มา หรือชี้แจง",
        "Attach a file to each step, name a source, or explain.",
    ),
    (Rule::NarrativeMissing, Notice, "เขียนผลการดำเนินงานประกอบตัวเลข", "Describe what stands behind the figure."),
    (
        Rule::DenominatorZero,
        Blocking,
        "แก้ตัวหาร หรือเลือกคำตอบว่าไม่เกี่ยวข้อง",
        "Correct the denominator, or answer that it does not apply.",
    ),
    (Rule::NumeratorAbove, ToExplain, "ตรวจว่าสลับช่องหรือไม่ แล้วแก้ไขหรือชี้แจง", "Look whether they are swapped; mend or explain."),
    (Rule::PercentOutside, Blocking, "แก้ตัวเลขให้อยู่ในช่วง 0 ถึง 100", "Give a figure from 0 to 100."),
    (
        Rule::PercentAbove,
        ToExplain,
        "ตรวจว่าเป็นร้อยละของเป้าหมายหรือไม่ แล้วแก้ไขหรือชี้แจง",
        "Look whether it is percent of target; mend or explain.",
    ),
    (Rule::History, ToExplain, "ตรวจหน่วยนับและจุดทศนิยม แล้วแก้ไขหรือชี้แจง", "Check unit and decimal point; mend or explain."),
    (Rule::Siblings, Notice, "ตรวจหน่วยนับกับหน่วยงานอื่น", "Compare the unit of measure with other units."),
    (
        Rule::CumulativeFell,
        ToExplain,
        "ผลสะสมไม่ควรลดลง แก้ไขหรือชี้แจง",
        "What is counted since 1 October does not fall; mend or explain.",
    ),
    (
        Rule::RatioPercent,
        ToExplain,
        "แก้จำนวนหรือร้อยละในข้อความ หรือชี้แจง",
        "Mend the counts or the percentage in the text, or explain.",
    ),
    (Rule::NarrativeContradicts, ToExplain, "แก้ตัวเลขในช่องหรือในข้อความให้ตรงกัน หรือชี้แจง", "Make field and text agree, or explain."),
    (Rule::SumOfParts, ToExplain, "แก้ยอดรวมหรือยอดย่อย หรือชี้แจง", "Mend the total or its parts, or explain."),
    (Rule::DateAfter, ToExplain, "ตรวจปีของวันที่ แล้วแก้ไขหรือชี้แจง", "Check the year of the date; mend or explain."),
    (Rule::DateBefore, Notice, "ตรวจว่าเป็นผลของปีนี้หรือไม่", "Look whether it belongs to this year."),
    (Rule::StatusUnmet, ToExplain, "ปรับสถานะ หรือชี้แจงว่าเหตุใดจึงถือว่าแล้วเสร็จ", "Lower the status, or explain why it counts as done."),
    (Rule::StatusWords, ToExplain, "ปรับสถานะหรือข้อความให้ตรงกัน หรือชี้แจง", "Make status and text agree, or explain."),
    (
        Rule::StatusNoMoney,
        ToExplain,
        "กรอกเงินที่เบิกจ่าย หรือชี้แจงว่าเสร็จโดยไม่ใช้เงิน",
        "Enter what was disbursed, or explain how it was done without.",
    ),
    (
        Rule::StatusMoneySpent,
        ToExplain,
        "ปรับสถานะ หรือชี้แจงว่าเงินใช้ไปกับสิ่งใด",
        "Raise the status, or explain what the money was for.",
    ),
    (
        Rule::MoneyAbove,
        ToExplain,
        "ตรวจจำนวนเงินรายเดือน หรือชี้แจงที่มาของเงิน",
        "Check the months, or explain where the money came from.",
    ),
    (Rule::TwoValues, ToExplain, "ใช้ตัวเลขเดียวกัน หรือชี้แจงว่าต่างกันอย่างไร", "Use one figure, or explain how the two differ."),
    (Rule::NumberBlank, Notice, "ใส่ลำดับ", "Give it a number."),
    (Rule::NumberTwice, ToExplain, "ใส่ลำดับใหม่ไม่ให้ซ้ำ หรือชี้แจง", "Give one of them another number, or explain."),
    (Rule::NumberOrder, Notice, "เรียงลำดับใหม่", "Put the numbers in order."),
    (
        Rule::TargetWording,
        ToExplain,
        "แก้ข้อความหรือค่าเป้าหมายให้ตรงกัน หรือชี้แจง",
        "Make the target's wording and value agree, or explain.",
    ),
    (Rule::TargetNoFigure, Notice, "เขียนค่าเป้าหมายลงในข้อความ", "Write the target's figure into its wording."),
    (Rule::NameUnit, Notice, "แก้ชื่อหรือหน่วยนับให้ตรงกัน", "Make name and unit of measure agree."),
    (
        Rule::BudgetPercent,
        ToExplain,
        "คำนวณจำนวนเงินจากร้อยละใหม่ หรือชี้แจง",
        "Compute the amount from the percentage again, or explain.",
    ),
    (Rule::BudgetMissing, Notice, "ระบุวงเงิน หรือระบุว่าไม่ใช้งบประมาณ", "Give the amount, or say that it uses no budget."),
    (
        Rule::CommentOpen,
        ToExplain,
        "แก้ไขแล้วกดปุ่ม “แก้ไขแล้ว” ใต้ความเห็น หรือชี้แจงเหตุผล",
        "Mend it and mark the comment as settled, or explain.",
    ),
];

impl Rule {
    fn data(self) -> Option<&'static Row> {
        RULES.iter().find(|row| row.0 == self)
    }

    /// How much it weighs.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.data().map_or(Notice, |row| row.1)
    }

    /// What to do, in Thai and English.
    #[must_use]
    pub fn remedy(self) -> (&'static str, &'static str) {
        self.data().map_or(("", ""), |row| (row.2, row.3))
    }
}

impl Words for Severity {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Blocking, "blocking", "ต้องแก้ไข", "To be mended"),
        (Self::ToExplain, "to_explain", "ต้องชี้แจง", "To be explained"),
        (Self::Notice, "notice", "ควรทบทวน", "To review"),
    ];
}

impl Words for Rule {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::EvidenceMissing, "evidence_missing", "ตัวเลขต้องมีหลักฐานหรือแหล่งที่มา", "A figure has evidence or a source"),
        (Self::StepWithoutFile, "step_without_file", "แต่ละขั้นตอนที่แล้วเสร็จมีไฟล์ของตน", "Each step that is done has its file"),
        (Self::NarrativeMissing, "narrative_missing", "ตัวเลขควรมีผลการดำเนินงานประกอบ", "A figure has a narrative"),
        (Self::DenominatorZero, "denominator_zero", "ตัวหารต้องไม่เป็นศูนย์", "A denominator is not zero"),
        (Self::NumeratorAbove, "numerator_above", "ตัวตั้งไม่เกินตัวหาร", "A numerator is not above its denominator"),
        (Self::PercentOutside, "percent_outside", "ร้อยละอยู่ในช่วง 0 ถึง 100", "A bounded percentage is from 0 to 100"),
        (Self::PercentAbove, "percent_above", "ร้อยละไม่เกิน 100", "A percentage is not above 100"),
        (Self::History, "history", "ผลใกล้เคียงกับรอบก่อน", "A value is near its own history"),
        (Self::Siblings, "siblings", "ผลใกล้เคียงกับหน่วยงานอื่น", "A value is near those of other units"),
        (Self::CumulativeFell, "cumulative_fell", "ผลสะสมไม่ลดลง", "A cumulative value does not fall"),
        (Self::RatioPercent, "ratio_percent", "จำนวนต่อจำนวนต้องได้ร้อยละที่เขียน", "A ratio gives its percentage"),
        (Self::NarrativeContradicts, "narrative_contradicts", "ข้อความตรงกับตัวเลข", "The narrative agrees with the field"),
        (Self::SumOfParts, "sum_of_parts", "ยอดรวมเท่ากับผลบวกของส่วนย่อย", "A total is the sum of its parts"),
        (Self::DateAfter, "date_after", "วันที่ไม่อยู่หลังวันสิ้นรอบ", "A date is not after the round"),
        (Self::DateBefore, "date_before", "วันที่ไม่อยู่ก่อนปีงบประมาณ", "A date is not before the year"),
        (Self::StatusUnmet, "status_unmet", "สถานะ 100 ต้องบรรลุทุกตัวชี้วัด", "Status 100 has all indicators met"),
        (Self::StatusWords, "status_words", "สถานะ 100 ต้องไม่มีงานที่ยังไม่เสร็จ", "Status 100 leaves nothing to be done"),
        (Self::StatusNoMoney, "status_no_money", "สถานะ 100 ควรมีการเบิกจ่าย", "Status 100 has money disbursed"),
        (Self::StatusMoneySpent, "status_money_spent", "สถานะ 0 ไม่ควรมีการเบิกจ่าย", "Status 0 has no money spent"),
        (Self::MoneyAbove, "money_above", "เบิกจ่ายไม่เกินวงเงิน", "No more is disbursed than there is"),
        (Self::TwoValues, "two_values", "ตัวชี้วัดเดียวกันมีค่าเดียว", "One measure has one value"),
        (Self::NumberBlank, "number_blank", "ทุกรายการมีลำดับ", "Everything has a number"),
        (Self::NumberTwice, "number_twice", "ลำดับไม่ซ้ำ", "A number stands once"),
        (Self::NumberOrder, "number_order", "ลำดับเรียงต่อเนื่อง", "Numbers follow each other"),
        (Self::TargetWording, "target_wording", "ข้อความเป้าหมายตรงกับค่าเป้าหมาย", "A target's wording agrees with its value"),
        (Self::TargetNoFigure, "target_no_figure", "ข้อความเป้าหมายมีตัวเลข", "A target's wording has a figure"),
        (Self::NameUnit, "name_unit", "ชื่อตรงกับหน่วยนับ", "A name agrees with its unit of measure"),
        (Self::BudgetPercent, "budget_percent", "ร้อยละของวงเงินต้องได้จำนวนเงิน", "A percentage of the budget gives the amount"),
        (Self::BudgetMissing, "budget_missing", "โครงการมีวงเงินหรือระบุว่าไม่ใช้", "A project has a budget or says that it has none"),
        (Self::CommentOpen, "comment_open", "ทุกความเห็นต้องแก้ไขหรือชี้แจงก่อนส่ง", "Every comment is settled or answered"),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_words_a_weight_and_a_remedy() {
        for (rule, key, th, en) in Rule::TABLE {
            assert!(RULES.iter().filter(|row| row.0 == *rule).count() == 1, "{key}");
            assert!(!th.is_empty() && !en.is_empty() && !rule.remedy().0.is_empty() && !rule.remedy().1.is_empty(), "{key}");
        }
        assert_eq!(Rule::TABLE.len(), RULES.len());
    }
}
