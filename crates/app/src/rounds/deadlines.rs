//! The deadlines of all rounds of all plans, as the calendar gives them.

use phaen_domain::access::Action;
use phaen_domain::calendar::RoundDates;
use phaen_domain::id::PlanCode;
use phaen_domain::round::Round;

use super::opening::dates_of;
use crate::error::AppError;
use crate::plan_view::in_force;
use crate::ports::reading;
use crate::{Actor, App};

/// The deadlines of one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundDeadlines {
    /// The plan.
    pub plan: PlanCode,
    /// The round.
    pub round: Round,
    /// Its deadlines.
    pub dates: RoundDates,
}

impl App {
    /// The deadlines of every round, in the order of plans and rounds.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn deadlines(&self, actor: &Actor) -> Result<Vec<RoundDeadlines>, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| {
            let (rules, holidays) = (self.deadline_rules(tx)?, tx.holidays()?);
            let mut found = Vec::new();
            for listing in tx.plans()?.into_iter().filter(|listing| in_force(&listing.editions).is_some()) {
                let view = self.view(tx, listing.plan.code.as_str(), None)?;
                found.extend(view.plan.rounds.iter().map(|round| RoundDeadlines {
                    plan: listing.plan.code.clone(),
                    round: round.clone(),
                    dates: dates_of(round, rules, &holidays),
                }));
            }
            Ok(found)
        })
    }
}
