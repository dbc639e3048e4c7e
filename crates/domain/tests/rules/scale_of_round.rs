//! A round with bands of its own (capability 9): they take the place of the indicator's scale at that round, for all units, and nowhere else.

use phaen_domain::id::ScaleCode;
use phaen_domain::indicator::{Aggregation, PercentRule, Target};
use phaen_domain::number::{Decimal, Exact};
use phaen_domain::observation::Reported;
use phaen_domain::plan::{AgencyPlan, Level};
use phaen_domain::scoring::{Actual, BelowLowest, IndicatorScore, Scale, ScalePoint, Scorecard, Unscorable};
use phaen_domain::workbook::{ProblemRule, Problems, Records, check_target, understand_records, write};
use proptest::prelude::*;

use crate::support::{
    anchors, decimal, empty_plan, exact, five_bands, indicator, indicator_code, node, observed, observed_by, owner, round_code,
    target, three_targets, unit_code, value,
};

fn scale_code(code: &str) -> ScaleCode {
    ScaleCode::new(code).unwrap()
}

/// Half of what the year asks for is the full score: 30, 35, 40, 45, 50.
fn half_year() -> Scale {
    let year = five_bands(BelowLowest::Floor);
    let half = |from: Decimal| decimal(&from.exact().divided_by(&Exact::from(2)).unwrap().plain());
    let points = year.points.iter().map(|point| ScalePoint { from: point.from.map(half), ..point.clone() });
    Scale { points: points.collect(), code: scale_code("half-year"), ..year }
}

fn of_round(round: &str, goal: &str, scale: &str) -> Target {
    Target { round: Some(round_code(round)), scale: Some(scale_code(scale)), ..target("K", goal) }
}

/// An indicator with a year's target of 100 that stood at 42 at each round; R6 has bands of its own.
fn plan() -> AgencyPlan {
    let mut plan = empty_plan();
    plan.levels.push(Level { depth: 1, name_th: "ประเด็น".to_owned(), name_en: None });
    plan.edition.announced_on = Some(jiff::civil::date(2022, 10, 1));
    plan.nodes.push(node("N", None));
    plan.scales.push(half_year());
    plan.indicators.push(indicator("K", "N"));
    plan.targets = vec![target("K", "100"), of_round("R6", "100", "half-year")];
    plan.observations = ["R6", "R9", "R12"].map(|round| observed("K", round, value("42"))).into();
    plan
}

fn score_at(plan: &AgencyPlan, round: &str) -> IndicatorScore {
    Scorecard::of(plan, &round_code(round)).unwrap().indicator(&indicator_code("K")).unwrap().clone()
}

fn scale_named<'a>(plan: &'a AgencyPlan, score: &IndicatorScore) -> &'a str {
    plan.scales[score.scale.unwrap()].code.as_str()
}

#[test]
fn a_round_is_scored_by_its_own_bands_and_the_others_by_the_indicators() {
    let plan = plan();
    let own = score_at(&plan, "R6");
    assert_eq!((own.score(), scale_named(&plan, &own)), (Some(&exact("3.4")), "half-year"), "3 + (42 − 40) / 5");
    assert!(own.working.recomputes());
    for round in ["R9", "R12"] {
        let usual = score_at(&plan, round);
        assert_eq!((usual.score(), scale_named(&plan, &usual)), (Some(&exact("1")), "five-bands"), "{round}");
    }
    let kpi = &plan.indicators[0];
    let named = |round: Option<&str>| plan.scale_at(kpi, round.map(round_code).as_ref()).map(|scale| scale.code.to_string());
    assert_eq!(
        [named(None), named(Some("R6")), named(Some("R12"))].map(Option::unwrap),
        ["five-bands", "half-year", "five-bands"]
    );
}

#[test]
fn an_indicator_that_is_only_followed_is_scored_at_the_round_that_has_bands() {
    let mut plan = plan();
    plan.indicators[0].scale = None;
    let score = |round| Scorecard::of(&plan, &round_code(round)).unwrap().plan.full;
    assert_eq!((score("R6"), score("R12")), (exact("5"), exact("0")));
}

