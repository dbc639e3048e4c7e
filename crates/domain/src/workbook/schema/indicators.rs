//! Indicators, who owns them, their steps and their targets.

use crate::indicator::{Accumulation, Aggregation, PercentRule, Shape, ZeroTarget};

use super::{Kind, OPTIONAL, REQUIRED, Sheet, added, choices, column, sheet_of};

/// The sheet `indicators`.
pub(super) const INDICATORS: Sheet = sheet_of(
    "indicators",
    "ตัวชี้วัด",
    "Indicators",
    1,
    "ตัวชี้วัดพร้อมวิธีวัดและรายละเอียด",
    &[
        column("code", "รหัสตัวชี้วัด", "Indicator code", Kind::Code, REQUIRED, "รหัสถาวร ไม่เปลี่ยนเมื่อปรับแผน", "K1"),
        column("node", "อยู่ภายใต้", "Stands under", Kind::Code, REQUIRED, "รหัสในผังแผน", "N1"),
        column("number", "เลขที่", "Number", Kind::Text, OPTIONAL, "เลขที่พิมพ์", "1.1"),
        column("name_th", "ชื่อตัวชี้วัด", "Name in Thai", Kind::LongText, REQUIRED, "ข้อความตามแผน", "ร้อยละความพึงพอใจของผู้รับบริการ"),
        column("name_en", "ชื่อภาษาอังกฤษ", "Name in English", Kind::LongText, OPTIONAL, "ข้อความภาษาอังกฤษ ถ้ามี", ""),
        column("unit_of_measure", "หน่วยวัด", "Unit of measure", Kind::Text, REQUIRED, "เช่น ร้อยละ ฉบับ คน ระดับ", "ร้อยละ"),
        column("shape", "รูปแบบค่า", "Form of the value", Kind::Choice(choices::<Shape>), REQUIRED, "เลือกจากรายการ", "ค่าเดียว"),
        column(
            "percent_rule",
            "วิธีเทียบกับเป้าหมาย",
            "Measured against the target",
            Kind::Choice(choices::<PercentRule>),
            REQUIRED,
            "เลือกจากรายการ",
            "ยิ่งสูงยิ่งดี: ผล × 100 / เป้าหมาย",
        ),
        column(
            "zero_target",
            "เมื่อเป้าหมายเป็นศูนย์",
            "When the target is zero",
            Kind::Choice(choices::<ZeroTarget>),
            OPTIONAL,
            "เว้นว่าง = ไม่รับเป้าหมายที่เป็นศูนย์",
            "",
        ),
        column(
            "accumulation",
            "การสะสมตามเวลา",
            "Over time",
            Kind::Choice(choices::<Accumulation>),
            OPTIONAL,
            "เว้นว่าง = รายงานสะสมตั้งแต่ต้นปี",
            "รายงานสะสมตั้งแต่ต้นปี",
        ),
        column(
            "aggregation",
            "การรวมหน่วยงาน",
            "Over units",
            Kind::Choice(choices::<Aggregation>),
            OPTIONAL,
            "เว้นว่าง = รายงานจากส่วนกลาง",
            "รายงานจากส่วนกลาง",
        ),
        column("scale", "เกณฑ์การให้คะแนน", "Scoring scale", Kind::Code, OPTIONAL, "รหัสเกณฑ์ เว้นว่าง = ติดตามโดยไม่ให้คะแนน", "BAND5"),
        column("weight", "น้ำหนัก", "Weight", Kind::Number, OPTIONAL, "น้ำหนักในระดับเดียวกัน รวมกันต้องได้ 100", ""),
        column("counted", "นับในผลรวม", "Counts in the total", Kind::YesNo, OPTIONAL, "เว้นว่าง = ใช่", "ใช่"),
        column(
            "actual_from",
            "ใช้ผลจาก",
            "Takes its actual from",
            Kind::Text,
            OPTIONAL,
            "indicator:รหัส · total:plan · total:projects · node:รหัส",
            "",
        ),
        column("evidence_required", "ต้องมีหลักฐาน", "Evidence required", Kind::YesNo, OPTIONAL, "เว้นว่าง = ใช่", "ใช่"),
        column("definition", "คำอธิบาย", "Definition", Kind::LongText, OPTIONAL, "นิยามและขอบเขต", ""),
        column("formula", "สูตรการคำนวณ", "Formula", Kind::LongText, OPTIONAL, "สูตรเป็นข้อความ", ""),
        column("data_source", "แหล่งข้อมูล", "Data source", Kind::LongText, OPTIONAL, "แหล่งข้อมูลและวิธีจัดเก็บข้อมูล", ""),
        column("frequency", "ความถี่", "Frequency", Kind::Text, OPTIONAL, "เช่น รายเดือน ทุก 6 เดือน", ""),
        column("baseline", "ข้อมูลพื้นฐาน", "Baseline", Kind::LongText, OPTIONAL, "ผลปีก่อน ๆ", ""),
        column("dimension", "มิติ/ประเภท", "Dimension or kind", Kind::Text, OPTIONAL, "ตามที่ส่วนราชการใช้", ""),
        column("note", "หมายเหตุ", "Note", Kind::LongText, OPTIONAL, "เงื่อนไขและข้อสังเกต", ""),
    ],
);

