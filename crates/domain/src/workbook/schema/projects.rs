//! Projects, their indicators and their money.

use crate::budget::{BudgetKind, ExpenseClass};
use crate::project::Funding;

use super::{Kind, OPTIONAL, REQUIRED, Sheet, choices, column, sheet_of};

/// The sheet `projects`.
pub(super) const PROJECTS: Sheet = sheet_of(
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
);

/// The sheet `project_indicators`.
pub(super) const PROJECT_INDICATORS: Sheet = sheet_of(
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
);

/// The sheet `budget`.
pub(super) const BUDGET: Sheet = sheet_of(
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
        column("class", "ประเภทรายจ่าย", "Expense class", Kind::Choice(choices::<ExpenseClass>), OPTIONAL, "เว้นว่าง = ภาพรวม", ""),
        column("period", "งวด", "Period", Kind::Period, OPTIONAL, "เว้นว่าง = ทั้งปี หรือรหัสรอบ หรือเดือน", ""),
        column("amount", "จำนวนเงิน (บาท)", "Amount (baht)", Kind::Money, OPTIONAL, "ทศนิยมไม่เกิน 2 ตำแหน่ง", "1,000,000.00"),
        column("target_percent", "เป้าหมายร้อยละ", "Target (percent)", Kind::Number, OPTIONAL, "เป้าหมายเทียบกับที่ได้รับจัดสรร", ""),
        column("note", "หมายเหตุ", "Note", Kind::LongText, OPTIONAL, "", ""),
    ],
);

/// The sheet `cited_totals`.
pub(super) const CITED_TOTALS: Sheet = sheet_of(
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
);
