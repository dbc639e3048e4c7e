//! Scales at their edges: bands without gaps, below the lowest, thresholds rising and falling, three targets (`scoring.md` 2 and 3).

use phaen_domain::number::Decimal;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{BelowLowest, Rule, Scale, Scorecard, Status, Working};

use crate::support::{
    anchors, decimal, empty_plan, exact, five_bands, five_thresholds, indicator, indicator_code, node, observed, round_code,
    shown, three_targets, value,
};

fn banded(scale: &Scale, percent: &str) -> (u8, Option<String>, String) {
    let mut working = Working::default();
    let placed = scale.place_percent(&exact(percent), &mut working);
    assert!(working.recomputes());
    assert_eq!(working.result(), Some(&placed.score));
    (placed.band, placed.points_shown.map(|points| points.to_string()), shown(&placed.score))
}

fn in_band(band: u8, points: &str, score: &str) -> (u8, Option<String>, String) {
    (band, Some(points.to_owned()), score.to_owned())
}

fn anchored(scale: &Scale, anchors: &[&str], actual: &str) -> Option<String> {
    let anchors = anchors.iter().map(|anchor| decimal(anchor)).collect::<Vec<Decimal>>();
    let mut working = Working::default();
    let placed = scale.place_actual(&exact(actual), &anchors, &mut working)?;
    assert!(working.recomputes());
    assert_eq!(working.result(), Some(&placed.score));
    Some(shown(&placed.score))
}

