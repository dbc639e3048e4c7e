//! What must hold for every scale and every figure (`scoring.md` 5).

use phaen_domain::indicator::{PercentRule, Target, ZeroTarget};
use phaen_domain::number::{Decimal, Exact};
use phaen_domain::scoring::{BelowLowest, Rule, Scale, Term, Working, percent_of_target};
use proptest::prelude::*;

use crate::support::{five_bands, five_thresholds, project_status, target, three_targets};

/// Hundredths as a reported value.
fn hundredths(value: i64) -> Decimal {
    let sign = if value < 0 { "-" } else { "" };
    Decimal::parse(&format!("{sign}{}.{:02}", value.abs() / 100, value.abs() % 100)).unwrap()
}

fn figure(value: i64) -> Exact {
    hundredths(value).exact()
}

fn goal(value: i64) -> Target {
    Target { value: Some(hundredths(value)), ..target("K", "0") }
}

fn range(low: i64, width: i64) -> Target {
    Target { high: Some(hundredths(low + width)), ..goal(low) }
}

fn percent_and_working(rule: PercentRule, actual: &Exact, goal: &Target) -> (Exact, Working) {
    let mut working = Working::default();
    let percent = percent_of_target(rule, ZeroTarget::Refused, actual, goal, &mut working).unwrap();
    (percent, working)
}

fn percent(rule: PercentRule, actual: &Exact, goal: &Target) -> Exact {
    percent_and_working(rule, actual, goal).0
}

fn below() -> impl Strategy<Value = BelowLowest> {
    prop_oneof![Just(BelowLowest::Floor), Just(BelowLowest::Zero), Just(BelowLowest::Linear)]
}

fn bands() -> impl Strategy<Value = Scale> {
    (below(), any::<bool>()).prop_map(|(below, interpolated)| Scale { interpolated, ..five_bands(below) })
}

fn anchored() -> impl Strategy<Value = Scale> {
    (below(), any::<bool>(), any::<bool>()).prop_map(|(below, interpolated, five)| {
        let scale = if five { five_thresholds(below) } else { three_targets(below) };
        Scale { interpolated, ..scale }
    })
}

/// Anchors that rise by these steps, or fall from their end.
fn anchors_of(scale: &Scale, first: i64, steps: &[i64], falling: bool) -> Vec<Decimal> {
    let mut values = vec![first];
    values.extend(steps.iter().take(scale.points.len() - 1).scan(first, |at, step| {
        *at += step;
        Some(*at)
    }));
    if falling {
        values.reverse();
    }
    values.into_iter().map(hundredths).collect()
}

fn higher() -> impl Strategy<Value = PercentRule> {
    prop_oneof![Just(PercentRule::Higher), Just(PercentRule::Level), Just(PercentRule::GrowthOnBase)]
}

fn lower() -> impl Strategy<Value = PercentRule> {
    prop_oneof![Just(PercentRule::LowerBounded), Just(PercentRule::LowerRatio), Just(PercentRule::LowerDifference)]
}

fn place(scale: &Scale, percent: &Exact) -> (Exact, Working) {
    let mut working = Working::default();
    let placed = scale.place_percent(percent, &mut working);
    (placed.score, working)
}

fn place_actual(scale: &Scale, actual: &Exact, anchors: &[Decimal]) -> (Exact, Working) {
    let mut working = Working::default();
    let placed = scale.place_actual(actual, anchors, &mut working).unwrap();
    (placed.score, working)
}

/// The target at which a bounded rule still has something to compare with.
const BOUNDED: std::ops::Range<i64> = 1..10_000;

