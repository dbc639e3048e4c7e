//! One action opens a round for every unit that has something to report; more time is given only with reason and expiry.

use jiff::civil::Date;
use phaen_domain::access::{Action, Case, ObjectState, decide};
use phaen_domain::calendar::{DeadlineRules, Holidays, RoundDates};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::round::{Round, RoundDecision, RoundDecisionKind, RoundState, reopened_by};
use phaen_domain::submission::{Extension, Submission, SubmissionKey, reporting_units, responsible};

use crate::editing::reason_given;
use crate::error::{AppError, FieldProblem};
use crate::plan_view::PlanView;
use crate::ports::{Reading, Writing, writing};
use crate::returns::object_code;
use crate::{Actor, App, change, of_plan};

/// What opening a round did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Returns that were made; none where no unit had to be added to an open round: then nothing was stored.
    pub returns: usize,
    /// The day by which they are due.
    pub due_on: Date,
}

/// More time for a unit.
#[derive(Debug, Clone)]
pub struct Extend {
    /// Which return.
    pub key: SubmissionKey,
    /// The version that the person saw.
    pub seen_version: u32,
    /// The new day.
    pub due_on: Date,
    /// Why.
    pub reason: String,
}

impl App {
    /// Opens a round for all units that have something to report. Opening it again adds units that have come to have something since.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::NothingToReport`] …
    pub fn open_round(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode) -> Result<Opened, AppError> {
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, plan.as_str(), None)?;
            let it = self.round_of(tx, &view, round)?;
            let office = self.authorise_round(actor, Action::OpenRound, it.state, &[])?;
            if it.is_open() {
                self.takes_results(tx, plan, &it)?;
            }
            let (rules, holidays) = (self.deadline_rules(tx)?, tx.holidays()?);
            // In a round that is open again by order, the order says until when.
            let ordered = reopened_by(&tx.round_decisions(plan, round)?).and_then(|order| order.expires_on);
            let due_on = ordered.unwrap_or_else(|| due_of(&it, rules, &holidays));
            let there = tx.submissions(plan, round)?;
            let units = reporting_units(&view.plan, it.ends_on).into_iter();
            let new: Vec<Submission> = units
                .filter(|unit| there.iter().all(|submission| submission.key.unit != *unit))
                .map(|unit| self.new_return(&view, &it, unit, due_on))
                .collect();
            if new.is_empty() && there.is_empty() {
                return Err(AppError::NothingToReport);
            }
            if new.is_empty() && it.is_open() {
                return Ok(Opened { returns: 0, due_on });
            }
            tx.add_submissions(&new)?;
            tx.set_round_state(plan, round, RoundState::Open)?;
            self.decided(tx, actor, &office, (plan, round), RoundDecisionKind::Opened, None)?;
            let detail = [change("returns", None, Some(new.len().to_string())), change("due_on", None, Some(due_on.to_string()))];
            let detail = detail.into_iter().flatten().chain([of_plan(plan)]).collect();
            tx.append(&self.entry_in(actor, &office, "round_opened", ("round", round.as_str()), None, detail))?;
            Ok(Opened { returns: new.len(), due_on })
        })
    }

    fn new_return(&self, view: &PlanView, round: &Round, unit: UnitCode, due_on: Date) -> Submission {
        let handed_on =
            |it: &&phaen_domain::organisation::Unit| it.code != unit && responsible(&view.plan, &it.code, round.ends_on) == unit;
        let inherited_from = view.plan.units.iter().find(handed_on).map(|it| it.code.clone());
        let key = SubmissionKey { plan: view.plan.plan.code.clone(), round: round.code.clone(), unit };
        Submission { inherited_from, ..Submission::opened(key, due_on) }
    }

    /// Gives a unit more time.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] without a reason or with a day that is not later, [`AppError::Stale`] …
    pub fn extend_due(&self, actor: &Actor, command: &Extend) -> Result<(), AppError> {
        reason_given(&command.reason)?;
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, command.key.plan.as_str(), None)?;
            let it = self.round_of(tx, &view, &command.key.round)?;
            let office = self.authorise_round(actor, Action::ExtendDue, it.state, &[])?;
            self.takes_results(tx, &command.key.plan, &it)?;
            let mut submission = self.submission(tx, &command.key)?;
            if submission.version != command.seen_version {
                return Err(AppError::Stale { stored: submission.due().to_string(), by: None });
            }
            extendable(&submission, command.due_on)?;
            let before = submission.due();
            submission.extension = Some(Extension {
                due_on: command.due_on,
                reason: command.reason.trim().to_owned(),
                by: actor.login.clone(),
                office: office.clone(),
            });
            submission.version += 1;
            if tx.save_submissions(std::slice::from_ref(&submission))? != 1 {
                return Err(AppError::Stale { stored: before.to_string(), by: None });
            }
            let detail = change("due_on", Some(before.to_string()), Some(command.due_on.to_string()));
            let code = object_code(&command.key);
            let reason = Some(command.reason.as_str());
            tx.append(&self.entry_in(actor, &office, "due_extended", ("return", &code), reason, detail.into_iter().collect()))
                .map(|_| ())
        })
    }

    /// The round with the state in which it is stored now.
    pub(crate) fn round_of(&self, tx: &mut dyn Reading, view: &PlanView, code: &RoundCode) -> Result<Round, AppError> {
        let missing = || AppError::NotFound { kind: "round", code: code.to_string() };
        let mut round = view.find_round(code.as_str()).cloned().ok_or_else(missing)?;
        round.state = tx.round_state(&view.plan.plan.code, code)?.ok_or_else(missing)?;
        Ok(round)
    }

    /// Asks whether somebody may do something to a round in its state, and gives the office's title.
    pub(super) fn authorise_round(
        &self,
        actor: &Actor,
        action: Action,
        state: RoundState,
        prepared_by: &[String],
    ) -> Result<String, AppError> {
        let case = Case { prepared_by, ..in_state(state) };
        let office = decide(&actor.login, &actor.offices, action, &case).map_err(AppError::Denied)?;
        Ok(office.title_th())
    }

    /// Keeps a decision on a round.
    pub(super) fn decided(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        office: &str,
        (plan, round): (&PlanCode, &RoundCode),
        kind: RoundDecisionKind,
        order: Option<&super::Order>,
    ) -> Result<(), AppError> {
        let revision = tx.revisions(plan, round)?.last().map_or(0, |snapshot| snapshot.revision);
        tx.add_round_decision(&RoundDecision {
            id: self.ids.id(),
            plan: plan.clone(),
            round: round.clone(),
            kind,
            revision,
            by: actor.login.clone(),
            office: office.to_owned(),
            at: self.clock.now(),
            reason: order.map(|order| order.reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
            document_no: order.and_then(|order| order.document_no.clone()),
            expires_on: order.and_then(|order| order.expires_on),
        })
    }
}

