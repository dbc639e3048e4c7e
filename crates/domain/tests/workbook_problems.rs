//! What is wrong with a workbook is told at once, once, and in the words of its own cells.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it expects")]

use std::path::Path;

use phaen_domain::workbook::{CellProblem, ProblemRule, RawCell, RawRow, RawSheet, RawWorkbook, SHEETS, understand};

fn workbook() -> RawWorkbook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../phaen/tests/other_agency");
    let mut raw = RawWorkbook::default();
    for sheet in SHEETS {
        let path = folder.join(format!("{}.csv", sheet.key));
        let Ok(mut reader) = csv::ReaderBuilder::new().has_headers(false).from_path(path) else { continue };
        let rows = reader.records().zip(1..).map(|(record, number)| row(number, &record.unwrap().iter().collect::<Vec<_>>()));
        raw.sheets.push(RawSheet { name: sheet.key.to_owned(), rows: rows.collect() });
    }
    raw
}

fn row(number: u32, cells: &[&str]) -> RawRow {
    let cell = |text: &&str| if text.is_empty() { RawCell::Empty } else { RawCell::Text((*text).to_owned()) };
    RawRow { number, cells: cells.iter().map(cell).collect() }
}

fn rows<'a>(raw: &'a mut RawWorkbook, sheet: &str) -> &'a mut Vec<RawRow> {
    &mut raw.sheets.iter_mut().find(|it| it.name == sheet).expect("a sheet").rows
}

/// Writes into the cell of a row of the file, counted from 1.
fn set(raw: &mut RawWorkbook, sheet: &str, number: usize, column: &str, cell: RawCell) {
    let rows = rows(raw, sheet);
    let place = rows[0].cells.iter().position(|it| it.shown() == column).expect("a column");
    rows[number - 1].cells[place] = cell;
}

fn text(text: &str) -> RawCell {
    RawCell::Text(text.to_owned())
}

fn add(raw: &mut RawWorkbook, sheet: &str, cells: &[&str]) {
    let rows = rows(raw, sheet);
    let number = rows.last().map_or(1, |row| row.number + 1);
    rows.push(row(number, cells));
}

fn problems(raw: &RawWorkbook) -> Vec<CellProblem> {
    understand(raw).err().map(|problems| problems.listed().to_vec()).unwrap_or_default()
}

fn places(problems: &[CellProblem]) -> Vec<(&str, u32, &str)> {
    let mut places: Vec<_> = problems.iter().map(|it| (it.sheet, it.row, it.column.unwrap_or(""))).collect();
    places.sort_unstable();
    places
}

#[test]
fn a_wrong_cell_of_the_plan_hides_nothing_that_is_wrong_elsewhere() {
    let mut raw = workbook();
    set(&mut raw, "nodes", 2, "weight", text("50"));
    set(&mut raw, "nodes", 4, "depth", text("7"));
    set(&mut raw, "targets", 2, "indicator", text("ZZ"));
    let elsewhere = problems(&raw);
    assert_eq!(places(&elsewhere), [("nodes", 2, "weight"), ("nodes", 4, "depth"), ("targets", 2, "indicator")]);
    for (sheet, column) in [("plan", "kind"), ("plan", "fiscal_year"), ("plan", "edition_state"), ("agency", "code")] {
        let mut raw = raw.clone();
        set(&mut raw, sheet, 2, column, text("แผน|ลับ"));
        let mut expected = places(&elsewhere);
        expected.push((sheet, 2, column));
        expected.sort_unstable();
        assert_eq!(places(&problems(&raw)), expected, "{sheet}.{column}");
    }
}

#[test]
fn a_wrong_cell_of_an_indicator_or_a_project_leaves_their_figures_blameless() {
    for (sheet, column) in [("indicators", "name_th"), ("indicators", "shape"), ("projects", "funding")] {
        let mut raw = workbook();
        set(&mut raw, sheet, 2, column, text(if column == "name_th" { "" } else { "อะไรก็ได้" }));
        assert_eq!(places(&problems(&raw)), [(sheet, 2, column)]);
    }
    let mut raw = workbook();
    set(&mut raw, "observations", 2, "code", text("A9"));
    assert_eq!(places(&problems(&raw)), [("observations", 2, "code")], "what no sheet names is still unknown");
}

