//! The actual of an indicator: how reported values of periods and units become one figure (`domain.md`, Facts).
//!
//! Periods first (a unit's own window), then units. What is not reported, not applicable or not measurable is carried as such.

use super::percent::Unscorable;
use super::working::{Expr, Rule, Term, Working};
use crate::indicator::{Accumulation, Aggregation, Measure, Owner, PercentRule, Shape};
use crate::number::{Decimal, Exact};
use crate::observation::{Observation, Reported};

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
enum Part {
    Figure(Exact),
    Ratio(Exact, Exact),
}

/// The actual of an indicator from the observations of its window, in period order, all units together.
#[must_use]
pub fn actual_of(measure: &Measure, owners: &[Owner], window: &[&Observation], working: &mut Working) -> Actual {
    let units = by_unit(window);
    let mut parts = Vec::with_capacity(units.len());
    let mut absent = Actual::NoData;
    for (unit, observations) in &units {
        match over_time(measure, observations, working) {
            Ok(part) => parts.push((weight_of(owners, unit.as_deref()), part)),
            Err(Actual::NoData) => {}
            Err(other) => absent = other,
        }
    }
    if parts.is_empty() {
        return absent;
    }
    over_units(measure, parts, working)
}

fn by_unit<'a>(window: &[&'a Observation]) -> Vec<(Option<String>, Vec<&'a Observation>)> {
    let mut units: std::collections::BTreeMap<Option<String>, Vec<&Observation>> = std::collections::BTreeMap::new();
    for observation in window {
        let unit = observation.unit.as_ref().map(ToString::to_string);
        units.entry(unit).or_default().push(observation);
    }
    units.into_iter().collect()
}

fn weight_of(owners: &[Owner], unit: Option<&str>) -> Exact {
    let owner = owners.iter().find(|owner| Some(owner.unit.as_str()) == unit);
    owner.and_then(|owner| owner.weight).map_or_else(|| Exact::from(1), Decimal::exact)
}

/// One unit's window. `Err` carries why there is no figure.
fn over_time(measure: &Measure, observations: &[&Observation], working: &mut Working) -> Result<Part, Actual> {
    let figures = observations.iter().filter(|o| !matches!(o.reported, Reported::NoData)).collect::<Vec<_>>();
    let Some(latest) = figures.last() else { return Err(Actual::NoData) };
    match &latest.reported {
        Reported::NotApplicable(reason) => return Err(Actual::NotApplicable(reason.clone())),
        Reported::NotMeasurable(reason) => return Err(Actual::NotMeasurable(reason.clone())),
        _ => {}
    }
    let parts = figures.iter().filter_map(|o| part_of(&o.reported, working)).collect::<Vec<_>>();
    let rule = Rule::OverTime(measure.accumulation);
    match measure.accumulation {
        Accumulation::Cumulative | Accumulation::Latest => parts.into_iter().next_back().ok_or(Actual::NoData),
        Accumulation::Sum => added(parts, rule, working),
        Accumulation::Average => mean(parts, rule, working),
        Accumulation::Maximum => {
            let figures = figures_of(&parts, working)?;
            let largest = figures.into_iter().max().ok_or(Actual::NoData)?;
            working.note(Term::Actual, rule, &largest);
            Ok(Part::Figure(largest))
        }
        Accumulation::RatioOfSums => ratio_of_sums(&parts, working),
    }
}

fn part_of(reported: &Reported, working: &mut Working) -> Option<Part> {
    match reported {
        Reported::Value(value) => Some(Part::Figure(value.exact())),
        Reported::Ratio(numerator, denominator) => Some(Part::Ratio(numerator.exact(), denominator.exact())),
        Reported::Steps(done) => {
            let level = Exact::from(level_reached(done));
            working.note(Term::Actual, Rule::StepsInOrder, &level);
            Some(Part::Figure(level))
        }
        Reported::NoData | Reported::NotApplicable(_) | Reported::NotMeasurable(_) => None,
    }
}

/// The level reached: steps 1..n are all done (`scoring.md` 3).
#[must_use]
pub fn level_reached(done: &[u8]) -> i64 {
    (1u8..=u8::MAX).take_while(|level| done.contains(level)).last().map_or(0, i64::from)
}

