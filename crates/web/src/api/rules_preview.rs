//! What other deadline rules would do to the rounds that are open, before they are set.

use axum::response::Response;
use phaen_app::rounds::RoundPreview;
use phaen_domain::access::Action;
use phaen_domain::calendar::DeadlineRules;
use phaen_domain::words::Words;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::document::Invalid;
use super::refusal::{Fault, Refusal};
use super::rounds::show::{DatesAnswer, RulesAnswer};
use super::wire::Name;

/// What other rules would do.
#[derive(Serialize, ToSchema)]
pub(super) struct RulesPreview {
    /// The rules that are thought of.
    rules: RulesAnswer,
    /// Every open round.
    rounds: Vec<RoundPreviewAnswer>,
}

/// The dates of an open round as they are and as other rules would have them.
#[derive(Serialize, ToSchema)]
struct RoundPreviewAnswer {
    /// Code of the plan.
    plan: String,
    /// Code of the round.
    round: String,
    /// Name of the round.
    name: Name,
    /// By the rules as they are.
    now: DatesAnswer,
    /// By the rules that are thought of.
    then: DatesAnswer,
    /// How many returns would be re-dated.
    returns: usize,
}

impl RoundPreviewAnswer {
    fn of(it: &RoundPreview) -> Self {
        Self {
            plan: it.plan.to_string(),
            round: it.round.code.to_string(),
            name: Name::of(&it.round.name_th, it.round.name_en.as_ref()),
            now: DatesAnswer::of(&it.now),
            then: DatesAnswer::of(&it.then),
            returns: it.returns,
        }
    }
}

/// A member of an enumeration in the query; what is not asked for stays as it is.
fn word<W: Words>(call: &Call, field: &'static str, now: W) -> Result<W, Refusal> {
    let Some(key) = call.asked(field) else { return Ok(now) };
    W::from_key(key).ok_or_else(|| {
        let keys = W::TABLE.iter().map(|row| row.1).collect::<Vec<_>>().join(", ");
        Refusal::Fields(vec![Fault::new(field, format!("ระบุค่าใดค่าหนึ่งต่อไปนี้: {keys}"), format!("must be one of {keys}"))])
    })
}

/// A number of days in the query; what is not asked for stays as it is.
fn days(call: &Call, field: &'static str, now: u16) -> Result<u16, Refusal> {
    match call.number::<u16>(field)? {
        Some(days) if days > 366 => {
            Err(Refusal::Fields(vec![Fault::new(field, "ต้องไม่เกิน 366 วัน", "must not be more than 366 days")]))
        }
        days => Ok(days.unwrap_or(now)),
    }
}

fn rules(call: &Call) -> Result<DeadlineRules, Refusal> {
    let now = call.app.calendar(&call.actor)?.rules;
    Ok(DeadlineRules {
        counting: word(call, "counting", now.counting)?,
        anchor: word(call, "anchor", now.anchor)?,
        report_days: days(call, "report_days", now.report_days)?,
        compile_days: days(call, "compile_days", now.compile_days)?,
        endorse_days: days(call, "endorse_days", now.endorse_days)?,
        return_days: days(call, "return_days", now.return_days)?,
    })
}

/// What other deadline rules would do to the open rounds; what is not asked for stays as it is, and nothing is stored
#[utoipa::path(
    get, path = "/api/v1/calendar/rules/preview", tag = "calendar",
    extensions(("x-summary-th" = json!("ผลของกติกากำหนดเวลาแบบอื่นต่อรอบที่เปิดอยู่ โดยไม่บันทึก"))),
    params(
        ("counting" = Option<String>, Query, description = "`calendar`, `rolled` or `working`"),
        ("anchor" = Option<String>, Query, description = "`unit_due` or `round_end`"),
        ("report_days" = Option<u16>, Query, description = "Days for units to report"),
        ("compile_days" = Option<u16>, Query, description = "Days for compiling"),
        ("endorse_days" = Option<u16>, Query, description = "Days for endorsing"),
        ("return_days" = Option<u16>, Query, description = "Days for a return that was sent back"),
    ),
    responses((status = 200, description = "What would change", body = RulesPreview), (status = 422, response = Invalid))
)]
pub(super) async fn show(call: Call) -> Response {
    call.read(Action::SetCalendar, |call| {
        let rules = rules(call)?;
        let rounds = call.app.preview_rules(&call.actor, rules)?;
        Ok(RulesPreview { rules: RulesAnswer::of(&rules), rounds: rounds.iter().map(RoundPreviewAnswer::of).collect() })
    })
    .await
}
