//! Money by group: for each source or issue the bars of several series (allotted, disbursed) under one another.

use super::bars::label;
use super::canvas::{Anchor, Canvas, GRID, INK, Pen, QUIET, width};
use super::{Axis, Heading, Paint};
use crate::components::Drawing;

/// A series that repeats in every group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// Its colour.
    pub paint: Paint,
}

/// One amount of a group; hundredths of whatever the axis counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Its length; `None` is "no data", drawn as words alone.
    pub value: Option<i64>,
    /// The amount as words.
    pub shown: String,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it stands for.
    pub label: String,
    /// One amount for each series, in the order of the series.
    pub amounts: Vec<Amount>,
}

const WIDTH: i64 = 6_400;
const LEFT: i64 = 2_170;
const THICK: i64 = 170;
const STEP: i64 = 210;
const GAP: i64 = 200;
const TOP: i64 = 460;
const SIZE: i64 = 132;

/// Draws the groups from top to bottom.
#[must_use]
pub fn grouped(heading: &Heading, axis: &Axis, series: &[Series], groups: &[Group]) -> Drawing {
    let lines = i64::try_from(series.len()).unwrap_or(0).max(2);
    let tall = lines * STEP + GAP;
    let bottom = TOP + tall * i64::try_from(groups.len()).unwrap_or(0);
    let longest = groups
        .iter()
        .flat_map(|group| &group.amounts)
        .map(|amount| width(&amount.shown, SIZE))
        .max()
        .unwrap_or(0);
    let length = WIDTH - LEFT - longest.clamp(500, 1_800) - 160;
    let mut canvas = Canvas::new(heading, WIDTH, bottom + 280);
    legend(&mut canvas, series);
    for (value, words) in &axis.marks {
        let x = LEFT + axis.place(*value, length);
        canvas.rule((x, TOP - 60), (x, bottom), GRID, 10);
        let pen = Pen { anchor: Anchor::Middle, size: 125, bold: false, colour: QUIET };
        canvas.words((x, bottom + 200), pen, words);
    }
    for (at, group) in (0_i64..).zip(groups) {
        let top = TOP + at * tall;
        label(&mut canvas, &group.label, top + (tall - GAP) / 2);
        for ((line, amount), series) in (0_i64..).zip(&group.amounts).zip(series) {
            let y = top + line * STEP;
            let full = amount.value.map_or(0, |value| axis.place(value, length));
            canvas.rect((LEFT, y), (full.max(15), THICK), 30, series.paint.colour());
            let pen = Pen { anchor: Anchor::Start, size: SIZE, bold: line == 1, colour: INK };
            canvas.words((LEFT + full + 80, y + 130), pen, &amount.shown);
        }
    }
    canvas.finish()
}

fn legend(canvas: &mut Canvas, series: &[Series]) {
    let mut x = LEFT;
    for one in series {
        canvas.rect((x, 110), (160, 160), 30, one.paint.colour());
        let pen = Pen { anchor: Anchor::Start, size: 135, bold: false, colour: INK };
        canvas.words((x + 230, 240), pen, &one.name);
        x += 230 + width(&one.name, 135) + 350;
    }
}
