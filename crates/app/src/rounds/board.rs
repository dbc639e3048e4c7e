//! The board of a round: every unit's return with completeness, timeliness and approval as three facts, and for whom it waits.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use phaen_domain::access::{Action, Case, ObjectState, decide};
use phaen_domain::calendar::thai_date::bangkok;
use phaen_domain::id::{NodeCode, PlanCode, RoundCode, UnitCode};
use phaen_domain::observation::Subject;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::round::{Round, RoundDecisionKind, RoundState, takes_results};
use phaen_domain::submission::reading::reported;
use phaen_domain::submission::{Comment, Fields, Form, Item, ItemKey, Proposal, Submission, SubmissionState, is_handed_on};

use crate::error::AppError;
use crate::plan_view::{Beside, PlanView};
use crate::ports::reading;
use crate::returns::{case_of, line_of, preparers, readable_in_state};
use crate::{Actor, App};

/// Whether a return came in time. Approval does not change it: the first submission counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timeliness {
    /// Submitted by the day that counts.
    OnTime,
    /// Submitted so many days after it.
    Late(u32),
    /// Not submitted, and not due yet.
    NotDue,
    /// Not submitted, and so many days over.
    Overdue(u32),
}

impl Timeliness {
    /// Of a return on a day.
    #[must_use]
    pub fn of(submission: &Submission, today: Date) -> Self {
        let days = submission.days_late(today, |at| bangkok(at).date());
        match (submission.first_submitted_at.is_some(), days) {
            (true, 0) => Self::OnTime,
            (true, days) => Self::Late(days),
            (false, 0) => Self::NotDue,
            (false, days) => Self::Overdue(days),
        }
    }
}

/// For whom a return waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waiting {
    /// The officer fills it in, or submits what the head endorsed.
    Officer,
    /// The head of the unit looks at it.
    Head,
    /// The policy group looks at it.
    Policy,
    /// Nobody: it is verified, or its round is frozen and what comes late waits for the next report.
    Nobody,
}

impl Waiting {
    /// Of a return of a round in this state.
    #[must_use]
    pub const fn of(submission: &Submission, round: RoundState) -> Self {
        match submission.state {
            _ if matches!(round, RoundState::Frozen) => Self::Nobody,
            SubmissionState::Draft | SubmissionState::Returned if submission.proposed_at.is_some() => Self::Head,
            SubmissionState::Draft | SubmissionState::Returned | SubmissionState::Endorsed => Self::Officer,
            SubmissionState::Submitted => Self::Policy,
            SubmissionState::Verified => Self::Nobody,
        }
    }
}

/// One unit's return on the board.
#[derive(Debug, Clone)]
pub struct BoardRow {
    /// The return.
    pub submission: Submission,
    /// Items that are answered.
    pub answered: usize,
    /// Items there are.
    pub items: usize,
    /// Items that are not answered, in the order of the form.
    pub missing: Vec<ItemKey>,
    /// In time or not.
    pub timeliness: Timeliness,
    /// For whom it waits.
    pub waiting: Waiting,
    /// Whether it was sent after its round was frozen: it counts only if an order reopens the round.
    pub after_freeze: bool,
    /// Days for which it has waited there, where that is known.
    pub days: Option<u32>,
    /// The plan's nodes to which its items belong.
    pub nodes: BTreeSet<NodeCode>,
    /// How many items have another figure than the rule's proposed, between which whoever verifies chooses.
    pub proposals: usize,
    /// Whether whoever looks may open it.
    pub readable: bool,
    /// Whether whoever looks may verify it.
    pub verifiable: bool,
    /// Whether whoever looks may give it more time.
    pub extendable: bool,
}

/// All returns of a round.
#[derive(Debug)]
pub struct Board {
    /// The plan.
    pub plan: Arc<PlanView>,
    /// The round.
    pub round: Round,
    /// Its returns in the order of the plan's units.
    pub rows: Vec<BoardRow>,
}

/// What all rows are held against.
struct Desk<'a> {
    actor: &'a Actor,
    plan: &'a PlanView,
    round: &'a Round,
    beside: Arc<Beside>,
    nodes: HashMap<Subject, NodeCode>,
    /// Who prepared which return; asked for those only who verify.
    preparers: BTreeMap<UnitCode, Vec<String>>,
    opened: Option<Timestamp>,
    /// When the round was frozen, while it is.
    frozen: Option<Timestamp>,
    takes_results: bool,
    today: Date,
}

