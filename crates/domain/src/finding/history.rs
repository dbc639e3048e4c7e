//! A value against its own history, and against what other units report.

use super::seen::value;
use super::{Context, Finding, Rule, Seen};
use crate::indicator::Accumulation;
use crate::number::Exact;
use crate::observation::Reported;
use crate::shown;
use crate::submission::ItemKind;

pub(super) fn check(context: &Context<'_>, seen: &Seen<'_>, found: &mut Vec<Finding>) {
    if !seen.typed {
        return;
    }
    if let Some((earlier, now)) = fallen(seen) {
        let what = (format!("ผลสะสมลดจาก {earlier} เหลือ {now}"), format!("cumulative, and it fell from {earlier} to {now}"));
        found.push(Finding::of(Rule::CumulativeFell, &seen.key, seen.figure_field(), &[&earlier, &now], what));
        return;
    }
    let Some(now) = seen.value() else { return };
    if let Some(earlier) = seen.before.and_then(value).filter(|it| far(&now, it, 3) && seen.item.kind != ItemKind::Project) {
        let (a, b) = (shown::figure(&earlier), shown::figure(&now));
        let what = (format!("รอบก่อน {a} รอบนี้ {b}"), format!("{a} at the round before, {b} now"));
        found.push(Finding::of(Rule::History, &seen.key, seen.figure_field(), &[&a, &b], what));
    }
    if let Some(middle) =
        seen.item.unit.as_ref().and_then(|own| context.siblings.middle(&seen.item.subject, own)).filter(|it| far(&now, it, 10))
    {
        let (a, b) = (shown::figure(middle), shown::figure(&now));
        let what = (format!("หน่วยงานอื่นรายงานราว {a} หน่วยงานนี้ {b}"), format!("other units report about {a}, this one {b}"));
        found.push(Finding::of(Rule::Siblings, &seen.key, seen.figure_field(), &[&a, &b], what));
    }
}

/// Whether one figure is more than so many times the other.
fn far(a: &Exact, b: &Exact, times: i64) -> bool {
    let (a, b, times) = (a.magnitude(), b.magnitude(), Exact::from(times));
    !a.is_zero() && !b.is_zero() && (a > &b * &times || b > &a * &times)
}

/// What counts since 1 October and became less: counts, not shares of something that grows as well.
fn fallen(seen: &Seen<'_>) -> Option<(String, String)> {
    let counts = seen.indicator.is_none_or(|it| it.measure.accumulation == Accumulation::Cumulative);
    let text = |part: &Exact| shown::figure(part);
    match (seen.before?, &seen.reported) {
        (Reported::Ratio(x, y), Reported::Ratio(a, b)) if counts => {
            let fell = [(x, a), (y, b)].into_iter().find(|(before, now)| now.exact() < before.exact());
            fell.map(|(before, now)| (shown::decimal(*before), shown::decimal(*now)))
        }
        (Reported::Value(before), Reported::Value(now)) if counts && !seen.is_percent() => {
            (now.exact() < before.exact()).then(|| (text(&before.exact()), text(&now.exact())))
        }
        (Reported::Steps(before), Reported::Steps(now)) if counts && now.len() < before.len() => {
            Some((before.len().to_string(), now.len().to_string()))
        }
        _ => None,
    }
}
