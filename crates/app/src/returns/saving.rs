//! Saving one field of a return, as often as it changes. Two people in different fields never meet; two in the same field are told, and
//! both texts are kept before their eyes.

use phaen_domain::access::Action;
use phaen_domain::submission::reading::accept;
use phaen_domain::submission::{Entry, FieldKey, Form, ItemKey, SubmissionKey};

use super::object_code;
use crate::error::AppError;
use crate::ports::{Writing, writing};
use crate::{Actor, App, change};

/// What the journal calls a typed field: nothing that counts changes with it.
pub(crate) const FIELD_TYPED: &str = "return_field_typed";

/// A field that is to be stored.
#[derive(Debug, Clone)]
pub struct SaveField {
    /// Which return.
    pub key: SubmissionKey,
    /// Which field.
    pub field: FieldKey,
    /// What was typed.
    pub text: String,
    /// The version that the person saw; 0 when nothing was typed yet.
    pub seen_version: u32,
}

/// A field as it is stored now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The text as it was accepted.
    pub text: String,
    /// Its version.
    pub version: u32,
}

impl App {
    /// Stores one field of a return. The same text again changes nothing.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::FieldRefused`], [`AppError::Stale`] with what somebody else typed meanwhile …
    pub fn save_field(&self, actor: &Actor, command: &SaveField) -> Result<Saved, AppError> {
        self.authorise(actor, Action::EditReturn)?;
        let text = accept(command.field.field, &command.text)
            .map_err(|why| AppError::FieldRefused { field: command.field.clone(), why })?;
        self.have_read(command.key.plan.as_str())?;
        match writing(self.store.as_ref(), |tx| self.store_field(tx, actor, command, &text)) {
            Err(AppError::Unchanged { version }) => Ok(Saved { text, version }),
            other => other,
        }
    }

    fn store_field(&self, tx: &mut dyn Writing, actor: &Actor, command: &SaveField, text: &str) -> Result<Saved, AppError> {
        let (key, field) = (&command.key, &command.field);
        let mut submission = self.submission(tx, key)?;
        let plan = self.view(tx, key.plan.as_str(), None)?;
        let fields = tx.fields(key)?;
        let office = self.authorise_return(actor, Action::EditReturn, &plan, &submission, &fields)?.title_th();
        let round = plan.find_round(key.round.as_str());
        let day = round.map(|round| round.ends_on).ok_or_else(|| missing(field))?;
        if field.item != ItemKey::Whole && Form::of(&plan.plan, &key.unit, day).item(&field.item).is_none() {
            return Err(missing(field));
        }
        let stored = fields.0.get(field);
        let version = stored.map_or(0, |entry| entry.version);
        let before = stored.map(|entry| entry.text.clone());
        if before.as_deref().unwrap_or_default() == text {
            // Nothing changes: the write is given up without an entry, and what is stored is the answer.
            return Err(AppError::Unchanged { version });
        }
        let stale = || AppError::Stale { stored: before.clone().unwrap_or_default(), by: stored.map(|entry| entry.by.clone()) };
        if version != command.seen_version {
            return Err(stale());
        }
        let entry = Entry { text: text.to_owned(), version: version + 1, by: actor.login.clone(), at: self.clock.now() };
        if !tx.save_field(key, field, &entry)? {
            return Err(stale());
        }
        if submission.proposed_at.take().is_some() {
            submission.version += 1;
            if tx.save_submissions(std::slice::from_ref(&submission))? != 1 {
                return Err(stale());
            }
        }
        let detail = change(&field.to_string(), before.clone(), Some(text.to_owned()));
        let entry = self.entry_in(actor, &office, FIELD_TYPED, ("return", &object_code(key)), None, detail.into_iter().collect());
        tx.append(&entry)?;
        Ok(Saved { text: text.to_owned(), version: version + 1 })
    }
}

fn missing(field: &FieldKey) -> AppError {
    AppError::NotFound { kind: "field", code: field.to_string() }
}
