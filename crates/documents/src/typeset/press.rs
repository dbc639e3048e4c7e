//! One document from template and data to the bytes of a PDF.
//!
//! Serves every printed document. The result is PDF/A-2a and PDF/UA-1, enforced while it is written: what would break them is an
//! error, not a warning. Must never read a clock, a disk or a network: the same job gives the same bytes.

use jiff::civil::Date;
use serde_json::Value;
use typst::World;
use typst::WorldExt as _;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::parts::lay_out;
use super::picture::outlined;
use super::prepare::{Preparer, Unprintable};
use super::segment::Segmenter;
use super::world::{BadName, DATA_FILE, Desk, date_of};

/// The template all our templates are built on, importable as `base.typ`.
pub const BASE_TEMPLATE: (&str, &str) = ("base.typ", include_str!("../../templates/base.typ"));

/// What the PDF names as its maker.
const CREATOR: &str = "Phaen";

/// A document to make.
#[derive(Debug, Clone)]
pub struct PressJob<'a> {
    /// Templates: name and text. `base.typ` is always there besides.
    pub sources: &'a [(&'a str, &'a str)],
    /// The name of the template to start with.
    pub main: &'a str,
    /// The data, as JSON, of each part that starts on a new page. Templates read those of the part in the making with `json("data.json")`.
    /// The first part may name what comes after it (contents); each other sees only what stands before it.
    pub parts: Vec<Vec<u8>>,
    /// Data that stand for the parts after the first until these are laid out: their headings.
    pub sketch: Option<Vec<u8>>,
    /// Pictures (SVG, PNG) by the name under which templates ask for them. Names should be few and lasting ("chart-1.svg").
    pub blobs: Vec<(String, Vec<u8>)>,
    /// The date of the document.
    pub date: Date,
    /// Its title.
    pub title: &'a str,
    /// Who issues it.
    pub author: &'a str,
    /// Words to find it by.
    pub keywords: &'a [&'a str],
    /// Names that must not be broken over lines: units, plans, places.
    pub own_terms: &'a [&'a str],
}

/// A finished document.
#[derive(Debug, Clone)]
pub struct Pressed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters of the data that the fonts cannot draw.
    pub unprintable: Unprintable,
    /// What the layout found odd (for instance page numbers that would not settle).
    pub warnings: Vec<Diagnostic>,
}

/// A place in a template and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The template, where known.
    pub file: Option<String>,
    /// The line, counted from one, where known.
    pub line: Option<usize>,
    /// What is wrong, in the words of the layout library.
    pub message: String,
    /// What might help.
    pub hints: Vec<String>,
}

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// The data is not JSON.
    #[error("the data of the document cannot be read")]
    Data(#[source] serde_json::Error),
    /// A template or picture has a name that cannot be one, or the first template is missing.
    #[error("no usable template or picture is named {0:?}")]
    Name(String),
    /// A drawing cannot be read.
    #[error("the drawing {0:?} cannot be read")]
    Picture(String),
    /// A template could not be laid out.
    #[error("the document could not be laid out: {}", summary(.0))]
    Layout(Vec<Diagnostic>),
    /// The pages could not be written as an archivable, accessible PDF.
    #[error("the document could not be written as PDF/A: {}", summary(.0))]
    Export(Vec<Diagnostic>),
}

