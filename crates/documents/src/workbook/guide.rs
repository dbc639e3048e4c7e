//! The sheet คำแนะนำ: how to fill in the workbook, written from the same table that the reader follows.

use phaen_domain::workbook::schema::{Column, Kind};
use phaen_domain::workbook::{EXAMPLE_MARK, SHEETS};
use rust_xlsxwriter::Workbook;

use super::look::Looks;
use super::{GUIDE_SHEET, WriteFailed};

const RULES: &[&str] = &[
    "แถวที่ 1 เป็นหัวคอลัมน์ภาษาไทย แถวที่ 2 เป็นรหัสคอลัมน์ภาษาอังกฤษ โปรดอย่าแก้ไขหรือลบ จะสลับคอลัมน์หรือเว้นคอลัมน์ที่ไม่ใช้ก็ได้",
    "คอลัมน์แรก “เครื่องหมาย”: แถวที่เขียนว่า ตัวอย่าง หรือขึ้นต้นด้วย # ระบบจะไม่อ่าน ส่วนคำว่า ผิด ที่ระบบใส่คืนมาไม่มีผลต่อการอ่าน",
    "หัวคอลัมน์สีเข้มต้องกรอก สีอ่อนกรอกเมื่อมี ช่องว่างหมายถึง “ไม่ได้ระบุ” และไม่เปลี่ยนค่าที่มีอยู่แล้ว",
    "เครื่องหมาย - หมายถึง “ไม่มีข้อมูล” ตัวเลข 0 เท่านั้นที่เป็นศูนย์",
    "ตัวเลขเขียนด้วยเลขไทยหรือเลขอารบิก คั่นหลักพันด้วยจุลภาค มีคำว่า ร้อยละ นำหน้าหรือ % ต่อท้ายได้ ตัวเลขที่เกิน 15 หลักให้พิมพ์ในช่องแบบข้อความ",
    "จำนวนเงินเป็นบาท ทศนิยมไม่เกิน 2 ตำแหน่ง เมื่อไม่มีจำนวนเงินให้พิมพ์ - หรือ ไม่ใช้งบประมาณ",
    "วันที่เขียนเป็น พ.ศ. หรือ ค.ศ. ก็ได้ เช่น 1 ตุลาคม 2569 หรือ 1/10/2569 หรือ 2026-10-01",
    "ช่องที่มีรายการให้เลือก โปรดเลือกคำจากรายการ หลายค่าในช่องเดียวคั่นด้วย ;",
    "ระบบไม่รับสูตรและแมโคร ให้วางเฉพาะค่า (Paste values) และไม่รับแถวเกิน 100,000 แถวหรือข้อความเกิน 30,000 ตัวอักษรในช่องเดียว",
    "รหัสเป็นชื่อถาวรของรายการ เมื่อปรับแผนให้ใช้รหัสเดิม ห้ามนำรหัสเดิมไปใช้กับรายการอื่น",
];

/// Writes the sheet; it is passed over in reading.
pub(super) fn add_guide(workbook: &mut Workbook, looks: &Looks) -> Result<(), WriteFailed> {
    let sheet = workbook.add_worksheet().set_name(GUIDE_SHEET)?;
    for (column, width) in (0..).zip([24.0, 26.0, 20.0, 11.0, 34.0, 46.0, 34.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(0, 0, "วิธีกรอกสมุดงานแผนปฏิบัติราชการ", &looks.title)?;
    let mut row = 1;
    for rule in RULES {
        row += 1;
        sheet.write_string(row, 0, format!("• {rule}"))?;
    }
    row += 2;
    for (column, head) in (0..).zip(["แผ่นงาน", "คอลัมน์", "รหัสภาษาอังกฤษ", "ต้องกรอก", "รูปแบบ", "คำอธิบาย", "ตัวอย่าง"])
    {
        sheet.write_string_with_format(row, column, head, &looks.head)?;
    }
    for described in SHEETS {
        row += 1;
        sheet.write_string_with_format(row, 0, described.title, &looks.head)?;
        sheet.write_string_with_format(row, 2, described.key, &looks.key)?;
        sheet.write_string_with_format(row, 5, described.note, &looks.wrapped)?;
        for column in described.columns {
            row += 1;
            let required = if column.required { "ต้องกรอก" } else { "" };
            let cells = [described.title, column.th, column.key, required, form(column.kind), column.note, column.example];
            for (place, text) in (0..).zip(cells) {
                sheet.write_string_with_format(row, place, text, &looks.wrapped)?;
            }
        }
    }
    Ok(())
}

/// What a column's cells hold, in words.
const fn form(kind: Kind) -> &'static str {
    match kind {
        Kind::Code => "รหัส ไม่เกิน 60 ตัวอักษร",
        Kind::Text => "ข้อความบรรทัดเดียว",
        Kind::LongText => "ข้อความหลายบรรทัดได้",
        Kind::Number => "ตัวเลข",
        Kind::Whole => "จำนวนเต็มตั้งแต่ 0",
        Kind::Money => "จำนวนเงินบาท",
        Kind::Date => "วันที่",
        Kind::FiscalYear => "ปีงบประมาณ พ.ศ.",
        Kind::YesNo => "ใช่ หรือ ไม่ใช่",
        Kind::Choice(_) => "เลือกจากรายการ",
        Kind::Codes => "รหัสหลายรหัส คั่นด้วย ;",
        Kind::Numbers => "ตัวเลขหลายค่า คั่นด้วย ;",
        Kind::Reported => "ตัวเลข หรือ - หรือ ไม่เกี่ยวข้อง หรือ วัดผลไม่ได้",
        Kind::Period => "ทั้งปี หรือรหัสรอบ หรือเดือน เช่น ต.ค.",
    }
}

/// The note on a column's head.
pub(super) fn head_note(column: &Column) -> String {
    let mut lines = vec![format!("{} ({})", column.th, column.key), form(column.kind).to_owned()];
    lines.push(if column.required { "ต้องกรอก" } else { "กรอกเมื่อมี" }.to_owned());
    if !column.note.is_empty() && column.note != form(column.kind) {
        lines.push(column.note.to_owned());
    }
    if !column.example.is_empty() {
        lines.push(format!("{EXAMPLE_MARK}: {}", column.example));
    }
    lines.join("\n")
}
