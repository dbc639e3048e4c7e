//! Long pieces of work and the files they make: technical rows. Taking a job is one statement that another node's taking cannot
//! slip into, so no job is done twice at once.

use phaen_app::books::BookRequest;
use phaen_app::ports::{Job, JobState};
use phaen_domain::id::RoundCode;

use super::cell::comparable;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static OF_ACCOUNT: Sql = Sql::new(
        "job",
        "SELECT id, account_id, plan_code, edition, round_code, revision, state, progress, created_at, file_name, failure
         FROM job WHERE account_id = $1 ORDER BY created_at DESC, id DESC",
    );
    static ONE: Sql = Sql::new(
        "job",
        "SELECT id, account_id, plan_code, edition, round_code, revision, state, progress, created_at, file_name, failure
         FROM job WHERE id = $1",
    );
    static SAVE: Sql = Sql::new(
        "job",
        "INSERT INTO job (id, account_id, plan_code, edition, round_code, revision, state, progress, created_at, file_name, failure)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, progress = excluded.progress,
             file_name = excluded.file_name, failure = excluded.failure",
    );
    static PUT_BACK: Sql = Sql::new("job", "UPDATE job SET state = $2, progress = 0 WHERE state = $1");
    static TAKE: Sql = Sql::new(
        "job",
        "UPDATE job SET state = $2, progress = 0
         WHERE state = $1 AND id = (SELECT id FROM job WHERE state = $1 ORDER BY created_at, id LIMIT 1)
         RETURNING id, account_id, plan_code, edition, round_code, revision, state, progress, created_at, file_name, failure",
    );
    static FILE: Sql = Sql::new("job_file", "SELECT job_id, body FROM job_file WHERE job_id = $1");
    static SAVE_FILE: Sql = Sql::new(
        "job_file",
        "INSERT INTO job_file (job_id, body) VALUES ($1, $2) ON CONFLICT (job_id) DO UPDATE SET body = excluded.body",
    );
}

const fn key(state: JobState) -> &'static str {
    match state {
        JobState::Waiting => "waiting",
        JobState::Running => "running",
        JobState::Done => "done",
        JobState::Failed => "failed",
    }
}

fn state(row: &Row<'_>) -> Result<JobState, Error> {
    let states = [JobState::Waiting, JobState::Running, JobState::Done, JobState::Failed];
    let text = row.text("state")?;
    states.into_iter().find(|state| key(*state) == text).ok_or_else(|| row.inconsistent("state"))
}

fn job(row: &Row<'_>) -> Result<Job, Error> {
    Ok(Job {
        id: row.string("id")?,
        account: row.string("account_id")?,
        request: BookRequest {
            plan: row.string("plan_code")?,
            edition: row.number("edition")?,
            round: row.read_as("round_code", RoundCode::new)?,
            revision: row.number_or_none("revision")?,
        },
        state: state(row)?,
        progress: row.number("progress")?,
        created_at: row.parsed("created_at")?,
        file_name: row.string_or_none("file_name")?,
        failure: row.string_or_none("failure")?,
    })
}

/// Jobs of an account, newest first.
pub(super) fn of_account(tx: &mut Tx<'_>, account: &str) -> Result<Vec<Job>, Error> {
    tx.list(&OF_ACCOUNT, &params![account], job)
}

/// One job.
pub(super) fn one(tx: &mut Tx<'_>, id: &str) -> Result<Option<Job>, Error> {
    tx.find(&ONE, &params![id], job)
}

/// The file a job made.
pub(super) fn file(tx: &mut Tx<'_>, id: &str) -> Result<Option<Vec<u8>>, Error> {
    tx.find(&FILE, &params![id], |row| row.bytes("body").map(<[u8]>::to_vec))
}

/// Stores a job, new or moved on, with its file once it is done.
pub(super) fn save(tx: &mut TechnicalTx<'_>, it: &Job, file: Option<&[u8]>) -> Result<(), Error> {
    let row = params![
        &it.id,
        &it.account,
        &it.request.plan,
        it.request.edition,
        it.request.round.as_str(),
        it.request.revision,
        key(it.state),
        u32::from(it.progress),
        comparable(it.created_at),
        it.file_name.as_deref(),
        it.failure.as_deref(),
    ];
    tx.execute(&SAVE, &row)?;
    if let Some(file) = file {
        tx.execute(&SAVE_FILE, &params![&it.id, file])?;
    }
    Ok(())
}

/// Takes the oldest waiting job; after a restart, those that were left running wait again first.
pub(super) fn take(tx: &mut TechnicalTx<'_>, restarted: bool) -> Result<Option<Job>, Error> {
    let (waiting, running) = (key(JobState::Waiting), key(JobState::Running));
    if restarted {
        tx.execute(&PUT_BACK, &params![running, waiting])?;
    }
    let taken = tx.execute_returning(&TAKE, &params![waiting, running], job)?;
    Ok(taken.into_iter().next())
}
