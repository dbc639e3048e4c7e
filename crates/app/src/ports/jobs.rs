//! Long pieces of work with the files they make, and files that wait for a confirmation.

use jiff::Timestamp;

use crate::books::BookRequest;
use crate::error::AppError;
use crate::exchange::Upload;

/// How a long piece of work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waits for a worker.
    Waiting,
    /// Is being done.
    Running,
    /// Is done; the file is there.
    Done,
    /// Could not be done.
    Failed,
}

/// A long piece of work whose result is a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Globally unique id.
    pub id: String,
    /// Who asked for it.
    pub account: String,
    /// What is to be made.
    pub request: BookRequest,
    /// How it stands.
    pub state: JobState,
    /// 0 to 100.
    pub progress: u8,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// File name of the result.
    pub file_name: Option<String>,
    /// Why it failed, in words for the person who asked.
    pub failure: Option<String>,
}

/// What is read of jobs and uploads.
pub trait ReadJobs {
    /// Jobs of an account, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn jobs(&mut self, account: &str) -> Result<Vec<Job>, AppError>;
    /// One job.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn job(&mut self, id: &str) -> Result<Option<Job>, AppError>;
    /// The file a job made.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn job_file(&mut self, id: &str) -> Result<Option<Vec<u8>>, AppError>;
    /// A kept upload.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn upload(&mut self, id: &str) -> Result<Option<Upload>, AppError>;
}

/// What is kept of jobs and uploads.
pub trait KeepJobs {
    /// Stores a job, new or moved on, with its file once it is done.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_job(&mut self, job: &Job, file: Option<&[u8]>) -> Result<(), AppError>;
    /// Takes the oldest waiting job and marks it running; jobs that a stopped server left running are taken again when `restarted`.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn take_job(&mut self, restarted: bool) -> Result<Option<Job>, AppError>;
    /// Keeps an uploaded file until it is confirmed; earlier ones of the account are forgotten.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_upload(&mut self, upload: &Upload) -> Result<(), AppError>;
}

/// What is written of uploads with the write that they were kept for.
pub trait WriteUploads {
    /// Forgets an uploaded file: it was confirmed.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn forget_upload(&mut self, id: &str) -> Result<(), AppError>;
}
