//! Rates of reporting over the year of a plan: of each round that was opened, and of each unit that had something to report.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::rounds::YearOfReturns;
use phaen_domain::access::Action;
use phaen_domain::id::PlanCode;
use phaen_domain::submission::Submission;
use serde::Serialize;
use utoipa::ToSchema;

use super::board::ShareAnswer;
use crate::api::call::Call;
use crate::api::document::Missing;
use crate::api::refusal::Refusal;
use crate::api::wire::Name;
use crate::board::year::counts_of;

/// Rates of reporting over a year.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct YearAnswer {
    /// Code of the plan.
    plan: String,
    /// The fiscal year (Buddhist year in which it ends).
    #[schema(example = "2566")]
    fiscal_year: String,
    /// The rounds that were opened, in the order of the year.
    rounds: Vec<YearRate>,
    /// The units that had something to report, in the order of the plan.
    units: Vec<YearRate>,
}

/// The rates of one round, or of one unit.
#[derive(Serialize, ToSchema)]
struct YearRate {
    /// Code of the round or of the unit.
    code: String,
    /// Its name.
    name: Name,
    /// How many returns were due.
    returns: usize,
    /// Of which were submitted.
    submitted: ShareAnswer,
    /// Of which were submitted in time.
    on_time: ShareAnswer,
    /// Of which are verified.
    verified: ShareAnswer,
}

impl YearRate {
    fn of(year: &YearOfReturns, code: String, name: Name, is: impl Fn(&Submission) -> bool) -> Option<Self> {
        let (counts, returns) = counts_of(year, is)?;
        let [submitted, on_time, verified] = counts.map(|count| ShareAnswer::of(count, returns));
        Some(Self { code, name, returns, submitted, on_time, verified })
    }
}

impl YearAnswer {
    fn of(year: &YearOfReturns) -> Self {
        let plan = &year.plan.plan;
        let rounds = plan.rounds.iter().filter_map(|it| {
            let name = Name::of(&it.name_th, it.name_en.as_ref());
            YearRate::of(year, it.code.to_string(), name, |of| of.key.round == it.code)
        });
        let units = plan.units.iter().filter_map(|it| {
            let name = Name::of(&it.name_th, it.name_en.as_ref());
            YearRate::of(year, it.code.to_string(), name, |of| of.key.unit == it.code)
        });
        Self {
            plan: plan.plan.code.to_string(),
            fiscal_year: plan.plan.fiscal_year.to_string(),
            rounds: rounds.collect(),
            units: units.collect(),
        }
    }
}

/// Rates of reporting over the year of a plan, by round and by unit
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rates", tag = "rounds",
    extensions(("x-summary-th" = json!("อัตราการรายงานทั้งปีของแผน จำแนกตามรอบและหน่วยงาน"))),
    params(("plan" = String, Path, description = "Code of the plan")),
    responses((status = 200, description = "The rates", body = YearAnswer), (status = 404, response = Missing))
)]
pub(in crate::api) async fn show(call: Call, Path(plan): Path<String>) -> Response {
    call.read(Action::ReadBoard, move |call| {
        let plan = PlanCode::new(&plan).map_err(|_| Refusal::missing("plan", &plan))?;
        Ok(YearAnswer::of(&call.app.year_of_returns(&call.actor, &plan)?))
    })
    .await
}
