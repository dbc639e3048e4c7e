//! Evidence of reported figures.

use jiff::Timestamp;
use phaen_app::AppError;
use phaen_app::ports::{ReadEvidence, WriteEvidence};
use phaen_domain::evidence::{Evidence, EvidenceFile};
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::submission::{ItemKey, SubmissionKey};

use super::in_every_transaction;
use crate::tables::evidence;
use crate::tx::WriteTx;

in_every_transaction! {
    impl ReadEvidence {
        fn evidence(&mut self, key: &SubmissionKey) -> Result<Vec<Evidence>, AppError> {
            Ok(evidence::of_return(self, key)?)
        }

        fn evidence_of_round(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<Evidence>, AppError> {
            Ok(evidence::of_round(self, plan, round)?)
        }

        fn evidence_of_item(&mut self, plan: &PlanCode, item: &ItemKey) -> Result<Vec<Evidence>, AppError> {
            Ok(evidence::of_item(self, plan, item)?)
        }

        fn one_evidence(&mut self, id: &str) -> Result<Option<Evidence>, AppError> {
            Ok(evidence::one(self, id)?)
        }

        fn evidence_files(&mut self) -> Result<Vec<EvidenceFile>, AppError> {
            Ok(evidence::files(self)?)
        }
    }
}

impl WriteEvidence for WriteTx<'_> {
    fn add_evidence(&mut self, it: &Evidence) -> Result<(), AppError> {
        Ok(evidence::add(self, it)?)
    }

    fn remove_evidence(&mut self, id: &str, by: &str, at: Timestamp) -> Result<bool, AppError> {
        Ok(evidence::remove(self, id, by, at)?)
    }
}