/// Whether somebody may do something to a round in a state.
#[must_use]
pub fn may_in(actor: &Actor, action: Action, state: RoundState, prepared_by: &[String]) -> bool {
    decide(&actor.login, &actor.offices, action, &Case { prepared_by, ..in_state(state) }).is_ok()
}

fn in_state(state: RoundState) -> Case<'static> {
    Case { state: Some(ObjectState::Round(state)), ..Case::default() }
}

/// The day by which units report: as the workbook fixed it, else by rule.
pub(super) fn due_of(round: &Round, rules: DeadlineRules, holidays: &Holidays) -> Date {
    dates_of(round, rules, holidays).report
}

/// The round's deadlines; the day by which units report is as the workbook fixed it, else by rule.
pub(crate) fn dates_of(round: &Round, rules: DeadlineRules, holidays: &Holidays) -> RoundDates {
    match round.due_on {
        Some(due_on) => rules.dates_from(round.ends_on, due_on, holidays),
        None => rules.dates(round.ends_on, holidays),
    }
}

/// Refuses more time for what was submitted already, and a day that is not later.
fn extendable(submission: &Submission, due_on: Date) -> Result<(), AppError> {
    let refused = |th: &str, en: &str| Err(AppError::Fields(vec![FieldProblem::new("due_on", th, en)]));
    if !submission.takes_more_time() {
        return refused(
            "หน่วยงานส่งแบบรายงานแล้ว วันที่ส่งครั้งแรกคงไว้ จึงขยายเวลาย้อนหลังไม่ได้",
            "The return was submitted already: the day it first came is kept, and more time cannot be given afterwards",
        );
    }
    if due_on <= submission.due() {
        return refused("วันที่ขยายต้องอยู่หลังวันครบกำหนดเดิม", "The new day must lie after the present due date");
    }
    Ok(())
}