#[test]
fn the_rounds_bands_hold_for_every_unit_whatever_its_target() {
    let mut plan = plan();
    plan.indicators[0].owners = vec![owner("ก", None), owner("ข", None)];
    let of_unit = |unit: &str, round: Option<&str>, goal| Target {
        unit: Some(unit_code(unit)),
        round: round.map(round_code),
        ..target("K", goal)
    };
    plan.targets.extend([of_unit("ก", None, "100"), of_unit("ข", Some("R6"), "50")]);
    plan.observations = vec![observed_by("ก", "K", "R6", value("42")), observed_by("ข", "K", "R6", value("21"))];
    for aggregation in [Aggregation::Average, Aggregation::Sum] {
        plan.indicators[0].measure.aggregation = aggregation;
        for unit in ["ก", "ข"] {
            let card = Scorecard::of_unit(&plan, &round_code("R6"), Some(&unit_code(unit))).unwrap();
            assert_eq!(card.indicators[0].score(), Some(&exact("3.4")), "{unit} {aggregation:?}");
        }
    }
}

#[test]
fn a_frozen_round_is_scored_by_the_bands_that_it_kept() {
    let plan = plan();
    let kept = write(&plan).canonical();
    assert!(kept.contains("\ntargets|K|\\0|\\0|100|\\0|\\0|\\0|\\0\n"), "a target without is written as it always was: {kept}");
    assert!(kept.contains("\ntargets|K|\\0|R6|100|\\0|\\0|\\0|\\0|half-year\n"), "{kept}");
    let thawed = understand_records(&Records::from_canonical(&kept).unwrap(), Problems::default()).unwrap();
    assert_eq!(Scorecard::of(&thawed, &round_code("R6")), Scorecard::of(&plan, &round_code("R6")));
}

/// Column and rule of what a target breaks.
fn broken(plan: &AgencyPlan, target: &Target) -> Vec<(Option<&'static str>, ProblemRule)> {
    check_target(plan, target).listed().iter().map(|it| (it.column, it.rule.clone())).collect()
}

#[test]
fn a_scale_of_its_own_belongs_to_the_agencys_target_of_a_round() {
    let mut plan = plan();
    plan.units.push(phaen_domain::organisation::Unit {
        code: unit_code("ก"),
        abbreviation: "ก".to_owned(),
        name_th: "ก".to_owned(),
        name_en: None,
        kind: "กอง".to_owned(),
        parent: None,
        valid_from: None,
        valid_to: None,
        successor: None,
        collective: false,
        note: None,
    });
    assert_eq!(broken(&plan, &plan.targets[1]), []);
    let refused = [(Some("scale"), ProblemRule::ScaleOfRound)];
    assert_eq!(broken(&plan, &Target { round: None, ..plan.targets[1].clone() }), refused);
    assert_eq!(broken(&plan, &Target { unit: Some(unit_code("ก")), ..plan.targets[1].clone() }), refused);
    let unknown = Target { scale: Some(scale_code("none")), ..plan.targets[1].clone() };
    assert_eq!(broken(&plan, &unknown), [(Some("scale"), ProblemRule::Unknown("scales"))]);
    let of_anchors = Target { scale: Some(scale_code("five-thresholds")), ..plan.targets[1].clone() };
    assert_eq!(broken(&plan, &of_anchors), [(Some("scale"), ProblemRule::RuleAndScale)]);
    let without_value = Target { value: None, ..plan.targets[1].clone() };
    assert_eq!(broken(&plan, &without_value), [(Some("value"), ProblemRule::EmptyTarget)]);
}

