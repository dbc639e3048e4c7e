//! The projects and the budget: printed status, money and percentages.

use phaen_domain::budget::{BudgetKind, BudgetOwner, ExpenseClass};
use phaen_domain::id::{NodeCode, ProjectCode, RoundCode};
use phaen_domain::observation::{Reported, Subject};
use phaen_domain::project::Funding;
use phaen_domain::scoring::budget_table;

use crate::print::{a_b_c, golden, led, number, reported, same, scorecard, two};

#[test]
fn the_projects_reach_4225_of_4900_points_which_is_86_22_percent() {
    let card = scorecard(&led(), "R12");
    let total = &card.projects_total;
    assert_eq!(a_b_c(&total.total), ["4225.00", "4900.00", "86.22"]);
    assert_eq!(total.at_points.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [0, 2, 5, 11, 31]);
    assert_eq!(total.achieved_share().as_ref().map(two).as_deref(), Some("63.27"));
    assert_eq!(total.not_achieved_share().as_ref().map(two).as_deref(), Some("36.73"));
    assert_eq!(total.money.budget.map(|amount| amount.plain()).as_deref(), Some("67792485.48"));
    assert_eq!(
        total.money.disbursed.map(|amount| amount.plain()).as_deref(),
        Some("41783089.44"),
        "the print adds up to 50.10 more"
    );
    for row in golden("fy2566_project_issue_totals_computed.csv") {
        let node = NodeCode::new(&format!("ISSUE-{}", row["plan_issue"])).unwrap();
        let of_node = &total.by_node.iter().find(|(code, _)| *code == node).unwrap().1;
        assert_eq!(of_node.total.percent.as_ref().map(two).as_ref(), Some(&row["success_percent"]), "{node}");
        assert_eq!(of_node.money.budget.map(|amount| amount.plain()).as_ref(), Some(&row["budget_baht"]), "{node}");
        assert_eq!(of_node.money.disbursed.map(|amount| amount.plain()).as_ref(), Some(&row["disbursed_baht"]), "{node}");
    }
}

#[test]
fn each_project_has_its_printed_name_units_money_and_status() {
    let plan = led();
    let card = scorecard(&plan, "R12");
    let values = reported(&plan);
    for row in golden("fy2566_projects.csv") {
        let code = ProjectCode::new(&format!("P{:0>2}", row["sequence"])).unwrap();
        let project = plan.projects.iter().find(|project| project.code == code).unwrap();
        assert_eq!((&project.name_th, project.number.as_ref()), (&row["name"], Some(&row["sequence"])), "{code}");
        let owners = project.owners.iter().map(|unit| unit.to_string().replace(" 1-6", "")).collect::<Vec<_>>().join(";");
        assert_eq!(owners, row["responsible_units"].replace(" 1-6", ""), "{code}");
        let funding = match row["budget_kind"].as_str() {
            "amount" => Funding::Amount,
            "no_budget" => Funding::NoBudget,
            _ => Funding::NotGiven,
        };
        assert_eq!(project.funding, funding, "{code}");
        let money = &card.projects.iter().find(|score| score.project == code).unwrap().money;
        let plain = |amount: Option<phaen_domain::money::Satang>| amount.map(|amount| amount.plain()).unwrap_or_default();
        assert_eq!(
            (plain(money.budget), plain(money.disbursed)),
            (row["budget_baht"].clone(), row["disbursed_baht"].clone()),
            "{code}"
        );
        let lines = plan.budget.iter().filter(|line| line.owner == BudgetOwner::Project(code.clone())).collect::<Vec<_>>();
        let fee = row["uses_fee_money_star"] == "yes";
        assert!(lines.iter().all(|line| (line.source == "เงินค่าธรรมเนียม") == fee), "{code}");
        assert_eq!(values[&Subject::Project(code.clone())], Reported::Value(number(&row["status_score"])), "{code}");
    }
}

