//! The agency and its units.

use super::{Kind, OPTIONAL, REQUIRED, Sheet, column, sheet_of};

/// The sheet `agency`.
pub(super) const AGENCY: Sheet = sheet_of(
    "agency",
    "ส่วนราชการ",
    "Agency",
    0,
    "ส่วนราชการเจ้าของแผน หนึ่งแถวเท่านั้น",
    &[
        column("code", "รหัสส่วนราชการ", "Agency code", Kind::Code, REQUIRED, "รหัสถาวร ไม่ซ้ำกับส่วนราชการอื่น", "DEMO"),
        column("name_th", "ชื่อส่วนราชการ", "Name in Thai", Kind::Text, REQUIRED, "ชื่อเต็มภาษาไทย", "กรมตัวอย่าง"),
        column("name_en", "ชื่อภาษาอังกฤษ", "Name in English", Kind::Text, OPTIONAL, "ชื่อเต็มภาษาอังกฤษ ถ้ามี", "Example Department"),
    ],
);

/// The sheet `units`.
pub(super) const UNITS: Sheet = sheet_of(
    "units",
    "หน่วยงาน",
    "Units",
    1,
    "หน่วยงานในสังกัด รวมหน่วยงานที่ยุบหรือเปลี่ยนชื่อ",
    &[
        column("code", "รหัสหน่วยงาน", "Unit code", Kind::Code, REQUIRED, "รหัสถาวร ใช้ชื่อย่อได้", "กผ."),
        column("abbreviation", "ชื่อย่อ", "Abbreviation", Kind::Text, REQUIRED, "ชื่อย่อที่ใช้พิมพ์", "กผ."),
        column("name_th", "ชื่อหน่วยงาน", "Name in Thai", Kind::Text, REQUIRED, "ชื่อเต็มภาษาไทย", "กองแผนงาน"),
        column("name_en", "ชื่อภาษาอังกฤษ", "Name in English", Kind::Text, OPTIONAL, "ชื่อเต็มภาษาอังกฤษ ถ้ามี", "Planning Division"),
        column("kind", "ประเภทหน่วยงาน", "Kind of unit", Kind::Text, REQUIRED, "กอง กลุ่ม สำนักงาน ศูนย์ ฯลฯ", "กอง"),
        column("parent", "สังกัดหน่วยงาน", "Belongs to", Kind::Code, OPTIONAL, "รหัสหน่วยงานที่สังกัด เว้นว่างถ้าขึ้นตรง", ""),
        column("valid_from", "ตั้งแต่วันที่", "From", Kind::Date, OPTIONAL, "วันที่จัดตั้ง", "1 ตุลาคม 2560"),
        column("valid_to", "ถึงวันที่", "Until", Kind::Date, OPTIONAL, "วันที่ยุบหรือรวม", ""),
        column("successor", "หน่วยงานที่รับช่วง", "Succeeded by", Kind::Code, OPTIONAL, "รหัสหน่วยงานที่รับภารกิจต่อ", ""),
        column(
            "collective",
            "เป็นกลุ่มหน่วยงาน",
            "Is a group of units",
            Kind::YesNo,
            OPTIONAL,
            "ใช่ เมื่อหมายถึงหลายหน่วยงานรวมกัน เช่น ทุกสาขา",
            "ไม่ใช่",
        ),
        column("note", "หมายเหตุ", "Note", Kind::LongText, OPTIONAL, "ที่มาของชื่อหรือข้อสังเกต", ""),
    ],
);
