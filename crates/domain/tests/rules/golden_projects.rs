//! The 49 projects of the results book of fiscal year 2566: points, counts, shares, totals by issue and money.

use phaen_domain::budget::{BudgetKind, BudgetOwner, ExpenseClass};
use phaen_domain::observation::Reported;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::project::Funding;
use phaen_domain::scoring::{ProjectsTotal, Scorecard, Status};

use crate::support::{
    Row, contradiction, decimal, empty_plan, golden, money, node, node_code, project, project_code, round_code, satang, shown,
    status_of_project,
};

fn code(row: &Row) -> String {
    format!("P-{:0>2}", row["sequence"])
}

fn funding(row: &Row) -> Funding {
    match row["budget_kind"].as_str() {
        "amount" => Funding::Amount,
        "no_budget" => Funding::NoBudget,
        _ => Funding::NotGiven,
    }
}

fn projects_of_the_book() -> AgencyPlan {
    let mut plan = empty_plan();
    plan.nodes = ["1", "2", "3", "4"].map(|issue| node(issue, None)).into();
    for row in golden("fy2566_projects.csv") {
        let code = code(&row);
        let mut project = project(&code, &row["plan_issue"]);
        project.funding = funding(&row);
        plan.projects.push(project);
        plan.observations.push(status_of_project(&code, "R12", Reported::Value(decimal(&row["status_score"]))));
        for (kind, column) in [(BudgetKind::Allotted, "budget_baht"), (BudgetKind::Disbursed, "disbursed_baht")] {
            if !row[column].is_empty() {
                let owner = BudgetOwner::Project(project_code(&code));
                plan.budget.push(money(owner, kind, ExpenseClass::Overall, &row[column]));
            }
        }
    }
    plan
}

fn scorecard() -> Scorecard {
    Scorecard::of(&projects_of_the_book(), &round_code("R12")).unwrap()
}

fn printed(measure: &str) -> Row {
    golden("fy2566_project_totals.csv").into_iter().find(|row| row["measure"] == measure).unwrap()
}

fn issue<'a>(total: &'a ProjectsTotal, issue: &str) -> &'a ProjectsTotal {
    total.by_node.iter().find(|(node, _)| *node == node_code(issue)).map(|(_, total)| total).unwrap()
}

#[test]
fn all_49_projects_have_their_printed_points_and_status() {
    let scorecard = scorecard();
    let rows = golden("fy2566_projects.csv");
    assert_eq!((rows.len(), scorecard.projects.len()), (49, 49));
    for (row, score) in rows.iter().zip(&scorecard.projects) {
        assert_eq!(score.points.as_ref().unwrap().plain(), row["status_score"], "project {}", row["sequence"]);
        let expected = if row["achieved"] == "yes" { Status::Achieved } else { Status::Missed };
        assert_eq!(score.status, expected, "project {}", row["sequence"]);
        assert!(score.working.recomputes());
        assert_eq!(score.working.result(), score.points.as_ref());
    }
}

#[test]
fn the_projects_reach_4225_of_4900_points_which_is_86_22_percent() {
    let total = scorecard().projects_total.total;
    assert_eq!(total.score.plain(), printed("points_total")["printed_value"]);
    assert_eq!(total.full.plain(), printed("points_full")["printed_value"]);
    assert_eq!(shown(total.percent.as_ref().unwrap()), "86.22");
    assert_eq!(total.working.result(), total.percent.as_ref());
}

#[test]
fn none_stand_at_0_two_at_25_five_at_50_eleven_at_75_and_31_at_100() {
    let at_points = scorecard().projects_total.at_points;
    let counted = at_points.iter().map(|(points, count)| (points.plain(), *count)).collect::<Vec<_>>();
    let expected = ["0", "25", "50", "75", "100"].map(|points| {
        let count = printed(&format!("count_status_{points}"))["printed_value"].parse::<usize>().unwrap();
        (points.to_owned(), count)
    });
    assert_eq!(counted, expected);
    assert_eq!(expected.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [0, 2, 5, 11, 31]);
    for (points, count) in &at_points {
        let sum = (points * &phaen_domain::number::Exact::from(i64::try_from(*count).unwrap())).plain();
        assert_eq!(sum, printed(&format!("points_status_{}", points.plain()))["printed_value"]);
    }
}

