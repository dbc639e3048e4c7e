//! My work (งานของฉัน): what waits for somebody in the offices that they hold today, each with its day and the place where it is done.
//!
//! Nothing of it is stored: it follows from where returns and rounds stand. The number beside the menu is kept for as long as the journal
//! stands where it stood.

mod round_tasks;
mod standing;

use std::sync::Arc;

use jiff::civil::Date;
use phaen_domain::access::{Action, decide};
use phaen_domain::journal::Head;
use phaen_domain::round::{Round, takes_results};
use phaen_domain::submission::{Comment, Submission, SubmissionState};

use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{Reading, reading};
use crate::returns::{case_of, line_of};
use crate::rounds::Waiting;
use crate::{Actor, App};
pub(crate) use standing::{RoundStanding, Standings};

/// What is to be done, most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskKind {
    /// Mend a return that was sent back or handed back.
    Mend,
    /// Fill in a return.
    FillIn,
    /// Submit a return that the head endorsed.
    Submit,
    /// Endorse a return of the unit.
    Endorse,
    /// Verify a submitted return.
    Verify,
    /// Compile a round.
    Compile,
    /// Endorse a compiled round.
    EndorseRound,
    /// Record the committee's resolution on a compiled round.
    Resolve,
    /// Confirm the committee's resolution.
    Confirm,
    /// Freeze an endorsed round.
    Freeze,
    /// Look at the list of units that are overdue.
    Overdue,
}

/// One thing that waits.
#[derive(Debug, Clone)]
pub struct Task {
    /// What is to be done.
    pub kind: TaskKind,
    /// The plan.
    pub plan: Arc<PlanView>,
    /// The round.
    pub round: Round,
    /// The return, when it is about one.
    pub submission: Option<Submission>,
    /// By when.
    pub due_on: Option<Date>,
    /// What has to be mended.
    pub comments: Vec<Comment>,
    /// How many returns it is about, when it is about several.
    pub count: usize,
}

impl Task {
    /// Days that are left until its day, negative when it is over.
    #[must_use]
    pub fn days_left(&self, today: Date) -> Option<i32> {
        self.due_on.and_then(|due| due.since(today).ok()).map(|span| span.get_days())
    }
}

impl App {
    /// What waits for somebody, most pressing first.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn work(&self, actor: &Actor) -> Result<Vec<Task>, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| {
            let mut tasks = Vec::new();
            for standing in self.standings(tx)? {
                tasks.extend(standing.tasks(actor, self.today()));
            }
            self.with_comments(tx, &mut tasks)?;
            tasks.sort_by_key(|task| (task.due_on.is_none(), task.due_on, task.kind));
            Ok(tasks)
        })
    }

    /// How much waits for somebody who comes when the journal stands at this head.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn work_count(&self, actor: &Actor, head: Head) -> Result<usize, AppError> {
        if !actor.may(Action::ReadBoard) {
            return Ok(0);
        }
        let today = self.today();
        let standings = match self.standings.at(head) {
            Some(standings) => standings,
            None => {
                let read = Arc::new(reading(self.store.as_ref(), |tx| self.standings(tx))?);
                self.standings.keep(head, &read);
                read
            }
        };
        Ok(standings.iter().map(|standing| standing.tasks(actor, today).count()).sum())
    }

    /// Puts what has to be mended beside the returns that were sent back, in one question for each round.
    fn with_comments(&self, tx: &mut dyn Reading, tasks: &mut [Task]) -> Result<(), AppError> {
        for (plan, round) in rounds_of(tasks, TaskKind::Mend) {
            let comments = tx.open_comments(&plan, &round)?;
            for task in tasks.iter_mut().filter(|task| task.kind == TaskKind::Mend) {
                let Some(key) = task.submission.as_ref().map(|it| &it.key) else { continue };
                if key.plan == plan && key.round == round {
                    let own = comments.iter().filter(|(unit, _)| *unit == key.unit).map(|(_, comment)| comment.clone());
                    task.comments = own.collect();
                }
            }
        }
        Ok(())
    }
}

fn rounds_of(tasks: &[Task], kind: TaskKind) -> Vec<(phaen_domain::id::PlanCode, phaen_domain::id::RoundCode)> {
    let of_kind = tasks.iter().filter(|task| task.kind == kind).filter_map(|task| task.submission.as_ref());
    let mut rounds: Vec<_> = of_kind.map(|it| (it.key.plan.clone(), it.key.round.clone())).collect();
    rounds.sort();
    rounds.dedup();
    rounds
}

impl RoundStanding {
    /// What of this round waits for somebody.
    pub(crate) fn tasks<'a>(&'a self, actor: &'a Actor, today: Date) -> impl Iterator<Item = Task> + 'a {
        let takes = takes_results(&self.round, &self.decisions, today).is_ok();
        let of_returns = self.submissions.iter().filter(move |_| takes).filter_map(move |it| self.task_of(actor, it));
        of_returns.chain(self.round_tasks(actor, today))
    }

    fn task_of(&self, actor: &Actor, it: &Submission) -> Option<Task> {
        let (kind, action) = match (it.state, Waiting::of(it, self.round.state)) {
            (_, Waiting::Head) => (TaskKind::Endorse, Action::EndorseReturn),
            (SubmissionState::Endorsed, _) => (TaskKind::Submit, Action::SubmitReturn),
            (SubmissionState::Returned, _) => (TaskKind::Mend, Action::EditReturn),
            (SubmissionState::Draft, _) => (TaskKind::FillIn, Action::EditReturn),
            (SubmissionState::Submitted, _) => (TaskKind::Verify, Action::VerifyReturn),
            (SubmissionState::Verified, _) => return None,
        };
        let line = line_of(&self.plan, &it.key.unit);
        // What somebody typed, others decide on (`process.md` 4.3, rule 1).
        let prepared_by = self.typed_by.get(&it.key.unit).map_or(&[][..], Vec::as_slice);
        decide(&actor.login, &actor.offices, action, &case_of(it, &line, prepared_by)).ok()?;
        Some(Task { submission: Some(it.clone()), ..self.task(kind, Some(due_of(it))) })
    }

    /// A task about the round.
    fn task(&self, kind: TaskKind, due_on: Option<Date>) -> Task {
        let (plan, round) = (Arc::clone(&self.plan), self.round.clone());
        Task { kind, plan, round, submission: None, due_on, comments: Vec::new(), count: 0 }
    }
}

/// The day that counts now: that of a return that was sent back, else the one by which it is submitted.
pub(crate) fn due_of(it: &Submission) -> Date {
    it.return_due_on.filter(|_| it.state == SubmissionState::Returned).unwrap_or_else(|| it.due())
}
