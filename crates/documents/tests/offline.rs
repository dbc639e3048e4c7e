//! A return as a real workbook: written, read back by the hardened reader, and handed back with its wrong cells marked.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::io::{Cursor, Read};

use phaen_documents::offline::return_sheet;
use phaen_documents::workbook::read_workbook;
use phaen_domain::id::{IndicatorCode, PlanCode, RoundCode, UnitCode};
use phaen_domain::indicator::Shape;
use phaen_domain::observation::Subject;
use phaen_domain::submission::offline::{About, Asked, Line, OfflineSheet, Way, WrongRule, differences, hidden_in, place, read};
use phaen_domain::submission::{AnswerKind, Entry, Field, FieldKey, Fields, Form, Item, ItemKind, SubmissionKey};
use phaen_domain::words::Words;
use phaen_domain::workbook::{RawCell, RawWorkbook};

fn key() -> SubmissionKey {
    SubmissionKey {
        plan: PlanCode::new("LED-2566").unwrap(),
        round: RoundCode::new("R9").unwrap(),
        unit: UnitCode::new("กนย.").unwrap(),
    }
}

fn form() -> Form {
    let subject = Subject::Indicator(IndicatorCode::new("K01").unwrap());
    Form {
        items: vec![Item {
            subject,
            unit: None,
            kind: ItemKind::Indicator(Shape::Value),
            evidence_required: true,
            may_propose: true,
            has_money: false,
        }],
    }
}

fn field(field: Field) -> FieldKey {
    FieldKey { item: form().items[0].key(), field }
}

/// Some fields of the indicator with these answers, stored in version 3 with what `stored` says.
fn sheet(answers: &[(Field, Way, &str, &str)]) -> OfflineSheet {
    let mut lines = vec![Line::Item { number: Some("1".to_owned()), name: "จำนวนกฎหมาย".to_owned() }];
    lines.extend(answers.iter().map(|(name, way, stored, answer)| {
        Line::Field(Asked {
            key: field(*name),
            version: 3,
            base: (*stored).to_owned(),
            label: name.th().to_owned(),
            way: way.clone(),
            answer: (*answer).to_owned(),
            before: Some("รอบ 6 เดือน: 4".to_owned()),
            target: Some("5".to_owned()),
            help: Some("หน่วยนับ: ฉบับ".to_owned()),
        })
    }));
    let about = About {
        key: key(),
        seal: "ตรา".to_owned(),
        title: "แบบรายงานผลของกองนโยบาย".to_owned(),
        subtitle: "รอบ 9 เดือน".to_owned(),
    };
    OfflineSheet { about, lines }
}

fn answers() -> Vec<(Field, Way, &'static str, &'static str)> {
    let choices = AnswerKind::TABLE.iter().map(|row| row.2.to_owned()).collect();
    vec![
        (Field::Answer, Way::Choice(choices), "figure", AnswerKind::Figure.th()),
        (Field::Value, Way::Number, "2779.50", "2779.50"),
        (Field::Narrative, Way::Lines, "=SUM(A1) ก\nบรรทัดสอง", "=SUM(A1) ก\nบรรทัดสอง"),
        (Field::Disbursed(1), Way::Money, "", ""),
    ]
}

fn raw(bytes: &[u8]) -> RawWorkbook {
    read_workbook("แบบรายงาน.xlsx", bytes).unwrap()
}

fn stored(texts: &[(Field, &str)]) -> Fields {
    let at = jiff::Timestamp::UNIX_EPOCH;
    let entry = |text: &str| Entry { text: text.to_owned(), version: 3, by: "officer".to_owned(), at };
    Fields(texts.iter().map(|(name, text)| (field(*name), entry(text))).collect())
}

#[test]
fn a_sheet_that_was_not_touched_says_what_is_stored() {
    // Money of a project is none of this item's fields.
    let fields = answers().into_iter().filter(|it| it.0 != Field::Disbursed(1)).collect::<Vec<_>>();
    let workbook = raw(&return_sheet(&sheet(&fields), &[]).unwrap());
    let (brought, wrong) = read(&workbook, &key(), &form(), 9).unwrap();
    assert_eq!((brought.len(), wrong), (3, vec![]));
    let stored = stored(&[(Field::Answer, "figure"), (Field::Value, "2779.50"), (Field::Narrative, "=SUM(A1) ก\nบรรทัดสอง")]);
    assert_eq!(differences(&brought, &stored), vec![]);
    assert!(brought.iter().all(|it| it.version == 3));
}

