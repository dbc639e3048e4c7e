//! What a part of a document sees of the whole while it is laid out: the parts before it, itself as it was laid out last, and what follows.
//!
//! Serves page numbers, numbers of tables and the contents, which look across the parts of a printed document. It answers from what each
//! part knows of itself, so that nothing is built anew for every part. Must never give a part another page than the one it stands on in the end.

use std::num::NonZeroUsize;
use std::sync::{Arc, OnceLock};

use typst::diag::StrResult;
use typst::ecow::{EcoString, EcoVec};
use typst::foundations::{Content, Label, Selector};
use typst::introspection::{
    DocumentPosition, ElementIntrospector, ElementIntrospectorBuilder, Introspector, Location, PagedPosition,
};
use typst::model::Numbering;
use typst::syntax::VirtualPath;
use typst_layout::{PagedDocument, PagedIntrospector};

/// A part as others see it: what is in it and on how many pages.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) knows: Arc<PagedIntrospector>,
    pub(crate) pages: usize,
}

impl View {
    pub(crate) fn of(document: &PagedDocument) -> Self {
        Self { knows: Arc::clone(document.introspector()), pages: document.pages().len() }
    }
}

/// Parts in the order of the document.
pub(crate) struct Seen<'a> {
    /// Each with the number of pages before it.
    parts: Vec<(usize, &'a PagedIntrospector)>,
    pages: usize,
    /// All parts as one, for questions about what stands before or within what; made when the first is asked.
    whole: OnceLock<ElementIntrospector<PagedPosition>>,
}

impl<'a> Seen<'a> {
    pub(crate) fn new(parts: impl IntoIterator<Item = &'a View>) -> Self {
        let mut pages = 0;
        let mut seen = Vec::new();
        for part in parts {
            seen.push((pages, part.knows.as_ref()));
            pages += part.pages;
        }
        Self { parts: seen, pages, whole: OnceLock::new() }
    }

    /// The part where something stands, with the number of pages before it.
    fn home(&self, location: Location) -> Option<(usize, &'a PagedIntrospector)> {
        self.parts.iter().copied().find(|(_, part)| part.position(location).is_some())
    }

    fn whole(&self) -> &ElementIntrospector<PagedPosition> {
        self.whole.get_or_init(|| {
            let mut builder = ElementIntrospectorBuilder::new();
            for (before, part) in &self.parts {
                builder.discover_elements(part.elements(), |position| moved(*before, *position));
            }
            builder.finalize()
        })
    }
}

fn moved(before: usize, position: PagedPosition) -> PagedPosition {
    PagedPosition { page: position.page.saturating_add(before), ..position }
}

/// Whether each part can answer for itself.
fn of_each(selector: &Selector) -> bool {
    match selector {
        Selector::Elem(..) | Selector::Location(_) | Selector::Label(_) => true,
        Selector::Or(any) => any.iter().all(of_each),
        _ => false,
    }
}

impl Introspector for Seen<'_> {
    fn query(&self, selector: &Selector) -> EcoVec<Content> {
        if of_each(selector) {
            self.parts.iter().flat_map(|(_, part)| part.query(selector)).collect()
        } else {
            self.whole().query(selector)
        }
    }

    fn query_first(&self, selector: &Selector) -> Option<Content> {
        if of_each(selector) {
            self.parts.iter().find_map(|(_, part)| part.query_first(selector))
        } else {
            self.whole().query_first(selector)
        }
    }

    fn query_unique(&self, selector: &Selector) -> StrResult<Content> {
        self.whole().query_unique(selector)
    }

    fn query_label(&self, label: Label) -> StrResult<&Content> {
        self.whole().query_label(label)
    }

    fn query_labelled(&self) -> EcoVec<Content> {
        self.parts.iter().flat_map(|(_, part)| part.query_labelled()).collect()
    }

    fn query_count_before(&self, selector: &Selector, end: Location) -> usize {
        if !of_each(selector) {
            return self.whole().query_count_before(selector, end);
        }
        let home = self.parts.iter().position(|(_, part)| part.position(end).is_some());
        let before = self.parts.iter().take(home.unwrap_or(self.parts.len())).map(|(_, part)| part.query(selector).len());
        let within = home.and_then(|place| self.parts.get(place)).map_or(0, |(_, part)| part.query_count_before(selector, end));
        before.sum::<usize>() + within
    }

    fn label_count(&self, label: Label) -> usize {
        self.parts.iter().map(|(_, part)| part.label_count(label)).sum()
    }

    fn locator(&self, key: u128, base: Location) -> Option<Location> {
        let at_home = self.home(base).and_then(|(_, part)| part.locator(key, base));
        at_home.or_else(|| self.parts.iter().find_map(|(_, part)| part.locator(key, base)))
    }

    fn pages(&self, _: Location) -> Option<NonZeroUsize> {
        NonZeroUsize::new(self.pages)
    }

    fn page(&self, location: Location) -> Option<NonZeroUsize> {
        let (before, part) = self.home(location)?;
        Some(moved(before, part.position(location)?).page)
    }

    fn position(&self, location: Location) -> Option<DocumentPosition> {
        let (before, part) = self.home(location)?;
        Some(DocumentPosition::Paged(moved(before, part.position(location)?)))
    }

    fn page_numbering(&self, location: Location) -> Option<&Numbering> {
        self.home(location)?.1.page_numbering(location)
    }

    fn page_supplement(&self, location: Location) -> Option<&Content> {
        self.home(location)?.1.page_supplement(location)
    }

    fn anchor(&self, _: Location) -> Option<&EcoString> {
        None
    }

    fn document(&self, _: Location) -> Option<Location> {
        None
    }

    fn path(&self, _: Location) -> Option<&VirtualPath> {
        None
    }
}
