//! Figures as officials write them into sentences: Thai or Arabic digits, ร้อยละ before or % after, "x จาก y", "จาก x เป็น y".

use crate::number::{Decimal, Exact};
use crate::thai::digits::to_arabic;

/// A figure in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) value: Decimal,
    pub(super) percent: bool,
    /// Place of its first byte in the text in Arabic digits.
    pub(super) start: usize,
    /// Place after its last byte.
    pub(super) end: usize,
}

/// A text with its figures. Years, dates and document numbers are none.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) figures: Vec<Figure>,
}

impl Written {
    pub(super) fn read(text: &str) -> Self {
        let text = to_arabic(text).into_owned();
        let mut figures = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
            let end = numeral_end(&text, start);
            figures.extend(figure(&text, start, end));
            at = end;
        }
        Self { text, figures }
    }

    /// The text between two figures, or after the last one.
    pub(super) fn after(&self, place: usize) -> &str {
        let Some(figure) = self.figures.get(place) else { return "" };
        let end = self.figures.get(place + 1).map_or(self.text.len(), |next| next.start);
        self.text.get(figure.end..end).unwrap_or_default()
    }

    fn before(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.figures[place - 1].end };
        self.text.get(start..self.figures[place].start).unwrap_or_default()
    }

    /// "x … จาก … y": places of x and y. A percentage is neither.
    pub(super) fn shares(&self) -> Vec<(usize, usize)> {
        let counts = |at: usize| self.figures.get(at).is_some_and(|it| !it.percent);
        let says = |at: usize| self.after(at).contains("จาก") && !self.before(at).trim_end().ends_with("จาก");
        let part = |at: &usize| self.figures[*at].value.exact() <= self.figures[*at + 1].value.exact();
        (0..self.figures.len().saturating_sub(1))
            .filter(|at| counts(*at) && counts(*at + 1) && says(*at))
            .filter(part)
            .map(|at| (at, at + 1))
            .collect()
    }

    /// "จาก x … เป็น y": places of x and y.
    pub(super) fn changes(&self) -> Vec<(usize, usize)> {
        let from = |at: usize| {
            let before = self.before(at).trim_end();
            let before = before.strip_suffix("ร้อยละ").map_or(before, str::trim_end);
            before.ends_with("จาก") || before.ends_with("จากเดิม")
        };
        let last = self.figures.len().saturating_sub(1);
        (0..last).filter(|at| from(*at) && self.after(*at).contains("เป็น")).map(|at| (at, at + 1)).collect()
    }

    /// Whether a unit of measure follows a figure.
    pub(super) fn is_of(&self, place: usize, unit: &str) -> bool {
        self.after(place).trim_start().starts_with(unit)
    }
}

/// x as a percentage of y.
pub(super) fn share(part: Decimal, whole: Decimal) -> Option<Exact> {
    (&part.exact() * &Exact::hundred()).divided_by(&whole.exact())
}

/// Whether a figure is another one, as far as its places go.
pub(super) fn agrees(written: Decimal, value: &Exact) -> bool {
    value.round_half_up(written.places()).exact() == written.exact()
}

fn numeral_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while digit(end) || (matches!(bytes.get(end), Some(b',' | b'.')) && digit(end + 1)) {
        end += 1;
    }
    end
}

fn figure(text: &str, start: usize, end: usize) -> Option<Figure> {
    let (before, after) = (text[..start].trim_end(), text[end..].trim_start());
    let value = Decimal::parse(&text[start..end].replace(',', "")).ok()?;
    let percent = before.ends_with("ร้อยละ") || after.starts_with('%') || after.starts_with("เปอร์เซ็นต์");
    let stands_alone = !before.ends_with(['/', '-', '.']) && !after.starts_with('/');
    let is_year = text[start..end].len() == 4 && (2400..2700).any(|year| value == Decimal::whole(year)) && !percent;
    let named = ["ที่", "ฉบับที่", "ข้อ", "บรรทัด", "ปี", "พ.ศ.", "มาตรา"];
    let is_name = named.iter().any(|word| before.ends_with(word));
    (percent || (stands_alone && !is_year && !is_name && !is_day(after))).then_some(Figure { value, percent, start, end })
}

/// A number before the name of a month is a day.
fn is_day(after: &str) -> bool {
    use crate::calendar::Month;
    Month::ALL.iter().any(|month| after.starts_with(month.thai()) || after.starts_with(month.thai_short()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(String, bool)> {
        Written::read(text).figures.iter().map(|it| (it.value.to_string(), it.percent)).collect()
    }

    #[test]
    fn figures_are_read_in_both_digits_and_years_dates_and_document_numbers_are_none() {
        let figure = |text: &str, percent| (text.to_owned(), percent);
        assert_eq!(values("อบรม ๒,๗๗๙ คน คิดเป็นร้อยละ ๙๕.๙๓"), [figure("2779", false), figure("95.93", true)]);
        assert_eq!(values("ตามสัญญา 88/2566 ลงวันที่ 18 ตุลาคม 2566 งวด"), []);
        assert_eq!(values("ได้ 96.4%"), [figure("96.4", true)]);
    }

    #[test]
    fn x_of_y_and_from_x_to_y_are_told_apart() {
        let shares = |text: &str| Written::read(text).shares();
        assert_eq!(shares("สำเร็จ 348 เรื่อง จาก 375 เรื่อง"), [(0, 1)]);
        let change = Written::read("เพิ่มขึ้นจาก 40 เรื่อง เป็น 70 เรื่อง");
        assert_eq!((change.shares(), change.changes()), (vec![], vec![(0, 1)]));
    }
}
