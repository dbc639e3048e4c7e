//! Appendices: workings (ที่มาของตัวเลข): each indicator's lines from the report to the score, and the units behind the abbreviations.

use super::explain::{formula, rule_in_words, term_in_words};
use super::model::{Cell, Column};
use super::writer::Writer;
use crate::id::UnitCode;
use std::collections::BTreeSet;

pub(super) fn write(writer: &mut Writer<'_>) {
    let worked = writer.indicators().any(|scored| !scored.score.working.lines.is_empty());
    if worked {
        writer.appendix("ที่มาของตัวเลข");
        writer.say("แต่ละบรรทัดแสดงตัวเลข หลักเกณฑ์ที่ใช้ และวิธีคำนวณ เครื่องหมาย ≈ หมายถึงค่าที่ตัดทศนิยมเพื่อให้อ่านง่าย การคำนวณใช้ค่าเต็มเสมอ", &[]);
        lines(writer);
    }
    units(writer);
}

fn lines(writer: &mut Writer<'_>) {
    for (_, node) in writer.tree() {
        let mut rows = Vec::new();
        for scored in writer.indicators_of(&node.code) {
            for (place, line) in scored.score.working.lines.iter().enumerate() {
                let of_indicator = |text: Option<&str>| if place == 0 { Cell::maybe(text) } else { Cell::Above };
                rows.push(vec![
                    of_indicator(scored.indicator.number.as_deref()),
                    of_indicator(Some(&scored.indicator.name_th)),
                    Cell::text(term_in_words(line.term)),
                    Cell::text(&formula(line)),
                    Cell::text(&rule_in_words(line.rule)),
                ]);
            }
        }
        let columns = vec![
            Column::centre("ลำดับ"),
            Column::text("ตัวชี้วัด", 5),
            Column { share: None, ..Column::text("รายการ", 1) },
            Column::text("การคำนวณ", 5),
            Column::text("หลักเกณฑ์", 7),
        ];
        writer.table(&format!("ที่มาของตัวเลข: {}", super::tree::node_title(node)), columns, rows, Vec::new());
    }
}

/// Full names of the units that the book names by their abbreviations.
fn units(writer: &mut Writer<'_>) {
    let owners = writer.plan.indicators.iter().flat_map(|indicator| indicator.owners.iter().map(|owner| &owner.unit));
    let named: BTreeSet<&UnitCode> = owners.chain(writer.plan.projects.iter().flat_map(|project| &project.owners)).collect();
    let units = writer.plan.units.iter().filter(|unit| named.contains(&unit.code));
    let rows = units
        .map(|unit| vec![Cell::text(&unit.abbreviation), Cell::text(&unit.name_th), Cell::text(&unit.kind)])
        .collect::<Vec<_>>();
    if rows.is_empty() {
        return;
    }
    writer.appendix("ชื่อย่อของหน่วยงาน");
    let columns = vec![Column::text("ชื่อย่อ", 2), Column::text("ชื่อหน่วยงาน", 4), Column::text("ประเภท", 2)];
    writer.table("ชื่อย่อและชื่อเต็มของหน่วยงานที่รับผิดชอบ", columns, rows, Vec::new());
}