/// The sheet `owners`.
pub(super) const OWNERS: Sheet = sheet_of(
    "owners",
    "ผู้รับผิดชอบ",
    "Owners",
    2,
    "หน่วยงานผู้รับผิดชอบตัวชี้วัด",
    &[
        column("indicator", "รหัสตัวชี้วัด", "Indicator code", Kind::Code, REQUIRED, "", "K1"),
        column("unit", "รหัสหน่วยงาน", "Unit code", Kind::Code, REQUIRED, "", "กผ."),
        column("primary", "ผู้รับผิดชอบหลัก", "Main owner", Kind::YesNo, OPTIONAL, "เว้นว่าง = ใช่", "ใช่"),
        column("weight", "น้ำหนักหน่วยงาน", "Weight of the unit", Kind::Number, OPTIONAL, "ใช้เมื่อรวมหน่วยงานแบบถ่วงน้ำหนัก", ""),
    ],
);

/// The sheet `steps`.
pub(super) const STEPS: Sheet = sheet_of(
    "steps",
    "ขั้นตอนตัวชี้วัด",
    "Steps of indicators",
    3,
    "ขั้นตอนของตัวชี้วัดที่วัดเป็นขั้นตอน",
    &[
        column("indicator", "รหัสตัวชี้วัด", "Indicator code", Kind::Code, REQUIRED, "", "K1"),
        column("round", "รหัสรอบ", "Round code", Kind::Code, OPTIONAL, "เว้นว่าง = ทุกรอบ", ""),
        column("level", "ขั้นที่", "Step", Kind::Whole, REQUIRED, "1, 2, 3 … ตามลำดับ", "1"),
        column("text", "สิ่งที่ต้องดำเนินการ", "What is to be done", Kind::LongText, REQUIRED, "", "แต่งตั้งคณะทำงาน"),
        column("done_by", "แล้วเสร็จภายใน", "Done by", Kind::Date, OPTIONAL, "", ""),
    ],
);

/// The sheet `targets`.
pub(super) const TARGETS: Sheet = sheet_of(
    "targets",
    "ค่าเป้าหมาย",
    "Targets",
    3,
    "เป้าหมายรายปีหรือรายรอบ ของส่วนราชการหรือหน่วยงาน",
    &[
        column("indicator", "รหัสตัวชี้วัด", "Indicator code", Kind::Code, REQUIRED, "", "K1"),
        column("unit", "รหัสหน่วยงาน", "Unit code", Kind::Code, OPTIONAL, "เว้นว่าง = ทั้งส่วนราชการ", ""),
        column("round", "รหัสรอบ", "Round code", Kind::Code, OPTIONAL, "เว้นว่าง = ทั้งปี", ""),
        column("value", "ค่าเป้าหมาย", "Target", Kind::Number, OPTIONAL, "หรือขอบล่างของช่วง", "85"),
        column("high", "ขอบบนของช่วง", "High edge of the range", Kind::Number, OPTIONAL, "ใช้เมื่อเป้าหมายเป็นช่วง", ""),
        column("anchors", "ค่าเกณฑ์", "Anchors", Kind::Numbers, OPTIONAL, "คั่นด้วย ; จากคะแนนต่ำสุดไปสูงสุด", ""),
        column("printed", "ข้อความเป้าหมาย", "Target as printed", Kind::Text, OPTIONAL, "ตามที่พิมพ์ในแผน", "ไม่น้อยกว่าร้อยละ 85"),
        column("note", "หมายเหตุ", "Note", Kind::LongText, OPTIONAL, "ที่มา", ""),
        added(column(
            "scale",
            "เกณฑ์ของรอบ",
            "The round's own scale",
            Kind::Code,
            OPTIONAL,
            "รหัสเกณฑ์ที่ใช้แทนเกณฑ์ของตัวชี้วัดในรอบนี้ ระบุในแถวของรอบและของทั้งส่วนราชการ ใช้กับทุกหน่วยงาน",
            "",
        )),
    ],
);
