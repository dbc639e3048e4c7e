//! The scorecard as a workbook: every figure is read back as the number it is shown as, and no text ever becomes a formula.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is not as it should be")]

mod book_support;

use std::collections::HashMap;
use std::io::{Cursor, Read};

use book_support::{K11, code, frozen, led, live, paper, plan, revised};
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use jiff::civil::date;
use phaen_app::paper::Paper;
use phaen_app::plan_view::PlanView;
use phaen_documents::sheets::scorecard;
use phaen_domain::book::Frozen;
use phaen_domain::figure::of_scorecard;
use phaen_domain::number::Decimal;
use phaen_domain::plan::{AgencyPlan, TotalRule};

const SHEETS: [&str; 7] = ["สรุป", "ตัวชี้วัด", "กลุ่ม", "โครงการ", "งบประมาณ", "ที่มา", "ตัวเลข"];

fn sheets(bytes: &[u8]) -> HashMap<String, Range<Data>> {
    sheets_with(bytes, &SHEETS)
}

/// The sheets, which are these.
fn sheets_with(bytes: &[u8], names: &[&str]) -> HashMap<String, Range<Data>> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), names);
    names.iter().map(|name| ((*name).to_owned(), workbook.worksheet_range(name).unwrap())).collect()
}

fn scorecard_of(view: &PlanView) -> HashMap<String, Range<Data>> {
    sheets(&scorecard(&paper(view, "R12")).unwrap())
}

/// The cell of a row, found by the name in its last column, under a head.
fn cell<'a>(sheet: &'a Range<Data>, key: &str, head: &str) -> &'a Data {
    let heads = sheet.rows().nth(1).unwrap();
    let column = heads.iter().position(|cell| *cell == head).unwrap_or_else(|| panic!("{head}"));
    let row = sheet.rows().find(|row| *row.last().unwrap() == key).unwrap_or_else(|| panic!("{key}"));
    &row[column]
}

/// The number that a shown figure means.
fn number(shown: &str) -> f64 {
    shown.replace([',', '+'], "").parse().unwrap()
}

#[test]
fn every_figure_of_the_scorecard_reads_back_as_a_number_and_as_it_is_shown() {
    let view = led();
    let round = view.round(&code("R12")).unwrap();
    let figures = of_scorecard(&round.plan, &round.scorecard);
    let sheets = scorecard_of(&view);
    let rows = sheets["ตัวเลข"].rows().skip(2).collect::<Vec<_>>();
    assert_eq!(rows.len(), figures.len());
    for (figure, row) in figures.iter().zip(rows) {
        let [Data::Float(value), Data::String(shown), Data::String(id)] = row else { panic!("{}: {row:?}", figure.id) };
        assert_eq!((id.as_str(), shown), (figure.id.as_str(), &figure.shown));
        assert_eq!(*value, number(&figure.shown), "{id}");
    }
}

