//! Part 3, monitoring (การติดตามและประเมินผล): the year's rounds. What is computed from reports and what another book printed stand apart, for
//! nothing is invented to reach a printed total (`decisions.md` 22).

use super::history::{self, History};
use super::model::{Bar, Cell, Chart, Column, Legend, Span};
use super::section;
use super::writer::Writer;
use crate::calendar::thai_date;
use crate::observation::Period;
use crate::round::Round;
use crate::scoring::{Scorecard, Total};
use crate::shown;
use crate::thai::digits::Digits;

pub(super) fn write(writer: &mut Writer<'_>, history: &History) {
    writer.part(3, "การติดตามและประเมินผล");
    section::section(writer, "part3.method");
    writer.section("ผลของแต่ละรอบ");
    let totals = totals(writer);
    computed(writer, &totals);
    cited(writer);
    chart(writer, &totals);
    history::write(writer, history);
    section::other(writer, "part3");
}

/// Rounds up to this one with their totals; a round without reports has none.
fn totals<'a>(writer: &Writer<'a>) -> Vec<(&'a Round, Option<Total>)> {
    let plan = writer.plan;
    let months = writer.round.map_or(0, |round| round.months);
    let reported = |round: &Round| plan.observations.iter().any(|o| o.period == Period::Round(round.code.clone()));
    let rounds = plan.rounds.iter().filter(|round| round.months <= months);
    let total = |round: &Round| match () {
        () if !reported(round) => None,
        () if round.code == writer.card.round => Some(writer.card.plan.clone()),
        () => Scorecard::of(plan, &round.code).ok().map(|card| card.plan),
    };
    rounds.map(|round| (round, total(round))).collect()
}

fn computed(writer: &mut Writer<'_>, totals: &[(&Round, Option<Total>)]) {
    let rows = totals.iter().map(|(round, total)| {
        let this = round.code == writer.card.round;
        let shown = |what: &str, text: Option<String>| match writer.figure(&format!("plan/{what}")).filter(|_| this) {
            Some(figure) if text.is_some() => Cell::figure(Some(figure)),
            _ => Cell::maybe(text.as_deref()),
        };
        let remark = if total.is_some() {
            Cell::text("คำนวณจากผลที่รายงาน")
        } else {
            Cell::text("ไม่มีผลรายตัวชี้วัดในระบบ")
        };
        vec![
            Cell::text(&round.name_th),
            Cell::text(&thai_date::period(round.starts_on, round.ends_on, Digits::Arabic)),
            shown("score", total.as_ref().map(|total| shown::score(&total.score))),
            shown("full", total.as_ref().map(|total| shown::score(&total.full))),
            shown("percent", total.as_ref().and_then(|total| total.percent.as_ref()).map(shown::percent)),
            remark,
        ]
    });
    let rows = rows.collect();
    let columns = vec![
        Column { share: None, ..Column::text("รอบ", 1) },
        Column::text("ช่วงเวลา", 4),
        Column::number("คะแนน\nที่ได้ (A)"),
        Column::number("คะแนน\nเต็ม (B)"),
        Column::number("ร้อยละ\n(C)"),
        Column::text("ที่มา", 3),
    ];
    writer.table("คะแนนรวมของแผนที่คำนวณได้ในแต่ละรอบ", columns, rows, Vec::new());
}

fn round_name(writer: &Writer<'_>, code: &crate::id::RoundCode) -> String {
    writer.plan.rounds.iter().find(|round| round.code == *code).map_or_else(|| code.to_string(), |round| round.name_th.clone())
}

fn cited(writer: &mut Writer<'_>) {
    let rows = writer.plan.cited_totals.iter().map(|cited| {
        let node = cited.node.as_ref().and_then(|code| writer.plan.nodes.iter().find(|node| node.code == *code));
        vec![
            Cell::text(&round_name(writer, &cited.round)),
            Cell::text(node.map_or("ทั้งแผน", |node| node.name_th.as_str())),
            Cell::text(&shown::decimal(cited.percent)),
            Cell::text(&cited.source),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return;
    }
    writer.say("ผลรวมต่อไปนี้อ้างจากเล่มที่พิมพ์ไว้แล้ว ไม่ได้คำนวณจากผลรายตัวชี้วัด จึงแสดงแยกจากตารางก่อนหน้า", &[]);
    let columns = vec![
        Column { share: None, ..Column::text("รอบ", 1) },
        Column::text("ขอบเขต", 1),
        Column::number("ร้อยละ\nที่พิมพ์ไว้"),
        Column::text("ที่มา", 2),
    ];
    writer.table("ผลรวมที่อ้างจากเล่มที่พิมพ์ไว้", columns, rows, Vec::new());
}

fn chart(writer: &mut Writer<'_>, totals: &[(&Round, Option<Total>)]) {
    let mut bars = Vec::new();
    for (round, total) in totals {
        for cited in writer.plan.cited_totals.iter().filter(|cited| cited.round == round.code && cited.node.is_none()) {
            let shown = Span::Text(shown::decimal(cited.percent));
            let length = cited.percent.exact().hundredths();
            bars.push(Bar {
                label: format!("{} (อ้างอิง)", round.name_th), length, shown, mark: None, cited: true
            });
        }
        let percent = total.as_ref().and_then(|total| total.percent.as_ref());
        if let Some(percent) = percent {
            let figure = writer.figure("plan/percent").filter(|_| round.code == writer.card.round);
            let shown = figure.map_or_else(|| Span::Text(shown::percent(percent)), Span::Figure);
            bars.push(Bar { label: round.name_th.clone(), length: percent.hundredths(), shown, mark: None, cited: false });
        }
    }
    let mut legend = vec![(Legend::Computed, "คำนวณจากผลที่รายงาน".to_owned())];
    if bars.iter().any(|bar| bar.cited) {
        legend.push((Legend::Cited, "อ้างจากเล่มที่พิมพ์ไว้".to_owned()));
    }
    writer.chart(Chart {
        title: "ความสำเร็จของแผนตามรอบ".to_owned(),
        alt: "แผนภูมิแท่งแสดงร้อยละความสำเร็จของแผนในแต่ละรอบ ตัวเลขตรงกับตารางก่อนหน้า".to_owned(),
        unit: "ร้อยละ".to_owned(),
        legend,
        bars,
    });
}
