//! Whether every file of evidence is still what it was when it was added.

use phaen_domain::access::Action;
use phaen_domain::evidence::{EvidenceFile, FileHash};

use crate::error::AppError;
use crate::ports::reading;
use crate::{Actor, App};

/// How a kept file is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// As it was added.
    Whole,
    /// Its bytes are others now.
    Altered,
    /// It is not there.
    Missing,
}

impl App {
    /// Looks at every file that was ever added; names those that are missing or altered, and tells how many there are.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn verify_evidence(&self, actor: &Actor) -> Result<(usize, Vec<(EvidenceFile, Condition)>), AppError> {
        self.authorise(actor, Action::ReadJournal)?;
        let files = reading(self.store.as_ref(), |tx| tx.evidence_files())?;
        let mut wrong = Vec::new();
        let count = files.len();
        for file in files {
            let condition = self.kept_file(&file.hash)?.0;
            if condition != Condition::Whole {
                wrong.push((file, condition));
            }
        }
        Ok((count, wrong))
    }

    /// A kept file and its condition.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub(crate) fn kept_file(&self, hash: &FileHash) -> Result<(Condition, Option<Vec<u8>>), AppError> {
        let bytes = self.files.get(hash)?;
        let condition = match &bytes {
            None => Condition::Missing,
            Some(bytes) if FileHash::of(bytes) == *hash => Condition::Whole,
            Some(_) => Condition::Altered,
        };
        Ok((condition, bytes))
    }
}
