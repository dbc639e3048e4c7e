//! Plans with what was reported for them, and their frozen rounds.

use jiff::Timestamp;
use phaen_domain::finding::{OfUnit, parted};
use phaen_domain::frozen::{Basis, parted_basis};
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::indicator::Target;
use phaen_domain::observation::{Observation, ObservationKey, Period, Subject};
use phaen_domain::organisation::{Agency, Unit};
use phaen_domain::plan::{AgencyPlan, Edition, EditionState, Narrative, Plan};
use phaen_domain::round::RoundState;
use phaen_domain::submission::{UnitExtension, UnitProblem, parted_extensions, parted_problems};
use phaen_domain::workbook::Records;

use crate::error::AppError;

/// A plan with all its editions, newest last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanListing {
    /// The plan.
    pub plan: Plan,
    /// Its editions.
    pub editions: Vec<Edition>,
    /// Whether units have returns for any of its rounds.
    pub has_returns: bool,
}

/// Who stands behind a stored value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Login of the account that entered it.
    pub entered_by: String,
    /// When.
    pub entered_at: Timestamp,
    /// SHA-256 of the workbook it came in with; such values are verified by import (`decisions.md` 3).
    pub import_hash: Option<String>,
    /// Counts up with every change; a write names the version it saw.
    pub version: u32,
}

/// One edition of a plan as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPlan {
    /// The plan; rounds carry their state and revision.
    pub plan: AgencyPlan,
    /// Version of each target, in the order of the plan's targets.
    pub target_versions: Vec<u32>,
    /// Version of each text of the book, in the order of the plan's narratives.
    pub narrative_versions: Vec<u32>,
    /// Who stands behind each observation, in the order of the plan's observations.
    pub provenance: Vec<Provenance>,
}

/// A frozen round: the inputs as they were, with their hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The plan.
    pub plan: PlanCode,
    /// The edition it was judged by.
    pub edition: u32,
    /// The round.
    pub round: RoundCode,
    /// 1, 2, 3 …
    pub revision: u32,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// Who froze it.
    pub frozen_by: String,
    /// Canonical records ([`phaen_domain::workbook::Records::canonical`]), then what was explained about the figures, then what
    /// units reported about problems, then what the round rests on ([`phaen_domain::frozen`]), then more time
    /// that units were given.
    pub body: String,
    /// SHA-256 of the body, hexadecimal.
    pub hash: String,
}

impl Snapshot {
    /// The frozen records; `None` when the text cannot be understood.
    #[must_use]
    pub fn records(&self) -> Option<Records> {
        Records::from_canonical(parted(parted_problems(self.parts().0).0).0)
    }

    /// What had been explained about figures and about the plan when the round was frozen.
    #[must_use]
    pub fn explained(&self) -> Vec<OfUnit> {
        parted(parted_problems(self.parts().0).0).1
    }

    /// What units had reported about problems when the round was frozen; `None` when it was frozen without returns.
    #[must_use]
    pub fn problems(&self) -> Option<Vec<UnitProblem>> {
        parted_problems(self.parts().0).1
    }

    /// The rules, holidays and evidence with which the round was frozen; `None` when it was frozen before they were kept.
    #[must_use]
    pub fn basis(&self) -> Option<Basis> {
        self.parts().1
    }

    /// More time that units had been given for their returns when the round was frozen.
    #[must_use]
    pub fn extensions(&self) -> Vec<UnitExtension> {
        parted_extensions(&self.body).1
    }

    fn parts(&self) -> (&str, Option<Basis>) {
        parted_basis(parted_extensions(&self.body).0)
    }
}

/// What is read of the agency, its plans and their results.
pub trait ReadPlans {
    /// The agency, once there is one.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn agency(&mut self) -> Result<Option<Agency>, AppError>;
    /// All units.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn units(&mut self) -> Result<Vec<Unit>, AppError>;
    /// All plans.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn plans(&mut self) -> Result<Vec<PlanListing>, AppError>;
    /// One edition of a plan with everything in it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn plan(&mut self, code: &PlanCode, edition: u32) -> Result<Option<StoredPlan>, AppError>;
    /// The newest snapshots of a plan's frozen rounds, of those that were judged by this edition.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn snapshots(&mut self, plan: &PlanCode, edition: u32) -> Result<Vec<Snapshot>, AppError>;
    /// Where an edition stands, read alone and fast.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn edition_state(&mut self, plan: &PlanCode, edition: u32) -> Result<Option<EditionState>, AppError>;
    /// Where a round of a plan's fiscal year stands, read alone and fast.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn round_state(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Option<RoundState>, AppError>;
    /// Whether anything is stored that was reported for a subject by month, or by round.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn is_reported(&mut self, plan: &PlanCode, subject: &Subject, monthly: bool) -> Result<bool, AppError>;
    /// Whether anything is stored that units reported for a subject, or that was reported for the agency as a whole: within a period, or in
    /// any.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn is_reported_by_units(
        &mut self,
        plan: &PlanCode,
        subject: &Subject,
        by_units: bool,
        within: Option<&Period>,
    ) -> Result<bool, AppError>;
    /// One stored observation with who stands behind it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn observation(&mut self, plan: &PlanCode, key: &ObservationKey) -> Result<Option<(Observation, Provenance)>, AppError>;
}

/// What is written of the agency, its plans and their results.
pub trait WritePlans {
    /// Stores agency, units, rounds and one edition whole, replacing that edition if it is there. Observations that are given are stored,
    /// others stay.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_plan(&mut self, plan: &AgencyPlan, observations: &[(Observation, Provenance)]) -> Result<(), AppError>;
    /// Moves an edition to another state.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn set_edition_state(&mut self, plan: &PlanCode, edition: u32, state: EditionState) -> Result<(), AppError>;
    /// Stores a target if its stored version is the one given (0 = not there yet); tells whether it was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_target(&mut self, plan: &PlanCode, edition: u32, target: &Target, seen_version: u32) -> Result<bool, AppError>;
    /// Stores an observation if its stored version is one below the given provenance's; tells whether it was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_observation(&mut self, plan: &PlanCode, observation: &Observation, provenance: &Provenance)
    -> Result<bool, AppError>;
    /// Stores or, when its text is empty, removes a text of the book if its stored version is the one given (0 = not there yet); tells
    /// whether it was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_narrative(
        &mut self,
        plan: &PlanCode,
        edition: u32,
        narrative: &Narrative,
        seen_version: u32,
    ) -> Result<bool, AppError>;
    /// Freezes a round: stores the snapshot and moves the round to frozen with its revision.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn freeze(&mut self, snapshot: &Snapshot) -> Result<(), AppError>;
}