impl App {
    /// The board of a round, in a number of statements that does not grow with the units.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn board(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode) -> Result<Board, AppError> {
        self.authorise(actor, Action::ReadBoard)?;
        reading(self.store.as_ref(), |tx| {
            let view = self.view(tx, plan.as_str(), None)?;
            let missing = || AppError::NotFound { kind: "round", code: round.to_string() };
            let it = view.find_round(round.as_str()).cloned().ok_or_else(missing)?;
            let mut typed: HashMap<UnitCode, Fields> = tx.fields_of_round(plan, round)?.into_iter().collect();
            let mut comments: HashMap<UnitCode, Comment> = tx.open_comments(plan, round)?.into_iter().collect();
            let submissions = tx.submissions(plan, round)?;
            let beside = view.beside(tx, &it)?;
            let verifies = actor.may(Action::VerifyReturn);
            let preparers = if verifies { preparers(tx, plan, round, None)? } else { BTreeMap::new() };
            let (decisions, today) = (tx.round_decisions(plan, round)?, self.today());
            let desk = Desk {
                actor,
                plan: &view,
                round: &it,
                beside,
                nodes: nodes_of(&view.plan),
                preparers,
                opened: decisions.first().map(|it| it.at),
                frozen: decisions
                    .iter()
                    .rfind(|decision| decision.kind == RoundDecisionKind::Frozen && it.state == RoundState::Frozen)
                    .map(|decision| decision.at),
                takes_results: takes_results(&it, &decisions, today).is_ok(),
                today,
            };
            let place: HashMap<&UnitCode, usize> =
                view.plan.units.iter().zip(0..).map(|(unit, place)| (&unit.code, place)).collect();
            let mut rows: Vec<BoardRow> = submissions
                .into_iter()
                .filter(|submission| !is_handed_on(&view.plan, submission, it.ends_on))
                .map(|it| {
                    let unit = it.key.unit.clone();
                    desk.row(it, &typed.remove(&unit).unwrap_or_default(), comments.remove(&unit).as_ref())
                })
                .collect();
            rows.sort_by_key(|row| place.get(&row.submission.key.unit).copied());
            drop(desk);
            Ok(Board { plan: Arc::clone(&view), round: it, rows })
        })
    }
}

impl Desk<'_> {
    fn row(&self, submission: Submission, fields: &Fields, comment: Option<&Comment>) -> BoardRow {
        let unit = &submission.key.unit;
        let form = Form::of(&self.plan.plan, unit, self.round.ends_on);
        let is_missing = |item: &&Item| {
            let before = self.beside.earlier.get(&(item.subject.clone(), item.unit.clone()));
            reported(item, fields, before.map(|(_, reported)| reported)).is_err()
        };
        let missing: Vec<ItemKey> = form.items.iter().filter(is_missing).map(Item::key).collect();
        let (line, prepared_by) = (line_of(self.plan, unit), self.preparers.get(unit).map_or(&[][..], Vec::as_slice));
        let may = |action, state| {
            let case = Case { state: Some(state), ..case_of(&submission, &line, prepared_by) };
            decide(&self.actor.login, &self.actor.offices, action, &case).is_ok()
        };
        let (state, round) = (ObjectState::Submission(submission.state), ObjectState::Round(self.round.state));
        let waiting = Waiting::of(&submission, self.round.state);
        BoardRow {
            answered: form.items.len() - missing.len(),
            items: form.items.len(),
            missing,
            timeliness: Timeliness::of(&submission, self.today),
            waiting,
            after_freeze: submission.submitted_at.zip(self.frozen).is_some_and(|(sent, frozen)| sent >= frozen),
            days: self.days(&submission, comment).filter(|_| waiting != Waiting::Nobody),
            nodes: form.items.iter().filter_map(|item| self.nodes.get(&item.subject).cloned()).collect(),
            proposals: form.items.iter().filter(|item| Proposal::of(item, fields).is_some()).count(),
            readable: readable_in_state(self.round.state) || may(Action::ReadReturn, state),
            verifiable: self.takes_results && may(Action::VerifyReturn, state),
            extendable: self.takes_results && submission.takes_more_time() && may(Action::ExtendDue, round),
            submission,
        }
    }

    /// Days since the last step of a return that its rows remember.
    fn days(&self, submission: &Submission, comment: Option<&Comment>) -> Option<u32> {
        let since = match submission.state {
            SubmissionState::Draft | SubmissionState::Endorsed => submission.proposed_at.or(self.opened),
            SubmissionState::Returned => submission.proposed_at.or_else(|| comment.map(|it| it.at)).or(submission.submitted_at),
            SubmissionState::Submitted => submission.submitted_at,
            SubmissionState::Verified => None,
        }?;
        let days = self.today.since(bangkok(since).date()).ok()?.get_days();
        u32::try_from(days).ok()
    }
}

/// The node to which everything that is observed belongs.
fn nodes_of(plan: &AgencyPlan) -> HashMap<Subject, NodeCode> {
    let indicators = plan.indicators.iter().map(|it| (Subject::Indicator(it.code.clone()), it.node.clone()));
    let projects = plan.projects.iter().flat_map(|project| {
        let own = project.indicators.iter().map(|it| Subject::ProjectIndicator(project.code.clone(), it.order));
        std::iter::once(Subject::Project(project.code.clone())).chain(own).map(|subject| (subject, project.node.clone()))
    });
    indicators.chain(projects).collect()
}
