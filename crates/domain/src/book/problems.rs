//! Problems (ปัญหาอุปสรรค): what units reported in their returns of the round; the plan's own list where the round has no returns.

use super::model::{Block, Cell, Column};
use super::section;
use super::writer::Writer;
use crate::observation::Subject;
use crate::submission::problem::in_order;
use crate::submission::{ItemKey, ProblemCategory, UnitProblem};
use crate::words::Words;

/// What stands for the kind of a problem of which the unit chose none.
const NO_KIND: &str = "ไม่ได้ระบุประเภท";

/// The section of problems and recommendations, and what else is written of part 2.
pub(super) fn write(writer: &mut Writer<'_>, told: Option<&[UnitProblem]>) {
    writer.section("ปัญหาอุปสรรคและข้อเสนอแนะ");
    match told {
        Some(told) => of_round(writer, told),
        None => of_plan(writer),
    }
    section::other(writer, "part2");
}

/// What units reported at the round: problems by kind, then what they do next.
fn of_round(writer: &mut Writer<'_>, told: &[UnitProblem]) {
    let told = in_order(writer.plan, told);
    if told.is_empty() {
        writer.push(Block::NotGiven("ปัญหาอุปสรรคและข้อเสนอแนะ".to_owned()));
    }
    let problems = told.iter().filter(|it| it.is_problem()).zip(1..).map(|(it, number): (_, u32)| {
        vec![
            Cell::text(&number.to_string()),
            Cell::text(kind(it.category)),
            Cell::text(&about(writer, it)),
            Cell::rich(it.problem.as_deref()),
            Cell::rich(it.remedy.as_deref()),
        ]
    });
    let problems = problems.collect();
    let next =
        told.iter().filter_map(|it| Some((it, it.next_plan.as_deref()?))).zip(1..).map(|((it, next), number): (_, u32)| {
            vec![Cell::text(&number.to_string()), Cell::text(&about(writer, it)), Cell::rich(Some(next))]
        });
    let next = next.collect();
    let columns = vec![
        Column::centre("ลำดับ"),
        Column::text("ประเภท", 2),
        Column::text("ตัวชี้วัดหรือโครงการ", 3),
        Column::text("ปัญหาอุปสรรค", 4),
        Column::text("แนวทางแก้ไข", 3),
    ];
    writer.table("ปัญหาอุปสรรคที่หน่วยงานรายงาน", columns, problems, Vec::new());
    let columns = vec![Column::centre("ลำดับ"), Column::text("ตัวชี้วัดหรือโครงการ", 2), Column::text("แผนดำเนินการต่อไป", 3)];
    writer.table("แผนดำเนินการต่อไปที่หน่วยงานรายงาน", columns, next, Vec::new());
}

/// What it is about, and who says so.
fn about(writer: &Writer<'_>, it: &UnitProblem) -> String {
    let plan = writer.plan;
    let name = match &it.item {
        ItemKey::Subject(Subject::Indicator(code)) => {
            plan.indicators.iter().find(|one| one.code == *code).map(|one| one.name_th.as_str())
        }
        ItemKey::Subject(Subject::Project(code) | Subject::ProjectIndicator(code, _)) => {
            plan.projects.iter().find(|one| one.code == *code).map(|one| one.name_th.as_str())
        }
        ItemKey::Whole => None,
    };
    format!("{} ({})", name.unwrap_or("ภาพรวมของหน่วยงาน"), writer.abbreviations(std::iter::once(&it.unit)))
}

fn kind(category: Option<ProblemCategory>) -> &'static str {
    category.map_or(NO_KIND, Words::th)
}

/// The plan's own problems and recommendations.
fn of_plan(writer: &mut Writer<'_>) {
    if writer.plan.problems.is_empty() {
        writer.push(Block::NotGiven("ปัญหาอุปสรรคและข้อเสนอแนะ".to_owned()));
    }
    for (recommendation, title) in [(false, "ปัญหาอุปสรรค"), (true, "ข้อเสนอแนะ")] {
        let of_kind = writer.plan.problems.iter().filter(|problem| problem.recommendation == recommendation);
        let rows = of_kind.zip(1..).map(|(problem, number): (_, u32)| {
            vec![Cell::text(&number.to_string()), Cell::maybe(problem.category.as_deref()), Cell::text(&problem.text)]
        });
        let rows = rows.collect();
        let columns = vec![Column::centre("ลำดับ"), Column::text("เรื่อง", 1), Column::text("รายละเอียด", 3)];
        writer.table(title, columns, rows, Vec::new());
    }
}

/// What the executive summary says of them; nothing where there is nothing.
pub(super) fn say(writer: &mut Writer<'_>, told: Option<&[UnitProblem]>) {
    let (problems, recommendations) = match told {
        Some(told) => (by_kind(writer, told), String::new()),
        None => (listed(writer, false), listed(writer, true)),
    };
    if problems.is_empty() && recommendations.is_empty() {
        return;
    }
    writer.section("ปัญหาอุปสรรคและข้อเสนอแนะ");
    if !problems.is_empty() {
        writer.say("ปัญหาอุปสรรคที่หน่วยงานรายงาน ได้แก่ {}", &[&problems]);
    }
    if !recommendations.is_empty() {
        writer.say("ข้อเสนอแนะเพื่อปรับปรุงการดำเนินงาน ได้แก่ {}", &[&recommendations]);
    }
}

/// The kinds that units reported, each with how many times.
fn by_kind(writer: &Writer<'_>, told: &[UnitProblem]) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for it in in_order(writer.plan, told).into_iter().filter(|it| it.is_problem()) {
        let name = kind(it.category);
        match kinds.last_mut().filter(|(last, _)| *last == name) {
            Some((_, count)) => *count += 1,
            None => kinds.push((name, 1)),
        }
    }
    kinds.into_iter().map(|(name, count)| format!("{name} {count} เรื่อง")).collect::<Vec<_>>().join(" · ")
}

fn listed(writer: &Writer<'_>, recommendation: bool) -> String {
    let of_kind = writer.plan.problems.iter().filter(|problem| problem.recommendation == recommendation);
    let named = of_kind.map(|problem| problem.category.as_deref().unwrap_or(&problem.text));
    named.collect::<Vec<_>>().join(" · ")
}
