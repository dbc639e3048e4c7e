//! Targets of two editions side by side: what an amendment changes, and what it does to the total.

use std::collections::HashMap;

use phaen_app::plan_view::PlanView;
use phaen_domain::id::{IndicatorCode, RoundCode, UnitCode};
use phaen_domain::indicator::Target;
use phaen_domain::plan::Edition;
use phaen_domain::shown::NO_FIGURE;

use crate::explain::reports::{round_name, unit};
use crate::explain::target_value;
use crate::explain::wording::{name, numbered};
use crate::indicators::scale_name;
use crate::text::Text;

/// One target in two editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Code of the indicator.
    pub(super) code: String,
    /// Name with number.
    pub(super) name: String,
    /// Round and unit, where the target is not the year's of the agency.
    pub(super) whose: Option<String>,
    /// In the earlier edition.
    pub(super) left: String,
    /// In the later edition.
    pub(super) right: String,
    /// Whether they differ.
    pub(super) differs: bool,
}

type Key<'a> = (&'a IndicatorCode, Option<&'a UnitCode>, Option<&'a RoundCode>);

fn key(target: &Target) -> Key<'_> {
    (&target.indicator, target.unit.as_ref(), target.round.as_ref())
}

/// One target as either edition has it.
pub(crate) type Matched<'a> = (Option<&'a Target>, Option<&'a Target>);

/// The two editions that are compared: what was asked for, else the newest beside the one before it; none for a plan without editions.
pub(crate) fn which(editions: &[Edition], left: Option<u32>, right: Option<u32>) -> Option<(u32, u32)> {
    let numbers = || editions.iter().map(|edition| edition.number);
    let right = right.or_else(|| numbers().next_back())?;
    Some((left.or_else(|| numbers().rev().find(|number| *number < right)).unwrap_or(right), right))
}

/// The targets of both editions, in the order of the later one; those that only the earlier one has stand at the end.
pub(crate) fn matched<'a>(left: &'a PlanView, right: &'a PlanView) -> Vec<Matched<'a>> {
    let earlier: HashMap<Key<'_>, &Target> = left.plan.targets.iter().map(|target| (key(target), target)).collect();
    let later: HashMap<Key<'_>, &Target> = right.plan.targets.iter().map(|target| (key(target), target)).collect();
    let here = right.plan.targets.iter().map(|target| (earlier.get(&key(target)).copied(), Some(target)));
    let gone = left.plan.targets.iter().filter(|target| !later.contains_key(&key(target)));
    here.chain(gone.map(|target| (Some(target), None))).collect()
}

/// The same in words.
pub(super) fn pairs(t: Text, left: &PlanView, right: &PlanView) -> Vec<Pair> {
    matched(left, right).into_iter().filter_map(|both| pair(t, (left, right), both)).collect()
}

fn pair(t: Text, views: (&PlanView, &PlanView), (left, right): Matched<'_>) -> Option<Pair> {
    let view = if right.is_some() { views.1 } else { views.0 };
    let target = right.or(left)?;
    let indicator = view.indicator(&target.indicator)?;
    let round = target
        .round
        .as_ref()
        .map(|code| view.find_round(code.as_str()).map_or_else(|| code.to_string(), |round| round_name(t, round)));
    let whose = [round, target.unit.as_ref().map(|code| unit(t, view, Some(code)))];
    let whose = whose.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Some(Pair {
        code: indicator.code.to_string(),
        name: numbered(t, indicator.number.as_ref(), name(t, &indicator.name_th, indicator.name_en.as_ref())),
        whose: (!whose.is_empty()).then_some(whose),
        left: words(t, views.0, left),
        right: words(t, views.1, right),
        differs: differ((left, right)),
    })
}

/// Whether both say something else; remarks do not count.
pub(crate) fn differ((left, right): Matched<'_>) -> bool {
    let content =
        |target: &Target| (target.value, target.high, target.anchors.clone(), target.printed.clone(), target.scale.clone());
    left.map(content) != right.map(content)
}

fn words(t: Text, view: &PlanView, target: Option<&Target>) -> String {
    let Some(target) = target else { return NO_FIGURE.to_owned() };
    let value = target_value(target).map(|value| t.digits(&value).into_owned());
    let scale = target.scale.as_ref().map(|code| t.indicators_scale_of_round(scale_name(t, &view.plan, code)));
    let words = [value, target.printed.clone(), scale].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if words.is_empty() { NO_FIGURE.to_owned() } else { words }
}
