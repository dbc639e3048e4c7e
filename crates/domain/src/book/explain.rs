//! The working of a figure in Thai: what a line gives, by which rule, and its formula with the figures in it.
//!
//! Serves the appendix of the book and the explanations of sheets. It tells a working; it never computes one.

use crate::scoring::{Expr, Line, Rule, Term};
use crate::shown;
use crate::words::Words;

/// Longest formula that is told in full, in characters; a longer one is a sum over a table that stands elsewhere.
const LONGEST_FORMULA: usize = 400;

/// What a term is called.
#[must_use]
pub const fn term_in_words(term: Term) -> &'static str {
    match term {
        Term::Actual => "ผล",
        Term::Target => "เป้าหมาย",
        Term::TargetHigh => "ขอบบนของเป้าหมาย",
        Term::Numerator => "ตัวตั้ง",
        Term::Denominator => "ตัวหาร",
        Term::ActualLevel => "ผลเมื่อปีฐานเท่ากับ 100",
        Term::TargetLevel => "เป้าหมายเมื่อปีฐานเท่ากับ 100",
        Term::Percent => "ร้อยละของเป้าหมาย",
        Term::ExactScore => "คะแนนก่อนปัดเศษ",
        Term::Score => "คะแนน",
        Term::FullScore => "คะแนนเต็ม",
        Term::Weight => "น้ำหนัก",
        Term::TotalScore => "คะแนนรวม (A)",
        Term::TotalFull => "คะแนนเต็มรวม (B)",
        Term::TotalPercent => "ร้อยละความสำเร็จ (C)",
        Term::Count => "จำนวน",
        Term::Amount => "จำนวนเงิน",
        Term::Allocation => "วงเงิน",
        Term::Share => "ร้อยละ",
        Term::Difference => "ผลต่าง",
    }
}

/// A rule in words.
#[must_use]
pub fn rule_in_words(rule: Rule) -> String {
    match rule {
        Rule::Reported => "ตามที่รายงาน".to_owned(),
        Rule::RatioInPercent => "ตัวตั้ง × 100 / ตัวหาร".to_owned(),
        Rule::StepsInOrder => "นับขั้นที่แล้วเสร็จต่อเนื่องกันตั้งแต่ขั้นที่ 1".to_owned(),
        Rule::Linked => "ใช้ผลของตัวเลขอื่นตามที่กำหนดไว้ในแผน".to_owned(),
        Rule::OverTime(how) => format!("รวมผลแต่ละงวด: {}", how.th()),
        Rule::OverUnits(how) => format!("รวมผลของหน่วยงาน: {}", how.th()),
        Rule::BaseHundred => "คำนวณโดยให้ปีฐานเท่ากับ 100".to_owned(),
        Rule::Percent(how) => how.th().to_owned(),
        Rule::ZeroActualIsFull => "ผลเป็นศูนย์ถือว่าบรรลุเต็มที่".to_owned(),
        Rule::ZeroTargetMet => "เป้าหมายเป็นศูนย์: บรรลุหรือไม่บรรลุ".to_owned(),
        Rule::TopBand => "ถึงช่วงสูงสุด".to_owned(),
        Rule::Between => "คิดตามสัดส่วนภายในช่วง".to_owned(),
        Rule::InBand => "คะแนนของช่วง".to_owned(),
        Rule::BelowLowest(how) => format!("ต่ำกว่าช่วงต่ำสุด: {}", how.th()),
        Rule::Capped => "ไม่เกินคะแนนเต็ม".to_owned(),
        Rule::StatusIsScore => "คะแนนตามสถานะ".to_owned(),
        Rule::NoDataIsZero => "ไม่มีข้อมูลได้ 0 และยังนับในคะแนนเต็ม".to_owned(),
        Rule::RoundHalfUp(places) => format!("ปัดเศษเป็นทศนิยม {places} ตำแหน่ง"),
        Rule::Sum => "ผลรวม".to_owned(),
        Rule::PercentOfFull => "A × 100 / B".to_owned(),
        Rule::Weighted => "ถ่วงน้ำหนัก".to_owned(),
        Rule::ShareOf => "สัดส่วนของทั้งหมด".to_owned(),
        Rule::DifferenceOfShown => "ผลต่างของค่าที่แสดง".to_owned(),
    }
}

/// The formula of a line with its result, such as `(100 − 18.62) × 100 / (100 − 23) ≈ 105.69`.
#[must_use]
pub fn formula(line: &Line) -> String {
    let result = shown::figure(&line.value);
    let written = line.expr.text();
    let exact = result.replace(',', "") == line.value.plain();
    let sign = if exact { "=" } else { "≈" };
    match &line.expr {
        Expr::Constant(_) | Expr::Figure(..) => result,
        _ if written.chars().count() > LONGEST_FORMULA => format!("ผลรวมของทุกรายการ {sign} {result}"),
        Expr::Round(..) if written == line.value.plain() => result,
        Expr::Round(..) => format!("{written} → {result}"),
        _ => format!("{written} {sign} {result}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Decimal;
    use crate::scoring::Working;

    #[test]
    fn a_formula_stands_with_its_figures_and_says_when_its_result_is_shortened() {
        let exact = |text: &str| Decimal::parse(text).unwrap().exact();
        let mut working = Working::default();
        let rest = Expr::constant(100).minus(Expr::figure(Term::Actual, &exact("18.62")));
        let target = Expr::constant(100).minus(Expr::figure(Term::Target, &exact("23")));
        working.line(Term::Percent, Rule::ShareOf, rest.times(Expr::constant(100)).over(target));
        working.line(Term::Percent, Rule::ShareOf, Expr::constant(76).plus(Expr::figure(Term::Actual, &exact("0.49"))));
        let told = working.lines.iter().map(formula).collect::<Vec<_>>();
        assert_eq!(told, ["(100 − 18.62) × 100 / (100 − 23) ≈ 105.69", "76 + 0.49 = 76.49"]);
    }
}
