//! The actual of an indicator: how reported values of periods and units become one figure (`domain.md`, Facts).
//!
//! Periods first (a unit's own window), then units. What is not reported, not applicable or not measurable is carried as such, and no
//! unit's silence is excused by another's reason.

use std::collections::BTreeMap;

use super::milestone::{level_reached, steps_at};
use super::over_units::over_units;
use super::percent::Unscorable;
use super::working::{Expr, Rule, Term, Working};
use crate::id::UnitCode;
use crate::indicator::{Accumulation, Aggregation, Indicator, Target};
use crate::number::Exact;
use crate::observation::{Observation, Period, Reported};

/// What is known of an actual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actual {
    /// A figure.
    Known(Exact),
    /// Nothing was reported, or "-".
    NoData,
    /// ไม่เกี่ยวข้อง, with the reason printed.
    NotApplicable(String),
    /// ไม่สามารถวัดผลได้, with the reason printed.
    NotMeasurable(String),
    /// Reported, but no figure follows.
    Unscorable(Unscorable),
}

/// A figure of one unit in one window, or parts that have still to be divided.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Figure(Exact),
    Ratio(Exact, Exact),
}

/// The part of one unit; of the agency itself when no unit is named.
pub(super) type UnitPart<'a> = (Option<&'a UnitCode>, Part);

/// The actual of an indicator from the observations of its window in period order: of one unit, or of all units together.
#[must_use]
pub fn actual_of(
    indicator: &Indicator,
    target: Option<&Target>,
    unit: Option<&UnitCode>,
    window: &[&Observation],
    working: &mut Working,
) -> Actual {
    let units = by_unit(indicator, window);
    let mut parts = Vec::with_capacity(units.len());
    let mut absent = Vec::new();
    for (unit, observations) in &units {
        match over_time(indicator, observations, working) {
            Ok(part) => parts.push((*unit, part)),
            Err(Actual::Unscorable(why)) => return Actual::Unscorable(why),
            Err(other) => absent.push(other),
        }
    }
    if parts.is_empty() {
        return if unit.is_none() && is_someone_silent(indicator, &units) { Actual::NoData } else { reason_of(absent) };
    }
    over_units(indicator, target, parts, working)
}

type Reports<'a> = BTreeMap<Option<&'a UnitCode>, Vec<&'a Observation>>;

/// Reports by unit. Where units make the agency, what is reported for the agency as a whole only counts while no unit reports:
/// a fact is central or of units, never both.
fn by_unit<'a>(indicator: &Indicator, window: &[&'a Observation]) -> Reports<'a> {
    let mut units = Reports::new();
    for observation in window {
        units.entry(observation.unit.as_ref()).or_default().push(observation);
    }
    if indicator.measure.aggregation != Aggregation::Central && units.len() > 1 {
        units.remove(&None);
    }
    units
}

/// Whether an owner of what units make together reported nothing at all.
fn is_someone_silent(indicator: &Indicator, units: &Reports<'_>) -> bool {
    let central = indicator.measure.aggregation == Aggregation::Central || units.contains_key(&None);
    !central && indicator.owners.iter().any(|owner| !units.contains_key(&Some(&owner.unit)))
}

/// Why there is no figure, when several units have none: no data before a reason, for it may still come.
fn reason_of(absent: Vec<Actual>) -> Actual {
    let measurable = |actual: &Actual| matches!(actual, Actual::NotApplicable(_));
    if absent.contains(&Actual::NoData) {
        return Actual::NoData;
    }
    let (others, not_measurable): (Vec<_>, Vec<_>) = absent.into_iter().partition(measurable);
    not_measurable.into_iter().chain(others).next().unwrap_or(Actual::NoData)
}

/// One unit's window. `Err` carries why there is no figure.
fn over_time(indicator: &Indicator, observations: &[&Observation], working: &mut Working) -> Result<Part, Actual> {
    let accumulation = indicator.measure.accumulation;
    let given = observations.iter().filter(|o| !matches!(o.reported, Reported::NoData)).collect::<Vec<_>>();
    let Some(latest) = given.last() else { return Err(Actual::NoData) };
    if matches!(accumulation, Accumulation::Cumulative | Accumulation::Latest) {
        return part_of(indicator, latest, working);
    }
    let parts = given.iter().filter_map(|o| part_of(indicator, o, working).ok()).collect::<Vec<_>>();
    let rule = Rule::OverTime(accumulation);
    match accumulation {
        _ if parts.is_empty() => part_of(indicator, latest, working),
        Accumulation::Sum => added(&parts, rule, working),
        Accumulation::Average => mean(&parts, rule, working),
        Accumulation::RatioOfSums => ratio_of_sums(&parts, working),
        Accumulation::Maximum | Accumulation::Cumulative | Accumulation::Latest => {
            let largest = figures_of(&parts, working)?.into_iter().max().ok_or(Actual::NoData)?;
            working.note(Term::Actual, rule, &largest);
            Ok(Part::Figure(largest))
        }
    }
}

