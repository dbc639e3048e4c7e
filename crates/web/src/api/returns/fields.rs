//! Filling a return in: several fields in one request and one transaction, each answered for itself.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::returns::{Outcome, ReturnView, Saved, TypedField};
use phaen_domain::access::Action;
use phaen_domain::submission::reading::accept;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::ReturnFacts;
use super::{At, ReturnPath, key, read};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use crate::api::once::{Sent, Told};
use crate::api::refusal::{Fault, Refusal, Sentence};
use crate::api::wire::Word;

/// Most fields of one request.
const MOST_FIELDS: usize = 500;

/// Fields as they were typed.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct FieldsBody {
    /// The fields, at most 500.
    #[schema(min_items = 1, max_items = 500)]
    fields: Vec<FieldBody>,
}

/// A field as it was typed.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
struct FieldBody {
    /// Its name: `indicator:K01:value`, `project:P01:narrative`, `project_indicator:P01:1:value`, `whole:problem` …
    #[schema(example = "indicator:K01:value", min_length = 1)]
    field: String,
    /// What was typed; empty or absent clears the field. Figures as officials write them.
    #[schema(example = "๒,๗๗๙")]
    text: Option<String>,
    /// The version that was seen; 0 or absent when nothing was typed yet.
    #[schema(example = 0)]
    seen_version: Option<u32>,
}

/// What became of a field.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FieldOutcome {
    /// Its name.
    #[schema(example = "indicator:K01:value")]
    field: String,
    /// `saved`, `stale` (somebody typed something else meanwhile), `refused` (by the field's rule) or `unknown` (the return has no such field).
    outcome: Word,
    /// What is stored now; none for a field that was refused or is unknown.
    text: Option<String>,
    /// Its version: send it as `seen_version` next time.
    version: Option<u32>,
    /// For `stale`: who typed what is stored.
    by: Option<String>,
    /// For `stale`: what was sent.
    yours: Option<String>,
    /// For `refused` and `unknown`: what is wrong and what to do.
    why: Option<Sentence>,
}

/// What became of all fields.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct FieldsSaved {
    /// Each field, in the order in which they were sent.
    fields: Vec<FieldOutcome>,
    /// Where the return is now: typing takes it back from the head.
    #[serde(rename = "return")]
    facts: ReturnFacts,
    /// How many items are answered.
    answered: usize,
    /// How many items there are.
    items: usize,
}

impl FieldOutcome {
    fn of(typed: &TypedField, outcome: &Outcome) -> Self {
        let it = |outcome| Self {
            field: typed.field.to_string(),
            outcome,
            text: None,
            version: None,
            by: None,
            yours: None,
            why: None,
        };
        match outcome {
            Outcome::Saved(saved) => Self {
                text: Some(saved.text.clone()),
                version: Some(saved.version),
                ..it(Word::new("saved", "บันทึกแล้ว", "Saved"))
            },
            Outcome::Stale { text, version, by } => Self {
                text: Some(text.clone()),
                version: Some(*version),
                by: by.clone(),
                yours: Some(typed.text.clone()),
                ..it(Word::new("stale", "มีผู้อื่นบันทึกไปก่อน", "Somebody stored something first"))
            },
            Outcome::Refused(why) => {
                let why = Word::of(*why);
                Self {
                    why: Some(Sentence::new(why.th, why.en)), ..it(Word::new("refused", "รับไม่ได้", "Not accepted"))
                }
            }
            Outcome::Unknown => Self {
                why: Some(Sentence::new(
                    "แบบรายงานนี้ไม่มีช่องนี้ ดูชื่อช่องจากแบบรายงาน",
                    "The return has no such field; see the names in the return",
                )),
                ..it(Word::new("unknown", "ไม่มีช่องนี้", "No such field"))
            },
        }
    }
}

