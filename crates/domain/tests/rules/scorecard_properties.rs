//! What must hold for every scorecard, whatever the plan (`scoring.md` 5).

use std::collections::HashMap;

use phaen_domain::id::RoundCode;
use phaen_domain::indicator::{Accumulation, Aggregation, PercentRule, Target};
use phaen_domain::number::{Decimal, Exact};
use phaen_domain::observation::{Observation, Period, Reported};
use phaen_domain::plan::{AgencyPlan, TotalRule};
use phaen_domain::scoring::{Actual, Expr, Scorecard, Status, Term, Total, Working};
use proptest::prelude::*;

use crate::support::{
    decimal, empty_plan, indicator, node, observed, observed_by, observed_in_month, owner, project, round_code,
    status_of_project, target, unit_code,
};

const ROUNDS: [&str; 3] = ["R6", "R9", "R12"];
const UNITS: [&str; 3] = ["ก", "ข", "ค"];

#[derive(Debug, Clone)]
struct Drawn {
    rule: PercentRule,
    accumulation: Accumulation,
    aggregation: Aggregation,
    node: usize,
    goal: i64,
    weight: Option<u8>,
    counted: bool,
    reports: Vec<(usize, Option<usize>, Reported)>,
}

fn reported() -> impl Strategy<Value = Reported> {
    let number = (-500i64..20_000).prop_map(|n| decimal(&n.to_string()));
    prop_oneof![
        6 => number.clone().prop_map(Reported::Value),
        2 => (number.clone(), number).prop_map(|(n, d)| Reported::Ratio(n, d)),
        1 => prop::collection::vec(1u8..6, 0..5).prop_map(Reported::Steps),
        1 => Just(Reported::NoData),
        1 => Just(Reported::NotApplicable("เหตุผล".to_owned())),
        1 => Just(Reported::NotMeasurable("เหตุผล".to_owned())),
    ]
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let rule = prop::sample::select(vec![
        PercentRule::Higher,
        PercentRule::LowerBounded,
        PercentRule::LowerRatio,
        PercentRule::LowerDifference,
        PercentRule::GrowthOnBase,
        PercentRule::Range,
        PercentRule::Level,
    ]);
    let accumulation = prop::sample::select(vec![
        Accumulation::Cumulative,
        Accumulation::Sum,
        Accumulation::Latest,
        Accumulation::Average,
        Accumulation::Maximum,
        Accumulation::Minimum,
        Accumulation::RatioOfSums,
    ]);
    let aggregation = prop::sample::select(vec![
        Aggregation::Central,
        Aggregation::Sum,
        Aggregation::Average,
        Aggregation::Weighted,
        Aggregation::RatioOfSums,
        Aggregation::Maximum,
        Aggregation::Minimum,
        Aggregation::Worst,
    ]);
    let reports = prop::collection::vec((0..ROUNDS.len(), prop::option::of(0..UNITS.len()), reported()), 0..5);
    (rule, accumulation, aggregation, 0usize..5, -10i64..150, prop::option::of(0u8..5), prop::bool::weighted(0.9), reports)
        .prop_map(|(rule, accumulation, aggregation, node, goal, weight, counted, reports)| Drawn {
            rule,
            accumulation,
            aggregation,
            node,
            goal,
            weight,
            counted,
            reports,
        })
}

/// A plan of five nodes, of which three stand under the first two, with whatever was drawn.
fn plan_of(drawn: &[Drawn], total_rule: TotalRule) -> AgencyPlan {
    let mut plan = empty_plan();
    plan.plan.total_rule = total_rule;
    for (code, parent) in [("A", None), ("B", None), ("A1", Some("A")), ("B1", Some("B")), ("B11", Some("B1"))] {
        plan.nodes.push(node(code, parent));
    }
    for (place, drawn) in drawn.iter().enumerate() {
        let code = format!("K{place}");
        let mut kpi = indicator(&code, plan.nodes[drawn.node].code.as_str());
        kpi.measure.percent_rule = drawn.rule;
        kpi.measure.accumulation = drawn.accumulation;
        kpi.measure.aggregation = drawn.aggregation;
        kpi.weight = drawn.weight.map(|weight| Decimal::whole(weight.into()));
        kpi.counted = drawn.counted;
        kpi.owners = vec![owner(UNITS[0], Some("2")), owner(UNITS[1], None)];
        plan.indicators.push(kpi);
        let high = Some(decimal(&(drawn.goal + 20).to_string()));
        plan.targets.push(Target { high, ..target(&code, &drawn.goal.to_string()) });
        let mut seen = Vec::new();
        for (round, unit, reported) in &drawn.reports {
            if !seen.contains(&(round, unit)) {
                seen.push((round, unit));
                plan.observations.push(match unit {
                    Some(unit) => observed_by(UNITS[*unit], &code, ROUNDS[*round], reported.clone()),
                    None => observed(&code, ROUNDS[*round], reported.clone()),
                });
            }
        }
    }
    for (place, status) in ["100", "50", "0"].into_iter().enumerate() {
        let code = format!("P{place}");
        plan.projects.push(project(&code, plan.nodes[place].code.as_str()));
        plan.observations.push(status_of_project(&code, ROUNDS[place], Reported::Value(decimal(status))));
    }
    plan
}

