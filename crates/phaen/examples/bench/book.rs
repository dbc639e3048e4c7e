//! The results book: made as people ask for it, against a bare compile of the same prepared templates and data by the layout library.

use std::collections::HashMap;
use std::sync::Arc;

use phaen_app::paper::Paper;
use phaen_app::plan_view::PlanView;
use phaen_documents::book::{prepared_book, results_book_with_pages};
use phaen_documents::typeset::{Prepared, Pressed};
use phaen_domain::id::RoundCode;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::child;
use crate::generator::{self, PLAN};
use crate::measure::{in_turns, timed};
use crate::place::{Place, analyst};
use crate::table::{Aim, Line, Shown};

/// Turns that are counted: fewer, since each takes long.
const TURNS: usize = 5;
/// Projects in the plan, five of each unit: a book of some 150 pages.
const PROJECTS: u64 = 550;
/// The template that the book starts with.
const MAIN: &str = "results.typ";
/// The fonts of printed documents.
const FONTS: [&[u8]; 3] = [
    include_bytes!("../../../documents/fonts/Sarabun-Regular.ttf"),
    include_bytes!("../../../documents/fonts/Sarabun-SemiBold.ttf"),
    include_bytes!("../../../documents/fonts/Sarabun-Italic.ttf"),
];

pub(crate) fn lines() -> Vec<Line> {
    let place = Place::with(&generator::agency_with(&generator::ROUNDS, PROJECTS));
    let view = view(&place);
    let desk = desk(&view);
    let pages = pressed(&view).pages;
    let measured = in_turns(TURNS, &mut [timed(|| pressed(&view).pdf.len()), timed(|| desk.pdf().len())]);
    vec![
        Line::ratio(
            format!(
                "the results book of {pages} pages; bare: the same templates and data, prepared, compiled to the same kind of PDF"
            ),
            (measured[0].clone(), measured[1].clone()),
            Shown::Milliseconds,
            Shown::Times,
            Aim::AtMost(1.5),
        ),
        Line::alone(
            "its peak memory, in a process of its own",
            child::peak("book", &place.file),
            Shown::Megabytes,
            Aim::AtMost(300_000_000.0),
        ),
        Line::alone("the bare compile's, in the same way", child::peak("bare book", &place.file), Shown::Megabytes, Aim::Told),
    ]
}

/// Makes the book once.
pub(crate) fn make(place: &Place) -> usize {
    let pdf = pressed(&view(place)).pdf;
    pdf.len()
}

/// Compiles it once as the bare layout library does.
pub(crate) fn make_bare(place: &Place) -> usize {
    let pdf = desk(&view(place)).pdf();
    pdf.len()
}

/// The prepared templates and data, with the plan forgotten.
fn desk(view: &PlanView) -> Desk {
    Desk::new(prepared_book(&Paper::of(view, &last()).unwrap()).unwrap())
}

fn view(place: &Place) -> Arc<PlanView> {
    place.app.plan(&analyst(), PLAN, None).unwrap()
}

fn pressed(view: &PlanView) -> Pressed {
    results_book_with_pages(&Paper::of(view, &last()).unwrap(), None, &mut |_| {}).unwrap()
}

fn last() -> RoundCode {
    RoundCode::new("R12").unwrap()
}

/// All that the layout library may see, and nothing of ours.
struct Desk {
    library: LazyHash<Library>,
    catalogue: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl Desk {
    fn new(prepared: Prepared) -> Self {
        let fonts: Vec<Font> = FONTS.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
        let source = |(name, text): (String, String)| (id_of(&name), Source::new(id_of(&name), text));
        let file = |(name, bytes): (String, Vec<u8>)| (id_of(&name), Bytes::new(bytes));
        Self {
            library: LazyHash::new(Library::default()),
            catalogue: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources: prepared.sources.into_iter().map(source).collect(),
            files: prepared.files.into_iter().map(file).collect(),
        }
    }

    /// Compiles from nothing and writes the archivable, accessible PDF that the book is.
    fn pdf(&self) -> Vec<u8> {
        let mut document = typst::compile::<PagedDocument>(self).output.unwrap();
        let info = document.info_mut();
        info.title = Some("bare".into());
        info.date = typst::foundations::Smart::Custom(Datetime::from_ymd(2027, 9, 30));
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).unwrap();
        let pdf = typst_pdf::pdf(&document, &PdfOptions { standards, ..PdfOptions::default() }).unwrap();
        typst::comemo::evict(0);
        pdf
    }
}

fn id_of(name: &str) -> FileId {
    FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).unwrap()))
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.catalogue
    }

    fn main(&self) -> FileId {
        id_of(MAIN)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(2027, 9, 30)
    }
}
