//! A return as it was submitted once: readable for ever.

use axum::extract::Path;
use axum::response::Response;
use phaen_domain::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::answers::VersionAnswer;
use super::{ReturnPath, key};
use crate::api::call::Call;
use crate::api::document::Missing;
use crate::api::refusal::Refusal;

/// A submitted version with its fields.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct VersionWithFields {
    /// What it is.
    version: VersionAnswer,
    /// Its fields, in the order of their names.
    fields: Vec<SubmittedField>,
}

/// A field as it was submitted.
#[derive(Serialize, ToSchema)]
struct SubmittedField {
    /// Its name.
    #[schema(example = "indicator:K01:value")]
    field: String,
    /// Its text.
    text: String,
}

/// A return as it was submitted once
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/versions/{number}", tag = "returns",
    extensions(("x-summary-th" = json!("แบบรายงานตามที่ส่งในครั้งหนึ่ง"))),
    params(
        ReturnPath,
        ("number" = u32, Path, description = "Which version: 1, 2, 3 …", example = 1),
    ),
    responses((status = 200, description = "The version", body = VersionWithFields), (status = 404, response = Missing))
)]
pub(in crate::api) async fn show(
    call: Call,
    Path((plan, round, unit, number)): Path<(String, String, String, String)>,
) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let wanted = number.parse().map_err(|_| Refusal::missing("submitted_version", &number))?;
        let (version, fields) = call.app.submitted_return(&call.actor, &key(&(plan, round, unit))?, wanted)?;
        let fields = fields.into_iter().map(|(field, text)| SubmittedField { field: field.to_string(), text });
        Ok(VersionWithFields { version: VersionAnswer::of(&version), fields: fields.collect() })
    })
    .await
}
