//! Makes finished pages copy and search right.
//!
//! Where a tone mark is raised, the layout library starts a new run of text that repeats the whole cluster, so that เพิ่ม would
//! be copied as เพิ่พิ่ม. Here the runs of a line are joined again and each glyph gets exactly the characters it stands for.
//! Serves every printed document. Must never move ink so far that an eye sees it: what the glyphs say is changed, not where they are.

use typst::introspection::Tag;
use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::model::HeadingElem;
use typst::text::{FontInstance, Glyph, TextElem, TextItem, is_default_ignorable};
use typst_layout::Page;

use super::am;
use super::prepare::plain;

/// Runs are joined when the gap between them is no wider than this.
const GAP: Abs = Abs::raw(0.01);

/// Programs that read PDFs see a gap, and so two words, after a mark set back by 0.15 of its size or more.
const FURTHEST_BACK: Em = Em::new(-0.149);

/// A mark is brought to that limit only when it is this near to it (ฟื้ and its like; 0.2 mm in running text).
const NUDGE: Em = Em::new(0.085);

/// Programs that sort letters by place read a mark in its turn only when it starts before the next letter and after the mark below it. A
/// mark that starts this little before the next letter is safe.
const BEFORE_NEXT: Em = Em::new(-0.003);

/// How far behind the mark below it a mark starts.
const BEHIND_MARK: Em = Em::new(0.001);

/// A mark is brought to its turn only when it is this near to it (0.2 mm in running text, in most words 0.05 mm).
const OUT_OF_TURN: Em = Em::new(0.042);

/// Runs are joined only while their text stays addressable by the library's 16-bit offsets.
const LONGEST_RUN: usize = 60_000;

/// Heals every page.
pub(super) fn heal(pages: &mut [Page]) {
    for page in pages {
        heal_frame(&mut page.frame);
    }
}

fn heal_frame(frame: &mut Frame) {
    let items: Vec<(Point, FrameItem)> = frame.items().cloned().collect();
    let mut healed: Vec<(Point, FrameItem)> = Vec::with_capacity(items.len());
    for (at, item) in items {
        match item {
            FrameItem::Group(mut group) => {
                heal_frame(&mut group.frame);
                healed.push((at, FrameItem::Group(group)));
            }
            FrameItem::Text(text) => {
                if let Some(text) = join_to_last(&mut healed, at, text) {
                    healed.push((at, FrameItem::Text(text)));
                }
            }
            FrameItem::Tag(tag) => healed.push((at, FrameItem::Tag(without_marks(tag)))),
            other => healed.push((at, other)),
        }
    }
    for (_, item) in &mut healed {
        if let FrameItem::Text(text) = item {
            say_exactly(text);
        }
    }
    frame.clear();
    frame.push_multiple(healed);
}

/// The headings that become bookmarks, without the invisible marks for line breaks: the lines have been broken by now.
fn without_marks(tag: Tag) -> Tag {
    let Tag::Start(mut element, flags) = tag else { return tag };
    if let Some(heading) = element.to_packed_mut::<HeadingElem>() {
        heading.body = TextElem::packed(plain(&heading.body.plain_text()));
    }
    Tag::Start(element, flags)
}

/// Joins the run to the one before it if both are one line of the same look; otherwise gives it back. Lines drawn under or through a
/// run may stand between them.
fn join_to_last(items: &mut [(Point, FrameItem)], at: Point, next: TextItem) -> Option<TextItem> {
    let before = items.iter_mut().rev().find(|(_, item)| !matches!(item, FrameItem::Shape(..)));
    let Some((start, FrameItem::Text(run))) = before else { return Some(next) };
    let rise = start.y - at.y;
    let gap = at.x - (start.x + run.width());
    let near = gap.abs() <= GAP && rise.abs() <= run.size;
    if near && same_look(run, &next) && run.text.len() + next.text.len() < LONGEST_RUN {
        append(run, &next, Em::from_abs(rise, run.size));
        None
    } else {
        Some(next)
    }
}

fn same_look(a: &TextItem, b: &TextItem) -> bool {
    a.font == b.font && a.size == b.size && a.fill == b.fill && a.stroke == b.stroke && a.lang == b.lang && a.region == b.region
}

/// Appends the run, raised. If it goes on with the last cluster, that cluster's text is not repeated.
fn append(run: &mut TextItem, next: &TextItem, rise: Em) {
    let shared = shared_cluster(run, next);
    let (skip, base) = match shared {
        Some((skip, base)) => (skip, base),
        None => (0, run.text.len()),
    };
    run.text.push_str(next.text.get(skip..).unwrap_or_default());
    let Ok(base) = u16::try_from(base) else { return };
    run.glyphs.extend(next.glyphs.iter().map(|glyph| Glyph {
        y_offset: glyph.y_offset + rise,
        range: glyph.range.start.saturating_add(base)..glyph.range.end.saturating_add(base),
        ..glyph.clone()
    }));
}

