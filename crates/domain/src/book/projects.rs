//! Part 2, projects (โครงการ): totals, projects by issue with money and status, and each project's own indicators.

use super::model::{Cell, Column};
use super::tree::node_title;
use super::writer::Writer;
use crate::figure::FigureId;
use crate::id::NodeCode;
use crate::observation::{Reported, Subject};
use crate::plan::PlanNode;
use crate::project::{Funding, Project, ProjectIndicator};
use crate::scoring::ProjectScore;
use crate::shown;
use crate::words::Words;

pub(super) fn write(writer: &mut Writer<'_>) {
    writer.section("ผลตามโครงการ");
    if writer.plan.projects.is_empty() {
        writer.say("แผนนี้ไม่มีโครงการ", &[]);
        return;
    }
    by_issue(writer);
    money_by_issue(writer);
    writer.wide(true);
    for (_, node) in writer.tree() {
        let projects = writer.projects_of(&node.code);
        if !projects.is_empty() {
            writer.subsection(&node_title(node));
            issue(writer, node, &projects);
        }
    }
    writer.section("ผลตามตัวชี้วัดของโครงการ");
    for (_, node) in writer.tree() {
        let projects = writer.projects_of(&node.code);
        indicators(writer, node, &projects);
    }
    writer.wide(false);
}

fn nodes_with_projects<'a>(writer: &Writer<'a>) -> Vec<(usize, &'a PlanNode)> {
    let with = |code: &NodeCode| writer.card.projects_total.by_node.iter().any(|(node, _)| node == code);
    writer.tree().into_iter().filter(|(_, node)| with(&node.code)).collect()
}

/// A row of figures of each node, and one of all projects.
fn rows_of(writer: &Writer<'_>, figures: &[&str]) -> (Vec<Vec<Cell>>, Vec<Vec<Cell>>) {
    let row = |name: Cell, node: Option<&NodeCode>| {
        let cells = figures.iter().map(|what| writer.cell(&FigureId::projects(node, what)));
        std::iter::once(name).chain(cells).collect::<Vec<_>>()
    };
    let name = |depth: usize, node: &PlanNode| Cell::text(&format!("{}{}", "\u{2003}".repeat(depth), node_title(node)));
    let rows = nodes_with_projects(writer).into_iter().map(|(depth, node)| row(name(depth, node), Some(&node.code)));
    (rows.collect(), vec![row(Cell::text("รวมทุกโครงการ"), None)])
}

fn by_issue(writer: &mut Writer<'_>) {
    let figures = ["count", "achieved", "achieved_share", "not_achieved_share", "points", "full", "percent"];
    let (rows, totals) = rows_of(writer, &figures);
    let columns = vec![
        Column::text("กลุ่มโครงการ", 1),
        Column::number("จำนวน"),
        Column::number("สำเร็จ\nครบ"),
        Column::number("ร้อยละ\nสำเร็จครบ"),
        Column::number("ร้อยละ\nไม่ครบ"),
        Column::number("คะแนน\nที่ได้"),
        Column::number("คะแนน\nเต็ม"),
        Column::number("ร้อยละ"),
    ];
    writer.table("สรุปความสำเร็จของโครงการ", columns, rows, totals);
}

fn money_by_issue(writer: &mut Writer<'_>) {
    if writer.card.projects_total.money.budget.is_none() && writer.card.projects_total.money.disbursed.is_none() {
        writer.say("ไม่มีข้อมูลงบประมาณของโครงการ", &[]);
        return;
    }
    let (rows, totals) = rows_of(writer, &["budget", "disbursed", "disbursed_percent"]);
    let columns = vec![
        Column::text("กลุ่มโครงการ", 1),
        Column::number("งบประมาณ\n(บาท)"),
        Column::number("เบิกจ่าย\n(บาท)"),
        Column::number("ร้อยละ\nการเบิกจ่าย"),
    ];
    writer.table("สรุปงบประมาณของโครงการ", columns, rows, totals);
}