fn typed(body: &[u8]) -> Result<Vec<TypedField>, Refusal> {
    let mut body = Body::read(body)?;
    let fields = body.some_of_each("fields", MOST_FIELDS, |body| {
        let field = body.named("field", "indicator:K01:value");
        let (text, seen_version) = (body.text("text").unwrap_or_default(), body.whole("seen_version").unwrap_or(0));
        field.map(|field| TypedField { field, text, seen_version })
    });
    body.end(Some(fields))
}

fn store(call: &Call, sent: &Sent<At>) -> Result<Vec<Outcome>, Refusal> {
    let typed = typed(&sent.body)?;
    let outcomes = call.app.save_fields(&call.actor, &key(&sent.path)?, &typed)?;
    if outcomes.iter().any(|outcome| matches!(outcome, Outcome::Saved(_))) {
        Ok(outcomes)
    } else {
        Err(none_stored(&typed, &outcomes))
    }
}

/// Nothing could be stored: the refusal of a stale field before that of one that is not accepted.
fn none_stored(typed: &[TypedField], outcomes: &[Outcome]) -> Refusal {
    let told: Vec<FieldOutcome> = typed.iter().zip(outcomes).map(|(typed, outcome)| FieldOutcome::of(typed, outcome)).collect();
    let stale = typed.iter().zip(outcomes).find_map(|(typed, outcome)| match outcome {
        Outcome::Stale { text, version, by } => Some(Refusal::Stale {
            yours: typed.text.clone(),
            theirs: text.clone(),
            by: by.clone(),
            stored_version: Some(*version),
        }),
        _ => None,
    });
    let wrong = || {
        let why = told.iter().filter_map(|it| it.why.as_ref().map(|why| Fault::new(&it.field, &why.th, &why.en)));
        Refusal::Fields(why.collect())
    };
    Refusal::NoneStored { first: Box::new(stale.unwrap_or_else(wrong)), outcomes: told }
}

fn tell(call: &Call, sent: &Sent<At>, outcomes: Option<Vec<Outcome>>) -> Result<Told<FieldsSaved>, Refusal> {
    let (typed, view) = (typed(&sent.body)?, read(call, &sent.path)?);
    let outcomes = outcomes.unwrap_or_else(|| typed.iter().map(|it| kept(&view, it)).collect());
    let (answered, items) = view.completeness();
    Ok(Told::ok(FieldsSaved {
        fields: typed.iter().zip(&outcomes).map(|(typed, outcome)| FieldOutcome::of(typed, outcome)).collect(),
        facts: ReturnFacts::of(&view.plan, &view.round, &view.submission),
        answered,
        items,
    }))
}

/// What became of a field whose answer was lost: what was sent is stored, or something else is.
fn kept(view: &ReturnView, it: &TypedField) -> Outcome {
    let text = match accept(it.field.field, &it.text) {
        Ok(text) => text,
        Err(why) => return Outcome::Refused(why),
    };
    let stored = view.fields.0.get(&it.field);
    let version = stored.map_or(0, |entry| entry.version);
    match stored {
        None if !text.is_empty() => Outcome::Unknown,
        Some(entry) if entry.text != text => Outcome::Stale { text: entry.text.clone(), version, by: Some(entry.by.clone()) },
        _ => Outcome::Saved(Saved { text, version }),
    }
}

/// Stores fields of a return, each answered for itself
///
/// Answered with 200 when one at least is stored (or was stored already); a refusal means that none was: 409 where a field is stale, with both
/// texts, else 422. `outcomes` then has each field.
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/fields", tag = "returns",
    extensions(("x-summary-th" = json!("บันทึกช่องของแบบรายงาน หลายช่องในคำขอเดียว แต่ละช่องมีคำตอบของตน"))),
    params(ReturnPath),
    request_body(content = FieldsBody, content_type = "application/json"),
    responses(
        (status = 200, description = "What became of each field", body = FieldsSaved), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn save(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::EditReturn, Sent { path, body }, store, tell).await
}
