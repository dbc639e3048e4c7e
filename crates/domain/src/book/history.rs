//! Part 3, what the round went through: figures restated by order after a freeze, and more time given to units.

use super::figure_name::figure_name;
use super::model::{Cell, Column, Span};
use super::writer::Writer;
use crate::calendar::thai_date;
use crate::restatement::{Reopened, Restated};
use crate::round::RoundDecision;
use crate::shown::NO_FIGURE;
use crate::submission::UnitExtension;
use crate::thai::digits::Digits;

/// What a round went through, beside its results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Each time that it was open again by order, first one first.
    pub reopened: Vec<Reopened>,
    /// More time that units were given for their returns.
    pub extensions: Vec<UnitExtension>,
}

pub(super) fn write(writer: &mut Writer<'_>, history: &History) {
    if !history.reopened.is_empty() {
        writer.section("การปรับปรุงผลหลังตรึง");
        orders(writer, &history.reopened);
        for (place, reopened) in history.reopened.iter().enumerate() {
            // Only what the book itself tells is a live figure; what came before is history.
            figures(writer, reopened, place + 1 == history.reopened.len());
        }
    }
    if !history.extensions.is_empty() {
        writer.section("การขยายเวลาส่งแบบรายงาน");
        extensions(writer, &history.extensions);
    }
}

fn orders(writer: &mut Writer<'_>, all: &[Reopened]) {
    writer.say(
        "ผลของรอบนี้เคยตรึงแล้วและเปิดใหม่ตามคำสั่งต่อไปนี้ ผลที่ตรึงครั้งก่อนยังเก็บไว้และจัดทำเล่มได้ ตัวเลขที่ปรับปรุงแสดงทั้งค่าเดิมและค่าใหม่ ตัวเลขอื่นไม่เปลี่ยนแปลง",
        &[],
    );
    let rows = all.iter().map(|it| {
        let of_order = |text: fn(&RoundDecision) -> Option<String>| Cell::maybe(it.order.as_ref().and_then(text).as_deref());
        let revision = match it.restated {
            Some(_) => format!("ครั้งที่ {}", it.revision),
            None => "ยังไม่ตรึง".to_owned(),
        };
        vec![
            Cell::text(&revision),
            of_order(|order| order.document_no.clone()),
            of_order(|order| order.reason.clone()),
            of_order(|order| Some(order.office.clone())),
            of_order(|order| Some(thai_date::long(thai_date::bangkok(order.at).date(), Digits::Arabic))),
            of_order(|order| order.expires_on.map(|day| thai_date::long(day, Digits::Arabic))),
        ]
    });
    let rows = rows.collect();
    let columns = vec![
        Column::centre("ผลที่ตรึง"),
        Column::text("เลขที่หนังสือ", 3),
        Column::text("เหตุผล", 5),
        Column::text("ผู้อนุมัติ", 4),
        Column::text("วันที่สั่ง", 3),
        Column::text("ถึงวันที่", 3),
    ];
    writer.table("คำสั่งเปิดรอบใหม่", columns, rows, Vec::new());
}

fn figures(writer: &mut Writer<'_>, reopened: &Reopened, live: bool) {
    let Some(restated) = &reopened.restated else {
        writer.say("รอบนี้ยังเปิดอยู่ตามคำสั่งล่าสุด ตัวเลขในเล่มนี้จึงยังเปลี่ยนได้จนกว่าจะตรึงใหม่", &[]);
        return;
    };
    let (now, before) = (reopened.revision.to_string(), reopened.revision.saturating_sub(1).to_string());
    if restated.is_empty() {
        writer.say("ผลที่ตรึง ครั้งที่ {} ไม่มีตัวเลขใดเปลี่ยนจากครั้งที่ {}", &[&now, &before]);
        return;
    }
    let columns = vec![
        Column::text("รายการ", 5),
        Column::text("ตัวเลข", 4),
        Column::number(&format!("เดิม\n(ครั้งที่ {before})")),
        Column::number(&format!("ปรับปรุงเป็น\n(ครั้งที่ {now})")),
    ];
    let rows = rows(writer, restated, live);
    writer.table(&format!("ตัวเลขที่ปรับปรุง: ครั้งที่ {now} จากครั้งที่ {before}"), columns, rows, Vec::new());
}

fn rows(writer: &Writer<'_>, restated: &[Restated], live: bool) -> Vec<Vec<Cell>> {
    let mut above = None;
    let mut row = |it: &Restated| {
        let name = figure_name(writer.plan, &it.id);
        let about = if above.as_ref() == Some(&name.about) { Cell::Above } else { Cell::text(&name.about) };
        above = Some(name.about);
        let figure = writer.figure(it.id.as_str()).filter(|figure| live && it.after.as_ref() == Some(&figure.shown));
        let after = figure.map_or_else(|| Span::Text(it.after.clone().unwrap_or_else(|| NO_FIGURE.to_owned())), Span::Figure);
        vec![about, Cell::text(&name.what), Cell::maybe(it.before.as_deref()), Cell::Spans(vec![after])]
    };
    restated.iter().map(&mut row).collect()
}

fn extensions(writer: &mut Writer<'_>, all: &[UnitExtension]) {
    let day = |day| Cell::text(&thai_date::long(day, Digits::Arabic));
    let rows = all.iter().map(|it| {
        let unit = writer.plan.units.iter().find(|unit| unit.code == it.unit);
        let unit = unit.map_or(it.unit.as_str(), |unit| unit.name_th.as_str());
        vec![Cell::text(unit), day(it.from), day(it.to), Cell::text(&it.reason), Cell::text(&it.office)]
    });
    let rows = rows.collect();
    let columns = vec![
        Column::text("หน่วยงาน", 4),
        Column::text("ครบกำหนดเดิม", 3),
        Column::text("ขยายถึง", 3),
        Column::text("เหตุผล", 5),
        Column::text("ผู้อนุมัติ", 4),
    ];
    writer.table("หน่วยงานที่ได้รับการขยายเวลา", columns, rows, Vec::new());
}
