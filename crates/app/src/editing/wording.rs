//! What was edited, in words for the journal and for two people who compare.

use phaen_domain::indicator::Target;
use phaen_domain::observation::{Reported, Subject};
use phaen_domain::plan::Narrative;
use phaen_domain::shown;
use phaen_domain::words::Words;

/// A target in words for the journal.
#[must_use]
pub fn target_text(target: &Target) -> String {
    let value = match (target.value, target.high) {
        (Some(low), Some(high)) => format!("{} – {}", shown::decimal(low), shown::decimal(high)),
        (Some(value), None) => shown::decimal(value),
        _ => target.anchors.iter().map(|anchor| shown::decimal(*anchor)).collect::<Vec<_>>().join("; "),
    };
    match &target.printed {
        Some(printed) if value.is_empty() => printed.clone(),
        Some(printed) => format!("{printed} ({value})"),
        None => value,
    }
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
