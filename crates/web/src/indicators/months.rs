//! Results of one indicator by month, with how months become a round's result and the way to enter each.

use phaen_domain::access::Action;
use phaen_domain::calendar::FiscalYear;
use phaen_domain::id::UnitCode;
use phaen_domain::indicator::{Accumulation, Indicator};
use phaen_domain::observation::{Observation, Period, Subject};
use phaen_domain::round::open_round_of;

use crate::cookies::encode;
use crate::explain::reports::{round_name, unit, value};
use crate::returns::Enter;
use crate::signed::Chosen;
use crate::text::Text;

/// The months of a fiscal year.
const MONTHS: [u8; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/// Results by month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Months {
    /// How months become a round's result.
    pub(super) accumulated: &'static str,
    /// October to September.
    pub(super) rows: Vec<MonthRow>,
}

/// One month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MonthRow {
    /// Its name.
    pub(super) name: String,
    /// The first round that looks at it.
    pub(super) first_round: String,
    /// What was reported, with the unit where units report.
    pub(super) reported: Vec<(Option<String>, String)>,
    /// Where it is entered, for those who may while its round is open.
    pub(super) enter: Option<Enter>,
}

/// How months become a round's result, as a sentence.
pub(super) fn accumulated(t: Text, accumulation: Accumulation) -> &'static str {
    match accumulation {
        Accumulation::Cumulative => t.months_cumulative(),
        Accumulation::Sum => t.months_sum(),
        Accumulation::Latest => t.months_latest(),
        Accumulation::Average => t.months_average(),
        Accumulation::Maximum => t.months_maximum(),
        Accumulation::Minimum => t.months_minimum(),
        Accumulation::RatioOfSums => t.months_ratio_of_sums(),
    }
}

/// The name of a month of a fiscal year, with the year in which it lies: ต.ค. ๒๕๖๕.
pub(super) fn month_name(t: Text, year: FiscalYear, month: u8) -> String {
    let Some(found) = year.month(month) else { return String::new() };
    let of_year = phaen_domain::calendar::era::buddhist_year(found.first_day.year());
    format!("{} {}", t.short_month(found.month.number()), t.digits(&of_year.to_string()))
}

/// Where the result of a month is entered or changed.
pub(super) fn month_link(chosen: &Chosen, indicator: &Indicator, month: u8, unit: Option<&UnitCode>) -> String {
    let unit = unit.map(|unit| format!("&for_unit={}", encode(unit.as_str()))).unwrap_or_default();
    chosen.link(&format!("{}/report?for_month={month}{unit}", super::path(&indicator.code)))
}

/// Whether results of an indicator were reported by month, or by round.
fn is_reported(chosen: &Chosen, indicator: &Indicator, monthly: bool) -> bool {
    let subject = Subject::Indicator(indicator.code.clone());
    let mut reports = chosen.view.observations_of(&subject);
    reports.any(|(observation, _)| matches!(observation.period, Period::Month(_)) == monthly)
}

/// Whether results of an indicator come by month, so that none is entered by round (`domain.md`, Facts).
pub(super) fn is_monthly(chosen: &Chosen, indicator: &Indicator) -> bool {
    is_reported(chosen, indicator, true)
}

/// Results by month: where there are some, or where some may be entered because none came by round.
pub(super) fn months(t: Text, chosen: &Chosen, indicator: &Indicator) -> Option<Months> {
    let may = chosen.actor.may(Action::EnterObservation) && indicator.actual_from.is_none();
    let plan = &chosen.view.plan;
    let is_open = |month: u8| may && open_round_of(&plan.rounds, month).is_ok();
    let offered = MONTHS.into_iter().any(is_open) && !is_reported(chosen, indicator, false);
    if !offered && !is_monthly(chosen, indicator) {
        return None;
    }
    let subject = Subject::Indicator(indicator.code.clone());
    let enter =
        |month: u8| Enter::of(t, chosen, (&subject, None), &Period::Month(month), month_link(chosen, indicator, month, None));
    let row = |month: u8| {
        let reports = chosen.view.observations_of(&subject).map(|(observation, _)| observation);
        let reports = reports.filter(|observation| observation.period == Period::Month(month));
        let first = plan.rounds.iter().filter(|round| month <= round.months).min_by_key(|round| round.months);
        MonthRow {
            name: month_name(t, plan.plan.fiscal_year, month),
            first_round: first.map(|round| round_name(t, round)).unwrap_or_default(),
            reported: reports.map(|observation| reported(t, chosen, observation)).collect(),
            enter: is_open(month).then(|| enter(month)).flatten(),
        }
    };
    Some(Months { accumulated: accumulated(t, indicator.measure.accumulation), rows: MONTHS.into_iter().map(row).collect() })
}

fn reported(t: Text, chosen: &Chosen, observation: &Observation) -> (Option<String>, String) {
    let by = observation.unit.as_ref().map(|code| unit(t, &chosen.view, Some(code)));
    (by, value(t, &observation.reported).0)
}
