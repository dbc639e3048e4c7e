//! One part of a document, laid out until its own numbers stand.
//!
//! A page number, a table's number and an entry of the contents are known only after a layout; so a part is laid out again, in view of its
//! last layout, until all it asked for is answered as before. What the layout library remembered meanwhile is given back in the end, and
//! only the healed pages are kept. Must never keep a layout whose numbers do not stand without saying so.

use std::sync::{Mutex, PoisonError};

use typst::World;
use typst::comemo::{self, Constraint, Track as _, Tracked};
use typst::diag::{At as _, SourceDiagnostic, SourceResult};
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Content, StyleChain, Target, TargetElem};
use typst::introspection::{EmptyIntrospector, Introspector, Locator};
use typst::model::{Document as _, DocumentInfo};
use typst::syntax::Span;
use typst::utils::Protected;
use typst_layout::{Page, PagedDocument, layout_document_for_bundle};

use super::heal::heal;
use super::seen::{Seen, View};
use super::world::Desk;

/// Held while a part is in the making: what the library remembers is shared by all, and one who forgets would make the other start again.
static IN_THE_MAKING: Mutex<()> = Mutex::new(());

/// How often a part is laid out, at most.
const TURNS: usize = 5;

/// A part that was laid out.
pub(super) struct Laid {
    /// Its pages, healed.
    pub(super) pages: Vec<Page>,
    /// How other parts see it.
    pub(super) view: View,
    /// What is said of the document in it.
    pub(super) info: DocumentInfo,
    /// What was found odd or wrong.
    pub(super) told: Sink,
}

/// Lays out the part that has this place, with those before and after it in view.
pub(super) fn settle(desk: &Desk, place: usize, before: &[View], after: &[View]) -> SourceResult<Laid> {
    let mut told = Sink::new();
    let alone = IN_THE_MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    let part = Part { desk, content: content_of(desk, &mut told)?, place, before, after };
    let mut turn = part.turn(None)?;
    for _ in 1..TURNS {
        if turn.stands {
            break;
        }
        let last = View::of(&turn.document);
        drop(turn);
        turn = part.turn(Some(&last))?;
    }
    drop(part);
    comemo::evict(0);
    drop(alone);
    let Turn { document, heard, stands } = turn;
    told.extend_from_sink(heard);
    if !stands {
        told.warn(SourceDiagnostic::warning(Span::detached(), "the numbers of a part did not stand after five layouts"));
    }
    let (view, info) = (View::of(&document), document.info().clone());
    let mut pages = document.pages().to_vec();
    drop(document);
    heal(&mut pages);
    Ok(Laid { pages, view, info, told })
}

/// Runs work of the layout library on a desk.
pub(super) fn with_engine<T>(
    desk: &Desk,
    introspector: Tracked<'_, dyn Introspector + '_>,
    heard: &mut Sink,
    work: impl FnOnce(&mut Engine<'_>) -> SourceResult<T>,
) -> SourceResult<T> {
    let world: &dyn World = desk;
    let traced = Traced::default();
    work(&mut Engine {
        world: world.track(),
        library: world.library(),
        introspector: Protected::new(introspector),
        traced: traced.track(),
        sink: heard.track_mut(),
        route: Route::default(),
    })
}

/// What the first template says.
fn content_of(desk: &Desk, heard: &mut Sink) -> SourceResult<Content> {
    let main = desk.source(desk.main()).at(Span::detached())?;
    with_engine(desk, EmptyIntrospector.track(), heard, |engine| {
        let Engine { world, library, traced, ref mut sink, ref route, .. } = *engine;
        Ok(typst_eval::eval(world, library, traced, comemo::TrackedMut::reborrow_mut(sink), route.track(), &main)?.content())
    })
}

struct Part<'a> {
    desk: &'a Desk,
    content: Content,
    place: usize,
    before: &'a [View],
    after: &'a [View],
}

/// One layout of a part.
struct Turn {
    document: PagedDocument,
    heard: Sink,
    /// Whether all that it asked for is so.
    stands: bool,
}

impl Part<'_> {
    /// Lays the part out, in view of its last layout.
    fn turn(&self, own: Option<&View>) -> SourceResult<Turn> {
        let asked = Constraint::new();
        let mut heard = Sink::new();
        let seen = self.seen(own);
        let introspector: &dyn Introspector = &seen;
        let document = with_engine(self.desk, introspector.track_with(&asked), &mut heard, |engine| {
            let target = TargetElem::target.set(Target::Paged).wrap();
            let base = StyleChain::new(&engine.library.styles);
            let place = Locator::root().split().next(&self.place);
            layout_document_for_bundle(engine, &self.content, place, base.chain(&target))
        })?;
        let view = View::of(&document);
        let seen = self.seen(Some(&view));
        let stands = asked.validate::<dyn Introspector>(&seen);
        Ok(Turn { document, heard, stands })
    }

    fn seen<'s>(&'s self, own: Option<&'s View>) -> Seen<'s> {
        Seen::new(self.before.iter().chain(own).chain(self.after))
    }
}
