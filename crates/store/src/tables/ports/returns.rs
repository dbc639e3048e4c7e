//! Units' returns and what rounds went through.

use std::collections::BTreeMap;

use phaen_app::AppError;
use phaen_app::ports::{Disbursement, Provenance, ReadReturns, Snapshot, WriteReturns};
use phaen_domain::finding::Explained;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::observation::{Observation, ObservationKey};
use phaen_domain::round::{RoundDecision, RoundState};
use phaen_domain::submission::{Comment, Entry, FieldKey, Fields, Submission, SubmissionKey, SubmittedVersion};

use super::in_every_transaction;
use crate::tables::{
    decision, finding_answer, observation, replaced_observation, round, snapshot, submission, submission_field, submitted_version,
};
use crate::tx::WriteTx;

in_every_transaction! {
    impl ReadReturns {
        fn submissions(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<Submission>, AppError> {
            Ok(submission::of_round(self, plan, round)?)
        }

        fn submissions_of_plan(&mut self, plan: &PlanCode) -> Result<Vec<Submission>, AppError> {
            Ok(submission::of_plan(self, plan)?)
        }

        fn submission(&mut self, key: &SubmissionKey) -> Result<Option<Submission>, AppError> {
            Ok(submission::one(self, key)?)
        }

        fn fields(&mut self, key: &SubmissionKey) -> Result<Fields, AppError> {
            Ok(submission_field::of_return(self, key)?)
        }

        fn fields_of_round(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(UnitCode, Fields)>, AppError> {
            Ok(submission_field::of_round(self, plan, round)?)
        }

        fn problem_fields(&mut self, plan: &PlanCode) -> Result<Vec<(RoundCode, UnitCode, Fields)>, AppError> {
            Ok(submission_field::problems_of_plan(self, plan)?)
        }

        fn who_did(
            &mut self,
            round: (&PlanCode, &RoundCode),
            unit: Option<&UnitCode>,
            actions: &[&str],
        ) -> Result<BTreeMap<UnitCode, Vec<String>>, AppError> {
            Ok(submission::who_did(self, round, unit, actions)?)
        }

        fn submitted_versions(&mut self, key: &SubmissionKey) -> Result<Vec<SubmittedVersion>, AppError> {
            Ok(submitted_version::versions(self, key)?)
        }

        fn submitted_body(&mut self, key: &SubmissionKey, number: u32) -> Result<Option<String>, AppError> {
            Ok(submitted_version::body(self, key, number)?)
        }

        fn comments(&mut self, key: &SubmissionKey) -> Result<Vec<Comment>, AppError> {
            Ok(submitted_version::comments(self, key)?)
        }

        fn open_comments(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(UnitCode, Comment)>, AppError> {
            Ok(submitted_version::open_comments(self, plan, round)?)
        }

        fn round_decisions(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<RoundDecision>, AppError> {
            Ok(decision::of_round(self, plan, round)?)
        }

        fn decisions_of_plan(&mut self, plan: &PlanCode) -> Result<Vec<RoundDecision>, AppError> {
            Ok(decision::of_plan(self, plan)?)
        }

        fn revisions(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<Snapshot>, AppError> {
            Ok(snapshot::revisions(self, plan, round)?)
        }

        fn explained(&mut self, key: &SubmissionKey) -> Result<Vec<Explained>, AppError> {
            Ok(finding_answer::of_return(self, key)?)
        }

        fn explained_of_round(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(UnitCode, Explained)>, AppError> {
            Ok(finding_answer::of_round(self, plan, round)?)
        }

        fn explained_of_plan(&mut self, plan: &PlanCode) -> Result<Vec<Explained>, AppError> {
            Ok(finding_answer::of_plan(self, plan)?)
        }

        fn replaced(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<(Observation, Provenance)>, AppError> {
            Ok(replaced_observation::of_round(self, plan.as_str(), round)?)
        }

        fn disbursements(&mut self, plan: &PlanCode) -> Result<Vec<Disbursement>, AppError> {
            Ok(decision::disbursements(self, plan)?)
        }
    }
}

impl WriteReturns for WriteTx<'_> {
    fn add_submissions(&mut self, submissions: &[Submission]) -> Result<(), AppError> {
        Ok(submission::add(self, submissions)?)
    }

    fn save_submissions(&mut self, submissions: &[Submission]) -> Result<usize, AppError> {
        Ok(submission::change(self, submissions)?)
    }

    fn save_field(&mut self, key: &SubmissionKey, field: &FieldKey, entry: &Entry) -> Result<bool, AppError> {
        Ok(submission_field::save(self, key, field, entry)?)
    }

    fn add_submitted_version(&mut self, key: &SubmissionKey, version: &SubmittedVersion, body: &str) -> Result<(), AppError> {
        Ok(submitted_version::add_version(self, key, version, body)?)
    }

    fn save_comment(&mut self, key: &SubmissionKey, comment: &Comment) -> Result<(), AppError> {
        Ok(submitted_version::save_comment(self, key, comment)?)
    }

    fn save_explained(&mut self, key: &SubmissionKey, explained: &Explained) -> Result<(), AppError> {
        Ok(finding_answer::save(self, key, explained)?)
    }

    fn save_explained_of_plan(&mut self, plan: &PlanCode, explained: &Explained) -> Result<(), AppError> {
        Ok(finding_answer::save_of_plan(self, plan, explained)?)
    }

    fn save_observations(&mut self, plan: &PlanCode, given: &[(Observation, Provenance)]) -> Result<(), AppError> {
        Ok(observation::save_many(self, plan.as_str(), given)?)
    }

    fn forget_observations(&mut self, plan: &PlanCode, keys: &[ObservationKey]) -> Result<(), AppError> {
        Ok(observation::forget(self, plan.as_str(), keys)?)
    }

    fn keep_replaced(&mut self, plan: &PlanCode, given: &[(Observation, Provenance)]) -> Result<(), AppError> {
        Ok(replaced_observation::keep(self, plan.as_str(), given)?)
    }

    fn forget_replaced(&mut self, plan: &PlanCode, keys: &[ObservationKey]) -> Result<(), AppError> {
        Ok(replaced_observation::forget(self, plan.as_str(), keys)?)
    }

    fn save_disbursements(&mut self, plan: &PlanCode, amounts: &[Disbursement]) -> Result<(), AppError> {
        Ok(decision::save_disbursements(self, plan, amounts)?)
    }

    fn add_round_decision(&mut self, it: &RoundDecision) -> Result<(), AppError> {
        Ok(decision::add(self, it)?)
    }

    fn set_round_state(&mut self, plan: &PlanCode, round: &RoundCode, state: RoundState) -> Result<(), AppError> {
        Ok(round::set_state(self, plan.as_str(), round, state)?)
    }
}
