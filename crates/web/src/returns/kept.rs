//! Pages of returns that were finished for a session and are answered to it again that day, as long as nothing on them changed.
//!
//! A page stands from the journal's head before it was made, which every request reads first. What units type into other returns moves the
//! journal on and changes nothing on it ([`App::return_stands`](phaen_app::App::return_stands)).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use phaen_domain::journal::Head;

use crate::display::Display;
use crate::layout::Finished;
use crate::view::View;

/// All contents together; beyond it the oldest page is forgotten.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What a page depends on besides what is stored: the session by its form secret, the address, language and digits, the day.
type Key = (String, String, Display, Date);

/// Pages of returns by what they depend on, oldest first.
#[derive(Debug, Default)]
pub struct KeptReturns {
    pages: Mutex<VecDeque<(Key, Head, Arc<Finished>)>>,
}

impl KeptReturns {
    /// The page as it was finished last, with the head at which it is known to stand.
    pub(super) fn find(&self, view: &View, today: Date) -> Option<(Head, Arc<Finished>)> {
        let key = key(view, today)?;
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.iter().find(|(of, ..)| *of == key).map(|(_, head, finished)| (*head, Arc::clone(finished)))
    }

    /// Keeps a page that stands at this head.
    pub(super) fn keep(&self, view: &View, today: Date, head: Head, finished: &Arc<Finished>) {
        let Some(key) = key(view, today) else { return };
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.retain(|(of, ..)| *of != key);
        pages.push_back((key, head, Arc::clone(finished)));
        while pages.iter().map(|(.., page)| page.size()).sum::<usize>() > MOST_BYTES {
            let _ = pages.pop_front();
        }
    }
}

fn key(view: &View, today: Date) -> Option<Key> {
    Some((view.visitor.csrf.clone()?, view.here.clone(), view.t.display(), today))
}
