//! Entering a result in an open round, by the same use case as the form.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::editing::{EnterObservation, reported_text};
use phaen_app::plan_view::PlanView;
use phaen_app::ports::Provenance;
use phaen_domain::access::Action;
use phaen_domain::id::{IndicatorCode, ProjectCode, RoundCode, UnitCode};
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Observation, ObservationKey, Period, Reported, Subject};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use super::indicators::{AtRound, at_rounds};
use super::once::{Sent, Told};
use super::refusal::Refusal;
use super::reported::ObservationAnswer;

/// A result to be entered. Figures are text, so that their digits are kept.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct EnterBody {
    /// `indicator` (also when absent), `project` or `project_indicator`.
    #[schema(example = "indicator")]
    subject: Option<String>,
    /// Code of the indicator or the project.
    #[schema(example = "K01", min_length = 1, max_length = 60)]
    code: String,
    /// Which indicator of the project, for `project_indicator`.
    item: Option<u32>,
    /// The unit that reports; the agency when absent.
    unit: Option<String>,
    /// Code of the round. Either `round` or `month`.
    #[schema(example = "R9")]
    round: Option<String>,
    /// Month of the fiscal year: 1 = October … 12 = September.
    #[schema(minimum = 1, maximum = 12)]
    month: Option<u32>,
    /// `value`, `zero`, `ratio`, `steps`, `no_data`, `not_applicable` or `not_measurable`. When absent: `value`.
    #[schema(example = "value")]
    state: Option<String>,
    /// The figure of `value`.
    #[schema(example = "92.00")]
    value: Option<String>,
    /// Numerator of `ratio`.
    numerator: Option<String>,
    /// Denominator of `ratio`.
    denominator: Option<String>,
    /// Levels of the steps that are done, for `steps`.
    steps: Option<Vec<u32>>,
    /// Why it is `not_applicable` or `not_measurable`.
    state_reason: Option<String>,
    /// Narrative.
    narrative: Option<String>,
    /// Where the figure comes from.
    #[schema(min_length = 1)]
    source: String,
    /// Link or file name of the evidence.
    evidence: Option<String>,
    /// The version that was seen; 0 or absent when there was none.
    seen_version: Option<u32>,
    /// Why it is entered or changed.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// What was stored.
#[derive(Serialize, ToSchema)]
pub(super) struct Entered {
    /// The result as it is stored.
    observation: ObservationAnswer,
    /// The indicator's score at each round, with its working; none for a project.
    rounds: Vec<AtRound>,
}

fn read(plan: &str, bytes: &[u8]) -> Result<EnterObservation, Refusal> {
    let mut body = Body::read(bytes)?;
    let (subject, period) = (subject(&mut body), period(&mut body));
    let unit = body.some_code("unit", UnitCode::new);
    let reported = reported(&mut body);
    let (narrative, source, evidence) = (body.text("narrative"), body.needed("source"), body.text("evidence"));
    let (seen_version, reason) = (body.whole("seen_version").unwrap_or(0), body.reason());
    let observation = subject.zip(period).zip(reported).map(|((subject, period), reported)| Observation {
        subject,
        unit,
        period,
        reported,
        narrative,
        source: Some(source),
        evidence,
    });
    let command = observation.map(|observation| EnterObservation { plan: plan.to_owned(), observation, seen_version, reason });
    body.end(command)
}

fn subject(body: &mut Body) -> Option<Subject> {
    let kind = body.text("subject");
    let item = body.whole("item");
    match kind.as_deref() {
        None | Some("indicator") => body.code("code", IndicatorCode::new).map(Subject::Indicator),
        Some("project") => body.code("code", ProjectCode::new).map(Subject::Project),
        Some("project_indicator") => {
            if item.is_none() {
                body.fault("item", "ต้องระบุลำดับตัวชี้วัดของโครงการ", "is required: which indicator of the project");
            }
            body.code("code", ProjectCode::new).zip(item).map(|(code, item)| Subject::ProjectIndicator(code, item))
        }
        Some(_) => {
            body.fault(
                "subject",
                "ระบุ indicator, project หรือ project_indicator",
                "must be indicator, project or project_indicator",
            );
            let _ = body.text("code");
            None
        }
    }
}

