//! What is wrong with a sheet that came back: the whole file, or single cells.

use super::place;
use crate::submission::FieldKey;
use crate::submission::reading::Refused;
use crate::words::Words;
use crate::workbook::column_letters;

/// A file that is not taken at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrongFile {
    /// No return at all, or its hidden cells are gone.
    NotAReturn,
    /// A form that is not known.
    OtherForm(String),
    /// Of another plan.
    OtherPlan(String),
    /// Of another round.
    OtherRound(String),
    /// Of another unit.
    OtherUnit(String),
    /// Its hidden cells are not as they went out.
    Altered,
}

impl WrongFile {
    /// What, which rule and what to do, in Thai.
    #[must_use]
    pub fn th(&self) -> String {
        match self {
            Self::NotAReturn => {
                "ไฟล์นี้ไม่ใช่แบบรายงานที่ระบบออกให้ หรือข้อมูลประจำแถวถูกลบ กรุณาดาวน์โหลดแบบรายงานจากหน้านี้แล้วกรอกใหม่".to_owned()
            }
            Self::OtherForm(form) => format!("ไฟล์นี้เป็นแบบรายงานรุ่น {form} ซึ่งระบบไม่รองรับ กรุณาดาวน์โหลดแบบรายงานใหม่"),
            Self::OtherPlan(code) => format!("ไฟล์นี้เป็นแบบรายงานของแผน {code} ไม่ใช่แผนนี้ กรุณานำเข้าที่หน้าแบบรายงานของแผนนั้น"),
            Self::OtherRound(code) => {
                format!("ไฟล์นี้เป็นแบบรายงานของรอบ {code} ไม่ใช่รอบนี้ กรุณานำเข้าที่หน้าแบบรายงานของรอบนั้น")
            }
            Self::OtherUnit(code) => {
                format!("ไฟล์นี้เป็นแบบรายงานของหน่วยงาน {code} ไม่ใช่หน่วยงานนี้ กรุณานำเข้าที่หน้าแบบรายงานของหน่วยงานนั้น")
            }
            Self::Altered => {
                "ข้อมูลประจำแถวในคอลัมน์ที่ซ่อนไว้ไม่ตรงกับที่ระบบออกให้: มีการแก้ไข เพิ่ม ลบ หรือย้ายแถว หรือไฟล์ออกให้ก่อนที่ระบบจะตรวจเรื่องนี้ \
                 จึงยังไม่มีการบันทึก กรุณาดาวน์โหลดแบบรายงานใหม่จากหน้านี้ คัดลอกคำตอบไปวางในช่องสีเหลืองของไฟล์ใหม่ แล้วนำเข้าอีกครั้ง"
                    .to_owned()
            }
        }
    }

    /// The same in English.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::NotAReturn => {
                "This is no return that was taken out here, or the hidden cells of its rows are gone. Download the return from this page and \
                 fill it in again."
                    .to_owned()
            }
            Self::OtherForm(form) => format!("This return has form {form}, which is not known here. Download the return again."),
            Self::OtherPlan(code) => format!("This is a return on plan {code}, not on this one. Upload it on that plan's return."),
            Self::OtherRound(code) => format!("This is a return of round {code}, not of this one. Upload it on that round's return."),
            Self::OtherUnit(code) => format!("This is the return of unit {code}, not of this one. Upload it on that unit's return."),
            Self::Altered => "The hidden cells of its rows are not as they went out: rows were changed, added, removed or moved, or the file went \
                 out before this was checked. Nothing is stored. Download the return again from this page, paste the answers into the yellow \
                 cells of the new file, and upload that."
                .to_owned(),
        }
    }
}

/// Which rule a cell breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongRule {
    /// The field's own rule.
    Field(Refused),
    /// A live formula.
    Formula,
    /// An error value such as #REF!.
    ErrorValue,
    /// A day or TRUE where a text or a number is wanted.
    OtherKind,
    /// The row names no field of this return.
    UnknownField,
    /// Two rows of one field.
    Twice,
    /// The hidden version is no number.
    NoVersion,
}

