//! Evidence of a return: added and removed by the unit while the return can be edited, read by whoever may read the return.
//!
//! A file is stored before the row that names it, so that no row ever names a file that is not there. Taking evidence away keeps both.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::time::Duration;

use phaen_domain::access::{Action, Office};
use phaen_domain::evidence::{Evidence, EvidenceFile, FileHash, Support, kept_name, link, named_as, sniff};
use phaen_domain::observation::Subject;
use phaen_domain::submission::{Form, ItemKey, Submission, SubmissionKey};
use sha2::{Digest, Sha256};

use super::draft::Draft;
use super::view::reads_return;
use super::{object_code, readable_in_state};
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{Reading, StoreFailure, Writing, file_failure, reading, writing};
use crate::{Actor, App, change};

/// How many files are looked through at once; each is in memory as a whole meanwhile.
pub(crate) const FILES_AT_ONCE: usize = 4;
/// How long a file waits for that; less than a request may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is to be added.
#[derive(Debug, Clone)]
pub enum NewSupport {
    /// A file as it was sent.
    File(Draft),
    /// The address of a source.
    Link(String),
}

/// A piece of evidence that is to be added to a figure.
#[derive(Debug, Clone)]
pub struct AddEvidence {
    /// Which return.
    pub key: SubmissionKey,
    /// Which item.
    pub item: ItemKey,
    /// The step of a milestone indicator; 0 for the figure as a whole.
    pub step: u8,
    /// Name of the file or of the source.
    pub name: String,
    /// File or link.
    pub support: NewSupport,
}

impl App {
    /// Adds a file or a link to a figure. The same file on the same figure again changes nothing.
    ///
    /// # Errors
    /// [`AppError::Evidence`] for what is not taken, [`AppError::Denied`], [`AppError::NotFound`] …
    pub fn add_evidence(&self, actor: &Actor, new: &AddEvidence) -> Result<Evidence, AppError> {
        self.authorise(actor, Action::EditReturn)?;
        let name = kept_name(&new.name);
        let support = match &new.support {
            NewSupport::Link(address) => Support::Link(link(address).map_err(AppError::Evidence)?),
            NewSupport::File(draft) => {
                // Nothing is kept for somebody who may not add it.
                self.may_attach(actor, &new.key, &new.item, new.step)?;
                Support::File(self.keep(&name, draft)?)
            }
        };
        writing(self.store.as_ref(), |tx| self.store_evidence(tx, actor, new, &name, &support))
    }

    /// Looks what a file is and keeps it; however many are sent at once, only a few are in memory.
    fn keep(&self, name: &str, draft: &Draft) -> Result<EvidenceFile, AppError> {
        let kept = self.reading_files.pass_within(PATIENCE, || {
            let bytes = draft.read()?;
            let media = sniff(name, &bytes).map_err(AppError::Evidence)?;
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            let file = EvidenceFile { hash: FileHash::of(&bytes), media, size };
            self.files.put(&file.hash, &bytes)?;
            Ok(file)
        });
        let too_many = || AppError::FilesAway(StoreFailure("too many files are being kept at once".to_owned()));
        kept.unwrap_or_else(|| Err(too_many()))
    }

    fn store_evidence(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        new: &AddEvidence,
        name: &str,
        support: &Support,
    ) -> Result<Evidence, AppError> {
        let (office, submission) = self.evidence_office(tx, actor, &new.key, Some((&new.item, new.step)))?;
        let same = |it: &Evidence| {
            it.key == new.key && it.counts() && (&it.item, it.step) == (&new.item, new.step) && same_support(&it.support, support)
        };
        if let Some(known) = tx.evidence(&new.key)?.into_iter().find(same) {
            return Err(AppError::EvidenceKnown(Box::new(known)));
        }
        let evidence = Evidence {
            id: self.ids.id(),
            key: new.key.clone(),
            item: new.item.clone(),
            step: new.step,
            name: shown_name(name, support),
            support: support.clone(),
            added_by: actor.login.clone(),
            added_at: self.clock.now(),
            removed: None,
        };
        tx.add_evidence(&evidence)?;
        self.take_proposal_back(tx, submission)?;
        self.append_evidence(tx, actor, &office, "evidence_added", &evidence)?;
        Ok(evidence)
    }

    /// Takes a piece of evidence away from a figure; it stays in the history.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] also for what is removed already …
    pub fn remove_evidence(&self, actor: &Actor, key: &SubmissionKey, id: &str) -> Result<Evidence, AppError> {
        self.authorise(actor, Action::EditReturn)?;
        writing(self.store.as_ref(), |tx| {
            let (office, submission) = self.evidence_office(tx, actor, key, None)?;
            let missing = || AppError::NotFound { kind: "evidence", code: id.to_owned() };
            let evidence = tx.one_evidence(id)?.filter(|it| it.key == *key).ok_or_else(missing)?;
            if !tx.remove_evidence(id, &actor.login, self.clock.now())? {
                return Err(missing());
            }
            self.take_proposal_back(tx, submission)?;
            self.append_evidence(tx, actor, &office, "evidence_removed", &evidence)?;
            Ok(evidence)
        })
    }

