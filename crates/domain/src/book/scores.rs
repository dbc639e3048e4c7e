//! Appendices: scores (ตารางคะแนน): each indicator in the column of its band, as document 004's appendix shows it, and projects by status.

use super::model::{Cell, Column};
use super::summary::target_of;
use super::tree::node_title;
use super::writer::{Scored, Writer};
use crate::figure::FigureId;
use crate::plan::PlanNode;
use crate::scoring::{Scale, ScaleKind, ScalePoint};
use crate::shown;

pub(super) fn write(writer: &mut Writer<'_>) {
    let scored = writer.indicators().any(|scored| scored.score.full.is_some());
    if scored {
        indicators(writer);
    }
    if !writer.plan.projects.is_empty() {
        projects(writer);
    }
}

fn indicators(writer: &mut Writer<'_>) {
    writer.wide(true);
    writer.appendix("คะแนนรายตัวชี้วัด");
    writer.say("ช่องของช่วงคะแนนแสดงคะแนนของช่วงที่ผลอยู่ ช่องอื่นแสดง 0 ส่วนคะแนนที่ได้คิดตามสัดส่วนภายในช่วง", &[]);
    total(writer);
    for (_, node) in writer.tree() {
        let of_node = writer.indicators_of(&node.code);
        let of_node = of_node.into_iter().filter(|scored| scored.score.full.is_some()).collect::<Vec<_>>();
        for (place, scale) in writer.plan.scales.iter().enumerate() {
            let of_scale = of_node.iter().copied().filter(|one| one.score.scale == Some(place));
            let of_scale = of_scale.collect::<Vec<_>>();
            if !of_scale.is_empty() {
                let whole = of_scale.len() == of_node.len();
                group(writer, node, scale, &of_scale, whole);
            }
        }
    }
    writer.wide(false);
}

/// The head of a band's column: its points, else its score.
fn band_head(scale: &Scale, point: &ScalePoint) -> String {
    let points = point.points_shown.unwrap_or(point.score);
    match (scale.kind, point.from) {
        (ScaleKind::Bands, Some(_)) => format!("{}\n({})", shown::decimal(points), shown::decimal(point.score)),
        _ => shown::decimal(points),
    }
}

/// The point of the scale that the result reached: the one of its band, else the highest that its percent or its score is not below.
fn reached(one: &Scored<'_>, scale: &Scale) -> Option<usize> {
    let placed = one.score.placed.as_ref()?;
    if scale.points.iter().any(|point| point.band > 0) {
        return scale.points.iter().position(|point| point.band == placed.band && placed.band > 0);
    }
    scale.points.iter().rposition(|point| match (point.from, &one.score.percent) {
        (Some(from), Some(percent)) => from.exact() <= *percent,
        _ => point.score.exact() <= placed.score,
    })
}

/// What stands in a band's column: the points of the band where the result fell, 0 elsewhere.
fn band_cell(point: &ScalePoint, here: bool) -> Cell {
    let points = point.points_shown.unwrap_or(point.score);
    Cell::text(&if here { shown::decimal(points) } else { "0".to_owned() })
}

fn group(writer: &mut Writer<'_>, node: &PlanNode, scale: &Scale, scored: &[Scored<'_>], whole: bool) {
    let rows = scored.iter().map(|one| {
        let id = |what| writer.cell(&FigureId::indicator(&one.indicator.code, what));
        let mut row = vec![
            Cell::maybe(one.indicator.number.as_deref()),
            Cell::text(&one.indicator.name_th),
            Cell::text(&target_of(one.target)),
            id("actual"),
            id("percent"),
        ];
        let reached = reached(one, scale);
        row.extend(scale.points.iter().enumerate().map(|(place, point)| band_cell(point, reached == Some(place))));
        row.extend(writer.weight_of(one));
        row.extend([id("full"), id("score")]);
        row
    });
    let rows = rows.collect();
    let mut columns = vec![
        Column::centre("ลำดับ"),
        Column::text("ตัวชี้วัด", 5),
        Column::text("ค่าเป้าหมาย", 3),
        Column::number("ผล"),
        Column::number("เทียบ\nร้อยละ"),
    ];
    columns.extend(scale.points.iter().map(|point| Column::centre(&band_head(scale, point))));
    columns.extend(writer.weight_column());
    columns.extend([Column::number("คะแนน\nเต็ม"), Column::number("คะแนน\nที่ได้")]);
    let between = scale.points.len() + usize::from(writer.weighted());
    let totals = if whole { vec![group_total(writer, node, between)] } else { Vec::new() };
    // A group with indicators on several scales has a table for each.
    let of_scale = if whole { String::new() } else { format!(" ({})", scale.name_th) };
    writer.table(&format!("คะแนนรายตัวชี้วัด: {}{of_scale}", node_title(node)), columns, rows, totals);
}

