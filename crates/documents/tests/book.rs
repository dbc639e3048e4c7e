//! The results book as a reader meets it: every figure of the scorecard is found in the text of the PDF, in its table and row; hostile
//! names stay text; plans with little in them make honest books.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is not as it should be")]

mod book_support;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::OnceLock;

use book_support::{K11, code, frozen, frozen_with, led, live, paper, plan, revised};
use jiff::civil::date;
use phaen_app::paper::Paper;
use phaen_app::plan_view::PlanView;
use phaen_documents::book::{content, results_book, results_book_with_pages, thai_digits};
use phaen_documents::typeset::Pressed;
use phaen_domain::book::{Block, Book, Cell, Frozen, Span, Table};
use phaen_domain::figure::of_scorecard;
use phaen_domain::id::ScaleCode;
use phaen_domain::indicator::Target;
use phaen_domain::plan::{AgencyPlan, Narrative};
use phaen_domain::rich::{Part, Run};
use phaen_domain::scoring::Scale;
use phaen_domain::submission::{ProblemCategory, UnitProblem};
use phaen_domain::thai::digits::to_arabic;
use phaen_domain::words::Words;

fn book_of(view: &PlanView) -> Book {
    content(&paper(view, "R12"))
}

fn pressed(view: &PlanView) -> Pressed {
    let pressed = results_book_with_pages(&paper(view, "R12"), None, &mut |_| {}).unwrap();
    assert!(pressed.warnings.is_empty(), "{:?}", pressed.warnings);
    pressed
}

/// The demonstration book, made once for all tests that only read it.
fn demonstration() -> &'static (Book, Pressed, String) {
    static BOOK: OnceLock<(Book, Pressed, String)> = OnceLock::new();
    BOOK.get_or_init(|| {
        let view = led();
        let pressed = pressed(&view);
        let text = bare(&text_of(&pressed.pdf));
        (book_of(&view), pressed, text)
    })
}

/// The text of a PDF in the order in which it is read.
fn text_of(pdf: &[u8]) -> String {
    text_by(pdf, &["-raw"])
}

/// The text of a PDF in one of the orders that pdftotext knows.
fn text_by(pdf: &[u8], order: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new("pdftotext").args(order).args(["-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The addresses to which links of a PDF lead.
fn links_of(pdf: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new("pdfinfo").arg("-url").arg(&file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().skip(1).filter_map(|line| line.split_whitespace().last()).map(str::to_owned).collect()
}

/// A text as it is compared: Arabic digits, no white space, since a line may be broken at any place that has one or needs none.
fn bare(text: &str) -> String {
    to_arabic(text).chars().filter(|c| !c.is_whitespace()).collect()
}

fn words_of(spans: &[Span]) -> String {
    let word = |span: &Span| match span {
        Span::Text(text) | Span::Strong(text) | Span::Code(text) => text.clone(),
        Span::Figure(figure) => figure.shown.clone(),
    };
    bare(&spans.iter().map(word).collect::<String>())
}

fn words_of_cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Above | Cell::Left => String::new(),
        Cell::Spans(spans) => words_of(spans),
        Cell::Rich(parts) => parts.iter().map(words_of_part).collect(),
        Cell::Status(status) => bare(status.th()),
    }
}

/// What a unit wrote, without the signs of its lists.
fn words_of_part(part: &Part) -> String {
    let words = |runs: &[Run]| bare(&runs.iter().map(|run| run.text.as_str()).collect::<String>());
    match part {
        Part::Paragraph(runs) => words(runs),
        Part::List(_, items) => items.iter().flatten().map(words_of_part).collect(),
        Part::Table(head, rows) => std::iter::once(head).chain(rows).flatten().map(|runs| words(runs)).collect(),
    }
}

/// A place in the text, moving forward only.
struct Reading<'a> {
    text: &'a str,
    at: usize,
}

impl Reading<'_> {
    fn find(&mut self, wanted: &str) {
        let found = self.text[self.at..].find(wanted);
        let near: String = self.text[self.at..].chars().take(200).collect();
        self.at += found.unwrap_or_else(|| panic!("{wanted:?} does not follow in {near:?}")) + wanted.len();
    }

    /// The cells of a row, one right after the other.
    fn row<'b>(&mut self, row: impl IntoIterator<Item = &'b Cell>) {
        self.find(&row.into_iter().map(words_of_cell).collect::<String>());
    }

    /// Rows that share cells: what they share is written before the last of them.
    fn group(&mut self, rows: &[Vec<Cell>]) {
        let [first, .., last] = rows else { return rows.iter().for_each(|row| self.row(row)) };
        let shared = |place: usize| last[place] == Cell::Above;
        let own =
            |row: &'_ [Cell]| row.iter().enumerate().filter(|(x, _)| !shared(*x)).map(|(_, c)| c.clone()).collect::<Vec<_>>();
        rows[..rows.len() - 1].iter().for_each(|row| self.row(&own(row)));
        for (_, cell) in first.iter().enumerate().filter(|(place, _)| shared(*place)) {
            self.row([cell]);
        }
        self.row(&own(last));
    }

    fn table(&mut self, table: &Table) {
        self.find(&bare(&table.title));
        table.rows.chunk_by(|_, below| below.contains(&Cell::Above)).for_each(|group| self.group(group));
        table.totals.iter().for_each(|row| self.row(row));
    }
}