fn summary(diagnostics: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| match (&d.file, d.line) {
        (Some(file), Some(line)) => format!("{file}:{line}: {}", d.message),
        _ => d.message.clone(),
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Makes the document.
///
/// # Errors
/// See [`PressError`]; a character without a glyph in a template is an error, in the data it is replaced and counted.
pub fn press(job: &PressJob<'_>) -> Result<Pressed, PressError> {
    let segmenter = Segmenter::new(job.own_terms);
    let mut preparer = Preparer::new(&segmenter);
    let Ready { sources, files, parts, sketch } = make_ready(job, &mut preparer)?;
    let named = |BadName(name)| PressError::Name(name);
    let desk = Desk::new(job.main, sources, files, job.date).map_err(named)?;
    let parts = parts.into_iter().map(|data| desk.with_data(data)).collect::<Result<Vec<_>, _>>().map_err(named)?;
    let sketch = sketch.map(|data| desk.with_data(data)).transpose().map_err(named)?;
    let laid_out = lay_out(&parts, sketch.as_ref());
    drop((parts, sketch));
    // Whether or not it came about: nothing of one document is remembered for the next.
    typst::comemo::evict(0);
    let warnings = read_all(&desk, &laid_out.warnings);
    let mut document = laid_out.output.map_err(|errors| PressError::Layout(read_all(&desk, &errors)))?;
    inscribe(&mut document, job);
    let options =
        PdfOptions { creator: Smart::Custom(Some(CREATOR.to_owned())), standards: standards()?, ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| PressError::Export(read_all(&desk, &errors)))?;
    let pages = document.pages().len();
    typst::comemo::evict(0);
    Ok(Pressed { pdf, pages, unprintable: preparer.into_unprintable(), warnings })
}

/// Templates and files of a document as the layout library gets them: with Thai line breaks marked.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Templates: name and text.
    pub sources: Vec<(String, String)>,
    /// Data and pictures: name and contents.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The first part of a document made ready and not laid out: what the work on a page is measured against.
///
/// # Errors
/// See [`PressError`].
pub fn prepared(job: &PressJob<'_>) -> Result<Prepared, PressError> {
    let segmenter = Segmenter::new(job.own_terms);
    let Ready { sources, mut files, parts, .. } = make_ready(job, &mut Preparer::new(&segmenter))?;
    files.extend(parts.into_iter().take(1).map(|data| (DATA_FILE.to_owned(), data)));
    Ok(Prepared { sources, files })
}

/// A job as the layout library gets it.
struct Ready {
    sources: Vec<(String, String)>,
    files: Vec<(String, Vec<u8>)>,
    parts: Vec<Vec<u8>>,
    sketch: Option<Vec<u8>>,
}

fn make_ready(job: &PressJob<'_>, preparer: &mut Preparer<'_>) -> Result<Ready, PressError> {
    let parts = job.parts.iter().map(|data| data_of(data, preparer)).collect::<Result<Vec<_>, _>>()?;
    let sketch = job.sketch.as_ref().map(|data| data_of(data, preparer)).transpose()?;
    let sources = std::iter::once(&BASE_TEMPLATE)
        .chain(job.sources)
        .map(|(name, text)| ((*name).to_owned(), preparer.marked(text)))
        .collect::<Vec<_>>();
    let mut files = Vec::with_capacity(job.blobs.len());
    for (name, bytes) in &job.blobs {
        let picture = outlined(name, bytes).ok_or_else(|| PressError::Picture(name.clone()))?;
        files.push((name.clone(), picture));
    }
    Ok(Ready { sources, files, parts, sketch })
}

fn data_of(data: &[u8], preparer: &mut Preparer<'_>) -> Result<Vec<u8>, PressError> {
    let mut value: Value = serde_json::from_slice(data).map_err(PressError::Data)?;
    preparer.json(&mut value);
    serde_json::to_vec(&value).map_err(PressError::Data)
}

fn inscribe(document: &mut PagedDocument, job: &PressJob<'_>) {
    let info = document.info_mut();
    info.title = Some(job.title.into());
    info.author = vec![job.author.into()];
    info.keywords = job.keywords.iter().map(|&word| word.into()).collect();
    info.date = Smart::Custom(date_of(job.date));
}

fn standards() -> Result<PdfStandards, PressError> {
    PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|error| {
        let message = error.message().to_string();
        PressError::Export(vec![Diagnostic { file: None, line: None, message, hints: Vec::new() }])
    })
}

fn read_all(desk: &Desk, found: &[SourceDiagnostic]) -> Vec<Diagnostic> {
    found.iter().map(|one| read(desk, one)).collect()
}

/// The nearest place in a template that leads to what was found, with the message.
fn read(desk: &Desk, found: &SourceDiagnostic) -> Diagnostic {
    let id = found.span.id();
    let line = id.and_then(|id| desk.source(id).ok()).and_then(|source| {
        let range = desk.range(found.span)?;
        source.lines().byte_to_line(range.start).map(|line| line + 1)
    });
    Diagnostic {
        file: id.map(|id| id.vpath().get_without_slash().to_owned()),
        line,
        message: found.message.to_string(),
        hints: found.hints.iter().map(|hint| hint.v.to_string()).collect(),
    }
}
