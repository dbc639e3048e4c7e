//! A book as data of its template. Every text is a JSON string and stays text; only its digits are rendered here.

use phaen_app::addresses::Figures;
use phaen_domain::book::{Bar, Block, Book, Cell, Chart, Column, ColumnKind, Legend, Span, Table};
use phaen_domain::calendar::thai_date;
use phaen_domain::rich::{Part, Run};
use phaen_domain::thai::digits::Digits;
use phaen_domain::words::Words;
use serde_json::{Value, json};

use super::digits::thai_digits;

/// What stands for a text that the agency has not written.
const NOT_GIVEN: &str = "ยังไม่ระบุ";

/// After more rows than these the next heading or table starts on a new page: pages that start anew are laid out on their own, which is what
/// bounds the memory that a book takes.
const MANY_ROWS: usize = 110;

/// How many runs of pages are laid out together, since the layout library works on them side by side: more take more memory.
const SIDE_BY_SIDE: usize = 2;

/// The data of the template `results.typ` for the whole book at once.
pub(super) fn whole(book: &Book, links: Option<Figures<'_>>) -> Value {
    of(book, true, &sections(book, links))
}

/// The data of each part of the book that starts on a new page, cover and contents first; and a sketch of those after the first: the headings
/// alone, so that the contents can be made before the pages they name.
pub(super) fn parts(book: &Book, links: Option<Figures<'_>>) -> (Vec<Value>, Value) {
    let sections = sections(book, links);
    let parts = sections.chunks(SIDE_BY_SIDE).map(|together| of(book, false, together));
    let headings = blocks(book).filter(|block| matches!(block, Block::Chapter(_) | Block::Heading(..)));
    let sketch = json!({ "wide": false, "blocks": headings.map(|block| block_of(block, None)).collect::<Vec<_>>() });
    (std::iter::once(of(book, true, &[])).chain(parts).collect(), of(book, false, &[sketch]))
}

/// The data of these sections, after the cover and the contents or without them.
fn of(book: &Book, front: bool, sections: &[Value]) -> Value {
    let running = format!("{} {}", book.subtitle, book.round);
    json!({
        "title": thai_digits(&book.title),
        "subtitle": thai_digits(&book.subtitle),
        "agency": thai_digits(&book.agency),
        "round": thai_digits(&book.round),
        "year": thai_digits(&format!("ปีงบประมาณ พ.ศ. {}", book.year)),
        "completed": thai_date::long(book.completed_on, Digits::Thai),
        "running": thai_digits(&running),
        "revision": book.standing.as_ref().map(|standing| thai_digits(&standing.revision)),
        "superseded": book.standing.as_ref().and_then(|standing| standing.superseded.as_deref()).map(thai_digits),
        "front": front,
        "sections": sections,
    })
}

fn blocks(book: &Book) -> impl Iterator<Item = &Block> {
    book.blocks.iter().chain(&book.closing)
}

/// Runs of blocks that start on a new page and stand on pages of the same way up.
fn sections(book: &Book, links: Option<Figures<'_>>) -> Vec<Value> {
    let mut sections = Vec::new();
    let mut run = Vec::new();
    let mut rows = 0;
    let mut before = None;
    let (mut lying, mut asked) = (false, false);
    for block in blocks(book) {
        if let Block::Wide(wide) = block {
            asked = *wide;
            continue;
        }
        let parted = rows > MANY_ROWS && may_be_parted(before, block);
        if parted || asked != lying || matches!(block, Block::Chapter(_) | Block::PageBreak) {
            sections.push(json!({ "wide": lying, "blocks": std::mem::take(&mut run) }));
            lying = asked;
            rows = 0;
        }
        if let Block::Table(table) = block {
            rows += table.rows.len();
        }
        before = Some(block);
        if !matches!(block, Block::PageBreak) {
            run.push(block_of(block, links));
        }
    }
    sections.push(json!({ "wide": lying, "blocks": run }));
    sections.retain(|section| section["blocks"].as_array().is_some_and(|blocks| !blocks.is_empty()));
    sections
}

/// Whether a new page may start between these two: before a heading or a table that nothing else introduces.
const fn may_be_parted(before: Option<&Block>, block: &Block) -> bool {
    match block {
        Block::Heading(..) => !matches!(before, Some(Block::Heading(..))),
        Block::Table(_) => matches!(before, Some(Block::Table(_))),
        _ => false,
    }
}

