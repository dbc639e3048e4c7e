//! The demonstration agency under `data/` (documents 004 and 001): both workbooks are understood without a problem, give the printed
//! totals, and hold every transcribed figure. Nothing here computes a printed figure by itself: it compares.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use phaen_domain::budget::{BudgetKind, BudgetOwner, BudgetPeriod, ExpenseClass};
use phaen_domain::id::{IndicatorCode, NodeCode, ProjectCode, RoundCode};
use phaen_domain::indicator::{ActualSource, Shape};
use phaen_domain::number::{Decimal, Exact};
use phaen_domain::observation::{Period, Reported, Subject};
use phaen_domain::plan::{AgencyPlan, EditionState, Narrative};
use phaen_domain::project::Funding;
use phaen_domain::round::RoundState;
use phaen_domain::scoring::{Actual, Scorecard, Status, Total, budget_table};
use phaen_domain::workbook::{
    Problems, RawCell, RawRow, RawSheet, RawWorkbook, Records, compare, compare_plans, understand, understand_records, write,
};

mod demonstration;

use demonstration::folder;

type GoldenRow = HashMap<String, String>;

fn plan_of(name: &str) -> AgencyPlan {
    understand(&folder(name)).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
}

fn led() -> AgencyPlan {
    plan_of("led-2566")
}

fn golden(name: &str) -> Vec<GoldenRow> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn scorecard(plan: &AgencyPlan, round: &str) -> Scorecard {
    Scorecard::of(plan, &RoundCode::new(round).unwrap()).unwrap()
}

fn two(value: &Exact) -> String {
    value.round_half_up(2).to_string()
}

fn a_b_c(total: &Total) -> [String; 3] {
    [two(&total.score), two(&total.full), total.percent.as_ref().map(two).unwrap_or_default()]
}

fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap_or_else(|_| panic!("{text:?}"))
}

fn same(a: Option<Decimal>, printed: &str) -> bool {
    match a {
        None => printed.is_empty(),
        Some(a) => !printed.is_empty() && a.exact() == number(printed).exact(),
    }
}

/// Reported values by what they are about; every one of them belongs to R12 and to the agency as a whole.
fn reported(plan: &AgencyPlan) -> HashMap<Subject, Reported> {
    let r12 = Period::Round(RoundCode::new("R12").unwrap());
    let observations = plan.observations.iter().map(|observation| {
        assert!(observation.period == r12 && observation.unit.is_none(), "{:?}", observation.subject);
        (observation.subject.clone(), observation.reported.clone())
    });
    observations.collect()
}

#[test]
fn every_sheet_of_both_plans_is_understood_without_a_problem() {
    let (led, division) = (led(), plan_of("psdg-2565"));
    assert_eq!((led.indicators.len(), led.projects.len(), led.targets.len(), led.observations.len()), (22, 49, 22, 100));
    assert_eq!((division.indicators.len(), division.targets.len()), (30, 60));
    assert_eq!(led.agency, division.agency);
    assert_eq!(led.units, division.units);
    assert_eq!(led.units.len(), golden("units.csv").len());
}

/// Records as the cells of a file with one header row.
fn as_cells(records: &Records) -> RawWorkbook {
    let sheets = records.sheets().map(|(sheet, rows)| {
        let header = sheet.columns.iter().map(|column| RawCell::Text(column.key.to_owned())).collect();
        let cell = |value: &Option<String>| value.clone().map_or(RawCell::Empty, RawCell::Text);
        let body = rows.iter().map(|row| row.values.iter().map(cell).collect());
        let rows = std::iter::once(header).chain(body).zip(1..).map(|(cells, number)| RawRow { number, cells });
        RawSheet { name: sheet.title.to_owned(), rows: rows.collect() }
    });
    RawWorkbook { sheets: sheets.collect() }
}

#[test]
fn what_is_written_again_is_understood_as_the_same_plan() {
    for name in ["led-2566", "psdg-2565"] {
        let plan = plan_of(name);
        let written = write(&plan);
        assert!(understand(&as_cells(&written)).unwrap() == plan, "{name}");
        assert!(understand_records(&written, Problems::default()).unwrap() == plan, "{name}");
        assert_eq!(Records::from_canonical(&written.canonical()).as_ref(), Some(&written), "{name}");
    }
}

