//! Fields of a return: what can be typed for an item, each kept as text with its own version.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use jiff::Timestamp;

use super::SubmittedVersion;
use crate::id::{IndicatorCode, ProjectCode};
use crate::observation::Subject;
use crate::words::Words;

/// What a field belongs to: an indicator, a project, a project's indicator, or the return as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemKey {
    /// Something that is observed.
    Subject(Subject),
    /// The whole return.
    Whole,
}

/// What can be typed for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Which kind of answer: [`AnswerKind`]. Never guessed from an empty value.
    Answer,
    /// The value, level or status.
    Value,
    /// Numerator of a ratio.
    Numerator,
    /// Denominator of a ratio.
    Denominator,
    /// Steps done, separated by semicolons.
    Steps,
    /// Why it is not applicable or not measurable.
    Reason,
    /// Narrative (ผลการดำเนินงาน), in simple rich text.
    Narrative,
    /// Where the figure comes from.
    Source,
    /// Which kind of problem: [`ProblemCategory`].
    ProblemCategory,
    /// Problems and obstacles.
    Problem,
    /// What was done or is proposed about them.
    Remedy,
    /// What comes next.
    NextPlan,
    /// Disbursed in a month: 1 = October … 12 = September.
    Disbursed(u8),
    /// Another figure than the rule's.
    ProposedValue,
    /// Why another figure.
    ProposedReason,
    /// Where the other figure comes from.
    ProposedSource,
}

/// Which kind of answer was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerKind {
    /// A figure is given; zero is a figure.
    Figure,
    /// As in the round before: an explicit answer.
    NoChange,
    /// "-": no data.
    NoData,
    /// ไม่เกี่ยวข้อง
    NotApplicable,
    /// วัดผลไม่ได้
    NotMeasurable,
}

impl Words for AnswerKind {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Figure, "figure", "มีผล (กรอกตัวเลข)", "A figure"),
        (Self::NoChange, "no_change", "ไม่เปลี่ยนแปลงจากรอบก่อน", "No change since the last round"),
        (Self::NoData, "no_data", "ยังไม่มีข้อมูล", "No data"),
        (Self::NotApplicable, "not_applicable", "ไม่เกี่ยวข้อง", "Not applicable"),
        (Self::NotMeasurable, "not_measurable", "วัดผลไม่ได้", "Not measurable"),
    ];

    const FORMER: &'static [(Self, &'static str)] = &[(Self::NotMeasurable, "ไม่สามารถวัดผลได้")];
}

/// Which kind of problem a unit met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemCategory {
    /// งบประมาณ
    Budget,
    /// บุคลากร
    People,
    /// กฎหมายและระเบียบ
    Law,
    /// ระบบเทคโนโลยีสารสนเทศ
    Technology,
    /// การประสานงาน
    Coordination,
    /// ปัจจัยภายนอก
    Outside,
    /// อื่น ๆ
    Other,
}

impl Words for ProblemCategory {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Budget, "budget", "งบประมาณ", "Budget"),
        (Self::People, "people", "บุคลากร", "People"),
        (Self::Law, "law", "กฎหมายและระเบียบ", "Law and rules"),
        (Self::Technology, "technology", "ระบบเทคโนโลยีสารสนเทศ", "Technology"),
        (Self::Coordination, "coordination", "การประสานงาน", "Coordination"),
        (Self::Outside, "outside", "ปัจจัยภายนอก", "Outside factors"),
        (Self::Other, "other", "อื่น ๆ", "Other"),
    ];
}

