//! What the checks found in a return, and explaining one finding.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::returns::{ExplainFinding, Standing};
use phaen_domain::access::Action;
use phaen_domain::finding::Finding;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::ReturnFacts;
use super::{At, ReturnPath, key, read};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use crate::api::once::{Sent, Told};
use crate::api::refusal::Refusal;
use crate::api::wire::Word;

/// Something that does not fit in a return.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FindingAnswer {
    /// By which rule.
    rule: Word,
    /// `blocking` (to be mended), `to_explain` or `notice`.
    severity: Word,
    /// Where to look first.
    #[schema(example = "indicator:K01:value")]
    field: String,
    /// The figures that do not fit: sent back with an explanation, which holds for these only.
    facts: String,
    /// Where, what, by which rule and what to do, in Thai.
    th: String,
    /// The same in English.
    en: String,
    /// What was explained about it.
    explained: Option<ExplainedAnswer>,
}

/// What was explained about a finding.
#[derive(Debug, Serialize, ToSchema)]
struct ExplainedAnswer {
    /// The explanation.
    text: String,
    /// Login of who explained.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

impl FindingAnswer {
    /// A finding that nobody explained.
    pub(in crate::api) fn of(it: &Finding) -> Self {
        Self {
            rule: Word::of(it.rule),
            severity: Word::of(it.severity),
            field: it.field.to_string(),
            facts: it.facts.clone(),
            th: it.th(),
            en: it.en(),
            explained: None,
        }
    }

    pub(in crate::api) fn standing(it: &Standing) -> Self {
        let explained = it.explained.as_ref();
        let explained = explained.map(|it| ExplainedAnswer { text: it.text.clone(), by: it.by.clone(), at: it.at.to_string() });
        Self { explained, ..Self::of(&it.finding) }
    }
}

/// An explanation.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct ExplanationBody {
    /// Key of the finding's rule.
    #[schema(example = "history", min_length = 1)]
    rule: String,
    /// The finding's field.
    #[schema(example = "indicator:K01:value", min_length = 1)]
    field: String,
    /// The finding's `facts`, as they were read.
    facts: Option<String>,
    /// The explanation.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Findings after one was explained.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Findings {
    /// All findings as they stand now.
    findings: Vec<FindingAnswer>,
    /// Where the return is now.
    #[serde(rename = "return")]
    facts: ReturnFacts,
}

fn store(call: &Call, sent: &Sent<At>) -> Result<(), Refusal> {
    let key = key(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let (rule, field) = (body.word("rule"), body.named("field", "indicator:K01:value"));
    let (facts, text) = (body.exactly("facts"), body.needed("text"));
    let command = rule.zip(field).map(|(rule, field)| ExplainFinding { key, rule, field, facts, text });
    let command = body.end(command)?;
    call.app.explain_finding(&call.actor, &command).map_err(|error| match error {
        AppError::Stale { stored: theirs, by } => {
            Refusal::Stale { yours: command.facts.clone(), theirs, by, stored_version: None }
        }
        other => other.into(),
    })
}

fn tell(call: &Call, sent: &Sent<At>, _: Option<()>) -> Result<Told<Findings>, Refusal> {
    let view = read(call, &sent.path)?;
    let findings = view.findings().iter().map(FindingAnswer::standing).collect();
    Ok(Told::ok(Findings { findings, facts: ReturnFacts::of(&view.plan, &view.round, &view.submission) }))
}

/// Explains a finding of a return
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/explanations", tag = "returns",
    extensions(("x-summary-th" = json!("ชี้แจงข้อสังเกตของแบบรายงาน"))),
    params(ReturnPath),
    request_body(content = ExplanationBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The findings as they stand now", body = Findings), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn explain(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::EditReturn, Sent { path, body }, store, tell).await
}
