//! How the scorecard's sheets look, and how a shown figure becomes a number that a spreadsheet shows the same way.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Most digits that a spreadsheet keeps; a figure with more is written as text.
const MOST_DIGITS: usize = 15;

/// Most characters that a cell can hold.
const LONGEST_TEXT: usize = 32_767;

/// One cell.
pub(super) enum Content {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// Words set in by as many steps.
    Indented(String, u8),
    /// A figure as shown in Arabic digits.
    Figure(String),
}

impl Content {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// One row, with the name of its thing in the hidden last column.
pub(super) struct Row {
    pub(super) cells: Vec<Content>,
    pub(super) key: String,
    /// A row of totals.
    pub(super) total: bool,
}

/// One sheet with its head.
pub(super) struct Sheet {
    pub(super) name: &'static str,
    pub(super) title: String,
    /// Heads and widths of the columns.
    pub(super) columns: Vec<(&'static str, u16)>,
    pub(super) rows: Vec<Row>,
    /// Whether the column of names is shown; it is hidden otherwise.
    pub(super) keys_shown: bool,
}

/// The formats of a workbook.
pub(super) struct Looks {
    title: Format,
    head: Format,
    text: Format,
    total: Format,
}

impl Looks {
    pub(super) fn new() -> Self {
        let cell = Format::new().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x008A_93A3)).set_text_wrap();
        let cell = cell.set_align(FormatAlign::Top).set_font_name("TH Sarabun New").set_font_size(14);
        let total = cell.clone().set_bold().set_background_color(Color::RGB(0x00DF_E8F5));
        Self {
            title: Format::new()
                .set_bold()
                .set_font_name("TH Sarabun New")
                .set_font_size(18)
                .set_font_color(Color::RGB(0x0014_305F)),
            head: total.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter),
            text: cell,
            total,
        }
    }

    fn ground(&self, total: bool) -> &Format {
        if total { &self.total } else { &self.text }
    }
}

impl Sheet {
    /// Writes the sheet: title, head that stays in sight, rows, print set up for A4.
    pub(super) fn write(&self, workbook: &mut Workbook, looks: &Looks) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet().set_name(self.name)?;
        put_text(sheet, 0, 0, &self.title, &looks.title)?;
        let last = u16::try_from(self.columns.len()).unwrap_or(u16::MAX);
        for ((head, width), column) in self.columns.iter().zip(0..) {
            sheet.set_column_width(column, *width)?;
            put_text(sheet, 1, column, head, &looks.head)?;
        }
        put_text(sheet, 1, last, "ชื่อในระบบ", &looks.head)?;
        sheet.set_column_width(last, 28)?;
        if !self.keys_shown {
            sheet.set_column_hidden(last)?;
        }
        for (row, place) in self.rows.iter().zip(2..) {
            let ground = looks.ground(row.total);
            for (content, column) in row.cells.iter().zip(0..) {
                put(sheet, place, column, content, ground)?;
            }
            put_text(sheet, place, last, &row.key, ground)?;
        }
        set_up(sheet)
    }
}

fn set_up(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(2, 0)?;
    sheet.set_repeat_rows(0, 1)?;
    sheet.set_paper_size(9);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.6, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&A&Rหน้า &P / &N");
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, content: &Content, ground: &Format) -> Result<(), XlsxError> {
    match content {
        Content::Empty => sheet.write_blank(row, column, ground).map(drop),
        Content::Text(text) => put_text(sheet, row, column, text, ground),
        Content::Indented(text, steps) => put_text(sheet, row, column, text, &ground.clone().set_indent(*steps)),
        Content::Figure(shown) => match number_of(shown) {
            Some((value, format)) => {
                let ground = ground.clone().set_num_format(format).set_align(FormatAlign::Right);
                sheet.write_number_with_format(row, column, value, &ground).map(drop)
            }
            None => put_text(sheet, row, column, shown, &ground.clone().set_align(FormatAlign::Right)),
        },
    }
}

/// A text as text: a spreadsheet that is asked to edit it is told so too.
fn put_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, ground: &Format) -> Result<(), XlsxError> {
    let short: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(LONGEST_TEXT).collect();
    if short.starts_with(['=', '+', '-', '@', '\t']) {
        return sheet.write_string_with_format(row, column, short, &ground.clone().set_quote_prefix()).map(drop);
    }
    sheet.write_string_with_format(row, column, short, ground).map(drop)
}

/// A shown figure as a number with the format that shows it the same way.
pub(super) fn number_of(shown: &str) -> Option<(f64, String)> {
    let plain = shown.replace(',', "");
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    let numeral = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    if digits == 0 || digits > MOST_DIGITS || !numeral {
        return None;
    }
    let value = plain.parse::<f64>().ok()?;
    let places = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let format = if places == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(places)) };
    let format = if plain.starts_with('+') { format!("+{format};-{format};{format}") } else { format };
    Some((value, format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_figure_becomes_a_number_that_is_shown_the_same_way() {
        for (shown, value, format) in [
            ("14,040.00", 14_040.0, "#,##0.00"),
            ("4,225", 4_225.0, "#,##0"),
            ("-0.85", -0.85, "#,##0.00"),
            ("+6.00", 6.0, "+#,##0.00;-#,##0.00;#,##0.00"),
        ] {
            assert_eq!(number_of(shown), Some((value, format.to_owned())));
        }
    }

    #[test]
    fn what_a_spreadsheet_cannot_hold_stays_text() {
        for shown in ["–", "", "1,234,567,890,123,456.78", "ร้อยละ 5", "1e5"] {
            assert_eq!(number_of(shown), None, "{shown}");
        }
    }
}