#[test]
fn every_table_reads_back_row_by_row_with_each_figure_in_its_place() {
    let (book, _, text) = demonstration();
    let mut reading = Reading { text, at: 0 };
    let mut rows = 0;
    for block in &book.blocks {
        match block {
            Block::Chapter(title) | Block::Heading(_, title) => reading.find(&bare(title)),
            Block::Paragraph(spans) => spans.iter().for_each(|span| {
                if let Span::Figure(figure) = span {
                    reading.find(&figure.shown);
                }
            }),
            Block::Table(table) => {
                reading.table(table);
                rows += table.rows.len();
            }
            Block::Chart(chart) => {
                reading.find(&bare(&chart.title));
                chart.bars.iter().for_each(|bar| reading.find(&words_of(std::slice::from_ref(&bar.shown))));
            }
            Block::List(items) => items.iter().for_each(|item| reading.find(&words_of(item))),
            Block::NotGiven(what) => reading.find(&bare(&format!("ยังไม่ระบุ ({what})"))),
            Block::Facts(_) | Block::Wide(_) | Block::PageBreak => {}
        }
    }
    assert!(rows > 350, "{rows}");
}

#[test]
fn every_figure_of_the_scorecard_stands_in_the_book_under_its_name() {
    for view in [led(), live(plan("led-2566")), live(plan("psdg-2565"))] {
        let round = view.round(&code("R12")).unwrap();
        let book = book_of(&view);
        let printed: BTreeMap<&str, BTreeSet<&str>> = book.figures().into_iter().fold(BTreeMap::new(), |mut all, figure| {
            all.entry(figure.id.as_str()).or_insert_with(BTreeSet::new).insert(figure.shown.as_str());
            all
        });
        for figure in of_scorecard(&round.plan, &round.scorecard) {
            let shown = printed.get(figure.id.as_str()).unwrap_or_else(|| panic!("{} is not in the book", figure.id));
            assert_eq!(shown.iter().copied().collect::<Vec<_>>(), [figure.shown.as_str()], "{}", figure.id);
        }
    }
}