#[test]
fn what_an_import_changes_is_the_difference_between_all_records_whichever_part_it_changes() {
    let changes: [fn(&mut AgencyPlan); 16] = [
        |plan| plan.agency.name_th.push('ๆ'),
        |plan| drop(plan.units.pop()),
        |plan| plan.plan.name_th.push('ๆ'),
        |plan| plan.edition.number += 1,
        |plan| plan.levels[0].name_th.push('ๆ'),
        |plan| plan.nodes.reverse(),
        |plan| plan.scales[0].points[0].band += 1,
        |plan| plan.rounds[0].note = Some("ใหม่".to_owned()),
        |plan| plan.indicators[0].owners[0].primary ^= true,
        |plan| drop(plan.targets.pop()),
        |plan| plan.projects[0].indicators[0].text.push('ๆ'),
        |plan| plan.budget[0].note = Some("ใหม่".to_owned()),
        |plan| plan.cited_totals[0].source.push('ๆ'),
        |plan| plan.observations[0].reported = Reported::NoData,
        |plan| plan.problems.reverse(),
        |plan| {
            plan.narratives.push(Narrative { section: "1".to_owned(), order: 1, text: "ใหม่".to_owned(), source: None })
        },
    ];
    let stored = led();
    for (place, change) in changes.iter().enumerate() {
        let mut wanted = stored.clone();
        change(&mut wanted);
        let difference = compare_plans(Some(&stored), &wanted);
        assert!(!difference.is_empty(), "change {place}");
        assert_eq!(difference, compare(&write(&stored), &write(&wanted)), "change {place}");
    }
    assert!(compare_plans(Some(&stored), &stored).is_empty());
    assert_eq!(compare_plans(None, &stored), compare(&Records::default(), &write(&stored)));
}

#[test]
fn the_plan_scores_79_56_of_85_which_is_93_60_percent() {
    let plan = led();
    let card = scorecard(&plan, "R12");
    assert_eq!(a_b_c(&card.plan), ["79.56", "85.00", "93.60"]);
    assert_eq!((card.plan.counts.achieved, card.plan.counts.not_achieved()), (15, 2));
    assert_eq!(card.plan.achieved_share().as_ref().map(two).as_deref(), Some("88.24"));
    assert_eq!(card.plan.not_achieved_share().as_ref().map(two).as_deref(), Some("11.76"));
    for (node, group) in [
        ("OVERALL", "overall"),
        ("ISSUE-1", "plan_issue_1"),
        ("ISSUE-2", "plan_issue_2"),
        ("ISSUE-3", "plan_issue_3"),
        ("ISSUE-4", "plan_issue_4"),
    ] {
        let printed = golden("fy2566_plan_kpi_subtotals.csv").into_iter().find(|row| row["group"] == group).unwrap();
        let total = card.node(&NodeCode::new(node).unwrap()).unwrap();
        let wanted = [printed["score_a"].as_str(), printed["full_score_b"].as_str(), printed["percent_c"].as_str()];
        assert_eq!(a_b_c(total), wanted, "{node}");
        assert_eq!(total.counts.all().to_string(), printed["kpi_count"], "{node}");
    }
}

#[test]
fn each_plan_indicator_has_its_printed_target_actual_percent_and_score() {
    let plan = led();
    let card = scorecard(&plan, "R12");
    for row in golden("fy2566_plan_kpis.csv") {
        let code = IndicatorCode::new(&format!("K{:0>2}", row["order"])).unwrap();
        let indicator = plan.indicators.iter().find(|indicator| indicator.code == code).unwrap();
        assert_eq!((&indicator.name_th, &indicator.measure.unit_of_measure), (&row["name"], &row["unit"]), "{code}");
        assert_eq!(indicator.number.as_ref(), Some(&row["list_2_2_order"]), "{code}");
        let target = plan.targets.iter().find(|target| target.indicator == code).unwrap();
        assert_eq!(target.printed.as_ref(), Some(&row["target_printed"]), "{code}");
        let growth = row["scoring_rule"] == "growth_on_base";
        let goal = if growth { "1" } else { row["target_value"].as_str() };
        assert!(same(target.value, goal), "{code}");
        let score = card.indicator(&code).unwrap();
        assert_eq!(score.actual, Actual::Known(number(&row["actual"]).exact()), "{code}");
        assert_eq!(score.percent.as_ref().map(two).as_ref(), Some(&row["percent_of_target_recomputed"]), "{code}");
        assert_eq!(score.score().map(two).as_ref(), Some(&row["score"]), "{code}");
        let placed = score.placed.as_ref().unwrap();
        assert_eq!(placed.band.to_string(), row["band"], "{code}");
        assert!(indicator.owners.iter().all(|owner| owner.unit.as_str() == "กนย.") && indicator.owners.len() == 1, "{code}");
    }
}

