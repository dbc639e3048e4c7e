//! Figures written in the narrative against each other and against the field.

use super::text::{Written, agrees, share};
use super::{Finding, Rule, Seen};
use crate::indicator::PercentRule;
use crate::number::Decimal;
use crate::observation::Reported;
use crate::shown;
use crate::submission::{Field, ItemKind};

pub(super) fn check(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let Some(narrative) = seen.narrative() else { return };
    let written = Written::read(&narrative);
    ratios(seen, &written, found);
    parts(seen, &written, found);
    if !seen.typed || seen.item.kind == ItemKind::Project {
        return;
    }
    if let Some(other) = contradicts(seen, &written) {
        let own = own_figure(&seen.reported);
        let what = (format!("ช่องผลเป็น {own} แต่ข้อความเขียน {other}"), format!("the field says {own}, the narrative {other}"));
        found.push(Finding::of(Rule::NarrativeContradicts, &seen.key, seen.figure_field(), &[&own, &other], what));
    }
}

/// "348 เรื่องจาก 375 เรื่อง คิดเป็นร้อยละ 96.40": the percentage beside two counts is theirs.
fn ratios(seen: &Seen<'_>, written: &Written, found: &mut Vec<Finding>) {
    for (x, y) in written.shares() {
        let beside = |at: Option<usize>| at.and_then(|at| written.figures.get(at)).filter(|it| it.percent);
        let Some(percent) = beside(Some(y + 1)).or_else(|| beside(x.checked_sub(1))) else { continue };
        let (part, whole) = (written.figures[x].value, written.figures[y].value);
        let Some(value) = share(part, whole).filter(|value| !agrees(percent.value, value)) else { continue };
        let (part, whole, percent, right) =
            (part.to_string(), whole.to_string(), percent.value.to_string(), shown::percent(&value));
        let what = (
            format!("{part} จาก {whole} ได้ร้อยละ {right} ไม่ใช่ {percent}"),
            format!("{part} of {whole} is {right} percent, not {percent}"),
        );
        found.push(Finding::of(Rule::RatioPercent, &seen.key, Field::Narrative, &[&part, &whole, &percent], what));
    }
}

/// "รวม 12 ครั้ง แบ่งเป็น ก 5 ครั้ง และ ข 6 ครั้ง": the parts make the total.
fn parts(seen: &Seen<'_>, written: &Written, found: &mut Vec<Finding>) {
    const DIVIDED: [&str; 3] = ["แบ่งเป็น", "ประกอบด้วย", "แยกเป็น"];
    for (at, total) in written.figures.iter().enumerate().filter(|(_, it)| !it.percent) {
        let says = DIVIDED.iter().any(|word| written.after(at).contains(word));
        let unit: String = written.after(at).trim_start().chars().take_while(|c| !c.is_whitespace()).collect();
        let parts: Vec<Decimal> = (at + 1..written.figures.len())
            .take_while(|place| !written.figures[*place].percent && written.is_of(*place, &unit))
            .map(|place| written.figures[place].value)
            .collect();
        let sum = parts.iter().map(|part| part.exact()).sum::<crate::number::Exact>();
        if says && !unit.is_empty() && parts.len() > 1 && sum != total.value.exact() {
            let (total, sum) = (total.value.to_string(), shown::figure(&sum));
            let what = (format!("ยอดรวม {total} แต่ส่วนย่อยรวมได้ {sum}"), format!("the total is {total}, its parts make {sum}"));
            found.push(Finding::of(Rule::SumOfParts, &seen.key, Field::Narrative, &[&total, &sum], what));
        }
    }
}

/// The figure of the narrative that is not the field's, when none of its figures of this kind is.
fn contradicts(seen: &Seen<'_>, written: &Written) -> Option<String> {
    if let Reported::Ratio(part, whole) = &seen.reported {
        let shares: Vec<(Decimal, Decimal)> =
            written.shares().into_iter().map(|(x, y)| (written.figures[x].value, written.figures[y].value)).collect();
        let same = |(x, y): &(Decimal, Decimal)| x.exact() == part.exact() && y.exact() == whole.exact();
        return shares.first().filter(|_| !shares.iter().any(same)).map(|(x, y)| format!("{x}/{y}"));
    }
    let Reported::Value(own) = &seen.reported else { return None };
    let unit = seen.unit_of_measure()?;
    let agreed = |it: Decimal| agrees(it, &own.exact()) || agrees(*own, &it.exact());
    let of_kind = |at: usize| if seen.is_percent() { written.figures[at].percent } else { written.is_of(at, unit) };
    let changes = written.changes();
    if let Some((_, to)) = changes.iter().find(|(_, to)| of_kind(*to) && !agreed(written.figures[*to].value)) {
        return Some(written.figures[*to].value.to_string());
    }
    let said: Vec<Decimal> = (0..written.figures.len())
        .filter(|at| of_kind(*at) && !changes.iter().any(|(from, _)| from == at))
        .map(|at| written.figures[at].value)
        .collect();
    if !said.is_empty() {
        let all = said.iter().map(|it| it.exact()).sum::<crate::number::Exact>();
        let fits = said.iter().any(|it| agreed(*it)) || all == own.exact();
        return (!fits).then(|| said.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
    }
    // No percentage is written: two counts may give it. A growth counts on a base year instead.
    let grows = seen.indicator.is_some_and(|it| it.measure.percent_rule == PercentRule::GrowthOnBase);
    if !seen.is_percent() || grows {
        return None;
    }
    let figure = |at: usize| written.figures[at].value;
    let shares: Vec<_> = written.shares().into_iter().filter_map(|(x, y)| share(figure(x), figure(y))).collect();
    shares.first().filter(|_| !shares.iter().any(|it| agrees(*own, it))).map(shown::percent)
}

fn own_figure(reported: &Reported) -> String {
    match reported {
        Reported::Value(value) => value.to_string(),
        Reported::Ratio(part, whole) => format!("{part}/{whole}"),
        _ => String::new(),
    }
}
