//! The actual of an indicator: how reported values of periods and units become one figure (`domain.md`, Facts).
//!
//! Periods first (a unit's own window), then units. What is not reported, not applicable or not measurable is carried as such, and no
//! unit's silence is excused by another's reason.

use std::collections::BTreeMap;

use super::milestone::{level_reached, steps_at};
use super::over_units::over_units;
use super::percent::Unscorable;
use super::working::{Expr, Origin, Rule, Term, Working};
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

/// A part with whose it is or of when; the agency's own when nobody is named.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) of: Option<Origin>,
    pub(super) part: Part,
}

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
        let place = working.lines.len();
        let origin = unit.map(|unit| Origin::Unit(unit.clone()));
        let outcome = over_time(indicator, observations, working);
        working.name_from(place, origin.as_ref().filter(|_| indicator.measure.aggregation != Aggregation::Central));
        match outcome {
            Ok(part) => parts.push(Piece { of: origin, part }),
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
    let parts = given.iter().filter_map(|o| piece_of(indicator, o, working)).collect::<Vec<_>>();
    let rule = Rule::OverTime(accumulation);
    match accumulation {
        _ if parts.is_empty() => part_of(indicator, latest, working),
        Accumulation::Sum => added(&parts, rule, working),
        Accumulation::Average => mean(&parts, rule, working),
        Accumulation::RatioOfSums => ratio_of_sums(&parts, working),
        Accumulation::Minimum => smallest(&parts, rule, working),
        Accumulation::Maximum | Accumulation::Cumulative | Accumulation::Latest => largest(&parts, rule, working),
    }
}

/// What one month or round adds; nothing where it has no figure.
fn piece_of(indicator: &Indicator, observation: &Observation, working: &mut Working) -> Option<Piece> {
    let place = working.lines.len();
    let part = part_of(indicator, observation, working).ok()?;
    let of = Some(Origin::Period(observation.period.clone()));
    working.name_from(place, of.as_ref());
    Some(Piece { of, part })
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
pub(super) fn figures_of(parts: &[Piece], working: &mut Working) -> Result<Vec<Exact>, Actual> {
    let figure = |piece: &Piece| match &piece.part {
        Part::Figure(figure) => Ok(figure.clone()),
        Part::Ratio(numerator, denominator) => {
            let place = working.lines.len();
            let figure = percent(numerator, denominator, working)?;
            working.name_from(place, piece.of.as_ref());
            Ok(figure)
        }
    };
    parts.iter().map(figure).collect()
}

fn sum_of(parts: &[Piece], figures: &[Exact]) -> Expr {
    let named = parts.iter().zip(figures).map(|(piece, figure)| Expr::figure(Term::Actual, figure).of(piece.of.clone()));
    Expr::Sum(named.collect())
}

/// The sum of the parts.
pub(super) fn added(parts: &[Piece], rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(parts, working)?;
    working.line(Term::Actual, rule, sum_of(parts, &figures)).map(Part::Figure).ok_or(Actual::NoData)
}

/// The mean of the parts.
pub(super) fn mean(parts: &[Piece], rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(parts, working)?;
    let count = Exact::from(i64::try_from(figures.len()).unwrap_or(i64::MAX));
    let expr = sum_of(parts, &figures).over(Expr::figure(Term::Count, &count));
    working.line(Term::Actual, rule, expr).map(Part::Figure).ok_or(Actual::NoData)
}

/// The largest of the parts, with whose it is or of when.
pub(super) fn largest(parts: &[Piece], rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(parts, working)?.into_iter().zip(parts);
    standing_for(figures.max_by(|a, b| a.0.cmp(&b.0)), rule, working)
}

/// The smallest of the parts, with whose it is or of when.
pub(super) fn smallest(parts: &[Piece], rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(parts, working)?.into_iter().zip(parts);
    standing_for(figures.min_by(|a, b| a.0.cmp(&b.0)), rule, working)
}

/// One of the parts stands for all of them, by a rule.
pub(super) fn standing_for(found: Option<(Exact, &Piece)>, rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let (figure, piece) = found.ok_or(Actual::NoData)?;
    let place = working.lines.len();
    working.note(Term::Actual, rule, &figure);
    working.name_from(place, piece.of.as_ref());
    Ok(Part::Figure(figure))
}

/// Σ numerators and Σ denominators, still to be divided.
pub(super) fn ratio_of_sums(parts: &[Piece], working: &mut Working) -> Result<Part, Actual> {
    let (mut above, mut below) = (Vec::with_capacity(parts.len()), Vec::with_capacity(parts.len()));
    for piece in parts {
        let Part::Ratio(numerator, denominator) = &piece.part else {
            return Err(Actual::Unscorable(Unscorable::RatioWithoutParts));
        };
        above.push(Expr::figure(Term::Numerator, numerator).of(piece.of.clone()));
        below.push(Expr::figure(Term::Denominator, denominator).of(piece.of.clone()));
    }
    let above = working.line(Term::Numerator, Rule::Sum, Expr::Sum(above));
    let below = working.line(Term::Denominator, Rule::Sum, Expr::Sum(below));
    above.zip(below).map(|(above, below)| Part::Ratio(above, below)).ok_or(Actual::NoData)
}
