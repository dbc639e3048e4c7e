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
    /// True for a value that a document printed and this system did not compute: a hollow square on a broken line.
    pub cited: bool,
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
    for run in runs(&places, points) {
        shade(&mut canvas, &run);
    }
    let room = (whole - SIDE) / i64::try_from(points.len().max(2)).unwrap_or(2);
    for (point, (x, y)) in points.iter().zip(&places) {
        let below = Pen::new(Anchor::Middle, 130, QUIET);
        canvas.words((*x, BOTTOM + 230), below, &shortened(&point.label, 130, room.max(400)));
        if let Some(y) = y {
            dot(&mut canvas, (*x, *y), point.cited);
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

/// A point of a run: its place, and whether its value is cited.
type Spot = (i64, i64, bool);

/// Points without a gap between them.
fn runs(places: &[(i64, Option<i64>)], points: &[Point]) -> Vec<Vec<Spot>> {
    let spots: Vec<Option<Spot>> = places.iter().zip(points).map(|((x, y), point)| y.map(|y| (*x, y, point.cited))).collect();
    spots
        .split(Option::is_none)
        .map(|run| run.iter().flatten().copied().collect::<Vec<_>>())
        .filter(|run| run.len() > 1)
        .collect()
}

fn shade(canvas: &mut Canvas, run: &[Spot]) {
    let mut path = String::new();
    for (at, (x, y, _)) in run.iter().enumerate() {
        let letter = if at == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{} {}", Tenths(*x), Tenths(*y));
    }
    if let (Some(first), Some(last)) = (run.first(), run.last()) {
        let (left, right, base) = (Tenths(first.0), Tenths(last.0), Tenths(BOTTOM));
        canvas.raw(format_args!("<path d=\"{path}L{right} {base}L{left} {base}Z\" fill=\"#e9eff8\"/>"));
    }
    let colour = Paint::First.colour();
    for (from, to) in run.iter().zip(run.iter().skip(1)) {
        let broken = if from.2 || to.2 { " stroke-dasharray=\"5 5\"" } else { "" };
        let (x1, y1, x2, y2) = (Tenths(from.0), Tenths(from.1), Tenths(to.0), Tenths(to.1));
        canvas.raw(format_args!(
            "<path d=\"M{x1} {y1}L{x2} {y2}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.6\" stroke-linecap=\"round\"{broken}/>"
        ));
    }
}

/// A computed value is a filled circle; a cited one a hollow square, so that they differ without colour.
fn dot(canvas: &mut Canvas, place: (i64, i64), cited: bool) {
    let colour = Paint::First.colour();
    if cited {
        let (x, y) = (Tenths(place.0 - 55), Tenths(place.1 - 55));
        canvas.raw(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"11\" height=\"11\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"2.6\"/>"
        ));
        return;
    }
    let (x, y) = (Tenths(place.0), Tenths(place.1));
    canvas.raw(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>"));
}
