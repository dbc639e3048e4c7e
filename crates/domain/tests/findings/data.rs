//! The demonstration agency and returns on it.

use std::collections::BTreeMap;

use phaen_domain::finding::{Context, Earlier, Finding, Rule, Siblings, check};
use phaen_domain::id::UnitCode;
use phaen_domain::observation::{Observation, Period, Reported};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::submission::{Entry, Field, FieldKey, Fields, Form, ItemKey, reporting_units};
use phaen_domain::workbook::understand;

use crate::demonstration::folder;

/// A folder of CSVs as a plan.
pub(crate) fn plan_of(name: &str) -> AgencyPlan {
    understand(&folder(name)).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
}

pub(crate) fn led() -> AgencyPlan {
    plan_of("led-2566")
}

pub(crate) fn key(text: &str) -> FieldKey {
    text.parse().unwrap()
}

pub(crate) fn typed(texts: &[(&str, &str)]) -> Fields {
    let entry = |text: &str| Entry { text: text.to_owned(), version: 1, by: "o".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
    Fields(texts.iter().map(|(field, text)| (key(field), entry(text))).collect())
}

/// The findings of what is typed, whichever unit has the items; nothing else is reported in the plan.
pub(crate) fn findings_in(plan: &AgencyPlan, texts: &[(&str, &str)], before: &Earlier) -> Vec<Finding> {
    let round = plan.rounds.iter().find(|it| it.code.as_str() == "R12").unwrap();
    let fields = typed(texts);
    let form = whole_form(plan);
    let siblings = Siblings::of(plan, round);
    check(&Context { plan, round, form: &form, fields: &fields, before, siblings: &siblings, evidence: &BTreeMap::new() })
}

/// The same with so many files behind items and steps.
pub(crate) fn findings_with(plan: &AgencyPlan, texts: &[(&str, &str)], files: &[(&str, u8)]) -> Vec<Finding> {
    let round = plan.rounds.iter().find(|it| it.code.as_str() == "R12").unwrap();
    let (fields, form) = (typed(texts), whole_form(plan));
    let evidence = files.iter().map(|(item, step)| ((item.parse::<ItemKey>().unwrap(), *step), 1)).collect();
    let (before, siblings) = (Earlier::new(), Siblings::of(plan, round));
    let context =
        Context { plan, round, form: &form, fields: &fields, before: &before, siblings: &siblings, evidence: &evidence };
    check(&context)
}

/// The items of all units as one form.
pub(crate) fn whole_form(plan: &AgencyPlan) -> Form {
    let round = plan.rounds.iter().find(|it| it.code.as_str() == "R12").unwrap();
    let units: Vec<UnitCode> = reporting_units(plan, round.ends_on);
    Form { items: units.iter().flat_map(|unit| Form::of(plan, unit, round.ends_on).items).collect() }
}

/// The rules by which a figure with its narrative is found to be wrong, evidence and words apart.
pub(crate) fn rules(texts: &[(&str, &str)]) -> Vec<Rule> {
    let mut plan = led();
    plan.observations.clear();
    let found = findings_in(&plan, texts, &Earlier::new());
    found.into_iter().map(|it| it.rule).filter(|it| !matches!(it, Rule::EvidenceMissing | Rule::NarrativeMissing)).collect()
}

/// What was reported in a round as if it had been typed into returns.
pub(crate) fn as_typed(plan: &AgencyPlan) -> Fields {
    let of_round = |it: &&Observation| matches!(&it.period, Period::Round(code) if code.as_str() == "R12");
    let mut texts: Vec<(String, String)> = Vec::new();
    for it in plan.observations.iter().filter(of_round) {
        let item = ItemKey::Subject(it.subject.clone());
        let mut put = |field: Field, text: Option<&str>| {
            let name = FieldKey { item: item.clone(), field }.to_string();
            texts.extend(text.map(|text| (name, text.to_owned())));
        };
        let (answer, value, reason) = match &it.reported {
            Reported::Value(value) => ("figure", Some(value.to_string()), None),
            Reported::NoData => ("no_data", None, None),
            Reported::NotApplicable(reason) => ("not_applicable", None, Some(reason)),
            Reported::NotMeasurable(reason) => ("not_measurable", None, Some(reason)),
            other => panic!("the data have no {other:?}"),
        };
        put(Field::Answer, Some(answer));
        put(Field::Value, value.as_deref());
        put(Field::Reason, reason.map(String::as_str));
        put(Field::Narrative, it.narrative.as_deref());
        put(Field::Source, it.source.as_deref());
    }
    typed(&texts.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect::<Vec<_>>())
}
