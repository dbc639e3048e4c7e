//! Units' returns, what rounds went through, and money reported by month.

use std::collections::BTreeMap;

use jiff::Timestamp;
use phaen_domain::finding::Explained;
use phaen_domain::id::{PlanCode, ProjectCode, RoundCode, UnitCode};
use phaen_domain::money::Satang;
use phaen_domain::observation::{Observation, ObservationKey};
use phaen_domain::round::{RoundDecision, RoundState};
use phaen_domain::submission::{Comment, Entry, FieldKey, Fields, Submission, SubmissionKey, SubmittedVersion};

use super::{Provenance, Snapshot};
use crate::error::AppError;

/// Money that a return reported for a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disbursement {
    /// Whose money.
    pub project: ProjectCode,
    /// 1 = October … 12 = September.
    pub month: u8,
    /// How much was disbursed in that month; nothing any more when absent: the stored amount is taken away.
    pub amount: Option<Satang>,
    /// Login of who entered it.
    pub entered_by: String,
    /// When.
    pub entered_at: Timestamp,
}

/// What is read of returns.
pub trait ReadReturns {
    /// All returns of a round, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn submissions(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<Submission>, AppError>;
    /// All returns of a plan's rounds, by round and unit, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn submissions_of_plan(&mut self, plan: &PlanCode) -> Result<Vec<Submission>, AppError>;
    /// One return.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn submission(&mut self, key: &SubmissionKey) -> Result<Option<Submission>, AppError>;
    /// What is typed in a return.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn fields(&mut self, key: &SubmissionKey) -> Result<Fields, AppError>;
    /// What is typed in all returns of a round, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn fields_of_round(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(UnitCode, Fields)>, AppError>;
    /// All returns of a plan by round and unit, each with what is typed in it about problems where it is verified, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn problem_fields(&mut self, plan: &PlanCode) -> Result<Vec<(RoundCode, UnitCode, Fields)>, AppError>;
    /// Logins of those who did one of these things, by their names in the journal, to the returns of a round, or to that of one unit; by
    /// unit, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn who_did(
        &mut self,
        round: (&PlanCode, &RoundCode),
        unit: Option<&UnitCode>,
        actions: &[&str],
    ) -> Result<BTreeMap<UnitCode, Vec<String>>, AppError>;
    /// A return as it was submitted, first one first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn submitted_versions(&mut self, key: &SubmissionKey) -> Result<Vec<SubmittedVersion>, AppError>;
    /// All fields of a return as they were submitted once, as canonical text.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn submitted_body(&mut self, key: &SubmissionKey, number: u32) -> Result<Option<String>, AppError>;
    /// Comments on a return, oldest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn comments(&mut self, key: &SubmissionKey) -> Result<Vec<Comment>, AppError>;
    /// Comments on all returns of a round that are not settled yet, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn open_comments(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(UnitCode, Comment)>, AppError>;
    /// What was decided on a round, oldest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn round_decisions(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<RoundDecision>, AppError>;
    /// What was decided on all rounds of a plan, oldest first, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn decisions_of_plan(&mut self, plan: &PlanCode) -> Result<Vec<RoundDecision>, AppError>;
    /// All revisions of a round that were frozen, first one first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn revisions(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<Snapshot>, AppError>;
    /// What was explained about a return's findings.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn explained(&mut self, key: &SubmissionKey) -> Result<Vec<Explained>, AppError>;
    /// What was explained about the findings of all returns of a round, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn explained_of_round(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(UnitCode, Explained)>, AppError>;
    /// What was explained about the findings of a plan itself.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn explained_of_plan(&mut self, plan: &PlanCode) -> Result<Vec<Explained>, AppError>;
    /// What counted for figures of a round until a return was verified over it, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn replaced(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(Observation, Provenance)>, AppError>;
    /// Money reported by month for a plan's projects.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn disbursements(&mut self, plan: &PlanCode) -> Result<Vec<Disbursement>, AppError>;
}

/// What is written of returns.
pub trait WriteReturns {
    /// Stores new returns, many at once.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn add_submissions(&mut self, submissions: &[Submission]) -> Result<(), AppError>;
    /// Stores returns, many at once, each if its stored version is one below; tells how many were.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_submissions(&mut self, submissions: &[Submission]) -> Result<usize, AppError>;
    /// Stores a field if its stored version is one below the entry's; tells whether it was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_field(&mut self, key: &SubmissionKey, field: &FieldKey, entry: &Entry) -> Result<bool, AppError>;
    /// Keeps a return as it was submitted.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn add_submitted_version(&mut self, key: &SubmissionKey, version: &SubmittedVersion, body: &str) -> Result<(), AppError>;
    /// Stores a comment, new or settled.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_comment(&mut self, key: &SubmissionKey, comment: &Comment) -> Result<(), AppError>;
    /// Stores an explanation; it takes the place of an earlier one by the same rule at the same field.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_explained(&mut self, key: &SubmissionKey, explained: &Explained) -> Result<(), AppError>;
    /// Stores an explanation of a finding of the plan itself; it takes the place of an earlier one of the same finding.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_explained_of_plan(&mut self, plan: &PlanCode, explained: &Explained) -> Result<(), AppError>;
    /// Stores what verified returns report, many at once; the versions given are the new ones.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_observations(&mut self, plan: &PlanCode, observations: &[(Observation, Provenance)]) -> Result<(), AppError>;
    /// Takes these observations away, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn forget_observations(&mut self, plan: &PlanCode, keys: &[ObservationKey]) -> Result<(), AppError>;
    /// Keeps what counts until a return is verified over it, many at once; it takes the place of what was kept of the same figure before.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn keep_replaced(&mut self, plan: &PlanCode, observations: &[(Observation, Provenance)]) -> Result<(), AppError>;
    /// Keeps no more what was replaced of these figures, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn forget_replaced(&mut self, plan: &PlanCode, keys: &[ObservationKey]) -> Result<(), AppError>;
    /// Stores money by month, many amounts at once.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_disbursements(&mut self, plan: &PlanCode, amounts: &[Disbursement]) -> Result<(), AppError>;
    /// Keeps a decision on a round.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn add_round_decision(&mut self, decision: &RoundDecision) -> Result<(), AppError>;
    /// Moves a round of the plan's fiscal year to another state.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn set_round_state(&mut self, plan: &PlanCode, round: &RoundCode, state: RoundState) -> Result<(), AppError>;
}