#[test]
fn each_indicator_project_and_budget_row_carries_the_figures_of_its_name() {
    let view = led();
    let round = view.round(&code("R12")).unwrap();
    let sheets = scorecard_of(&view);
    let heads = [
        ("actual", "ผล"),
        ("percent", "ร้อยละของเป้าหมาย"),
        ("score", "คะแนน"),
        ("full", "คะแนนเต็ม"),
        ("points", "คะแนนสถานะ"),
        ("budget", "งบประมาณ (บาท)"),
        ("disbursed", "เบิกจ่าย (บาท)"),
        ("disbursed_percent", "ร้อยละการเบิกจ่าย"),
        ("allocation", "วงเงิน (บาท)"),
        ("actual_percent", "ผล (ร้อยละ)"),
        ("difference", "ต่างจากเป้าหมาย (บาท)"),
        ("difference_points", "ต่างจากเป้าหมาย (จุดร้อยละ)"),
    ];
    let mut compared = 0;
    for figure in of_scorecard(&round.plan, &round.scorecard) {
        let (key, what) = figure.id.as_str().split_once('/').unwrap();
        let sheet = match key.split(':').next().unwrap() {
            "indicator" => "ตัวชี้วัด",
            "project" => "โครงการ",
            "budget" => "งบประมาณ",
            _ => continue,
        };
        let head = if (sheet, what) == ("งบประมาณ", "actual") {
            "ผล (บาท)"
        } else {
            let Some((_, head)) = heads.iter().find(|(name, _)| *name == what) else { continue };
            head
        };
        assert_eq!(*cell(&sheets[sheet], key, head), Data::Float(number(&figure.shown)), "{}", figure.id);
        compared += 1;
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn the_totals_are_those_of_the_print() {
    let sheets = scorecard_of(&led());
    let summary = |key: &str| cell(&sheets["สรุป"], key, "ค่า").clone();
    for (key, value) in [
        ("plan/score", 79.56),
        ("plan/full", 85.0),
        ("plan/percent", 93.6),
        ("plan/achieved_share", 88.24),
        ("projects/points", 4225.0),
        ("projects/percent", 86.22),
        ("projects/disbursed", 41_783_089.44),
    ] {
        assert_eq!(summary(key), Data::Float(value), "{key}");
    }
    assert_eq!(*cell(&sheets["กลุ่ม"], "node:ISSUE-2", "ร้อยละ (C)"), Data::Float(63.73));
    assert_eq!(*cell(&sheets["โครงการ"], "projects", "ร้อยละของคะแนนเต็ม"), Data::Float(86.22));
}

/// The demonstration plan with weights, its last issue beneath the first.
fn weighted() -> AgencyPlan {
    let mut plan = plan("led-2566");
    plan.plan.total_rule = TotalRule::WeightedAverage;
    let weight = |text: &str| Decimal::parse(text).ok();
    let first = plan.nodes.iter().position(|node| node.code.as_str() == "ISSUE-1").unwrap();
    plan.nodes[first].weight = weight("60");
    plan.nodes[first].number = Some("1".to_owned());
    let above = plan.nodes[first].code.clone();
    let last = plan.nodes.last_mut().unwrap();
    (last.parent, last.depth, last.number) = (Some(above), 2, Some("1.1".to_owned()));
    plan.indicators[5].weight = weight("12.5");
    plan
}

#[test]
fn groups_stand_in_the_order_of_the_tree_with_their_numbers_and_set_in() {
    let bytes = scorecard(&paper(&live(weighted()), "R12")).unwrap();
    let sheets = sheets(&bytes);
    for (sheet, prefix) in [("กลุ่ม", "node:"), ("โครงการ", "projects:")] {
        let rows = sheets[sheet].rows().filter(|row| row.last().unwrap().to_string().starts_with(prefix));
        let names = rows.map(|row| row.iter().find(|cell| **cell != Data::Empty).unwrap().to_string()).collect::<Vec<_>>();
        let first = names.iter().position(|name| name.starts_with("1 ")).unwrap();
        assert!(names[first + 1].starts_with("1.1 "), "{sheet} {names:?}");
    }
    let mut styles = String::new();
    zip::ZipArchive::new(Cursor::new(&bytes)).unwrap().by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
    assert!(styles.contains("indent=\"1\""));
}

#[test]
fn weights_stand_beside_the_figures_of_a_weighted_plan_only() {
    let sheets = scorecard_of(&live(weighted()));
    assert_eq!(*cell(&sheets["กลุ่ม"], "node:ISSUE-1", "น้ำหนัก"), Data::Float(60.0));
    assert_eq!(*cell(&sheets["กลุ่ม"], "node:ISSUE-2", "น้ำหนัก"), Data::Float(1.0), "none given counts as one");
    assert_eq!(*cell(&sheets["กลุ่ม"], "node:VISION", "น้ำหนัก"), Data::String("–".to_owned()));
    assert_eq!(*cell(&sheets["ตัวชี้วัด"], "indicator:K01", "น้ำหนัก"), Data::Float(12.5));
    let unweighted = scorecard_of(&led());
    assert!(unweighted.values().all(|sheet| sheet.rows().flatten().all(|cell| *cell != "น้ำหนัก")));
}

#[test]
fn the_same_scorecard_gives_the_same_bytes() {
    assert!(scorecard(&paper(&led(), "R12")).unwrap() == scorecard(&paper(&led(), "R12")).unwrap());
}

#[test]
fn a_plan_without_results_projects_and_money_has_the_same_sheets_without_rows() {
    let view = live(plan("psdg-2565"));
    let sheets = scorecard_of(&view);
    assert_eq!(sheets["โครงการ"].height(), 2);
    assert_eq!(sheets["งบประมาณ"].height(), 2);
    assert_eq!(*cell(&sheets["ตัวชี้วัด"], "indicator:D01", "ผล"), Data::String("–".to_owned()));
    assert_eq!(*cell(&sheets["ตัวชี้วัด"], "indicator:D01", "สถานะ"), Data::String("รอรายงาน".to_owned()));
    assert_eq!(*cell(&sheets["สรุป"], "plan/score", "ค่า"), Data::Float(0.0));
}

#[test]
fn a_name_that_looks_like_a_formula_stays_text() {
    let mut hostile = plan("led-2566");
    hostile.indicators[5].name_th = "=HYPERLINK(\"http://example.go.th\",\"x\")".to_owned();
    hostile.projects[0].name_th = "@SUM(1+1)*cmd|' /C calc'!A0".to_owned();
    hostile.nodes[1].name_th = "</t><f>1+1</f>\u{1}".to_owned();
    let view = frozen(hostile, "R12");
    let bytes = scorecard(&paper(&view, "R12")).unwrap();
    let sheets = sheets(&bytes);
    assert_eq!(cell(&sheets["ตัวชี้วัด"], "indicator:K01", "ตัวชี้วัด").to_string(), "=HYPERLINK(\"http://example.go.th\",\"x\")");
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        assert!(!text.contains("<f>") && !text.contains("<f "), "{}", part.name().unwrap());
    }
}

#[test]
fn a_second_revision_has_a_sheet_of_what_it_restates_and_one_of_who_had_more_time() {
    let paper = revised();
    let bytes = scorecard(&paper).unwrap();
    let [a, b, c, d, e, f, last] = SHEETS;
    let sheets = sheets_with(&bytes, &[a, b, c, d, e, f, "ปรับปรุง", "ขยายเวลา", last]);
    let restated = &sheets["ปรับปรุง"];
    let told = paper.history.reopened[0].restated.as_ref().unwrap();
    assert_eq!(restated.rows().count(), told.len() + 2, "what is not restated has no row");
    for (head, value) in [("ผลที่ตรึง ครั้งที่", 2.0), ("เดิม", 76.49), ("ปรับปรุงเป็น", 80.0)]
    {
        assert_eq!(*cell(restated, K11, head), Data::Float(value), "{head}");
    }
    for (head, words) in [
        ("เลขที่หนังสือ", "ยธ 0501/123"),
        ("เหตุผล", "แก้ไขผลตามข้อสังเกตของผู้ตรวจสอบ"),
        ("ผู้อนุมัติ", "อธิบดีกรมบังคับคดี"),
        ("วันที่สั่ง", "20 พฤศจิกายน 2566"),
    ] {
        assert_eq!(cell(restated, K11, head).to_string(), words);
    }
    let unit = format!("unit:{}", paper.history.extensions[0].unit);
    let more = |head| cell(&sheets["ขยายเวลา"], &unit, head).to_string();
    assert_eq!((more("ครบกำหนดเดิม"), more("ขยายถึง")), ("5 ตุลาคม 2566".to_owned(), "12 ตุลาคม 2566".to_owned()));
    assert!(scorecard(&revised()).unwrap() == bytes, "the bytes differ");
}

#[test]
fn an_earlier_revision_says_that_a_newer_one_stands() {
    let newest = Frozen { revision: 2, on: date(2023, 11, 21), hash: "ab".repeat(32) };
    let about = |paper: &Paper| {
        let sheets = sheets(&scorecard(paper).unwrap());
        sheets["สรุป"].rows().map(|row| format!("{} {}", row[0], row[1])).collect::<Vec<_>>()
    };
    let own = "ผลที่ตรึง ผลที่ตรึง ครั้งที่ 1 วันที่ 21 ตุลาคม 2566".to_owned();
    let superseded = "ผลที่ใหม่กว่า มีผลที่ตรึง ครั้งที่ 2 วันที่ 21 พฤศจิกายน 2566 ใช้แทนแล้ว".to_owned();
    let before = about(&Paper { newest: Some(newest), ..paper(&led(), "R12") });
    assert!(before.contains(&own) && before.contains(&superseded), "{before:?}");
    let newest = about(&paper(&led(), "R12"));
    assert!(newest.contains(&own) && !newest.contains(&superseded), "{newest:?}");
}

#[test]
fn an_unknown_round_is_refused() {
    assert!(Paper::of(&led(), &code("R99")).is_err());
}
