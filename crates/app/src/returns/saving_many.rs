//! Storing several fields of a return at once: one transaction, each field answered for itself.

use phaen_domain::access::Action;
use phaen_domain::submission::reading::{Refused, accept};
use phaen_domain::submission::{Entry, FieldKey, Fields, Form, SubmissionKey};

use super::Saved;
use super::object_code;
use crate::error::AppError;
use crate::ports::{Writing, writing};
use crate::{Actor, App, change};

/// What the journal calls a typed field: nothing that counts changes with it.
pub(crate) const FIELD_TYPED: &str = "return_field_typed";

/// A field as it was typed.
#[derive(Debug, Clone)]
pub struct TypedField {
    /// Which field.
    pub field: FieldKey,
    /// What was typed.
    pub text: String,
    /// The version that the person saw; 0 when nothing was typed yet.
    pub seen_version: u32,
}

/// What became of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored, now or before.
    Saved(Saved),
    /// Somebody else typed something meanwhile.
    Stale {
        /// What is stored.
        text: String,
        /// Its version.
        version: u32,
        /// Who typed it.
        by: Option<String>,
    },
    /// It cannot be taken as it is typed.
    Refused(Refused),
    /// The return has no such field.
    Unknown,
}

impl App {
    /// Stores what can be stored of several fields, and tells of each what became of it, in the order given.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`]; then nothing is stored.
    pub fn save_fields(&self, actor: &Actor, key: &SubmissionKey, typed: &[TypedField]) -> Result<Vec<Outcome>, AppError> {
        self.authorise(actor, Action::EditReturn)?;
        let accepted: Vec<_> = typed.iter().map(|it| accept(it.field.field, &it.text)).collect();
        if let Some(refused) = accepted.iter().map(|it| it.as_ref().err().map(|why| Outcome::Refused(*why))).collect() {
            return Ok(refused);
        }
        self.have_read(key.plan.as_str())?;
        let mut told = Vec::new();
        let done = writing(self.store.as_ref(), |tx| {
            let (outcomes, changes) = self.store_fields(tx, actor, key, typed.iter().zip(&accepted))?;
            told = outcomes;
            // Where nothing changes, the write is given up without an entry.
            if changes == 0 { Err(AppError::Unchanged { version: 0 }) } else { Ok(()) }
        });
        match done {
            Ok(()) | Err(AppError::Unchanged { .. }) => Ok(told),
            Err(error) => Err(error),
        }
    }

    fn store_fields<'a>(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        key: &SubmissionKey,
        typed: impl Iterator<Item = (&'a TypedField, &'a Result<String, Refused>)>,
    ) -> Result<(Vec<Outcome>, usize), AppError> {
        let mut submission = self.submission(tx, key)?;
        let plan = self.view(tx, key.plan.as_str(), None)?;
        let mut fields = tx.fields(key)?;
        let office = self.authorise_return(actor, Action::EditReturn, &plan, &submission, &[])?.title_th();
        let missing = || AppError::NotFound { kind: "round", code: key.round.to_string() };
        let round = plan.find_round(key.round.as_str()).ok_or_else(missing)?;
        let form = Form::of(&plan.plan, &key.unit, round.ends_on);
        let (mut outcomes, mut detail) = (Vec::new(), Vec::new());
        for (it, accepted) in typed {
            let (outcome, entry) = match accepted {
                _ if !form.has(&it.field, round.months) => (Outcome::Unknown, None),
                Err(why) => (Outcome::Refused(*why), None),
                Ok(text) => self.judged(actor, &fields, it, text),
            };
            if let Some(entry) = entry {
                if !tx.save_field(key, &it.field, &entry)? {
                    return Err(AppError::Stale { stored: entry.text, by: None });
                }
                let after = entry.text.clone();
                let before = fields.0.insert(it.field.clone(), entry).map(|entry| entry.text);
                detail.extend(change(&it.field.to_string(), before, Some(after)));
            }
            outcomes.push(outcome);
        }
        if detail.is_empty() {
            return Ok((outcomes, 0));
        }
        if submission.proposed_at.take().is_some() {
            // The head endorses what was handed over.
            self.move_on(tx, &mut submission)?;
        }
        let changes = detail.len();
        tx.append(&self.entry_in(actor, &office, FIELD_TYPED, ("return", &object_code(key)), None, detail))?;
        Ok((outcomes, changes))
    }

    /// What becomes of a field, and what is stored for it.
    fn judged(&self, actor: &Actor, fields: &Fields, it: &TypedField, text: &str) -> (Outcome, Option<Entry>) {
        let text = text.to_owned();
        let stored = fields.0.get(&it.field);
        let version = stored.map_or(0, |entry| entry.version);
        let before = stored.map_or("", |entry| entry.text.as_str());
        if before == text {
            return (Outcome::Saved(Saved { text, version }), None);
        }
        if version != it.seen_version {
            let by = stored.map(|entry| entry.by.clone());
            return (Outcome::Stale { text: before.to_owned(), version, by }, None);
        }
        let version = version + 1;
        let entry = Entry { text: text.clone(), version, by: actor.login.clone(), at: self.clock.now() };
        (Outcome::Saved(Saved { text, version }), Some(entry))
    }
}
