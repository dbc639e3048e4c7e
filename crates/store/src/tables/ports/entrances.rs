//! What opens an account besides its password.

use jiff::Timestamp;
use phaen_app::AppError;
use phaen_app::ports::{Account, HalfSignedIn, Invitation, KeepEntrances, ReadEntrances, StoreFailure, WriteEntrances};

use super::in_every_transaction;
use crate::tables::{account, entrance, session};
use crate::tx::{TechnicalTx, WriteTx};

in_every_transaction! {
    impl ReadEntrances {
        fn invitation(&mut self, secret_hash: &str) -> Result<Option<(Invitation, Account)>, AppError> {
            Ok(entrance::invitation(self, secret_hash)?)
        }

        fn invitations(&mut self, account: &str) -> Result<Vec<Invitation>, AppError> {
            Ok(entrance::invitations(self, account)?)
        }

        fn recovery_codes_left(&mut self, account: &str) -> Result<u32, AppError> {
            Ok(entrance::codes_left(self, account)?)
        }

        fn half_signed_in(&mut self, secret_hash: &str, now: Timestamp) -> Result<Option<Account>, AppError> {
            Ok(entrance::half(self, secret_hash, now)?)
        }
    }
}

impl WriteEntrances for WriteTx<'_> {
    fn save_invitation(&mut self, it: &Invitation) -> Result<bool, AppError> {
        Ok(entrance::save_invitation(self, it)?)
    }

    fn replace_recovery_codes(&mut self, account: &str, hashes: &[String]) -> Result<(), AppError> {
        Ok(entrance::replace_codes(self, account, hashes)?)
    }

    fn use_recovery_code(&mut self, account: &str, hash: &str, at: Timestamp) -> Result<bool, AppError> {
        Ok(entrance::use_code(self, account, hash, at)?)
    }

    fn sign_out_account(&mut self, id: &str, now: Timestamp) -> Result<(), AppError> {
        entrance::end_halves(self, id)?;
        account::revoke_tokens(self, id, now)?;
        Ok(session::end(self, id, None, now)?)
    }

    fn end_other_sessions(&mut self, account: &str, kept_secret_hash: &str, now: Timestamp) -> Result<(), AppError> {
        Ok(session::end_others(self, account, kept_secret_hash, now)?)
    }

    fn use_code_step(&mut self, account: &str, step: u64) -> Result<bool, AppError> {
        taken(self, account, step)
    }

    fn forget_failures(&mut self, key: &str) -> Result<(), AppError> {
        Ok(session::forget_failures(self, key)?)
    }
}

impl KeepEntrances for TechnicalTx<'_> {
    fn save_half_signed_in(&mut self, it: &HalfSignedIn, now: Timestamp) -> Result<(), AppError> {
        Ok(entrance::save_half(self, it, now)?)
    }

    fn end_half_signed_in(&mut self, secret_hash: &str) -> Result<(), AppError> {
        Ok(entrance::end_half(self, secret_hash)?)
    }

    fn take_code_step(&mut self, account: &str, step: u64) -> Result<bool, AppError> {
        taken(self, account, step)
    }
}

fn taken(tx: &mut TechnicalTx<'_>, account: &str, step: u64) -> Result<bool, AppError> {
    let step = i64::try_from(step).map_err(|error| AppError::Store(StoreFailure(error.to_string())))?;
    Ok(entrance::take_step(tx, account, step)?)
}