    /// A piece of evidence with its file, to be read from its beginning, for whoever may read the return.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] also where the file is lost, [`AppError::Store`] where it was altered.
    pub fn evidence_file(&self, actor: &Actor, id: &str) -> Result<(Evidence, File), AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        let missing = || AppError::NotFound { kind: "evidence", code: id.to_owned() };
        let mut evidence = reading(self.store.as_ref(), |tx| {
            let evidence = tx.one_evidence(id)?.ok_or_else(missing)?;
            let plan = self.view(tx, evidence.key.plan.as_str(), None)?;
            may_see(actor, &plan, &evidence)?;
            Ok(evidence)
        })?;
        // Files that were kept under another name go out under one that says what they are.
        evidence.name = evidence.file_name();
        let file = evidence.file().ok_or_else(missing)?;
        let mut kept = self.files.open(&file.hash)?.ok_or_else(missing)?;
        let hash = hash_of(&mut kept).map_err(|error| file_failure("evidence", &error))?;
        if hash != file.hash {
            let words = format!("evidence file {} was altered where it is kept", file.hash);
            return Err(AppError::Store(StoreFailure(words)));
        }
        Ok((evidence, kept))
    }

    /// The office in which somebody may change a return's evidence, and the return. An item must be one of its form.
    pub(super) fn evidence_office(
        &self,
        tx: &mut dyn Reading,
        actor: &Actor,
        key: &SubmissionKey,
        about: Option<(&ItemKey, u8)>,
    ) -> Result<(String, Submission), AppError> {
        let submission = self.submission(tx, key)?;
        let plan = self.view(tx, key.plan.as_str(), None)?;
        let office = self.authorise_return(actor, Action::EditReturn, &plan, &submission, &[]).map(Office::title_th)?;
        if let Some((item, step)) = about {
            let day = plan.find_round(key.round.as_str()).map(|round| round.ends_on);
            let known = day.is_some_and(|day| Form::of(&plan.plan, &key.unit, day).item(item).is_some());
            if !(known && has_step(&plan, item, step)) {
                return Err(AppError::NotFound { kind: "item", code: format!("{item}:{step}") });
            }
        }
        Ok((office, submission))
    }

    /// What changes after it was handed to the head has to be handed over again.
    fn take_proposal_back(&self, tx: &mut dyn Writing, mut submission: Submission) -> Result<(), AppError> {
        if submission.proposed_at.take().is_none() {
            return Ok(());
        }
        submission.version += 1;
        match tx.save_submissions(std::slice::from_ref(&submission))? {
            1 => Ok(()),
            _ => Err(AppError::Stale { stored: String::new(), by: None }),
        }
    }

    fn append_evidence(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        office: &str,
        action: &str,
        it: &Evidence,
    ) -> Result<(), AppError> {
        let said = |text: &str| {
            if it.counts() && action == "evidence_added" { (None, Some(text.to_owned())) } else { (Some(text.to_owned()), None) }
        };
        let mut detail = Vec::new();
        let mut tell = |field: &str, text: &str| {
            let (before, after) = said(text);
            detail.extend(change(field, before, after));
        };
        tell(&it.item.to_string(), &it.name);
        if it.step > 0 {
            tell("step", &it.step.to_string());
        }
        match &it.support {
            Support::File(file) => tell("evidence_sha256", file.hash.as_str()),
            Support::Link(address) => tell("evidence_link", address),
        }
        let entry = self.entry_in(actor, office, action, ("return", &object_code(&it.key)), None, detail);
        tx.append(&entry)?;
        Ok(())
    }
}

/// Whether somebody may see a piece of evidence: all once its round is frozen, unless it was taken away; else whoever may read its return.
pub(super) fn may_see(actor: &Actor, view: &PlanView, it: &Evidence) -> Result<(), AppError> {
    let frozen = view.find_round(it.key.round.as_str()).is_some_and(|round| readable_in_state(round.state));
    if frozen && it.counts() { Ok(()) } else { reads_return(actor, view, &it.key.unit) }
}

/// The hash of a file, read piece by piece; it stands at its beginning again afterwards.
fn hash_of(file: &mut File) -> io::Result<FileHash> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            read => hash.update(&piece[..read]),
        }
    }
    file.rewind()?;
    Ok(FileHash::of_pieces(hash))
}

fn same_support(one: &Support, other: &Support) -> bool {
    match (one, other) {
        (Support::File(one), Support::File(other)) => one.hash == other.hash,
        (Support::Link(one), Support::Link(other)) => one == other,
        _ => false,
    }
}

/// Whether an item has a step; every item has the figure as a whole.
fn has_step(plan: &PlanView, item: &ItemKey, step: u8) -> bool {
    let ItemKey::Subject(Subject::Indicator(code)) = item else { return step == 0 };
    let steps = plan.indicator(code).map(|indicator| indicator.steps.as_slice()).unwrap_or_default();
    step == 0 || steps.iter().any(|it| it.level.to_string() == step.to_string())
}

/// The name that is kept: a file's ends as its content says; a link or a file without a name is known by its address or kind.
fn shown_name(name: &str, support: &Support) -> String {
    match support {
        Support::File(file) if !name.is_empty() => named_as(name, file.media),
        _ if !name.is_empty() => name.to_owned(),
        Support::Link(address) => address.clone(),
        Support::File(file) => format!("{}.{}", &file.hash.as_str()[..8], phaen_domain::words::Words::key(file.media)),
    }
}
