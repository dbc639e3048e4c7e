//! Appendix: scoring rules (เกณฑ์การให้คะแนน): every scale in use as a table, with its formula in words.

use super::model::{Cell, Column, Span};
use super::writer::{Scored, Writer};
use crate::number::Rounding;
use crate::scoring::{BelowLowest, Scale, ScaleKind, ScalePoint};
use crate::shown;
use crate::words::Words;

pub(super) fn write(writer: &mut Writer<'_>) {
    writer.appendix("เกณฑ์การให้คะแนน");
    writer.say("คะแนนทั้งหมดในเล่มคิดจากเกณฑ์ต่อไปนี้ ซึ่งเป็นเกณฑ์ที่กำหนดไว้ในแผน และตรวจเทียบกับตารางคะแนนได้ทุกรายการ", &[]);
    for (place, scale) in writer.plan.scales.iter().enumerate() {
        let used = writer.indicators().filter(|one| one.score.scale == Some(place)).collect::<Vec<_>>();
        let projects = writer.plan.projects.iter().filter(|project| project.scale == scale.code).count();
        if used.len() + projects > 0 {
            one(writer, scale, &used);
        }
    }
    percents(writer);
}

fn one(writer: &mut Writer<'_>, scale: &Scale, used: &[Scored<'_>]) {
    writer.section(&scale.name_th);
    let rows = scale.points.iter().enumerate().rev().map(|(place, point)| {
        let next = scale.points.get(place + 1);
        vec![
            Cell::text(&range(scale, point, next)),
            Cell::maybe(point.points_shown.map(shown::decimal).as_deref()),
            Cell::text(&shown::decimal(point.score)),
            Cell::text(&formula(scale, point, next)),
        ]
    });
    let mut rows = rows.collect::<Vec<_>>();
    if let (ScaleKind::Bands | ScaleKind::Anchors, Some(lowest)) = (scale.kind, scale.points.first()) {
        rows.push(below(scale, lowest));
    }
    let columns = vec![
        Column::text(of_what(scale.kind), 4),
        Column::number("คะแนน\nที่แสดง"),
        Column::number("ระดับ\nคะแนน"),
        Column::text("วิธีคิดคะแนน", 5),
    ];
    let Rounding::HalfUp(places) = scale.rounding;
    let mut notes = vec![writer.spans(
        "คะแนนเต็ม {} คะแนน ปัดเศษเป็นทศนิยม {} ตำแหน่ง (เศษตั้งแต่ 5 ปัดขึ้น)",
        &[&shown::decimal(scale.full_score), &places.to_string()],
    )];
    if scale.kind == ScaleKind::Bands {
        notes.push(writer.spans("บรรลุเป้าหมายเมื่อได้ร้อยละ 100 ขึ้นไป ใกล้เคียงเมื่อได้ตั้งแต่ร้อยละ {}", &[&shown::decimal(scale.near_from)]));
    }
    notes.extend(instead(writer, scale, used));
    writer.table_with_notes(&scale.name_th, columns, rows, Vec::new(), notes);
}

/// Which indicators this round scores by this scale in place of their own.
fn instead(writer: &Writer<'_>, scale: &Scale, used: &[Scored<'_>]) -> Option<Vec<Span>> {
    let others = used.iter().map(|one| one.indicator).filter(|it| it.scale.as_ref() != Some(&scale.code));
    let named = others.map(|it| it.number.as_deref().unwrap_or(it.code.as_str())).collect::<Vec<_>>().join(", ");
    (!named.is_empty()).then(|| writer.spans("เฉพาะ{} ใช้เกณฑ์นี้แทนเกณฑ์ของตัวชี้วัด: {}", &[writer.round_name(), &named]))
}

const fn of_what(kind: ScaleKind) -> &'static str {
    match kind {
        ScaleKind::Bands => "ร้อยละของเป้าหมาย (p)",
        ScaleKind::Anchors => "ผลเทียบกับค่าเกณฑ์",
        ScaleKind::Points => "สถานะ",
    }
}

fn range(scale: &Scale, point: &ScalePoint, next: Option<&ScalePoint>) -> String {
    let edge = |point: &ScalePoint| point.from.map(shown::decimal).unwrap_or_default();
    match (scale.kind, next) {
        (ScaleKind::Bands, Some(next)) => format!("ตั้งแต่ {} แต่ไม่ถึง {}", edge(point), edge(next)),
        (ScaleKind::Bands, None) => format!("ตั้งแต่ {} ขึ้นไป", edge(point)),
        (ScaleKind::Anchors, _) => format!("ถึงค่าเกณฑ์ระดับ {}", shown::decimal(point.score)),
        (ScaleKind::Points, _) => format!("ความสำเร็จร้อยละ {}", shown::decimal(point.score)),
    }
}

