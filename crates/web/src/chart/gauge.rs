//! A half circle filled by a percentage, with a mark where the target lies.

use super::canvas::{Anchor, Canvas, INK, Pen, QUIET, RAIL, Tenths, shortened};
use super::{Heading, Paint, Sheet};
use crate::components::Drawing;

/// What the gauge shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gauge {
    /// 0–10000 in hundredths of a per cent; more fills it, `None` leaves it empty.
    pub value: Option<i64>,
    /// The value as words.
    pub shown: String,
    /// Words under it: ร้อยละ.
    pub unit: String,
    /// Where the target lies, with its words.
    pub target: Option<(i64, String)>,
    /// The colour of the filled part.
    pub paint: Paint,
}

const WIDTH: i64 = 2_400;
const HEIGHT: i64 = 1_720;
const CENTRE: (i64, i64) = (1_200, 1_180);
const RADIUS: i64 = 900;
const FULL: i64 = 10_000;

/// Draws the gauge.
#[must_use]
pub fn gauge(sheet: Sheet, heading: &Heading, gauge: &Gauge) -> Drawing {
    let mut canvas = Canvas::new(sheet, heading, WIDTH, HEIGHT);
    let (left, right) = (Tenths(CENTRE.0 - RADIUS), Tenths(CENTRE.0 + RADIUS));
    let (y, radius) = (Tenths(CENTRE.1), Tenths(RADIUS));
    let arc = format!("M{left} {y}A{radius} {radius} 0 0 1 {right} {y}");
    canvas.raw(format_args!("<path d=\"{arc}\" fill=\"none\" stroke=\"{RAIL}\" stroke-width=\"26\"/>"));
    let value = gauge.value.unwrap_or(0).clamp(0, FULL);
    if value > 0 {
        // The half circumference is pi times the radius, with pi as 355/113; the gap outlasts any arc.
        let filled = Tenths(RADIUS * 355 * value / 113 / FULL);
        let colour = gauge.paint.colour();
        canvas.raw(format_args!(
            "<path d=\"{arc}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"26\" stroke-dasharray=\"{filled} 1000\"/>"
        ));
    }
    if let Some((target, words)) = &gauge.target {
        mark(&mut canvas, (*target).clamp(0, FULL));
        let pen = Pen::new(Anchor::Middle, 135, QUIET);
        canvas.words((CENTRE.0, CENTRE.1 + 440), pen, &shortened(words, 135, WIDTH - 100));
    }
    let big = Pen::new(Anchor::Middle, 330, INK).bold();
    canvas.words((CENTRE.0, CENTRE.1 - 30), big, &gauge.shown);
    let small = Pen::new(Anchor::Middle, 145, QUIET);
    canvas.words((CENTRE.0, CENTRE.1 + 210), small, &shortened(&gauge.unit, 145, 1_400));
    canvas.finish()
}

/// A stroke across the ring. Turning is left to the drawing, so no sine is needed here.
fn mark(canvas: &mut Canvas, target: i64) {
    let degrees = Tenths(target * 1_800 / FULL);
    let (x, y) = (Tenths(CENTRE.0), Tenths(CENTRE.1));
    let (from, to) = (Tenths(CENTRE.0 - RADIUS - 180), Tenths(CENTRE.0 - RADIUS + 170));
    canvas.raw(format_args!(
        "<path d=\"M{from} {y}L{to} {y}\" stroke=\"{INK}\" stroke-width=\"3\" transform=\"rotate({degrees} {x} {y})\"/>"
    ));
}
