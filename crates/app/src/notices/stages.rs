//! Reminders to those who act on a round after its units reported: who verifies, compiles and endorses, before and after their day.
//!
//! The days are those of the deadline rules (`process.md` 1.3: steps 17 and 18 of the SOP), the rungs those of the agency's ladder: first
//! those for whom it waits, then those above them, in the end the Director-General.

use jiff::civil::Date;
use phaen_domain::access::Action;
use phaen_domain::calendar::thai_date::bangkok;
use phaen_domain::notice::{NoticeKind, Reader, Stage};
use phaen_domain::round::{RoundDecisionKind, RoundState};
use phaen_domain::submission::SubmissionState;

use super::events::Gathering;
use crate::ports::Notice;

impl Gathering<'_> {
    /// The rungs that have come for what a round waits for. A reopened round has the day of its order, not that of the rules.
    pub(super) fn stages(&mut self) {
        let standing = self.standing;
        if standing.decisions.iter().any(|it| it.kind == RoundDecisionKind::Reopened) {
            return;
        }
        match standing.round.state {
            RoundState::Open => {
                let Some(since) = standing.opened_on() else { return };
                let verifies = standing.submissions.iter().any(|it| it.state == SubmissionState::Submitted);
                let (due_on, today) = (standing.dates.compile, self.days.today);
                if verifies {
                    self.stage(Stage::Verify, due_on, since);
                }
                // What waits to be verified comes first; once the day is over, the round itself is late.
                if !verifies || today > due_on {
                    self.stage(Stage::Compile, due_on, since);
                }
            }
            RoundState::Compiled => {
                let compiled = standing.decisions.iter().rev().find(|it| it.kind == RoundDecisionKind::Compiled);
                if let Some(since) = compiled.map(|it| bangkok(it.at).date()) {
                    self.stage(Stage::Endorse, standing.dates.endorse, since);
                }
            }
            RoundState::Planned | RoundState::Endorsed | RoundState::Frozen => {}
        }
    }

    fn stage(&mut self, stage: Stage, due_on: Date, since: Date) {
        let days = self.days;
        for rung in days.ladder.come(due_on, since, days.today, days.counting, days.holidays) {
            let to = self.of_stage(stage, rung.reader);
            let kind = NoticeKind::of_stage(stage, rung.days > 0);
            self.tell(to, kind, None, &Notice::facts_of(due_on, rung.days));
        }
    }

    /// Who stands at a rung of a stage: those for whom it waits, the head of the policy group where that group is late, the group itself
    /// where the executives are, and the Director-General.
    fn of_stage(&mut self, stage: Stage, reader: Reader) -> Vec<String> {
        match (reader, stage) {
            (Reader::Officer, Stage::Verify) => self.people.all(Action::VerifyReturn, None),
            (Reader::Officer, Stage::Compile) => self.people.all(Action::CompileRound, None),
            (Reader::Officer, Stage::Endorse) => self.endorsing(),
            // Only the head of the policy group freezes a round, so that tells who it is.
            (Reader::Head, Stage::Verify | Stage::Compile) => self.people.all(Action::FreezeRound, None),
            (Reader::Policy, Stage::Endorse) => self.people.all(Action::CompileRound, None),
            // Nobody stands between the executives and the policy group, nor the group and itself.
            (Reader::Head, Stage::Endorse) | (Reader::Policy, Stage::Verify | Stage::Compile) => Vec::new(),
            (Reader::DirectorGeneral, _) => self.people.all(Action::ReopenRound, None),
        }
    }

    /// The executives, and of the committee who has the next step: its secretary, or its chair once a resolution is recorded.
    fn endorsing(&mut self) -> Vec<String> {
        let resolved = self.standing.decisions.last().filter(|it| it.kind == RoundDecisionKind::Resolved);
        let mut to = self.people.all(Action::EndorseRound, None);
        to.extend(match resolved {
            Some(resolved) => self.people.all(Action::ConfirmResolution, Some(&resolved.by)),
            None => self.people.all(Action::RecordResolution, None),
        });
        to
    }
}
