//! The first sheet: what the workbook is about, and the totals and shares of plan and projects.

use std::collections::HashMap;

use phaen_app::plan_view::RoundView;
use phaen_domain::book::Book;
use phaen_domain::calendar::thai_date;
use phaen_domain::figure::of_scorecard;
use phaen_domain::thai::digits::Digits;
use phaen_domain::words::Words;

use super::look::{Content, Row, Sheet};

/// Names of the figures with what they are called and measured in.
const FIGURES: [(&str, &str, &str); 18] = [
    ("plan/count", "ตัวชี้วัดที่นับคะแนน", "ตัวชี้วัด"),
    ("plan/achieved", "บรรลุเป้าหมาย", "ตัวชี้วัด"),
    ("plan/achieved_share", "สัดส่วนที่บรรลุเป้าหมาย", "ร้อยละ"),
    ("plan/not_achieved", "ยังไม่บรรลุเป้าหมาย", "ตัวชี้วัด"),
    ("plan/not_achieved_share", "สัดส่วนที่ยังไม่บรรลุเป้าหมาย", "ร้อยละ"),
    ("plan/score", "คะแนนที่ได้ (A)", "คะแนน"),
    ("plan/full", "คะแนนเต็ม (B)", "คะแนน"),
    ("plan/percent", "ความสำเร็จของแผน (C)", "ร้อยละ"),
    ("projects/count", "โครงการ", "โครงการ"),
    ("projects/achieved", "โครงการที่สำเร็จครบ", "โครงการ"),
    ("projects/achieved_share", "สัดส่วนโครงการที่สำเร็จครบ", "ร้อยละ"),
    ("projects/not_achieved_share", "สัดส่วนโครงการที่ยังไม่สำเร็จครบ", "ร้อยละ"),
    ("projects/points", "คะแนนสถานะรวมของโครงการ", "คะแนน"),
    ("projects/full", "คะแนนเต็มของโครงการ", "คะแนน"),
    ("projects/percent", "ความสำเร็จของโครงการ", "ร้อยละ"),
    ("projects/budget", "งบประมาณของโครงการ", "บาท"),
    ("projects/disbursed", "เบิกจ่ายของโครงการ", "บาท"),
    ("projects/disbursed_percent", "การเบิกจ่ายของโครงการ", "ร้อยละ"),
];

pub(super) fn of(round: &RoundView, book: &Book) -> Sheet {
    let figures: HashMap<String, String> =
        of_scorecard(&round.plan, &round.scorecard).into_iter().map(|figure| (figure.id.to_string(), figure.shown)).collect();
    let about = |name: &str, value: String| Row {
        cells: vec![Content::text(name), Content::Text(value), Content::Empty],
        key: String::new(),
        total: false,
    };
    let plan = &round.plan;
    let mut rows = vec![
        about("ส่วนราชการ", plan.agency.name_th.clone()),
        about("แผน", plan.plan.name_th.clone()),
        about("ฉบับ", format!("ฉบับที่ {} {}", plan.edition.number, plan.edition.state.th())),
        about("รอบที่รายงาน", book.round.clone()),
        about("วันที่ของเอกสาร", thai_date::long(book.completed_on, Digits::Arabic)),
    ];
    if let Some(standing) = &book.standing {
        rows.push(about("ผลที่ตรึง", standing.revision.clone()));
        rows.extend(standing.superseded.clone().map(|words| about("ผลที่ใหม่กว่า", words)));
    }
    match &round.snapshot {
        Some(snapshot) => rows.push(about("ค่าตรวจสอบของชุดข้อมูลตรึง", snapshot.hash.clone())),
        None => rows.push(about("สถานะข้อมูล", "ยังไม่ตรึงข้อมูล".to_owned())),
    }
    let figures = FIGURES.iter().filter_map(|(id, name, unit)| {
        let shown = figures.get(*id)?.clone();
        let cells = vec![Content::text(name), Content::Figure(shown), Content::text(unit)];
        Some(Row { cells, key: (*id).to_owned(), total: matches!(*id, "plan/percent" | "projects/percent") })
    });
    rows.extend(figures);
    Sheet {
        name: "สรุป",
        title: format!("ตารางคะแนน {} {}", plan.plan.name_th, book.round),
        columns: vec![("รายการ", 40), ("ค่า", 46), ("หน่วย", 14)],
        rows,
        keys_shown: false,
    }
}
