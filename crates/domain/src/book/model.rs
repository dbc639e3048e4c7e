//! What a book is made of. Whoever prints it walks these values in order and adds nothing of their own.

use jiff::civil::Date;

use crate::figure::Figure;
use crate::rich::{self, Part};
use crate::scoring::Status;
use crate::shown::NO_FIGURE;

/// A composed document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Title of the cover.
    pub title: String,
    /// The plan's name.
    pub subtitle: String,
    /// Who issues it.
    pub agency: String,
    /// Buddhist year of the fiscal year.
    pub year: u16,
    /// Code of the plan.
    pub plan: String,
    /// Number of the edition.
    pub edition: u32,
    /// Name of the round.
    pub round: String,
    /// The day on which what it tells was complete.
    pub completed_on: Date,
    /// Which frozen revision it tells. Beside the content: a revision printed again has the same hash, also when a newer one stands.
    pub standing: Option<Standing>,
    /// The content, cover and table of contents apart.
    pub blocks: Vec<Block>,
    /// The last page: what the content was made from and how to verify it.
    pub closing: Vec<Block>,
    /// SHA-256 of all but the last page, hexadecimal.
    pub hash: String,
}

/// What the cover says of a frozen round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which revision it is.
    pub revision: String,
    /// That a newer one stands in its place, where one does.
    pub superseded: Option<String>,
}

/// A piece of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A new part on a new page.
    Chapter(String),
    /// A heading of level 2 or 3.
    Heading(u8, String),
    /// Running text.
    Paragraph(Vec<Span>),
    /// Points of a list.
    List(Vec<Vec<Span>>),
    /// Names and values side by side.
    Facts(Vec<(String, Vec<Span>)>),
    /// A table.
    Table(Table),
    /// A chart; its figures also stand in a table.
    Chart(Chart),
    /// A text that the agency has not written, by its section's name.
    NotGiven(String),
    /// From here on pages lie wide (true) or stand upright (false).
    Wide(bool),
    /// A new page.
    PageBreak,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Text(String),
    /// Words that stand out.
    Strong(String),
    /// A figure of the scorecard, by its name.
    Figure(Figure),
    /// A mark for comparing sign by sign, such as a hash; its digits are never rendered in Thai.
    Code(String),
}

/// A table whose head is repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its caption.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Rows of totals at the end.
    pub totals: Vec<Vec<Cell>>,
    /// Remarks under the table.
    pub notes: Vec<Vec<Span>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head; a line break where it may be divided.
    pub head: String,
    /// How its cells are set.
    pub kind: ColumnKind,
    /// Its share of the width that figures leave; none when it is as wide as its widest cell.
    pub share: Option<u8>,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// To the left.
    Text,
    /// To the right.
    Number,
    /// In the middle.
    Centre,
}

impl Column {
    /// A column of text that takes a share of the width.
    #[must_use]
    pub fn text(head: &str, share: u8) -> Self {
        Self { head: head.to_owned(), kind: ColumnKind::Text, share: Some(share) }
    }

    /// A column of figures, as wide as they are.
    #[must_use]
    pub fn number(head: &str) -> Self {
        Self { head: head.to_owned(), kind: ColumnKind::Number, share: None }
    }

    /// A column of short words, as wide as they are.
    #[must_use]
    pub fn centre(head: &str) -> Self {
        Self { head: head.to_owned(), kind: ColumnKind::Centre, share: None }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing belongs here.
    Empty,
    /// Text and figures.
    Spans(Vec<Span>),
    /// What a unit wrote, with its lists, tables and bold words.
    Rich(Vec<Part>),
    /// A status with its sign and word.
    Status(Status),
    /// Part of the cell above: one cell over several rows.
    Above,
    /// Part of the cell to the left: one cell over several columns.
    Left,
}

impl Cell {
    /// A figure, or the sign for none.
    #[must_use]
    pub fn figure(figure: Option<Figure>) -> Self {
        figure.map_or_else(|| Self::text(NO_FIGURE), |figure| Self::Spans(vec![Span::Figure(figure)]))
    }

    /// Words.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Spans(vec![Span::Text(text.to_owned())])
    }

    /// What a unit wrote in simple rich text, or the sign for none.
    #[must_use]
    pub fn rich(text: Option<&str>) -> Self {
        let parts = text.map(rich::read).filter(|parts| rich::is_marked(parts));
        parts.map_or_else(|| Self::maybe(text), Self::Rich)
    }

    /// Words, or the sign for none.
    #[must_use]
    pub fn maybe(text: Option<&str>) -> Self {
        Self::text(text.unwrap_or(NO_FIGURE))
    }
}

/// A chart of bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its caption.
    pub title: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// What the bars measure, such as ร้อยละ.
    pub unit: String,
    /// What the bars are, where some are of another kind or have a mark.
    pub legend: Vec<(Legend, String)>,
    /// The bars, top down.
    pub bars: Vec<Bar>,
}

/// A sign of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legend {
    /// A full bar.
    Computed,
    /// A hollow bar.
    Cited,
    /// A mark across a bar.
    Mark,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its length in hundredths.
    pub length: i64,
    /// Its figure.
    pub shown: Span,
    /// A mark to be reached.
    pub mark: Option<Mark>,
    /// Cited from a print instead of computed: drawn hollow.
    pub cited: bool,
}

/// A mark across a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where, in hundredths.
    pub at: i64,
    /// Its figure.
    pub shown: Span,
}

impl Book {
    /// Every figure in the order in which it is printed.
    #[must_use]
    pub fn figures(&self) -> Vec<&Figure> {
        let mut figures = Vec::new();
        for block in &self.blocks {
            block.spans(&mut |span| {
                if let Span::Figure(figure) = span {
                    figures.push(figure);
                }
            });
        }
        figures
    }
}

impl Block {
    /// Visits every span in printed order.
    pub fn spans<'a>(&'a self, visit: &mut dyn FnMut(&'a Span)) {
        match self {
            Self::Paragraph(spans) => spans.iter().for_each(visit),
            Self::List(items) => items.iter().flatten().for_each(visit),
            Self::Facts(rows) => rows.iter().flat_map(|(_, spans)| spans).for_each(visit),
            Self::Chart(chart) => {
                chart
                    .bars
                    .iter()
                    .flat_map(|b| std::iter::once(&b.shown).chain(b.mark.as_ref().map(|m| &m.shown)))
                    .for_each(visit);
            }
            Self::Table(table) => {
                for cell in table.rows.iter().chain(&table.totals).flatten() {
                    if let Cell::Spans(spans) = cell {
                        spans.iter().for_each(&mut *visit);
                    }
                }
                table.notes.iter().flatten().for_each(visit);
            }
            Self::Chapter(_) | Self::Heading(..) | Self::NotGiven(_) | Self::Wide(_) | Self::PageBreak => {}
        }
    }
}
