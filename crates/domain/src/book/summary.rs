//! The executive summary (บทสรุปผู้บริหาร): sentences of our own around live figures, so that it can never say another number than the tables.

use super::model::{Bar, Block, Cell, Chart, Column, Span};
use super::problems;
use super::section;
use super::writer::{Scored, Writer};
use crate::calendar::thai_date;
use crate::figure::{Figure, FigureId};
use crate::indicator::Target;
use crate::scoring::Status;
use crate::shown::NO_FIGURE;
use crate::submission::UnitProblem;
use crate::thai::digits::Digits;
use crate::words::Words;

pub(super) fn write(writer: &mut Writer<'_>, told: Option<&[UnitProblem]>) {
    writer.chapter("บทสรุปผู้บริหาร");
    scope(writer);
    section::fill(writer, "summary");
    if writer.has_reports() {
        writer.section("ผลตามตัวชี้วัด");
        indicators(writer);
        groups(writer);
        not_achieved(writer);
    } else {
        nothing_reported(writer);
    }
    projects(writer);
    budget(writer);
    problems::say(writer, told);
}

/// Which plan and which time the book tells of.
fn scope(writer: &mut Writer<'_>) {
    let days = writer.round.map(|round| thai_date::period(round.starts_on, round.ends_on, Digits::Arabic));
    let (agency, plan, round) = (&writer.plan.agency.name_th, &writer.plan.plan.name_th, writer.round_name());
    match days {
        Some(days) => writer.say(
            "เล่มนี้รายงานผลการดำเนินงานของ{}ตาม{} {} ระหว่างวันที่ {} เพื่อให้ผู้บริหารทราบผลการดำเนินงานเทียบกับเป้าหมาย งานที่ต้องเร่งรัด และการใช้จ่ายงบประมาณ",
            &[agency, plan, round, &days],
        ),
        None => writer.say("เล่มนี้รายงานผลการดำเนินงานของ{}ตาม{} {}", &[agency, plan, round]),
    }
    writer.say("ตัวเลขทั้งหมดในเล่มคำนวณจากผลที่รายงานในระบบด้วยเกณฑ์เดียวกัน เกณฑ์การให้คะแนนและที่มาของตัวเลขแสดงไว้ในภาคผนวก", &[]);
}

fn indicators(writer: &mut Writer<'_>) {
    let counts = &writer.card.plan.counts;
    if counts.scored() == 0 {
        writer.say("แผนนี้ยังไม่มีตัวชี้วัดที่นับคะแนนในรอบนี้", &[]);
        return;
    }
    writer.say(
        "ตัวชี้วัดที่นับคะแนนของแผนมี {plan/count} ตัวชี้วัด บรรลุเป้าหมาย {plan/achieved} ตัวชี้วัด คิดเป็นร้อยละ {plan/achieved_share} \
         ยังไม่บรรลุเป้าหมาย {plan/not_achieved} ตัวชี้วัด คิดเป็นร้อยละ {plan/not_achieved_share} ได้คะแนนรวม {plan/score} คะแนน \
         จากคะแนนเต็ม {plan/full} คะแนน คิดเป็นความสำเร็จของแผนร้อยละ {plan/percent}",
        &[],
    );
    let apart = [
        (counts.awaiting, "ยังไม่มีผลรายงาน จึงได้ 0 คะแนนและยังนับในคะแนนเต็ม"),
        (counts.not_measurable, "วัดผลไม่ได้ จึงไม่นับในคะแนนเต็ม"),
        (counts.not_applicable, "ไม่เกี่ยวข้องในรอบนี้ จึงไม่นับในคะแนนเต็ม"),
        (counts.not_scored, "ติดตามผลโดยไม่ให้คะแนน"),
    ];
    for (count, what) in apart.iter().filter(|(count, _)| *count > 0) {
        writer.say("ในจำนวนนี้มี {} ตัวชี้วัดที่{}", &[&count.to_string(), what]);
    }
}

