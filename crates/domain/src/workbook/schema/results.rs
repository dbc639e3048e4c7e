//! Results, problems met and the texts of the book.

use super::{Kind, OPTIONAL, REQUIRED, Sheet, column, sheet_of, subject_kinds};

/// The sheet `observations`.
pub(super) const OBSERVATIONS: Sheet = sheet_of(
    "observations",
    "ผลการดำเนินงาน",
    "Results",
    5,
    "ผลที่รายงาน หนึ่งแถวต่อหนึ่งค่า",
    &[
        column("subject", "ผลของ", "Result of", Kind::Choice(subject_kinds), REQUIRED, "เลือกจากรายการ", "ตัวชี้วัด"),
        column("code", "รหัส", "Code", Kind::Code, REQUIRED, "รหัสตัวชี้วัดหรือโครงการ", "K1"),
        column("item", "ลำดับตัวชี้วัดโครงการ", "Project indicator, by order", Kind::Whole, OPTIONAL, "เฉพาะตัวชี้วัดโครงการ", ""),
        column("unit", "รหัสหน่วยงาน", "Unit code", Kind::Code, OPTIONAL, "เว้นว่าง = ทั้งส่วนราชการ", ""),
        column("period", "งวด", "Period", Kind::Period, REQUIRED, "รหัสรอบ หรือเดือน", "R6"),
        column(
            "value",
            "ผล",
            "Result",
            Kind::Reported,
            OPTIONAL,
            "ตัวเลข หรือ - เมื่อไม่มีข้อมูล หรือ ไม่เกี่ยวข้อง หรือ วัดผลไม่ได้ เว้นว่าง = ยังไม่กรอก",
            "87.5",
        ),
        column("numerator", "ตัวตั้ง", "Numerator", Kind::Number, OPTIONAL, "เมื่อรูปแบบค่าเป็นตัวตั้งและตัวหาร", ""),
        column("denominator", "ตัวหาร", "Denominator", Kind::Number, OPTIONAL, "เมื่อรูปแบบค่าเป็นตัวตั้งและตัวหาร", ""),
        column("steps", "ขั้นที่แล้วเสร็จ", "Steps done", Kind::Numbers, OPTIONAL, "คั่นด้วย ; เช่น 1;2;3", ""),
        column("reason", "เหตุผล", "Reason", Kind::LongText, OPTIONAL, "ต้องมีเมื่อไม่เกี่ยวข้องหรือวัดผลไม่ได้", ""),
        column("narrative", "ผลการดำเนินงาน", "What was done", Kind::LongText, OPTIONAL, "ข้อความสรุปผล", ""),
        column("source", "แหล่งที่มาของค่า", "Source of the value", Kind::Text, OPTIONAL, "เอกสารหรือระบบ", "แบบสำรวจประจำปี"),
        column("evidence", "หลักฐาน", "Evidence", Kind::Text, OPTIONAL, "ชื่อไฟล์หรือที่อยู่เว็บ", ""),
    ],
);

/// The sheet `problems`.
pub(super) const PROBLEMS: Sheet = sheet_of(
    "problems",
    "ปัญหาอุปสรรคและข้อเสนอแนะ",
    "Problems and recommendations",
    1,
    "ปัญหาอุปสรรคและข้อเสนอแนะของปี",
    &[
        column("code", "รหัส", "Code", Kind::Code, REQUIRED, "", "1"),
        column("recommendation", "เป็นข้อเสนอแนะ", "Is a recommendation", Kind::YesNo, OPTIONAL, "เว้นว่าง = ปัญหาอุปสรรค", ""),
        column("category", "หมวด", "Category", Kind::Text, OPTIONAL, "", "ความล่าช้า"),
        column("text", "ข้อความ", "Text", Kind::LongText, REQUIRED, "", "เริ่มโครงการช้ากว่าแผน"),
        column("source", "ที่มา", "Source", Kind::Text, OPTIONAL, "", ""),
    ],
);

/// The sheet `narratives`.
pub(super) const NARRATIVES: Sheet = sheet_of(
    "narratives",
    "ข้อความในเล่ม",
    "Texts of the book",
    2,
    "ข้อความของแต่ละส่วนในเล่มรายงาน",
    &[
        column("section", "ส่วนของเล่ม", "Part of the book", Kind::Code, REQUIRED, "เช่น part1.mission", "part1.mission"),
        column("order", "ลำดับ", "Order", Kind::Whole, REQUIRED, "1, 2, 3 …", "1"),
        column("text", "ข้อความ", "Text", Kind::LongText, REQUIRED, "", "พันธกิจ …"),
        column("source", "ที่มา", "Source", Kind::Text, OPTIONAL, "", ""),
    ],
);
