//! Who calls, and what they may do.

use axum::response::Response;
use phaen_domain::access::Action;
use phaen_domain::words::Words;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::wire::Word;

/// The caller.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    /// Login; what the journal names.
    login: String,
    /// Name shown.
    name: String,
    /// Role.
    role: Word,
    /// What the role may do.
    may: Vec<Word>,
    /// `token` or `session`.
    signed_in_by: String,
    /// A session's secret: a write by session sends it in the header `X-Form-Key`. None for a token, which needs no such header.
    form_key: Option<String>,
}

/// Who calls, and what they may do
#[utoipa::path(
    get, path = "/api/v1/me", tag = "me",
    extensions(("x-summary-th" = json!("ผู้เรียกใช้และสิทธิ"))),
    responses((status = 200, description = "The caller", body = Me))
)]
pub(super) async fn show(call: Call) -> Response {
    call.fresh(Action::KeepOwnAccount, |call| {
        let actor = &call.actor;
        let may = Action::TABLE.iter().filter(|row| actor.may(row.0)).map(|row| Word::of(row.0));
        let me = Me {
            login: actor.login.clone(),
            name: actor.name.clone(),
            role: Word::of(actor.role()),
            may: may.collect(),
            signed_in_by: if call.by_token { "token" } else { "session" }.to_owned(),
            form_key: call.view.visitor.csrf.clone(),
        };
        Ok(me)
    })
    .await
}
