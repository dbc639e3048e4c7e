//! Part 2, results (ผลการดำเนินงาน): indicators by group with target, actual, percent, status and score.

use super::model::{Block, Cell, Column, Span};
use super::section;
use super::summary::target_of;
use super::tree::node_title;
use super::writer::{Scored, Writer};
use crate::figure::FigureId;
use crate::observation::Subject;
use crate::plan::PlanNode;
use crate::scoring::{Actual, Status, Unscorable};
use crate::words::Words;

pub(super) fn write(writer: &mut Writer<'_>) {
    writer.part(2, "ผลการดำเนินงานตามแผน");
    if section::fill(writer, "part2.overview") {
        writer.push(Block::PageBreak);
    }
    writer.section("สรุปผลทุกกลุ่มตัวชี้วัด");
    statuses(writer);
    all_groups(writer);
    writer.section("ผลตามตัวชี้วัด");
    if writer.plan.indicators.is_empty() {
        writer.push(Block::NotGiven("ตัวชี้วัดของแผน".to_owned()));
    }
    for (_, node) in writer.tree() {
        let scored = writer.indicators_of(&node.code);
        if !scored.is_empty() {
            group(writer, node, &scored);
        }
    }
}

/// How many indicators achieved their targets, with their shares.
fn statuses(writer: &mut Writer<'_>) {
    let figure = |what| writer.cell(&FigureId::plan(what));
    let rows = vec![
        vec![Cell::text("บรรลุเป้าหมาย"), figure("achieved"), figure("achieved_share")],
        vec![Cell::text("ยังไม่บรรลุเป้าหมาย"), figure("not_achieved"), figure("not_achieved_share")],
    ];
    let totals = vec![vec![Cell::text("ตัวชี้วัดของแผนทั้งหมด"), figure("count"), Cell::Empty]];
    let columns = vec![Column::text("ผล", 1), Column::number("จำนวนตัวชี้วัด"), Column::number("ร้อยละของ\nตัวชี้วัดที่นับคะแนน")];
    let counts = &writer.card.plan.counts;
    let apart = [Status::Awaiting, Status::NotMeasurable, Status::NotApplicable, Status::NotScored];
    let apart = apart.into_iter().filter(|status| counts.of(*status) > 0);
    let notes = apart.map(|status| {
        let within = if status == Status::Awaiting {
            "ในจำนวนที่ยังไม่บรรลุเป้าหมาย"
        } else {
            "นอกจากนี้"
        };
        writer.spans("{} มีตัวชี้วัดที่มีสถานะ{} {} ตัวชี้วัด", &[within, status.th(), &counts.of(status).to_string()])
    });
    let notes = notes.collect();
    writer.table_with_notes("จำนวนตัวชี้วัดตามผล", columns, rows, totals, notes);
}

/// Every node with its total, then the plan's.
fn all_groups(writer: &mut Writer<'_>) {
    let tree = writer.tree();
    let rows = tree.into_iter().filter(|(_, node)| writer.is_scored(&node.code)).map(|(depth, node)| {
        let id = |what| FigureId::node(&node.code, what);
        let counts = writer.card.node(&node.code).map(|total| total.counts.clone()).unwrap_or_default();
        let mut row = vec![Cell::text(&format!("{}{}", "\u{2003}".repeat(depth), node_title(node)))];
        row.extend(writer.weight_of_node(node));
        row.extend([counts.all(), counts.achieved].map(|count| Cell::text(&count.to_string())));
        row.extend(["score", "full", "percent"].map(|what| writer.cell(&id(what))));
        row
    });
    let rows = rows.collect();
    let mut total = vec![Cell::text("รวมทั้งแผน")];
    total.extend(writer.weighted().then_some(Cell::Empty));
    total.extend(["count", "achieved", "score", "full", "percent"].map(|what| writer.cell(&FigureId::plan(what))));
    let mut columns = vec![Column::text("กลุ่มตัวชี้วัด", 1)];
    columns.extend(writer.weight_column());
    columns.extend([
        Column::number("จำนวน"),
        Column::number("บรรลุ"),
        Column::number("คะแนน\nที่ได้ (A)"),
        Column::number("คะแนน\nเต็ม (B)"),
        Column::number("ร้อยละ\n(C)"),
    ]);
    writer.table("คะแนนทุกกลุ่มตัวชี้วัด", columns, rows, vec![total]);
}