/// Whether the next run starts with a mark of the cluster that the run ends with: that cluster's length and where it starts.
fn shared_cluster(run: &TextItem, next: &TextItem) -> Option<(usize, usize)> {
    let last = run.glyphs.last()?.range();
    let first = next.glyphs.first()?;
    let cluster = run.text.get(last.clone())?;
    if first.range().start != 0 || next.text.get(first.range())? != cluster {
        return None;
    }
    let mark = first.x_advance == Em::zero();
    let rest_of_am = cluster.contains(am::SARA_AM) && Some(first.id) == am::glyph_of(&next.font, am::SARA_AA);
    (mark || rest_of_am).then_some((cluster.len(), last.start))
}

/// Rewrites the run so that each glyph has its own characters and nothing invisible is left in the text.
fn say_exactly(run: &mut TextItem) {
    let mut text = String::with_capacity(run.text.len());
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(run.glyphs.len());
    let mut rest = run.glyphs.as_slice();
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|glyph| glyph.range == first.range).count();
        let (cluster, after) = rest.split_at(length);
        let said: Vec<char> =
            run.text.get(first.range()).unwrap_or_default().chars().filter(|&c| !is_default_ignorable(c) && c != '\n').collect();
        let (cluster, said) = am::compose(&run.font, cluster.to_vec(), said);
        if say_cluster(&run.font, cluster, said, &mut text, &mut glyphs).is_none() {
            return;
        }
        rest = after;
    }
    run.text = text.into();
    run.glyphs = glyphs;
}

/// Writes one cluster: a character a glyph where the numbers agree; else the first letters so, and the rest of the text for the other
/// glyphs together. `None` if the text grew too long.
fn say_cluster(
    font: &FontInstance,
    cluster: Vec<Glyph>,
    said: Vec<char>,
    text: &mut String,
    glyphs: &mut Vec<Glyph>,
) -> Option<()> {
    let said = in_order_of(font, &cluster, said);
    let alone = if cluster.len() == said.len() {
        cluster.len()
    } else {
        let theirs = |(glyph, c): &(&Glyph, &char)| am::glyph_of(font, **c) == Some(glyph.id);
        cluster.iter().zip(&said).take_while(theirs).count().min(cluster.len().saturating_sub(1))
    };
    let mut say = |chars: &[char], part: &[Glyph]| {
        let start = u16::try_from(text.len()).ok()?;
        text.extend(chars);
        let end = u16::try_from(text.len()).ok()?;
        for glyph in part {
            let x_offset = nudged(glyphs.last(), glyph);
            glyphs.push(Glyph { range: start..end, x_offset, ..glyph.clone() });
        }
        Some(())
    };
    for (c, glyph) in said.iter().zip(&cluster).take(alone) {
        say(std::slice::from_ref(c), std::slice::from_ref(glyph))?;
    }
    say(said.get(alone..)?, cluster.get(alone..)?)
}

/// The characters in the order of their glyphs (the shaper may swap a vowel and a tone mark typed the other way round).
fn in_order_of(font: &FontInstance, cluster: &[Glyph], mut said: Vec<char>) -> Vec<char> {
    for (i, glyph) in cluster.iter().enumerate() {
        let found = said.iter().skip(i).position(|&c| am::glyph_of(font, c) == Some(glyph.id));
        if let Some(ahead) = found
            && let Some(part) = said.get_mut(i..=i + ahead)
        {
            part.rotate_right(1);
        }
    }
    said
}

/// Where the glyph stands after the one before it, brought to the nearest place at which programs read it in its turn.
fn nudged(before: Option<&Glyph>, glyph: &Glyph) -> Em {
    let offset = glyph.x_offset;
    if !is_mark(glyph) {
        return offset;
    }
    if offset < FURTHEST_BACK && offset + NUDGE >= FURTHEST_BACK {
        return FURTHEST_BACK;
    }
    let behind = before.filter(|mark| is_mark(mark)).map(|mark| mark.x_offset + BEHIND_MARK);
    let latest = behind.map_or(BEFORE_NEXT, |at| at.max(BEFORE_NEXT));
    let in_turn = offset.max(behind.unwrap_or(offset)).min(latest);
    if (in_turn - offset).abs() < OUT_OF_TURN { in_turn } else { offset }
}

