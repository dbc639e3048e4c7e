//! A result read from the form: what was chosen and what was typed must agree, and all that does not is told at once.

use phaen_domain::id::UnitCode;
use phaen_domain::indicator::Shape;
use phaen_domain::observation::{Observation, Reported};
use phaen_domain::workbook::{ProblemRule, cell};

use super::Desk;
use super::typed::{STEPS, Typed, text};
use crate::errors::WebError;
use crate::indicators::refused::rule_words;

/// Names of fields with what is wrong there.
pub(super) type Unread = Vec<(&'static str, String)>;

impl Desk<'_> {
    /// Reads the form. What was chosen and what was typed must agree.
    pub(super) fn read(&self, typed: &Typed) -> Result<Result<Observation, Unread>, WebError> {
        let t = self.view.t;
        let mut problems = Unread::new();
        let state = text(typed, "state");
        let filled = ["value", "numerator", "denominator"].into_iter().chain(STEPS).find(|name| !text(typed, name).is_empty());
        let reason = text(typed, "state_reason").to_owned();
        let reported = match state {
            "value" => self.value(typed, &mut problems),
            "no_data" => Some(Reported::NoData),
            "not_applicable" => Some(Reported::NotApplicable(reason)),
            "not_measurable" => Some(Reported::NotMeasurable(reason)),
            _ => {
                problems.push(("state", t.report_form_choose_state().to_owned()));
                None
            }
        };
        if matches!(state, "not_applicable" | "not_measurable") && text(typed, "state_reason").is_empty() {
            problems.push(("state_reason", rule_words(t, ProblemRule::ReasonMissing)));
        }
        if let Some(name) = filled.filter(|_| !matches!(state, "value" | "")) {
            problems.push((name, t.report_form_contradiction().to_owned()));
        }
        let unit = text(typed, "unit");
        let typed_unit = if unit.is_empty() { None } else { Some(UnitCode::new(unit).map_err(|_| WebError::BadRequest)?) };
        let unit = self.unit.clone().or(typed_unit);
        let words = |name: &str| Some(text(typed, name).to_owned()).filter(|text| !text.is_empty());
        let observation = reported.filter(|_| problems.is_empty()).map(|reported| Observation {
            subject: self.subject(),
            unit,
            period: self.when.period.clone(),
            reported,
            narrative: words("narrative"),
            source: words("source"),
            evidence: words("evidence"),
        });
        Ok(observation.ok_or(problems))
    }

    fn value(&self, typed: &Typed, problems: &mut Unread) -> Option<Reported> {
        let t = self.view.t;
        let mut number = |name: &'static str| match text(typed, name) {
            "" => {
                problems.push((name, t.report_form_value_missing().to_owned()));
                None
            }
            typed => cell::number(typed).map_err(|rule| problems.push((name, rule_words(t, rule)))).ok(),
        };
        match self.indicator.measure.shape {
            Shape::Value | Shape::Level => number("value").map(Reported::Value),
            Shape::Ratio => {
                let (above, below) = (number("numerator"), number("denominator"));
                above.zip(below).map(|(above, below)| Reported::Ratio(above, below))
            }
            Shape::Steps => {
                let done = (1_u8..).zip(STEPS).filter(|(_, name)| text(typed, name) == "yes").map(|(level, _)| level);
                Some(Reported::Steps(done.collect()))
            }
        }
    }
}