fn period(body: &mut Body) -> Option<Period> {
    match (body.some_code("round", RoundCode::new), body.whole("month")) {
        (Some(round), None) => Some(Period::Round(round)),
        (None, Some(month)) if (1..=12).contains(&month) => u8::try_from(month).ok().map(Period::Month),
        (None, Some(_)) => {
            body.fault("month", "ระบุ 1 (ตุลาคม) ถึง 12 (กันยายน)", "must be 1 (October) to 12 (September)");
            None
        }
        _ => {
            body.fault("round", "ระบุ round หรือ month อย่างใดอย่างหนึ่ง", "either round or month is required");
            None
        }
    }
}

fn reported(body: &mut Body) -> Option<Reported> {
    let state = body.text("state");
    let (value, above, below) = (body.figure("value"), body.figure("numerator"), body.figure("denominator"));
    let (steps, reason) = (body.levels("steps"), body.text("state_reason"));
    match state.as_deref() {
        None | Some("value") => need(body, "value", value).map(Reported::Value),
        Some("zero") => {
            if value.is_some_and(|value| !value.is_zero()) {
                body.fault("value", "ผลเป็นศูนย์ระบุค่าอื่นไม่ได้", "must be zero or absent for this state");
            }
            Some(Reported::Value(value.unwrap_or(Decimal::whole(0))))
        }
        Some("ratio") => need(body, "numerator", above).zip(need(body, "denominator", below)).map(|(a, b)| Reported::Ratio(a, b)),
        Some("steps") => Some(Reported::Steps(steps)),
        Some("no_data") => Some(Reported::NoData),
        Some("not_applicable") => need(body, "state_reason", reason).map(Reported::NotApplicable),
        Some("not_measurable") => need(body, "state_reason", reason).map(Reported::NotMeasurable),
        Some(_) => {
            body.fault(
                "state",
                "ระบุ value, zero, ratio, steps, no_data, not_applicable หรือ not_measurable",
                "must be value, zero, ratio, steps, no_data, not_applicable or not_measurable",
            );
            None
        }
    }
}

fn need<T>(body: &mut Body, field: &str, value: Option<T>) -> Option<T> {
    if value.is_none() {
        body.fault(field, "ต้องระบุสำหรับผลแบบนี้", "is required for this state");
    }
    value
}

fn stored<'a>(view: &'a PlanView, key: &'a ObservationKey) -> Option<(&'a Observation, Option<&'a Provenance>)> {
    view.observations_of(&key.0).find(|(observation, _)| observation.key() == *key)
}

fn enter(call: &Call, sent: &Sent<String>) -> Result<(), Refusal> {
    let plan = sent.path.as_str();
    let command = read(plan, &sent.body)?;
    let (observation, key) = (&command.observation, command.observation.key());
    match call.app.enter_observation(&call.actor, &command) {
        Ok(()) => Ok(()),
        Err(AppError::Stale { stored: theirs, by }) => {
            let view = call.app.plan(&call.actor, plan, None)?;
            let version = stored(&view, &key).and_then(|(_, provenance)| provenance).map_or(0, |p| p.version);
            Err(Refusal::Stale { yours: reported_text(&observation.reported), theirs, by, stored_version: Some(version) })
        }
        Err(error) => Err(error.into()),
    }
}

fn tell(call: &Call, sent: &Sent<String>, _: Option<()>) -> Result<Told<Entered>, Refusal> {
    let plan = sent.path.as_str();
    let command = read(plan, &sent.body)?;
    let (observation, key) = (&command.observation, command.observation.key());
    let view = call.app.plan(&call.actor, plan, None)?;
    let missing = || Refusal::internal(&"the stored result is not there");
    let (kept, provenance) = stored(&view, &key).ok_or_else(missing)?;
    let rounds = match &observation.subject {
        Subject::Indicator(code) => at_rounds(&view, code)?,
        Subject::Project(_) | Subject::ProjectIndicator(..) => Vec::new(),
    };
    let status = if command.seen_version == 0 { StatusCode::CREATED } else { StatusCode::OK };
    Ok(Told::new(status, Entered { observation: ObservationAnswer::of(&view, kept, provenance), rounds }))
}

/// Enters a result in an open round
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/observations", tag = "writing",
    extensions(("x-summary-th" = json!("บันทึกผลในรอบที่เปิดรับรายงาน"))),
    params(("plan" = String, Path, description = "Code of the plan")),
    request_body(content = EnterBody, content_type = "application/json"),
    responses(
        (status = 201, description = "Stored for the first time", body = Entered),
        (status = 200, description = "Changed", body = Entered),
        (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn post(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    call.write(Action::EnterObservation, Sent { path, body }, enter, tell).await
}
