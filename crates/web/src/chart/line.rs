//! A line with points: one figure over the rounds of a year or over the years of a plan.

use std::fmt::Write as _;

use super::canvas::{Anchor, Canvas, GRID, INK, Pen, QUIET, Tenths, shortened};
use super::{Axis, Heading, Paint, Sheet};
use crate::components::Drawing;

/// One point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The round or year.
    pub label: String,
    /// Its height in hundredths; `None` leaves a gap, which is not zero.
    pub value: Option<i64>,
    /// The value as words.
    pub shown: String,
}

const WIDE: i64 = 4_400;
const NARROW: i64 = 3_200;
const HEIGHT: i64 = 2_700;
const TOP: i64 = 420;
const BOTTOM: i64 = 2_250;
const SIDE: i64 = 520;

/// Draws the line from left to right.
#[must_use]
pub fn line(sheet: Sheet, heading: &Heading, axis: &Axis, points: &[Point]) -> Drawing {
    let whole = match sheet {
        Sheet::Wide => WIDE,
        Sheet::Narrow => NARROW,
    };
    let mut canvas = Canvas::new(sheet, heading, whole, HEIGHT);
    for (value, words) in &axis.marks {
        let y = BOTTOM - axis.place(*value, BOTTOM - TOP);
        canvas.rule((SIDE - 120, y), (whole - 200, y), GRID, 10);
        let pen = Pen::new(Anchor::End, 125, QUIET);
        canvas.words((SIDE - 180, y + 45), pen, words);
    }
    let places = places(whole, axis, points);
    for run in runs(&places) {
        shade(&mut canvas, &run);
    }
    let room = (whole - SIDE) / i64::try_from(points.len().max(2)).unwrap_or(2);
    for (point, (x, y)) in points.iter().zip(&places) {
        let below = Pen::new(Anchor::Middle, 130, QUIET);
        canvas.words((*x, BOTTOM + 230), below, &shortened(&point.label, 130, room.max(400)));
        if let Some(y) = y {
            dot(&mut canvas, (*x, *y));
            let above = Pen { halo: true, ..Pen::new(Anchor::Middle, 145, INK).bold() };
            canvas.words((*x, y - 140), above, &point.shown);
        }
    }
    canvas.finish()
}

fn places(whole: i64, axis: &Axis, points: &[Point]) -> Vec<(i64, Option<i64>)> {
    let steps = i64::try_from(points.len().saturating_sub(1)).unwrap_or(0);
    let left = SIDE + 120;
    let length = whole - left - 500;
    (0_i64..)
        .zip(points)
        .map(|(at, point)| {
            let x = if steps == 0 { left + length / 2 } else { left + length * at / steps };
            (x, point.value.map(|value| BOTTOM - axis.place(value, BOTTOM - TOP)))
        })
        .collect()
}

/// Points without a gap between them.
fn runs(places: &[(i64, Option<i64>)]) -> Vec<Vec<(i64, i64)>> {
    places
        .split(|(_, y)| y.is_none())
        .map(|run| run.iter().filter_map(|(x, y)| y.map(|y| (*x, y))).collect::<Vec<_>>())
        .filter(|run| run.len() > 1)
        .collect()
}

fn shade(canvas: &mut Canvas, run: &[(i64, i64)]) {
    let mut path = String::new();
    for (at, (x, y)) in run.iter().enumerate() {
        let letter = if at == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{} {}", Tenths(*x), Tenths(*y));
    }
    if let (Some(first), Some(last)) = (run.first(), run.last()) {
        let (left, right, base) = (Tenths(first.0), Tenths(last.0), Tenths(BOTTOM));
        canvas.raw(format_args!("<path d=\"{path}L{right} {base}L{left} {base}Z\" fill=\"#e9eff8\"/>"));
    }
    let colour = Paint::First.colour();
    canvas.raw(format_args!(
        "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.6\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>"
    ));
}

fn dot(canvas: &mut Canvas, place: (i64, i64)) {
    let (x, y) = (Tenths(place.0), Tenths(place.1));
    let colour = Paint::First.colour();
    canvas
        .raw(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"5.5\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"2.6\"/>"));
}
