//! Evidence: what supports reported figures, and where the bytes of files stand.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, ErrorKind, Seek, Write};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use phaen_domain::evidence::{Evidence, EvidenceFile, FileHash};
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::submission::{ItemKey, SubmissionKey};

use super::StoreFailure;
use crate::error::AppError;
use crate::returns::Condition;

/// What is read of evidence.
pub trait ReadEvidence {
    /// What supports a return, removed ones too, and other uses of the same files anywhere; oldest first, in one statement.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn evidence(&mut self, key: &SubmissionKey) -> Result<Vec<Evidence>, AppError>;
    /// What supports the figures of a round, by unit, in one statement; nothing that was removed.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn evidence_of_round(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Vec<Evidence>, AppError>;
    /// What supports an item of a plan at every round and of every unit, in one statement; nothing that was removed.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn evidence_of_item(&mut self, plan: &PlanCode, item: &ItemKey) -> Result<Vec<Evidence>, AppError>;
    /// One piece of evidence, removed or not.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn one_evidence(&mut self, id: &str) -> Result<Option<Evidence>, AppError>;
    /// Every file that was ever added.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn evidence_files(&mut self) -> Result<Vec<EvidenceFile>, AppError>;
    /// How many pieces of evidence each item of a return has; items without any are absent.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn evidence_counts(&mut self, key: &SubmissionKey) -> Result<BTreeMap<ItemKey, usize>, AppError> {
        let mut counts = BTreeMap::new();
        for it in self.evidence(key)?.into_iter().filter(|it| it.key == *key && it.counts()) {
            *counts.entry(it.item).or_default() += 1;
        }
        Ok(counts)
    }
}

/// What is written of evidence.
pub trait WriteEvidence {
    /// Stores a piece of evidence, and its file if that is new.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn add_evidence(&mut self, evidence: &Evidence) -> Result<(), AppError>;
    /// Marks a piece of evidence as removed; tells whether it still counted.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn remove_evidence(&mut self, id: &str, by: &str, at: Timestamp) -> Result<bool, AppError>;
}

/// One line of the index of a pack.
#[derive(Debug, Clone)]
pub struct IndexRow {
    /// The evidence.
    pub evidence: Evidence,
    /// Name of the unit that gave it.
    pub unit: String,
    /// Number under which the plan prints what it supports; empty where it prints none.
    pub number: String,
    /// Name of what it supports.
    pub item: String,
    /// Name of who added it.
    pub by: String,
    /// Name of the file in the pack.
    pub packed: Option<String>,
    /// How the file was found; none for a link.
    pub condition: Option<Condition>,
}

/// One part of a pack, in the order in which it is written.
#[derive(Debug)]
pub enum Part {
    /// A file as it was given.
    File {
        /// Its name in the pack.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// What the files support.
    Index(Vec<IndexRow>),
}

/// Where the bytes of evidence stand, by their hash. Nothing is ever changed in place.
pub trait Files: Send + Sync {
    /// Keeps a file; once this returns, it is there after a crash. The same file again changes nothing.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn put(&self, hash: &FileHash, bytes: &[u8]) -> Result<(), AppError>;
    /// The bytes, as they are; whether they are still those of the hash is for the reader to see.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn get(&self, hash: &FileHash) -> Result<Option<Vec<u8>>, AppError>;
    /// The same to be read piece by piece, from its beginning.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn open(&self, hash: &FileHash) -> Result<Option<File>, AppError> {
        let Some(bytes) = self.get(hash)? else { return Ok(None) };
        let mut file = self.draft()?;
        let written = file.write_all(&bytes).and_then(|()| file.rewind());
        written.map_err(|error| file_failure("a file on its way out", &error))?;
        Ok(Some(file))
    }
    /// How many bytes a file has, where that is known without reading it; none where it is not, or where the file is not there.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn size(&self, _hash: &FileHash) -> Result<Option<u64>, AppError> {
        Ok(None)
    }
    /// A file without a name, for what is on its way: it is gone with whoever holds it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn draft(&self) -> Result<File, AppError> {
        tempfile::tempfile().map_err(|error| file_failure("temporary files", &error))
    }
}

/// What it means that a file could not be written or read.
#[must_use]
pub fn file_failure(place: &str, error: &io::Error) -> AppError {
    let failure = StoreFailure(format!("{place}: {error}"));
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => AppError::StoreFull(failure),
        _ => AppError::Store(failure),
    }
}

/// Files that are gone when the program ends: for tests, and for whatever keeps no evidence.
#[derive(Debug, Default)]
pub struct FilesInMemory(Mutex<HashMap<FileHash, Vec<u8>>>);

impl Files for FilesInMemory {
    fn put(&self, hash: &FileHash, bytes: &[u8]) -> Result<(), AppError> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = files.entry(hash.clone()).or_insert_with(|| bytes.to_vec());
        Ok(())
    }

    fn get(&self, hash: &FileHash) -> Result<Option<Vec<u8>>, AppError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned())
    }

    fn size(&self, hash: &FileHash) -> Result<Option<u64>, AppError> {
        Ok(self.get(hash)?.and_then(|bytes| u64::try_from(bytes.len()).ok()))
    }
}
