//! Accounts with their access tokens, and the sessions and counters of signing in.

use std::collections::BTreeMap;

use jiff::Timestamp;
use phaen_app::AppError;
use phaen_app::ports::{Account, KeepSessions, ReadAccounts, Session, Token, WriteAccounts};
use phaen_domain::journal::Head;
use phaen_domain::lockout::Failures;

use super::in_every_transaction;
use crate::tables::{account, session};
use crate::tx::{TechnicalTx, WriteTx};

in_every_transaction! {
    impl ReadAccounts {
        fn accounts(&mut self) -> Result<Vec<Account>, AppError> {
            Ok(account::all(self)?)
        }

        fn account_names(&mut self) -> Result<Vec<(String, String)>, AppError> {
            Ok(account::names(self)?)
        }

        fn account_by_login(&mut self, login: &str) -> Result<Option<Account>, AppError> {
            Ok(account::by_login(self, login)?)
        }

        fn session(&mut self, secret_hash: &str, now: Timestamp) -> Result<Option<(Session, Account)>, AppError> {
            Ok(session::one(self, secret_hash, now)?)
        }

        fn session_and_head(
            &mut self,
            secret_hash: &str,
            now: Timestamp,
        ) -> Result<Option<(Session, Account, Head, usize)>, AppError> {
            Ok(session::with_head(self, secret_hash, now)?)
        }

        fn sessions(&mut self, account: &str, now: Timestamp) -> Result<Vec<Session>, AppError> {
            Ok(session::of_account(self, account, now)?)
        }

        fn token(&mut self, secret_hash: &str) -> Result<Option<Account>, AppError> {
            Ok(account::by_token(self, secret_hash)?)
        }

        fn tokens(&mut self, account: &str) -> Result<Vec<Token>, AppError> {
            Ok(account::tokens(self, account)?)
        }

        fn failed_sign_ins(&mut self, key: &str, between: [Timestamp; 2]) -> Result<Failures, AppError> {
            Ok(session::failures(self, key, between)?)
        }

        fn all_failed_sign_ins(&mut self, between: [Timestamp; 2]) -> Result<BTreeMap<String, Failures>, AppError> {
            Ok(session::all_failures(self, between)?)
        }
    }
}

impl WriteAccounts for WriteTx<'_> {
    fn save_account(&mut self, it: &Account) -> Result<bool, AppError> {
        Ok(account::save(self, it)?)
    }

    fn save_token(&mut self, token: &Token) -> Result<(), AppError> {
        Ok(account::save_token(self, token)?)
    }
}

impl KeepSessions for TechnicalTx<'_> {
    fn save_session(&mut self, it: &Session) -> Result<(), AppError> {
        Ok(session::add(self, it)?)
    }

    fn end_sessions(&mut self, account: &str, secret_hash: Option<&str>, now: Timestamp) -> Result<(), AppError> {
        Ok(session::end(self, account, secret_hash, now)?)
    }

    fn end_other_sessions(&mut self, account: &str, kept_secret_hash: &str, now: Timestamp) -> Result<(), AppError> {
        Ok(session::end_others(self, account, kept_secret_hash, now)?)
    }

    fn see_session(&mut self, secret_hash: &str, at: Timestamp) -> Result<(), AppError> {
        Ok(session::see(self, secret_hash, at)?)
    }

    fn note_failed_sign_in(&mut self, key: &str, at: Timestamp, kept: [Timestamp; 2]) -> Result<(), AppError> {
        Ok(session::note_failure(self, key, at, kept)?)
    }

    fn forget_failed_sign_ins(&mut self, key: &str) -> Result<(), AppError> {
        Ok(session::forget_failures(self, key)?)
    }
}
