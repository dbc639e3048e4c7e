//! The fields of the form, by the shape of the indicator.

use phaen_domain::indicator::{Aggregation, Shape};
use phaen_domain::scoring::{Status, steps_at};

use super::Desk;
use super::reading::Unread;
use super::typed::{STEPS, Typed, text};
use crate::components::{Choice, Field, Kind};
use crate::explain::reports::unit;
use crate::explain::wording::word;

/// Puts each problem beside its field.
pub(super) fn add_problems(fields: &mut [Field], problems: &Unread) {
    for (name, words) in problems {
        if let Some(field) = fields.iter_mut().find(|field| field.name == *name) {
            field.errors.push(words.clone());
        }
    }
}

impl Desk<'_> {
    pub(super) fn fields(&self, typed: &Typed) -> Vec<Field> {
        let t = self.view.t;
        let value = |name: &str| text(typed, name).to_owned();
        let no_data = if self.when.is_month() { t.months_state_no_data() } else { t.report_form_state_no_data() };
        let states = vec![
            Choice::new("value", t.report_form_state_value()),
            Choice::new("no_data", no_data),
            Choice::new("not_applicable", word(t, Status::NotApplicable)),
            Choice::new("not_measurable", word(t, Status::NotMeasurable)),
        ];
        let mut fields = Vec::from_iter(self.unit_field(&value("unit")));
        fields.push(Field::new("state", t.report_form_state()).kind(Kind::Radio(states)).value(value("state")));
        fields.extend(self.value_fields(typed));
        let reason = Field::new("state_reason", t.report_form_state_reason()).value(value("state_reason"));
        fields.push(reason.optional().hint(t.report_form_state_reason_hint()));
        fields.push(Field::new("narrative", t.report_narrative()).kind(Kind::Lines).value(value("narrative")).optional());
        fields.push(Field::new("source", t.report_source()).value(value("source")).hint(t.report_form_source_hint()));
        let evidence = Field::new("evidence", t.report_evidence()).value(value("evidence")).optional();
        fields.push(if self.indicator.evidence_required { evidence.hint(t.report_form_evidence_hint()) } else { evidence });
        fields.push(
            Field::new("reason", t.form_reason()).kind(Kind::Lines).value(value("reason")).hint(t.report_form_reason_hint()),
        );
        fields
    }

    fn value_fields(&self, typed: &Typed) -> Vec<Field> {
        let t = self.view.t;
        let number = |name: &'static str, label: String| {
            Field::new(name, label).kind(Kind::Number).value(text(typed, name)).optional().hint(t.report_form_value_hint())
        };
        let unit = &self.indicator.measure.unit_of_measure;
        match self.indicator.measure.shape {
            Shape::Value | Shape::Level => vec![number("value", format!("{} ({unit})", t.term_actual()))],
            Shape::Ratio => {
                vec![number("numerator", t.term_numerator().to_owned()), number("denominator", t.term_denominator().to_owned())]
            }
            Shape::Steps => {
                let steps = steps_at(&self.indicator.steps, self.when.steps()).into_iter();
                let boxes = steps.filter_map(|step| {
                    let name = STEPS.get(usize::from(step.level).checked_sub(1)?)?;
                    let label = format!("{} {}", t.report_form_step(t.count(step.level.into())), step.text);
                    Some(Field::new(name, label).kind(Kind::Check).value(text(typed, name)).optional())
                });
                boxes.collect()
            }
        }
    }

    /// Who reports, where units make the agency and none was named.
    fn unit_field(&self, value: &str) -> Option<Field> {
        let t = self.view.t;
        if self.indicator.measure.aggregation == Aggregation::Central || self.unit.is_some() {
            return None;
        }
        let owners = self.indicator.owners.iter();
        let choices = owners.map(|owner| Choice::new(owner.unit.as_str(), unit(t, &self.chosen.view, Some(&owner.unit))));
        let field = Field::new("unit", t.report_unit()).kind(Kind::Choose(choices.collect())).value(value);
        Some(field.optional().hint(t.report_form_unit_hint()))
    }
}