#[test]
fn vision_indicators_take_their_actual_by_link_and_never_count() {
    let plan = led();
    let card = scorecard(&plan, "R12");
    let rows = golden("fy2566_vision_kpis.csv");
    assert_eq!(rows.len(), 5);
    for row in rows {
        let code = IndicatorCode::new(&format!("V{}", row["order"])).unwrap();
        let indicator = plan.indicators.iter().find(|indicator| indicator.code == code).unwrap();
        let score = card.indicator(&code).unwrap();
        assert!(score.full.is_none(), "{code} has no printed score");
        if row["status"] == "not_measurable" {
            assert_eq!((score.status, indicator.actual_from.as_ref()), (Status::NotMeasurable, None));
            let target = plan.targets.iter().find(|target| target.indicator == code).unwrap();
            assert_eq!((target.value, target.printed.as_deref()), (None, Some("ผ่านเกณฑ์มาตรฐาน")));
        } else {
            let source = IndicatorCode::new(&format!("K{:0>2}", row["same_as_plan_kpi"])).unwrap();
            assert_eq!(indicator.actual_from, Some(ActualSource::Indicator(source)), "{code}");
            assert_eq!(score.actual, Actual::Known(number(&row["actual"]).exact()), "{code}");
            assert_eq!(score.status, Status::Achieved, "{code}");
        }
    }
    let vision = card.node(&NodeCode::new("VISION").unwrap()).unwrap();
    assert_eq!((vision.counts.achieved, vision.counts.not_measurable, vision.percent.is_none()), (4, 1, true));
    assert!(plan.nodes.iter().all(|node| node.counted == (node.code.as_str() != "VISION")));
}

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
fn no_observation_stands_that_the_transcribed_figures_do_not_have() {
    let measured = golden("fy2566_project_indicators.csv").iter().filter(|row| row["result_measures_indicator"] == "yes").count();
    let (plan_indicators, not_measurable, projects) = (17, 1, 49);
    assert_eq!(reported(&led()).len(), plan_indicators + not_measurable + projects + measured);
    assert!(plan_of("psdg-2565").observations.is_empty());
}

