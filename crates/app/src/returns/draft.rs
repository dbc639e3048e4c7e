//! Files on their way in: written to disk piece by piece under no name, so that however many come at once, none is held in memory; and gone
//! with whoever held them.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::sync::Arc;

use phaen_domain::access::Action;
use phaen_domain::evidence::FileHash;
use phaen_domain::submission::{ItemKey, SubmissionKey};
use sha2::{Digest, Sha256};

use crate::error::AppError;
use crate::ports::{file_failure, reading};
use crate::{Actor, App};

/// A file that is coming in.
#[derive(Debug)]
pub struct Drafting {
    file: File,
    hash: Sha256,
    size: usize,
}

/// A file that has come in and stands nowhere yet.
#[derive(Debug, Clone)]
pub struct Draft {
    file: Arc<File>,
    hash: FileHash,
    size: usize,
}

impl Drafting {
    /// Writes the next piece.
    ///
    /// # Errors
    /// [`AppError::StoreFull`] or [`AppError::Store`].
    pub fn add(&mut self, piece: &[u8]) -> Result<(), AppError> {
        self.file.write_all(piece).map_err(|error| file_failure("a file on its way in", &error))?;
        self.hash.update(piece);
        self.size += piece.len();
        Ok(())
    }

    /// The whole file.
    #[must_use]
    pub fn done(self) -> Draft {
        Draft { file: Arc::new(self.file), hash: FileHash::of_pieces(self.hash), size: self.size }
    }
}

impl Draft {
    /// What its hash is.
    #[must_use]
    pub const fn hash(&self) -> &FileHash {
        &self.hash
    }

    /// The file in memory; one at a time reads it.
    pub(super) fn read(&self) -> Result<Vec<u8>, AppError> {
        let mut file = self.file.as_ref();
        let mut bytes = Vec::with_capacity(self.size);
        let read = file.rewind().and_then(|()| file.read_to_end(&mut bytes));
        read.map_err(|error| file_failure("a file on its way in", &error))?;
        Ok(bytes)
    }
}

impl App {
    /// A file that begins to come in.
    ///
    /// # Errors
    /// [`AppError::StoreFull`] or [`AppError::Store`].
    pub fn draft(&self) -> Result<Drafting, AppError> {
        Ok(Drafting { file: self.files.draft()?, hash: Sha256::new(), size: 0 })
    }

    /// A file that is at hand as a whole.
    ///
    /// # Errors
    /// As [`App::draft`].
    pub fn drafted(&self, bytes: &[u8]) -> Result<Draft, AppError> {
        let mut drafting = self.draft()?;
        drafting.add(bytes)?;
        Ok(drafting.done())
    }

    /// Whether somebody may add to an item of a return, asked before anything of a file is read.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn may_attach(&self, actor: &Actor, key: &SubmissionKey, item: &ItemKey, step: u8) -> Result<(), AppError> {
        self.authorise(actor, Action::EditReturn)?;
        reading(self.store.as_ref(), |tx| self.evidence_office(tx, actor, key, Some((item, step))).map(drop))
    }
}
