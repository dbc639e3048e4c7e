//! How results become points.

use crate::scoring::{BelowLowest, ScaleKind};

use super::{Kind, OPTIONAL, REQUIRED, Sheet, choices, column, sheet_of};

/// The sheet `scales`.
pub(super) const SCALES: Sheet = sheet_of(
    "scales",
    "เกณฑ์การให้คะแนน",
    "Scoring scales",
    1,
    "เกณฑ์ที่แปลงผลเป็นคะแนน",
    &[
        column("code", "รหัสเกณฑ์", "Scale code", Kind::Code, REQUIRED, "รหัสถาวร", "BAND5"),
        column("name_th", "ชื่อเกณฑ์", "Name in Thai", Kind::Text, REQUIRED, "ชื่อเกณฑ์", "เกณฑ์ 5 ระดับ"),
        column("name_en", "ชื่อภาษาอังกฤษ", "Name in English", Kind::Text, OPTIONAL, "ชื่อภาษาอังกฤษ ถ้ามี", ""),
        column(
            "kind",
            "ชนิดเกณฑ์",
            "Kind of scale",
            Kind::Choice(choices::<ScaleKind>),
            REQUIRED,
            "เลือกจากรายการ",
            "ช่วงร้อยละของเป้าหมาย",
        ),
        column("full_score", "คะแนนเต็ม", "Full score", Kind::Number, REQUIRED, "คะแนนสูงสุด", "5"),
        column(
            "interpolated",
            "คิดคะแนนตามสัดส่วน",
            "Scores in proportion",
            Kind::YesNo,
            OPTIONAL,
            "ใช่ เมื่อคะแนนระหว่างระดับคิดตามสัดส่วน",
            "ใช่",
        ),
        column(
            "below_lowest",
            "ต่ำกว่าระดับต่ำสุด",
            "Below the lowest band",
            Kind::Choice(choices::<BelowLowest>),
            REQUIRED,
            "เลือกจากรายการ",
            "ได้คะแนนของช่วงต่ำสุด",
        ),
        column("near_from", "ใกล้เคียงตั้งแต่ร้อยละ", "Near from percent", Kind::Number, OPTIONAL, "เว้นว่าง = 90", "90"),
        column(
            "places",
            "ทศนิยมของคะแนน",
            "Decimals of the score",
            Kind::Whole,
            OPTIONAL,
            "เศษตั้งแต่ 5 ปัดขึ้น เว้นว่าง = 2 ตำแหน่ง",
            "2",
        ),
    ],
);

/// The sheet `scale_points`.
pub(super) const SCALE_POINTS: Sheet = sheet_of(
    "scale_points",
    "ระดับของเกณฑ์",
    "Bands of the scales",
    2,
    "ระดับคะแนนของแต่ละเกณฑ์",
    &[
        column("scale", "รหัสเกณฑ์", "Scale code", Kind::Code, REQUIRED, "ตามแผ่นงานเกณฑ์การให้คะแนน", "BAND5"),
        column("score", "คะแนน", "Score", Kind::Number, REQUIRED, "คะแนน ณ ระดับนี้", "5"),
        column("from", "ตั้งแต่ร้อยละ", "From percent", Kind::Number, OPTIONAL, "ต้องมีเมื่อเกณฑ์เป็นช่วงร้อยละ", "100"),
        column("band", "ระดับที่พิมพ์", "Band as printed", Kind::Whole, OPTIONAL, "เลขระดับที่แสดง", "5"),
        column("points_shown", "คะแนนที่พิมพ์", "Score as printed", Kind::Number, OPTIONAL, "เช่น 100, 90, 80", "100"),
    ],
);
