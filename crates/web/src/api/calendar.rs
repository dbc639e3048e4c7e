//! The calendar that rounds follow: holidays, deadline rules and the deadlines of all rounds; changing the first two.

use axum::body::Bytes;
use axum::response::Response;
use jiff::civil::Date;
use phaen_app::AppError;
use phaen_app::rounds::Redated;
use phaen_domain::access::Action;
use phaen_domain::calendar::DeadlineRules;
use phaen_domain::words::Words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, NotJson, Stale};
use super::once::{Sent, Told};
use super::refusal::Refusal;
use super::rounds::show::{DatesAnswer, RulesAnswer};
use super::wire::{Name, Word};

/// Most days of one request.
const MOST_DAYS: usize = 400;

/// The calendar.
#[derive(Serialize, ToSchema)]
pub(super) struct CalendarAnswer {
    /// Holidays besides Saturdays and Sundays, earliest first.
    holidays: Vec<HolidayAnswer>,
    /// The rules of deadlines.
    rules: RulesAnswer,
    /// Counts up with every change of the rules: send it as `seen_version`.
    version: u32,
    /// The deadlines of every round of every plan.
    deadlines: Vec<DeadlineAnswer>,
}

/// A holiday.
#[derive(Serialize, ToSchema)]
struct HolidayAnswer {
    /// The day.
    #[schema(format = Date)]
    day: String,
    /// Its name.
    name: String,
}

/// The deadlines of one round.
#[derive(Serialize, ToSchema)]
struct DeadlineAnswer {
    /// Code of the plan.
    plan: String,
    /// Code of the round.
    round: String,
    /// Name of the round.
    name: Name,
    /// Where the round is in its life.
    state: Word,
    /// Its last day.
    #[schema(format = Date)]
    ends_on: String,
    /// Its deadlines.
    dates: DatesAnswer,
}

/// Holidays to be named or struck out.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct HolidaysBody {
    /// The days, at most 400, such as a year's announcement.
    #[schema(min_items = 1, max_items = 400)]
    days: Vec<HolidayBody>,
}

/// A holiday to be named or struck out.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
struct HolidayBody {
    /// The day.
    #[schema(format = Date, example = "2024-04-13")]
    day: String,
    /// Its name; absent to strike the day out.
    #[schema(example = "วันสงกรานต์")]
    name: Option<String>,
}

/// Rules of deadlines.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct RulesBody {
    /// `calendar`, `rolled` or `working`.
    #[schema(example = "calendar")]
    counting: String,
    /// `unit_due` or `round_end`.
    #[schema(example = "unit_due")]
    anchor: String,
    /// Days for units to report.
    #[schema(example = 5)]
    report_days: u16,
    /// Days for compiling.
    #[schema(example = 45)]
    compile_days: u16,
    /// Days for endorsing.
    #[schema(example = 5)]
    endorse_days: u16,
    /// Days for a return that was sent back.
    #[schema(example = 3)]
    return_days: u16,
    /// The calendar's `version` that was seen.
    #[schema(example = 0)]
    seen_version: u32,
}

fn answer(call: &Call) -> Result<CalendarAnswer, Refusal> {
    let calendar = call.app.calendar(&call.actor)?;
    let deadlines = call.app.deadlines(&call.actor)?.into_iter().map(|it| DeadlineAnswer {
        plan: it.plan.to_string(),
        name: Name::of(&it.round.name_th, it.round.name_en.as_ref()),
        state: Word::of(it.round.state),
        ends_on: it.round.ends_on.to_string(),
        dates: DatesAnswer::of(&it.dates),
        round: it.round.code.to_string(),
    });
    let holidays = calendar.holidays.0.iter().map(|(day, name)| HolidayAnswer { day: day.to_string(), name: name.clone() });
    Ok(CalendarAnswer {
        holidays: holidays.collect(),
        rules: RulesAnswer::of(&calendar.rules),
        version: calendar.version,
        deadlines: deadlines.collect(),
    })
}

