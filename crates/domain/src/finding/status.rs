//! A project's status against its indicators, its narrative and its money.

use super::money::{given, spent};
use super::seen::is_percent;
use super::text::{Written, agrees, share};
use super::{Context, Finding, Rule, Seen};
use crate::number::Exact;
use crate::observation::{Reported, Subject};
use crate::project::ProjectIndicator;
use crate::shown;
use crate::submission::{Field, ItemKind};

/// Words that say that something is still to be done.
const OPEN: [&str; 7] = ["อยู่ระหว่าง", "ยังไม่มี", "ยังไม่ได้", "ยังต้อง", "ยังไม่แล้วเสร็จ", "รอดำเนินการ", "เลื่อนไป"];

pub(super) fn check(context: &Context<'_>, seen: &Seen<'_>, items: &[Seen<'_>], found: &mut Vec<Finding>) {
    let Some(status) = seen.value().filter(|_| seen.item.kind == ItemKind::Project) else { return };
    if status == Exact::hundred() {
        unmet(seen, items, found);
        open_words(seen, found);
        nothing_disbursed(context, seen, found);
    } else if status.is_zero() {
        let money = spent(context, seen).filter(|money| !money.is_zero() && !money.is_negative());
        if let Some(money) = money.map(shown::baht) {
            let what = (format!("สถานะ 0 แต่เบิกจ่ายแล้ว {money} บาท"), format!("status 0, and {money} baht are spent"));
            found.push(Finding::of(Rule::StatusMoneySpent, &seen.key, Field::Value, &["0", &money], what));
        }
    }
}

/// An indicator of the project below its target, by its own figure or by the counts that the narrative gives.
fn unmet(seen: &Seen<'_>, items: &[Seen<'_>], found: &mut Vec<Finding>) {
    let Some(project) = seen.project else { return };
    let reported = |it: &ProjectIndicator| {
        let subject = Subject::ProjectIndicator(project.code.clone(), it.order);
        items.iter().find(|other| other.item.subject == subject).and_then(Seen::value)
    };
    let mut missed: Vec<(String, Exact, Exact)> = Vec::new();
    for it in &project.indicators {
        let Some(target) = it.target_value.map(|target| target.exact()).filter(|_| !grows(it)) else { continue };
        if let Some(value) = reported(it).filter(|value| !met(it, value, &target)) {
            missed.push((it.order.to_string(), value, target));
        }
    }
    if missed.is_empty() && !project.indicators.iter().any(|it| reported(it).is_some()) {
        missed.extend(by_words(seen, &project.indicators));
    }
    for (order, value, target) in missed {
        let (value, target) = (shown::figure(&value), shown::figure(&target));
        let what = (
            format!("สถานะ 100 แต่ตัวชี้วัดที่ {order} ได้ {value} เป้าหมาย {target}"),
            format!("status 100, but indicator {order} reached {value} of {target}"),
        );
        found.push(Finding::of(Rule::StatusUnmet, &seen.key, Field::Value, &[&order, &value, &target], what));
    }
}

/// The counts "x จาก y" of the narrative, when no indicator in percent is met by any of them.
fn by_words(seen: &Seen<'_>, indicators: &[ProjectIndicator]) -> Option<(String, Exact, Exact)> {
    let written = Written::read(&seen.narrative()?);
    let figure = |at: usize| written.figures[at].value;
    let shares: Vec<Exact> = written.shares().into_iter().filter_map(|(x, y)| share(figure(x), figure(y))).collect();
    let in_percent = indicators.iter().filter(|it| it.unit_of_measure.as_deref().is_some_and(is_percent) && !grows(it));
    let targets: Vec<_> = in_percent.filter_map(|it| Some((it, it.target_value?.exact()))).collect();
    let any_met = targets.iter().any(|(it, target)| shares.iter().any(|value| met(it, value, target)));
    let (it, target) = targets.first().filter(|_| !any_met)?;
    Some((it.order.to_string(), shares.first()?.clone(), target.clone()))
}

fn met(it: &ProjectIndicator, value: &Exact, target: &Exact) -> bool {
    let close = it.target_value.is_some_and(|target| agrees(target, value));
    close || if it.lower_is_better { value <= target } else { value >= target }
}

fn grows(it: &ProjectIndicator) -> bool {
    it.target_printed.as_deref().is_some_and(|text| text.contains("เพิ่มขึ้น")) || it.text.contains("เพิ่มขึ้น")
}

fn open_words(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let said = seen.narrative().and_then(|text| OPEN.into_iter().find(|word| text.contains(word)));
    if let Some(word) = said {
        let what = (format!("สถานะ 100 แต่ข้อความเขียนว่า “{word}”"), format!("status 100, and the narrative says “{word}”"));
        found.push(Finding::of(Rule::StatusWords, &seen.key, Field::Value, &["100", word], what));
    }
}

fn nothing_disbursed(context: &Context<'_>, seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let budget = given(context, seen).filter(|money| !money.is_zero());
    let nothing = spent(context, seen).is_none_or(|money| money.is_zero());
    if let Some(budget) = budget.filter(|_| nothing && !matches!(seen.reported, Reported::NoData)).map(shown::baht) {
        let what = (
            format!("สถานะ 100 วงเงิน {budget} บาท แต่ไม่มีการเบิกจ่าย"),
            format!("status 100 with a budget of {budget} baht and nothing disbursed"),
        );
        found.push(Finding::of(Rule::StatusNoMoney, &seen.key, Field::Value, &["100", &budget, "0"], what));
    }
}
