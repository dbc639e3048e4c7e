//! Plans with what was reported for them, and their frozen rounds.

use phaen_app::AppError;
use phaen_app::ports::{PlanListing, Provenance, ReadPlans, Snapshot, StoredPlan, WritePlans};
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::indicator::Target;
use phaen_domain::observation::{Observation, ObservationKey, Period, Subject};
use phaen_domain::organisation::{Agency, Unit};
use phaen_domain::plan::{AgencyPlan, EditionState, Narrative};
use phaen_domain::round::RoundState;

use super::in_every_transaction;
use crate::tables::{Scope, edition, observation, organisation, plan, round, snapshot, target, text};
use crate::tx::WriteTx;

fn scope(plan: &PlanCode, edition: u32) -> Scope<'_> {
    Scope { plan: plan.as_str(), edition }
}

in_every_transaction! {
    impl ReadPlans {
        fn agency(&mut self) -> Result<Option<Agency>, AppError> {
            Ok(organisation::agency(self)?)
        }

        fn units(&mut self) -> Result<Vec<Unit>, AppError> {
            Ok(organisation::units(self)?)
        }

        fn plans(&mut self) -> Result<Vec<PlanListing>, AppError> {
            Ok(edition::listings(self)?)
        }

        fn plan(&mut self, code: &PlanCode, edition: u32) -> Result<Option<StoredPlan>, AppError> {
            Ok(plan::load(self, scope(code, edition))?)
        }

        fn snapshots(&mut self, plan: &PlanCode, edition: u32) -> Result<Vec<Snapshot>, AppError> {
            Ok(snapshot::newest(self, scope(plan, edition))?)
        }

        fn edition_state(&mut self, plan: &PlanCode, edition: u32) -> Result<Option<EditionState>, AppError> {
            Ok(edition::state(self, scope(plan, edition))?)
        }

        fn round_state(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Option<RoundState>, AppError> {
            Ok(round::state(self, plan.as_str(), round)?)
        }

        fn is_reported(&mut self, plan: &PlanCode, subject: &Subject, monthly: bool) -> Result<bool, AppError> {
            Ok(observation::is_reported(self, plan.as_str(), subject, monthly)?)
        }

        fn is_reported_by_units(
            &mut self,
            plan: &PlanCode,
            subject: &Subject,
            by_units: bool,
            within: Option<&Period>,
        ) -> Result<bool, AppError> {
            Ok(observation::is_reported_by_units(self, plan.as_str(), subject, by_units, within)?)
        }

        fn observation(
            &mut self,
            plan: &PlanCode,
            key: &ObservationKey,
        ) -> Result<Option<(Observation, Provenance)>, AppError> {
            Ok(observation::one(self, plan.as_str(), key)?)
        }
    }
}

impl WritePlans for WriteTx<'_> {
    fn save_plan(&mut self, it: &AgencyPlan, observations: &[(Observation, Provenance)]) -> Result<(), AppError> {
        Ok(plan::save(self, it, observations)?)
    }

    fn set_edition_state(&mut self, plan: &PlanCode, edition: u32, state: EditionState) -> Result<(), AppError> {
        Ok(edition::set_state(self, scope(plan, edition), state)?)
    }

    fn save_target(&mut self, plan: &PlanCode, edition: u32, target: &Target, seen_version: u32) -> Result<bool, AppError> {
        Ok(target::save(self, scope(plan, edition), target, seen_version)?)
    }

    fn save_observation(
        &mut self,
        plan: &PlanCode,
        observation: &Observation,
        provenance: &Provenance,
    ) -> Result<bool, AppError> {
        Ok(observation::save(self, plan.as_str(), observation, provenance)?)
    }

    fn save_narrative(
        &mut self,
        plan: &PlanCode,
        edition: u32,
        narrative: &Narrative,
        seen_version: u32,
    ) -> Result<bool, AppError> {
        Ok(text::save(self, scope(plan, edition), narrative, seen_version)?)
    }

    fn freeze(&mut self, it: &Snapshot) -> Result<(), AppError> {
        Ok(snapshot::freeze(self, it)?)
    }
}
