//! What a unit submitted for a round that had gone on by then: it does not count there and is offered at the next one (`process.md` U13).

use phaen_domain::observation::Reported;
use phaen_domain::round::{Round, RoundState};
use phaen_domain::submission::reading::reported;
use phaen_domain::submission::{Form, Item, ItemKey, SubmissionKey, SubmissionState};

use super::ReturnView;
use crate::error::AppError;
use crate::ports::{Reading, reading};
use crate::{Actor, App};

/// A figure that came too late for its round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateFigure {
    /// The round.
    pub round: Round,
    /// What it is a figure of.
    pub item: ItemKey,
    /// What was reported.
    pub reported: Reported,
}

/// What came too late for earlier rounds.
#[derive(Debug, Clone, Default)]
pub(super) struct Late {
    figures: Vec<LateFigure>,
    /// Whether something may still come for one of them.
    awaited: bool,
}

impl ReturnView {
    /// What came too late for an earlier round, newest round first.
    pub fn late_of<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a LateFigure> {
        self.late.figures.iter().filter(|it| it.item == item.key())
    }

    /// Whether something may still come late for an earlier round: then what is shown of it does not depend on this return alone.
    #[must_use]
    pub const fn awaits_late_figures(&self) -> bool {
        self.late.awaited
    }

    /// Whether its round went on without it: what is submitted now counts in the next report.
    #[must_use]
    pub fn is_late_for_its_round(&self) -> bool {
        went_on(&self.round) && self.submission.state != SubmissionState::Verified
    }
}

impl App {
    /// A unit's return as [`App::unit_return`] reads it, with what came too late for earlier rounds.
    ///
    /// # Errors
    /// As [`App::unit_return`].
    pub fn unit_return_with_late(&self, actor: &Actor, key: &SubmissionKey) -> Result<ReturnView, AppError> {
        let mut view = self.unit_return(actor, key)?;
        view.late = reading(self.store.as_ref(), |tx| late_figures(tx, &view))?;
        Ok(view)
    }
}

const fn went_on(round: &Round) -> bool {
    matches!(round.state, RoundState::Compiled | RoundState::Endorsed | RoundState::Frozen)
}

fn late_figures(tx: &mut dyn Reading, view: &ReturnView) -> Result<Late, AppError> {
    let plan = &view.plan.plan;
    let mut rounds: Vec<&Round> = plan.rounds.iter().filter(|it| it.months < view.round.months && went_on(it)).collect();
    rounds.sort_by_key(|it| std::cmp::Reverse(it.months));
    let mut late = Late::default();
    for round in rounds {
        let key = SubmissionKey { round: round.code.clone(), ..view.submission.key.clone() };
        let Some(found) = tx.submission(&key)? else { continue };
        late.awaited |= found.state != SubmissionState::Verified;
        if found.state != SubmissionState::Submitted {
            continue;
        }
        let (fields, form) = (tx.fields(&key)?, Form::of(plan, &key.unit, round.ends_on));
        let beside = view.plan.beside(tx, round)?;
        late.figures.extend(form.items.iter().filter_map(|item| {
            let before = beside.earlier.get(&(item.subject.clone(), item.unit.clone()));
            let reported = reported(item, &fields, before.map(|(_, reported)| reported)).ok()?;
            Some(LateFigure { round: round.clone(), item: item.key(), reported })
        }));
    }
    Ok(late)
}
