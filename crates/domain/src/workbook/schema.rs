//! The plan workbook's sheets and columns: what an agency fills in, documented for people and read by rule.
//!
//! This table is the only description of the format: the reader, the writer, the template for Excel, the CSV folder and
//! `docs/WORKBOOK.md` all follow it.

use crate::budget::{BudgetKind, ExpenseClass};
use crate::indicator::{Accumulation, Aggregation, PercentRule, Shape, ZeroTarget};
use crate::plan::{EditionState, PlanKind, TotalRule};
use crate::project::Funding;
use crate::round::RoundState;
use crate::scoring::{BelowLowest, ScaleKind};
use crate::words::Words;

/// Key, Thai word and English word of each choice of a column.
pub type Choices = fn() -> Vec<(&'static str, &'static str, &'static str)>;

/// What a cell holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A permanent code.
    Code,
    /// One line of text.
    Text,
    /// Paragraphs.
    LongText,
    /// An exact number; Thai digits, thousands commas, ร้อยละ and % are understood.
    Number,
    /// A whole number from 0.
    Whole,
    /// An amount in baht with at most two decimal places; "-" and ไม่ใช้งบประมาณ mean that there is none.
    Money,
    /// A date in any form officials write, พ.ศ. or ค.ศ.
    Date,
    /// A fiscal year.
    FiscalYear,
    /// ใช่ / ไม่ใช่
    YesNo,
    /// One of the words of an enumeration, by key or Thai word.
    Choice(Choices),
    /// Codes separated by semicolons.
    Codes,
    /// Numbers separated by semicolons.
    Numbers,
    /// A reported value: a number, "-" (no data), ไม่เกี่ยวข้อง or วัดผลไม่ได้.
    Reported,
    /// ปี, a round's code, or a month such as ต.ค. or M01.
    Period,
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// English key, in the second header row and in CSV.
    pub key: &'static str,
    /// Thai header.
    pub th: &'static str,
    /// The same in English, for screens.
    pub en: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether a cell must be filled.
    pub required: bool,
    /// What to write, for the header's note.
    pub note: &'static str,
    /// The example row's cell.
    pub example: &'static str,
    /// Whether snapshots exist that were written before there was this column; see [`added`].
    pub added: bool,
}

/// One sheet.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// English key; the CSV file's name.
    pub key: &'static str,
    /// Thai title; the sheet's name in Excel.
    pub title: &'static str,
    /// The same in English, for screens.
    pub title_en: &'static str,
    /// How many of the first columns identify a row.
    pub identity: usize,
    /// Whether it has exactly one row.
    pub single: bool,
    /// What the sheet is for.
    pub note: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
}

impl Sheet {
    /// The place of a column.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}

/// The sheet with this key or title.
#[must_use]
pub fn sheet(name: &str) -> Option<&'static Sheet> {
    SHEETS.iter().find(|sheet| sheet.key == name || sheet.title == name)
}

/// Header of the first column of every sheet, which marks example and comment rows.
pub const MARK_HEADER: (&str, &str) = ("เครื่องหมาย", "mark");
/// A row marked so is an example and is not read.
pub const EXAMPLE_MARK: &str = "ตัวอย่าง";

const fn column(
    key: &'static str,
    th: &'static str,
    en: &'static str,
    kind: Kind,
    required: bool,
    note: &'static str,
    example: &'static str,
) -> Column {
    Column { key, th, en, kind, required, note, example, added: false }
}

/// A column that came after rounds had been frozen without it: it stands last in its sheet and need not be filled, so that canonical
/// texts written before read as rows without it, and rows without it are still written letter for letter as they were.
const fn added(column: Column) -> Column {
    Column { added: true, ..column }
}

const fn sheet_of(
    key: &'static str,
    title: &'static str,
    title_en: &'static str,
    identity: usize,
    note: &'static str,
    columns: &'static [Column],
) -> Sheet {
    Sheet { key, title, title_en, identity, single: identity == 0, note, columns }
}

fn choices<T: Words>() -> Vec<(&'static str, &'static str, &'static str)> {
    T::TABLE.iter().map(|row| (row.1, row.2, row.3)).collect()
}

fn subject_kinds() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("indicator", "ตัวชี้วัด", "Indicator"),
        ("project", "โครงการ", "Project"),
        ("project_indicator", "ตัวชี้วัดโครงการ", "Project indicator"),
    ]
}

const REQUIRED: bool = true;
const OPTIONAL: bool = false;

