//! Both workbooks are understood without a problem, and what is written again is the same; every figure names where it comes from.

use std::collections::{HashMap, HashSet};

use phaen_domain::observation::Reported;
use phaen_domain::plan::{AgencyPlan, Narrative};
use phaen_domain::workbook::{
    Problems, RawCell, RawRow, RawSheet, RawWorkbook, Records, compare, compare_plans, understand, understand_records, write,
};

use crate::print::{golden, led, plan_of};

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
fn problems_and_recommendations_are_all_there() {
    let plan = led();
    let texts =
        golden("fy2566_problems.csv").into_iter().map(|row| (row["paraphrase_th"].clone(), row["kind"] == "recommendation"));
    let found = plan.problems.iter().map(|problem| (problem.text.clone(), problem.recommendation));
    assert_eq!(found.collect::<Vec<_>>(), texts.collect::<Vec<_>>());
}

#[test]
fn the_book_has_texts_for_what_the_documents_say_and_none_for_what_they_do_not() {
    let plan = led();
    let written: Vec<&str> = plan.narratives.iter().map(|narrative| narrative.section.as_str()).collect();
    assert_eq!(written, ["part1.background", "part1.alignment", "part3.method"]);
    for narrative in &plan.narratives {
        assert!(narrative.source.as_ref().is_some_and(|source| source.contains("เอกสาร 000")), "{}", narrative.section);
        let is_figure = |word: &&str| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
        let figures: Vec<&str> = narrative.text.split_whitespace().filter(is_figure).collect();
        assert!(figures.is_empty(), "a result stands in the tables, not in the text: {figures:?}");
    }
    assert_eq!(plan.plan.vision, None, "no document of the data gives its wording");
    assert!(plan.rounds.iter().all(|round| round.completed_on.is_none()), "no document of the data gives the day of completion");
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
