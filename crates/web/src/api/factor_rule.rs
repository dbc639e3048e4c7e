//! Of which roles the agency asks a second factor, and who has none yet.

use axum::body::Bytes;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::accounts::SecondFactorView;
use phaen_domain::access::{Action, Role, SecondFactorRule};
use phaen_domain::words::Words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, NotJson, Stale};
use super::once::{Sent, Told};
use super::refusal::Refusal;
use super::wire::Word;

/// The agency's rule of second factors.
#[derive(Serialize, ToSchema)]
pub(super) struct FactorRuleAnswer {
    /// The roles in which nobody acts without a second factor; none until the agency asks it.
    roles: Vec<Word>,
    /// Logins of whom it is asked and who have none yet: they do nothing else before it is set up.
    without: Vec<String>,
    /// Counts up with every change: send it as `seen_version`.
    version: u32,
}

/// The rule as it shall be.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct FactorRuleBody {
    /// Keys of the roles; an empty list asks it of nobody.
    roles: Vec<String>,
    /// The `version` that was seen.
    #[schema(example = 0)]
    seen_version: u32,
}

impl FactorRuleAnswer {
    fn of(it: SecondFactorView) -> Self {
        let roles = Role::TABLE.iter().map(|row| row.0).filter(|role| it.rule.names(*role)).map(Word::of);
        Self { roles: roles.collect(), without: it.without, version: it.version }
    }
}

fn answer(call: &Call) -> Result<FactorRuleAnswer, Refusal> {
    Ok(FactorRuleAnswer::of(call.app.second_factor_rule(&call.actor)?))
}

fn set(call: &Call, sent: &Sent<()>) -> Result<(), Refusal> {
    let mut body = Body::read(&sent.body)?;
    let (roles, seen) = (body.needed_words::<Role>("roles"), body.seen_version());
    let rule = body.end(Some(SecondFactorRule::new(roles)))?;
    call.app.set_second_factor_rule(&call.actor, &rule, seen).map_err(|error| match error {
        AppError::Stale { stored, by } => {
            let stored_version = call.app.second_factor_rule(&call.actor).map(|it| it.version).ok();
            Refusal::Stale { yours: rule.written(), theirs: stored, by, stored_version }
        }
        other => other.into(),
    })
}

/// Of which roles a second factor is asked, and who has none yet
#[utoipa::path(
    get, path = "/api/v1/second-factor", tag = "accounts",
    extensions(("x-summary-th" = json!("บทบาทที่ต้องยืนยันสองขั้น และผู้ที่ยังไม่ได้เปิดใช้"))),
    responses((status = 200, description = "The rule", body = FactorRuleAnswer))
)]
pub(super) async fn show(call: Call) -> Response {
    call.read(Action::ReadKeeping, answer).await
}

/// Changes of which roles a second factor is asked
#[utoipa::path(
    post, path = "/api/v1/second-factor", tag = "accounts",
    extensions(("x-summary-th" = json!("กำหนดบทบาทที่ต้องยืนยันสองขั้น"))),
    request_body(content = FactorRuleBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The rule as it is now", body = FactorRuleAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn change(call: Call, body: Bytes) -> Response {
    let tell = |call: &Call, _: &Sent<()>, _: Option<()>| Ok(Told::ok(answer(call)?));
    call.write(Action::ManageAccounts, Sent { path: (), body }, set, tell).await
}
