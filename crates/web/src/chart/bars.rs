//! Horizontal bars with the value written after each: success by strategic issue, scores by unit.

use super::canvas::{Anchor, Canvas, GRID, INK, Pen, QUIET, RAIL, shortened, two_lines, width};
use super::{Axis, Heading, Paint, Sheet};
use crate::components::Drawing;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its length in hundredths; `None` draws an empty rail.
    pub value: Option<i64>,
    /// The value as words.
    pub shown: String,
    /// Its colour.
    pub paint: Paint,
}

const WIDE: i64 = 6_400;
const NARROW: i64 = 3_200;
const LABELS: i64 = 2_050;
const THICK: i64 = 220;
const TOP: i64 = 60;
const SIZE: i64 = 145;

/// Where bars lie on a sheet.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) whole: i64,
    pub(super) left: i64,
    /// Room above a bar for its label.
    pub(super) above: i64,
}

impl Place {
    pub(super) fn on(sheet: Sheet) -> Self {
        match sheet {
            Sheet::Wide => Self { whole: WIDE, left: LABELS + 120, above: 0 },
            Sheet::Narrow => Self { whole: NARROW, left: 20, above: 230 },
        }
    }

    /// How long the longest bar may be, with the longest value written after it.
    pub(super) fn length<'a>(self, values: impl Iterator<Item = &'a str>, size: i64) -> i64 {
        let longest = values.map(|words| width(words, size)).max().unwrap_or(0);
        self.whole - self.left - longest.clamp(400, self.whole / 4) - 160
    }
}

/// Draws the bars in the order given.
#[must_use]
pub fn bars(sheet: Sheet, heading: &Heading, axis: &Axis, bars: &[Bar]) -> Drawing {
    let place = Place::on(sheet);
    let row_height = 400 + place.above / 2;
    let bottom = TOP + i64::try_from(bars.len()).unwrap_or(0) * row_height;
    let length = place.length(bars.iter().map(|bar| bar.shown.as_str()), SIZE);
    let mut canvas = Canvas::new(sheet, heading, place.whole, bottom + 280);
    marks(&mut canvas, axis, (place.left, length), (TOP, bottom));
    for (row, bar) in (0_i64..).zip(bars) {
        let top = TOP + row * row_height;
        let middle = top + (row_height + place.above) / 2;
        label(&mut canvas, place, &bar.label, middle);
        let full = bar.value.map_or(0, |value| axis.place(value, length));
        canvas.rect((place.left, middle - THICK / 2), (length, THICK), 40, RAIL);
        if full > 0 {
            canvas.rect((place.left, middle - THICK / 2), (full, THICK), 40, bar.paint.colour());
        }
        let pen = Pen::new(Anchor::Start, SIZE, INK).bold();
        let room = place.whole - place.left - length - 60;
        canvas.words((place.left + length + 90, middle + 50), pen, &shortened(&bar.shown, SIZE, room));
    }
    canvas.finish()
}

/// The marks of the scale, from top to bottom.
pub(super) fn marks(canvas: &mut Canvas, axis: &Axis, across: (i64, i64), down: (i64, i64)) {
    for (value, words) in &axis.marks {
        let along = axis.place(*value, across.1);
        let x = across.0 + along;
        canvas.rule((x, down.0), (x, down.1), GRID, 10);
        // The first mark of a narrow sheet would hang over its edge.
        let anchor = if x < 100 { Anchor::Start } else { Anchor::Middle };
        let pen = Pen::new(anchor, 125, QUIET);
        canvas.words((x, down.1 + 200), pen, words);
    }
}

/// The label of a row: to its left in one or two lines, or above it.
pub(super) fn label(canvas: &mut Canvas, place: Place, words: &str, middle: i64) {
    if place.above > 0 {
        let pen = Pen::new(Anchor::Start, SIZE, INK);
        canvas.words((place.left, middle - 185), pen, &shortened(words, SIZE, place.whole - 60));
        return;
    }
    let pen = Pen::new(Anchor::End, SIZE, INK);
    match two_lines(words, SIZE, LABELS) {
        (line, None) => canvas.words((LABELS + 20, middle + 50), pen, &line),
        (first, Some(second)) => {
            let small = Pen { size: 132, ..pen };
            canvas.words((LABELS + 20, middle - 35), small, &first);
            canvas.words((LABELS + 20, middle + 130), small, &second);
        }
    }
}
