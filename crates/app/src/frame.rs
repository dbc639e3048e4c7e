//! The frame of a plan: all that a result entered by hand is held against, without the results themselves.
//!
//! Every result moves the journal on, and hundreds come in on the last day of a round; to read the whole edition again for each would make
//! the next one wait. A frame therefore holds as long as the journal has only results after it, which one small question tells. It must
//! never be shown to anybody: pages read [`PlanView`](crate::plan_view::PlanView).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use phaen_domain::access::Action;
use phaen_domain::journal::Head;
use phaen_domain::plan::AgencyPlan;

use crate::error::AppError;
use crate::ports::{Reading, reading};
use crate::{Actor, App};

/// What the journal calls a result that was entered by hand: nothing but that result changes with it.
pub(crate) const OBSERVATION_ENTERED: &str = "observation_entered";

/// Frames as they were last read, each with the head of the journal up to which it is known to hold.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    kept: Mutex<HashMap<String, (Head, Arc<AgencyPlan>)>>,
}

impl Frames {
    fn get(&self, plan: &str) -> Option<(Head, Arc<AgencyPlan>)> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(plan).cloned()
    }

    fn keep(&self, plan: &str, head: Head, frame: &Arc<AgencyPlan>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(plan.to_owned(), (head, Arc::clone(frame)));
    }
}

impl App {
    /// The frame of the edition in force.
    pub(crate) fn frame(&self, actor: &Actor, plan: &str) -> Result<Arc<AgencyPlan>, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| self.frame_at(tx, plan))
    }

    fn frame_at(&self, tx: &mut dyn Reading, plan: &str) -> Result<Arc<AgencyPlan>, AppError> {
        let head = tx.journal_head()?;
        let kept = match self.frames.get(plan) {
            Some((known, frame)) if known == head || tx.only_since(&known, OBSERVATION_ENTERED)? => Some(frame),
            _ => None,
        };
        let frame = match kept {
            Some(frame) => frame,
            None => Arc::new(without_results(&self.view(tx, plan, None)?.plan)),
        };
        self.frames.keep(plan, head, &frame);
        Ok(frame)
    }
}

fn without_results(plan: &AgencyPlan) -> AgencyPlan {
    AgencyPlan {
        agency: plan.agency.clone(),
        units: plan.units.clone(),
        plan: plan.plan.clone(),
        edition: plan.edition.clone(),
        levels: plan.levels.clone(),
        nodes: plan.nodes.clone(),
        scales: plan.scales.clone(),
        indicators: plan.indicators.clone(),
        targets: plan.targets.clone(),
        projects: plan.projects.clone(),
        rounds: plan.rounds.clone(),
        budget: Vec::new(),
        cited_totals: Vec::new(),
        observations: Vec::new(),
        problems: Vec::new(),
        narratives: Vec::new(),
    }
}
