//! Each rule of a plan.

use phaen_domain::finding::{Rule, check_plan};
use phaen_domain::plan::AgencyPlan;

use crate::data::led;

fn changed(change: impl Fn(&mut AgencyPlan)) -> Vec<(Rule, String)> {
    let mut plan = led();
    let usual: Vec<_> = check_plan(&plan);
    change(&mut plan);
    check_plan(&plan).into_iter().filter(|it| !usual.contains(it)).map(|it| (it.rule, it.field.item.to_string())).collect()
}

#[test]
fn the_printed_numbers_of_projects_are_found_to_be_out_of_order_and_twice() {
    // D31: 1-38, 40, 41, 42, 44, 43, 44, 45, 46, 47, 58, 59.
    let printed = (1..=38).chain([40, 41, 42, 44, 43, 44, 45, 46, 47, 58, 59]);
    let printed: Vec<u32> = printed.collect();
    let found =
        changed(|plan| plan.projects.iter_mut().zip(&printed).for_each(|(it, number)| it.number = Some(number.to_string())));
    let of = |rule: Rule| found.iter().filter(|it| it.0 == rule).count();
    assert_eq!(of(Rule::NumberTwice), 1);
    assert_eq!(of(Rule::NumberOrder), 4, "40 after 38, 44 after 42, 43 after 44, 58 after 47");
}

#[test]
fn a_blank_number_is_found_unless_nothing_is_numbered() {
    let found = changed(|plan| plan.projects[3].number = None);
    assert!(found.contains(&(Rule::NumberBlank, "project:P04".to_owned())));
    let none = changed(|plan| plan.projects.iter_mut().for_each(|it| it.number = None));
    assert!(none.iter().all(|it| it.0 != Rule::NumberBlank));
}

#[test]
fn a_targets_wording_says_its_value() {
    let found = changed(|plan| {
        plan.targets.iter_mut().find(|it| it.indicator.as_str() == "K12").unwrap().printed = Some("๒,๕๐๐ ราย".to_owned())
    });
    assert_eq!(found, [(Rule::TargetWording, "indicator:K12".to_owned())]);
}

#[test]
fn a_name_goes_with_its_unit_of_measure() {
    // E04: named ร้อยละ with the unit ระดับ.
    let found = changed(|plan| {
        plan.indicators.iter_mut().find(|it| it.code.as_str() == "K16").unwrap().measure.unit_of_measure = "ระดับ".to_owned()
    });
    assert_eq!(found, [(Rule::NameUnit, "indicator:K16".to_owned())]);
}