fn plans(total_rule: TotalRule) -> impl Strategy<Value = AgencyPlan> {
    prop::collection::vec(drawn(), 0..12).prop_map(move |drawn| plan_of(&drawn, total_rule))
}

fn any_plan() -> impl Strategy<Value = AgencyPlan> {
    prop_oneof![plans(TotalRule::SumOfScores), plans(TotalRule::WeightedAverage)]
}

fn card(plan: &AgencyPlan, round: &str) -> Scorecard {
    Scorecard::of(plan, &round_code(round)).unwrap()
}

/// Whether every figure in a line that an earlier line gave is the one that the last such line gave.
fn goes_on_from_line_to_line(working: &Working) -> bool {
    let chained = [Term::Percent, Term::ExactScore, Term::TargetLevel, Term::TotalScore, Term::TotalFull];
    let mut given: HashMap<Term, Exact> = HashMap::new();
    working.lines.iter().all(|line| {
        let agrees = leaves(&line.expr)
            .into_iter()
            .all(|(term, value)| !chained.contains(&term) || given.get(&term).is_none_or(|earlier| earlier == value));
        given.insert(line.term, line.value.clone());
        agrees
    })
}

fn leaves(expr: &Expr) -> Vec<(Term, &Exact)> {
    match expr {
        Expr::Constant(_) => Vec::new(),
        Expr::Figure(term, value) => vec![(*term, value)],
        Expr::Sum(parts) => parts.iter().flat_map(leaves).collect(),
        Expr::Minus(a, b) | Expr::Times(a, b) | Expr::Over(a, b) => leaves(a).into_iter().chain(leaves(b)).collect(),
        Expr::Round(_, inner) | Expr::Of(_, inner) => leaves(inner),
    }
}

