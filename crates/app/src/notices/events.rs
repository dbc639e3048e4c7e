//! What is to be told as returns and rounds stand now.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use phaen_domain::access::Action;
use phaen_domain::calendar::{Counting, Holidays};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::notice::{Ladder, NoticeKind, Reader, Rung};
use phaen_domain::round::{RoundDecision, RoundDecisionKind, RoundState};
use phaen_domain::submission::{Comment, Submission, SubmissionState};

use super::people::People;
use crate::ports::Notice;
use crate::returns::line_of;
use crate::work::{RoundStanding, due_of};

/// What is older is no news: it is not told to whoever comes late, such as after an upgrade.
const NEWS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What makes a notice the same as another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Told {
    pub(super) account: String,
    pub(super) kind: NoticeKind,
    pub(super) plan: PlanCode,
    pub(super) round: RoundCode,
    pub(super) unit: Option<UnitCode>,
    pub(super) facts: String,
}

/// What days are counted by.
pub(super) struct Days<'a> {
    pub(super) ladder: &'a Ladder,
    pub(super) counting: Counting,
    pub(super) holidays: &'a Holidays,
    pub(super) today: Date,
    pub(super) now: Timestamp,
}

/// Gathers what is to be told of one round.
pub(super) struct Gathering<'a> {
    pub(super) standing: &'a RoundStanding,
    pub(super) people: &'a mut People,
    pub(super) days: &'a Days<'a>,
    pub(super) comments: &'a [(UnitCode, Comment)],
    pub(super) told: &'a mut BTreeSet<Told>,
}

