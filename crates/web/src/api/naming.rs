//! The name shown of an account: the caller's own, and that of an account that the caller keeps.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::AppError;
use phaen_domain::access::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::accounts::{AccountAnswer, kept};
use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use super::me::{self, Me};
use super::once::{Sent, Told};
use super::refusal::Refusal;

/// The caller's name as it shall be shown.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct OwnNameBody {
    /// Name shown.
    #[schema(example = "สมศรี ใจดี", min_length = 1, max_length = 200)]
    name: String,
}

/// A name as it shall be shown.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct NameBody {
    /// Name shown.
    #[schema(example = "สมศรี ใจดี", min_length = 1, max_length = 200)]
    name: String,
    /// The account's `version` that was seen.
    #[schema(example = 1)]
    seen_version: u32,
}

/// Changes the name shown of the caller
#[utoipa::path(
    post, path = "/api/v1/me/name", tag = "me",
    extensions(("x-summary-th" = json!("เปลี่ยนชื่อที่แสดงของผู้เรียกใช้"))),
    request_body(content = OwnNameBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The caller", body = Me), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn change_own(call: Call, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<()>| {
        let mut body = Body::read(&sent.body)?;
        let name = body.needed("name");
        let name = body.end(Some(name))?;
        Ok(call.app.change_own_name(&call.actor, &name)?)
    };
    let tell = |call: &Call, _: &Sent<()>, _: Option<()>| Ok(Told::ok(me::of(call)?).not_kept());
    call.write(Action::KeepOwnAccount, Sent { path: (), body }, write, tell).await
}

fn rename(call: &Call, sent: &Sent<String>) -> Result<(), Refusal> {
    let mut body = Body::read(&sent.body)?;
    let (name, seen) = (body.needed("name"), body.seen_version());
    let name = body.end(Some(name))?;
    call.app.rename_account(&call.actor, &sent.path, &name, seen).map_err(|error| match error {
        AppError::Stale { stored, by } => {
            let stored_version = call.app.kept_account(&call.actor, &sent.path).map(|it| it.account.version).ok();
            Refusal::Stale { yours: name, theirs: stored, by, stored_version }
        }
        other => other.into(),
    })
}

/// Changes the name shown of an account that the caller keeps
#[utoipa::path(
    post, path = "/api/v1/accounts/{login}/name", tag = "accounts",
    extensions(("x-summary-th" = json!("เปลี่ยนชื่อที่แสดงของบัญชีผู้ใช้"))),
    params(("login" = String, Path, description = "Login")),
    request_body(content = NameBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The account", body = AccountAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn change(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    let tell = |call: &Call, sent: &Sent<String>, _: Option<()>| Ok(Told::ok(kept(call, &sent.path)?));
    call.write(Action::ManageUnitAccounts, Sent { path, body }, rename, tell).await
}
