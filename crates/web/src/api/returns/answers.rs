//! What is typed in a return, said about it and kept of it, on the wire.

use phaen_domain::submission::{Comment, Entry, Field, FieldKey, ItemKey, SubmittedVersion};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::wire::Word;

/// A field of a return.
#[derive(Serialize, ToSchema)]
pub(super) struct FieldAnswer {
    /// Its name: where it is sent to.
    #[schema(example = "indicator:K01:value")]
    field: String,
    /// What it is.
    name: Word,
    /// What is typed; none where nothing is.
    text: Option<String>,
    /// Counts up with every change of this field; 0 where nothing was ever typed. Send it as `seen_version`.
    version: u32,
    /// Login of who typed it.
    by: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    at: Option<String>,
}

impl FieldAnswer {
    pub(super) fn of(item: &ItemKey, field: Field, entry: Option<&Entry>) -> Self {
        let key = FieldKey { item: item.clone(), field };
        Self {
            field: key.to_string(),
            name: Word::of(field),
            text: entry.map(|entry| entry.text.clone()).filter(|text| !text.is_empty()),
            version: entry.map_or(0, |entry| entry.version),
            by: entry.map(|entry| entry.by.clone()),
            at: entry.map(|entry| entry.at.to_string()),
        }
    }
}

/// A comment on a return.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct CommentAnswer {
    /// Its id: by it, it is settled.
    id: String,
    /// Which field; none where it is about the whole return.
    field: Option<String>,
    /// What was said.
    text: String,
    /// Login of who said it.
    by: String,
    /// In which office.
    office: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The submitted version it is about.
    about: u32,
    /// Login of who settled it; none while it is open.
    settled_by: Option<String>,
    /// When it was settled.
    #[schema(format = DateTime)]
    settled_at: Option<String>,
}

impl CommentAnswer {
    pub(in crate::api) fn of(it: &Comment) -> Self {
        Self {
            id: it.id.clone(),
            field: it.field.as_ref().map(ToString::to_string),
            text: it.text.clone(),
            by: it.by.clone(),
            office: it.office.clone(),
            at: it.at.to_string(),
            about: it.about,
            settled_by: it.resolved.as_ref().map(|(by, _)| by.clone()),
            settled_at: it.resolved.as_ref().map(|(_, at)| at.to_string()),
        }
    }
}

/// A return as it was submitted once.
#[derive(Serialize, ToSchema)]
pub(super) struct VersionAnswer {
    /// 1, 2, 3 …
    number: u32,
    /// When it was submitted.
    #[schema(format = DateTime)]
    submitted_at: String,
    /// Login of who submitted it.
    submitted_by: String,
    /// Login of the head who had endorsed it.
    endorsed_by: String,
    /// SHA-256 of all its fields; the journal's entry of the submission has it too.
    hash: String,
}

impl VersionAnswer {
    pub(super) fn of(it: &SubmittedVersion) -> Self {
        Self {
            number: it.number,
            submitted_at: it.submitted_at.to_string(),
            submitted_by: it.submitted_by.clone(),
            endorsed_by: it.endorsed_by.clone(),
            hash: it.hash.clone(),
        }
    }
}