/// One group: its results, remarks on what has no figure, and the narratives reported with them.
fn group(writer: &mut Writer<'_>, node: &PlanNode, scored: &[Scored<'_>]) {
    writer.subsection(&node_title(node));
    let counts = writer.is_scored(&node.code);
    let mut columns = vec![
        Column::centre("ลำดับ"),
        Column::text("ตัวชี้วัด", 5),
        Column::text("ค่าเป้าหมาย", 3),
        Column::number("ผล"),
        Column::number("ร้อยละของ\nเป้าหมาย"),
        Column { share: None, ..Column::text("สถานะ", 1) },
    ];
    if counts {
        columns.extend(writer.weight_column());
        columns.extend(writer.weighted().then(|| Column::number("คะแนน\nเต็ม")));
        columns.push(Column::number(if writer.weighted() { "คะแนน\nที่ได้" } else { "คะแนน" }));
    }
    let rows = scored.iter().map(|one| {
        let id = |what| writer.cell(&FigureId::indicator(&one.indicator.code, what));
        let mut row = vec![
            Cell::maybe(one.indicator.number.as_deref()),
            Cell::text(&one.indicator.name_th),
            Cell::text(&target_of(one.target)),
            id("actual"),
            id("percent"),
            Cell::Status(one.score.status),
        ];
        if counts {
            row.extend(writer.weight_of(one));
            row.extend(writer.weighted().then(|| id("full")));
            row.push(id("score"));
        }
        row
    });
    let rows = rows.collect();
    let totals = if counts { vec![total_row(writer, node)] } else { Vec::new() };
    let notes = scored.iter().filter_map(remark).collect();
    writer.table_with_notes("ผลการดำเนินงานเทียบกับเป้าหมาย", columns, rows, totals, notes);
    narratives(writer, scored);
}

fn total_row(writer: &Writer<'_>, node: &PlanNode) -> Vec<Cell> {
    let id = |what: &str| FigureId::node(&node.code, what).to_string();
    let sentence = format!("รวม {{{}}} จาก {{{}}} คะแนน คิดเป็นร้อยละ {{{}}}", id("score"), id("full"), id("percent"));
    let mut row = vec![Cell::Empty, Cell::Spans(writer.spans(&sentence, &[]))];
    row.extend([const { Cell::Left }; 4]);
    if writer.weighted() {
        row.extend([Cell::Left, writer.cell(&FigureId::node(&node.code, "full"))]);
    }
    row.push(writer.cell(&FigureId::node(&node.code, "score")));
    row
}

/// Why an indicator has no figure or no score (`decisions.md` 5: the reason is printed).
fn remark(scored: &Scored<'_>) -> Option<Vec<Span>> {
    let why = match (&scored.score.actual, scored.score.unscorable) {
        (Actual::NotMeasurable(reason), _) => format!("วัดผลไม่ได้ เนื่องจาก{reason}"),
        (Actual::NotApplicable(reason), _) => format!("ไม่เกี่ยวข้อง เนื่องจาก{reason}"),
        (_, Some(why)) => unscorable_in_words(why).to_owned(),
        _ => return None,
    };
    let number = scored.indicator.number.as_deref().map_or_else(|| scored.indicator.name_th.clone(), |n| format!("ลำดับที่ {n}"));
    Some(vec![Span::Text(format!("{number}: {why}"))])
}

fn unscorable_in_words(why: Unscorable) -> &'static str {
    match why {
        Unscorable::NoTarget => "ยังไม่กำหนดค่าเป้าหมาย จึงไม่มีร้อยละ",
        Unscorable::ZeroTarget => "เป้าหมายไม่มากกว่าศูนย์และไม่ได้กำหนดเกณฑ์ไว้ จึงไม่มีร้อยละ",
        Unscorable::ZeroBase => "ตัวหารหรือปีฐานเป็นศูนย์ จึงไม่มีร้อยละ",
        Unscorable::NotOnScale => "เป้าหมายไม่สอดคล้องกับเกณฑ์การให้คะแนน จึงไม่มีคะแนน",
        Unscorable::LinkWithoutFigure => "ตัวเลขที่นำมาใช้เป็นผลยังไม่มี",
        Unscorable::RatioWithoutParts => "รายงานโดยไม่มีตัวตั้งและตัวหาร จึงรวมผลไม่ได้",
        Unscorable::NotOfUnit => "เป็นของหน่วยงานอื่น",
    }
}

/// What was reported in words.
fn narratives(writer: &mut Writer<'_>, scored: &[Scored<'_>]) {
    let rows = scored.iter().filter_map(|one| {
        let report = writer.report(&Subject::Indicator(one.indicator.code.clone()))?;
        let text = report.narrative.as_deref()?;
        Some(vec![Cell::maybe(one.indicator.number.as_deref()), Cell::text(&one.indicator.name_th), Cell::rich(Some(text))])
    });
    let rows = rows.collect();
    let columns = vec![Column::centre("ลำดับ"), Column::text("ตัวชี้วัด", 2), Column::text("ผลการดำเนินงาน", 3)];
    writer.table("คำอธิบายผลการดำเนินงาน", columns, rows, Vec::new());
}