impl Words for Field {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Answer, "answer", "คำตอบ", "Answer"),
        (Self::Value, "value", "ผล", "Value"),
        (Self::Numerator, "numerator", "ตัวตั้ง", "Numerator"),
        (Self::Denominator, "denominator", "ตัวหาร", "Denominator"),
        (Self::Steps, "steps", "ขั้นตอนที่แล้วเสร็จ", "Steps done"),
        (Self::Reason, "reason", "เหตุผล", "Reason"),
        (Self::Narrative, "narrative", "ผลการดำเนินงาน", "Narrative"),
        (Self::Source, "source", "แหล่งที่มาของข้อมูล", "Source"),
        (Self::ProblemCategory, "problem_category", "ประเภทปัญหา", "Kind of problem"),
        (Self::Problem, "problem", "ปัญหาและอุปสรรค", "Problems"),
        (Self::Remedy, "remedy", "แนวทางแก้ไข", "Remedies"),
        (Self::NextPlan, "next_plan", "แผนดำเนินการต่อไป", "Next plan"),
        (Self::Disbursed(1), "disbursed_01", "เบิกจ่าย ต.ค.", "Disbursed in October"),
        (Self::Disbursed(2), "disbursed_02", "เบิกจ่าย พ.ย.", "Disbursed in November"),
        (Self::Disbursed(3), "disbursed_03", "เบิกจ่าย ธ.ค.", "Disbursed in December"),
        (Self::Disbursed(4), "disbursed_04", "เบิกจ่าย ม.ค.", "Disbursed in January"),
        (Self::Disbursed(5), "disbursed_05", "เบิกจ่าย ก.พ.", "Disbursed in February"),
        (Self::Disbursed(6), "disbursed_06", "เบิกจ่าย มี.ค.", "Disbursed in March"),
        (Self::Disbursed(7), "disbursed_07", "เบิกจ่าย เม.ย.", "Disbursed in April"),
        (Self::Disbursed(8), "disbursed_08", "เบิกจ่าย พ.ค.", "Disbursed in May"),
        (Self::Disbursed(9), "disbursed_09", "เบิกจ่าย มิ.ย.", "Disbursed in June"),
        (Self::Disbursed(10), "disbursed_10", "เบิกจ่าย ก.ค.", "Disbursed in July"),
        (Self::Disbursed(11), "disbursed_11", "เบิกจ่าย ส.ค.", "Disbursed in August"),
        (Self::Disbursed(12), "disbursed_12", "เบิกจ่าย ก.ย.", "Disbursed in September"),
        (Self::ProposedValue, "proposed_value", "ค่าที่เสนอแทน", "Proposed value"),
        (Self::ProposedReason, "proposed_reason", "เหตุผลที่เสนอ", "Reason of the proposal"),
        (Self::ProposedSource, "proposed_source", "แหล่งที่มาของค่าที่เสนอ", "Source of the proposal"),
    ];
}

/// One field of one item. Its text, such as `indicator:K01:value`, names it in forms, files, the database and the API.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldKey {
    /// What it belongs to.
    pub item: ItemKey,
    /// Which field.
    pub field: Field,
}

impl FieldKey {
    /// A field of something observed.
    #[must_use]
    pub const fn of(subject: Subject, field: Field) -> Self {
        Self { item: ItemKey::Subject(subject), field }
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("whole"),
            Self::Subject(Subject::Indicator(code)) => write!(f, "indicator:{code}"),
            Self::Subject(Subject::Project(code)) => write!(f, "project:{code}"),
            Self::Subject(Subject::ProjectIndicator(code, order)) => write!(f, "project_indicator:{code}:{order}"),
        }
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.item, self.field.key())
    }
}

/// A text that names no field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no field {0}")]
pub struct UnknownField(pub String);

impl FromStr for ItemKey {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, UnknownField> {
        let unknown = || UnknownField(text.to_owned());
        if text == "whole" {
            return Ok(Self::Whole);
        }
        let (kind, code) = text.split_once(':').ok_or_else(unknown)?;
        let subject = match kind {
            "indicator" => Subject::Indicator(IndicatorCode::new(code).map_err(|_| unknown())?),
            "project" => Subject::Project(ProjectCode::new(code).map_err(|_| unknown())?),
            "project_indicator" => {
                let (code, order) = code.rsplit_once(':').ok_or_else(unknown)?;
                let order = order.parse().map_err(|_| unknown())?;
                Subject::ProjectIndicator(ProjectCode::new(code).map_err(|_| unknown())?, order)
            }
            _ => return Err(unknown()),
        };
        Ok(Self::Subject(subject))
    }
}

impl FromStr for FieldKey {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, UnknownField> {
        let unknown = || UnknownField(text.to_owned());
        let (item, field) = text.rsplit_once(':').ok_or_else(unknown)?;
        let field = Field::TABLE.iter().find(|row| row.1 == field).ok_or_else(unknown)?.0;
        Ok(Self { item: item.parse().map_err(|_| unknown())?, field })
    }
}

/// What is typed in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The text as accepted; never empty.
    pub text: String,
    /// Counts up with every change of this field.
    pub version: u32,
    /// Login of who typed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// All that is typed in a return.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub BTreeMap<FieldKey, Entry>);

