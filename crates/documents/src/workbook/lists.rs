//! Drop-downs: words to choose from, and codes that stand in other sheets of the same workbook.
//!
//! Words stand in a hidden sheet, because a list written into a cell's rule may have 255 characters at most. Codes only warn: a code may be
//! filled in before the row that it names.

use phaen_domain::workbook::schema::{Column, Kind};
use phaen_domain::workbook::{SHEETS, Sheet, column_letters};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Workbook, Worksheet};

use super::{LISTS_SHEET, WriteFailed};

/// The last row that has drop-downs.
const LAST_ROW: u32 = 5_000;

/// The words of each column that has some, each list once.
fn lists() -> Vec<Vec<&'static str>> {
    let mut lists: Vec<Vec<&'static str>> = Vec::new();
    for column in SHEETS.iter().flat_map(|sheet| sheet.columns) {
        if let Some(words) = words(column.kind).filter(|words| !lists.contains(words)) {
            lists.push(words);
        }
    }
    lists
}

fn words(kind: Kind) -> Option<Vec<&'static str>> {
    match kind {
        Kind::YesNo => Some(vec!["ใช่", "ไม่ใช่"]),
        Kind::Choice(choices) => Some(choices().into_iter().map(|(_, th, _)| th).collect()),
        _ => None,
    }
}

/// Writes the hidden sheet of words.
pub(super) fn add_lists(workbook: &mut Workbook) -> Result<(), WriteFailed> {
    let sheet = workbook.add_worksheet().set_name(LISTS_SHEET)?;
    for (column, words) in (0..).zip(lists()) {
        sheet.write_column(0, column, words)?;
    }
    sheet.set_hidden(true);
    Ok(())
}

/// Gives every column of a sheet its drop-down, from `first_row` down.
pub(super) fn add_drop_downs(sheet: &mut Worksheet, described: &Sheet, first_row: u32) -> Result<(), WriteFailed> {
    let lists = lists();
    for (place, column) in (1..).zip(described.columns) {
        let rule = match words(column.kind) {
            Some(words) => lists.iter().position(|list| *list == words).map(|list| of_words(list, words.len())).transpose()?,
            None => named_by(described, column).map(of_codes).transpose()?,
        };
        if let Some(rule) = rule {
            sheet.add_data_validation(first_row, place, LAST_ROW, place, &rule)?;
        }
    }
    Ok(())
}

fn of_words(list: usize, count: usize) -> Result<DataValidation, WriteFailed> {
    let letters = column_letters(list);
    let range = format!("='{LISTS_SHEET}'!${letters}$1:${letters}${count}");
    let rule = DataValidation::new().allow_list_formula(Formula::new(range));
    Ok(rule.set_error_title("เลือกจากรายการ")?.set_error_message("พิมพ์ได้เฉพาะคำในรายการของช่องนี้")?)
}

fn of_codes(target: &Sheet) -> Result<DataValidation, WriteFailed> {
    // Row 3 is the example.
    let range = format!("='{}'!$B$4:$B${LAST_ROW}", target.title);
    let rule = DataValidation::new().allow_list_formula(Formula::new(range)).set_error_style(DataValidationErrorStyle::Warning);
    Ok(rule.set_error_title("ยังไม่มีรหัสนี้")?.set_error_message(format!("รหัสนี้ยังไม่มีในแผ่นงาน “{}”", target.title))?)
}

/// The sheet whose codes a column names.
fn named_by(described: &Sheet, column: &Column) -> Option<&'static Sheet> {
    let key = match (described.key, column.key) {
        (_, "unit" | "successor") | ("units", "parent") => "units",
        (_, "node") | ("nodes", "parent") => "nodes",
        (_, "scale") => "scales",
        (_, "round") => "rounds",
        (_, "indicator") => "indicators",
        (_, "project") => "projects",
        _ => return None,
    };
    phaen_domain::workbook::schema::sheet(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_offered_from_the_sheet_that_defines_them() {
        let named = |sheet: &str, column: &str| {
            let sheet = phaen_domain::workbook::schema::sheet(sheet).unwrap();
            named_by(sheet, &sheet.columns[sheet.place(column).unwrap()]).map(|sheet| sheet.key)
        };
        assert_eq!(named("targets", "unit"), Some("units"));
        assert_eq!(named("nodes", "parent"), Some("nodes"));
        assert_eq!(named("indicators", "scale"), Some("scales"));
        assert_eq!(named("plan", "code"), None);
    }

    #[test]
    fn every_defining_code_stands_in_the_first_column() {
        for key in ["units", "nodes", "scales", "rounds", "indicators", "projects"] {
            assert_eq!(phaen_domain::workbook::schema::sheet(key).unwrap().columns[0].key, "code");
        }
    }
}
