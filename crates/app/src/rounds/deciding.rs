//! A round's own way: compiled → endorsed by the executives, or by a resolution that the chair confirms → frozen → reopened by order.

use jiff::civil::Date;
use phaen_domain::access::Action;
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::round::{RoundDecision, RoundDecisionKind, RoundState, prepared_by};
use phaen_domain::submission::UnitExtension;

use super::explaining::all_explained;
use super::freezing::OfReturns;
use super::{basis_of, snapshot_of};
use crate::editing::reason_given;
use crate::error::{AppError, FieldProblem};
use crate::ports::writing;
use crate::{Actor, App, change, of_plan};

/// Why and by which document something is ordered.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// Why, or the instruction.
    pub reason: String,
    /// Number of the memo.
    pub document_no: Option<String>,
    /// When it ends.
    pub expires_on: Option<Date>,
}

/// What a committee resolved on a compiled round.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// Number of the meeting and resolution.
    pub document_no: String,
    /// What was resolved.
    pub text: String,
}

/// What moves a round on.
struct Step<'a> {
    action: Action,
    kind: RoundDecisionKind,
    to: Option<RoundState>,
    done: &'static str,
    order: Option<&'a Order>,
}

impl App {
    /// The policy group compiles a round: what is verified by now is what the executives see.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::RoundFindings`] …
    pub fn compile_round(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode) -> Result<(), AppError> {
        let to = Some(RoundState::Compiled);
        let step =
            Step { action: Action::CompileRound, kind: RoundDecisionKind::Compiled, to, done: "round_compiled", order: None };
        self.move_round(actor, plan, round, &step)
    }

    /// An executive endorses a compiled round.
    ///
    /// # Errors
    /// [`AppError::Denied`] …
    pub fn endorse_round(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode) -> Result<(), AppError> {
        let to = Some(RoundState::Endorsed);
        let step =
            Step { action: Action::EndorseRound, kind: RoundDecisionKind::Endorsed, to, done: "round_endorsed", order: None };
        self.move_round(actor, plan, round, &step)
    }