#[test]
fn the_hidden_cells_come_back_as_they_went_out_with_their_seal() {
    let mut out = sheet(&answers());
    // Ends of lines and blanks at the end are not kept by a spreadsheet.
    for asked in out.asked_mut().filter(|it| it.key.field == Field::Narrative) {
        asked.base = "ก\r\nบรรทัดสอง | 3 \n".to_owned();
    }
    let mut workbook = raw(&return_sheet(&out, &[]).unwrap());
    assert_eq!(hidden_in(&workbook, &key()), (out.hidden(), "ตรา".to_owned()));
    for column in [place::FIELD, place::VERSION, place::BASE] {
        let cells = &mut workbook.sheets[0].rows.iter_mut().find(|row| row.number == 8).unwrap().cells;
        let before = std::mem::replace(&mut cells[column], RawCell::Text("7".to_owned()));
        assert_ne!(hidden_in(&workbook, &key()).0, out.hidden(), "column {column}");
        workbook.sheets[0].rows.iter_mut().find(|row| row.number == 8).unwrap().cells[column] = before;
    }
    assert_eq!(hidden_in(&workbook, &key()).0, out.hidden());
}

#[test]
fn only_the_answers_are_open_and_the_hidden_cells_are_hidden() {
    let bytes = return_sheet(&sheet(&answers()), &[]).unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<sheetProtection"), "the sheet is locked");
    for column in 1..=3 {
        assert!(
            xml.contains(&format!("<col min=\"{column}\" max=\"{column}\" ")) || xml.contains("<col min=\"1\" max=\"3\" "),
            "{xml}"
        );
    }
    assert!(xml.contains("hidden=\"1\"") && xml.contains("<dataValidation type=\"list\""), "{xml}");
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("<protection locked=\"0\"/>"), "answers are open: {styles}");
    assert!(!xml.contains("<f>"), "no formula is ever written");
}

#[test]
fn a_file_handed_back_marks_its_wrong_cells_and_can_be_mended_and_brought_back() {
    let choices = Way::Choice(vec!["มีผล (กรอกตัวเลข)".to_owned()]);
    let typed = sheet(&[(Field::Answer, choices, "", "มีแน่นอน"), (Field::Value, Way::Number, "4", "ประมาณห้า")]);
    let workbook = raw(&return_sheet(&typed, &[]).unwrap());
    let (brought, wrong) = read(&workbook, &key(), &form(), 9).unwrap();
    assert_eq!(brought, vec![]);
    let places: Vec<_> = wrong.iter().map(|it| (it.address(), it.value.as_str())).collect();
    assert_eq!(places, [("F7".to_owned(), "มีแน่นอน"), ("F8".to_owned(), "ประมาณห้า")]);
    let mut again = sheet(&[(Field::Answer, Way::Line, "", ""), (Field::Value, Way::Number, "4", "4")]);
    again.fill(&workbook);
    let marked = return_sheet(&again, &wrong).unwrap();
    assert!(part(&marked, "xl/comments1.xml").contains("ช่องนี้รับเฉพาะตัวเลข"));
    assert!(part(&marked, "xl/sharedStrings.xml").contains("พบข้อผิดพลาด 2 รายการ"));
    let (_, still) = read(&raw(&marked), &key(), &form(), 9).unwrap();
    assert_eq!(still.len(), 2, "the marks change nothing of what was typed");
}

#[test]
fn formulas_error_values_and_days_are_refused_as_what_they_are() {
    let mut workbook = raw(&return_sheet(&sheet(&[(Field::Value, Way::Number, "4", "4")]), &[]).unwrap());
    let cell = |workbook: &mut RawWorkbook, value: RawCell| {
        let rows = &mut workbook.sheets[0].rows;
        let row = rows.iter_mut().find(|row| row.number == 7).unwrap();
        row.cells[place::ANSWER] = value;
    };
    for (value, rule) in [
        (RawCell::Formula("1+1".to_owned()), WrongRule::Formula),
        (RawCell::Error("#REF!".to_owned()), WrongRule::ErrorValue),
        (RawCell::Date(jiff::civil::date(2023, 1, 1)), WrongRule::OtherKind),
        (RawCell::Bool(true), WrongRule::OtherKind),
    ] {
        cell(&mut workbook, value);
        let (_, wrong) = read(&workbook, &key(), &form(), 9).unwrap();
        assert_eq!(wrong.iter().map(|it| it.rule).collect::<Vec<_>>(), [rule]);
    }
}

/// One part of the workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}
