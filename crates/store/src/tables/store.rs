//! The `Store` port of the use cases on a database of either engine.
//!
//! Each closure is one transaction; the engine's errors become texts for the log. It must decide nothing: versions are compared
//! where they are stored, everything else is the use cases' business.

use jiff::Timestamp;
use phaen_app::AppError;
use phaen_app::exchange::Upload;
use phaen_app::ports::{
    Account, Job, PlanListing, Provenance, Reading, Session, Snapshot, Store, StoreFailure, StoredPlan, Technical, Token, Writing,
};
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::indicator::Target;
use phaen_domain::journal::{Broken, Entry, Head, NewEntry, Verified};
use phaen_domain::observation::{Observation, ObservationKey};
use phaen_domain::organisation::Agency;
use phaen_domain::plan::{AgencyPlan, EditionState, Narrative};
use phaen_domain::round::RoundState;

use super::{Scope, account, edition, job, observation, organisation, plan, round, session, snapshot, target, text, upload};
use crate::db::Db;
use crate::error::Error;
use crate::journal;
use crate::tx::{TechnicalTx, Tx, WriteTx};

/// Everything Phaen remembers, in one database.
#[derive(Debug, Clone)]
pub struct SqlStore {
    db: Db,
}

impl SqlStore {
    /// Opens a database and brings its schema up.
    ///
    /// # Errors
    /// As [`Db::open`] and [`Db::migrate`].
    pub fn open(address: &str) -> Result<Self, Error> {
        let db = Db::open(address)?;
        db.migrate()?;
        Ok(Self { db })
    }

    /// The database, for copying and for tests.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }
}

impl From<Db> for SqlStore {
    /// Takes a database that is migrated already.
    fn from(db: Db) -> Self {
        Self { db }
    }
}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        Self::Store(StoreFailure(error.to_string()))
    }
}

impl Store for SqlStore {
    fn read(&self, work: &mut dyn FnMut(&mut dyn Reading) -> Result<(), AppError>) -> Result<(), AppError> {
        self.db.read(|tx| work(tx))
    }

    fn write(&self, work: &mut dyn FnMut(&mut dyn Writing) -> Result<(), AppError>) -> Result<(), AppError> {
        self.db.write(|tx| work(tx))
    }

    fn technical(&self, work: &mut dyn FnMut(&mut dyn Technical) -> Result<(), AppError>) -> Result<(), AppError> {
        self.db.write_unjournaled(|tx| work(tx))
    }
}

fn scope(plan: &PlanCode, edition: u32) -> Scope<'_> {
    Scope { plan: plan.as_str(), edition }
}

/// Reading is the same in all kinds of transactions.
macro_rules! reading {
    ($($tx:ident),+) => {$(
        impl Reading for $tx<'_> {
            fn sequence(&mut self) -> Result<u64, AppError> {
                Ok(journal::head(self)?.seq)
            }

            fn only_since(&mut self, head: &Head, action: &str) -> Result<bool, AppError> {
                Ok(journal::only_since(self, head, action)?)
            }

            fn agency(&mut self) -> Result<Option<Agency>, AppError> {
                Ok(organisation::agency(self)?)
            }

            fn plans(&mut self) -> Result<Vec<PlanListing>, AppError> {
                Ok(edition::listings(self)?)
            }

            fn plan(&mut self, code: &PlanCode, edition: u32) -> Result<Option<StoredPlan>, AppError> {
                Ok(plan::load(self, scope(code, edition))?)
            }

            fn snapshot(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Option<Snapshot>, AppError> {
                Ok(snapshot::newest(self, plan, round)?)
            }

            fn edition_state(&mut self, plan: &PlanCode, edition: u32) -> Result<Option<EditionState>, AppError> {
                Ok(edition::state(self, scope(plan, edition))?)
            }

            fn round_state(&mut self, plan: &PlanCode, round: &RoundCode) -> Result<Option<RoundState>, AppError> {
                Ok(round::state(self, plan.as_str(), round)?)
            }

            fn observation(
                &mut self,
                plan: &PlanCode,
                key: &ObservationKey,
            ) -> Result<Option<(Observation, Provenance)>, AppError> {
                Ok(observation::one(self, plan.as_str(), key)?)
            }

            fn journal(
                &mut self,
                object: Option<(&str, &str)>,
                before: Option<u64>,
                limit: u32,
            ) -> Result<Vec<Entry>, AppError> {
                Ok(match object {
                    Some((kind, code)) => journal::of_object(self, kind, code, before, limit)?,
                    None => journal::latest(self, before, limit)?,
                })
            }

            fn verify_journal(&mut self) -> Result<Result<Verified, Broken>, AppError> {
                Ok(journal::verify(self)?)
            }

            fn journal_head(&mut self) -> Result<Head, AppError> {
                Ok(journal::head(self)?)
            }

            fn accounts(&mut self) -> Result<Vec<Account>, AppError> {
                Ok(account::all(self)?)
            }

            fn account_by_login(&mut self, login: &str) -> Result<Option<Account>, AppError> {
                Ok(account::by_login(self, login)?)
            }

            fn session(&mut self, secret_hash: &str, now: Timestamp) -> Result<Option<(Session, Account)>, AppError> {
                Ok(session::one(self, secret_hash, now)?)
            }

            fn token(&mut self, secret_hash: &str) -> Result<Option<Account>, AppError> {
                Ok(account::by_token(self, secret_hash)?)
            }

            fn tokens(&mut self, account: &str) -> Result<Vec<Token>, AppError> {
                Ok(account::tokens(self, account)?)
            }

            fn jobs(&mut self, account: &str) -> Result<Vec<Job>, AppError> {
                Ok(job::of_account(self, account)?)
            }

            fn job(&mut self, id: &str) -> Result<Option<Job>, AppError> {
                Ok(job::one(self, id)?)
            }

            fn upload(&mut self, id: &str) -> Result<Option<Upload>, AppError> {
                Ok(upload::one(self, id)?)
            }

            fn job_file(&mut self, id: &str) -> Result<Option<Vec<u8>>, AppError> {
                Ok(job::file(self, id)?)
            }
        }
    )+};
}