fn is_mark(glyph: &Glyph) -> bool {
    glyph.x_advance == Em::zero()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::world::Desk;
    use jiff::civil::date;
    use typst::foundations::NativeElement as _;
    use typst::introspection::Introspector as _;
    use typst::model::DocumentInfo;
    use typst_layout::PagedDocument;

    const FACES: [&str; 3] = ["", "#set text(weight: 600)", "#set text(style: \"italic\")"];

    fn healed(markup: &str) -> PagedDocument {
        let source = ("main.typ".to_owned(), format!("#set text(font: \"Sarabun\", fallback: false)\n{markup}"));
        let desk = Desk::new("main.typ", [source], [], date(2023, 9, 30)).unwrap();
        let mut pages = typst::compile::<PagedDocument>(&desk).output.unwrap().pages().to_vec();
        heal(&mut pages);
        PagedDocument::new(pages.into_iter().collect(), DocumentInfo::default())
    }

    fn runs(frame: &Frame, found: &mut Vec<TextItem>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => runs(&group.frame, found),
                FrameItem::Text(run) => found.push(run.clone()),
                _ => {}
            }
        }
    }

    fn runs_of(document: &PagedDocument) -> Vec<TextItem> {
        let mut found = Vec::new();
        document.pages().iter().for_each(|page| runs(&page.frame, &mut found));
        found
    }

    /// Every consonant with every vowel above or below it and every tone mark, and with ำ.
    fn syllables() -> Vec<String> {
        let vowels = ["", "\u{E31}", "\u{E34}", "\u{E35}", "\u{E36}", "\u{E37}", "\u{E38}", "\u{E39}", "\u{E47}"];
        let tones = ["", "\u{E48}", "\u{E49}", "\u{E4A}", "\u{E4B}", "\u{E4C}"];
        let mut all = Vec::new();
        for consonant in '\u{E01}'..='\u{E2E}' {
            all.extend(vowels.iter().flat_map(|v| tones.iter().map(move |t| format!("{consonant}{v}{t}"))));
            // Over these letters the ring stands elsewhere than in the font's ำ, and no Thai word has ำ there.
            if !"ปฝฟษ".contains(consonant) {
                all.extend(tones.iter().take(5).map(|t| format!("{consonant}{t}ำ")));
            }
        }
        all
    }

    #[test]
    fn every_thai_syllable_says_each_of_its_characters_once_by_a_glyph_of_its_own() {
        let syllables = syllables();
        for face in FACES {
            let found = runs_of(&healed(&format!("{face}\n{}", syllables.join(" "))));
            let said: Vec<String> = found
                .iter()
                .flat_map(|run| run.text.split(' ').map(str::to_owned).collect::<Vec<_>>())
                .filter(|s| !s.is_empty())
                .collect();
            assert_eq!(said, syllables, "{face}");
            for glyph_text in found.iter().flat_map(|run| run.glyphs.iter().map(|glyph| &run.text[glyph.range()])) {
                assert_eq!(glyph_text.chars().count(), 1, "{glyph_text:?} in {face}");
            }
        }
    }

    #[test]
    fn a_mark_starts_before_the_next_letter_and_is_not_read_before_the_mark_below_it() {
        for face in FACES {
            for run in runs_of(&healed(&format!("{face}\n{} กา กระ", syllables().join(" ")))) {
                for glyph in run.glyphs.iter().filter(|glyph| is_mark(glyph)) {
                    assert!(glyph.x_offset < Em::zero(), "{face} {} {:?}", &run.text[glyph.range()], glyph.x_offset);
                }
                let stacked = run.glyphs.windows(2).filter(|pair| pair.iter().all(is_mark));
                for pair in stacked {
                    let ahead = pair[0].x_offset - pair[1].x_offset;
                    assert!(
                        ahead < Em::zero() || ahead > OUT_OF_TURN - BEHIND_MARK,
                        "{face} {} {ahead:?}",
                        &run.text[pair[1].range()]
                    );
                }
            }
        }
    }

    #[test]
    fn a_glyph_says_the_same_wherever_it_stands() {
        for face in FACES {
            let mut sayings = std::collections::HashMap::new();
            for run in runs_of(&healed(&format!("{face}\n{} กา กระ", syllables().join(" ")))) {
                for glyph in &run.glyphs {
                    let says = run.text[glyph.range()].to_owned();
                    assert_eq!(sayings.entry(glyph.id).or_insert_with(|| says.clone()), &says, "{face}");
                }
            }
        }
    }

    #[test]
    fn bookmarks_hold_no_invisible_marks() {
        let document = healed("= ตัว\u{2060}ชี้วัด\u{200B}ผล");
        let headings = document.introspector().query(&HeadingElem::ELEM.select());
        let heading = headings[0].to_packed::<HeadingElem>().unwrap();
        assert_eq!(heading.body.plain_text(), "ตัวชี้วัดผล");
    }
}
