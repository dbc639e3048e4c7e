//! What a figure rests on besides reports: target, measure, scale, round, edition, links.

use phaen_domain::indicator::{ActualSource, Indicator, Target};
use phaen_domain::number::Decimal;
use phaen_domain::scoring::{IndicatorScore, Scale, ScalePoint};
use phaen_domain::shown;

use super::answer::{Desk, Fact};
use super::reports::round_name;
use super::wording::{name, numbered, word};
use phaen_domain::figure::FigureId;

/// Facts of an indicator's score.
pub(super) fn of_indicator(desk: &Desk<'_>, indicator: &Indicator, score: &IndicatorScore) -> Vec<Fact> {
    let t = desk.t;
    let plan = &desk.scored.plan;
    let node = plan.nodes.iter().find(|node| node.code == indicator.node);
    let mut facts = Vec::new();
    if let Some(node) = node {
        let words = numbered(t, node.number.as_ref(), name(t, &node.name_th, node.name_en.as_ref()));
        facts.push(Fact::new(t.explain_fact_node(), words).to(desk.figures.link(&FigureId::node(&node.code, "percent"))));
    }
    if let Some(source) = &indicator.actual_from {
        facts.push(linked(desk, source));
    }
    if let Some(target) = score.target.and_then(|place| plan.targets.get(place)) {
        let whose = if target.round.is_some() { t.explain_fact_target_of_round() } else { t.explain_fact_target_of_year() };
        facts.push(Fact::new(t.explain_fact_target(), target_words(desk, target)).more(whose));
    }
    facts.push(Fact::new(t.explain_fact_measure(), word(t, indicator.measure.percent_rule)));
    facts.push(scale(desk, indicator, score.scale.and_then(|place| plan.scales.get(place))));
    facts.extend(of_round(desk));
    facts
}

/// The scale with its bands, and whether it is the round's own.
fn scale(desk: &Desk<'_>, indicator: &Indicator, scale: Option<&Scale>) -> Fact {
    let t = desk.t;
    let Some(scale) = scale else { return Fact::new(t.explain_fact_scale(), t.explain_fact_scale_none()) };
    let own = (indicator.scale.as_ref() != Some(&scale.code)).then(|| t.explain_fact_scale_of_round().to_owned());
    let full = format!("{} {}", t.explain_fact_full(), t.digits(&shown::score(&scale.full_score.exact())));
    let band = |point: &ScalePoint| Some(format!("{} = {}", shown::decimal(point.from?), shown::decimal(point.score)));
    let bands = scale.points.iter().rev().filter_map(band).collect::<Vec<_>>().join(", ");
    let bands = (!bands.is_empty()).then(|| t.explain_fact_scale_bands(t.digits(&bands)));
    let more = own.into_iter().chain([full]).chain(bands).collect::<Vec<_>>().join(" · ");
    Fact::new(t.explain_fact_scale(), name(t, &scale.name_th, scale.name_en.as_ref())).more(more)
}

fn linked(desk: &Desk<'_>, source: &ActualSource) -> Fact {
    let t = desk.t;
    let (words, id) = match source {
        ActualSource::Indicator(code) => {
            let indicator = desk.scored.plan.indicators.iter().find(|indicator| indicator.code == *code);
            let words = indicator
                .map_or_else(|| code.to_string(), |i| numbered(t, i.number.as_ref(), name(t, &i.name_th, i.name_en.as_ref())));
            (words, FigureId::indicator(code, "actual"))
        }
        ActualSource::NodeTotal(code) => {
            let node = desk.scored.plan.nodes.iter().find(|node| node.code == *code);
            let words = node.map_or_else(|| code.to_string(), |n| name(t, &n.name_th, n.name_en.as_ref()).into_owned());
            (words, FigureId::node(code, "percent"))
        }
        ActualSource::PlanTotal => (t.explain_fact_linked_plan().to_owned(), FigureId::plan("percent")),
        ActualSource::ProjectsTotal => (t.explain_fact_linked_projects().to_owned(), FigureId::projects(None, "percent")),
    };
    Fact::new(t.explain_fact_linked(), words).to(desk.figures.link(&id))
}

/// A target's value as it is shown: one figure, a range, or the anchors. In Arabic digits.
#[must_use]
pub fn target_value(target: &Target) -> Option<String> {
    match (target.value, target.high) {
        (Some(low), Some(high)) => Some(format!("{} – {}", shown::decimal(low), shown::decimal(high))),
        (Some(value), None) => Some(shown::decimal(value)),
        _ if target.anchors.is_empty() => None,
        _ => Some(target.anchors.iter().copied().map(shown::decimal).collect::<Vec<String>>().join(" / ")),
    }
}

/// A target with its printed wording.
fn target_words(desk: &Desk<'_>, target: &Target) -> String {
    let value = target_value(target).map(|value| desk.t.digits(&value).into_owned());
    match (value, &target.printed) {
        (Some(value), Some(printed)) => format!("{value} · {printed}"),
        (Some(value), None) => value,
        (None, Some(printed)) => printed.clone(),
        (None, None) => shown::NO_FIGURE.to_owned(),
    }
}

/// Round and edition, with the frozen data's check code.
pub(super) fn of_round(desk: &Desk<'_>) -> Vec<Fact> {
    let t = desk.t;
    let edition = desk.chosen.view.edition();
    let number = Decimal::whole(edition.number.into()).to_string();
    let round = Fact::new(t.explain_fact_round(), round_name(t, desk.round)).to(desk.chosen.link("/rounds"));
    let round = round.more(word(t, desk.round.state));
    let mut facts = vec![
        round,
        Fact::new(t.explain_fact_edition(), t.explain_fact_edition_number(t.digits(&number), word(t, edition.state)))
            .to(desk.chosen.link("/plan")),
    ];
    if let Some(snapshot) = &desk.scored.snapshot {
        let revision = t.explain_fact_frozen(t.digits(&snapshot.revision.to_string()));
        let words = format!("{revision} · {}", crate::when::instant(t, snapshot.frozen_at));
        facts.push(Fact::new(t.explain_fact_hash(), snapshot.hash.clone()).more(words).code());
    }
    facts.push(Fact::new(t.explain_fact_rounding(), t.explain_fact_rounding_shown()));
    facts
}
