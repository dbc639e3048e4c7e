//! Storing what is typed: the whole form without scripts, one field at a time with them.

use std::collections::BTreeMap;

use axum::Form;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use phaen_app::accounts::People;
use phaen_app::returns::{Outcome as Stored, ReturnView, SaveField, TypedField, key_of};
use phaen_app::{Actor, App, AppError};
use phaen_domain::submission::{Field, FieldKey, SubmissionKey};
use serde::{Deserialize, Serialize};

use super::field::{NotTaken, Refused};
use super::finding::{self, Touched};
use super::form::word;
use super::page_return::page;
use super::path;
use crate::components::{Tone, rich};
use crate::errors::{Dressed, WebError};
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// A field as the page's script sends it.
#[derive(Debug, Deserialize)]
pub(super) struct OneField {
    field: String,
    #[serde(default)]
    text: String,
    seen: u32,
}

/// How storing a field ended, for the page's script.
#[derive(Debug, Serialize)]
struct Outcome {
    /// The version that is stored now.
    version: u32,
    /// The text that is stored now.
    text: String,
    /// What to say beside the field.
    says: String,
    /// What somebody else stored meanwhile.
    theirs: Option<String>,
    /// The text as it is read, where it has marks.
    shown: Option<String>,
    /// What stands now of the items that this field touches.
    #[serde(flatten)]
    touched: Option<Touched>,
}

impl Outcome {
    fn said(version: u32, text: String, says: String) -> Self {
        Self { version, text, says, theirs: None, shown: None, touched: None }
    }
}

/// POST …/field: stores one field and answers in JSON.
pub(super) async fn save_one(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Path<(String, String, String)>,
    Form(typed): Form<OneField>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let field: FieldKey = typed.field.parse().map_err(|_| WebError::BadRequest)?;
    let t = view.t;
    let (status, outcome) = blocking(move || store_one(t, &site.app, &actor, &key, field, typed)).await?;
    let mut answer = (status, Json(outcome)).into_response();
    let _ = answer.extensions_mut().insert(Dressed);
    Ok(answer)
}

fn store_one(
    t: Text,
    app: &App,
    actor: &Actor,
    key: &SubmissionKey,
    field: FieldKey,
    typed: OneField,
) -> Result<(StatusCode, Outcome), AppError> {
    let command = SaveField { key: key.clone(), field: field.clone(), text: typed.text.clone(), seen_version: typed.seen };
    match app.save_field(actor, &command) {
        Ok(saved) => {
            let found = app.unit_return(actor, key)?;
            let at = found.fields.0.get(&field).map_or_else(|| app.now(), |entry| entry.at);
            let mut outcome = Outcome::said(saved.version, saved.text, format!("{} {}", t.returns_saved(), when::time(t, at)));
            outcome.touched = Some(finding::touched(t, &found, &field, &path(key))?);
            let shown = phaen_domain::rich::is_marked(&phaen_domain::rich::read(&outcome.text));
            outcome.shown = shown.then(|| rich(&outcome.text).as_str().to_owned());
            Ok((StatusCode::OK, outcome))
        }
        Err(AppError::FieldRefused { why, .. }) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Outcome::said(typed.seen, typed.text, t.advice(&word(t, why)))))
        }
        Err(AppError::Stale { .. }) => {
            // What is stored is read again with its version: whoever compares and stores once more means to replace exactly this.
            let found = app.unit_return(actor, key)?;
            let stored = found.fields.0.get(&field);
            let who = |by: &str| crate::journal::who(t, &found.plan.stored.people, by);
            let says = t.returns_meanwhile(stored.map(|entry| who(&entry.by)).unwrap_or_default());
            let mut outcome = Outcome::said(stored.map_or(0, |entry| entry.version), typed.text, says);
            outcome.theirs = Some(stored.map(|entry| entry.text.clone()).unwrap_or_default());
            Ok((StatusCode::CONFLICT, outcome))
        }
        Err(other) => Err(other),
    }
}

/// POST …/save: stores every field that was changed, and shows those that could not be.
pub(super) async fn save_all(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Path<(String, String, String)>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let (app, who, t) = (site.app.clone(), actor.clone(), view.t);
    let (found, refused) = blocking(move || {
        let before = app.unit_return(&who, &key)?;
        let fill = super::form::text_of(&typed, "fill").is_some();
        let mut typed = changed(&before, &typed);
        if fill {
            typed.extend(started(&before, &typed));
        }
        let outcomes = app.save_fields(&who, &key, &typed)?;
        let refused =
            typed.into_iter().zip(outcomes).filter_map(|(typed, outcome)| refusal(t, &before.plan.stored.people, typed, outcome));
        Ok::<_, AppError>((app.unit_return(&who, &key)?, refused.collect::<Vec<_>>()))
    })
    .await?;
    if refused.is_empty() {
        return Ok(flash::redirect_with(&path(&found.submission.key), Tone::Success, t.returns_all_saved()));
    }
    Ok(page(&site, &view, &actor, &found, NotTaken { fields: &refused, ..NotTaken::default() }))
}

/// What counts already, for items that nobody answers: stored because somebody asked for it, and to be looked at like everything typed.
fn started(before: &ReturnView, typed: &[TypedField]) -> Vec<TypedField> {
    let is_typed = |key: &FieldKey| typed.iter().any(|it| it.field == *key);
    let answered = |key: &FieldKey| is_typed(&FieldKey { item: key.item.clone(), field: Field::Answer });
    let starting = before.starting().into_iter().filter(|(key, _)| !answered(key) && !is_typed(key));
    let version = |key: &FieldKey| before.fields.0.get(key).map_or(0, |entry| entry.version);
    starting.map(|(field, text)| TypedField { seen_version: version(&field), field, text }).collect()
}

/// What was not stored, and why.
fn refusal(t: Text, people: &People, it: TypedField, outcome: Stored) -> Option<Refused> {
    let (why, theirs) = match outcome {
        Stored::Saved(_) => return None,
        Stored::Refused(why) => (t.digits(&word(t, why)).into_owned(), None),
        Stored::Unknown => (t.returns_no_such_field().to_owned(), None),
        Stored::Stale { text, by, .. } => {
            (t.returns_meanwhile(by.map(|by| crate::journal::who(t, people, &by)).unwrap_or_default()), Some(text))
        }
    };
    Some(Refused { key: it.field, typed: it.text, why, theirs })
}

/// Fields whose text differs from the stored one, with the version that was seen. Ticked steps come as several texts of one name.
fn changed(before: &ReturnView, typed: &[(String, String)]) -> Vec<TypedField> {
    let mut texts: BTreeMap<FieldKey, Vec<&str>> = BTreeMap::new();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for (name, text) in typed {
        match name.strip_prefix("seen:") {
            Some(field) => drop(seen.insert(field, text.parse().unwrap_or(0))),
            None => {
                if let Ok(field) = name.parse() {
                    texts.entry(field).or_default().push(text);
                }
            }
        }
    }
    let stored = |field: &FieldKey| before.fields.0.get(field).map_or("", |entry| entry.text.as_str());
    let joined = texts.into_iter().map(|(field, parts)| {
        let parts = parts.into_iter().filter(|part| field.field != Field::Steps || !part.is_empty());
        let text = parts.collect::<Vec<_>>().join(";");
        let version = seen.get(field.to_string().as_str()).copied().unwrap_or(0);
        TypedField { field, text: text.replace("\r\n", "\n"), seen_version: version }
    });
    joined.filter(|it| it.text.trim() != stored(&it.field)).collect()
}