#[test]
fn the_summary_tells_the_printed_totals_in_sentences() {
    let (.., text) = demonstration();
    for sentence in [
        "ตัวชี้วัดที่นับคะแนนของแผนมี 17 ตัวชี้วัด บรรลุเป้าหมาย 15 ตัวชี้วัด คิดเป็นร้อยละ 88.24",
        "ได้คะแนนรวม 79.56 คะแนน จากคะแนนเต็ม 85.00 คะแนน คิดเป็นความสำเร็จของแผนร้อยละ 93.60",
        "แผนมีโครงการ 49 โครงการ สำเร็จครบตามเป้าหมาย 31 โครงการ คิดเป็นร้อยละ 63.27",
        "คะแนนสถานะรวม 4,225 จากคะแนนเต็ม 4,900 คิดเป็นร้อยละ 86.22",
        "ได้รับจัดสรรรวม 67,792,485.48 บาท เบิกจ่ายแล้ว 41,783,089.44 บาท คิดเป็นร้อยละ 61.63",
        "เบิกจ่าย 997,411,566.88 บาท คิดเป็นร้อยละ 99.00",
    ] {
        assert!(text.contains(&bare(sentence)), "{sentence}");
    }
}

#[test]
fn the_appendix_places_each_score_in_its_band_and_each_project_at_its_status() {
    let (.., text) = demonstration();
    for row in [
        "76.49 95.61 0 0 0 90 0 5.00 4.56",
        "0 0.00 0 0 0 0 0 5.00 0.00",
        "C = A × 100 / B = 9.56 × 100 / 15.00 = 63.73 15.00 9.56",
        "0 0 0 × 0 0 25 2 2 × 25 50 50 5 5 × 50 250 75 11 11 × 75 825 100 31 31 × 100 3,100 รวม 49 4,225",
        "4 + (95.6125 − 90) / 10 = 4.56125",
    ] {
        assert!(text.contains(&bare(row)), "{row}");
    }
}

/// The rows of every table whose title starts so, cell by cell, and the heads.
fn rows_of(book: &Book, title: &str) -> Vec<Vec<String>> {
    let tables = book.blocks.iter().filter_map(|block| match block {
        Block::Table(table) if bare(&table.title).starts_with(title) => Some(table),
        _ => None,
    });
    let heads = |table: &Table| table.columns.iter().map(|column| bare(&column.head)).collect::<Vec<_>>();
    let rows = |table: &Table| table.rows.iter().map(|row| row.iter().map(words_of_cell).collect()).collect::<Vec<Vec<_>>>();
    tables.flat_map(|table| std::iter::once(heads(table)).chain(rows(table))).collect()
}

/// The column of a table under a head.
fn column(book: &Book, title: &str, head: &str) -> Vec<String> {
    let rows = rows_of(book, title);
    let place = rows[0].iter().position(|cell| cell == head).unwrap_or_else(|| panic!("{head} in {title}"));
    rows[1..].iter().map(|row| row[place].clone()).collect()
}

/// Another agency, whose plan weighs and has two levels.
fn weighing() -> Book {
    let view = live(plan("../crates/phaen/tests/other_agency"));
    content(&paper(&view, "ทั้งปี"))
}

/// The table of those of its indicators that are placed on five levels.
const FIVE: &str = "คะแนนรายตัวชี้วัด:1.1ถนนและทางเท้าปลอดภัย(ห้าระดับ)";

#[test]
fn a_weighted_plan_prints_the_weights_beside_its_figures_and_another_has_no_such_column() {
    let book = weighing();
    for table in ["โครงสร้างของแผน", "คะแนนทุกกลุ่มตัวชี้วัด", "ผลรวมคะแนนของแผน"]
    {
        assert_eq!(column(&book, table, "น้ำหนัก"), ["60", "100", "40", "100"], "{table}");
    }
    for table in ["ตัวชี้วัดและค่าเป้าหมาย:1.1", FIVE] {
        assert!(column(&book, table, "น้ำหนัก").iter().all(|weight| weight == "50"), "{table}");
    }
    let results = rows_of(&book, "ผลการดำเนินงานเทียบกับเป้าหมาย");
    assert!(results[1].ends_with(&["50".to_owned(), "5.00".to_owned(), "3.50".to_owned()]), "{:?}", results[1]);
    let (unweighted, ..) = demonstration();
    assert!(rows_of(unweighted, "").iter().flatten().all(|cell| cell != "น้ำหนัก"));
}

