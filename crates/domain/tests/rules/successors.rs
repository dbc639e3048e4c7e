//! Units that were closed, merged or renamed: what they report follows the successor, and is reported once (`process.md` U30).

use jiff::civil::{Date, date};
use phaen_domain::id::UnitCode;
use phaen_domain::indicator::{Accumulation, Aggregation, Shape};
use phaen_domain::organisation::Unit;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::project::Funding;
use phaen_domain::scoring::{Actual, Scorecard};
use phaen_domain::submission::{Field, FieldKey, Form, reporter, reporting_units, responsible};

use crate::support::{
    empty_plan, indicator, indicator_code, node, observed_by, owner, project, round_code, target, unit_code, value,
};

const LAST_DAY: Date = date(2023, 6, 30);
const DAY_AFTER: Date = date(2023, 7, 1);

fn unit(code: &str, handed_to: Option<&str>) -> Unit {
    Unit {
        code: unit_code(code),
        abbreviation: code.to_owned(),
        name_th: code.to_owned(),
        name_en: None,
        kind: "กอง".to_owned(),
        parent: None,
        valid_from: None,
        valid_to: handed_to.map(|_| LAST_DAY),
        successor: handed_to.map(unit_code),
        collective: false,
        note: None,
    }
}

/// A (merged into B on 1 July), B, and C (whose new name is D): all own the indicator K, A owns the project P, C the indicator L.
fn plan() -> AgencyPlan {
    let mut plan = empty_plan();
    plan.nodes.push(node("N", None));
    plan.units = vec![unit("A", Some("B")), unit("B", None), unit("C", Some("D")), unit("D", None)];
    let mut shared = indicator("K", "N");
    shared.measure.aggregation = Aggregation::Sum;
    shared.owners = vec![owner("A", None), owner("B", None)];
    let mut renamed = indicator("L", "N");
    renamed.measure.aggregation = Aggregation::Sum;
    renamed.owners = vec![owner("C", None)];
    plan.indicators = vec![shared, renamed];
    plan.targets = vec![target("K", "5"), target("L", "5")];
    let mut of_merged = project("P", "N");
    of_merged.owners = vec![unit_code("A")];
    plan.projects.push(of_merged);
    plan
}

fn codes(units: &[UnitCode]) -> Vec<&str> {
    units.iter().map(UnitCode::as_str).collect()
}

/// What a unit reports, and under which unit each figure is kept.
fn asked(plan: &AgencyPlan, of: &str, day: Date) -> Vec<(String, String)> {
    let items = Form::of(plan, &unit_code(of), day).items;
    let kept = |unit: Option<UnitCode>| unit.map_or_else(|| "agency".to_owned(), |unit| unit.to_string());
    items.into_iter().map(|item| (item.key().to_string(), kept(item.unit))).collect()
}

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(item, unit)| ((*item).to_owned(), (*unit).to_owned())).collect()
}

#[test]
fn a_unit_answers_for_itself_to_its_last_day_and_its_successor_after_it() {
    let plan = plan();
    assert_eq!(responsible(&plan, &unit_code("A"), LAST_DAY), unit_code("A"));
    assert_eq!(responsible(&plan, &unit_code("A"), DAY_AFTER), unit_code("B"));
    assert_eq!(responsible(&plan, &unit_code("B"), DAY_AFTER), unit_code("B"));
    assert_eq!(codes(&reporting_units(&plan, LAST_DAY)), ["A", "B", "C"]);
    assert_eq!(codes(&reporting_units(&plan, DAY_AFTER)), ["B", "D"], "the merged unit once, the renamed one by its new name");
}

#[test]
fn a_chain_of_successors_is_followed_and_a_circle_ends() {
    let mut plan = plan();
    plan.units[1] = unit("B", Some("D"));
    assert_eq!(responsible(&plan, &unit_code("A"), DAY_AFTER), unit_code("D"));
    plan.units[3] = unit("D", Some("A"));
    let _ = responsible(&plan, &unit_code("A"), DAY_AFTER);
}