/// All sheets in the order in which they are filled in: what is referred to comes first.
pub const SHEETS: &[Sheet] = &[
    sheet_of(
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
    ),
    sheet_of(
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
    ),
    sheet_of(
        "plan",
        "แผน",
        "Plan",
        0,
        "แผนและฉบับของแผน หนึ่งแถวเท่านั้น",
        &[
            column("code", "รหัสแผน", "Plan code", Kind::Code, REQUIRED, "รหัสถาวรของแผน", "DEMO-2570"),
            column("name_th", "ชื่อแผน", "Name in Thai", Kind::Text, REQUIRED, "ชื่อแผนตามที่ประกาศ", "แผนปฏิบัติราชการรายปี (พ.ศ. 2570)"),
            column(
                "name_en",
                "ชื่อภาษาอังกฤษ",
                "Name in English",
                Kind::Text,
                OPTIONAL,
                "ชื่อภาษาอังกฤษ ถ้ามี",
                "Annual Action Plan 2570",
            ),
            column(
                "kind",
                "ประเภทแผน",
                "Kind of plan",
                Kind::Choice(choices::<PlanKind>),
                REQUIRED,
                "เลือกจากรายการ",
                "แผนปฏิบัติราชการรายปี",
            ),
            column("fiscal_year", "ปีงบประมาณ", "Fiscal year", Kind::FiscalYear, REQUIRED, "พ.ศ. ของปีงบประมาณ", "2570"),
            column("carries_out", "ดำเนินการตามแผน", "Carries out the plan", Kind::Code, OPTIONAL, "รหัสแผนระดับบน ถ้ามี", ""),
            column(
                "total_rule",
                "วิธีรวมคะแนน",
                "How scores are totalled",
                Kind::Choice(choices::<TotalRule>),
                REQUIRED,
                "เลือกจากรายการ",
                "ผลรวมคะแนน (A × 100 / B)",
            ),
            column("vision", "วิสัยทัศน์", "Vision", Kind::LongText, OPTIONAL, "ข้อความวิสัยทัศน์", ""),
            column("edition", "ฉบับที่", "Edition", Kind::Whole, REQUIRED, "1, 2, 3 …", "1"),
            column(
                "edition_state",
                "สถานะฉบับ",
                "State of the edition",
                Kind::Choice(choices::<EditionState>),
                REQUIRED,
                "เลือกจากรายการ",
                "ร่าง",
            ),
            column("announced_on", "วันที่ประกาศใช้", "Announced on", Kind::Date, OPTIONAL, "ต้องมีเมื่อประกาศใช้แล้ว", ""),
            column("reason", "เหตุผลของฉบับ", "Reason for the edition", Kind::LongText, OPTIONAL, "เหตุผลที่จัดทำหรือปรับแผน", ""),
        ],
    ),
    sheet_of(
        "levels",
        "ระดับของแผน",
        "Levels of the plan",
        1,
        "ชื่อระดับในผังแผนตามที่ส่วนราชการใช้",
        &[
            column("depth", "ระดับที่", "Depth", Kind::Whole, REQUIRED, "1 คือระดับบนสุด", "1"),
            column("name_th", "ชื่อระดับ", "Name in Thai", Kind::Text, REQUIRED, "เช่น เรื่อง ประเด็น เป้าประสงค์ กลยุทธ์", "ประเด็น"),
            column("name_en", "ชื่อภาษาอังกฤษ", "Name in English", Kind::Text, OPTIONAL, "ชื่อภาษาอังกฤษ ถ้ามี", "Issue"),
        ],
    ),
    sheet_of(
        "nodes",
        "ผังแผน",
        "Plan tree",
        1,
        "ประเด็น เป้าหมาย กลยุทธ์ … เรียงจากระดับบนลงล่าง",
        &[
            column("code", "รหัสในผังแผน", "Code in the plan tree", Kind::Code, REQUIRED, "รหัสถาวร", "N1"),
            column("parent", "อยู่ภายใต้", "Stands under", Kind::Code, OPTIONAL, "รหัสในผังแผนที่อยู่เหนือขึ้นไป", ""),
            column("depth", "ระดับที่", "Depth", Kind::Whole, REQUIRED, "ตามแผ่นงานระดับของแผน", "1"),
            column("number", "เลขที่", "Number", Kind::Text, OPTIONAL, "เลขที่พิมพ์ เช่น 1.2", "1"),
            column("name_th", "ชื่อ", "Name in Thai", Kind::LongText, REQUIRED, "ข้อความตามแผน", "บริการที่ประชาชนเชื่อมั่น"),
            column("name_en", "ชื่อภาษาอังกฤษ", "Name in English", Kind::LongText, OPTIONAL, "ข้อความภาษาอังกฤษ ถ้ามี", ""),
            column("weight", "น้ำหนัก", "Weight", Kind::Number, OPTIONAL, "น้ำหนักในระดับเดียวกัน รวมกันต้องได้ 100", ""),
            column("counted", "นับในผลรวม", "Counts in the total", Kind::YesNo, OPTIONAL, "ไม่ใช่ เมื่อไม่นับในผลรวมของแผน", "ใช่"),
        ],
    ),
    sheet_of(
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
    ),
    sheet_of(
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
    ),
    sheet_of(
        "rounds",
        "รอบการรายงาน",
        "Reporting rounds",
        1,
        "รอบของปีงบประมาณของแผน สะสมตั้งแต่ 1 ตุลาคม",
        &[
            column("code", "รหัสรอบ", "Round code", Kind::Code, REQUIRED, "เช่น R6, R9, R12", "R6"),
            column("name_th", "ชื่อรอบ", "Name in Thai", Kind::Text, REQUIRED, "ชื่อที่ใช้พิมพ์", "รอบ 6 เดือน"),
            column("name_en", "ชื่อภาษาอังกฤษ", "Name in English", Kind::Text, OPTIONAL, "ชื่อภาษาอังกฤษ ถ้ามี", "6 months"),
            column("months", "จำนวนเดือน", "Months", Kind::Whole, REQUIRED, "1–12 นับจากเดือนตุลาคม", "6"),
            column("due_on", "ครบกำหนดรายงาน", "Reports due on", Kind::Date, OPTIONAL, "วันที่หน่วยงานต้องรายงาน", "5 เมษายน 2570"),
            column(
                "state",
                "สถานะรอบ",
                "State of the round",
                Kind::Choice(choices::<RoundState>),
                REQUIRED,
                "เลือกจากรายการ",
                "เปิดรับรายงาน",
            ),
            column("note", "หมายเหตุ", "Note", Kind::LongText, OPTIONAL, "", ""),
            added(column(
                "completed_on",
                "วันที่จัดทำแล้วเสร็จ",
                "Completed on",
                Kind::Date,
                OPTIONAL,
                "วันที่พิมพ์บนปกเล่มผลของรอบ เว้นว่าง = วันที่ตรึงข้อมูล หรือวันสิ้นรอบเมื่อยังไม่ตรึง",
                "",
            )),
        ],
    ),
    sheet_of(
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
            column(
                "scale",
                "เกณฑ์การให้คะแนน",
                "Scoring scale",
                Kind::Code,
                OPTIONAL,
                "รหัสเกณฑ์ เว้นว่าง = ติดตามโดยไม่ให้คะแนน",
                "BAND5",
            ),
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
    ),
    sheet_of(
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
    ),
    sheet_of(
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
    ),
    sheet_of(
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
        ],
    ),
    sheet_of(
        "projects",
        "โครงการ",
        "Projects",
        1,
        "โครงการตามแผน",
        &[
            column("code", "รหัสโครงการ", "Project code", Kind::Code, REQUIRED, "รหัสถาวร", "P1"),
            column("node", "อยู่ภายใต้", "Stands under", Kind::Code, REQUIRED, "รหัสในผังแผน", "N1"),
            column("number", "เลขที่", "Number", Kind::Text, OPTIONAL, "เลขที่พิมพ์", "1"),
            column("name_th", "ชื่อโครงการ", "Name in Thai", Kind::LongText, REQUIRED, "", "โครงการพัฒนาคุณภาพบริการ"),
            column("scale", "เกณฑ์การให้คะแนน", "Scoring scale", Kind::Code, REQUIRED, "รหัสเกณฑ์ของสถานะโครงการ", "STATUS"),
            column("owners", "หน่วยงานรับผิดชอบ", "Units in charge", Kind::Codes, OPTIONAL, "รหัสหน่วยงาน คั่นด้วย ;", "กผ."),
            column(
                "funding",
                "การใช้งบประมาณ",
                "Use of the budget",
                Kind::Choice(choices::<Funding>),
                REQUIRED,
                "เลือกจากรายการ",
                "ใช้งบประมาณ",
            ),
            column("note", "หมายเหตุ", "Note", Kind::LongText, OPTIONAL, "", ""),
        ],
    ),
    sheet_of(
        "project_indicators",
        "ตัวชี้วัดโครงการ",
        "Project indicators",
        2,
        "ตัวชี้วัดของแต่ละโครงการ",
        &[
            column("project", "รหัสโครงการ", "Project code", Kind::Code, REQUIRED, "", "P1"),
            column("order", "ลำดับ", "Order", Kind::Whole, REQUIRED, "1, 2, 3 …", "1"),
            column("text", "ตัวชี้วัด", "Indicator", Kind::LongText, REQUIRED, "", "จำนวนจุดบริการที่ปรับปรุง"),
            column("target_printed", "ข้อความเป้าหมาย", "Target as printed", Kind::Text, OPTIONAL, "", "ไม่น้อยกว่า 5 แห่ง"),
            column("target_value", "ค่าเป้าหมาย", "Target", Kind::Number, OPTIONAL, "", "5"),
            column("unit_of_measure", "หน่วยวัด", "Unit of measure", Kind::Text, OPTIONAL, "", "แห่ง"),
            column("lower_is_better", "ยิ่งต่ำยิ่งดี", "Lower is better", Kind::YesNo, OPTIONAL, "เว้นว่าง = ไม่ใช่", ""),
            column("note", "หมายเหตุ", "Note", Kind::LongText, OPTIONAL, "", ""),
        ],
    ),
    sheet_of(
        "budget",
        "งบประมาณ",
        "Budget",
        5,
        "งบประมาณของโครงการและของส่วนราชการ",
        &[
            column("project", "รหัสโครงการ", "Project code", Kind::Code, OPTIONAL, "เว้นว่าง = เงินรวมของส่วนราชการ", "P1"),
            column(
                "kind",
                "รายการเงิน",
                "Kind of amount",
                Kind::Choice(choices::<BudgetKind>),
                REQUIRED,
                "เลือกจากรายการ",
                "ได้รับจัดสรร",
            ),
            column("source", "แหล่งเงิน", "Source of money", Kind::Text, REQUIRED, "เช่น เงินงบประมาณ เงินค่าธรรมเนียม", "เงินงบประมาณ"),
            column(
                "class",
                "ประเภทรายจ่าย",
                "Expense class",
                Kind::Choice(choices::<ExpenseClass>),
                OPTIONAL,
                "เว้นว่าง = ภาพรวม",
                "",
            ),
            column("period", "งวด", "Period", Kind::Period, OPTIONAL, "เว้นว่าง = ทั้งปี หรือรหัสรอบ หรือเดือน", ""),
            column("amount", "จำนวนเงิน (บาท)", "Amount (baht)", Kind::Money, OPTIONAL, "ทศนิยมไม่เกิน 2 ตำแหน่ง", "1,000,000.00"),
            column("target_percent", "เป้าหมายร้อยละ", "Target (percent)", Kind::Number, OPTIONAL, "เป้าหมายเทียบกับที่ได้รับจัดสรร", ""),
            column("note", "หมายเหตุ", "Note", Kind::LongText, OPTIONAL, "", ""),
        ],
    ),
    sheet_of(
        "cited_totals",
        "ผลรวมที่พิมพ์ไว้",
        "Printed totals",
        2,
        "ผลรวมของรอบที่ไม่มีผลรายตัวชี้วัด อ้างจากเล่ม",
        &[
            column("round", "รหัสรอบ", "Round code", Kind::Code, REQUIRED, "", "R6"),
            column("node", "รหัสในผังแผน", "Code in the plan tree", Kind::Code, OPTIONAL, "เว้นว่าง = ทั้งแผน", ""),
            column("percent", "ร้อยละที่พิมพ์", "Percent as printed", Kind::Number, REQUIRED, "", "45.00"),
            column("source", "ที่มา", "Source", Kind::Text, REQUIRED, "เล่มและหน้าที่พิมพ์", "รายงานผลรอบ 6 เดือน"),
        ],
    ),
    sheet_of(
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
    ),
    sheet_of(
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
    ),
    sheet_of(
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
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_sheet_and_column_is_named_once() {
        let mut names = HashSet::new();
        for sheet in SHEETS {
            assert!(names.insert(sheet.key) && names.insert(sheet.title), "{}", sheet.key);
            assert!(sheet.title.chars().count() <= 31, "Excel's limit: {}", sheet.title);
            let mut columns = HashSet::new();
            for column in sheet.columns {
                assert!(columns.insert(column.key) && columns.insert(column.th), "{}.{}", sheet.key, column.key);
            }
            assert!(sheet.identity < sheet.columns.len());
        }
    }

    #[test]
    fn every_sheet_column_and_choice_has_an_english_word_of_its_own() {
        let english = |word: &str| !word.is_empty() && !word.contains('_') && word.is_ascii();
        for sheet in SHEETS {
            let mut columns = HashSet::new();
            assert!(english(sheet.title_en), "{}", sheet.key);
            for column in sheet.columns {
                assert!(english(column.en) && columns.insert(column.en), "{}.{}", sheet.key, column.key);
                if let Kind::Choice(choices) = column.kind {
                    assert!(choices().iter().all(|(_, _, en)| !en.is_empty()), "{}.{}", sheet.key, column.key);
                }
            }
        }
    }

    #[test]
    fn columns_that_were_added_stand_last_and_may_be_left_empty() {
        for sheet in SHEETS {
            assert!(sheet.columns.is_sorted_by_key(|column| column.added), "{}", sheet.key);
            assert!(!sheet.columns.iter().any(|column| column.added && column.required), "{}", sheet.key);
        }
    }
}