#[test]
fn the_structure_counts_what_stands_beneath_a_node_as_its_total_does() {
    let book = weighing();
    assert_eq!(column(&book, "โครงสร้างของแผน", "ตัวชี้วัด"), ["2", "2", "1", "1"]);
    assert_eq!(column(&book, "โครงสร้างของแผน", "ตัวชี้วัด"), column(&book, "คะแนนทุกกลุ่มตัวชี้วัด", "จำนวน"));
}

#[test]
fn the_result_of_a_scale_without_band_numbers_stands_in_the_column_it_reached() {
    let rows = rows_of(&weighing(), FIVE);
    let falling = rows.iter().find(|row| row.last().is_some_and(|score| score == "3.50")).unwrap();
    assert_eq!(falling.iter().filter(|cell| *cell == "3").count(), 1, "{falling:?}");
}

#[test]
fn bands_that_a_round_has_of_its_own_are_printed_with_whom_they_judge_there() {
    let mut plan = plan("led-2566");
    let own = Scale {
        code: ScaleCode::new("HALF").unwrap(), name_th: "เกณฑ์ครึ่งปี".to_owned(), ..plan.scales[0].clone()
    };
    plan.scales.push(own);
    let k11 = plan.targets.iter().find(|target| target.indicator.as_str() == "K11").unwrap().clone();
    plan.targets.push(Target { round: Some(code("R6")), scale: Some(plan.scales[2].code.clone()), ..k11 });
    let view = live(plan);
    let book = |round: &str| content(&paper(&view, round));
    let notes = |book: &Book| {
        let table = book.blocks.iter().find_map(|block| match block {
            Block::Table(table) if table.title == "เกณฑ์ครึ่งปี" => {
                Some(table.notes.iter().map(|note| words_of(note)).collect::<String>())
            }
            _ => None,
        });
        table.unwrap_or_default()
    };
    let (half, year) = (book("R6"), book("R12"));
    assert!(notes(&half).contains(&bare("เฉพาะรอบ 6 เดือน ใช้เกณฑ์นี้แทนเกณฑ์ของตัวชี้วัด: 7")), "{}", notes(&half));
    assert_eq!(notes(&year), "", "the other rounds do not know it");
    let own = |book: &Book| book.blocks.iter().any(|it| matches!(it, Block::Table(table) if table.title.ends_with("(เกณฑ์ครึ่งปี)")));
    assert_eq!((own(&half), own(&year)), (true, false), "and its scores stand in a table of their own bands");
}

#[test]
fn the_target_of_a_project_says_percent_before_its_number() {
    let (book, ..) = demonstration();
    let targets = rows_of(book, "ตัวชี้วัดของโครงการ").into_iter().map(|row| row[3].clone()).collect::<Vec<_>>();
    assert!(targets.iter().any(|target| target == &bare("ร้อยละ 23")), "{targets:?}");
    assert!(!targets.iter().any(|target| target.ends_with("ร้อยละ")), "{targets:?}");
}

#[test]
fn totals_that_another_book_printed_stand_apart_with_their_source() {
    let (.., text) = demonstration();
    let computed = text.find("คะแนนรวมของแผนที่คำนวณได้ในแต่ละรอบ").unwrap();
    let cited = text.find("ผลรวมที่อ้างจากเล่มที่พิมพ์ไว้รอบขอบเขต").unwrap();
    let (computed, cited) = (&text[computed..cited], &text[cited..]);
    assert!(!computed.contains("45.59") && !computed.contains("59.41"));
    assert!(cited.contains(&bare("รอบ 6 เดือน ทั้งแผน 45.59 เอกสาร 004 บรรทัด 821")));
}