/// No report at all: said before anything else.
fn nothing_reported(writer: &mut Writer<'_>) {
    let count = writer.card.plan.counts.awaiting.to_string();
    writer.section("ยังไม่มีผลการดำเนินงานในรอบนี้");
    writer.say(
        "{}ยังไม่มีผลการดำเนินงานที่รายงานเข้ามา ตัวชี้วัดที่นับคะแนน {} ตัวชี้วัดจึงมีสถานะรอรายงาน ตารางต่อไปนี้แสดงเป้าหมายไว้ครบ \
         ส่วนช่องผลแสดงเครื่องหมาย {} ซึ่งหมายถึงไม่มีข้อมูล ไม่ใช่ศูนย์",
        &[writer.round_name(), &count, NO_FIGURE],
    );
    writer.say("คะแนนรวมในขณะนี้คือ {plan/score} จากคะแนนเต็ม {plan/full} เพราะตัวชี้วัดที่ไม่มีข้อมูลได้ 0 คะแนนและยังนับในคะแนนเต็ม", &[]);
}

/// The chart of groups with the table beside it.
fn groups(writer: &mut Writer<'_>) {
    let top = writer.tree().into_iter().filter(|(depth, node)| *depth == 0 && writer.is_scored(&node.code));
    let top = top.map(|(_, node)| node).collect::<Vec<_>>();
    let percent = |writer: &Writer<'_>, code| writer.figure(FigureId::node(code, "percent").as_str());
    let rows = top.iter().map(|node| {
        let id = |what| FigureId::node(&node.code, what);
        vec![Cell::text(&node.name_th), writer.cell(&id("score")), writer.cell(&id("full")), writer.cell(&id("percent"))]
    });
    let rows = rows.collect::<Vec<_>>();
    let total = ["score", "full", "percent"].map(|what| writer.cell(&FigureId::plan(what)));
    let total = std::iter::once(Cell::text("รวมทั้งแผน")).chain(total).collect();
    let bars = top.iter().filter_map(|node| {
        let length = writer.card.node(&node.code)?.percent.as_ref()?.hundredths();
        let shown = Span::Figure(percent(writer, &node.code)?);
        Some(Bar { label: node.name_th.clone(), length, shown, mark: None, cited: false })
    });
    let bars = bars.collect();
    let columns = vec![
        Column::text("กลุ่มตัวชี้วัด", 1),
        Column::number("คะแนน\nที่ได้ (A)"),
        Column::number("คะแนน\nเต็ม (B)"),
        Column::number("ร้อยละ\n(C)"),
    ];
    writer.table("คะแนนตามกลุ่มตัวชี้วัด", columns, rows, vec![total]);
    writer.chart(Chart {
        title: "ความสำเร็จตามกลุ่มตัวชี้วัด".to_owned(),
        alt: "แผนภูมิแท่งแสดงร้อยละความสำเร็จของแต่ละกลุ่มตัวชี้วัด ตัวเลขตรงกับตารางคะแนนตามกลุ่มตัวชี้วัด".to_owned(),
        unit: "ร้อยละ".to_owned(),
        legend: Vec::new(),
        bars,
    });
}

/// Which indicators did not reach their targets, with target and actual.
fn not_achieved(writer: &mut Writer<'_>) {
    let behind = |scored: &Scored<'_>| {
        scored.score.full.is_some() && matches!(scored.score.status, Status::Near | Status::Missed | Status::Awaiting)
    };
    let items = writer.indicators().filter(behind).map(|scored| {
        let id = |what| FigureId::indicator(&scored.indicator.code, what).to_string();
        let target = target_of(scored.target);
        let percent = scored.score.percent.as_ref().map(|_| format!(" คิดเป็นร้อยละ {{{}}} ของเป้าหมาย", id("percent")));
        let sentence = format!("{{}} เป้าหมาย {{}} ผล {{{}}}{} ({{}})", id("actual"), percent.unwrap_or_default());
        writer.spans(&sentence, &[&scored.indicator.name_th, &target, scored.score.status.th()])
    });
    let items = items.collect::<Vec<_>>();
    if !items.is_empty() {
        writer.say("ตัวชี้วัดที่ยังไม่บรรลุเป้าหมายและต้องเร่งรัดหรือทบทวน ได้แก่", &[]);
        writer.push(Block::List(items));
    }
}

