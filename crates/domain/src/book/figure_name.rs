//! What a figure is called in a document: whose it is, and what of it.

use super::tree::node_title;
use crate::budget::{BudgetKind, ExpenseClass};
use crate::figure::FigureId;
use crate::plan::AgencyPlan;
use crate::words::Words;

/// A figure by its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureName {
    /// Whose figure it is: an indicator, a group, a project …
    pub about: String,
    /// What of it.
    pub what: String,
}

/// What each kind of thing has, and what it is called.
const WHAT: &[(&str, &str, &str)] = &[
    ("indicator", "actual", "ผล"),
    ("indicator", "percent", "ร้อยละของเป้าหมาย"),
    ("indicator", "score", "คะแนน"),
    ("indicator", "full", "คะแนนเต็ม"),
    ("node", "score", "คะแนนรวม (A)"),
    ("node", "full", "คะแนนเต็มรวม (B)"),
    ("node", "percent", "ร้อยละความสำเร็จ (C)"),
    ("plan", "score", "คะแนนรวม (A)"),
    ("plan", "full", "คะแนนเต็มรวม (B)"),
    ("plan", "percent", "ร้อยละความสำเร็จ (C)"),
    ("plan", "count", "จำนวนตัวชี้วัดที่นับ"),
    ("plan", "achieved", "จำนวนตัวชี้วัดที่บรรลุ"),
    ("plan", "not_achieved", "จำนวนตัวชี้วัดที่ไม่บรรลุ"),
    ("plan", "achieved_share", "ตัวชี้วัดที่บรรลุ (ร้อยละ)"),
    ("plan", "not_achieved_share", "ตัวชี้วัดที่ไม่บรรลุ (ร้อยละ)"),
    ("project", "points", "คะแนนสถานะ"),
    ("project", "budget", "งบประมาณ (บาท)"),
    ("project", "disbursed", "เบิกจ่าย (บาท)"),
    ("project", "disbursed_percent", "เบิกจ่าย (ร้อยละ)"),
    ("project_indicator", "actual", "ผล"),
    ("projects", "points", "คะแนนสถานะรวม"),
    ("projects", "full", "คะแนนเต็ม"),
    ("projects", "percent", "ร้อยละความสำเร็จ"),
    ("projects", "count", "จำนวนโครงการที่นับ"),
    ("projects", "achieved", "จำนวนโครงการที่สำเร็จครบ"),
    ("projects", "achieved_share", "โครงการที่สำเร็จครบ (ร้อยละ)"),
    ("projects", "not_achieved_share", "โครงการที่ยังไม่สำเร็จครบ (ร้อยละ)"),
    ("projects", "budget", "งบประมาณ (บาท)"),
    ("projects", "disbursed", "เบิกจ่าย (บาท)"),
    ("projects", "disbursed_percent", "เบิกจ่าย (ร้อยละ)"),
    ("budget", "allocation", "วงเงิน (บาท)"),
    ("budget", "target_percent", "เป้าหมาย (ร้อยละ)"),
    ("budget", "target", "เป้าหมาย (บาท)"),
    ("budget", "actual", "ผล (บาท)"),
    ("budget", "actual_percent", "ผล (ร้อยละ)"),
    ("budget", "difference", "ต่างจากเป้าหมาย (บาท)"),
    ("budget", "difference_points", "ต่างจากเป้าหมาย (จุดร้อยละ)"),
];

/// The words for a figure of a plan. What the plan does not have any more is called by its code.
#[must_use]
pub fn figure_name(plan: &AgencyPlan, id: &FigureId) -> FigureName {
    let (object, what) = id.as_str().rsplit_once('/').unwrap_or((id.as_str(), ""));
    let (kind, code) = object.split_once(':').unwrap_or((object, ""));
    let known = WHAT.iter().find(|(of, key, _)| (*of, *key) == (kind, what)).map(|(_, _, words)| (*words).to_owned());
    let about = about(plan, kind, code);
    FigureName { about: about.unwrap_or_else(|| object.to_owned()), what: known.unwrap_or_else(|| at_points(what)) }
}

/// How many projects stand at which points, and what they bring.
fn at_points(what: &str) -> String {
    let counted = what.strip_prefix("count_at_").map(|points| format!("จำนวนโครงการที่ได้ {points} คะแนน"));
    let brought = || what.strip_prefix("points_at_").map(|points| format!("คะแนนรวมของโครงการที่ได้ {points} คะแนน"));
    counted.or_else(brought).unwrap_or_else(|| what.to_owned())
}

fn about(plan: &AgencyPlan, kind: &str, code: &str) -> Option<String> {
    let numbered = |number: Option<&String>, name: &str| number.map_or_else(|| name.to_owned(), |it| format!("{it} {name}"));
    let node = |code: &str| plan.nodes.iter().find(|node| node.code.as_str() == code).map(node_title);
    let project = |code: &str| plan.projects.iter().find(|project| project.code.as_str() == code);
    match kind {
        "plan" => Some("ทั้งแผน".to_owned()),
        "projects" if code.is_empty() => Some("โครงการทั้งหมดของแผน".to_owned()),
        "projects" => node(code).map(|title| format!("โครงการของ {title}")),
        "node" => node(code),
        "indicator" => {
            let indicator = plan.indicators.iter().find(|indicator| indicator.code.as_str() == code)?;
            Some(format!("ตัวชี้วัด {}", numbered(indicator.number.as_ref(), &indicator.name_th)))
        }
        "project" => project(code).map(|it| format!("โครงการ {}", numbered(it.number.as_ref(), &it.name_th))),
        "project_indicator" => {
            let (code, order) = code.rsplit_once(':')?;
            let project = project(code)?;
            let item = project.indicators.iter().find(|item| item.order.to_string() == order)?;
            Some(format!("ตัวชี้วัดของโครงการ {}: {}", numbered(project.number.as_ref(), &project.name_th), item.text))
        }
        "budget" => {
            let (class, kind) = code.split_once(':')?;
            let (class, kind) = (ExpenseClass::from_key(class)?, BudgetKind::from_key(kind)?);
            Some(format!("งบประมาณของส่วนราชการ: {} {}", class.th(), kind.th()))
        }
        _ => None,
    }
}
