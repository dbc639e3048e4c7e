//! How the workbook looks: formats of heads and cells, widths, and what kind of value each column shows.

use jiff::civil::Date;
use phaen_domain::calendar::Month;
use phaen_domain::workbook::cell::{NOT_APPLICABLE, NOT_MEASURABLE, month_of};
use phaen_domain::workbook::schema::Kind;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet};

use super::WriteFailed;
use super::number::{SHEET_DIGITS, for_cell};

/// Buddhist years and Thai digits in spreadsheet programs that know them.
const DATE_FORMAT: &str = "[$-D07041E]d mmm yyyy";

/// A value as a person sees it in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Seen {
    /// Text, never a formula.
    Text(String),
    /// A number with its decimal places.
    Number(f64, usize),
    /// An amount of money.
    Money(f64),
    /// A day.
    Day(Date),
    /// ใช่ or ไม่ใช่ of the spreadsheet.
    Bool(bool),
}

impl Seen {
    /// A canonical text as it is shown in a column of this kind.
    pub(super) fn of(kind: Kind, canonical: &str) -> Self {
        let text = |text: &str| Self::Text(text.to_owned());
        match kind {
            Kind::Number | Kind::Whole | Kind::FiscalYear => Self::number(canonical),
            Kind::Money => match for_cell(canonical) {
                Some((amount, 2)) => Self::Money(amount),
                _ => text(canonical),
            },
            Kind::Date => canonical.parse().map_or_else(|_| text(canonical), Self::day),
            Kind::YesNo if canonical == "yes" => text("ใช่"),
            Kind::YesNo if canonical == "no" => text("ไม่ใช่"),
            Kind::Choice(choices) => {
                text(choices().iter().find(|(key, ..)| *key == canonical).map_or(canonical, |(_, th, _)| th))
            }
            Kind::Reported => match canonical {
                NOT_APPLICABLE => text("ไม่เกี่ยวข้อง"),
                NOT_MEASURABLE => text("วัดผลไม่ได้"),
                other => Self::number(other),
            },
            Kind::Period => Self::Text(period(canonical)),
            Kind::Code | Kind::Text | Kind::LongText | Kind::YesNo | Kind::Codes | Kind::Numbers => text(canonical),
        }
    }

    /// A decimal text as a number where a spreadsheet can hold it, else as text.
    pub(super) fn number(decimal: &str) -> Self {
        for_cell(decimal).map_or_else(|| Self::Text(decimal.to_owned()), |(value, places)| Self::Number(value, places))
    }

    /// A day where a spreadsheet has it, else its text: before March 1900 spreadsheets disagree, and a year of the Buddhist era taken
    /// for a common one would be shown 543 years too late.
    pub(super) fn day(day: Date) -> Self {
        if (1901..2400).contains(&day.year()) { Self::Day(day) } else { Self::Text(day.to_string()) }
    }
}

fn period(canonical: &str) -> String {
    // October is the first month of a fiscal year.
    let month = month_of(canonical).and_then(|month| i8::try_from((month + 8) % 12 + 1).ok()).and_then(Month::from_number);
    match month {
        Some(month) => month.thai_short().to_owned(),
        None => canonical.to_owned(),
    }
}

/// What a cell's ground says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// A filled-in cell.
    Plain,
    /// The example row.
    Example,
    /// A cell with a problem.
    Wrong,
}

/// The formats of one workbook.
pub(super) struct Looks {
    pub title: Format,
    pub head: Format,
    pub head_required: Format,
    pub key: Format,
    pub wrapped: Format,
    pub link: Format,
    /// By ground: text, money, day, and numbers by decimal places.
    cells: Vec<CellLooks>,
}

struct CellLooks {
    text: Format,
    money: Format,
    day: Format,
    numbers: Vec<Format>,
}

