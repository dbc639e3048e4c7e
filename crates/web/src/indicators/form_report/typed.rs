//! The form as typed: what was sent back by the browser, or filled in from what is stored.

use std::collections::HashMap;

use phaen_domain::observation::{Observation, Reported};

/// Names of the boxes of steps: as many as a sheet may have in a form.
pub(super) const STEPS: [&str; 12] =
    ["step_1", "step_2", "step_3", "step_4", "step_5", "step_6", "step_7", "step_8", "step_9", "step_10", "step_11", "step_12"];

/// Fields by their names.
pub(super) type Typed = HashMap<String, String>;

/// What stands in a field, without the blanks around it.
pub(super) fn text<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", |value| value.trim())
}

/// A stored result as the form it could have been entered with.
pub(super) fn typed_of(observation: &Observation) -> Typed {
    let mut typed = Typed::new();
    let mut put = |name: &str, value: String| drop(typed.insert(name.to_owned(), value));
    let state = match &observation.reported {
        Reported::Value(value) => {
            put("value", value.to_string());
            "value"
        }
        Reported::Ratio(above, below) => {
            put("numerator", above.to_string());
            put("denominator", below.to_string());
            "value"
        }
        Reported::Steps(done) => {
            for name in done.iter().filter_map(|level| STEPS.get(usize::from(*level).checked_sub(1)?)) {
                put(name, "yes".to_owned());
            }
            "value"
        }
        Reported::NoData => "no_data",
        Reported::NotApplicable(reason) => {
            put("state_reason", reason.clone());
            "not_applicable"
        }
        Reported::NotMeasurable(reason) => {
            put("state_reason", reason.clone());
            "not_measurable"
        }
    };
    put("state", state.to_owned());
    put("unit", observation.unit.as_ref().map(ToString::to_string).unwrap_or_default());
    let texts = [("narrative", &observation.narrative), ("source", &observation.source), ("evidence", &observation.evidence)];
    for (name, text) in texts {
        put(name, text.clone().unwrap_or_default());
    }
    typed
}

/// The field of a column of the workbook; the fields of the form's own keep their names.
pub(super) fn field_of(column: &str) -> &'static str {
    match column {
        "reason" => "state_reason",
        "numerator" => "numerator",
        "denominator" => "denominator",
        "steps" => STEPS[0],
        "source" => "source",
        "narrative" => "narrative",
        "evidence" => "evidence",
        "unit" => "unit",
        // A period is chosen by the address, so its problem stands above the form.
        "period" => "period",
        "value" => "value",
        _ => "state",
    }
}

#[cfg(test)]
mod tests {
    use super::{STEPS, typed_of};
    use phaen_domain::id::{IndicatorCode, RoundCode};
    use phaen_domain::observation::{Observation, Period, Reported, Subject};

    #[test]
    fn a_stored_result_fills_the_form_it_was_entered_with() {
        let observation = |reported| Observation {
            subject: Subject::Indicator(IndicatorCode::new("K01").expect("a code")),
            unit: None,
            period: Period::Round(RoundCode::new("R6").expect("a code")),
            reported,
            narrative: None,
            source: Some("ระบบ".to_owned()),
            evidence: None,
        };
        let steps = typed_of(&observation(Reported::Steps(vec![1, 3])));
        assert_eq!(steps.get(STEPS[0]).map(String::as_str), Some("yes"));
        assert_eq!(steps.get(STEPS[1]), None);
        assert_eq!(steps.get("state").map(String::as_str), Some("value"));
        let reason = typed_of(&observation(Reported::NotMeasurable("เลิกวัด".to_owned())));
        assert_eq!(reason.get("state").map(String::as_str), Some("not_measurable"));
        assert_eq!(reason.get("state_reason").map(String::as_str), Some("เลิกวัด"));
    }
}