#[test]
fn all_running_text_is_in_thai_digits_and_the_date_of_completion_is_the_day_of_freezing() {
    let (book, pressed, _) = demonstration();
    let text = text_of(&pressed.pdf);
    let is_code =
        |line: &str| line.split(' ').next_back().is_some_and(|c| c.len() == 32 && c.bytes().all(|b| b.is_ascii_hexdigit()));
    let codes = text.lines().filter(|line| is_code(line)).count();
    assert_eq!(codes, 4, "two codes on two lines each");
    let figures = |line: &&str| line.chars().any(|c| c.is_ascii_digit()) && !line.chars().any(|c| c.is_ascii_alphabetic());
    assert_eq!(text.lines().find(figures), None);
    let bottom_right = ["-f", "1", "-l", "1", "-x", "400", "-y", "700", "-W", "195", "-H", "142"];
    assert_eq!(text_by(&pressed.pdf, &bottom_right).trim(), "๒๑ ตุลาคม ๒๕๖๖", "frozen late on the 20th of UTC");
    assert_eq!(book.completed_on.to_string(), "2023-10-21");
    assert!(String::from_utf8_lossy(&pressed.pdf).contains("2023-10-21"));
}

#[test]
fn a_day_of_completion_that_is_given_is_the_date_of_the_book() {
    let mut plan = plan("led-2566");
    let given = jiff::civil::date(2023, 11, 20);
    for round in &mut plan.rounds {
        round.completed_on = (round.code == code("R12")).then_some(given);
    }
    for view in [frozen(plan.clone(), "R12"), live(plan)] {
        assert_eq!(content(&paper(&view, "R12")).completed_on, given);
        let without = content(&paper(&view, "R6"));
        assert_eq!(without.completed_on, jiff::civil::date(2023, 3, 31), "the end of a round that is not frozen");
    }
}

#[test]
fn a_word_is_found_as_often_whether_letters_are_read_as_written_or_by_their_places() {
    let (_, pressed, _) = demonstration();
    let written = text_of(&pressed.pdf);
    for order in [&[][..], &["-layout"]] {
        let placed = text_by(&pressed.pdf, order);
        for (word, least) in [("ตัวชี้วัด", 90), ("ผู้รับผิดชอบ", 5), ("ที่", 300), ("ได้", 50), ("เมื่อ", 5), ("ตั้งแต่", 5)]
        {
            let count = written.matches(word).count();
            assert!(count >= least, "{word} {count}");
            assert_eq!(placed.matches(word).count(), count, "{word} {order:?}");
        }
    }
}

#[test]
fn pages_are_numbered_and_the_contents_name_them() {
    let (_, pressed, _) = demonstration();
    let text = text_of(&pressed.pdf);
    assert!((30..=42).contains(&pressed.pages), "{} pages", pressed.pages);
    assert!(text.contains(&thai_digits(&format!("หน้า {}", pressed.pages - 1))));
    let entries = text.lines().filter(|line| line.contains(". . .") || line.contains("....")).collect::<Vec<_>>();
    assert!(entries.len() > 20, "{entries:?}");
    let page = |line: &&str| line.split([' ', '.']).next_back().and_then(|page| to_arabic(page).parse::<usize>().ok());
    let pages = entries.iter().filter_map(page).collect::<Vec<_>>();
    assert!(pages.len() == entries.len() && pages.is_sorted(), "{pages:?}");
}

#[test]
fn the_last_page_names_the_snapshot_and_the_content() {
    let (book, _, text) = demonstration();
    let view = led();
    let round = view.round(&code("R12")).unwrap();
    let snapshot = &round.snapshot.as_ref().unwrap().hash;
    assert_eq!(book.hash.len(), 64);
    assert!(text.contains(book.hash.as_str()) && text.contains(snapshot.as_str()));
}

