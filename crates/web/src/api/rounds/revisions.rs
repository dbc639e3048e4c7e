//! Frozen revisions of a round: their figures, what each restates of the one before it, and the workbook of their records.

use axum::extract::Path;
use axum::response::Response;
use phaen_domain::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::show::RevisionFacts;
use super::{RoundPath, key, read};
use crate::api::call::{Call, File};
use crate::api::document::Missing;
use crate::api::refusal::Refusal;
use crate::download::XLSX;

/// A frozen revision.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct RevisionAnswer {
    /// What it is.
    revision: RevisionFacts,
    /// Every figure of its scorecard, as it was frozen.
    figures: Vec<FrozenFigure>,
    /// The figures that it restates of the revision before it; none for the first.
    restated: Vec<RestatedAnswer>,
}

/// A figure of a frozen revision.
#[derive(Serialize, ToSchema)]
struct FrozenFigure {
    /// Its name within plan, edition and round.
    #[schema(example = "plan/percent")]
    id: String,
    /// As it is shown everywhere, in Arabic digits.
    #[schema(example = "93.60")]
    shown: String,
}

/// A figure that differs from the revision before.
#[derive(Serialize, ToSchema)]
struct RestatedAnswer {
    /// Its name.
    #[schema(example = "indicator:K02/actual")]
    id: String,
    /// As the revision before showed it, where it had it.
    before: Option<String>,
    /// As this revision shows it, where it has it.
    after: Option<String>,
}

/// Plan, round and revision.
type AtRevision = (String, String, String);

fn number(revision: &str) -> Result<u32, Refusal> {
    revision.parse().map_err(|_| Refusal::missing("revision", revision))
}

/// A frozen revision of a round: its figures, and what it restates
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/revisions/{revision}", tag = "rounds",
    extensions(("x-summary-th" = json!("ฉบับตรึงของรอบ: ตัวเลขทั้งหมดและตัวเลขที่ปรับปรุงจากฉบับก่อน"))),
    params(
        RoundPath,
        ("revision" = u32, Path, description = "Which revision: 1, 2, 3 …", example = 1),
    ),
    responses((status = 200, description = "The revision", body = RevisionAnswer), (status = 404, response = Missing))
)]
pub(in crate::api) async fn show(call: Call, Path((plan, round, revision)): Path<AtRevision>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let page = read(call, &(plan, round))?;
        let asked = number(&revision)?;
        let found = page.revisions.iter().find(|it| it.revision == asked);
        let found = found.ok_or_else(|| Refusal::missing("revision", &revision))?;
        let figures = page.figures(asked)?.into_iter().map(|it| FrozenFigure { id: it.id.to_string(), shown: it.shown });
        let restated = page.restated(asked)?.into_iter();
        let restated = restated.map(|it| RestatedAnswer { id: it.id.to_string(), before: it.before, after: it.after });
        Ok(RevisionAnswer { revision: RevisionFacts::of(found), figures: figures.collect(), restated: restated.collect() })
    })
    .await
}

/// The workbook of a frozen revision: its records as they were frozen
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/revisions/{revision}/workbook.xlsx", tag = "files",
    extensions(("x-summary-th" = json!("สมุดงานของฉบับตรึง (XLSX)"))),
    params(
        RoundPath,
        ("revision" = u32, Path, description = "Which revision: 1, 2, 3 …", example = 1),
    ),
    responses(
        (status = 200, description = "The workbook", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 404, response = Missing),
    )
)]
pub(in crate::api) async fn workbook(call: Call, Path((plan, round, revision)): Path<AtRevision>) -> Response {
    call.file(Action::Export, move |call| {
        let (plan, round) = key(&(plan, round))?;
        let records = call.app.revision_records(&call.actor, &plan, &round, number(&revision)?)?;
        let bytes = call.app.press().workbook(&records)?;
        Ok(File { kind: XLSX, name: format!("{plan}-{round}-revision-{revision}.xlsx"), bytes })
    })
    .await
}
