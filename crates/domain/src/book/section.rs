//! Sections that people write (`decisions.md` 25): where each narrative of the plan stands in the book.
//!
//! A section without a text says so. A text whose section the book does not have stands at the end of its part, so that nothing written is lost.

use super::model::{Block, Span};
use super::writer::Writer;
use crate::plan::Narrative;

/// Keys of the sections that narratives may fill, with their titles as printed and in English for screens, in printed order.
pub const SECTIONS: [(&str, &str, &str); 10] = [
    ("preface", "คำนำ", "Preface"),
    ("summary", "บทสรุปผู้บริหาร", "Executive summary"),
    ("part1.background", "ความเป็นมาและกรอบแนวคิดของแผน", "Background and framework of the plan"),
    ("part1.mission", "พันธกิจ", "Mission"),
    ("part1.values", "ค่านิยมและวัฒนธรรมองค์กร", "Values and culture"),
    ("part1.alignment", "ความสอดคล้องกับแผนระดับที่เหนือกว่า", "Alignment with higher plans"),
    ("part2.overview", "ผลการดำเนินงานโดยสรุป", "Results in brief"),
    ("part2.budget", "การใช้จ่ายงบประมาณ", "Use of the budget"),
    ("part3.method", "วิธีติดตามและประเมินผล", "How the plan is followed and assessed"),
    ("appendix", "ข้อความประกอบ", "Supplementary texts"),
];

/// The title of a section.
fn title_of(key: &str) -> &'static str {
    SECTIONS.iter().find(|(known, ..)| *known == key).map_or("", |(_, title, _)| title)
}

/// คำนำ, only where there is one.
pub(super) fn preface(writer: &mut Writer<'_>) {
    if !texts(writer, "preface").is_empty() {
        writer.chapter(title_of("preface"));
        fill(writer, "preface");
    }
}

/// A numbered section with its text, or with the remark that none was given.
pub(super) fn section(writer: &mut Writer<'_>, key: &str) {
    writer.section(title_of(key));
    if !fill(writer, key) {
        writer.push(Block::NotGiven(title_of(key).to_owned()));
    }
}

/// The texts of a section without a heading; answers whether there were any.
pub(super) fn fill(writer: &mut Writer<'_>, key: &str) -> bool {
    let texts = texts(writer, key);
    for narrative in &texts {
        write(writer, narrative);
    }
    !texts.is_empty()
}

/// Texts of a part whose sections the book does not have.
pub(super) fn other(writer: &mut Writer<'_>, part: &str) {
    let mut others = narratives(writer, |n| !is_known(&n.section) && part_of(&n.section) == part);
    others.sort_by_key(|n| (n.section.as_str(), n.order));
    if !others.is_empty() {
        writer.section("ข้อความเพิ่มเติม");
        others.into_iter().for_each(|narrative| write(writer, narrative));
    }
}

/// All other texts, at the end of the book.
pub(super) fn rest(writer: &mut Writer<'_>) {
    let parts = ["part1", "part2", "part3"];
    let unknown = |n: &Narrative| !is_known(&n.section) && !parts.contains(&part_of(&n.section));
    let mut others = narratives(writer, |n| n.section == "appendix" || unknown(n));
    others.sort_by_key(|n| (n.section.as_str(), n.order));
    if !others.is_empty() {
        writer.chapter("ข้อความประกอบ");
        others.into_iter().for_each(|narrative| write(writer, narrative));
    }
}

fn is_known(section: &str) -> bool {
    SECTIONS.iter().any(|(known, ..)| *known == section)
}

fn part_of(section: &str) -> &str {
    section.split('.').next().unwrap_or(section)
}

fn texts<'a>(writer: &Writer<'a>, key: &str) -> Vec<&'a Narrative> {
    let mut texts = narratives(writer, |narrative| narrative.section == key);
    texts.sort_by_key(|narrative| narrative.order);
    texts
}

fn narratives<'a>(writer: &Writer<'a>, wanted: impl Fn(&Narrative) -> bool) -> Vec<&'a Narrative> {
    writer.plan.narratives.iter().filter(|narrative| wanted(narrative)).collect()
}

/// Blank lines part paragraphs.
fn write(writer: &mut Writer<'_>, narrative: &Narrative) {
    for paragraph in narrative.text.replace("\r\n", "\n").split("\n\n").map(str::trim).filter(|text| !text.is_empty()) {
        let spans = writer.written(paragraph);
        writer.push(Block::Paragraph(spans));
    }
    if let Some(source) = &narrative.source {
        writer.push(Block::Paragraph(vec![Span::Text(format!("ที่มา: {source}"))]));
    }
}
