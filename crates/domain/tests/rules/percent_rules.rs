//! The formulas of percent of target at their edges (`scoring.md` 1, `decisions.md` 9).

use phaen_domain::indicator::{PercentRule, Target, ZeroTarget};
use phaen_domain::scoring::{Unscorable, Working, percent_of_target};

use crate::support::{exact, shown, target};

fn judged(rule: PercentRule, actual: &str, goal: &Target) -> Result<String, Unscorable> {
    let mut working = Working::default();
    let percent = percent_of_target(rule, ZeroTarget::Refused, &exact(actual), goal, &mut working);
    if let Ok(percent) = &percent {
        assert_eq!(working.result(), Some(percent), "the working ends in the figure");
        assert!(working.recomputes());
    }
    percent.map(|percent| shown(&percent))
}

fn percent(rule: PercentRule, actual: &str, goal: &str) -> Result<String, Unscorable> {
    judged(rule, actual, &target("K", goal))
}

fn range(low: &str, high: &str) -> Target {
    Target { high: Some(crate::support::decimal(high)), ..target("K", low) }
}

fn ok(text: &str) -> Result<String, Unscorable> {
    Ok(text.to_owned())
}

#[test]
fn a_percentage_has_no_cap() {
    assert_eq!(percent(PercentRule::Higher, "14040", "100"), ok("14040.00"));
}

#[test]
fn bounded_lower_is_better_compares_what_is_left_of_100() {
    assert_eq!(percent(PercentRule::LowerBounded, "18.62", "23"), ok("105.69"));
    assert_eq!(percent(PercentRule::LowerBounded, "0", "0"), ok("100.00"));
    assert_eq!(percent(PercentRule::LowerBounded, "100", "23"), ok("0.00"));
}

#[test]
fn a_bounded_target_of_100_or_more_leaves_nothing_to_compare_with() {
    assert_eq!(percent(PercentRule::LowerBounded, "130", "120"), Err(Unscorable::ZeroBase));
    assert_eq!(percent(PercentRule::LowerBounded, "5", "100"), Err(Unscorable::ZeroBase));
}

#[test]
fn unbounded_lower_is_better_is_a_ratio_or_a_difference() {
    assert_eq!(percent(PercentRule::LowerRatio, "40", "30"), ok("75.00"));
    assert_eq!(percent(PercentRule::LowerRatio, "20", "30"), ok("150.00"));
    assert_eq!(percent(PercentRule::LowerDifference, "40", "30"), ok("66.67"));
    assert_eq!(percent(PercentRule::LowerDifference, "20", "30"), ok("133.33"));
    assert_eq!(percent(PercentRule::LowerDifference, "90", "30"), ok("-100.00"));
}

#[test]
fn a_lower_is_better_ratio_at_or_below_zero_is_full_by_rule() {
    assert_eq!(percent(PercentRule::LowerRatio, "0", "30"), ok("100.00"));
    assert_eq!(percent(PercentRule::LowerRatio, "-5", "30"), ok("100.00"));
}

#[test]
fn a_negative_target_cannot_divide_a_ratio() {
    for rule in [PercentRule::Higher, PercentRule::Level, PercentRule::LowerRatio] {
        assert_eq!(percent(rule, "-3", "-5"), Err(Unscorable::ZeroTarget), "{rule:?}");
    }
}

#[test]
fn a_negative_target_keeps_the_direction_of_a_difference() {
    assert_eq!(percent(PercentRule::LowerDifference, "-5", "-5"), ok("100.00"));
    assert_eq!(percent(PercentRule::LowerDifference, "-10", "-5"), ok("200.00"));
    assert_eq!(percent(PercentRule::LowerDifference, "-4", "-5"), ok("80.00"));
}

#[test]
fn growth_compares_levels_with_the_base_year_as_100() {
    assert_eq!(percent(PercentRule::GrowthOnBase, "178.42", "1"), ok("176.65"));
    assert_eq!(percent(PercentRule::GrowthOnBase, "100", "0"), ok("100.00"));
    assert_eq!(percent(PercentRule::GrowthOnBase, "95", "-5"), ok("100.00"));
    assert_eq!(percent(PercentRule::GrowthOnBase, "1", "-100"), Err(Unscorable::ZeroBase));
    assert_eq!(percent(PercentRule::GrowthOnBase, "1", "-150"), Err(Unscorable::ZeroBase));
}

#[test]
fn inside_a_range_is_100_and_outside_it_falls_by_the_distance_to_the_nearer_edge() {
    let goal = range("20", "50");
    for inside in ["20", "35", "50"] {
        assert_eq!(judged(PercentRule::Range, inside, &goal), ok("100.00"));
    }
    assert_eq!(judged(PercentRule::Range, "18", &goal), ok("90.00"));
    assert_eq!(judged(PercentRule::Range, "60", &goal), ok("80.00"));
    assert_eq!(judged(PercentRule::Range, "-6", &range("-5", "5")), ok("80.00"));
}

#[test]
fn a_range_needs_two_edges_in_order_and_an_edge_of_zero_needs_a_rule() {
    assert_eq!(judged(PercentRule::Range, "3", &target("K", "5")), Err(Unscorable::NoTarget));
    assert_eq!(judged(PercentRule::Range, "7", &range("10", "5")), Err(Unscorable::NotOnScale));
    assert_eq!(judged(PercentRule::Range, "-1", &range("0", "5")), Err(Unscorable::ZeroTarget));
    assert_eq!(judged(PercentRule::Range, "0", &range("0", "5")), ok("100.00"));
}

#[test]
fn a_level_is_compared_with_its_target_level() {
    assert_eq!(percent(PercentRule::Level, "5", "5"), ok("100.00"));
    assert_eq!(percent(PercentRule::Level, "2", "3"), ok("66.67"));
}
