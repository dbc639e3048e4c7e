//! Units of the agency; and one unit with its own scorecard, from its own reports, targets and projects.

use std::sync::Arc;

use axum::extract::Path;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::plan_view::PlanView;
use phaen_domain::access::Action;
use phaen_domain::id::RoundCode;
use phaen_domain::indicator::Indicator;
use phaen_domain::organisation::Unit;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{Actual, IndicatorScore, Scorecard, Unscorable};
use phaen_domain::shown;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::document::{Invalid, Missing};
use super::refusal::Refusal;
use super::scorecard::round_asked;
use super::scores::{TargetAnswer, state_of};
use super::wire::{Name, OwnFigure, StatusCount, Word, counts};
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

/// A unit with its own scorecard.
#[derive(Serialize, ToSchema)]
pub(super) struct UnitWithCard {
    /// The plan.
    plan: String,
    /// The unit.
    unit: UnitAnswer,
    /// Its own scorecard; none for a unit without targets and reports of its own.
    scorecard: Option<UnitCard>,
}

/// The scorecard of one unit.
#[derive(Serialize, ToSchema)]
struct UnitCard {
    /// Code of the round.
    round: String,
    /// A: the sum of scores.
    score: OwnFigure,
    /// B: the sum of full scores.
    full: OwnFigure,
    /// C: A × 100 / B.
    percent: Option<OwnFigure>,
    /// Counts of all statuses.
    statuses: Vec<StatusCount>,
    /// The indicators that concern it.
    indicators: Vec<UnitResult>,
}

/// One indicator on the scorecard of a unit.
#[derive(Serialize, ToSchema)]
struct UnitResult {
    /// Code of the indicator.
    code: String,
    /// Number as printed.
    number: Option<String>,
    /// Name.
    name: Name,
    /// What is known of its actual; the states are those of the agency's scorecard.
    state: Word,
    /// The actual of `value` and `zero`.
    actual: Option<OwnFigure>,
    /// The target it is judged by.
    target: Option<TargetAnswer>,
    /// Code of the scale that scores it at this round.
    scale: Option<String>,
    /// Percent of target.
    percent: Option<OwnFigure>,
    /// Score.
    score: Option<OwnFigure>,
    /// Full score.
    full: Option<OwnFigure>,
    /// Status.
    status: Word,
}

impl UnitResult {
    fn of(plan: &AgencyPlan, indicator: &Indicator, score: &IndicatorScore) -> Self {
        let actual = match &score.actual {
            Actual::Known(value) => Some(OwnFigure::exact(value, shown::figure)),
            _ => None,
        };
        let target = score.target.and_then(|place| plan.targets.get(place));
        Self {
            code: indicator.code.to_string(),
            number: indicator.number.clone(),
            name: Name::of(&indicator.name_th, indicator.name_en.as_ref()),
            state: state_of(&score.actual),
            actual,
            target: target.map(|target| TargetAnswer::of(target, None)),
            scale: score.scale.and_then(|place| plan.scales.get(place)).map(|scale| scale.code.to_string()),
            percent: OwnFigure::some(score.percent.as_ref(), shown::percent),
            score: OwnFigure::some(score.score(), shown::score),
            full: OwnFigure::some(score.full.as_ref(), shown::score),
            status: Word::of(score.status),
        }
    }
}

impl UnitCard {
    fn of(plan: &AgencyPlan, round: &RoundCode, unit: &Unit) -> Result<Option<Self>, Refusal> {
        let own = Some(&unit.code);
        let has_targets = plan.targets.iter().any(|target| target.unit.as_ref() == own);
        if !has_targets && !plan.observations.iter().any(|observation| observation.unit.as_ref() == own) {
            return Ok(None);
        }
        let card = Scorecard::of_unit(plan, round, own).map_err(AppError::Circle)?;
        let both = plan.indicators.iter().zip(&card.indicators);
        let concerning = both.filter(|(_, score)| score.unscorable != Some(Unscorable::NotOfUnit));
        Ok(Some(Self {
            round: round.to_string(),
            score: OwnFigure::exact(&card.plan.score, shown::score),
            full: OwnFigure::exact(&card.plan.full, shown::score),
            percent: OwnFigure::some(card.plan.percent.as_ref(), shown::percent),
            statuses: counts(&card.plan.counts),
            indicators: concerning.map(|(indicator, score)| UnitResult::of(plan, indicator, score)).collect(),
        }))
    }
}

fn plan_asked(call: &Call) -> Result<Arc<PlanView>, Refusal> {
    let code = match call.asked("plan") {
        Some(code) => code.to_owned(),
        None => usual_plan(&call.app, &call.actor)?,
    };
    Ok(call.app.plan(&call.actor, &code, call.edition()?)?)
}

fn with_card(view: &PlanView, code: &str, asked: Option<&str>) -> Result<UnitWithCard, Refusal> {
    let unit = view.plan.units.iter().find(|unit| unit.code.as_str() == code).ok_or_else(|| Refusal::missing("unit", code))?;
    let scorecard = match round_asked(view, asked)? {
        Some(round) => UnitCard::of(&view.round(&round)?.plan, &round, unit)?,
        None => None,
    };
    Ok(UnitWithCard { plan: view.plan.plan.code.to_string(), unit: UnitAnswer::of(&view.plan, unit), scorecard })
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
        let view = plan_asked(call)?;
        let units = view.plan.units.iter().map(|unit| UnitAnswer::of(&view.plan, unit));
        Ok(Units { plan: view.plan.plan.code.to_string(), units: units.collect() })
    })
    .await
}

/// One unit with its own scorecard at a round
#[utoipa::path(
    get, path = "/api/v1/units/{code}", tag = "units",
    extensions(("x-summary-th" = json!("หน่วยงานหนึ่งหน่วยและตารางคะแนนของหน่วยงานเอง"))),
    params(
        ("code" = String, Path, description = "Code of the unit"),
        ("plan" = Option<String>, Query, description = "Code of the plan; the newest annual plan when absent"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
        ("round" = Option<String>, Query, description = "Code of the round; the usual one when absent"),
    ),
    responses((status = 200, description = "The unit", body = UnitWithCard), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(super) async fn show(call: Call, Path(code): Path<String>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let view = plan_asked(call)?;
        with_card(&view, &code, call.asked("round"))
    })
    .await
}
