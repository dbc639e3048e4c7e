//! One measure under two codes has one value.

use super::seen::{is_percent, value};
use super::{Context, Finding, Rule, Seen};
use crate::number::Exact;
use crate::observation::{Period, Subject};
use crate::plan::AgencyPlan;
use crate::shown;
use crate::submission::ItemKey;
use crate::thai::digits::to_arabic;

pub(super) fn check(context: &Context<'_>, seen: &Seen<'_>, items: &[Seen<'_>], found: &mut Vec<Finding>) {
    // What the agency reports as a whole: units' shares of one measure differ by nature.
    let Some(own) = seen.value().filter(|_| seen.typed && seen.item.unit.is_none()) else { return };
    let Some(name) = name(context.plan, &seen.item.subject) else { return };
    for (subject, other) in others(context, seen, items) {
        // Of two in one return the later one is asked about.
        let in_return = items.iter().position(|it| it.item.subject == subject);
        let later = in_return.is_some_and(|at| items.iter().position(|it| it.key == seen.key).is_some_and(|own| own < at));
        if later || other == own || self::name(context.plan, &subject).as_ref() != Some(&name) {
            continue;
        }
        let (code, a, b) = (ItemKey::Subject(subject).to_string(), shown::figure(&own), shown::figure(&other));
        let what =
            (format!("ที่นี่ {a} แต่ {code} ซึ่งเป็นตัวชี้วัดเดียวกันเป็น {b}"), format!("{a} here, but {code} of the same name has {b}"));
        found.push(Finding::of(Rule::TwoValues, &seen.key, seen.figure_field(), &[&a, &code, &b], what));
    }
}

fn others(context: &Context<'_>, seen: &Seen<'_>, items: &[Seen<'_>]) -> Vec<(Subject, Exact)> {
    let period = Period::Round(context.round.code.clone());
    let of_form = |subject: &Subject| items.iter().any(|it| it.item.subject == *subject);
    let verified =
        context.plan.observations.iter().filter(|it| it.period == period && it.unit.is_none() && !of_form(&it.subject));
    let verified = verified.filter_map(|it| Some((it.subject.clone(), value(&it.reported)?)));
    let here = items.iter().filter(|it| it.key != seen.key && it.typed && it.item.unit.is_none());
    verified.chain(here.filter_map(|it| Some((it.item.subject.clone(), it.value()?)))).collect()
}

/// The name of a measure without what writers vary: spaces, marks, the kind of digits, the words of a count.
fn name(plan: &AgencyPlan, subject: &Subject) -> Option<(String, bool)> {
    let (text, unit) = match subject {
        Subject::Indicator(code) => {
            let it = plan.indicators.iter().find(|it| it.code == *code)?;
            (it.name_th.as_str(), Some(it.measure.unit_of_measure.as_str()))
        }
        Subject::ProjectIndicator(code, order) => {
            let project = plan.projects.iter().find(|it| it.code == *code)?;
            let it = project.indicators.iter().find(|it| it.order == *order)?;
            (it.text.as_str(), it.unit_of_measure.as_deref())
        }
        // A status is no measure of its own.
        Subject::Project(_) => return None,
    };
    let plain: String = to_arabic(text).chars().filter(|c| !c.is_whitespace() && !"“”\"()/ๆ".contains(*c)).collect();
    Some((plain, unit.is_some_and(is_percent)))
}
