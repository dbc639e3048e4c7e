//! A book as data of its template. Every text is a JSON string and stays text; only its digits are rendered here.

use phaen_domain::book::{Bar, Block, Book, Cell, Chart, Column, ColumnKind, Legend, Span, Table};
use phaen_domain::calendar::thai_date;
use phaen_domain::thai::digits::Digits;
use phaen_domain::words::Words;
use serde_json::{Value, json};

use super::digits::thai_digits;

/// What stands for a text that the agency has not written.
const NOT_GIVEN: &str = "ยังไม่ระบุ";

/// The data of the template `results.typ`.
pub(super) fn of(book: &Book) -> Value {
    let running = format!("{} {}", book.subtitle, book.round);
    json!({
        "title": thai_digits(&book.title),
        "subtitle": thai_digits(&book.subtitle),
        "agency": thai_digits(&book.agency),
        "round": thai_digits(&book.round),
        "year": thai_digits(&format!("ปีงบประมาณ พ.ศ. {}", book.year)),
        "completed": thai_date::long(book.completed_on, Digits::Thai),
        "running": thai_digits(&running),
        "sections": sections(book),
    })
}

/// Runs of blocks that stand on pages of the same way up.
fn sections(book: &Book) -> Vec<Value> {
    let mut sections = Vec::new();
    let mut run = Vec::new();
    let (mut lying, mut asked) = (false, false);
    for block in book.blocks.iter().chain(&book.closing) {
        if let Block::Wide(wide) = block {
            asked = *wide;
            continue;
        }
        if asked != lying {
            sections.push(json!({ "wide": lying, "blocks": std::mem::take(&mut run) }));
            lying = asked;
        }
        run.push(block_of(block));
    }
    sections.push(json!({ "wide": lying, "blocks": run }));
    sections
}

fn block_of(block: &Block) -> Value {
    match block {
        Block::Chapter(title) => json!({ "is": "chapter", "title": thai_digits(title) }),
        Block::Heading(level, title) => json!({ "is": "heading", "level": level, "title": thai_digits(title) }),
        Block::Paragraph(spans) => json!({ "is": "paragraph", "spans": spans_of(spans) }),
        Block::List(items) => json!({ "is": "list", "items": items.iter().map(|item| spans_of(item)).collect::<Vec<_>>() }),
        Block::Facts(rows) => {
            let rows = rows.iter().map(|(name, spans)| json!({ "name": thai_digits(name), "spans": spans_of(spans) }));
            json!({ "is": "facts", "rows": rows.collect::<Vec<_>>() })
        }
        Block::Table(table) => table_of(table),
        Block::Chart(chart) => chart_of(chart),
        Block::NotGiven(what) => json!({ "is": "not-given", "what": thai_digits(&format!("{NOT_GIVEN} ({what})")) }),
        Block::Wide(_) => Value::Null,
        Block::PageBreak => json!({ "is": "page" }),
    }
}

fn spans_of(spans: &[Span]) -> Vec<Value> {
    spans.iter().map(span_of).collect()
}

/// A plain text stays a string; what is more has its kind.
fn span_of(span: &Span) -> Value {
    match span {
        Span::Text(text) => json!(thai_digits(text)),
        Span::Strong(text) => json!({ "strong": thai_digits(text) }),
        Span::Figure(figure) => json!({ "figure": Digits::Thai.render(&figure.shown) }),
        Span::Code(text) => json!({ "code": text }),
    }
}

fn table_of(table: &Table) -> Value {
    let rows = |rows: &[Vec<Cell>]| rows.iter().map(|row| row.iter().map(cell_of).collect::<Vec<_>>()).collect::<Vec<_>>();
    json!({
        "is": "table",
        "title": thai_digits(&table.title),
        "columns": table.columns.iter().map(column_of).collect::<Vec<_>>(),
        "rows": rows(&table.rows),
        "totals": rows(&table.totals),
        "notes": table.notes.iter().map(|note| spans_of(note)).collect::<Vec<_>>(),
    })
}

fn column_of(column: &Column) -> Value {
    let kind = match column.kind {
        ColumnKind::Text => "text",
        ColumnKind::Number => "number",
        ColumnKind::Centre => "centre",
    };
    json!({ "head": thai_digits(&column.head), "kind": kind, "share": column.share })
}

fn cell_of(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Above => json!({ "part-of": "above" }),
        Cell::Left => json!({ "part-of": "left" }),
        Cell::Spans(spans) => json!(spans_of(spans)),
        Cell::Status(status) => json!({ "status": status.key(), "word": status.th() }),
    }
}

fn chart_of(chart: &Chart) -> Value {
    let legend = chart.legend.iter().map(|(sign, word)| {
        let sign = match sign {
            Legend::Computed => "computed",
            Legend::Cited => "cited",
            Legend::Mark => "mark",
        };
        json!({ "sign": sign, "word": thai_digits(word) })
    });
    let longest = chart.bars.iter().flat_map(|bar| std::iter::once(bar.length).chain(bar.mark.as_ref().map(|mark| mark.at)));
    json!({
        "is": "chart",
        "title": thai_digits(&chart.title),
        "alt": thai_digits(&chart.alt),
        "unit": thai_digits(&chart.unit),
        "legend": legend.collect::<Vec<_>>(),
        // In hundredths; a chart of percentages is never drawn on less than 100.
        "most": longest.fold(10_000, i64::max),
        "bars": chart.bars.iter().map(bar_of).collect::<Vec<_>>(),
    })
}

fn bar_of(bar: &Bar) -> Value {
    json!({
        "label": thai_digits(&bar.label),
        "length": bar.length.max(0),
        "shown": span_of(&bar.shown),
        "mark": bar.mark.as_ref().map(|mark| json!({ "at": mark.at.max(0), "shown": span_of(&mark.shown) })),
        "cited": bar.cited,
    })
}
