//! Indicators (ตัวชี้วัด): list, page, sheet, and the two forms by which figures are changed by hand: a target and a result.

mod filter;
mod form_report;
mod form_target;
mod months;
mod page_indicator;
mod page_indicators;
mod page_sheet;
mod refused;
mod results;
mod rows;
mod targets;

pub(crate) use targets::scale_name;

pub use rows::{IndicatorRow, indicator_rows};

use phaen_app::plan_view::PlanView;
use phaen_domain::access::Action;
use phaen_domain::id::IndicatorCode;
use phaen_domain::indicator::Indicator;

use crate::errors::WebError;
use crate::rooms::{Permission, Rooms};

const READ: Permission = Permission::Action(Action::ReadPlan);
const TARGET: Permission = Permission::Action(Action::SetTarget);
const REPORT: Permission = Permission::Action(Action::EnterObservation);

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms
        .get("/indicators", READ, page_indicators::show)
        .get("/indicators/{code}", READ, page_indicator::show)
        .get("/indicators/{code}/sheet", READ, page_sheet::show)
        .get("/indicators/{code}/target", TARGET, form_target::show)
        .post("/indicators/{code}/target", TARGET, form_target::save)
        .get("/indicators/{code}/report", REPORT, form_report::show)
        .post("/indicators/{code}/report", REPORT, form_report::save)
}

/// The address of an indicator's page, without its plan.
pub(crate) fn path(code: &IndicatorCode) -> String {
    format!("/indicators/{}", crate::cookies::encode(code.as_str()))
}

/// The indicator that an address names.
fn find<'a>(view: &'a PlanView, code: &str) -> Result<&'a Indicator, WebError> {
    let code = IndicatorCode::new(code).map_err(|_| WebError::NotFound)?;
    view.indicator(&code).ok_or(WebError::NotFound)
}
