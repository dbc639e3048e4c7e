//! Returns as they were last read, remembered as long as nothing on them changed: whoever submits a return was shown it just before.
//!
//! As with plans, the journal tells whether one stands: nothing stale is ever shown, on any node (`decisions.md` 12), and a write that
//! could not be committed leaves nothing behind.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use phaen_domain::journal::Head;
use phaen_domain::submission::SubmissionKey;

use super::{ReturnView, TOUCHING_ONE_RETURN, object_code};
use crate::App;
use crate::error::AppError;
use crate::ports::Reading;

/// How many are remembered: about as many as an agency has units.
const RETURNS: usize = 128;

/// Returns as they were last read, the one that was asked for last at the end.
#[derive(Debug, Default)]
pub(crate) struct Recall {
    kept: Mutex<VecDeque<Seen>>,
}

/// A return with the state of the journal at which it was so, and the day: deadlines pass without an entry.
#[derive(Debug, Clone)]
struct Seen {
    head: Head,
    day: Date,
    view: Arc<ReturnView>,
}

impl Recall {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Seen>> {
        // It is whole after every line below, so a panic elsewhere does not spoil it.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, key: &SubmissionKey) -> Option<Seen> {
        self.lock().iter().find(|it| it.view.submission.key == *key).cloned()
    }

    /// Remembers it, unless it is known as it was later.
    fn keep(&self, seen: Seen) {
        let mut kept = self.lock();
        if let Some(place) = kept.iter().position(|it| it.view.submission.key == seen.view.submission.key) {
            if kept[place].head.seq > seen.head.seq {
                return;
            }
            kept.remove(place);
        } else if kept.len() == RETURNS {
            kept.pop_front();
        }
        kept.push_back(seen);
    }
}

impl App {
    /// A return as it stands, read only where something on it changed since it was read last.
    pub(super) fn recall(&self, tx: &mut dyn Reading, key: &SubmissionKey) -> Result<Arc<ReturnView>, AppError> {
        let (head, day) = (tx.journal_head()?, self.today());
        if let Some(seen) = self.returns.find(key).filter(|it| it.day == day)
            && tx.only_since(&seen.head, &TOUCHING_ONE_RETURN, Some(("return", &object_code(key))))?
        {
            let view = Arc::clone(&seen.view);
            self.returns.keep(Seen { head, ..seen });
            return Ok(view);
        }
        let view = Arc::new(ReturnView::load(self, tx, key)?);
        self.returns.keep(Seen { head, day, view: Arc::clone(&view) });
        Ok(view)
    }
}