fn part_of(indicator: &Indicator, observation: &Observation, working: &mut Working) -> Result<Part, Actual> {
    match &observation.reported {
        Reported::Value(value) => Ok(Part::Figure(value.exact())),
        Reported::Ratio(numerator, denominator) => Ok(Part::Ratio(numerator.exact(), denominator.exact())),
        Reported::Steps(done) => {
            let level = Exact::from(level_reached(&on_the_sheet(indicator, &observation.period, done)));
            working.note(Term::Actual, Rule::StepsInOrder, &level);
            Ok(Part::Figure(level))
        }
        Reported::NoData => Err(Actual::NoData),
        Reported::NotApplicable(reason) => Err(Actual::NotApplicable(reason.clone())),
        Reported::NotMeasurable(reason) => Err(Actual::NotMeasurable(reason.clone())),
    }
}

/// Of the steps said to be done, those that the sheet has in that period; all of them without a sheet.
fn on_the_sheet(indicator: &Indicator, period: &Period, done: &[u8]) -> Vec<u8> {
    let round = match period {
        Period::Round(round) => Some(round),
        Period::Month(_) => None,
    };
    let sheet = steps_at(&indicator.steps, round);
    let known = |level: &u8| sheet.is_empty() || sheet.iter().any(|step| step.level == *level);
    done.iter().copied().filter(known).collect()
}

/// Numerator × 100 / denominator.
pub(super) fn percent(numerator: &Exact, denominator: &Exact, working: &mut Working) -> Result<Exact, Actual> {
    let expr =
        Expr::figure(Term::Numerator, numerator).times(Expr::constant(100)).over(Expr::figure(Term::Denominator, denominator));
    working.line(Term::Actual, Rule::RatioInPercent, expr).ok_or(Actual::Unscorable(Unscorable::ZeroBase))
}

/// Every part as a figure.
pub(super) fn figures_of(parts: &[Part], working: &mut Working) -> Result<Vec<Exact>, Actual> {
    let figure = |part: &Part| match part {
        Part::Figure(figure) => Ok(figure.clone()),
        Part::Ratio(numerator, denominator) => percent(numerator, denominator, working),
    };
    parts.iter().map(figure).collect()
}

fn sum_of(figures: &[Exact]) -> Expr {
    Expr::Sum(figures.iter().map(|figure| Expr::figure(Term::Actual, figure)).collect())
}

/// The sum of the parts.
pub(super) fn added(parts: &[Part], rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(parts, working)?;
    working.line(Term::Actual, rule, sum_of(&figures)).map(Part::Figure).ok_or(Actual::NoData)
}

/// The mean of the parts.
pub(super) fn mean(parts: &[Part], rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(parts, working)?;
    let count = Exact::from(i64::try_from(figures.len()).unwrap_or(i64::MAX));
    let expr = sum_of(&figures).over(Expr::figure(Term::Count, &count));
    working.line(Term::Actual, rule, expr).map(Part::Figure).ok_or(Actual::NoData)
}

/// Σ numerators and Σ denominators, still to be divided.
pub(super) fn ratio_of_sums(parts: &[Part], working: &mut Working) -> Result<Part, Actual> {
    let ratios = parts.iter().map(|part| match part {
        Part::Ratio(numerator, denominator) => Ok((numerator, denominator)),
        Part::Figure(_) => Err(Actual::Unscorable(Unscorable::RatioWithoutParts)),
    });
    let ratios = ratios.collect::<Result<Vec<_>, _>>()?;
    let sum = |term, figures: Vec<&Exact>| Expr::Sum(figures.into_iter().map(|f| Expr::figure(term, f)).collect());
    let above = working.line(Term::Numerator, Rule::Sum, sum(Term::Numerator, ratios.iter().map(|r| r.0).collect()));
    let below = working.line(Term::Denominator, Rule::Sum, sum(Term::Denominator, ratios.iter().map(|r| r.1).collect()));
    above.zip(below).map(|(above, below)| Part::Ratio(above, below)).ok_or(Actual::NoData)
}
