//! A press for tests of pages: workbooks are plain text, one CSV after another, so that a page's export can be changed like a person
//! would and uploaded again. The real press is tried in its own crate and in the binary's journeys.

use std::collections::BTreeMap;
use std::io::Write;

use phaen_app::AppError;
use phaen_app::paper::Paper;
use phaen_app::ports::{CalendarEvent, FileRefusal, Part, Press};
use phaen_domain::submission::offline::{Line, OfflineSheet, WrongCell, place};
use phaen_domain::workbook::{Problems, RawCell, RawRow, RawSheet, RawWorkbook, Record, Records, SHEETS, Sheet};

/// What stands before the name of each sheet.
const SHEET: &str = "== ";

/// Workbooks as text.
pub(crate) struct PlainPress;

impl Press for PlainPress {
    fn read_workbook(&self, name: &str, bytes: &[u8]) -> Result<RawWorkbook, FileRefusal> {
        let refused = || FileRefusal {
            th: format!("ไฟล์ {name} ไม่ใช่สมุดงาน ใช้ไฟล์ Excel ตามแบบ"),
            en: format!("{name} is no workbook; use Excel"),
        };
        let text = std::str::from_utf8(bytes).map_err(|_| refused())?;
        let sheets = text.split(SHEET).skip(1).map(read_sheet).collect::<Vec<_>>();
        if sheets.is_empty() { Err(refused()) } else { Ok(RawWorkbook { sheets }) }
    }

    fn workbook(&self, records: &Records) -> Result<Vec<u8>, AppError> {
        Ok(text_of(records).into_bytes())
    }

    fn workbook_csv(&self, records: &Records) -> Result<Vec<u8>, AppError> {
        Ok(text_of(records).into_bytes())
    }

    fn template(&self) -> Result<Vec<u8>, AppError> {
        Ok(text_of(&Records::default()).into_bytes())
    }

    fn marked_workbook(&self, _raw: &RawWorkbook, problems: &Problems) -> Result<Vec<u8>, AppError> {
        let lines = problems.listed().iter().map(|problem| problem.line_th()).collect::<Vec<_>>();
        Ok(lines.join("\n").into_bytes())
    }

    /// A sheet of lines: what is hidden, and the answer, in the columns where they stand.
    fn return_sheet(&self, sheet: &OfflineSheet, wrong: &[WrongCell]) -> Result<Vec<u8>, AppError> {
        let mut lines: BTreeMap<u32, [String; 6]> = BTreeMap::new();
        for (row, (first, second)) in (1..).zip(sheet.marks()) {
            lines.insert(row, [first, second.to_owned(), String::new(), String::new(), String::new(), String::new()]);
        }
        for (row, line) in sheet.rows() {
            if let Line::Field(it) = line {
                let wrong = wrong.iter().any(|cell| cell.field.as_ref() == Some(&it.key));
                let mark = if wrong { "ผิด" } else { "" }.to_owned();
                lines.insert(
                    row,
                    [it.key.to_string(), it.version.to_string(), it.base.clone(), mark, it.label.clone(), it.answer.clone()],
                );
            }
        }
        let last = lines.keys().max().copied().unwrap_or(0);
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in 1..=last {
            writer.write_record(lines.remove(&row).unwrap_or_default()).expect("a row");
        }
        let text = String::from_utf8(writer.into_inner().expect("all rows")).expect("text");
        Ok(format!("{SHEET}{}\n{text}", place::SHEET).into_bytes())
    }

    fn scorecard_sheet(&self, paper: &Paper) -> Result<Vec<u8>, AppError> {
        Ok(format!("{} {}{}", paper.round.plan.plan.code, paper.code(), standing(paper)).into_bytes())
    }

    fn pack(&self, out: &mut dyn Write, next: &mut dyn FnMut() -> Result<Option<Part>, AppError>) -> Result<(), AppError> {
        let unwritten = |error: std::io::Error| AppError::Press(error.to_string());
        while let Some(part) = next()? {
            match part {
                Part::File { bytes, .. } => out.write_all(&bytes).map_err(unwritten)?,
                Part::Index(rows) => {
                    for row in rows {
                        writeln!(out, "{} {} {:?} {:?}", row.unit, row.evidence.name, row.packed, row.condition)
                            .map_err(unwritten)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn calendar(&self, name: &str, events: &[CalendarEvent]) -> Result<Vec<u8>, AppError> {
        let lines = events.iter().map(|it| format!("{} {} {} {}", it.day, it.uid, it.summary, it.revision));
        Ok(std::iter::once(name.to_owned()).chain(lines).collect::<Vec<_>>().join("\n").into_bytes())
    }

    /// Fails for a plan whose preface says so.
    fn results_book(&self, paper: &Paper, _: Option<&str>, progress: &mut dyn FnMut(u8)) -> Result<Vec<u8>, AppError> {
        progress(40);
        let plan = &paper.round.plan;
        if plan.narratives.iter().any(|narrative| narrative.text == "ทำเล่มไม่ได้") {
            return Err(AppError::Press("typesetting: unknown variable".to_owned()));
        }
        progress(90);
        Ok(format!("%PDF-1.7 {} {}{}", plan.plan.code, paper.code(), standing(paper)).into_bytes())
    }
}

/// Of which revision a file tells, and which one stands in its place.
fn standing(paper: &Paper) -> String {
    let newest = paper.newest.as_ref().map(|it| format!(", now {}", it.revision));
    let own = paper.round.snapshot.as_ref().map(|it| format!(" revision {}", it.revision));
    own.into_iter().chain(newest).collect()
}

fn read_sheet(part: &str) -> RawSheet {
    let (name, body) = part.split_once('\n').unwrap_or((part, ""));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
    let rows = (1_u32..).zip(reader.records()).map(|(number, record)| {
        let cell = |text: &str| if text.is_empty() { RawCell::Empty } else { RawCell::Text(text.to_owned()) };
        RawRow { number, cells: record.expect("a row").iter().map(cell).collect() }
    });
    RawSheet { name: name.trim().to_owned(), rows: rows.collect() }
}

fn text_of(records: &Records) -> String {
    SHEETS.iter().map(|sheet| format!("{SHEET}{}\n{}", sheet.key, csv_of(sheet, records.of(sheet.key)))).collect()
}

fn csv_of(sheet: &Sheet, records: &[Record]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(sheet.columns.iter().map(|column| column.key)).expect("a row");
    for record in records {
        writer.write_record(record.values.iter().map(|value| value.as_deref().unwrap_or(""))).expect("a row");
    }
    String::from_utf8(writer.into_inner().expect("all rows")).expect("text")
}

/// The sheet with an answer typed beside a field.
pub(crate) fn typed(sheet: &str, field: &str, answer: &str) -> String {
    let start = format!("{field},");
    assert!(sheet.lines().any(|line| line.starts_with(&start)), "no {field} in {sheet}");
    let line = |line: &str| match line.rsplit_once(',') {
        Some((before, _)) if line.starts_with(&start) => format!("{before},{answer}\n"),
        _ => format!("{line}\n"),
    };
    sheet.lines().map(line).collect()
}