    /// An executive does not endorse: the round goes back to the policy group with the instruction (U12).
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] without an instruction …
    pub fn refuse_round(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode, instruction: &str) -> Result<(), AppError> {
        reason_given(instruction)?;
        let order = Order { reason: instruction.to_owned(), ..Order::default() };
        let to = Some(RoundState::Open);
        let order = Some(&order);
        let step = Step { action: Action::EndorseRound, kind: RoundDecisionKind::Refused, to, done: "round_refused", order };
        self.move_round(actor, plan, round, &step)
    }

    /// The committee's secretary records its resolution; it takes effect when the chair confirms it (U11).
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] …
    pub fn record_resolution(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode, it: &Resolution) -> Result<(), AppError> {
        reason_given(&it.text)?;
        let document_no = numbered(&it.document_no)?;
        let order = Order { reason: it.text.clone(), document_no: Some(document_no), expires_on: None };
        let order = Some(&order);
        let step = Step {
            action: Action::RecordResolution,
            kind: RoundDecisionKind::Resolved,
            to: None,
            done: "resolution_recorded",
            order,
        };
        self.move_round(actor, plan, round, &step)
    }

    /// The chair confirms the resolution that the secretary recorded: the round is endorsed.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] without a resolution since the round was compiled …
    pub fn confirm_resolution(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode) -> Result<(), AppError> {
        let to = Some(RoundState::Endorsed);
        let (action, kind) = (Action::ConfirmResolution, RoundDecisionKind::Endorsed);
        let step = Step { action, kind, to, done: "resolution_confirmed", order: None };
        self.move_round(actor, plan, round, &step)
    }

    /// Freezes an endorsed round as its next revision: inputs and rules as they are, with their hash.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::RoundFindings`] …
    pub fn freeze_round(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode) -> Result<u32, AppError> {
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, plan.as_str(), None)?;
            let it = self.round_of(tx, &view, round)?;
            let office = self.authorise_round(actor, Action::FreezeRound, it.state, &[])?;
            let revision = tx.revisions(plan, round)?.last().map_or(0, |snapshot| snapshot.revision) + 1;
            let explained = all_explained(tx, &view, &it)?;
            let extensions = tx.submissions(plan, round)?.iter().filter_map(UnitExtension::of).collect();
            let basis = basis_of(self, tx, plan, round)?;
            let told = OfReturns { explained, extensions };
            let snapshot = snapshot_of(self, actor, &view, &told, &basis, round, revision);
            tx.freeze(&snapshot)?;
            self.decided(tx, actor, &office, (plan, round), RoundDecisionKind::Frozen, None)?;
            let detail = [
                change("revision", None, Some(revision.to_string())),
                change("snapshot_sha256", None, Some(snapshot.hash.clone())),
            ];
            let detail = detail.into_iter().flatten().chain([of_plan(plan)]).collect();
            tx.append(&self.entry_in(actor, &office, "round_frozen", ("round", round.as_str()), None, detail))?;
            Ok(revision)
        })
    }

    /// The Director-General orders a frozen round to be reopened; the frozen revision stays as it is.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] without reason, memo number or expiry …
    pub fn reopen_round(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode, order: &Order) -> Result<(), AppError> {
        reason_given(&order.reason)?;
        numbered(order.document_no.as_deref().unwrap_or_default())?;
        if order.expires_on.is_none_or(|day| day < self.today()) {
            let problem = FieldProblem::new(
                "expires_on",
                "กรุณาระบุวันสิ้นสุดของการเปิดรอบใหม่ ตั้งแต่วันนี้เป็นต้นไป",
                "Give the day on which the reopening ends, from today on",
            );
            return Err(AppError::Fields(vec![problem]));
        }
        let (action, kind, to) = (Action::ReopenRound, RoundDecisionKind::Reopened, Some(RoundState::Open));
        let step = Step { action, kind, to, done: "round_reopened", order: Some(order) };
        self.move_round(actor, plan, round, &step)
    }

    fn move_round(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode, step: &Step<'_>) -> Result<(), AppError> {
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, plan.as_str(), None)?;
            let it = self.round_of(tx, &view, round)?;
            let decisions = tx.round_decisions(plan, round)?;
            let office = self.authorise_round(actor, step.action, it.state, &prepared_by(&decisions))?;
            if step.action == Action::CompileRound {
                all_explained(tx, &view, &it)?;
            }
            if step.action == Action::ConfirmResolution {
                resolved(&decisions, round)?;
            }
            if let Some(to) = step.to {
                tx.set_round_state(plan, round, to)?;
            }
            self.decided(tx, actor, &office, (plan, round), step.kind, step.order)?;
            let document = step.order.and_then(|order| order.document_no.clone());
            let expires = step.order.and_then(|order| order.expires_on).map(|day| day.to_string());
            let detail = [change("document_no", None, document), change("expires_on", None, expires)];
            let reason = step.order.map(|order| order.reason.as_str());
            let detail = detail.into_iter().flatten().chain([of_plan(plan)]).collect();
            tx.append(&self.entry_in(actor, &office, step.done, ("round", round.as_str()), reason, detail)).map(|_| ())
        })
    }
}

/// A resolution must stand since the round was last compiled.
fn resolved(decisions: &[RoundDecision], round: &RoundCode) -> Result<(), AppError> {
    let last = decisions.iter().rev().find(|it| matches!(it.kind, RoundDecisionKind::Resolved | RoundDecisionKind::Compiled));
    let missing = || AppError::NotFound { kind: "resolution", code: round.to_string() };
    last.filter(|it| it.kind == RoundDecisionKind::Resolved).map(drop).ok_or_else(missing)
}

fn numbered(document_no: &str) -> Result<String, AppError> {
    let number = document_no.trim();
    if number.is_empty() {
        let problem = FieldProblem::new("document_no", "กรุณาระบุเลขที่หนังสือหรือมติ", "Give the number of the memo or resolution");
        return Err(AppError::Fields(vec![problem]));
    }
    Ok(number.to_owned())
}
