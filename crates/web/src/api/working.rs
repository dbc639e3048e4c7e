//! The working of a figure on the wire: each line with its rule, its formula with the figures in it, and its value.

use phaen_domain::indicator::PercentRule;
use phaen_domain::scoring::{BelowLowest, Rule, Term, Unscorable, Working};
use phaen_domain::words::Words;
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::Word;

/// One line of a working.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Line {
    /// What the line gives.
    gives: Word,
    /// By which rule.
    rule: Word,
    /// The formula with the figures in it.
    #[schema(example = "(100 − 18.62) × 100 / (100 − 23)")]
    formula: String,
    /// Its value without loss.
    value: String,
}

/// The lines from input to figure.
pub(super) fn lines(working: &Working) -> Vec<Line> {
    let lines = working.lines.iter();
    lines
        .map(|line| Line {
            gives: term(line.term),
            rule: rule(line.rule),
            formula: line.expr.text(),
            value: line.value.lossless(),
        })
        .collect()
}

fn term(term: Term) -> Word {
    let (key, th, en) = match term {
        Term::Actual => ("actual", "ผล", "Actual"),
        Term::Target => ("target", "เป้าหมาย", "Target"),
        Term::TargetHigh => ("target_high", "ขอบบนของเป้าหมาย", "High edge of the target"),
        Term::Numerator => ("numerator", "ตัวตั้ง", "Numerator"),
        Term::Denominator => ("denominator", "ตัวหาร", "Denominator"),
        Term::ActualLevel => ("actual_level", "ผลเมื่อปีฐานเท่ากับ 100", "Actual on a base of 100"),
        Term::TargetLevel => ("target_level", "เป้าหมายเมื่อปีฐานเท่ากับ 100", "Target on a base of 100"),
        Term::Percent => ("percent", "ร้อยละของเป้าหมาย", "Percent of target"),
        Term::ExactScore => ("exact_score", "คะแนนก่อนปัดเศษ", "Score before rounding"),
        Term::Score => ("score", "คะแนน", "Score"),
        Term::FullScore => ("full_score", "คะแนนเต็ม", "Full score"),
        Term::Weight => ("weight", "น้ำหนัก", "Weight"),
        Term::TotalScore => ("total_score", "คะแนนรวม (A)", "Sum of scores (A)"),
        Term::TotalFull => ("total_full", "คะแนนเต็มรวม (B)", "Sum of full scores (B)"),
        Term::TotalPercent => ("total_percent", "ร้อยละความสำเร็จ (C)", "Percent of full score (C)"),
        Term::Count => ("count", "จำนวน", "Count"),
        Term::Amount => ("amount", "จำนวนเงิน", "Amount"),
        Term::Allocation => ("allocation", "วงเงิน", "Allocation"),
        Term::Share => ("share", "ร้อยละ", "Share in percent"),
        Term::Difference => ("difference", "ผลต่าง", "Difference"),
    };
    Word::new(key, th, en)
}

fn rule(rule: Rule) -> Word {
    match rule {
        Rule::OverTime(way) => inner("over_time", way),
        Rule::OverUnits(way) => inner("over_units", way),
        Rule::Percent(way) => inner::<PercentRule>("percent", way),
        Rule::BelowLowest(way) => {
            let word = inner::<BelowLowest>("below_lowest", way);
            Word::new(word.key, format!("ต่ำกว่าช่วงต่ำสุด: {}", word.th), format!("Below the lowest: {}", word.en))
        }
        Rule::RoundHalfUp(places) => Word::new(
            format!("round_half_up:{places}"),
            format!("ปัดเศษเป็นทศนิยม {places} ตำแหน่ง (เศษตั้งแต่ 5 ปัดขึ้น)"),
            format!("Rounded half up to {places} places"),
        ),
        other => {
            let (key, th, en) = plain_rule(other);
            Word::new(key, th, en)
        }
    }
}

fn inner<W: Words>(rule: &str, way: W) -> Word {
    Word::new(format!("{rule}:{}", way.key()), way.th(), way.en())
}

