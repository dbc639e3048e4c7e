//! How the fields of an item are read: each field by its own rule when it is typed, the item as a whole when it is submitted.
//!
//! Zero, no data, not applicable and not measurable are chosen, never guessed: a figure counts only when the answer says that there is one.

use super::{AnswerKind, Field, Fields, Item, ItemKind, ProblemCategory};
use crate::indicator::Shape;
use crate::money::Satang;
use crate::number::Decimal;
use crate::observation::{Observation, Period, Reported};
use crate::words::Words;
use crate::workbook::RawCell;
use crate::workbook::cell::{number, read as read_cell};
use crate::workbook::schema::Kind;

/// Why a field or an item cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refused {
    /// Not a number in any form officials write.
    NotANumber,
    /// Not an amount of baht with at most two places.
    NotMoney,
    /// Not a list of steps.
    NotSteps,
    /// Not one of the choices.
    NotAChoice,
    /// Too long, or with characters that cannot be shown.
    Unreadable,
    /// No answer was chosen.
    NoAnswer,
    /// The answer says that there is a figure, and there is none.
    FigureMissing,
    /// The answer needs a reason.
    ReasonMissing,
    /// There was no round before to be unchanged from.
    NothingBefore,
    /// Another figure is proposed without saying where it comes from.
    SourceMissing,
    /// A proposed figure is chosen where none is proposed, or none can be.
    NoProposal,
}

impl Words for Refused {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::NotANumber, "not_a_number", "ต้องเป็นตัวเลข เช่น 1,250.50 หรือ ๑,๒๕๐.๕๐", "Give a number, such as 1,250.50"),
        (Self::NotMoney, "not_money", "ต้องเป็นจำนวนเงินบาท ทศนิยมไม่เกินสองตำแหน่ง", "Give baht with at most two decimal places"),
        (Self::NotSteps, "not_steps", "ต้องเป็นเลขลำดับขั้นตอนที่แล้วเสร็จ", "Give the numbers of the steps that are done"),
        (Self::NotAChoice, "not_a_choice", "กรุณาเลือกจากรายการ", "Choose one of the list"),
        (
            Self::Unreadable,
            "unreadable",
            "ข้อความยาวเกินไปหรือมีอักขระที่แสดงไม่ได้ กรุณาพิมพ์ใหม่",
            "The text is too long or cannot be shown; retype it",
        ),
        (Self::NoAnswer, "no_answer", "ยังไม่ได้ตอบ กรุณาเลือกคำตอบของรายการนี้", "Not answered yet: choose one of the answers"),
        (
            Self::FigureMissing,
            "figure_missing",
            "เลือกว่ามีผลแล้ว กรุณากรอกตัวเลข (ผลเป็นศูนย์ให้กรอก 0)",
            "You chose a figure: enter it (a result of zero is 0)",
        ),
        (Self::ReasonMissing, "reason_missing", "กรุณาระบุเหตุผล", "Give the reason"),
        (
            Self::NothingBefore,
            "nothing_before",
            "ไม่มีผลของรอบก่อนให้ถือว่าไม่เปลี่ยนแปลง กรุณาเลือกคำตอบอื่น",
            "There is no earlier result that could be unchanged; choose another answer",
        ),
        (Self::SourceMissing, "source_missing", "กรุณาระบุแหล่งที่มาของค่าที่เสนอ", "Say where the proposed figure comes from"),
        (
            Self::NoProposal,
            "no_proposal",
            "รายการนี้ไม่มีค่าที่เสนอให้เลือก กรุณาใช้ค่าที่รายงาน",
            "No other figure is proposed here; the reported figure counts",
        ),
    ];
}

