//! What a figure may be at all: shares of something, percentages in their bounds.

use super::{Finding, Rule, Seen};
use crate::indicator::PercentRule;
use crate::number::Exact;
use crate::observation::Reported;
use crate::shown;
use crate::submission::Field;

pub(super) fn check(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    if !seen.typed {
        return;
    }
    if let Reported::Ratio(part, whole) = &seen.reported {
        let (a, b) = (part.to_string(), whole.to_string());
        if whole.is_zero() {
            let what = ("ตัวหารเป็นศูนย์".to_owned(), "the denominator is zero".to_owned());
            found.push(Finding::of(Rule::DenominatorZero, &seen.key, Field::Denominator, &[&a, &b], what));
        } else if part.exact() > whole.exact() {
            let what = (format!("ตัวตั้ง {a} มากกว่าตัวหาร {b}"), format!("numerator {a} above denominator {b}"));
            found.push(Finding::of(Rule::NumeratorAbove, &seen.key, Field::Numerator, &[&a, &b], what));
        }
        return;
    }
    let Some(value) = seen.value().filter(|_| seen.is_percent()) else { return };
    let rule = seen.indicator.map(|it| it.measure.percent_rule);
    let grows = matches!(rule, Some(PercentRule::GrowthOnBase | PercentRule::LowerDifference)) || grows(seen);
    let above = value > Exact::hundred();
    let outside = (value.is_negative() && !grows) || (above && rule == Some(PercentRule::LowerBounded));
    let text = shown::figure(&value);
    if outside {
        let what = (format!("ร้อยละ {text} อยู่นอกช่วง 0 ถึง 100"), format!("{text} percent is outside 0 to 100"));
        found.push(Finding::of(Rule::PercentOutside, &seen.key, Field::Value, &[&text], what));
    } else if above && !grows {
        let what = (format!("ร้อยละ {text} เกิน 100"), format!("{text} percent is above 100"));
        found.push(Finding::of(Rule::PercentAbove, &seen.key, Field::Value, &[&text], what));
    }
}

/// A project's indicator has no rule of its own; one that grows says so.
fn grows(seen: &Seen<'_>) -> bool {
    let says = |text: &str| text.contains("เพิ่มขึ้น");
    seen.project_indicator.is_some_and(|it| says(&it.text) || it.target_printed.as_deref().is_some_and(says))
}
