//! Part 2, the agency's budget (งบประมาณ): disbursement and spending against target, as table and chart.

use super::model::{Bar, Block, Cell, Chart, Column, Legend, Mark};
use super::section;
use super::summary::span_of;
use super::writer::Writer;
use crate::figure::FigureId;
use crate::scoring::{BudgetRow, budget_table};
use crate::words::Words;

pub(super) fn write(writer: &mut Writer<'_>) {
    let rows = budget_table(writer.plan, &writer.card.round);
    if rows.is_empty() {
        writer.section("การใช้จ่ายงบประมาณ");
        if !section::fill(writer, "part2.budget") {
            writer.push(Block::NotGiven("งบประมาณรายจ่ายของส่วนราชการ".to_owned()));
        }
        return;
    }
    writer.wide(true);
    writer.section("การใช้จ่ายงบประมาณ");
    section::fill(writer, "part2.budget");
    table(writer, &rows);
    chart(writer, &rows);
    writer.wide(false);
}

fn name_of(row: &BudgetRow) -> String {
    format!("{}: {}", row.class.th(), row.kind.th())
}

fn table(writer: &mut Writer<'_>, rows: &[BudgetRow]) {
    let figures = ["allocation", "target_percent", "target", "actual", "actual_percent", "difference", "difference_points"];
    let rows = rows.iter().map(|row| {
        let cells = figures.iter().map(|what| writer.cell(&FigureId::budget(row, what)));
        std::iter::once(Cell::text(&name_of(row))).chain(cells).collect()
    });
    let rows = rows.collect();
    let columns = vec![
        Column::text("รายการ", 1),
        Column::number("วงเงิน\n(บาท)"),
        Column::number("เป้าหมาย\n(ร้อยละ)"),
        Column::number("เป้าหมาย\n(บาท)"),
        Column::number("ผล\n(บาท)"),
        Column::number("ผล\n(ร้อยละ)"),
        Column::number("ต่างจากเป้าหมาย\n(บาท)"),
        Column::number("ต่างจากเป้าหมาย\n(จุดร้อยละ)"),
    ];
    let notes = vec![
        writer.spans("ร้อยละ = จำนวนเงิน × 100 / วงเงิน ปัดเศษเป็นทศนิยมสองตำแหน่ง (เศษตั้งแต่ 5 ปัดขึ้น)", &[]),
        writer.spans("ผลต่างเป็นจุดร้อยละคิดจากร้อยละที่แสดงในตาราง", &[]),
    ];
    writer.table_with_notes("การเบิกจ่ายและการใช้จ่ายเทียบกับเป้าหมาย", columns, rows, Vec::new(), notes);
}

fn chart(writer: &mut Writer<'_>, rows: &[BudgetRow]) {
    let bars = rows.iter().filter_map(|row| {
        let span = |what| span_of(writer.figure(FigureId::budget(row, what).as_str()));
        let length = row.actual_percent.as_ref()?.hundredths();
        let mark = row.target_percent.as_ref().map(|target| Mark { at: target.hundredths(), shown: span("target_percent") });
        Some(Bar { label: name_of(row), length, shown: span("actual_percent"), mark, cited: false })
    });
    let bars = bars.collect();
    writer.chart(Chart {
        title: "ร้อยละการเบิกจ่ายและการใช้จ่ายเทียบกับเป้าหมาย".to_owned(),
        alt: "แผนภูมิแท่งแสดงร้อยละของผลเทียบกับขีดเป้าหมายของแต่ละรายการ ตัวเลขตรงกับตารางการเบิกจ่ายและการใช้จ่าย".to_owned(),
        unit: "ร้อยละของวงเงิน".to_owned(),
        legend: vec![(Legend::Computed, "ผล".to_owned()), (Legend::Mark, "เป้าหมาย".to_owned())],
        bars,
    });
}