/// Reads what is typed in one field, as the text that is kept; an empty text clears the field.
///
/// # Errors
/// [`Refused`] by the field's own rule.
pub fn accept(field: Field, text: &str) -> Result<String, Refused> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    match field {
        Field::Value | Field::Numerator | Field::Denominator | Field::ProposedValue => {
            number(text).map(|value| value.to_string()).map_err(|_| Refused::NotANumber)
        }
        Field::Disbursed(_) => Satang::parse(text).map(Satang::plain).map_err(|_| Refused::NotMoney),
        Field::Steps => steps(text).map(|steps| join(&steps)),
        Field::Answer => AnswerKind::from_key(text).map(|kind| kind.key().to_owned()).ok_or(Refused::NotAChoice),
        Field::ProblemCategory => ProblemCategory::from_key(text).map(|kind| kind.key().to_owned()).ok_or(Refused::NotAChoice),
        Field::Narrative | Field::Problem | Field::Remedy | Field::NextPlan => readable(Kind::LongText, text),
        Field::Reason | Field::Source | Field::ProposedReason | Field::ProposedSource => readable(Kind::Text, text),
    }
}

fn readable(kind: Kind, text: &str) -> Result<String, Refused> {
    read_cell(kind, &RawCell::Text(text.to_owned())).map(Option::unwrap_or_default).map_err(|_| Refused::Unreadable)
}

fn steps(text: &str) -> Result<Vec<u8>, Refused> {
    let parts = text.split([';', ',']).map(str::trim).filter(|part| !part.is_empty());
    let mut steps = parts
        .map(|part| number(part).ok().and_then(|n| n.to_string().parse().ok()).filter(|n| (1..=99).contains(n)))
        .collect::<Option<Vec<u8>>>()
        .ok_or(Refused::NotSteps)?;
    steps.sort_unstable();
    steps.dedup();
    Ok(steps)
}

fn join(steps: &[u8]) -> String {
    steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
}

/// What an item reports.
///
/// # Errors
/// The field that is missing or wrong, and why.
pub fn reported(item: &Item, fields: &Fields, before: Option<&Reported>) -> Result<Reported, (Field, Refused)> {
    let key = item.key();
    let reason = || fields.text(&key, Field::Reason).map(str::to_owned).ok_or((Field::Reason, Refused::ReasonMissing));
    match fields.answer(&key).ok_or((Field::Answer, Refused::NoAnswer))? {
        AnswerKind::NoData => Ok(Reported::NoData),
        AnswerKind::NotApplicable => reason().map(Reported::NotApplicable),
        AnswerKind::NotMeasurable => reason().map(Reported::NotMeasurable),
        AnswerKind::NoChange => before.cloned().ok_or((Field::Answer, Refused::NothingBefore)),
        AnswerKind::Figure => figure(item, fields),
    }
}

fn figure(item: &Item, fields: &Fields) -> Result<Reported, (Field, Refused)> {
    let key = item.key();
    let need = |field| fields.text(&key, field).ok_or((field, Refused::FigureMissing));
    let decimal = |field| -> Result<Decimal, (Field, Refused)> { number(need(field)?).map_err(|_| (field, Refused::NotANumber)) };
    match item.kind {
        ItemKind::Indicator(Shape::Ratio) => Ok(Reported::Ratio(decimal(Field::Numerator)?, decimal(Field::Denominator)?)),
        // No step done is an answer too: level 0.
        ItemKind::Indicator(Shape::Steps) => {
            let typed = fields.text(&key, Field::Steps).unwrap_or_default();
            steps(typed).map(Reported::Steps).map_err(|why| (Field::Steps, why))
        }
        _ => decimal(Field::Value).map(Reported::Value),
    }
}

/// What is missing of another figure that is proposed: it needs its reason and its source.
#[must_use]
pub fn proposal_missing(item: &Item, fields: &Fields) -> Option<(Field, Refused)> {
    let key = item.key();
    fields.text(&key, Field::ProposedValue).filter(|_| item.may_propose)?;
    let needed = [(Field::ProposedReason, Refused::ReasonMissing), (Field::ProposedSource, Refused::SourceMissing)];
    needed.into_iter().find(|(field, _)| fields.text(&key, *field).is_none())
}

