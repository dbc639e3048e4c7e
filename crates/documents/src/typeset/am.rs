//! The vowel ำ in shaped text.
//!
//! The shaper takes ำ apart into a ring above (นิคหิต) and า, so the glyph of า would say sometimes า and sometimes ำ. Here the
//! two are put back into the font's own glyph of ำ, which draws the same. Serves every printed document. Must never change how a
//! word looks: where the parts do not stand as in the whole glyph, they are left alone.

use typst::layout::Em;
use typst::text::{FontInstance, Glyph};

/// The vowel ำ.
pub(crate) const SARA_AM: char = '\u{0E33}';

/// The vowel า, the right part of ำ.
pub(crate) const SARA_AA: char = '\u{0E32}';

/// The ring above, the left part of ำ.
const NIKHAHIT: char = '\u{0E4D}';

/// The four tone marks, as the font names them.
const TONES: [&str; 4] = ["0E48", MAI_THO, "0E4A", "0E4B"];

const MAI_THO: &str = "0E49";

/// How far the ring may stand from its place in the font's ำ (in words it is 0.015 at most, 0.06 mm in running text).
const RING_MAY_MOVE: Em = Em::new(0.016);

/// The font's plain glyph for a character.
pub(crate) fn glyph_of(font: &FontInstance, c: char) -> Option<u16> {
    font.ttf().glyph_index(c).map(|id| id.0)
}

/// Puts ring and า of a cluster together again, if they stand as in the font's ำ.
pub(crate) fn compose(font: &FontInstance, cluster: Vec<Glyph>, said: Vec<char>) -> (Vec<Glyph>, Vec<char>) {
    if said.last() != Some(&SARA_AM) {
        return (cluster, said);
    }
    match recomposed(font, &cluster) {
        Some(whole) => (whole, said),
        None => (cluster, said),
    }
}

fn recomposed(font: &FontInstance, cluster: &[Glyph]) -> Option<Vec<Glyph>> {
    let (am, aa) = (glyph_of(font, SARA_AM)?, glyph_of(font, SARA_AA)?);
    let (last, before) = cluster.split_last()?;
    if last.id != aa || last.x_offset != Em::zero() || last.y_offset != Em::zero() || font.x_advance(am)? != font.x_advance(aa)? {
        return None;
    }
    let mut whole = Vec::with_capacity(cluster.len());
    let mut rings = 0;
    for glyph in before {
        match part_with_ring(font, glyph) {
            Some(rest) => {
                rings += 1;
                whole.extend(rest);
            }
            None => whole.push(glyph.clone()),
        }
    }
    whole.push(Glyph { id: am, ..last.clone() });
    (rings == 1).then_some(whole)
}

/// For the ring, or ring and tone mark in one, where the ring stands as in the font's ำ: what is left without the ring.
fn part_with_ring(font: &FontInstance, glyph: &Glyph) -> Option<Option<Glyph>> {
    let in_place = glyph.x_offset.abs() <= RING_MAY_MOVE && glyph.y_offset == Em::zero() && glyph.x_advance == Em::zero();
    if !in_place {
        return None;
    }
    if Some(glyph.id) == glyph_of(font, NIKHAHIT) {
        return Some(None);
    }
    let tone = TONES.iter().find(|tone| glyph_named(font, &format!("uni0E4D{tone}")) == Some(glyph.id))?;
    tone_alone(font, tone, glyph).map(Some)
}

/// The small tone mark that the font sets above a ring, where the glyph of both has it.
fn tone_alone(font: &FontInstance, tone: &str, both: &Glyph) -> Option<Glyph> {
    let face = font.ttf();
    let small = face.glyph_index_by_name(&format!("uni{tone}.small"))?;
    let ring = face.glyph_bounding_box(face.glyph_index(NIKHAHIT)?)?;
    let whole = face.glyph_bounding_box(face.glyph_index_by_name(&format!("uni0E4D{tone}"))?)?;
    let mark = face.glyph_bounding_box(small)?;
    // Only where the mark is wider than the ring do the outlines tell where it stands; a narrower one stands like mai tho.
    let right = if whole.x_min < ring.x_min {
        whole.x_min.checked_sub(mark.x_min)?
    } else if tone != MAI_THO {
        return tone_alone(font, MAI_THO, both).map(|tho| Glyph { id: small.0, ..tho });
    } else {
        return None;
    };
    let up = whole.y_max.checked_sub(mark.y_max)?;
    Some(Glyph {
        id: small.0,
        x_offset: both.x_offset + font.to_em(right),
        y_offset: both.y_offset + font.to_em(up),
        ..both.clone()
    })
}

fn glyph_named(font: &FontInstance, name: &str) -> Option<u16> {
    font.ttf().glyph_index_by_name(name).map(|id| id.0)
}