fn block_of(block: &Block, links: Option<Figures<'_>>) -> Value {
    match block {
        Block::Chapter(title) => json!({ "is": "chapter", "title": thai_digits(title) }),
        Block::Heading(level, title) => json!({ "is": "heading", "level": level, "title": thai_digits(title) }),
        Block::Paragraph(spans) => json!({ "is": "paragraph", "spans": spans_of(spans) }),
        Block::List(items) => json!({ "is": "list", "items": items.iter().map(|item| spans_of(item)).collect::<Vec<_>>() }),
        Block::Facts(rows) => {
            let rows = rows.iter().map(|(name, spans)| json!({ "name": thai_digits(name), "spans": spans_of(spans) }));
            json!({ "is": "facts", "rows": rows.collect::<Vec<_>>() })
        }
        Block::Table(table) => table_of(table, links),
        Block::Chart(chart) => chart_of(chart),
        Block::NotGiven(what) => json!({ "is": "not-given", "what": thai_digits(&format!("{NOT_GIVEN} ({what})")) }),
        Block::Wide(_) | Block::PageBreak => Value::Null,
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

/// What a figure's name must be for it to lead anywhere: `<kind>:<code>/<what>`, of something that units report.
const LEADING: &[(&str, &[&str])] = &[
    ("indicator:", &["actual", "percent", "score"]),
    ("project:", &["points", "disbursed", "disbursed_percent"]),
    ("project_indicator:", &["actual"]),
];

/// A figure of a table. One that rests on what units reported leads to the page that tells where it comes from.
fn cell_span(span: &Span, links: Option<Figures<'_>>) -> Value {
    let Span::Figure(figure) = span else { return span_of(span) };
    let leads = |id: &str| {
        let (object, what) = id.rsplit_once('/')?;
        LEADING.iter().find(|(kind, figures)| object.starts_with(kind) && figures.contains(&what))
    };
    let mut value = span_of(span);
    if let Some(links) = links.filter(|_| leads(figure.id.as_str()).is_some()) {
        // An address stays as it is written: it holds no figures.
        value["href"] = json!(links.address(&figure.id));
    }
    value
}

fn table_of(table: &Table, links: Option<Figures<'_>>) -> Value {
    let row = |row: &Vec<Cell>| row.iter().map(|cell| cell_of(cell, links)).collect::<Vec<_>>();
    let rows = |rows: &[Vec<Cell>]| rows.iter().map(row).collect::<Vec<_>>();
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

fn cell_of(cell: &Cell, links: Option<Figures<'_>>) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Above => json!({ "part-of": "above" }),
        Cell::Left => json!({ "part-of": "left" }),
        Cell::Spans(spans) => spans.iter().map(|span| cell_span(span, links)).collect(),
        Cell::Rich(parts) => json!({ "rich": parts.iter().map(part_of).collect::<Vec<_>>() }),
        Cell::Status(status) => json!({ "status": status.key(), "word": status.th() }),
    }
}

fn part_of(part: &Part) -> Value {
    match part {
        Part::Paragraph(runs) => json!({ "is": "words", "spans": runs_of(runs) }),
        Part::List(first, items) => {
            let items = items.iter().map(|item| item.iter().map(part_of).collect::<Vec<_>>()).collect::<Vec<_>>();
            json!({ "is": "points", "first": first, "items": items })
        }
        Part::Table(head, rows) => {
            let rows = rows.iter().map(|row| row.iter().map(|cell| runs_of(cell)).collect::<Vec<_>>()).collect::<Vec<_>>();
            json!({ "is": "rows", "head": head.iter().map(|cell| runs_of(cell)).collect::<Vec<_>>(), "rows": rows })
        }
    }
}

fn runs_of(runs: &[Run]) -> Vec<Value> {
    let run = |run: &Run| if run.strong { json!({ "strong": thai_digits(&run.text) }) } else { json!(thai_digits(&run.text)) };
    runs.iter().map(run).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn table(rows: usize) -> Block {
        let row = vec![Cell::Empty];
        Block::Table(Table {
            title: rows.to_string(),
            columns: Vec::new(),
            rows: vec![row; rows],
            totals: Vec::new(),
            notes: Vec::new(),
        })
    }

    fn heading() -> Block {
        Block::Heading(2, String::new())
    }

    fn book(blocks: Vec<Block>) -> Book {
        Book {
            title: String::new(),
            subtitle: String::new(),
            agency: String::new(),
            year: 2566,
            plan: String::new(),
            edition: 1,
            round: String::new(),
            completed_on: date(2023, 9, 30),
            standing: None,
            blocks,
            closing: vec![Block::Chapter(String::new())],
            hash: String::new(),
        }
    }

    /// How many blocks stand in each section, and whether its pages lie.
    fn counted(blocks: Vec<Block>) -> Vec<(usize, bool)> {
        let count = |section: &Value| (section["blocks"].as_array().unwrap().len(), section["wide"] == true);
        sections(&book(blocks), None).iter().map(count).collect()
    }

    #[test]
    fn a_part_starts_where_the_book_turns_a_page_and_is_never_empty() {
        let chapter = || Block::Chapter(String::new());
        let blocks =
            vec![chapter(), heading(), Block::PageBreak, heading(), Block::PageBreak, Block::Wide(true), chapter(), table(1)];
        assert_eq!(counted(blocks), [(2, false), (1, false), (2, true), (1, true)]);
    }

    #[test]
    fn after_many_rows_a_new_page_starts_before_a_heading_or_a_table_that_nothing_introduces() {
        let blocks = vec![heading(), table(100), heading(), table(100), heading(), heading(), table(200), table(1), table(1)];
        assert_eq!(counted(blocks), [(4, false), (3, false), (2, false), (1, false)]);
        let few = vec![heading(), table(30), heading(), table(30), table(30), heading()];
        assert_eq!(counted(few), [(6, false), (1, false)]);
    }

    #[test]
    fn the_parts_hold_what_the_whole_holds() {
        let book = book(vec![Block::Chapter("ก".to_owned()), heading(), table(200), heading(), table(2)]);
        let (parts, sketch) = parts(&book, None);
        let of_parts = parts.iter().flat_map(|part| part["sections"].as_array().unwrap().clone()).collect::<Vec<_>>();
        assert_eq!(Value::Array(of_parts), whole(&book, None)["sections"]);
        assert!(parts[0]["front"] == true && parts[1..].iter().all(|part| part["front"] == false));
        assert_eq!(sketch["sections"][0]["blocks"].as_array().unwrap().len(), 4, "two chapters and two headings");
    }
}
