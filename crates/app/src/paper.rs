//! What a book or a scorecard is printed from: a round as it stands, or one of its frozen revisions.

use std::sync::Arc;

use phaen_domain::access::Action;
use phaen_domain::book::{Frozen, History};
use phaen_domain::calendar::thai_date;
use phaen_domain::id::RoundCode;
use phaen_domain::restatement::Reopened;
use phaen_domain::round::{RoundDecision, RoundDecisionKind, RoundState};
use phaen_domain::submission::UnitExtension;

use crate::error::AppError;
use crate::plan_view::{PlanView, RoundView};
use crate::ports::{Reading, Snapshot, reading};
use crate::rounds;
use crate::{Actor, App};

/// A round as it goes to print.
#[derive(Debug)]
pub struct Paper {
    /// Number of the newest journal entry that can have changed the plan.
    pub sequence: u64,
    /// The round's results.
    pub round: Arc<RoundView>,
    /// The newest frozen revision, where an earlier one is printed.
    pub newest: Option<Frozen>,
    /// What the round went through.
    pub history: History,
}

/// Which results are to be printed.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Code of the plan.
    pub plan: &'a str,
    /// Number of the edition; the one in force when absent.
    pub edition: Option<u32>,
    /// Code of the round.
    pub round: &'a str,
    /// A frozen revision; the round as it stands when absent.
    pub revision: Option<u32>,
}

impl Paper {
    /// A round of a plan as it stands, without what it went through.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown round, [`AppError::Circle`] when figures take each other as their actual.
    pub fn of(view: &PlanView, round: &RoundCode) -> Result<Self, AppError> {
        Ok(Self { sequence: view.sequence, round: view.round(round)?, newest: None, history: History::default() })
    }

    /// The round.
    #[must_use]
    pub fn code(&self) -> &RoundCode {
        &self.round.scorecard.round
    }
}

impl App {
    /// What a book or a scorecard of a round, or of one of its frozen revisions, is printed from.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::Circle`] or [`AppError::Store`].
    pub fn paper_of(&self, actor: &Actor, wanted: Wanted<'_>) -> Result<Paper, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| self.paper(tx, wanted))
    }

    /// What is to be printed. A revision brings the plan as it was frozen, whichever edition stands now.
    pub(crate) fn paper(&self, tx: &mut dyn Reading, wanted: Wanted<'_>) -> Result<Paper, AppError> {
        let view = self.view(tx, wanted.plan, wanted.edition)?;
        let missing = || AppError::NotFound { kind: "round", code: wanted.round.to_owned() };
        let stored = view.find_round(wanted.round).ok_or_else(missing)?;
        let (plan, code) = (&view.plan.plan.code, &stored.code);
        let revisions = if stored.revision > 0 { tx.revisions(plan, code)? } else { Vec::new() };
        let mut paper = match wanted.revision {
            None => Paper::of(&view, code)?,
            Some(revision) => of_revision(&view, &revisions, revision)?,
        };
        let told = paper.round.snapshot.as_ref();
        paper.history.extensions = match told {
            Some(snapshot) => snapshot.extensions(),
            None => tx.submissions(plan, code)?.iter().filter_map(UnitExtension::of).collect(),
        };
        if !revisions.is_empty() {
            let last = told.map(|it| it.revision);
            // Where the round is frozen by another edition, this one has no part in what was restated.
            let tells = last.is_some() || stored.state != RoundState::Frozen;
            let decisions = if tells { tx.round_decisions(plan, code)? } else { Vec::new() };
            paper.history.reopened = if tells { reopened(&revisions, &decisions, last)? } else { Vec::new() };
        }
        Ok(paper)
    }
}

/// A frozen revision as it goes to print.
fn of_revision(view: &PlanView, revisions: &[Snapshot], revision: u32) -> Result<Paper, AppError> {
    let missing = || AppError::NotFound { kind: "revision", code: revision.to_string() };
    let snapshot = revisions.iter().find(|it| it.revision == revision).ok_or_else(missing)?;
    let newest = revisions.last().filter(|it| it.revision > revision).map(Snapshot::named);
    let round = Arc::new(RoundView::frozen(snapshot.clone())?);
    Ok(Paper { sequence: view.sequence, round, newest, history: History::default() })
}

/// Each time that the round was open again by order: up to a revision, or up to now.
fn reopened(revisions: &[Snapshot], decisions: &[RoundDecision], last: Option<u32>) -> Result<Vec<Reopened>, AppError> {
    let order = |before: u32| {
        let found = decisions.iter().find(|it| it.kind == RoundDecisionKind::Reopened && it.revision == before);
        found.cloned()
    };
    let mut found = Vec::new();
    for pair in revisions.windows(2) {
        let [earlier, later] = pair else { continue };
        if last.is_none_or(|last| later.revision <= last) {
            let restated = Some(rounds::restated(earlier, later)?);
            found.push(Reopened { revision: later.revision, order: order(earlier.revision), restated });
        }
    }
    if let (None, Some(newest)) = (last, revisions.last()) {
        found.push(Reopened { revision: newest.revision + 1, order: order(newest.revision), restated: None });
    }
    Ok(found)
}

impl Snapshot {
    /// The revision as documents name it.
    #[must_use]
    pub fn named(&self) -> Frozen {
        Frozen { revision: self.revision, on: thai_date::bangkok(self.frozen_at).date(), hash: self.hash.clone() }
    }
}
