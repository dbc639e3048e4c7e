//! A unit's return as a whole, and the returns of one's own units.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::returns::ReturnView;
use phaen_domain::access::Action;
use phaen_domain::submission::{FieldKey, ItemKey, WHOLE_FIELDS};
use serde::Serialize;
use utoipa::ToSchema;

use super::answers::{CommentAnswer, FieldAnswer, VersionAnswer};
use super::facts::ReturnFacts;
use super::findings::FindingAnswer;
use super::form::ItemAnswer;
use super::{At, ReturnPath, read};
use crate::api::call::Call;
use crate::api::document::Missing;
use crate::api::wire::Word;

/// A unit's return with all that is typed, found, said and kept of it.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ReturnAnswer {
    /// Where it is.
    #[serde(rename = "return")]
    facts: ReturnFacts,
    /// Where its round is.
    round_state: Word,
    /// How many items are answered.
    answered: usize,
    /// Its items in the order of the printed form.
    items: Vec<ItemAnswer>,
    /// Fields of the return as a whole.
    whole: Vec<FieldAnswer>,
    /// What does not fit, with what was explained about it.
    findings: Vec<FindingAnswer>,
    /// What was said about it, oldest first; settled ones too.
    comments: Vec<CommentAnswer>,
    /// As it was submitted, first one first.
    versions: Vec<VersionAnswer>,
}

impl ReturnAnswer {
    fn of(view: &ReturnView) -> Self {
        let stored = |field| view.fields.0.get(&FieldKey { item: ItemKey::Whole, field });
        let whole = WHOLE_FIELDS.into_iter().map(|field| FieldAnswer::of(&ItemKey::Whole, field, stored(field)));
        Self {
            facts: ReturnFacts::of(&view.plan, &view.round, &view.submission),
            round_state: Word::of(view.round.state),
            answered: view.completeness().0,
            items: view.form.items.iter().map(|item| ItemAnswer::of(view, item)).collect(),
            whole: whole.collect(),
            findings: view.findings().iter().map(FindingAnswer::standing).collect(),
            comments: view.comments.iter().map(CommentAnswer::of).collect(),
            versions: view.versions.iter().map(VersionAnswer::of).collect(),
        }
    }
}

/// The returns of the caller's own units.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct OwnReturns {
    /// Newest round first.
    returns: Vec<OwnReturn>,
}

/// One of the caller's own returns.
#[derive(Serialize, ToSchema)]
struct OwnReturn {
    /// Where it is.
    #[serde(rename = "return")]
    facts: ReturnFacts,
    /// How many items are answered.
    answered: usize,
    /// How many items there are.
    items: usize,
}

/// The returns of the caller's own units, newest round first
#[utoipa::path(
    get, path = "/api/v1/returns", tag = "returns",
    extensions(("x-summary-th" = json!("แบบรายงานของหน่วยงานของผู้เรียกใช้"))),
    responses((status = 200, description = "The returns", body = OwnReturns))
)]
pub(in crate::api) async fn own(call: Call) -> Response {
    call.read(Action::ReadBoard, |call| {
        let own = call.app.own_returns(&call.actor)?;
        let own = own.iter().map(|view| {
            let (answered, items) = view.completeness();
            OwnReturn { facts: ReturnFacts::of(&view.plan, &view.round, &view.submission), answered, items }
        });
        Ok(OwnReturns { returns: own.collect() })
    })
    .await
}

/// A unit's return at a round: fields with versions, last values, targets, findings, comments, evidence, submitted versions
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}", tag = "returns",
    extensions(("x-summary-th" = json!("แบบรายงานของหน่วยงานในรอบ พร้อมค่าที่กรอก ข้อสังเกต ความเห็น และหลักฐาน"))),
    params(ReturnPath),
    responses((status = 200, description = "The return", body = ReturnAnswer), (status = 404, response = Missing))
)]
pub(in crate::api) async fn show(call: Call, Path(at): Path<At>) -> Response {
    call.read(Action::ReadPlan, move |call| Ok(ReturnAnswer::of(&read(call, &at)?))).await
}
