//! Whether a round takes results, asked before anything is stored in it; the rule is `domain::round::takes_results`.

use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::round::{Round, TakesNone, takes_results};

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
        Ok(self.asked(tx, plan, round)?.is_ok())
    }

    /// Refuses where a round takes no results.
    pub(crate) fn takes_results(&self, tx: &mut dyn Reading, plan: &PlanCode, round: &Round) -> Result<(), AppError> {
        Ok(self.asked(tx, plan, round)??)
    }

    /// The store is asked only about an open round that was frozen before: no other can be open by order.
    fn asked(&self, tx: &mut dyn Reading, plan: &PlanCode, round: &Round) -> Result<Result<(), TakesNone>, AppError> {
        let may_be_by_order = round.is_open() && round.revision > 0;
        let decisions = if may_be_by_order { tx.round_decisions(plan, &round.code)? } else { Vec::new() };
        Ok(takes_results(round, &decisions, self.today()))
    }
}
