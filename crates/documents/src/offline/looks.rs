//! How the sheet of a return looks.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of one workbook.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) plain: Format,
    pub(super) head: Format,
    pub(super) item: Format,
    pub(super) label: Format,
    pub(super) beside: Format,
    pub(super) wrapped: Format,
    answer: Format,
    wrong: Format,
}

impl Looks {
    pub(super) fn new() -> Self {
        let base = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let line = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00B8_C4D6));
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            plain: Format::new(),
            head: line(head).set_background_color(Color::RGB(0x001F_3F6E)).set_font_color(Color::White),
            item: line(base.clone().set_bold()).set_background_color(Color::RGB(0x00DC_E6F2)),
            label: line(base.clone()).set_indent(1),
            beside: line(base.clone()).set_font_color(Color::RGB(0x0060_6A78)),
            wrapped: base.clone(),
            answer: line(base.clone()).set_unlocked().set_background_color(Color::RGB(0x00FF_F8DC)),
            wrong: line(base)
                .set_unlocked()
                .set_background_color(Color::RGB(0x00F8_C9C4))
                .set_font_color(Color::RGB(0x008A_1C12)),
        }
    }

    const fn of(&self, wrong: bool) -> &Format {
        if wrong { &self.wrong } else { &self.answer }
    }

    /// An answer in words: what is typed stays text.
    pub(super) fn text(&self, wrong: bool) -> Format {
        self.of(wrong).clone().set_num_format("@")
    }

    /// A number with as many places as it has.
    pub(super) fn number(&self, wrong: bool, places: usize) -> Format {
        let format = if places == 0 { "General".to_owned() } else { format!("0.{}", "0".repeat(places)) };
        self.of(wrong).clone().set_num_format(format).set_align(FormatAlign::Left)
    }
}
