//! Part 1, the essentials of the plan (สาระสำคัญของแผน): vision, tree, indicators with their targets, and what the agency writes about them.

use super::model::{Block, Cell, Column, Span};
use super::section;
use super::summary::target_of;
use super::tree::{branch, node_title};
use super::writer::Writer;
use crate::calendar::thai_date;
use crate::thai::digits::Digits;
use crate::words::Words;

pub(super) fn write(writer: &mut Writer<'_>) {
    writer.part(1, "สาระสำคัญของแผน");
    writer.section("ข้อมูลของแผน");
    facts(writer);
    section::section(writer, "part1.background");
    writer.section("วิสัยทัศน์");
    match writer.plan.plan.vision.clone() {
        Some(vision) => writer.push(Block::Paragraph(vec![Span::Strong(vision)])),
        None => writer.push(Block::NotGiven("วิสัยทัศน์".to_owned())),
    }
    section::section(writer, "part1.mission");
    section::section(writer, "part1.values");
    section::section(writer, "part1.alignment");
    tree(writer);
    targets(writer);
    section::other(writer, "part1");
}

fn facts(writer: &mut Writer<'_>) {
    let (plan, edition) = (&writer.plan.plan, &writer.plan.edition);
    let text = |text: String| vec![Span::Text(text)];
    let announced = edition.announced_on.map(|day| format!(" เมื่อวันที่ {}", thai_date::long(day, Digits::Arabic)));
    let mut rows = vec![
        ("ชื่อแผน".to_owned(), text(plan.name_th.clone())),
        ("ประเภทแผน".to_owned(), text(plan.kind.th().to_owned())),
        ("ส่วนราชการ".to_owned(), text(writer.plan.agency.name_th.clone())),
        ("ปีงบประมาณ".to_owned(), text(format!("พ.ศ. {}", plan.fiscal_year.buddhist_year()))),
        ("ฉบับ".to_owned(), text(format!("ฉบับที่ {} {}{}", edition.number, edition.state.th(), announced.unwrap_or_default()))),
        ("วิธีรวมคะแนน".to_owned(), text(plan.total_rule.th().to_owned())),
    ];
    if let Some(round) = writer.round {
        let days = thai_date::period(round.starts_on, round.ends_on, Digits::Arabic);
        rows.push(("รอบที่รายงาน".to_owned(), text(format!("{} ({days})", round.name_th))));
    }
    writer.push(Block::Facts(rows));
}

/// The tree with the agency's own level names.
fn tree(writer: &mut Writer<'_>) {
    writer.section("โครงสร้างของแผน");
    let tree = writer.tree();
    if tree.is_empty() {
        writer.push(Block::NotGiven("โครงสร้างของแผน".to_owned()));
        return;
    }
    let rows = tree.iter().enumerate().map(|(place, (depth, node))| {
        let indent = "\u{2003}".repeat(*depth);
        let branch = branch(&tree, place);
        let level = writer.plan.levels.iter().find(|level| level.depth == node.depth).map(|level| level.name_th.as_str());
        let indicators = writer.plan.indicators.iter().filter(|indicator| branch.contains(&indicator.node)).count();
        let projects = writer.plan.projects.iter().filter(|project| branch.contains(&project.node)).count();
        let mut row = vec![Cell::maybe(level), Cell::text(&format!("{indent}{}", node_title(node)))];
        row.extend(writer.weight_of_node(node));
        row.extend([Cell::text(&indicators.to_string()), Cell::text(&projects.to_string())]);
        row
    });
    let rows = rows.collect();
    let mut columns = vec![Column { share: None, ..Column::text("ระดับ", 1) }, Column::text("ชื่อ", 1)];
    columns.extend(writer.weight_column());
    columns.extend([Column::number("ตัวชี้วัด"), Column::number("โครงการ")]);
    let nested = tree.iter().any(|(depth, _)| *depth > 0);
    let note = nested.then(|| vec![Span::Text("จำนวนในแต่ละข้อนับรวมข้อย่อยที่อยู่ข้างใต้".to_owned())]);
    let notes = note.into_iter().collect();
    writer.table_with_notes("โครงสร้างของแผนพร้อมจำนวนตัวชี้วัดและโครงการ", columns, rows, Vec::new(), notes);
}

/// Indicators and their targets, group by group.
fn targets(writer: &mut Writer<'_>) {
    writer.section("ตัวชี้วัดและค่าเป้าหมาย");
    if writer.plan.indicators.is_empty() {
        writer.push(Block::NotGiven("ตัวชี้วัดและค่าเป้าหมาย".to_owned()));
        return;
    }
    for (_, node) in writer.tree() {
        let rows = writer.indicators_of(&node.code).into_iter().map(|scored| {
            let indicator = scored.indicator;
            let owners = writer.abbreviations(indicator.owners.iter().map(|owner| &owner.unit));
            let mut row = vec![
                Cell::maybe(indicator.number.as_deref()),
                Cell::text(&indicator.name_th),
                Cell::text(&indicator.measure.unit_of_measure),
                Cell::text(&target_of(scored.target)),
            ];
            row.extend(writer.weight_of(&scored));
            row.push(Cell::maybe(Some(owners.as_str()).filter(|owners| !owners.is_empty())));
            row
        });
        let rows = rows.collect();
        let mut columns = vec![
            Column::centre("ลำดับ"),
            Column::text("ตัวชี้วัด", 5),
            Column { share: None, ..Column::text("หน่วยวัด", 1) },
            Column::text("ค่าเป้าหมาย", 3),
        ];
        columns.extend(writer.weight_column());
        columns.push(Column::text("ผู้รับผิดชอบ", 2));
        writer.table(&format!("ตัวชี้วัดและค่าเป้าหมาย: {}", node_title(node)), columns, rows, Vec::new());
    }
}
