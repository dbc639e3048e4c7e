//! The plan, the names of its levels, its tree and its rounds.

use crate::plan::{EditionState, PlanKind, TotalRule};
use crate::round::RoundState;

use super::{Kind, OPTIONAL, REQUIRED, Sheet, added, choices, column, sheet_of};

/// The sheet `plan`.
pub(super) const PLAN: Sheet = sheet_of(
    "plan",
    "แผน",
    "Plan",
    0,
    "แผนและฉบับของแผน หนึ่งแถวเท่านั้น",
    &[
        column("code", "รหัสแผน", "Plan code", Kind::Code, REQUIRED, "รหัสถาวรของแผน", "DEMO-2570"),
        column("name_th", "ชื่อแผน", "Name in Thai", Kind::Text, REQUIRED, "ชื่อแผนตามที่ประกาศ", "แผนปฏิบัติราชการรายปี (พ.ศ. 2570)"),
        column("name_en", "ชื่อภาษาอังกฤษ", "Name in English", Kind::Text, OPTIONAL, "ชื่อภาษาอังกฤษ ถ้ามี", "Annual Action Plan 2570"),
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
);

/// The sheet `levels`.
pub(super) const LEVELS: Sheet = sheet_of(
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
);

/// The sheet `nodes`.
pub(super) const NODES: Sheet = sheet_of(
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
);

/// The sheet `rounds`.
pub(super) const ROUNDS: Sheet = sheet_of(
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
);