reading!(Tx, TechnicalTx, WriteTx);

impl Writing for WriteTx<'_> {
    fn append(&mut self, entry: &NewEntry) -> Result<u64, AppError> {
        Ok(Self::append(self, entry.clone())?)
    }

    fn save_plan(&mut self, it: &AgencyPlan, observations: &[(Observation, Provenance)]) -> Result<(), AppError> {
        Ok(plan::save(self, it, observations)?)
    }

    fn set_edition_state(&mut self, plan: &PlanCode, edition: u32, state: EditionState) -> Result<(), AppError> {
        Ok(edition::set_state(self, scope(plan, edition), state)?)
    }

    fn save_target(&mut self, plan: &PlanCode, edition: u32, target: &Target, seen_version: u32) -> Result<bool, AppError> {
        Ok(target::save(self, scope(plan, edition), target, seen_version)?)
    }

    fn save_observation(
        &mut self,
        plan: &PlanCode,
        observation: &Observation,
        provenance: &Provenance,
    ) -> Result<bool, AppError> {
        Ok(observation::save(self, plan.as_str(), observation, provenance)?)
    }

    fn save_narrative(&mut self, plan: &PlanCode, edition: u32, narrative: &Narrative) -> Result<(), AppError> {
        Ok(text::save(self, scope(plan, edition), narrative)?)
    }

    fn freeze(&mut self, it: &Snapshot) -> Result<(), AppError> {
        Ok(snapshot::freeze(self, it)?)
    }

    fn save_account(&mut self, it: &Account) -> Result<bool, AppError> {
        Ok(account::save(self, it)?)
    }

    fn save_token(&mut self, token: &Token) -> Result<(), AppError> {
        Ok(account::save_token(self, token)?)
    }
}

impl Technical for TechnicalTx<'_> {
    fn save_session(&mut self, it: &Session) -> Result<(), AppError> {
        Ok(session::add(self, it)?)
    }

    fn end_sessions(&mut self, account: &str, secret_hash: Option<&str>, now: Timestamp) -> Result<(), AppError> {
        Ok(session::end(self, account, secret_hash, now)?)
    }

    fn failed_sign_ins(&mut self, key: &str, since: Timestamp) -> Result<u32, AppError> {
        Ok(session::failures(self, key, since)?)
    }

    fn note_failed_sign_in(&mut self, key: &str, at: Timestamp, forget_before: Timestamp) -> Result<(), AppError> {
        Ok(session::note_failure(self, key, at, forget_before)?)
    }

    fn forget_failed_sign_ins(&mut self, key: &str) -> Result<(), AppError> {
        Ok(session::forget_failures(self, key)?)
    }

    fn save_job(&mut self, it: &Job, file: Option<&[u8]>) -> Result<(), AppError> {
        Ok(job::save(self, it, file)?)
    }

    fn save_upload(&mut self, it: &Upload) -> Result<(), AppError> {
        Ok(upload::save(self, it)?)
    }

    fn take_job(&mut self, restarted: bool) -> Result<Option<Job>, AppError> {
        Ok(job::take(self, restarted)?)
    }
}
