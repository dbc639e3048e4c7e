//! Writes that a caller named by a key.

use jiff::Timestamp;
use phaen_app::AppError;
use phaen_app::ports::{DoneRequest, KeepRequests, KeptAnswer, KeyedRequest, ReadRequests};

use super::in_every_transaction;
use crate::tables::request;
use crate::tx::{TechnicalTx, WriteTx};

in_every_transaction! {
    impl ReadRequests {
        fn done_request(&mut self, account: &str, key: &str) -> Result<Option<DoneRequest>, AppError> {
            Ok(request::one(self, account, key)?)
        }
    }
}

/// The same in a write with a journal entry and in one without.
macro_rules! keep_requests {
    ($($transaction:ty),*) => {$(
        impl KeepRequests for $transaction {
            fn note_done(&mut self, it: &KeyedRequest, at: Timestamp) -> Result<bool, AppError> {
                Ok(request::note(self, it, at)?)
            }

            fn keep_answer(
                &mut self,
                it: &KeyedRequest,
                answer: &KeptAnswer,
                at: Timestamp,
                forget_before: Timestamp,
            ) -> Result<(), AppError> {
                Ok(request::keep_answer(self, it, answer, at, forget_before)?)
            }
        }
    )*};
}

keep_requests!(TechnicalTx<'_>, WriteTx<'_>);
