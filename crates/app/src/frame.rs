//! The frame of a plan: all that a result entered by hand is held against, without the results themselves. Which units have returns belongs to
//! it: what stands in one is not entered by hand.
//!
//! Every result moves the journal on, and hundreds come in on the last day of a round; to read the whole edition again for each would make
//! the next one wait. A frame therefore holds as long as the journal has only results after it. The write itself asks whether it does, so
//! that nothing can change between the answer and what is stored, and nothing is read before. A frame must never be shown to anybody: pages
//! read [`PlanView`](crate::plan_view::PlanView).

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use phaen_domain::id::{RoundCode, UnitCode};
use phaen_domain::journal::Head;
use phaen_domain::plan::AgencyPlan;

use crate::App;
use crate::error::AppError;
use crate::ports::{Reading, reading};

/// What the journal calls a result that was entered by hand: nothing but that result changes with it.
pub(crate) const OBSERVATION_ENTERED: &str = "observation_entered";

/// A plan without its results, and the end of the journal for which that was true.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) plan: Arc<AgencyPlan>,
    /// Units that have a return of a round.
    pub(crate) returns: Arc<HashSet<(RoundCode, UnitCode)>>,
    since: Head,
}

/// Frames as they were last read.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    kept: Mutex<HashMap<String, Kept>>,
}

#[derive(Debug)]
struct Kept {
    frame: Frame,
    /// The end of the journal after the result that this process entered last. Since a head's hash says all that came before it, this
    /// frame holds there even while that result waits for its commit; should it be lost, no journal has this head.
    reached: Head,
}

impl Frames {
    fn kept(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, plan: &str) -> Option<Frame> {
        self.kept().get(plan).map(|kept| kept.frame.clone())
    }

    fn keep(&self, plan: &str, frame: &Frame) {
        self.kept().insert(plan.to_owned(), Kept { frame: frame.clone(), reached: frame.since });
    }

    fn has_reached(&self, frame: &Frame, head: Head) -> bool {
        let kept = self.kept();
        let kept = kept.get(frame.plan.plan.code.as_str());
        kept.is_some_and(|kept| Arc::ptr_eq(&kept.frame.plan, &frame.plan) && kept.reached == head)
    }

    /// Notes where a result brought the journal that was held against this frame.
    pub(crate) fn reach(&self, frame: &Frame, head: Head) {
        self.change(frame, |kept| kept.reached = head);
    }

    /// Notes that this result is durable.
    pub(crate) fn hold(&self, frame: &Frame, head: Head) {
        self.change(frame, |kept| {
            if kept.frame.since.seq < head.seq {
                kept.frame.since = head;
            }
        });
    }

    fn change(&self, frame: &Frame, change: impl FnOnce(&mut Kept)) {
        let mut kept = self.kept();
        let kept = kept.get_mut(frame.plan.plan.code.as_str());
        // Meanwhile the plan may have been read anew.
        if let Some(kept) = kept.filter(|kept| Arc::ptr_eq(&kept.frame.plan, &frame.plan)) {
            change(kept);
        }
    }
}

impl App {
    /// The frame of the edition in force as it was last read, which may have changed since.
    pub(crate) fn frame(&self, plan: &str) -> Result<Frame, AppError> {
        self.frames.get(plan).map_or_else(|| self.read_frame(plan), Ok)
    }

    /// The frame of the edition in force, read anew.
    pub(crate) fn read_frame(&self, plan: &str) -> Result<Frame, AppError> {
        let frame = reading(self.store.as_ref(), |tx| {
            let since = tx.journal_head()?;
            let plan = Arc::new(without_results(&self.view(tx, plan, None)?.plan));
            let returns = tx.submissions_of_plan(&plan.plan.code)?.into_iter().map(|it| (it.key.round, it.key.unit));
            Ok(Frame { plan, returns: Arc::new(returns.collect()), since })
        })?;
        self.frames.keep(plan, &frame);
        Ok(frame)
    }

    /// Whether nothing but results came after this frame.
    pub(crate) fn holds(&self, tx: &mut dyn Reading, frame: &Frame) -> Result<bool, AppError> {
        let head = tx.journal_head()?;
        Ok(head == frame.since
            || self.frames.has_reached(frame, head)
            || tx.only_since(&frame.since, &[OBSERVATION_ENTERED], None)?)
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