/// The target as printed, else its value.
pub(super) fn target_of(target: Option<&Target>) -> String {
    let printed = target.and_then(|target| target.printed.clone());
    let value = |target: &Target| match (target.value, target.high) {
        (Some(low), Some(high)) => Some(format!("{} – {}", crate::shown::decimal(low), crate::shown::decimal(high))),
        (Some(value), None) => Some(crate::shown::decimal(value)),
        (None, _) if !target.anchors.is_empty() => {
            Some(target.anchors.iter().map(|anchor| crate::shown::decimal(*anchor)).collect::<Vec<_>>().join(" / "))
        }
        (None, _) => None,
    };
    printed.or_else(|| target.and_then(value)).unwrap_or_else(|| NO_FIGURE.to_owned())
}

fn projects(writer: &mut Writer<'_>) {
    let total = &writer.card.projects_total;
    if writer.card.projects.is_empty() {
        return;
    }
    writer.section("ผลตามโครงการ");
    writer.say(
        "แผนมีโครงการ {projects/count} โครงการ สำเร็จครบตามเป้าหมาย {projects/achieved} โครงการ คิดเป็นร้อยละ {projects/achieved_share} \
         โครงการที่ยังไม่สำเร็จครบคิดเป็นร้อยละ {projects/not_achieved_share} คะแนนสถานะรวม {projects/points} จากคะแนนเต็ม \
         {projects/full} คิดเป็นร้อยละ {projects/percent}",
        &[],
    );
    if total.money.budget.is_some() {
        writer.say(
            "โครงการที่ใช้งบประมาณได้รับจัดสรรรวม {projects/budget} บาท เบิกจ่ายแล้ว {projects/disbursed} บาท \
             คิดเป็นร้อยละ {projects/disbursed_percent} ของวงเงินโครงการ",
            &[],
        );
    }
}

fn budget(writer: &mut Writer<'_>) {
    let shown = |name: &str| writer.figure(name).is_some();
    let sentences = [
        (
            "budget:overall:disbursed/actual_percent",
            "งบประมาณรายจ่ายภาพรวม {budget:overall:disbursed/allocation} บาท เบิกจ่าย {budget:overall:disbursed/actual} บาท \
             คิดเป็นร้อยละ {budget:overall:disbursed/actual_percent}",
        ),
        (
            "budget:overall:disbursed/difference_points",
            "เมื่อเทียบกับเป้าหมายการเบิกจ่ายร้อยละ {budget:overall:disbursed/target_percent} ต่างจากเป้าหมาย \
             {budget:overall:disbursed/difference_points} จุดร้อยละ",
        ),
        (
            "budget:overall:committed/actual_percent",
            "เมื่อรวมเงินที่ก่อหนี้ผูกพันแล้ว ใช้จ่าย {budget:overall:committed/actual} บาท คิดเป็นร้อยละ {budget:overall:committed/actual_percent}",
        ),
    ];
    let given = sentences.iter().filter(|(needed, _)| shown(needed)).map(|(_, sentence)| *sentence).collect::<Vec<_>>();
    if !given.is_empty() {
        writer.section("การใช้จ่ายงบประมาณ");
        writer.say(&given.join(" "), &[]);
    }
}

/// A figure as a span, or the sign for none.
pub(super) fn span_of(figure: Option<Figure>) -> Span {
    figure.map_or_else(|| Span::Text(NO_FIGURE.to_owned()), Span::Figure)
}
