//! The last page: from which data the book was made, the hash of its content, and how anyone can verify both.

use super::model::{Block, Book, Span, Standing};
use super::{Facts, Frozen};
use crate::calendar::thai_date;
use crate::plan::AgencyPlan;
use crate::round::Round;
use crate::thai::digits::Digits;
use crate::words::Words;

pub(super) fn blocks(book: &Book, plan: &AgencyPlan, round: Option<&Round>, facts: &Facts) -> Vec<Block> {
    let text = |text: String| vec![Span::Text(text)];
    let mut rows = vec![
        ("เอกสาร".to_owned(), text(format!("{} {}", book.title, book.subtitle))),
        ("ฉบับของแผน".to_owned(), text(format!("ฉบับที่ {} {}", book.edition, plan.edition.state.th()))),
        ("รอบที่รายงาน".to_owned(), text(book.round.clone())),
        ("วันที่ของเอกสาร".to_owned(), text(thai_date::long(book.completed_on, Digits::Arabic))),
    ];
    match &facts.frozen {
        Some(frozen) => rows.extend(of_snapshot(frozen, book.standing.as_ref())),
        None => rows.extend(of_live_data(round, facts.sequence)),
    }
    rows.push(("ค่าตรวจสอบของเล่ม".to_owned(), vec![Span::Code(book.hash.clone())]));
    let mut how = vec![
        text("ค่าตรวจสอบของเล่มคือค่า SHA-256 ที่คำนวณจากข้อความ ตาราง และตัวเลขทั้งหมดในเล่ม ยกเว้นหน้านี้ หากแก้ไขแม้เพียงตัวอักษรเดียว ค่าตรวจสอบจะเปลี่ยนไป".to_owned()),
        text("เมื่อจัดทำเล่มจากข้อมูลชุดเดียวกันอีกครั้ง ค่าตรวจสอบของเล่มต้องตรงกันทุกตัวอักษร".to_owned()),
    ];
    if facts.frozen.is_some() {
        how.push(text(
            "เทียบค่าตรวจสอบของชุดข้อมูลตรึงกับรายการปิดรอบในบันทึกการตรวจสอบของระบบ แล้วตรวจสอบความถูกต้องของบันทึกว่าไม่มีรายการใดถูกแก้ไข ลบ หรือสลับลำดับ".to_owned(),
        ));
    } else {
        how.push(text("รอบนี้ยังไม่ปิด ตัวเลขจึงอาจเปลี่ยนได้ เล่มที่ใช้อ้างอิงควรจัดทำหลังจากปิดรอบและตรึงข้อมูลแล้ว".to_owned()));
    }
    vec![
        Block::Chapter("การรับรองและตรวจสอบเอกสาร".to_owned()),
        Block::Facts(rows),
        Block::Heading(2, "วิธีตรวจสอบ".to_owned()),
        Block::List(how),
    ]
}

fn of_snapshot(frozen: &Frozen, standing: Option<&Standing>) -> Vec<(String, Vec<Span>)> {
    let state = format!("ปิดรอบและตรึงข้อมูล ครั้งที่ {} วันที่ {}", frozen.revision, thai_date::long(frozen.on, Digits::Arabic));
    let superseded = standing.and_then(|standing| standing.superseded.clone());
    let superseded = superseded.map(|words| ("ผลที่ใหม่กว่า".to_owned(), vec![Span::Strong(words)]));
    let hash = ("ค่าตรวจสอบของชุดข้อมูลตรึง".to_owned(), vec![Span::Code(frozen.hash.clone())]);
    [("สถานะข้อมูล".to_owned(), vec![Span::Text(state)])].into_iter().chain(superseded).chain([hash]).collect()
}

fn of_live_data(round: Option<&Round>, sequence: u64) -> Vec<(String, Vec<Span>)> {
    let state = round.map_or("", |round| round.state.th());
    vec![
        ("สถานะข้อมูล".to_owned(), vec![Span::Text(format!("ยังไม่ตรึงข้อมูล ({state})"))]),
        ("บันทึกการตรวจสอบ".to_owned(), vec![Span::Text(format!("ข้อมูลถึงรายการที่ {sequence}"))]),
    ]
}
