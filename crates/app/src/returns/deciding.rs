//! The way of a return inside its unit, and back: handed to the head, endorsed or handed back, submitted, sent back with comments.

use phaen_domain::access::Action;
use phaen_domain::calendar::Holidays;
use phaen_domain::journal::Change;
use phaen_domain::submission::{Comment, FieldKey, Submission, SubmissionKey, SubmissionState, SubmittedVersion};

use super::{ReturnView, TOUCHING_ONE_RETURN, object_code, taking_back};
use crate::error::{AppError, FieldProblem};
use crate::exchange::hash_of;
use crate::ports::{Writing, reading, writing};
use crate::{Actor, App, change};

/// What the journal calls a return that is sent back before it was verified: nothing that counts changes with it.
pub(super) const SENT_BACK: &str = "return_sent_back";
/// What it calls one whose figures counted until then.
const VERIFIED_SENT_BACK: &str = "verified_return_sent_back";

/// A return that is to be sent back, with what has to be mended.
#[derive(Debug, Clone)]
pub struct SentBack {
    /// Which return.
    pub key: SubmissionKey,
    /// The version that the person saw.
    pub seen_version: u32,
    /// What to mend, field by field; without a field it is about the whole return.
    pub comments: Vec<(Option<FieldKey>, String)>,
}

/// A step of a return as it was decided and is to be stored.
#[derive(Clone)]
struct Decided {
    submission: Submission,
    office: String,
    detail: Vec<Change>,
    /// All fields, when they are submitted with it.
    body: Option<String>,
}

impl App {
    /// The officer hands the return to the head of the unit. Nothing may be missing.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::ReturnIncomplete`], [`AppError::Stale`] …
    pub fn propose_return(&self, actor: &Actor, key: &SubmissionKey, seen_version: u32) -> Result<(), AppError> {
        self.decide_return(actor, Action::EditReturn, key, seen_version, "return_proposed", |app, view, submission, _| {
            complete(view)?;
            submission.proposed_at = Some(app.clock.now());
            Ok(Vec::new())
        })
    }

    /// The head of the unit endorses the return.
    ///
    /// # Errors
    /// [`AppError::Denied`], also for whoever typed a figure of it; [`AppError::ReturnIncomplete`], [`AppError::Stale`] …
    pub fn endorse_return(&self, actor: &Actor, key: &SubmissionKey, seen_version: u32) -> Result<(), AppError> {
        self.decide_return(actor, Action::EndorseReturn, key, seen_version, "return_endorsed", |app, view, submission, office| {
            complete(view)?;
            submission.state = SubmissionState::Endorsed;
            submission.endorsed_by = Some(actor.login.clone());
            submission.endorsed_office = Some(office.to_owned());
            submission.endorsed_at = Some(app.clock.now());
            Ok(Vec::new())
        })
    }

