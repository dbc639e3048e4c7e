//! From a figure back to the return in which it stands: the way by which evidence is found.

use phaen_domain::indicator::{ActualSource, Aggregation};
use phaen_domain::observation::Subject;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::submission::{Form, reporter, reporting_units};

use crate::data::led;

/// How many items lead back to the unit in whose form they stand; all must.
fn led_back(plan: &AgencyPlan) -> usize {
    let day = plan.rounds.last().unwrap().ends_on;
    let mut items = 0;
    for unit in reporting_units(plan, day) {
        for item in Form::of(plan, &unit, day).items {
            assert_eq!(reporter(plan, &item.subject, item.unit.as_ref(), day).as_ref(), Some(&unit), "{}", item.key());
            items += 1;
        }
    }
    items
}

#[test]
fn every_item_of_every_return_leads_back_to_the_unit_in_whose_return_it_stands() {
    let mut plan = led();
    let items = led_back(&plan);
    assert!(items > 100, "{items}");
    // Indicators that every owner reports for itself, and a division that was merged into another before the day.
    plan.indicators.iter_mut().for_each(|it| it.measure.aggregation = Aggregation::Sum);
    let successor = plan.units.iter().find(|unit| unit.code.as_str() != "กนย.").map(|unit| unit.code.clone());
    let merged = plan.units.iter_mut().find(|unit| unit.code.as_str() == "กนย.").unwrap();
    (merged.valid_to, merged.successor) = (Some(plan.rounds[0].starts_on), successor);
    assert!(led_back(&plan) >= items);
}

#[test]
fn a_linked_figure_and_one_that_the_plan_does_not_have_stand_in_no_return() {
    let mut plan = led();
    let day = plan.rounds[0].ends_on;
    let place = plan.indicators.iter().position(|it| it.code.as_str() == "K01").unwrap();
    let subject = Subject::Indicator(plan.indicators[place].code.clone());
    assert!(reporter(&plan, &subject, None, day).is_some());
    plan.indicators[place].actual_from = Some(ActualSource::PlanTotal);
    assert_eq!(reporter(&plan, &subject, None, day), None);
    plan.indicators.clear();
    assert_eq!(reporter(&plan, &subject, None, day), None);
}
