//! How the units report over the rounds of a plan's year: every return that was due from somebody, with whether it came in time.

use std::sync::Arc;

use phaen_domain::access::Action;
use phaen_domain::id::PlanCode;
use phaen_domain::submission::{Submission, is_handed_on};

use super::Timeliness;
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::reading;
use crate::{Actor, App};

/// All returns of a plan's rounds.
#[derive(Debug)]
pub struct YearOfReturns {
    /// The plan in force.
    pub plan: Arc<PlanView>,
    /// Its returns, by round and unit.
    pub returns: Vec<(Submission, Timeliness)>,
}

impl App {
    /// The returns of all rounds of a plan, in a number of statements that grows neither with the rounds nor with the units.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn year_of_returns(&self, actor: &Actor, plan: &PlanCode) -> Result<YearOfReturns, AppError> {
        self.authorise(actor, Action::ReadBoard)?;
        let today = self.today();
        reading(self.store.as_ref(), |tx| {
            let view = self.view(tx, plan.as_str(), None)?;
            let due = |it: &Submission| {
                let round = view.find_round(it.key.round.as_str());
                round.is_some_and(|round| !is_handed_on(&view.plan, it, round.ends_on))
            };
            let returns = tx.submissions_of_plan(plan)?.into_iter().filter(due);
            let returns = returns.map(|it| (Timeliness::of(&it, today), it)).map(|(timeliness, it)| (it, timeliness)).collect();
            Ok(YearOfReturns { plan: Arc::clone(&view), returns })
        })
    }
}