#[test]
fn the_same_input_gives_the_same_bytes_and_a_changed_figure_another_content() {
    let (book, pressed, _) = demonstration();
    let mut last = 0;
    let again = results_book(&paper(&led(), "R12"), None, &mut |progress| {
        assert!(progress >= last);
        last = progress;
    });
    assert!(again.unwrap() == pressed.pdf, "the bytes differ");
    assert_eq!(last, 100);
    let mut changed = plan("led-2566");
    changed.problems[0].text.push('.');
    assert_ne!(book_of(&frozen(changed, "R12")).hash, book.hash);
}

#[test]
fn a_second_revision_prints_what_it_restates_by_which_order_and_who_had_more_time() {
    let paper = revised();
    let book = content(&paper);
    let table = "ตัวเลขที่ปรับปรุง:ครั้งที่2จากครั้งที่1";
    let rows = rows_of(&book, table);
    assert_eq!(rows[0], ["รายการ", "ตัวเลข", "เดิม(ครั้งที่1)", "ปรับปรุงเป็น(ครั้งที่2)"]);
    let own = rows.iter().position(|row| row[1..] == ["ผล", "76.49", "80.00"]).unwrap();
    assert!(rows[own][0].starts_with("ตัวชี้วัด") && rows[own][0].len() > "ตัวชี้วัด".len(), "{rows:?}");
    assert!(
        rows.contains(&vec!["ทั้งแผน".to_owned(), "คะแนนรวม(A)".to_owned(), "79.56".to_owned(), "80.00".to_owned()]),
        "{rows:?}"
    );
    let restated = paper.history.reopened[0].restated.as_ref().unwrap();
    assert!(rows.len() == restated.len() + 1 && restated.iter().all(|it| it.before != it.after), "nothing else is restated");
    assert!(book.figures().iter().any(|figure| figure.id.as_str() == K11 && figure.shown == "80.00"));
    let pressed = results_book_with_pages(&paper, None, &mut |_| {}).unwrap();
    assert!(pressed.warnings.is_empty(), "{:?}", pressed.warnings);
    let text = bare(&text_of(&pressed.pdf));
    let mut reading = Reading { text: &text, at: 0 };
    let printed = ["คำสั่งเปิดรอบใหม่", table, "หน่วยงานที่ได้รับการขยายเวลา"];
    for title in printed {
        let tables = book.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
        reading.table(tables.into_iter().find(|it| bare(&it.title) == title).unwrap_or_else(|| panic!("{title}")));
    }
    for said in [
        "ยธ0501/123",
        "แก้ไขผลตามข้อสังเกตของผู้ตรวจสอบ",
        "อธิบดีกรมบังคับคดี",
        "20พฤศจิกายน2566",
        "5ตุลาคม2566",
        "12ตุลาคม2566",
        "น้ำท่วมสำนักงาน",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(results_book(&revised(), None, &mut |_| {}).unwrap() == pressed.pdf, "the bytes differ");
}

#[test]
fn an_earlier_revision_says_on_its_cover_that_a_newer_one_stands_and_keeps_its_check_code() {
    let (book, _, text) = demonstration();
    let own = "ผลที่ตรึงครั้งที่1วันที่21ตุลาคม2566";
    assert!(text.contains(own) && !text.contains("ใช้แทนแล้ว"));
    let newest = Frozen { revision: 2, on: date(2023, 11, 21), hash: "ab".repeat(32) };
    let paper = Paper { newest: Some(newest), ..paper(&led(), "R12") };
    let pressed = results_book_with_pages(&paper, None, &mut |_| {}).unwrap();
    let cover = bare(&text_by(&pressed.pdf, &["-raw", "-l", "1"]));
    assert!(cover.contains(own) && cover.contains("มีผลที่ตรึงครั้งที่2วันที่21พฤศจิกายน2566ใช้แทนแล้ว"), "{cover}");
    assert_eq!(content(&paper).hash, book.hash, "what it tells is the same");
}

fn problem(item: &str, category: Option<ProblemCategory>, text: &str) -> UnitProblem {
    UnitProblem {
        unit: plan("led-2566").units[1].code.clone(),
        item: item.parse().unwrap(),
        category,
        problem: Some(text.to_owned()),
        remedy: None,
        next_plan: None,
    }
}

#[test]
fn a_round_with_returns_prints_what_units_reported_of_problems_and_not_the_list_of_the_plan() {
    let whole = UnitProblem {
        next_plan: Some("ประชุมทุกเดือน".to_owned()), problem: None, ..problem("whole", None, "")
    };
    let told = [
        problem("indicator:K02", Some(ProblemCategory::Law), "กฎหมายยังไม่ใช้บังคับ"),
        problem("project:P01", None, "ไม่ระบุประเภทไว้"),
        whole,
        problem("project:P01", Some(ProblemCategory::Budget), "ได้รับเงินล่าช้า"),
        problem("indicator:K01", Some(ProblemCategory::Budget), "วงเงินไม่พอ\n- ข้อหนึ่ง"),
        problem("indicator:GONE", Some(ProblemCategory::Other), "ไม่มีในแผนแล้ว"),
    ];
    let text = bare(&text_of(&pressed(&frozen_with(plan("led-2566"), "R12", Some(&told))).pdf));
    let mut reading = Reading { text: &text, at: 0 };
    for said in [
        "ปัญหาอุปสรรคที่หน่วยงานรายงาน ได้แก่ งบประมาณ 2 เรื่อง · กฎหมายและระเบียบ 1 เรื่อง · ไม่ได้ระบุประเภท 1 เรื่อง",
        "2.6 ปัญหาอุปสรรค",
        "วงเงินไม่พอ",
        "ได้รับเงินล่าช้า",
        "กฎหมายยังไม่ใช้บังคับ",
        "ไม่ระบุประเภทไว้",
        "แผนดำเนินการต่อไป",
        "ภาพรวมของหน่วยงาน",
        "ประชุมทุกเดือน",
    ] {
        reading.find(&bare(said));
    }
    assert!(!text.contains(&bare("ไม่มีในแผนแล้ว")));
    let listed = plan("led-2566").problems;
    assert!(listed.iter().all(|it| !text.contains(&bare(&it.text))), "what the plan lists is not of this round");
    let (_, _, of_plan) = demonstration();
    assert!(listed.iter().all(|it| of_plan.contains(&bare(&it.text))), "it serves where there are no returns");
}

#[test]
fn returns_that_tell_of_no_problem_leave_the_section_not_given() {
    let told = |problems| {
        let view = frozen_with(plan("led-2566"), "R12", problems);
        let blocks = book_of(&view).blocks;
        blocks.iter().any(|it| matches!(it, Block::NotGiven(what) if what == "ปัญหาอุปสรรคและข้อเสนอแนะ"))
    };
    assert!(told(Some(&[])) && !told(None));
}

/// The name of a figure in the address of its explanation.
fn figure_in(address: &str) -> String {
    let path = address.strip_prefix("https://plan.example/explain/").unwrap_or_else(|| panic!("{address}"));
    let (path, query) = path.split_once('?').unwrap();
    assert_eq!(query, "plan=LED-2566&edition=1&round=R12");
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let code = (byte == b'%').then(|| String::from_utf8(vec![rest.next().unwrap(), rest.next().unwrap()]).unwrap());
        bytes.push(code.map_or(byte, |code| u8::from_str_radix(&code, 16).unwrap()));
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn figures_that_units_reported_lead_to_their_explanation_where_the_site_is_known() {
    let (book, without, text) = demonstration();
    assert_eq!(links_of(&without.pdf), [""; 0], "without the address of the site nothing leads anywhere");
    let view = led();
    let with = results_book_with_pages(&paper(&view, "R12"), Some("https://plan.example"), &mut |_| {}).unwrap();
    assert!(with.warnings.is_empty(), "{:?}", with.warnings);
    assert_eq!((with.pages, bare(&text_of(&with.pdf))), (without.pages, text.clone()), "it is the same book in print");
    let leading = |id: &str| match id.split_once(':').zip(id.rsplit_once('/')) {
        Some((("indicator", _), (_, what))) => ["actual", "percent", "score"].contains(&what),
        Some((("project", _), (_, what))) => ["points", "disbursed", "disbursed_percent"].contains(&what),
        Some((("project_indicator", _), (_, what))) => what == "actual",
        _ => false,
    };
    let named: BTreeSet<String> =
        book.figures().into_iter().map(|figure| figure.id.to_string()).filter(|id| leading(id)).collect();
    let linked: BTreeSet<String> = links_of(&with.pdf).iter().map(|address| figure_in(address)).collect();
    assert!(named.len() > 170, "{}", named.len());
    assert_eq!(linked, named);
}

#[test]
fn a_plan_without_reports_says_so_and_invents_nothing() {
    let view = live(plan("psdg-2565"));
    let pressed = pressed(&view);
    let text = bare(&text_of(&pressed.pdf));
    for said in ["ยังไม่มีผลการดำเนินงานที่รายงานเข้ามา", "ไม่มีข้อมูล ไม่ใช่ศูนย์", "แผนนี้ไม่มีโครงการ", "ข้อมูลถึงรายการที่ 7", "30 กันยายน 2565"]
    {
        assert!(text.contains(&bare(said)), "{said}");
    }
    assert!(!text.contains(&bare("คะแนนสถานะของโครงการ")) && pressed.pages < 30);
}

fn emptied() -> AgencyPlan {
    let mut plan = plan("led-2566");
    plan.indicators.clear();
    plan.targets.clear();
    plan.projects.clear();
    plan.budget.clear();
    plan.observations.clear();
    plan.problems.clear();
    plan.cited_totals.clear();
    plan.nodes.clear();
    plan
}

#[test]
fn a_plan_with_nothing_in_it_still_makes_a_book() {
    let text = bare(&text_of(&pressed(&live(emptied())).pdf));
    assert!(text.contains(&bare("ยังไม่ระบุ (โครงสร้างของแผน)")));
}

#[test]
fn names_that_look_like_markup_stay_text_and_long_ones_stay_on_the_page() {
    const HOSTILE: &str = "#panic() *ก* _ข_ $1+1$ `ค` <label> @ref = ง [จ] {plan/percent} \\ // ฉ";
    let mut plan = plan("led-2566");
    plan.nodes[1].name_th = HOSTILE.to_owned();
    plan.indicators[5].name_th = format!("{HOSTILE} {}", "ยาวมาก".repeat(300));
    plan.projects[0].name_th = "=1+1".to_owned();
    plan.units[0].abbreviation = "#read(\"x\")".to_owned();
    plan.agency.name_th = "กรม {plan/percent} #1".to_owned();
    let written = "ผลรวมคือร้อยละ {plan/percent} และ {ไม่ใช่ตัวเลข} {";
    let narrative = |section: &str| Narrative { section: section.to_owned(), order: 1, text: written.to_owned(), source: None };
    plan.narratives = vec![narrative("preface"), narrative("part1.mission"), narrative("part1.unheard"), narrative("elsewhere")];
    let text = bare(&text_of(&pressed(&frozen(plan, "R12")).pdf));
    assert!(text.matches(&bare(HOSTILE)).count() > 3, "{HOSTILE}");
    assert!(text.contains(&bare("กรม {plan/percent} #1")) && text.contains("=1+1") && text.contains("#read(\"x\")"));
    let live = bare("ผลรวมคือร้อยละ 93.60 และ {ไม่ใช่ตัวเลข} {");
    assert_eq!(text.matches(&live).count(), 4, "every text that people wrote stands in the book, with live figures");
}