fn tell(call: &Call, _: &Sent<()>, _: Option<Redated>) -> Result<Told<CalendarAnswer>, Refusal> {
    Ok(Told::ok(answer(call)?))
}

fn set_holidays(call: &Call, sent: &Sent<()>) -> Result<Redated, Refusal> {
    let mut body = Body::read(&sent.body)?;
    let days = body.some_of_each("days", MOST_DAYS, |body| {
        let (day, name) = (body.needed_day("day"), body.text("name"));
        day.map(|day| (day, name))
    });
    let days = body.end(Some(days))?;
    let days: Vec<(Date, Option<&str>)> = days.iter().map(|(day, name)| (*day, name.as_deref())).collect();
    Ok(call.app.set_holidays(&call.actor, &days)?)
}

fn set_rules(call: &Call, sent: &Sent<()>) -> Result<Redated, Refusal> {
    let mut body = Body::read(&sent.body)?;
    let (counting, anchor) = (body.word("counting"), body.word("anchor"));
    let [report_days, compile_days, endorse_days, return_days] =
        ["report_days", "compile_days", "endorse_days", "return_days"].map(|field| days(&mut body, field));
    let seen = body.seen_version();
    let rules = counting.zip(anchor).map(|(counting, anchor)| DeadlineRules {
        counting,
        anchor,
        report_days,
        compile_days,
        endorse_days,
        return_days,
    });
    let rules = body.end(rules)?;
    call.app.set_deadline_rules(&call.actor, &rules, seen).map_err(|error| match error {
        AppError::Stale { stored, by } => {
            let stored_version = call.app.calendar(&call.actor).map(|it| it.version).ok();
            Refusal::Stale { yours: rules.counting.key().to_owned(), theirs: stored, by, stored_version }
        }
        other => other.into(),
    })
}

/// A number of days that is no mistake: at most a year.
fn days(body: &mut Body, field: &str) -> u16 {
    let days = body.whole(field);
    let days = days.and_then(|days| u16::try_from(days).ok()).filter(|days| *days <= 366);
    if days.is_none() {
        body.fault(field, "ต้องเป็นจำนวนวันตั้งแต่ 0 ถึง 366", "must be a number of days from 0 to 366");
    }
    days.unwrap_or_default()
}

/// Holidays, deadline rules, and the deadlines of all rounds
#[utoipa::path(
    get, path = "/api/v1/calendar", tag = "calendar",
    extensions(("x-summary-th" = json!("วันหยุด กติกากำหนดเวลา และกำหนดเวลาของทุกรอบ"))),
    responses((status = 200, description = "The calendar", body = CalendarAnswer))
)]
pub(super) async fn show(call: Call) -> Response {
    call.read(Action::ReadPlan, answer).await
}

/// Names holidays or strikes them out; returns that are not submitted yet are re-dated, and the journal tells which
#[utoipa::path(
    post, path = "/api/v1/calendar/holidays", tag = "calendar",
    extensions(("x-summary-th" = json!("กำหนดหรือยกเลิกวันหยุด กำหนดส่งของแบบรายงานที่ยังไม่ส่งเปลี่ยนตาม"))),
    request_body(content = HolidaysBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The calendar as it is now", body = CalendarAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn holidays(call: Call, body: Bytes) -> Response {
    call.write(Action::SetCalendar, Sent { path: (), body }, set_holidays, tell).await
}

/// Changes the rules of deadlines; returns that are not submitted yet are re-dated, and the journal tells which
#[utoipa::path(
    post, path = "/api/v1/calendar/rules", tag = "calendar",
    extensions(("x-summary-th" = json!("เปลี่ยนกติกากำหนดเวลา กำหนดส่งของแบบรายงานที่ยังไม่ส่งเปลี่ยนตาม"))),
    request_body(content = RulesBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The calendar as it is now", body = CalendarAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn rules(call: Call, body: Bytes) -> Response {
    call.write(Action::SetCalendar, Sent { path: (), body }, set_rules, tell).await
}