    /// The officer submits the endorsed return. Late is a mark, never a wall (U13).
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::ReturnIncomplete`], [`AppError::Stale`] …
    pub fn submit_return(&self, actor: &Actor, key: &SubmissionKey, seen_version: u32) -> Result<(), AppError> {
        self.decide_return(actor, Action::SubmitReturn, key, seen_version, "return_submitted", |app, view, submission, office| {
            complete(view)?;
            let now = app.clock.now();
            submission.state = SubmissionState::Submitted;
            submission.first_submitted_at.get_or_insert(now);
            submission.submitted_at = Some(now);
            submission.submitted_by = Some(actor.login.clone());
            submission.submitted_office = Some(office.to_owned());
            submission.submissions += 1;
            submission.return_due_on = None;
            Ok(vec![])
        })
    }

    /// The policy group sends a return back with comments on fields; the unit has the agency's days for it (U14). What a verified one had
    /// brought counts no more.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] without a comment, [`AppError::RoundNotOpen`] for what is verified in a round that went on,
    /// [`AppError::Stale`] …
    pub fn send_back_return(&self, actor: &Actor, command: &SentBack) -> Result<(), AppError> {
        commented(&command.comments)?;
        self.authorise(actor, Action::SendBack)?;
        self.have_read(command.key.plan.as_str())?;
        writing(self.store.as_ref(), |tx| {
            let view = ReturnView::load(self, tx, &command.key)?;
            let office =
                self.authorise_return(actor, Action::SendBack, &view.plan, &view.submission, &view.prepared_by)?.title_th();
            let mut submission = view.submission.clone();
            seen(&submission, command.seen_version)?;
            let mut detail: Vec<Change> = command.comments.iter().map(comment_detail).collect();
            let verified = submission.state == SubmissionState::Verified;
            if verified {
                // Once the round went on, its figures are what the executives see; a round is opened again by order only.
                self.takes_results(tx, &command.key.plan, &view.round)?;
                let taken = taking_back::take_back(tx, &view)?;
                for (kind, code, detail) in taken.of_figures {
                    tx.append(&self.entry_in(actor, &office, "result_taken_back", (kind, &code), None, detail))?;
                }
                detail.extend(taken.of_return);
            }
            let (rules, holidays) = (self.deadline_rules(tx)?, tx.holidays()?);
            submission.state = SubmissionState::Returned;
            submission.proposed_at = None;
            (submission.endorsed_by, submission.endorsed_office, submission.endorsed_at) = (None, None, None);
            (submission.verified_by, submission.verified_at, submission.verified_office) = (None, None, None);
            submission.return_due_on = Some(self.return_due(rules, &holidays));
            self.move_on(tx, &mut submission)?;
            self.comment(tx, actor, &office, &view.submission, &command.comments)?;
            let (code, done) = (object_code(&command.key), if verified { VERIFIED_SENT_BACK } else { SENT_BACK });
            tx.append(&self.entry_in(actor, &office, done, ("return", &code), None, detail)).map(|_| ())
        })
    }

    /// The head hands the return back to the officer with a remark.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] without a remark, [`AppError::Stale`] …
    pub fn hand_back_return(&self, actor: &Actor, command: &SentBack) -> Result<(), AppError> {
        commented(&command.comments)?;
        self.authorise(actor, Action::EndorseReturn)?;
        self.have_read(command.key.plan.as_str())?;
        writing(self.store.as_ref(), |tx| {
            let view = ReturnView::load(self, tx, &command.key)?;
            // An endorsed return is handed back as well: the head takes the endorsement back before it is submitted.
            let mut submission = view.submission.clone();
            let mut asked = submission.clone();
            if asked.state == SubmissionState::Endorsed {
                asked.state = SubmissionState::Draft;
            }
            let office = self.authorise_return(actor, Action::EndorseReturn, &view.plan, &asked, &view.prepared_by)?.title_th();
            seen(&submission, command.seen_version)?;
            submission.state = if submission.submissions > 0 { SubmissionState::Returned } else { SubmissionState::Draft };
            submission.proposed_at = None;
            (submission.endorsed_by, submission.endorsed_office, submission.endorsed_at) = (None, None, None);
            self.move_on(tx, &mut submission)?;
            self.comment(tx, actor, &office, &view.submission, &command.comments)?;
            let detail = command.comments.iter().map(comment_detail).collect();
            let code = object_code(&command.key);
            tx.append(&self.entry_in(actor, &office, "return_handed_back", ("return", &code), None, detail)).map(|_| ())
        })
    }

    /// Somebody of the unit marks a comment as settled, which is given back.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] …
    pub fn settle_comment(&self, actor: &Actor, key: &SubmissionKey, comment: &str) -> Result<Comment, AppError> {
        self.authorise(actor, Action::EditReturn)?;
        self.have_read(key.plan.as_str())?;
        writing(self.store.as_ref(), |tx| {
            let view = ReturnView::load(self, tx, key)?;
            let office =
                self.authorise_return(actor, Action::EditReturn, &view.plan, &view.submission, &view.prepared_by)?.title_th();
            let found = view.comments.iter().find(|it| it.id == comment && it.resolved.is_none());
            let missing = || AppError::NotFound { kind: "comment", code: comment.to_owned() };
            let mut settled = found.cloned().ok_or_else(missing)?;
            settled.resolved = Some((actor.login.clone(), self.clock.now()));
            tx.save_comment(key, &settled)?;
            let detail = change("comment", Some(settled.text.clone()), None);
            let code = object_code(key);
            let entry = self.entry_in(actor, &office, "comment_settled", ("return", &code), None, detail.into_iter().collect());
            tx.append(&entry).map(|_| settled)
        })
    }

    fn decide_return(
        &self,
        actor: &Actor,
        action: Action,
        key: &SubmissionKey,
        seen_version: u32,
        done: &str,
        decide: impl Fn(&Self, &ReturnView, &mut Submission, &str) -> Result<Vec<Change>, AppError>,
    ) -> Result<(), AppError> {
        self.authorise(actor, action)?;
        let code = object_code(key);
        let decided = |view: &ReturnView| -> Result<Decided, AppError> {
            let office = self.authorise_return(actor, action, &view.plan, &view.submission, &view.prepared_by)?.title_th();
            seen(&view.submission, seen_version)?;
            let mut submission = view.submission.clone();
            let detail = decide(self, view, &mut submission, &office)?;
            let body = (submission.submissions > view.submission.submissions).then(|| view.fields.canonical());
            Ok(Decided { submission, office, detail, body })
        };
        // Checking a whole return takes a while: nobody has to wait for it to write, unless something was typed into it meanwhile.
        let (head, before) = reading(self.store.as_ref(), |tx| Ok((tx.journal_head()?, self.recall(tx, key)?)))?;
        let before = decided(&before)?;
        writing(self.store.as_ref(), |tx| {
            let stands = tx.only_since(&head, &TOUCHING_ONE_RETURN, Some(("return", &code)))?;
            let mut it = if stands { before.clone() } else { decided(&ReturnView::load(self, tx, key)?)? };
            self.move_on(tx, &mut it.submission)?;
            if let Some(body) = &it.body {
                it.detail.extend(self.keep_version(tx, &it.submission, body)?);
            }
            tx.append(&self.entry_in(actor, &it.office, done, ("return", &code), None, it.detail)).map(|_| ())
        })
    }

    /// Keeps the return as it is submitted, with its hash in the journal.
    fn keep_version(&self, tx: &mut dyn Writing, submission: &Submission, body: &str) -> Result<Option<Change>, AppError> {
        let version = SubmittedVersion {
            number: submission.submissions,
            submitted_at: submission.submitted_at.unwrap_or_else(|| self.clock.now()),
            submitted_by: submission.submitted_by.clone().unwrap_or_default(),
            endorsed_by: submission.endorsed_by.clone().unwrap_or_default(),
            hash: hash_of(body.as_bytes()),
        };
        tx.add_submitted_version(&submission.key, &version, body)?;
        Ok(change("return_sha256", None, Some(version.hash)))
    }

    /// Stores a return with its next version.
    pub(super) fn move_on(&self, tx: &mut dyn Writing, submission: &mut Submission) -> Result<(), AppError> {
        submission.version += 1;
        if tx.save_submissions(std::slice::from_ref(submission))? == 1 { Ok(()) } else { Err(moved_on(submission)) }
    }

    fn comment(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        office: &str,
        about: &Submission,
        comments: &[(Option<FieldKey>, String)],
    ) -> Result<(), AppError> {
        for (field, text) in comments {
            let comment = Comment {
                id: self.ids.id(),
                field: field.clone(),
                text: text.trim().to_owned(),
                by: actor.login.clone(),
                office: office.to_owned(),
                at: self.clock.now(),
                about: about.submissions,
                resolved: None,
            };
            tx.save_comment(&about.key, &comment)?;
        }
        Ok(())
    }

    fn return_due(&self, rules: phaen_domain::calendar::DeadlineRules, holidays: &Holidays) -> jiff::civil::Date {
        rules.return_due(self.today(), holidays)
    }
}

fn complete(view: &ReturnView) -> Result<(), AppError> {
    let missing = view.missing();
    if !missing.is_empty() {
        return Err(AppError::ReturnIncomplete(missing.to_vec()));
    }
    let holding = view.holding();
    if holding.is_empty() { Ok(()) } else { Err(AppError::ReturnFindings(holding)) }
}

pub(super) fn seen(submission: &Submission, seen_version: u32) -> Result<(), AppError> {
    if submission.version == seen_version { Ok(()) } else { Err(moved_on(submission)) }
}

fn moved_on(submission: &Submission) -> AppError {
    use phaen_domain::words::Words;
    AppError::Stale { stored: submission.state.th().to_owned(), by: None }
}

fn commented(comments: &[(Option<FieldKey>, String)]) -> Result<(), AppError> {
    crate::editing::readable(&comments.iter().map(|(_, text)| ("comment", Some(text.as_str()))).collect::<Vec<_>>())?;
    if comments.is_empty() || comments.iter().any(|(_, text)| text.trim().is_empty()) {
        let problem = FieldProblem::new("comment", "กรุณาเขียนว่าต้องแก้ไขอะไร", "Write what has to be mended");
        return Err(AppError::Fields(vec![problem]));
    }
    Ok(())
}

fn comment_detail(comment: &(Option<FieldKey>, String)) -> Change {
    let field = comment.0.as_ref().map_or_else(|| "comment".to_owned(), ToString::to_string);
    Change { field, before: None, after: Some(comment.1.trim().to_owned()) }
}