#[test]
fn thirty_one_of_49_achieved_is_63_27_percent_and_18_not_is_36_73() {
    let total = scorecard().projects_total;
    assert_eq!((total.total.counts.achieved, total.total.counts.not_achieved()), (31, 18));
    assert_eq!(shown(&total.achieved_share().unwrap()), "63.27");
    assert_eq!(shown(&total.not_achieved_share().unwrap()), "36.73");
}

#[test]
fn below_full_points_a_project_is_not_achieved_and_never_near() {
    let counts = scorecard().projects_total.total.counts;
    assert_eq!((counts.near, counts.missed), (0, 18));
}

#[test]
fn each_issue_has_its_projects_points_counts_and_money() {
    let total = scorecard().projects_total;
    for row in golden("fy2566_project_issue_totals_computed.csv") {
        let of_issue = issue(&total, &row["plan_issue"]);
        assert_eq!(of_issue.total.counts.all().to_string(), row["projects"]);
        assert_eq!(of_issue.total.score.plain(), row["points"]);
        assert_eq!(shown(of_issue.total.percent.as_ref().unwrap()), row["success_percent"]);
        assert_eq!(of_issue.money.budget, Some(satang(&row["budget_baht"])));
        assert_eq!(of_issue.money.disbursed, Some(satang(&row["disbursed_baht"])));
        for (points, count) in &of_issue.at_points {
            assert_eq!(count.to_string(), row[&format!("count_{}", points.plain())]);
        }
    }
}

#[test]
fn the_issues_add_up_to_the_whole() {
    let total = scorecard().projects_total;
    let issues = total.by_node.iter().map(|(_, total)| total);
    assert_eq!(issues.clone().map(|total| total.total.score.clone()).sum::<phaen_domain::number::Exact>(), total.total.score);
    assert_eq!(issues.clone().map(|total| total.total.full.clone()).sum::<phaen_domain::number::Exact>(), total.total.full);
    let budget = phaen_domain::money::Satang::sum(issues.filter_map(|total| total.money.budget)).unwrap();
    assert_eq!(Some(budget), total.money.budget);
}

#[test]
fn the_budget_of_all_projects_is_67_792_485_48_baht_as_printed() {
    let total = scorecard().projects_total;
    assert_eq!(total.money.budget, Some(satang("67792485.48")));
    assert_eq!(printed("budget_baht")["printed_value"], "67792485.48");
}

#[test]
fn the_disbursed_total_prints_41_783_139_54_where_its_rows_add_up_to_41_783_089_44_d32() {
    let total = scorecard().projects_total;
    let row = printed("disbursed_baht");
    assert_eq!((row["printed_value"].as_str(), row["agrees"].as_str()), ("41783139.54", "no"));
    assert_eq!(contradiction("D32")["recomputed"], "41,783,089.44");
    assert_eq!(total.money.disbursed, Some(satang("41783089.44")));
    let difference = satang(&row["printed_value"]).checked_sub(total.money.disbursed.unwrap());
    assert_eq!(difference, Some(satang("50.10")));
}

#[test]
fn disbursed_is_61_63_percent_of_the_budget() {
    let percent = scorecard().projects_total.money.disbursed_percent().unwrap();
    assert_eq!(shown(&percent), printed("disbursed_percent_of_budget_not_printed")["recomputed"]);
    assert_eq!(shown(&percent), "61.63");
}

#[test]
fn a_project_with_budget_and_nothing_disbursed_is_at_0_percent_though_its_status_is_100_d48() {
    let scorecard = scorecard();
    for place in [24, 38] {
        let score = &scorecard.projects[place];
        assert_eq!(score.money.disbursed, Some(satang("0.00")));
        assert_eq!(shown(&score.money.disbursed_percent().unwrap()), "0.00");
        assert_eq!(score.status, Status::Achieved);
    }
    assert_eq!(contradiction("D48")["places"], "714 / 741");
}

