//! A new draft edition of a plan, and the texts of its book.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::editing::{WriteNarrative, narrative_text};
use phaen_app::plan_view::PlanView;
use phaen_domain::access::Action;
use phaen_domain::book::SECTIONS;
use phaen_domain::plan::Narrative;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use super::once::{Sent, Told};
use super::plans::EditionFacts;
use super::refusal::{Fault, Refusal};

/// Largest order of a text within its section.
const LAST_ORDER: u32 = 1_000;

/// Why a draft is made.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct AmendBody {
    /// Why the plan is amended.
    #[schema(example = "ปรับค่าเป้าหมายตามมติคณะกรรมการ", min_length = 1, max_length = 2000)]
    reason: String,
}

/// The texts of an edition's book.
#[derive(Serialize, ToSchema)]
pub(super) struct TextsAnswer {
    /// In the order of the book.
    texts: Vec<TextAnswer>,
}

/// A text of the book.
#[derive(Serialize, ToSchema)]
pub(super) struct TextAnswer {
    /// Which section.
    #[schema(example = "part1.mission")]
    section: String,
    /// Its place within the section.
    order: u32,
    /// The text; none where there is none any more.
    text: Option<String>,
    /// Where it comes from.
    source: Option<String>,
    /// Counts up with every change: send it as `seen_version`; 0 where there is none.
    version: u32,
}

/// A text of the book as it shall be.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct TextBody {
    /// Which section of the book.
    #[schema(example = "part1.mission", min_length = 1)]
    section: String,
    /// Its place within the section, from 1.
    #[schema(example = 1)]
    order: u32,
    /// The text; absent to take it out.
    text: Option<String>,
    /// Where it comes from.
    source: Option<String>,
    /// The text's `version` that was seen; 0 or absent when there was none.
    seen_version: Option<u32>,
}

/// Plan and number of the edition.
type At = (String, String);

impl TextAnswer {
    fn of(view: &PlanView, section: &str, order: u32) -> Self {
        let stored = view.narrative(section, order);
        Self {
            section: section.to_owned(),
            order,
            text: stored.map(|(it, _)| it.text.clone()),
            source: stored.and_then(|(it, _)| it.source.clone()),
            version: stored.map_or(0, |(_, version)| version),
        }
    }
}

fn edition((_, number): &At) -> Result<u32, Refusal> {
    let whole = |_| Refusal::Fields(vec![Fault::new("edition", "ต้องเป็นจำนวนเต็ม", "must be a whole number")]);
    number.parse().map_err(whole)
}

fn amend_it(call: &Call, sent: &Sent<String>) -> Result<u32, Refusal> {
    let mut body = Body::read(&sent.body)?;
    let reason = body.reason();
    let reason = body.end(Some(reason))?;
    Ok(call.app.amend_plan(&call.actor, &sent.path, &reason)?)
}

/// Tells the draft; where its number was lost it is the newest edition.
fn tell_draft(call: &Call, sent: &Sent<String>, number: Option<u32>) -> Result<Told<EditionFacts>, Refusal> {
    let view = call.app.plan(&call.actor, &sent.path, number)?;
    let made = match number {
        Some(_) => Some(view.edition()),
        None => view.editions.last(),
    };
    Ok(Told::new(StatusCode::CREATED, EditionFacts::of(made.ok_or_else(|| Refusal::missing("plan", &sent.path))?)))
}

/// Makes a draft edition of an announced plan, so that it can be amended
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/editions", tag = "writing",
    extensions(("x-summary-th" = json!("สร้างฉบับร่างเพื่อปรับแผน"))),
    params(("plan" = String, Path, description = "Code of the plan")),
    request_body(content = AmendBody, content_type = "application/json"),
    responses(
        (status = 201, description = "The draft", body = EditionFacts), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn amend(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    call.write(Action::AmendPlan, Sent { path, body }, amend_it, tell_draft).await
}

/// The texts of an edition's book
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/editions/{edition}/texts", tag = "plans",
    extensions(("x-summary-th" = json!("ข้อความในเล่มของแผนฉบับหนึ่ง"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("edition" = u32, Path, description = "Number of the edition"),
    ),
    responses((status = 200, description = "The texts", body = TextsAnswer), (status = 404, response = Missing))
)]
pub(super) async fn texts(call: Call, Path(at): Path<At>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let view = call.app.plan(&call.actor, &at.0, Some(edition(&at)?))?;
        let texts = view.plan.narratives.iter().map(|it| TextAnswer::of(&view, &it.section, it.order));
        Ok(TextsAnswer { texts: texts.collect() })
    })
    .await
}

fn read(sent: &Sent<At>) -> Result<WriteNarrative, Refusal> {
    let edition = edition(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let (section, order) = (body.needed("section"), body.whole("order").unwrap_or(0));
    if !section.is_empty() && !SECTIONS.iter().any(|(known, ..)| *known == section) {
        let keys = SECTIONS.iter().map(|(key, ..)| *key).collect::<Vec<_>>().join(", ");
        body.fault("section", format!("ระบุค่าใดค่าหนึ่งต่อไปนี้: {keys}"), format!("must be one of {keys}"));
    }
    if !(1..=LAST_ORDER).contains(&order) {
        body.fault("order", "ต้องเป็นจำนวนเต็มตั้งแต่ 1 ถึง 1000", "must be a whole number from 1 to 1000");
    }
    let (text, source) = (body.text("text").unwrap_or_default(), body.text("source"));
    let seen_version = body.whole("seen_version").unwrap_or(0);
    let narrative = Narrative { section, order, text, source };
    body.end(Some(WriteNarrative { plan: sent.path.0.clone(), edition, narrative, seen_version }))
}

fn store(call: &Call, sent: &Sent<At>) -> Result<(), Refusal> {
    let command = read(sent)?;
    call.app.write_narrative(&call.actor, &command).map_err(|error| match error {
        AppError::Stale { stored, by } => {
            let view = call.app.plan(&call.actor, &command.plan, Some(command.edition)).ok();
            let (section, order) = (&command.narrative.section, command.narrative.order);
            let stored_version = view.map(|view| view.narrative(section, order).map_or(0, |(_, version)| version));
            Refusal::Stale { yours: narrative_text(&command.narrative), theirs: stored, by, stored_version }
        }
        other => other.into(),
    })
}

fn tell(call: &Call, sent: &Sent<At>, _: Option<()>) -> Result<Told<TextAnswer>, Refusal> {
    let command = read(sent)?;
    let view = call.app.plan(&call.actor, &command.plan, Some(command.edition))?;
    Ok(Told::ok(TextAnswer::of(&view, &command.narrative.section, command.narrative.order)))
}

/// Writes a text of the book, or takes it out
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/editions/{edition}/texts", tag = "writing",
    extensions(("x-summary-th" = json!("เขียนข้อความในเล่ม หรือนำออก"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("edition" = u32, Path, description = "Number of the edition"),
    ),
    request_body(content = TextBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The text as it is now", body = TextAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn write(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::WriteNarrative, Sent { path, body }, store, tell).await
}