fn scored(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn every_band_begins_at_its_edge_and_rises_in_proportion() {
    let scale = five_bands(BelowLowest::Floor);
    for (percent, expected) in [
        ("14040", in_band(5, "100", "5.00")),
        ("100", in_band(5, "100", "5.00")),
        ("99.9", in_band(4, "90", "4.99")),
        ("95.61", in_band(4, "90", "4.56")),
        ("90", in_band(4, "90", "4.00")),
        ("80", in_band(3, "80", "3.00")),
        ("70", in_band(2, "70", "2.00")),
        ("60", in_band(1, "60", "1.00")),
    ] {
        assert_eq!(banded(&scale, percent), expected, "{percent}");
    }
}

#[test]
fn a_percentage_of_89_995_belongs_to_band_3_though_it_shows_as_90() {
    assert_eq!(banded(&five_bands(BelowLowest::Floor), "89.995"), in_band(3, "80", "4.00"));
    assert_eq!(banded(&five_bands(BelowLowest::Floor), "99.999"), in_band(4, "90", "5.00"));
}

#[test]
fn below_60_the_floor_is_the_score_of_the_lowest_band_as_printed() {
    let scale = five_bands(BelowLowest::Floor);
    for percent in ["59.999", "30", "0.000001"] {
        assert_eq!(banded(&scale, percent), in_band(1, "60", "1.00"), "{percent}");
    }
}

#[test]
fn below_60_the_linear_rule_gives_p_sixtieths() {
    let scale = five_bands(BelowLowest::Linear);
    assert_eq!(banded(&scale, "30"), in_band(1, "60", "0.50"));
    assert_eq!(banded(&scale, "59.999"), in_band(1, "60", "1.00"));
    assert_eq!(banded(&scale, "0.001"), in_band(1, "60", "0.00"), "a little is still in the lowest band");
}

#[test]
fn below_60_the_zero_rule_gives_nothing() {
    assert_eq!(banded(&five_bands(BelowLowest::Zero), "59.999"), in_band(0, "0", "0.00"));
}

#[test]
fn nothing_and_less_than_nothing_are_band_0_by_every_rule() {
    for below in [BelowLowest::Floor, BelowLowest::Zero, BelowLowest::Linear] {
        for percent in ["0", "-0.01", "-250"] {
            assert_eq!(banded(&five_bands(below), percent), in_band(0, "0", "0.00"), "{below:?} {percent}");
        }
    }
}

#[test]
fn without_interpolation_the_band_gives_its_own_score() {
    let scale = Scale { interpolated: false, ..five_bands(BelowLowest::Floor) };
    assert_eq!(banded(&scale, "99.99"), in_band(4, "90", "4.00"));
    assert_eq!(banded(&scale, "100"), in_band(5, "100", "5.00"));
}

#[test]
fn a_score_above_full_is_capped_and_the_working_says_so() {
    let scale = Scale { full_score: decimal("4.5"), ..five_bands(BelowLowest::Floor) };
    let mut working = Working::default();
    assert_eq!(shown(&scale.place_percent(&exact("200"), &mut working).score), "4.50");
    assert!(working.lines.iter().any(|line| line.rule == phaen_domain::scoring::Rule::Capped));
}

#[test]
fn an_exact_half_of_a_hundredth_goes_up() {
    assert_eq!(banded(&five_bands(BelowLowest::Floor), "95.65").2, "4.57", "4.565 exactly");
    assert_eq!(banded(&five_bands(BelowLowest::Floor), "95.6499").2, "4.56");
}

const RISING: [&str; 5] = ["60", "70", "80", "90", "100"];
const FALLING: [&str; 5] = ["50", "40", "30", "20", "10"];

#[test]
fn five_rising_thresholds_are_linear_between_and_clamped_from_1_to_5() {
    let scale = five_thresholds(BelowLowest::Floor);
    for (actual, score) in [("60", "1.00"), ("75", "2.50"), ("87.5", "3.75"), ("100", "5.00"), ("140", "5.00"), ("12", "1.00")] {
        assert_eq!(anchored(&scale, &RISING, actual), scored(score), "{actual}");
    }
    assert_eq!(anchored(&scale, &RISING, "0"), scored("1.00"));
    assert_eq!(anchored(&scale, &RISING, "-7"), scored("1.00"));
}

#[test]
fn five_falling_thresholds_are_linear_between_and_clamped_from_1_to_5() {
    let scale = five_thresholds(BelowLowest::Floor);
    for (actual, score) in [("50", "1.00"), ("35", "2.50"), ("12.5", "4.75"), ("10", "5.00"), ("0", "5.00"), ("90", "1.00")] {
        assert_eq!(anchored(&scale, &FALLING, actual), scored(score), "{actual}");
    }
}

#[test]
fn a_percentage_of_nothing_names_the_rule_that_gives_nothing() {
    for below in [BelowLowest::Floor, BelowLowest::Linear] {
        let mut working = Working::default();
        let _ = five_bands(below).place_percent(&exact("0"), &mut working);
        let rules = working.lines.iter().map(|line| line.rule).collect::<Vec<_>>();
        assert!(rules.contains(&Rule::BelowLowest(BelowLowest::Zero)), "{below:?} {rules:?}");
    }
}

#[test]
fn level_0_below_the_first_threshold_is_an_option() {
    let scale = five_thresholds(BelowLowest::Zero);
    assert_eq!(anchored(&scale, &RISING, "59.99"), scored("0.00"));
    assert_eq!(anchored(&scale, &RISING, "60"), scored("1.00"));
    assert_eq!(anchored(&scale, &FALLING, "50.01"), scored("0.00"));
    assert_eq!(anchored(&scale, &FALLING, "50"), scored("1.00"));
}

#[test]
fn three_targets_98_72_98_84_98_90_give_98_94_full_and_98_78_62_50() {
    let scale = three_targets(BelowLowest::Zero);
    let targets = ["98.72", "98.84", "98.90"];
    for (actual, score) in [("98.94", "100.00"), ("98.78", "62.50"), ("98.72", "50.00"), ("98.84", "75.00"), ("98.90", "100.00")]
    {
        assert_eq!(anchored(&scale, &targets, actual), scored(score), "{actual}");
    }
    assert_eq!(anchored(&scale, &targets, "98.71"), scored("0.00"));
}

#[test]
fn three_targets_1150_40_1202_17_1256_27_give_1202_17_75_and_1230_87_86() {
    let scale = three_targets(BelowLowest::Zero);
    let targets = ["1150.40", "1202.17", "1256.27"];
    assert_eq!(anchored(&scale, &targets, "1202.17"), scored("75.00"));
    assert_eq!(anchored(&scale, &targets, "1230.00"), scored("87.86"));
}

#[test]
fn below_the_first_of_three_targets_50_x_over_a_is_an_option() {
    let scale = three_targets(BelowLowest::Linear);
    assert_eq!(anchored(&scale, &["100", "150", "200"], "60"), scored("30.00"));
    assert_eq!(anchored(&scale, &["100", "150", "200"], "-60"), scored("0.00"));
}

#[test]
fn anchors_that_do_not_fit_the_scale_give_no_score() {
    let scale = five_thresholds(BelowLowest::Floor);
    assert_eq!(anchored(&scale, &["1", "2", "3", "4"], "3"), None, "too few");
    assert_eq!(anchored(&scale, &[], "3"), None);
    assert_eq!(anchored(&scale, &["1", "5", "3", "4", "6"], "3"), None, "neither rising nor falling");
    assert_eq!(anchored(&scale, &["3", "3", "3", "3", "3"], "3"), None, "no direction");
    assert_eq!(
        anchored(&three_targets(BelowLowest::Linear), &["30", "20", "10"], "40"),
        None,
        "falling has no proportion to zero"
    );
}

fn anchored_plan(scale: &str, values: &[&str], actual: &str) -> AgencyPlan {
    let mut plan = empty_plan();
    plan.nodes.push(node("N", None));
    let mut kpi = indicator("K", "N");
    kpi.scale = Some(phaen_domain::id::ScaleCode::new(scale).unwrap());
    kpi.measure.percent_rule = phaen_domain::indicator::PercentRule::Anchors;
    plan.indicators.push(kpi);
    plan.targets.push(anchors("K", values));
    plan.observations.push(observed("K", "R12", value(actual)));
    plan
}

fn status_of(plan: &AgencyPlan) -> Status {
    let card = Scorecard::of(plan, &round_code("R12")).unwrap();
    card.indicator(&indicator_code("K")).unwrap().status
}

#[test]
fn an_actual_just_below_its_last_anchor_is_near_though_its_score_rounds_to_full() {
    assert_eq!(status_of(&anchored_plan("five-thresholds", &RISING, "100")), Status::Achieved);
    assert_eq!(status_of(&anchored_plan("five-thresholds", &RISING, "99.99")), Status::Near);
    assert_eq!(status_of(&anchored_plan("five-thresholds", &RISING, "60")), Status::Missed);
}
