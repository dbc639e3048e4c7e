//! What waits on a round as a whole: compiling, endorsing, freezing, and the list of those who are overdue.

use jiff::civil::Date;
use phaen_domain::access::{Action, Case, ObjectState, decide};
use phaen_domain::round::{RoundDecisionKind, RoundState};
use phaen_domain::submission::SubmissionState;

use super::{RoundStanding, Task, TaskKind};
use crate::Actor;
use crate::rounds::Timeliness;

impl RoundStanding {
    /// What of the round itself waits for somebody.
    pub(super) fn round_tasks(&self, actor: &Actor, today: Date) -> Vec<Task> {
        // A round is shared by the plans of its year; what was never decided here waits for nobody here.
        if self.decisions.is_empty() {
            return Vec::new();
        }
        let found = match self.round.state {
            RoundState::Open => vec![self.to_compile(actor, today), self.overdue(actor, today)],
            RoundState::Compiled => vec![self.to_endorse(actor), self.to_resolve(actor), self.to_confirm(actor)],
            RoundState::Endorsed => vec![self.when(actor, Action::FreezeRound, TaskKind::Freeze, None)],
            RoundState::Planned | RoundState::Frozen => Vec::new(),
        };
        found.into_iter().flatten().collect()
    }

    fn when(&self, actor: &Actor, action: Action, kind: TaskKind, due_on: Option<Date>) -> Option<Task> {
        let case = Case { state: Some(ObjectState::Round(self.round.state)), ..Case::default() };
        decide(&actor.login, &actor.offices, action, &case).ok()?;
        Some(self.task(kind, due_on))
    }

    /// A round is compiled once all returns are verified, or when its day is over.
    fn to_compile(&self, actor: &Actor, today: Date) -> Option<Task> {
        let verified = self.submissions.iter().filter(|it| it.state == SubmissionState::Verified).count();
        let ready = verified == self.submissions.len() || self.dates.compile < today;
        let task = self.when(actor, Action::CompileRound, TaskKind::Compile, Some(self.dates.compile));
        task.filter(|_| ready && verified > 0).map(|task| Task { count: verified, ..task })
    }

    fn to_endorse(&self, actor: &Actor) -> Option<Task> {
        self.when(actor, Action::EndorseRound, TaskKind::EndorseRound, Some(self.dates.endorse))
    }

    fn to_resolve(&self, actor: &Actor) -> Option<Task> {
        let task = self.when(actor, Action::RecordResolution, TaskKind::Resolve, Some(self.dates.endorse));
        task.filter(|_| self.resolution().is_none())
    }

    fn to_confirm(&self, actor: &Actor) -> Option<Task> {
        let recorded_by = self.resolution()?;
        let task = self.when(actor, Action::ConfirmResolution, TaskKind::Confirm, Some(self.dates.endorse));
        task.filter(|_| recorded_by != actor.login)
    }

    /// Who recorded the resolution that stands since the round was compiled.
    fn resolution(&self) -> Option<&str> {
        self.decisions.last().filter(|it| it.kind == RoundDecisionKind::Resolved).map(|it| it.by.as_str())
    }

    /// The Director-General's list; it is who may order a round to be reopened.
    fn overdue(&self, actor: &Actor, today: Date) -> Option<Task> {
        if !actor.may(Action::ReopenRound) {
            return None;
        }
        let late = self.submissions.iter().filter(|it| matches!(Timeliness::of(it, today), Timeliness::Overdue(_)));
        let count = late.count();
        (count > 0).then(|| Task { count, ..self.task(TaskKind::Overdue, Some(self.dates.report)) })
    }
}
