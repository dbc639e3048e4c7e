//! Money by group: for each source or issue the bars of several series (allotted, disbursed) under one another.

use super::bars::{Place, label, marks};
use super::canvas::{Anchor, Canvas, INK, Pen, shortened, width};
use super::{Axis, Heading, Paint, Sheet};
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

const THICK: i64 = 170;
const STEP: i64 = 210;
const GAP: i64 = 200;
const TOP: i64 = 460;
const SIZE: i64 = 132;

/// Draws the groups from top to bottom.
#[must_use]
pub fn grouped(sheet: Sheet, heading: &Heading, axis: &Axis, series: &[Series], groups: &[Group]) -> Drawing {
    let place = Place::on(sheet);
    let lines = i64::try_from(series.len()).unwrap_or(0).max(2);
    let tall = lines * STEP + GAP + place.above;
    let bottom = TOP + tall * i64::try_from(groups.len()).unwrap_or(0);
    let amounts = groups.iter().flat_map(|group| &group.amounts);
    let length = place.length(amounts.map(|amount| amount.shown.as_str()), SIZE);
    let mut canvas = Canvas::new(sheet, heading, place.whole, bottom + 280);
    legend(&mut canvas, place.left, series);
    marks(&mut canvas, axis, (place.left, length), (TOP - 60, bottom));
    for (at, group) in (0_i64..).zip(groups) {
        let top = TOP + at * tall + place.above;
        let middle = if place.above > 0 { top + 105 } else { top + (lines * STEP) / 2 };
        label(&mut canvas, place, &group.label, middle);
        for ((line, amount), series) in (0_i64..).zip(&group.amounts).zip(series) {
            let y = top + line * STEP;
            let full = amount.value.map_or(0, |value| axis.place(value, length));
            canvas.rect((place.left, y), (full.max(15), THICK), 30, series.paint.colour());
            let pen = Pen { bold: line == 1, ..Pen::new(Anchor::Start, SIZE, INK) };
            let room = place.whole - place.left - full - 60;
            canvas.words((place.left + full + 80, y + 130), pen, &shortened(&amount.shown, SIZE, room));
        }
    }
    canvas.finish()
}

fn legend(canvas: &mut Canvas, left: i64, series: &[Series]) {
    let mut x = left;
    for one in series {
        canvas.rect((x, 110), (160, 160), 30, one.paint.colour());
        let pen = Pen::new(Anchor::Start, 135, INK);
        canvas.words((x + 230, 240), pen, &one.name);
        x += 230 + width(&one.name, 135) + 350;
    }
}
