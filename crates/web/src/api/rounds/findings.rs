//! What the checks find in a plan and in all returns of a round, and what the policy group explains about it.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::returns::AgencyFindings;
use phaen_app::rounds::ExplainOfRound;
use phaen_domain::access::Action;
use phaen_domain::id::UnitCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{At, RoundFacts, RoundPath, key};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use crate::api::once::{Sent, Told};
use crate::api::refusal::Refusal;
use crate::api::returns::FindingAnswer;

/// All findings of a round.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct RoundFindings {
    /// Code of the plan.
    #[schema(example = "LED-2566")]
    plan: String,
    /// Facts of the round.
    round: RoundFacts,
    /// What does not fit in the plan itself, with what was explained about it.
    of_plan: Vec<FindingAnswer>,
    /// What does not fit in the returns that the caller may read, unit by unit.
    of_units: Vec<UnitFindingAnswer>,
}

/// A finding in a unit's return.
#[derive(Serialize, ToSchema)]
struct UnitFindingAnswer {
    /// Code of the unit.
    #[schema(example = "กนย.")]
    unit: String,
    /// What was found.
    finding: FindingAnswer,
}

impl RoundFindings {
    fn of(it: &AgencyFindings) -> Self {
        let of_units = it
            .of_units
            .iter()
            .map(|found| UnitFindingAnswer { unit: found.unit.to_string(), finding: FindingAnswer::standing(&found.standing) });
        Self {
            plan: it.plan.plan.plan.code.to_string(),
            round: RoundFacts::of(&it.round, None),
            of_plan: it.of_plan.iter().map(FindingAnswer::standing).collect(),
            of_units: of_units.collect(),
        }
    }
}

/// What the checks find in the plan and in all returns of a round that the caller may read
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/findings", tag = "rounds",
    extensions(("x-summary-th" = json!("ข้อสังเกตของแผนและของแบบรายงานทุกหน่วยงานในรอบ"))),
    params(RoundPath),
    responses((status = 200, description = "The findings", body = RoundFindings), (status = 404, response = Missing))
)]
pub(in crate::api) async fn show(call: Call, Path(at): Path<At>) -> Response {
    call.read(Action::ReadReturn, move |call| {
        let (plan, round) = key(&at)?;
        Ok(RoundFindings::of(&call.app.agency_findings(&call.actor, &plan, &round)?))
    })
    .await
}

/// An explanation of a finding in the plan, or in a verified return.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct RoundExplanationBody {
    /// Code of the unit in whose return it stands; absent for the plan itself.
    #[schema(example = "กนย.", required = false)]
    unit: Option<String>,
    /// Key of the finding's rule.
    #[schema(example = "target_wording", min_length = 1)]
    rule: String,
    /// The finding's field.
    #[schema(example = "indicator:K01:value", min_length = 1)]
    field: String,
    /// The finding's `facts`, as they were read.
    facts: Option<String>,
    /// The explanation.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

fn store(call: &Call, sent: &Sent<At>) -> Result<(), Refusal> {
    let (plan, round) = key(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let unit = body.some_code("unit", UnitCode::new);
    let (rule, field) = (body.word("rule"), body.named("field", "indicator:K01:value"));
    let (facts, text) = (body.exactly("facts"), body.needed("text"));
    let command = rule.zip(field).map(|(rule, field)| ExplainOfRound { plan, round, unit, rule, field, facts, text });
    let command = body.end(command)?;
    call.app.explain_of_round(&call.actor, &command).map_err(|error| match error {
        AppError::Stale { stored: theirs, by } => {
            Refusal::Stale { yours: command.facts.clone(), theirs, by, stored_version: None }
        }
        other => other.into(),
    })
}

fn tell(call: &Call, sent: &Sent<At>, _: Option<()>) -> Result<Told<RoundFindings>, Refusal> {
    let (plan, round) = key(&sent.path)?;
    Ok(Told::ok(RoundFindings::of(&call.app.agency_findings(&call.actor, &plan, &round)?)))
}

/// Explains a finding of the plan, or one in a verified return
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/explanations", tag = "rounds",
    extensions(("x-summary-th" = json!("กลุ่มนโยบายและแผนชี้แจงข้อสังเกตของแผน หรือของแบบรายงานที่ตรวจรับแล้ว"))),
    params(RoundPath),
    request_body(content = RoundExplanationBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The findings as they stand now", body = RoundFindings), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn explain(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::ExplainRound, Sent { path, body }, store, tell).await
}
