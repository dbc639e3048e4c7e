//! The workbook handed back: each problem is marked where it can be mended, nothing of what came in is lost, and it can be handed in again.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod workbook_support;

use phaen_documents::workbook::{WriteOptions, mark_problems, read_workbook, write_csv_zip, write_xlsx};
use phaen_domain::workbook::{CellProblem, ProblemRule, Problems, RawCell, RawRow, RawSheet, RawWorkbook, read};
use workbook_support::{parts, varied};

fn text(text: &str) -> RawCell {
    RawCell::Text(text.to_owned())
}

fn sheet(name: &str, rows: Vec<Vec<RawCell>>) -> RawSheet {
    let rows = (1..).zip(rows).map(|(number, cells)| RawRow { number, cells }).collect();
    RawSheet { name: name.to_owned(), rows }
}

/// A workbook with its own order of columns, a column of its own, and several mistakes.
fn mistaken() -> RawWorkbook {
    let units = sheet(
        "หน่วยงาน",
        vec![
            vec![text("เครื่องหมาย"), text("ชื่อย่อ"), text("สีของฉัน"), text("รหัสหน่วยงาน"), text("ชื่อหน่วยงาน"), text("ประเภทหน่วยงาน")],
            vec![text("mark"), text("abbreviation"), text("สีของฉัน"), text("code"), text("name_th"), text("kind")],
            vec![text("ตัวอย่าง"), text("กผ."), text("แดง"), text("กผ."), text("กอง"), text("กอง")],
            vec![text("ผิด"), text("กค."), text("ดำ"), text("กค."), text("กองคลัง"), text("กอง")],
            vec![
                RawCell::Empty,
                text("ขก."),
                RawCell::Empty,
                RawCell::Formula("A1&B1".to_owned()),
                RawCell::Empty,
                RawCell::Error("#REF!".to_owned()),
            ],
        ],
    );
    let own = sheet("ทดเลข", vec![vec![RawCell::Number("1.50".to_owned()), RawCell::Bool(true)]]);
    RawWorkbook { sheets: vec![own, units] }
}

fn marked(raw: &RawWorkbook) -> (Vec<u8>, Problems) {
    let (_, problems) = read(raw);
    (mark_problems(raw, &problems).unwrap(), problems)
}

/// Problems of what came in; a missing sheet is handed back as an empty one, which is the remedy's first half. A column that the template does
/// not have is handed back behind those that it has, so only its name is compared.
fn lines(problems: &Problems) -> Vec<String> {
    let of_sheet = |problem: &&CellProblem| !matches!(problem.rule, ProblemRule::SheetMissing | ProblemRule::NotOneRow(0));
    let line = |problem: &CellProblem| match problem.rule {
        ProblemRule::UnknownColumn(_) => CellProblem { rule: ProblemRule::UnknownColumn(0), ..problem.clone() }.line_en(),
        _ => problem.line_en(),
    };
    problems.listed().iter().filter(of_sheet).map(line).collect()
}

#[test]
fn a_marked_workbook_handed_in_again_has_the_same_problems() {
    let (bytes, problems) = marked(&mistaken());
    assert!(problems.count() > 4);
    let again = read_workbook("marked.xlsx", &bytes).unwrap();
    let (_, problems_again) = read(&again);
    assert_eq!(lines(&problems_again), lines(&problems));
    // And marking it once more changes nothing.
    let cells = |bytes: &[u8]| parts(bytes).into_iter().find(|(name, _)| name == "xl/worksheets/sheet3.xml").unwrap().1;
    assert_eq!(cells(&mark_problems(&again, &problems_again).unwrap()), cells(&bytes));
}