/// The observation that an item of a verified return becomes.
///
/// # Errors
/// As [`reported`].
pub fn observation(
    item: &Item,
    fields: &Fields,
    before: Option<&Reported>,
    period: Period,
) -> Result<Observation, (Field, Refused)> {
    let key = item.key();
    let text = |field| fields.text(&key, field).map(str::to_owned);
    Ok(Observation {
        subject: item.subject.clone(),
        unit: item.unit.clone(),
        period,
        reported: reported(item, fields, before)?,
        narrative: text(Field::Narrative),
        source: text(Field::Source),
        evidence: None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::id::IndicatorCode;
    use crate::observation::Subject;
    use crate::submission::{Entry, FieldKey};

    fn item(shape: Shape) -> Item {
        let subject = Subject::Indicator(IndicatorCode::new("K01").unwrap());
        Item {
            subject,
            unit: None,
            kind: ItemKind::Indicator(shape),
            evidence_required: true,
            may_propose: true,
            has_money: false,
        }
    }

    fn typed(item: &Item, texts: &[(Field, &str)]) -> Fields {
        let entry = |text: &str| Entry { text: text.to_owned(), version: 1, by: "o".to_owned(), at: Timestamp::UNIX_EPOCH };
        Fields(texts.iter().map(|(f, t)| (FieldKey::of(item.subject.clone(), *f), entry(t))).collect())
    }

    #[test]
    fn a_typed_figure_without_a_chosen_answer_is_not_guessed() {
        let it = item(Shape::Value);
        assert_eq!(reported(&it, &typed(&it, &[(Field::Value, "0")]), None), Err((Field::Answer, Refused::NoAnswer)));
    }

    #[test]
    fn zero_is_a_figure_and_an_empty_figure_is_none() {
        let it = item(Shape::Value);
        let zero = typed(&it, &[(Field::Answer, "figure"), (Field::Value, "0")]);
        assert_eq!(reported(&it, &zero, None), Ok(Reported::Value(Decimal::parse("0").unwrap())));
        let none = typed(&it, &[(Field::Answer, "figure")]);
        assert_eq!(reported(&it, &none, None), Err((Field::Value, Refused::FigureMissing)));
    }

    #[test]
    fn no_change_takes_the_round_before_and_needs_one() {
        let it = item(Shape::Value);
        let same = typed(&it, &[(Field::Answer, "no_change"), (Field::Value, "9")]);
        let before = Reported::Value(Decimal::parse("4").unwrap());
        assert_eq!(reported(&it, &same, Some(&before)), Ok(before));
        assert_eq!(reported(&it, &same, None), Err((Field::Answer, Refused::NothingBefore)));
    }

    #[test]
    fn not_applicable_needs_its_reason() {
        let it = item(Shape::Value);
        let bare = typed(&it, &[(Field::Answer, "not_applicable")]);
        assert_eq!(reported(&it, &bare, None), Err((Field::Reason, Refused::ReasonMissing)));
    }

    #[test]
    fn another_figure_needs_its_reason_and_its_source() {
        let it = item(Shape::Value);
        let proposed =
            |more: &[(Field, &str)]| proposal_missing(&it, &typed(&it, &[&[(Field::ProposedValue, "5")], more].concat()));
        assert_eq!(proposal_missing(&it, &typed(&it, &[])), None);
        assert_eq!(proposed(&[]), Some((Field::ProposedReason, Refused::ReasonMissing)));
        assert_eq!(proposed(&[(Field::ProposedReason, "ก")]), Some((Field::ProposedSource, Refused::SourceMissing)));
        assert_eq!(proposed(&[(Field::ProposedReason, "ก"), (Field::ProposedSource, "ข")]), None);
    }

    #[test]
    fn figures_are_accepted_as_officials_write_them_and_kept_plain() {
        assert_eq!(accept(Field::Value, " ๒,๗๗๙.๕๐ "), Ok("2779.50".to_owned()));
        assert_eq!(accept(Field::Steps, "3, ๑;2;3"), Ok("1;2;3".to_owned()));
        assert_eq!(accept(Field::Disbursed(1), "1,234.5"), Ok("1234.50".to_owned()));
        assert_eq!(accept(Field::Value, "ประมาณ 5"), Err(Refused::NotANumber));
        assert_eq!(accept(Field::Value, ""), Ok(String::new()));
    }
}