impl WrongRule {
    /// The rule in Thai and English, and what to do in Thai and English.
    #[must_use]
    pub fn words(self) -> [&'static str; 4] {
        match self {
            Self::Field(why) => field(why),
            Self::Formula => ["ไม่รับสูตร", "No formula is taken", "คัดลอกแล้ววางเฉพาะค่า", "Paste the value only"],
            Self::ErrorValue => {
                ["ไม่รับค่าผิดพลาดของโปรแกรม", "No error value is taken", "พิมพ์ตัวเลขหรือข้อความแทน", "Type a number or a text instead"]
            }
            Self::OtherKind => [
                "ช่องนี้รับตัวเลขหรือข้อความ ไม่ใช่วันที่หรือค่าจริงเท็จ",
                "A number or a text is wanted, not a day or TRUE",
                "จัดรูปแบบช่องเป็นข้อความแล้วพิมพ์ใหม่",
                "Format the cell as text and type it again",
            ],
            Self::UnknownField => [
                "แถวต้องเป็นช่องของแบบรายงานนี้",
                "A row is a field of this return",
                "อย่าเพิ่มแถวหรือแก้คอลัมน์ที่ซ่อนไว้ ดาวน์โหลดแบบรายงานใหม่แล้วคัดลอกคำตอบไปวาง",
                "Add no rows and leave the hidden columns; download the return again and copy the answers",
            ],
            Self::Twice => ["แต่ละช่องมีได้แถวเดียว", "One row for each field", "ลบแถวที่คัดลอกซ้ำ", "Remove the row that was copied"],
            Self::NoVersion => [
                "ข้อมูลประจำแถวที่ซ่อนไว้ต้องเป็นของเดิม",
                "The hidden cells of a row stay as they were",
                "ดาวน์โหลดแบบรายงานใหม่แล้วคัดลอกคำตอบไปวาง",
                "Download the return again and copy the answers",
            ],
        }
    }
}

const fn field(why: Refused) -> [&'static str; 4] {
    match why {
        Refused::NotANumber => [
            "ช่องนี้รับเฉพาะตัวเลข",
            "This field takes a number",
            "พิมพ์ตัวเลข เช่น 1,250.50 หรือ ๑,๒๕๐.๕๐ คำอธิบายให้เขียนในผลการดำเนินงาน",
            "Type a number, such as 1,250.50; words belong into the narrative",
        ],
        Refused::NotMoney => [
            "ต้องเป็นจำนวนเงินบาท ทศนิยมไม่เกินสองตำแหน่ง",
            "Baht with at most two decimal places",
            "พิมพ์จำนวนเงิน เช่น 12,500.00",
            "Type an amount, such as 12,500.00",
        ],
        Refused::NotSteps => [
            "ต้องเป็นเลขลำดับขั้นตอนที่แล้วเสร็จ",
            "The numbers of the steps that are done",
            "พิมพ์เลขลำดับคั่นด้วย ; เช่น 1;2;3",
            "Type the numbers with ; between them, such as 1;2;3",
        ],
        Refused::NotAChoice => ["ต้องเป็นคำในรายการ", "One of the list", "เลือกจากรายการของช่องนี้", "Choose from the cell's list"],
        _ => [
            "ข้อความยาวไม่เกิน 30,000 ตัวอักษรและไม่มีอักขระที่แสดงไม่ได้",
            "A text of at most 30,000 characters that can all be shown",
            "พิมพ์ใหม่ให้สั้นลง หรือแนบเป็นหลักฐาน",
            "Retype it shorter, or attach it as evidence",
        ],
    }
}

/// One cell that is not taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongCell {
    /// The row in the file, counted from 1.
    pub row: u32,
    /// The column, counted from 0.
    pub column: usize,
    /// Which field the row is of, where that is known.
    pub field: Option<FieldKey>,
    /// What stands there.
    pub value: String,
    /// Which rule it breaks.
    pub rule: WrongRule,
}

impl WrongCell {
    /// Such as F12.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}{}", column_letters(self.column), self.row)
    }

    /// The field's name in Thai and English.
    #[must_use]
    pub fn label(&self) -> (&'static str, &'static str) {
        self.field.as_ref().map_or(("", ""), |key| (key.field.th(), key.field.en()))
    }

    pub(super) const fn answer(row: u32, field: FieldKey, value: String, rule: WrongRule) -> Self {
        Self { row, column: place::ANSWER, field: Some(field), value, rule }
    }
}