#[test]
fn indicator_13_is_a_typed_zero_and_not_missing() {
    let code = IndicatorCode::new("K13").unwrap();
    assert_eq!(reported(&led())[&Subject::Indicator(code)], Reported::Value(Decimal::whole(0)));
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

#[test]
fn totals_of_earlier_rounds_are_cited_and_nothing_is_invented_to_reach_them() {
    let plan = led();
    let cited = plan.cited_totals.iter().map(|total| (total.round.to_string(), total.percent.to_string(), total.node.clone()));
    let wanted = [("R6", "45.59"), ("R9", "59.41")].map(|(round, percent)| (round.to_owned(), percent.to_owned(), None));
    assert_eq!(cited.collect::<Vec<_>>(), wanted);
    let states = plan.rounds.iter().map(|round| (round.code.to_string(), round.state)).collect::<BTreeMap<_, _>>();
    assert_eq!((states["R6"], states["R9"], states["R12"]), (RoundState::Open, RoundState::Open, RoundState::Frozen));
    assert_eq!(plan.edition.state, EditionState::Announced);
    let earlier = plan.budget.iter().filter(|line| matches!(&line.period, BudgetPeriod::Round(code) if code.as_str() != "R12"));
    assert_eq!(earlier.count(), 0);
}

#[test]
fn problems_and_recommendations_are_all_there() {
    let plan = led();
    let texts =
        golden("fy2566_problems.csv").into_iter().map(|row| (row["paraphrase_th"].clone(), row["kind"] == "recommendation"));
    let found = plan.problems.iter().map(|problem| (problem.text.clone(), problem.recommendation));
    assert_eq!(found.collect::<Vec<_>>(), texts.collect::<Vec<_>>());
    assert!(plan.narratives.is_empty(), "the data have no text of the book's other parts");
}

#[test]
fn every_figure_names_the_document_and_the_line_it_comes_from() {
    for name in ["led-2566", "psdg-2565"] {
        let records = write(&plan_of(name));
        for (sheet, rows) in records.sheets() {
            let cited =
                ["targets", "projects", "project_indicators", "budget", "cited_totals", "observations", "problems", "indicators"];
            for row in rows.iter().filter(|_| cited.contains(&sheet.key)) {
                let place = |key: &str| sheet.place(key).and_then(|place| row.values[place].clone());
                let source = [place("note"), place("source")].into_iter().flatten().collect::<String>();
                assert!(
                    source.contains("เอกสาร 00") && source.contains("บรรทัด "),
                    "{name} {} {:?}",
                    sheet.key,
                    row.identity(sheet)
                );
            }
        }
    }
}

#[test]
fn the_division_plan_has_its_30_indicators_with_levels_targets_and_steps() {
    let plan = plan_of("psdg-2565");
    let rounds = plan.rounds.iter().map(|round| (round.code.as_str(), round.state)).collect::<Vec<_>>();
    assert_eq!(rounds, [("R6", RoundState::Planned), ("R12", RoundState::Planned)]);
    let rows = golden("psdg2565_kpis.csv");
    assert_eq!(rows.len(), 30);
    for row in &rows {
        let code = IndicatorCode::new(&format!("D{:0>2}", row["order"])).unwrap();
        let indicator = plan.indicators.iter().find(|indicator| indicator.code == code).unwrap();
        assert_eq!((&indicator.name_th, &indicator.measure.unit_of_measure), (&row["name"], &row["unit"]), "{code}");
        assert_eq!(indicator.owners.iter().map(|owner| owner.unit.as_str()).collect::<Vec<_>>(), ["กพร."], "{code}");
        for (round, column) in [("R6", "target_level_6m"), ("R12", "target_level_12m")] {
            let of_round = |target: &&phaen_domain::indicator::Target| {
                target.indicator == code && target.round.as_ref().is_some_and(|r| r.as_str() == round)
            };
            let target = plan.targets.iter().find(of_round).unwrap();
            assert!(same(target.value, &row[column]), "{code} {round}");
        }
        let stepped = indicator.measure.shape == Shape::Steps;
        assert_eq!(stepped, !indicator.steps.is_empty(), "{code}");
        assert_eq!(stepped, indicator.definition.is_some(), "{code}");
    }
    let stepped = plan.indicators.iter().filter(|indicator| indicator.measure.shape == Shape::Steps);
    let stepped = stepped.map(|indicator| indicator.code.as_str()).collect::<Vec<_>>();
    assert_eq!(stepped, ["D01", "D02", "D03", "D04", "D05", "D08", "D09", "D11", "D12", "D14", "D15", "D17", "D18"]);
}

#[test]
fn steps_differ_by_round_and_carry_their_days_where_the_sheet_prints_them() {
    let plan = plan_of("psdg-2565");
    let steps = |code: &str, round: Option<&str>| {
        let indicator = plan.indicators.iter().find(|indicator| indicator.code.as_str() == code).unwrap();
        let own = indicator.steps.iter().filter(|step| step.round.as_ref().map(RoundCode::as_str) == round);
        own.map(|step| (step.level, step.done_by.map(|day| day.to_string()).unwrap_or_default())).collect::<Vec<_>>()
    };
    let levels = |steps: Vec<(u8, String)>| steps.into_iter().map(|(level, _)| level).collect::<Vec<_>>();
    assert_eq!(levels(steps("D01", None)), [1, 2, 3, 4, 5]);
    for code in ["D03", "D12", "D14"] {
        assert!(steps(code, None).is_empty(), "{code}");
        assert_eq!(levels(steps(code, Some("R6"))), [1, 2, 3, 4, 5], "{code}");
        assert_eq!(levels(steps(code, Some("R12"))), [1, 2, 3, 4, 5], "{code}");
    }
    assert_eq!(steps("D03", Some("R6"))[4].1, "2021-12-29");
    assert_eq!(steps("D12", Some("R12"))[3..], [(4, "2022-10-31".to_owned()), (5, "2022-09-30".to_owned())]);
}

#[test]
fn units_keep_their_printed_abbreviations_and_say_how_sure_their_names_are() {
    let plan = led();
    let units: HashMap<&str, _> = plan.units.iter().map(|unit| (unit.code.as_str(), unit)).collect();
    for row in golden("units.csv") {
        let unit = units[row["abbreviation"].as_str()];
        assert_eq!(unit.name_th, row["full_name_th"]);
        let inferred = row["full_name_source"] == "inferred";
        assert_eq!(unit.note.as_ref().unwrap().contains("อนุมาน"), inferred, "{}", unit.code);
    }
    let collective = plan.units.iter().filter(|unit| unit.collective).map(|unit| unit.code.as_str()).collect::<HashSet<_>>();
    assert_eq!(collective, HashSet::from(["สบก. 1-6", "ล. 1-6", "สบจ.", "สาขา"]));
}
