//! Pages that were finished once and are answered again to readers of the same role, language and digits, until anything is stored.
//!
//! Like the memo of scorecards they hold for one sequence of the journal, which every request reads first (`decisions.md` 12), so nothing
//! stale is ever shown, on any node. Only pages whose content depends on nothing but plan, address, role and rendering may be kept:
//! never one with a form, a name or the clock in its content.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use phaen_domain::access::Role;

use crate::display::Display;
use crate::errors::WebError;
use crate::layout::Finished;
use crate::signed::Chosen;
use crate::view::View;

/// All contents together; beyond it a page is made each time.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// What a finished page depends on besides the journal's sequence.
type Key = (String, Display, Role);

/// The pages of the newest sequence seen.
#[derive(Debug, Default)]
pub struct Kept {
    pages: Mutex<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    sequence: u64,
    bytes: usize,
    finished: HashMap<Key, Arc<Finished>>,
}

impl Kept {
    /// The page at the reader's address, if it was finished since the last change.
    #[must_use]
    pub fn find(&self, view: &View, chosen: &Chosen) -> Option<Arc<Finished>> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = pages.sequence == chosen.view.sequence;
        pages.finished.get(&key(view, chosen)).filter(|_| fresh).cloned()
    }

    /// Finishes the page and keeps it.
    ///
    /// # Errors
    /// What `make` answers; a refusal is not kept.
    pub fn make(
        &self,
        view: &View,
        chosen: &Chosen,
        make: impl FnOnce() -> Result<Finished, WebError>,
    ) -> Result<Arc<Finished>, WebError> {
        let finished = Arc::new(make()?);
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.sequence < chosen.view.sequence {
            *pages = Pages { sequence: chosen.view.sequence, ..Pages::default() };
        }
        let fits = pages.bytes + finished.size() <= MOST_BYTES;
        if fits && pages.sequence == chosen.view.sequence {
            pages.bytes += finished.size();
            let _ = pages.finished.insert(key(view, chosen), Arc::clone(&finished));
        }
        Ok(finished)
    }
}

fn key(view: &View, chosen: &Chosen) -> Key {
    (view.here.clone(), view.t.display(), chosen.actor.role)
}
