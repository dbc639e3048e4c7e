//! Reading a JSON body field by field, so that everything that is wrong is told at once.
//!
//! Figures are text: a JSON number passes through floating point in many clients, and 92.00 would lose its digits. They are read by the
//! same rule as a workbook's cell, so Thai digits and thousands commas are understood here as well.

use std::str::FromStr;

use jiff::civil::Date;
use phaen_domain::calendar::parse_date;
use phaen_domain::id::CodeError;
use phaen_domain::number::Decimal;
use phaen_domain::visible::is_unshowable;
use phaen_domain::words::Words;
use phaen_domain::workbook::cell;
use serde_json::{Map, Value};

use super::refusal::{Fault, Refusal};

/// A body that is being read.
pub(super) struct Body {
    members: Map<String, Value>,
    faults: Vec<Fault>,
}

impl Body {
    /// Reads the bytes as a JSON object.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(members)) => Ok(Self { members, faults: Vec::new() }),
            Ok(_) => Err(Refusal::Fields(vec![Fault::new("body", "เนื้อหาต้องเป็นออบเจกต์ JSON", "the body must be a JSON object")])),
            Err(error) => Err(Refusal::NotJson(error.to_string())),
        }
    }

    /// Reads a body that may be left out altogether.
    pub(super) fn read_some(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.is_empty() { Ok(Self { members: Map::new(), faults: Vec::new() }) } else { Self::read(bytes) }
    }

    /// Ends a body in which nothing more is expected.
    pub(super) fn nothing(self) -> Result<(), Refusal> {
        self.end(Some(()))
    }

    /// Notes what is wrong with a field.
    pub(super) fn fault(&mut self, field: &str, th: impl Into<String>, en: impl Into<String>) {
        self.faults.push(Fault::new(field, th, en));
    }

    /// A text, when it is given; empty and null are not given.
    pub(super) fn text(&mut self, field: &str) -> Option<String> {
        match self.members.remove(field) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => self.shown(field, &text),
            Some(_) => {
                self.fault(
                    field,
                    "ต้องเป็นข้อความ (ตัวเลขให้ส่งเป็นข้อความ เช่น \"92.00\")",
                    "must be text (send figures as text, such as \"92.00\")",
                );
                None
            }
        }
    }

    /// A text to the letter, as an earlier answer told it; empty when it is not given.
    pub(super) fn exactly(&mut self, field: &str) -> String {
        match self.members.remove(field) {
            Some(Value::String(text)) => text,
            None | Some(Value::Null) => String::new(),
            Some(_) => {
                self.fault(field, "ต้องเป็นข้อความ", "must be text");
                String::new()
            }
        }
    }

    fn shown(&mut self, field: &str, text: &str) -> Option<String> {
        if text.chars().any(|c| c != '\r' && is_unshowable(c)) {
            self.fault(field, "มีอักขระที่แสดงไม่ได้ ให้ลบออก", "has characters that cannot be shown; remove them");
            return None;
        }
        if text.chars().nth(cell::LONGEST_LONG_TEXT).is_some() {
            self.fault(field, "ข้อความยาวเกินไป", "is too long");
            return None;
        }
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A text that must be there.
    pub(super) fn needed(&mut self, field: &str) -> String {
        let before = self.faults.len();
        let text = self.text(field);
        if text.is_none() && self.faults.len() == before {
            self.fault(field, "ต้องระบุ", "is required");
        }
        text.unwrap_or_default()
    }

    /// The reason of a change, one line of text.
    pub(super) fn reason(&mut self) -> String {
        let reason = self.needed("reason");
        if reason.chars().nth(cell::LONGEST_TEXT).is_some() {
            let most = cell::LONGEST_TEXT;
            self.fault("reason", format!("ยาวได้ไม่เกิน {most} ตัวอักษร"), format!("has at most {most} characters"));
        }
        reason
    }

    /// A whole number from 0, when it is given.
    pub(super) fn whole(&mut self, field: &str) -> Option<u32> {
        let value = self.members.remove(field).filter(|value| !value.is_null())?;
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        if number.is_none() {
            self.fault(field, "ต้องเป็นจำนวนเต็มตั้งแต่ 0", "must be a whole number from 0");
        }
        number
    }

    /// A whole number of a small kind, also below 0, which must be there.
    pub(super) fn small<T: TryFrom<i64>>(&mut self, field: &str) -> Option<T> {
        let number = self.members.remove(field).as_ref().and_then(Value::as_i64);
        let number = number.and_then(|number| T::try_from(number).ok());
        if number.is_none() {
            self.fault(field, "ต้องเป็นจำนวนเต็มที่ไม่ใหญ่เกินไป", "must be a whole number that is not too large");
        }
        number
    }

    /// Yes or no; no when it is not given.
    pub(super) fn flag(&mut self, field: &str) -> bool {
        match self.members.remove(field) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(yes)) => yes,
            Some(_) => {
                self.fault(field, "ต้องเป็น true หรือ false", "must be true or false");
                false
            }
        }
    }

    /// A figure given as text.
    pub(super) fn figure(&mut self, field: &str) -> Option<Decimal> {
        let text = self.text(field)?;
        self.read_figure(field, &text)
    }

    fn read_figure(&mut self, field: &str, text: &str) -> Option<Decimal> {
        match cell::number(text) {
            Ok(figure) => Some(figure),
            Err(_) => {
                self.fault(field, "ไม่ใช่ตัวเลขตามแบบ เช่น 92.00 หรือ 1,250", "is not a number such as 92.00 or 1,250");
                None
            }
        }
    }

    /// Figures given as a list of texts.
    pub(super) fn figures(&mut self, field: &str) -> Vec<Decimal> {
        let texts = self.list(field, |value| value.as_str().map(str::to_owned));
        texts.iter().filter_map(|text| self.read_figure(field, text)).collect()
    }

    /// Whole numbers given as a list.
    pub(super) fn levels(&mut self, field: &str) -> Vec<u8> {
        self.list(field, |value| value.as_u64().and_then(|level| u8::try_from(level).ok()))
    }

    fn list<T>(&mut self, field: &str, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
        let Some(value) = self.members.remove(field).filter(|value| !value.is_null()) else { return Vec::new() };
        let items = value.as_array().and_then(|items| items.iter().map(read).collect::<Option<Vec<T>>>());
        items.unwrap_or_else(|| {
            self.fault(field, "ต้องเป็นรายการตามแบบในเอกสาร", "must be a list as documented");
            Vec::new()
        })
    }

    /// Objects given as a list, each read for itself; what is wrong in one is told with its place, such as `fields[2].text`.
    pub(super) fn each<T>(&mut self, field: &str, mut read: impl FnMut(&mut Self) -> Option<T>) -> Vec<T> {
        let objects = self.list(field, |value| value.as_object().cloned());
        let mut items = Vec::new();
        for (place, members) in objects.into_iter().enumerate() {
            let mut inner = Self { members, faults: Vec::new() };
            items.extend(read(&mut inner));
            inner.refuse_unknown();
            self.faults.extend(inner.faults.into_iter().map(|fault| fault.within(&format!("{field}[{place}]"))));
        }
        items
    }

    /// As [`Body::each`], where there must be one at least and not more than so many.
    pub(super) fn some_of_each<T>(&mut self, field: &str, most: usize, read: impl FnMut(&mut Self) -> Option<T>) -> Vec<T> {
        let before = self.faults.len();
        let items = self.each(field, read);
        if items.is_empty() && self.faults.len() == before {
            self.fault(field, "ต้องมีอย่างน้อยหนึ่งรายการ", "must have one item at least");
        }
        if items.len() > most {
            self.fault(field, format!("มีได้ไม่เกิน {most} รายการ"), format!("has at most {most} items"));
        }
        items
    }

    /// The version that was seen, which must be there.
    pub(super) fn seen_version(&mut self) -> u32 {
        let before = self.faults.len();
        let version = self.whole("seen_version");
        if version.is_none() && self.faults.len() == before {
            self.fault("seen_version", "ต้องระบุรุ่นที่เห็น (version)", "is required: the version that was seen");
        }
        version.unwrap_or_default()
    }

    /// A day, when it is given: `2023-10-05`, or as officials write it.
    pub(super) fn day(&mut self, field: &str) -> Option<Date> {
        let text = self.text(field)?;
        let day = text.parse().ok().or_else(|| parse_date(&text).ok());
        if day.is_none() {
            self.fault(field, "ไม่ใช่วันที่ เช่น 2023-10-05 หรือ 5 ตุลาคม 2566", "is not a day such as 2023-10-05");
        }
        day
    }

    /// A day that must be there.
    pub(super) fn needed_day(&mut self, field: &str) -> Option<Date> {
        let before = self.faults.len();
        let day = self.day(field);
        if day.is_none() && self.faults.len() == before {
            self.fault(field, "ต้องระบุ", "is required");
        }
        day
    }

    /// A member of an enumeration by its key, which must be there.
    pub(super) fn word<W: Words>(&mut self, field: &str) -> Option<W> {
        let before = self.faults.len();
        let word = W::from_key(&self.needed(field));
        if word.is_none() && self.faults.len() == before {
            let keys = W::TABLE.iter().map(|row| row.1).collect::<Vec<_>>().join(", ");
            self.fault(field, format!("ระบุค่าใดค่าหนึ่งต่อไปนี้: {keys}"), format!("must be one of {keys}"));
        }
        word
    }

    /// Members of an enumeration given as a list of keys.
    pub(super) fn words<W: Words>(&mut self, field: &str) -> Vec<W> {
        self.list(field, |value| value.as_str().and_then(W::from_key))
    }

    /// The same, which must be there even if it is empty, so that a mistyped name takes nothing away.
    pub(super) fn needed_words<W: Words>(&mut self, field: &str) -> Vec<W> {
        if !self.members.contains_key(field) {
            self.fault(field, "ต้องระบุ", "is required");
        }
        self.words(field)
    }

    /// Something that is named by a text of its own form, which must be there.
    pub(super) fn named<T: FromStr>(&mut self, field: &str, such_as: &str) -> Option<T> {
        let before = self.faults.len();
        let text = self.needed(field);
        self.read_name(field, &text, such_as).filter(|_| self.faults.len() == before)
    }

    /// The same, when it is given.
    pub(super) fn some_named<T: FromStr>(&mut self, field: &str, such_as: &str) -> Option<T> {
        let text = self.text(field)?;
        self.read_name(field, &text, such_as)
    }

    fn read_name<T: FromStr>(&mut self, field: &str, text: &str, such_as: &str) -> Option<T> {
        let name = text.parse().ok();
        if name.is_none() && !text.is_empty() {
            self.fault(field, format!("ไม่ใช่ชื่อที่ใช้ได้ เช่น {such_as}"), format!("is not a name such as {such_as}"));
        }
        name
    }

    /// A code that must be there.
    pub(super) fn code<T>(&mut self, field: &str, read: fn(&str) -> Result<T, CodeError>) -> Option<T> {
        let before = self.faults.len();
        let text = self.needed(field);
        if self.faults.len() > before {
            return None;
        }
        self.read_code(field, &text, read)
    }

    /// A code that may be there.
    pub(super) fn some_code<T>(&mut self, field: &str, read: fn(&str) -> Result<T, CodeError>) -> Option<T> {
        let text = self.text(field)?;
        self.read_code(field, &text, read)
    }

    fn read_code<T>(&mut self, field: &str, text: &str, read: fn(&str) -> Result<T, CodeError>) -> Option<T> {
        match read(text) {
            Ok(code) => Some(code),
            Err(_) => {
                self.fault(field, "ไม่ใช่รหัสที่ใช้ได้", "is not a code");
                None
            }
        }
    }

    /// Ends the reading: a member that nobody asked for is a mistake, so that a mistyped name loses no text.
    pub(super) fn end<T>(mut self, value: Option<T>) -> Result<T, Refusal> {
        self.refuse_unknown();
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(Refusal::Fields(self.faults)),
        }
    }

    fn refuse_unknown(&mut self) {
        for field in std::mem::take(&mut self.members).into_iter().map(|(field, _)| field) {
            self.fault(&field, "ไม่รู้จักชื่อนี้", "is not a known member");
        }
    }
}