impl Gathering<'_> {
    pub(super) fn gather(mut self) {
        let standing = self.standing;
        for decision in &standing.decisions {
            self.decision(decision);
        }
        if standing.round.state == RoundState::Open {
            for it in &standing.submissions {
                self.of_return(it);
            }
        }
        self.stages();
    }

    pub(super) fn tell(&mut self, accounts: Vec<String>, kind: NoticeKind, unit: Option<&UnitCode>, facts: &str) {
        let (plan, round) = (&self.standing.plan.plan.plan.code, &self.standing.round.code);
        self.told.extend(accounts.into_iter().map(|account| Told {
            account,
            kind,
            plan: plan.clone(),
            round: round.clone(),
            unit: unit.cloned(),
            facts: facts.to_owned(),
        }));
    }

    fn is_news(&self, at: Timestamp) -> bool {
        self.days.now.duration_since(at) <= NEWS
    }

    /// What was decided on the round: to those who have the next step, or to all who report and oversee.
    fn decision(&mut self, it: &RoundDecision) {
        use RoundDecisionKind as K;
        let state = self.standing.round.state;
        let is_last = self.standing.decisions.last().is_some_and(|last| last.id == it.id);
        let by = Some(it.by.as_str());
        let waits = |wanted| is_last && state == wanted;
        let (kind, to) = match it.kind {
            K::Compiled if waits(RoundState::Compiled) => {
                let mut to = self.people.all(Action::EndorseRound, by);
                to.extend(self.people.all(Action::RecordResolution, by));
                (NoticeKind::RoundCompiled, to)
            }
            K::Resolved if waits(RoundState::Compiled) => {
                (NoticeKind::RoundResolved, self.people.all(Action::ConfirmResolution, by))
            }
            K::Endorsed if waits(RoundState::Endorsed) => (NoticeKind::RoundEndorsed, self.people.all(Action::FreezeRound, by)),
            K::Refused if self.is_news(it.at) => (NoticeKind::RoundRefused, self.people.all(Action::CompileRound, by)),
            K::Frozen if self.is_news(it.at) => (NoticeKind::RoundFrozen, self.people.all(Action::ReadReturn, by)),
            K::Reopened if self.is_news(it.at) => (NoticeKind::RoundReopened, self.people.all(Action::ReadReturn, by)),
            _ => return,
        };
        self.tell(to, kind, None, &it.id);
    }

    fn of_return(&mut self, it: &Submission) {
        let line = line_of(&self.standing.plan, &it.key.unit);
        self.opened(it, &line);
        self.step(it, &line);
        if let Some(more) = it.extension.as_ref().filter(|_| it.first_submitted_at.is_none()) {
            let to = self.unit_people(&line, Some(&more.by));
            self.tell(to, NoticeKind::Extended, Some(&it.key.unit), &more.due_on.to_string());
        }
        self.reminders(it, &line);
    }

    /// The officers and the head of a unit.
    fn unit_people(&mut self, line: &[UnitCode], not: Option<&str>) -> Vec<String> {
        let mut to = self.people.who(Action::EditReturn, line, not);
        to.extend(self.people.who(Action::EndorseReturn, line, not));
        to
    }

    fn opened(&mut self, it: &Submission, line: &[UnitCode]) {
        let opened = self.standing.decisions.iter().rev().find(|it| it.kind == RoundDecisionKind::Opened);
        if let Some(by) = opened.filter(|decision| self.is_news(decision.at)).map(|decision| decision.by.clone()) {
            let to = self.unit_people(line, Some(&by));
            self.tell(to, NoticeKind::RoundOpened, Some(&it.key.unit), "");
        }
    }

    /// Where the return is on its way: told to those for whom it waits now, and to its unit when it is done.
    fn step(&mut self, it: &Submission, line: &[UnitCode]) {
        let unit = Some(&it.key.unit);
        let proposed = it.proposed_at.map(|at| at.to_string()).unwrap_or_default();
        match it.state {
            SubmissionState::Draft | SubmissionState::Returned if it.proposed_at.is_some() => {
                let to = self.people.who(Action::EndorseReturn, line, None);
                self.tell(to, NoticeKind::Proposed, unit, &proposed);
            }
            SubmissionState::Endorsed => {
                let to = self.people.who(Action::SubmitReturn, line, None);
                self.tell(to, NoticeKind::Endorsed, unit, &proposed);
            }
            SubmissionState::Submitted => {
                let to = self.people.who(Action::VerifyReturn, line, it.submitted_by.as_deref());
                self.tell(to, NoticeKind::Submitted, unit, &it.submissions.to_string());
            }
            SubmissionState::Verified => {
                if it.verified_at.is_some_and(|at| self.is_news(at)) {
                    let to = self.unit_people(line, it.verified_by.as_deref());
                    self.tell(to, NoticeKind::Verified, unit, &it.submissions.to_string());
                }
            }
            SubmissionState::Draft | SubmissionState::Returned => {
                if it.state == SubmissionState::Returned {
                    let to = self.unit_people(line, None);
                    self.tell(to, NoticeKind::SentBack, unit, &it.submissions.to_string());
                }
                self.handed_back(it, line);
            }
        }
    }

    /// The head's last remark that is not settled says that the return was handed back.
    fn handed_back(&mut self, it: &Submission, line: &[UnitCode]) {
        let own = self.comments.iter().filter(|(unit, _)| *unit == it.key.unit).map(|(_, comment)| comment);
        let remarks = own.filter(|comment| self.people.does(&comment.by, Action::EndorseReturn, line));
        if let Some(id) = remarks.max_by_key(|comment| comment.at).map(|comment| comment.id.clone()) {
            let to = self.people.who(Action::EditReturn, line, None);
            self.tell(to, NoticeKind::HandedBack, Some(&it.key.unit), &id);
        }
    }

    /// The rungs that have come for a return that is not submitted, or sent back and not submitted again.
    fn reminders(&mut self, it: &Submission, line: &[UnitCode]) {
        let returned = it.state == SubmissionState::Returned;
        if !returned && it.first_submitted_at.is_some() {
            return;
        }
        let Some(since) = self.standing.opened_on() else { return };
        let (due_on, days) = (due_of(it), self.days);
        // A return that was sent back has days, not weeks: the day before is soon enough.
        let soon = |rung: &Rung| !returned || rung.days >= -1;
        let come = days.ladder.come(due_on, since, days.today, days.counting, days.holidays);
        for rung in come.into_iter().filter(soon) {
            let (to, unit) = match rung.reader {
                Reader::Officer => (self.waiting(it, line), Some(&it.key.unit)),
                Reader::Head => (self.people.who(Action::EndorseReturn, line, None), Some(&it.key.unit)),
                Reader::Policy => (self.people.who(Action::VerifyReturn, line, None), None),
                // Only the Director-General orders a round to be reopened, so that tells who it is.
                Reader::DirectorGeneral => (self.people.all(Action::ReopenRound, None), None),
            };
            self.tell(to, rung.kind(), unit, &Notice::facts_of(due_on, rung.days));
        }
    }

    /// Those in the unit for whom the return waits.
    fn waiting(&mut self, it: &Submission, line: &[UnitCode]) -> Vec<String> {
        let with_head = it.proposed_at.is_some() && it.state != SubmissionState::Endorsed;
        let action = if with_head { Action::EndorseReturn } else { Action::EditReturn };
        self.people.who(action, line, None)
    }
}
