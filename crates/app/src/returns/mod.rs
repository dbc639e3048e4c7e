//! Units' returns: filling them in, the head's endorsement, submitting, verifying and sending back.
//!
//! Each use case reads the return inside its transaction, asks [`access`](phaen_domain::access) with the unit and the state at hand, and
//! writes the new state with its journal entry. A return is `plan/round/unit` in the journal.

mod beside;
mod deciding;
mod disbursed;
mod draft;
mod earlier;
mod evidence;
mod evidence_behind;
mod evidence_kept;
mod evidence_pack;
mod findings;
mod late;
mod offline;
mod recall;
mod round_findings;
mod saving;
mod saving_many;
mod taking_back;
mod verifying;
mod view;

use std::collections::BTreeMap;

use phaen_domain::access::{Action, Case, ObjectState, Office, decide};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::journal::Head;
use phaen_domain::submission::{Submission, SubmissionKey};

pub use deciding::SentBack;
pub use draft::{Draft, Drafting};
pub(crate) use earlier::earlier;
pub(crate) use evidence::FILES_AT_ONCE;
pub use evidence::{AddEvidence, NewSupport};
pub use evidence_behind::Behind;
pub use evidence_kept::Condition;
pub use evidence_pack::EvidencePack;
pub use findings::{ExplainFinding, Standing};
pub(crate) use findings::{explanation, standing_still};
pub use late::LateFigure;
pub use offline::{ConfirmSheet, SheetPreview, Stands};
pub(crate) use recall::Recall;
pub use round_findings::{AgencyFindings, UnitFinding};
pub(crate) use round_findings::{findings_of_plan, findings_of_round};
pub use saving::{SaveField, Saved};
pub use saving_many::{Outcome, TypedField};
pub use verifying::{Verification, Verified};
pub use view::{Missing, ReturnView, may_read, readable_in_state};

use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{Reading, reading};
use crate::{Actor, App};

/// What the journal calls the steps of a return that change nothing on the page of another, nor any plan, result or position. Evidence does
/// the first: the same file may stand behind both.
const TOUCHING_ONE_RETURN: [&str; 9] = [
    saving_many::FIELD_TYPED,
    offline::SHEET_BROUGHT,
    "return_proposed",
    "return_endorsed",
    "return_handed_back",
    "return_submitted",
    "return_finding_explained",
    "verified_finding_explained",
    "comment_settled",
];

/// What else changes no plan, no result and no position: of a return only its verification does, and sending back one that was verified; and
/// nothing that becomes of an account, but that there is one: plans know people by their names.
const TOUCHING_NO_PLAN_EITHER: [&str; 19] = [
    deciding::SENT_BACK,
    offline::SECRET_MADE,
    "due_extended",
    "evidence_added",
    "evidence_removed",
    "account_changed",
    "account_locked",
    "account_unlocked",
    "invitation_made",
    "invitation_revoked",
    "password_chosen",
    "password_changed",
    "plan_finding_explained",
    "recovery_code_used",
    "recovery_codes_made",
    "second_factor_off",
    "second_factor_on",
    "second_factor_removed",
    "sessions_ended",
];

/// All that changes no plan, no result and no position.
pub(crate) fn touching_no_plan() -> Vec<&'static str> {
    [&TOUCHING_ONE_RETURN[..], &TOUCHING_NO_PLAN_EITHER[..]].concat()
}

/// The key of a return from the codes of an address.
///
/// # Errors
/// [`AppError::NotFound`] for what cannot be a code.
pub fn key_of(plan: &str, round: &str, unit: &str) -> Result<SubmissionKey, AppError> {
    let missing = |kind, code: &str| AppError::NotFound { kind, code: code.to_owned() };
    Ok(SubmissionKey {
        plan: PlanCode::new(plan).map_err(|_| missing("plan", plan))?,
        round: RoundCode::new(round).map_err(|_| missing("round", round))?,
        unit: UnitCode::new(unit).map_err(|_| missing("unit", unit))?,
    })
}

/// How the journal names a return.
#[must_use]
pub fn object_code(key: &SubmissionKey) -> String {
    format!("{}/{}/{}", key.plan, key.round, key.unit)
}

/// A unit and those above it, nearest first: what the scope of an office is held against.
#[must_use]
pub fn line_of(view: &PlanView, unit: &UnitCode) -> Vec<UnitCode> {
    let mut line = vec![unit.clone()];
    while let Some(above) = line.last().and_then(|code| view.unit(code)).and_then(|unit| unit.parent.clone()) {
        if line.contains(&above) {
            break;
        }
        line.push(above);
    }
    line
}

/// What the journal calls the work on a return before its head endorses it: whoever did some of it prepared the return, also where somebody
/// else wrote over it since.
const PREPARING: [&str; 6] = [
    saving_many::FIELD_TYPED,
    offline::SHEET_BROUGHT,
    "evidence_added",
    "return_finding_explained",
    "comment_settled",
    "return_proposed",
];

/// Logins of those who prepared the returns of a round, or that of one unit, by unit: they do not decide on it.
pub(crate) fn preparers(
    tx: &mut dyn Reading,
    plan: &PlanCode,
    round: &RoundCode,
    unit: Option<&UnitCode>,
) -> Result<BTreeMap<UnitCode, Vec<String>>, AppError> {
    tx.who_did((plan, round), unit, &PREPARING)
}

/// What authority over a return depends on.
pub(crate) fn case_of<'a>(submission: &'a Submission, unit: &'a [UnitCode], prepared_by: &'a [String]) -> Case<'a> {
    Case {
        unit,
        state: Some(ObjectState::Submission(submission.state)),
        prepared_by,
        endorsed_by: submission.endorsed_by.as_deref(),
        submitted_by: submission.submitted_by.as_deref(),
    }
}

impl App {
    /// The return, or the refusal that the round was not opened for the unit.
    pub(crate) fn submission(&self, tx: &mut dyn Reading, key: &SubmissionKey) -> Result<Submission, AppError> {
        tx.submission(key)?.ok_or_else(|| AppError::NotFound { kind: "return", code: object_code(key) })
    }

    /// Whether all that a return's page shows is as it was at this head: whoever was shown it then may be shown the same again that day.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn return_stands(&self, key: &SubmissionKey, since: &Head) -> Result<bool, AppError> {
        let own = object_code(key);
        reading(self.store.as_ref(), |tx| tx.only_since(since, &TOUCHING_ONE_RETURN, Some(("return", &own))))
    }

    /// Asks whether somebody may do something to a return, and gives the office in which they act. Who prepared it counts for decisions only.
    pub(crate) fn authorise_return<'a>(
        &self,
        actor: &'a Actor,
        action: Action,
        view: &PlanView,
        submission: &Submission,
        prepared_by: &[String],
    ) -> Result<&'a Office, AppError> {
        let unit = line_of(view, &submission.key.unit);
        let case = case_of(submission, &unit, prepared_by);
        decide(&actor.login, &actor.offices, action, &case).map_err(AppError::Denied)
    }
}
