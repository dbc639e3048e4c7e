//! FY2566 as it was reported: which kinds of inconsistency are found, and how many alarms are true. `docs/FINDINGS.md` gives the counts.

use std::collections::BTreeMap;
use std::path::Path;

use phaen_domain::finding::{Context, Earlier, Finding, Rule, Siblings, check, check_plan};
use phaen_domain::words::Words;

use crate::data::{as_typed, led, plan_of, whole_form};

/// Everything found in the year's returns and in its plan.
fn of_the_year() -> Vec<Finding> {
    let plan = led();
    let round = plan.rounds.iter().find(|it| it.code.as_str() == "R12").unwrap();
    let (form, fields) = (whole_form(&plan), as_typed(&plan));
    let (before, siblings, evidence) = (Earlier::new(), Siblings::of(&plan, round), BTreeMap::new());
    let context =
        Context { plan: &plan, round, form: &form, fields: &fields, before: &before, siblings: &siblings, evidence: &evidence };
    check(&context).into_iter().chain(check_plan(&plan)).collect()
}

/// What a person who looked into the print says about each alarm: whether there is something to mend or to explain.
fn is_true(it: &Finding) -> bool {
    match (it.rule, it.field.item.to_string().as_str()) {
        (Rule::DateAfter, "project:P43")
        | (Rule::StatusUnmet, "project:P05")
        | (Rule::StatusWords, "project:P01" | "project:P31")
        | (Rule::StatusNoMoney, "project:P25" | "project:P39")
        | (Rule::TwoValues, "project_indicator:P06:2" | "project_indicator:P10:1")
        | (Rule::TargetWording, "indicator:K17")
        | (Rule::TargetNoFigure, "indicator:K14")
        | (Rule::BudgetPercent, "whole") => true,
        (Rule::BudgetMissing, project) => WITHOUT_BUDGET.iter().any(|code| project == format!("project:{code}")),
        // The transcription left the words out where the print has them elsewhere.
        (Rule::NarrativeMissing, _) => false,
        // The counts of the narrative are not what the indicator measures.
        (Rule::StatusUnmet, "project:P28") => false,
        // The same figure, cut to whole millions.
        (Rule::TwoValues, "project_indicator:P11:1") => false,
        (rule, item) => panic!("nobody has looked into {rule:?} at {item}: {it:?}"),
    }
}

/// The projects of D33.
const WITHOUT_BUDGET: [&str; 8] = ["P07", "P09", "P30", "P35", "P38", "P41", "P44", "P48"];

/// How an inconsistency of the print meets the checks.
enum Met {
    /// Found in the data as they stand, by this rule at this item.
    Found(Rule, &'static str),
    /// The data hold it mended; found when it is entered as printed (tests of `returns` and `plans`).
    AsPrinted(Rule, &'static str),
    /// Nobody types the figure: it is computed, so it cannot be wrong.
    Computed,
    /// No check finds it.
    NotFound,
}

fn met(id: &str) -> Met {
    use Met::{AsPrinted, Computed, Found, NotFound};
    match id {
        "D10" => Found(Rule::TwoValues, "project_indicator:P10:1"),
        "D11" => Found(Rule::TargetNoFigure, "indicator:K14"),
        "D12" => Found(Rule::TargetWording, "indicator:K17"),
        "D31" => AsPrinted(Rule::NumberTwice, "project:P43"),
        "D33" => Found(Rule::BudgetMissing, "project:P07"),
        "D39" => Found(Rule::StatusUnmet, "project:P05"),
        "D41" => AsPrinted(Rule::RatioPercent, "project:P15"),
        "D45" => AsPrinted(Rule::DateAfter, "project:P44"),
        "D48" => Found(Rule::StatusNoMoney, "project:P25"),
        "D51" => Found(Rule::BudgetPercent, "whole"),
        "E04" => Found(Rule::NameUnit, "indicator:D07"),
        "D32" | "D34" | "D52" => Computed,
        "D13" | "D35" | "E07" | "E08" => NotFound,
        other => panic!("nobody has said how {other} meets the checks"),
    }
}

fn examples() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/inconsistencies_examples.csv");
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.records().map(|row| row.unwrap()[0].to_owned()).collect()
}

#[test]
fn the_kinds_of_inconsistency_of_the_print_are_found() {
    let found: Vec<Finding> = of_the_year().into_iter().chain(check_plan(&plan_of("psdg-2565"))).collect();
    let mut counts = [0; 4];
    for id in examples() {
        let place = match met(&id) {
            Met::Found(rule, item) => {
                assert!(found.iter().any(|it| it.rule == rule && it.field.item.to_string() == item), "{id}");
                0
            }
            Met::AsPrinted(rule, item) => {
                let mended = |it: &Finding| it.rule != rule || it.field.item.to_string() != item;
                assert!(found.iter().all(mended), "{id} is in the data after all");
                1
            }
            Met::Computed => 2,
            Met::NotFound => 3,
        };
        counts[place] += 1;
    }
    assert_eq!(counts, [8, 3, 3, 4]);
}

#[test]
fn every_project_of_d33_and_d48_is_found() {
    let at = |rule: Rule| {
        let found = of_the_year().into_iter().filter(|it| it.rule == rule);
        found.map(|it| it.field.item.to_string().replace("project:", "")).collect::<Vec<_>>()
    };
    assert_eq!(at(Rule::BudgetMissing), WITHOUT_BUDGET);
    assert_eq!(at(Rule::StatusNoMoney), ["P25", "P39"]);
}

#[test]
fn the_alarms_are_as_many_as_the_documents_say() {
    let mut counts: BTreeMap<Rule, (usize, usize)> = BTreeMap::new();
    for it in of_the_year() {
        let count = counts.entry(it.rule).or_default();
        *(if is_true(&it) { &mut count.0 } else { &mut count.1 }) += 1;
    }
    let mut rows: Vec<String> = counts
        .iter()
        .map(|(rule, (right, wrong))| format!("| `{}` | {} | {right} | {wrong} |", rule.key(), rule.severity().key()))
        .collect();
    let all = counts.values().fold((0, 0), |all, it| (all.0 + it.0, all.1 + it.1));
    rows.push(format!("| all | | {} | {} |", all.0, all.1));
    let documents = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/FINDINGS.md")).unwrap();
    let (_, table) = documents.split_once("| Rule | Weight | True | False |\n|---|---|---|---|\n").unwrap();
    let mut told: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    told.sort_unstable();
    rows.sort_unstable();
    assert_eq!(told, rows, "docs/FINDINGS.md should say\n{}", rows.join("\n"));
}