fn formula(scale: &Scale, point: &ScalePoint, next: Option<&ScalePoint>) -> String {
    let score = shown::decimal(point.score);
    match (scale.kind, next, point.from, next.and_then(|next| next.from)) {
        (ScaleKind::Bands, Some(next), Some(from), Some(to)) if scale.interpolated => {
            let rise = (&next.score.exact() - &point.score.exact()).plain();
            let width = (&to.exact() - &from.exact()).plain();
            let above = format!("(p − {})", shown::decimal(from));
            let step = if rise == "1" { above } else { format!("{above} × {rise}") };
            format!("{score} + {step} / {width}")
        }
        (ScaleKind::Anchors, Some(next), ..) if scale.interpolated => {
            format!("คิดตามสัดส่วนระหว่าง {score} กับ {}", shown::decimal(next.score))
        }
        _ => score,
    }
}

fn below(scale: &Scale, lowest: &ScalePoint) -> Vec<Cell> {
    let edge = lowest.from.map(shown::decimal);
    let score = shown::decimal(lowest.score);
    let (range, points, level) = match (&edge, scale.below_lowest) {
        (Some(edge), BelowLowest::Floor) => {
            (format!("มากกว่า 0 แต่ไม่ถึง {edge} (0 ได้ 0 คะแนน)"), lowest.points_shown.map(shown::decimal), Some(score.clone()))
        }
        (Some(edge), _) => (format!("ไม่ถึง {edge}"), None, None),
        (None, _) => ("ไม่ถึงค่าเกณฑ์ต่ำสุด".to_owned(), None, None),
    };
    let how = match (scale.below_lowest, &edge) {
        (BelowLowest::Floor, _) => score,
        (BelowLowest::Zero, _) => "0".to_owned(),
        (BelowLowest::Linear, Some(edge)) => format!("p × {score} / {edge}"),
        (BelowLowest::Linear, None) => scale.below_lowest.th().to_owned(),
    };
    vec![Cell::text(&range), Cell::maybe(points.as_deref()), Cell::maybe(level.as_deref()), Cell::text(&how)]
}

/// The formulas of the percent of target that this plan uses, and those of totals.
fn percents(writer: &mut Writer<'_>) {
    writer.section("ร้อยละของเป้าหมายและผลรวม");
    let mut rules = Vec::new();
    for indicator in &writer.plan.indicators {
        if !rules.contains(&indicator.measure.percent_rule) {
            rules.push(indicator.measure.percent_rule);
        }
    }
    let mut items = rules.into_iter().map(|rule| vec![Span::Text(rule.th().to_owned())]).collect::<Vec<_>>();
    items.push(writer.spans("ร้อยละของเป้าหมายไม่จำกัดค่าสูงสุด ส่วนคะแนนไม่เกินคะแนนเต็มของเกณฑ์", &[]));
    items.push(writer.spans("ผลรวม: {}", &[writer.plan.plan.total_rule.th()]));
    items.extend(totals_in_words(writer.weighted()).map(|sentence| writer.spans(sentence, &[])));
    writer.push(super::model::Block::List(items));
}

/// How A, B and C come about, and what counts in them.
const fn totals_in_words(weighted: bool) -> [&'static str; 2] {
    if weighted {
        [
            "A คือค่าเฉลี่ยถ่วงน้ำหนักของคะแนนที่ปัดเศษแล้ว รวมทีละชั้นจากชั้นล่างขึ้นไป B คือคะแนนเต็มที่รายการมีร่วมกัน หากคะแนนเต็มต่างกัน คิดคะแนนของทุกรายการเป็นร้อยละก่อนและ B \
             เป็น 100 ส่วน C = A × 100 / B ปัดเศษเป็นทศนิยมสองตำแหน่ง (เศษตั้งแต่ 5 ปัดขึ้น) รายการที่ไม่ระบุน้ำหนักมีน้ำหนัก 1",
            "ตัวชี้วัดที่ไม่มีข้อมูลได้ 0 คะแนนและยังนับน้ำหนัก ส่วนตัวชี้วัดที่วัดผลไม่ได้หรือไม่เกี่ยวข้องไม่นับน้ำหนัก",
        ]
    } else {
        [
            "A คือผลรวมคะแนนที่ปัดเศษแล้ว B คือผลรวมคะแนนเต็ม และ C = A × 100 / B ปัดเศษเป็นทศนิยมสองตำแหน่ง (เศษตั้งแต่ 5 ปัดขึ้น)",
            "ตัวชี้วัดที่ไม่มีข้อมูลได้ 0 คะแนนและยังนับใน B ส่วนตัวชี้วัดที่วัดผลไม่ได้หรือไม่เกี่ยวข้องไม่นับใน B",
        ]
    }
}
