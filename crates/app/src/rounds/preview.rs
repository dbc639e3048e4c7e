//! What a change of the calendar would do, before it is done.

use phaen_domain::access::Action;
use phaen_domain::calendar::{DeadlineRules, RoundDates};
use phaen_domain::id::PlanCode;
use phaen_domain::round::{Round, RoundState};

use super::opening::dates_of;
use crate::error::AppError;
use crate::plan_view::in_force;
use crate::ports::reading;
use crate::{Actor, App};

/// The dates of an open round as they are and as other rules would have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundPreview {
    /// The plan.
    pub plan: PlanCode,
    /// The round.
    pub round: Round,
    /// By the rules as they are.
    pub now: RoundDates,
    /// By the rules that are thought of.
    pub then: RoundDates,
    /// Returns that would be re-dated.
    pub returns: usize,
}

impl App {
    /// The dates of all open rounds under other rules. Nothing is stored.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn preview_rules(&self, actor: &Actor, rules: DeadlineRules) -> Result<Vec<RoundPreview>, AppError> {
        self.authorise(actor, Action::SetCalendar)?;
        reading(self.store.as_ref(), |tx| {
            let (before, holidays) = (self.deadline_rules(tx)?, tx.holidays()?);
            let mut found = Vec::new();
            for listing in tx.plans()? {
                let plan = listing.plan.code.clone();
                if in_force(&listing.editions).is_none() {
                    continue;
                }
                let view = self.view(tx, plan.as_str(), None)?;
                for round in view.plan.rounds.iter().filter(|round| round.state == RoundState::Open) {
                    let (now, then) = (dates_of(round, before, &holidays), dates_of(round, rules, &holidays));
                    let returns = tx.submissions(&plan, &round.code)?;
                    let returns = returns.iter().filter(|it| it.first_submitted_at.is_none() && it.due_on != then.report).count();
                    found.push(RoundPreview { plan: plan.clone(), round: round.clone(), now, then, returns });
                }
            }
            Ok(found)
        })
    }
}