/// A, B and C of the group in one row, over as many columns between.
fn group_total(writer: &Writer<'_>, node: &PlanNode, between: usize) -> Vec<Cell> {
    let figure = |what: &str| FigureId::node(&node.code, what);
    let sentence =
        format!("C = A × 100 / B = {{{}}} × 100 / {{{}}} = {{{}}}", figure("score"), figure("full"), figure("percent"));
    let mut row = vec![Cell::Empty, Cell::Spans(writer.spans(&sentence, &[])), Cell::Left, Cell::Left, Cell::Left];
    row.extend((0..between).map(|_| Cell::Left));
    row.extend([writer.cell(&figure("full")), writer.cell(&figure("score"))]);
    row
}

fn total(writer: &mut Writer<'_>) {
    let scored = writer.tree().into_iter().filter(|(_, node)| writer.is_scored(&node.code)).collect::<Vec<_>>();
    let rows = scored.iter().map(|(depth, node)| {
        let cells = ["score", "full", "percent"].map(|what| writer.cell(&FigureId::node(&node.code, what)));
        let name = Cell::text(&format!("{}{}", "\u{2003}".repeat(*depth), node_title(node)));
        std::iter::once(name).chain(writer.weight_of_node(node)).chain(cells).collect()
    });
    let rows = rows.collect();
    let total = ["score", "full", "percent"].map(|what| writer.cell(&FigureId::plan(what)));
    let no_weight = writer.weighted().then_some(Cell::Empty);
    let total = std::iter::once(Cell::text("รวมทั้งแผน")).chain(no_weight).chain(total).collect();
    let mut columns = vec![Column::text("กลุ่มตัวชี้วัด", 1)];
    columns.extend(writer.weight_column());
    columns.extend([Column::number("A"), Column::number("B"), Column::number("C = A × 100 / B")]);
    writer.table("ผลรวมคะแนนของแผน", columns, rows, vec![total]);
}

/// Counts of projects at each status and what they bring.
fn projects(writer: &mut Writer<'_>) {
    writer.appendix("คะแนนสถานะของโครงการ");
    writer.say("คะแนนของแต่ละสถานะคูณด้วยจำนวนโครงการที่มีสถานะนั้น แล้วรวมเทียบกับคะแนนเต็มของทุกโครงการ", &[]);
    let steps = writer.card.projects_total.at_points.iter().map(|(points, _)| points.plain()).collect::<Vec<_>>();
    let rows = steps.iter().map(|step| {
        let figure = |what: &str| writer.cell(&FigureId::projects(None, &format!("{what}_{step}")));
        vec![
            Cell::text(step),
            figure("count_at"),
            Cell::Spans(writer.spans(&format!("{{projects/count_at_{step}}} × {step}"), &[])),
            figure("points_at"),
        ]
    });
    let rows = rows.collect();
    let all = |what| writer.cell(&FigureId::projects(None, what));
    let total = vec![Cell::text("รวม"), all("count"), Cell::Empty, all("points")];
    let columns = vec![
        Column { share: Some(1), ..Column::centre("คะแนนสถานะ") },
        Column { share: Some(1), ..Column::number("จำนวนโครงการ") },
        Column { share: Some(1), ..Column::number("จำนวน × คะแนนสถานะ") },
        Column { share: Some(1), ..Column::number("คะแนนรวม") },
    ];
    let notes = vec![writer.spans("คะแนนรวม {projects/points} × 100 / คะแนนเต็ม {projects/full} = ร้อยละ {projects/percent}", &[])];
    writer.table_with_notes("จำนวนโครงการและคะแนนตามสถานะ", columns, rows, vec![total], notes);
}
