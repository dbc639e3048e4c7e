//! Horizontal bars with the value written after each: success by strategic issue, scores by unit.

use super::canvas::{Anchor, Canvas, GRID, INK, Pen, QUIET, RAIL, two_lines, width};
use super::{Axis, Heading, Paint};
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

const WIDTH: i64 = 6_400;
const LABELS: i64 = 2_050;
const ROW: i64 = 400;
const THICK: i64 = 220;
const TOP: i64 = 60;
const SIZE: i64 = 145;

/// Draws the bars in the order given.
#[must_use]
pub fn bars(heading: &Heading, axis: &Axis, bars: &[Bar]) -> Drawing {
    let rows = i64::try_from(bars.len()).unwrap_or(0);
    let bottom = TOP + rows * ROW;
    let longest = bars.iter().map(|bar| width(&bar.shown, SIZE)).max().unwrap_or(0);
    let left = LABELS + 120;
    let length = WIDTH - left - longest.clamp(400, 1_600) - 160;
    let mut canvas = Canvas::new(heading, WIDTH, bottom + 280);
    for (value, words) in &axis.marks {
        let x = left + axis.place(*value, length);
        canvas.rule((x, TOP), (x, bottom), GRID, 10);
        let pen = Pen { anchor: Anchor::Middle, size: 125, bold: false, colour: QUIET };
        canvas.words((x, bottom + 200), pen, words);
    }
    for (row, bar) in (0_i64..).zip(bars) {
        let middle = TOP + row * ROW + ROW / 2;
        label(&mut canvas, &bar.label, middle);
        let full = bar.value.map_or(0, |value| axis.place(value, length));
        canvas.rect((left, middle - THICK / 2), (length, THICK), 40, RAIL);
        if full > 0 {
            canvas.rect((left, middle - THICK / 2), (full, THICK), 40, bar.paint.colour());
        }
        let pen = Pen { anchor: Anchor::Start, size: SIZE, bold: true, colour: INK };
        canvas.words((left + length + 90, middle + 50), pen, &bar.shown);
    }
    canvas.finish()
}

/// The label to the left of a row, in one or two lines.
pub(super) fn label(canvas: &mut Canvas, words: &str, middle: i64) {
    let pen = Pen { anchor: Anchor::End, size: SIZE, bold: false, colour: INK };
    match two_lines(words, SIZE, LABELS) {
        (line, None) => canvas.words((LABELS + 20, middle + 50), pen, &line),
        (first, Some(second)) => {
            let small = Pen { size: 132, ..pen };
            canvas.words((LABELS + 20, middle - 35), small, &first);
            canvas.words((LABELS + 20, middle + 130), small, &second);
        }
    }
}
