//! Targets that can be scored: by the indicator's rule and scale (`decisions.md` 9).

use std::collections::HashMap;

use super::build::rows;
use super::check::is_falling_linear;
use super::problem::{ProblemRule, Problems};
use super::records::Records;
use super::row::Row;
use crate::id::ScaleCode;
use crate::indicator::{Indicator, PercentRule, ZeroTarget};
use crate::number::{Decimal, Exact};
use crate::plan::AgencyPlan;
use crate::scoring::{Scale, ScaleKind};

pub(super) fn check(records: &Records, plan: &AgencyPlan, problems: &mut Problems) {
    let indicators: HashMap<&str, &Indicator> = plan.indicators.iter().map(|i| (i.code.as_str(), i)).collect();
    let scales: HashMap<&str, &Scale> = plan.scales.iter().map(|scale| (scale.code.as_str(), scale)).collect();
    let of_rounds = scales_of_rounds(records);
    for row in rows(records, "targets") {
        let Some(indicator) = row.cell("indicator").and_then(|code| indicators.get(code).copied()) else { continue };
        if let Some(rule) = scale_breach(&row, indicator, &scales).filter(|_| !row.is_refused(problems, &["unit", "round"])) {
            row.problem(problems, "scale", rule);
            continue;
        }
        let of_round = row.cell("round").and_then(|round| of_rounds.get(&(indicator.code.as_str(), round)).copied());
        let code = of_round.or(indicator.scale.as_ref().map(ScaleCode::as_str));
        let scale = code.and_then(|code| scales.get(code).copied());
        // What cannot be read yet cannot be held against a rule.
        let unread = row.is_refused(problems, &["value", "high", "anchors", "printed"]);
        if let Some((column, rule)) = breach(&row, indicator, scale).filter(|_| !unread) {
            row.problem(problems, column, rule);
        }
    }
}

/// The bands that rounds have of their own, by indicator and round.
fn scales_of_rounds(records: &Records) -> HashMap<(&str, &str), &str> {
    let of_agency = rows(records, "targets").into_iter().filter(|row| row.cell("unit").is_none());
    of_agency.filter_map(|row| Some(((row.cell("indicator")?, row.cell("round")?), row.cell("scale")?))).collect()
}

/// A scale of its own belongs to a round and holds for all units; it fits the indicator's rule as the indicator's scale does.
fn scale_breach(row: &Row<'_>, indicator: &Indicator, scales: &HashMap<&str, &Scale>) -> Option<ProblemRule> {
    let scale = row.cell("scale")?;
    if row.cell("round").is_none() || row.cell("unit").is_some() {
        return Some(ProblemRule::ScaleOfRound);
    }
    let scale = scales.get(scale).filter(|scale| scale.kind != ScaleKind::Points)?;
    let anchors = indicator.measure.percent_rule == PercentRule::Anchors;
    (anchors != (scale.kind == ScaleKind::Anchors)).then_some(ProblemRule::RuleAndScale)
}

fn breach(row: &Row<'_>, indicator: &Indicator, scale: Option<&Scale>) -> Option<(&'static str, ProblemRule)> {
    let value = row.number("value");
    let anchors = row.numbers("anchors");
    if value.is_none() && anchors.is_empty() && row.cell("printed").is_none() {
        return Some(("value", ProblemRule::EmptyTarget));
    }
    if let Some(scale) = scale.filter(|scale| scale.kind == ScaleKind::Anchors) {
        return anchors_breach(scale, &anchors);
    }
    let value = value?;
    let measure = &indicator.measure;
    match measure.percent_rule {
        PercentRule::LowerBounded if value.is_negative() || value.exact() >= Exact::hundred() => {
            Some(("value", ProblemRule::BoundedTarget))
        }
        PercentRule::LowerBounded => None,
        PercentRule::Range => range_breach(value, row.number("high")),
        PercentRule::GrowthOnBase if value.exact() == -&Exact::hundred() => Some(("value", ProblemRule::ZeroTarget)),
        PercentRule::GrowthOnBase | PercentRule::Anchors => None,
        _ if value.is_zero() && measure.zero_target == ZeroTarget::Refused => Some(("value", ProblemRule::ZeroTarget)),
        _ => None,
    }
}

fn anchors_breach(scale: &Scale, anchors: &[Decimal]) -> Option<(&'static str, ProblemRule)> {
    let values = anchors.iter().map(|anchor| anchor.exact()).collect::<Vec<_>>();
    let one_way = values.is_sorted_by(|a, b| a < b) || values.is_sorted_by(|a, b| a > b);
    if values.len() != scale.points.len() || !one_way {
        return Some(("anchors", ProblemRule::Anchors(scale.points.len())));
    }
    is_falling_linear(scale, anchors).then_some(("anchors", ProblemRule::FallingLinear))
}

fn range_breach(low: Decimal, high: Option<Decimal>) -> Option<(&'static str, ProblemRule)> {
    let fits = high.is_some_and(|high| low.exact() <= high.exact() && !low.is_zero() && !high.is_zero());
    (!fits).then_some(("high", ProblemRule::RangeEdges))
}