impl Fields {
    /// What is typed in a field.
    #[must_use]
    pub fn text(&self, item: &ItemKey, field: Field) -> Option<&str> {
        let entry = self.0.get(&FieldKey { item: item.clone(), field });
        entry.map(|entry| entry.text.as_str()).filter(|text| !text.is_empty())
    }

    /// The kind of answer that was chosen for an item.
    #[must_use]
    pub fn answer(&self, item: &ItemKey) -> Option<AnswerKind> {
        self.text(item, Field::Answer).and_then(AnswerKind::from_key)
    }

    /// Whether anything is typed for an item.
    #[must_use]
    pub fn touches(&self, item: &ItemKey) -> bool {
        self.0.iter().any(|(key, entry)| key.item == *item && !entry.text.is_empty())
    }

    /// The one text of all fields that is hashed: each key and text with its length in bytes before it, in the order of keys.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::from("phaen return v1\n");
        for (key, entry) in self.0.iter().filter(|(_, entry)| !entry.text.is_empty()) {
            let key = key.to_string();
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{}:{key} {}:{}", key.len(), entry.text.len(), entry.text);
        }
        out
    }

    /// What was typed in a return as it was submitted; `None` when it cannot be read.
    #[must_use]
    pub fn of_version(version: &SubmittedVersion, body: &str) -> Option<Self> {
        let entry = |text| Entry { text, version: version.number, by: version.submitted_by.clone(), at: version.submitted_at };
        let texts = Self::read_canonical(body).ok()?;
        Some(Self(texts.into_iter().map(|(key, text)| (key, entry(text))).collect()))
    }

    /// The texts that [`Fields::canonical`] wrote, by key.
    ///
    /// # Errors
    /// [`UnknownField`] when it is not such a text.
    pub fn read_canonical(text: &str) -> Result<BTreeMap<FieldKey, String>, UnknownField> {
        let wrong = || UnknownField(text.chars().take(60).collect());
        let mut rest = text.strip_prefix("phaen return v1\n").ok_or_else(wrong)?;
        let mut fields = BTreeMap::new();
        while !rest.is_empty() {
            let key = counted(&mut rest, ' ').ok_or_else(wrong)?;
            let text = counted(&mut rest, '\n').ok_or_else(wrong)?;
            fields.insert(key.parse()?, text.to_owned());
        }
        Ok(fields)
    }
}

fn counted<'a>(rest: &mut &'a str, end: char) -> Option<&'a str> {
    let (length, after) = rest.split_once(':')?;
    let text = after.get(..length.parse().ok()?)?;
    *rest = after[text.len()..].strip_prefix(end)?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> FieldKey {
        text.parse().unwrap()
    }

    #[test]
    fn every_field_of_every_item_reads_back_from_its_name() {
        for item in ["whole", "indicator:K 01", "project:P:1", "project_indicator:P:1:2"] {
            for (_, field, ..) in Field::TABLE {
                let name = format!("{item}:{field}");
                assert_eq!(key(&name).to_string(), name);
            }
        }
    }

    #[test]
    fn an_answer_chosen_by_its_former_word_is_still_read() {
        for word in ["วัดผลไม่ได้", "ไม่สามารถวัดผลได้", "not_measurable"]
        {
            assert_eq!(AnswerKind::from_key(word), Some(AnswerKind::NotMeasurable), "{word}");
        }
    }

    #[test]
    fn what_names_no_field_is_refused() {
        for text in ["", "value", "indicator:K01", "indicator:K01:colour", "unit:พบ.:value", "project_indicator:P01:value"] {
            assert!(text.parse::<FieldKey>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_canonical_text_reads_back_even_when_a_text_looks_like_a_field() {
        let entry = |text: &str| Entry { text: text.to_owned(), version: 1, by: "o".to_owned(), at: Timestamp::UNIX_EPOCH };
        let mut fields = Fields::default();
        fields.0.insert(key("indicator:K01:narrative"), entry("บรรทัดหนึ่ง\n19:indicator:K01:value 1:9"));
        fields.0.insert(key("indicator:K01:value"), entry("๔"));
        let read = Fields::read_canonical(&fields.canonical()).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[&key("indicator:K01:value")], "๔");
    }
}
