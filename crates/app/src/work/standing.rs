//! Where rounds stand, with their returns: what work, notices and calendars are made of.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use phaen_domain::calendar::thai_date::bangkok;
use phaen_domain::calendar::{DeadlineRules, Holidays, RoundDates};
use phaen_domain::id::UnitCode;
use phaen_domain::journal::Head;
use phaen_domain::round::{Round, RoundDecision, RoundDecisionKind, RoundState};
use phaen_domain::submission::{Submission, is_handed_on};

use crate::App;
use crate::error::AppError;
use crate::plan_view::{PlanView, in_force};
use crate::ports::Reading;
use crate::returns::preparers;
use crate::rounds::dates_of;

/// A round that was opened, with its returns.
#[derive(Debug)]
pub(crate) struct RoundStanding {
    /// The plan in force.
    pub(crate) plan: Arc<PlanView>,
    /// The round.
    pub(crate) round: Round,
    /// Its deadlines.
    pub(crate) dates: RoundDates,
    /// What was decided on it, oldest first.
    pub(crate) decisions: Vec<RoundDecision>,
    /// Its returns; not read any more once it is frozen.
    pub(crate) submissions: Vec<Submission>,
    /// Who typed something in them: they decide on none of those; read while the round is open.
    pub(crate) typed_by: BTreeMap<UnitCode, Vec<String>>,
}

impl RoundStanding {
    /// The day on which the round was last opened or reopened.
    pub(crate) fn opened_on(&self) -> Option<Date> {
        let opens = |it: &&RoundDecision| matches!(it.kind, RoundDecisionKind::Opened | RoundDecisionKind::Reopened);
        self.decisions.iter().rev().find(opens).map(|it| bangkok(it.at).date())
    }
}

/// The standings as they were last read, for the number beside the menu.
#[derive(Debug, Default)]
pub(crate) struct Standings(Mutex<Option<(Head, Arc<Vec<RoundStanding>>)>>);

impl Standings {
    pub(crate) fn at(&self, head: Head) -> Option<Arc<Vec<RoundStanding>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(at, _)| *at == head).map(|(_, standings)| Arc::clone(standings))
    }

    pub(crate) fn keep(&self, head: Head, standings: &Arc<Vec<RoundStanding>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((head, Arc::clone(standings)));
    }
}

impl App {
    /// All rounds that were opened, of all plans: two questions for each round, three while it is open, one when it is frozen.
    pub(crate) fn standings(&self, tx: &mut dyn Reading) -> Result<Vec<RoundStanding>, AppError> {
        let (rules, holidays) = (self.deadline_rules(tx)?, tx.holidays()?);
        let mut found = Vec::new();
        for listing in self.listings_now(tx)?.iter().filter(|listing| in_force(&listing.editions).is_some()) {
            let plan = self.view(tx, listing.plan.code.as_str(), None)?;
            for round in plan.plan.rounds.iter().filter(|round| round.state != RoundState::Planned) {
                found.push(standing(tx, &plan, round, rules, &holidays)?);
            }
        }
        Ok(found)
    }
}

fn standing(
    tx: &mut dyn Reading,
    plan: &Arc<PlanView>,
    round: &Round,
    rules: DeadlineRules,
    holidays: &Holidays,
) -> Result<RoundStanding, AppError> {
    let code = &plan.plan.plan.code;
    let (returns, is_open) = (round.state != RoundState::Frozen, round.state == RoundState::Open);
    let mut submissions = if returns { tx.submissions(code, &round.code)? } else { Vec::new() };
    submissions.retain(|it| !is_handed_on(&plan.plan, it, round.ends_on));
    Ok(RoundStanding {
        plan: Arc::clone(plan),
        round: round.clone(),
        dates: dates_of(round, rules, holidays),
        decisions: tx.round_decisions(code, &round.code)?,
        submissions,
        typed_by: if is_open { preparers(tx, code, &round.code, None)? } else { BTreeMap::new() },
    })
}