impl CellLooks {
    fn of(base: &Format) -> Self {
        let number = |places: usize| {
            let format = if places == 0 { "General".to_owned() } else { format!("0.{}", "0".repeat(places)) };
            base.clone().set_num_format(format)
        };
        Self {
            text: base.clone().set_num_format("@").set_text_wrap(),
            money: base.clone().set_num_format("#,##0.00"),
            day: base.clone().set_num_format(DATE_FORMAT).set_align(FormatAlign::Left),
            numbers: (0..=SHEET_DIGITS).map(number).collect(),
        }
    }
}

impl Looks {
    pub(super) fn new() -> Self {
        let base = Format::new().set_align(FormatAlign::Top);
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_border(FormatBorder::Thin);
        let head = head.set_border_color(Color::RGB(0x00B8_C4D6));
        let example =
            base.clone().set_italic().set_font_color(Color::RGB(0x0060_6A78)).set_background_color(Color::RGB(0x00F3_F4F6));
        let wrong = base.clone().set_background_color(Color::RGB(0x00F8_C9C4)).set_font_color(Color::RGB(0x008A_1C12));
        let wrong = wrong.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00C0_392B));
        Self {
            title: Format::new().set_bold().set_font_size(14),
            head_required: head.clone().set_background_color(Color::RGB(0x001F_3F6E)).set_font_color(Color::White),
            head: head.set_background_color(Color::RGB(0x00DC_E6F2)),
            key: Format::new().set_font_color(Color::RGB(0x0060_6A78)).set_font_size(9).set_border_bottom(FormatBorder::Thin),
            wrapped: base.clone().set_text_wrap(),
            link: base.clone().set_font_color(Color::RGB(0x001F_5FBF)),
            cells: [&base, &example, &wrong].into_iter().map(CellLooks::of).collect(),
        }
    }

    /// The format of a cell; the plain text format stands in for one that does not exist.
    pub(super) fn cell(&self, seen: &Seen, ground: Ground) -> &Format {
        let place = match ground {
            Ground::Plain => 0,
            Ground::Example => 1,
            Ground::Wrong => 2,
        };
        let Some(looks) = self.cells.get(place) else { return &self.wrapped };
        match seen {
            Seen::Text(_) => &looks.text,
            Seen::Number(_, places) => looks.numbers.get(*places).unwrap_or(&looks.text),
            Seen::Bool(_) => looks.numbers.first().unwrap_or(&looks.text),
            Seen::Money(_) => &looks.money,
            Seen::Day(_) => &looks.day,
        }
    }

    /// What an empty cell of the column will show; text columns keep what is typed from becoming a number, a day or a formula.
    pub(super) fn column(&self, kind: Kind) -> &Format {
        let sample = match kind {
            Kind::Number | Kind::Whole | Kind::FiscalYear | Kind::Reported => Seen::Number(0.0, 0),
            Kind::Money => Seen::Money(0.0),
            Kind::Date => Seen::Day(Date::ZERO),
            _ => Seen::Text(String::new()),
        };
        self.cell(&sample, Ground::Plain)
    }

    /// Writes one cell.
    pub(super) fn put(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        seen: &Seen,
        ground: Ground,
    ) -> Result<(), WriteFailed> {
        let format = self.cell(seen, ground);
        match seen {
            Seen::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
            Seen::Number(value, _) | Seen::Money(value) => sheet.write_number_with_format(row, column, *value, format)?,
            Seen::Bool(value) => sheet.write_boolean_with_format(row, column, *value, format)?,
            Seen::Day(day) => {
                let year = u16::try_from(day.year()).unwrap_or_default();
                let day = ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())?;
                sheet.write_datetime_with_format(row, column, &day, format)?
            }
        };
        Ok(())
    }
}

/// How wide a column is, in characters.
pub(super) const fn width(kind: Kind) -> f64 {
    match kind {
        Kind::LongText => 46.0,
        Kind::Text | Kind::Choice(_) => 26.0,
        Kind::Money | Kind::Date | Kind::Codes | Kind::Numbers => 18.0,
        Kind::Code | Kind::Reported | Kind::Period => 15.0,
        Kind::Number | Kind::Whole | Kind::FiscalYear | Kind::YesNo => 12.0,
    }
}
