//! Whether a round takes results: the one place that is asked before anything is stored in it.

use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::round::{Round, RoundState, reopening_over};

use crate::App;
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::Reading;

impl App {
    /// The round, which takes results: it is open, and the order that reopened it, if one did, has not run out.
    pub(crate) fn taking_round(&self, tx: &mut dyn Reading, view: &PlanView, code: &RoundCode) -> Result<Round, AppError> {
        let round = self.round_of(tx, view, code)?;
        self.takes_results(tx, &view.plan.plan.code, &round)?;
        Ok(round)
    }

    /// Whether a round takes results.
    pub(crate) fn is_taking_results(&self, tx: &mut dyn Reading, plan: &PlanCode, round: &Round) -> Result<bool, AppError> {
        match self.takes_results(tx, plan, round) {
            Ok(()) => Ok(true),
            Err(AppError::RoundNotOpen(_) | AppError::ReopeningOver(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Refuses where a round takes no results; it asks the store only about a round that was frozen before.
    pub(crate) fn takes_results(&self, tx: &mut dyn Reading, plan: &PlanCode, round: &Round) -> Result<(), AppError> {
        if round.state != RoundState::Open {
            return Err(AppError::RoundNotOpen(round.state));
        }
        if round.revision == 0 {
            return Ok(());
        }
        match reopening_over(&tx.round_decisions(plan, &round.code)?, self.today()) {
            Some(last_day) => Err(AppError::ReopeningOver(last_day)),
            None => Ok(()),
        }
    }
}
