//! What the checks find in a plan and in all returns of a round.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::returns::AgencyFindings;
use phaen_domain::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::{At, RoundFacts, RoundPath, key};
use crate::api::call::Call;
use crate::api::document::Missing;
use crate::api::returns::FindingAnswer;

/// All findings of a round.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct RoundFindings {
    /// Code of the plan.
    #[schema(example = "LED-2566")]
    plan: String,
    /// Facts of the round.
    round: RoundFacts,
    /// What does not fit in the plan itself.
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
            of_plan: it.of_plan.iter().map(FindingAnswer::of).collect(),
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
