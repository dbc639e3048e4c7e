//! Long pieces of work with the files they make, and files that wait for a confirmation.

use phaen_app::AppError;
use phaen_app::exchange::Upload;
use phaen_app::ports::{Job, KeepJobs, ReadJobs, WriteUploads};

use super::in_every_transaction;
use crate::tables::{job, upload};
use crate::tx::{TechnicalTx, WriteTx};

in_every_transaction! {
    impl ReadJobs {
        fn jobs(&mut self, account: &str) -> Result<Vec<Job>, AppError> {
            Ok(job::of_account(self, account)?)
        }

        fn job(&mut self, id: &str) -> Result<Option<Job>, AppError> {
            Ok(job::one(self, id)?)
        }

        fn job_file(&mut self, id: &str) -> Result<Option<Vec<u8>>, AppError> {
            Ok(job::file(self, id)?)
        }

        fn upload(&mut self, id: &str) -> Result<Option<Upload>, AppError> {
            Ok(upload::one(self, id)?)
        }
    }
}

impl KeepJobs for TechnicalTx<'_> {
    fn save_job(&mut self, it: &Job, file: Option<&[u8]>) -> Result<(), AppError> {
        Ok(job::save(self, it, file)?)
    }

    fn take_job(&mut self, restarted: bool) -> Result<Option<Job>, AppError> {
        Ok(job::take(self, restarted)?)
    }

    fn save_upload(&mut self, it: &Upload) -> Result<(), AppError> {
        Ok(upload::save(self, it)?)
    }
}

impl WriteUploads for WriteTx<'_> {
    fn forget_upload(&mut self, id: &str) -> Result<(), AppError> {
        Ok(upload::forget(self, id)?)
    }
}
