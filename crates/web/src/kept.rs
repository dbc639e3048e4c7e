//! Pages that were finished once and are answered again to readers of the same rights, language and digits, until anything is stored.
//!
//! A page holds as long as the view it was made from: the memo gives the same view only while the journal's head, which every request reads
//! first (`decisions.md` 12), is the same. So nothing
//! stale is ever shown, on any node. Only pages whose content depends on nothing but plan, address, rights and rendering may be kept:
//! never one with a form, a name or the clock in its content.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use phaen_app::plan_view::PlanView;

use crate::display::Display;
use crate::errors::WebError;
use crate::layout::Finished;
use crate::signed::Chosen;
use crate::view::View;

/// All contents together; beyond it a page is made each time.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// What a finished page depends on besides the view.
type Key = (String, Display, u64);

/// Pages by what they depend on.
#[derive(Debug, Default)]
pub struct Kept {
    pages: Mutex<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    finished: HashMap<Key, (Weak<PlanView>, Arc<Finished>)>,
}

impl Kept {
    /// The page at the reader's address, if it was finished since the last change.
    #[must_use]
    pub fn find(&self, view: &View, chosen: &Chosen) -> Option<Arc<Finished>> {
        let key = key(view, chosen);
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let (from, finished) = pages.finished.get(&key)?;
        std::ptr::eq(from.as_ptr(), Arc::as_ptr(&chosen.view)).then(|| Arc::clone(finished))
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
        pages.finished.retain(|_, (from, _)| from.strong_count() > 0);
        let bytes: usize = pages.finished.values().map(|(_, finished)| finished.size()).sum();
        if bytes + finished.size() <= MOST_BYTES {
            let _ = pages.finished.insert(key(view, chosen), (Arc::downgrade(&chosen.view), Arc::clone(&finished)));
        }
        Ok(finished)
    }
}

fn key(view: &View, chosen: &Chosen) -> Key {
    (view.here.clone(), view.t.display(), chosen.actor.rights())
}