#[test]
fn a_blank_budget_cell_is_no_amount_and_the_total_prints_as_if_it_were_nothing_d33() {
    let scorecard = scorecard();
    let blank = [7, 9, 30, 35, 38, 41, 44, 48];
    let rows = golden("fy2566_projects.csv");
    let blank_in_print = rows.iter().filter(|row| row["budget_kind"] == "blank");
    assert_eq!(blank_in_print.map(|row| row["sequence"].parse::<usize>().unwrap()).collect::<Vec<_>>(), blank);
    for sequence in blank {
        let money = &scorecard.projects[sequence - 1].money;
        assert_eq!((money.budget, money.disbursed, money.disbursed_percent()), (None, None, None));
    }
}

#[test]
fn a_score_printed_in_the_wrong_column_counts_by_its_value_d34() {
    let rows = golden("fy2566_projects.csv");
    let in_column = |column: &str| rows.iter().filter(|row| row["status_column_printed"] == column).count();
    assert_eq!(["0", "25", "50", "75", "100"].map(in_column), [0, 2, 7, 14, 26], "as the columns are printed");
    let by_value = scorecard().projects_total.at_points.into_iter().map(|(_, count)| count).collect::<Vec<_>>();
    assert_eq!(by_value, [0, 2, 5, 11, 31], "as the totals are printed");
    assert!(contradiction("D34")["recomputed"].contains("0/2/7/14/26"));
}

#[test]
fn a_project_keeps_its_own_code_where_the_print_numbers_39_never_and_44_twice_d31() {
    let rows = golden("fy2566_projects.csv");
    let wrong = rows.iter().filter(|row| row["printed_number_agrees"] == "no").count();
    assert!(wrong > 0);
    let codes = rows.iter().map(code).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(codes.len(), 49);
}

#[test]
fn money_counts_up_to_the_round_by_month_at_the_round_by_round_and_always_by_year() {
    use phaen_domain::budget::{BudgetLine, BudgetPeriod};
    let mut plan = empty_plan();
    plan.nodes.push(node("1", None));
    plan.projects.push(project("P", "1"));
    let line = |kind, period, baht| BudgetLine {
        period,
        ..money(BudgetOwner::Project(project_code("P")), kind, ExpenseClass::Overall, baht)
    };
    plan.budget = vec![
        line(BudgetKind::Allotted, BudgetPeriod::Year, "1000"),
        line(BudgetKind::Disbursed, BudgetPeriod::Month(6), "100"),
        line(BudgetKind::Disbursed, BudgetPeriod::Month(7), "20"),
        line(BudgetKind::Disbursed, BudgetPeriod::Round(round_code("R9")), "3"),
    ];
    let disbursed = |round| Scorecard::of(&plan, &round_code(round)).unwrap().projects[0].money.disbursed.unwrap().plain();
    assert_eq!(["R6", "R9", "R12"].map(disbursed), ["100.00", "123.00", "120.00"]);
    assert_eq!(Scorecard::of(&plan, &round_code("R6")).unwrap().projects_total.money.budget, Some(satang("1000")));
}

#[test]
fn what_was_appropriated_is_the_budget_where_nothing_is_allotted() {
    let mut plan = empty_plan();
    plan.nodes.push(node("1", None));
    plan.projects.push(project("P", "1"));
    let line = |kind, baht| money(BudgetOwner::Project(project_code("P")), kind, ExpenseClass::Overall, baht);
    plan.budget = vec![line(BudgetKind::Appropriated, "500"), line(BudgetKind::Requested, "900")];
    let budget = |plan: &AgencyPlan| Scorecard::of(plan, &round_code("R12")).unwrap().projects[0].money.budget;
    assert_eq!(budget(&plan), Some(satang("500")));
    plan.budget.push(line(BudgetKind::Allotted, "450"));
    assert_eq!(budget(&plan), Some(satang("450")));
}
