//! Search over one edition of a plan, inside unspaced Thai.

use axum::response::Response;
use phaen_app::search::{Found, Kind, MOST_RESULTS};
use phaen_domain::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::document::{Invalid, Missing};
use super::wire::Word;
use crate::signed::usual_plan;

/// What was found.
#[derive(Serialize, ToSchema)]
pub(super) struct Results {
    /// The plan that was searched.
    plan: String,
    /// What was sought.
    q: String,
    /// At most 200, those whose name fits first.
    found: Vec<FoundAnswer>,
    /// Whether there may be more.
    more: bool,
}

/// One thing that was found.
#[derive(Serialize, ToSchema)]
struct FoundAnswer {
    /// `indicator`, `project`, `unit` or `node`.
    kind: Word,
    /// Its code.
    code: String,
    /// Number as printed.
    number: Option<String>,
    /// Its name in Thai.
    name_th: String,
    /// Its name in English, where it has one.
    name_en: Option<String>,
}

fn answer(found: Found) -> FoundAnswer {
    let kind = match found.kind {
        Kind::Indicator => Word::new("indicator", "ตัวชี้วัด", "Indicator"),
        Kind::Project => Word::new("project", "โครงการ", "Project"),
        Kind::Unit => Word::new("unit", "หน่วยงาน", "Unit"),
        Kind::Node => Word::new("node", "รายการในผังแผน", "Node of the plan"),
    };
    FoundAnswer { kind, code: found.code, number: found.number, name_th: found.name_th, name_en: found.name_en }
}

/// Indicators, projects, units and nodes in whose text every word stands
#[utoipa::path(
    get, path = "/api/v1/search", tag = "search",
    extensions(("x-summary-th" = json!("ค้นหาตัวชี้วัด โครงการ หน่วยงาน และรายการในผังแผน"))),
    params(
        ("q" = Option<String>, Query, description = "Words; all of them must stand in the text"),
        ("plan" = Option<String>, Query, description = "Code of the plan; the newest annual plan when absent"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
    ),
    responses((status = 200, description = "What was found", body = Results), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(super) async fn find(call: Call) -> Response {
    call.read(Action::ReadPlan, |call| {
        let plan = match call.asked("plan") {
            Some(code) => code.to_owned(),
            None => usual_plan(&call.app, &call.actor)?,
        };
        let view = call.app.plan(&call.actor, &plan, call.edition()?)?;
        let q: String = call.asked("q").unwrap_or_default().chars().take(200).collect();
        let found = view.index().find(&q);
        let more = found.len() == MOST_RESULTS;
        Ok(Results { plan, q, found: found.into_iter().map(answer).collect(), more })
    })
    .await
}
