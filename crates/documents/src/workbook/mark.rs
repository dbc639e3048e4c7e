//! The workbook handed back: every value as it came in, laid out by our template, each wrong cell red with a note, and a list in front.
//!
//! Rows keep the numbers that they had in the file, so that messages, links and the person's own notes agree. The file's own colours and
//! widths are lost (`decisions.md` 19). It can be mended and handed in again as it is: the word ผิด says nothing to the reader.

use std::collections::BTreeMap;

use phaen_domain::workbook::schema::sheet as described_by;
use phaen_domain::workbook::{
    CellProblem, EXAMPLE_MARK, Header, ProblemRule, Problems, RawCell, RawRow, RawSheet, RawWorkbook, SHEETS, Sheet, find_header,
    shortened,
};
use rust_xlsxwriter::utility::check_sheet_name;
use rust_xlsxwriter::{Url, Workbook, Worksheet};

use super::lists::{add_drop_downs, add_lists};
use super::look::{Ground, Looks, Seen};
use super::shown::handed_back;
use super::write::{Heads, WriteOptions, add_sheet, new_workbook, note, order, write_heads};
use super::{PROBLEMS_SHEET, WriteFailed};

/// The word in the first column of a row that has a problem.
const WRONG_MARK: &str = "ผิด";

/// The workbook with every problem marked where it can be mended.
///
/// # Errors
/// [`WriteFailed`] when the spreadsheet library refuses.
pub fn mark_problems(raw: &RawWorkbook, problems: &Problems) -> Result<Vec<u8>, WriteFailed> {
    let looks = Looks::new();
    let mut workbook = new_workbook(WriteOptions::default().dated)?;
    add_problems(&mut workbook, problems, &looks)?;
    for described in SHEETS {
        let found = raw.sheets.iter().find(|sheet| key_of(sheet) == Some(described.key));
        match found.map(|found| (found, find_header(described, found))) {
            Some((found, Some((header, place)))) => {
                let head_row = found.rows.get(place).map_or(0, |row| row.number.saturating_sub(1));
                let layout = Layout { described, raw: found, header, head_row };
                layout.write(add_sheet(&mut workbook, described)?, problems, &looks)?;
            }
            Some((found, None)) if !found.rows.is_empty() => copy(add_sheet(&mut workbook, described)?, found, &looks)?,
            _ => {
                let sheet = add_sheet(&mut workbook, described)?;
                write_heads(sheet, described, Heads::Both, &looks)?;
                add_drop_downs(sheet, described, 2)?;
            }
        }
    }
    add_others(&mut workbook, raw, &looks)?;
    add_lists(&mut workbook)?;
    Ok(workbook.save_to_buffer()?)
}

fn key_of(sheet: &RawSheet) -> Option<&'static str> {
    described_by(sheet.name.trim()).map(|described| described.key)
}

