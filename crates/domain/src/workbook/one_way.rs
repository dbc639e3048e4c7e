//! One measure is reported in one way: by month or by round, and where units make the agency, by units or for the agency as a whole
//! (`domain.md`, Facts). Otherwise a figure would count twice, or not at all.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cell::month_of;
use super::problem::ProblemRule;
use super::row::Row;
use crate::indicator::Measure;
use crate::observation::{Observation, Period, Subject};
use crate::plan::AgencyPlan;

/// Kind of subject, code, and which indicator of a project.
type About<'a> = (&'a str, &'a str, u32);
/// The column and the rule that a report breaks.
pub type OtherWay = (&'static str, ProblemRule);

/// In which way each measure was reported so far.
#[derive(Debug)]
pub struct OneWay<'a> {
    measures: HashMap<&'a str, &'a Measure>,
    monthly: HashMap<About<'a>, bool>,
    of_unit: HashMap<(&'a str, Cow<'a, str>), bool>,
}

impl<'a> OneWay<'a> {
    /// Nothing was reported yet.
    #[must_use]
    pub fn of(plan: &'a AgencyPlan) -> Self {
        let measures = plan.indicators.iter().map(|indicator| (indicator.code.as_str(), &indicator.measure));
        Self { measures: measures.collect(), monthly: HashMap::new(), of_unit: HashMap::new() }
    }

    /// Takes a report; tells what it breaks when it comes in another way than those before it.
    pub fn take(&mut self, observation: &'a Observation) -> Option<OtherWay> {
        let about = match &observation.subject {
            Subject::Indicator(code) => ("indicator", code.as_str(), 0),
            Subject::Project(code) => ("project", code.as_str(), 0),
            Subject::ProjectIndicator(code, item) => ("project_indicator", code.as_str(), *item),
        };
        let (monthly, period) = match &observation.period {
            Period::Month(_) => (true, Cow::Borrowed("")),
            Period::Round(code) => (false, Cow::Borrowed(code.as_str())),
        };
        self.report(about, monthly, period, observation.unit.is_some())
    }

    /// The same from a row of a workbook; one without any figure reports nothing.
    pub(super) fn take_row(&mut self, row: &Row<'a>) -> Option<OtherWay> {
        if ["value", "numerator", "denominator", "steps"].into_iter().all(|column| row.cell(column).is_none()) {
            return None;
        }
        let (subject, code, period) = (row.cell("subject")?, row.cell("code")?, row.cell("period")?);
        let about = (subject, code, row.whole("item").unwrap_or(0));
        self.report(about, month_of(period).is_some(), Cow::Borrowed(period), row.cell("unit").is_some())
    }

    fn report(&mut self, about: About<'a>, monthly: bool, period: Cow<'a, str>, of_unit: bool) -> Option<OtherWay> {
        if *self.monthly.entry(about).or_insert(monthly) != monthly {
            return Some(("period", ProblemRule::MixedPeriods));
        }
        let (kind, code, _) = about;
        let measure = self.measures.get(code).filter(|measure| kind == "indicator" && measure.is_of_units())?;
        let within = if measure.spans_periods(monthly) { Cow::Borrowed("") } else { period };
        let first = *self.of_unit.entry((code, within)).or_insert(of_unit);
        (first != of_unit).then_some(("unit", ProblemRule::MixedReporters))
    }
}
