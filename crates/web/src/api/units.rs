//! Units of the agency.

use axum::response::Response;
use phaen_domain::access::Action;
use phaen_domain::organisation::Unit;
use phaen_domain::plan::AgencyPlan;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::document::{Invalid, Missing};
use super::wire::Name;
use crate::signed::usual_plan;

/// The units.
#[derive(Serialize, ToSchema)]
pub(super) struct Units {
    /// The plan whose responsibilities are listed.
    plan: String,
    /// The units.
    units: Vec<UnitAnswer>,
}

/// One unit.
#[derive(Serialize, ToSchema)]
struct UnitAnswer {
    /// Permanent code.
    code: String,
    /// Abbreviation as printed.
    abbreviation: String,
    /// Name.
    name: Name,
    /// What kind of unit, in the agency's words.
    kind: String,
    /// The unit above.
    parent: Option<String>,
    /// First day of existence.
    #[schema(format = Date)]
    valid_from: Option<String>,
    /// Last day of existence.
    #[schema(format = Date)]
    valid_to: Option<String>,
    /// The unit that took over its duties.
    successor: Option<String>,
    /// Whether several units are named together.
    collective: bool,
    /// Where the name comes from or how certain it is.
    note: Option<String>,
    /// Codes of the indicators that it owns in this plan.
    indicators: Vec<String>,
    /// Codes of the projects that it answers for in this plan.
    projects: Vec<String>,
}

impl UnitAnswer {
    fn of(plan: &AgencyPlan, unit: &Unit) -> Self {
        let owned = plan.indicators.iter().filter(|indicator| indicator.owners.iter().any(|owner| owner.unit == unit.code));
        let projects = plan.projects.iter().filter(|project| project.owners.contains(&unit.code));
        Self {
            code: unit.code.to_string(),
            abbreviation: unit.abbreviation.clone(),
            name: Name::of(&unit.name_th, unit.name_en.as_ref()),
            kind: unit.kind.clone(),
            parent: unit.parent.as_ref().map(ToString::to_string),
            valid_from: unit.valid_from.map(|day| day.to_string()),
            valid_to: unit.valid_to.map(|day| day.to_string()),
            successor: unit.successor.as_ref().map(ToString::to_string),
            collective: unit.collective,
            note: unit.note.clone(),
            indicators: owned.map(|indicator| indicator.code.to_string()).collect(),
            projects: projects.map(|project| project.code.to_string()).collect(),
        }
    }
}

/// Units with what they answer for in a plan
#[utoipa::path(
    get, path = "/api/v1/units", tag = "units",
    extensions(("x-summary-th" = json!("หน่วยงานและสิ่งที่รับผิดชอบในแผน"))),
    params(
        ("plan" = Option<String>, Query, description = "Code of the plan; the newest annual plan when absent"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
    ),
    responses((status = 200, description = "The units", body = Units), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(super) async fn list(call: Call) -> Response {
    call.read(Action::ReadPlan, |call| {
        let code = match call.asked("plan") {
            Some(code) => code.to_owned(),
            None => usual_plan(&call.app, &call.actor)?,
        };
        let view = call.app.plan(&call.actor, &code, call.edition()?)?;
        let units = view.plan.units.iter().map(|unit| UnitAnswer::of(&view.plan, unit));
        Ok(Units { plan: code, units: units.collect() })
    })
    .await
}
