//! Books (เล่มรายงาน): asked for, made by a worker, fetched when they are done.

use phaen_domain::access::Action;
use phaen_domain::id::RoundCode;

use crate::error::AppError;
use crate::paper::Wanted;
use crate::ports::{Job, JobState, reading, technical};
use crate::{Actor, App};

/// Which book is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookRequest {
    /// Code of the plan.
    pub plan: String,
    /// Number of the edition.
    pub edition: u32,
    /// The round whose results it tells.
    pub round: RoundCode,
    /// One of its frozen revisions; the round as it stands when absent.
    pub revision: Option<u32>,
}

impl BookRequest {
    /// The name of the file.
    fn file_name(&self) -> String {
        let revision = self.revision.map(|revision| format!("-revision-{revision}")).unwrap_or_default();
        format!("{}-{}{revision}.pdf", self.plan, self.round)
    }
}

impl App {
    /// Asks for the results book of a round, or of one of its frozen revisions; gives the job's id. One that waits already is made of what
    /// will be stored then, so it is not asked for twice.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn request_book(
        &self,
        actor: &Actor,
        plan: &str,
        edition: Option<u32>,
        round: &str,
        revision: Option<u32>,
    ) -> Result<String, AppError> {
        self.authorise(actor, Action::MakeBook)?;
        let view = self.plan(actor, plan, edition)?;
        let missing = || AppError::NotFound { kind: "round", code: round.to_owned() };
        let round = view.find_round(round).ok_or_else(missing)?;
        // Revisions are counted from 1 without gaps.
        if let Some(revision) = revision.filter(|it| !(1..=round.revision).contains(it)) {
            return Err(AppError::NotFound { kind: "revision", code: revision.to_string() });
        }
        let request = BookRequest { plan: plan.to_owned(), edition: view.edition().number, round: round.code.clone(), revision };
        let waits = |job: &Job| job.state == JobState::Waiting && job.request == request;
        if let Some(job) = reading(self.store.as_ref(), |tx| tx.jobs(&actor.account))?.into_iter().find(waits) {
            return Ok(job.id);
        }
        let job = Job {
            id: self.ids.id(),
            account: actor.account.clone(),
            request,
            state: JobState::Waiting,
            progress: 0,
            created_at: self.clock.now(),
            file_name: None,
            failure: None,
        };
        technical(self.store.as_ref(), |tx| tx.save_job(&job, None))?;
        Ok(job.id)
    }

    /// One's own jobs, newest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn jobs(&self, actor: &Actor) -> Result<Vec<Job>, AppError> {
        self.authorise(actor, Action::MakeBook)?;
        reading(self.store.as_ref(), |tx| tx.jobs(&actor.account))
    }

    /// One of one's own jobs.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn job(&self, actor: &Actor, id: &str) -> Result<Job, AppError> {
        self.authorise(actor, Action::MakeBook)?;
        let job = reading(self.store.as_ref(), |tx| tx.job(id))?.filter(|job| job.account == actor.account);
        job.ok_or_else(|| AppError::NotFound { kind: "job", code: id.to_owned() })
    }

    /// The file that one of one's own jobs made, with its name.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] while it is not there, or [`AppError::Store`].
    pub fn job_file(&self, actor: &Actor, id: &str) -> Result<(String, Vec<u8>), AppError> {
        let job = self.job(actor, id)?;
        let file = reading(self.store.as_ref(), |tx| tx.job_file(id))?;
        job.file_name.zip(file).ok_or_else(|| AppError::NotFound { kind: "job", code: id.to_owned() })
    }

    /// The results book of a round, or of one of its frozen revisions, made at once.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::Press`] …
    pub fn results_book(
        &self,
        actor: &Actor,
        plan: &str,
        edition: Option<u32>,
        round: &str,
        revision: Option<u32>,
    ) -> Result<Vec<u8>, AppError> {
        self.authorise(actor, Action::MakeBook)?;
        let paper = self.paper_of(actor, Wanted { plan, edition, round, revision })?;
        self.press.results_book(&paper, self.post.site.as_deref(), &mut |_| {})
    }

    /// The scorecard of a round, or of one of its frozen revisions, for Excel.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::Press`] …
    pub fn scorecard_sheet(
        &self,
        actor: &Actor,
        plan: &str,
        edition: Option<u32>,
        round: &str,
        revision: Option<u32>,
    ) -> Result<Vec<u8>, AppError> {
        self.authorise(actor, Action::Export)?;
        let paper = self.paper_of(actor, Wanted { plan, edition, round, revision })?;
        self.press.scorecard_sheet(&paper)
    }

    /// Makes the oldest waiting book, if there is one; answers whether there was. The worker calls it again and again.
    ///
    /// # Errors
    /// [`AppError::Store`]; a book that cannot be made is noted on its job instead.
    pub fn work_once(&self, restarted: bool) -> Result<bool, AppError> {
        let Some(mut job) = technical(self.store.as_ref(), |tx| tx.take_job(restarted))? else { return Ok(false) };
        let made = self.make(&mut job);
        let file = match made {
            Ok(file) => {
                job.state = JobState::Done;
                job.progress = 100;
                job.file_name = Some(job.request.file_name());
                Some(file)
            }
            Err(error) => {
                job.state = JobState::Failed;
                job.failure = Some(error.to_string());
                None
            }
        };
        technical(self.store.as_ref(), |tx| tx.save_job(&job, file.as_deref()))?;
        Ok(true)
    }

    fn make(&self, job: &mut Job) -> Result<Vec<u8>, AppError> {
        let request = job.request.clone();
        let (plan, round) = (request.plan.as_str(), request.round.as_str());
        let wanted = Wanted { plan, edition: Some(request.edition), round, revision: request.revision };
        let paper = reading(self.store.as_ref(), |tx| self.paper(tx, wanted))?;
        let mut running = job.clone();
        self.press.results_book(&paper, self.post.site.as_deref(), &mut |progress| {
            running.progress = progress;
            // Progress is a courtesy: a book is not given up because it could not be told.
            let _ = technical(self.store.as_ref(), |tx| tx.save_job(&running, None));
        })
    }
}