fn plain_rule(rule: Rule) -> (&'static str, &'static str, &'static str) {
    match rule {
        Rule::Reported => ("reported", "ตามที่รายงาน", "As reported"),
        Rule::RatioInPercent => ("ratio_in_percent", "ตัวตั้ง × 100 / ตัวหาร", "Numerator × 100 / denominator"),
        Rule::StepsInOrder => {
            ("steps_in_order", "นับขั้นที่แล้วเสร็จต่อเนื่องกันตั้งแต่ขั้นที่ 1", "A level is reached when all steps up to it are done")
        }
        Rule::Linked => ("linked", "ใช้ผลของตัวเลขอื่นตามที่กำหนดไว้ในแผน", "Taken from another figure by a declared link"),
        Rule::BaseHundred => ("base_hundred", "คำนวณโดยให้ปีฐานเท่ากับ 100", "As a level on a base of 100"),
        Rule::ZeroActualIsFull => {
            ("zero_actual_is_full", "ผลเป็นศูนย์ของตัวชี้วัดที่ยิ่งต่ำยิ่งดีได้คะแนนเต็ม", "A zero actual is the full score")
        }
        Rule::ZeroTargetMet => ("zero_target_met", "เป้าหมายเป็นศูนย์: บรรลุหรือไม่บรรลุ", "A zero target is met or not met"),
        Rule::TopBand => ("top_band", "ถึงช่วงสูงสุด", "At or above the highest band"),
        Rule::Between => ("between", "คิดตามสัดส่วนระหว่างสองช่วง", "In proportion between two neighbouring bands"),
        Rule::InBand => ("in_band", "คะแนนของช่วง", "The band's score"),
        Rule::Capped => ("capped", "ไม่เกินคะแนนเต็ม", "Capped at the full score"),
        Rule::StatusIsScore => ("status_is_score", "สถานะที่รายงานคือคะแนน", "The reported status is the score"),
        Rule::NoDataIsZero => ("no_data_is_zero", "ไม่มีข้อมูลได้ 0 และยังนับในคะแนนเต็ม", "No data scores zero and stays in the total"),
        Rule::Sum => ("sum", "ผลรวม", "Sum"),
        Rule::PercentOfFull => ("percent_of_full", "A × 100 / B", "A × 100 / B"),
        Rule::Weighted => ("weighted", "ถ่วงน้ำหนัก", "Weighted"),
        Rule::ShareOf => ("share_of", "สัดส่วนของทั้งหมด", "Share of the whole"),
        Rule::DifferenceOfShown => ("difference_of_shown", "ผลต่างของค่าที่แสดง", "Difference of the shown values"),
        Rule::OverTime(_) | Rule::OverUnits(_) | Rule::Percent(_) | Rule::BelowLowest(_) | Rule::RoundHalfUp(_) => ("", "", ""),
    }
}

/// Why no score follows.
pub(super) fn unscorable(why: Unscorable) -> Word {
    let (key, th, en) = match why {
        Unscorable::NoTarget => ("no_target", "ไม่มีเป้าหมายของรอบหรือของปี", "Neither the round nor the year has a target"),
        Unscorable::ZeroTarget => {
            ("zero_target", "เป้าหมายเป็นศูนย์และไม่มีหลักเกณฑ์รองรับ", "The target is zero and no rule says what that means")
        }
        Unscorable::ZeroBase => ("zero_base", "ตัวหารหรือปีฐานเป็นศูนย์", "The denominator or the base is zero"),
        Unscorable::NotOnScale => ("not_on_scale", "เป้าหมายไม่สอดคล้องกับเกณฑ์การให้คะแนน", "Target and scale do not fit each other"),
        Unscorable::LinkWithoutFigure => ("link_without_figure", "ตัวเลขที่อ้างถึงยังไม่มีค่า", "The linked figure gives none"),
        Unscorable::RatioWithoutParts => {
            ("ratio_without_parts", "รายงานโดยไม่มีตัวตั้งและตัวหาร", "Reported without numerator and denominator")
        }
        Unscorable::NotOfUnit => ("not_of_unit", "เป็นตัวชี้วัดของหน่วยงานอื่น", "Belongs to other units"),
    };
    Word::new(key, th, en)
}
