//! Editing by hand: a target in a draft edition, a result in an open round, an amendment, a text of the book.
//!
//! Every rule that a workbook obeys holds here as well; a version that somebody else has moved on is refused and shown.

mod edition;
mod observation;
mod target;
mod wording;

use phaen_domain::workbook::cell::read as read_cell;
use phaen_domain::workbook::schema::Kind;
use phaen_domain::workbook::{Problems, RawCell};

use crate::error::{AppError, FieldProblem};

pub use edition::WriteNarrative;
pub use observation::EnterObservation;
pub use target::SetTarget;
pub(crate) use wording::result_detail;
pub use wording::{narrative_text, reported_text, subject_object, target_text};

fn accepted(problems: &Problems) -> Result<(), AppError> {
    if problems.is_empty() { Ok(()) } else { Err(AppError::Workbook(problems.clone())) }
}

/// Texts typed by hand obey the same rule as a workbook's: what cannot be shown and what is too long is refused.
pub(crate) fn readable(texts: &[(&'static str, Option<&str>)]) -> Result<(), AppError> {
    let refused = |text: &str| read_cell(Kind::LongText, &RawCell::Text(text.to_owned())).is_err();
    let unreadable = texts.iter().filter(|(_, text)| text.is_some_and(refused));
    let problems = unreadable.map(|(field, _)| {
        FieldProblem::new(
            field,
            "ข้อความยาวเกินไปหรือมีอักขระที่แสดงไม่ได้ กรุณาพิมพ์ใหม่",
            "The text is too long or cannot be shown; retype it",
        )
    });
    let problems = problems.collect::<Vec<_>>();
    if problems.is_empty() { Ok(()) } else { Err(AppError::Fields(problems)) }
}

pub(crate) fn reason_given(reason: &str) -> Result<(), AppError> {
    readable(&[("reason", Some(reason))])?;
    if reason.trim().is_empty() {
        return Err(AppError::Fields(vec![FieldProblem::new(
            "reason",
            "กรุณาระบุเหตุผลของการแก้ไข",
            "Give the reason of the change",
        )]));
    }
    Ok(())
}
