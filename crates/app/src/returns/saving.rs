//! Saving one field of a return, as often as it changes. Two people in different fields never meet; two in the same field are told, and
//! both texts are kept before their eyes.

use phaen_domain::submission::{FieldKey, SubmissionKey};

use super::{Outcome, TypedField};
use crate::error::AppError;
use crate::{Actor, App};

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
        let SaveField { key, field, text, seen_version } = command;
        let typed = TypedField { field: field.clone(), text: text.clone(), seen_version: *seen_version };
        match self.save_fields(actor, key, &[typed])?.pop() {
            Some(Outcome::Saved(saved)) => Ok(saved),
            Some(Outcome::Stale { text, by, .. }) => Err(AppError::Stale { stored: text, by }),
            Some(Outcome::Refused(why)) => Err(AppError::FieldRefused { field: field.clone(), why }),
            Some(Outcome::Unknown) | None => Err(AppError::NotFound { kind: "field", code: field.to_string() }),
        }
    }
}
