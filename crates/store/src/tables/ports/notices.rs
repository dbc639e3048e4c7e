//! Notices, letters and calendars.

use jiff::Timestamp;
use phaen_app::AppError;
use phaen_app::ports::{Account, Digests, Feed, KeepNotices, Letter, LetterState, Notice, ReadNotices, WriteFeeds};

use super::in_every_transaction;
use crate::tables::{feed, letter, notice};
use crate::tx::{TechnicalTx, WriteTx};

in_every_transaction! {
    impl ReadNotices {
        fn notices(&mut self, account: &str, limit: u32) -> Result<Vec<Notice>, AppError> {
            Ok(notice::of_account(self, account, limit)?)
        }

        fn unmailed(&mut self, from: Timestamp, before: Timestamp) -> Result<Vec<Notice>, AppError> {
            Ok(notice::unmailed(self, from, before)?)
        }

        fn letters(&mut self, limit: u32) -> Result<Vec<Letter>, AppError> {
            Ok(letter::newest(self, limit)?)
        }

        fn letter(&mut self, id: &str) -> Result<Option<Letter>, AppError> {
            Ok(letter::one(self, id)?)
        }

        fn letter_counts(&mut self) -> Result<Vec<(LetterState, usize)>, AppError> {
            Ok(letter::counts(self)?)
        }

        fn feed(&mut self, secret_hash: &str) -> Result<Option<(Feed, Account)>, AppError> {
            Ok(feed::by_secret(self, secret_hash)?)
        }

        fn feeds(&mut self, account: &str) -> Result<Vec<Feed>, AppError> {
            Ok(feed::of_account(self, account)?)
        }
    }
}

impl WriteFeeds for WriteTx<'_> {
    fn save_feed(&mut self, it: &Feed) -> Result<(), AppError> {
        Ok(feed::save(self, it)?)
    }
}

impl KeepNotices for TechnicalTx<'_> {
    fn add_notices(&mut self, notices: &[Notice]) -> Result<usize, AppError> {
        Ok(notice::add(self, notices)?)
    }

    fn forget_notices(&mut self, before: Timestamp) -> Result<usize, AppError> {
        Ok(notice::forget(self, before)?)
    }

    fn read_notices(&mut self, account: &str, id: Option<&str>, at: Timestamp) -> Result<(), AppError> {
        Ok(notice::read(self, account, id, at)?)
    }

    fn post_digests(&mut self, digests: &Digests<'_>) -> Result<usize, AppError> {
        Ok(letter::post(self, digests)?)
    }

    fn take_letter(&mut self, now: Timestamp, until: Timestamp, too_far: Timestamp) -> Result<Option<Letter>, AppError> {
        Ok(letter::take(self, now, until, too_far)?)
    }

    fn save_letter(&mut self, it: &Letter) -> Result<(), AppError> {
        Ok(letter::save(self, it)?)
    }

    fn retry_failed_letters(&mut self, now: Timestamp) -> Result<usize, AppError> {
        Ok(letter::retry_failed(self, now)?)
    }

    fn forget_letters(&mut self, before: Timestamp) -> Result<(), AppError> {
        Ok(letter::forget(self, before)?)
    }
}