#[test]
fn a_code_that_cannot_be_read_is_told_where_it_is_and_what_refers_to_it_is_blameless() {
    let sheets = ["indicators", "projects", "units", "rounds", "scales", "nodes"];
    for (sheet, wrong) in sheets.into_iter().flat_map(|sheet| ["", "ก|ข"].map(|wrong| (sheet, wrong))) {
        let mut raw = workbook();
        set(&mut raw, sheet, 2, "code", if wrong.is_empty() { RawCell::Empty } else { text(wrong) });
        assert_eq!(places(&problems(&raw)), [(sheet, 2, "code")], "“{wrong}”");
    }
    let mut raw = workbook();
    set(&mut raw, "indicators", 2, "code", RawCell::Empty);
    set(&mut raw, "indicators", 3, "code", RawCell::Empty);
    set(&mut raw, "owners", 2, "indicator", text("ZZ"));
    let told = [("indicators", 2, "code"), ("indicators", 3, "code"), ("owners", 2, "indicator")];
    assert_eq!(places(&problems(&raw)), told, "what no sheet ever named is still told, and two empty codes are no duplicates");
}

#[test]
fn a_column_that_is_missing_is_told_once() {
    for (sheet, column) in
        [("indicators", "code"), ("units", "code"), ("rounds", "code"), ("indicators", "shape"), ("rounds", "months")]
    {
        let mut raw = workbook();
        let header = rows(&mut raw, sheet).first_mut().unwrap();
        let place = header.cells.iter().position(|it| it.shown() == column).unwrap();
        rows(&mut raw, sheet).iter_mut().for_each(|row| drop(row.cells.remove(place)));
        let found = problems(&raw);
        assert_eq!(
            found.iter().map(|it| (it.sheet, &it.rule)).collect::<Vec<_>>(),
            [(sheet, &ProblemRule::ColumnMissing(column))]
        );
    }
    let mut raw = workbook();
    rows(&mut raw, "indicators").drain(..1);
    let found = problems(&raw);
    assert_eq!(found.len(), 1, "a sheet whose columns are not found: {found:#?}");
}

#[test]
fn a_workbook_without_its_plan_is_never_taken() {
    let mut raw = workbook();
    raw.sheets.retain(|sheet| sheet.name != "plan");
    let found = problems(&raw);
    assert_eq!(found.iter().map(|it| &it.rule).collect::<Vec<_>>(), [&ProblemRule::SheetMissing]);
}

#[test]
fn a_cell_that_cannot_be_read_is_told_once_and_not_called_empty() {
    let mut raw = workbook();
    set(&mut raw, "targets", 3, "value", text("แปดสิบ"));
    set(&mut raw, "targets", 4, "value", RawCell::Formula("1+1".to_owned()));
    set(&mut raw, "targets", 5, "anchors", text("30;ยี่สิบ;10"));
    set(&mut raw, "budget", 2, "amount", text("ห้าบาท"));
    set(&mut raw, "nodes", 2, "weight", text("หกสิบ"));
    set(&mut raw, "observations", 2, "denominator", text("ยี่สิบห้า"));
    let found = problems(&raw);
    let once = [
        ("budget", 2, "amount"),
        ("nodes", 2, "weight"),
        ("observations", 2, "denominator"),
        ("targets", 3, "value"),
        ("targets", 4, "value"),
        ("targets", 5, "anchors"),
    ];
    assert_eq!(places(&found), once, "{found:#?}");
    let formula = found.iter().find(|it| it.rule == ProblemRule::Formula).unwrap();
    assert_eq!(formula.value, "=1+1");
}

