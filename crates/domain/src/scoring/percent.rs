//! Percent of target (ร้อยละของเป้าหมาย): the formulas of `scoring.md` 1, each without a cap.
//!
//! A target of zero, a base of zero and a missing target are answers of their own, never a division error and never 0.

use super::working::{Expr, Rule, Term, Working};
use crate::indicator::{PercentRule, Target, ZeroTarget};
use crate::number::Exact;

/// Why no percentage can be given although there is an actual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unscorable {
    /// Neither the round nor the year has a target.
    NoTarget,
    /// The target is zero or, for a ratio, below zero, and no rule says what that means.
    ZeroTarget,
    /// The denominator or the base is zero.
    ZeroBase,
    /// The target and the scale do not fit each other.
    NotOnScale,
    /// The link to another figure gives none.
    LinkWithoutFigure,
    /// A ratio of sums is asked for, but values were reported without numerator and denominator.
    RatioWithoutParts,
    /// The indicator belongs to other units than the one whose scorecard it is.
    NotOfUnit,
}

/// Percent of target by the indicator's rule.
///
/// # Errors
/// [`Unscorable`] says why there is none.
pub fn percent_of_target(
    rule: PercentRule,
    zero: ZeroTarget,
    actual: &Exact,
    target: &Target,
    working: &mut Working,
) -> Result<Exact, Unscorable> {
    let goal = target.value.ok_or(Unscorable::NoTarget)?.exact();
    let a = || Expr::figure(Term::Actual, actual);
    let t = || Expr::figure(Term::Target, &goal);
    let hundred = || Expr::constant(100);
    let expr = match rule {
        PercentRule::Anchors => return Err(Unscorable::NotOnScale),
        PercentRule::GrowthOnBase => return growth_on_base(actual, &goal, working),
        PercentRule::Range => return within_range(zero, actual, target, working),
        PercentRule::LowerBounded if goal >= Exact::hundred() => return Err(Unscorable::ZeroBase),
        PercentRule::LowerBounded => hundred().minus(a()).times(hundred()).over(hundred().minus(t())),
        PercentRule::LowerDifference if !goal.is_zero() => {
            hundred().plus(t().minus(a()).times(hundred()).over(size_of(Term::Target, &goal)))
        }
        // A ratio with a target at or below zero says nothing, or the opposite of what it should.
        _ if goal.is_zero() || goal.is_negative() => return zero_target(rule, zero, actual, &goal, working),
        PercentRule::LowerRatio if actual.is_zero() || actual.is_negative() => {
            working.line(Term::Percent, Rule::ZeroActualIsFull, hundred());
            return Ok(Exact::hundred());
        }
        PercentRule::LowerRatio => t().times(hundred()).over(a()),
        PercentRule::Higher | PercentRule::Level | PercentRule::LowerDifference => a().times(hundred()).over(t()),
    };
    working.line(Term::Percent, Rule::Percent(rule), expr).ok_or(Unscorable::ZeroBase)
}

/// A figure without its sign, so that what it divides keeps its direction.
fn size_of(term: Term, figure: &Exact) -> Expr {
    let written = Expr::figure(term, figure);
    if figure.is_negative() { Expr::constant(0).minus(written) } else { written }
}

fn zero_target(
    rule: PercentRule,
    zero: ZeroTarget,
    actual: &Exact,
    goal: &Exact,
    working: &mut Working,
) -> Result<Exact, Unscorable> {
    let met = match rule {
        PercentRule::LowerRatio | PercentRule::LowerDifference => actual <= goal,
        _ => actual >= goal,
    };
    all_or_nothing(zero, met, working)
}

fn all_or_nothing(zero: ZeroTarget, met: bool, working: &mut Working) -> Result<Exact, Unscorable> {
    match zero {
        ZeroTarget::Refused => Err(Unscorable::ZeroTarget),
        ZeroTarget::AllOrNothing => {
            let percent = if met { Exact::hundred() } else { Exact::zero() };
            working.line(Term::Percent, Rule::ZeroTargetMet, Expr::constant(percent.clone()));
            Ok(percent)
        }
    }
}

/// Both sides as levels with the base year as 100 (`scoring.md` 1: 178.42 × 100 / 101 = 176.65).
fn growth_on_base(actual: &Exact, growth: &Exact, working: &mut Working) -> Result<Exact, Unscorable> {
    if *growth <= -&Exact::hundred() {
        return Err(Unscorable::ZeroBase);
    }
    let level = Expr::constant(100).plus(Expr::figure(Term::Target, growth));
    let level = working.line(Term::TargetLevel, Rule::BaseHundred, level).ok_or(Unscorable::ZeroBase)?;
    let expr = Expr::figure(Term::ActualLevel, actual).times(Expr::constant(100)).over(Expr::figure(Term::TargetLevel, &level));
    working.line(Term::Percent, Rule::Percent(PercentRule::GrowthOnBase), expr).ok_or(Unscorable::ZeroBase)
}

/// Inside the range 100; outside, 100 less the distance to the nearer edge in percent of that edge.
fn within_range(zero: ZeroTarget, actual: &Exact, target: &Target, working: &mut Working) -> Result<Exact, Unscorable> {
    let low = target.value.ok_or(Unscorable::NoTarget)?.exact();
    let high = target.high.ok_or(Unscorable::NoTarget)?.exact();
    if low > high {
        return Err(Unscorable::NotOnScale);
    }
    let rule = Rule::Percent(PercentRule::Range);
    let (term, edge) = match () {
        () if *actual < low => (Term::Target, &low),
        () if *actual > high => (Term::TargetHigh, &high),
        () => {
            working.line(Term::Percent, rule, Expr::constant(100));
            return Ok(Exact::hundred());
        }
    };
    if edge.is_zero() {
        return all_or_nothing(zero, false, working);
    }
    let (near, far) = (Expr::figure(term, edge), Expr::figure(Term::Actual, actual));
    let distance = if actual < edge { near.minus(far) } else { far.minus(near) };
    let expr = Expr::constant(100).minus(distance.times(Expr::constant(100)).over(size_of(term, edge)));
    working.line(Term::Percent, rule, expr).ok_or(Unscorable::ZeroBase)
}