#[test]
fn values_stand_in_our_columns_and_rows_keep_their_numbers() {
    let (bytes, _) = marked(&mistaken());
    let again = read_workbook("marked.xlsx", &bytes).unwrap();
    let units = again.sheets.iter().find(|sheet| sheet.name == "หน่วยงาน").unwrap();
    let row = |number: u32| &units.rows.iter().find(|row| row.number == number).unwrap().cells;
    assert_eq!(row(2)[..4], [text("mark"), text("code"), text("abbreviation"), text("name_th")]);
    assert_eq!(row(3)[..4], [text("ตัวอย่าง"), text("กผ."), text("กผ."), text("กอง")]);
    // The old mark of a row that is right is gone, the column of the person's own follows ours.
    assert_eq!(row(4)[..4], [RawCell::Empty, text("กค."), text("กค."), text("กองคลัง")]);
    assert_eq!(row(4).last(), Some(&text("ดำ")));
    assert_eq!(row(5)[..3], [text("ผิด"), RawCell::Formula("A1&B1".to_owned()), text("ขก.")]);
    assert_eq!(row(5)[5], RawCell::Error("#REF!".to_owned()));
    let own = again.sheets.iter().find(|sheet| sheet.name == "ทดเลข").unwrap();
    assert_eq!(own.rows[0].cells, [RawCell::Number("1.50".to_owned()), RawCell::Bool(true)]);
}

#[test]
fn wrong_cells_have_notes_with_rule_and_remedy_and_no_formula_is_live() {
    let (bytes, problems) = marked(&mistaken());
    let parts = parts(&bytes);
    let notes = parts.iter().filter(|(name, _)| name.contains("comments")).map(|(_, text)| text.as_str()).collect::<String>();
    for problem in problems.listed().iter().filter(|problem| problem.row > 2) {
        assert!(notes.contains(&problem.wording().rule_th), "{}", problem.line_en());
        assert!(notes.contains(&problem.wording().remedy_th), "{}", problem.line_en());
        assert!(notes.contains(&format!("ref=\"{}\"", problem.address())), "{}", problem.line_en());
    }
    assert!(parts.iter().all(|(name, text)| !name.contains("worksheets/sheet") || !text.contains("<f>")));
}

#[test]
fn the_list_in_front_links_to_cells_and_counts_what_it_does_not_list() {
    let mut problems = Problems::default();
    for row in 1..=1_500 {
        let value = format!("=cmd|{row}");
        problems.add(CellProblem { sheet: "targets", row, column: Some("value"), value, rule: ProblemRule::NotANumber });
    }
    let bytes = mark_problems(&RawWorkbook::default(), &problems).unwrap();
    let parts = parts(&bytes);
    let part = |end: &str| &parts.iter().find(|(name, _)| name.ends_with(end)).unwrap().1;
    assert!(part("xl/workbook.xml").find("ข้อผิดพลาด").unwrap() < part("xl/workbook.xml").find("ส่วนราชการ").unwrap());
    assert!(part("worksheets/sheet1.xml").contains("location=\"'ค่าเป้าหมาย'!E7\""));
    assert_eq!(part("worksheets/sheet1.xml").matches("<hyperlink ").count(), 1_000);
    let strings = part("sharedStrings.xml");
    assert!(strings.contains("พบข้อผิดพลาด 1500 รายการ") && strings.contains("อีก 500 รายการ") && strings.contains("=cmd|1"));
    assert!(!part("worksheets/sheet1.xml").contains("<f>"));
}

#[test]
fn a_workbook_without_problems_handed_back_is_the_same_workbook() {
    for bytes in [write_xlsx(&varied(), &WriteOptions::default()).unwrap(), write_csv_zip(&varied()).unwrap()] {
        let raw = read_workbook("plan", &bytes).unwrap();
        let (again, problems) = read(&read_workbook("plan", &mark_problems(&raw, &Problems::default()).unwrap()).unwrap());
        assert!(problems.is_empty(), "{:?}", lines(&problems));
        assert!(again.canonical() == varied().canonical());
    }
}

#[test]
fn a_sheet_with_unknown_heads_comes_back_as_it_came() {
    let raw = RawWorkbook {
        sheets: vec![sheet("แผน", vec![vec![text("อะไร"), text("ไม่รู้")], vec![text("1"), text("2")]])]
    };
    let (bytes, problems) = marked(&raw);
    let again = read_workbook("marked.xlsx", &bytes).unwrap();
    assert!(again.sheets.contains(&raw.sheets[0]));
    assert_eq!(lines(&read(&again).1), lines(&problems));
}
