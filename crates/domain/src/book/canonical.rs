//! The content of a book as one unambiguous text, and its hash: what the last page names and an auditor compares.
//!
//! Each value is written with its kind and its length, so that no two different contents give the same text. What the content looks like in print
//! (typeface, digits, pages) is not part of it.

use sha2::{Digest, Sha256};

use super::model::{Block, Book, Cell, Chart, Span, Table};
use crate::rich::{Part, Run};
use crate::words::Words;

/// SHA-256 of all but the last page, hexadecimal.
pub(super) fn hash(book: &Book) -> String {
    let mut ink = Ink::default();
    ink.text("title", &book.title);
    ink.text("subtitle", &book.subtitle);
    ink.text("agency", &book.agency);
    ink.text("year", &book.year.to_string());
    ink.text("plan", &book.plan);
    ink.text("edition", &book.edition.to_string());
    ink.text("round", &book.round);
    ink.text("completed", &book.completed_on.to_string());
    book.blocks.iter().for_each(|block| ink.block(block));
    ink.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Default)]
struct Ink(Sha256);

impl Ink {
    fn text(&mut self, kind: &str, text: &str) {
        self.0.update(format!("{kind} {}\n", text.len()));
        self.0.update(text);
        self.0.update("\n");
    }

    fn list<T>(&mut self, kind: &str, items: &[T], each: impl Fn(&mut Self, &T)) {
        self.text(kind, &items.len().to_string());
        items.iter().for_each(|item| each(self, item));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Chapter(title) => self.text("chapter", title),
            Block::Heading(level, title) => self.text(&format!("heading{level}"), title),
            Block::Paragraph(spans) => self.spans("paragraph", spans),
            Block::List(items) => self.list("list", items, |ink, spans| ink.spans("item", spans)),
            Block::Facts(rows) => self.list("facts", rows, |ink, (name, spans)| {
                ink.text("name", name);
                ink.spans("value", spans);
            }),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::NotGiven(what) => self.text("not-given", what),
            Block::Wide(wide) => self.text("wide", &wide.to_string()),
            Block::PageBreak => self.text("page", ""),
        }
    }

    fn spans(&mut self, kind: &str, spans: &[Span]) {
        self.list(kind, spans, |ink, span| ink.span(span));
    }

    fn span(&mut self, span: &Span) {
        match span {
            Span::Text(text) => self.text("text", text),
            Span::Strong(text) => self.text("strong", text),
            Span::Code(text) => self.text("code", text),
            Span::Figure(figure) => {
                self.text("figure", figure.id.as_str());
                self.text("shown", &figure.shown);
            }
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Paragraph(runs) => self.runs("words", runs),
            Part::List(first, items) => {
                self.text("first", &first.map(|number| number.to_string()).unwrap_or_default());
                self.list("points", items, |ink, parts| ink.list("point", parts, Self::part));
            }
            Part::Table(head, rows) => {
                self.list("head", head, |ink, runs| ink.runs("words", runs));
                self.list("rows", rows, |ink, cells| ink.list("row", cells, |ink, runs| ink.runs("words", runs)));
            }
        }
    }

    fn runs(&mut self, kind: &str, runs: &[Run]) {
        self.list(kind, runs, |ink, run| ink.text(if run.strong { "strong" } else { "text" }, &run.text));
    }

    fn cell(&mut self, cell: &Cell) {
        match cell {
            Cell::Empty => self.text("empty", ""),
            Cell::Spans(spans) => self.spans("cell", spans),
            Cell::Rich(parts) => self.list("rich", parts, Self::part),
            Cell::Status(status) => self.text("status", status.key()),
            Cell::Above => self.text("above", ""),
            Cell::Left => self.text("left", ""),
        }
    }

    fn table(&mut self, table: &Table) {
        self.text("table", &table.title);
        self.list("columns", &table.columns, |ink, column| ink.text("column", &column.head));
        let rows = |ink: &mut Self, row: &Vec<Cell>| ink.list("row", row, Self::cell);
        self.list("rows", &table.rows, rows);
        self.list("totals", &table.totals, rows);
        self.list("notes", &table.notes, |ink, note| ink.spans("note", note));
    }

    fn chart(&mut self, chart: &Chart) {
        self.text("chart", &chart.title);
        self.text("alt", &chart.alt);
        self.text("unit", &chart.unit);
        self.list("bars", &chart.bars, |ink, bar| {
            ink.text("label", &bar.label);
            ink.text("length", &format!("{} {}", bar.length, bar.cited));
            ink.span(&bar.shown);
            if let Some(mark) = &bar.mark {
                ink.text("mark", &mark.at.to_string());
                ink.span(&mark.shown);
            }
        });
    }
}
