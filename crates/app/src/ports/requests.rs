//! Writes that a caller named by a key, so that the same request is done once (ตัวระบุคำขอ).

use jiff::Timestamp;

use crate::error::AppError;

/// A write that a caller named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedRequest {
    /// Id of the account that calls.
    pub account: String,
    /// The name that the caller gave it.
    pub key: String,
    /// SHA-256 of what was asked.
    pub hash: String,
}

/// What a named write was answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The status of the answer.
    pub status: u16,
    /// The answer.
    pub text: String,
}

/// A named write that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneRequest {
    /// SHA-256 of what was asked.
    pub hash: String,
    /// Its answer, unless the program ended before it was kept.
    pub answer: Option<KeptAnswer>,
}

/// What is read of named writes.
pub trait ReadRequests {
    /// A named write of an account, once it is done.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn done_request(&mut self, account: &str, key: &str) -> Result<Option<DoneRequest>, AppError>;
}

/// What is kept of named writes: in the transaction of the write itself, and its answer after it.
pub trait KeepRequests {
    /// Notes that a named write is done; tells whether it was not noted before.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn note_done(&mut self, request: &KeyedRequest, at: Timestamp) -> Result<bool, AppError>;
    /// Keeps the answer to a named write unless there is one, and forgets writes that were done before an instant.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn keep_answer(
        &mut self,
        request: &KeyedRequest,
        answer: &KeptAnswer,
        at: Timestamp,
        forget_before: Timestamp,
    ) -> Result<(), AppError>;
}