#[test]
fn each_project_indicator_has_its_printed_target_and_its_result_where_one_measures_it() {
    let plan = led();
    let values = reported(&plan);
    let rows = golden("fy2566_project_indicators.csv");
    assert_eq!(rows.len(), plan.projects.iter().map(|project| project.indicators.len()).sum::<usize>());
    for row in rows {
        let code = ProjectCode::new(&format!("P{:0>2}", row["project_sequence"])).unwrap();
        let order = row["indicator_order"].parse::<u32>().unwrap();
        let project = plan.projects.iter().find(|project| project.code == code).unwrap();
        let indicator = project.indicators.iter().find(|indicator| indicator.order == order).unwrap();
        assert_eq!(
            (&indicator.text, indicator.target_printed.as_ref()),
            (&row["text"], Some(&row["target_printed"])),
            "{code} {order}"
        );
        assert!(same(indicator.target_value, &row["target_value"]), "{code} {order}");
        assert_eq!(indicator.unit_of_measure.clone().unwrap_or_default(), row["unit"], "{code} {order}");
        assert_eq!(indicator.lower_is_better, row["direction"] == "lower", "{code} {order}");
        let value = values.get(&Subject::ProjectIndicator(code.clone(), order));
        let measured = row["result_measures_indicator"] == "yes";
        let wanted = measured.then(|| Reported::Value(number(&row["result_in_target_unit"])));
        assert_eq!(value, wanted.as_ref(), "{code} {order}");
    }
}

#[test]
fn the_budget_table_gives_the_printed_percentages_and_overall_is_the_sum_of_its_classes() {
    let plan = led();
    let table = budget_table(&plan, &RoundCode::new("R12").unwrap());
    assert_eq!(table.len(), 6);
    let overall_given = |line: &&phaen_domain::budget::BudgetLine| {
        line.owner == BudgetOwner::Agency && line.class == ExpenseClass::Overall && line.amount.is_some()
    };
    assert_eq!(plan.budget.iter().filter(overall_given).count(), 0);
    for printed in golden("fy2566_budget.csv").into_iter().filter(|row| row["source"] == "table") {
        let class = match printed["expense_type"].as_str() {
            "overall" => ExpenseClass::Overall,
            "regular" => ExpenseClass::Regular,
            _ => ExpenseClass::Investment,
        };
        let kind = if printed["measure"] == "disbursement" { BudgetKind::Disbursed } else { BudgetKind::Committed };
        let row = table.iter().find(|row| row.class == class && row.kind == kind).unwrap();
        let baht = |amount: Option<phaen_domain::money::Satang>| amount.unwrap().plain();
        let named = format!("{class:?} {kind:?}");
        assert_eq!(number(&baht(row.allocation)).exact(), number(&printed["base_baht_recomputed"]).exact(), "{named}");
        assert_eq!(baht(row.target), printed["target_baht_recomputed"], "{named}");
        assert_eq!(baht(row.actual), printed["actual_baht_recomputed"], "{named}");
        assert_eq!(row.actual_percent.as_ref().map(two).as_ref(), Some(&printed["actual_percent"]), "{named}");
        let distance = row.difference_points.as_ref().unwrap();
        let wanted = if printed["difference_percent"].is_empty() { "0.00" } else { printed["difference_percent"].as_str() };
        assert_eq!(two(distance), wanted, "{named}");
        let target = row.target_percent.as_ref().map(two);
        assert_eq!(target.as_ref(), Some(&printed["target_percent"]), "{named}");
    }
}

#[test]
fn a_printed_amount_that_disagrees_is_told_in_the_note_of_its_budget_line() {
    let plan = led();
    let differing = plan.budget.iter().filter(|line| line.owner == BudgetOwner::Agency && line.kind == BudgetKind::Disbursed);
    let notes = differing.map(|line| line.note.clone().unwrap()).collect::<Vec<_>>().join("\n");
    for printed in ["997,001,133.00", "6,410,433.75", "979,976,982.04", "989,966,988.55", "9,989,006.51", "5,661,563.75"] {
        assert!(notes.contains(printed), "{printed}");
    }
}
