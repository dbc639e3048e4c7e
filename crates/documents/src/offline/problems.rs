//! The list in front of a return that came back with mistakes: each with a link to its cell.

use phaen_domain::submission::offline::{OfflineSheet, WrongCell, place};
use phaen_domain::workbook::shortened;
use rust_xlsxwriter::{Url, Worksheet};

use super::address;
use super::looks::Looks;
use crate::workbook::{PROBLEMS_SHEET, WriteFailed};

const HEADS: [(&str, f64); 7] =
    [("ลำดับ", 8.0), ("แผ่นงาน", 16.0), ("ช่อง", 10.0), ("รายการ", 26.0), ("ค่าที่พบ", 34.0), ("หลักเกณฑ์", 46.0), ("วิธีแก้ไข", 52.0)];

pub(super) fn write(page: &mut Worksheet, sheet: &OfflineSheet, wrong: &[WrongCell], looks: &Looks) -> Result<(), WriteFailed> {
    page.set_name(PROBLEMS_SHEET)?;
    page.write_string_with_format(0, 0, format!("พบข้อผิดพลาด {} รายการ ยังไม่มีการบันทึกข้อมูล", wrong.len()), &looks.title)?;
    page.write_string(1, 0, "แก้ไขช่องสีแดงในแผ่นงานแบบรายงาน แล้วนำไฟล์นี้กลับเข้าระบบได้ทันที")?;
    for (column, (head, width)) in (0..).zip(HEADS) {
        page.set_column_width(column, width)?;
        page.write_string_with_format(3, column, head, &looks.head)?;
    }
    page.set_freeze_panes(4, 0)?;
    for (row, cell) in (4..).zip(wrong) {
        let [rule, _, remedy, _] = cell.rule.words();
        page.write_number(row, 0, row - 3)?;
        page.write_string_with_format(row, 1, place::SHEET, &looks.wrapped)?;
        match address(sheet, cell) {
            Some(address) => {
                let link = Url::new(format!("internal:'{}'!{address}", place::SHEET)).set_text(&address);
                page.write_url(row, 2, link)?
            }
            None => page.write_string_with_format(row, 2, cell.address(), &looks.wrapped)?,
        };
        for (column, text) in (3..).zip([cell.label().0, &shortened(&cell.value), rule, remedy]) {
            page.write_string_with_format(row, column, text, &looks.wrapped)?;
        }
    }
    Ok(())
}
