//! Simple rich text (ข้อความจัดรูปแบบอย่างง่าย): paragraphs, bold, lists and tables, and nothing else.
//!
//! People type it as marked text (`**ตัวหนา**`, `- ข้อ`, `| ช่อง | ช่อง |`). The marks are read by the common rules (CommonMark with tables); whatever
//! else those rules know (headings, links, pictures, code, quotations, HTML) is shown as it was typed. Nothing that was typed is ever lost, and
//! what comes out is plain text in a known order, so whoever shows it has only to escape it.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Lists stand in lists at most so deep; below that they are shown as typed.
const MOST_DEEP: usize = 4;

/// Words of one kind. A line break is `\n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub strong: bool,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Running words.
    Paragraph(Vec<Run>),
    /// A list; with the number of its first item when it is numbered.
    List(Option<u64>, Vec<Vec<Part>>),
    /// A table: its head, then its rows, each with as many cells.
    Table(Vec<Vec<Run>>, Vec<Vec<Vec<Run>>>),
}

/// The signs with which other marks begin, and what stands for them while the marks are read: characters that no text has.
const HIDDEN: [(char, char); 9] = [
    ('[', '\u{FDD0}'),
    ('<', '\u{FDD1}'),
    ('`', '\u{FDD2}'),
    ('#', '\u{FDD3}'),
    ('>', '\u{FDD4}'),
    ('~', '\u{FDD5}'),
    ('&', '\u{FDD6}'),
    ('_', '\u{FDD7}'),
    ('=', '\u{FDD8}'),
];

fn hidden(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| HIDDEN.iter().find(|(sign, _)| *sign == c).map_or(c, |(_, hidden)| *hidden))
        .collect()
}

fn restored(text: &str) -> String {
    text.chars().map(|c| HIDDEN.iter().find(|(_, hidden)| *hidden == c).map_or(c, |(sign, _)| *sign)).collect()
}

/// The parts of a text.
#[must_use]
pub fn read(text: &str) -> Vec<Part> {
    let text = hidden(text);
    let events = Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter().collect();
    Reader { text: &text, events, next: 0 }.parts(None, 0)
}

/// The words alone, for whoever searches or checks them.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['*', '|', '\\']) {
        // A sign at the start of a line is no word, and does no harm.
        return Cow::Borrowed(text);
    }
    let mut lines = Vec::new();
    read(text).iter().for_each(|part| words(part, &mut lines));
    Cow::Owned(lines.join("\n"))
}

/// Whether a text has any marks: without them it is one paragraph, as it was typed.
#[must_use]
pub fn is_marked(parts: &[Part]) -> bool {
    !matches!(parts, [] | [Part::Paragraph(_)])
        || parts.iter().any(|part| matches!(part, Part::Paragraph(runs) if runs.iter().any(|run| run.strong)))
}

fn words(part: &Part, lines: &mut Vec<String>) {
    let joined = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    match part {
        Part::Paragraph(runs) => lines.push(joined(runs)),
        Part::List(_, items) => items.iter().flatten().for_each(|part| words(part, lines)),
        Part::Table(head, rows) => {
            let row = |cells: &[Vec<Run>]| cells.iter().map(|cell| joined(cell)).collect::<Vec<_>>().join("  ");
            lines.extend(std::iter::once(head).chain(rows).map(|cells| row(cells)));
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    events: Vec<(Event<'a>, Range<usize>)>,
    next: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let taken = self.events.get(self.next).cloned();
        self.next += 1;
        taken
    }

    /// The parts up to the end of what they stand in.
    fn parts(&mut self, until: Option<TagEnd>, deep: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        // Words that stand in an item without a paragraph of their own.
        let mut loose = Words::default();
        while let Some((event, range)) = self.take() {
            match event {
                Event::End(end) if Some(end) == until => break,
                Event::Start(Tag::Paragraph) => {
                    loose.close(&mut parts);
                    parts.push(Part::Paragraph(self.runs(TagEnd::Paragraph)));
                }
                Event::Start(Tag::List(first)) if deep < MOST_DEEP => {
                    loose.close(&mut parts);
                    parts.push(Part::List(first, self.items(first.is_some(), deep + 1)));
                }
                Event::Start(Tag::Table(_)) => {
                    loose.close(&mut parts);
                    parts.push(self.table());
                }
                Event::Start(tag) if is_block(&tag) => {
                    loose.close(&mut parts);
                    self.skip();
                    parts.push(Part::Paragraph(vec![self.as_typed(range)]));
                }
                Event::Rule | Event::Html(_) => {
                    loose.close(&mut parts);
                    parts.push(Part::Paragraph(vec![self.as_typed(range)]));
                }
                other => self.word(other, range, &mut loose),
            }
        }
        loose.close(&mut parts);
        parts
    }

    fn items(&mut self, numbered: bool, deep: usize) -> Vec<Vec<Part>> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.take() {
            match event {
                Event::Start(Tag::Item) => items.push(self.parts(Some(TagEnd::Item), deep)),
                Event::End(TagEnd::List(ordered)) if ordered == numbered => break,
                _ => {}
            }
        }
        items
    }

    fn table(&mut self) -> Part {
        let (mut head, mut rows, mut row) = (Vec::new(), Vec::new(), Vec::new());
        while let Some((event, _)) = self.take() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.runs(TagEnd::TableCell)),
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Part::Table(head, rows)
    }

    fn runs(&mut self, until: TagEnd) -> Vec<Run> {
        let mut words = Words::default();
        while let Some((event, range)) = self.take() {
            match event {
                Event::End(end) if end == until => break,
                other => self.word(other, range, &mut words),
            }
        }
        words.runs
    }

    /// Something that stands within a line.
    fn word(&mut self, event: Event<'a>, range: Range<usize>, words: &mut Words) {
        match event {
            Event::Text(text) => words.push(&restored(&text)),
            Event::SoftBreak | Event::HardBreak => words.push("\n"),
            Event::Start(Tag::Strong) => words.strong += 1,
            Event::End(TagEnd::Strong) => words.strong = words.strong.saturating_sub(1),
            Event::Start(_) => {
                self.skip();
                words.push(&self.as_typed(range).text);
            }
            Event::End(_) => {}
            _ => words.push(&self.as_typed(range).text),
        }
    }

    /// Passes over everything up to the end of what has just begun.
    fn skip(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            match self.take() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => break,
            }
        }
    }

    fn as_typed(&self, range: Range<usize>) -> Run {
        Run { text: restored(self.text.get(range).unwrap_or_default().trim_end()), strong: false }
    }
}

const fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

#[derive(Default)]
struct Words {
    runs: Vec<Run>,
    strong: usize,
}

impl Words {
    fn push(&mut self, text: &str) {
        let strong = self.strong > 0;
        match self.runs.last_mut().filter(|run| run.strong == strong) {
            Some(run) => run.text.push_str(text),
            None => self.runs.push(Run { text: text.to_owned(), strong }),
        }
    }

    fn close(&mut self, parts: &mut Vec<Part>) {
        if !self.runs.is_empty() {
            parts.push(Part::Paragraph(std::mem::take(&mut self.runs)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, strong: bool) -> Run {
        Run { text: text.to_owned(), strong }
    }

    fn paragraph(text: &str) -> Part {
        Part::Paragraph(vec![run(text, false)])
    }

    #[test]
    fn bold_lists_and_tables_are_read_and_lines_stay_lines() {
        let text = "อบรม **๔๐** คน\nครบตามแผน\n\n- ข้อหนึ่ง\n- ข้อสอง\n  1. ย่อย\n\n| หลักสูตร | คน |\n|---|---|\n| ก | **25** |";
        let parts = read(text);
        assert_eq!(parts[0], Part::Paragraph(vec![run("อบรม ", false), run("๔๐", true), run(" คน\nครบตามแผน", false)]));
        let below = Part::List(Some(1), vec![vec![paragraph("ย่อย")]]);
        assert_eq!(parts[1], Part::List(None, vec![vec![paragraph("ข้อหนึ่ง")], vec![paragraph("ข้อสอง"), below]]));
        let head = vec![vec![run("หลักสูตร", false)], vec![run("คน", false)]];
        assert_eq!(parts[2], Part::Table(head, vec![vec![vec![run("ก", false)], vec![run("25", true)]]]));
    }

    #[test]
    fn whatever_else_has_marks_is_shown_as_it_was_typed() {
        for text in [
            "# หัวข้อ",
            "> อ้าง",
            "`code` และ ```x```",
            "<script>alert(1)</script>",
            "<b>หนา</b> &lt; &amp;",
            "[คำ](https://example.org) ![รูป](x.png)",
            "[1]: https://example.org",
            "2*3*4 และ _เอียง_ และ __x__ ~~ขีด~~",
            "หัว\n===",
            "    ย่อหน้า",
            "https://example.org/a_b",
        ] {
            let shown: Vec<String> = read(text).iter().map(|part| format!("{part:?}")).collect();
            let Part::Paragraph(runs) = &read(text)[0] else { panic!("{text}: {shown:?}") };
            assert_eq!(runs.iter().map(|run| run.text.trim()).collect::<String>(), text.trim(), "{shown:?}");
            assert!(runs.iter().all(|run| !run.strong), "{shown:?}");
        }
    }

    #[test]
    fn lists_in_lists_have_a_bottom() {
        let text: String = (0..60).map(|deep| format!("{}- ก\n", "  ".repeat(deep))).collect();
        fn depth(parts: &[Part]) -> usize {
            let below = |part: &Part| {
                if let Part::List(_, items) = part { 1 + items.iter().map(|it| depth(it)).max().unwrap_or(0) } else { 0 }
            };
            parts.iter().map(below).max().unwrap_or(0)
        }
        assert_eq!(depth(&read(&text)), MOST_DEEP);
    }

    #[test]
    fn checks_read_the_words_without_their_marks() {
        assert_eq!(plain("ได้ **96.4**% จาก **375** เรื่อง"), "ได้ 96.4% จาก 375 เรื่อง");
        assert_eq!(plain("| ก | ข |\n|---|---|\n| 1 | 2 |"), "ก  ข\n1  2");
        assert_eq!(plain("ไม่มีเครื่องหมาย"), "ไม่มีเครื่องหมาย");
    }

    #[test]
    fn a_text_without_marks_is_one_paragraph() {
        assert!(!is_marked(&read("บรรทัดหนึ่ง\nบรรทัดสอง")));
        assert!(is_marked(&read("- ข้อ")) && is_marked(&read("**ก**")));
    }
}