#[test]
fn an_amount_that_says_no_budget_is_refused_where_the_project_uses_budget() {
    let mut raw = workbook();
    set(&mut raw, "budget", 2, "amount", text("ไม่ใช้งบประมาณ"));
    let found = problems(&raw);
    assert_eq!(places(&found), [("budget", 2, "amount")]);
    let told = found[0].line_th();
    for part in ["งบประมาณ", "ค่าที่พบ “ไม่ใช้งบประมาณ”", "ว่าใช้งบประมาณ", "แก้การใช้งบประมาณของโครงการ", "“-”"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    set(&mut raw, "budget", 2, "amount", text("-"));
    assert_eq!(problems(&raw), [], "not known is no contradiction");
    set(&mut raw, "budget", 2, "amount", text("ไม่ใช้งบประมาณ"));
    set(&mut raw, "projects", 2, "funding", text("ไม่ใช้งบประมาณ"));
    let left = problems(&raw).iter().map(|it| (it.row, it.rule.clone())).collect::<Vec<_>>();
    assert_eq!(left, [(3, ProblemRule::BudgetWithoutFunding)], "the project's other amount");
}

#[test]
fn an_empty_target_is_still_told() {
    let mut raw = workbook();
    set(&mut raw, "targets", 4, "value", RawCell::Empty);
    assert_eq!(problems(&raw)[0].rule, ProblemRule::EmptyTarget);
}

#[test]
fn a_problem_shows_what_stands_in_the_cell() {
    let mut raw = workbook();
    add(&mut raw, "observations", &["ตัวชี้วัด", "A1", "กช.", " พ.ย. ", "", "1", "2"]);
    add(&mut raw, "observations", &["indicator", "A1", "กช.", "ครึ่งปี", "", "1", "2"]);
    let found = problems(&raw);
    let value = |of: fn(&ProblemRule) -> bool| found.iter().find(|it| of(&it.rule)).map(|it| it.value.as_str());
    assert_eq!(value(|rule| *rule == ProblemRule::MixedPeriods), Some("พ.ย."), "not M02");
    assert_eq!(value(|rule| matches!(rule, ProblemRule::Duplicate(_))), Some("ตัวชี้วัด · A1 · กช. · ครึ่งปี"));
}

#[test]
fn an_unknown_header_is_found_where_the_file_has_it() {
    let mut raw = workbook();
    rows(&mut raw, "units")[0].cells.push(text("สีประจำหน่วยงาน"));
    let found = problems(&raw);
    let [unknown] = found.as_slice() else { unreachable!("{found:#?}") };
    assert_eq!((unknown.rule.clone(), unknown.address().as_str()), (ProblemRule::UnknownColumn(4), "E1"));
    assert_eq!(unknown.value, "สีประจำหน่วยงาน");
}

#[test]
fn a_round_named_like_a_month_is_told_what_that_code_means() {
    let mut raw = workbook();
    set(&mut raw, "rounds", 2, "code", text("M01"));
    let found = problems(&raw);
    let line = found.iter().find(|it| it.sheet == "rounds").unwrap().line_th();
    assert!(line.contains("“M01”") && line.contains("หมายถึงเดือน"), "{line}");
}

#[test]
fn characters_that_hide_or_turn_a_text_are_refused_and_a_break_in_one_line_is_a_space() {
    for odd in ["กอง\u{202e}งาน", "กอง\u{2066}งาน", "กอง\u{200f}งาน", "กอง\u{fffd}งาน", "กอง\u{7}งาน"]
    {
        let mut raw = workbook();
        set(&mut raw, "units", 2, "name_th", text(odd));
        assert_eq!(problems(&raw)[0].rule, ProblemRule::ControlCharacter, "{odd:?}");
        let mut raw = workbook();
        set(&mut raw, "plan", 2, "code", text(&format!("X{odd}")));
        assert_eq!(places(&problems(&raw)), [("plan", 2, "code")], "{odd:?}");
    }
    let mut raw = workbook();
    set(&mut raw, "units", 2, "name_th", text("กอง\u{200b}แผน\u{ad}งาน\n \tและ\tงบประมาณ\n"));
    let plan = understand(&raw).expect("nothing wrong");
    assert_eq!(plan.units[0].name_th, "กองแผนงาน และ งบประมาณ");
}

#[test]
fn one_measure_is_reported_by_units_or_for_the_agency_never_both() {
    let broken = |rows: &[&[&str]]| {
        let mut raw = workbook();
        rows.iter().for_each(|cells| add(&mut raw, "observations", cells));
        problems(&raw).into_iter().map(|it| (it.column.unwrap(), it.rule)).collect::<Vec<_>>()
    };
    let whole = [("unit", ProblemRule::MixedReporters)];
    assert_eq!(broken(&[&["indicator", "A1", "", "ครึ่งปี", "", "1", "2"]]), whole, "units reported for that round");
    let sums: [&[&str]; 2] = [&["indicator", "A2", "", "ทั้งปี", "5"], &["indicator", "A2", "", "ครึ่งปี", "5"]];
    assert_eq!(broken(&sums).len(), 2, "a sum over periods looks at what units reported for any round");
    assert_eq!(broken(&[&["indicator", "A2", "", "ทั้งปี", ""]]), [], "a row that nobody filled in reports nothing");
    assert_eq!(broken(&[&["indicator", "B1", "กช.", "ครึ่งปี", "5"]]), [], "what is reported centrally may come from anybody");
}
