//! The budget table of the results book of fiscal year 2566: percent of the appropriation, targets and differences.

use phaen_domain::budget::{BudgetKind, BudgetLine, BudgetOwner, ExpenseClass};
use phaen_domain::money::Satang;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{BudgetRow, budget_table};

use crate::support::{Row, contradiction, decimal, empty_plan, golden, money, round_code, satang, shown};

fn class_of(row: &Row) -> ExpenseClass {
    match row["expense_type"].as_str() {
        "regular" => ExpenseClass::Regular,
        "investment" => ExpenseClass::Investment,
        _ => ExpenseClass::Overall,
    }
}

fn kind_of(row: &Row) -> BudgetKind {
    if row["measure"] == "disbursement" { BudgetKind::Disbursed } else { BudgetKind::Committed }
}

fn table_of_the_print() -> Vec<Row> {
    golden("fy2566_budget.csv").into_iter().filter(|row| row["source"] == "table").collect()
}

fn printed(class: &str, measure: &str) -> Row {
    table_of_the_print().into_iter().find(|row| row["expense_type"] == class && row["measure"] == measure).unwrap()
}

/// The appropriation and the amounts by class, as they agree with the overall figures of the print; the overall row has targets only.
fn money_of_the_agency() -> AgencyPlan {
    let mut plan = empty_plan();
    for row in table_of_the_print() {
        let (class, kind) = (class_of(&row), kind_of(&row));
        let line = |kind, baht: &str| money(BudgetOwner::Agency, kind, class, baht);
        if class != ExpenseClass::Overall {
            plan.budget.push(line(kind, &row["actual_baht_recomputed"]));
            if kind == BudgetKind::Disbursed {
                plan.budget.push(line(BudgetKind::Appropriated, &row["base_baht_recomputed"]));
            }
        }
        plan.budget.push(BudgetLine {
            amount: None,
            target_percent: Some(decimal(&row["target_percent"])),
            ..money(BudgetOwner::Agency, kind, class, "0")
        });
    }
    plan
}

fn table() -> Vec<BudgetRow> {
    budget_table(&money_of_the_agency(), &round_code("R12"))
}

fn computed(class: &str, measure: &str) -> BudgetRow {
    let row = printed(class, measure);
    table().into_iter().find(|line| line.class == class_of(&row) && line.kind == kind_of(&row)).unwrap()
}

#[test]
fn the_table_has_the_six_rows_of_the_print_in_its_order() {
    let rows = table().into_iter().map(|row| (row.class, row.kind)).collect::<Vec<_>>();
    let expected = table_of_the_print().iter().map(|row| (class_of(row), kind_of(row))).collect::<Vec<_>>();
    assert_eq!(rows, expected);
}

#[test]
fn every_percentage_of_the_appropriation_is_as_printed() {
    let percents = table().iter().map(|row| shown(row.actual_percent.as_ref().unwrap())).collect::<Vec<_>>();
    assert_eq!(percents, ["99.00", "99.15", "98.99", "99.14", "100.00", "100.00"]);
    for (row, printed) in table().iter().zip(table_of_the_print()) {
        assert_eq!(shown(row.actual_percent.as_ref().unwrap()), printed["actual_percent"]);
    }
}

#[test]
fn every_target_percentage_is_as_printed() {
    let targets = table().iter().map(|row| shown(row.target_percent.as_ref().unwrap())).collect::<Vec<_>>();
    assert_eq!(targets, ["93.00", "100.00", "98.00", "100.00", "75.00", "100.00"]);
}

#[test]
fn differences_in_points_are_taken_of_the_displayed_values_as_printed() {
    let differences = table().iter().map(|row| shown(row.difference_points.as_ref().unwrap())).collect::<Vec<_>>();
    assert_eq!(differences, ["6.00", "-0.85", "0.99", "-0.86", "25.00", "0.00"]);
    for (row, printed) in
        table().iter().zip(table_of_the_print()).filter(|(_, printed)| !printed["difference_percent"].is_empty())
    {
        assert_eq!(shown(row.difference_points.as_ref().unwrap()), printed["difference_percent"]);
    }
}

