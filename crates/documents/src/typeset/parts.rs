//! A document laid out part by part, so that no more than one part is ever in the making.
//!
//! The layout library remembers all it does until it is told to forget, and goes through the whole document again when page numbers move.
//! Here each part that starts on a new page is laid out alone, with the parts before it in view. The first part (cover and contents) may name
//! what comes later: it is laid out with a sketch of the others in view, so that its pages are counted, and again after them.
//! Serves every printed document. Must never give a page or a table another number than it has in the whole.

use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::ecow::EcoVec;
use typst::engine::Sink;
use typst::introspection::{EmptyIntrospector, ManualPageCounter};
use typst::syntax::Span;
use typst_layout::PagedDocument;

use super::settle::{Laid, settle, with_engine};
use super::world::Desk;

/// How often the parts are laid out until the first has as many pages as they took it to have, at most.
const TRIES: usize = 3;
/// The place of the sketch among the parts.
const SKETCH: usize = usize::MAX;

/// Lays out the parts and makes one document of their healed pages. A part sees those before it; the first sees all.
pub(super) fn lay_out(parts: &[Desk], sketch: Option<&Desk>) -> Warned<SourceResult<PagedDocument>> {
    let mut told = Sink::new();
    let output = in_order(parts, sketch, &mut told).and_then(|laid| bound(laid, parts, &mut told));
    Warned { output, warnings: told.warnings() }
}

/// All parts with their numbers standing.
fn in_order(parts: &[Desk], sketch: Option<&Desk>, told: &mut Sink) -> SourceResult<Vec<Laid>> {
    let Some((first, others)) = parts.split_first() else { return Ok(Vec::new()) };
    if others.is_empty() {
        return Ok(vec![settle(first, 0, &[], &[])?]);
    }
    let sketched = sketch.map(|desk| settle(desk, SKETCH, &[], &[])).transpose()?.map(|laid| laid.view);
    let mut front = settle(first, 0, &[], sketched.as_slice())?;
    let mut laid = Vec::new();
    for _ in 0..TRIES {
        let taken = front.view.pages;
        let mut views = vec![front.view];
        laid = Vec::with_capacity(others.len());
        for (place, desk) in (1..).zip(others) {
            let part = settle(desk, place, &views, &[])?;
            views.push(part.view.clone());
            laid.push(part);
        }
        front = settle(first, 0, &[], views.get(1..).unwrap_or_default())?;
        if front.view.pages == taken {
            laid.insert(0, front);
            return Ok(laid);
        }
    }
    told.warn(SourceDiagnostic::warning(Span::detached(), "the number of pages of the first part does not settle"));
    laid.insert(0, front);
    Ok(laid)
}

/// The parts as one document.
fn bound(parts: Vec<Laid>, desks: &[Desk], told: &mut Sink) -> SourceResult<PagedDocument> {
    let mut info = None;
    let mut pages = EcoVec::new();
    for Laid { pages: of_part, info: of_info, told: of_told, .. } in parts {
        info.get_or_insert(of_info);
        pages.extend(of_part);
        told.extend_from_sink(of_told);
    }
    let wrong = told.delayed();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    if let Some(desk) = desks.first() {
        with_engine(desk, EmptyIntrospector.track(), told, |engine| {
            let mut counter = ManualPageCounter::new();
            for page in pages.make_mut() {
                counter.visit(engine, &page.frame)?;
                page.number = counter.logical();
                counter.step();
            }
            Ok(())
        })?;
    }
    Ok(PagedDocument::new(pages, info.unwrap_or_default()))
}
