//! A unit's return as a workbook to be filled in without the network: one sheet in the order of the printed form, locked but for the answers.
//!
//! What stands where, the domain says (`phaen_domain::submission::offline`); reading is the plan workbook's hardened reader. A sheet that came
//! back with mistakes goes out again with its wrong cells marked and a list in front; it can be mended and brought back as it is.

mod looks;
mod problems;

use phaen_domain::submission::offline::{Asked, Line, OfflineSheet, Way, WrongCell, place};
use phaen_domain::workbook::column_letters;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, ProtectionOptions, Workbook, Worksheet,
};

use self::looks::Looks;
use crate::workbook::WriteFailed;
use crate::workbook::number::for_cell;

/// Heads of the columns that are seen.
const HEADS: [&str; 6] = ["ลำดับ", "รายการ", "คำตอบ", "ผลรอบก่อน", "ค่าเป้าหมาย", "วิธีกรอก"];
/// How wide those columns are.
const WIDTHS: [f64; 6] = [8.0, 34.0, 48.0, 20.0, 26.0, 46.0];

/// The workbook of a return; `wrong` cells are marked.
///
/// # Errors
/// [`WriteFailed`] when a text is longer than a spreadsheet cell can hold.
pub fn return_sheet(sheet: &OfflineSheet, wrong: &[WrongCell]) -> Result<Vec<u8>, WriteFailed> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    // Nothing in the file comes from a clock.
    let properties =
        DocProperties::new().set_title(&sheet.about.title).set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    if !wrong.is_empty() {
        problems::write(workbook.add_worksheet(), sheet, wrong, &looks)?;
    }
    let page = workbook.add_worksheet().set_name(place::SHEET)?;
    lay_out(page)?;
    write_head(page, sheet, &looks)?;
    for (number, line) in sheet.rows() {
        let row = number - 1;
        match line {
            Line::Item { number, name } => write_item(page, row, number.as_deref(), name, &looks)?,
            Line::Field(asked) => {
                let wrong = wrong.iter().filter(|it| it.field.as_ref() == Some(&asked.key)).collect::<Vec<_>>();
                write_field(page, row, asked, &wrong, &looks)?;
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// Widths, print, and the lock.
fn lay_out(page: &mut Worksheet) -> Result<(), WriteFailed> {
    for column in [place::FIELD, place::VERSION, place::BASE] {
        page.set_column_hidden(at(column))?;
    }
    for (column, width) in (at(place::NUMBER)..).zip(WIDTHS) {
        page.set_column_width(column, width)?;
    }
    page.set_freeze_panes(place::HEADS, at(place::ANSWER))?;
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(place::HEADS - 1, place::HEADS - 1)?;
    let open = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
    page.protect_with_options(&open);
    Ok(())
}

fn write_head(page: &mut Worksheet, sheet: &OfflineSheet, looks: &Looks) -> Result<(), WriteFailed> {
    for (row, (first, second)) in (0..).zip(sheet.marks()) {
        page.write_string(row, at(place::FIELD), first)?;
        page.write_string(row, at(place::VERSION), second)?;
    }
    let lines = [
        (sheet.about.title.as_str(), &looks.title),
        (sheet.about.subtitle.as_str(), &looks.plain),
        ("กรอกเฉพาะช่องสีเหลืองในคอลัมน์ “คำตอบ” เลือกคำตอบก่อน แล้วกรอกค่า ผลเป็นศูนย์ให้กรอก 0 ไม่รับสูตร", &looks.plain),
        ("เสร็จแล้วบันทึกไฟล์และนำกลับเข้าระบบที่หน้าแบบรายงานของหน่วยงาน ระบบจะแสดงส่วนที่ต่างกันให้ตรวจก่อนบันทึก", &looks.plain),
    ];
    for (row, (words, look)) in (0..).zip(lines) {
        page.write_string_with_format(row, at(place::NUMBER), words, look)?;
    }
    for (column, head) in (at(place::NUMBER)..).zip(HEADS) {
        page.write_string_with_format(place::HEADS - 1, column, head, &looks.head)?;
    }
    Ok(())
}

fn write_item(page: &mut Worksheet, row: u32, number: Option<&str>, name: &str, looks: &Looks) -> Result<(), WriteFailed> {
    for column in at(place::NUMBER)..=at(place::HELP) {
        page.write_blank(row, column, &looks.item)?;
    }
    page.write_string_with_format(row, at(place::NUMBER), number.unwrap_or_default(), &looks.item)?;
    page.write_string_with_format(row, at(place::LABEL), name, &looks.item)?;
    Ok(())
}

fn write_field(page: &mut Worksheet, row: u32, asked: &Asked, wrong: &[&WrongCell], looks: &Looks) -> Result<(), WriteFailed> {
    page.write_string(row, at(place::FIELD), asked.key.to_string())?;
    page.write_number(row, at(place::VERSION), asked.version)?;
    page.write_string(row, at(place::BASE), &asked.base)?;
    page.write_string_with_format(row, at(place::LABEL), &asked.label, &looks.label)?;
    for (column, words) in [(place::BEFORE, &asked.before), (place::TARGET, &asked.target), (place::HELP, &asked.help)] {
        page.write_string_with_format(row, at(column), words.as_deref().unwrap_or_default(), &looks.beside)?;
    }
    write_answer(page, row, asked, !wrong.is_empty(), looks)?;
    if let Way::Choice(words) = &asked.way {
        let rule = DataValidation::new().allow_list_strings(words)?.set_error_style(DataValidationErrorStyle::Stop);
        let rule = rule.set_error_title("เลือกจากรายการ")?.set_error_message("พิมพ์ได้เฉพาะคำในรายการของช่องนี้")?;
        page.add_data_validation(row, at(place::ANSWER), row, at(place::ANSWER), &rule)?;
    }
    if matches!(asked.way, Way::Lines) {
        page.set_row_height(row, 64.0)?;
    }
    if !wrong.is_empty() {
        let texts = wrong.iter().map(|it| it.rule.words()).map(|[rule, _, remedy, _]| format!("{rule}\nวิธีแก้ไข: {remedy}"));
        page.insert_note(row, at(place::ANSWER), &crate::workbook::note(&texts.collect::<Vec<_>>().join("\n\n")))?;
    }
    Ok(())
}

fn write_answer(page: &mut Worksheet, row: u32, asked: &Asked, wrong: bool, looks: &Looks) -> Result<(), WriteFailed> {
    let column = at(place::ANSWER);
    let number = matches!(asked.way, Way::Number | Way::Money);
    let written = for_cell(&asked.answer).filter(|_| number);
    match written {
        Some((value, places)) => page.write_number_with_format(row, column, value, &looks.number(wrong, places))?,
        None => {
            // An empty number stays a number's cell, so that a spreadsheet program takes what is typed for one.
            let look = if number && asked.answer.is_empty() { looks.number(wrong, 0) } else { looks.text(wrong) };
            page.write_string_with_format(row, column, &asked.answer, &look)?
        }
    };
    Ok(())
}

/// A column as the spreadsheet library counts.
fn at(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// The address of a field's answer in the workbook that is written.
fn address(sheet: &OfflineSheet, cell: &WrongCell) -> Option<String> {
    let is = |line: &Line| matches!(line, Line::Field(asked) if Some(&asked.key) == cell.field.as_ref());
    let (row, _) = sheet.rows().find(|(_, line)| is(line))?;
    Some(format!("{}{row}", column_letters(place::ANSWER)))
}