#[test]
fn targets_and_differences_in_baht_are_as_recomputed() {
    for (row, printed) in table().iter().zip(table_of_the_print()) {
        assert_eq!(row.allocation, Some(satang(&printed["base_baht_recomputed"])));
        assert_eq!(row.target, Some(satang(&printed["target_baht_recomputed"])));
        assert_eq!(row.actual, Some(satang(&printed["actual_baht_recomputed"])));
        let magnitude = row.difference.map(|d| Satang::from_satang(d.in_satang().abs()));
        assert_eq!(magnitude, Some(satang(&printed["difference_baht_recomputed"])));
    }
}

#[test]
fn the_overall_figures_are_the_sums_of_the_classes_and_agree_with_the_print() {
    let row = computed("overall", "disbursement");
    assert_eq!(row.allocation, Some(satang("1007528100")));
    assert_eq!(row.actual, Some(satang(&printed("overall", "disbursement")["actual_baht"])));
    assert_eq!(computed("overall", "spending").actual, Some(satang(&printed("overall", "spending")["actual_baht"])));
}

#[test]
fn an_overall_amount_given_itself_stands_before_the_sum_of_the_classes() {
    let mut plan = money_of_the_agency();
    plan.budget.push(money(BudgetOwner::Agency, BudgetKind::Appropriated, ExpenseClass::Overall, "2000000000"));
    let rows = budget_table(&plan, &round_code("R12"));
    assert_eq!(rows[0].allocation, Some(satang("2000000000")));
}

#[test]
fn the_overall_target_prints_997_001_133_where_93_percent_is_937_001_133_d51() {
    assert_eq!(contradiction("D51")["recomputed"], "1,007,528,100*0.93 = 937,001,133.00");
    assert_eq!(printed("overall", "disbursement")["target_baht"], "997001133");
    assert_eq!(computed("overall", "disbursement").target, Some(satang("937001133.00")));
}

#[test]
fn the_overall_difference_prints_6_410_433_75_where_it_is_60_410_433_88_d52() {
    assert_eq!(contradiction("D52")["printed"], "6,410,433.75");
    assert_eq!(printed("overall", "disbursement")["difference_baht"], "6410433.75");
    assert_eq!(computed("overall", "disbursement").difference, Some(satang("60410433.88")));
}

#[test]
fn a_shortfall_prints_without_its_sign_where_the_difference_is_minus_8_558_900_04() {
    assert_eq!(printed("overall", "spending")["difference_baht"], "8558900.04");
    assert_eq!(computed("overall", "spending").difference, Some(satang("-8558900.04")));
}

#[test]
fn regular_disbursement_prints_989_966_988_55_where_its_percentage_and_the_overall_sum_give_989_862_948_55() {
    let row = printed("regular", "disbursement");
    assert_eq!((row["actual_baht"].as_str(), row["actual_agrees"].as_str()), ("989966988.55", "no"));
    let computed = computed("regular", "disbursement");
    assert_eq!(computed.actual, Some(satang("989862948.55")));
    assert_eq!(shown(computed.actual_percent.as_ref().unwrap()), row["actual_percent"]);
    assert_eq!(computed.difference, Some(satang("9883056.51")), "the print says 9,989,006.51");
}

#[test]
fn regular_spending_prints_999_966_988_55_where_99_14_percent_is_991_420_581_63() {
    let row = printed("regular", "spending");
    assert_eq!((row["actual_baht"].as_str(), row["actual_agrees"].as_str()), ("999966988.55", "no"));
    let computed = computed("regular", "spending");
    assert_eq!(computed.actual, Some(satang("991420581.63")));
    assert_eq!(shown(computed.actual_percent.as_ref().unwrap()), row["actual_percent"]);
}

#[test]
fn the_investment_target_prints_5_661_563_75_where_75_percent_is_5_661_463_75() {
    assert_eq!(printed("investment", "disbursement")["target_baht"], "5661563.75");
    let computed = computed("investment", "disbursement");
    assert_eq!(computed.target, Some(satang("5661463.75")));
    assert_eq!(computed.difference, Some(satang("1887154.58")), "the print says 1,887,054.58");
}

#[test]
fn no_difference_prints_as_a_dash_where_it_is_zero() {
    assert_eq!(printed("investment", "spending")["difference_printed"], "-");
    let computed = computed("investment", "spending");
    assert_eq!(computed.difference, Some(Satang::ZERO));
}

#[test]
fn an_agency_without_money_of_its_own_has_no_table() {
    assert!(budget_table(&empty_plan(), &round_code("R12")).is_empty());
}
