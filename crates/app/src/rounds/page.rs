//! One round as it is read: its dates, what was decided on it and by whom, its revisions and what each restates.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use phaen_domain::access::Action;
use phaen_domain::calendar::{DeadlineRules, RoundDates};
use phaen_domain::figure::Figure;
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::round::{
    Round, RoundDecision, RoundDecisionKind, RoundState, TakesNone, prepared_by, reopened_by, takes_results,
};
use phaen_domain::submission::{SubmissionState, is_handed_on};
use phaen_domain::workbook::Records;

use super::Restated;
use super::Timeliness;
use super::opening::{dates_of, may_in};
use super::restated::{figures_of, records_of, restated};
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{Snapshot, reading};
use crate::{Actor, App};

/// A round with all that its page shows.
#[derive(Debug)]
pub struct RoundPage {
    /// The plan.
    pub plan: Arc<PlanView>,
    /// The round.
    pub round: Round,
    /// Its deadlines.
    pub dates: RoundDates,
    /// The rules by which they are counted.
    pub rules: DeadlineRules,
    /// What was decided, oldest first.
    pub decisions: Vec<RoundDecision>,
    /// Revisions, first one first.
    pub revisions: Vec<Snapshot>,
    /// The last day of the order that reopened the round, where that day is over: nothing is stored in it any more.
    pub reopening_over: Option<Date>,
    /// How many returns there are in each state.
    pub returns: BTreeMap<SubmissionState, usize>,
    /// How many returns were never submitted although their day is over.
    pub overdue: usize,
}

impl RoundPage {
    /// Whether somebody may take a step in the round's state; where the chair confirms, a resolution must stand. Whoever prepared
    /// what is decided does not decide.
    #[must_use]
    pub fn may(&self, actor: &Actor, action: Action) -> bool {
        let stands = || self.resolution().is_some();
        let takes = action != Action::OpenRound || self.reopening_over.is_none();
        takes
            && may_in(actor, action, self.round.state, &prepared_by(&self.decisions))
            && (action != Action::ConfirmResolution || stands())
    }

    /// The resolution that stands since the round was compiled and waits for the chair.
    #[must_use]
    pub fn resolution(&self) -> Option<&RoundDecision> {
        self.decisions.last().filter(|it| it.kind == RoundDecisionKind::Resolved && self.round.state == RoundState::Compiled)
    }

    /// The order by which the round is open again.
    #[must_use]
    pub fn reopened_by(&self) -> Option<&RoundDecision> {
        reopened_by(&self.decisions)
    }

    /// What a revision restates of the one before it; nothing for the first.
    ///
    /// # Errors
    /// [`AppError::Circle`] or [`AppError::Press`] when frozen records cannot be read.
    pub fn restated(&self, revision: u32) -> Result<Vec<Restated>, AppError> {
        let place = self.revisions.iter().position(|it| it.revision == revision);
        let earlier = place.and_then(|place| self.revisions.get(place.checked_sub(1)?));
        let later = place.and_then(|place| self.revisions.get(place));
        earlier.zip(later).map_or_else(|| Ok(Vec::new()), |(earlier, later)| restated(earlier, later))
    }

    /// Every figure of a frozen revision; nothing when there is no such revision.
    ///
    /// # Errors
    /// [`AppError::Circle`] or [`AppError::Press`] when frozen records cannot be read.
    pub fn figures(&self, revision: u32) -> Result<Vec<Figure>, AppError> {
        let found = self.revisions.iter().find(|it| it.revision == revision);
        found.map_or_else(|| Ok(Vec::new()), figures_of)
    }

    /// Returns that are not verified yet.
    #[must_use]
    pub fn unverified(&self) -> usize {
        self.returns.iter().filter(|(state, _)| **state != SubmissionState::Verified).map(|(_, count)| count).sum()
    }
}

impl App {
    /// One round of a plan.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn round_page(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode) -> Result<RoundPage, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| {
            let view = self.view(tx, plan.as_str(), None)?;
            let missing = || AppError::NotFound { kind: "round", code: round.to_string() };
            let it = view.find_round(round.as_str()).cloned().ok_or_else(missing)?;
            let (mut returns, mut overdue) = (BTreeMap::new(), 0);
            let waiting = tx.submissions(plan, round)?.into_iter().filter(|of| !is_handed_on(&view.plan, of, it.ends_on));
            for submission in waiting {
                *returns.entry(submission.state).or_insert(0) += 1;
                overdue += usize::from(matches!(Timeliness::of(&submission, self.today()), Timeliness::Overdue(_)));
            }
            let (decisions, revisions) = (tx.round_decisions(plan, round)?, tx.revisions(plan, round)?);
            // A frozen round keeps the days of the rules and holidays with which it was frozen.
            let frozen = revisions.last().filter(|_| it.state == RoundState::Frozen).and_then(Snapshot::basis);
            let (rules, holidays) = match frozen {
                Some(basis) => (basis.rules, basis.holidays),
                None => (self.deadline_rules(tx)?, tx.holidays()?),
            };
            let dates = dates_of(&it, rules, &holidays);
            let reopening_over = match takes_results(&it, &decisions, self.today()) {
                Err(TakesNone::OrderOver(day)) => Some(day),
                Err(TakesNone::NotOpen(_)) | Ok(()) => None,
            };
            Ok(RoundPage { plan: view, round: it, dates, rules, decisions, revisions, reopening_over, returns, overdue })
        })
    }

    /// The records of a frozen revision, as they were frozen.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn revision_records(
        &self,
        actor: &Actor,
        plan: &PlanCode,
        round: &RoundCode,
        revision: u32,
    ) -> Result<Records, AppError> {
        self.authorise(actor, Action::Export)?;
        let found = reading(self.store.as_ref(), |tx| tx.revisions(plan, round))?;
        let found = found.iter().find(|it| it.revision == revision);
        found.map_or_else(|| Err(AppError::NotFound { kind: "revision", code: revision.to_string() }), records_of)
    }
}