/// The projects of one node with units, money and status.
fn issue(writer: &mut Writer<'_>, node: &PlanNode, projects: &[(&Project, &ProjectScore)]) {
    let rows = projects.iter().map(|(project, score)| {
        let id = |what| writer.cell(&FigureId::project(&project.code, what));
        let budget = match (score.money.budget, project.funding) {
            (None, Funding::NoBudget) => Cell::text(Funding::NoBudget.th()),
            (None, Funding::NotGiven) => Cell::text(Funding::NotGiven.th()),
            _ => id("budget"),
        };
        vec![
            Cell::maybe(project.number.as_deref()),
            Cell::text(&project.name_th),
            Cell::text(&writer.abbreviations(project.owners.iter())),
            budget,
            id("disbursed"),
            id("disbursed_percent"),
            id("points"),
            Cell::Status(score.status),
        ]
    });
    let rows = rows.collect();
    let total = |what| writer.cell(&FigureId::projects(Some(&node.code), what));
    let direct_only =
        writer.card.projects_total.by_node.iter().any(|(code, t)| *code == node.code && t.total.counts.all() == projects.len());
    let totals = vec![
        Cell::Empty,
        Cell::text("รวม"),
        Cell::Left,
        total("budget"),
        total("disbursed"),
        total("disbursed_percent"),
        total("points"),
        Cell::Empty,
    ];
    let totals = if direct_only { vec![totals] } else { Vec::new() };
    let columns = vec![
        Column::centre("ลำดับ"),
        Column::text("โครงการ", 5),
        Column::text("หน่วยงาน", 3),
        Column::number("งบประมาณ\n(บาท)"),
        Column::number("เบิกจ่าย\n(บาท)"),
        Column::number("ร้อยละ\nการเบิกจ่าย"),
        Column::number("คะแนน\nสถานะ"),
        Column { share: None, ..Column::text("สถานะ", 1) },
    ];
    writer.table("ความสำเร็จและการใช้จ่ายงบประมาณของโครงการ", columns, rows, totals);
}

/// The indicators of the projects of one node. What belongs to the project as a whole stands in its first row.
fn indicators(writer: &mut Writer<'_>, node: &PlanNode, projects: &[(&Project, &ProjectScore)]) {
    let mut rows = Vec::new();
    for (project, _) in projects {
        let report = writer.report(&Subject::Project(project.code.clone()));
        let narrative = report.and_then(|report| report.narrative.as_deref());
        let lines = project.indicators.iter().map(Some).chain(project.indicators.is_empty().then_some(None));
        for (place, line) in lines.enumerate() {
            let first = place == 0;
            let of_project = |text: Option<&str>| if first { Cell::maybe(text) } else { Cell::Above };
            let units = writer.abbreviations(project.owners.iter());
            rows.push(vec![
                of_project(project.number.as_deref()),
                of_project(Some(&project.name_th)),
                Cell::maybe(line.map(|line| line.text.as_str())),
                Cell::maybe(line.and_then(target_of).as_deref()),
                line.map_or_else(|| Cell::text(shown::NO_FIGURE), |line| result_of(writer, project, line)),
                if first { Cell::rich(narrative) } else { Cell::Above },
                of_project(Some(&units)),
            ]);
        }
    }
    let columns = vec![
        Column::centre("ลำดับ"),
        Column::text("โครงการ", 10),
        Column::text("ตัวชี้วัดของโครงการ", 12),
        Column::text("ค่าเป้าหมาย", 5),
        Column::number("ผล"),
        Column::text("ผลการดำเนินงาน", 12),
        Column::text("หน่วยงาน", 5),
    ];
    writer.table(&format!("ตัวชี้วัดของโครงการ: {}", node_title(node)), columns, rows, Vec::new());
}

fn target_of(indicator: &ProjectIndicator) -> Option<String> {
    let value = indicator.target_printed.clone().or_else(|| indicator.target_value.map(shown::decimal))?;
    Some(match &indicator.unit_of_measure {
        Some(unit) if value.contains(unit.as_str()) => value,
        // ร้อยละ stands before its number, every other unit of measure after it.
        Some(unit) if unit.starts_with("ร้อยละ") => format!("{unit} {value}"),
        Some(unit) => format!("{value} {unit}"),
        None => value,
    })
}

/// A number is a figure under its name; anything else is said as it was reported.
fn result_of(writer: &Writer<'_>, project: &Project, indicator: &ProjectIndicator) -> Cell {
    let id = FigureId::project_indicator(&project.code, indicator.order, "actual");
    writer.figure(id.as_str()).map_or_else(|| Cell::text(&reported(writer, project, indicator)), |it| Cell::figure(Some(it)))
}

fn reported(writer: &Writer<'_>, project: &Project, indicator: &ProjectIndicator) -> String {
    let report = writer.report(&Subject::ProjectIndicator(project.code.clone(), indicator.order));
    match report.map(|report| &report.reported) {
        Some(Reported::Value(value)) => shown::decimal(*value),
        Some(Reported::Ratio(numerator, denominator)) => {
            format!("{} / {}", shown::decimal(*numerator), shown::decimal(*denominator))
        }
        Some(Reported::Steps(steps)) => steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Some(Reported::NotApplicable(_)) => "ไม่เกี่ยวข้อง".to_owned(),
        Some(Reported::NotMeasurable(_)) => "วัดผลไม่ได้".to_owned(),
        Some(Reported::NoData) | None => shown::NO_FIGURE.to_owned(),
    }
}
