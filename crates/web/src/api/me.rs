//! Who calls, and what they may do.

use axum::response::Response;
use phaen_domain::access::Action;
use phaen_domain::words::Words;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::refusal::Refusal;
use super::wire::Word;

/// The caller.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    /// Login; what the journal names.
    login: String,
    /// Name shown.
    name: String,
    /// Where letters go.
    email: Option<String>,
    /// Whether a second factor is asked for at signing in.
    second_factor: bool,
    /// Role.
    role: Word,
    /// What the role may do.
    may: Vec<Word>,
    /// `token` or `session`.
    signed_in_by: String,
    /// A session's secret: a write by session sends it in the header `X-Form-Key`. None for a token, which needs no such header.
    form_key: Option<String>,
}

/// The caller.
pub(super) fn of(call: &Call) -> Result<Me, Refusal> {
    let actor = &call.actor;
    let may = Action::TABLE.iter().filter(|row| actor.may(row.0)).map(|row| Word::of(row.0));
    Ok(Me {
        login: actor.login.clone(),
        // By what is stored now: a call that changes the name tells the new one.
        name: call.app.people(actor)?.name(&actor.login).unwrap_or(&actor.name).to_owned(),
        email: call.app.own_email(actor)?,
        second_factor: call.app.own_factor(actor)?.is_on,
        role: Word::of(actor.role()),
        may: may.collect(),
        signed_in_by: if call.by_token() { "token" } else { "session" }.to_owned(),
        form_key: call.view.visitor.csrf.clone(),
    })
}

/// Who calls, and what they may do
#[utoipa::path(
    get, path = "/api/v1/me", tag = "me",
    extensions(("x-summary-th" = json!("ผู้เรียกใช้และสิทธิ"))),
    responses((status = 200, description = "The caller", body = Me))
)]
pub(super) async fn show(call: Call) -> Response {
    call.fresh(Action::KeepOwnAccount, of).await
}