/// The list in front: each problem with a link to its cell, and how many are not listed.
fn add_problems(workbook: &mut Workbook, problems: &Problems, looks: &Looks) -> Result<(), WriteFailed> {
    let sheet = workbook.add_worksheet().set_name(PROBLEMS_SHEET)?;
    for (column, width) in (0..).zip([8.0, 22.0, 10.0, 24.0, 34.0, 46.0, 52.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(0, 0, format!("พบข้อผิดพลาด {} รายการ ยังไม่มีการบันทึกข้อมูล", problems.count()), &looks.title)?;
    sheet.write_string(1, 0, "แก้ไขในแผ่นงานแล้วนำเข้าไฟล์นี้ได้ทันที ไฟล์นี้จัดทำตามแบบของระบบ สีและรูปแบบเดิมจะไม่คงไว้")?;
    for (column, head) in (0..).zip(["ลำดับ", "แผ่นงาน", "ช่อง", "คอลัมน์", "ค่าที่พบ", "หลักเกณฑ์", "วิธีแก้ไข"])
    {
        sheet.write_string_with_format(3, column, head, &looks.head)?;
    }
    sheet.set_freeze_panes(4, 0)?;
    let mut row = 4;
    for problem in problems.listed() {
        write_problem(sheet, row, problem, looks)?;
        row += 1;
    }
    for (key, rule, count) in problems.unlisted() {
        let title = described_by(key).map_or(key, |described| described.title);
        for (column, text) in [(1, title), (4, &format!("อีก {count} รายการ")), (5, rule)] {
            sheet.write_string_with_format(row, column, text, &looks.wrapped)?;
        }
        row += 1;
    }
    Ok(())
}

fn write_problem(sheet: &mut Worksheet, row: u32, problem: &CellProblem, looks: &Looks) -> Result<(), WriteFailed> {
    let words = problem.wording();
    let title = problem.schema().map_or(problem.sheet, |described| described.title);
    let address = match (problem.row, problem.column) {
        (0, _) => "A1".to_owned(),
        (number, None) => format!("A{number}"),
        _ => problem.address(),
    };
    sheet.write_number(row, 0, row - 3)?;
    sheet.write_string_with_format(row, 1, title, &looks.wrapped)?;
    let shown = if problem.row == 0 { "ทั้งแผ่นงาน" } else { &address };
    let link = Url::new(format!("internal:'{title}'!{address}")).set_text(shown);
    sheet.write_url_with_format(row, 2, link, &looks.link)?;
    let texts = [problem.column_th().unwrap_or_default(), &shortened(&problem.value), &words.rule_th, &words.remedy_th];
    for (column, text) in (3..).zip(texts) {
        sheet.write_string_with_format(row, column, text, &looks.wrapped)?;
    }
    Ok(())
}

/// Sheets of the person's own, after ours.
fn add_others(workbook: &mut Workbook, raw: &RawWorkbook, looks: &Looks) -> Result<(), WriteFailed> {
    let mut taken = workbook.worksheets().iter().map(|sheet| sheet.name().to_lowercase()).collect::<Vec<_>>();
    taken.push(super::LISTS_SHEET.to_owned());
    for (number, other) in raw.sheets.iter().filter(|sheet| key_of(sheet).and_then(order).is_none()).enumerate() {
        let usable = check_sheet_name(&other.name).is_ok() && !taken.contains(&other.name.to_lowercase());
        let name = if usable { other.name.clone() } else { format!("แผ่นงานอื่น {}", number + 1) };
        taken.push(name.to_lowercase());
        copy(workbook.add_worksheet().set_name(name)?, other, looks)?;
    }
    Ok(())
}

/// A sheet whose heads are not known, as it came in.
fn copy(sheet: &mut Worksheet, raw: &RawSheet, looks: &Looks) -> Result<(), WriteFailed> {
    for row in &raw.rows {
        copy_row(sheet, row, looks)?;
    }
    Ok(())
}

fn copy_row(sheet: &mut Worksheet, row: &RawRow, looks: &Looks) -> Result<(), WriteFailed> {
    for (column, cell) in (0..).zip(&row.cells) {
        if let Some(seen) = as_it_came(cell) {
            looks.put(sheet, row.number.saturating_sub(1), column, &seen, Ground::Plain)?;
        }
    }
    Ok(())
}

/// A raw cell as it is shown again; `None` when it is empty.
fn as_it_came(cell: &RawCell) -> Option<Seen> {
    match cell {
        RawCell::Empty => None,
        RawCell::Number(decimal) => Some(Seen::number(decimal)),
        RawCell::Date(day) => Some(Seen::day(*day)),
        RawCell::Bool(value) => Some(Seen::Bool(*value)),
        RawCell::Text(_) | RawCell::Formula(_) | RawCell::Error(_) => Some(Seen::Text(fitting(handed_back(cell)))),
    }
}

/// Spreadsheets count two for a rare character, so a text that came in may be too long to go out.
fn fitting(text: String) -> String {
    let mut units = 0;
    if text.len() <= super::limits::MOST_CELL_CHARACTERS {
        return text;
    }
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= super::limits::MOST_CELL_CHARACTERS
        })
        .collect()
}

/// Where the cells of one sheet of the file stand in our template.
struct Layout<'a> {
    described: &'static Sheet,
    raw: &'a RawSheet,
    header: Header,
    /// The row of the heads in the file, counted from 0.
    head_row: u32,
}

