//! Reading a JSON body field by field, so that everything that is wrong is told at once.
//!
//! Figures are text: a JSON number passes through floating point in many clients, and 92.00 would lose its digits. They are read by the
//! same rule as a workbook's cell, so Thai digits and thousands commas are understood here as well.

use phaen_domain::id::CodeError;
use phaen_domain::number::Decimal;
use phaen_domain::visible::is_unshowable;
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
        let unknown: Vec<String> = self.members.keys().cloned().collect();
        for field in unknown {
            self.fault(&field, "ไม่รู้จักชื่อนี้", "is not a known member");
        }
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(Refusal::Fields(self.faults)),
        }
    }
}
