//! The cases of `scoring_cases.csv`: actual and target in, percent, band, points and score out.

use phaen_domain::indicator::{PercentRule, Target, ZeroTarget};
use phaen_domain::scoring::{BelowLowest, Working, percent_of_target};

use crate::support::{exact, five_bands, golden, shown, target};

#[test]
fn all_19_cases_have_the_expected_percent_band_points_and_score() {
    let rows = golden("scoring_cases.csv");
    assert_eq!(rows.len(), 19);
    let scale = five_bands(BelowLowest::Floor);
    for row in rows {
        let (rule, goal) = match row["rule"].as_str() {
            "higher_is_better" => (PercentRule::Higher, target("K", &row["target"])),
            "lower_is_better_complement" => (PercentRule::LowerBounded, target("K", &row["target"])),
            "level" => (PercentRule::Level, target("K", &row["target"])),
            "growth_on_base" => (PercentRule::GrowthOnBase, growth(&row["target"])),
            other => panic!("no rule {other}"),
        };
        let mut working = Working::default();
        let percent = percent_of_target(rule, ZeroTarget::Refused, &exact(&row["actual"]), &goal, &mut working).unwrap();
        let placed = scale.place_percent(&percent, &mut working);
        let case = &row["case"];
        assert_eq!(shown(&percent), row["expected_percent"], "percent of {case}");
        assert_eq!(placed.band.to_string(), row["expected_band"], "band of {case}");
        assert_eq!(placed.points_shown.unwrap().to_string(), row["expected_points"], "points of {case}");
        assert_eq!(shown(&placed.score), row["expected_score"], "score of {case}");
        assert!(working.recomputes());
    }
}

fn growth(level: &str) -> Target {
    target("K", &(&exact(level) - &exact("100")).plain())
}
