//! Judging an actual by target and scale: status, percentage and place on the scale. Every figure of a scorecard passes through here.

use super::actual::Actual;
use super::percent::{Unscorable, percent_of_target};
use super::scale::{Placed, Scale, ScaleKind};
use super::working::{Expr, Rule, Term, Working};
use crate::indicator::{Indicator, PercentRule, Target};
use crate::number::{Decimal, Exact};

/// How a result stands against its target. Colour, icon and word follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// บรรลุ: 100 percent or more.
    Achieved,
    /// ใกล้เคียง: near, by the scale.
    Near,
    /// ไม่บรรลุ
    Missed,
    /// รอรายงาน: no data; scores 0 and stays in B.
    Awaiting,
    /// ไม่สามารถวัดผลได้: leaves B.
    NotMeasurable,
    /// ไม่เกี่ยวข้อง: leaves B.
    NotApplicable,
    /// Followed without a score, or no score follows.
    NotScored,
}

/// What follows from an actual.
pub(super) struct Judgement {
    /// Percent of target, exact.
    pub(super) percent: Option<Exact>,
    /// The place on the scale.
    pub(super) placed: Option<Placed>,
    /// Status.
    pub(super) status: Status,
    /// Why no score follows, if none does.
    pub(super) unscorable: Option<Unscorable>,
}

impl Judgement {
    pub(super) const fn without_score(status: Status, unscorable: Option<Unscorable>) -> Self {
        Self { percent: None, placed: None, status, unscorable }
    }
}

/// Judges an actual by target and scale.
pub(super) fn judge(
    indicator: &Indicator,
    scale: Option<&Scale>,
    target: Option<&Target>,
    actual: &Actual,
    working: &mut Working,
) -> Judgement {
    let figure = match actual {
        Actual::Known(figure) => figure,
        Actual::NoData => return no_data(scale, working),
        Actual::NotApplicable(_) => return Judgement::without_score(Status::NotApplicable, None),
        Actual::NotMeasurable(_) => return Judgement::without_score(Status::NotMeasurable, None),
        Actual::Unscorable(why) => return Judgement::without_score(Status::NotScored, Some(*why)),
    };
    match (scale, target) {
        (Some(scale), _) if scale.kind == ScaleKind::Points => by_points(scale, figure, working),
        (_, None) => Judgement::without_score(Status::NotScored, Some(Unscorable::NoTarget)),
        (Some(scale), Some(target)) if scale.kind == ScaleKind::Anchors => by_anchors(scale, figure, &target.anchors, working),
        (scale, Some(target)) => by_percent(indicator, scale, figure, target, working),
    }
}

/// No data scores 0 and stays in B (`decisions.md` 5).
fn no_data(scale: Option<&Scale>, working: &mut Working) -> Judgement {
    let placed = scale.map(|_| {
        working.line(Term::Score, Rule::NoDataIsZero, Expr::constant(0));
        Placed { score: Exact::zero(), band: 0, points_shown: None }
    });
    Judgement { percent: None, placed, status: Status::Awaiting, unscorable: None }
}

fn by_percent(indicator: &Indicator, scale: Option<&Scale>, figure: &Exact, target: &Target, working: &mut Working) -> Judgement {
    let measure = &indicator.measure;
    match percent_of_target(measure.percent_rule, measure.zero_target, figure, target, working) {
        Err(why) => Judgement::without_score(Status::NotScored, Some(why)),
        Ok(percent) => {
            let placed = scale.map(|scale| scale.place_percent(&percent, working));
            let status = status_at(&percent, scale.map_or(Decimal::whole(90), |scale| scale.near_from));
            Judgement { percent: Some(percent), placed, status, unscorable: None }
        }
    }
}

fn by_anchors(scale: &Scale, figure: &Exact, anchors: &[Decimal], working: &mut Working) -> Judgement {
    if anchors.is_empty() {
        return Judgement::without_score(Status::NotScored, Some(Unscorable::NoTarget));
    }
    scored(scale, scale.place_actual(figure, anchors, working), working)
}

fn by_points(scale: &Scale, figure: &Exact, working: &mut Working) -> Judgement {
    scored(scale, scale.place_status(figure, working), working)
}

/// The status goes by the exact score: 4.9995 shows as 5.00 and has not reached its target.
fn scored(scale: &Scale, placed: Option<Placed>, working: &Working) -> Judgement {
    let Some(placed) = placed else {
        return Judgement::without_score(Status::NotScored, Some(Unscorable::NotOnScale));
    };
    let exact = working.last(Term::ExactScore).map_or(&placed.score, |line| &line.value);
    let of_full = (exact * &Exact::hundred()).divided_by(&scale.full_score.exact());
    let status = of_full.map_or(Status::NotScored, |share| status_at(&share, scale.near_from));
    Judgement { percent: None, placed: Some(placed), status, unscorable: None }
}

/// บรรลุ from 100, ใกล้เคียง from the scale's edge, else ไม่บรรลุ.
#[must_use]
pub fn status_at(percent: &Exact, near_from: Decimal) -> Status {
    match percent {
        p if *p >= Exact::hundred() => Status::Achieved,
        p if *p >= near_from.exact() => Status::Near,
        _ => Status::Missed,
    }
}

/// Whether an indicator's percentage is bounded in the way its rule asks: a share of 100 cannot be above it.
#[must_use]
pub fn is_within_bounds(rule: PercentRule, actual: Decimal) -> bool {
    rule != PercentRule::LowerBounded || (!actual.is_negative() && actual.exact() <= Exact::hundred())
}