proptest! {
    #[test]
    fn where_higher_is_better_more_is_never_worse(
        rule in higher(), scale in bands(), goal_value in BOUNDED, a in -20_000i64..50_000, more in 0i64..50_000,
    ) {
        let goal = goal(goal_value);
        let (low, high) = (percent(rule, &figure(a), &goal), percent(rule, &figure(a + more), &goal));
        prop_assert!(low <= high);
        prop_assert!(place(&scale, &low).0 <= place(&scale, &high).0);
    }

    #[test]
    fn where_lower_is_better_less_is_never_worse(
        rule in lower(), scale in bands(), goal_value in BOUNDED, a in -20_000i64..50_000, more in 0i64..50_000,
    ) {
        let goal = goal(goal_value);
        let (better, worse) = (percent(rule, &figure(a), &goal), percent(rule, &figure(a + more), &goal));
        // A ratio at or below zero is full by rule: 100 is shown there instead of a percentage without bound.
        if rule != PercentRule::LowerRatio || a > 0 {
            prop_assert!(better >= worse);
        }
        prop_assert!(place(&scale, &better).0 >= place(&scale, &worse).0);
    }

    #[test]
    fn a_difference_keeps_its_direction_whatever_the_sign_of_its_target(
        goal_value in -50_000i64..50_000, a in -50_000i64..50_000, more in 0i64..50_000,
    ) {
        prop_assume!(goal_value != 0);
        let goal = goal(goal_value);
        let rule = PercentRule::LowerDifference;
        prop_assert!(percent(rule, &figure(a), &goal) >= percent(rule, &figure(a + more), &goal));
    }

    #[test]
    fn farther_outside_a_range_is_never_better_and_inside_is_always_100(
        scale in bands(), low in 1i64..20_000, width in 0i64..20_000, within in 0i64..20_000, out in 0i64..20_000, more in 0i64..20_000,
    ) {
        let goal = range(low, width);
        let rule = PercentRule::Range;
        let judged = |actual: i64| percent(rule, &figure(actual), &goal);
        prop_assert_eq!(judged(low + within.min(width)), Exact::hundred());
        for (near, far) in [(low - out, low - out - more), (low + width + out, low + width + out + more)] {
            prop_assert!(judged(near) >= judged(far));
            prop_assert!(place(&scale, &judged(near)).0 >= place(&scale, &judged(far)).0);
            prop_assert!(judged(far) <= Exact::hundred());
        }
    }

    #[test]
    fn exactly_the_target_is_exactly_100_percent_and_full_score(
        rule in prop_oneof![higher(), lower()], scale in bands(), goal_value in BOUNDED,
    ) {
        let actual = match rule {
            PercentRule::GrowthOnBase => figure(10_000 + goal_value),
            _ => figure(goal_value),
        };
        let percent = percent(rule, &actual, &goal(goal_value));
        prop_assert_eq!(&percent, &Exact::hundred());
        prop_assert_eq!(place(&scale, &percent).0, scale.full_score.exact());
    }

    #[test]
    fn a_hair_below_the_target_is_below_100_percent(rule in higher(), goal_value in BOUNDED) {
        let reached = if rule == PercentRule::GrowthOnBase { 10_000 + goal_value } else { goal_value };
        prop_assert!(percent(rule, &figure(reached - 1), &goal(goal_value)) < Exact::hundred());
    }

    #[test]
    fn a_ratio_does_not_depend_on_the_unit_of_measure(
        rule in prop_oneof![
            Just(PercentRule::Higher), Just(PercentRule::Level), Just(PercentRule::LowerRatio), Just(PercentRule::LowerDifference)
        ],
        goal_value in 1i64..1_000_000, actual in 0i64..1_000_000, k in 1i64..10_000,
    ) {
        let once = percent(rule, &figure(actual), &goal(goal_value));
        prop_assert_eq!(once, percent(rule, &figure(actual * k), &goal(goal_value * k)));
    }

    #[test]
    fn a_score_by_bands_is_never_outside_zero_and_full(scale in bands(), millionths in -2_000_000_000i64..2_000_000_000) {
        let percent = Exact::from(millionths).divided_by(&Exact::from(1_000_000)).unwrap();
        let (score, working) = place(&scale, &percent);
        prop_assert!(!score.is_negative() && score <= scale.full_score.exact());
        prop_assert!(working.recomputes());
        prop_assert_eq!(working.result(), Some(&score));
    }

    #[test]
    fn more_percent_is_never_a_lower_score_or_band(scale in bands(), a in -5_000_000i64..15_000_000, more in 0i64..15_000_000) {
        let at = |value: i64| Exact::from(value).divided_by(&Exact::from(100_000)).unwrap();
        let (mut first, mut second) = (Working::default(), Working::default());
        let (low, high) = (scale.place_percent(&at(a), &mut first), scale.place_percent(&at(a + more), &mut second));
        prop_assert!(low.score <= high.score && low.band <= high.band);
    }

    #[test]
    fn between_60_and_100_bands_have_no_gaps(thousandths in 60_000i64..=100_000) {
        let percent = Exact::from(thousandths).divided_by(&Exact::from(1000)).unwrap();
        let mut working = Working::default();
        let placed = five_bands(BelowLowest::Floor).place_percent(&percent, &mut working);
        let expected = &percent.divided_by(&Exact::from(10)).unwrap() - &Exact::from(5);
        prop_assert_eq!(&working.last(Term::ExactScore).unwrap().value, &expected);
        prop_assert_eq!(&placed.score, &expected.round_half_up(2).exact());
        prop_assert_eq!(i64::from(placed.band), thousandths / 10_000 - 5);
    }

    #[test]
    fn an_actual_between_anchors_never_scores_less_for_being_better(
        scale in anchored(), first in -10_000i64..10_000, steps in prop::collection::vec(1i64..5_000, 4),
        falling in any::<bool>(), a in -30_000i64..40_000, more in 0i64..40_000,
    ) {
        prop_assume!(!(falling && scale.below_lowest == BelowLowest::Linear));
        let anchors = anchors_of(&scale, first, &steps, falling);
        let (mut worse, mut better) = (a, a + more);
        if falling {
            std::mem::swap(&mut worse, &mut better);
        }
        let (low, high) = (place_actual(&scale, &figure(worse), &anchors).0, place_actual(&scale, &figure(better), &anchors).0);
        prop_assert!(low <= high, "{low:?} {high:?}");
    }

    #[test]
    fn at_each_anchor_the_score_is_that_of_its_point_and_never_outside_zero_and_full(
        scale in anchored(), first in -10_000i64..10_000, steps in prop::collection::vec(1i64..5_000, 4),
        falling in any::<bool>(), actual in -60_000i64..60_000,
    ) {
        prop_assume!(!(falling && scale.below_lowest == BelowLowest::Linear));
        let anchors = anchors_of(&scale, first, &steps, falling);
        for (anchor, point) in anchors.iter().zip(&scale.points) {
            prop_assert_eq!(place_actual(&scale, &anchor.exact(), &anchors).0, point.score.exact());
        }
        let (score, working) = place_actual(&scale, &figure(actual), &anchors);
        prop_assert!(!score.is_negative() && score <= scale.full_score.exact());
        prop_assert!(working.recomputes());
        prop_assert_eq!(working.result(), Some(&score));
    }

    #[test]
    fn a_status_scores_what_it_says_or_nothing_is_said(status in -50i64..150) {
        let scale = project_status();
        let placed = scale.place_status(&Exact::from(status), &mut Working::default());
        prop_assert_eq!(placed.map(|placed| placed.score), (0..=4).map(|n| n * 25).find(|n| *n == status).map(Exact::from));
    }

    #[test]
    fn the_working_of_a_percentage_recomputes_to_it(
        rule in prop_oneof![higher(), lower(), Just(PercentRule::Range)], goal_value in BOUNDED, width in 0i64..5_000,
        actual in -20_000i64..50_000,
    ) {
        let (percent, working) = percent_and_working(rule, &figure(actual), &range(goal_value, width));
        prop_assert!(working.recomputes());
        prop_assert_eq!(working.result(), Some(&percent));
        prop_assert!(working.lines.iter().all(|line| !matches!(line.rule, Rule::RoundHalfUp(_))), "a percentage is exact");
    }
}