#[test]
fn a_merged_unit_reports_once_for_itself_and_takes_on_what_only_the_other_had() {
    let plan = plan();
    assert_eq!(asked(&plan, "A", LAST_DAY), pairs(&[("indicator:K", "A"), ("project:P", "agency")]));
    assert_eq!(asked(&plan, "A", DAY_AFTER), []);
    assert_eq!(asked(&plan, "B", LAST_DAY), pairs(&[("indicator:K", "B")]));
    assert_eq!(asked(&plan, "B", DAY_AFTER), pairs(&[("indicator:K", "B"), ("project:P", "agency")]));
}

#[test]
fn a_figure_typed_once_by_a_merged_unit_counts_once() {
    let mut plan = plan();
    plan.units[0].valid_to = Some(date(2023, 5, 31));
    let form = Form::of(&plan, &unit_code("B"), date(2023, 6, 30));
    for item in form.items.iter().filter(|item| item.key().to_string() == "indicator:K") {
        let unit = item.unit.as_ref().map(ToString::to_string).unwrap();
        plan.observations.push(observed_by(&unit, "K", "R9", value("5")));
    }
    let card = Scorecard::of(&plan, &round_code("R9")).unwrap();
    let Actual::Known(total) = &card.indicator(&indicator_code("K")).unwrap().actual else { panic!("nothing counts") };
    assert_eq!(total.plain(), "5");
}

#[test]
fn a_renamed_unit_reports_by_its_new_name_and_its_figures_stay_where_the_plan_has_them() {
    let plan = plan();
    assert_eq!(asked(&plan, "C", LAST_DAY), pairs(&[("indicator:L", "C")]));
    assert_eq!(asked(&plan, "D", DAY_AFTER), pairs(&[("indicator:L", "C")]));
    let of = |day| reporter(&plan, &observed_by("C", "L", "R9", value("1")).subject, Some(&unit_code("C")), day);
    assert_eq!((of(LAST_DAY), of(DAY_AFTER)), (Some(unit_code("C")), Some(unit_code("D"))));
}

#[test]
fn a_return_has_the_fields_of_its_items_at_its_months_and_no_others() {
    let form = Form::of(&plan(), &unit_code("A"), LAST_DAY);
    let has = |name: &str, months| form.has(&name.parse::<FieldKey>().unwrap(), months);
    assert!(has("indicator:K:value", 6) && has("project:P:disbursed_06", 6) && has("whole:problem", 6));
    assert!(!has("project:P:disbursed_07", 6), "that month is not over at the round's end");
    assert!(has("project:P:disbursed_07", 9));
    for other in ["indicator:K:numerator", "indicator:K:disbursed_01", "indicator:L:value", "whole:value"] {
        assert!(!has(other, 12), "{other}");
    }
}

#[test]
fn a_project_without_a_budget_is_not_asked_for_money() {
    let mut plan = plan();
    plan.projects.iter_mut().for_each(|it| it.funding = Funding::NoBudget);
    let form = Form::of(&plan, &unit_code("A"), LAST_DAY);
    let has = |name: &str| form.has(&name.parse::<FieldKey>().unwrap(), 6);
    assert!(has("project:P:value") && !has("project:P:disbursed_06"));
}

#[test]
fn another_figure_is_proposed_for_indicators_unless_numerators_and_denominators_are_added() {
    let offered = |shape, accumulation, aggregation| {
        let mut plan = plan();
        plan.indicators[0].measure.shape = shape;
        plan.indicators[0].measure.accumulation = accumulation;
        plan.indicators[0].measure.aggregation = aggregation;
        let form = Form::of(&plan, &unit_code("B"), LAST_DAY);
        let item = form.items.first().unwrap();
        assert_eq!(item.fields(6).contains(&Field::ProposedValue), item.may_propose);
        item.may_propose
    };
    use Accumulation as Over;
    assert!(offered(Shape::Value, Over::Cumulative, Aggregation::Sum));
    assert!(offered(Shape::Ratio, Over::Cumulative, Aggregation::Average));
    assert!(!offered(Shape::Ratio, Over::Cumulative, Aggregation::RatioOfSums));
    assert!(!offered(Shape::Ratio, Over::RatioOfSums, Aggregation::Average));
    let form = Form::of(&plan(), &unit_code("A"), LAST_DAY);
    assert!(form.items.iter().any(|item| !item.may_propose), "a project's status is no figure by rule");
}