#[test]
fn anchors_of_a_round_are_those_of_its_own_scale_for_the_agency_and_its_units() {
    let mut plan = plan();
    plan.indicators[0].measure.percent_rule = PercentRule::Anchors;
    plan.indicators[0].scale = Some(scale_code("five-thresholds"));
    let at_half = |values: &[&str]| Target {
        round: Some(round_code("R6")),
        scale: Some(three_targets(BelowLowest::Zero).code),
        ..anchors("K", values)
    };
    plan.targets = vec![anchors("K", &["10", "20", "30", "40", "50"]), at_half(&["20", "40", "60"])];
    assert_eq!(score_at(&plan, "R6").score(), Some(&exact("77.5")), "75 + 25 × (42 − 40) / 20");
    assert_eq!(score_at(&plan, "R12").score(), Some(&exact("4.2")));
    assert_eq!(broken(&plan, &plan.targets[1]), []);
    let five = at_half(&["10", "20", "30", "40", "50"]);
    assert_eq!(broken(&plan, &five), [(Some("anchors"), ProblemRule::Anchors(3))]);
    let usual = Target { scale: None, ..five };
    assert_eq!(broken(&plan, &usual), [], "without its own scale the round has the indicator's five");
    plan.targets[1] = usual;
    plan.targets[1].scale = Some(three_targets(BelowLowest::Zero).code);
    assert_eq!(score_at(&plan, "R6").unscorable, Some(Unscorable::NotOnScale), "and what does not fit gives no score");
}

#[test]
fn a_rounds_new_scale_is_held_against_the_targets_that_units_have_at_it() {
    let mut plan = plan();
    plan.indicators[0].measure.percent_rule = PercentRule::Anchors;
    plan.indicators[0].scale = Some(scale_code("five-thresholds"));
    let five = anchors("K", &["10", "20", "30", "40", "50"]);
    let of_unit = Target { unit: Some(unit_code("ก")), round: Some(round_code("R6")), ..five.clone() };
    plan.targets = vec![five, of_unit];
    let scale = Some(three_targets(BelowLowest::Zero).code);
    let of_agency = Target { round: Some(round_code("R6")), scale, ..anchors("K", &["20", "40", "60"]) };
    assert!(broken(&plan, &of_agency).contains(&(Some("anchors"), ProblemRule::Anchors(3))));
}

#[test]
fn the_refusal_says_what_to_do_in_both_languages() {
    let mut plan = plan();
    plan.targets.remove(0);
    plan.targets[0].round = None;
    let problems = understand_records(&write(&plan), Problems::default()).unwrap_err();
    let [problem] = problems.listed() else { panic!("{problems:?}") };
    let words = problem.wording();
    assert!(words.rule_th.contains("เป้าหมายของรอบ") && words.remedy_th.contains("เว้นช่องหน่วยงานว่าง"), "{}", problem.line_th());
    assert!(words.rule_en.contains("of a round") && words.remedy_en.contains("name the round"), "{}", problem.line_en());
}

proptest! {
    #[test]
    fn a_round_without_its_own_bands_is_scored_as_before(figures in prop::array::uniform3(0i64..150), own in 0usize..3, goal in 1i64..120) {
        let rounds = ["R6", "R9", "R12"];
        let mut before = plan();
        before.targets = vec![target("K", &goal.to_string())];
        let reported = |(round, figure)| observed("K", round, Reported::Value(Decimal::whole(figure)));
        before.observations = rounds.into_iter().zip(figures).map(reported).collect();
        let mut after = before.clone();
        after.targets.push(of_round(rounds[own], &goal.to_string(), "half-year"));
        for (place, round) in rounds.into_iter().enumerate().filter(|(place, _)| *place != own) {
            prop_assert_eq!(Scorecard::of(&before, &round_code(round)), Scorecard::of(&after, &round_code(round)), "{} {}", place, round);
        }
        // At the round itself it is as if the indicator had the scale: actual and percent stay, the score lies within the scale.
        let mut always = before.clone();
        always.indicators[0].scale = Some(scale_code("half-year"));
        let (with, usual, wanted) = (score_at(&after, rounds[own]), score_at(&before, rounds[own]), score_at(&always, rounds[own]));
        prop_assert_eq!((&with.actual, &with.percent), (&usual.actual, &usual.percent));
        prop_assert_eq!((&with.placed, &with.full, with.status, &with.working), (&wanted.placed, &wanted.full, wanted.status, &wanted.working));
        prop_assert!(with.score() >= usual.score(), "half the year's bands never give less");
        prop_assert!(matches!(with.actual, Actual::Known(_)) && with.working.recomputes());
    }
}