fn over_units(measure: &Measure, mut parts: Vec<(Exact, Part)>, working: &mut Working) -> Actual {
    let rule = Rule::OverUnits(measure.aggregation);
    let outcome = match (measure.aggregation, parts.len()) {
        (Aggregation::RatioOfSums, _) => {
            let parts = parts.into_iter().map(|(_, part)| part).collect::<Vec<_>>();
            ratio_of_sums(&parts, working)
        }
        (_, 1) | (Aggregation::Central, _) => Ok(parts.remove(0).1),
        (Aggregation::Sum, _) => added(parts.into_iter().map(|(_, part)| part).collect(), rule, working),
        (Aggregation::Average, _) => mean(parts.into_iter().map(|(_, part)| part).collect(), rule, working),
        (Aggregation::Weighted, _) => weighted(&parts, rule, working),
        (Aggregation::Worst, _) => worst(measure.percent_rule, &parts, rule, working),
    };
    match outcome.and_then(|part| settled(part, measure.shape, working)) {
        Ok(figure) => Actual::Known(figure),
        Err(actual) => actual,
    }
}

fn settled(part: Part, shape: Shape, working: &mut Working) -> Result<Exact, Actual> {
    match part {
        Part::Figure(figure) => {
            if shape != Shape::Steps && working.last(Term::Actual).is_none() {
                working.note(Term::Actual, Rule::Reported, &figure);
            }
            Ok(figure)
        }
        Part::Ratio(numerator, denominator) => percent(&numerator, &denominator, working),
    }
}

fn percent(numerator: &Exact, denominator: &Exact, working: &mut Working) -> Result<Exact, Actual> {
    let expr =
        Expr::figure(Term::Numerator, numerator).times(Expr::constant(100)).over(Expr::figure(Term::Denominator, denominator));
    working.line(Term::Actual, Rule::RatioInPercent, expr).ok_or(Actual::Unscorable(Unscorable::ZeroBase))
}

fn figures_of(parts: &[Part], working: &mut Working) -> Result<Vec<Exact>, Actual> {
    let figure = |part: &Part| match part {
        Part::Figure(figure) => Ok(figure.clone()),
        Part::Ratio(numerator, denominator) => percent(numerator, denominator, working),
    };
    parts.iter().map(figure).collect()
}

fn added(parts: Vec<Part>, rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(&parts, working)?;
    let expr = Expr::Sum(figures.iter().map(|figure| Expr::figure(Term::Actual, figure)).collect());
    working.line(Term::Actual, rule, expr).map(Part::Figure).ok_or(Actual::NoData)
}

fn mean(parts: Vec<Part>, rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(&parts, working)?;
    let count = i64::try_from(figures.len()).unwrap_or(i64::MAX);
    let sum = Expr::Sum(figures.iter().map(|figure| Expr::figure(Term::Actual, figure)).collect());
    working
        .line(Term::Actual, rule, sum.over(Expr::figure(Term::Count, &Exact::from(count))))
        .map(Part::Figure)
        .ok_or(Actual::NoData)
}

fn ratio_of_sums(parts: &[Part], working: &mut Working) -> Result<Part, Actual> {
    let ratios = parts.iter().map(|part| match part {
        Part::Ratio(numerator, denominator) => Ok((numerator, denominator)),
        Part::Figure(_) => Err(Actual::Unscorable(Unscorable::ZeroBase)),
    });
    let ratios = ratios.collect::<Result<Vec<_>, _>>()?;
    let sum = |term, figures: Vec<&Exact>| Expr::Sum(figures.into_iter().map(|f| Expr::figure(term, f)).collect());
    let above = working.line(Term::Numerator, Rule::Sum, sum(Term::Numerator, ratios.iter().map(|r| r.0).collect()));
    let below = working.line(Term::Denominator, Rule::Sum, sum(Term::Denominator, ratios.iter().map(|r| r.1).collect()));
    above.zip(below).map(|(above, below)| Part::Ratio(above, below)).ok_or(Actual::NoData)
}

fn weighted(parts: &[(Exact, Part)], rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(&parts.iter().map(|(_, part)| part.clone()).collect::<Vec<_>>(), working)?;
    let weighted = parts
        .iter()
        .zip(&figures)
        .map(|((weight, _), figure)| Expr::figure(Term::Weight, weight).times(Expr::figure(Term::Actual, figure)));
    let weights = parts.iter().map(|(weight, _)| Expr::figure(Term::Weight, weight));
    let expr = Expr::Sum(weighted.collect()).over(Expr::Sum(weights.collect()));
    working.line(Term::Actual, rule, expr).map(Part::Figure).ok_or(Actual::Unscorable(Unscorable::ZeroBase))
}

fn worst(percent_rule: PercentRule, parts: &[(Exact, Part)], rule: Rule, working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(&parts.iter().map(|(_, part)| part.clone()).collect::<Vec<_>>(), working)?;
    let lower_is_better =
        matches!(percent_rule, PercentRule::LowerBounded | PercentRule::LowerRatio | PercentRule::LowerDifference);
    let worst = if lower_is_better { figures.into_iter().max() } else { figures.into_iter().min() };
    let worst = worst.ok_or(Actual::NoData)?;
    working.note(Term::Actual, rule, &worst);
    Ok(Part::Figure(worst))
}
