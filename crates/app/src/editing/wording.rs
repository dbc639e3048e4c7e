//! What was edited, in words for the journal and for two people who compare.

use phaen_domain::id::PlanCode;
use phaen_domain::indicator::Target;
use phaen_domain::journal::Change;
use phaen_domain::observation::{Observation, Reported, Subject};
use phaen_domain::plan::Narrative;
use phaen_domain::shown;
use phaen_domain::words::Words;

use crate::{change, of_plan};

/// A target in words for the journal.
#[must_use]
pub fn target_text(target: &Target) -> String {
    let value = match (target.value, target.high) {
        (Some(low), Some(high)) => format!("{} – {}", shown::decimal(low), shown::decimal(high)),
        (Some(value), None) => shown::decimal(value),
        _ => target.anchors.iter().map(|anchor| shown::decimal(*anchor)).collect::<Vec<_>>().join("; "),
    };
    let words = match &target.printed {
        Some(printed) if value.is_empty() => printed.clone(),
        Some(printed) => format!("{printed} ({value})"),
        None => value,
    };
    target.scale.as_ref().map_or_else(|| words.clone(), |scale| format!("{words} · {scale}"))
}

/// A text of the book with where it comes from, as two people compare it.
#[must_use]
pub fn narrative_text(narrative: &Narrative) -> String {
    let source = narrative.source.as_ref().filter(|_| !narrative.text.is_empty());
    source.map_or_else(|| narrative.text.clone(), |source| format!("{}\n({source})", narrative.text))
}

/// A reported value in words for the journal.
#[must_use]
pub fn reported_text(reported: &Reported) -> String {
    use phaen_domain::scoring::Status;
    match reported {
        Reported::Value(value) => shown::decimal(*value),
        Reported::Ratio(numerator, denominator) => format!("{} / {}", shown::decimal(*numerator), shown::decimal(*denominator)),
        Reported::Steps(steps) => steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Reported::NoData => "-".to_owned(),
        Reported::NotApplicable(reason) => format!("{}: {reason}", Status::NotApplicable.th()),
        Reported::NotMeasurable(reason) => format!("{}: {reason}", Status::NotMeasurable.th()),
    }
}

/// Kind and code of what an observation is about, for the journal.
#[must_use]
pub fn subject_object(subject: &Subject) -> (&'static str, String) {
    match subject {
        Subject::Indicator(code) => ("indicator", code.to_string()),
        Subject::Project(code) | Subject::ProjectIndicator(code, _) => ("project", code.to_string()),
    }
}

/// What the journal tells of a result: where it counts, what was said before and what is said now.
pub(crate) fn result_detail(plan: &PlanCode, before: Option<&Observation>, now: &Observation) -> Vec<Change> {
    let item = match &now.subject {
        Subject::ProjectIndicator(_, item) => Some(item.to_string()),
        Subject::Indicator(_) | Subject::Project(_) => None,
    };
    let text = |of: fn(&Observation) -> Option<String>| (before.and_then(of), of(now));
    let said = [
        ("value", text(|it| Some(reported_text(&it.reported)))),
        ("narrative", text(|it| it.narrative.clone())),
        ("source", text(|it| it.source.clone())),
    ];
    let place = [
        ("project_indicator", item),
        ("period", Some(now.period.to_string())),
        ("unit", now.unit.as_ref().map(ToString::to_string)),
    ];
    let place = place.into_iter().filter_map(|(field, after)| change(field, None, after));
    let said = said.into_iter().filter_map(|(field, (before, after))| change(field, before, after));
    place.chain(said).chain([of_plan(plan)]).collect()
}
