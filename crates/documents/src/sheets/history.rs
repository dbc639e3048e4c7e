//! What the round went through: figures restated by order after a freeze, and more time given to units. Sheets that have nothing to tell are
//! left out.

use phaen_app::paper::Paper;
use phaen_domain::book::figure_name;
use phaen_domain::calendar::thai_date;
use phaen_domain::restatement::{Reopened, Restated};
use phaen_domain::round::RoundDecision;
use phaen_domain::shown::NO_FIGURE;
use phaen_domain::thai::digits::Digits;

use super::look::{Content, Row, Sheet};

/// Each restated figure with the order by which it was; a revision without any has one row that says so.
pub(super) fn restated(paper: &Paper) -> Option<Sheet> {
    let all = &paper.history.reopened;
    let rows = all.iter().flat_map(|it| rows_of(paper, it)).collect();
    (!all.is_empty()).then(|| Sheet {
        name: "ปรับปรุง",
        title: "ตัวเลขที่ปรับปรุงหลังตรึงผล".to_owned(),
        columns: vec![
            ("ผลที่ตรึง ครั้งที่", 12),
            ("รายการ", 50),
            ("ตัวเลข", 28),
            ("เดิม", 16),
            ("ปรับปรุงเป็น", 16),
            ("เลขที่หนังสือ", 18),
            ("เหตุผล", 36),
            ("ผู้อนุมัติ", 28),
            ("วันที่สั่ง", 22),
        ],
        rows,
        keys_shown: false,
    })
}

fn rows_of(paper: &Paper, it: &Reopened) -> Vec<Row> {
    let row = |key: String, told: [Content; 4]| {
        let revision = it.restated.as_ref().map(|_| it.revision.to_string());
        let revision = revision.map_or_else(|| Content::text("ยังไม่ตรึง"), Content::Figure);
        let cells = std::iter::once(revision).chain(told).chain(order_of(it.order.as_ref())).collect();
        Row { cells, key, total: false }
    };
    let figure = |shown: Option<&String>| shown.map_or_else(|| Content::text(NO_FIGURE), |it| Content::Figure(it.clone()));
    let told = |it: &Restated| {
        let name = figure_name(&paper.round.plan, &it.id);
        let cells = [Content::Text(name.about), Content::Text(name.what), figure(it.before.as_ref()), figure(it.after.as_ref())];
        row(it.id.to_string(), cells)
    };
    match it.restated.as_deref() {
        Some([]) => vec![row(String::new(), [Content::text("ไม่มีตัวเลขใดเปลี่ยน"), Content::Empty, Content::Empty, Content::Empty])],
        Some(all) => all.iter().map(told).collect(),
        None => vec![row(String::new(), [Content::text("รอบนี้ยังเปิดอยู่"), Content::Empty, Content::Empty, Content::Empty])],
    }
}

fn order_of(order: Option<&RoundDecision>) -> [Content; 4] {
    let text = |text: Option<&str>| Content::text(text.unwrap_or(NO_FIGURE));
    let day = order.map(|order| thai_date::long(thai_date::bangkok(order.at).date(), Digits::Arabic));
    [
        text(order.and_then(|order| order.document_no.as_deref())),
        text(order.and_then(|order| order.reason.as_deref())),
        text(order.map(|order| order.office.as_str())),
        text(day.as_deref()),
    ]
}

/// Units that were given more time.
pub(super) fn extensions(paper: &Paper) -> Option<Sheet> {
    let all = &paper.history.extensions;
    let day = |day| Content::Text(thai_date::long(day, Digits::Arabic));
    let rows = all.iter().map(|it| {
        let unit = paper.round.plan.units.iter().find(|unit| unit.code == it.unit);
        let name = unit.map_or(it.unit.as_str(), |unit| unit.name_th.as_str());
        let cells = vec![Content::text(name), day(it.from), day(it.to), Content::text(&it.reason), Content::text(&it.office)];
        Row { cells, key: format!("unit:{}", it.unit), total: false }
    });
    let rows = rows.collect();
    (!all.is_empty()).then(|| Sheet {
        name: "ขยายเวลา",
        title: "การขยายเวลาส่งแบบรายงาน".to_owned(),
        columns: vec![("หน่วยงาน", 44), ("ครบกำหนดเดิม", 20), ("ขยายถึง", 20), ("เหตุผล", 44), ("ผู้อนุมัติ", 32)],
        rows,
        keys_shown: false,
    })
}
