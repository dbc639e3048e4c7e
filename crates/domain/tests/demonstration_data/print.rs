//! The data, the transcribed print beside them, and how figures of both are compared.

use std::collections::HashMap;
use std::path::Path;

use phaen_domain::id::RoundCode;
use phaen_domain::number::{Decimal, Exact};
use phaen_domain::observation::{Period, Reported, Subject};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{Scorecard, Total};
use phaen_domain::workbook::understand;

use crate::demonstration::folder;

pub(crate) type GoldenRow = HashMap<String, String>;

pub(crate) fn plan_of(name: &str) -> AgencyPlan {
    understand(&folder(name)).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
}

pub(crate) fn led() -> AgencyPlan {
    plan_of("led-2566")
}

pub(crate) fn golden(name: &str) -> Vec<GoldenRow> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

pub(crate) fn scorecard(plan: &AgencyPlan, round: &str) -> Scorecard {
    Scorecard::of(plan, &RoundCode::new(round).unwrap()).unwrap()
}

pub(crate) fn two(value: &Exact) -> String {
    value.round_half_up(2).to_string()
}

pub(crate) fn a_b_c(total: &Total) -> [String; 3] {
    [two(&total.score), two(&total.full), total.percent.as_ref().map(two).unwrap_or_default()]
}

pub(crate) fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap_or_else(|_| panic!("{text:?}"))
}

pub(crate) fn same(a: Option<Decimal>, printed: &str) -> bool {
    match a {
        None => printed.is_empty(),
        Some(a) => !printed.is_empty() && a.exact() == number(printed).exact(),
    }
}

/// Reported values by what they are about; every one of them belongs to R12 and to the agency as a whole.
pub(crate) fn reported(plan: &AgencyPlan) -> HashMap<Subject, Reported> {
    let r12 = Period::Round(RoundCode::new("R12").unwrap());
    let observations = plan.observations.iter().map(|observation| {
        assert!(observation.period == r12 && observation.unit.is_none(), "{:?}", observation.subject);
        (observation.subject.clone(), observation.reported.clone())
    });
    observations.collect()
}