fn totals(card: &Scorecard) -> Vec<&Total> {
    card.nodes.iter().map(|node| &node.total).chain([&card.plan, &card.projects_total.total]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_working_recomputes_and_ends_in_the_figure_it_explains(plan in any_plan(), round in 0usize..3) {
        let card = card(&plan, ROUNDS[round]);
        for score in &card.indicators {
            prop_assert!(score.working.recomputes());
            prop_assert!(goes_on_from_line_to_line(&score.working), "{:?}", score.working);
            if let Actual::Known(actual) = &score.actual {
                prop_assert_eq!(&score.working.last(Term::Actual).unwrap().value, actual);
            }
            if let Some(percent) = &score.percent {
                prop_assert_eq!(&score.working.last(Term::Percent).unwrap().value, percent);
            }
            if let Some(points) = score.score() {
                prop_assert_eq!(score.working.result(), Some(points));
            }
        }
        for total in totals(&card) {
            prop_assert!(total.working.recomputes() && goes_on_from_line_to_line(&total.working));
            if let Some(percent) = &total.percent {
                prop_assert_eq!(total.working.result(), Some(percent));
            }
        }
    }

    #[test]
    fn every_score_lies_between_zero_and_full_and_every_total_between_0_and_100(plan in any_plan(), round in 0usize..3) {
        let card = card(&plan, ROUNDS[round]);
        for score in &card.indicators {
            let outside = score.score().zip(score.full.as_ref()).is_some_and(|(points, full)| points.is_negative() || points > full);
            prop_assert!(!outside);
        }
        for percent in totals(&card).into_iter().filter_map(|total| total.percent.as_ref()) {
            prop_assert!(!percent.is_negative() && *percent <= Exact::hundred());
        }
    }

    #[test]
    fn the_groups_add_up_to_the_plan_and_b_counts_what_is_judged(plan in plans(TotalRule::SumOfScores), round in 0usize..3) {
        let card = card(&plan, ROUNDS[round]);
        let groups = || card.nodes.iter().filter(|node| ["A", "B"].contains(&node.node.as_str())).map(|node| &node.total);
        prop_assert_eq!(&groups().map(|total| total.score.clone()).sum::<Exact>(), &card.plan.score);
        prop_assert_eq!(&groups().map(|total| total.full.clone()).sum::<Exact>(), &card.plan.full);
        prop_assert_eq!(groups().map(|total| total.counts.all()).sum::<usize>(), card.plan.counts.all());
        let judged = i64::try_from(card.plan.counts.scored()).unwrap();
        prop_assert_eq!(&card.plan.full, &Exact::from(5 * judged));
        let counted = plan.indicators.iter().filter(|indicator| indicator.counted).count();
        prop_assert_eq!(card.plan.counts.all(), counted);
        let projects = &card.projects_total;
        let issues = projects.by_node.iter().filter(|(node, _)| ["A", "B"].contains(&node.as_str()));
        prop_assert_eq!(&issues.map(|(_, total)| total.total.score.clone()).sum::<Exact>(), &projects.total.score);
    }

    #[test]
    fn what_is_reported_later_never_changes_an_earlier_round(plan in any_plan(), reports in prop::collection::vec(reported(), 1..6)) {
        let before = card(&plan, "R6");
        let mut edited = plan.clone();
        let later = |observation: &Observation| observation.period != Period::Round(round_code("R6"));
        edited.observations.retain(|observation| !later(observation));
        for (place, reported) in reports.into_iter().enumerate() {
            edited.observations.push(observed(&format!("K{place}"), ROUNDS[1 + place % 2], reported));
        }
        prop_assert_eq!(before, card(&edited, "R6"));
    }

    #[test]
    fn the_order_in_which_reports_are_stored_changes_nothing(plan in any_plan(), round in 0usize..3) {
        let mut turned = plan.clone();
        turned.observations.reverse();
        turned.targets.reverse();
        let (one, other) = (card(&plan, ROUNDS[round]), card(&turned, ROUNDS[round]));
        prop_assert_eq!(one.plan, other.plan);
        for (one, other) in one.indicators.iter().zip(&other.indicators) {
            prop_assert_eq!((&one.actual, &one.percent, &one.placed, one.status), (&other.actual, &other.percent, &other.placed, other.status));
        }
    }

    #[test]
    fn the_smallest_is_no_more_and_the_largest_no_less_than_the_mean(figures in prop::collection::vec(-50i64..200, 1..12)) {
        let known = |over_time, over_units, by_unit: bool| {
            let mut plan = empty_plan();
            plan.nodes.push(node("N", None));
            let mut kpi = indicator("K", "N");
            (kpi.measure.accumulation, kpi.measure.aggregation) = (over_time, over_units);
            plan.indicators.push(kpi);
            plan.targets.push(target("K", "100"));
            plan.observations = (1u8..).zip(&figures).map(|(place, figure)| {
                let reported = Reported::Value(Decimal::whole(*figure));
                if by_unit { observed_by(&format!("U{place}"), "K", "R12", reported) } else { observed_in_month("K", place, reported) }
            }).collect();
            match &card(&plan, "R12").indicators[0].actual {
                Actual::Known(figure) => figure.clone(),
                other => unreachable!("{other:?}"),
            }
        };
        let over_time = |way| known(way, Aggregation::Central, false);
        let over_units = |way| known(Accumulation::Cumulative, way, true);
        let all = [
            [Accumulation::Minimum, Accumulation::Average, Accumulation::Maximum].map(over_time),
            [Aggregation::Minimum, Aggregation::Average, Aggregation::Maximum].map(over_units),
        ];
        for [smallest, mean, largest] in all {
            prop_assert!(smallest <= mean && mean <= largest);
            prop_assert_eq!(Some(smallest), figures.iter().min().map(|figure| Exact::from(*figure)));
            prop_assert_eq!(Some(largest), figures.iter().max().map(|figure| Exact::from(*figure)));
        }
    }

    #[test]
    fn weights_only_matter_in_proportion(plan in plans(TotalRule::WeightedAverage), k in 2i64..50) {
        let mut heavier = plan.clone();
        for kpi in &mut heavier.indicators {
            let weight = kpi.weight.map_or_else(|| Exact::from(1), Decimal::exact);
            kpi.weight = Some(decimal(&(&weight * &Exact::from(k)).plain()));
        }
        for node in &mut heavier.nodes {
            node.weight = Some(Decimal::whole(k));
        }
        prop_assert_eq!(card(&plan, "R12").plan.percent, card(&heavier, "R12").plan.percent);
    }

    #[test]
    fn a_status_agrees_with_its_percentage_and_its_place_in_b(plan in any_plan(), round in 0usize..3) {
        for score in &card(&plan, ROUNDS[round]).indicators {
            let in_b = score.full.is_some();
            match score.status {
                Status::Achieved => prop_assert!(in_b && score.percent.as_ref().is_some_and(|p| *p >= Exact::hundred())),
                Status::Near | Status::Missed => prop_assert!(in_b && score.percent.as_ref().is_some_and(|p| *p < Exact::hundred())),
                Status::Awaiting => prop_assert!(in_b && score.percent.is_none() && score.score().is_some_and(Exact::is_zero)),
                Status::NotMeasurable | Status::NotApplicable => prop_assert!(!in_b && score.unscorable.is_none()),
                Status::NotScored => prop_assert!(!in_b && score.unscorable.is_some()),
            }
        }
    }

    #[test]
    fn a_units_scorecard_keeps_the_same_rules(plan in any_plan(), unit in 0usize..3) {
        let round: RoundCode = round_code("R12");
        let card = Scorecard::of_unit(&plan, &round, Some(&unit_code(UNITS[unit]))).unwrap();
        prop_assert_eq!(card.indicators.len(), plan.indicators.len());
        prop_assert!(card.indicators.iter().all(|score| score.working.recomputes()));
        prop_assert!(totals(&card).into_iter().all(|total| total.working.recomputes()));
        prop_assert!(card.projects.is_empty(), "no project here has an owner");
    }
}
