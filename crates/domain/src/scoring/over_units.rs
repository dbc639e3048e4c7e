//! How units make the agency (`domain.md`, Facts): each unit's window is one part; the indicator's rule puts the parts together.

use super::actual::{Actual, Part, Piece, added, figures_of, largest, mean, percent, ratio_of_sums, smallest, standing_for};
use super::percent::Unscorable;
use super::scale::falls;
use super::working::{Expr, Origin, Rule, Term, Working};
use crate::id::UnitCode;
use crate::indicator::{Aggregation, Indicator, Owner, PercentRule, Target};
use crate::number::{Decimal, Exact};

/// The agency's actual from its units' parts, of which there is at least one.
pub(super) fn over_units(indicator: &Indicator, target: Option<&Target>, parts: Vec<Piece>, working: &mut Working) -> Actual {
    let aggregation = indicator.measure.aggregation;
    let rule = Rule::OverUnits(aggregation);
    let outcome = match (aggregation, parts.len()) {
        (Aggregation::RatioOfSums, _) => ratio_of_sums(&parts, working),
        (_, 1) | (Aggregation::Central, _) => central(&indicator.owners, parts),
        (Aggregation::Sum, _) => added(&parts, rule, working),
        (Aggregation::Average, _) => mean(&parts, rule, working),
        (Aggregation::Weighted, _) => weighted(&indicator.owners, &parts, working),
        (Aggregation::Maximum, _) => largest(&parts, rule, working),
        (Aggregation::Minimum, _) => smallest(&parts, rule, working),
        (Aggregation::Worst, _) => worst(indicator.measure.percent_rule, target, &parts, working),
    };
    match outcome.and_then(|part| settled(part, rule, working)) {
        Ok(figure) => Actual::Known(figure),
        Err(actual) => actual,
    }
}

/// The figure that is judged, with a line of its own where the working does not end in it yet.
fn settled(part: Part, over_units: Rule, working: &mut Working) -> Result<Exact, Actual> {
    let figure = match part {
        Part::Ratio(numerator, denominator) => return percent(&numerator, &denominator, working),
        Part::Figure(figure) => figure,
    };
    match working.last(Term::Actual).map(|line| line.value == figure) {
        Some(true) => {}
        Some(false) => working.note(Term::Actual, over_units, &figure),
        None => working.note(Term::Actual, Rule::Reported, &figure),
    }
    Ok(figure)
}

/// The agency's own report; else that of the first owner who reported, the primary one first; else the first of all.
fn central(owners: &[Owner], mut parts: Vec<Piece>) -> Result<Part, Actual> {
    let of = |wanted: Option<&UnitCode>| parts.iter().position(|piece| unit_of(piece) == wanted);
    let (primary, secondary): (Vec<&Owner>, Vec<&Owner>) = owners.iter().partition(|owner| owner.primary);
    let place = of(None).or_else(|| primary.into_iter().chain(secondary).find_map(|owner| of(Some(&owner.unit))));
    let place = place.unwrap_or(0);
    if place < parts.len() { Ok(parts.swap_remove(place).part) } else { Err(Actual::NoData) }
}

/// The unit whose part it is; none for the agency's own.
fn unit_of(piece: &Piece) -> Option<&UnitCode> {
    match &piece.of {
        Some(Origin::Unit(unit)) => Some(unit),
        Some(Origin::Period(_)) | None => None,
    }
}

fn weight_of(owners: &[Owner], unit: Option<&UnitCode>) -> Exact {
    let owner = owners.iter().find(|owner| Some(&owner.unit) == unit);
    owner.and_then(|owner| owner.weight).map_or_else(|| Exact::from(1), Decimal::exact)
}

fn weighted(owners: &[Owner], parts: &[Piece], working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(parts, working)?;
    let weights = parts.iter().map(|piece| weight_of(owners, unit_of(piece))).collect::<Vec<_>>();
    let weighted = weights.iter().zip(&figures).zip(parts).map(|((weight, figure), piece)| {
        Expr::figure(Term::Weight, weight).times(Expr::figure(Term::Actual, figure).of(piece.of.clone()))
    });
    let expr = Expr::Sum(weighted.collect());
    let expr = expr.over(Expr::Sum(weights.iter().map(|weight| Expr::figure(Term::Weight, weight)).collect()));
    let rule = Rule::OverUnits(Aggregation::Weighted);
    working.line(Term::Actual, rule, expr).map(Part::Figure).ok_or(Actual::Unscorable(Unscorable::ZeroBase))
}

fn worst(rule: PercentRule, target: Option<&Target>, parts: &[Piece], working: &mut Working) -> Result<Part, Actual> {
    let figures = figures_of(parts, working)?.into_iter().zip(parts);
    let worst = match (rule, target) {
        (PercentRule::Range, Some(target)) => figures.max_by_key(|(figure, _)| outside(target, figure)),
        _ if is_lower_better(rule, target) => figures.max_by(|a, b| a.0.cmp(&b.0)),
        _ => figures.min_by(|a, b| a.0.cmp(&b.0)),
    };
    standing_for(worst, Rule::OverUnits(Aggregation::Worst), working)
}

fn is_lower_better(rule: PercentRule, target: Option<&Target>) -> bool {
    match rule {
        PercentRule::LowerBounded | PercentRule::LowerRatio | PercentRule::LowerDifference => true,
        PercentRule::Anchors => target.is_some_and(|target| falls(&target.anchors)),
        PercentRule::Higher | PercentRule::GrowthOnBase | PercentRule::Range | PercentRule::Level => false,
    }
}

/// How far outside the range, as a part of the nearer edge where that is not zero: the order in which `percent.rs` judges.
fn outside(target: &Target, figure: &Exact) -> Exact {
    let distance = |edge: &Exact, gap: Exact| gap.divided_by(&edge.magnitude()).unwrap_or(gap);
    let low = target.value.map(Decimal::exact);
    let high = target.high.map(Decimal::exact);
    match (low, high) {
        (Some(low), _) if *figure < low => distance(&low, &low - figure),
        (_, Some(high)) if *figure > high => distance(&high, figure - &high),
        _ => Exact::zero(),
    }
}
