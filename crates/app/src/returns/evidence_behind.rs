//! What stands behind a figure: the files and links of the returns in which it was reported, for whoever asks where a figure comes from.

use phaen_domain::access::Action;
use phaen_domain::evidence::Evidence;
use phaen_domain::observation::Subject;
use phaen_domain::submission::ItemKey;

use super::evidence::may_see;
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::reading;
use crate::{Actor, App};

/// A piece of evidence behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// The piece.
    pub evidence: Evidence,
    /// Whether who asks may see it already; all may once its round is frozen.
    pub readable: bool,
}

impl App {
    /// What supports the reports of a subject at every round and of every unit, by round and unit. What was removed is none.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn evidence_behind(&self, actor: &Actor, view: &PlanView, subject: &Subject) -> Result<Vec<Behind>, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        let item = ItemKey::Subject(subject.clone());
        let pieces = reading(self.store.as_ref(), |tx| tx.evidence_of_item(&view.plan.plan.code, &item))?;
        let behind = |evidence| Behind { readable: may_see(actor, view, &evidence).is_ok(), evidence };
        Ok(pieces.into_iter().map(behind).collect())
    }
}