/// What is wrong in one sheet: texts of notes by row and column of the template, both counted from 0.
type Notes = BTreeMap<(u32, u16), String>;

impl Layout<'_> {
    fn write(&self, sheet: &mut Worksheet, problems: &Problems, looks: &Looks) -> Result<(), WriteFailed> {
        let heads = Heads::At(self.head_row);
        write_heads(sheet, self.described, heads, looks)?;
        add_drop_downs(sheet, self.described, self.head_row + 1)?;
        let notes = self.notes(problems);
        for row in &self.raw.rows {
            let number = row.number.saturating_sub(1);
            if number < heads.rows().0 {
                copy_row(sheet, row, looks)?;
            } else if number >= self.head_row {
                self.write_row(sheet, row, &notes, looks)?;
            }
        }
        for ((row, column), text) in &notes {
            sheet.insert_note(*row, *column, &note(text))?;
        }
        Ok(())
    }

    /// The first column of the file, unless it is one of the described ones.
    fn has_mark(&self) -> bool {
        !self.header.contains(&Some(0))
    }

    /// Places in the file that the format does not know, in order; they follow the described columns.
    fn extras(&self) -> impl Iterator<Item = usize> {
        let width = self.raw.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        (usize::from(self.has_mark())..width).filter(|place| !self.header.contains(&Some(*place)))
    }

    fn first_extra(&self) -> u16 {
        u16::try_from(self.described.columns.len() + 1).unwrap_or(u16::MAX)
    }

    fn write_row(&self, sheet: &mut Worksheet, row: &RawRow, notes: &Notes, looks: &Looks) -> Result<(), WriteFailed> {
        let number = row.number.saturating_sub(1);
        let cell = |place: Option<usize>| place.and_then(|place| row.cells.get(place)).and_then(as_it_came);
        let extras = (self.first_extra()..).zip(self.extras().map(Some));
        let is_head = number == self.head_row;
        let described = (1..).zip(self.header.iter().copied()).filter(|_| !is_head);
        let own = if self.has_mark() { cell(Some(0)) } else { None };
        let example = own == Some(Seen::Text(EXAMPLE_MARK.to_owned()));
        let plain = if example { Ground::Example } else { Ground::Plain };
        for (column, place) in described.chain(extras) {
            match (cell(place), notes.contains_key(&(number, column))) {
                (Some(seen), wrong) => looks.put(sheet, number, column, &seen, if wrong { Ground::Wrong } else { plain })?,
                (None, true) => looks.put(sheet, number, column, &Seen::Text(String::new()), Ground::Wrong)?,
                (None, false) => {}
            }
        }
        let wrong = Seen::Text(WRONG_MARK.to_owned());
        let mark = match notes.range((number, 0)..=(number, u16::MAX)).next() {
            Some(_) => Some((wrong, Ground::Wrong)),
            None => own.filter(|own| *own != wrong).map(|own| (own, plain)),
        };
        match mark {
            Some((seen, ground)) if !is_head => looks.put(sheet, number, 0, &seen, ground),
            _ => Ok(()),
        }
    }

    fn notes(&self, problems: &Problems) -> Notes {
        let mut notes = Notes::new();
        for problem in problems.listed().iter().filter(|problem| problem.sheet == self.described.key && problem.row > 0) {
            let Some(column) = self.column_of(problem) else { continue };
            let words = problem.wording();
            let text = notes.entry((problem.row - 1, column)).or_default();
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&format!("{}\nวิธีแก้ไข: {}", words.rule_th, words.remedy_th));
        }
        notes
    }

    /// Where a problem is marked: its cell, the unknown head itself, or the row's mark.
    fn column_of(&self, problem: &CellProblem) -> Option<u16> {
        if let ProblemRule::UnknownColumn(wrong) = problem.rule {
            return (self.first_extra()..).zip(self.extras()).find(|(_, place)| *place == wrong).map(|(column, _)| column);
        }
        match problem.column {
            Some(key) => self.described.place(key).and_then(|place| u16::try_from(place + 1).ok()),
            None => Some(0),
        }
    }
}
